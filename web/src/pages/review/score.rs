//! Scoring alone: the list of answers, and one answer at a time.

use cynic::{MutationBuilder, QueryBuilder};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::secure::evaluation::PanelStage;
use shared::secure::{BidId, PanelMemberId, QuestionId};

use crate::api::Api;
use crate::form::{Fields, Outcome, UserError};
use crate::ui::{self, BackLink, Button, CardTable, Form, Inset, NotFound, Radios, TextArea, Title};

/// What each score means, best first.
pub(crate) const SCALE: [(&str, &str); 6] = [
    ("5", "5 Excellent: every part, with evidence for each"),
    ("4", "4 Very good: every part, with evidence for most"),
    ("3", "3 Good: most parts, with some evidence"),
    ("2", "2 Fair: some parts, or little evidence"),
    ("1", "1 Poor: little that answers the question"),
    ("0", "0 No answer"),
];

pub(crate) fn scale() -> Vec<(String, String)> {
    SCALE.iter().map(|(value, text)| ((*value).to_owned(), (*text).to_owned())).collect()
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct SeatVariables {
    id: PanelMemberId,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "SeatVariables")]
struct ListQuery {
    #[arguments(id: $id)]
    panel_seat: Option<ListSeat>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "PanelSeat")]
struct ListSeat {
    id: PanelMemberId,
    stage: crate::wire::PanelStage,
    status: ui::Status,
    done: i32,
    total: i32,
    opportunity: Named,
    tasks: Vec<ListTask>,
    facts: Vec<Fact>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "ReviewFact")]
struct Fact {
    bidder: String,
    question: FactQuestion,
    answer: String,
    met: Option<bool>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "ReviewQuestion")]
struct FactQuestion {
    number: i32,
    prompt: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Opportunity")]
struct Named {
    title: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "ReviewTask")]
struct ListTask {
    bid: BidId,
    bidder: String,
    question: ListQuestion,
    mine: Option<Mine>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "ReviewQuestion")]
struct ListQuestion {
    id: QuestionId,
    number: i32,
    prompt: String,
    weight: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Score")]
struct Mine {
    points: Option<i32>,
    complete: bool,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "SeatVariables")]
struct SendMutation {
    #[arguments(seatId: $id)]
    score_send: SeatPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "PanelSeatPayload")]
struct SeatPayload {
    user_errors: Vec<UserError>,
}

/// Sends all scores.
pub async fn send(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("id").parse::<PanelMemberId>() else { return Outcome::Go("/review".to_owned()) };
    let next = format!("/review/panels/{id}/score");
    match api.run(SendMutation::build(SeatVariables { id })).await {
        Ok(data) => Outcome::of(data.score_send.user_errors, || next),
        Err(fault) => fault.into(),
    }
}

fn state(mine: Option<&Mine>) -> AnyView {
    match mine {
        Some(Mine { complete: true, points: Some(points) }) => format!("You gave {points}").into_any(),
        Some(_) => view! { <strong class="govuk-tag govuk-tag--blue">"In progress"</strong> }.into_any(),
        None => view! { <strong class="govuk-tag govuk-tag--grey">"Not started"</strong> }.into_any(),
    }
}

/// Requirements, met or not, and what else is not scored.
fn facts(facts: Vec<Fact>) -> Option<impl IntoView> {
    let row = |fact: Fact| {
        vec![
            fact.bidder.into_any(),
            format!("{}. {}", fact.question.number, fact.question.prompt).into_any(),
            ui::met(fact.met, fact.answer),
        ]
    };
    (!facts.is_empty()).then(|| {
        view! {
            <CardTable
                caption="Requirements and facts, which are not scored"
                heads=vec!["Bid", "Question", "Answer"]
                rows=facts.into_iter().map(row).collect()
            />
        }
    })
}

