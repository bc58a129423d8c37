//! Whether a specification may be sent for approval, and approved: all faults
//! at once, so that a page can show them as a checklist beforehand.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::access::{self, Action};
use super::{Content, Specification, State};
use crate::actor::Actor;
use crate::check::clean;
use crate::error::{Code, Refusal};
use crate::framework::approval::{self, Chain};
use crate::framework::policy::{Band, Figure, Policy};
use crate::money::{Money, grouped};
use crate::people::UserId;
use crate::plain_english;
use crate::plan::{NeedId, ObjectiveId};

/// What other aggregates tell of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Those needs of its outcomes that are published.
    pub published: BTreeSet<NeedId>,
    /// Those objectives of its purpose that the council holds now.
    pub objectives: BTreeSet<ObjectiveId>,
    /// The approvers who have agreed since approval was asked for (R-4.17d).
    pub agreed: Vec<UserId>,
}

/// What an examination of a draft found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Everything that stops a request for approval.
    pub refusals: Vec<Refusal>,
    /// What it says, if every part is there.
    pub content: Option<Content>,
    /// How many words it has.
    pub words: usize,
    /// How many its value justifies, once the value is known (R-4.8b).
    pub most_words: Option<u32>,
    /// Whether it has more.
    pub over_length: bool,
    /// How its whole text reads.
    pub plain_english: plain_english::Report,
    /// The highest reading grade without an approver's reason (R-4.8c).
    pub most_grade: u32,
}

impl Check {
    /// Whether an approver has to give a reason for how hard it is to read.
    pub const fn needs_readability_reason(&self) -> bool {
        self.plain_english.grade.is_above(self.most_grade)
    }
}

impl Specification {
    /// Reads the draft and says everything that stops a request for approval.
    /// `length_reason` is empty where none was given.
    pub fn examine(
        &self,
        length_reason: &str,
        facts: &Facts,
        policy: &Policy,
        new_id: &mut dyn FnMut() -> Uuid,
    ) -> Check {
        let (mut refusals, content) = match self.draft.check(new_id) {
            Ok(content) => (Vec::new(), Some(content)),
            Err(refusals) => (refusals, None),
        };
        refusals.extend(self.needs_not_published(facts));
        let plain_english = self.plain_english();
        let words = plain_english.words;
        let most = self.most_words(policy);
        let over_length = most.as_ref().is_some_and(|(most, _)| words > *most as usize);
        if let Some((most, row)) = most.as_ref().filter(|_| over_length && clean(length_reason).is_empty()) {
            refusals.push(too_long(words, *most, row));
        }
        Check {
            refusals,
            content,
            words,
            most_words: most.map(|(most, _)| most),
            over_length,
            plain_english,
            most_grade: policy.readability_max_grade().value,
        }
    }

    /// The words that its value justifies, with the row that says so.
    fn most_words(&self, policy: &Policy) -> Option<(u32, String)> {
        let lifetime = self.draft.terms()?.lifetime()?;
        let figure = &policy.band(&lifetime).specification_words;
        Some((figure.value, figure.row.as_str().to_owned()))
    }

    /// Outcomes whose need is chosen but not published, and a purpose linked to nothing that stands (R-4.15a).
    fn needs_not_published(&self, facts: &Facts) -> Vec<Refusal> {
        let outcomes = self.draft.outcomes.iter().flatten().enumerate();
        let refused = outcomes.filter_map(|(index, outcome)| {
            let need: NeedId = outcome.need.trim().parse().ok()?;
            (!facts.published.contains(&need)).then(|| {
                let message = format!(
                    "Outcome {} is linked to a need that is not published. \
                     Select a published need, or have this one published first",
                    index + 1
                );
                Refusal::under(Code::OutcomeWithoutNeed, "R-4.7", "4.7", message).on(format!("outcomes.{index}.need"))
            })
        });
        refused.chain(self.draft.purpose.iter().flat_map(|purpose| purpose.broken(facts))).collect()
    }

    /// Everything that stops this actor from approving it now.
    pub fn gate_approval(
        &self,
        readability_reason: &str,
        actor: &Actor,
        facts: &Facts,
        policy: &Policy,
    ) -> Vec<Refusal> {
        let State::Review { asked, .. } = &self.state else {
            return vec![access::not_at(Action::Approve, self.state.stage())];
        };
        // Whoever began it, asked for it or wrote any part of it made it.
        let made_by_actor = self.saved.iter().map(|saved| &saved.by).chain([&self.author]);
        let maker = made_by_actor.into_iter().find(|by| actor.user() == Some(*by)).unwrap_or(&asked.by);
        let mut refusals = approval::gate(maker, actor, &self.buyer, self.value().unwrap_or(Money::ZERO));
        refusals.extend(self.chain(facts, policy).gate(actor.user()));
        refusals.extend(self.needs_not_published(facts));
        let most = policy.readability_max_grade();
        let grade = self.plain_english().grade;
        if grade.is_above(most.value) && clean(readability_reason).is_empty() {
            refusals.push(too_hard(grade, most.value, most.row.as_str()));
        }
        refusals
    }

    /// How far its approval has come.
    pub fn chain<'a>(&self, facts: &'a Facts, policy: &Policy) -> Chain<'a> {
        Chain { agreed: &facts.agreed, needed: self.approvers(policy).value }
    }

    /// How many officers have to approve it, by the band of its value (R-4.17d).
    pub fn approvers<'a>(&self, policy: &'a Policy) -> &'a Figure<u32> {
        let lifetime = self.draft.terms().and_then(|terms| terms.lifetime());
        let band = lifetime.map_or_else(|| policy.band_limits(Band::D), |lifetime| policy.band(&lifetime));
        &band.approvers
    }

    /// The policy rows that an approval uses.
    pub(super) fn rows_used(&self, policy: &Policy) -> Vec<String> {
        let words = self.most_words(policy).map(|(_, row)| row);
        let others = [&policy.readability_max_grade().row, &self.approvers(policy).row];
        words.into_iter().chain(others.map(|row| row.as_str().to_owned())).collect()
    }
}

fn too_long(words: usize, most: u32, row: &str) -> Refusal {
    let over = words - most as usize;
    let message = format!(
        "The specification has {} words. For its value the most is {}: cut {}, or say why it needs more",
        grouped(words as u64),
        grouped(u64::from(most)),
        grouped(over as u64)
    );
    Refusal::under(Code::Disproportionate, "R-4.8b", "4.8", message).on("lengthReason").using(row)
}

fn too_hard(grade: plain_english::Grade, most: u32, row: &str) -> Refusal {
    let message = format!(
        "The text reads at grade {grade}. The most is {most} without a reason. \
         Say why it may be harder to read, or send it back to be made plainer"
    );
    Refusal::under(Code::ReasonMissing, "R-4.8c", "4.8", message).on("readabilityReason").using(row)
}
