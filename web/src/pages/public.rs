//! Pages for anyone.

pub mod area;
pub mod areas;
pub mod demo;
pub mod evidence;
pub mod home;
pub mod need;
pub mod needs;
pub mod sign_in;
