//! The thread: from a need to what people say of the service, each step a link,
//! each break named (R-4.1a).

use crate::calendar::{self, Day};

wire_enum! {
    /// What a step of the thread is.
    pub enum StepKind as "ThreadStepKind" {
        /// What people lack.
        Need = "need",
        /// What the council aims for.
        Objective = "objective",
        /// What a core grant keeps going.
        Purpose = "purpose",
        /// How it is known.
        Evidence = "evidence",
        /// What should change for people.
        Outcome = "outcome",
        /// How the change is measured.
        Indicator = "indicator",
        /// What bids were judged by.
        Criterion = "criterion",
        /// The bid that was chosen.
        Bid = "bid",
        /// The choice.
        Award = "award",
        /// What was agreed.
        Agreement = "agreement",
        /// What was measured.
        Readings = "readings",
        /// What people say.
        Feedback = "feedback",
    }
}

impl StepKind {
    /// The word on a page.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Need => "Need",
            Self::Objective => "Objective",
            Self::Purpose => "Purpose",
            Self::Evidence => "Evidence",
            Self::Outcome => "Outcome",
            Self::Indicator => "Measure",
            Self::Criterion => "Criterion",
            Self::Bid => "Bid",
            Self::Award => "Award",
            Self::Agreement => "Agreement",
            Self::Readings => "Returns",
            Self::Feedback => "Feedback",
        }
    }
}

/// Something the thread runs through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Knot {
    /// Its name.
    pub name: String,
    /// Its page; none where this reader has no page of it.
    pub href: Option<String>,
    /// Its day.
    pub on: Option<Day>,
    /// One fact about it.
    pub fact: String,
}

/// One outcome with what leads to it and how it is measured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strand {
    /// The outcome.
    pub outcome: Knot,
    /// The published need it answers.
    pub need: Option<Knot>,
    /// The evidence of that need; none if there is no item.
    pub evidence: Option<Knot>,
    /// How the outcome is measured.
    pub indicators: Vec<Knot>,
}

/// What a core grant has in place of outcomes (R-4.15a).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aim {
    /// The purpose.
    pub purpose: Knot,
    /// The published need it serves.
    pub need: Option<Knot>,
    /// The objective it serves.
    pub objective: Option<Knot>,
}

/// Everything the thread of one agreement is made of.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Parts {
    /// What should change, outcome by outcome.
    pub strands: Vec<Strand>,
    /// Of a core grant its purpose, in place of outcomes.
    pub aim: Option<Aim>,
    /// What bids were judged by.
    pub criteria: Vec<Knot>,
    /// The bid chosen.
    pub bid: Option<Knot>,
    /// The choice.
    pub award: Option<Knot>,
    /// The agreement.
    pub agreement: Option<Knot>,
    /// The readings accepted so far.
    pub readings: Option<Knot>,
    /// What people say.
    pub feedback: Option<Knot>,
    /// Whether the agreement has begun, so that readings may be expected.
    pub first_return_due_on: Option<Day>,
}

/// One step of the thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What it is.
    pub kind: StepKind,
    /// The outcome it belongs to; none where it belongs to all.
    pub outcome: Option<String>,
    /// Its name, or what is missing.
    pub name: String,
    /// Its page.
    pub href: Option<String>,
    /// Its day.
    pub on: Option<Day>,
    /// One fact about it, or what the break means.
    pub fact: String,
    /// Whether the thread is broken here.
    pub is_broken: bool,
}

impl Step {
    fn of(kind: StepKind, outcome: Option<&str>, knot: &Knot) -> Self {
        Self {
            kind,
            outcome: outcome.map(str::to_owned),
            name: knot.name.clone(),
            href: knot.href.clone(),
            on: knot.on,
            fact: knot.fact.clone(),
            is_broken: false,
        }
    }

    fn broken(kind: StepKind, outcome: Option<&str>, name: &str, fact: &str) -> Self {
        let outcome = outcome.map(str::to_owned);
        Self { kind, outcome, name: name.to_owned(), href: None, on: None, fact: fact.to_owned(), is_broken: true }
    }
}

/// The thread in the order of the cycle; what is missing is a step too, marked
/// and named. `today` decides whether readings are missing or not due yet.
pub fn thread(parts: &Parts, today: Day) -> Vec<Step> {
    let mut steps = Vec::new();
    if let Some(aim) = &parts.aim {
        aimed(aim, &mut steps);
    } else if parts.strands.is_empty() {
        let fact = "Nobody can tell what this agreement should change";
        steps.push(Step::broken(StepKind::Outcome, None, "No outcome", fact));
    }
    parts.strands.iter().for_each(|strand| along(strand, &mut steps));
    if parts.criteria.is_empty() {
        let fact = "Nothing says what bids were judged by";
        steps.push(Step::broken(StepKind::Criterion, None, "No criterion", fact));
    }
    steps.extend(parts.criteria.iter().map(|knot| Step::of(StepKind::Criterion, None, knot)));
    let ends = [
        (StepKind::Bid, &parts.bid, "No bid", "Nothing says what was offered"),
        (StepKind::Award, &parts.award, "No award", "Nothing says who chose this provider, and why"),
        (StepKind::Agreement, &parts.agreement, "No agreement", "Nothing is agreed"),
    ];
    for (kind, knot, name, fact) in ends {
        steps.push(
            knot.as_ref().map_or_else(|| Step::broken(kind, None, name, fact), |knot| Step::of(kind, None, knot)),
        );
    }
    steps.push(readings(parts, today));
    let nobody_yet = Knot {
        name: "Nobody has said anything yet".to_owned(),
        href: None,
        on: None,
        fact: "Feedback is open to everyone".to_owned(),
    };
    steps.push(Step::of(StepKind::Feedback, None, parts.feedback.as_ref().unwrap_or(&nobody_yet)));
    steps
}

