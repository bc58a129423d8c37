//! A change to what is published, told to everyone at once (R-S3).
//!
//! Where it matters to bids, those sent before it have to be confirmed again; a bid that is not is out at the deadline.

pub mod input;

use crate::calendar::{self, Day, Timestamp};
use crate::error::{Code, Refusal, all_or_nothing};
use crate::framework::policy::Policy;
use crate::people::UserId;
use crate::secure::opportunity::{Opportunity, Publication, Stage, State, Timetable};
use crate::secure::{AmendmentId, OpportunityId};

pub use input::AmendmentInput;

/// A change that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amendment {
    /// Its identifier.
    pub id: AmendmentId,
    /// What was changed.
    pub opportunity: OpportunityId,
    /// Its number, from 1.
    pub number: u32,
    /// What changed, in words.
    pub what: String,
    /// What that means for a bid that is sent already.
    pub meaning: String,
    /// Whether it matters to bids.
    pub material: bool,
    /// The deadline before it.
    pub closed_at: Timestamp,
    /// The deadline from then on.
    pub closes_at: Timestamp,
    /// Who made it.
    pub made_by: UserId,
    /// When.
    pub made_at: Timestamp,
}

/// A change as read from what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What changes, in words.
    pub what: String,
    /// What that means for a bid that is sent already.
    pub meaning: String,
    /// Whether it matters to bids.
    pub material: bool,
    /// The new deadline; none leaves it.
    pub closes_at: Option<Timestamp>,
    /// Until when questions may be asked; none leaves it.
    pub questions_until: Option<Timestamp>,
    /// When the decision is expected; none leaves it.
    pub decision_on: Option<Day>,
}

impl Amendment {
    /// Whether it moved the deadline.
    pub fn moves_deadline(&self) -> bool {
        self.closes_at != self.closed_at
    }
}

impl Opportunity {
    /// Every reason why nothing may be changed now, whatever the change (R-S3).
    pub fn amend_gate(&self, now: Timestamp) -> Vec<Refusal> {
        if let State::Published(publication) = &self.state
            && publication.closed(now)
        {
            let sentence = format!(
                "You cannot change it any more. It closed on {} and it is now {}. Bids are judged by what was \
                 published until then. If that is wrong, call it off and begin again",
                calendar::instant_to_the_second(publication.closes_at),
                calendar::instant_to_the_second(now)
            );
            return vec![Refusal::under(Code::DeadlinePassed, "R-S3", "4.2(6)", sentence)];
        }
        self.must_be(&[Stage::Scheduled, Stage::Open], "change it", now).err().unwrap_or_default()
    }

    /// The first day on which it may close after a change that matters to bids, made now (R-S3).
    pub fn earliest_close(&self, policy: &Policy, now: Timestamp) -> Day {
        calendar::working_days_after(calendar::day_of(now), policy.amendment_min_days().value)
    }

    /// Changes what is published, for everyone at once. `number` is the change's own.
    ///
    /// # Errors
    /// With everything that stands in the way.
    pub fn amend(
        self,
        (id, number): (AmendmentId, u32),
        change: Change,
        by: &UserId,
        policy: &Policy,
        now: Timestamp,
    ) -> Result<(Self, Amendment), Vec<Refusal>> {
        all_or_nothing(self.amend_gate(now))?;
        let State::Published(publication) = self.state.clone() else {
            return Err(self.must_be(&[Stage::Scheduled, Stage::Open], "change it", now).err().unwrap_or_default());
        };
        let closes_at = change.closes_at.unwrap_or(publication.closes_at);
        let timetable = Timetable {
            closes_at: Some(closes_at),
            questions_until: change.questions_until.or(self.timetable.questions_until),
            decision_on: change.decision_on.or(self.timetable.decision_on),
            ..self.timetable.clone()
        };
        let changed = Self { timetable, ..self.clone() };
        let mut refusals = self.later_gate(&publication, &change);
        refusals.extend(changed.order_gate(&change, now));
        if change.material {
            refusals.extend(changed.time_gate(closes_at, policy, now));
        }
        all_or_nothing(refusals)?;
        let amendment = Amendment {
            id,
            opportunity: self.id.clone(),
            number,
            what: change.what,
            meaning: change.meaning,
            material: change.material,
            closed_at: publication.closes_at,
            closes_at,
            made_by: by.clone(),
            made_at: now,
        };
        let confirm_from = if change.material { number } else { publication.confirm_from };
        let state = State::Published(Publication { closes_at, confirm_from, ..publication });
        Ok((Self { state, ..changed }, amendment))
    }

