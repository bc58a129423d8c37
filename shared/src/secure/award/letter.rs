//! The letter to each bidder: own scores with reasons, and who won (R-S5).

use crate::calendar::Day;
use crate::people::OrganisationId;
use crate::secure::award::Award;
use crate::secure::evaluation::{Evaluation, Line};
use crate::secure::{AwardId, BidId, QuestionId};

/// What one bidder is told. Points are thousandths of a point of a hundred.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The award it tells of.
    pub award: AwardId,
    /// The bid it answers.
    pub bid: BidId,
    /// To whom.
    pub organisation: OrganisationId,
    /// Whether this is the chosen bid.
    pub successful: bool,
    /// Own points for quality.
    pub quality: i64,
    /// Own points for price.
    pub cost: i64,
    /// Own total.
    pub total: i64,
    /// The chosen provider's name.
    pub winner_name: String,
    /// The chosen bid's total.
    pub winner_total: i64,
    /// Why that bid was chosen.
    pub reasons: String,
    /// The last day of the waiting period, where there is one.
    pub standstill_ends_on: Option<Day>,
    /// Own points and reasons, question by question.
    pub answers: Vec<AnswerScore>,
}

/// What one answer was given and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerScore {
    /// The question.
    pub question: QuestionId,
    /// Its number.
    pub number: u32,
    /// From 0 to 5.
    pub points: u8,
    /// The panel's reason.
    pub reason: String,
}

impl Award {
    /// One letter for every bidder; none before all is agreed.
    pub fn letters(&self, evaluation: &Evaluation) -> Vec<Letter> {
        let Some(ranking) = evaluation.order() else { return Vec::new() };
        let Some(winner) = ranking.line(&self.bid) else { return Vec::new() };
        ranking.lines.iter().map(|line| self.letter(evaluation, line, winner)).collect()
    }

    pub(super) fn letter(&self, evaluation: &Evaluation, line: &Line, winner: &Line) -> Letter {
        let standstill = self.state.notice().and_then(|notice| notice.standstill.as_ref());
        let given = evaluation.reasons(&line.bid);
        let answer = |asked: &&crate::secure::evaluation::Asked| {
            let agreed = given.iter().find(|agreed| agreed.question == asked.question)?;
            Some(AnswerScore {
                question: asked.question.clone(),
                number: asked.number,
                points: agreed.points,
                reason: agreed.reason.clone(),
            })
        };
        Letter {
            award: self.id.clone(),
            bid: line.bid.clone(),
            organisation: line.organisation.clone(),
            successful: line.bid == self.bid,
            quality: line.quality,
            cost: line.cost,
            total: line.total,
            winner_name: winner.name.clone(),
            winner_total: winner.total,
            reasons: self.reasons.clone(),
            standstill_ends_on: standstill.map(|standstill| standstill.ends_on),
            answers: evaluation.questions().iter().filter_map(answer).collect(),
        }
    }
}
