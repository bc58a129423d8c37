//! Plan's actions.

pub mod area;
pub mod engagement;
pub mod evidence;
pub mod need;
pub mod objective;
