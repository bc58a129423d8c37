//! Interests: what ties a reviewer to a bidder, said before anything is read.
//!
//! A conflict bars the reviewer from that bid altogether: it is not listed for
//! them, and they cannot take the declaration back.

use crate::actor::Actor;
use crate::calendar::Timestamp;
use crate::error::{Code, Refusal, all_or_nothing};
use crate::secure::BidId;
use crate::secure::evaluation::input::Declared;
use crate::secure::evaluation::{Action, Bidder, Evaluation, Member, access, under};

wire_enum! {
    /// What a reviewer says about their ties to a bidder.
    pub enum InterestKind as "InterestKind" {
        /// No tie to the bidder.
        None = "none",
        /// A tie: the reviewer steps aside from this bid.
        Conflict = "conflict",
    }
}

/// What one reviewer said about one bidder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interest {
    /// The bidder's bid.
    pub bid: BidId,
    /// Whether there is a tie.
    pub kind: InterestKind,
    /// What the tie is; nothing where there is none.
    pub about: Option<String>,
    /// When it was said; a changed mind counts from its own time.
    pub declared_at: Timestamp,
}

impl Member {
    /// What they said about this bidder.
    pub fn interest(&self, bid: &BidId) -> Option<&Interest> {
        self.interests.iter().find(|interest| &interest.bid == bid)
    }

    /// Whether a conflict keeps them from this bid.
    pub fn is_barred(&self, bid: &BidId) -> bool {
        self.barred_at(bid).is_some()
    }

    /// Since when a conflict keeps them from this bid.
    pub fn barred_at(&self, bid: &BidId) -> Option<Timestamp> {
        self.interest(bid)
            .filter(|interest| interest.kind == InterestKind::Conflict)
            .map(|interest| interest.declared_at)
    }
}

impl Evaluation {
    /// Whether this reviewer is or was a member of the bidder's organisation, or of one that bids with it:
    /// that is an interest, whatever they say.
    pub fn is_tied(&self, member: &Member, bidder: &Bidder) -> bool {
        self.ties.iter().any(|(user, organisation)| *user == member.user && bidder.includes(organisation))
    }

    /// Declares the actor's interests in every bidder. A conflict may be added
    /// at any time until an award is recommended; none is ever taken back.
    ///
    /// # Errors
    /// Before opening, for somebody not on the panel, with a bidder left out or
    /// with a conflict withdrawn.
    pub fn declare(&self, actor: &Actor, declared: Vec<Declared>, now: Timestamp) -> Result<Member, Vec<Refusal>> {
        access::allows(actor, Action::Declare, self).map_err(|refusal| vec![refusal])?;
        let mut refusals: Vec<_> = [self.sealed(), self.settled()].into_iter().flatten().collect();
        let Some(member) = self.seat(actor) else { return Err(refusals) };
        for (index, given) in declared.iter().enumerate() {
            let Some(bidder) = self.bidder(&given.bid) else {
                let refusal = under(Code::UnknownCode, "This is not one of the bids. Load the page again");
                refusals.push(refusal.on(format!("interests.{index}.bid")));
                continue;
            };
            if given.kind == InterestKind::None && self.is_tied(member, bidder) {
                let message = format!(
                    "You are or were a member of {}, which is an interest. Declare it, and step aside from this bid",
                    bidder.name
                );
                refusals.push(under(Code::Conflict, message).on(format!("interests.{index}.kind")));
            } else if member.is_barred(&given.bid) && given.kind == InterestKind::None {
                let refusal = under(
                    Code::Conflict,
                    "You declared a conflict here. It stays on the record: ask the officer to appoint somebody else",
                );
                refusals.push(refusal.on(format!("interests.{index}.kind")));
            }
        }
        for bidder in &self.bids {
            if !declared.iter().any(|given| given.bid == bidder.bid) {
                let message = format!("Say whether you have an interest in {}", bidder.name);
                refusals.push(under(Code::InterestUndeclared, message).on("interests"));
            }
        }
        all_or_nothing(refusals)?;
        let interests = declared.into_iter().map(|given| renew(member, given, now)).collect();
        Ok(Member { interests, ..member.clone() })
    }
}

/// The declaration as it stands: what has not changed keeps its time.
fn renew(member: &Member, given: Declared, now: Timestamp) -> Interest {
    let declared_at =
        member.interest(&given.bid).filter(|old| old.kind == given.kind).map_or(now, |old| old.declared_at);
    Interest { bid: given.bid, kind: given.kind, about: given.about, declared_at }
}

/// Why a reviewer may not come near a bid yet, or ever.
pub(crate) fn refusal(evaluation: &Evaluation, member: &Member, bid: &BidId) -> Option<Refusal> {
    if !evaluation.has_declared(member) {
        let message = "You have not said yet whether you have an interest in each bidder. \
                       Declare your interests first: then the bids are shown.";
        return Some(under(Code::InterestUndeclared, message));
    }
    member.is_barred(bid).then(|| {
        let message = "You declared a conflict with this bidder, so this bid is closed to you. Go on with the others.";
        under(Code::Conflict, message)
    })
}
