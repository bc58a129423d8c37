//! The pages, rendered on the server, and the islands of them that run in the
//! browser.
//!
//! A page and its typed fragments of the API stand in one file under `pages`;
//! `ui` holds the design system's components and no word of the domain.
#![recursion_limit = "512"]

pub mod api;
pub mod form;
#[cfg(feature = "ssr")]
pub mod forms;
#[cfg(feature = "ssr")]
mod frame;
pub mod islands;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod routes;
pub mod schema;
#[cfg(feature = "ssr")]
pub mod ui;
pub mod wire;

#[cfg(feature = "ssr")]
pub use page::{App, PageStatus};

#[cfg(feature = "ssr")]
mod page;
