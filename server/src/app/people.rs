//! People at the door.

pub mod account;
pub mod membership;
pub mod organisation;
pub mod session;
pub mod user;
