//! One return, for the provider: filled in on one page, checked on the next.

use cynic::{MutationBuilder, QueryBuilder};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::calendar;
use shared::monitor::DataReturnId;
use shared::monitor::data_return::Action;

use super::data_returns::AgreementName;
use crate::api::Api;
use crate::form::{Fields, Outcome, UserError};
use crate::ui::{
    self, BackLink, Button, Checkbox, Form, Inset, NotFound, Refusals, Row, SummaryList, TextArea, TextInput, Title,
};
use crate::wire::DataReturnAction;

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct ReturnVariables {
    pub id: DataReturnId,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "ReturnVariables")]
pub(crate) struct ReturnQuery {
    #[arguments(id: $id)]
    pub data_return: Option<ReturnPage>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "DataReturn")]
pub(crate) struct ReturnPage {
    pub id: DataReturnId,
    pub title: String,
    pub due_on: shared::Day,
    pub version: i32,
    pub status: ui::Status,
    pub viewer_can: Vec<DataReturnAction>,
    pub readings: Option<Vec<Reading>>,
    pub remark: Option<String>,
    pub missing: Option<Vec<UserError>>,
    pub agreement: Option<AgreementName>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct Reading {
    pub indicator: shared::secure::IndicatorId,
    pub name: String,
    pub unit: String,
    pub target: String,
    pub in_words: String,
    pub previous: Option<String>,
    pub value: Option<String>,
    pub figure: Option<String>,
    pub asked: Option<i32>,
    pub reason: Option<String>,
    pub status: ui::Status,
    pub warning: Option<String>,
    pub confirmed: bool,
    pub note: Option<String>,
    pub query: Option<String>,
}

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct DataReturnInput {
    readings: Vec<ReadingInput>,
    remark: String,
}

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct ReadingInput {
    indicator: String,
    value: String,
    asked: String,
    reason: String,
    note: String,
    confirmed: String,
}

impl DataReturnInput {
    /// Reads the lines in order, until there is none of the next number.
    fn read(fields: &Fields) -> Self {
        let line = |index: usize| {
            let of = |field: &str| fields.text(&format!("readings.{index}.{field}"));
            let indicator = of("indicator");
            (!indicator.is_empty()).then(|| ReadingInput {
                indicator,
                value: of("value"),
                asked: of("asked"),
                reason: of("reason"),
                note: of("note"),
                confirmed: of("confirmed"),
            })
        };
        Self { readings: (0..).map_while(line).collect(), remark: fields.text("remark") }
    }
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct SaveVariables {
    id: DataReturnId,
    version: i32,
    input: DataReturnInput,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "SaveVariables")]
struct SaveMutation {
    #[arguments(id: $id, version: $version, input: $input)]
    return_save: DataReturnPayload,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct VersionVariables {
    pub id: DataReturnId,
    pub version: i32,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "VersionVariables")]
struct SubmitMutation {
    #[arguments(id: $id, version: $version)]
    return_submit: DataReturnPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct DataReturnPayload {
    pub user_errors: Vec<UserError>,
}

/// Keeps what is filled in, and goes on to the check if that was asked.
pub async fn save(api: &Api, fields: &Fields) -> Outcome {
    let here = format!("/provider/returns/{}", fields.text("id"));
    let Ok(id) = fields.text("id").parse() else { return Outcome::Go(here) };
    let next = if fields.text("next") == "check" { format!("{here}/check") } else { here };
    let variables = SaveVariables { id, version: fields.version(), input: DataReturnInput::read(fields) };
    match api.run(SaveMutation::build(variables)).await {
        Ok(data) => Outcome::of(data.return_save.user_errors, || next),
        Err(fault) => fault.into(),
    }
}

/// Sends it.
pub async fn submit(api: &Api, fields: &Fields) -> Outcome {
    let here = format!("/provider/returns/{}", fields.text("id"));
    let Ok(id) = fields.text("id").parse() else { return Outcome::Go(here) };
    let variables = VersionVariables { id, version: fields.version() };
    match api.run(SubmitMutation::build(variables)).await {
        Ok(data) => Outcome::of(data.return_submit.user_errors, || here),
        Err(fault) => fault.into(),
    }
}

/// The return of the address, as `show` shows it; nothing is asked of the
/// server for an address that names none.
pub(crate) fn of_address<I: IntoView + 'static>(
    show: impl Fn(ReturnPage) -> Option<I> + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let params = use_params_map();
    let id = move || params.with(|params| params.get("id").and_then(|id| id.parse::<DataReturnId>().ok()));
    move || match id() {
        Some(id) => ui::query(
            move || ReturnQuery::build(ReturnVariables { id: id.clone() }),
            move |data| match data.data_return.and_then(show) {
                Some(view) => view.into_any(),
                None => NotFound().into_any(),
            },
        )
        .into_any(),
        None => NotFound().into_any(),
    }
}

fn line(index: usize, of: &Reading) -> impl IntoView + use<> {
    let at = |field: &str| format!("readings.{index}.{field}");
    let hint = match &of.previous {
        Some(previous) => format!("Last time {previous}, target {}", of.target),
        None => format!("Target {}", of.target),
    };
    let suffix = of.unit.clone();
    view! {
        <fieldset class="govuk-fieldset govuk-form-group">
            <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">{format!("{} {}", index + 1, of.name)}</legend>
            {of.query.clone().map(|query| view! { <Inset>"The council asks: "{query}</Inset> })}
            {of.figure.is_some().then(|| of.status.view())}
            <input type="hidden" name=at("indicator") value=of.indicator.to_string()/>
            <TextInput name=at("value") label="Figure" hint=hint inputmode="decimal" width=10 suffix=suffix value=of.value.clone().unwrap_or_default()/>
            {of.warning.clone().map(|warning| view! {
                <div class="govuk-warning-text"><span class="govuk-warning-text__icon" aria-hidden="true">"!"</span>
                    <strong class="govuk-warning-text__text"><span class="govuk-visually-hidden">"Warning"</span>{warning}</strong></div>
                <Checkbox name=at("confirmed") label="This figure is right" checked=of.confirmed/>
            })}
            <TextInput name=at("asked") label="How many people were asked (optional)" inputmode="numeric" width=5 value=of.asked.map(|asked| asked.to_string()).unwrap_or_default()/>
            <TextInput name=at("reason") label="If there is no figure, why" hint="Leave empty if you gave a figure." value=of.reason.clone().unwrap_or_default()/>
            <TextInput name=at("note") label="Anything to know about it (optional)" hint="Do not name people." value=of.note.clone().unwrap_or_default()/>
        </fieldset>
    }
}

/// A return as a list of facts.
pub(crate) fn readings(of: &[Reading]) -> impl IntoView + use<> {
    let rows = of.iter().map(|line| {
        let figure = line.figure.clone().or_else(|| line.reason.clone().map(|why| format!("No figure: {why}")));
        let note = line.note.clone().map(|note| view! { <br/>{note} });
        let query = line.query.clone().map(|query| view! { <br/><strong>"Question: "</strong>{query} });
        let (status, words) = (line.status.view(), line.in_words.clone());
        let previous = line.previous.clone().map(|previous| format!("Last time {previous}. "));
        Row::new(
            line.name.clone(),
            view! {
                {figure.unwrap_or_else(|| "Not filled in".to_owned())}" "{status}{note}{query}
                <br/><span class="govuk-hint">{previous}{words}</span>
            },
        )
    });
    view! { <SummaryList rows=rows.collect()/> }
}

fn head(page: &ReturnPage) -> impl IntoView + use<> {
    let due = calendar::in_short(page.due_on);
    let agreement = page.agreement.clone().map(|agreement| format!("{} {}. ", agreement.reference, agreement.title));
    view! { <p class="govuk-body">{page.status.view()}" "{agreement}{format!("Due {due}.")}</p> }
}

fn fill(page: ReturnPage) -> impl IntoView {
    let may = page.viewer_can.iter().any(|one| *one == Action::Save);
    let hidden = vec![("id", page.id.to_string()), ("version", page.version.to_string())];
    let lines = page.readings.clone().unwrap_or_default();
    let remark = page.remark.clone();
    let body = if may {
        view! {
            <p class="govuk-body">"Only your organisation sees this until you send it."</p>
            <Form name="return-save" hidden=hidden edits=true>
                {lines.iter().enumerate().map(|(index, of)| line(index, of)).collect_view()}
                <TextArea name="remark" label="Anything we should know? (optional)" hint="Do not name people." rows=3 value=remark.unwrap_or_default()/>
                <div class="govuk-button-group">
                    <button type="submit" class="govuk-button" name="next" value="check">"Check and send"</button>
                    <button type="submit" class="govuk-button govuk-button--secondary" name="next" value="here">"Save for later"</button>
                </div>
            </Form>
        }
        .into_any()
    } else {
        view! {
            {readings(&lines)}
            {remark.map(|remark| view! { <p class="govuk-body">{remark}</p> })}
        }
        .into_any()
    };
    view! {
        <BackLink href="/provider/returns" text="Returns"/>
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text=page.title.clone() section="Returns"/>
            {head(&page)}
            {body}
        </div></div>
    }
}

fn check(page: ReturnPage) -> impl IntoView {
    let here = format!("/provider/returns/{}", page.id);
    let missing: Vec<shared::Refusal> = page.missing.clone().unwrap_or_default().into_iter().map(Into::into).collect();
    let may = page.viewer_can.iter().any(|one| *one == Action::Submit) && missing.is_empty();
    let hidden = vec![("id", page.id.to_string()), ("version", page.version.to_string())];
    view! {
        <BackLink href=here text="Change something"/>
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text="Check and send" section=page.title.clone() caption=page.title.clone()/>
            {head(&page)}
            {readings(&page.readings.clone().unwrap_or_default())}
            {page.remark.clone().map(|remark| view! { <p class="govuk-body">{remark}</p> })}
            <Refusals heading="You cannot send it yet" refusals=missing/>
            {may.then(|| view! { <Form name="return-submit" hidden=hidden><Button text="Send"/></Form> })}
        </div></div>
    }
}

/// The page to fill it in.
#[component]
pub fn DataReturn() -> impl IntoView {
    of_address(|page| page.readings.is_some().then(|| fill(page)))
}

/// The page to check and send it.
#[component]
pub fn Check() -> impl IntoView {
    of_address(|page| page.missing.is_some().then(|| check(page)))
}
