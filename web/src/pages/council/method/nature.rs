//! The first question of the method page: a grant or a contract?

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::secure::method::{Nature, NatureInput as Typed};

use super::Faults;
use crate::form::Fields;

/// The three answers, as the API takes them.
#[derive(cynic::InputObject, Clone, Debug, Default, PartialEq, Eq)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct NatureInput {
    pub service_in_return: String,
    pub price: String,
    pub enforceable: String,
}

impl NatureInput {
    pub(crate) fn read(fields: &Fields) -> Self {
        Self {
            service_in_return: fields.text("serviceInReturn"),
            price: fields.text("price"),
            enforceable: fields.text("enforceable"),
        }
    }
}

/// A question: its field, its words, and what helps to answer it.
pub(crate) const QUESTIONS: &[(&str, &str, &str)] = &[
    (
        "serviceInReturn",
        "Does the council get a service in return?",
        "Something done for the council, or for people on its behalf.",
    ),
    ("price", "Is there a price for it?", "A contribution to what something costs is no price."),
    (
        "enforceable",
        "Does somebody owe it, so that they can be made to do it?",
        "To have to give unspent money back is no such duty.",
    ),
];

/// The answers of the address, if the question was asked.
pub(super) fn typed() -> Option<Typed> {
    let query = use_query_map().get_untracked();
    QUESTIONS.iter().any(|(name, ..)| query.get(name).is_some()).then(|| {
        let text = |name: &str| query.get(name).unwrap_or_default();
        Typed { service_in_return: text("serviceInReturn"), price: text("price"), enforceable: text("enforceable") }
    })
}

/// Whether it goes on as a grant: as its answers say, unless the officer chose the other.
pub(super) fn as_grant(nature: Nature) -> bool {
    match use_query_map().get_untracked().get("as").as_deref() {
        Some("grant") => true,
        Some("contract") => false,
        _ => !nature.is_contract(),
    }
}

/// What the later forms send along.
pub(super) fn hidden(typed: &Typed) -> Vec<(&'static str, String)> {
    vec![
        ("serviceInReturn", typed.service_in_return.clone()),
        ("price", typed.price.clone()),
        ("enforceable", typed.enforceable.clone()),
    ]
}

fn question(
    (name, legend, hint): (&'static str, &'static str, &'static str),
    chosen: &str,
    faults: &Faults,
) -> impl IntoView + use<> {
    let described =
        if faults.on(name).is_some() { format!("{name}-hint {name}-error") } else { format!("{name}-hint") };
    let option = |id: String, value: &'static str, label: &'static str| {
        let checked = chosen == value;
        view! {
            <div class="govuk-radios__item">
                <input class="govuk-radios__input" id=id.clone() type="radio" name=name value=value checked=checked/>
                <label class="govuk-label govuk-radios__label" for=id.clone()>{label}</label>
            </div>
        }
    };
    view! {
        <div class=faults.group(name)>
            <fieldset class="govuk-fieldset" aria-describedby=described>
                <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{legend}</legend>
                <div id=format!("{name}-hint") class="govuk-hint">{hint}</div>
                {faults.message(name)}
                <div class="govuk-radios govuk-radios--inline">
                    {option(name.to_owned(), "yes", "Yes")}
                    {option(format!("{name}-2"), "no", "No")}
                </div>
            </fieldset>
        </div>
    }
}

/// The three questions.
pub(super) fn form(typed: &Typed, faults: &Faults) -> impl IntoView + use<> {
    let chosen = [&typed.service_in_return, &typed.price, &typed.enforceable];
    let questions: Vec<_> = QUESTIONS.iter().zip(chosen).map(|(one, chosen)| question(*one, chosen, faults)).collect();
    view! {
        <h2 class="govuk-heading-m">"First: is it a grant or a contract?"</h2>
        <form method="get" novalidate>
            {questions}
            <button type="submit" class="govuk-button">"Continue"</button>
        </form>
    }
}

/// What the answers mean, and how to go on otherwise.
pub(super) fn told(nature: Nature, typed: &Typed) -> impl IntoView + use<> {
    let grant = as_grant(nature);
    let answers: Vec<String> = hidden(typed).into_iter().map(|(name, value)| format!("{name}={value}")).collect();
    let other = if grant { "contract" } else { "grant" };
    let otherwise = match (grant, nature.is_contract()) {
        (true, _) => "Buy it instead",
        (false, true) => "Make it a project grant all the same: an approver has to say why it is no contract",
        (false, false) => "Make it a grant",
    };
    view! {
        <h2 class="govuk-heading-m">{if grant { "It is a grant" } else { "It is a contract" }}</h2>
        <ul class="govuk-list govuk-list--bullet">
            {nature.explain().into_iter().map(|line| view! { <li>{line.sentence}</li> }).collect_view()}
        </ul>
        <p class="govuk-body">
            <a class="govuk-link" href="?">"Change these answers"</a>
        </p>
        <p class="govuk-body">
            <a class="govuk-link" href=format!("?{}&as={other}", answers.join("&"))>{otherwise}</a>
        </p>
    }
}
