//! Review's actions.

pub mod feedback;
