//! Awards and their letters on the wire.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, Object, SimpleObject};
use shared::check::show_thousandths;
use shared::secure::award::input::AwardReasonInput;
use shared::secure::award::{Action, Award as Domain, AwardInput, Stage, access, can};
use shared::secure::{AwardId, BidId, OpportunityId, QuestionId};
use shared::tag::Tag;
use shared::{Day, Money, Refusal, Timestamp};

use crate::graphql::context::{About, Batch, cx, loader};
use crate::graphql::payload::{self, split};
use crate::graphql::people::organisation::Organisation;
use crate::graphql::people::user::Person;
use crate::graphql::secure::agreement::Agreement;
use crate::graphql::secure::agreement::of::AgreementOf;
use crate::graphql::secure::opportunity::Opportunity;
use crate::store::secure::award::Sent;
use crate::{app, store};

/// The choice of a bid.
#[derive(SimpleObject, Clone)]
#[graphql(complex)]
pub struct Award {
    /// Its identifier.
    pub id: AwardId,
    /// What became of it.
    stage: Stage,
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

    /// The lawful reason for choosing other than the one best score; only for
    /// the council.
    async fn other_reason(&self, ctx: &Context<'_>) -> Option<String> {
        self.domain.other_reason.clone().filter(|_| access::sees_working(&cx(ctx).actor, &self.domain))
    }

    /// Why it was sent back, declined or withdrawn; only for the council.
    async fn ended_reason(&self, ctx: &Context<'_>) -> Option<String> {
        let reason = self.domain.state.ended_reason().filter(|_| access::sees_working(&cx(ctx).actor, &self.domain));
        reason.map(ToOwned::to_owned)
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

/// Asks for the award of a bid, the last one where there were several.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AwardOf(pub BidId);

impl Loader<AwardOf> for Batch {
    type Value = Award;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[AwardOf]) -> Result<HashMap<AwardOf, Award>, Self::Error> {
        let bids: Vec<BidId> = keys.iter().map(|key| key.0.clone()).collect();
        let found = store::secure::award::of_bids(self.0.db().reader(), &self.0.actor, &bids).await;
        let found = found.map_err(payload::store)?;
        Ok(found.into_iter().map(|domain| (AwardOf(domain.bid.clone()), Award::from(domain))).collect())
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

/// What a bidder is told: their own scores with the reasons, and who was chosen.
/// Points are decimal text, of a hundred.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct AwardLetter {
    /// The opportunity's name.
    title: String,
    /// The opportunity's reference.
    reference: String,
    /// The award it tells of; only the chosen provider can act on it.
    award: AwardId,
    /// The bid it answers.
    bid: BidId,
    /// Whether this bid was chosen.
    successful: bool,
    /// When it was sent.
    sent_at: Timestamp,
    /// Own points for quality.
    quality: String,
    /// Own points for price.
    cost: String,
    /// Own points together.
    total: String,
    /// The chosen provider's name.
    winner_name: String,
    /// The chosen bid's points together.
    winner_total: String,
    /// Why that bid was chosen.
    reasons: String,
    /// The last day of the waiting period; none where there is none.
    standstill_ends_on: Option<Day>,
    /// Own points and the panel's reasons, question by question.
    answers: Vec<AwardLetterAnswer>,
}

#[ComplexObject]
impl AwardLetter {
    /// The award itself, for the chosen provider.
    async fn own_award(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Award>> {
        let cx = cx(ctx);
        let found = store::secure::award::find(cx.db().reader(), &cx.actor, &self.award).await;
        Ok(found.map_err(payload::store)?.map(Award::from))
    }
}

/// What one answer was given and why.
#[derive(SimpleObject)]
pub struct AwardLetterAnswer {
    /// The question.
    question: QuestionId,
    /// Its number.
    number: i32,
    /// What was asked.
    prompt: String,
    /// From 0 to 5.
    points: i32,
    /// The panel's reason.
    reason: String,
}

impl From<Sent> for AwardLetter {
    fn from(Sent { letter, at, opportunity }: Sent) -> Self {
        let prompt = |id: &QuestionId| {
            let asked = opportunity.questions.iter().find(|question| &question.id == id);
            asked.map(|question| question.prompt.clone()).unwrap_or_default()
        };
        let answers = letter.answers.into_iter().map(|answer| AwardLetterAnswer {
            prompt: prompt(&answer.question),
            question: answer.question,
            number: i32::try_from(answer.number).unwrap_or(i32::MAX),
            points: i32::from(answer.points),
            reason: answer.reason,
        });
        Self {
            answers: answers.collect(),
            title: opportunity.title.clone(),
            reference: opportunity.reference.clone(),
            award: letter.award,
            bid: letter.bid,
            successful: letter.successful,
            sent_at: at,
            quality: show_thousandths(letter.quality),
            cost: show_thousandths(letter.cost),
            total: show_thousandths(letter.total),
            winner_name: letter.winner_name,
            winner_total: show_thousandths(letter.winner_total),
            reasons: letter.reasons,
            standstill_ends_on: letter.standstill_ends_on,
        }
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

    /// The letter about a bid, for the organisation that sent the bid.
    async fn award_letter(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The bid.")] bid: BidId,
    ) -> async_graphql::Result<Option<AwardLetter>> {
        let cx = cx(ctx);
        let found = store::secure::award::letter(cx.db().reader(), &cx.actor, &bid).await.map_err(payload::store)?;
        Ok(found.map(AwardLetter::from))
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
    ) -> async_graphql::Result<AwardPayload> {
        payload(app::secure::award::accept(cx(ctx), &id).await)
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
