//! One opportunity, for anyone: what should change, how the choice is made, and by when.

use cynic::QueryBuilder;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::calendar::{in_words, instant_in_words};
use shared::secure::OpportunityId;
use shared::secure::bid::word;
use shared::secure::opportunity::{Action, CriterionKind, QuestionKind, Stage};
use shared::{Day, Money, Timestamp};

use super::changes::{Amendment, Tally, amendments, calendar_links};
use super::footing::Footing;
use super::opportunity_result::{Decision, lots};
use super::purpose::Purpose;
use super::round::Round;
use super::templates::Followed;
use crate::ui::{self, Breadcrumbs, Button, Details, Form, Inset, LinkButton, NotFound, Row, SummaryList, Title};
use crate::wire::{self, Method, OpportunityAction, OpportunityStage, PolicyBasis};

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct OpportunityVariables {
    reference: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "OpportunityVariables")]
struct OpportunityQuery {
    #[arguments(reference: $reference)]
    opportunity: Option<OpportunityPage>,
    #[arguments(reference: $reference)]
    template_followed: Option<Followed>,
    viewer: Option<Viewer>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Viewer {
    person: Person,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Contact")]
struct Person {
    name: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Opportunity")]
struct OpportunityPage {
    id: OpportunityId,
    reference: String,
    title: String,
    summary: String,
    method: Method,
    stage: OpportunityStage,
    status: ui::Status,
    value: Money,
    years: i32,
    extension_years: i32,
    lots: Vec<Lot>,
    lotting: Lotting,
    round: Option<Round>,
    criteria: Vec<Criterion>,
    questions: Vec<Question>,
    opens_at: Option<Timestamp>,
    questions_until: Option<Timestamp>,
    closes_at: Option<Timestamp>,
    days_left: Option<i32>,
    decision_on: Option<Day>,
    starts_on: Option<Day>,
    published_at: Option<Timestamp>,
    cancel_reason: Option<String>,
    end_reason: Option<String>,
    officer: Option<Contact>,
    specification: Option<Specification>,
    footing: Footing,
    explanation: Option<Explanation>,
    result: Option<Decision>,
    viewer_can: Vec<OpportunityAction>,
    clarification_tally: Tally,
    amendments: Vec<Amendment>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Lotting {
    one_lot_reason: Option<String>,
    bid_most: Option<i32>,
    win_most: Option<i32>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Lot {
    number: i32,
    title: String,
    value: Money,
    end_reason: Option<String>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct Criterion {
    pub title: String,
    pub kind: wire::CriterionKind,
    pub weight: String,
    pub good: Option<String>,
    pub question_count: i32,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct Question {
    pub prompt: String,
    pub guidance: Option<String>,
    pub ask: QuestionAsk,
    pub weight: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct QuestionAsk {
    pub kind: wire::QuestionKind,
    pub limits: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Contact {
    name: String,
    email: String,
    phone: Option<String>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Specification {
    scope: Option<String>,
    purpose: Option<Purpose>,
    outcomes: Vec<Outcome>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Outcome {
    title: String,
    beneficiaries: String,
    indicators: Vec<Indicator>,
    need: Option<Need>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Indicator {
    name: String,
    target_in_words: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Need {
    reference: String,
    title: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "MethodExplanation")]
struct Explanation {
    lines: Vec<Line>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "MethodLine")]
pub(crate) struct Line {
    pub sentence: String,
    pub rule: String,
    pub paragraph: String,
    pub row_id: Option<String>,
    pub basis: PolicyBasis,
    pub verified: Option<bool>,
}

/// Steps of a reasoning, each with where it comes from.
pub(crate) fn lines(lines: Vec<Line>) -> impl IntoView {
    use shared::framework::policy::Basis;
    view! {
        <ol class="govuk-list govuk-list--number">
            {lines.into_iter().map(|line| {
                let basis = match *line.basis {
                    Basis::Net => " · before VAT",
                    Basis::Gross => " · with VAT",
                    Basis::NotApplicable => "",
                };
                view! {
                    <li>
                        {line.sentence}
                        <span class="cw-why govuk-hint">
                            {line.rule}", framework "
                            <a class="govuk-link" href=format!("/framework/{}", line.paragraph)>{line.paragraph.clone()}</a>
                            {line.row_id.map(|row| format!(" · {row}"))}
                            {basis}
                            {(line.verified == Some(false)).then(|| view! {
                                " "<strong class="govuk-tag govuk-tag--orange">"Unverified"</strong>
                            })}
                        </span>
                    </li>
                }
            }).collect_view()}
        </ol>
    }
}

/// Where one starts a bid: a button for members of a provider, the way to sign in for those who are not signed in, and
/// after the deadline a sentence in its place.
fn start(page: &OpportunityPage, signed_in: bool) -> impl IntoView + use<> {
    let can = page.viewer_can.iter().any(|action| *action == Action::StartBid);
    let here = format!("/opportunities/{}", page.reference);
    let deadline = page.closes_at.map(instant_in_words).unwrap_or_default();
    let word = word(*page.method);
    let begin = format!("Start {}", word.a);
    if can {
        let hidden = vec![("opportunity", page.id.to_string()), ("reference", page.reference.clone())];
        return view! { <Form name="bid-start" hidden=hidden><Button text=begin/></Form> }.into_any();
    }
    match *page.stage {
        Stage::Open if !signed_in => view! { <LinkButton href=format!("/sign-in?next={here}") text=begin/> }.into_any(),
        Stage::Draft | Stage::Approval | Stage::Scheduled | Stage::Open => ().into_any(),
        Stage::Cancelled => {
            let reason = page.cancel_reason.clone().unwrap_or_default();
            view! { <Inset>"Cancelled. "{reason}" Bids that had not been opened stay sealed for ever."</Inset> }
                .into_any()
        }
        Stage::Unsuccessful => {
            let reason = page.end_reason.clone().unwrap_or_default();
            view! { <Inset>"Ended with no one chosen. "{reason}</Inset> }.into_any()
        }
        _ => view! { <Inset>"Closed on "{deadline}". If you began "{word.a}", it is kept in Bids."</Inset> }.into_any(),
    }
}

fn facts(page: &OpportunityPage) -> impl IntoView + use<> {
    let instant = |at: Option<Timestamp>| at.map_or_else(|| "Not set yet".to_owned(), instant_in_words);
    let left = page.days_left.map(|days| match days {
        0 => "Today".to_owned(),
        1 => "1 day left".to_owned(),
        days => format!("{days} days left"),
    });
    let years = page.years + page.extension_years;
    let term = if years == 1 { "1 year".to_owned() } else { format!("{years} years") };
    let extension = (page.extension_years > 0).then(|| format!(", {} of them extensions", page.extension_years));
    let lots: Vec<_> = page
        .lots
        .iter()
        .map(|lot| {
            let ended = lot.end_reason.as_ref().map(|reason| format!(". Ended with no one chosen: {reason}"));
            format!("{} {}, {}{}", lot.number, lot.title, lot.value, ended.unwrap_or_default())
        })
        .collect();
    let count = if lots.len() == 1 { "1 lot".to_owned() } else { format!("{} lots", lots.len()) };
    let most = |most: Option<i32>, what: &str| most.map(|most| format!("One bidder may {what} {most} at most."));
    let limits: Vec<String> =
        [most(page.lotting.bid_most, "bid for"), most(page.lotting.win_most, "win")].into_iter().flatten().collect();
    let limits = Some(limits.join(" ")).filter(|limits| !limits.is_empty() && lots.len() > 1);
    let why_one = page.lotting.one_lot_reason.clone().filter(|_| lots.len() == 1);
    let officer = page.officer.clone().map(|officer| view! {
        {officer.name}<br/>
        {officer.phone.map(|phone| view! { <a class="govuk-link" href=format!("tel:{}", phone.replace(' ', ""))>{phone.clone()}</a><br/> })}
        <a class="govuk-link" href=format!("mailto:{}", officer.email)>{officer.email.clone()}</a>
    });
    view! {
        <SummaryList rows=vec![
            Row::new("Closes", view! { {instant(page.closes_at)}{left.map(|left| view! { <br/>{left} })} }),
            Row::new("Ask by", instant(page.questions_until)),
            Row::new("Kind", format!("{}, {count}", page.method.label())),
            match &page.round {
                Some(round) => Row::new("Money", format!("{}, {term}", round.sums())),
                None => Row::new("Value", format!("{} in total, {term}{}, before VAT", page.value, extension.unwrap_or_default())),
            },
            Row::new("Lots", view! {
                <ul class="govuk-list">
                    {lots.into_iter().map(|lot| view! { <li>{lot}</li> }).collect_view()}
                </ul>
                {limits.map(|limits| view! { <p class="govuk-body">{limits}</p> })}
                {why_one.map(|reason| view! { <p class="govuk-body">"Why it is one lot: "{reason}</p> })}
            }),
            Row::new("Officer", officer),
        ]/>
    }
}

fn outcomes(outcomes: Vec<Outcome>) -> impl IntoView {
    outcomes
        .into_iter()
        .map(|outcome| view! {
            <h3 class="govuk-heading-s">{outcome.title}</h3>
            <p class="govuk-body">"Who benefits: "{outcome.beneficiaries}</p>
            <ul class="govuk-list govuk-list--bullet">
                {outcome.indicators.into_iter().map(|one| view! { <li>"Measured by: "{one.name}". Target: "{one.target_in_words}"."</li> }).collect_view()}
            </ul>
            {outcome.need.map(|need| view! {
                <p class="govuk-body">
                    "Answers the need: "
                    <a class="govuk-link" href=format!("/needs/{}", need.reference)>{need.title.clone()}</a>
                </p>
            })}
        })
        .collect_view()
}

/// The table of criteria, and the questions behind it.
pub(crate) fn criteria(criteria: Vec<Criterion>, questions: Vec<Question>) -> impl IntoView {
    let head = |text: &'static str| view! { <th scope="col" class="govuk-table__header">{text}</th> };
    view! {
        <table class="govuk-table">
            <caption class="govuk-table__caption govuk-table__caption--s">"Criteria and their weights"</caption>
            <thead class="govuk-table__head"><tr class="govuk-table__row">
                {head("Criterion")}{head("Weight of 100")}{head("What is good")}
            </tr></thead>
            <tbody class="govuk-table__body">
                {criteria.into_iter().map(|one| {
                    let (asked, otherwise) = match (*one.kind, one.question_count) {
                        (CriterionKind::Price, _) => {
                            (String::new(), "The lowest price gets all of these points, others in proportion to it")
                        }
                        (CriterionKind::Quality, 1) => (", 1 question".to_owned(), "Not described"),
                        (CriterionKind::Quality, count) => (format!(", {count} questions"), "Not described"),
                    };
                    view! {
                        <tr class="govuk-table__row">
                            <th scope="row" class="govuk-table__header">{one.title}{asked}</th>
                            <td class="govuk-table__cell">{one.weight}</td>
                            <td class="govuk-table__cell">{one.good.unwrap_or_else(|| otherwise.to_owned())}</td>
                        </tr>
                    }
                }).collect_view()}
            </tbody>
        </table>
        {(!questions.is_empty()).then(|| view! {
            <h3 class="govuk-heading-s">"The questions"</h3>
            <ol class="govuk-list govuk-list--number">
                {questions.into_iter().map(|one| view! {
                    <li>
                        {one.prompt}
                        <span class="govuk-hint govuk-!-display-block govuk-!-margin-bottom-0">
                            {match (*one.ask.kind, one.weight.as_str()) {
                                (QuestionKind::Declaration, _) => "Required, not scored. ".to_owned(),
                                (_, "0") => "Not scored. ".to_owned(),
                                (_, weight) => format!("Weight {weight} of 100. "),
                            }}
                            {format!("{}. ", one.ask.limits)}
                            {one.guidance.map(|good| format!("A good answer shows: {good}"))}
                        </span>
                    </li>
                }).collect_view()}
            </ol>
        })}
    }
}

fn timetable(page: &OpportunityPage) -> impl IntoView + use<> {
    let at = |at: Option<Timestamp>| at.map(instant_in_words);
    let on = |day: Option<Day>| day.map(in_words);
    let steps = [
        ("Published", at(page.published_at)),
        ("Bidding opens", at(page.opens_at)),
        ("Last questions", at(page.questions_until)),
        ("Closes; bids are opened after that and scored", at(page.closes_at)),
        ("Decision expected", on(page.decision_on)),
        ("The service starts", on(page.starts_on)),
    ];
    view! {
        <ol class="cw-steps">
            {steps.into_iter().map(|(title, when)| view! {
                <li class="cw-steps__item">
                    <span class="cw-steps__title">{title}</span>
                    <span class="cw-steps__when">{when.unwrap_or_else(|| "Not set yet".to_owned())}</span>
                </li>
            }).collect_view()}
        </ol>
    }
}

fn show(page: OpportunityPage, followed: Option<Followed>, signed_in: bool) -> impl IntoView {
    let (key, dates) = (facts(&page).into_any(), timetable(&page).into_any());
    let start = start(&page, signed_in);
    let result = result(&page);
    let (scope, purpose, found) = page
        .specification
        .map(|specification| (specification.scope, specification.purpose, specification.outcomes))
        .unwrap_or_default();
    let expected = page.round.as_ref().map(|round| round.expectations().into_any());
    let kind = page.method.in_a_sentence();
    let reference = page.reference.clone();
    view! {
        <Breadcrumbs links=vec![
            ("/".to_owned(), "Home".to_owned()),
            ("/opportunities".to_owned(), "Opportunities".to_owned()),
        ]/>
        <Title text=page.title section=page.reference.clone() caption=page.reference/>
        <p class="govuk-body">{page.status.view()}</p>
        <p class="govuk-body-l">{page.summary}</p>
        {expected}
        {start}
        <div class="cw-aside-row">
            <div class="cw-aside-row__aside">
                <h2 class="govuk-heading-m">"Key facts"</h2>
                {key}
            </div>
            <div class="cw-aside-row__main">
                {result}
                {match purpose {
                    Some(purpose) => view! { <h2 class="govuk-heading-m">"What the grant is for"</h2>{purpose.view()} }.into_any(),
                    None => view! {
                        <h2 class="govuk-heading-m">"What should change for people"</h2>
                        {outcomes(found)}
                    }
                    .into_any(),
                }}
                <h2 class="govuk-heading-m">"What we need"</h2>
                {scope.map(|scope| view! { <p class="govuk-body" dir="auto">{scope}</p> })}
                <h2 class="govuk-heading-m">"How we will choose"</h2>
                {criteria(page.criteria, page.questions)}
                {followed.filter(|followed| followed.current.is_some()).map(|followed| view! {
                    <h2 class="govuk-heading-m">"Standard document"</h2>
                    {followed.view()}
                })}
                <h2 class="govuk-heading-m">"Timetable"</h2>
                {dates}
                {calendar_links(&reference)}
                <h2 class="govuk-heading-m">{page.clarification_tally.heading()}</h2>
                <p class="govuk-body">
                    <a class="govuk-link" href=format!("/opportunities/{reference}/questions")>"Read them, or ask a question"</a>
                </p>
                <h2 class="govuk-heading-m" id="changes">{format!("What we changed ({})", page.amendments.len())}</h2>
                {amendments(page.amendments)}
                {page.footing.view()}
                {page.explanation.map(|explanation| view! {
                    <Details summary=format!("Why we ask for {kind}")>{lines(explanation.lines)}</Details>
                })}
            </div>
        </div>
    }
}

/// Who was chosen, or when that is expected, once bidding is over.
fn result(page: &OpportunityPage) -> impl IntoView + use<> {
    let over = [Stage::Closed, Stage::Opened, Stage::Evaluating, Stage::Decided, Stage::Complete];
    if !over.contains(&page.stage) {
        return ().into_any();
    }
    let expected = page.decision_on.map(|day| format!("Not decided. Expected by {}.", in_words(day)));
    let href = format!("/opportunities/{}/result", page.reference);
    let body = match page.result.clone() {
        Some(decision) => lots(decision).into_any(),
        None => view! { <p class="govuk-body">{expected.unwrap_or_else(|| "Not decided.".to_owned())}</p> }.into_any(),
    };
    view! {
        <h2 class="govuk-heading-m">"Result"</h2>
        {body}
        <p class="govuk-body"><a class="govuk-link" href=href>"The result on a page of its own"</a></p>
    }
    .into_any()
}

/// The page.
#[component]
pub fn Opportunity() -> impl IntoView {
    let params = use_params_map();
    let operation = move || {
        let reference = params.with(|params| params.get("reference").unwrap_or_default());
        OpportunityQuery::build(OpportunityVariables { reference })
    };
    ui::query(operation, |data| match data.opportunity {
        Some(page) => {
            let signed_in = data.viewer.is_some_and(|viewer| !viewer.person.name.is_empty());
            show(page, data.template_followed, signed_in).into_any()
        }
        None => NotFound().into_any(),
    })
}
