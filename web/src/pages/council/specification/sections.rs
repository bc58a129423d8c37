//! The sections that are plain fields: scope and aims; monitoring, evaluation
//! and review; money.

use leptos::prelude::*;
use shared::framework::policy::Category;
use shared::secure::specification::{Action, Section};

use super::plain::PlainTextArea;
use super::{SpecificationPage, load};
use crate::ui::{BackLink, Button, Form, Select, TextInput, Title};

/// The page around a section's fields.
///
/// They are made inside their form, which tells them its name.
pub(crate) fn section<I: IntoView + 'static>(
    page: SpecificationPage,
    section: Section,
    fields: impl FnOnce() -> I + Send + 'static,
) -> impl IntoView {
    let hidden = vec![
        ("id", page.id.to_string()),
        ("section", section.as_str().to_owned()),
        ("version", page.version(section).to_string()),
    ];
    let can_save = page.can(Action::Save);
    // What the plain English check says stands beside long texts.
    let column = if section == Section::Outcomes { "govuk-grid-column-two-thirds" } else { "govuk-grid-column-full" };
    view! {
        <BackLink href=page.home() text="The specification"/>
        <div class="govuk-grid-row"><div class=column>
            <Title text=section.label() section=page.title() caption=page.title()/>
            {if can_save {
                view! {
                    <Form name="specification-save" hidden=hidden edits=true>
                        {fields()}
                        <div class="govuk-button-group">
                            <Button text="Save and continue" value=("do", "continue")/>
                            <Button text="Save and go back" secondary=true value=("do", "back")/>
                        </div>
                    </Form>
                }.into_any()
            } else {
                view! { <p class="govuk-body">"You cannot change this now. Go back to the specification to read it."</p> }.into_any()
            }}
        </div></div>
    }
}

fn scope(page: SpecificationPage) -> impl IntoView {
    let draft = page.draft.clone();
    let text =
        |pick: fn(&super::SpecificationDraft) -> Option<String>| draft.as_ref().and_then(pick).unwrap_or_default();
    let (scope, aims) = (text(|draft| draft.scope.clone()), text(|draft| draft.aims.clone()));
    let fields = move || {
        view! {
            <PlainTextArea name="scope" label="What the service covers" hint="And what it does not cover" value=scope/>
            <PlainTextArea name="aims" label="Aims and objectives" hint="What the service is for" value=aims/>
        }
    };
    section(page, Section::Scope, fields)
}

fn monitoring(page: SpecificationPage) -> impl IntoView {
    let draft = page.draft.clone();
    let text =
        |pick: fn(&super::SpecificationDraft) -> Option<String>| draft.as_ref().and_then(pick).unwrap_or_default();
    let monitoring = text(|draft| draft.monitoring.clone());
    let evaluation = text(|draft| draft.evaluation.clone());
    let review = text(|draft| draft.review.clone());
    let fields = move || {
        view! {
            <PlainTextArea name="monitoring" label="How we follow it" hint="Visits, reports and meetings, and how often" value=monitoring/>
            <PlainTextArea name="evaluation" label="How we judge it" hint="How we find out what has changed for people" value=evaluation/>
            <PlainTextArea name="review" label="How we look at it again" hint="When, and who takes part" value=review/>
        }
    };
    section(page, Section::Monitoring, fields)
}

/// What is bought or funded, in words.
const fn category(category: Category) -> &'static str {
    match category {
        Category::GoodsServices => "Ordinary goods or services",
        Category::Works => "Building work",
        Category::Concession => "A concession: users pay the provider",
        Category::LightTouch => "Social and similar services (light touch)",
        Category::LightTouchConcession => "A concession for such services",
        Category::HealthCare => "Health care",
        Category::Grant => "A grant",
    }
}

fn money(page: SpecificationPage) -> impl IntoView {
    let draft = page.draft.clone();
    let text =
        |pick: fn(&super::SpecificationDraft) -> Option<String>| draft.as_ref().and_then(pick).unwrap_or_default();
    let value = text(|draft| draft.value_a_year.clone());
    let years = text(|draft| draft.years.clone());
    let extension = text(|draft| draft.extension_years.clone());
    let vat = text(|draft| draft.vat.clone());
    let kind = text(|draft| draft.category.clone());
    let payment = text(|draft| draft.payment.clone());
    let options: Vec<_> =
        Category::ALL.iter().map(|one| (one.as_str().to_owned(), category(*one).to_owned())).collect();
    // What an API client sent in the wire's spelling is the same choice.
    let kind = kind.to_lowercase();
    let fields = move || {
        view! {
            <TextInput name="valueAYear" label="Value a year, before VAT" hint="For example, 38,000" prefix="£" inputmode="decimal" width=10 value=value/>
            <TextInput name="years" label="How many years" inputmode="numeric" width=3 value=years/>
            <TextInput name="extensionYears" label="How many years it may be extended" hint="Enter 0 if it may not" inputmode="numeric" width=3 value=extension/>
            <TextInput name="vat" label="VAT" hint="Usually 20; enter 0 where there is none" suffix="%" inputmode="decimal" width=5 value=vat/>
            <Select name="category" label="What is bought or funded" options=options value=kind/>
            <PlainTextArea name="payment" label="How the money is paid" hint="How often, and how many days after the bill" value=payment/>
        }
    };
    section(page, Section::Money, fields)
}

/// Scope and aims.
#[component]
pub fn Scope() -> impl IntoView {
    load(scope)
}

/// Monitoring, evaluation and review.
#[component]
pub fn Monitoring() -> impl IntoView {
    load(monitoring)
}

/// Money.
#[component]
pub fn Money() -> impl IntoView {
    load(money)
}
