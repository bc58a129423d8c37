//! Where a bid stands, and the only ways to move it.
//!
//! ```text
//!            change (before the deadline)
//!          +------------------------------+
//!          v                              |
//!   draft ---- submit (in time) ----> submitted ---- open (after) ----> opened
//!     ^                                   |
//!     | start again (before)              | withdraw (before)
//!     +----------- withdrawn <------------+
//!
//!   draft, deadline passed: shown as [not sent], kept, never stored as such
//!   submitted, then a change that matters: shown as [stale] until it is confirmed
//!   stale, deadline passed: shown as [lapsed]; never opened, never stored as such
//! ```

use super::{Action, Bid, Competition, Content, Entries, Facts, Receipt};
use crate::calendar::Timestamp;
use crate::error::{Code, Refusal, all_or_nothing};
use crate::people::{OrganisationId, UserId};
use crate::secure::{BidId, LotId};
use crate::tag::{Audience, Colour, Tag};

wire_enum! {
    /// Where a bid stands.
    pub enum Stage as "BidStage" {
        /// Being written; only its organisation knows of it.
        Draft = "draft",
        /// Still a draft when the deadline passed; it is kept. The clock alone
        /// decides this.
        NotSent = "not_sent",
        /// Sent as a sealed envelope that nobody can read before the opening.
        Submitted = "submitted",
        /// Sent, and to be confirmed before the deadline: what is asked for has changed since. The clock and the
        /// opportunity decide this.
        Stale = "stale",
        /// Not confirmed after a change when the deadline passed: it stays sealed, and nobody reads it.
        Lapsed = "lapsed",
        /// Taken out by its organisation before the deadline.
        Withdrawn = "withdrawn",
        /// Opened by the council after the deadline.
        Opened = "opened",
    }
}

/// Where a bid stands, with what exists only there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Being written.
    Draft,
    /// Sealed and received.
    Submitted {
        /// Who sent it.
        by: UserId,
        /// The proof of its arrival; its instant is the bid's.
        receipt: Receipt,
        /// The number of the last change that it takes into account; 0 for none.
        confirmed: u32,
    },
    /// Taken out before the deadline.
    Withdrawn {
        /// When.
        at: Timestamp,
        /// By whom.
        by: UserId,
    },
    /// Unsealed after the deadline.
    Opened {
        /// Who had sent it.
        by: UserId,
        /// The proof of its arrival.
        receipt: Receipt,
        /// When it was opened.
        at: Timestamp,
        /// The officer who opened it.
        opened_by: UserId,
        /// What became of it, lot by lot; empty until the bidders are told.
        results: Vec<LotResult>,
    },
}

/// What became of a bid for one lot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LotResult {
    /// The lot.
    pub lot: LotId,
    /// Whether the bid was chosen for it.
    pub successful: bool,
}

impl State {
    /// The stage as the database keeps it; see [`Bid::stage`] for the one shown.
    pub const fn stored(&self) -> Stage {
        match self {
            Self::Draft => Stage::Draft,
            Self::Submitted { .. } => Stage::Submitted,
            Self::Withdrawn { .. } => Stage::Withdrawn,
            Self::Opened { .. } => Stage::Opened,
        }
    }

    /// Who sent it, once somebody has.
    pub const fn sent_by(&self) -> Option<&UserId> {
        match self {
            Self::Submitted { by, .. } | Self::Opened { by, .. } => Some(by),
            Self::Draft | Self::Withdrawn { .. } => None,
        }
    }
}

/// The no to a second bid of one organisation.
pub fn started_twice() -> Refusal {
    Refusal::under(
        Code::Duplicate,
        "R-S1",
        "4.13",
        "Your organisation has a bid on this opportunity already. Go on with that one under Bids",
    )
}

impl Bid {
    /// Where it stands at this instant.
    pub fn stage(&self, facts: &Facts, now: Timestamp) -> Stage {
        match self.state.stored() {
            Stage::Draft if !facts.in_time(now) || facts.competition != Competition::Published => Stage::NotSent,
            Stage::Submitted if self.is_stale(facts) => match facts.competition {
                Competition::Published if facts.in_time(now) => Stage::Stale,
                Competition::Unpublished | Competition::Published | Competition::Opened => Stage::Lapsed,
                Competition::Cancelled => Stage::Submitted,
            },
            stage => stage,
        }
    }

    /// Whether the opportunity changed, in a way that matters, since it was sent or confirmed (R-S3).
    pub const fn is_stale(&self, facts: &Facts) -> bool {
        matches!(self.state, State::Submitted { confirmed, .. } if confirmed < facts.confirm_from)
    }

