//! Checking a specification, asking for approval, and deciding on it.

use cynic::MutationBuilder;
use leptos::prelude::*;
use shared::Refusal;
use shared::secure::SpecificationId;
use shared::secure::specification::{Action, Section};

use super::form::SpecificationPayload;
use super::{SpecificationCheck, SpecificationPage, load, slug};
use crate::api::Api;
use crate::form::{Fields, Outcome};
use crate::ui::{BackLink, Button, Form, Refusals, Row, SummaryList, TextArea, Title};

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct RequestVariables {
    id: SpecificationId,
    version: i32,
    length_reason: Option<String>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "RequestVariables")]
struct RequestMutation {
    #[arguments(id: $id, version: $version, lengthReason: $length_reason)]
    specification_request_approval: SpecificationPayload,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct ApproveVariables {
    id: SpecificationId,
    version: i32,
    readability_reason: Option<String>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "ApproveVariables")]
struct ApproveMutation {
    #[arguments(id: $id, version: $version, readabilityReason: $readability_reason)]
    specification_approve: SpecificationPayload,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct SendBackVariables {
    id: SpecificationId,
    reason: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "SendBackVariables")]
struct SendBackMutation {
    #[arguments(id: $id, reason: $reason)]
    specification_send_back: SpecificationPayload,
}

fn lost() -> Outcome {
    Outcome::Go("/council/commissions".to_owned())
}

fn home(id: &SpecificationId) -> String {
    format!("/council/specifications/{id}")
}

/// Asks for approval.
pub async fn request_approval(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("id").parse::<SpecificationId>() else { return lost() };
    let variables =
        RequestVariables { id: id.clone(), version: fields.version(), length_reason: fields.given("lengthReason") };
    match api.run(RequestMutation::build(variables)).await {
        Ok(data) => Outcome::of(data.specification_request_approval.user_errors, || home(&id)),
        Err(fault) => fault.into(),
    }
}

/// Approves.
pub async fn approve(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("id").parse::<SpecificationId>() else { return lost() };
    let variables = ApproveVariables {
        id: id.clone(),
        version: fields.version(),
        readability_reason: fields.given("readabilityReason"),
    };
    match api.run(ApproveMutation::build(variables)).await {
        Ok(data) => Outcome::of(data.specification_approve.user_errors, || home(&id)),
        Err(fault) => fault.into(),
    }
}

/// Sends back with a reason.
pub async fn send_back(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("id").parse::<SpecificationId>() else { return lost() };
    let variables = SendBackVariables { id: id.clone(), reason: fields.text("reason") };
    match api.run(SendBackMutation::build(variables)).await {
        Ok(data) => Outcome::of(data.specification_send_back.user_errors, || home(&id)),
        Err(fault) => fault.into(),
    }
}

/// Length and reading age beside what the policy allows.
fn figures(check: &SpecificationCheck) -> impl IntoView + use<> {
    let grouped = |count: i32| shared::money::grouped(u64::try_from(count).unwrap_or_default());
    let length = match check.most_words {
        Some(most) => format!("{} of {} words", grouped(check.words), grouped(most)),
        None => format!("{} words; the most depends on the value", grouped(check.words)),
    };
    let grade = format!(
        "Grade {}, reading age about {}. Above grade {} an approver has to give a reason",
        check.plain_english.grade, check.plain_english.reading_age, check.most_grade
    );
    view! { <SummaryList rows=vec![Row::new("Length", length), Row::new("Plain English", grade)]/> }
}

/// The approver's two ways, or what stands in the way of one.
pub(crate) fn decide(page: &SpecificationPage) -> impl IntoView + use<> {
    let hidden = || vec![("id", page.id.to_string()), ("version", page.version.to_string())];
    let refusals: Vec<Refusal> =
        page.approval_refusals.clone().unwrap_or_default().into_iter().map(Refusal::from).collect();
    let needs_reason = page.check.as_ref().is_some_and(|check| check.needs_readability_reason);
    let figures = page.check.as_ref().map(figures);
    let approve = page.can(Action::Approve).then(|| {
        if refusals.is_empty() {
            view! {
                <Form name="specification-approve" hidden=hidden()>
                    {needs_reason.then(|| view! {
                        <TextArea name="readabilityReason" label="Why it may be harder to read than it should be" rows=3/>
                    })}
                    <Button text="Approve"/>
                </Form>
            }
            .into_any()
        } else {
            view! { <Refusals heading="You cannot approve this" refusals=refusals.clone()/> }.into_any()
        }
    });
    let send_back = page.can(Action::SendBack).then(|| {
        view! {
            <Form name="specification-send-back" hidden=hidden()>
                <TextArea name="reason" label="What has to change" hint="The author reads this" rows=3/>
                <Button text="Send back" secondary=true/>
            </Form>
        }
    });
    (approve.is_some() || send_back.is_some()).then(|| {
        view! {
            <h2 class="govuk-heading-m">"Your decision"</h2>
            {figures}
            {approve}
            {send_back}
        }
    })
}

/// What a refusal is about: a link to the section where it is put right.
fn links(page: &SpecificationPage, refusals: &[Refusal]) -> impl IntoView + use<> {
    let home = page.home();
    let link = |section: &Section| {
        let here = |refusal: &&Refusal| refusal.field.as_deref().and_then(Section::of_field) == Some(*section);
        let count = refusals.iter().filter(here).count();
        let href = format!("{home}/{}", slug(*section));
        (count > 0).then(|| view! { <li><a class="govuk-link" href=href>{section.label()}</a>{format!(": {count} to put right")}</li> })
    };
    let items: Vec<_> = Section::ALL.iter().filter_map(link).collect();
    (!items.is_empty()).then(|| view! { <ul class="govuk-list">{items.into_iter().collect_view()}</ul> })
}

fn show(page: SpecificationPage) -> impl IntoView {
    let refusals = page.refusals();
    // A reason for the length is given here, so its lack does not hide the form.
    let others: Vec<Refusal> =
        refusals.iter().filter(|refusal| refusal.field.as_deref() != Some("lengthReason")).cloned().collect();
    let is_too_long = page.check.as_ref().is_some_and(|check| check.is_too_long);
    let figures = page.check.as_ref().map(figures);
    let links = links(&page, &others);
    let hidden = vec![("id", page.id.to_string()), ("version", page.version.to_string())];
    let ask = (page.can(Action::RequestApproval) && others.is_empty()).then(|| {
        view! {
            <Form name="specification-request-approval" hidden=hidden>
                {is_too_long.then(|| view! {
                    <TextArea name="lengthReason" label="Why it needs more words than its value justifies" rows=3/>
                })}
                <Button text="Ask for approval"/>
            </Form>
        }
    });
    view! {
        <BackLink href=page.home() text="The specification"/>
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text="Check and ask for approval" section=page.title() caption=page.title()/>
            {figures}
            <Refusals heading="You cannot ask for approval yet" refusals=others/>
            {links}
            {ask}
        </div></div>
    }
}

/// The last task of the hub.
#[component]
pub fn Check() -> impl IntoView {
    load(show)
}
