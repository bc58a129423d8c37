//! Awards on the wire.

mod letter;

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, Object, SimpleObject};
use shared::secure::award::input::AwardReasonInput;
use shared::secure::award::{Action, Award as Domain, AwardInput, Stage, SubsidyInput, access, can};
use shared::secure::{AwardId, BidId, LotId, OpportunityId};
use shared::tag::Tag;
use shared::{Day, Money, Refusal, Timestamp};

use crate::graphql::context::{About, Batch, cx, loader};
use crate::graphql::payload::{self, split};
use crate::graphql::people::organisation::Organisation;
use crate::graphql::people::user::Person;
use crate::graphql::secure::agreement::Agreement;
use crate::graphql::secure::agreement::of::AgreementOf;
use crate::graphql::secure::opportunity::Opportunity;
use crate::{app, store};

pub use letter::AwardLetter;

/// The choice of a bid.
#[derive(SimpleObject, Clone)]
#[graphql(complex)]
pub struct Award {
    /// Its identifier.
    pub id: AwardId,
    /// What became of it.
    stage: Stage,
    /// The lot.
    lot: LotId,
    /// Whether others may be chosen for the lot too, as in a grant round.
    several: bool,
    /// The chosen bid.
    bid: BidId,
    /// The chosen provider's name.
    provider_name: String,
    /// Its price, before VAT.
    value: Money,
    /// Why this bid.
    reasons: String,
    /// When it was recommended.
    recommended_at: Timestamp,
    /// When the bidders were told.
    notified_at: Option<Timestamp>,
    /// The last day of the waiting period; none where there is none.
    standstill_ends_on: Option<Day>,
    /// Counts its changes; say it when you approve.
    version: i64,
    #[graphql(skip)]
    domain: Domain,
}

impl From<Domain> for Award {
    fn from(domain: Domain) -> Self {
        Self {
            id: domain.id.clone(),
            stage: domain.stage(),
            lot: domain.lot.clone(),
            several: domain.several,
            bid: domain.bid.clone(),
            provider_name: domain.provider_name.clone(),
            value: domain.value,
            reasons: domain.reasons.clone(),
            recommended_at: domain.recommended_at,
            notified_at: domain.state.notice().map(|notice| notice.at),
            standstill_ends_on: domain.standstill_ends_on(),
            version: domain.version,
            domain,
        }
    }
}

#[ComplexObject]
impl Award {
    /// Its status in words and colour, as the viewer should read it.
    async fn status(&self, ctx: &Context<'_>) -> Tag {
        let cx = cx(ctx);
        self.domain.tag(cx.actor.audience(&self.domain.buyer), cx.now())
    }

    /// What the viewer may do with it at its stage.
    async fn viewer_can(&self, ctx: &Context<'_>) -> Vec<Action> {
        can(&cx(ctx).actor, &self.domain)
    }

