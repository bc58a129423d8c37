//! Plan.

mod area;
pub mod consultation;
mod evidence;
mod need;
