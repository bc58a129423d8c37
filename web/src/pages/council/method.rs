//! Whether it is a grant or a contract, which method it needs, and why: works with scripts off, since it is a plain
//! search.

mod nature;

use cynic::{MutationBuilder, QueryBuilder};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use shared::check::show_thousandths;
use shared::commission::CommissionId;
use shared::framework::policy::Category;
use shared::secure::method::{GrantKind, Method as Domain, Nature, NatureInput as Answers};
use shared::{Money, Refusal};

use crate::api::Api;
use crate::form::{Fields, Outcome, UserError};
use crate::pages::public::opportunity::{Line, lines};
use crate::ui::{self, BackLink, Button, Form, NotFound, Radios, Title};
use crate::wire::{Method, PolicyCategory};

pub(crate) use nature::{NatureInput, QUESTIONS};

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct CommissionVariables {
    reference: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "CommissionVariables")]
struct CommissionQuery {
    #[arguments(reference: $reference)]
    commission: Option<Commission>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Commission {
    id: CommissionId,
    reference: String,
    title: String,
    specifications: Vec<Specification>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Specification {
    value_a_year: Option<Money>,
    years: Option<i32>,
    extension_years: Option<i32>,
    vat_basis_points: Option<i32>,
    category: Option<PolicyCategory>,
}

#[derive(cynic::InputObject, Clone, Debug, Default, PartialEq, Eq)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct MethodInput {
    pub value_a_year: String,
    pub years: String,
    pub extension_years: String,
    pub vat_percent: String,
    pub category: String,
}

impl MethodInput {
    pub(crate) fn read(fields: &Fields) -> Self {
        Self {
            value_a_year: fields.text("valueAYear"),
            years: fields.text("years"),
            extension_years: fields.text("extensionYears"),
            vat_percent: fields.text("vatPercent"),
            category: fields.text("category"),
        }
    }
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct ExplainVariables {
    input: MethodInput,
    commission: Option<CommissionId>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "ExplainVariables")]
struct ExplainQuery {
    #[arguments(input: $input, commission: $commission)]
    explain_method: ExplainMethodPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct ExplainMethodPayload {
    explanation: Option<Explanation>,
    user_errors: Vec<UserError>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "MethodExplanation")]
struct Explanation {
    method: Method,
    net: Money,
    gross: Money,
    lines: Vec<Line>,
    what_follows: Vec<Line>,
    near_a_line: Vec<Line>,
}

#[derive(cynic::InputObject, Clone, Debug, Default)]
#[cynic(schema_module = "crate::schema")]
struct OpportunityCreateInput {
    commission_id: String,
    nature: NatureInput,
    method: String,
    grant_kind: String,
    terms: MethodInput,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct CreateVariables {
    input: OpportunityCreateInput,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "CreateVariables")]
struct CreateMutation {
    #[arguments(input: $input)]
    opportunity_create: OpportunityPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct OpportunityPayload {
    opportunity: Option<Referenced>,
    user_errors: Vec<UserError>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Opportunity")]
struct Referenced {
    reference: String,
}

/// Begins an opportunity by the method worked out.
pub async fn create(api: &Api, fields: &Fields) -> Outcome {
    let input = OpportunityCreateInput {
        commission_id: fields.text("commissionId"),
        nature: NatureInput::read(fields),
        method: fields.text("method"),
        grant_kind: fields.text("grantKind"),
        terms: MethodInput::read(fields),
    };
    match api.run(CreateMutation::build(CreateVariables { input })).await {
        Ok(data) => {
            let reference = data.opportunity_create.opportunity.map(|made| made.reference).unwrap_or_default();
            Outcome::of(data.opportunity_create.user_errors, || format!("/council/opportunities/{reference}"))
        }
        Err(fault) => fault.into(),
    }
}

/// The kinds of purchase, in words.
pub(crate) const KINDS: &[(Category, &str)] = &[
    (Category::LightTouch, "Light touch: care, support, advice and other social services"),
    (Category::GoodsServices, "Other services or goods"),
    (Category::HealthCare, "Health care"),
    (Category::Works, "Building works"),
    (Category::Concession, "Concession"),
    (Category::LightTouchConcession, "Light-touch concession"),
];

/// The kinds that a draft of this method may be of.
pub(crate) fn kinds() -> Vec<(String, String)> {
    let bought = KINDS.iter().map(|(kind, text)| (kind.as_str().to_owned(), (*text).to_owned()));
    bought.chain([(Category::Grant.as_str().to_owned(), "Grant".to_owned())]).collect()
}

/// What the address says, else what the specification says; a grant has neither kind nor VAT.
fn typed(commission: &Commission, grant: bool) -> (MethodInput, bool) {
    let (input, asked) = typed_as_bought(commission);
    if grant {
        let category = Category::Grant.as_str().to_owned();
        return (MethodInput { vat_percent: "0".to_owned(), category, ..input }, asked);
    }
    (input, asked)
}

fn typed_as_bought(commission: &Commission) -> (MethodInput, bool) {
    let query = use_query_map().get_untracked();
    let asked = query.get("valueAYear").is_some();
    if asked {
        let text = |name: &str| query.get(name).unwrap_or_default();
        let input = MethodInput {
            value_a_year: text("valueAYear"),
            years: text("years"),
            extension_years: text("extensionYears"),
            vat_percent: text("vatPercent"),
            category: text("category"),
        };
        return (input, true);
    }
    let terms = commission.specifications.iter().find(|specification| specification.value_a_year.is_some());
    let number = |number: Option<i32>| number.map(|number| number.to_string()).unwrap_or_default();
    let input = terms.map(|terms| MethodInput {
        value_a_year: terms.value_a_year.map(Money::to_wire).unwrap_or_default(),
        years: number(terms.years),
        extension_years: number(terms.extension_years),
        vat_percent: terms.vat_basis_points.map(|vat| show_thousandths(i64::from(vat) * 10)).unwrap_or_default(),
        category: terms.category.map(|category| category.as_str().to_owned()).unwrap_or_default(),
    });
    (input.unwrap_or_else(|| MethodInput { vat_percent: "20".to_owned(), ..MethodInput::default() }), false)
}

/// The faults of what was asked for, each on its field.
#[derive(Clone, Default)]
struct Faults(Vec<Refusal>);

impl Faults {
    fn on(&self, field: &str) -> Option<String> {
        let fault = self.0.iter().find(|fault| fault.field.as_deref() == Some(field));
        fault.map(|fault| fault.message.clone())
    }

    /// What stands above the field if it is at fault.
    fn message(&self, field: &'static str) -> impl IntoView + use<> {
        self.on(field).map(|message| {
            view! {
                <p id=format!("{field}-error") class="govuk-error-message">
                    <span class="govuk-visually-hidden">"Error: "</span>
                    {message}
                </p>
            }
        })
    }

    fn group(&self, field: &str) -> &'static str {
        if self.on(field).is_some() { "govuk-form-group govuk-form-group--error" } else { "govuk-form-group" }
    }

    /// The attributes that tie the field to its message.
    fn described_by(&self, field: &str) -> (Option<String>, Option<&'static str>) {
        self.on(field).map(|_| (format!("{field}-error"), "true")).unzip()
    }
}

fn field(
    (id, label): (&'static str, &'static str),
    value: String,
    width: &'static str,
    prefix: &'static str,
    faults: &Faults,
) -> impl IntoView + use<> {
    let (described_by, invalid) = faults.described_by(id);
    let wrong = if invalid.is_some() { " govuk-input--error" } else { "" };
    let class = format!("govuk-input govuk-input--width-{width}{wrong}");
    view! {
        <div class=faults.group(id)>
            <label class="govuk-label" for=id>{label}</label>
            {faults.message(id)}
            <div class="govuk-input__wrapper">
                {(!prefix.is_empty()).then(|| view! { <div class="govuk-input__prefix" aria-hidden="true">{prefix}</div> })}
                <input class=class id=id name=id value=value inputmode="decimal" aria-describedby=described_by aria-invalid=invalid/>
            </div>
        </div>
    }
}

fn form(input: &MethodInput, faults: &Faults, step: &Step) -> impl IntoView + use<> {
    let mut along = nature::hidden(&step.typed);
    along.push(("as", if step.grant { "grant" } else { "contract" }.to_owned()));
    let value = if step.grant { "Grant a year" } else { "Value a year, before VAT" };
    let bought = (!step.grant).then(|| {
        view! {
            {field(("vatPercent", "VAT in per cent"), input.vat_percent.clone(), "4", "", faults)}
            {kind(&input.category, faults)}
        }
    });
    view! {
        <form method="get" novalidate>
            {along.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view()}
            {field(("valueAYear", value), input.value_a_year.clone(), "10", "£", faults)}
            {field(("years", "Years"), input.years.clone(), "2", "", faults)}
            {field(("extensionYears", "Years of extension (optional)"), input.extension_years.clone(), "2", "", faults)}
            {bought}
            <button type="submit" class="govuk-button govuk-button--secondary">"Work it out"</button>
        </form>
    }
}

fn kind(category: &str, faults: &Faults) -> impl IntoView + use<> {
    let chosen = category.to_lowercase();
    let (described_by, invalid) = faults.described_by("category");
    let class = if invalid.is_some() { "govuk-select govuk-select--error" } else { "govuk-select" };
    view! {
        <div class=faults.group("category")>
            <label class="govuk-label" for="category">"Kind"</label>
            {faults.message("category")}
            <select class=class id="category" name="category" aria-describedby=described_by aria-invalid=invalid>
                <option value="">"Select"</option>
                {KINDS.iter().map(|(category, text)| {
                    let selected = chosen == category.as_str();
                    view! { <option value=category.as_str() selected=selected>{*text}</option> }
                }).collect_view()}
            </select>
        </div>
    }
}

fn summary(faults: &Faults) -> impl IntoView + use<> {
    let faults = faults.0.clone();
    (!faults.is_empty()).then(|| view! {
        <div class="govuk-error-summary" data-module="govuk-error-summary" tabindex="-1">
            <div role="alert">
                <h2 class="govuk-error-summary__title">"There is a problem"</h2>
                <div class="govuk-error-summary__body">
                    <ul class="govuk-list govuk-error-summary__list">
                        {faults.into_iter().map(|fault| match fault.field {
                            Some(field) => view! { <li><a href=format!("#{field}")>{fault.message}</a></li> }.into_any(),
                            None => view! { <li>{fault.message}</li> }.into_any(),
                        }).collect_view()}
                    </ul>
                </div>
            </div>
        </div>
    })
}

fn answer(explanation: Explanation, of: &Commission, input: &MethodInput, step: &Step) -> AnyView {
    let commission = &of.id;
    let principles = format!("/council/commissions/{}/principles", of.reference);
    let method = *explanation.method;
    let hidden = |method: Domain| {
        let terms = [
            ("commissionId", commission.to_string()),
            ("method", method.as_str().to_owned()),
            ("valueAYear", input.value_a_year.clone()),
            ("years", input.years.clone()),
            ("extensionYears", input.extension_years.clone()),
            ("vatPercent", input.vat_percent.clone()),
            ("category", input.category.clone()),
        ];
        nature::hidden(&step.typed).into_iter().chain(terms).collect::<Vec<_>>()
    };
    let kinds = GrantKind::ALL.iter().map(|kind| (kind.as_str().to_owned(), kind.label().to_owned())).collect();
    let grant = method == Domain::Grant;
    let more = (method == Domain::Quotation).then(|| hidden(Domain::Tender));
    let direct = (!grant).then(|| hidden(Domain::Direct));
    let sum = if grant {
        format!("{} in total.", explanation.net)
    } else {
        format!("{} in total before VAT, {} with VAT.", explanation.net, explanation.gross)
    };
    view! {
        <h2 class="govuk-heading-m">{format!("Use {}.", method.in_a_sentence())}</h2>
        <p class="govuk-body">{sum}</p>
        {lines(explanation.lines)}
        <h3 class="govuk-heading-s">"What follows"</h3>
        {lines(explanation.what_follows)}
        <h3 class="govuk-heading-s">"Near a line?"</h3>
        {lines(explanation.near_a_line)}
        <p class="govuk-body" id="opportunity-create-principles" tabindex="-1">
            "First decide whether to help providers to take part: "
            <a class="govuk-link" href=principles>"answer for the principles"</a>
            "."
        </p>
        <Form name="opportunity-create" hidden=hidden(method)>
            {grant.then(|| view! { <Radios name="grantKind" legend="What is the grant for?" options=kinds/> })}
            <Button text=format!("Use {}", method.in_a_sentence())/>
        </Form>
        {more.map(|hidden| view! {
            <p class="govuk-body">"A tender is always allowed, too."</p>
            <Form name="opportunity-create" hidden=hidden><Button text="Use a tender" secondary=true/></Form>
        })}
        {direct.map(|hidden| view! {
            <ui::Details summary="Ask one provider alone">
                <p class="govuk-body">"Without a competition only on a ground that the law lists. You select the ground and give your reasons, an approver reads them, and both are published."</p>
                <Form name="opportunity-create" hidden=hidden><Button text="Use a direct award" secondary=true/></Form>
            </ui::Details>
        })}
    }
    .into_any()
}

/// What was said to the first question, and how it goes on.
#[derive(Clone)]
struct Step {
    typed: Answers,
    nature: Nature,
    grant: bool,
}

/// The page: its heading, what is wrong, and what is asked.
fn page(commission: &Commission, faults: &Faults, body: AnyView) -> AnyView {
    let (reference, title) = (commission.reference.clone(), commission.title.clone());
    view! {
        <BackLink href=format!("/council/commissions/{reference}") text=title.clone()/>
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            {summary(faults)}
            <Title text="How to secure this service" section=reference caption=title error=!faults.0.is_empty()/>
            {body}
        </div></div>
    }
    .into_any()
}

/// The value and, once it is worked out, the method or what is wrong with it.
fn asked(
    commission: &Commission,
    input: &MethodInput,
    step: &Step,
    explained: Option<ExplainMethodPayload>,
) -> AnyView {
    let (explanation, errors) =
        explained.map_or((None, Vec::new()), |payload| (payload.explanation, payload.user_errors));
    let faults = Faults(errors.into_iter().map(Refusal::from).collect());
    let body = view! {
        {nature::told(step.nature, &step.typed)}
        <h2 class="govuk-heading-m">"What it is worth"</h2>
        {form(input, &faults, step)}
        {explanation.map(|explanation| answer(explanation, commission, input, step))}
    };
    page(commission, &faults, body.into_any())
}

fn show(commission: Commission) -> AnyView {
    let Some(typed_first) = nature::typed() else {
        let none = Faults::default();
        return page(&commission, &none, nature::form(&Answers::default(), &none).into_any());
    };
    let step = match typed_first.check() {
        Ok(nature) => Step { grant: nature::as_grant(nature), typed: typed_first, nature },
        Err(faults) => {
            let faults = Faults(faults);
            return page(&commission, &faults, nature::form(&typed_first, &faults).into_any());
        }
    };
    let (input, is_asked) = typed(&commission, step.grant);
    if !is_asked {
        return asked(&commission, &input, &step, None);
    }
    let (terms, id) = (input.clone(), commission.id.clone());
    let operation =
        move || ExplainQuery::build(ExplainVariables { input: input.clone(), commission: Some(id.clone()) });
    ui::query(operation, move |data| asked(&commission, &terms, &step, Some(data.explain_method))).into_any()
}

/// The page.
#[component]
pub fn MethodPage() -> impl IntoView {
    let params = use_params_map();
    let operation = move || {
        let reference = params.with(|params| params.get("reference").unwrap_or_default());
        CommissionQuery::build(CommissionVariables { reference })
    };
    ui::query(operation, |data| match data.commission {
        Some(commission) => show(commission).into_any(),
        None => NotFound().into_any(),
    })
}
