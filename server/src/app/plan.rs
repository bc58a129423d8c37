//! Plan's actions.

pub mod area;
pub mod budget;
pub mod consultation;
pub mod engagement;
pub mod evidence;
pub mod forum;
pub mod market;
pub mod need;
pub mod objective;
pub mod prioritisation;