    /// The proof of arrival, once there is one.
    pub fn receipt(&self) -> Option<&Receipt> {
        match &self.state {
            State::Submitted { receipt, .. } | State::Opened { receipt, .. } => Some(receipt),
            State::Draft | State::Withdrawn { .. } => None,
        }
    }

    /// A new draft, if the rules let this organisation begin one; `earlier` is
    /// the bid it has on the opportunity already.
    pub fn start(
        id: BidId,
        organisation: &OrganisationId,
        by: &UserId,
        (facts, earlier): (&Facts, Option<Self>),
        now: Timestamp,
    ) -> Result<Self, Vec<Refusal>> {
        all_or_nothing(Self::start_gate(organisation, facts, earlier.as_ref(), now))?;
        Ok(match earlier {
            Some(withdrawn) => Self { state: State::Draft, ..withdrawn },
            None => Self {
                id,
                opportunity: facts.opportunity.clone(),
                organisation: organisation.clone(),
                members: Vec::new(),
                started_by: by.clone(),
                started_at: now,
                state: State::Draft,
                version: 0,
            },
        })
    }

    /// What would be sealed if the draft were sent now, or every reason why it
    /// cannot be.
    pub fn content(&self, entries: &Entries, facts: &Facts, now: Timestamp) -> Result<Content, Vec<Refusal>> {
        let (content, mut faults) = self.read(entries, facts);
        let mut refusals = self.gate(Action::Submit, facts, now);
        refusals.append(&mut faults);
        all_or_nothing(refusals)?;
        Ok(content)
    }

    /// Sent. `receipt` proves what was sealed; its instant is asked again here,
    /// so a bid late by one second is late.
    pub fn submit(self, by: &UserId, receipt: Receipt, facts: &Facts, now: Timestamp) -> Result<Self, Vec<Refusal>> {
        all_or_nothing(self.gate(Action::Submit, facts, now))?;
        Ok(Self { state: State::Submitted { by: by.clone(), receipt, confirmed: facts.confirm_from }, ..self })
    }

    /// Said to stand as it is, after a change to the opportunity (R-S3).
    pub fn confirm(self, facts: &Facts, now: Timestamp) -> Result<Self, Vec<Refusal>> {
        all_or_nothing(self.gate(Action::Confirm, facts, now))?;
        match self.state {
            State::Submitted { by, receipt, .. } => {
                Ok(Self { state: State::Submitted { by, receipt, confirmed: facts.confirm_from }, ..self })
            }
            State::Draft | State::Withdrawn { .. } | State::Opened { .. } => Ok(self),
        }
    }

    /// Taken back to be changed, before the deadline.
    pub fn change(self, facts: &Facts, now: Timestamp) -> Result<Self, Vec<Refusal>> {
        all_or_nothing(self.gate(Action::Change, facts, now))?;
        Ok(Self { state: State::Draft, ..self })
    }

    /// Taken out, before the deadline.
    pub fn withdraw(self, by: &UserId, facts: &Facts, now: Timestamp) -> Result<Self, Vec<Refusal>> {
        all_or_nothing(self.gate(Action::Withdraw, facts, now))?;
        Ok(Self { state: State::Withdrawn { at: now, by: by.clone() }, ..self })
    }

    /// Opened, after the deadline.
    pub fn open(self, officer: &UserId, facts: &Facts, now: Timestamp) -> Result<Self, Vec<Refusal>> {
        all_or_nothing(self.gate(Action::Open, facts, now))?;
        match self.state {
            State::Submitted { by, receipt, .. } => {
                let state = State::Opened { by, receipt, at: now, opened_by: officer.clone(), results: Vec::new() };
                Ok(Self { state, ..self })
            }
            State::Draft | State::Withdrawn { .. } | State::Opened { .. } => Ok(self),
        }
    }

    /// Whether it was chosen for any lot; none until the bidders are told.
    pub fn is_successful(&self) -> Option<bool> {
        match &self.state {
            State::Opened { results, .. } if !results.is_empty() => {
                Some(results.iter().any(|result| result.successful))
            }
            _ => None,
        }
    }

