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

/// What a device calls itself (`User-Agent`), as people would: "Firefox on Windows". Programs name others too, for
/// old sites' sake, so the most particular name comes first in each list.
pub fn device_in_words(agent: &str) -> String {
    const PROGRAMS: [(&str, &str); 8] = [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("CriOS/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    const SYSTEMS: [(&str, &str); 7] = [
        ("iPhone", "an iPhone"),
        ("iPad", "an iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Macintosh", "a Mac"),
        ("CrOS", "a Chromebook"),
        ("Linux", "Linux"),
    ];
    let named =
        |names: &[(&str, &'static str)]| names.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, words)| *words);
    match (named(&PROGRAMS), named(&SYSTEMS)) {
        (Some(program), Some(system)) => format!("{program} on {system}"),
        (Some(program), None) => program.to_owned(),
        (None, Some(system)) => format!("A program on {system}"),
        (None, None) => "A device without a name".to_owned(),
    }
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

    #[test]
    fn a_device_is_called_what_people_call_it() {
        let chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36";
        assert_eq!(device_in_words(chrome), "Chrome on Windows");
        assert_eq!(device_in_words(&format!("{chrome} Edg/131.0")), "Edge on Windows");
        let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1";
        assert_eq!(device_in_words(phone), "Safari on an iPhone");
        assert_eq!(device_in_words("curl/8.5"), "A device without a name");
        assert_eq!(device_in_words(""), "A device without a name");
    }
}
