//! Evaluations on the wire: panels, interests, scores, ranking.
//!
//! What somebody may not see yet is not filtered here: the domain's own
//! `scores`, `agreed` and `ranking` are the only way to them, and they ask who
//! looks.

mod lot;
mod ranking;
mod seat;

use async_graphql::{ComplexObject, Context, Object, SimpleObject};
use shared::people::UserId;
use shared::secure::evaluation::input::{InterestsInput, ModerationInput, PanelInput, ScoreInput};
use shared::secure::evaluation::{Action, Member, PanelStage, can};
use shared::secure::{BidId, OpportunityId, PanelMemberId, QuestionId};
use shared::tag::Tag;
use shared::{Refusal, Timestamp};

pub use lot::EvaluationLot;
pub use ranking::Ranking;
pub use seat::{PanelSeat, Score};

use crate::graphql::context::cx;
use crate::graphql::payload::{self, split};
use crate::graphql::secure::award::Award;
use crate::graphql::secure::opportunity::Opportunity;
use crate::store::secure::evaluation::{self as evaluations, Evaluated};
use crate::{app, store};

/// The evaluation of an opportunity's bids.
#[derive(SimpleObject, Clone)]
#[graphql(complex)]
pub struct Evaluation {
    /// When the bids were opened; none while they are sealed.
    opened_at: Option<Timestamp>,
    /// How many reviewers the value asks for, at least.
    reviewers_needed: i32,
    /// Whether everybody on the panel has sent their scores.
    all_sent: bool,
    /// How many answers have agreed scores.
    agreed_count: i64,
    /// How many answers there are to agree on.
    answer_count: i64,
    /// Counts the changes of the opportunity and its panel; say it when you
    /// choose the panel.
    version: i64,
    #[graphql(skip)]
    domain: Evaluated,
}

impl From<Evaluated> for Evaluation {
    fn from(domain: Evaluated) -> Self {
        let evaluation = &domain.evaluation;
        let (done, all) = evaluation.agreed_so_far();
        Self {
            opened_at: evaluation.opened_at,
            reviewers_needed: i32::try_from(evaluation.needed.reviewers).unwrap_or(i32::MAX),
            all_sent: evaluation.all_sent(),
            agreed_count: count(done),
            answer_count: count(all),
            version: domain.opportunity.version,
            domain,
        }
    }
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

#[ComplexObject]
impl Evaluation {
    /// The opportunity.
    async fn opportunity(&self) -> Opportunity {
        self.domain.opportunity.clone().into()
    }

    /// The panel.
    async fn members(&self) -> Vec<PanelMember> {
        self.domain.evaluation.panel.iter().map(|member| PanelMember::new(&self.domain, member)).collect()
    }

    /// The viewer's own seat on the panel.
    async fn seat(&self, ctx: &Context<'_>) -> Option<PanelSeat> {
        PanelSeat::of(&self.domain, &cx(ctx).actor)
    }

    /// What the viewer may do here; whether the rules permit it now is told by
    /// the attempt.
    async fn viewer_can(&self, ctx: &Context<'_>) -> Vec<Action> {
        can(&cx(ctx).actor, &self.domain.evaluation)
    }

