//! A person with an account.

pub mod input;

pub use input::{AccountEditInput, AccountInput, InvitationAcceptInput, PasswordInput};

use super::UserId;
use crate::calendar::Timestamp;
use crate::check::Checks;
use crate::error::{Code, Refusal};

/// The shortest passphrase taken (NIST SP 800-63B; NCSC: length before symbols).
pub const PASSWORD_LEAST: usize = 12;

/// A person with an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// Their identifier.
    pub id: UserId,
    /// The name they go by.
    pub name: String,
    /// Their address for mail, in lower case; they sign in with it.
    pub email: String,
    /// A telephone number, which officers show to bidders.
    pub phone: Option<String>,
    /// When they proved that the address is theirs.
    pub confirmed_at: Option<Timestamp>,
}

/// Reads an address for mail: one `@`, a dot in the domain, no spaces, in
/// lower case. Only a mail that arrives proves more.
pub fn email(checks: &mut Checks, field: &str, value: &str) -> String {
    let text = checks.text(field, "your e-mail address", value, 254).to_lowercase();
    let sound = text.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty()
            && domain.contains('.')
            && !domain.starts_with('.')
            && !domain.ends_with('.')
            && !domain.contains('@')
            && !domain.contains("..")
    }) && !text
        .chars()
        .any(|c| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | ',' | ';' | '"' | '(' | ')'));
    if !text.is_empty() && !sound {
        checks.refuse(Refusal::slip(field, Code::Invalid, "E-mail address must look like name@example.org"));
    }
    text
}

/// Checks a new passphrase for length alone; nothing is trimmed from it.
pub fn password(checks: &mut Checks, field: &str, value: &str) {
    let count = value.chars().count();
    if count == 0 {
        checks.refuse(Refusal::slip(field, Code::Missing, "Enter a password"));
    } else if count < PASSWORD_LEAST {
        checks.refuse(Refusal::slip(
            field,
            Code::OutOfRange,
            format!("Password must be {PASSWORD_LEAST} characters or more. Three words are easy to remember"),
        ));
    } else if count > 200 {
        checks.refuse(Refusal::slip(field, Code::TooLong, "Password must be 200 characters or fewer"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_kept_in_lower_case_and_a_broken_one_is_refused() {
        let mut checks = Checks::new();
        assert_eq!(email(&mut checks, "email", " Joe@Lantern.example "), "joe@lantern.example");
        assert!(checks.faults().is_empty());
        for broken in ["joe", "joe@", "@x.org", "a@b", "a b@c.org", "a@b..org", "a@b.org, c@d.org", "<a@b.org>"] {
            let mut checks = Checks::new();
            email(&mut checks, "email", broken);
            assert_eq!(checks.faults().len(), 1, "{broken}");
        }
    }

    #[test]
    fn a_short_password_is_refused_with_what_would_do() {
        let mut checks = Checks::new();
        password(&mut checks, "password", "correct hor");
        assert_eq!(checks.faults()[0].code, Code::OutOfRange);
    }
}
