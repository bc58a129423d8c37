//! Whether an assessment may be decided: every answer that is missing, at once
//! (R-3.4b, R-4.6c).

use std::collections::BTreeMap;

use super::{Action, Answers, Prioritisation, Stage, State, Wanted};
use crate::calendar::{Day, in_short};
use crate::error::{Code, Refusal};
use crate::people::UserId;
use crate::plan::need::{Demand, Gap, Need};
use crate::plan::objective::Kind;
use crate::plan::{NeedId, ObjectiveId};

/// What other records tell about the needs of an assessment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The needs.
    pub needs: BTreeMap<NeedId, NeedFacts>,
    /// The council's objectives and duties in law that are in force.
    pub objectives: BTreeMap<ObjectiveId, Kind>,
}

/// What a need's own record tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeedFacts {
    /// What people call it.
    pub reference: String,
    /// Whether it is public and open: published, or put in order before.
    pub open: bool,
    /// How many people need it, where that is counted.
    pub demand: Option<i64>,
    /// What lies between demand and supply.
    pub gap: Gap,
    /// How many pieces of evidence stand behind it.
    pub evidence: u64,
}

impl NeedFacts {
    /// What this need tells, with the evidence behind it.
    pub fn of(need: &Need, evidence: u64) -> Self {
        let demand = match &need.statement.demand {
            Demand::Figure { people, .. } => Some(*people),
            Demand::Unknown | Demand::Estimate { .. } => None,
        };
        Self {
            reference: need.reference.clone(),
            open: need.stage().is_open(),
            demand,
            gap: need.statement.gap(),
            evidence,
        }
    }

    /// Whether its figures tell how large the gap is.
    pub fn gap_is_counted(&self) -> bool {
        matches!(self.gap, Gap::People(_)) && self.demand.is_some()
    }

    /// Why it cannot stand in an assessment.
    pub(super) fn unfit(&self) -> Vec<Refusal> {
        let reference = &self.reference;
        let mut refusals = Vec::new();
        if !self.open {
            let message =
                format!("{reference} is not published, or is closed. Only open, published needs are put in order");
            refusals.push(Refusal::under(Code::IllegalTransition, "R-4.6c", "4.6", message));
        }
        if self.evidence == 0 {
            let message = format!("{reference} has 0 pieces of evidence. A need in an assessment must have at least 1");
            refusals.push(Refusal::under(Code::EvidenceMissing, "R-4.6c", "4.6", message));
        }
        refusals
    }
}

/// The faults of one need, each with its reference in front.
struct Faults<'a> {
    reference: &'a str,
    refusals: Vec<Refusal>,
}

impl Faults<'_> {
    fn add(&mut self, code: Code, field: &str, message: &str) {
        let message = format!("{}: {message}", self.reference);
        let field = format!("{}.{field}", self.reference);
        self.refusals.push(Refusal::under(code, "R-3.4b", "3.4", message).on(field));
    }
}

impl Facts {
    /// What is missing from a need's answers, or does not fit.
    pub fn missing(&self, need: &NeedId, answers: &Answers, today: Day) -> Vec<Refusal> {
        let Some(known) = self.needs.get(need) else { return Vec::new() };
        let mut faults = Faults { reference: &known.reference, refusals: known.unfit() };
        self.objective(answers, &mut faults);
        self.statutory(answers, &mut faults);
        if !known.gap_is_counted() && answers.gap_points.is_none() {
            let message = "its gap is not counted, so its figures give no points. Give 0 to 5 for how large it is";
            faults.add(Code::AnswerMissing, "gapPoints", message);
        }
        if answers.voice_points.is_none() {
            let message = "what users say is not answered. Give 0 to 5 points, and the reason";
            faults.add(Code::AnswerMissing, "voicePoints", message);
        } else if answers.voice_reason.is_none() {
            faults.add(Code::ReasonMissing, "voiceReason", "say why users' voice gets so many points");
        }
        if answers.budget.is_none() {
            let message = "the budget is not answered. Say what money there is for it, or that there is none";
            faults.add(Code::AnswerMissing, "budget", message);
        }
        Self::placing(answers, today, &mut faults);
        faults.refusals
    }

