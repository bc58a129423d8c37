//! The API's tests: through HTTP, against a real database.
//!
//! Each test has a database of its own: a SQLite file, or a schema of the
//! PostgreSQL that `TEST_DATABASE_URL` names.

mod authorisation;
mod commission;
mod framework;
mod harness;
mod http;
mod layers;
mod lists;
mod migrations;
mod monitor;
mod node;
mod people;
mod plan;
mod review;
mod schema;
mod secure;
mod serve;
mod sitemap;
mod stale;
mod together;
mod world;
