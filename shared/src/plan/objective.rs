//! Objectives: what the council aims for, and what the law asks of it. Needs
//! are held against them when they are put in order (framework 3.4; R-3.4b).

use serde::{Deserialize, Serialize};

use super::ObjectiveId;
use crate::actor::Actor;
use crate::calendar::Timestamp;
use crate::check::{Checks, clean};
use crate::error::{Code, Refusal, all_or_nothing};
use crate::people::membership::Role;
use crate::people::{OrganisationId, UserId};
use crate::tag::{Colour, Tag};

wire_enum! {
    /// What kind of objective it is.
    pub enum Kind as "ObjectiveKind" {
        /// One that the council has chosen, in a strategy of its own.
        Strategic = "strategic",
        /// A duty that the law lays on the council.
        Statutory = "statutory",
    }
}

impl Kind {
    /// The kind's name on a page.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Strategic => "Strategic objective",
            Self::Statutory => "Duty in law",
        }
    }
}

wire_enum! {
    /// What can be done with an objective.
    pub enum Action as "ObjectiveAction" {
        /// Say that it holds no longer.
        Retire = "retire",
    }
}

/// An objective of a council, or a duty in law.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objective {
    /// Its identifier.
    pub id: ObjectiveId,
    /// The council.
    pub buyer: OrganisationId,
    /// What it says.
    pub aim: Aim,
    /// Who wrote it down.
    pub author: UserId,
    /// When.
    pub created_at: Timestamp,
    /// Whether it still holds.
    pub state: State,
    /// Counts the times it was saved.
    pub version: i64,
}

/// What an objective says, read and checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aim {
    /// Its kind.
    pub kind: Kind,
    /// The objective in a line.
    pub title: String,
    /// Where it is laid down: the strategy, or the Act and its section.
    pub source: String,
}

/// Whether an objective still holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// It holds: needs can be held against it.
    Current,
    /// It holds no longer.
    Retired {
        /// Since when.
        at: Timestamp,
        /// Why.
        reason: String,
    },
}

/// Whether this actor may write down an objective of their council: any of its
/// commissioners, since objectives belong to the whole council.
pub fn allows_create(actor: &Actor) -> Result<OrganisationId, Refusal> {
    let buyer = actor.buyer().filter(|buyer| actor.is(Role::Commissioner, buyer));
    buyer.cloned().ok_or_else(only_commissioners)
}

fn only_commissioners() -> Refusal {
    let message =
        "Only a commissioner of the council keeps its objectives. Ask one, or your administrator for the role";
    Refusal::under(Code::NotAllowed, "R-6.1", "6.1", message)
}

impl Objective {
    /// Writes an objective down; it holds from now.
    pub fn begin(id: ObjectiveId, buyer: OrganisationId, author: UserId, aim: Aim, now: Timestamp) -> Self {
        Self { id, buyer, aim, author, created_at: now, state: State::Current, version: 0 }
    }

    /// Whether it still holds.
    pub fn is_current(&self) -> bool {
        self.state == State::Current
    }

    /// Whether this actor may take the step.
    pub fn allows(&self, actor: &Actor, action: Action) -> Result<(), Refusal> {
        if !actor.is(Role::Commissioner, &self.buyer) {
            return Err(only_commissioners());
        }
        match (action, &self.state) {
            (Action::Retire, State::Current) => Ok(()),
            (Action::Retire, State::Retired { .. }) => Err(self.over()),
        }
    }

    /// Every step this actor may take.
    pub fn can(&self, actor: &Actor) -> Vec<Action> {
        Action::ALL.iter().copied().filter(|action| self.allows(actor, *action).is_ok()).collect()
    }

    fn over(&self) -> Refusal {
        let message = format!("\"{}\" holds no longer. Write down a new one for what holds now", self.aim.title);
        Refusal::under(Code::IllegalTransition, "R-3.4b", "3.4", message)
    }

    /// Says that it holds no longer, and why. What was decided by it stays.
    pub fn retire(self, why: &str, now: Timestamp) -> Result<Self, Vec<Refusal>> {
        if !self.is_current() {
            return Err(vec![self.over()]);
        }
        let reason = clean(why);
        if reason.is_empty() {
            return Err(vec![Refusal::slip("reason", Code::ReasonMissing, "Enter why it holds no longer")]);
        }
        let mut checks = Checks::new();
        checks.optional_text("reason", "the reason", Some(&reason), 1_000);
        all_or_nothing(checks.faults().to_vec())?;
        Ok(Self { state: State::Retired { at: now, reason }, ..self })
    }

    /// Its status in words and colour.
    pub fn tag(&self) -> Tag {
        match self.state {
            State::Current => Tag::new("In force", Colour::Teal),
            State::Retired { .. } => Tag::new("No longer in force", Colour::Grey),
        }
    }
}

/// An objective as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[serde(rename_all = "camelCase", default)]
pub struct ObjectiveInput {
    /// Whether it is a strategic objective or a duty in law.
    pub kind: String,
    /// The objective in a line.
    pub title: String,
    /// Where it is laid down: the strategy, or the Act and its section.
    pub source: String,
}

impl ObjectiveInput {
    /// Reads every field, or says every fault at once.
    pub fn check(&self) -> Result<Aim, Vec<Refusal>> {
        let mut checks = Checks::new();
        let kind = checks.choice::<Kind>("kind", "the kind of objective", &self.kind);
        let title = checks.text("title", "the objective in a line", &self.title, 150);
        let source = checks.text("source", "where it is laid down", &self.source, 300);
        checks.finish()?;
        kind.map(|kind| Aim { kind, title, source }).ok_or_else(Vec::new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::cast::{cast, id};

    fn now() -> Timestamp {
        "2026-11-23T09:00:00Z".parse().unwrap()
    }

    fn objective() -> Objective {
        let input = ObjectiveInput {
            kind: "statutory".into(),
            title: "Advocates for people who need one".into(),
            source: "Care Act 2014, section 67".into(),
        };
        Objective::begin(id("obj_", 1), id("org_", 1), id("usr_", 1), input.check().unwrap(), now())
    }

    #[test]
    fn an_objective_names_its_kind_and_its_source_r_3_4b() {
        let refusals = ObjectiveInput { kind: "wish".into(), ..Default::default() }.check().unwrap_err();
        let fields: Vec<_> = refusals.iter().filter_map(|refusal| refusal.field.as_deref()).collect();
        assert_eq!(fields, ["kind", "title", "source"]);
    }

    #[test]
    fn an_objective_is_retired_once_with_a_reason() {
        assert_eq!(objective().retire(" ", now()).unwrap_err()[0].code, Code::ReasonMissing);
        let retired = objective().retire("The strategy ended", now()).unwrap();
        assert!(!retired.is_current());
        assert_eq!(retired.retire("Again", now()).unwrap_err()[0].code, Code::IllegalTransition);
    }

    #[test]
    fn only_commissioners_of_the_council_keep_its_objectives_r_6_1() {
        let may = |action: &dyn Fn(&Actor) -> bool| {
            cast().into_iter().filter(|(_, actor)| action(actor)).map(|(name, _)| name).collect::<Vec<_>>()
        };
        let own = ["commissioner", "commissioner of all directorates", "commissioner of another directorate"];
        assert_eq!(may(&|actor| !objective().can(actor).is_empty()), own);
        let mut any = own.to_vec();
        any.push("commissioner of another council");
        assert_eq!(may(&|actor| allows_create(actor).is_ok()), any, "each in their own council");
    }
}
