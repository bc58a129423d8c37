//! Bids on the wire.

mod opening;

pub mod team;

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, Object, SimpleObject};
use shared::secure::bid::input::BidSaveInput;
use shared::secure::bid::{Action, Bid as Domain, Entries, Facts, Receipt, Stage, State, access};
use shared::secure::opportunity::Opportunity as OpportunityDomain;
use shared::secure::{BidId, LotId, OpportunityId, QuestionId};
use shared::tag::Tag;
use shared::{Refusal, Timestamp, calendar};

use crate::graphql::context::{About, Batch, cx, loader};
use crate::graphql::page::{Connected, arguments, connect};
use crate::graphql::payload::{self, found, split};
use crate::graphql::people::organisation::Organisation;
use crate::graphql::people::user::Person;
use crate::graphql::secure::award::{Award, AwardsOf};
use crate::graphql::secure::opportunity::{Ask, Opportunity};
use crate::{app, store};

use opening::OpportunityOpening;

/// A bid: what a provider offers on an opportunity. Until the bids are opened
/// it exists for its own organisation alone; not even its number is known to
/// anyone else.
#[derive(SimpleObject, Clone)]
#[graphql(complex)]
pub struct Bid {
    /// Its identifier.
    pub id: BidId,
    /// When it was begun.
    started_at: Timestamp,
    /// The proof of its arrival, once it is sent.
    receipt: Option<BidReceipt>,
    /// When it was taken out.
    withdrawn_at: Option<Timestamp>,
    /// When it was opened.
    opened_at: Option<Timestamp>,
    /// Counts its transitions.
    version: i64,
    #[graphql(skip)]
    domain: Domain,
}

impl From<Domain> for Bid {
    fn from(domain: Domain) -> Self {
        let (withdrawn_at, opened_at) = match &domain.state {
            State::Withdrawn { at, .. } => (Some(*at), None),
            State::Opened { at, .. } => (None, Some(*at)),
            State::Draft | State::Submitted { .. } => (None, None),
        };
        Self {
            id: domain.id.clone(),
            started_at: domain.started_at,
            receipt: domain.receipt().map(|receipt| BidReceipt::new(receipt, &domain)),
            withdrawn_at,
            opened_at,
            version: domain.version,
            domain,
        }
    }
}

/// Proof that a bid arrived. Anyone can check the signature (Ed25519) over the
/// statement with the key.
#[derive(SimpleObject, Clone)]
pub struct BidReceipt {
    /// Six letters to read out.
    code: String,
    /// When the whole of the bid had arrived, to the second.
    received_at: Timestamp,
    /// The same in words, in London.
    received: String,
    /// SHA-256 of the sealed envelope, in hexadecimal.
    digest: String,
    /// The words that are signed.
    statement: String,
    /// The signature, in hexadecimal.
    signature: String,
    /// The public key of this installation, in hexadecimal.
    key: String,
}

impl BidReceipt {
    fn new(receipt: &Receipt, bid: &Domain) -> Self {
        Self {
            code: receipt.code.clone(),
            received_at: receipt.at,
            received: calendar::instant_to_the_second(receipt.at),
            digest: receipt.digest.clone(),
            statement: receipt.statement(&bid.id, &bid.opportunity),
            signature: receipt.signature.clone(),
            key: receipt.key.clone(),
        }
    }
}

/// What a bid says: as typed so far, or as sent.
#[derive(SimpleObject, Clone)]
pub struct BidContent {
    /// One answer for every question, in order; empty where nothing is typed.
    answers: Vec<BidAnswer>,
    /// One price for every lot, in order; empty where nothing is typed.
    prices: Vec<BidPrice>,
    /// How many answers and prices could be sent as they are.
    done: i32,
    /// How many there are.
    all: i32,
    /// What is missing or too long, each on its field.
    missing: Vec<Refusal>,
    /// Rises with every save, and with every change of the team. Say it when you
    /// send the bid, and it is refused if somebody has changed an answer or the
    /// team since you checked it.
    version: i64,
    /// The last save.
    saved_at: Option<Timestamp>,
}

