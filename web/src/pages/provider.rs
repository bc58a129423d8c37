//! Pages for the members of a provider.

pub mod bid;
pub mod bid_act;
pub mod bid_check;
pub mod bid_question;
pub mod bid_save;
pub mod bid_sent;
pub mod bids;
pub mod result;
