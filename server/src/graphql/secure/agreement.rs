//! Agreements on the wire.

pub(super) mod of;

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, Object, SimpleObject};
use shared::monitor::monitoring_plan::{ActivityKind, Frequency};
use shared::people::UserId;
use shared::secure::agreement::input::DeclineInput;
use shared::secure::agreement::{Action, Agreement as Domain, AgreementInput, Kind, Side, SignInput, Stage, access};
use shared::secure::{AgreementId, AwardId, IndicatorId};
use shared::tag::Tag;
use shared::{Day, Money, Refusal, Timestamp};

use crate::graphql::commission::Commission;
use crate::graphql::commission::service::Service;
use crate::graphql::commission::thread::ThreadStep;
use crate::graphql::context::{Batch, cx, loader};
use crate::graphql::monitor::data_return::DataReturn;
use crate::graphql::monitor::trend::AgreementMeasure;
use crate::graphql::page::{Connected, arguments, connect};
use crate::graphql::payload::{self, split};
use crate::graphql::people::organisation::{Directorate, Organisation};
use crate::{app, store};
use of::{MeasuresOf, RefusalsOf, ReturnsOf, TraceOf};

/// A contract or grant between a council and a provider.
#[derive(SimpleObject, Clone)]
#[graphql(complex)]
pub struct Agreement {
    /// Its identifier.
    pub id: AgreementId,
    /// What people call it, such as `A-0031`.
    reference: String,
    /// Contract or grant.
    kind: Kind,
    /// Its name.
    title: String,
    /// The whole price or grant, before VAT.
    value: Money,
    /// The day of the award, whose policy rules it for life.
    awarded_on: Day,
    /// Its first day.
    starts_on: Day,
    /// Its last day.
    ends_on: Day,
    /// Counts the times it was saved; say it when you change it.
    version: i64,
    #[graphql(skip)]
    domain: Domain,
}

/// One payment.
#[derive(SimpleObject, Clone)]
pub struct PaymentLine {
    /// The day from which it may be invoiced.
    due_on: Day,
    /// What it is for.
    what: String,
    /// How much, before VAT.
    amount: Money,
    /// The measure whose result it hangs on; none where it hangs on none.
    measure: Option<IndicatorId>,
}

/// One side's signature.
#[derive(SimpleObject, Clone)]
pub struct Signature {
    /// For whom.
    side: Side,
    /// Who signed.
    user: UserId,
    /// Their name as they typed it.
    name: String,
    /// When.
    at: Timestamp,
}

/// What is monitored, part of what both sides sign.
#[derive(SimpleObject, Clone)]
pub struct MonitoringPlan {
    /// How often a return is due.
    frequency: Frequency,
    /// Why so often, where that was asked.
    rationale: Option<String>,
    /// The ways to monitor.
    activities: Vec<MonitoringActivity>,
}

/// One way to monitor.
#[derive(SimpleObject, Clone)]
pub struct MonitoringActivity {
    /// Visit, meeting or report.
    kind: ActivityKind,
    /// What happens.
    detail: String,
}

/// What is between the two parties alone.
#[derive(SimpleObject, Clone)]
pub struct AgreementTerms {
    /// In how many days the council pays an invoice.
    payment_days: Option<i32>,
    /// What is paid for what, in words.
    payment_terms: Option<String>,
    /// What is paid when.
    lines: Vec<PaymentLine>,
    /// What the payments come to.
    total: Option<Money>,
    /// What is monitored and how often.
    plan: Option<MonitoringPlan>,
    /// Who has signed.
    signatures: Vec<Signature>,
    /// Why the provider declined, if it did.
    declined_reason: Option<String>,
    /// Why it came to nothing before both had signed, if it did.
    lapsed_reason: Option<String>,
}

impl From<Domain> for Agreement {
    fn from(domain: Domain) -> Self {
        Self {
            id: domain.id.clone(),
            reference: domain.reference.clone(),
            kind: domain.kind,
            title: domain.title.clone(),
            value: domain.value,
            awarded_on: domain.awarded_on,
            starts_on: domain.starts_on,
            ends_on: domain.ends_on,
            version: domain.version,
            domain,
        }
    }
}