/// An answer.
#[derive(SimpleObject, Clone)]
#[graphql(complex)]
pub struct BidAnswer {
    /// The question's identifier.
    question: QuestionId,
    /// The question's number, from 1.
    number: i32,
    /// The question.
    prompt: String,
    /// What a good answer shows.
    guidance: Option<String>,
    /// How many words the answer may have; none where it is not answered in words.
    word_limit: Option<i64>,
    /// How it is answered.
    ask: Ask,
    /// The answer, as typed or as sent.
    text: String,
    /// The same as people read it, such as `12 hours a week`.
    shown: String,
    /// Whether the requirement is met by what is answered; none where the question is no requirement.
    met: Option<bool>,
    /// Counts the saves of this answer; say it when you save.
    version: i64,
    /// The last save.
    saved_at: Option<Timestamp>,
    #[graphql(skip)]
    saved_by: Option<shared::people::UserId>,
    #[graphql(skip)]
    organisation: shared::people::OrganisationId,
}

#[ComplexObject]
impl BidAnswer {
    /// Who saved it last; only for the bid's own organisation.
    async fn saved_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Person>> {
        match self.saved_by.clone().filter(|_| access::sees_authors(&cx(ctx).actor, &self.organisation)) {
            Some(user) => Ok(loader(ctx).load_one(user).await?.map(Person::from)),
            None => Ok(None),
        }
    }
}

/// A price for a lot.
#[derive(SimpleObject, Clone)]
pub struct BidPrice {
    /// The lot's identifier.
    lot: LotId,
    /// The lot's number, from 1.
    number: i32,
    /// The lot's title.
    title: String,
    /// The sum for the whole lot before VAT, as typed or as sent.
    price: String,
    /// Counts the saves of this price; say it when you save.
    version: i64,
    /// The last save.
    saved_at: Option<Timestamp>,
}

