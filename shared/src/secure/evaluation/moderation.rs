//! Moderation: the panel agrees points together; what each gave alone stays.

use crate::actor::Actor;
use crate::calendar::Timestamp;
use crate::error::{Code, Refusal, all_or_nothing};
use crate::people::UserId;
use crate::secure::evaluation::input::Agreement;
use crate::secure::evaluation::{Action, Evaluation, access, interest, under};
use crate::secure::{BidId, QuestionId};

/// Scores that differ by this much or more are marked as far apart.
const FAR_APART: u8 = 2;

/// What the panel agreed for one answer of one bid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moderation {
    /// The bid.
    pub bid: BidId,
    /// The question.
    pub question: QuestionId,
    /// From 0 to 5.
    pub points: u8,
    /// Why, for the bidder.
    pub reason: String,
    /// Who wrote it down.
    pub author: UserId,
    /// When.
    pub at: Timestamp,
    /// Counts its changes.
    pub version: i64,
}

impl Evaluation {
    /// Records the points that the panel agrees on; the originals stay.
    ///
    /// # Errors
    /// While a reviewer has not sent theirs, for a bid with too few reviewers,
    /// in conflict, once an award is recommended.
    pub fn moderate(
        &self,
        actor: &Actor,
        (bid, question): (&BidId, &QuestionId),
        agreed: Agreement,
        now: Timestamp,
    ) -> Result<Moderation, Vec<Refusal>> {
        access::allows(actor, Action::Moderate, self).map_err(|refusal| vec![refusal])?;
        let mut refusals: Vec<_> = [self.sealed(), self.settled()].into_iter().flatten().collect();
        refusals.extend(self.seat(actor).and_then(|member| interest::refusal(self, member, bid)));
        all_or_nothing(refusals)?;
        let known = self.bidder(bid).is_some() && self.questions().iter().any(|asked| &asked.question == question);
        if !known {
            return Err(vec![under(
                Code::NotFound,
                "There is no such answer in this competition. Go back to your list.",
            )]);
        }
        all_or_nothing(self.unsent().into_iter().chain(self.too_few(bid)).collect())?;
        let earlier = self.moderations.iter().find(|old| &old.bid == bid && &old.question == question);
        let author = actor.user().cloned().ok_or_else(Vec::new)?;
        Ok(Moderation {
            bid: bid.clone(),
            question: question.clone(),
            points: agreed.points,
            reason: agreed.reason,
            author,
            at: now,
            version: earlier.map_or(0, |old| old.version),
        })
    }

    /// How often the points that stand for one answer were changed; 0 while
    /// nothing is agreed on it. Whoever records points says which they saw.
    pub fn agreed_version(&self, (bid, question): (&BidId, &QuestionId)) -> i64 {
        let stands = self.standing().find(|agreed| &agreed.bid == bid && &agreed.question == question);
        stands.map_or(0, |agreed| agreed.version)
    }

    /// Why the panel cannot talk about scores yet.
    pub(crate) fn unsent(&self) -> Option<Refusal> {
        let (waiting, all) = (self.still_to_send(), self.panel.len());
        (!self.all_sent()).then(|| {
            let message = format!(
                "{} of {all} reviewers have sent their scores. \
                 The panel can agree once everybody has: ask the others to send theirs.",
                all - waiting
            );
            under(Code::TooEarly, message)
        })
    }

    /// How many of the answers have agreed points, and of how many.
    pub fn agreed_so_far(&self) -> (usize, usize) {
        let all = self.bids.len() * self.questions().len();
        (if self.all_sent() { self.standing().count() } else { 0 }, all)
    }
}

/// Whether scores for one answer lie so far apart that the panel should talk
/// about them first.
pub fn far_apart(points: impl IntoIterator<Item = u8>) -> bool {
    let mut points: Vec<_> = points.into_iter().collect();
    points.sort_unstable();
    points.first().zip(points.last()).is_some_and(|(low, high)| high - low >= FAR_APART)
}
