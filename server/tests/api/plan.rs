//! Plan.

mod need;
