//! The pages, by who they are for. A page and its fragments stand in one file.

pub mod account;
pub mod admin;
pub(crate) mod agreement;
pub mod council;
pub mod provider;
pub mod public;
pub mod review;
