//! A specification: what is wanted, for whom, how it is measured and what it
//! may cost (framework 4.7, 4.8).

pub mod indicator;

pub use indicator::{Direction, Frequency, Indicator, IndicatorResult, Measure};
