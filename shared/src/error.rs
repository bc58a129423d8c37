//! How a rule says no: in a sentence, on a field, with its source.

use serde::{Deserialize, Serialize};

wire_enum! {
    /// What kind of thing went wrong, for programs; people read the message.
    pub enum Code as "UserErrorCode" {
        /// Something that has to be given is missing.
        Missing = "missing",
        /// What was given cannot be read as what is asked for.
        Invalid = "invalid",
        /// More was given than there is room for.
        TooLong = "too_long",
        /// A number or date lies outside what is allowed.
        OutOfRange = "out_of_range",
        /// A value is not on the closed list it must come from.
        UnknownCode = "unknown_code",
        /// The same thing exists already.
        Duplicate = "duplicate",
        /// You may see this, but the action is not yours.
        NotAllowed = "not_allowed",
        /// It does not exist, or you may not know of it.
        NotFound = "not_found",
        /// Somebody changed it since you looked.
        Stale = "stale",
        /// The action does not fit the stage this is at.
        IllegalTransition = "illegal_transition",
        /// The person who made something may not approve it.
        SelfApproval = "self_approval",
        /// The council's standard document is newer than the one that is followed.
        StaleTemplate = "stale_template",
        /// The value is above the approver's money limit.
        OverLimit = "over_limit",
        /// A deadline has passed.
        DeadlinePassed = "deadline_passed",
        /// A consultation takes no answers now.
        ConsultationClosed = "consultation_closed",
        /// A point that people made is not answered yet.
        PointUnanswered = "point_unanswered",
        /// It is too early.
        TooEarly = "too_early",
        /// There is no outcome, and there has to be one.
        NoOutcomes = "no_outcomes",
        /// An outcome answers no published need.
        OutcomeWithoutNeed = "outcome_without_need",
        /// An outcome has no measure.
        OutcomeWithoutIndicator = "outcome_without_indicator",
        /// A needed part of a document is missing.
        PartMissing = "part_missing",
        /// A figure or claim stands without evidence.
        EvidenceMissing = "evidence_missing",
        /// Nobody was heard whose views count, and no reason says why.
        EngagementMissing = "engagement_missing",
        /// A question that puts needs in order has no answer.
        AnswerMissing = "answer_missing",
        /// A duty in law cannot be left out.
        StatutoryDuty = "statutory_duty",
        /// Parts that must make a whole do not.
        SumMismatch = "sum_mismatch",
        /// Smaller purchases were kept apart to stay under a threshold.
        SplitToAvoidThreshold = "split_to_avoid_threshold",
        /// Nobody but one could compete.
        NotContestable = "not_contestable",
        /// The method is not the one the rules ask for.
        WrongMethod = "wrong_method",
        /// All grants of a round together would come to more than its pot.
        OverPot = "over_pot",
        /// It is called a grant, and is a contract.
        DisguisedContract = "disguised_contract",
        /// The competition is reserved for others.
        NotEligibleReserved = "not_eligible_reserved",
        /// More is asked for than the value justifies.
        Disproportionate = "disproportionate",
        /// An interest has not been declared.
        InterestUndeclared = "interest_undeclared",
        /// A conflict of interest bars access.
        Conflict = "conflict",
        /// A reason has to be given.
        ReasonMissing = "reason_missing",
        /// The links from need to result are broken.
        TraceBroken = "trace_broken",
        /// There is no agreed plan of monitoring.
        MonitoringPlanMissing = "monitoring_plan_missing",
        /// A waiting period or a claim holds this up.
        Standstill = "standstill",
        /// A second person has to sign.
        CertifierNeeded = "certifier_needed",
        /// The last administrator must stay.
        LastAdministrator = "last_administrator",
        /// Too many attempts in a short time.
        TooManyAttempts = "too_many_attempts",
        /// More would be bound than the budget has.
        BudgetExceeded = "budget_exceeded",
        /// The name or the secret given does not match.
        Credentials = "credentials",
    }
}

