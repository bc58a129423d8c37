//! Evaluation: a panel judges the opened bids, each reviewer alone, then all
//! together (requirement R-S4).
//!
//! The order is fixed by the rules, not by a stage that somebody sets:
//!
//! ```text
//! bids opened -> every reviewer declares interests -> each scores alone -> all have sent -> agreed one by one -> ranking
//! ```
//!
//! Scores can be read only through [`Evaluation::scores`], the ranking only
//! through [`Evaluation::ranking`], so that no page and no answer can show one
//! early.

pub mod access;
pub mod input;
pub mod interest;
pub mod lot;
pub mod moderation;
pub mod panel;
pub mod ranking;
pub mod score;

use crate::actor::Actor;
use crate::calendar::Timestamp;
use crate::error::{Code, Refusal};
use crate::money::Money;
use crate::people::{DirectorateId, OrganisationId, UserId};
use crate::secure::{BidId, CriterionId, LotId, OpportunityId, PanelMemberId, QuestionId};

pub use access::{Action, allows, can};
pub use input::ReasonWords;
pub use interest::{Interest, InterestKind};
pub use lot::Part;
pub use moderation::Moderation;
pub use panel::{Member, PanelStage};
pub use ranking::{Line, Ranking};
pub use score::Score;

/// The rule that all of this serves.
pub(crate) const RULE: &str = "R-S4";
/// The framework's paragraph behind it.
pub(crate) const PARAGRAPH: &str = "4.17";

/// What the bids are judged by: the opportunity's criteria, as far as the
/// arithmetic needs them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// The criteria judged by answers.
    pub quality: Vec<Quality>,
    /// The weight of price, in hundredths of a per cent; nothing where price
    /// does not count.
    pub price_weight: i64,
}

/// One criterion judged by answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quality {
    /// The criterion.
    pub criterion: CriterionId,
    /// Its weight in hundredths of a per cent: 10,000 is the whole.
    pub weight: i64,
    /// Its questions, which share the weight equally.
    pub questions: Vec<Asked>,
}

/// One question, by the number people know it by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The question.
    pub question: QuestionId,
    /// Its number in the opportunity, from 1.
    pub number: u32,
}

/// One opened bid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bidder {
    /// The bid.
    pub bid: BidId,
    /// Who sent it.
    pub organisation: OrganisationId,
    /// Who bids with them.
    pub members: Vec<OrganisationId>,
    /// Their name, with the names of those who bid with them.
    pub name: String,
    /// What they ask, before VAT: for all the lots that they bid for, or for the lot that is looked at.
    pub price: Money,
    /// What they ask for each lot that they bid for.
    pub prices: Vec<(LotId, Money)>,
}

/// The evaluation of one opportunity: its frame, its bids, its panel and what
/// the panel has done so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evaluation {
    /// The opportunity.
    pub opportunity: OpportunityId,
    /// The council.
    pub buyer: OrganisationId,
    /// The directorate that buys.
    pub directorate: Option<DirectorateId>,
    /// When bids close.
    pub closes_at: Timestamp,
    /// When the bids were opened; there are none to see before.
    pub opened_at: Option<Timestamp>,
    /// How many reviewers the band asks for on each bid.
    pub needed: Needed,
    /// How long a reviewer's reason is.
    pub reason_words: ReasonWords,
    /// What bids are judged by.
    pub frame: Frame,
    /// The lots, each of which is awarded by itself.
    pub lots: Vec<Part>,
    /// How many scores are agreed of how many in all lots together, where one lot is looked at.
    pub(crate) all_lots: Option<(usize, usize)>,
    /// The opened bids.
    pub bids: Vec<Bidder>,
    /// The panel.
    pub panel: Vec<Member>,
    /// Whether an award has been recommended and still stands: from then on
    /// nothing here changes.
    pub decided: bool,
    /// Whether the opportunity was called off or ended with nobody chosen.
    pub over: bool,
    /// Who on the panel is or was a member of a bidder's organisation, as the
    /// register of people says.
    pub ties: Vec<(UserId, OrganisationId)>,
    /// What reviewers gave; read through [`Evaluation::scores`] alone.
    scores: Vec<Score>,
    /// What the panel agreed.
    moderations: Vec<Moderation>,
}

/// How many reviewers a panel needs, and the policy row that says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needed {
    /// At least so many.
    pub reviewers: u32,
    /// The policy row.
    pub row: String,
}

impl Bidder {
    /// How a bid is called: by its lead, with those who bid with it.
    pub fn called(lead: &str, members: &[&str]) -> String {
        match members {
            [] => lead.to_owned(),
            [one] => format!("{lead}, with {one}"),
            [first @ .., last] => format!("{lead}, with {} and {last}", first.join(", ")),
        }
    }

