//! Pages for anyone.

pub mod home;
pub mod need;
pub mod needs;
pub mod sign_in;
