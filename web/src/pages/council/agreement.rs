//! One agreement, for the council: drawn up, offered, signed, watched.

use cynic::{MutationBuilder, QueryBuilder};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::calendar;
use shared::monitor::monitoring_plan::{ActivityKind, Frequency};
use shared::secure::agreement::Action;

use crate::api::Api;
use crate::form::{Fields, Outcome, ReturnedForm, UserError};
use crate::pages::agreement::{
    IdVariables, IdVariablesFields, Measure, Outline, ReferenceVariables, ReferenceVariablesFields, Terms, ThreadStep,
    facts, measures, terms, thread,
};
use crate::pages::provider::data_returns::{ReturnRow, list};
use crate::ui::{self, BackLink, Button, Form, LinkButton, NotFound, Refusals, Select, TextInput, Title};

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
    #[arguments(action: OFFER)]
    #[cynic(rename = "refusals", alias)]
    offer_refusals: Option<Vec<UserError>>,
    #[arguments(action: SIGN)]
    #[cynic(rename = "refusals", alias)]
    sign_refusals: Option<Vec<UserError>>,
    measures: Vec<Measure>,
    trace: Vec<ThreadStep>,
    returns: Vec<ReturnRow>,
}

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct AgreementInput {
    title: String,
    starts_on: String,
    ends_on: String,
    payment_days: String,
    payment_terms: String,
    lines: Vec<PaymentLineInput>,
    plan: MonitoringPlanInput,
}

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct PaymentLineInput {
    due_on: String,
    what: String,
    amount: String,
    measure: String,
}

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct MonitoringPlanInput {
    frequency: String,
    rationale: String,
    activities: Vec<MonitoringActivityInput>,
}

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct MonitoringActivityInput {
    kind: String,
    detail: String,
}

impl AgreementInput {
    fn read(fields: &Fields) -> Self {
        let lines = (0..200).map_while(|index| {
            let of = |field: &str| fields.text(&format!("lines.{index}.{field}"));
            let is_there = fields.0.iter().any(|(name, _)| *name == format!("lines.{index}.amount"));
            is_there.then(|| PaymentLineInput {
                due_on: of("dueOn"),
                what: of("what"),
                amount: of("amount"),
                measure: of("measure"),
            })
        });
        let activities = (0..50).map_while(|index| {
            let of = |field: &str| fields.text(&format!("plan.activities.{index}.{field}"));
            let is_there = fields.0.iter().any(|(name, _)| *name == format!("plan.activities.{index}.kind"));
            is_there.then(|| MonitoringActivityInput { kind: of("kind"), detail: of("detail") })
        });
        Self {
            title: fields.text("title"),
            starts_on: fields.text("startsOn"),
            ends_on: fields.text("endsOn"),
            payment_days: fields.text("paymentDays"),
            payment_terms: fields.text("paymentTerms"),
            lines: lines.collect(),
            plan: MonitoringPlanInput {
                frequency: fields.text("plan.frequency"),
                rationale: fields.text("plan.rationale"),
                activities: activities.collect(),
            },
        }
    }
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct SaveVariables {
    id: shared::secure::AgreementId,
    version: i32,
    input: AgreementInput,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct VersionVariables {
    id: shared::secure::AgreementId,
    version: i32,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct AwardVariables {
    award: shared::secure::AwardId,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "SaveVariables")]
struct SaveMutation {
    #[arguments(id: $id, version: $version, input: $input)]
    agreement_save: AgreementPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "VersionVariables")]
struct OfferMutation {
    #[arguments(id: $id, version: $version)]
    agreement_offer: AgreementPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "IdVariables")]
struct RecallMutation {
    #[arguments(id: $id)]
    agreement_recall: AgreementPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "AwardVariables")]
