//! Help to understand how the council buys and funds: an offer that every provider reads, who asked for it, and what came
//! of it (framework 4.20; R-4.20c, P5).
//!
//! Nothing is offered to one provider alone: whoever helps one helps it under an offer that all the others read too.

use serde::{Deserialize, Serialize};

use crate::actor::Actor;
use crate::calendar::{Day, Timestamp, day_of, in_short};
use crate::check::Checks;
use crate::error::{Code, Refusal};
use crate::people::membership::Role;
use crate::people::{OrganisationId, UserId};
use crate::secure::{SupportOfferId, SupportRequestId};

wire_enum! {
    /// What kind of help it is.
    pub enum Kind as "SupportKind" {
        /// A meeting to come to.
        Session = "session",
        /// Something to read or watch.
        Materials = "materials",
        /// Help with filling in a form.
        Forms = "forms",
    }
}

impl Kind {
    /// The kind's name on a page.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Session => "A session to come to",
            Self::Materials => "Something to read or watch",
            Self::Forms => "Help with a form",
        }
    }
}

wire_enum! {
    /// What came of a wish for help.
    pub enum Came as "SupportResult" {
        /// They were helped.
        Given = "given",
        /// They did not take it up.
        NotTaken = "not_taken",
        /// The council could not do it.
        NotPossible = "not_possible",
    }
}

impl Came {
    /// The result in words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Given => "Given",
            Self::NotTaken => "Not taken up",
            Self::NotPossible => "Not possible",
        }
    }
}

/// An offer of help, the same for every provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Its identifier.
    pub id: SupportOfferId,
    /// The council that makes it.
    pub buyer: OrganisationId,
    /// What it is.
    pub about: About,
    /// Who published it.
    pub by: UserId,
    /// When.
    pub published_at: Timestamp,
    /// When it ended; none while it stands.
    pub ended_at: Option<Timestamp>,
}

/// What an offer is, read and checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// Its kind.
    pub kind: Kind,
    /// What it is called.
    pub title: String,
    /// What providers get, where, and how.
    pub says: String,
    /// The last day on which it can be asked for; none where there is no end.
    pub until: Option<Day>,
}

/// A provider's wish for help, under an offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Its identifier.
    pub id: SupportRequestId,
    /// The offer.
    pub offer: SupportOfferId,
    /// The council that makes it.
    pub buyer: OrganisationId,
    /// The provider.
    pub organisation: OrganisationId,
    /// What would help, in its own words: what is done is agreed with it.
    pub words: String,
    /// Who asked.
    pub by: UserId,
    /// When.
    pub asked_at: Timestamp,
    /// What came of it; none yet.
    pub outcome: Option<Outcome>,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The result.
    pub result: Came,
    /// In a line.
    pub says: String,
    /// When it was recorded.
    pub at: Timestamp,
}

/// An offer, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[serde(rename_all = "camelCase", default)]
pub struct SupportOfferInput {
    /// What kind of help it is.
    pub kind: String,
    /// What it is called.
    pub title: String,
    /// What providers get, where, and how.
    pub says: String,
    /// The last day on which it can be asked for; empty where there is no end.
    pub until: String,
    /// Always empty: an offer is for every provider, and one that names a provider is refused (R-4.20c).
    #[cfg_attr(feature = "server", graphql(default))]
    pub only_for: String,
}

impl SupportOfferInput {
    /// Reads the form, or says every fault at once.
    ///
    /// # Errors
    /// With every fault at once.
    pub fn check(&self, now: Timestamp) -> Result<About, Vec<Refusal>> {
        let mut checks = Checks::new();
        let kind = checks.choice::<Kind>("kind", "the kind of help", &self.kind);
        let title = checks.text("title", "what it is called", &self.title, 120);
        let says = checks.text("says", "what providers get", &self.says, 2_000);
        let until = (!self.until.trim().is_empty()).then(|| checks.day("until", "the last day", &self.until));
        let today = day_of(now);
        if until.is_some_and(|day| day < today && day != Day::default()) {
            let message = format!("The last day must be {} or later", in_short(today));
            checks.refuse(Refusal::slip("until", Code::OutOfRange, message));
        }
        if !self.only_for.trim().is_empty() {
            let message = "Help is offered to every provider alike, never to one alone. Publish it for all of them";
            checks.refuse(Refusal::slip("onlyFor", Code::NotAllowed, message).because("R-4.20c", "4.20"));
        }
        checks.finish()?;
        kind.map(|kind| About { kind, title, says, until }).ok_or_else(Vec::new)
    }
}

