//! Plan: what people need, how we know, and what comes first (framework 4.5, 4.6).

pub mod area;
pub mod budget;
pub mod consultation;
pub mod engagement;
pub mod evidence;
pub mod forum;
pub mod market;
pub mod need;
pub mod objective;
pub mod prioritisation;

wire_id! {
    /// A need of people in a place or community.
    NeedId, "need_"
}
wire_id! {
    /// One piece of evidence for a need.
    EvidenceId, "evd_"
}
wire_id! {
    /// What the council asks people before it decides.
    ConsultationId, "cns_"
}
wire_id! {
    /// One question of a consultation.
    ConsultationQuestionId, "cnq_"
}
wire_id! {
    /// What one person or organisation answered to a consultation.
    ConsultationResponseId, "cnr_"
}
wire_id! {
    /// One point that answers to a consultation make.
    ConsultationPointId, "cnp_"
}
wire_id! {
    /// One view about a need.
    EngagementId, "eng_"
}
wire_id! {
    /// A strategic objective, or a duty in law.
    ObjectiveId, "obj_"
}
wire_id! {
    /// An assessment that puts needs in order.
    PrioritisationId, "pri_"
}
wire_id! {
    /// A forum, partnership or group.
    ForumId, "forum_"
}
wire_id! {
    /// A member of a forum.
    ForumMemberId, "fmem_"
}
wire_id! {
    /// A meeting of a forum.
    MeetingId, "meet_"
}
wire_id! {
    /// One thing that one provider can do, on the market map.
    MarketEntryId, "mkt_"
}
wire_id! {
    /// The market map as it was on one day, kept for a commission.
    MarketSnapshotId, "mks_"
}
wire_id! {
    /// One resource of a commission in one year.
    BudgetLineId, "bdl_"
}
wire_id! {
    /// That an approver allows more than the budget.
    BudgetOverrideId, "bdo_"
}
