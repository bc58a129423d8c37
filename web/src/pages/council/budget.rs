//! The money and other resources set against a commission, and what is bound of it.

use cynic::{MutationBuilder, QueryBuilder};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::Money;
use shared::commission::CommissionId;
use shared::plan::budget::Resource;

use crate::api::Api;
use crate::form::{Fields, Outcome, UserError};
use crate::ui::{
    self, BackLink, Button, CardTable, Form, NotFound, Row, Select, SummaryList, TextArea, TextInput, Title,
};

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct CommissionVariables {
    reference: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "CommissionVariables")]
struct CommissionQuery {
    #[arguments(reference: $reference)]
    commission: Option<CommissionPage>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Commission")]
struct CommissionPage {
    id: CommissionId,
    reference: String,
    title: String,
    budget: Option<CommissionBudget>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct CommissionBudget {
    lines: Vec<BudgetLine>,
    overrides: Vec<BudgetOverride>,
    set: Money,
    committed: Money,
    most: Money,
    left: Money,
    overrun: bool,
    viewer_can_set: bool,
    viewer_can_allow: bool,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct BudgetLine {
    label: String,
    year: String,
    amount: Money,
    is_money: bool,
    code: Option<String>,
    says: Option<String>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct BudgetOverride {
    most: Money,
    reason: String,
    allowed_at: shared::Timestamp,
}

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct BudgetLineInput {
    resource: String,
    year: String,
    amount: String,
    code: String,
    says: String,
}

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct BudgetOverrideInput {
    most: String,
    reason: String,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct SetVariables {
    commission: CommissionId,
    input: BudgetLineInput,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "SetVariables")]
struct SetMutation {
    #[arguments(commission: $commission, input: $input)]
    budget_set: CommissionPayload,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct AllowVariables {
    commission: CommissionId,
    input: BudgetOverrideInput,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "AllowVariables")]
struct AllowMutation {
    #[arguments(commission: $commission, input: $input)]
    budget_allow: CommissionPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct CommissionPayload {
    user_errors: Vec<UserError>,
}

fn here(fields: &Fields) -> String {
    format!("/council/commissions/{}/budget", fields.text("reference"))
}

/// Sets a resource.
pub async fn set(api: &Api, fields: &Fields) -> Outcome {
    let Ok(commission) = fields.text("id").parse() else { return Outcome::Go(here(fields)) };
    let text = |name: &str| fields.text(name);
    let input = BudgetLineInput {
        resource: text("resource"),
        year: text("year"),
        amount: text("amount"),
        code: text("code"),
        says: text("says"),
    };
    match api.run(SetMutation::build(SetVariables { commission, input })).await {
        Ok(data) => Outcome::of(data.budget_set.user_errors, || here(fields)),
        Err(fault) => fault.into(),
    }
}

/// Allows more.
pub async fn allow(api: &Api, fields: &Fields) -> Outcome {
    let Ok(commission) = fields.text("id").parse() else { return Outcome::Go(here(fields)) };
    let input = BudgetOverrideInput { most: fields.text("most"), reason: fields.text("reason") };
    match api.run(AllowMutation::build(AllowVariables { commission, input })).await {
        Ok(data) => Outcome::of(data.budget_allow.user_errors, || here(fields)),
        Err(fault) => fault.into(),
    }
}

fn lines(all: Vec<BudgetLine>) -> AnyView {
    if all.is_empty() {
        return view! {
            <p class="govuk-body">"Nothing is set yet, so no award is held against a budget."</p>
        }
        .into_any();
    }
    let row = |line: BudgetLine| {
        let worth = if line.is_money { String::new() } else { " in worth, not money".to_owned() };
        let says = line.says.unwrap_or_else(|| "Not said".to_owned());
        vec![
            line.year.into_any(),
            line.label.into_any(),
            format!("{}{worth}", line.amount).into_any(),
            line.code.unwrap_or_else(|| "None".to_owned()).into_any(),
            says.into_any(),
        ]
    };
    view! {
        <CardTable
            caption="What is set, before VAT"
            heads=vec!["Financial year", "Resource", "How much", "Budget code", "From"]
            rows=all.into_iter().map(row).collect()
        />
    }
    .into_any()
}

fn allowed(all: Vec<BudgetOverride>) -> impl IntoView {
    (!all.is_empty()).then(|| {
        let item = |one: BudgetOverride| {
            let day = shared::calendar::in_short(shared::calendar::day_of(one.allowed_at));
            view! { <li>{format!("{day}: up to {}. {}", one.most, one.reason)}</li> }
        };
        view! {
            <h2 class="govuk-heading-m">"What approvers allowed beyond it"</h2>
            <ul class="govuk-list govuk-list--bullet">{all.into_iter().map(item).collect_view()}</ul>
        }
    })
}

fn set_form(hidden: Vec<(&'static str, String)>) -> impl IntoView {
    let resources =
        Resource::ALL.iter().map(|one| (one.as_str().to_owned(), one.label().to_owned())).collect::<Vec<_>>();
    view! {
        <h2 class="govuk-heading-m">"Set a resource"</h2>
        <p class="govuk-body">"It replaces what was set of the same resource for the same year."</p>
        <Form name="budget-set" hidden=hidden>
            <Select name="resource" label="What it is" options=resources/>
            <TextInput name="year" label="Financial year" hint="For example, 2026-27" width=10/>
            <TextInput name="amount" label="How much, before VAT" hint="What it is worth, where it is not money" width=10/>
            <TextInput name="code" label="Budget code" hint="The directorate's budget always has one" width=20/>
            <TextInput name="says" label="Where it comes from (optional)"/>
            <Button text="Set"/>
        </Form>
    }
}

fn allow_form(hidden: Vec<(&'static str, String)>) -> impl IntoView {
    view! {
        <h2 class="govuk-heading-m">"Allow more"</h2>
        <Form name="budget-allow" hidden=hidden>
            <TextInput name="most" label="The most that awards may come to, all together" hint="Before VAT" width=10/>
            <TextArea name="reason" label="Why" rows=2/>
            <Button text="Allow"/>
        </Form>
    }
}

fn show(page: (CommissionId, String, String), budget: CommissionBudget) -> impl IntoView {
    let (id, reference, title) = page;
    let hidden = || vec![("id", id.to_string()), ("reference", reference.clone())];
    let left = if budget.overrun { "Overrun by" } else { "Left" };
    let rows = vec![
        Row::new("Set, money alone", budget.set.to_string()),
        Row::new("Bound by approved awards", budget.committed.to_string()),
        Row::new(left, budget.left.to_string()),
        Row::new("The most that may be bound", budget.most.to_string()),
    ];
    view! {
        <BackLink href=format!("/council/commissions/{reference}") text=title.clone()/>
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text="Budget" section=reference.clone() caption=title.clone()/>
            <SummaryList rows=rows/>
            {lines(budget.lines)}
            {allowed(budget.overrides)}
            {budget.viewer_can_set.then(|| set_form(hidden()))}
            {budget.viewer_can_allow.then(|| allow_form(hidden()))}
        </div></div>
    }
}

/// The page.
#[component]
pub fn Budget() -> impl IntoView {
    let params = use_params_map();
    let reference = move || params.with(|params| params.get("reference").unwrap_or_default());
    let operation = move || CommissionQuery::build(CommissionVariables { reference: reference() });
    ui::query(operation, |data| {
        let found = data.commission.and_then(|one| Some(((one.id, one.reference, one.title), one.budget?)));
        match found {
            Some((page, budget)) => show(page, budget).into_any(),
            None => NotFound().into_any(),
        }
    })
}
