//! A bid, drafted, then sealed until it is opened (framework 4.13).
