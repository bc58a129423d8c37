//! Review: whether it worked, and what users say (framework 4.25 to 4.28).

pub mod feedback;
pub mod process_feedback;

wire_id! {
    /// What one person said of a service.
    FeedbackId, "fbk_"
}

wire_id! {
    /// What one bidder said of how it was treated.
    ProcessFeedbackId, "pfb_"
}
