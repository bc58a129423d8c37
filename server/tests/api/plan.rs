//! Plan.

mod area;
pub mod consultation;
mod engagement;
mod evidence;
mod forum;
mod need;
mod objective;
pub mod prioritisation;
