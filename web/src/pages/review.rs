//! Pages for those who score bids.

pub mod interests;
pub mod moderate;
pub mod panels;
pub mod score;