fn count(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

impl BidContent {
    fn new(bid: &Domain, entries: &Entries, opportunity: &OpportunityDomain, facts: &Facts) -> Self {
        let progress = bid.progress(entries, facts);
        let answers = opportunity.questions.iter().enumerate().map(|(index, question)| {
            let entry = entries.answers.iter().find(|entry| entry.id == question.id);
            BidAnswer {
                question: question.id.clone(),
                number: count(index + 1),
                prompt: question.prompt.clone(),
                guidance: question.guidance.clone(),
                word_limit: question.ask.word_limit().map(i64::from),
                ask: Ask::from(&question.ask),
                shown: question.ask.shown(entry.map_or("", |entry| &entry.text)),
                met: question.ask.met(entry.map_or("", |entry| &entry.text)),
                text: entry.map_or_else(String::new, |entry| entry.text.clone()),
                version: entry.map_or(0, |entry| entry.version),
                saved_at: entry.map(|entry| entry.saved_at),
                saved_by: entry.map(|entry| entry.saved_by.clone()),
                organisation: bid.organisation.clone(),
            }
        });
        let prices = facts.lots.iter().map(|lot| {
            let entry = entries.prices.iter().find(|entry| entry.id == lot.id);
            BidPrice {
                lot: lot.id.clone(),
                number: i32::try_from(lot.number).unwrap_or(i32::MAX),
                title: lot.title.clone(),
                price: entry.map_or_else(String::new, |entry| entry.text.clone()),
                version: entry.map_or(0, |entry| entry.version),
                saved_at: entry.map(|entry| entry.saved_at),
            }
        });
        Self {
            answers: answers.collect(),
            prices: prices.collect(),
            done: count(progress.done),
            all: count(progress.all),
            missing: bid.faults(entries, facts),
            version: entries.version(),
            saved_at: entries.saved_at(),
        }
    }
}

#[ComplexObject]
impl Bid {
    /// Where it stands now.
    async fn stage(&self, ctx: &Context<'_>) -> async_graphql::Result<Stage> {
        let facts = self.facts(ctx).await?;
        Ok(self.domain.stage(&facts, cx(ctx).now()))
    }

    /// Its status in words and colour, as the viewer should read it.
    async fn status(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Tag>> {
        let (cx, facts) = (cx(ctx), self.facts(ctx).await?);
        Ok(self.domain.tag(cx.actor.audience(&facts.buyer), &facts, cx.now()))
    }

    /// What the viewer may do with it; whether the rules permit it now is told
    /// by `refusals`.
    async fn viewer_can(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Action>> {
        let facts = self.facts(ctx).await?;
        Ok(access::can(&cx(ctx).actor, &self.domain, &facts))
    }

    /// Every reason why the rules do not permit this now, apart from what is
    /// still to write.
    async fn refusals(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to do.")] action: Action,
    ) -> async_graphql::Result<Vec<Refusal>> {
        let facts = self.facts(ctx).await?;
        Ok(self.domain.gate(action, &facts, cx(ctx).now()))
    }

    /// What it says: for its own organisation at any time, for the council once
    /// it is opened.
    async fn content(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<BidContent>> {
        let opportunity = self.rules(ctx).await?;
        let facts = Facts::of(&opportunity);
        let entries = loader(ctx).load_one(About::new(&self.domain.id, (self.domain.clone(), facts.clone()))).await?;
        Ok(entries.map(|entries| BidContent::new(&self.domain, &entries, &opportunity, &facts)))
    }

    /// What it bids on.
    async fn opportunity(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Opportunity>> {
        loader(ctx).load_one(self.domain.opportunity.clone()).await
    }

    /// The awards of it, the last one for each lot, for the council's deciders
    /// and, once told, its own organisation.
    async fn awards(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Award>> {
        Ok(loader(ctx).load_one(AwardsOf(self.domain.id.clone())).await?.unwrap_or_default())
    }

    /// Who is in it: for its own organisations at any time, for the council once it is opened.
    async fn team(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<team::BidTeam>> {
        let opportunity = self.rules(ctx).await?;
        team::BidTeam::of(ctx, &self.domain, &opportunity).await
    }

    /// Who bids; the lead, where several bid together.
    async fn organisation(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Organisation>> {
        loader(ctx).load_one(self.domain.organisation.clone()).await
    }
}

impl Bid {
    async fn rules(&self, ctx: &Context<'_>) -> async_graphql::Result<OpportunityDomain> {
        let found = loader(ctx).load_one(self.domain.opportunity.clone()).await?;
        found.map(|found| found.0).ok_or_else(|| payload::internal("a bid without its opportunity"))
    }

    async fn facts(&self, ctx: &Context<'_>) -> async_graphql::Result<Facts> {
        Ok(Facts::of(&self.rules(ctx).await?))
    }
}

impl Loader<About<(Domain, Facts)>> for Batch {
    type Value = Entries;
    type Error = async_graphql::Error;

    async fn load(
        &self,
        keys: &[About<(Domain, Facts)>],
    ) -> Result<HashMap<About<(Domain, Facts)>, Entries>, Self::Error> {
        let bids: Vec<(Domain, Facts)> = keys.iter().map(|key| key.it.clone()).collect();
        let mut all = found(app::secure::bid::draft::read(&self.0, &bids).await)?.unwrap_or_default();
        Ok(keys.iter().filter_map(|key| Some((key.clone(), all.remove(&key.it.0.id)?))).collect())
    }
}

impl Loader<BidId> for Batch {
    type Value = Bid;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[BidId]) -> Result<HashMap<BidId, Bid>, Self::Error> {
        let found = store::secure::bid::get_many(self.0.db().reader(), &self.0.actor, keys).await;
        Ok(found.map_err(payload::store)?.into_iter().map(|domain| (domain.id.clone(), Bid::from(domain))).collect())
    }
}

async fn list(
    ctx: &Context<'_>,
    first: Option<i32>,
    after: Option<String>,
    opportunity: Option<OpportunityId>,
) -> async_graphql::Result<Connected<Bid>> {
    let cx = cx(ctx);
    let page = arguments(ctx, first, after)?;
    let filter = store::secure::bid::Filter { opportunity, stage: None };
    let slice = store::secure::bid::list(cx.db().reader(), &cx.actor, &filter, &page).await;
    Ok(connect(slice.map_err(payload::store)?, &page, Bid::from))
}

/// Queries of bids.
#[derive(Default)]
pub struct BidQuery;

#[Object]
impl BidQuery {
    /// One bid.
    async fn bid(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its identifier.")] id: BidId,
    ) -> async_graphql::Result<Option<Bid>> {
        let cx = cx(ctx);
        let found = store::secure::bid::find(cx.db().reader(), &cx.actor, &id).await;
        Ok(found.map_err(payload::store)?.map(Bid::from))
    }

    /// Bids, newest first: one's own organisation's, or for a council's
    /// commissioners and approvers those that have been opened.
    #[graphql(complexity = "usize::try_from(first.unwrap_or(20)).unwrap_or(0).saturating_mul(child_complexity) + 1")]
    async fn bids(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 unless said otherwise.")] first: Option<i32>,
        #[graphql(desc = "The cursor to start after.")] after: Option<String>,
        #[graphql(desc = "Only those on this opportunity.")] opportunity: Option<OpportunityId>,
    ) -> async_graphql::Result<Connected<Bid>> {
        list(ctx, first, after, opportunity).await
    }

    /// The opening of an opportunity's bids; for its council's officers.
    async fn opportunity_opening(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The opportunity's reference, such as `O-0023`.")] reference: String,
    ) -> async_graphql::Result<Option<OpportunityOpening>> {
        let cx = cx(ctx);
        let found = store::secure::opportunity::find_by_reference(cx.db().reader(), &cx.actor, &reference).await;
        let Some(domain) = found.map_err(payload::store)? else { return Ok(None) };
        if !access::sees_opening(&cx.actor, &Facts::of(&domain)) {
            return Ok(None);
        }
        Ok(Some(OpportunityOpening::new(cx, domain)))
    }
}

/// The end of something done with a bid.
#[derive(SimpleObject)]
pub struct BidPayload {
    /// The bid as it is now.
    bid: Option<Bid>,
    /// Why it was not done; every fault at once.
    user_errors: Vec<Refusal>,
}

fn payload(result: Result<Domain, app::Error>) -> async_graphql::Result<BidPayload> {
    let (bid, user_errors) = split(result)?;
    Ok(BidPayload { bid: bid.map(Bid::from), user_errors })
}

/// The end of an opening.
#[derive(SimpleObject)]
pub struct OpportunityOpenPayload {
    /// The opportunity as it is now.
    opportunity: Option<Opportunity>,
    /// Why its bids were not opened; every fault at once.
    user_errors: Vec<Refusal>,
}

/// Mutations of bids.
#[derive(Default)]
pub struct BidMutation;

#[Object]
impl BidMutation {
    /// Begins a bid on an opportunity, or takes up one's withdrawn bid again.
    async fn bid_start(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The opportunity.")] opportunity: OpportunityId,
    ) -> async_graphql::Result<BidPayload> {
        payload(app::secure::bid::start(cx(ctx), &opportunity).await)
    }

    /// Keeps what is typed, whatever it is; sending alone has a deadline. Of a
    /// refused save nothing is kept, and `bid` shows what is there.
    async fn bid_save(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The bid.")] id: BidId,
        #[graphql(desc = "Answers and prices, as many as you like.")] input: BidSaveInput,
    ) -> async_graphql::Result<BidPayload> {
        let mut payload = payload(app::secure::bid::draft::save(cx(ctx), &id, &input).await)?;
        if payload.bid.is_none() {
            let found = store::secure::bid::find(cx(ctx).db().reader(), &cx(ctx).actor, &id).await;
            payload.bid = found.map_err(payload::store)?.map(Bid::from);
        }
        Ok(payload)
    }

    /// Seals the bid and sends it, if it is whole and in time.
    async fn bid_submit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The bid.")] id: BidId,
        #[graphql(desc = "The version of the content you checked; refused as stale if it changed since.")]
        version: Option<i64>,
    ) -> async_graphql::Result<BidPayload> {
        payload(app::secure::bid::submit(cx(ctx), &id, version).await)
    }

    /// Takes a sent bid back to change it, before the deadline. It is not sent
    /// until it is sent again.
    async fn bid_change(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The bid.")] id: BidId,
    ) -> async_graphql::Result<BidPayload> {
        payload(app::secure::bid::change(cx(ctx), &id).await)
    }

    /// Says that a sent bid stands as it is, after a change to what is asked for.
    /// A bid that is not confirmed by the deadline is not opened.
    async fn bid_confirm(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The bid.")] id: BidId,
    ) -> async_graphql::Result<BidPayload> {
        payload(app::secure::bid::confirm(cx(ctx), &id).await)
    }

    /// Takes a sent bid out, before the deadline.
    async fn bid_withdraw(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The bid.")] id: BidId,
    ) -> async_graphql::Result<BidPayload> {
        payload(app::secure::bid::withdraw(cx(ctx), &id).await)
    }

    /// Opens all sealed bids of an opportunity after its deadline.
    async fn opportunity_open(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The opportunity.")] id: OpportunityId,
    ) -> async_graphql::Result<OpportunityOpenPayload> {
        let (opportunity, user_errors) = split(app::secure::bid::opening::open(cx(ctx), &id).await)?;
        Ok(OpportunityOpenPayload { opportunity: opportunity.map(Opportunity::from), user_errors })
    }
}
