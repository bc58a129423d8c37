//! Agreeing scores: what each gave, what the panel gives.

use cynic::{MutationBuilder, QueryBuilder};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::secure::evaluation::PanelStage;
use shared::secure::{BidId, PanelMemberId, QuestionId};

use super::score::scale;
use crate::api::Api;
use crate::form::{Fields, Outcome, UserError};
use crate::ui::{self, BackLink, Button, Form, Inset, NotFound, Radios, TextArea, Title};

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
    reason_least_words: i32,
    reason_most_words: i32,
    opportunity: Named,
    evaluation: Evaluation,
    tasks: Vec<Task>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Opportunity")]
struct Named {
    title: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Evaluation {
    agreed_count: i32,
    answer_count: i32,
    members: Vec<Member>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "PanelMember")]
struct Member {
    name: String,
    status: ui::Status,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "ReviewTask")]
struct Task {
    bid: BidId,
    bidder: String,
    question: Question,
    far_apart: bool,
    scores: Vec<Score>,
    agreed: Option<Agreed>,
    agreed_version: i32,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "ReviewQuestion")]
struct Question {
    id: QuestionId,
    number: i32,
    prompt: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Score {
    reviewer: String,
    points: Option<i32>,
    reason: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "AgreedScore")]
struct Agreed {
    points: i32,
    reason: String,
}

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct ModerationInput {
    points: String,
    reason: String,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct ModerateVariables {
    id: PanelMemberId,
    bid: BidId,
    question: QuestionId,
    version: i32,
    input: ModerationInput,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "ModerateVariables")]
struct ModerateMutation {
    #[arguments(seatId: $id, bid: $bid, question: $question, version: $version, input: $input)]
    score_moderate: SeatPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "PanelSeatPayload")]
struct SeatPayload {
    user_errors: Vec<UserError>,
}

/// Records agreed points.
pub async fn moderate(api: &Api, fields: &Fields) -> Outcome {
    let (id, bid, question) = (fields.text("id"), fields.text("bid"), fields.text("question"));
    let list = format!("/review/panels/{id}/moderate");
    let (Ok(id), Ok(bid), Ok(question)) = (id.parse(), bid.parse(), question.parse()) else { return Outcome::Go(list) };
    let input = ModerationInput { points: fields.text("points"), reason: fields.text("reason") };
    let variables = ModerateVariables { id, bid, question, version: fields.version(), input };
    match api.run(ModerateMutation::build(variables)).await {
        Ok(data) => Outcome::of(data.score_moderate.user_errors, || list),
        Err(fault) => fault.into(),
    }
}

/// What each gave, in a line.
fn given(task: &Task) -> String {
    let all: Vec<_> = task.scores.iter().map(|score| format!("{} {}", score.reviewer, points(score.points))).collect();
    all.join(", ")
}

fn points(points: Option<i32>) -> String {
    points.map_or_else(|| "none".to_owned(), |points| points.to_string())
}

/// What stands on this page before everybody has sent.
fn waiting(seat: &Seat) -> Option<AnyView> {
    if matches!(*seat.stage, PanelStage::Agree | PanelStage::Agreed) {
        return None;
    }
    let members = seat.evaluation.members.clone().into_iter();
    Some(
        view! {
            <Inset>
                <p class="govuk-body">"You cannot agree scores yet. The panel can once every reviewer has sent theirs."</p>
                <ul class="govuk-list">
                    {members.map(|member| view! { <li>{member.name.clone()}" "{member.status.view()}</li> }).collect_view()}
                </ul>
            </Inset>
        }
        .into_any(),
    )
}

fn list(seat: Seat) -> impl IntoView {
    let base = format!("/review/panels/{}/moderate", seat.id);
    let waiting = waiting(&seat);
    let ready = waiting.is_none();
    let rows = seat.tasks.clone().into_iter().map(move |task| {
        let given = given(&task);
        view! {
            <tr class="govuk-table__row">
                <th scope="row" class="govuk-table__header">
                    <a class="govuk-link" href=format!("{base}/{}/{}", task.question.id, task.bid)>
                        {format!("Question {}, {}", task.question.number, task.bidder)}
                    </a>
                </th>
                <td class="govuk-table__cell">
                    {given}" "
                    {task.far_apart.then(|| view! { <strong class="govuk-tag govuk-tag--orange">"Far apart"</strong> })}
                </td>
                <td class="govuk-table__cell">{task.agreed.map_or_else(|| "Open".to_owned(), |agreed| format!("Agreed {}", agreed.points))}</td>
            </tr>
        }
    });
    view! {
        <BackLink href="/review" text="My panels"/>
        <Title text="Agree scores" section=seat.opportunity.title.clone() caption=seat.opportunity.title.clone()/>
        {waiting}
        {ready.then(|| view! {
            <p class="govuk-body">
                {format!("{} of {} agreed. The ranking is hidden until every question is agreed.", seat.evaluation.agreed_count, seat.evaluation.answer_count)}
            </p>
            <table class="govuk-table">
                <caption class="govuk-table__caption govuk-visually-hidden">"Answers to agree on"</caption>
                <thead class="govuk-table__head">
                    <tr class="govuk-table__row">
                        <th scope="col" class="govuk-table__header">"Answer"</th>
                        <th scope="col" class="govuk-table__header">"What each gave"</th>
                        <th scope="col" class="govuk-table__header">"Agreed"</th>
                    </tr>
                </thead>
                <tbody class="govuk-table__body">{rows.collect_view()}</tbody>
            </table>
        })}
    }
}

