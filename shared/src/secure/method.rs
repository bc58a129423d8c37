//! Which method the rules ask for, and why (framework 4.9 to 4.14).
