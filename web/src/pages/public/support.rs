//! Help to understand how the council buys and funds: what is offered, the same for all, and asking for it.

use cynic::{MutationBuilder, QueryBuilder};
use leptos::prelude::*;
use shared::calendar;
use shared::secure::{SupportOfferId, SupportRequestId};

use crate::api::Api;
use crate::form::{Fields, Outcome, UserError};
use crate::ui::{self, Breadcrumbs, Button, Form, Select, TextArea, Title};

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query")]
pub(crate) struct SupportQuery {
    pub support_may_publish: bool,
    #[arguments(first: 50)]
    pub support_offers: SupportOfferConnection,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct SupportOfferConnection {
    pub nodes: Vec<Offer>,
}

/// One offer, with the wishes that the viewer may read.
#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "SupportOffer")]
pub(crate) struct Offer {
    pub id: SupportOfferId,
    pub kind_label: String,
    pub title: String,
    pub says: String,
    pub until: Option<shared::Day>,
    pub published_at: shared::Timestamp,
    pub stands: bool,
    pub asked: i32,
    pub viewer_can_ask: bool,
    pub viewer_can_run: bool,
    pub requests: Vec<Wish>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "SupportRequest")]
pub(crate) struct Wish {
    pub id: SupportRequestId,
    pub words: String,
    pub asked_at: shared::Timestamp,
    pub result_label: Option<String>,
    pub says: Option<String>,
    pub organisation: Option<Named>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Organisation")]
pub(crate) struct Named {
    pub name: String,
}

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct SupportRequestInput {
    words: String,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct AskVariables {
    offer: SupportOfferId,
    input: SupportRequestInput,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "AskVariables")]
struct AskMutation {
    #[arguments(offer: $offer, input: $input)]
    support_ask: SupportPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct SupportPayload {
    pub user_errors: Vec<UserError>,
}

/// Asks for help.
pub async fn ask(api: &Api, fields: &Fields) -> Outcome {
    let here = || "/support".to_owned();
    let Ok(offer) = fields.text("offer").parse() else {
        let fault = shared::Refusal::slip("offer", shared::error::Code::Missing, "Select which offer");
        return Outcome::Refused(vec![fault]);
    };
    let input = SupportRequestInput { words: fields.text("words") };
    match api.run(AskMutation::build(AskVariables { offer, input })).await {
        Ok(data) => Outcome::of(data.support_ask.user_errors, here),
        Err(fault) => fault.into(),
    }
}

impl Offer {
    /// Until when, how often it was asked for, and whether it has ended.
    pub(crate) fn line(&self) -> String {
        let until = match (self.stands, self.until) {
            (false, _) => "Ended".to_owned(),
            (true, None) => "No last day".to_owned(),
            (true, Some(day)) => format!("Until {}", calendar::in_short(day)),
        };
        let asked = match self.asked {
            0 => "nobody has asked yet".to_owned(),
            1 => "1 provider has asked".to_owned(),
            many => format!("{many} providers have asked"),
        };
        let day = calendar::in_short(calendar::day_of(self.published_at));
        format!("{}. Offered on {day}. {until}; {asked}.", self.kind_label)
    }
}

/// A wish in words: what was asked, and what came of it.
pub(crate) fn wish(one: &Wish) -> String {
    let day = calendar::in_short(calendar::day_of(one.asked_at));
    let end = one.result_label.clone().unwrap_or_else(|| "Not answered yet".to_owned());
    let says = one.says.clone().map(|says| format!(": {says}")).unwrap_or_default();
    format!("{day}: {}. {end}{says}", one.words)
}

fn offer(one: Offer) -> impl IntoView {
    let line = one.line();
    let wishes = one.requests.iter().map(|request| view! { <li>{wish(request)}</li> }).collect_view();
    let own = !one.requests.is_empty() && !one.viewer_can_run;
    view! {
        <h2 class="govuk-heading-m">{one.title}</h2>
        <p class="govuk-body">{one.says}</p>
        <p class="govuk-hint">{line}</p>
        {own.then(|| view! {
            <p class="govuk-body">"What you asked for:"</p>
            <ul class="govuk-list govuk-list--bullet">{wishes}</ul>
        })}
    }
}

/// The form to ask for one of those that stand.
fn ask_form(offers: &[Offer]) -> Option<impl IntoView + use<>> {
    let open: Vec<_> =
        offers.iter().filter(|one| one.viewer_can_ask).map(|one| (one.id.to_string(), one.title.clone())).collect();
    (!open.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">"Ask for help"</h2>
            <Form name="support-ask">
                <Select name="offer" label="Which offer" options=open/>
                <TextArea name="words" label="What would help you?" hint="The council agrees with you how" rows=2/>
                <Button text="Ask"/>
            </Form>
        }
    })
}

fn show(data: SupportQuery) -> impl IntoView {
    let offers = data.support_offers.nodes;
    let ask = ask_form(&offers);
    view! {
        <Breadcrumbs links=vec![("/".to_owned(), "Home".to_owned()), ("/opportunities".to_owned(), "Opportunities".to_owned())]/>
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text="Help with bids and applications"/>
            <p class="govuk-body-l">
                "All help that the council gives to providers is offered here, to all of them alike. \
                 A provider that is signed in can ask for it."
            </p>
            {data.support_may_publish.then(|| view! {
                <p class="govuk-body"><a class="govuk-link" href="/council/support">"Offer help, and answer wishes"</a></p>
            })}
            {if offers.is_empty() {
                view! { <p class="govuk-body">"Nothing is offered at present."</p> }.into_any()
            } else {
                offers.into_iter().map(offer).collect_view().into_any()
            }}
            {ask}
        </div></div>
    }
}

/// The page.
#[component]
pub fn Support() -> impl IntoView {
    ui::query(|| SupportQuery::build(()), show)
}
