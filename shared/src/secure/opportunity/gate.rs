//! Whether the rules let an opportunity be published: everything that stands in the way, at once.

use chrono::Days;

use super::{Action, Ask, CriterionKind, Opportunity, State, Weight};
use crate::actor::Actor;
use crate::calendar::{self, Timestamp};
use crate::check::show_thousandths;
use crate::error::{Code, Refusal};
use crate::framework::approval;
use crate::framework::policy::{Band, Figure, Policy, RowId};
use crate::framework::principle::{Purchase, Record};
use crate::framework::template::Following;
use crate::money::Money;
use crate::people::UserId;
use crate::people::membership::Role;
use crate::secure::method::{self, Counted, Method};

/// What other aggregates must tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The named officer, as the register of people knows them now.
    pub officer: Option<Officer>,
    /// Whether the specification is approved.
    pub specification_approved: bool,
    /// How many outcomes it names.
    pub outcomes: usize,
    /// Whether it has a purpose in place of outcomes, as a core grant has (R-4.15a).
    pub purpose: bool,
    /// Purchases for the same service within the policy's months, which count together.
    pub counted: Vec<Counted>,
    /// The approvers who have agreed since approval was asked for (R-4.17d).
    pub agreed: Vec<UserId>,
    /// What it does about the council's standard document (R-4.17a).
    pub template: Following,
    /// What its commission answered under the principles (4.2).
    pub principles: Record,
}

/// What the register of people says of the named officer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Officer {
    /// Their name.
    pub name: String,
    /// Whether they work for this council now.
    pub active: bool,
    /// Their address for mail.
    pub email: Option<String>,
    /// Their telephone number.
    pub phone: Option<String>,
}

impl Opportunity {
    /// Every reason why it may not be sent for approval or published now; empty means it may. The page shows it as a
    /// checklist before the button is pressed.
    pub fn gate(&self, facts: &Facts, policy: &Policy, now: Timestamp) -> Vec<Refusal> {
        let mut refusals = self.wanted(facts);
        refusals.extend(self.value_gate(facts, policy));
        refusals.extend(self.lots_gate(policy));
        refusals.extend(self.round_gate());
        refusals.extend(self.criteria_gate());
        refusals.extend(self.questions_gate());
        refusals.extend(self.proportion_gate(policy));
        refusals.extend(self.officer_gate(facts));
        refusals.extend(self.timetable_gate(policy, now));
        refusals.extend(facts.template.gate());
        refusals.extend(self.principles_gate(facts, policy, now));
        refusals
    }

    /// Every reason why this person may not approve it now; empty means they may. The page shows it in the button's place
    /// (R-4.17d).
    pub fn approval_gate(&self, actor: &Actor, facts: &Facts, policy: &Policy, now: Timestamp) -> Vec<Refusal> {
        let State::Approval { asked_by, .. } = &self.state else {
            return self.must_be(Action::Approve.stages(), "approve it", now).err().unwrap_or_default();
        };
        let mut refusals = approval::gate(asked_by, actor, &self.buyer, self.value());
        for refusal in approval::gate(&self.author, actor, &self.buyer, self.value()) {
            if !refusals.iter().any(|known| known.code == refusal.code) {
                refusals.push(refusal);
            }
        }
        if !refusals.iter().any(|known| known.code == Code::SelfApproval) {
            refusals.extend(actor.user().and_then(|by| approval::not_by_editor(self.edited_by.as_ref(), by)));
        }
        let chain = approval::Chain { agreed: &facts.agreed, needed: self.approvers(policy).value };
        refusals.extend(chain.gate(actor.user()));
        refusals.extend(self.gate(facts, policy, now));
        refusals
    }

    /// Whether a named officer works for the council, by who holds which role there now. Naming a person shows their
    /// e-mail address and telephone number to everyone, so nobody names another organisation's people (R-4.17b).
    pub fn officer_fits(officer: &UserId, members: &[(&UserId, Role)]) -> Vec<Refusal> {
        if members.iter().any(|(user, role)| *user == officer && *role != Role::ExternalReviewer) {
            return Vec::new();
        }
        let sentence = "This person does not work for this council. Select the officer from the list";
        vec![Refusal::under(Code::NotFound, "R-4.17b", "4.17", sentence).on("officer")]
    }

