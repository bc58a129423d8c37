//! Pages for the members of a provider.

pub mod agreement;
pub mod agreements;
pub mod bid;
pub mod bid_act;
pub mod bid_check;
pub mod bid_question;
pub mod bid_save;
pub mod bid_sent;
pub mod bid_team;
pub mod bids;
pub mod data_return;
pub mod data_returns;
pub mod home;
pub mod market;
pub mod organisation;
pub mod process;
pub mod result;
pub mod sign;
