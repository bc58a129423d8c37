//! Plain English, measured (R-4.8c).
