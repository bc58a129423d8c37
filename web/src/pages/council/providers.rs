//! Providers, and whether one is of the third sector.

use cynic::{MutationBuilder, QueryBuilder};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use shared::people::OrganisationId;
use shared::people::organisation::Action;

use crate::api::Api;
use crate::form::{Fields, Outcome, UserError};
use crate::ui::{self, BackLink, Button, CardTable, Form, NotFound, Row, SummaryList, TextArea, Title};
use crate::wire;

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct ListVariables {
    text: Option<String>,
    after: Option<String>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "ListVariables")]
struct ListQuery {
    #[arguments(first: 50, kind: PROVIDER, text: $text, after: $after)]
    organisations: OrganisationConnection,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct OrganisationConnection {
    total_count: Option<i32>,
    nodes: Vec<ListRow>,
    page_info: PageInfo,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct PageInfo {
    has_next_page: bool,
    end_cursor: Option<String>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Organisation")]
struct ListRow {
    id: OrganisationId,
    name: String,
    org_id: String,
    sector_label: Option<String>,
    status_tag: Option<ui::Status>,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct OneVariables {
    id: OrganisationId,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "OneVariables")]
struct OneQuery {
    #[arguments(id: $id)]
    organisation: Option<One>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Organisation")]
struct One {
    id: OrganisationId,
    name: String,
    org_id: String,
    sector_label: Option<String>,
    legal_form_label: Option<String>,
    status_tag: Option<ui::Status>,
    declarations: Option<OrganisationDeclarations>,
    status_history: Vec<OrganisationStatusChange>,
    viewer_can: Vec<wire::OrganisationAction>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct OrganisationDeclarations {
    independent: bool,
    purposes: String,
    surplus: String,
    asset_lock: bool,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct OrganisationStatusChange {
    tag: ui::Status,
    at: shared::Timestamp,
    reason: Option<String>,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct DecideVariables {
    id: OrganisationId,
    reason: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "DecideVariables")]
struct VerifyMutation {
    #[arguments(id: $id, reason: $reason)]
    organisation_verify: OrganisationPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "DecideVariables")]
struct RefuseMutation {
    #[arguments(id: $id, reason: $reason)]
    organisation_refuse: OrganisationPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct OrganisationPayload {
    user_errors: Vec<UserError>,
}

fn here(fields: &Fields) -> String {
    format!("/council/providers/{}", fields.text("id"))
}

/// Verifies.
pub async fn verify(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("id").parse() else { return Outcome::Go("/council/providers".to_owned()) };
    match api.run(VerifyMutation::build(DecideVariables { id, reason: fields.text("reason") })).await {
        Ok(data) => Outcome::of(data.organisation_verify.user_errors, || here(fields)),
        Err(fault) => fault.into(),
    }
}

/// Does not accept.
pub async fn refuse(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("id").parse() else { return Outcome::Go("/council/providers".to_owned()) };
    match api.run(RefuseMutation::build(DecideVariables { id, reason: fields.text("reason") })).await {
        Ok(data) => Outcome::of(data.organisation_refuse.user_errors, || here(fields)),
        Err(fault) => fault.into(),
    }
}

/// The list.
#[component]
pub fn Providers() -> impl IntoView {
    let query = use_query_map();
    let variables = move || {
        query.with(|query| ListVariables {
            text: query.get("text").filter(|text| !text.is_empty()),
            after: query.get("after"),
        })
    };
    let text = query.with_untracked(|query| query.get("text").unwrap_or_default());
    view! {
        <Title text="Providers" section="Council"/>
        <form method="get" class="cw-filter">
            <div class="govuk-form-group">
                <label class="govuk-label" for="text">"Name or number"</label>
                <input class="govuk-input govuk-input--width-20" id="text" name="text" value=text/>
            </div>
            <button type="submit" class="govuk-button govuk-button--secondary">"Search"</button>
        </form>
        <p class="govuk-body">
            <a class="govuk-link" href="/council/market">"Market map"</a>": who can do what, and where there are too few"
        </p>
        {ui::query(move || ListQuery::build(variables()), list)}
    }
}

fn list(data: ListQuery) -> impl IntoView {
    let found = data.organisations;
    let count = found.total_count.unwrap_or_default();
    let next = found.page_info.end_cursor.filter(|_| found.page_info.has_next_page);
    if count == 0 {
        return view! { <p class="govuk-body">"No provider matches."</p> }.into_any();
    }
    view! {
        <CardTable
            caption=if count == 1 { "1 provider".to_owned() } else { format!("{count} providers") }
            heads=vec!["Provider", "Kind", "Third sector"]
            rows=found.nodes.into_iter().map(|one| vec![
                view! { <a class="govuk-link" href=format!("/council/providers/{}", one.id)>{one.name}</a>" "{one.org_id} }.into_any(),
                one.sector_label.into_any(),
                one.status_tag.map(|tag| tag.view()).into_any(),
            ]).collect()
        />
        {next.map(|cursor| view! {
            <p class="govuk-body"><a class="govuk-link" rel="next" href=format!("/council/providers?after={cursor}")>"Next page"</a></p>
        })}
    }
    .into_any()
}

fn show(one: One) -> impl IntoView {
    let can = |action: Action| one.viewer_can.iter().any(|may| *may == action);
    let word = |yes: bool| if yes { "Yes" } else { "No" };
    let mut rows = vec![
        Row::new("Identifier", one.org_id.clone()),
        Row::new("Kind", one.sector_label.clone().unwrap_or_default()),
        Row::new("Set up as", one.legal_form_label.clone().unwrap_or_else(|| "Not given".to_owned())),
    ];
    if let Some(declared) = &one.declarations {
        rows.extend([
            Row::new("Independent of government", word(declared.independent)),
            Row::new("What it is for", declared.purposes.clone()),
            Row::new("A surplus", declared.surplus.clone()),
            Row::new("Asset lock", word(declared.asset_lock)),
        ]);
    }
    let hidden = || vec![("id", one.id.to_string())];
    let verify = can(Action::Verify).then(|| {
        view! {
            <Form name="organisation-verify" hidden=hidden()>
                <TextArea name="reason" label="If it is of the third sector: what did you look at?" rows=3/>
                <Button text="Verify"/>
            </Form>
        }
    });
    let refuse = can(Action::Refuse).then(|| {
        view! {
            <Form name="organisation-refuse" hidden=hidden()>
                <TextArea name="reason" label="If it is not: why?" rows=3/>
                <Button text="Do not accept" warning=true/>
            </Form>
        }
    });
    view! {
        <BackLink href="/council/providers" text="Providers"/>
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text=one.name.clone() section="Providers"/>
            <p class="govuk-body">{one.status_tag.as_ref().map(ui::Status::view)}</p>
            <SummaryList rows=rows/>
            <h2 class="govuk-heading-m">"Third-sector status"</h2>
            <ul class="govuk-list">
                {one.status_history.iter().map(|change| {
                    let at = shared::calendar::instant_in_words(change.at);
                    view! { <li>{change.tag.view()}" "{at}{change.reason.clone().map(|reason| format!(": {reason}"))}</li> }
                }).collect_view()}
            </ul>
            {verify}
            {refuse}
        </div></div>
    }
}

/// One provider.
#[component]
pub fn Provider() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("org").unwrap_or_default());
    match id.parse::<OrganisationId>() {
        Ok(id) => ui::query(
            move || OneQuery::build(OneVariables { id: id.clone() }),
            |data| match data.organisation {
                Some(one) => show(one).into_any(),
                None => NotFound().into_any(),
            },
        )
        .into_any(),
        Err(_) => NotFound().into_any(),
    }
}
