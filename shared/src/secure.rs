//! Secure: from what is wanted to a signed agreement (framework 4.7 to 4.20).

pub mod agreement;
pub mod alert;
pub mod amendment;
pub mod award;
pub mod bid;
pub mod clarification;
pub mod evaluation;
pub mod method;
pub mod opportunity;
pub mod specification;
pub mod support;

wire_id! {
    /// What is wanted, version by version.
    SpecificationId, "spec_"
}
wire_id! {
    /// What should change for people.
    OutcomeId, "out_"
}
wire_id! {
    /// How a change is measured.
    IndicatorId, "ind_"
}
wire_id! {
    /// An invitation to bid, quote or apply.
    OpportunityId, "opp_"
}
wire_id! {
    /// A part of an opportunity that is awarded by itself.
    LotId, "lot_"
}
wire_id! {
    /// What bids are judged by.
    CriterionId, "crt_"
}
wire_id! {
    /// What bidders are asked.
    QuestionId, "qst_"
}
wire_id! {
    /// A question about an opportunity, and its answer to everyone.
    ClarificationId, "clf_"
}
wire_id! {
    /// A change to a published opportunity.
    AmendmentId, "amd_"
}
wire_id! {
    /// A search kept for mails.
    AlertId, "alr_"
}
wire_id! {
    /// A bid, quotation or application.
    BidId, "bid_"
}
wire_id! {
    /// One person's seat on an evaluation panel.
    PanelMemberId, "pan_"
}
wire_id! {
    /// One score by one reviewer for one answer.
    ScoreId, "scr_"
}
wire_id! {
    /// The choice of a bid.
    AwardId, "awd_"
}
wire_id! {
    /// A contract or grant between a council and a provider.
    AgreementId, "agr_"
}
wire_id! {
    /// An offer of help to every provider.
    SupportOfferId, "sof_"
}
wire_id! {
    /// A provider's wish for help.
    SupportRequestId, "srq_"
}