fn aimed(aim: &Aim, steps: &mut Vec<Step>) {
    steps.extend(aim.need.iter().map(|knot| Step::of(StepKind::Need, None, knot)));
    steps.extend(aim.objective.iter().map(|knot| Step::of(StepKind::Objective, None, knot)));
    if aim.need.is_none() && aim.objective.is_none() {
        let fact = "Nobody has shown what the money keeps going is for";
        steps.push(Step::broken(StepKind::Need, None, "No need and no objective", fact));
    }
    steps.push(Step::of(StepKind::Purpose, None, &aim.purpose));
}

fn along(strand: &Strand, steps: &mut Vec<Step>) {
    let outcome = Some(strand.outcome.name.as_str());
    steps.push(match &strand.need {
        Some(need) => Step::of(StepKind::Need, outcome, need),
        None => Step::broken(StepKind::Need, outcome, "No published need", "Nobody has shown that people lack this"),
    });
    if strand.need.is_some() {
        steps.push(match &strand.evidence {
            Some(evidence) => Step::of(StepKind::Evidence, outcome, evidence),
            None => Step::broken(StepKind::Evidence, outcome, "No evidence", "The need stands without evidence"),
        });
    }
    steps.push(Step::of(StepKind::Outcome, outcome, &strand.outcome));
    if strand.indicators.is_empty() {
        let fact = "Nobody can tell whether it comes about";
        steps.push(Step::broken(StepKind::Indicator, outcome, "No measure", fact));
    }
    steps.extend(strand.indicators.iter().map(|knot| Step::of(StepKind::Indicator, outcome, knot)));
}

fn readings(parts: &Parts, today: Day) -> Step {
    match (&parts.readings, parts.first_return_due_on) {
        (Some(readings), _) => Step::of(StepKind::Readings, None, readings),
        (None, Some(due)) if today <= due => {
            let fact = format!("The first is due on {}", calendar::in_short(due));
            let knot = Knot { name: "No return yet".to_owned(), href: None, on: Some(due), fact };
            Step::of(StepKind::Readings, None, &knot)
        }
        (None, Some(due)) => {
            let fact = format!("The first was due on {}", calendar::in_short(due));
            Step::broken(StepKind::Readings, None, "No return accepted", &fact)
        }
        (None, None) => {
            let fact = "Returns begin once the agreement is signed".to_owned();
            let knot = Knot { name: "No return yet".to_owned(), href: None, on: None, fact };
            Step::of(StepKind::Readings, None, &knot)
        }
    }
}

/// How many breaks there are, in words: `no breaks`, `1 break`.
pub fn breaks_in_words(breaks: usize) -> String {
    match breaks {
        0 => "no breaks".to_owned(),
        1 => "1 break".to_owned(),
        count => format!("{count} breaks"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn knot(name: &str) -> Knot {
        Knot { name: name.to_owned(), href: Some(format!("/{name}")), on: None, fact: String::new() }
    }

    fn day(year: i32, month: u32, day: u32) -> Day {
        Day::from_ymd_opt(year, month, day).unwrap()
    }

    fn whole() -> Parts {
        Parts {
            aim: None,
            strands: vec![Strand {
                outcome: knot("Less alone"),
                need: Some(knot("N-0007")),
                evidence: Some(knot("5 items")),
                indicators: vec![knot("Feel less alone")],
            }],
            criteria: vec![knot("Quality")],
            bid: Some(knot("Lantern")),
            award: Some(knot("Award")),
            agreement: Some(knot("A-0031")),
            readings: Some(knot("6 accepted")),
            feedback: Some(knot("31 people")),
            first_return_due_on: Some(day(2026, 7, 31)),
        }
    }

    fn breaks(steps: &[Step]) -> String {
        breaks_in_words(steps.iter().filter(|step| step.is_broken).count())
    }

    fn kinds(steps: &[Step]) -> Vec<&'static str> {
        steps.iter().map(|step| step.kind.as_str()).collect()
    }

    /// R-4.1a
    #[test]
    fn a_whole_thread_runs_from_need_to_feedback_without_a_break() {
        let steps = thread(&whole(), day(2026, 11, 23));
        assert_eq!(
            kinds(&steps),
            [
                "need",
                "evidence",
                "outcome",
                "indicator",
                "criterion",
                "bid",
                "award",
                "agreement",
                "readings",
                "feedback"
            ]
        );
        assert_eq!(breaks(&steps), "no breaks");
        assert!(steps.iter().all(|step| step.href.is_some()));
    }

    /// R-4.1a
    #[test]
    fn every_missing_link_is_named() {
        let mut parts = whole();
        parts.strands[0].need = None;
        parts.strands[0].indicators.clear();
        parts.criteria.clear();
        parts.award = None;
        parts.readings = None;
        let steps = thread(&parts, day(2026, 11, 23));
        let names: Vec<_> = steps.iter().filter(|step| step.is_broken).map(|step| step.name.as_str()).collect();
        assert_eq!(names, ["No published need", "No measure", "No criterion", "No award", "No return accepted"]);
        assert_eq!(breaks(&steps), "5 breaks");
    }

    #[test]
    fn a_return_not_due_yet_is_no_break() {
        let parts = Parts { readings: None, feedback: None, ..whole() };
        assert_eq!(breaks(&thread(&parts, day(2026, 7, 31))), "no breaks");
        assert_eq!(breaks(&thread(&parts, day(2026, 8, 1))), "1 break");
    }

    #[test]
    fn nothing_at_all_is_broken_everywhere_but_where_it_may_wait() {
        let steps = thread(&Parts::default(), day(2026, 11, 23));
        assert_eq!(breaks(&steps), "5 breaks");
    }
}
