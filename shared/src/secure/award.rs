//! The choice of a bid, and its reasons (framework 4.1, 4.13).
