//! Panels at work: appointed, interests declared, scores given alone, points
//! agreed.

use shared::secure::evaluation::input::{InterestInput, InterestsInput, ModerationInput, PanelInput, ScoreInput};
use shared::secure::opportunity::Opportunity;
use shared::secure::{BidId, PanelMemberId, QuestionId};
use shared::{Actor, calendar};

use super::Demo;
use crate::app::{self, Cx, Error};
use crate::store::secure::evaluation::{self, Evaluated};

/// What one reviewer, or the panel together, gives one answer.
pub(super) struct Mark {
    /// The bidder's name.
    pub(super) bidder: &'static str,
    /// The number of the question, from 1.
    pub(super) question: usize,
    pub(super) points: u8,
    pub(super) reason: &'static str,
}

/// A mark in one line.
pub(super) const fn mark(bidder: &'static str, question: usize, points: u8, reason: &'static str) -> Mark {
    Mark { bidder, question, points, reason }
}

/// Opens the bids on the first working day after the deadline.
pub(super) async fn open(demo: &Demo, officer: &str, on: &str) -> Result<(), Error> {
    let opportunity = demo.opportunity(on).await?;
    let closes = opportunity.timetable.closes_at.ok_or(Error::NotFound)?;
    let first = calendar::on_or_after(calendar::next_day(calendar::day_of(closes)));
    demo.on(first, 10).await?;
    app::secure::bid::opening::open(&demo.act(officer), &opportunity.id).await?;
    Ok(())
}

/// Chooses the panel, or changes it; the first named leads it.
pub(super) async fn appoint(demo: &Demo, officer: &str, on: &str, reviewers: &[&str]) -> Result<(), Error> {
    let opportunity = demo.opportunity(on).await?;
    let ids = reviewers.iter().filter_map(|name| demo.act(name).actor.user().map(ToString::to_string));
    let members: Vec<String> = ids.collect();
    let chair = members.first().cloned().unwrap_or_default();
    let input = PanelInput { members, chair };
    app::secure::evaluation::appoint(&demo.act(officer), &opportunity.id, opportunity.version, &input).await?;
    Ok(())
}

/// Declares a reviewer's interests: none but the one given, a bidder's name and
/// what the tie is.
pub(super) async fn declare(
    demo: &Demo,
    reviewer: &str,
    on: &str,
    conflict: Option<(&str, &str)>,
) -> Result<(), Error> {
    let at = Desk::of(demo, reviewer, on).await?;
    let interest = |bidder: &shared::secure::evaluation::Bidder| {
        let tie = conflict.filter(|(name, _)| *name == bidder.name);
        InterestInput {
            bid: bidder.bid.to_string(),
            kind: if tie.is_some() { "conflict" } else { "none" }.to_owned(),
            about: tie.map(|(_, about)| about.to_owned()),
        }
    };
    let interests = at.found.evaluation.bids.iter().map(interest).collect();
    app::secure::evaluation::declare(&at.cx, &at.seat, &InterestsInput { interests }).await?;
    Ok(())
}

/// Gives a reviewer's own scores.
pub(super) async fn score(demo: &Demo, reviewer: &str, on: &str, marks: &[Mark]) -> Result<(), Error> {
    let at = Desk::of(demo, reviewer, on).await?;
    for mark in marks {
        let (bid, question) = at.answer(mark)?;
        let input = ScoreInput { points: mark.points.to_string(), reason: mark.reason.to_owned(), note: None };
        app::secure::evaluation::save_score(&at.cx, &at.seat, (&bid, &question), None, &input).await?;
    }
    Ok(())
}

/// Gives a reviewer's own scores and sends them.
pub(super) async fn score_and_send(demo: &Demo, reviewer: &str, on: &str, marks: &[Mark]) -> Result<(), Error> {
    score(demo, reviewer, on, marks).await?;
    let at = Desk::of(demo, reviewer, on).await?;
    app::secure::evaluation::send(&at.cx, &at.seat).await?;
    Ok(())
}

/// Records what the panel agreed, by the one who leads it.
pub(super) async fn agree(demo: &Demo, chair: &str, on: &str, marks: &[Mark]) -> Result<(), Error> {
    let at = Desk::of(demo, chair, on).await?;
    for mark in marks {
        let (bid, question) = at.answer(mark)?;
        let input = ModerationInput { points: mark.points.to_string(), reason: mark.reason.to_owned() };
        app::secure::evaluation::moderate(&at.cx, &at.seat, (&bid, &question), 0, &input).await?;
    }
    Ok(())
}

/// The bid of a bidder, once the bids are opened.
pub(super) async fn bid_of(demo: &Demo, on: &str, bidder: &str) -> Result<BidId, Error> {
    let opportunity = demo.opportunity(on).await?;
    let found = evaluation::find(demo.cx.db().reader(), &Actor::System, &opportunity.id).await?;
    found.and_then(|found| find(&found, bidder)).ok_or(Error::NotFound)
}

fn find(found: &Evaluated, bidder: &str) -> Option<BidId> {
    found.evaluation.bids.iter().find(|bid| bid.name.starts_with(bidder)).map(|bid| bid.bid.clone())
}

/// A reviewer at their seat, with the evaluation before them.
struct Desk {
    cx: Cx,
    seat: PanelMemberId,
    found: Evaluated,
    opportunity: Opportunity,
}

impl Desk {
    async fn of(demo: &Demo, reviewer: &str, on: &str) -> Result<Self, Error> {
        let cx = demo.act(reviewer);
        let opportunity = demo.opportunity(on).await?;
        let found = evaluation::find(cx.db().reader(), &cx.actor, &opportunity.id).await?.ok_or(Error::NotFound)?;
        let seat = found.evaluation.seat(&cx.actor).map(|member| member.id.clone()).ok_or(Error::NotFound)?;
        Ok(Self { cx, seat, found, opportunity })
    }

    fn answer(&self, mark: &Mark) -> Result<(BidId, QuestionId), Error> {
        let bid = find(&self.found, mark.bidder).ok_or(Error::NotFound)?;
        let question = self.opportunity.questions.get(mark.question.saturating_sub(1)).ok_or(Error::NotFound)?;
        Ok((bid, question.id.clone()))
    }
}