    /// Whether an organisation is in this bid.
    pub fn includes(&self, organisation: &OrganisationId) -> bool {
        &self.organisation == organisation || self.members.contains(organisation)
    }
}

impl Evaluation {
    /// Adds what the panel has done to an evaluation that was read without it.
    #[must_use]
    pub fn with(mut self, scores: Vec<Score>, moderations: Vec<Moderation>) -> Self {
        self.scores = scores;
        self.moderations = moderations;
        self
    }

    /// An evaluation in which nobody has done anything.
    pub fn new(
        opportunity: OpportunityId,
        buyer: OrganisationId,
        closes_at: Timestamp,
        needed: Needed,
        reason_words: ReasonWords,
        frame: Frame,
    ) -> Self {
        Self {
            opportunity,
            buyer,
            directorate: None,
            closes_at,
            opened_at: None,
            needed,
            reason_words,
            frame,
            lots: Vec::new(),
            all_lots: None,
            bids: Vec::new(),
            panel: Vec::new(),
            decided: false,
            over: false,
            ties: Vec::new(),
            scores: Vec::new(),
            moderations: Vec::new(),
        }
    }

    /// Every question, in the order of its number.
    pub fn questions(&self) -> Vec<&Asked> {
        let mut questions: Vec<_> = self.frame.quality.iter().flat_map(|quality| &quality.questions).collect();
        questions.sort_by_key(|asked| asked.number);
        questions
    }

    /// The actor's own seat on the panel.
    pub fn seat(&self, actor: &Actor) -> Option<&Member> {
        let user = actor.user().filter(|_| actor.buyer() == Some(&self.buyer))?;
        self.panel.iter().find(|member| &member.user == user)
    }

    /// A seat by its identifier.
    pub fn member(&self, id: &PanelMemberId) -> Option<&Member> {
        self.panel.iter().find(|member| &member.id == id)
    }

    /// An opened bid.
    pub fn bidder(&self, bid: &BidId) -> Option<&Bidder> {
        self.bids.iter().find(|bidder| &bidder.bid == bid)
    }

    /// Whether this reviewer has said of every bidder whether they have an
    /// interest.
    pub fn has_declared(&self, member: &Member) -> bool {
        self.opened_at.is_some() && self.bids.iter().all(|bidder| member.interest(&bidder.bid).is_some())
    }

    /// The bids that this reviewer may read and score: none before they have
    /// declared, and never one that they have a conflict with.
    ///
    /// Each reviewer meets the bids in an order of their own, always the same
    /// for the same person, so that no bid is always read first.
    pub fn bids_for(&self, member: &Member) -> Vec<&Bidder> {
        if !self.has_declared(member) {
            return Vec::new();
        }
        let mut bids: Vec<_> = self.bids.iter().filter(|bidder| !member.is_barred(&bidder.bid)).collect();
        bids.sort_by_key(|bidder| shuffle(&member.id, &bidder.bid));
        bids
    }

    /// The reviewers who score this bid.
    pub fn scorers(&self, bid: &BidId) -> Vec<&Member> {
        self.panel.iter().filter(|member| !member.is_barred(bid)).collect()
    }

    /// How many of the panel still have to send their scores. Whoever stepped
    /// aside from every bid has none to send.
    pub fn still_to_send(&self) -> usize {
        let is_done =
            |member: &&Member| member.has_sent() || (self.has_declared(member) && self.bids_for(member).is_empty());
        self.panel.len() - self.panel.iter().filter(is_done).count()
    }

    /// Whether everybody on the panel has sent their scores, so that they may
    /// see each other's.
    pub fn all_sent(&self) -> bool {
        self.opened_at.is_some() && !self.panel.is_empty() && self.still_to_send() == 0
    }

    /// The scores that this actor may see: their own, and everybody's once all
    /// have been sent; never one for a bid that they have a conflict with.
    ///
    /// Somebody else's note to self is left out.
    pub fn scores(&self, actor: &Actor) -> Vec<Score> {
        let seat = self.seat(actor);
        let sees_all = self.all_sent() && access::works_on(actor, self);
        let seen = |score: &&Score| {
            let own = seat.is_some_and(|member| member.id == score.member);
            let barred = access::is_barred(actor, self, &score.bid);
            let counts = self.member(&score.member).is_some_and(|member| own || !member.is_barred(&score.bid));
            !barred && counts && (own || sees_all)
        };
        let shown = |score: &Score| {
            let own = seat.is_some_and(|member| member.id == score.member);
            Score { note: if own { score.note.clone() } else { None }, ..score.clone() }
        };
        self.scores.iter().filter(seen).map(shown).collect()
    }

