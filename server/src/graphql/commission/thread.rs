//! The thread on the wire.

use async_graphql::SimpleObject;
use shared::Day;
use shared::commission::thread::{Step, StepKind};

/// One step of the thread from a need to what people say.
#[derive(SimpleObject, Clone)]
pub struct ThreadStep {
    /// What it is.
    kind: StepKind,
    /// The same in a word.
    label: String,
    /// The outcome it belongs to; null where it belongs to all.
    outcome: Option<String>,
    /// Its name, or what is missing.
    name: String,
    /// The path of its page; null where there is none for the viewer.
    href: Option<String>,
    /// Its day.
    on: Option<Day>,
    /// One fact about it, or what the break means.
    fact: String,
    /// Whether the thread is broken here.
    is_broken: bool,
}

impl From<Step> for ThreadStep {
    fn from(step: Step) -> Self {
        Self {
            kind: step.kind,
            label: step.kind.label().to_owned(),
            outcome: step.outcome,
            name: step.name,
            href: step.href,
            on: step.on,
            fact: step.fact,
            is_broken: step.is_broken,
        }
    }
}
