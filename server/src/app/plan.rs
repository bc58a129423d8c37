//! Plan's actions.

pub mod area;
pub mod evidence;
pub mod need;
