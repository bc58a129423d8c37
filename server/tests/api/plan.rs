//! Plan.

mod area;
mod engagement;
mod evidence;
mod need;
mod objective;