    /// What the panel agreed, as far as this actor may see it.
    pub fn agreed(&self, actor: &Actor) -> Vec<&Moderation> {
        if !self.all_sent() || !access::works_on(actor, self) {
            return Vec::new();
        }
        self.standing().filter(|agreed| !access::is_barred(actor, self, &agreed.bid)).collect()
    }

    /// The agreed points that stand: a conflict that came to light afterwards
    /// means that the panel has to agree again.
    fn standing(&self) -> impl Iterator<Item = &Moderation> {
        self.moderations.iter().filter(|agreed| {
            !self.panel.iter().any(|member| member.barred_at(&agreed.bid).is_some_and(|at| at > agreed.at))
        })
    }

    /// Whether every question of every bid has its agreed points.
    pub fn is_agreed(&self) -> bool {
        self.order().is_some()
    }

    /// The ranking for the rules themselves; [`Evaluation::ranking`] is for
    /// people.
    pub(crate) fn order(&self) -> Option<Ranking> {
        let others_open = self.all_lots.is_some_and(|(done, all)| done < all);
        if others_open || !self.all_sent() || self.bids.iter().any(|bidder| self.too_few(&bidder.bid).is_some()) {
            return None;
        }
        let standing: Vec<_> = self.standing().collect();
        ranking::rank(&self.frame, &self.bids, |bid, question| {
            standing
                .iter()
                .find(|agreed| &agreed.bid == bid && &agreed.question == question)
                .map(|agreed| agreed.points)
        })
    }

    /// The ranking, hidden until every question is agreed, and from whoever
    /// has a conflict with any of the bidders.
    pub fn ranking(&self, actor: &Actor) -> Option<Ranking> {
        let free = self.bids.iter().all(|bidder| !access::is_barred(actor, self, &bidder.bid));
        if access::works_on(actor, self) && free { self.order() } else { None }
    }

    /// What one bid was given and why, question by question: for the letter to
    /// its bidder. Nothing before all is agreed.
    pub(crate) fn reasons(&self, bid: &BidId) -> Vec<&Moderation> {
        if self.order().is_none() {
            return Vec::new();
        }
        self.standing().filter(|agreed| &agreed.bid == bid).collect()
    }

    /// Why a bid has too few reviewers without a conflict.
    pub(crate) fn too_few(&self, bid: &BidId) -> Option<Refusal> {
        let (have, need) = (self.scorers(bid).len(), self.needed.reviewers as usize);
        let name = self.bidder(bid).map_or("this bid", |bidder| bidder.name.as_str());
        (have < need).then(|| {
            under(
                Code::Missing,
                format!(
                    "{name} has {have} of the {need} reviewers it needs, because of declared conflicts. \
                     Appoint {} more to the panel.",
                    need - have
                ),
            )
            .using(self.needed.row.clone())
        })
    }

    /// Why nothing can be done with bids yet.
    pub(crate) fn sealed(&self) -> Option<Refusal> {
        self.opened_at.is_none().then(|| {
            under(
                Code::TooEarly,
                format!(
                    "The bids are sealed. They close on {} and are opened after that: come back then.",
                    crate::calendar::instant_in_words(self.closes_at)
                ),
            )
        })
    }

    /// Why nothing more comes of it.
    pub(crate) fn ended(&self) -> Option<Refusal> {
        self.over.then(|| {
            under(
                Code::IllegalTransition,
                "The opportunity was called off or ended with nobody chosen, so what was scored stands as it is. \
                 Begin another opportunity to choose again.",
            )
        })
    }

    /// Why nothing can be changed any more.
    pub(crate) fn settled(&self) -> Option<Refusal> {
        if self.over {
            return self.ended();
        }
        self.decided.then(|| {
            under(
                Code::IllegalTransition,
                "An award has been recommended on these scores, so they stand. \
                 An approver can send the award back, and then they can be changed.",
            )
        })
    }
}

/// A refusal under the rule of this room.
pub(crate) fn under(code: Code, message: impl Into<String>) -> Refusal {
    Refusal::under(code, RULE, PARAGRAPH, message)
}

/// A number that mixes the two identifiers (FNV-1a): the order in which a
/// reviewer meets the bids.
fn shuffle(member: &PanelMemberId, bid: &BidId) -> u64 {
    let bytes = member.as_str().bytes().chain(bid.as_str().bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
pub(crate) mod tests;