/// A wish for help, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[serde(rename_all = "camelCase", default)]
pub struct SupportRequestInput {
    /// What would help.
    pub words: String,
}

impl SupportRequestInput {
    /// Reads the form, or says every fault at once.
    ///
    /// # Errors
    /// With every fault at once.
    pub fn check(&self) -> Result<String, Vec<Refusal>> {
        let mut checks = Checks::new();
        let words = checks.text("words", "what would help you", &self.words, 500);
        checks.finish()?;
        Ok(words)
    }
}

/// What came of it, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[serde(rename_all = "camelCase", default)]
pub struct SupportOutcomeInput {
    /// `GIVEN`, `NOT_TAKEN` or `NOT_POSSIBLE`.
    pub result: String,
    /// In a line.
    pub says: String,
}

impl SupportOutcomeInput {
    /// Reads the form, or says every fault at once.
    ///
    /// # Errors
    /// With every fault at once.
    pub fn check(&self, now: Timestamp) -> Result<Outcome, Vec<Refusal>> {
        let mut checks = Checks::new();
        let result = checks.choice::<Came>("result", "what came of it", &self.result);
        let says = checks.text("says", "what was done, or why not", &self.says, 500);
        checks.finish()?;
        result.map(|result| Outcome { result, says, at: now }).ok_or_else(Vec::new)
    }
}

/// The council for which this actor may publish offers: any of its commissioners may.
///
/// # Errors
/// If they are none.
pub fn may_publish(actor: &Actor) -> Result<OrganisationId, Refusal> {
    let buyer = actor.buyer().filter(|buyer| actor.is(Role::Commissioner, buyer));
    buyer.cloned().ok_or_else(|| {
        let message = "Only a commissioner of the council offers help to providers. Ask one of them";
        Refusal::under(Code::NotAllowed, "R-6.1", "6.1", message)
    })
}

/// The provider for which this actor may ask.
///
/// # Errors
/// If they work for none.
pub fn may_ask(actor: &Actor) -> Result<OrganisationId, Refusal> {
    actor.provider().cloned().ok_or_else(|| {
        let message = "Only a provider's own people can ask for help. Sign in, or register your organisation";
        Refusal::under(Code::NotAllowed, "R-4.20c", "4.20", message)
    })
}

impl Offer {
    /// Whether it can be asked for at this instant.
    pub fn stands(&self, now: Timestamp) -> bool {
        self.ended_at.is_none() && self.about.until.is_none_or(|until| day_of(now) <= until)
    }

    /// Whether this actor may end it and say what came of wishes.
    ///
    /// # Errors
    /// If they are no commissioner of its council.
    pub fn may_run(&self, actor: &Actor) -> Result<(), Refusal> {
        let own = may_publish(actor)?;
        if own == self.buyer {
            return Ok(());
        }
        let message = "Another council makes this offer. Ask its commissioners";
        Err(Refusal::under(Code::NotAllowed, "R-6.1", "6.1", message))
    }

    /// Ends it, from now on.
    ///
    /// # Errors
    /// If it has ended.
    pub fn end(self, now: Timestamp) -> Result<Self, Refusal> {
        if self.ended_at.is_some() {
            return Err(Refusal::under(Code::IllegalTransition, "R-4.20c", "4.20", "This offer has ended already"));
        }
        Ok(Self { ended_at: Some(now), ..self })
    }

    /// Why it cannot be asked for now by a provider with these wishes under it.
    pub fn ask_gate(&self, own: &[Request], now: Timestamp) -> Vec<Refusal> {
        let refuse = |code, message: &str| Refusal::under(code, "R-4.20c", "4.20", message);
        let mut refusals = Vec::new();
        if !self.stands(now) {
            refusals.push(refuse(Code::DeadlinePassed, "This offer has ended. Look at those that stand"));
        }
        if own.iter().any(|request| request.outcome.is_none()) {
            let message = "You have asked for this already. The council will answer you";
            refusals.push(refuse(Code::Duplicate, message));
        }
        refusals
    }
}

impl Request {
    /// Says what came of it, once.
    ///
    /// # Errors
    /// If that is said already.
    pub fn record(self, outcome: Outcome) -> Result<Self, Refusal> {
        if self.outcome.is_some() {
            let message = "What came of this is recorded already";
            return Err(Refusal::under(Code::IllegalTransition, "R-4.20c", "4.20", message));
        }
        Ok(Self { outcome: Some(outcome), ..self })
    }
}

#[cfg(test)]
mod tests;
