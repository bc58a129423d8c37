//! A provider's report for one period, with a reading for each measure (R-4.21b).
