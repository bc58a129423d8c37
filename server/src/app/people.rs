//! People at the door.

pub mod session;
pub mod user;
