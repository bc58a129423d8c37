//! Rows of people.

pub mod attempt;
pub mod directorate;
pub mod membership;
pub mod organisation;
pub mod organisation_status;
pub mod session;
pub mod user_account;
pub mod user_token;
