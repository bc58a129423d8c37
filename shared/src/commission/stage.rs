//! Where a commission stands, from what is under way.
//!
//! ```text
//! Plan -> Secure -> Monitor -> Review -> (Monitor again, or) Ended
//!   ^        |
//!   '--------'  the opportunity failed, and no other is under way
//! ```

use crate::error::{Code, Refusal};
use crate::tag::{Colour, Tag};

wire_enum! {
    /// The stage of the cycle that a commission is in.
    pub enum Stage as "CommissionStage" {
        /// Needs and evidence.
        Plan = "plan",
        /// From the specification to the signed agreement.
        Secure = "secure",
        /// An agreement runs, and is measured.
        Monitor = "monitor",
        /// A service review is open.
        Review = "review",
        /// Every agreement has ended and nothing is under way.
        Ended = "ended",
    }
}

impl Stage {
    /// Its name on a page: the same words everywhere (R-4.2).
    pub const fn label(self) -> &'static str {
        match self {
            Self::Plan => "Plan",
            Self::Secure => "Secure",
            Self::Monitor => "Monitor",
            Self::Review => "Review",
            Self::Ended => "Ended",
        }
    }

    /// What happens at it, as it follows a count on a page.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Plan => "being planned with the people who need them",
            Self::Secure => "being put out to providers",
            Self::Monitor => "running and measured",
            Self::Review => "under review",
            Self::Ended => "ended",
        }
    }

    /// The same to every audience.
    pub fn tag(self) -> Tag {
        let colour = if self == Self::Ended { Colour::Grey } else { Colour::Blue };
        Tag::new(self.label(), colour)
    }
}

/// What other aggregates tell of a commission: how many of each there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Specifications in draft.
    pub specifications_in_draft: u32,
    /// Specifications of which approval has been asked.
    pub specifications_in_review: u32,
    /// Approved specifications that nothing has replaced.
    pub specifications_approved: u32,
    /// Opportunities that are neither complete nor failed.
    pub opportunities_under_way: u32,
    /// Opportunities that were cancelled, or in which no one was chosen.
    pub opportunities_failed: u32,
    /// Agreements in draft, offered, or signed by one side.
    pub agreements_under_way: u32,
    /// Agreements signed by both sides and not ended.
    pub agreements_live: u32,
    /// Agreements that have ended.
    pub agreements_ended: u32,
    /// Service reviews that are open.
    pub reviews_open: u32,
}

/// The furthest work under way (R-3.3).
pub const fn stage(facts: &Facts) -> Stage {
    if facts.reviews_open > 0 {
        Stage::Review
    } else if facts.agreements_live > 0 {
        Stage::Monitor
    } else if securing(facts) {
        Stage::Secure
    } else if facts.agreements_ended > 0 {
        Stage::Ended
    } else {
        Stage::Plan
    }
}

/// Whether anything of Secure is under way. An approved specification whose
/// opportunity failed is not: what happens next is to be planned again.
const fn securing(facts: &Facts) -> bool {
    let writing = facts.specifications_in_draft + facts.specifications_in_review > 0;
    let inviting = facts.opportunities_under_way + facts.agreements_under_way > 0;
    let ready = facts.specifications_approved > 0 && facts.opportunities_failed == 0 && facts.agreements_ended == 0;
    writing || inviting || ready
}

wire_enum! {
    /// Work that begins on a commission.
    pub enum Work as "CommissionWork" {
        /// To write a specification.
        Specification = "specification",
        /// To invite providers.
        Opportunity = "opportunity",
        /// To offer an agreement.
        Agreement = "agreement",
    }
}

impl Work {
    /// As it completes "You can".
    const fn verb(self) -> &'static str {
        match self {
            Self::Specification => "write a specification",
            Self::Opportunity => "invite providers",
            Self::Agreement => "offer an agreement",
        }
    }
}

/// The work that may begin at a stage.
pub const fn legal(stage: Stage) -> &'static [Work] {
    match stage {
        Stage::Plan => &[Work::Specification, Work::Opportunity],
        Stage::Secure => &[Work::Specification, Work::Opportunity, Work::Agreement],
        Stage::Monitor | Stage::Review | Stage::Ended => &[],
    }
}

