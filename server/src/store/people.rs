//! Rows of people.

pub mod attempt;
pub mod membership;
pub mod organisation;
pub mod session;
pub mod user;
pub mod user_token;