impl From<&Domain> for AgreementTerms {
    fn from(domain: &Domain) -> Self {
        let line = |line: &shared::secure::agreement::PaymentLine| PaymentLine {
            due_on: line.due_on,
            what: line.what.clone(),
            amount: line.amount,
            measure: line.measure.clone(),
        };
        let plan = domain.plan.clone().map(|plan| MonitoringPlan {
            frequency: plan.frequency,
            rationale: plan.rationale,
            activities: plan
                .activities
                .into_iter()
                .map(|activity| MonitoringActivity { kind: activity.kind, detail: activity.detail })
                .collect(),
        });
        let signatures = domain.signatures().into_iter().cloned().map(|signature| Signature {
            side: signature.side,
            user: signature.user,
            name: signature.name,
            at: signature.at,
        });
        Self {
            payment_days: domain.payment_days.and_then(|days| i32::try_from(days).ok()),
            payment_terms: domain.payment_terms.clone(),
            lines: domain.lines.iter().map(line).collect(),
            total: shared::secure::agreement::payment::total(&domain.lines),
            plan,
            signatures: signatures.collect(),
            declined_reason: domain.declined_reason().map(ToOwned::to_owned),
            lapsed_reason: domain.lapsed_reason().map(ToOwned::to_owned),
        }
    }
}

#[ComplexObject]
impl Agreement {
    /// How far it has come.
    async fn stage(&self, ctx: &Context<'_>) -> Stage {
        self.domain.stage(cx(ctx).now())
    }

    /// The policy rows that its offer and signatures relied on.
    async fn policy_rows(&self) -> Vec<String> {
        self.domain.policy_rows.iter().map(ToString::to_string).collect()
    }

    /// Its status in words and colour, as the viewer should read it.
    async fn status(&self, ctx: &Context<'_>) -> Tag {
        let cx = cx(ctx);
        self.domain.tag(cx.actor.audience(&self.domain.buyer), cx.now())
    }

    /// What the viewer may do with it now; whether the rules permit it is the
    /// answer of `refusals`.
    async fn viewer_can(&self, ctx: &Context<'_>) -> Vec<Action> {
        let cx = cx(ctx);
        access::can(&cx.actor, &self.domain, cx.now())
    }

    /// Why the rules do not permit an action now; empty when they do. Only for
    /// the two parties.
    async fn refusals(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The action.")] action: Action,
    ) -> async_graphql::Result<Option<Vec<Refusal>>> {
        let cx = cx(ctx);
        if !access::sees(&cx.actor, &self.domain) {
            return Ok(None);
        }
        loader(ctx).load_one(RefusalsOf::new(&self.domain, action)).await
    }

    /// Payments, monitoring and signatures; only for the two parties.
    async fn terms(&self, ctx: &Context<'_>) -> Option<AgreementTerms> {
        access::sees(&cx(ctx).actor, &self.domain).then(|| AgreementTerms::from(&self.domain))
    }

