//! One agreement, for the provider.

use cynic::{MutationBuilder, QueryBuilder};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::secure::agreement::Action;

use super::data_returns::{ReturnRow, list};
use crate::api::Api;
use crate::form::{Fields, Outcome, UserError};
use crate::pages::agreement::{
    Measure, Outline, ReferenceVariables, ReferenceVariablesFields, Terms, ThreadStep, facts, measures, terms, thread,
};
use crate::ui::{self, BackLink, Button, Form, LinkButton, NotFound, Refusals, TextArea, Title};

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "ReferenceVariables")]
struct AgreementQuery {
    #[arguments(reference: $reference)]
    agreement: Option<AgreementPage>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Agreement")]
struct AgreementPage {
    #[cynic(spread)]
    outline: Outline,
    terms: Option<Terms>,
    #[arguments(action: SIGN)]
    refusals: Option<Vec<UserError>>,
    measures: Vec<Measure>,
    trace: Vec<ThreadStep>,
    returns: Vec<ReturnRow>,
}

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct AgreementDeclineInput {
    reason: String,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct DeclineVariables {
    id: shared::secure::AgreementId,
    input: AgreementDeclineInput,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "DeclineVariables")]
struct DeclineMutation {
    #[arguments(id: $id, input: $input)]
    agreement_decline: AgreementPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct AgreementPayload {
    user_errors: Vec<UserError>,
}

/// Says no to an offer.
pub async fn decline(api: &Api, fields: &Fields) -> Outcome {
    let here = format!("/provider/agreements/{}", fields.text("reference"));
    let Ok(id) = fields.text("id").parse() else { return Outcome::Go(here) };
    let input = AgreementDeclineInput { reason: fields.text("reason") };
    match api.run(DeclineMutation::build(DeclineVariables { id, input })).await {
        Ok(data) => Outcome::of(data.agreement_decline.user_errors, || here),
        Err(fault) => fault.into(),
    }
}

fn show(page: AgreementPage) -> impl IntoView {
    let of = page.outline;
    let can = |action: Action| of.viewer_can.iter().any(|one| *one == action);
    let refusals: Vec<shared::Refusal> = page.refusals.unwrap_or_default().into_iter().map(Into::into).collect();
    let hidden = vec![("id", of.id.to_string()), ("reference", of.reference.clone())];
    let sign = (can(Action::Sign) && refusals.is_empty()).then(
        || view! { <LinkButton href=format!("/provider/agreements/{}/sign", of.reference) text="Read and sign"/> },
    );
    let blocked =
        can(Action::Sign).then(|| view! { <Refusals heading="You cannot sign yet" refusals=refusals.clone()/> });
    view! {
        <BackLink href="/provider/agreements" text="Agreements"/>
        <Title text=of.title.clone() section="Agreements" caption=of.reference.clone()/>
        <p class="govuk-body">{of.status.view()}</p>
        {blocked}
        {sign}
        {facts(&of)}
        {page.terms.as_ref().map(terms)}
        <h2 class="govuk-heading-m">"Returns"</h2>
        {list(page.returns, "/provider/returns")}
        {measures(page.measures)}
        {thread(page.trace)}
        {can(Action::Decline).then(|| view! {
            <h2 class="govuk-heading-m">"Decline this agreement"</h2>
            <Form name="agreement-decline" hidden=hidden>
                <TextArea name="reason" label="Why you decline" hint="The council reads this. It cannot be undone." rows=3/>
                <Button text="Decline" secondary=true/>
            </Form>
        })}
    }
}

/// The page.
#[component]
pub fn Agreement() -> impl IntoView {
    let params = use_params_map();
    let reference = move || params.with(|params| params.get("reference").unwrap_or_default());
    ui::query(
        move || AgreementQuery::build(ReferenceVariables { reference: reference() }),
        |data| match data.agreement {
            Some(page) if page.terms.is_some() => show(page).into_any(),
            _ => NotFound().into_any(),
        },
    )
}
