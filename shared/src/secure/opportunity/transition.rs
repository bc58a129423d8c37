//! The steps from one state of an opportunity to the next, each refused where it does not fit.

use super::state::{Opening, Publication, Stage, State};
use super::{Action, Facts, Opportunity, Timetable};
use crate::calendar::{self, Timestamp};
use crate::check::Checks;
use crate::error::{Code, Refusal, all_or_nothing};
use crate::framework::approval::Chain;
use crate::framework::policy::Policy;
use crate::people::UserId;

impl Opportunity {
    /// Asks another officer to approve it.
    ///
    /// # Errors
    /// With everything that stands in the way.
    pub fn request_approval(
        self,
        by: &UserId,
        facts: &Facts,
        policy: &Policy,
        now: Timestamp,
    ) -> Result<Self, Vec<Refusal>> {
        self.must_be(&[Stage::Draft], "ask for approval", now)?;
        all_or_nothing(self.gate(facts, policy, now))?;
        Ok(Self { state: State::Approval { asked_by: by.clone(), asked_at: now }, ..self })
    }

    /// Sends it back to its author with what has to change.
    ///
    /// # Errors
    /// Where it does not wait for approval, or no reason is given.
    pub fn send_back(self, reason: &str, now: Timestamp) -> Result<Self, Vec<Refusal>> {
        self.must_be(&[Stage::Approval], "send it back", now)?;
        let reason = reason_given(reason, "what has to change")?;
        Ok(Self { state: State::Draft { sent_back: Some(reason) }, ..self })
    }

    /// Publishes it by approval. The gate is asked once more: time may have passed since it was sent for approval. Today
    /// becomes the day whose policy rules it from now on. Where its value needs more approvers than have agreed with
    /// this one, it goes on waiting (R-4.17d).
    ///
    /// # Errors
    /// With everything that stands in the way.
    pub fn publish(self, by: &UserId, facts: &Facts, policy: &Policy, now: Timestamp) -> Result<Self, Vec<Refusal>> {
        self.must_be(&[Stage::Approval], "publish it", now)?;
        let chain = Chain { agreed: &facts.agreed, needed: self.approvers(policy).value };
        let mut refusals: Vec<Refusal> = chain.gate(Some(by)).into_iter().collect();
        refusals.extend(self.gate(facts, policy, now));
        all_or_nothing(refusals)?;
        if !chain.is_last() {
            return Ok(self);
        }
        let Timetable { opens_at, closes_at: Some(closes_at), .. } = self.timetable else {
            return Err(vec![Refusal::slip("closesOn", Code::Missing, "Enter the closing date")]);
        };
        let publication = Publication {
            commenced_on: calendar::day_of(now),
            published_at: now,
            approved_by: by.clone(),
            opens_at: opens_at.unwrap_or(now).max(now),
            closes_at,
            policy_rows: self.rows_relied_on(policy),
            confirm_from: 0,
        };
        Ok(Self { state: State::Published(publication), ..self })
    }

    /// Opens the bids after the deadline.
    ///
    /// # Errors
    /// Before the deadline, or where it is not published.
    pub fn open_bids(self, now: Timestamp) -> Result<Self, Vec<Refusal>> {
        self.not_before_close("open the bids", now)?;
        self.must_be(&[Stage::Closed], "open the bids", now)?;
        self.moved(|state| match state {
            State::Published(publication) => Some(State::Opened(publication, Opening { opened_at: now })),
            _ => None,
        })
    }

    /// Begins the scoring.
    ///
    /// # Errors
    /// Where the bids are not open, or it is past that.
    pub fn evaluate(self, now: Timestamp) -> Result<Self, Vec<Refusal>> {
        self.must_be(&[Stage::Opened, Stage::Decided], "score the bids", now)?;
        self.moved(|state| match state {
            State::Opened(publication, opening) | State::Decided(publication, opening, _) => {
                Some(State::Evaluating(publication, opening))
            }
            _ => None,
        })
    }

    /// Records that the council has decided.
    ///
    /// # Errors
    /// Where no bids have been scored.
    pub fn decide(self, now: Timestamp) -> Result<Self, Vec<Refusal>> {
        self.must_be(&[Stage::Evaluating], "decide", now)?;
        self.moved(|state| match state {
            State::Evaluating(publication, opening) => Some(State::Decided(publication, opening, now)),
            _ => None,
        })
    }

    /// Records that the agreement is signed.
    ///
    /// # Errors
    /// Where nothing is decided yet.
    pub fn complete(self, now: Timestamp) -> Result<Self, Vec<Refusal>> {
        self.must_be(&[Stage::Decided], "complete it", now)?;
        self.moved(|state| match state {
            State::Decided(publication, opening, _) => Some(State::Complete(publication, opening, now)),
            _ => None,
        })
    }

    /// Ends it with nobody chosen, because nothing was received by the deadline.
    ///
    /// # Errors
    /// Before the deadline, or once it is past that.
    pub fn end_empty(self, now: Timestamp) -> Result<Self, Vec<Refusal>> {
        self.not_before_close("end it", now)?;
        self.must_be(&[Stage::Closed], "end it with nobody chosen", now)?;
        self.ended("No bid was received by the deadline.".to_owned(), now)
    }

