//! The agreement that both sides sign (framework 4.12).
