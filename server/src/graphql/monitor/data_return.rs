//! Returns on the wire.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, Object, SimpleObject};
use shared::check::show_thousandths;
use shared::monitor::DataReturnId;
use shared::monitor::data_return::gate::tenfold_warning;
use shared::monitor::data_return::{
    Action, DataReturn as Domain, DataReturnInput, Figure, Line, QueryInput, Stage, State, access,
};
use shared::secure::IndicatorId;
use shared::secure::specification::IndicatorResult;
use shared::tag::Tag;
use shared::{Day, Refusal, Timestamp};

use crate::graphql::context::{About, Batch, cx, loader};
use crate::graphql::page::{Connected, arguments, connect};
use crate::graphql::payload::{self, split};
use crate::graphql::secure::agreement::Agreement;
use crate::{app, store};

/// A provider's report for one period of an agreement.
#[derive(SimpleObject, Clone)]
#[graphql(complex)]
pub struct DataReturn {
    /// Its identifier.
    pub id: DataReturnId,
    /// Its name: `Return for July to September 2026`.
    title: String,
    /// The first day it is about.
    period_from: Day,
    /// The last day it is about.
    period_to: Day,
    /// The days it is about, in words.
    period: String,
    /// The last day to send it.
    due_on: Day,
    /// When it was last sent.
    sent_at: Option<Timestamp>,
    /// When it was accepted.
    accepted_at: Option<Timestamp>,
    /// Counts the times it was saved; say it when you change it.
    version: i64,
    #[graphql(skip)]
    domain: Domain,
}

/// One line of a return.
#[derive(SimpleObject, Clone)]
pub struct Reading {
    /// The measure.
    indicator: IndicatorId,
    /// Its name.
    name: String,
    /// Its unit.
    unit: String,
    /// The figure to reach, with its unit.
    target: String,
    /// When a figure is on target, close or below, in words.
    in_words: String,
    /// The last figure sent before, with its unit.
    previous: Option<String>,
    /// The figure, as text.
    value: Option<String>,
    /// The figure with its unit.
    figure: Option<String>,
    /// Of how many people.
    asked: Option<i64>,
    /// Why there is no figure.
    reason: Option<String>,
    /// What the figure says beside the target.
    result: IndicatorResult,
    /// The same in words and colour.
    status: Tag,
    /// A warning, if the figure is ten times the last one or a tenth of it.
    warning: Option<String>,
    /// Whether the provider said that an unlikely figure is right.
    confirmed: bool,
    /// Anything to know about it; only for the two parties.
    note: Option<String>,
    /// What the council asks about it; only for the two parties.
    query: Option<String>,
}

impl Reading {
    fn of(line: &Line, reading: &shared::monitor::data_return::Reading, words: bool) -> Self {
        let measure = &line.indicator;
        let value = reading.figure.value();
        let result = measure.result(value);
        let (asked, confirmed, reason) = match &reading.figure {
            Figure::Value { asked, confirmed, .. } => (*asked, *confirmed, None),
            Figure::Missing { reason } => (None, false, Some(reason.clone())),
            Figure::Blank => (None, false, None),
        };
        Self {
            indicator: measure.id.clone(),
            name: measure.name.clone(),
            unit: measure.unit.clone(),
            target: measure.with_unit(measure.target),
            in_words: measure.in_words(),
            previous: line.previous.map(|value| measure.with_unit(value)),
            value: value.map(show_thousandths),
            figure: value.map(|value| measure.with_unit(value)),
            asked,
            reason,
            result,
            status: result.tag(),
            warning: value.and_then(|value| tenfold_warning(line, value)).filter(|_| words),
            confirmed,
            note: reading.note.clone().filter(|_| words),
            query: reading.query.clone().filter(|_| words),
        }
    }
}

impl From<Domain> for DataReturn {
    fn from(domain: Domain) -> Self {
        let accepted_at = match &domain.state {
            State::Accepted { accepted, .. } => Some(accepted.at),
            _ => None,
        };
        Self {
            id: domain.id.clone(),
            title: domain.title(),
            period_from: domain.period.from,
            period_to: domain.period.to,
            period: domain.period.in_words(),
            due_on: domain.due_on,
            sent_at: domain.state.sent().map(|step| step.at),
            accepted_at,
            version: domain.version,
            domain,
        }
    }
}

#[ComplexObject]
impl DataReturn {
    /// How far it has come.
    async fn stage(&self, ctx: &Context<'_>) -> Stage {
        self.domain.stage(cx(ctx).now())
    }

    /// Its status in words and colour, as the viewer should read it.
    async fn status(&self, ctx: &Context<'_>) -> Tag {
        let cx = cx(ctx);
        self.domain.tag(cx.actor.audience(&self.domain.buyer), cx.now())
    }

    /// What the viewer may do with it now.
    async fn viewer_can(&self, ctx: &Context<'_>) -> Vec<Action> {
        let cx = cx(ctx);
        access::can(&cx.actor, &self.domain, cx.now())
    }

