//! Plan.

mod area;
mod engagement;
mod evidence;
mod forum;
mod need;
mod objective;
pub mod prioritisation;