/// Whether this work may begin now; if not, what may (R-3.3).
pub fn may_begin(stage: Stage, work: Work) -> Result<(), Refusal> {
    let legal = legal(stage);
    if legal.contains(&work) {
        return Ok(());
    }
    let instead = if legal.is_empty() {
        "Start a new commission that follows this one.".to_owned()
    } else {
        let verbs: Vec<_> = legal.iter().map(|work| work.verb()).collect();
        format!("At this stage you can {}.", verbs.join(" or "))
    };
    Err(Refusal::under(
        Code::IllegalTransition,
        "R-3.3",
        "3.3",
        format!("You cannot {} now: this commission is at the stage {}. {instead}", work.verb(), stage.label()),
    ))
}

wire_enum! {
    /// Where one step of the cycle stands in a commission.
    pub enum Progress as "CommissionProgress" {
        /// Behind us.
        Done = "done",
        /// Where we are.
        Current = "current",
        /// Yet to come.
        ToCome = "to_come",
    }
}

/// One step of the cycle, for the numbered rail of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The stage.
    pub stage: Stage,
    /// Where it stands.
    pub progress: Progress,
}

/// The four steps of the cycle as a commission at this stage has walked them.
pub fn steps(now: Stage) -> [Step; 4] {
    [Stage::Plan, Stage::Secure, Stage::Monitor, Stage::Review].map(|stage| Step {
        stage,
        progress: match stage.cmp(&now) {
            std::cmp::Ordering::Less => Progress::Done,
            std::cmp::Ordering::Equal => Progress::Current,
            std::cmp::Ordering::Greater => Progress::ToCome,
        },
    })
}

wire_enum! {
    /// What to do next on a commission.
    pub enum Next as "CommissionNext" {
        /// Write the specification.
        WriteSpecification = "write_specification",
        /// Finish the specification's draft.
        FinishSpecification = "finish_specification",
        /// Approve the specification, or send it back.
        ApproveSpecification = "approve_specification",
        /// Choose the method and invite providers.
        InviteProviders = "invite_providers",
        /// Take the opportunity on to a choice.
        RunOpportunity = "run_opportunity",
        /// Get the agreement signed by both sides.
        SignAgreement = "sign_agreement",
        /// Follow the returns of what runs.
        FollowReturns = "follow_returns",
        /// Finish the review that is open.
        FinishReview = "finish_review",
        /// Nothing: begin a new turn of the cycle if the need remains.
        NewTurn = "new_turn",
    }
}

impl Next {
    /// As a sentence on a page.
    pub const fn label(self) -> &'static str {
        match self {
            Self::WriteSpecification => "Write the specification",
            Self::FinishSpecification => "Finish the specification",
            Self::ApproveSpecification => "Approve the specification",
            Self::InviteProviders => "Choose how to secure the service",
            Self::RunOpportunity => "Take the opportunity to a decision",
            Self::SignAgreement => "Get the agreement signed",
            Self::FollowReturns => "Check the returns as they come in",
            Self::FinishReview => "Finish the review",
            Self::NewTurn => "Start the next turn, if the need is still there",
        }
    }
}