    /// Its status in words, by who looks; none where the bid is not to be known
    /// of.
    pub fn tag(&self, audience: Audience, facts: &Facts, now: Timestamp) -> Option<Tag> {
        let stage = self.stage(facts, now);
        if let (Audience::Provider | Audience::Council, Some(successful)) = (audience, self.is_successful()) {
            return Some(if successful {
                Tag::new("Successful", Colour::Green)
            } else {
                Tag::new("Not successful", Colour::Grey)
            });
        }
        let tag = match (audience, stage) {
            (Audience::Provider, Stage::Opened) if facts.competition == Competition::Cancelled => {
                Tag::new("Called off", Colour::Grey)
            }
            (Audience::Provider, Stage::Draft) => Tag::new("In progress", Colour::Blue),
            (Audience::Provider, Stage::NotSent) => Tag::new("Not sent in time, kept", Colour::Red),
            (Audience::Provider, Stage::Submitted) => Tag::new("Sent, sealed", Colour::Purple),
            (Audience::Provider, Stage::Stale) => Tag::new("Confirm again", Colour::Yellow),
            (Audience::Provider, Stage::Lapsed) => Tag::new("Not confirmed, out", Colour::Red),
            (Audience::Provider, Stage::Withdrawn) => Tag::new("Withdrawn", Colour::Grey),
            (Audience::Provider, Stage::Opened) => Tag::new("Being scored", Colour::Blue),
            (Audience::Council, Stage::Opened) => Tag::new("To score", Colour::Yellow),
            (Audience::Public | Audience::Council, _) => return None,
        };
        Some(tag)
    }
}

#[cfg(test)]
mod tests {
    use super::super::example::*;
    use super::*;

    const BEFORE: &str = "2026-12-11T11:59:59Z";
    const AT: &str = CLOSES;
    const WITHIN: &str = "2026-12-11T12:00:00.999999Z";
    const AFTER: &str = "2026-12-11T12:00:01Z";

    fn codes<T: std::fmt::Debug>(result: Result<T, Vec<Refusal>>) -> Vec<Code> {
        result.unwrap_err().into_iter().map(|refusal| refusal.code).collect()
    }

    fn submitted() -> Bid {
        let by = UserId::from_uuid(uuid(200));
        draft().submit(&by, receipt(BEFORE), &facts(), at(BEFORE)).unwrap()
    }

    fn user() -> UserId {
        UserId::from_uuid(uuid(7))
    }

    /// R-S1
    #[test]
    fn a_bid_in_the_last_second_is_in_time_and_one_second_later_is_late() {
        for now in [BEFORE, AT, WITHIN] {
            assert!(draft().submit(&user(), receipt(now), &facts(), at(now)).is_ok(), "{now}");
        }
        assert_eq!(codes(draft().submit(&user(), receipt(AFTER), &facts(), at(AFTER))), [Code::DeadlinePassed]);
    }

    /// R-S1
    #[test]
    fn a_late_bid_is_told_the_deadline_and_that_its_draft_is_kept() {
        let refusal = draft().submit(&user(), receipt(AFTER), &facts(), at(AFTER)).unwrap_err().remove(0);
        assert_eq!(
            refusal.to_string(),
            "You cannot send this bid. It closed on 11 December 2026 at 12:00:00pm and it is now 11 December 2026 \
             at 12:00:01pm. Your draft is kept, and only your organisation can see it"
        );
        assert_eq!(refusal.rule.as_deref(), Some("R-S1"));
    }

    /// R-S1
    #[test]
    fn a_draft_past_the_deadline_is_not_sent_and_kept() {
        assert_eq!(draft().stage(&facts(), at(AT)), Stage::Draft);
        assert_eq!(draft().stage(&facts(), at(AFTER)), Stage::NotSent);
        assert_eq!(draft().gate(Action::Save, &facts(), at(AFTER)), []);
    }

    /// R-S1
    #[test]
    fn a_sent_bid_is_changed_or_withdrawn_until_the_deadline_and_not_after() {
        for now in [BEFORE, AT, WITHIN] {
            assert_eq!(submitted().change(&facts(), at(now)).unwrap().state, State::Draft);
            let withdrawn = submitted().withdraw(&user(), &facts(), at(now)).unwrap();
            assert_eq!(withdrawn.stage(&facts(), at(now)), Stage::Withdrawn);
        }
        assert_eq!(codes(submitted().change(&facts(), at(AFTER))), [Code::DeadlinePassed]);
        assert_eq!(codes(submitted().withdraw(&user(), &facts(), at(AFTER))), [Code::DeadlinePassed]);
    }

    /// R-S1
    #[test]
    fn a_bid_is_opened_only_after_the_second_of_the_deadline() {
        for now in [BEFORE, AT, WITHIN] {
            assert_eq!(codes(submitted().open(&user(), &facts(), at(now))), [Code::TooEarly], "{now}");
        }
        let opened = submitted().open(&user(), &facts(), at(AFTER)).unwrap();
        assert_eq!(opened.stage(&facts(), at(AFTER)), Stage::Opened);
        assert_eq!(opened.receipt(), submitted().receipt(), "the receipt outlives the opening");
    }

    #[test]
    fn a_withdrawn_bid_may_be_started_again_and_keeps_its_identifier() {
        let withdrawn = submitted().withdraw(&user(), &facts(), at(BEFORE)).unwrap();
        let id = BidId::from_uuid(uuid(99));
        let again = Bid::start(id, &org(2), &user(), (&facts(), Some(withdrawn)), at(BEFORE)).unwrap();
        assert_eq!((again.id, again.state), (draft().id, State::Draft));
    }

