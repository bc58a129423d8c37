//! One bid, by those who write it: the hub; for a short one the whole of it.

use cynic::QueryBuilder;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::people::OrganisationId;
use shared::secure::bid::{Action, Stage, Word, word};
use shared::secure::method::Method;
use shared::secure::{BidId, LotId, OpportunityId, QuestionId};
use shared::{Timestamp, calendar};

use super::bid_question::{answer_fields, price_fields, which_lots};
use crate::form::UserError;
use crate::islands::autosave::{Autosave, Saves};
use crate::pages::public::changes::Amendment;
use crate::pages::public::round::Round;
use crate::ui::{self, BackLink, Button, Details, Form, Inset, LinkButton, NotFound, Refusals, Task, TaskList, Title};
use crate::wire::{self, BidAction, BidStage, QuestionKind};

/// Up to this many questions are asked on one page.
pub const ONE_PAGE: usize = 5;

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(super) struct BidVariables {
    pub id: BidId,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "BidVariables")]
pub(super) struct BidQuery {
    #[arguments(id: $id)]
    pub bid: Option<Bid>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(super) struct Bid {
    pub id: BidId,
    pub stage: BidStage,
    pub status: Option<ui::Status>,
    pub viewer_can: Vec<BidAction>,
    #[arguments(action: "SUBMIT")]
    #[cynic(rename = "refusals", alias)]
    pub submit_refusals: Vec<UserError>,
    #[arguments(action: "CHANGE")]
    #[cynic(rename = "refusals", alias)]
    pub change_refusals: Vec<UserError>,
    pub receipt: Option<BidReceipt>,
    pub content: Option<BidContent>,
    pub team: Option<BidTeam>,
    pub opportunity: Option<Opportunity>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(super) struct BidReceipt {
    pub code: String,
    pub received: String,
    pub digest: String,
    pub statement: String,
    pub signature: String,
    pub key: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(super) struct BidContent {
    pub answers: Vec<BidAnswer>,
    pub prices: Vec<BidPrice>,
    pub done: i32,
    pub all: i32,
    pub missing: Vec<UserError>,
    pub version: i32,
    pub saved_at: Option<Timestamp>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(super) struct BidAnswer {
    pub question: QuestionId,
    pub number: i32,
    pub prompt: String,
    pub guidance: Option<String>,
    pub ask: QuestionAsk,
    pub text: String,
    pub shown: String,
    pub version: i32,
    pub saved_at: Option<Timestamp>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(super) struct QuestionAsk {
    pub kind: QuestionKind,
    pub word_limit: Option<i32>,
    pub unit: Option<String>,
    pub options: Vec<String>,
    pub limits: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(super) struct BidPrice {
    pub lot: LotId,
    pub number: i32,
    pub title: String,
    pub price: String,
    pub version: i32,
    pub saved_at: Option<Timestamp>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(super) struct BidTeam {
    pub version: i32,
    pub members: Vec<BidMember>,
    pub total: String,
    pub subcontractors: Vec<BidSubcontractor>,
    pub refusals: Vec<UserError>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(super) struct BidMember {
    pub lead: bool,
    pub status: ui::Status,
    pub reason: Option<String>,
    pub role: String,
    pub share: String,
    pub organisation: Option<Organisation>,
}

impl BidMember {
    /// Its name.
    pub fn name(&self) -> String {
        self.organisation.as_ref().map_or_else(|| "An organisation".to_owned(), |one| one.name.clone())
    }
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(super) struct Organisation {
    pub id: OrganisationId,
    pub name: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(super) struct BidSubcontractor {
    pub name: String,
    pub work: String,
    pub share: String,
    pub payment_days: i32,
}

impl BidTeam {
    /// Who is in it, in a few words: `You alone`, `3 organisations`.
    pub fn summary(&self) -> String {
        match self.members.len() {
            0 | 1 => "You alone".to_owned(),
            count => format!("{count} organisations"),
        }
    }
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(super) struct Opportunity {
    pub id: OpportunityId,
    pub reference: String,
    pub title: String,
    pub method: wire::Method,
    pub round: Option<Round>,
    pub closes_at: Option<Timestamp>,
    pub amendments: Vec<Amendment>,
    pub lotting: Lotting,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(super) struct Lotting {
    pub bid_most: Option<i32>,
    pub win_most: Option<i32>,
}

impl Bid {
    /// Where its pages lie.
    pub fn path(&self) -> String {
        format!("/provider/bids/{}", self.id)
    }

    /// What it bids on.
    pub fn title(&self) -> String {
        self.opportunity.as_ref().map_or_else(|| "Bid".to_owned(), |opportunity| opportunity.title.clone())
    }

    /// What is sent: a bid, a quotation or an application.
    pub fn word(&self) -> Word {
        word(self.opportunity.as_ref().map_or(Method::Tender, |on| *on.method))
    }

    /// The deadline in words.
    pub fn closes(&self) -> String {
        let closes = self.opportunity.as_ref().and_then(|opportunity| opportunity.closes_at);
        closes.map_or_else(String::new, calendar::instant_in_words)
    }

    /// Whether the viewer may do this, whenever the rules permit it.
    pub fn can(&self, action: Action) -> bool {
        self.viewer_can.iter().any(|one| *one == action)
    }

    /// Whether it is being written still, in time or not.
    pub fn is_draft(&self) -> bool {
        self.stage == Stage::Draft || self.stage == Stage::NotSent
    }

    /// The faults whose field begins so.
    pub fn faults_on(&self, start: &str) -> Vec<&UserError> {
        let missing = self.content.iter().flat_map(|content| &content.missing);
        missing.filter(|fault| fault.field.as_deref().is_some_and(|field| field.starts_with(start))).collect()
    }
}

/// Shows a page of the bid that the address names.
pub(super) fn with_bid<I: IntoView + 'static>(
    show: impl Fn(Bid) -> I + Clone + Send + Sync + 'static,
) -> impl IntoView {
    let params = use_params_map();
    let Ok(id) = params.with_untracked(|params| params.get("id").unwrap_or_default()).parse::<BidId>() else {
        return NotFound().into_any();
    };
    let first = id.clone();
    let operation = move || {
        let id = params.with(|params| params.get("id").and_then(|id| id.parse().ok()));
        BidQuery::build(BidVariables { id: id.unwrap_or_else(|| first.clone()) })
    };
    ui::query(operation, move |data| match data.bid {
        Some(bid) => show(bid).into_any(),
        None => NotFound().into_any(),
    })
    .into_any()
}

/// The page.
#[component]
pub fn BidHub() -> impl IntoView {
    with_bid(hub)
}

fn hub(bid: Bid) -> impl IntoView {
    let Some(content) = bid.content.clone() else { return NotFound().into_any() };
    let body = if !bid.is_draft() {
        closed(&bid).into_any()
    } else if !bid.can(Action::Save) {
        read_only(&bid).into_any()
    } else if content.answers.len() <= ONE_PAGE {
        one_page(&bid, &content).into_any()
    } else {
        tasks(&bid, &content).into_any()
    };
    view! {
        <BackLink href="/provider/bids" text="Bids"/>
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text=format!("Your {}: {}", bid.word().one, bid.title()) section="Bids"/>
            <p class="govuk-body">{bid.status.as_ref().map(ui::Status::view)}</p>
            {deadline(&bid)}
            {dialogue(&bid)}
            {body}
        </div></div>
    }
    .into_any()
}

fn deadline(bid: &Bid) -> impl IntoView + use<> {
    let (closes, word) = (bid.closes(), bid.word().one);
    match *bid.stage {
        Stage::NotSent => view! {
            <Inset>
                "Closed on "{closes}". This "{word}" was not sent. It is kept, and only your organisation can see it."
            </Inset>
        }
        .into_any(),
        _ => view! { <p class="govuk-body">"Closes "<strong>{closes}</strong></p> }.into_any(),
    }
}

/// Where others' questions and the council's changes are.
fn dialogue(bid: &Bid) -> impl IntoView + use<> {
    let on = bid.opportunity.clone();
    on.map(|on| {
        let here = format!("/opportunities/{}", on.reference);
        let changed = on.amendments.len();
        view! {
            <ul class="govuk-list">
                <li><a class="govuk-link" href=format!("{here}/questions")>"Questions and answers"</a></li>
                {(changed > 0).then(|| view! {
                    <li><a class="govuk-link" href=format!("{here}#changes")>{format!("What we changed since it was published ({changed})")}</a></li>
                })}
            </ul>
        }
    })
}

/// A bid that is not being written.
fn closed(bid: &Bid) -> impl IntoView + use<> {
    let sent = format!("{}/sent", bid.path());
    match *bid.stage {
        Stage::Withdrawn => {
            let on = bid.opportunity.clone();
            view! {
                <p class="govuk-body">"You took this bid out. Nobody at the council has read it. Its text is kept for you."</p>
                {on.map(|on| view! {
                    <Form name="bid-start" hidden=vec![("opportunity", on.id.to_string())]>
                        <Button text="Start it again" secondary=true/>
                    </Form>
                })}
            }
            .into_any()
        }
        Stage::Stale => view! {
            <p class="govuk-body">"What we ask for has changed since you sent your bid."</p>
            <LinkButton href=sent text="See what changed, and confirm"/>
        }
        .into_any(),
        Stage::Lapsed => view! {
            <Inset>"Your bid was not confirmed after a change, so it was not opened. Nobody has read it."</Inset>
            <LinkButton href=sent text="See the receipt and your copy"/>
        }
        .into_any(),
        _ => view! {
            <p class="govuk-body">"Your "{bid.word().one}" is sent."</p>
            <LinkButton href=sent text="See the receipt and your copy"/>
        }
        .into_any(),
    }
}

/// Who is in it, with the way to its page.
fn team(bid: &Bid) -> impl IntoView + use<> {
    let href = format!("{}/team", bid.path());
    bid.team.as_ref().map(|team| {
        let summary = team.summary();
        view! {
            <p class="govuk-body">
                "Who is in this bid: "{summary}". "
                <a class="govuk-link" href=href>"Who does what, and who else joins"</a>
            </p>
        }
    })
}

/// A bid that another organisation leads.
fn read_only(bid: &Bid) -> impl IntoView + use<> {
    let lead = bid.team.as_ref().and_then(|team| team.members.iter().find(|member| member.lead).map(BidMember::name));
    let rows = super::bid_check::answers(bid, true);
    view! {
        <Inset>{lead.unwrap_or_default()}" leads this bid. It alone writes and sends it; you can read it."</Inset>
        {team(bid)}
        <ui::SummaryList rows=rows/>
    }
}

/// All questions and prices on one page.
fn one_page(bid: &Bid, content: &BidContent) -> impl IntoView + use<> {
    let late = bid.stage == Stage::NotSent;
    let hidden = vec![("id", bid.id.to_string())];
    let lots = content.prices.len();
    // Fields are made inside their form, which tells them its name.
    let (answers, prices) = (content.answers.clone(), content.prices.clone());
    let asked = which_lots(bid, lots);
    let (key, saved) = (bid.id.to_string(), content.saved_at.map(calendar::time_of_day));
    let (word, round) = (bid.word(), bid.opportunity.as_ref().and_then(|on| on.round.clone()));
    let sum = round.clone();
    view! {
        <p class="govuk-body">"Nobody at the council can see this "{word.one}", or that you are writing one."</p>
        {round.filter(|round| !round.expectations.is_empty()).map(|round| view! { <Details summary="What we expect if you get a grant">{round.lines()}</Details> })}
        {team(bid)}
        <Form name="bid-save" hidden=hidden>
            {answers.iter().enumerate().map(|(index, answer)| answer_fields(index, answer)).collect_view()}
            {asked}
            {prices.iter().enumerate().map(|(index, price)| price_fields(index, price, lots, sum.as_ref())).collect_view()}
            <Autosave key=key saves=Saves::Bid saved=saved/>
            <p class="govuk-hint">"What you type is kept even if the deadline passes."</p>
            <div class="govuk-button-group">
                {(!late).then(|| view! { <Button text="Check your answers" value=("then", "check")/> })}
                <Button text="Save for later" secondary=true value=("then", "bids")/>
            </div>
        </Form>
    }
}

fn tasks(bid: &Bid, content: &BidContent) -> impl IntoView + use<> {
    let path = bid.path();
    let status = |typed: bool, faults: usize| match (typed, faults) {
        (_, 0) => Task::completed().into_any(),
        (true, _) => Task::in_progress().into_any(),
        (false, _) => Task::not_started().into_any(),
    };
    let answers = content.answers.iter().enumerate().map(|(index, answer)| {
        let faults = bid.faults_on(&format!("answers.{index}.")).len();
        let title = format!("{}. {}", answer.number, answer.prompt);
        Task::new(title, format!("{path}/questions/{}", answer.number), status(!answer.text.is_empty(), faults))
    });
    let answers = answers.collect();
    let typed = content.prices.iter().any(|price| !price.price.is_empty());
    let grant = bid.word() == word(Method::Grant);
    let title = match (grant, content.prices.len()) {
        (true, _) => "How much you ask for",
        (false, 1) => "Your price",
        (false, _) => "Your prices",
    };
    let prices = vec![Task::new(title, format!("{path}/prices"), status(typed, bid.faults_on("prices.").len()))];
    let left = content.all - content.done;
    let check = if bid.stage == Stage::NotSent {
        Task::later("Check your answers", "Closed")
    } else if left > 0 {
        let parts = if left == 1 { "1 part".to_owned() } else { format!("{left} parts") };
        Task::later("Check your answers", format!("Cannot start yet: {parts} to finish"))
    } else {
        Task::new("Check your answers", format!("{path}/check"), Task::not_started())
    };
    let heading = format!("You cannot send this {}", bid.word().one);
    let progress = format!("You have finished {} of {} parts.", content.done, content.all);
    let refusals: Vec<shared::Refusal> = bid.submit_refusals.iter().cloned().map(Into::into).collect();
    view! {
        <p class="govuk-body">
            {progress}" Nobody at the council can see this "{bid.word().one}", or that you are writing one."
        </p>
        {team(bid)}
        <h2 class="govuk-heading-m">"Your answers"</h2>
        <TaskList id="answers" tasks=answers/>
        <h2 class="govuk-heading-m">{if grant { "Money" } else { "Price" }}</h2>
        <TaskList id="prices" tasks=prices/>
        <h2 class="govuk-heading-m">"Send"</h2>
        <TaskList id="send" tasks=vec![check]/>
        <Refusals heading=heading refusals=refusals/>
    }
}
