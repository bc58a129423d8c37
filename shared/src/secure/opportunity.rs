//! An invitation to bid: what is wanted, from when to when, and how the choice is made (framework 4.9 to 4.17).

pub mod access;
pub mod ask;
pub mod gate;
pub mod input;
pub mod lots;
pub mod outcome;
pub mod round;
pub mod state;
mod transition;

use crate::calendar::{Day, Timestamp};
use crate::check::show_thousandths;
use crate::commission::CommissionId;
use crate::framework::policy::Lifetime;
use crate::money::Money;
use crate::people::{DirectorateId, OrganisationId, UserId};
use crate::secure::method::{self, Counted, Footing, Method, Terms};
use crate::secure::{CriterionId, LotId, OpportunityId, QuestionId, SpecificationId};

pub use access::{Action, allows, can};
pub use ask::{Ask, QuestionKind};
pub use gate::Facts;
pub use input::{OpportunityCreateInput, OpportunityInput};
pub use lots::{LotEnd, LotInput, Lotting};
pub use outcome::Fate;
pub use round::Round;
pub use state::{Publication, Stage, State, Stored};

wire_enum! {
    /// What a criterion judges.
    pub enum CriterionKind as "CriterionKind" {
        /// How good the answers are.
        Quality = "quality",
        /// What it costs.
        Price = "price",
    }
}

/// The share of a criterion in the choice, in hundredths of a per cent: 7000 is 70.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Weight(pub i64);

impl Weight {
    /// All of it: what the weights of one opportunity add up to, exactly (R-4.1c).
    pub const WHOLE: Self = Self(10_000);
}

/// As people read it: `70`, `33.33`.
impl std::fmt::Display for Weight {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&show_thousandths(self.0 * 10))
    }
}

/// A part that is awarded by itself. There is always one at least.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lot {
    /// Its identifier.
    pub id: LotId,
    /// Its number, from 1.
    pub number: u32,
    /// What it is about.
    pub title: String,
    /// Its whole value, before VAT.
    pub value: Money,
    /// When and why it ended with nobody chosen, if it did.
    pub ended: Option<LotEnd>,
}

/// What bids are judged by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Criterion {
    /// Its identifier.
    pub id: CriterionId,
    /// Whether it judges quality or price.
    pub kind: CriterionKind,
    /// What it is called.
    pub title: String,
    /// Its share in the choice.
    pub weight: Weight,
    /// What a good bid shows, in words that bidders read.
    pub good: Option<String>,
}

/// What bidders are asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Its identifier.
    pub id: QuestionId,
    /// The criterion that its answer counts towards.
    pub criterion: Option<CriterionId>,
    /// The question.
    pub prompt: String,
    /// What a good answer shows.
    pub guidance: Option<String>,
    /// How it is answered.
    pub ask: Ask,
}

/// The dates of an opportunity, each set when the officer knows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timetable {
    /// When bidding opens; none opens it on publication.
    pub opens_at: Option<Timestamp>,
    /// Until when questions may be asked.
    pub questions_until: Option<Timestamp>,
    /// The deadline: the last second in which a bid is on time.
    pub closes_at: Option<Timestamp>,
    /// When the decision is expected.
    pub decision_on: Option<Day>,
    /// When the service starts.
    pub starts_on: Option<Day>,
}

/// An invitation to bid or to quote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opportunity {
    /// Its identifier.
    pub id: OpportunityId,
    /// Its reference, such as `O-0023`.
    pub reference: String,
    /// The council.
    pub buyer: OrganisationId,
    /// The directorate that runs it.
    pub directorate: Option<DirectorateId>,
    /// The turn of the cycle it belongs to.
    pub commission: CommissionId,
    /// What is wanted.
    pub specification: SpecificationId,
    /// What it is called.
    pub title: String,
    /// One line that says what it is for.
    pub summary: String,
    /// How providers are invited.
    pub method: Method,
    /// What it is in law, and why.
    pub footing: Footing,
    /// The sums and the time.
    pub terms: Terms,
    /// Its lots.
    pub lots: Vec<Lot>,
    /// How it is cut into them.
    pub lotting: Lotting,
    /// What a grant round says besides.
    pub round: Round,
    /// What bids are judged by.
    pub criteria: Vec<Criterion>,
    /// What bidders are asked.
    pub questions: Vec<Question>,
    /// Its dates.
    pub timetable: Timetable,
    /// The officer who answers for it (R-4.17b).
    pub officer: Option<UserId>,
    /// Why it asks for more than its size justifies.
    pub proportion_reason: Option<String>,
    /// Why it is kept apart from purchases that would count together with it.
    pub apart_reason: Option<String>,
    /// Who made it.
    pub author: UserId,
    /// Who changed the draft last, and so may not approve it either.
    pub edited_by: Option<UserId>,
    /// Where it stands.
    pub state: State,
    /// Which write of it this is.
    pub version: i64,
}

impl Opportunity {
    /// The whole value before VAT; the sum of its lots.
    pub fn value(&self) -> Money {
        Money::checked_sum(self.lots.iter().map(|lot| lot.value)).unwrap_or(Money::ZERO)
    }

    /// All that decides the method, with the purchases that count together with it.
    ///
    /// # Errors
    /// Where the value is more than the system takes.
    pub fn method_facts(&self, counted: Vec<Counted>) -> Result<method::Facts, crate::error::Refusal> {
        Ok(method::Facts::new(self.terms.clone(), counted)?.kept_apart(self.apart_reason.clone()))
    }

    /// The whole value before and with VAT.
    pub fn lifetime(&self) -> Option<Lifetime> {
        self.method_facts(Vec::new()).ok().map(|facts| *facts.lifetime())
    }

    /// The sum of the criteria's weights.
    pub fn weights(&self) -> Weight {
        Weight(self.criteria.iter().map(|criterion| criterion.weight.0).sum())
    }

    /// The questions whose answers count towards a criterion.
    pub fn questions_of<'a>(&'a self, criterion: &'a CriterionId) -> impl Iterator<Item = &'a Question> {
        self.questions.iter().filter(move |question| question.criterion.as_ref() == Some(criterion))
    }

    /// What the answer to one question weighs: its criterion's weight shared equally among that criterion's questions,
    /// in millionths of the whole so that thirds lose nothing that shows.
    pub fn question_share(&self, question: &Question) -> i64 {
        let Some(criterion) = question.criterion.as_ref() else { return 0 };
        let weight =
            self.criteria.iter().find(|other| &other.id == criterion).map_or(0, |criterion| criterion.weight.0);
        let count = i64::try_from(self.questions_of(criterion).count()).unwrap_or(1).max(1);
        weight * 100 / count
    }
}

#[cfg(test)]
pub(in crate::secure) mod tests;
