//! Pages for the council's officers.

pub mod need;
pub mod needs;
pub mod today;
