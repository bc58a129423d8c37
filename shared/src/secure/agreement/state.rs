//! How far an agreement has come, and what moves it.
//!
//! ```text
//! draft --offer--> offered --sign--> signed_by_one --sign--> signed [signed, live, expired]
//!   ^                 |                    |
//!   +-----recall------+--------------------+--decline--> declined
//! ```
//! From draft, offered and signed_by_one it lapses when its award falls away.
//! A recall voids a signature already given: what is signed is one text.

use super::input::Terms;
use super::{Action, Agreement, Facts, Side};
use crate::calendar::{self, Day, Timestamp};
use crate::error::Refusal;
use crate::framework::policy::Policy;
use crate::people::UserId;

wire_enum! {
    /// How far an agreement has come. What the days alone decide is computed.
    pub enum Stage as "AgreementStage" {
        /// Being drawn up by the council.
        Draft = "draft",
        /// Offered to the provider; nobody has signed.
        Offered = "offered",
        /// One side has signed.
        SignedByOne = "signed_by_one",
        /// Both have signed; it has not begun.
        Signed = "signed",
        /// It runs.
        Live = "live",
        /// Its last day has passed.
        Expired = "expired",
        /// The provider said no.
        Declined = "declined",
        /// Its award fell away before both had signed.
        Lapsed = "lapsed",
    }
}

/// One side's signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// For whom.
    pub side: Side,
    /// Who signed.
    pub user: UserId,
    /// Their name as they typed it.
    pub name: String,
    /// When.
    pub at: Timestamp,
}

/// What is stored of its course.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Being drawn up.
    Draft,
    /// Offered, unsigned.
    Offered {
        /// When.
        at: Timestamp,
    },
    /// Signed by one.
    SignedByOne {
        /// When it was offered.
        offered_at: Timestamp,
        /// The first signature.
        first: Signature,
    },
    /// Signed by both.
    Signed {
        /// When it was offered.
        offered_at: Timestamp,
        /// The council's signature.
        buyer: Signature,
        /// The provider's signature.
        provider: Signature,
    },
    /// The provider said no.
    Declined {
        /// When.
        at: Timestamp,
        /// Why.
        reason: String,
    },
    /// Its award fell away before both had signed.
    Lapsed {
        /// When it had been offered; none where the provider never saw it.
        offered_at: Option<Timestamp>,
        /// When.
        at: Timestamp,
        /// Why the award fell away.
        reason: String,
    },
}

impl State {
    /// The stage at this instant of an agreement with this term.
    pub fn stage(&self, starts_on: Day, ends_on: Day, now: Timestamp) -> Stage {
        let today = calendar::day_of(now);
        match self {
            Self::Draft => Stage::Draft,
            Self::Offered { .. } => Stage::Offered,
            Self::SignedByOne { .. } => Stage::SignedByOne,
            Self::Declined { .. } => Stage::Declined,
            Self::Lapsed { .. } => Stage::Lapsed,
            Self::Signed { .. } if today < starts_on => Stage::Signed,
            Self::Signed { .. } if today <= ends_on => Stage::Live,
            Self::Signed { .. } => Stage::Expired,
        }
    }

    /// The word kept in the database: the stage, without what days decide.
    pub const fn stored(&self) -> Stage {
        match self {
            Self::Draft => Stage::Draft,
            Self::Offered { .. } => Stage::Offered,
            Self::SignedByOne { .. } => Stage::SignedByOne,
            Self::Signed { .. } => Stage::Signed,
            Self::Declined { .. } => Stage::Declined,
            Self::Lapsed { .. } => Stage::Lapsed,
        }
    }
}

type Moved = Result<Agreement, Vec<Refusal>>;

impl Agreement {
    fn through(
        self,
        action: Action,
        facts: &Facts,
        policy: &Policy,
        now: Timestamp,
        next: impl FnOnce(&Self) -> State,
    ) -> Moved {
        crate::error::all_or_nothing(self.gate(action, facts, policy, now))?;
        let state = next(&self);
        let relies = matches!(action, Action::Offer | Action::Sign);
        let policy_rows = if relies { self.rows_relied_on(facts, policy) } else { self.policy_rows.clone() };
        Ok(Self { state, policy_rows, ..self })
    }

    /// Changes the terms of a draft. Who pays how much to whom for what stays
    /// as awarded.
    pub fn edit(self, terms: Terms, now: Timestamp) -> Moved {
        let stage = self.stage(now);
        if !Action::Save.fits(stage) {
            return Err(vec![self.out_of_turn(Action::Save, now)]);
        }
        crate::error::all_or_nothing(super::payment::measured(&terms.lines, self.kind, None))?;
        let Terms { title, starts_on, ends_on, payment_days, payment_terms, lines, plan } = terms;
        Ok(Self { title, starts_on, ends_on, payment_days, payment_terms, lines, plan, ..self })
    }

    /// Puts the whole before the provider.
    pub fn offer(self, facts: &Facts, policy: &Policy, now: Timestamp) -> Moved {
        self.through(Action::Offer, facts, policy, now, |_| State::Offered { at: now })
    }

    /// Takes it back to be changed; a signature already given is void.
    pub fn recall(self, facts: &Facts, policy: &Policy, now: Timestamp) -> Moved {
        self.through(Action::Recall, facts, policy, now, |_| State::Draft)
    }

    /// The provider says no.
    pub fn decline(self, reason: String, facts: &Facts, policy: &Policy, now: Timestamp) -> Moved {
        self.through(Action::Decline, facts, policy, now, |_| State::Declined { at: now, reason })
    }

    /// Comes to nothing, because its award fell away. A signature already given is
    /// void; what both have signed stands.
    ///
    /// # Errors
    /// Once both have signed, or it has come to nothing already.
    pub fn lapse(self, reason: &str, now: Timestamp) -> Moved {
        let offered_at = match &self.state {
            State::Draft => None,
            State::Offered { at } => Some(*at),
            State::SignedByOne { offered_at, .. } => Some(*offered_at),
            State::Signed { .. } | State::Declined { .. } | State::Lapsed { .. } => {
                return Err(vec![self.out_of_turn(Action::Recall, now)]);
            }
        };
        Ok(Self { state: State::Lapsed { offered_at, at: now, reason: reason.to_owned() }, ..self })
    }

    /// One side signs; the second signature binds both (R-4.12).
    pub fn sign(self, signature: Signature, facts: &Facts, policy: &Policy, now: Timestamp) -> Moved {
        let mut refusals = self.gate(Action::Sign, facts, policy, now);
        if self.is_signed_by(signature.side) {
            refusals.push(super::gate::signed_already(&self, signature.side));
        }
        crate::error::all_or_nothing(refusals)?;
        self.through(Action::Sign, facts, policy, now, |agreement| agreement.state.clone().signed(signature))
    }
}

impl State {
    /// The state after this signature, by the other side if there is one.
    fn signed(self, signature: Signature) -> Self {
        match self {
            Self::Offered { at } => Self::SignedByOne { offered_at: at, first: signature },
            Self::SignedByOne { offered_at, first } => match first.side {
                Side::Buyer => Self::Signed { offered_at, buyer: first, provider: signature },
                Side::Provider => Self::Signed { offered_at, buyer: signature, provider: first },
            },
            other => other,
        }
    }
}