/// What to do next: the furthest thing that waits for somebody.
pub const fn next(facts: &Facts) -> Next {
    match stage(facts) {
        Stage::Review => Next::FinishReview,
        Stage::Monitor => Next::FollowReturns,
        Stage::Ended => Next::NewTurn,
        Stage::Plan if facts.specifications_approved > 0 => Next::InviteProviders,
        Stage::Plan => Next::WriteSpecification,
        Stage::Secure => {
            if facts.agreements_under_way > 0 {
                Next::SignAgreement
            } else if facts.opportunities_under_way > 0 {
                Next::RunOpportunity
            } else if facts.specifications_in_review > 0 {
                Next::ApproveSpecification
            } else if facts.specifications_in_draft > 0 {
                Next::FinishSpecification
            } else {
                Next::InviteProviders
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NONE: Facts = Facts {
        specifications_in_draft: 0,
        specifications_in_review: 0,
        specifications_approved: 0,
        opportunities_under_way: 0,
        opportunities_failed: 0,
        agreements_under_way: 0,
        agreements_live: 0,
        agreements_ended: 0,
        reviews_open: 0,
    };

    #[test]
    fn the_stage_is_the_furthest_work_under_way_r_3_3() {
        assert_eq!(stage(&NONE), Stage::Plan);
        let written = Facts { specifications_in_draft: 1, ..NONE };
        assert_eq!(stage(&written), Stage::Secure);
        let ready = Facts { specifications_approved: 1, ..NONE };
        assert_eq!(stage(&ready), Stage::Secure);
        let open = Facts { opportunities_under_way: 1, ..ready };
        assert_eq!(stage(&open), Stage::Secure);
        let live = Facts { agreements_live: 1, ..ready };
        assert_eq!(stage(&live), Stage::Monitor);
        assert_eq!(stage(&Facts { reviews_open: 1, ..live }), Stage::Review);
        let over = Facts { agreements_live: 0, agreements_ended: 1, ..live };
        assert_eq!(stage(&over), Stage::Ended);
    }

    #[test]
    fn a_failed_opportunity_leads_back_to_plan_and_a_new_one_to_secure_r_3_3() {
        let failed = Facts { specifications_approved: 1, opportunities_failed: 1, ..NONE };
        assert_eq!(stage(&failed), Stage::Plan);
        assert_eq!(next(&failed), Next::InviteProviders);
        assert_eq!(stage(&Facts { opportunities_under_way: 1, ..failed }), Stage::Secure);
        assert_eq!(stage(&Facts { specifications_in_draft: 1, ..failed }), Stage::Secure);
    }

    #[test]
    fn a_closed_review_leads_back_to_monitor_while_an_agreement_lives_r_3_3() {
        let live = Facts { specifications_approved: 1, agreements_live: 1, ..NONE };
        assert_eq!(stage(&Facts { reviews_open: 0, ..live }), Stage::Monitor);
    }

    #[test]
    fn what_the_stage_does_not_allow_is_refused_with_what_it_does_r_3_3() {
        assert!(may_begin(Stage::Plan, Work::Specification).is_ok());
        let refusal = may_begin(Stage::Plan, Work::Agreement).unwrap_err();
        assert_eq!(refusal.code, Code::IllegalTransition);
        assert_eq!(
            refusal.message,
            "You cannot offer an agreement now: this commission is at the stage Plan. \
             At this stage you can write a specification or invite providers."
        );
        let refusal = may_begin(Stage::Ended, Work::Specification).unwrap_err();
        assert!(refusal.message.ends_with("Start a new commission that follows this one."), "{refusal}");
    }

    #[test]
    fn the_next_action_follows_the_work() {
        assert_eq!(next(&NONE), Next::WriteSpecification);
        assert_eq!(next(&Facts { specifications_in_draft: 1, ..NONE }), Next::FinishSpecification);
        assert_eq!(next(&Facts { specifications_in_review: 1, ..NONE }), Next::ApproveSpecification);
        let ready = Facts { specifications_approved: 1, ..NONE };
        assert_eq!(next(&ready), Next::InviteProviders);
        assert_eq!(next(&Facts { opportunities_under_way: 1, ..ready }), Next::RunOpportunity);
        assert_eq!(next(&Facts { agreements_under_way: 1, ..ready }), Next::SignAgreement);
        assert_eq!(next(&Facts { agreements_live: 1, ..ready }), Next::FollowReturns);
    }

    #[test]
    fn the_rail_shows_what_is_done_and_where_we_are() {
        let progress: Vec<_> = steps(Stage::Monitor).iter().map(|step| step.progress).collect();
        assert_eq!(progress, [Progress::Done, Progress::Done, Progress::Current, Progress::ToCome]);
    }

    proptest! {
        #[test]
        fn more_work_at_a_later_stage_never_moves_a_commission_back(
            facts in proptest::array::uniform9(0u32..3),
        ) {
            let [draft, review, approved, open, failed, offered, live, ended, reviews] = facts;
            let facts = Facts {
                specifications_in_draft: draft,
                specifications_in_review: review,
                specifications_approved: approved,
                opportunities_under_way: open,
                opportunities_failed: failed,
                agreements_under_way: offered,
                agreements_live: live,
                agreements_ended: ended,
                reviews_open: reviews,
            };
            let before = stage(&facts);
            let after = stage(&Facts { agreements_live: live + 1, ..facts });
            prop_assert!(after >= before || before == Stage::Ended);
            prop_assert_eq!(stage(&Facts { reviews_open: reviews + 1, ..facts }), Stage::Review);
        }
    }
}