    /// Dates only move later: nobody loses time that they were promised.
    fn later_gate(&self, publication: &Publication, change: &Change) -> Vec<Refusal> {
        let refuse = |field: &str, what: &str, is: String| {
            let sentence = format!("{what} can only move later: nobody may lose time. It is {is} now");
            Refusal::under(Code::OutOfRange, "R-S3", "4.2(6)", sentence).on(field)
        };
        let mut refusals = Vec::new();
        if change.closes_at.is_some_and(|at| at < publication.closes_at) {
            let is = calendar::instant_in_words(publication.closes_at);
            refusals.push(refuse("closesOn", "Closing date", is));
        }
        if let (Some(at), Some(before)) = (change.questions_until, self.timetable.questions_until)
            && at < before
        {
            refusals.push(refuse("questionsUntilOn", "Last day for questions", calendar::instant_in_words(before)));
        }
        if let (Some(on), Some(before)) = (change.decision_on, self.timetable.decision_on)
            && on < before
        {
            refusals.push(refuse("decisionOn", "Decision date", calendar::in_words(before)));
        }
        refusals
    }

    /// The dates stay in order, and what moves falls on a day on which people work.
    fn order_gate(&self, change: &Change, now: Timestamp) -> Vec<Refusal> {
        let refuse =
            |field: &str, sentence: String| Refusal::under(Code::OutOfRange, "R-4.2", "4.2", sentence).on(field);
        let mut refusals = Vec::new();
        for (at, field, name) in [
            (change.closes_at, "closesOn", "Closing date"),
            (change.questions_until, "questionsUntilOn", "Last day for questions"),
        ] {
            let Some(at) = at else { continue };
            let day = calendar::day_of(at);
            if at <= now {
                let now = calendar::instant_in_words(now);
                refusals.push(refuse(field, format!("{name} must be after {now}")));
            }
            if !calendar::is_working_day(day) {
                let next = calendar::in_words(calendar::on_or_after(day));
                refusals.push(refuse(field, format!("{name} must be a working day, such as {next}")));
            }
        }
        if let (Some(questions), Some(closes)) = (self.timetable.questions_until, self.timetable.closes_at)
            && questions >= closes
        {
            let closes = calendar::instant_in_words(closes);
            refusals.push(refuse("questionsUntilOn", format!("Questions must end before bidding closes on {closes}")));
        }
        refusals.extend(self.days_gate());
        refusals
    }

    /// A change that matters, made late, gives bidders their time back (R-S3).
    fn time_gate(&self, closes_at: Timestamp, policy: &Policy, now: Timestamp) -> Option<Refusal> {
        let earliest = self.earliest_close(policy, now);
        if calendar::day_of(closes_at) >= earliest {
            return None;
        }
        let days = policy.amendment_min_days();
        let sentence = format!(
            "This change matters to bids, and it would close on {}. Bidders need {} working days after it: enter a \
             closing date of {} or later",
            calendar::instant_in_words(closes_at),
            days.value,
            calendar::in_words(earliest)
        );
        Some(Refusal::under(Code::OutOfRange, "R-S3", "4.2(6)", sentence).on("closesOn").using(days.row))
    }
}

#[cfg(test)]
mod tests;
