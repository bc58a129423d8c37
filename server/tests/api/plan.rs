//! Plan.

mod area;
pub mod budget;
pub mod consultation;
mod engagement;
mod evidence;
mod forum;
pub mod market;
mod need;
mod objective;
pub mod prioritisation;
