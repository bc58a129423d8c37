//! Signing an agreement: read, confirm, sign. The council signs on the same
//! page under its own folder.

use cynic::{MutationBuilder, QueryBuilder};
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_params_map};
use shared::secure::agreement::Action;

use crate::api::Api;
use crate::form::{Fields, Outcome, UserError};
use crate::pages::agreement::{Measure, Outline, ReferenceVariables, ReferenceVariablesFields, Terms, facts, terms};
use crate::ui::{self, BackLink, Button, Checkbox, Form, NotFound, Refusals, TextInput, Title};

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "ReferenceVariables")]
struct SignQuery {
    #[arguments(reference: $reference)]
    agreement: Option<SignPage>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Agreement")]
struct SignPage {
    #[cynic(spread)]
    outline: Outline,
    terms: Option<Terms>,
    measures: Vec<Measure>,
    #[arguments(action: SIGN)]
    refusals: Option<Vec<UserError>>,
}

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct AgreementSignInput {
    name: String,
    authority: String,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct SignVariables {
    id: shared::secure::AgreementId,
    version: i32,
    input: AgreementSignInput,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "SignVariables")]
struct SignMutation {
    #[arguments(id: $id, version: $version, input: $input)]
    agreement_sign: AgreementPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct AgreementPayload {
    user_errors: Vec<UserError>,
}

/// Signs.
pub async fn sign(api: &Api, fields: &Fields) -> Outcome {
    let folder = folder(fields.text("workspace") == "council");
    let back = format!("{folder}/{}", fields.text("reference"));
    let Ok(id) = fields.text("id").parse() else { return Outcome::Go(back) };
    let input = AgreementSignInput { name: fields.text("name"), authority: fields.text("authority") };
    let variables = SignVariables { id, version: fields.version(), input };
    match api.run(SignMutation::build(variables)).await {
        Ok(data) => Outcome::of(data.agreement_sign.user_errors, || back),
        Err(fault) => fault.into(),
    }
}

/// The folder of the signatory's agreements.
const fn folder(is_council: bool) -> &'static str {
    if is_council { "/council/agreements" } else { "/provider/agreements" }
}

fn show(page: SignPage, is_council: bool) -> impl IntoView {
    let of = page.outline;
    let back = format!("{}/{}", folder(is_council), of.reference);
    let refusals: Vec<shared::Refusal> = page.refusals.unwrap_or_default().into_iter().map(Into::into).collect();
    let may = of.viewer_can.iter().any(|one| *one == Action::Sign) && refusals.is_empty();
    let workspace = if is_council { "council" } else { "provider" };
    let hidden = vec![
        ("id", of.id.to_string()),
        ("reference", of.reference.clone()),
        ("workspace", workspace.to_owned()),
        ("version", of.version.to_string()),
    ];
    view! {
        <BackLink href=back text=of.title.clone()/>
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text="Read and sign" section=of.title.clone() caption=of.reference.clone()/>
            {facts(&of)}
            <h2 class="govuk-heading-m">"Measures"</h2>
            <ul class="govuk-list govuk-list--bullet">
                {page.measures.into_iter().map(|measure| view! { <li>{measure.name}": "{measure.in_words}</li> }).collect_view()}
            </ul>
            {page.terms.as_ref().map(terms)}
            <Refusals heading="You cannot sign" refusals=refusals/>
            {may.then(|| view! {
                <Form name="agreement-sign" hidden=hidden>
                    <Checkbox name="authority" label="I have read this agreement, and I may sign it for my organisation" afresh=true/>
                    <TextInput name="name" label="Your full name" hint="This is your signature." autocomplete="name"/>
                    <Button text="Sign"/>
                </Form>
            })}
        </div></div>
    }
}

/// The page.
#[component]
pub fn Sign() -> impl IntoView {
    let params = use_params_map();
    let is_council = use_location().pathname.with_untracked(|path| path.starts_with("/council"));
    let reference = move || params.with(|params| params.get("reference").unwrap_or_default());
    ui::query(
        move || SignQuery::build(ReferenceVariables { reference: reference() }),
        move |data| match data.agreement {
            Some(page) if page.terms.is_some() => show(page, is_council).into_any(),
            _ => NotFound().into_any(),
        },
    )
}
