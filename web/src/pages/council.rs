//! Pages for the council's officers.

pub mod evidence;
pub mod need;
pub mod needs;
pub mod today;
