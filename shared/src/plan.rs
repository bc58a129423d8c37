//! Plan: what people need, how we know, and what comes first (framework 4.5, 4.6).

pub mod area;
pub mod consultation;
pub mod evidence;
pub mod need;

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
