//! The one clock. Nothing else asks the machine what time it is.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Duration, SubsecRound, Utc};
use shared::Timestamp;

/// Tells the time, to the microsecond, which is what both databases keep.
///
/// A test clock is the machine's clock moved by an offset, or stands still; it
/// only ever moves forward.
#[derive(Clone, Debug)]
pub struct Clock(Arc<Kind>);

#[derive(Debug)]
enum Kind {
    System,
    Moved { offset_us: AtomicI64 },
    Still { at_us: AtomicI64 },
}

#[expect(clippy::disallowed_methods, reason = "the one place that asks the machine")]
fn machine() -> Timestamp {
    Utc::now().trunc_subsecs(6)
}

fn from_micros(us: i64) -> Timestamp {
    DateTime::from_timestamp_micros(us).unwrap_or_default()
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self(Arc::new(Kind::System))
    }

    /// A test clock that runs, so many microseconds away from the machine's.
    pub fn moved(offset_us: i64) -> Self {
        Self(Arc::new(Kind::Moved { offset_us: AtomicI64::new(offset_us) }))
    }

    /// A test clock that stands still until it is moved.
    pub fn still(at: Timestamp) -> Self {
        Self(Arc::new(Kind::Still { at_us: AtomicI64::new(at.timestamp_micros()) }))
    }

    /// Now.
    pub fn now(&self) -> Timestamp {
        match &*self.0 {
            Kind::System => machine(),
            Kind::Moved { offset_us } => machine() + Duration::microseconds(offset_us.load(Ordering::SeqCst)),
            Kind::Still { at_us } => from_micros(at_us.load(Ordering::SeqCst)),
        }
    }

    /// Whether this clock may be moved.
    pub fn is_test(&self) -> bool {
        !matches!(&*self.0, Kind::System)
    }

    /// How far a running test clock is from the machine's, in microseconds.
    pub fn offset_us(&self) -> i64 {
        (self.now() - machine()).num_microseconds().unwrap_or_default()
    }

    /// Moves a test clock forward. Answers whether it did: not for the
    /// machine's clock, nor backwards.
    pub fn advance(&self, to: Timestamp) -> bool {
        if to < self.now() {
            return false;
        }
        match &*self.0 {
            Kind::System => return false,
            Kind::Moved { offset_us } => {
                let offset = (to - machine()).num_microseconds().unwrap_or_default();
                offset_us.store(offset, Ordering::SeqCst);
            }
            Kind::Still { at_us } => at_us.store(to.timestamp_micros(), Ordering::SeqCst),
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_clock_moves_forward_only() {
        let clock = Clock::still("2026-11-23T12:00:00Z".parse().unwrap());
        assert!(clock.advance("2026-11-24T12:00:00Z".parse().unwrap()));
        assert!(!clock.advance("2026-11-23T12:00:00Z".parse().unwrap()));
        assert_eq!(clock.now().to_rfc3339(), "2026-11-24T12:00:00+00:00");
    }

    #[test]
    fn the_machines_clock_cannot_be_moved() {
        assert!(!Clock::system().advance("2999-01-01T00:00:00Z".parse().unwrap()));
    }
}
