//! People, organisations and the door.

pub mod account;
mod organisation;
mod session;
#[cfg(feature = "ui")]
mod workspace;