    /// Every reason why the viewer may not approve it now; empty if they may.
    /// Only for the council's officers, while it waits for approval.
    async fn approval_refusals(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Vec<Refusal>>> {
        let officer = cx(ctx).actor.is_officer_of(&self.domain.buyer);
        if self.stage != Stage::Recommended || !officer {
            return Ok(None);
        }
        loader(ctx).load_one(About::new(&self.domain.id, self.domain.clone())).await
    }

    /// The policy rows that its decisions relied on: approvers, reviewers, and
    /// the waiting period.
    async fn policy_rows(&self) -> Vec<String> {
        self.domain.policy_rows.iter().map(ToString::to_string).collect()
    }

    /// The reason for choosing other than the one best score; only for the
    /// council, and in a round for everyone who may know of it.
    async fn other_reason(&self, ctx: &Context<'_>) -> Option<String> {
        let sees = self.domain.several || access::sees_working(&cx(ctx).actor, &self.domain);
        self.domain.other_reason.clone().filter(|_| sees)
    }

    /// Why it was sent back, declined or withdrawn; only for the council.
    async fn ended_reason(&self, ctx: &Context<'_>) -> Option<String> {
        let reason = self.domain.state.ended_reason().filter(|_| access::sees_working(&cx(ctx).actor, &self.domain));
        reason.map(ToOwned::to_owned)
    }

    /// Whether it is a subsidy, once that is answered; only of a grant.
    async fn subsidy(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<AwardSubsidy>> {
        let cx = cx(ctx);
        let Some(subsidy) = self.domain.subsidy.clone() else { return Ok(None) };
        let policy = cx.policy(cx.today()).map_err(|error| payload::internal(&error))?;
        Ok(Some(AwardSubsidy {
            is_one: subsidy.is_one,
            reason: subsidy.reason,
            notice: self.domain.subsidy_notice(&policy, cx.today()),
            had: subsidy.confirmed.map(|confirmed| confirmed.had),
            confirmed_at: subsidy.confirmed.map(|confirmed| confirmed.at),
        }))
    }

    /// Who recommended it; only for the council.
    async fn author(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Person>> {
        if !access::sees_working(&cx(ctx).actor, &self.domain) {
            return Ok(None);
        }
        Ok(loader(ctx).load_one(self.domain.author.clone()).await?.map(Person::from))
    }

    /// The chosen provider.
    async fn provider(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Organisation>> {
        loader(ctx).load_one(self.domain.provider.clone()).await
    }

    /// The opportunity.
    async fn opportunity(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Opportunity>> {
        loader(ctx).load_one(self.domain.opportunity.clone()).await
    }

    /// The agreement that carries it out, if there is one that the viewer may
    /// know of.
    async fn agreement(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Agreement>> {
        Ok(loader(ctx).load_one(AgreementOf(self.domain.id.clone())).await?.map(Agreement::from))
    }

    /// Whether the viewer may draw up the agreement on it now.
    async fn can_draw_up_agreement(&self, ctx: &Context<'_>) -> async_graphql::Result<bool> {
        let known = loader(ctx).load_one(AgreementOf(self.domain.id.clone())).await?;
        let known = known.as_ref().map(|known| known.reference.as_str());
        Ok(app::secure::agreement::may_draft(cx(ctx), &self.domain, known))
    }
}

impl Loader<AwardId> for Batch {
    type Value = Award;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[AwardId]) -> Result<HashMap<AwardId, Award>, Self::Error> {
        let found = store::secure::award::get_many(self.0.db().reader(), &self.0.actor, keys).await;
        let found = found.map_err(payload::store)?;
        Ok(found.into_iter().map(|domain| (domain.id.clone(), Award::from(domain))).collect())
    }
}

/// Whether a grant is a subsidy.
#[derive(SimpleObject)]
pub struct AwardSubsidy {
    /// Whether it is one.
    is_one: bool,
    /// Why it is, or is not.
    reason: String,
    /// What its recipient is told in writing; none where it is none.
    notice: Option<String>,
    /// What the recipient confirmed that it had before.
    had: Option<Money>,
    /// When.
    confirmed_at: Option<Timestamp>,
}

/// Asks for the awards of a bid, the last one for each lot.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AwardsOf(pub BidId);

impl Loader<AwardsOf> for Batch {
    type Value = Vec<Award>;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[AwardsOf]) -> Result<HashMap<AwardsOf, Vec<Award>>, Self::Error> {
        let bids: Vec<BidId> = keys.iter().map(|key| key.0.clone()).collect();
        let found = store::secure::award::of_bids(self.0.db().reader(), &self.0.actor, &bids).await;
        let found = found.map_err(payload::store)?;
        let mut all: HashMap<AwardsOf, Vec<Award>> = HashMap::new();
        for domain in found {
            let awards = all.entry(AwardsOf(domain.bid.clone())).or_default();
            awards.retain(|older| older.lot != domain.lot);
            awards.push(Award::from(domain));
        }
        Ok(all)
    }
}

impl Loader<About<Domain>> for Batch {
    type Value = Vec<Refusal>;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[About<Domain>]) -> Result<HashMap<About<Domain>, Vec<Refusal>>, Self::Error> {
        let awards: Vec<&Domain> = keys.iter().map(|key| &key.it).collect();
        let found = app::secure::award::approval_refusals(&self.0, &awards).await;
        let found = payload::found(found)?.unwrap_or_default();
        Ok(keys.iter().cloned().zip(found).collect())
    }
}

/// Queries of awards.
#[derive(Default)]
pub struct AwardQuery;

#[Object]
impl AwardQuery {
    /// The award with this identifier, for the council's deciders and, once
    /// told, the chosen provider.
    async fn award(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The award.")] id: AwardId,
    ) -> async_graphql::Result<Option<Award>> {
        let cx = cx(ctx);
        let found = store::secure::award::find(cx.db().reader(), &cx.actor, &id).await.map_err(payload::store)?;
        Ok(found.map(Award::from))
    }

    /// The letters about a bid, the last one for each lot that it was for, in the order of the lots; for the organisation
    /// that sent the bid.
    async fn award_letters(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The bid.")] bid: BidId,
    ) -> async_graphql::Result<Vec<AwardLetter>> {
        let cx = cx(ctx);
        let found = store::secure::award::letters(cx.db().reader(), &cx.actor, &bid).await.map_err(payload::store)?;
        Ok(found.into_iter().map(AwardLetter::from).collect())
    }
}

/// The end of something done with an award.
#[derive(SimpleObject)]
pub struct AwardPayload {
    /// The award as it is now.
    award: Option<Award>,
    /// Why it was not done; every fault at once.
    user_errors: Vec<Refusal>,
}

fn payload(result: Result<Domain, app::Error>) -> async_graphql::Result<AwardPayload> {
    let (award, user_errors) = split(result)?;
    Ok(AwardPayload { award: award.map(Award::from), user_errors })
}

/// Mutations of awards.
#[derive(Default)]
pub struct AwardMutation;

#[Object]
impl AwardMutation {
    /// Recommends a bid for an award.
    async fn award_recommend(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The opportunity.")] opportunity: OpportunityId,
        #[graphql(desc = "The bid and why.")] input: AwardInput,
    ) -> async_graphql::Result<AwardPayload> {
        payload(app::secure::award::recommend(cx(ctx), &opportunity, &input).await)
    }

    /// Approves an award that another officer recommended, within one's limit.
    async fn award_approve(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The award.")] id: AwardId,
        #[graphql(desc = "The version you read.")] version: i64,
    ) -> async_graphql::Result<AwardPayload> {
        payload(app::secure::award::approve(cx(ctx), &id, version).await)
    }

    /// Sends an award back to whoever recommended it.
    async fn award_send_back(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The award.")] id: AwardId,
        #[graphql(desc = "What should change.")] input: AwardReasonInput,
    ) -> async_graphql::Result<AwardPayload> {
        payload(app::secure::award::send_back(cx(ctx), &id, &input).await)
    }

    /// Tells every bidder, and begins the waiting period where there is one.
    async fn award_notify(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The award.")] id: AwardId,
    ) -> async_graphql::Result<AwardPayload> {
        payload(app::secure::award::notify(cx(ctx), &id).await)
    }

    /// Takes an award, for the chosen provider.
    async fn award_accept(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The award.")] id: AwardId,
        #[graphql(desc = "Where the grant is a subsidy, what your organisation has had before; 0 if nothing.")]
        had: Option<String>,
    ) -> async_graphql::Result<AwardPayload> {
        payload(app::secure::award::accept(cx(ctx), &id, &had.unwrap_or_default()).await)
    }

    /// Says whether a grant is a subsidy, before the applicants are told.
    async fn award_subsidy(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The award.")] id: AwardId,
        #[graphql(desc = "Yes or no, and why.")] input: SubsidyInput,
    ) -> async_graphql::Result<AwardPayload> {
        payload(app::secure::award::subsidy(cx(ctx), &id, &input).await)
    }

    /// Says no to an award, for the chosen provider.
    async fn award_decline(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The award.")] id: AwardId,
        #[graphql(desc = "Why.")] input: AwardReasonInput,
    ) -> async_graphql::Result<AwardPayload> {
        payload(app::secure::award::decline(cx(ctx), &id, &input).await)
    }

    /// Takes an award back, for the council.
    async fn award_withdraw(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The award.")] id: AwardId,
        #[graphql(desc = "Why.")] input: AwardReasonInput,
    ) -> async_graphql::Result<AwardPayload> {
        payload(app::secure::award::withdraw(cx(ctx), &id, &input).await)
    }
}
