//! People, organisations and the door.

mod account;
mod organisation;
mod session;
#[cfg(feature = "ui")]
mod workspace;
