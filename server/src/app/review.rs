//! Review's actions.

pub mod feedback;
pub mod process_feedback;
