//! Review: whether it worked, and what users say (framework 4.25 to 4.28).

pub mod feedback;

wire_id! {
    /// What one person said of a service.
    FeedbackId, "fbk_"
}
