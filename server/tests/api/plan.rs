//! Plan.

mod area;
mod evidence;
mod need;
