//! The panel, its interests, its blind scores and what it agreed.
