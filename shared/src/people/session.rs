//! How long a session lasts (NIST SP 800-63B 2.2.3; interface 6.7).

use chrono::Duration;

use super::OrganisationKind;
use crate::calendar::Timestamp;

/// A session's longest life, used or not.
pub const ABSOLUTE: Duration = Duration::hours(12);

/// The longest any session may rest.
pub const LONGEST_IDLE: Duration = Duration::minutes(60);

/// How long a session may rest without a request: 30 minutes where a person
/// acts for a council, 60 otherwise.
pub const fn idle(acting_for: Option<OrganisationKind>) -> Duration {
    match acting_for {
        Some(OrganisationKind::Buyer) => Duration::minutes(30),
        Some(OrganisationKind::Provider) | None => LONGEST_IDLE,
    }
}

/// Whether a session is over, by whichever comes first.
pub fn is_over(acting_for: Option<OrganisationKind>, began_at: Timestamp, seen_at: Timestamp, now: Timestamp) -> bool {
    now >= began_at + ABSOLUTE || now >= seen_at + idle(acting_for)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_officers_session_ends_after_30_idle_minutes_a_providers_after_60_both_after_12_hours() {
        let began: Timestamp = "2026-11-23T09:00:00Z".parse().unwrap();
        let at = |minutes| began + Duration::minutes(minutes);
        let officer = Some(OrganisationKind::Buyer);
        let provider = Some(OrganisationKind::Provider);
        assert!(!is_over(officer, began, began, at(30) - Duration::seconds(1)));
        assert!(is_over(officer, began, began, at(30)));
        assert!(!is_over(provider, began, began, at(60) - Duration::seconds(1)));
        assert!(is_over(provider, began, began, at(60)));
        assert!(!is_over(provider, began, at(719), at(719)));
        assert!(is_over(provider, began, at(719), at(720)));
    }
}
