//! What is wanted, in the standard format (framework 4.7, 4.8).
