//! Forms: one handler each, run by the server when the form is posted.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use shared::Refusal;
use shared::error::Code;

use crate::wire::UserErrorCode;

use crate::api::Fault;

/// What a form sent, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fields(pub Vec<(String, String)>);

impl Fields {
    /// A field's text; empty if it was not sent.
    pub fn text(&self, name: &str) -> String {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone()).unwrap_or_default()
    }

    /// A field's text, if any was sent that is not blank.
    pub fn given(&self, name: &str) -> Option<String> {
        Some(self.text(name)).filter(|text| !text.trim().is_empty())
    }

    /// All values of a field that may be sent several times.
    pub fn all(&self, name: &str) -> Vec<String> {
        self.0.iter().filter(|(key, _)| key == name).map(|(_, value)| value.clone()).collect()
    }

    /// The version that the form was filled in over: the one that the page held,
    /// or the one that its writer saw meanwhile and chose to replace.
    pub fn version(&self) -> i32 {
        let given = self.given(REPLACES).unwrap_or_else(|| self.text("version"));
        given.parse().unwrap_or_default()
    }

    /// A number kept in the form by the page itself, such as a count.
    pub fn number(&self, name: &str) -> i32 {
        self.text(name).parse().unwrap_or_default()
    }
}

/// The name of the button that replaces what somebody else wrote meanwhile; its
/// value is the version that stands.
pub const REPLACES: &str = "replaces";

/// Whether this is an address of this site and can be gone to: one `/` first,
/// and nothing in it that a browser reads as the beginning of another site's.
pub fn is_own(address: &str) -> bool {
    let strange = |c: char| c == '\\' || c.is_control();
    address.starts_with('/') && !address.starts_with("//") && !address.contains(strange)
}

/// How a form's handler ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Done: go to this page.
    Go(String),
    /// Refused: show the form again with these faults.
    Refused(Vec<Refusal>),
}

impl Outcome {
    /// Goes on if nothing was refused.
    pub fn of(errors: Vec<UserError>, next: impl FnOnce() -> String) -> Self {
        if errors.is_empty() {
            Self::Go(next())
        } else {
            Self::Refused(errors.into_iter().map(Refusal::from).collect())
        }
    }
}

impl From<Fault> for Outcome {
    fn from(fault: Fault) -> Self {
        let message = match fault {
            Fault::Offline => {
                "Not sent: the server cannot be reached. What you typed is still here; try again in a minute".to_owned()
            }
            Fault::Server(message) => message,
        };
        Self::Refused(vec![Refusal {
            field: None,
            code: Code::Invalid,
            message,
            rule: None,
            paragraph: None,
            policy_rows: Vec::new(),
        }])
    }
}

/// Why something was not done, as every mutation answers it.
#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub struct UserError {
    /// The field it belongs to.
    pub field: Option<String>,
    /// What kind of fault.
    pub code: UserErrorCode,
    /// The sentence.
    pub message: String,
    /// The rule behind it.
    pub rule: Option<String>,
    /// The framework's paragraph.
    pub paragraph: Option<String>,
    /// The policy rows used.
    pub policy_rows: Vec<String>,
}

impl From<UserError> for Refusal {
    fn from(error: UserError) -> Self {
        Self {
            field: error.field,
            code: error.code.0,
            message: error.message,
            rule: error.rule,
            paragraph: error.paragraph,
            policy_rows: error.policy_rows,
        }
    }
}

/// A form that came back: what was sent and what is wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Returned {
    /// The form's name.
    pub form: String,
    /// What was sent; never a password.
    pub fields: Fields,
    /// What is wrong.
    pub faults: Vec<Refusal>,
}

/// No list of a form is longer.
const MOST_ROWS: usize = 200;

/// The form that came back to this page, if one did.
#[derive(Clone, Copy)]
pub struct ReturnedForm(pub RwSignal<Returned>);

/// The token that a post of this session has to carry.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct PostToken(pub String);

impl ReturnedForm {
    /// The form that came back to this page.
    pub fn here() -> Self {
        expect_context::<Self>()
    }

    /// The fault on a field of a form, if there is one.
    pub fn fault(self, form: &str, field: &str) -> Option<String> {
        self.0.with(|returned| {
            let mine = returned.form == form;
            let fault = returned.faults.iter().find(|fault| mine && fault.field.as_deref() == Some(field));
            fault.map(|fault| fault.message.clone())
        })
    }

    /// Whether a form came back because somebody else changed the same meanwhile.
    pub fn is_stale(self, form: &str) -> bool {
        self.0.with_untracked(|returned| {
            returned.form == form && returned.faults.iter().any(|fault| fault.code == Code::Stale)
        })
    }

    /// The version that a form that came back was filled in over.
    pub fn version(self, form: &str) -> Option<String> {
        self.0.with_untracked(|returned| (returned.form == form).then(|| returned.fields.version().to_string()))
    }

    /// How many rows a form that came back has in this list, such as `lines`.
    pub fn rows(self, form: &str, list: &str) -> usize {
        self.0.with_untracked(|returned| {
            let has = |index: usize| {
                let start = format!("{list}.{index}.");
                returned.fields.0.iter().any(|(key, _)| key.starts_with(&start))
            };
            if returned.form == form { (0..MOST_ROWS).take_while(|index| has(*index)).count() } else { 0 }
        })
    }

    /// What was typed into a field of a form that came back.
    pub fn typed(self, form: &str, field: &str) -> Option<String> {
        self.0.with_untracked(|returned| {
            let mine = returned.form == form;
            returned.fields.0.iter().find(|(key, _)| mine && key == field).map(|(_, value)| value.clone())
        })
    }
}

/// The name of the form around a field.
#[derive(Clone, Copy)]
pub struct FormName(pub &'static str);

/// What was posted after the session had ended: shown once more, so that
/// nothing typed is lost. Never a password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsent(pub Fields);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_address_of_this_site_is_gone_to() {
        for own in ["/", "/council", "/provider/bids?after=a%2Fb", "/needs/N-0001#evidence", "/a//b"] {
            assert!(is_own(own), "{own}");
        }
        for foreign in [
            "",
            "council",
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "\\/evil.example",
            "/council\\..",
            "/\t/evil.example",
            "/\n/evil.example",
            "/council\r\nset-cookie: a=b",
            " /council",
            "/\u{85}/evil.example",
        ] {
            assert!(!is_own(foreign), "{foreign:?}");
        }
    }
}
