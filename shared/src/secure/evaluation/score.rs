//! Scores: what one reviewer gives one answer, alone and with a reason.

use crate::actor::Actor;
use crate::calendar::Timestamp;
use crate::error::{Code, Refusal, all_or_nothing};
use crate::secure::evaluation::input::{Given, MOST_POINTS, ReasonWords};
use crate::secure::evaluation::{Action, Evaluation, Member, access, interest, panel, under};
use crate::secure::{BidId, PanelMemberId, QuestionId, ScoreId};

/// One reviewer's score for one answer of one bid; a draft until the reviewer
/// sends them all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    /// Its identifier.
    pub id: ScoreId,
    /// The reviewer's seat.
    pub member: PanelMemberId,
    /// The bid.
    pub bid: BidId,
    /// The question answered.
    pub question: QuestionId,
    /// From 0 to 5; none until chosen.
    pub points: Option<u8>,
    /// Why; perhaps unfinished in a draft.
    pub reason: String,
    /// A note that nobody but the reviewer sees.
    pub note: Option<String>,
    /// When it was last saved.
    pub saved_at: Timestamp,
    /// Counts its changes.
    pub version: i64,
}

impl Score {
    /// What it lacks before it can be sent.
    pub fn lacks(&self, length: &ReasonWords) -> Vec<Refusal> {
        let message = format!("Select a score from 0 to {MOST_POINTS}");
        let points = self.points.is_none().then(|| under(Code::Missing, message));
        points.into_iter().chain(length.too_short(&self.reason)).collect()
    }

    /// Whether it can be sent.
    pub fn is_complete(&self, length: &ReasonWords) -> bool {
        self.lacks(length).is_empty()
    }
}

impl Evaluation {
    /// Saves the actor's own score for one answer; `id` is used if it is their
    /// first for it.
    ///
    /// # Errors
    /// Before opening, before interests are declared, in conflict, once sent.
    pub fn give(
        &self,
        actor: &Actor,
        (bid, question): (&BidId, &QuestionId),
        given: Given,
        id: ScoreId,
        now: Timestamp,
    ) -> Result<Score, Vec<Refusal>> {
        let member = self.scoring(actor)?;
        all_or_nothing(interest::refusal(self, member, bid).into_iter().collect())?;
        let known = self.bidder(bid).is_some() && self.questions().iter().any(|asked| &asked.question == question);
        if !known {
            return Err(vec![under(
                Code::NotFound,
                "There is no such answer in this competition. Go back to your list.",
            )]);
        }
        let earlier = self.own(member, bid, question);
        Ok(Score {
            id: earlier.map_or(id, |score| score.id.clone()),
            member: member.id.clone(),
            bid: bid.clone(),
            question: question.clone(),
            points: given.points,
            reason: given.reason,
            note: given.note,
            saved_at: now,
            version: earlier.map_or(0, |score| score.version),
        })
    }

    /// Sends all the actor's scores: from then on they stand.
    ///
    /// # Errors
    /// Every answer that has no score from 0 to 5 or too short a reason, all at
    /// once.
    pub fn send(&self, actor: &Actor, now: Timestamp) -> Result<Member, Vec<Refusal>> {
        let member = self.scoring(actor)?;
        if !self.has_declared(member) {
            return Err(self
                .bids
                .first()
                .and_then(|bidder| interest::refusal(self, member, &bidder.bid))
                .into_iter()
                .collect());
        }
        let mut refusals = Vec::new();
        for asked in self.questions() {
            for bidder in self.bids_for(member) {
                let at = format!("Question {}, {}", asked.number, bidder.name);
                let Some(score) = self.own(member, &bidder.bid, &asked.question) else {
                    refusals.push(under(
                        Code::Missing,
                        format!("{at}: select a score from 0 to {MOST_POINTS} and say why"),
                    ));
                    continue;
                };
                let lacks = score.lacks(&self.reason_words).into_iter();
                refusals.extend(lacks.map(|lack| Refusal { message: format!("{at}: {}", lack.message), ..lack }));
            }
        }
        all_or_nothing(refusals)?;
        Ok(Member { state: panel::State::Sent { at: now }, ..member.clone() })
    }

    /// How many of their scores a reviewer has finished, and of how many.
    pub fn progress(&self, member: &Member) -> (usize, usize) {
        let bids = self.bids_for(member);
        let done = self.scores.iter().filter(|score| {
            score.member == member.id
                && score.is_complete(&self.reason_words)
                && bids.iter().any(|bidder| bidder.bid == score.bid)
        });
        (done.count(), bids.len() * self.questions().len())
    }

    fn own(&self, member: &Member, bid: &BidId, question: &QuestionId) -> Option<&Score> {
        self.scores.iter().find(|score| score.member == member.id && &score.bid == bid && &score.question == question)
    }

    /// The actor's seat, if it is their time to score.
    fn scoring(&self, actor: &Actor) -> Result<&Member, Vec<Refusal>> {
        access::allows(actor, Action::Score, self).map_err(|refusal| vec![refusal])?;
        let mut refusals: Vec<_> = [self.sealed(), self.settled()].into_iter().flatten().collect();
        let Some(member) = self.seat(actor) else { return Err(refusals) };
        if let panel::State::Sent { at } = member.state {
            let when = crate::calendar::instant_in_words(at);
            let message = format!("You sent your scores on {when}, so they stand. Changes are agreed with the panel.");
            refusals.push(under(Code::IllegalTransition, message));
        }
        all_or_nothing(refusals)?;
        Ok(member)
    }
}
