//! Saying of every bidder whether one has an interest.

use cynic::{MutationBuilder, QueryBuilder};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::secure::evaluation::PanelStage;
use shared::secure::{BidId, PanelMemberId};

use crate::api::Api;
use crate::form::{Fields, Outcome, ReturnedForm, UserError};
use crate::ui::{self, BackLink, Button, Form, NotFound, Title};

const FORM: &str = "interest-declare";

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct SeatVariables {
    id: PanelMemberId,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "SeatVariables")]
struct SeatQuery {
    #[arguments(id: $id)]
    panel_seat: Option<Seat>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "PanelSeat")]
struct Seat {
    id: PanelMemberId,
    stage: crate::wire::PanelStage,
    bidders: Vec<Bidder>,
    opportunity: Named,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Opportunity")]
struct Named {
    title: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "InterestOfBidder")]
struct Bidder {
    bid: BidId,
    name: String,
    is_member: bool,
    kind: Option<crate::wire::InterestKind>,
    about: Option<String>,
}

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct InterestInput {
    bid: String,
    kind: String,
    about: Option<String>,
}

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct InterestsInput {
    interests: Vec<InterestInput>,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct DeclareVariables {
    id: PanelMemberId,
    input: InterestsInput,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "DeclareVariables")]
struct DeclareMutation {
    #[arguments(seatId: $id, input: $input)]
    interest_declare: SeatPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "PanelSeatPayload")]
struct SeatPayload {
    user_errors: Vec<UserError>,
}

/// Declares what was ticked.
pub async fn declare(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("id").parse::<PanelMemberId>() else { return Outcome::Go("/review".to_owned()) };
    let count = usize::try_from(fields.number("count")).unwrap_or_default().min(200);
    let row = |index: usize| InterestInput {
        bid: fields.text(&format!("interests.{index}.bid")),
        kind: fields.text(&format!("interests.{index}.kind")),
        about: fields.given(&format!("interests.{index}.about")),
    };
    let next = format!("/review/panels/{id}/score");
    let input = InterestsInput { interests: (0..count).map(row).collect() };
    match api.run(DeclareMutation::build(DeclareVariables { id, input })).await {
        Ok(data) => Outcome::of(data.interest_declare.user_errors, || next),
        Err(fault) => fault.into(),
    }
}

/// One bidder's question: two radios and room to say what the interest is.
fn row(index: usize, bidder: Bidder) -> impl IntoView {
    let returned = ReturnedForm::here();
    let name = |part: &str| format!("interests.{index}.{part}");
    let (kind, about) = (name("kind"), name("about"));
    let id = |field: &str| format!("{FORM}-{field}");
    // Nobody has to remember what the register of people knows.
    let known = bidder.is_member.then(|| ("conflict".to_owned(), format!("I am or was a member of {}.", bidder.name)));
    let (known_kind, known_about) = known.unzip();
    let said = bidder.kind.map(|kind| kind.as_str().to_owned());
    let chosen = returned.typed(FORM, &kind).or(said).or(known_kind).unwrap_or_default();
    let text = returned.typed(FORM, &about).or(bidder.about.clone()).or(known_about).unwrap_or_default();
    let fault = |field: &str| {
        let field = field.to_owned();
        move || {
            returned.fault(FORM, &field).map(|message| {
                view! {
                    <p id=format!("{FORM}-{field}-error") class="govuk-error-message">
                        <span class="govuk-visually-hidden">"Error: "</span>
                        {message}
                    </p>
                }
            })
        }
    };
    let radio = |number: usize, value: &'static str, label: &'static str| {
        let id = if number == 1 { id(&kind) } else { format!("{}-{number}", id(&kind)) };
        let checked = chosen == value;
        view! {
            <div class="govuk-radios__item">
                <input class="govuk-radios__input" id=id.clone() name=kind.clone() type="radio" value=value checked=checked/>
                <label class="govuk-label govuk-radios__label" for=id>{label}</label>
            </div>
        }
    };
    view! {
        <input type="hidden" name=name("bid") value=bidder.bid.to_string()/>
        <div class="govuk-form-group">
            <fieldset class="govuk-fieldset">
                <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">{bidder.name.clone()}</legend>
                {fault(&kind)}
                <div class="govuk-radios">
                    {radio(1, "none", "I have no interest")}
                    {radio(2, "conflict", "I have an interest, and step aside from this bid")}
                </div>
            </fieldset>
        </div>
        <div class="govuk-form-group">
            <label class="govuk-label" for=id(&about)>{format!("What your interest in {} is, if you have one", bidder.name)}</label>
            {fault(&about)}
            <textarea class="govuk-textarea" id=id(&about) name=about rows="2">{text}</textarea>
        </div>
    }
}

fn show(seat: Seat) -> impl IntoView {
    let back = view! { <BackLink href="/review" text="My panels"/> };
    if seat.stage == PanelStage::Waiting {
        return view! {
            {back}
            <Title text="Declare your interests" section=seat.opportunity.title.clone() caption=seat.opportunity.title/>
            <p class="govuk-body">"Names appear after opening. Until then the bids are sealed, and nobody can see who has bid."</p>
        }
        .into_any();
    }
    let hidden = vec![("id", seat.id.to_string()), ("count", seat.bidders.len().to_string())];
    view! {
        {back}
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text="Declare your interests" section=seat.opportunity.title.clone() caption=seat.opportunity.title/>
            <p class="govuk-body">
                "An interest is anything that ties you to a bidder: work, money, family, friendship, a seat on its board. \
                 If you have one, that bid is closed to you and you score the others. It stays on the record."
            </p>
            <Form name=FORM hidden=hidden>
                {seat.bidders.into_iter().enumerate().map(|(index, bidder)| row(index, bidder)).collect_view()}
                <Button text="Declare"/>
            </Form>
        </div></div>
    }
    .into_any()
}

/// The page.
#[component]
pub fn Interests() -> impl IntoView {
    let params = use_params_map();
    let id = move || params.with(|params| params.get("id").and_then(|id| id.parse().ok()));
    move || match id() {
        Some(id) => {
            let operation = move || SeatQuery::build(SeatVariables { id: PanelMemberId::clone(&id) });
            ui::query(operation, |data| match data.panel_seat {
                Some(seat) => show(seat).into_any(),
                None => NotFound().into_any(),
            })
            .into_any()
        }
        None => NotFound().into_any(),
    }
}