    /// Ends it with nobody chosen, because none of the bids can be (R-4.1b). `standing` names the bidder whose award
    /// still stands, if there is one.
    ///
    /// # Errors
    /// Before the bids are opened, after the end, without a reason, or while an award stands; all at once.
    pub fn end_unsuccessful(self, reason: &str, standing: Option<&str>, now: Timestamp) -> Result<Self, Vec<Refusal>> {
        let mut refusals =
            self.must_be(Action::End.stages(), "end it with nobody chosen", now).err().unwrap_or_default();
        refusals.extend(standing.map(|name| {
            let sentence = if self.lots.len() > 1 {
                format!("An award to {name} stands. End the lots for which nobody is chosen one by one")
            } else {
                format!(
                    "An award to {name} stands. Withdraw it, or have it sent back; then the opportunity can end with \
                     nobody chosen"
                )
            };
            Refusal::under(Code::IllegalTransition, "R-4.1b", "4.1", sentence)
        }));
        let reason =
            reason_given(reason, "why nobody is chosen").map_err(|more| refusals.extend(more)).unwrap_or_default();
        all_or_nothing(refusals)?;
        self.ended(reason, now)
    }

    pub(super) fn ended(self, reason: String, now: Timestamp) -> Result<Self, Vec<Refusal>> {
        self.moved(|state| {
            let opening = state.opening().copied();
            let publication = state.publication().cloned()?;
            Some(State::Unsuccessful { publication, opening, at: now, reason })
        })
    }

    /// Calls it off. `signed` is the reference of the agreement that both have signed, if there is one: what is signed
    /// stands.
    ///
    /// # Errors
    /// After the end, with a signed agreement, or without a reason.
    pub fn cancel(self, reason: &str, signed: Option<&str>, now: Timestamp) -> Result<Self, Vec<Refusal>> {
        if let Some(reference) = signed {
            return Err(vec![self.agreed(reference)]);
        }
        self.must_be(Action::Cancel.stages(), "cancel it", now)?;
        let reason = reason_given(reason, "why it is called off")?;
        let publication = self.state.publication().cloned();
        let opening = self.state.opening().copied();
        Ok(Self { state: State::Cancelled { publication, opening, at: now, reason }, ..self })
    }

    /// Why it is past calling off: an agreement is signed.
    pub(super) fn agreed(&self, reference: &str) -> Refusal {
        let sentence = format!(
            "You cannot cancel {}: agreement {reference} is signed by both sides. Change or end the agreement instead",
            self.reference
        );
        Refusal::under(Code::IllegalTransition, "R-4.12", "4.12", sentence)
    }

    fn moved(self, to: impl FnOnce(State) -> Option<State>) -> Result<Self, Vec<Refusal>> {
        match to(self.state.clone()) {
            Some(state) => Ok(Self { state, ..self }),
            None => Err(vec![Refusal::under(
                Code::IllegalTransition,
                "R-4.2",
                "4.2",
                format!("{} is not at a stage where this can be done. Load the page again", self.reference),
            )]),
        }
    }

    /// Refuses what may only be done after the deadline.
    ///
    /// # Errors
    /// Before it, with the deadline.
    pub fn not_before_close(&self, what: &str, now: Timestamp) -> Result<(), Vec<Refusal>> {
        match self.state.publication() {
            Some(publication) if matches!(self.state, State::Published(_)) && !publication.closed(now) => {
                let deadline = calendar::instant_in_words(publication.closes_at);
                let sentence = format!("You cannot {what} yet. Bids are sealed until {deadline}. Come back after that");
                Err(vec![Refusal::under(Code::TooEarly, "R-S1", "4.2", sentence)])
            }
            _ => Ok(()),
        }
    }

    /// Refuses what may only be done until the deadline.
    ///
    /// # Errors
    /// After it, with the deadline.
    pub fn not_after_close(&self, now: Timestamp) -> Result<(), Vec<Refusal>> {
        match self.state.publication() {
            Some(publication) if publication.closed(now) => {
                let deadline = calendar::instant_in_words(publication.closes_at);
                let sentence = format!("Closed on {deadline}. See what else is open under Opportunities");
                Err(vec![Refusal::under(Code::DeadlinePassed, "R-S1", "4.2", sentence)])
            }
            _ => Ok(()),
        }
    }

    /// Refuses an action that does not fit the stage.
    ///
    /// # Errors
    /// With the stage it is at and those it would have to be at.
    pub fn must_be(&self, stages: &[Stage], what: &str, now: Timestamp) -> Result<(), Vec<Refusal>> {
        let stage = self.stage(now);
        if stages.contains(&stage) {
            return Ok(());
        }
        let fitting: Vec<&str> = stages.iter().map(|stage| stage.in_words()).collect();
        let sentence = format!(
            "You cannot {what}: {} is {}. It would have to be {}",
            self.reference,
            stage.in_words(),
            fitting.join(" or ")
        );
        Err(vec![Refusal::under(Code::IllegalTransition, "R-4.2", "4.2", sentence)])
    }
}

pub(super) fn reason_given(reason: &str, what: &str) -> Result<String, Vec<Refusal>> {
    let mut checks = Checks::new();
    let reason = checks.text("reason", what, reason, 2_000);
    checks.finish()?;
    Ok(reason)
}
