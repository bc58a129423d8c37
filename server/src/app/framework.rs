//! Events, mails and the clock.

pub mod clock;
pub mod event;
pub mod mail;