    /// Who may be chosen for the panel; only for those who choose.
    async fn candidates(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Vec<PanelCandidate>>> {
        let cx = cx(ctx);
        if !can(&cx.actor, &self.domain.evaluation).contains(&Action::Appoint) {
            return Ok(None);
        }
        let found = app::secure::evaluation::candidates(cx.db().reader(), &self.domain, cx.now()).await;
        let found = payload::found(found)?.unwrap_or_default();
        Ok(Some(found.into_iter().map(|one| PanelCandidate { user: one.user, name: one.name }).collect()))
    }

    /// The lots, in order, each with the ranking of the bids for it.
    async fn lots(&self) -> Vec<EvaluationLot> {
        let parts = self.domain.evaluation.lots.iter();
        parts.map(|part| EvaluationLot::new(&self.domain, part)).collect()
    }

    /// The awards made here so far, newest first, as far as the viewer may know
    /// of them.
    async fn awards(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Award>> {
        let cx = cx(ctx);
        let ids = [self.domain.opportunity.id.clone()];
        let found = store::secure::award::of_opportunities(cx.db().reader(), &cx.actor, &ids).await;
        Ok(found.map_err(payload::store)?.into_iter().map(Award::from).collect())
    }
}

/// Somebody who may be chosen for a panel.
#[derive(SimpleObject)]
pub struct PanelCandidate {
    /// Their user id.
    user: UserId,
    /// Their name.
    name: String,
}

/// A reviewer on a panel, as the others see them.
#[derive(SimpleObject)]
pub struct PanelMember {
    /// The seat.
    id: PanelMemberId,
    /// Their user id.
    user: UserId,
    /// Their name.
    name: String,
    /// Whether they lead the panel.
    chair: bool,
    /// What they have to do next.
    stage: PanelStage,
    /// The same in words and colour.
    status: Tag,
}

impl PanelMember {
    fn new(found: &Evaluated, member: &Member) -> Self {
        let stage = found.evaluation.stage(member);
        Self {
            id: member.id.clone(),
            user: member.user.clone(),
            name: member.name.clone(),
            chair: member.chair,
            stage,
            status: stage.tag(shared::tag::Audience::Council),
        }
    }
}

/// Queries of evaluations.
#[derive(Default)]
pub struct EvaluationQuery;

#[Object]
impl EvaluationQuery {
    /// The evaluation of the opportunity with this reference, for its panel and
    /// the council's deciders.
    async fn evaluation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The opportunity's reference, such as `O-0025`.")] reference: String,
    ) -> async_graphql::Result<Option<Evaluation>> {
        let cx = cx(ctx);
        let found = evaluations::find_by_reference(cx.db().reader(), &cx.actor, &reference).await;
        Ok(found.map_err(payload::store)?.map(Evaluation::from))
    }

    /// The panels that the viewer sits on, newest first.
    async fn my_panels(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<PanelSeat>> {
        let cx = cx(ctx);
        let found = evaluations::of_reviewer(cx.db().reader(), &cx.actor).await.map_err(payload::store)?;
        Ok(found.iter().filter_map(|one| PanelSeat::of(one, &cx.actor)).collect())
    }

    /// The viewer's own seat with this identifier.
    async fn panel_seat(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The seat.")] id: PanelMemberId,
    ) -> async_graphql::Result<Option<PanelSeat>> {
        let cx = cx(ctx);
        let found = evaluations::find_by_seat(cx.db().reader(), &cx.actor, &id).await.map_err(payload::store)?;
        Ok(found.and_then(|one| PanelSeat::of(&one, &cx.actor)))
    }
}

/// The end of choosing a panel.
#[derive(SimpleObject)]
pub struct EvaluationPayload {
    /// The evaluation as it is now.
    evaluation: Option<Evaluation>,
    /// Why it was not done; every fault at once.
    user_errors: Vec<Refusal>,
}

/// The end of something done by a reviewer.
#[derive(SimpleObject)]
pub struct PanelSeatPayload {
    /// The reviewer's seat as it is now.
    seat: Option<PanelSeat>,
    /// Why it was not done; every fault at once.
    user_errors: Vec<Refusal>,
}

/// The end of saving a score.
#[derive(SimpleObject)]
pub struct ScorePayload {
    /// The score as it is kept now.
    score: Option<Score>,
    /// The reviewer's seat as it is now.
    seat: Option<PanelSeat>,
    /// Why it was not saved; every fault at once.
    user_errors: Vec<Refusal>,
}

fn seat(ctx: &Context<'_>, result: Result<Evaluated, app::Error>) -> async_graphql::Result<PanelSeatPayload> {
    let (found, user_errors) = split(result)?;
    Ok(PanelSeatPayload { seat: found.and_then(|found| PanelSeat::of(&found, &cx(ctx).actor)), user_errors })
}

/// Mutations of evaluations.
#[derive(Default)]
pub struct EvaluationMutation;

#[Object]
impl EvaluationMutation {
    /// Chooses the whole panel for an opportunity, or changes it.
    async fn panel_appoint(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The opportunity.")] opportunity: OpportunityId,
        #[graphql(desc = "The version of the evaluation that you read.")] version: i64,
        #[graphql(desc = "Who is on the panel.")] input: PanelInput,
    ) -> async_graphql::Result<EvaluationPayload> {
        let done = app::secure::evaluation::appoint(cx(ctx), &opportunity, version, &input).await;
        let (found, user_errors) = split(done)?;
        Ok(EvaluationPayload { evaluation: found.map(Evaluation::from), user_errors })
    }

    /// Declares the viewer's interests in every bidder; a conflict closes that
    /// bid to them for good.
    async fn interest_declare(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The viewer's seat.")] seat_id: PanelMemberId,
        #[graphql(desc = "One entry for each bidder.")] input: InterestsInput,
    ) -> async_graphql::Result<PanelSeatPayload> {
        seat(ctx, app::secure::evaluation::declare(cx(ctx), &seat_id, &input).await)
    }

    /// Keeps the viewer's own score for one answer, finished or not.
    async fn score_save(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The viewer's seat.")] seat_id: PanelMemberId,
        #[graphql(desc = "The bid.")] bid: BidId,
        #[graphql(desc = "The question.")] question: QuestionId,
        #[graphql(desc = "The version you read; leave out to write over it.")] version: Option<i64>,
        #[graphql(desc = "Points, reason and note.")] input: ScoreInput,
    ) -> async_graphql::Result<ScorePayload> {
        let cx = cx(ctx);
        let done = app::secure::evaluation::save_score(cx, &seat_id, (&bid, &question), version, &input).await;
        let (done, user_errors) = split(done)?;
        let (score, seat) = match &done {
            Some((found, score)) => (Some(Score::new(found, score)), PanelSeat::of(found, &cx.actor)),
            None => (None, None),
        };
        Ok(ScorePayload { score, seat, user_errors })
    }

    /// Sends all the viewer's scores; they stand from then on.
    async fn score_send(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The viewer's seat.")] seat_id: PanelMemberId,
    ) -> async_graphql::Result<PanelSeatPayload> {
        seat(ctx, app::secure::evaluation::send(cx(ctx), &seat_id).await)
    }

    /// Records the points that the panel agreed for one answer; what each gave
    /// alone stays as it was.
    async fn score_moderate(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The viewer's seat.")] seat_id: PanelMemberId,
        #[graphql(desc = "The bid.")] bid: BidId,
        #[graphql(desc = "The question.")] question: QuestionId,
        #[graphql(desc = "The version of the agreed points that you read, 0 where there were none.")] version: i64,
        #[graphql(desc = "The agreed points and why.")] input: ModerationInput,
    ) -> async_graphql::Result<PanelSeatPayload> {
        seat(ctx, app::secure::evaluation::moderate(cx(ctx), &seat_id, (&bid, &question), version, &input).await)
    }
}