    /// How many officers have to approve it, by the band of its value (R-4.17d).
    pub fn approvers<'a>(&self, policy: &'a Policy) -> &'a Figure<u32> {
        let band = self.lifetime().map_or_else(|| policy.band_limits(Band::D), |lifetime| policy.band(&lifetime));
        &band.approvers
    }

    /// The policy rows that its publication relies on.
    pub(super) fn rows_relied_on(&self, policy: &Policy) -> Vec<RowId> {
        let mut rows = vec![match self.method {
            Method::Grant => policy.grant_small_max().row,
            _ => policy.tender_threshold().row,
        }];
        rows.extend(policy.threshold(self.terms.category).map(|figure| figure.row));
        rows.extend(self.one_lot_rows(policy).unwrap_or_default());
        if let Some(lifetime) = self.lifetime() {
            let asked = policy.band(&self.stake().unwrap_or(lifetime));
            let approvers = policy.band(&lifetime).approvers.row.clone();
            rows.extend([asked.questions.row.clone(), asked.answer_words.row.clone(), approvers]);
        }
        rows
    }

    /// What is wanted is settled: a text, an approved specification and outcomes.
    fn wanted(&self, facts: &Facts) -> Vec<Refusal> {
        let mut refusals = Vec::new();
        if self.title.is_empty() {
            refusals.push(Refusal::slip("title", Code::Missing, "Enter the title"));
        }
        if self.summary.is_empty() {
            refusals.push(Refusal::slip("summary", Code::Missing, "Enter what it is for, in one line"));
        }
        if !facts.specification_approved {
            let sentence = "The specification is not approved yet. Have it approved first";
            refusals.push(Refusal::under(Code::PartMissing, "R-4.8a", "4.8", sentence).on("specification"));
        }
        if self.is_core_grant() {
            if !facts.purpose {
                let sentence = "The specification has no purpose. A core grant has one, for a need or an objective, in place of \
                                outcomes";
                refusals.push(Refusal::under(Code::PartMissing, "R-4.15a", "4.15", sentence).on("specification"));
            }
        } else if facts.outcomes == 0 {
            let sentence = "The specification names no outcome. Say what should change for people first";
            refusals.push(Refusal::under(Code::NoOutcomes, "R-3.4c", "3.4", sentence).on("specification"));
        }
        refusals
    }

    /// The method fits the value.
    fn value_gate(&self, facts: &Facts, policy: &Policy) -> Vec<Refusal> {
        let sums = match self.method_facts(facts.counted.clone()) {
            Ok(sums) => sums,
            Err(refusal) => return vec![refusal],
        };
        let whole = sums.lifetime().net;
        let kind = (self.terms.category, method::regime(&sums, policy));
        // A small grant is small for whoever gets it, however large the pot.
        let granted = self.grant_most().unwrap_or(whole);
        let mut refusals = self.footing.gate(self.method, granted, kind, policy);
        refusals.extend(method::gate(self.method, &sums, policy));
        if whole <= Money::ZERO {
            refusals.push(Refusal::slip("valueAYear", Code::OutOfRange, "The value a year must be more than £0"));
        }
        refusals
    }

    /// The weights make a whole, and quality has a say (R-4.1c).
    fn criteria_gate(&self) -> Vec<Refusal> {
        let of = |kind| self.criteria.iter().filter(move |criterion| criterion.kind == kind).count();
        let mut refusals: Vec<Refusal> = sum_of_weights(self.weights(), self.criteria.len()).into_iter().collect();
        if !self.criteria.is_empty() && of(CriterionKind::Quality) == 0 {
            let sentence = "No criterion judges quality. Add one: outcomes cannot be chosen by price alone";
            refusals.push(Refusal::under(Code::Missing, "R-4.1b", "4.1", sentence).on("criteria"));
        }
        if of(CriterionKind::Price) > 1 {
            let sentence = "There are two criteria for price. Make them one: each bid has one price";
            refusals.push(Refusal::under(Code::Duplicate, "R-4.1c", "4.1", sentence).on("criteria"));
        }
        refusals
    }

    /// Each criterion of quality is asked about, and each question in words counts. A requirement is met or not and weighs
    /// nothing; other facts may be asked for without being scored.
    fn questions_gate(&self) -> Vec<Refusal> {
        let mut refusals = Vec::new();
        for criterion in self.criteria.iter().filter(|criterion| criterion.kind == CriterionKind::Quality) {
            if self.questions_of(&criterion.id).next().is_none() {
                let sentence =
                    format!("No question asks about \"{}\". Add one, or remove the criterion", criterion.title);
                refusals.push(Refusal::under(Code::Missing, "R-4.1b", "4.1", sentence).on("questions"));
            }
        }
        for (index, question) in self.questions.iter().enumerate() {
            let quality = self.criteria.iter().any(|criterion| {
                Some(&criterion.id) == question.criterion.as_ref() && criterion.kind == CriterionKind::Quality
            });
            let field = format!("questions.{index}.criterion");
            if question.ask == Ask::Declaration {
                if question.criterion.is_some() {
                    let sentence = format!(
                        "Question {} is a requirement, which is met or not. It counts towards no criterion",
                        index + 1
                    );
                    refusals.push(Refusal::under(Code::Invalid, "R-4.1b", "4.1", sentence).on(field));
                }
                continue;
            }
            let scored = question.criterion.is_some() || question.ask.word_limit().is_some();
            if scored && !quality {
                let sentence = format!("Question {} counts towards no criterion of quality. Select one", index + 1);
                refusals.push(Refusal::under(Code::Missing, "R-4.1b", "4.1", sentence).on(field));
            }
        }
        refusals
    }

    /// What is asked stays in proportion to the value, or a reason says why not.
    fn proportion_gate(&self, policy: &Policy) -> Vec<Refusal> {
        let Some(lifetime) = self.stake().filter(|_| self.proportion_reason.is_none()) else { return Vec::new() };
        let band = policy.band(&lifetime);
        let words: u64 =
            self.questions.iter().map(|question| u64::from(question.ask.word_limit().unwrap_or_default())).sum();
        let mut refusals = Vec::new();
        let mut over = |asked: u64, most: u32, what: &str, row: &RowId| {
            if asked > u64::from(most) {
                let sentence = format!(
                    "{asked} {what} are more than the {most} that {} justifies. Ask for less, or give a reason",
                    lifetime.net
                );
                let refusal = Refusal::under(Code::Disproportionate, "R-4.4", "4.4", sentence);
                refusals.push(refusal.on("proportionReason").using(row.clone()));
            }
        };
        over(self.questions.len() as u64, band.questions.value, "questions", &band.questions.row);
        over(words, band.answer_words.value, "words of answers", &band.answer_words.row);
        refusals
    }

    /// Its commission has answered for the principles (4.2).
    fn principles_gate(&self, facts: &Facts, policy: &Policy, now: Timestamp) -> Vec<Refusal> {
        let Some(lifetime) = self.lifetime() else { return Vec::new() };
        let on = calendar::day_of(self.timetable.opens_at.unwrap_or(now).max(now));
        facts.principles.before_publication(Purchase { lifetime: &lifetime, years: self.terms.years, on }, policy)
    }

    /// Somebody answers for it whom bidders can reach (R-4.17b).
    fn officer_gate(&self, facts: &Facts) -> Vec<Refusal> {
        let refuse = |sentence: String| Refusal::under(Code::Missing, "R-4.17b", "4.17", sentence).on("officer");
        let Some(officer) = facts.officer.as_ref().filter(|_| self.officer.is_some()) else {
            return vec![refuse("Select the officer whom bidders can ask".to_owned())];
        };
        let mut refusals = Vec::new();
        if !officer.active {
            refusals
                .push(refuse(format!("{} does not work for this council now. Select another officer", officer.name)));
        }
        if officer.email.is_none() || officer.phone.is_none() {
            let missing = if officer.email.is_none() { "e-mail address" } else { "telephone number" };
            refusals.push(refuse(format!(
                "{} has no {missing} for bidders. Add it, or select another officer",
                officer.name
            )));
        }
        refusals
    }

    /// The dates are there, ahead, in order, and on days on which people work.
    fn timetable_gate(&self, policy: &Policy, now: Timestamp) -> Vec<Refusal> {
        let dates = &self.timetable;
        let missing = |field: &str, what: &str| Refusal::slip(field, Code::Missing, format!("Enter {what}"));
        let mut refusals = Vec::new();
        for (absent, field, what) in [
            (dates.questions_until.is_none(), "questionsUntilOn", "until when questions may be asked"),
            (dates.closes_at.is_none(), "closesOn", "the closing date"),
            (dates.decision_on.is_none(), "decisionOn", "when you expect to decide"),
            (dates.starts_on.is_none(), "startsOn", "when the service starts"),
        ] {
            if absent {
                refusals.push(missing(field, what));
            }
        }
        refusals.extend(self.instants_gate(now));
        refusals.extend(self.days_gate());
        refusals.extend(self.minimum_gate(policy, now));
        refusals
    }

    fn instants_gate(&self, now: Timestamp) -> Vec<Refusal> {
        let dates = &self.timetable;
        let opens = dates.opens_at.unwrap_or(now).max(now);
        let mut refusals = Vec::new();
        for (at, field, name) in [
            (dates.questions_until, "questionsUntilOn", "Last day for questions"),
            (dates.closes_at, "closesOn", "Closing date"),
        ] {
            let Some(at) = at else { continue };
            let day = calendar::day_of(at);
            if at <= opens {
                let after = calendar::instant_in_words(opens);
                refusals.push(date_refusal(Code::OutOfRange, field, format!("{name} must be after {after}")));
            }
            if !calendar::is_working_day(day) {
                let next = calendar::in_words(calendar::on_or_after(day));
                let sentence = format!("{name} must be a working day, such as {next}");
                refusals.push(date_refusal(Code::OutOfRange, field, sentence));
            }
        }
        if let (Some(questions), Some(closes)) = (dates.questions_until, dates.closes_at)
            && questions >= closes
        {
            let sentence =
                format!("Questions must end before bidding closes on {}", calendar::instant_in_words(closes));
            refusals.push(date_refusal(Code::OutOfRange, "questionsUntilOn", sentence));
        }
        refusals
    }

    pub(in crate::secure) fn days_gate(&self) -> Vec<Refusal> {
        let dates = &self.timetable;
        let mut refusals = Vec::new();
        if let (Some(closes), Some(decision)) = (dates.closes_at, dates.decision_on) {
            let closes = calendar::day_of(closes);
            if decision <= closes {
                let sentence = format!("Decision date must be after bidding closes on {}", calendar::in_words(closes));
                refusals.push(date_refusal(Code::OutOfRange, "decisionOn", sentence));
            } else if !calendar::is_working_day(decision) {
                let next = calendar::in_words(calendar::on_or_after(decision));
                let sentence = format!("Decision date must be a working day, such as {next}");
                refusals.push(date_refusal(Code::OutOfRange, "decisionOn", sentence));
            }
        }
        if let (Some(decision), Some(starts)) = (dates.decision_on, dates.starts_on)
            && starts <= decision
        {
            let sentence = format!("Start date must be after the decision on {}", calendar::in_words(decision));
            refusals.push(date_refusal(Code::OutOfRange, "startsOn", sentence));
        }
        refusals
    }

    /// Above the national threshold the law sets how long it stays open.
    fn minimum_gate(&self, policy: &Policy, now: Timestamp) -> Vec<Refusal> {
        let least = self
            .method_facts(Vec::new())
            .ok()
            .and_then(|facts| method::minimum_days(method::regime(&facts, policy), policy));
        let (Some(least), Some(closes)) = (least, self.timetable.closes_at) else { return Vec::new() };
        let first = calendar::day_of(now) + Days::new(u64::from(least.value));
        if calendar::day_of(closes) >= first {
            return Vec::new();
        }
        let sentence = format!(
            "Closing date must be {} or later: a contract of this value stays open for {} days",
            calendar::in_words(calendar::on_or_after(first)),
            least.value
        );
        vec![Refusal::under(Code::OutOfRange, "R-4.14", "4.14", sentence).on("closesOn").using(least.row)]
    }
}

fn date_refusal(code: Code, field: &str, sentence: String) -> Refusal {
    Refusal::under(code, "R-4.2", "4.2", sentence).on(field)
}

/// Says whether the weights make a whole, and what to do; the set-up page shows it while one types.
pub fn sum_of_weights(sum: Weight, criteria: usize) -> Option<Refusal> {
    let refuse = |sentence: String| Refusal::under(Code::SumMismatch, "R-4.1c", "4.1", sentence).on("criteria");
    if criteria == 0 {
        return Some(refuse(
            "There are no criteria. Add what bids are judged by; their weights add up to 100".to_owned(),
        ));
    }
    let short = Weight::WHOLE.0 - sum.0;
    let by = show_thousandths(short.abs() * 10);
    match short {
        0 => None,
        1.. => Some(refuse(format!("Weights add up to {sum}. They must add up to 100: add {by}"))),
        _ => Some(refuse(format!("Weights add up to {sum}. They must add up to 100: take off {by}"))),
    }
}
