//! The domain of commissioning: what things are, and the rules they live by.
//!
//! Nothing here does input or output. A rule is a pure function of its
//! arguments, `now` and the [`framework::policy::Policy`] of the day that
//! counts, so the browser and the server run the very same one.
//!
//! The rooms follow the framework's cycle: [`plan`], [`secure`], [`monitor`],
//! [`review`] and [`decommission`], beside [`people`], [`framework`] and
//! [`commission`].
#![warn(missing_docs)]

#[macro_use]
mod wire;

pub mod actor;
pub mod calendar;
pub mod check;
pub mod commission;
pub mod decommission;
pub mod error;
pub mod framework;
pub mod money;
pub mod monitor;
pub mod people;
pub mod plain_english;
pub mod plan;
pub mod review;
pub mod secure;
pub mod tag;

pub use actor::{Acting, Actor};
pub use calendar::{Day, Timestamp};
pub use error::{Code, Refusal};
pub use money::Money;