    fn objective(&self, answers: &Answers, faults: &mut Faults<'_>) {
        match (answers.objective_points, &answers.objective) {
            (None, _) => {
                let message = "strategic objectives are not answered. Give 0 to 5 points, and the objective it serves";
                faults.add(Code::AnswerMissing, "objectivePoints", message);
            }
            (Some(0), None) => {}
            (Some(points), None) => {
                let message = format!("it gets {points} points for an objective. Select which");
                faults.add(Code::AnswerMissing, "objective", &message);
            }
            (Some(_), Some(id)) if self.objectives.get(id) != Some(&Kind::Strategic) => {
                faults.add(Code::UnknownCode, "objective", "select a strategic objective that is in force");
            }
            (Some(_), Some(_)) => {}
        }
    }

    fn statutory(&self, answers: &Answers, faults: &mut Faults<'_>) {
        match (answers.statutory, &answers.duty) {
            (None, _) => {
                let message = "duties in law are not answered. Say whether one asks for it, and which";
                faults.add(Code::AnswerMissing, "statutory", message);
            }
            (Some(true), None) => faults.add(Code::AnswerMissing, "duty", "select the duty in law that asks for it"),
            (Some(true), Some(id)) if self.objectives.get(id) != Some(&Kind::Statutory) => {
                faults.add(Code::UnknownCode, "duty", "select a duty in law that is in force");
            }
            (Some(_), _) => {}
        }
    }

    fn placing(answers: &Answers, today: Day, faults: &mut Faults<'_>) {
        let statutory = answers.statutory == Some(true);
        match &answers.placing {
            Wanted::Out { .. } if statutory => {
                let message = "a duty in law asks for it, so it cannot be left out. Rank it, or plan it for a day";
                faults.add(Code::StatutoryDuty, "placing", message);
            }
            Wanted::Out { reason: None } => {
                faults.add(Code::ReasonMissing, "outReason", "say why it is not for now. Everybody can read it");
            }
            Wanted::Scheduled { .. } if answers.statutory == Some(false) => {
                let message = "no duty in law asks for it, so it is ranked by its score and not planned for a day";
                faults.add(Code::StatutoryDuty, "placing", message);
            }
            Wanted::Scheduled { on: None } => {
                faults.add(Code::AnswerMissing, "scheduledOn", "enter the day for which it is planned");
            }
            Wanted::Scheduled { on: Some(on) } if *on < today => {
                let message = format!("it is planned for {}, which is past. Enter a day to come", in_short(*on));
                faults.add(Code::OutOfRange, "scheduledOn", &message);
            }
            Wanted::Ranked | Wanted::Out { .. } | Wanted::Scheduled { .. } => {}
        }
    }
}

impl Prioritisation {
    /// Every reason why the step may not be taken now; none means it may.
    pub fn gate(&self, action: Action, facts: &Facts, today: Day) -> Vec<Refusal> {
        let mut refusals = self.at_stage(action);
        if matches!(action, Action::RequestApproval | Action::Approve) {
            if self.candidates.is_empty() {
                let message = "The assessment names 0 needs. Add at least 1";
                refusals.push(Refusal::under(Code::Missing, "R-3.4b", "3.4", message).on("need"));
            }
            refusals.extend(self.candidates.iter().flat_map(|one| facts.missing(&one.need, &one.answers, today)));
        }
        refusals
    }

    /// A no if the step does not fit the stage.
    pub(super) fn at_stage(&self, action: Action) -> Vec<Refusal> {
        let from = match action {
            Action::Edit | Action::RequestApproval => Stage::Draft,
            Action::Approve | Action::SendBack => Stage::Review,
        };
        let message = match self.stage() {
            stage if stage == from => return Vec::new(),
            Stage::Draft => "The assessment is still a draft. Ask for approval first",
            Stage::Review => "The assessment is waiting for approval. An approver can approve it or send it back first",
            Stage::Approved => "The assessment is decided and public. Begin a new one for what has changed",
        };
        vec![Refusal::under(Code::IllegalTransition, "R-3.4b", "3.4", message)]
    }

    /// A no if this person began it or asked for its approval (R-4.17d).
    pub(super) fn own_work(&self, by: &UserId) -> Option<Refusal> {
        let asked = matches!(&self.state, State::Review { requested_by, .. } if requested_by == by);
        (asked || &self.author == by).then(|| {
            let did = if &self.author == by { "You began" } else { "You asked for the approval of" };
            let message = format!("{did} this assessment, so you cannot approve it. Another approver must");
            Refusal::under(Code::SelfApproval, "R-4.17d", "4.17", message)
        })
    }
}