struct DraftMutation {
    #[arguments(award: $award)]
    agreement_draft: AgreementPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct AgreementPayload {
    agreement: Option<Referenced>,
    user_errors: Vec<UserError>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Agreement")]
struct Referenced {
    reference: String,
}

fn here(fields: &Fields) -> String {
    format!("/council/agreements/{}", fields.text("reference"))
}

/// Draws an agreement up from the award named in the form.
pub async fn draft(api: &Api, fields: &Fields) -> Outcome {
    let Ok(award) = fields.text("award").parse() else { return Outcome::Go("/council/agreements".to_owned()) };
    match api.run(DraftMutation::build(AwardVariables { award })).await {
        Ok(data) => {
            let reference = data.agreement_draft.agreement.map(|agreement| agreement.reference).unwrap_or_default();
            Outcome::of(data.agreement_draft.user_errors, || format!("/council/agreements/{reference}"))
        }
        Err(fault) => fault.into(),
    }
}

/// Saves a draft.
pub async fn save(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("id").parse() else { return Outcome::Go(here(fields)) };
    let variables = SaveVariables { id, version: fields.version(), input: AgreementInput::read(fields) };
    match api.run(SaveMutation::build(variables)).await {
        Ok(data) => Outcome::of(data.agreement_save.user_errors, || here(fields)),
        Err(fault) => fault.into(),
    }
}

/// Offers it.
pub async fn offer(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("id").parse() else { return Outcome::Go(here(fields)) };
    let variables = VersionVariables { id, version: fields.version() };
    match api.run(OfferMutation::build(variables)).await {
        Ok(data) => Outcome::of(data.agreement_offer.user_errors, || here(fields)),
        Err(fault) => fault.into(),
    }
}

/// Takes an offer back.
pub async fn recall(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("id").parse() else { return Outcome::Go(here(fields)) };
    match api.run(RecallMutation::build(IdVariables { id })).await {
        Ok(data) => Outcome::of(data.agreement_recall.user_errors, || here(fields)),
        Err(fault) => fault.into(),
    }
}

fn edit(
    of: &Outline,
    terms: &Terms,
    measures: &[Measure],
    hidden: Vec<(&'static str, String)>,
) -> impl IntoView + use<> {
    let measures: Vec<_> = measures.iter().map(|one| (one.id.to_string(), one.name.clone())).collect();
    let plan = terms.plan.clone();
    let frequency = plan.as_ref().map(|plan| plan.frequency.as_str().to_owned()).unwrap_or_default();
    let rationale = plan.as_ref().and_then(|plan| plan.rationale.clone()).unwrap_or_default();
    let activities = plan.map(|plan| plan.activities).unwrap_or_default();
    let frequencies: Vec<(String, String)> =
        Frequency::ALL.iter().map(|one| (one.as_str().to_owned(), format!("Every {}", one.label()))).collect();
    let kinds: Vec<(String, String)> =
        ActivityKind::ALL.iter().map(|one| (one.as_str().to_owned(), one.label().to_owned())).collect();
    let (title, starts_on, ends_on, value) = (of.title.clone(), of.starts_on, of.ends_on, of.value);
    let payment_days = terms.payment_days.map(|days| days.to_string()).unwrap_or_default();
    let payment_terms = terms.payment_terms.clone().unwrap_or_default();
    let lines = terms.lines.clone();
    let spare = lines.len();
    let more = activities.len();
    // One row to add to, and as many as were sent.
    let returned = ReturnedForm::here();
    let rows = returned.rows("agreement-save", "lines").max(spare + 1);
    let activity_rows = returned.rows("agreement-save", "plan.activities").max(more + 1);
    view! {
        <Form name="agreement-save" hidden=hidden edits=true>
            <TextInput name="title" label="Name" value=title/>
            <TextInput name="startsOn" label="First day" hint="For example, 1 April 2027" width=20 value=calendar::in_short(starts_on)/>
            <TextInput name="endsOn" label="Last day" width=20 value=calendar::in_short(ends_on)/>
            <TextInput name="paymentDays" label="The council pays an invoice within" suffix="days" inputmode="numeric" width=3 value=payment_days/>
            <TextInput name="paymentTerms" label="What is paid for what (optional)" value=payment_terms/>
            <h3 class="govuk-heading-s">"Payments"</h3>
            <p class="govuk-body">{format!("They must come to {value}, before VAT. Empty lines are left out.")}</p>
            {lines.into_iter().enumerate().map(|(index, line)| {
                let measure = line.measure.map(|id| id.to_string()).unwrap_or_default();
                let typed = [calendar::in_short(line.due_on), line.what, line.amount.to_string(), measure];
                payment(index, typed, measures.clone())
            }).collect_view()}
            {(spare..rows).map(|index| payment(index, Default::default(), measures.clone())).collect_view()}
            <h3 class="govuk-heading-s">"Monitoring plan"</h3>
            <Select name="plan.frequency" label="A return is due" options=frequencies value=frequency/>
            <TextInput name="plan.rationale" label="Why more often than the rules expect" hint="Leave empty unless it is." value=rationale/>
            {activities.into_iter().enumerate().map(|(index, one)| {
                activity(index, kinds.clone(), one.kind.as_str().to_owned(), one.detail)
            }).collect_view()}
            {(more..activity_rows).map(|index| activity(index, kinds.clone(), String::new(), String::new())).collect_view()}
            <Button text="Save draft" secondary=true/>
        </Form>
    }
}

fn payment(
    index: usize,
    [due_on, what, amount, measure]: [String; 4],
    measures: Vec<(String, String)>,
) -> impl IntoView {
    let at = |field: &str| format!("lines.{index}.{field}");
    let number = index + 1;
    view! {
        <fieldset class="govuk-fieldset">
            <legend class="govuk-fieldset__legend govuk-visually-hidden">{format!("Payment {number}")}</legend>
            <TextInput name=at("dueOn") label=format!("Payment {number}: from") width=20 value=due_on/>
            <TextInput name=at("what") label="For" value=what/>
            <TextInput name=at("amount") label="Amount before VAT" prefix="£" inputmode="decimal" width=10 value=amount.trim_start_matches('£').to_owned()/>
            {(!measures.is_empty()).then(|| view! {
                <Select name=at("measure") label="Hangs on the result of a measure (optional)" options=measures value=measure/>
            })}
        </fieldset>
    }
}

fn activity(index: usize, kinds: Vec<(String, String)>, kind: String, detail: String) -> impl IntoView {
    let at = |field: &str| format!("plan.activities.{index}.{field}");
    let number = index + 1;
    view! {
        <fieldset class="govuk-fieldset">
            <legend class="govuk-fieldset__legend govuk-visually-hidden">{format!("Activity {number}")}</legend>
            <Select name=at("kind") label=format!("Activity {number}") options=kinds value=kind/>
            <TextInput name=at("detail") label="What happens" value=detail/>
        </fieldset>
    }
}

fn show(page: AgreementPage) -> impl IntoView {
    let of = page.outline;
    let can = |action: Action| of.viewer_can.iter().any(|one| *one == action);
    let read = |errors: Option<Vec<UserError>>| -> Vec<shared::Refusal> {
        errors.unwrap_or_default().into_iter().map(Into::into).collect()
    };
    let (unready, unsigned) = (read(page.offer_refusals), read(page.sign_refusals));
    let hidden =
        || vec![("id", of.id.to_string()), ("reference", of.reference.clone()), ("version", of.version.to_string())];
    let offer = can(Action::Offer).then(|| {
        if unready.is_empty() {
            view! { <Form name="agreement-offer" hidden=hidden()><Button text="Offer it to the provider"/></Form> }
                .into_any()
        } else {
            view! { <Refusals heading="You cannot offer this yet" refusals=unready.clone()/> }.into_any()
        }
    });
    let sign = can(Action::Sign).then(|| {
        if unsigned.is_empty() {
            let href = format!("/council/agreements/{}/sign", of.reference);
            view! { <LinkButton href=href text="Read and sign"/> }.into_any()
        } else {
            view! { <Refusals heading="You cannot sign yet" refusals=unsigned.clone()/> }.into_any()
        }
    });
    let editing =
        page.terms.as_ref().filter(|_| can(Action::Save)).map(|terms| edit(&of, terms, &page.measures, hidden()));
    view! {
        <BackLink href="/council/agreements" text="Agreements"/>
        <Title text=of.title.clone() section="Agreements" caption=of.reference.clone()/>
        <p class="govuk-body">{of.status.view()}</p>
        {offer}
        {sign}
        {can(Action::Recall).then(|| view! {
            <Form name="agreement-recall" hidden=hidden()><Button text="Take the offer back to change it" secondary=true/></Form>
        })}
        {facts(&of)}
        {match editing {
            Some(form) => view! { <h2 class="govuk-heading-m">"Terms"</h2>{form} }.into_any(),
            None => page.terms.as_ref().map(terms).into_any(),
        }}
        <h2 class="govuk-heading-m">"Returns"</h2>
        {list(page.returns, "/council/returns")}
        {measures(page.measures)}
        {thread(page.trace)}
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