    /// R-S3
    #[test]
    fn a_bid_sent_before_a_change_that_matters_is_confirmed_again_or_lapses() {
        let changed = Facts { confirm_from: 2, ..facts() };
        assert_eq!(submitted().stage(&changed, at(BEFORE)), Stage::Stale);
        for now in [BEFORE, AT, WITHIN] {
            let confirmed = submitted().confirm(&changed, at(now)).unwrap();
            assert_eq!(confirmed.stage(&changed, at(now)), Stage::Submitted);
            assert_eq!(confirmed.receipt(), submitted().receipt(), "the envelope stays the same");
            assert!(confirmed.open(&user(), &changed, at(AFTER)).is_ok());
        }
        assert_eq!(submitted().stage(&changed, at(AFTER)), Stage::Lapsed);
        assert_eq!(codes(submitted().confirm(&changed, at(AFTER))), [Code::DeadlinePassed]);
        assert_eq!(codes(submitted().open(&user(), &changed, at(AFTER))), [Code::IllegalTransition]);
        let opened = Facts { competition: Competition::Opened, ..changed.clone() };
        assert_eq!(submitted().stage(&opened, at(AFTER)), Stage::Lapsed, "and stays so");
        let again = submitted().change(&changed, at(BEFORE)).unwrap();
        let sent = again.submit(&user(), receipt(BEFORE), &changed, at(BEFORE)).unwrap();
        assert_eq!(sent.stage(&changed, at(AFTER)), Stage::Submitted, "sent anew, it takes the change into account");
    }

    /// R-S3
    #[test]
    fn a_bid_that_nothing_has_happened_to_need_not_be_confirmed() {
        assert_eq!(codes(submitted().confirm(&facts(), at(BEFORE))), [Code::IllegalTransition]);
        assert_eq!(codes(draft().confirm(&facts(), at(BEFORE))), [Code::IllegalTransition]);
    }

    /// Each transition from each stage, before and after the deadline.
    #[test]
    fn the_table_of_stages_and_actions() {
        let stages = [
            draft(),
            submitted(),
            submitted().withdraw(&user(), &facts(), at(BEFORE)).unwrap(),
            submitted().open(&user(), &facts(), at(AFTER)).unwrap(),
        ];
        let mut table = String::new();
        for now in [AT, AFTER] {
            for bid in &stages {
                let row: Vec<_> = Action::ALL
                    .iter()
                    .map(|action| {
                        let refusals = bid.gate(*action, &facts(), at(now));
                        format!(
                            "{action}={}",
                            refusals.first().map_or("yes".into(), |refusal| refusal.code.to_string())
                        )
                    })
                    .collect();
                let stage = bid.stage(&facts(), at(now));
                table.push_str(&format!("{} {stage}: {}\n", &now[11..19], row.join(" ")));
            }
        }
        insta::assert_snapshot!(table);
    }

    #[test]
    fn what_a_provider_and_a_council_read_of_each_stage() {
        let opened = submitted().open(&user(), &facts(), at(AFTER)).unwrap();
        let text = |bid: &Bid, who, now: &str| bid.tag(who, &facts(), at(now)).map(|tag| tag.text);
        assert_eq!(text(&draft(), Audience::Provider, AFTER).as_deref(), Some("Not sent in time, kept"));
        assert_eq!(text(&submitted(), Audience::Provider, AT).as_deref(), Some("Sent, sealed"));
        for bid in [draft(), submitted()] {
            assert_eq!(text(&bid, Audience::Council, AFTER), None, "unknown before the opening");
        }
        assert_eq!(text(&opened, Audience::Council, AFTER).as_deref(), Some("To score"));
        assert_eq!(text(&opened, Audience::Public, AFTER), None);
    }

    /// R-S5
    #[test]
    fn once_the_bidders_are_told_a_bid_says_whether_it_was_chosen() {
        let told = |successful: &[bool]| {
            let mut opened = submitted().open(&user(), &facts(), at(AFTER)).unwrap();
            if let State::Opened { results, .. } = &mut opened.state {
                let lot = |(number, successful): (u128, &bool)| LotResult {
                    lot: LotId::from_uuid(uuid(number)),
                    successful: *successful,
                };
                results.extend((1..).zip(successful).map(lot));
            }
            opened.tag(Audience::Provider, &facts(), at(AFTER)).unwrap().text
        };
        assert_eq!(told(&[]), "Being scored");
        assert_eq!(told(&[true]), "Successful");
        assert_eq!(told(&[false, true]), "Successful", "one lot of several");
        assert_eq!(told(&[false, false]), "Not successful");
    }
}
