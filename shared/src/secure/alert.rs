//! A search that is kept: whoever keeps it gets a mail when something opens that it finds.
//!
//! Nothing is mailed before the address is confirmed by the link that was sent to it.

use serde::{Deserialize, Serialize};

use crate::calendar::Timestamp;
use crate::check::Checks;
use crate::error::Refusal;
use crate::people::{UserId, user};
use crate::secure::AlertId;
use crate::secure::method::Method;
use crate::secure::opportunity::Opportunity;

/// For how many days a link to confirm works.
pub const CONFIRM_DAYS: i64 = 7;
/// The longest search, in characters.
pub const MOST_CHARACTERS: usize = 100;

/// A search that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alert {
    /// Its identifier.
    pub id: AlertId,
    /// Where mails go.
    pub email: String,
    /// Whose account it belongs to, where it was made with one.
    pub user: Option<UserId>,
    /// What is looked for.
    pub search: Search,
    /// The secret of its link, which shows and stops it.
    pub token: String,
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// Whether mails go out.
    pub state: State,
}

/// Whether mails go out for a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Not yet: the address is not confirmed.
    Asked,
    /// Since then.
    Running {
        /// When the address was confirmed.
        since: Timestamp,
    },
}

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// Words that all have to be found; none finds everything.
    pub words: Option<String>,
    /// How providers are invited; none for any way.
    pub method: Option<Method>,
}

/// The form, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[serde(rename_all = "camelCase", default)]
pub struct AlertInput {
    /// The e-mail address.
    pub email: String,
    /// Words that all have to be found in the title, the line below it or the reference; empty finds everything.
    #[cfg_attr(feature = "server", graphql(default))]
    pub words: String,
    /// `TENDER` or `QUOTATION`; empty for both.
    #[cfg_attr(feature = "server", graphql(default))]
    pub kind: String,
}

impl AlertInput {
    /// Reads the form: the address and the search.
    ///
    /// # Errors
    /// With every fault at once.
    pub fn check(&self) -> Result<(String, Search), Vec<Refusal>> {
        let mut checks = Checks::new();
        let email = user::email(&mut checks, "email", &self.email);
        let words = checks.optional_text("words", "the search", Some(&self.words), MOST_CHARACTERS);
        let method =
            if self.kind.trim().is_empty() { None } else { checks.choice::<Method>("kind", "the kind", &self.kind) };
        checks.finish()?;
        Ok((email, Search { words, method }))
    }
}

impl Search {
    /// As a sentence: what the mails are about.
    pub fn sentence(&self) -> String {
        let kind = match self.method {
            Some(method) => format!("opportunities by {}", method.label().to_lowercase()),
            None => "opportunities".to_owned(),
        };
        match &self.words {
            Some(words) => format!("New {kind} with “{words}” in the title, the summary or the reference"),
            None => format!("All new {kind}"),
        }
    }

    /// Whether it finds this opportunity: each word somewhere in its texts, whatever its case.
    pub fn finds(&self, of: &Opportunity) -> bool {
        let texts = [&of.title, &of.summary, &of.reference].map(|text| text.to_lowercase());
        let found = |word: &str| texts.iter().any(|text| text.contains(&word.to_lowercase()));
        self.method.is_none_or(|method| method == of.method)
            && self.words.as_deref().unwrap_or_default().split_whitespace().all(found)
    }
}

impl Alert {
    /// Confirms the address, from now on; a second time changes nothing.
    #[must_use]
    pub fn confirm(self, now: Timestamp) -> Self {
        match self.state {
            State::Asked => Self { state: State::Running { since: now }, ..self },
            State::Running { .. } => self,
        }
    }

    /// Whether a mail goes out for an opportunity that was published at this instant: not for one that was there
    /// before the search.
    pub fn tells(&self, of: &Opportunity) -> bool {
        let published = of.state.publication().map(|publication| publication.published_at);
        match (self.state, published) {
            (State::Running { since }, Some(published)) => since <= published && self.search.finds(of),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secure::opportunity::tests::published_example;

    fn input(email: &str, words: &str, kind: &str) -> AlertInput {
        AlertInput { email: email.to_owned(), words: words.to_owned(), kind: kind.to_owned() }
    }

    #[test]
    fn a_search_is_kept_as_a_sentence_r_4_2() {
        let sentence = |words: &str, kind: &str| input("a@b.example", words, kind).check().unwrap().1.sentence();
        assert_eq!(sentence("", ""), "All new opportunities");
        assert_eq!(sentence("", "TENDER"), "All new opportunities by tender");
        assert_eq!(
            sentence(" carers ", ""),
            "New opportunities with “carers” in the title, the summary or the reference"
        );
    }

    #[test]
    fn every_fault_of_the_form_is_told_at_once() {
        let faults = input("nobody", &"a".repeat(101), "auction").check().unwrap_err();
        let fields: Vec<_> = faults.into_iter().map(|fault| fault.field.unwrap()).collect();
        assert_eq!(fields, ["email", "words", "kind"]);
    }

    #[test]
    fn every_word_has_to_be_found_whatever_its_case_r_4_2() {
        let of = published_example();
        let finds = |words: &str, kind: &str| input("a@b.example", words, kind).check().unwrap().1.finds(&of);
        let first = of.title.split_whitespace().next().unwrap().to_uppercase();
        assert!(finds(&first, "") && finds("", "") && finds(&of.reference, of.method.as_str()));
        assert!(!finds(&format!("{first} zeppelin"), ""));
        let other = Method::ALL.iter().find(|method| **method != of.method).unwrap();
        assert!(!finds("", other.as_str()));
    }

    #[test]
    fn nothing_goes_out_before_the_address_is_confirmed_nor_for_what_was_there_before_r_4_2() {
        let of = published_example();
        let published = of.state.publication().unwrap().published_at;
        let asked = Alert {
            id: AlertId::from_uuid(uuid::Uuid::from_u128(1)),
            email: "a@b.example".to_owned(),
            user: None,
            search: Search::default(),
            token: "t".to_owned(),
            asked_at: published,
            state: State::Asked,
        };
        assert!(!asked.tells(&of));
        let second = chrono::Duration::seconds(1);
        assert!(asked.clone().confirm(published - second).tells(&of));
        assert!(asked.clone().confirm(published).tells(&of));
        assert!(!asked.clone().confirm(published + second).tells(&of));
        let once = asked.confirm(published);
        assert_eq!(once.clone().confirm(published + second), once);
    }
}
