//! The server of Commonweal: HTTP, GraphQL, the rules' transactions and the
//! database.
//!
//! Imports point one way: `graphql` -> `app` -> `store` -> `shared`. See
//! `docs/architecture.md`.
#![recursion_limit = "512"]

pub mod app;
pub mod cli;
pub mod clock;
pub mod config;
pub mod demo;
pub mod graphql;
pub mod http;
pub mod keys;
pub mod open_data;
#[cfg(feature = "ui")]
pub mod page;
pub mod seal;
pub mod session;
pub mod store;
pub mod telemetry;
