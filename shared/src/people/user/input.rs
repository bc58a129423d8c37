//! What people give to get an account and to look after it.

use serde::{Deserialize, Serialize};

use super::{email, password};
use crate::check::Checks;
use crate::error::{Code, Refusal};

/// How long a link to confirm an address lasts, in hours.
pub const CONFIRM_HOURS: i64 = 48;
/// How long a link to choose a new password lasts, in hours.
pub const RESET_HOURS: i64 = 1;
/// How long an invitation lasts, in days.
pub const INVITATION_DAYS: i64 = 14;

/// Who asks for an account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
pub struct AccountInput {
    /// The name they go by.
    pub name: String,
    /// Their address for mail; a link comes to it.
    pub email: String,
}

impl AccountInput {
    /// Reads it: the name and the address in lower case.
    pub fn check(&self) -> Result<(String, String), Vec<Refusal>> {
        let mut checks = Checks::new();
        let name = name(&mut checks, &self.name);
        let email = email(&mut checks, "email", &self.email);
        checks.finish()?;
        Ok((name, email))
    }
}

/// A new password.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
pub struct PasswordInput {
    /// At least 12 characters.
    #[cfg_attr(feature = "server", graphql(secret))]
    pub password: String,
}

impl PasswordInput {
    /// Reads it.
    pub fn check(&self) -> Result<(), Vec<Refusal>> {
        let mut checks = Checks::new();
        password(&mut checks, "password", &self.password);
        checks.finish()
    }
}

/// What somebody invited gives who has no account yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
pub struct InvitationAcceptInput {
    /// The name they go by.
    pub name: String,
    /// A password of at least 12 characters.
    #[cfg_attr(feature = "server", graphql(secret))]
    pub password: String,
}

impl InvitationAcceptInput {
    /// Reads it: the name.
    pub fn check(&self) -> Result<String, Vec<Refusal>> {
        let mut checks = Checks::new();
        let name = name(&mut checks, &self.name);
        password(&mut checks, "password", &self.password);
        checks.finish()?;
        Ok(name)
    }
}

/// One's own details.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
pub struct AccountEditInput {
    /// The name one goes by.
    pub name: String,
    /// A telephone number; may be empty.
    pub phone: String,
}

impl AccountEditInput {
    /// Reads it: the name and the number.
    pub fn check(&self) -> Result<(String, Option<String>), Vec<Refusal>> {
        let mut checks = Checks::new();
        let name = name(&mut checks, &self.name);
        let phone = checks.optional_text("phone", "your telephone number", Some(&self.phone), 30);
        let sound = |text: &String| {
            text.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '+' | '(' | ')' | '-'))
                && text.chars().filter(char::is_ascii_digit).count() >= 5
        };
        if phone.as_ref().is_some_and(|phone| !sound(phone)) {
            let message = "Telephone number must be digits, like 01632 960 114";
            checks.refuse(Refusal::slip("phone", Code::Invalid, message));
        }
        checks.finish()?;
        Ok((name, phone))
    }
}

/// A name stands in mails that we send, so no address of a site may hide in it.
fn name(checks: &mut Checks, value: &str) -> String {
    let name = checks.text("name", "your name", value, 120);
    if name.contains("://") || name.contains('\n') || name.to_lowercase().contains("www.") {
        checks.refuse(Refusal::slip("name", Code::Invalid, "Name must be a name, without a web address"));
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_carry_a_link_into_our_mails() {
        for bad in ["Win at https://evil.example", "www.evil.example", "two\nlines"] {
            let input = AccountInput { name: bad.to_owned(), email: "a@b.example".to_owned() };
            assert_eq!(input.check().unwrap_err()[0].field.as_deref(), Some("name"), "{bad}");
        }
        let input = AccountInput { name: "Siân Prosser".to_owned(), email: " A@B.example".to_owned() };
        assert_eq!(input.check().unwrap(), ("Siân Prosser".to_owned(), "a@b.example".to_owned()));
    }

    #[test]
    fn a_telephone_number_is_digits_or_nothing() {
        let phone = |text: &str| AccountEditInput { name: "Joe".to_owned(), phone: text.to_owned() }.check();
        assert_eq!(phone("01632 960 114").unwrap().1.as_deref(), Some("01632 960 114"));
        assert_eq!(phone(" ").unwrap().1, None);
        assert!(phone("ring me").is_err());
    }
}
