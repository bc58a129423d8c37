//! What somebody sees who sends a form after their session has ended: what
//! happened, how to come back, and everything they typed.

use leptos::prelude::*;
use shared::people::OrganisationKind;
use shared::people::session::{ABSOLUTE, idle};

use super::sign_in;
use crate::form::{Fields, Unsent};
use crate::ui::{self, Title};

/// What a person typed, of what a form sent: not what the page itself put in.
fn typed(fields: &Fields) -> Vec<(String, String)> {
    let own = |name: &str| {
        let last = name.rsplit('.').next().unwrap_or(name);
        name.starts_with('_') || matches!(last, "id" | "version" | "token" | "next")
    };
    let identifier = |value: &str| {
        value.split_once('_').is_some_and(|(kind, number)| {
            kind.chars().all(|c| c.is_ascii_lowercase())
                && number.len() == 32
                && number.bytes().all(|byte| byte.is_ascii_hexdigit())
        })
    };
    let kept = fields.0.iter().filter(|(name, value)| !own(name) && !value.trim().is_empty() && !identifier(value));
    kept.cloned().collect()
}

/// A field's name in words: `newService.whoFor` is "New service, who for".
fn in_words(name: &str) -> String {
    let mut words = String::new();
    for c in name.chars() {
        match c {
            '.' => words.push_str(", "),
            '_' | '-' => words.push(' '),
            c if c.is_ascii_uppercase() => {
                words.push(' ');
                words.push(c.to_ascii_lowercase());
            }
            c => words.push(c),
        }
    }
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The page in place of the one that the form was on.
pub(crate) fn signed_out(unsent: Unsent) -> impl IntoView {
    ui::set_status(403);
    let typed = typed(&unsent.0);
    let (officers, others) = (idle(Some(OrganisationKind::Buyer)), idle(Some(OrganisationKind::Provider)));
    let lasts = format!(
        "A session ends by itself after {} minutes without a click for a council's officers and after {} for everybody \
         else, and after {} hours at the latest. It also ends when you sign out or sign in again elsewhere in this browser.",
        officers.num_minutes(),
        others.num_minutes(),
        ABSOLUTE.num_hours()
    );
    let copy = (!typed.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">"What you typed"</h2>
            <p class="govuk-body">"It was not sent. Copy what you need before you sign in, and put it in again on the page."</p>
            {typed.into_iter().enumerate().map(|(place, (name, value))| {
                let id = format!("unsent-{place}");
                let rows = (value.lines().count() + value.len() / 80).clamp(1, 20).to_string();
                view! {
                    <div class="govuk-form-group">
                        <label class="govuk-label" for=id.clone()>{in_words(&name)}</label>
                        <textarea class="govuk-textarea" id=id rows=rows readonly=true>{ui::text_of(&value)}</textarea>
                    </div>
                }
            }).collect_view()}
        }
    });
    view! {
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text="You have been signed out"/>
            <p class="govuk-body">"Nothing was changed: the page you sent belongs to a session that has ended."</p>
            <p class="govuk-body">{lasts}</p>
            {copy}
            <h2 class="govuk-heading-m">"Sign in to go back to the page"</h2>
            {sign_in::form(ui::here(), ui::sign_in_address())}
        </div></div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_page_itself_put_in_is_not_shown_as_typed() {
        let fields = [
            ("id", "need_00000000000000000000000000000001"),
            ("answers.2.version", "7"),
            ("answers.2.text", "We ring\neach week"),
            ("directorate", "dir_00000000000000000000000000000001"),
            ("reason", "Too few_people"),
            ("limit", "  "),
        ];
        let fields = Fields(fields.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec());
        let typed = typed(&fields);
        let names: Vec<&str> = typed.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["answers.2.text", "reason"]);
    }

    #[test]
    fn a_fields_name_is_read_in_words() {
        assert_eq!(in_words("newService.whoFor"), "New service, who for");
        assert_eq!(in_words("reason"), "Reason");
    }
}