fn list(seat: ListSeat) -> impl IntoView {
    let id = seat.id.clone();
    let mut questions: Vec<(ListQuestion, Vec<ListTask>)> = Vec::new();
    for task in seat.tasks {
        match questions.iter_mut().find(|(question, _)| question.id == task.question.id) {
            Some((_, tasks)) => tasks.push(task),
            None => questions.push((task.question.clone(), vec![task])),
        }
    }
    let blocks = questions.into_iter().map(|(question, tasks)| {
        let id = id.clone();
        let rows = tasks.into_iter().map(move |task| {
            let href = format!("/review/panels/{id}/score/{}/{}", task.question.id, task.bid);
            view! {
                <tr class="govuk-table__row">
                    <th scope="row" class="govuk-table__header">
                        <a class="govuk-link" href=href>
                            {task.bidder.clone()}
                            <span class="govuk-visually-hidden">{format!(", question {}", task.question.number)}</span>
                        </a>
                    </th>
                    <td class="govuk-table__cell">{state(task.mine.as_ref())}</td>
                </tr>
            }
        });
        view! {
            <h2 class="govuk-heading-m">{format!("Question {}. {}", question.number, question.prompt)}</h2>
            <table class="govuk-table">
                <caption class="govuk-table__caption govuk-table__caption--s">{format!("Weight {} of 100", question.weight)}</caption>
                <thead class="govuk-table__head">
                    <tr class="govuk-table__row">
                        <th scope="col" class="govuk-table__header">"Bid"</th>
                        <th scope="col" class="govuk-table__header">"Your score"</th>
                    </tr>
                </thead>
                <tbody class="govuk-table__body">{rows.collect_view()}</tbody>
            </table>
        }
    });
    let end = match *seat.stage {
        PanelStage::Declare | PanelStage::Waiting => view! {
            <p class="govuk-body">
                "Say first whether you have an interest in any bidder. "
                <a class="govuk-link" href=format!("/review/panels/{}/interests", seat.id)>"Declare your interests"</a>
            </p>
        }
        .into_any(),
        PanelStage::SteppedAside => view! { <p class="govuk-body">"You stepped aside from every bid. There is nothing to score."</p> }.into_any(),
        PanelStage::Score => view! {
            <Form name="score-send" hidden=vec![("id", seat.id.to_string())]>
                <p class="govuk-body">"Once you send them, your scores stand. Changes are then agreed with the panel."</p>
                <Button text="Send your scores"/>
            </Form>
        }
        .into_any(),
        PanelStage::Sent => view! { <Inset>"You have sent your scores. When every reviewer has sent theirs, you see each other's and agree."</Inset> }.into_any(),
        PanelStage::Agree | PanelStage::Agreed => view! {
            <p class="govuk-body">
                "Every reviewer has sent their scores. "
                <a class="govuk-link" href=format!("/review/panels/{}/moderate", seat.id)>"Agree scores"</a>
            </p>
        }
        .into_any(),
    };
    view! {
        <BackLink href="/review" text="My panels"/>
        <Title text="Score the bids" section=seat.opportunity.title.clone() caption=seat.opportunity.title/>
        <p class="govuk-body">{seat.status.view()}" "{format!("{} of {} done", seat.done, seat.total)}</p>
        <p class="govuk-body">"You see your own scores only, until every reviewer has sent theirs."</p>
        {facts(seat.facts)}
        {blocks.collect_view()}
        {end}
    }
}

/// The list of answers to score.
#[component]
pub fn ScoreList() -> impl IntoView {
    let params = use_params_map();
    let id = move || params.with(|params| params.get("id").and_then(|id| id.parse::<PanelMemberId>().ok()));
    move || match id() {
        Some(id) => ui::query(
            move || ListQuery::build(SeatVariables { id: id.clone() }),
            |data| match data.panel_seat {
                Some(seat) => list(seat).into_any(),
                None => NotFound().into_any(),
            },
        )
        .into_any(),
        None => NotFound().into_any(),
    }
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct OneVariables {
    id: PanelMemberId,
    question: Option<QuestionId>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "OneVariables")]
struct OneQuery {
    #[arguments(id: $id)]
    panel_seat: Option<OneSeat>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "PanelSeat", variables = "OneVariables")]
struct OneSeat {
    id: PanelMemberId,
    stage: crate::wire::PanelStage,
    done: i32,
    total: i32,
    reason_least_words: i32,
    reason_most_words: i32,
    opportunity: Named,
    #[arguments(question: $question)]
    tasks: Vec<OneTask>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "ReviewTask")]
struct OneTask {
    bid: BidId,
    bidder: String,
    question: OneQuestion,
    answer: Option<String>,
    mine: Option<OneMine>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "ReviewQuestion")]
struct OneQuestion {
    id: QuestionId,
    number: i32,
    prompt: String,
    guidance: Option<String>,
    weight: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Score")]
struct OneMine {
    points: Option<i32>,
    reason: String,
    note: Option<String>,
    complete: bool,
    version: i32,
}

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct ScoreInput {
    points: String,
    reason: String,
    note: Option<String>,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct SaveVariables {
    id: PanelMemberId,
    bid: BidId,
    question: QuestionId,
    version: Option<i32>,
    input: ScoreInput,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "SaveVariables")]
struct SaveMutation {
    #[arguments(seatId: $id, bid: $bid, question: $question, version: $version, input: $input)]
    score_save: SavePayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "ScorePayload")]
struct SavePayload {
    user_errors: Vec<UserError>,
}

