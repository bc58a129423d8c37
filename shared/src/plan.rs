//! Plan: what people need, how we know, and what comes first (framework 4.5, 4.6).

pub mod area;
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
