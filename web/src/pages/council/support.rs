//! Offering help to every provider alike, and saying what came of each wish.

use cynic::{MutationBuilder, QueryBuilder};
use leptos::prelude::*;
use shared::secure::support::{Came, Kind};
use shared::secure::{SupportOfferId, SupportRequestId};

use crate::api::Api;
use crate::form::{Fields, Outcome};
use crate::pages::public::support::{Offer, SupportPayload, SupportQuery, wish};
use crate::ui::{self, BackLink, Button, Form, NotFound, Radios, Select, TextArea, TextInput, Title};

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct SupportOfferInput {
    kind: String,
    title: String,
    says: String,
    until: String,
}

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct SupportOutcomeInput {
    result: String,
    says: String,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct PublishVariables {
    input: SupportOfferInput,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "PublishVariables")]
struct PublishMutation {
    #[arguments(input: $input)]
    support_publish: SupportPayload,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct EndVariables {
    id: SupportOfferId,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "EndVariables")]
struct EndMutation {
    #[arguments(id: $id)]
    support_end: SupportPayload,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct RecordVariables {
    id: SupportRequestId,
    input: SupportOutcomeInput,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "RecordVariables")]
struct RecordMutation {
    #[arguments(id: $id, input: $input)]
    support_record: SupportPayload,
}

fn here() -> String {
    "/council/support".to_owned()
}

/// Publishes an offer.
pub async fn publish(api: &Api, fields: &Fields) -> Outcome {
    let text = |name: &str| fields.text(name);
    let input =
        SupportOfferInput { kind: text("kind"), title: text("title"), says: text("says"), until: text("until") };
    match api.run(PublishMutation::build(PublishVariables { input })).await {
        Ok(data) => Outcome::of(data.support_publish.user_errors, here),
        Err(fault) => fault.into(),
    }
}

/// Ends one.
pub async fn end(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("offer").parse() else { return Outcome::Go(here()) };
    match api.run(EndMutation::build(EndVariables { id })).await {
        Ok(data) => Outcome::of(data.support_end.user_errors, here),
        Err(fault) => fault.into(),
    }
}

/// Says what came of a wish.
pub async fn record(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("wish").parse() else {
        let fault = shared::Refusal::slip("wish", shared::error::Code::Missing, "Select the wish");
        return Outcome::Refused(vec![fault]);
    };
    let input = SupportOutcomeInput { result: fields.text("result"), says: fields.text("says") };
    match api.run(RecordMutation::build(RecordVariables { id, input })).await {
        Ok(data) => Outcome::of(data.support_record.user_errors, here),
        Err(fault) => fault.into(),
    }
}

fn offer(one: &Offer) -> impl IntoView + use<> {
    let hidden = vec![("offer", one.id.to_string())];
    let wishes = one.requests.iter().map(|request| {
        let who = request.organisation.as_ref().map(|of| of.name.clone()).unwrap_or_default();
        view! { <li>{who}", "{wish(request)}</li> }
    });
    let end = format!("End: {}", one.title);
    view! {
        <h3 class="govuk-heading-s">{one.title.clone()}</h3>
        <p class="govuk-hint">{one.line()}</p>
        <ul class="govuk-list govuk-list--bullet">{wishes.collect_view()}</ul>
        {(one.viewer_can_run && one.stands).then(|| view! {
            <Form name="support-end" hidden=hidden><Button text=end secondary=true/></Form>
        })}
    }
}

/// The form to say what came of a wish, while one waits.
fn record_form(offers: &[Offer]) -> Option<impl IntoView + use<>> {
    let waiting = offers.iter().filter(|one| one.viewer_can_run).flat_map(|one| {
        one.requests.iter().filter(|request| request.result_label.is_none()).map(|request| {
            let who = request.organisation.as_ref().map(|of| of.name.clone()).unwrap_or_default();
            (request.id.to_string(), format!("{who}: {}", one.title))
        })
    });
    let waiting: Vec<_> = waiting.collect();
    let results = Came::ALL.iter().map(|one| (one.as_str().to_owned(), one.label().to_owned())).collect::<Vec<_>>();
    (!waiting.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">"Say what came of a wish"</h2>
            <Form name="support-record">
                <Select name="wish" label="Whose wish" options=waiting/>
                <Radios name="result" legend="What came of it?" options=results/>
                <TextArea name="says" label="What was done, or why not" rows=2/>
                <Button text="Save"/>
            </Form>
        }
    })
}

fn show(offers: Vec<Offer>) -> impl IntoView {
    let kinds = Kind::ALL.iter().map(|one| (one.as_str().to_owned(), one.label().to_owned())).collect::<Vec<_>>();
    view! {
        <BackLink href="/support" text="What everybody reads"/>
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text="Help for providers" section="Council"/>
            <p class="govuk-body-l">
                "An offer is for every provider, and all of them read it. If you help one, offer the same to all."
            </p>
            {record_form(&offers)}
            <h2 class="govuk-heading-m">"Offers"</h2>
            {if offers.is_empty() {
                view! { <p class="govuk-body">"Nothing is offered yet."</p> }.into_any()
            } else {
                offers.iter().map(offer).collect_view().into_any()
            }}
            <h2 class="govuk-heading-m">"Offer help to every provider"</h2>
            <Form name="support-publish">
                <Radios name="kind" legend="What kind of help is it?" options=kinds/>
                <TextInput name="title" label="What it is called"/>
                <TextArea name="says" label="What providers get, where, and how" rows=4/>
                <TextInput
                    name="until"
                    label="Last day to ask for it (optional)"
                    hint="For example, 27 March 2027"
                    width=20
                />
                <Button text="Publish the offer"/>
            </Form>
        </div></div>
    }
}

/// The page.
#[component]
pub fn Support() -> impl IntoView {
    ui::query(
        || SupportQuery::build(()),
        |data| {
            if data.support_may_publish { show(data.support_offers.nodes).into_any() } else { NotFound().into_any() }
        },
    )
}
