//! An invitation to bid, quote or apply (framework 4.9 to 4.17).
