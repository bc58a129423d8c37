//! Whether it is a grant or a contract, and why less than the rule's method is used.

use leptos::prelude::*;
use shared::secure::method::{DirectGround, GrantKind, Method};

use super::data::{OpportunityInput, Round};
use super::{act, section, task};
use crate::api::Api;
use crate::form::{Fields, Outcome};
use crate::pages::council::method::{NatureInput, QUESTIONS};
use crate::pages::public::footing::Footing;
use crate::ui::{Button, Form, Radios, Select, TextArea, TextInput};

/// Saves the answers and the reasons.
pub async fn save(api: &Api, fields: &Fields) -> Outcome {
    let input = OpportunityInput {
        nature: Some(NatureInput::read(fields)),
        grant_kind: fields.given("grantKind"),
        grant_reason: fields.given("grantReason"),
        grant_most: Some(fields.text("grantMost")),
        expectations: Some(fields.text("expectations")),
        ground: fields.given("ground"),
        direct_reason: fields.given("directReason"),
        ..OpportunityInput::default()
    };
    act::save(api, fields, input, None).await
}

const fn answer(answer: Option<bool>) -> &'static str {
    match answer {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    }
}

/// What a grant is asked besides.
fn grant(footing: &Footing, round: Option<&Round>) -> impl IntoView + use<> {
    let most = round.filter(|round| round.most_set).map(|round| round.most.to_wire()).unwrap_or_default();
    let expectations = round.map(|round| round.expectations.join("\n")).unwrap_or_default();
    let kinds = GrantKind::ALL.iter().map(|kind| (kind.as_str().to_owned(), kind.label().to_owned())).collect();
    let kind = footing.grant_kind.map(|kind| kind.as_str()).unwrap_or_default();
    let reason = footing.grant_reason.clone().unwrap_or_default();
    view! {
        <Radios name="grantKind" legend="What is the grant for?" value=kind options=kinds/>
        <TextArea
            name="grantReason"
            label="Why it is a grant (optional)"
            hint="Needed for more than a small grant, and where the answers say contract. The approver and the public read it."
            value=reason
            rows=3
        />
        <TextInput
            name="grantMost"
            label="The most that one application may be given (optional)"
            hint="Several applications can get a grant; together they stay within the whole value, which is the pot. Empty is the whole pot."
            prefix="£"
            width=10
            value=most
        />
        <TextArea
            name="expectations"
            label="What you expect of whoever gets a grant"
            hint="One on each line. Applicants read them before they begin. A core grant needs none."
            value=expectations
            rows=5
        />
    }
}

/// What a direct award is asked besides.
fn direct(footing: &Footing) -> impl IntoView + use<> {
    let grounds = DirectGround::ALL.iter().map(|one| (one.as_str().to_owned(), one.label().to_owned())).collect();
    let ground = footing.ground.map(|ground| ground.as_str()).unwrap_or_default();
    let reason = footing.direct_reason.clone().unwrap_or_default();
    view! {
        <Select name="ground" label="The ground for asking one provider alone" value=ground options=grounds/>
        <TextArea
            name="directReason"
            label="Why that ground is met"
            hint="The approver and the public read it."
            value=reason
            rows=4
        />
    }
}

/// The page.
#[component]
pub fn Nature() -> impl IntoView {
    section(|page| {
        let (footing, round) = (page.footing.clone(), page.round.clone());
        let answers = [footing.service_in_return, footing.price, footing.enforceable].map(answer);
        let yes_or_no = || vec![("yes".to_owned(), "Yes".to_owned()), ("no".to_owned(), "No".to_owned())];
        let questions = QUESTIONS.iter().zip(answers).map(move |(&(name, legend, hint), chosen)| {
            view! {
                <Radios name=name legend=legend hint=hint value=chosen options=yes_or_no() inline=true/>
            }
        });
        let method = *page.method;
        let form = view! {
            <Form name="opportunity-nature" hidden=page.hidden() edits=true>
                {questions.collect_view()}
                {(method == Method::Grant).then(|| grant(&footing, round.as_ref()))}
                {(method == Method::Direct).then(|| direct(&footing))}
                <Button text="Save and continue"/>
            </Form>
        };
        task(&page, "Grant or contract", form.into_any()).into_any()
    })
}