    /// The council.
    async fn buyer(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Organisation>> {
        loader(ctx).load_one(self.domain.buyer.clone()).await
    }

    /// The directorate that runs it.
    async fn directorate(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Directorate>> {
        match &self.domain.directorate {
            Some(directorate) => loader(ctx).load_one(directorate.clone()).await,
            None => Ok(None),
        }
    }

    /// The provider.
    async fn provider(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Organisation>> {
        loader(ctx).load_one(self.domain.provider.clone()).await
    }

    /// What people receive under it.
    async fn service(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Service>> {
        loader(ctx).load_one(self.domain.service.clone()).await
    }

    /// The turn of the cycle it belongs to.
    async fn commission(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Commission>> {
        loader(ctx).load_one(self.domain.commission.clone()).await
    }

    /// How each change it promises is measured, and how that went.
    async fn measures(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AgreementMeasure>> {
        Ok(loader(ctx).load_one(MeasuresOf::new(&self.domain)).await?.unwrap_or_default())
    }

    /// Its returns as far as the viewer may know of them, newest first.
    async fn returns(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<DataReturn>> {
        Ok(loader(ctx).load_one(ReturnsOf(self.domain.id.clone())).await?.unwrap_or_default())
    }

    /// From the need to what people say, step by step; breaks are named.
    async fn trace(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<ThreadStep>> {
        Ok(loader(ctx).load_one(TraceOf::new(&self.domain)).await?.unwrap_or_default())
    }
}

impl Loader<AgreementId> for Batch {
    type Value = Agreement;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[AgreementId]) -> Result<HashMap<AgreementId, Agreement>, Self::Error> {
        let found = store::secure::agreement::get_many(self.0.db().reader(), &self.0.actor, keys).await;
        let found = found.map_err(payload::store)?;
        Ok(found.into_iter().map(|domain| (domain.id.clone(), Agreement::from(domain))).collect())
    }
}

/// Queries of agreements.
#[derive(Default)]
pub struct AgreementQuery;

#[Object]
impl AgreementQuery {
    /// The agreement people call by this reference.
    async fn agreement(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Such as `A-0031`.")] reference: String,
    ) -> async_graphql::Result<Option<Agreement>> {
        let cx = cx(ctx);
        let found = store::secure::agreement::find_by_reference(cx.db().reader(), &cx.actor, &reference).await;
        Ok(found.map_err(payload::store)?.map(Agreement::from))
    }

    /// Agreements, newest first: signed ones for anyone, all of their own
    /// council's for its officers, and those offered to one's organisation.
    #[graphql(complexity = "usize::try_from(first.unwrap_or(20)).unwrap_or(0).saturating_mul(child_complexity) + 1")]
    async fn agreements(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 unless said otherwise.")] first: Option<i32>,
        #[graphql(desc = "The cursor to start after.")] after: Option<String>,
        #[graphql(desc = "Only those of the organisation I act for.", default)] mine: bool,
        #[graphql(desc = "Only those signed by both sides.", default)] signed: bool,
        #[graphql(desc = "Only those of this service, by its id.")] service: Option<shared::commission::ServiceId>,
        #[graphql(desc = "Only those of this turn of the cycle, by its id.")] commission: Option<
            shared::commission::CommissionId,
        >,
    ) -> async_graphql::Result<Connected<Agreement>> {
        let cx = cx(ctx);
        let page = arguments(ctx, first, after)?;
        let (provider, buyer) = if mine { (cx.actor.provider(), cx.actor.buyer()) } else { (None, None) };
        let filter = store::secure::agreement::Filter {
            provider: provider.cloned(),
            buyer: buyer.cloned(),
            service,
            commission,
            signed,
        };
        let slice = store::secure::agreement::list(cx.db().reader(), &cx.actor, &filter, &page).await;
        Ok(connect(slice.map_err(payload::store)?, &page, Agreement::from))
    }
}

/// The end of something done with an agreement.
#[derive(SimpleObject)]
pub struct AgreementPayload {
    /// The agreement as it is now.
    agreement: Option<Agreement>,
    /// Why it was not done; every fault at once.
    user_errors: Vec<Refusal>,
}

fn payload(result: Result<Domain, app::Error>) -> async_graphql::Result<AgreementPayload> {
    let (agreement, user_errors) = split(result)?;
    Ok(AgreementPayload { agreement: agreement.map(Agreement::from), user_errors })
}

/// Mutations of agreements.
#[derive(Default)]
pub struct AgreementMutation;

#[Object]
impl AgreementMutation {
    /// Draws an agreement up from an award: its specification, its bid and
    /// terms to begin with.
    async fn agreement_draft(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The award.")] award: AwardId,
    ) -> async_graphql::Result<AgreementPayload> {
        payload(app::secure::agreement::draft(cx(ctx), &award).await)
    }

    /// Changes the terms of a draft.
    async fn agreement_save(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The agreement.")] id: AgreementId,
        #[graphql(desc = "The version you read.")] version: i64,
        #[graphql(desc = "Its terms.")] input: AgreementInput,
    ) -> async_graphql::Result<AgreementPayload> {
        payload(app::secure::agreement::save(cx(ctx), &id, version, &input).await)
    }

    /// Puts the whole before the provider, to be signed by both sides.
    async fn agreement_offer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The agreement.")] id: AgreementId,
        #[graphql(desc = "The version you read.")] version: i64,
    ) -> async_graphql::Result<AgreementPayload> {
        payload(app::secure::agreement::offer(cx(ctx), &id, version).await)
    }

    /// Takes an offer back to change it; a signature already given is void.
    async fn agreement_recall(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The agreement.")] id: AgreementId,
    ) -> async_graphql::Result<AgreementPayload> {
        payload(app::secure::agreement::recall(cx(ctx), &id).await)
    }

    /// Signs for the side one works for.
    async fn agreement_sign(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The agreement.")] id: AgreementId,
        #[graphql(desc = "The version you read: another is not signed.")] version: i64,
        #[graphql(desc = "The signature.")] input: SignInput,
    ) -> async_graphql::Result<AgreementPayload> {
        payload(app::secure::agreement::sign(cx(ctx), &id, version, &input).await)
    }

    /// The provider says no.
    async fn agreement_decline(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The agreement.")] id: AgreementId,
        #[graphql(desc = "Why.")] input: DeclineInput,
    ) -> async_graphql::Result<AgreementPayload> {
        payload(app::secure::agreement::decline(cx(ctx), &id, &input).await)
    }
}
