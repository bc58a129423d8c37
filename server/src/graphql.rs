//! The public schema: translation only, no rules and no SQL.

pub mod commission;
pub mod context;
pub mod framework;
pub mod limits;
pub mod monitor;
pub mod node;
pub mod page;
pub mod payload;
pub mod people;
pub mod plan;
pub mod review;
pub mod secure;

use std::sync::Arc;

use async_graphql::{EmptySubscription, MergedObject, Schema as AnySchema};

use crate::app::Shared;

/// Questions that anyone may ask; each answers with what the asker may see.
#[derive(MergedObject, Default)]
pub struct Query(
    monitor::MonitorQuery,
    review::ReviewQuery,
    framework::FrameworkQuery,
    framework::approval::ApprovalQuery,
    framework::edition::EditionQuery,
    framework::event::EventQuery,
    framework::mail::MailQuery,
    framework::template::TemplateQuery,
    people::PeopleQuery,
    plan::PlanQuery,
    commission::CommissionRoomQuery,
    secure::SecureQuery,
    node::NodeQuery,
);

/// Things to do. Every mutation answers with what it changed, or with
/// `userErrors`: every fault at once, each in a sentence.
#[derive(MergedObject, Default)]
pub struct Mutation(
    monitor::MonitorMutation,
    review::ReviewMutation,
    framework::FrameworkMutation,
    framework::template::TemplateMutation,
    framework::principle::PrincipleMutation,
    people::PeopleMutation,
    plan::PlanMutation,
    commission::CommissionRoomMutation,
    secure::SecureMutation,
);

/// The schema.
pub type Schema = AnySchema<Query, Mutation, EmptySubscription>;

/// How deep a query may go.
const DEPTH: usize = 15;
/// How much a query may ask for: each field counts one, lists by their length.
const COMPLEXITY: usize = 2_000;

/// The schema without data: enough to print it.
pub fn bare() -> Schema {
    Schema::build(Query::default(), Mutation::default(), EmptySubscription)
        .limit_depth(DEPTH)
        .limit_complexity(COMPLEXITY)
        .limit_directives(20)
        .limit_recursive_depth(64)
        .finish()
}

/// The schema as served.
pub fn build(shared: Arc<Shared>) -> Schema {
    Schema::build(Query::default(), Mutation::default(), EmptySubscription)
        .limit_depth(DEPTH)
        .limit_complexity(COMPLEXITY)
        .limit_directives(20)
        .limit_recursive_depth(64)
        .data(shared)
        .finish()
}

/// The schema's text, as checked in under `schema.graphql`.
pub fn sdl() -> String {
    let mut text = bare().sdl();
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}
