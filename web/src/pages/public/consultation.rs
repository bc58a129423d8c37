//! One consultation, for anyone: what is asked, and what was done with the
//! answers. Answered without an account, and without script.

use cynic::{MutationBuilder, QueryBuilder};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use shared::Day;
use shared::calendar::{in_short, in_words};
use shared::people::{OrganisationId, OrganisationKind as Kind};
use shared::plan::ConsultationQuestionId;
use shared::plan::consultation::response::Channel;
use shared::plan::consultation::{Respondent, Stage};

use super::commission::NeedLink;
use crate::api::Api;
use crate::form::{Fields, Outcome, UserError};
use crate::ui::{
    self, Breadcrumbs, Button, CardTable, Details, Form, Inset, NotFound, Panel, Radios, Row, SummaryList, TextArea,
    TextInput, Title,
};
use crate::wire::{ConsultationStage, OrganisationKind};

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct ConsultationVariables {
    reference: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "ConsultationVariables")]
struct ConsultationQuery {
    #[arguments(reference: $reference)]
    consultation: Option<ConsultationPage>,
    viewer: Option<Viewer>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Viewer {
    acting: Option<Membership>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Membership {
    organisation: Option<Organisation>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Organisation {
    id: OrganisationId,
    name: String,
    kind: OrganisationKind,
}

/// Who reads the page, as far as the form asks each something else.
#[derive(Clone, Debug)]
enum Reader {
    /// Anybody, with no name.
    Anyone,
    /// A member of this organisation.
    Member(String),
    /// An officer of the council that asks.
    Officer,
}

impl Reader {
    fn of(acting: Option<Organisation>, page: &ConsultationPage) -> Self {
        match acting {
            Some(one) if one.kind == Kind::Provider => Self::Member(one.name),
            Some(one) if page.buyer.as_ref().is_some_and(|buyer| buyer.id == one.id) => Self::Officer,
            _ => Self::Anyone,
        }
    }
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Organisation")]
struct Buyer {
    id: OrganisationId,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Consultation")]
struct ConsultationPage {
    reference: String,
    title: String,
    purpose: Option<String>,
    changeable: Option<String>,
    fixed: Option<String>,
    audience: Option<String>,
    questions: Vec<Question>,
    opens_on: Option<Day>,
    closes_on: Option<Day>,
    first_closes_on: Option<Day>,
    extension_reason: Option<String>,
    cancelled_reason: Option<String>,
    stage: ConsultationStage,
    status: Option<ui::Status>,
    directorate: Option<Directorate>,
    buyer: Option<Buyer>,
    commissions: Vec<CommissionLink>,
    needs: Vec<NeedLink>,
    response_counts: Option<Counts>,
    points: Vec<Point>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "ConsultationQuestion")]
pub(crate) struct Question {
    pub id: ConsultationQuestionId,
    pub prompt: String,
    pub options: Vec<String>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Directorate {
    name: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Commission")]
struct CommissionLink {
    reference: String,
    title: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "ConsultationCounts")]
struct Counts {
    total: Option<i32>,
    least: i32,
    groups: Vec<Group>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "ConsultationGroup")]
struct Group {
    label: String,
    in_words: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "ConsultationPoint")]
struct Point {
    said: String,
    disposition_label: Option<String>,
    reason: Option<String>,
    changed: Option<String>,
    count_in_words: String,
}

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct ConsultationResponseInput {
    answers: Vec<ConsultationAnswerInput>,
    answered_as: String,
    organisation_name: String,
    came_by: String,
}

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct ConsultationAnswerInput {
    question: String,
    text: String,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct RespondVariables {
    reference: String,
    input: ConsultationResponseInput,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "RespondVariables")]
struct RespondMutation {
    #[arguments(reference: $reference, input: $input)]
    consultation_respond: ConsultationPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct ConsultationPayload {
    pub user_errors: Vec<UserError>,
}

/// The names of one answer's fields: its question, and what is answered.
macro_rules! names {
    ($($index:literal)+) => { [$((
        concat!("answers.", $index, ".question"),
        concat!("answers.", $index, ".text"),
    )),+] };
}

const ROWS: [(&str, &str); 10] = names![0 1 2 3 4 5 6 7 8 9];

/// Takes what somebody answers.
pub async fn respond(api: &Api, fields: &Fields) -> Outcome {
    let reference = fields.text("reference");
    let asked = ROWS.iter().filter(|(question, _)| fields.given(question).is_some());
    let answers = asked
        .map(|(question, text)| ConsultationAnswerInput { question: fields.text(question), text: fields.text(text) })
        .collect();
    let input = ConsultationResponseInput {
        answers,
        answered_as: fields.text("answeredAs"),
        organisation_name: fields.text("organisationName"),
        came_by: fields.text("cameBy"),
    };
    match api.run(RespondMutation::build(RespondVariables { reference: reference.clone(), input })).await {
        Ok(data) => {
            Outcome::of(data.consultation_respond.user_errors, || format!("/consultations/{reference}?sent=yes"))
        }
        Err(fault) => fault.into(),
    }
}

fn questions(of: &ConsultationPage, reader: Reader) -> impl IntoView + use<> {
    let mut hidden = vec![("reference", of.reference.clone())];
    hidden.extend(ROWS.iter().zip(&of.questions).map(|((name, _), one)| (*name, one.id.to_string())));
    let fields = ROWS.iter().zip(of.questions.clone()).map(|((_, name), one)| {
        if one.options.is_empty() {
            return view! { <TextArea name=*name label=one.prompt rows=4/> }.into_any();
        }
        let options = one.options.into_iter().map(|option| (option.clone(), option)).collect();
        view! { <Radios name=*name legend=one.prompt options=options/> }.into_any()
    });
    let who = Respondent::ALL.iter().map(|who| (who.as_str().to_owned(), who.label().to_owned())).collect::<Vec<_>>();
    let ways = Channel::HELPED.iter().map(|way| (way.as_str().to_owned(), way.label().to_owned())).collect::<Vec<_>>();
    let officer = matches!(reader, Reader::Officer);
    let heading = if officer { "Write down what somebody told you" } else { "Your answers" };
    view! {
        <h2 class="govuk-heading-m">{heading}</h2>
        {officer.then(|| view! {
            <p class="govuk-body">"You act for the council, so this is for people who cannot use the site. Use their own words. The council\u{2019}s record says that you wrote it down."</p>
        })}
        <p class="govuk-body">"Answer what you like: one question is enough. Do not name anyone."</p>
        <Form name="consultation-respond" hidden=hidden>
            {fields.collect_view()}
            {officer.then(|| view! { <Radios name="cameBy" legend="How it came to you" options=ways/> })}
            {match reader {
                Reader::Member(name) => view! { <Inset>"You answer for "{name}". We keep its name with your answers."</Inset> }.into_any(),
                Reader::Anyone | Reader::Officer => view! {
                    <Radios name="answeredAs" legend=if officer { "They answer as (optional)" } else { "I answer as (optional)" } options=who/>
                    <TextInput name="organisationName" label=if officer { "The organisation's name, if they answer for one" } else { "The organisation's name, if you answer for one" }/>
                }
                .into_any(),
            }}
            <Details summary="What happens with your answers">
                <p class="govuk-body">
                    "Officers read every answer. We publish the points that people make and what we did about each, never a single answer. "
                    "We keep no name of a person, no address and no time with what you write: only the day."
                </p>
            </Details>
            <Button text=if officer { "Keep these answers" } else { "Send your answers" }/>
        </Form>
    }
}

fn counts(of: Counts) -> impl IntoView {
    let total = of.total.map_or_else(|| format!("Fewer than {}", of.least), |total| total.to_string());
    view! {
        <h2 class="govuk-heading-m">"Who answered"</h2>
        <p class="govuk-body">{format!("A number under {} is not shown, nor any number that would give it away.", of.least)}</p>
        <table class="govuk-table">
            <caption class="govuk-table__caption govuk-table__caption--s">{format!("Answers: {total}")}</caption>
            <thead class="govuk-table__head"><tr class="govuk-table__row">
                <th scope="col" class="govuk-table__header">"Who"</th>
                <th scope="col" class="govuk-table__header">"Answers"</th>
            </tr></thead>
            <tbody class="govuk-table__body">
                {of.groups.into_iter().map(|group| view! {
                    <tr class="govuk-table__row">
                        <th scope="row" class="govuk-table__header">{group.label}</th>
                        <td class="govuk-table__cell">{group.in_words}</td>
                    </tr>
                }).collect_view()}
            </tbody>
        </table>
    }
}

fn what_we_did(points: Vec<Point>) -> impl IntoView {
    if points.is_empty() {
        return view! { <p class="govuk-body">"Nobody made a point that we could act on."</p> }.into_any();
    }
    let row = |point: Point| {
        vec![
            point.said.into_any(),
            point.count_in_words.into_any(),
            point.disposition_label.into_any(),
            point.reason.into_any(),
            point.changed.unwrap_or_else(|| "Nothing".to_owned()).into_any(),
        ]
    };
    let heads = vec!["You said", "Answers that say so", "We did", "Why", "What changed"];
    let rows = points.into_iter().map(row).collect();
    view! { <CardTable caption="You said, we did" quiet=true heads=heads rows=rows/> }.into_any()
}

/// What the viewer can do or read now.
fn now(of: ConsultationPage, reader: Reader) -> impl IntoView {
    let day = |day: Option<Day>| day.map(in_words).unwrap_or_default();
    match *of.stage {
        Stage::Draft => view! { <Inset>"This is a draft. Only the council sees it."</Inset> }.into_any(),
        Stage::Scheduled => view! { <Inset>"You can answer from "{day(of.opens_on)}" on."</Inset> }.into_any(),
        Stage::Open => questions(&of, reader).into_any(),
        Stage::Closed => view! {
            <Inset>"We are reading answers. It closed on "{day(of.closes_on)}". We will show here what people said and what we did."</Inset>
            {of.response_counts.map(counts)}
        }
        .into_any(),
        Stage::Answered => view! {
            <h2 class="govuk-heading-m">"You said, we did"</h2>
            {what_we_did(of.points)}
            {of.response_counts.map(counts)}
        }
        .into_any(),
        Stage::Cancelled => ().into_any(),
    }
}

/// What it is about, with links.
fn subjects(of: &ConsultationPage) -> Option<Row> {
    let needs = of.needs.iter().map(|need| (format!("/needs/{}", need.reference), need.title.clone()));
    let turns = of.commissions.iter().map(|one| (format!("/commissions/{}", one.reference), one.title.clone()));
    let links: Vec<(String, String)> = needs.chain(turns).collect();
    (!links.is_empty()).then(|| {
        let link = |(href, text): (String, String)| view! { <li><a class="govuk-link" href=href>{text}</a></li> };
        Row::new("About", view! { <ul class="govuk-list">{links.into_iter().map(link).collect_view()}</ul> })
    })
}

fn show(of: ConsultationPage, reader: Reader) -> impl IntoView {
    let day = |day: Option<Day>| day.map(in_short).unwrap_or_default();
    let dates = format!("{} to {}", day(of.opens_on), day(of.closes_on));
    let mut rows = vec![
        Row::new("Whom we ask", of.audience.clone()),
        Row::new("Open", dates),
        Row::new("Asked by", of.directorate.as_ref().map(|one| one.name.clone())),
    ];
    rows.extend(subjects(&of));
    let more = of.first_closes_on.map(|first| {
        let reason = of.extension_reason.clone().unwrap_or_default();
        format!("There is more time: until {} in place of {}. Why: {reason}", day(of.closes_on), in_short(first))
    });
    view! {
        <Title text=of.title.clone() section=of.reference.clone() caption=of.reference.clone()/>
        <p class="govuk-body">{of.status.as_ref().map(ui::Status::view)}</p>
        {of.cancelled_reason.clone().map(|reason| view! { <Inset>"This was called off. Why: "{reason}</Inset> })}
        {more.map(|more| view! { <Inset>{more}</Inset> })}
        <p class="govuk-body-l cw-said">{of.purpose.clone()}</p>
        <SummaryList rows=rows/>
        <h2 class="govuk-heading-m">"What your answers can change"</h2>
        <p class="govuk-body cw-said">{of.changeable.clone()}</p>
        <h2 class="govuk-heading-m">"What is settled"</h2>
        <p class="govuk-body cw-said">{of.fixed.clone()}</p>
        {now(of, reader)}
    }
}

fn thanks(of: &ConsultationPage) -> impl IntoView + use<> {
    let closes = of.closes_on.map(in_words).unwrap_or_default();
    let page = format!("/consultations/{}", of.reference);
    let title = of.title.clone();
    view! {
        <Panel title="Thank you">"We have your answers to "{title}"."</Panel>
        <p class="govuk-body">
            "People can answer until "{closes}". After that we read every answer, and show on "
            <a class="govuk-link" href=page>"this consultation's page"</a>" what people said and what we did."
        </p>
    }
}

/// The page.
#[component]
pub fn Consultation() -> impl IntoView {
    let params = use_params_map();
    let query = use_query_map();
    let sent = Memo::new(move |_| query.with(|query| query.get("sent").is_some()));
    let reference = move || params.with(|params| params.get("reference").unwrap_or_default());
    move || {
        let sent = sent.get();
        ui::query(
            move || ConsultationQuery::build(ConsultationVariables { reference: reference() }),
            move |data| {
                let acting = data.viewer.and_then(|viewer| viewer.acting).and_then(|acting| acting.organisation);
                let Some(of) = data.consultation else { return NotFound().into_any() };
                let reader = Reader::of(acting, &of);
                view! {
                    <Breadcrumbs links=vec![
                        ("/".to_owned(), "Home".to_owned()),
                        ("/consultations".to_owned(), "Have your say".to_owned()),
                    ]/>
                    <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
                        {if sent { thanks(&of).into_any() } else { show(of, reader).into_any() }}
                    </div></div>
                }
                .into_any()
            },
        )
    }
}