/// Saves one score, finished or not.
pub async fn save(api: &Api, fields: &Fields) -> Outcome {
    let (id, bid, question) = (fields.text("id"), fields.text("bid"), fields.text("question"));
    let list = format!("/review/panels/{id}/score");
    let (Ok(id), Ok(bid), Ok(question)) = (id.parse(), bid.parse(), question.parse()) else { return Outcome::Go(list) };
    let input = ScoreInput { points: fields.text("points"), reason: fields.text("reason"), note: fields.given("note") };
    let next = fields.given("next").filter(|_| fields.text("then") == "next").unwrap_or(list);
    let variables = SaveVariables { id, bid, question, version: Some(fields.version()), input };
    match api.run(SaveMutation::build(variables)).await {
        Ok(data) => Outcome::of(data.score_save.user_errors, || next),
        Err(fault) => fault.into(),
    }
}

fn one(seat: OneSeat, bid: &BidId) -> AnyView {
    let list = format!("/review/panels/{}/score", seat.id);
    let Some(place) = seat.tasks.iter().position(|task| &task.bid == bid) else { return NotFound().into_any() };
    let next = seat.tasks.iter().cycle().skip(place + 1).take(seat.tasks.len() - 1);
    let next = next.clone().find(|task| !task.mine.as_ref().is_some_and(|mine| mine.complete));
    let next = next.map(|task| format!("{list}/{}/{}", task.question.id, task.bid)).unwrap_or_default();
    let sum: i32 = seat.tasks.iter().filter_map(|task| task.mine.as_ref()?.points).sum();
    let task = seat.tasks[place].clone();
    let mine = task.mine.clone();
    let points = mine.as_ref().and_then(|mine| mine.points).map(|points| points.to_string()).unwrap_or_default();
    let reason = mine.as_ref().map(|mine| mine.reason.clone()).unwrap_or_default();
    let note = mine.as_ref().and_then(|mine| mine.note.clone()).unwrap_or_default();
    let hidden = vec![
        ("id", seat.id.to_string()),
        ("bid", task.bid.to_string()),
        ("question", task.question.id.to_string()),
        ("version", mine.as_ref().map_or(0, |mine| mine.version).to_string()),
        ("next", next),
    ];
    let answer = task.answer.clone().unwrap_or_default();
    let words = answer.split_whitespace().count();
    let form = if seat.stage == PanelStage::Score {
        view! {
            <Form name="score-save" hidden=hidden edits=true>
                <Radios name="points" legend="Score" value=points options=scale()/>
                <TextArea
                    name="reason"
                    label="Why, in words the bidder will read"
                    hint=format!("{} to {} words. You can save it unfinished.", seat.reason_least_words, seat.reason_most_words)
                    value=reason
                    rows=6
                />
                <TextArea name="note" label="Note to self, nobody else sees (optional)" value=note rows=2/>
                <div class="govuk-button-group">
                    <Button text="Save and next bid" value=("then", "next")/>
                    <Button text="Save and stop" secondary=true value=("then", "stop")/>
                </div>
            </Form>
        }
        .into_any()
    } else {
        view! {
            <Inset>
                <p class="govuk-body">{if points.is_empty() { "You gave no score.".to_owned() } else { format!("You gave {points}.") }}</p>
                <p class="govuk-body">{reason}</p>
                <p class="govuk-body">"Your scores are sent, so they stand."</p>
            </Inset>
        }
        .into_any()
    };
    view! {
        <BackLink href=list text="Score the bids"/>
        <Title
            text=task.question.prompt.clone()
            section=seat.opportunity.title.clone()
            caption=format!("Question {}, weight {} of 100. {} of {} done", task.question.number, task.question.weight, seat.done, seat.total)
        />
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-one-half">
                <h2 class="govuk-heading-m">{format!("Bid of {}", task.bidder)}</h2>
                {task.question.guidance.map(|guidance| view! { <p class="govuk-hint">"A good answer shows: "{guidance}</p> })}
                <p class="govuk-body-s">{format!("The answer has {words} words.")}</p>
                <div class="cw-answer">
                    {answer.split('\n').map(|line| view! { <p class="govuk-body">{line.to_owned()}</p> }).collect_view()}
                </div>
            </div>
            <div class="govuk-grid-column-one-half">
                {form}
                <p class="govuk-body">{format!("You see your own scores only, until every reviewer has sent theirs. You have given {sum} points for this question so far.")}</p>
            </div>
        </div>
    }
    .into_any()
}

/// One answer to score.
#[component]
pub fn Score() -> impl IntoView {
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
            move || OneQuery::build(OneVariables { id: id.clone(), question: Some(question.clone()) }),
            move |data| match data.panel_seat {
                Some(seat) => one(seat, &bid),
                None => NotFound().into_any(),
            },
        )
        .into_any(),
        None => NotFound().into_any(),
    }
}
