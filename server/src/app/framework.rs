//! Events, mails, the clock and the framework's own review.

pub mod clock;
pub mod edition;
pub mod event;
pub mod mail;
pub mod principle;
pub mod template;
