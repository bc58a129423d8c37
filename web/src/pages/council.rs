//! Pages for the council's officers.

pub mod agreement;
pub mod agreements;
mod approval;
pub mod award;
pub mod award_act;
pub mod commission;
pub mod commissions;
pub mod data_return;
pub mod engagement;
pub mod evidence;
pub mod forums;
pub mod method;
pub mod need;
pub mod needs;
pub mod objectives;
pub mod opening;
pub mod opportunities;
pub mod opportunity;
pub mod priorities;
pub mod priority;
pub mod providers;
pub mod specification;
pub mod today;