fn one(seat: &Seat, question: &QuestionId, bid: &BidId) -> AnyView {
    let list = format!("/review/panels/{}/moderate", seat.id);
    let found = seat.tasks.iter().find(|task| &task.question.id == question && &task.bid == bid);
    let Some(task) = found.cloned() else { return NotFound().into_any() };
    if let Some(waiting) = waiting(seat) {
        return view! {
            <BackLink href=list text="Agree scores"/>
            <Title text="Agree scores" section=seat.opportunity.title.clone()/>
            {waiting}
        }
        .into_any();
    }
    let same = task
        .scores
        .first()
        .and_then(|first| first.points)
        .filter(|first| task.scores.iter().all(|score| score.points == Some(*first)));
    let agreed = task.agreed.clone();
    let chosen =
        agreed.as_ref().map(|agreed| agreed.points).or(same).map(|points| points.to_string()).unwrap_or_default();
    let hidden = vec![
        ("id", seat.id.to_string()),
        ("bid", task.bid.to_string()),
        ("question", task.question.id.to_string()),
        ("version", task.agreed_version.to_string()),
    ];
    let length = format!("{} to {} words.", seat.reason_least_words, seat.reason_most_words);
    let originals = task.scores.clone().into_iter().map(|score| {
        view! {
            <h3 class="govuk-heading-s">{format!("{} gave {}", score.reviewer, points(score.points))}</h3>
            <p class="govuk-body">{score.reason}</p>
        }
    });
    view! {
        <BackLink href=list text="Agree scores"/>
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title
                text=task.question.prompt.clone()
                section="Agree scores"
                caption=format!("Question {}, bid of {}", task.question.number, task.bidder)
            />
            {task.far_apart.then(|| view! { <p class="govuk-body"><strong class="govuk-tag govuk-tag--orange">"Far apart"</strong>" Talk about this one first."</p> })}
            <h2 class="govuk-heading-m">"What each gave, which never changes"</h2>
            {originals.collect_view()}
            <Form name="score-moderate" hidden=hidden edits=true>
                <Radios name="points" legend="Agreed score" value=chosen options=scale()/>
                <TextArea
                    name="reason"
                    label="Why, in words the bidder will read"
                    hint=length
                    value=agreed.map(|agreed| agreed.reason).unwrap_or_default()
                    rows=6
                />
                <Button text="Record agreed score"/>
            </Form>
        </div></div>
    }
    .into_any()
}

/// The list of answers to agree on.
#[component]
pub fn ModerateList() -> impl IntoView {
    let params = use_params_map();
    let id = move || params.with(|params| params.get("id").and_then(|id| id.parse::<PanelMemberId>().ok()));
    move || match id() {
        Some(id) => ui::query(
            move || SeatQuery::build(SeatVariables { id: id.clone() }),
            |data| match data.panel_seat {
                Some(seat) => list(seat).into_any(),
                None => NotFound().into_any(),
            },
        )
        .into_any(),
        None => NotFound().into_any(),
    }
}

/// One answer to agree on.
#[component]
pub fn Moderate() -> impl IntoView {
    let params = use_params_map();
    let ids = move || {
        params.with(|params| {
            let id = params.get("id")?.parse::<PanelMemberId>().ok()?;
            let question = params.get("question")?.parse::<QuestionId>().ok()?;
            Some((id, question, params.get("bid")?.parse::<BidId>().ok()?))
        })
    };
    move || match ids() {
        Some((id, question, bid)) => ui::query(
            move || SeatQuery::build(SeatVariables { id: id.clone() }),
            move |data| match data.panel_seat {
                Some(seat) => one(&seat, &question, &bid),
                None => NotFound().into_any(),
            },
        )
        .into_any(),
        None => NotFound().into_any(),
    }
}