    /// The agreement it reports on.
    async fn agreement(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Agreement>> {
        loader(ctx).load_one(self.domain.agreement.clone()).await
    }

    /// Its lines: for the provider always, for the council once it is sent, for
    /// everyone once it is accepted.
    async fn readings(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Vec<Reading>>> {
        let cx = cx(ctx);
        if !access::sees_figures(&cx.actor, &self.domain, cx.now()) {
            return Ok(None);
        }
        let words = access::sees_words(&cx.actor, &self.domain, cx.now());
        let lines = loader(ctx).load_one(About::new(&self.domain.id, self.domain.clone())).await?.unwrap_or_default();
        let readings = lines.iter().filter_map(|line| {
            let reading = self.domain.reading(&line.indicator.id)?;
            Some(Reading::of(line, reading, words))
        });
        Ok(Some(readings.collect()))
    }

    /// Anything else the council should know; only for the two parties.
    async fn remark(&self, ctx: &Context<'_>) -> Option<String> {
        let cx = cx(ctx);
        self.domain.remark.clone().filter(|_| access::sees_words(&cx.actor, &self.domain, cx.now()))
    }

    /// What still stands in the way of sending it; empty when nothing does.
    /// Only for those who may send it.
    async fn missing(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Vec<Refusal>>> {
        let cx = cx(ctx);
        if access::allows(&cx.actor, Action::Submit, &self.domain).is_err() {
            return Ok(None);
        }
        let lines = loader(ctx).load_one(About::new(&self.domain.id, self.domain.clone())).await?;
        Ok(lines.map(|lines| self.domain.gate(Action::Submit, &lines, cx.now())))
    }
}

impl Loader<About<Domain>> for Batch {
    type Value = Vec<Line>;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[About<Domain>]) -> Result<HashMap<About<Domain>, Vec<Line>>, Self::Error> {
        let all: Vec<&Domain> = keys.iter().map(|key| &key.it).collect();
        let found = app::monitor::data_return::lines_of_all(&self.0, &all).await;
        let mut found = payload::found(found)?.unwrap_or_default();
        Ok(keys.iter().filter_map(|key| Some((key.clone(), found.remove(&key.it.id)?))).collect())
    }
}

impl Loader<DataReturnId> for Batch {
    type Value = DataReturn;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[DataReturnId]) -> Result<HashMap<DataReturnId, DataReturn>, Self::Error> {
        let found = store::monitor::data_return::get_many(self.0.db().reader(), &self.0.actor, keys).await;
        let found = found.map_err(payload::store)?;
        Ok(found.into_iter().map(|domain| (domain.id.clone(), DataReturn::from(domain))).collect())
    }
}

/// Queries of returns.
#[derive(Default)]
pub struct DataReturnQuery;

#[Object]
impl DataReturnQuery {
    /// One return.
    async fn data_return(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The return.")] id: DataReturnId,
    ) -> async_graphql::Result<Option<DataReturn>> {
        let cx = cx(ctx);
        let found = store::monitor::data_return::find(cx.db().reader(), &cx.actor, &id).await;
        Ok(found.map_err(payload::store)?.map(DataReturn::from))
    }

    /// Returns, the one due last first: accepted ones for anyone, all of their
    /// own council's for its officers, and all of one's own organisation's.
    #[graphql(complexity = "usize::try_from(first.unwrap_or(20)).unwrap_or(0).saturating_mul(child_complexity) + 1")]
    async fn data_returns(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 unless said otherwise.")] first: Option<i32>,
        #[graphql(desc = "The cursor to start after.")] after: Option<String>,
        #[graphql(desc = "Only those of the organisation I act for.", default)] mine: bool,
        #[graphql(desc = "Only those of this agreement, by its id.")] agreement: Option<shared::secure::AgreementId>,
        #[graphql(desc = "Only those at this stage.")] stage: Option<Stage>,
    ) -> async_graphql::Result<Connected<DataReturn>> {
        let cx = cx(ctx);
        let page = arguments(ctx, first, after)?;
        let (provider, buyer) = if mine { (cx.actor.provider(), cx.actor.buyer()) } else { (None, None) };
        let filter = store::monitor::data_return::Filter {
            provider: provider.cloned(),
            buyer: buyer.cloned(),
            agreement,
            stage: stage.map(|stage| (stage, cx.today())),
        };
        let slice = store::monitor::data_return::list(cx.db().reader(), &cx.actor, &filter, &page).await;
        Ok(connect(slice.map_err(payload::store)?, &page, DataReturn::from))
    }
}

/// The end of something done with a return.
#[derive(SimpleObject)]
pub struct DataReturnPayload {
    /// The return as it is now.
    data_return: Option<DataReturn>,
    /// Why it was not done; every fault at once.
    user_errors: Vec<Refusal>,
}

fn payload(result: Result<Domain, app::Error>) -> async_graphql::Result<DataReturnPayload> {
    let (data_return, user_errors) = split(result)?;
    Ok(DataReturnPayload { data_return: data_return.map(DataReturn::from), user_errors })
}

/// Mutations of returns.
#[derive(Default)]
pub struct DataReturnMutation;

#[Object]
impl DataReturnMutation {
    /// Keeps what the provider filled in so far; anything may be left empty.
    async fn return_save(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The return.")] id: DataReturnId,
        #[graphql(desc = "The version you read.")] version: i64,
        #[graphql(desc = "The readings.")] input: DataReturnInput,
    ) -> async_graphql::Result<DataReturnPayload> {
        payload(app::monitor::data_return::save(cx(ctx), &id, version, &input).await)
    }

    /// Sends it to the council: every line needs a figure, or a reason why
    /// there is none.
    async fn return_submit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The return.")] id: DataReturnId,
        #[graphql(desc = "The version you read.")] version: i64,
    ) -> async_graphql::Result<DataReturnPayload> {
        payload(app::monitor::data_return::submit(cx(ctx), &id, version).await)
    }

    /// Sends it back to the provider with questions.
    async fn return_query(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The return.")] id: DataReturnId,
        #[graphql(desc = "The questions.")] input: QueryInput,
    ) -> async_graphql::Result<DataReturnPayload> {
        payload(app::monitor::data_return::query(cx(ctx), &id, &input).await)
    }

    /// Agrees with it.
    async fn return_accept(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The return.")] id: DataReturnId,
        #[graphql(desc = "The version you read.")] version: i64,
    ) -> async_graphql::Result<DataReturnPayload> {
        payload(app::monitor::data_return::accept(cx(ctx), &id, version).await)
    }
}
