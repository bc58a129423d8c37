//! Which of the council's standard documents an opportunity follows (R-4.17a).

use cynic::{MutationBuilder, QueryBuilder};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::secure::OpportunityId;
use shared::secure::opportunity::Action;

use crate::api::Api;
use crate::form::{Fields, Outcome, UserError};
use crate::pages::public::templates::Followed;
use crate::ui::{self, BackLink, Button, Form, NotFound, Radios, TextArea, Title};
use crate::wire::OpportunityAction;

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct DocumentVariables {
    reference: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "DocumentVariables")]
struct DocumentQuery {
    #[arguments(reference: $reference)]
    opportunity: Option<Page>,
    #[arguments(reference: $reference)]
    template_followed: Option<Followed>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Opportunity")]
struct Page {
    id: OpportunityId,
    reference: String,
    version: i32,
    title: String,
    viewer_can: Vec<OpportunityAction>,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct FollowVariables {
    opportunity: OpportunityId,
    version: i32,
    input: TemplateFollowInput,
}

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct TemplateFollowInput {
    departs: String,
    template_reason: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "FollowVariables")]
struct FollowMutation {
    #[arguments(opportunity: $opportunity, version: $version, input: $input)]
    template_follow: FollowedPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "TemplateFollowedPayload")]
struct FollowedPayload {
    user_errors: Vec<UserError>,
}

/// Follows the current version, or departs from it.
pub async fn follow(api: &Api, fields: &Fields) -> Outcome {
    let hub = format!("/council/opportunities/{}", fields.text("reference"));
    let Ok(opportunity) = fields.text("id").parse() else { return Outcome::Go(hub) };
    let input = TemplateFollowInput { departs: fields.text("departs"), template_reason: fields.text("templateReason") };
    let variables = FollowVariables { opportunity, version: fields.version(), input };
    match api.run(FollowMutation::build(variables)).await {
        Ok(data) => Outcome::of(data.template_follow.user_errors, || hub),
        Err(fault) => fault.into(),
    }
}

fn show(page: Page, followed: Followed) -> impl IntoView {
    let editable = page.viewer_can.iter().any(|one| *one == Action::Save);
    let hidden =
        vec![("id", page.id.to_string()), ("reference", page.reference.clone()), ("version", page.version.to_string())];
    let current = followed.current.clone();
    view! {
        <BackLink href=format!("/council/opportunities/{}", page.reference) text=page.title.clone()/>
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text="Standard document" section=page.reference.clone() caption=page.title.clone()/>
            {followed.view()}
            {match (editable, current) {
                (true, Some(current)) => {
                    let options = vec![
                        ("false".to_owned(), format!("Follow {}", current.name)),
                        ("true".to_owned(), "Depart from it, with a reason that everyone can read".to_owned()),
                    ];
                    let chosen = if followed.reason.is_some() { "true" } else { "false" };
                    view! {
                        <Form name="template-follow" hidden=hidden edits=true>
                            <Radios name="departs" legend="What do you do?" options=options value=chosen/>
                            <TextArea
                                name="templateReason"
                                label="Why it departs from the standard document (optional)"
                                hint="Only if you depart from it."
                                value=followed.reason.clone().unwrap_or_default()
                                rows=3
                            />
                            <Button text="Save and continue"/>
                        </Form>
                    }
                    .into_any()
                }
                (true, None) => ().into_any(),
                (false, _) => view! {
                    <p class="govuk-body">"You cannot change this now: it is not a draft, or it is another directorate's."</p>
                }
                .into_any(),
            }}
        </div></div>
    }
}

/// The page.
#[component]
pub fn Document() -> impl IntoView {
    let params = use_params_map();
    let reference = move || params.with(|params| params.get("reference").unwrap_or_default());
    ui::query(
        move || DocumentQuery::build(DocumentVariables { reference: reference() }),
        |data| match (data.opportunity, data.template_followed) {
            (Some(page), Some(followed)) => show(page, followed).into_any(),
            _ => NotFound().into_any(),
        },
    )
}