/// A rule's no: the sentence a person reads, and where it comes from.
///
/// Its [`Display`](std::fmt::Display) is the sentence. The same value is the
/// API's `UserError`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::SimpleObject))]
#[cfg_attr(feature = "server", graphql(name = "UserError"))]
#[serde(rename_all = "camelCase")]
pub struct Refusal {
    /// The form field it belongs to, in the input's own spelling, with a dot
    /// and an index for lists (`outcomes.0.title`); none if it is about the
    /// whole.
    pub field: Option<String>,
    /// What kind of fault, for programs.
    pub code: Code,
    /// The fault and how to put it right, in a sentence or two.
    pub message: String,
    /// The requirement or law that says so, for instance `R-4.10`; none for a
    /// plain slip such as an empty field.
    pub rule: Option<String>,
    /// The framework's paragraph behind the rule, for instance `4.10`.
    pub paragraph: Option<String>,
    /// The ids of the dated policy rows whose figures were used.
    pub policy_rows: Vec<String>,
}

impl Refusal {
    /// A slip on a field, with no rule behind it but good sense.
    pub fn slip(field: impl Into<String>, code: Code, message: impl Into<String>) -> Self {
        Self {
            field: Some(field.into()),
            code,
            message: message.into(),
            rule: None,
            paragraph: None,
            policy_rows: Vec::new(),
        }
    }

    /// A rule's no to the whole action; `rule` is a requirement id such as
    /// `R-4.10`, `paragraph` the framework's number behind it, such as `4.10`.
    pub fn under(code: Code, rule: &str, paragraph: &str, message: impl Into<String>) -> Self {
        Self {
            field: None,
            code,
            message: message.into(),
            rule: Some(rule.to_owned()),
            paragraph: Some(paragraph.to_owned()),
            policy_rows: Vec::new(),
        }
    }

    /// Puts it on a form field.
    #[must_use]
    pub fn on(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// Names the rule behind a slip on a field.
    #[must_use]
    pub fn because(mut self, rule: &str, paragraph: &str) -> Self {
        self.rule = Some(rule.to_owned());
        self.paragraph = Some(paragraph.to_owned());
        self
    }

    /// Names a policy row whose figure was used.
    #[must_use]
    pub fn using(mut self, row: impl Into<String>) -> Self {
        self.policy_rows.push(row.into());
        self
    }

    /// The action is not among the actor's, though they may see the thing.
    pub fn not_allowed(message: impl Into<String>) -> Self {
        Self {
            field: None,
            code: Code::NotAllowed,
            message: message.into(),
            rule: Some("R-4.17d".to_owned()),
            paragraph: Some("4.17".to_owned()),
            policy_rows: Vec::new(),
        }
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

/// A text that is not one of a closed list, or not an identifier of the kind
/// expected.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{text}\" is not a {kind}")]
pub struct UnknownValue {
    kind: &'static str,
    text: String,
}

impl UnknownValue {
    /// Keeps only the start of a long text: it may be hostile.
    pub fn new(kind: &'static str, text: &str) -> Self {
        Self { kind, text: text.chars().take(60).collect() }
    }
}

/// Two results that are both needed, such as what a form says and what the
/// records say of it: if anything is wrong with either, everything that is
/// wrong with both comes at once.
pub fn both<A, B>(one: Result<A, Vec<Refusal>>, other: Result<B, Vec<Refusal>>) -> Result<(A, B), Vec<Refusal>> {
    match (one, other) {
        (Ok(one), Ok(other)) => Ok((one, other)),
        (Err(faults), Ok(_)) | (Ok(_), Err(faults)) => Err(faults),
        (Err(mut faults), Err(more)) => {
            faults.extend(more);
            Err(faults)
        }
    }
}

/// No refusals: go on; any: all of them, at once.
pub fn all_or_nothing(refusals: Vec<Refusal>) -> Result<(), Vec<Refusal>> {
    if refusals.is_empty() { Ok(()) } else { Err(refusals) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slip(field: &str) -> Vec<Refusal> {
        vec![Refusal::slip(field, Code::Invalid, "No")]
    }

    #[test]
    fn what_is_wrong_with_both_comes_at_once_in_their_order() {
        assert_eq!(both::<_, ()>(Ok(1), Ok(())), Ok((1, ())));
        assert_eq!(both::<i64, ()>(Err(slip("a")), Ok(())), Err(slip("a")));
        assert_eq!(both::<i64, ()>(Ok(1), Err(slip("b"))), Err(slip("b")));
        let all = both::<i64, ()>(Err(slip("a")), Err(slip("b"))).unwrap_err();
        let fields: Vec<_> = all.iter().filter_map(|refusal| refusal.field.as_deref()).collect();
        assert_eq!(fields, ["a", "b"]);
    }
}
