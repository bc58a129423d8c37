//! A reviewer's seat on a panel: what they declared, have to score and agreed.

use async_graphql::{ComplexObject, Context, SimpleObject};
use shared::check::show_thousandths;
use shared::secure::evaluation::{InterestKind, Member, Moderation, PanelStage, Score as DomainScore, moderation};
use shared::secure::opportunity::Question;
use shared::secure::{BidId, PanelMemberId, QuestionId};
use shared::tag::Tag;
use shared::{Actor, Timestamp};

use super::{Evaluation, count};
use crate::graphql::context::cx;
use crate::graphql::payload;
use crate::graphql::secure::opportunity::Opportunity;
use crate::store::secure::evaluation::{self as evaluations, Evaluated};

/// The viewer's own seat on a panel.
#[derive(SimpleObject, Clone)]
#[graphql(complex)]
pub struct PanelSeat {
    /// The seat.
    id: PanelMemberId,
    /// Whether the viewer leads the panel.
    chair: bool,
    /// What the viewer has to do next.
    stage: PanelStage,
    /// The same in words and colour.
    status: Tag,
    /// How many of their scores are finished.
    done: i64,
    /// How many they have to give.
    total: i64,
    /// The fewest words that a reason for a score has.
    reason_least_words: u32,
    /// The most words that it has.
    reason_most_words: u32,
    #[graphql(skip)]
    domain: Evaluated,
    #[graphql(skip)]
    member: Member,
}

impl PanelSeat {
    pub(super) fn of(found: &Evaluated, actor: &Actor) -> Option<Self> {
        let member = found.evaluation.seat(actor)?.clone();
        let stage = found.evaluation.stage(&member);
        let (done, total) = found.evaluation.progress(&member);
        Some(Self {
            id: member.id.clone(),
            chair: member.chair,
            stage,
            status: stage.tag(shared::tag::Audience::Council),
            done: count(done),
            total: count(total),
            reason_least_words: found.evaluation.reason_words.least.value,
            reason_most_words: found.evaluation.reason_words.most.value,
            domain: found.clone(),
            member,
        })
    }
}

#[ComplexObject]
impl PanelSeat {
    /// The evaluation.
    async fn evaluation(&self) -> Evaluation {
        self.domain.clone().into()
    }

    /// The opportunity.
    async fn opportunity(&self) -> Opportunity {
        self.domain.opportunity.clone().into()
    }

    /// Every bidder, with what the viewer declared; empty while bids are sealed.
    async fn bidders(&self) -> Vec<InterestOfBidder> {
        let interest = |bid: &BidId| self.member.interest(bid);
        let bids = self.domain.evaluation.bids.iter();
        bids.map(|bidder| InterestOfBidder {
            bid: bidder.bid.clone(),
            name: bidder.name.clone(),
            is_member: self.domain.evaluation.is_tied(&self.member, bidder),
            kind: interest(&bidder.bid).map(|interest| interest.kind),
            about: interest(&bidder.bid).and_then(|interest| interest.about.clone()),
        })
        .collect()
    }

    /// Each answer that is the viewer's to score, question by question. A bid
    /// that the viewer has a conflict with is not listed; nothing is before they
    /// have declared their interests.
    async fn tasks(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only this question.")] question: Option<QuestionId>,
        #[graphql(desc = "Only this bid.")] bid: Option<BidId>,
    ) -> async_graphql::Result<Vec<ReviewTask>> {
        let cx = cx(ctx);
        let evaluation = &self.domain.evaluation;
        let bids: Vec<_> = evaluation
            .bids_for(&self.member)
            .into_iter()
            .filter(|bidder| bid.as_ref().is_none_or(|bid| bid == &bidder.bid))
            .collect();
        let ids: Vec<&BidId> = bids.iter().map(|bidder| &bidder.bid).collect();
        let answers = if ctx.look_ahead().field("answer").exists() {
            evaluations::answers(cx.db().reader(), &ids).await.map_err(payload::store)?
        } else {
            Vec::new()
        };
        let scores = evaluation.scores(&cx.actor);
        let agreed = evaluation.agreed(&cx.actor);
        let mut tasks = Vec::new();
        for asked in evaluation.questions() {
            let Some(prompt) = self.domain.opportunity.questions.iter().find(|other| other.id == asked.question) else {
                continue;
            };
            if question.as_ref().is_some_and(|question| question != &asked.question) {
                continue;
            }
            for bidder in &bids {
                let answer = answers.iter().find(|one| one.bid == bidder.bid && one.question == asked.question);
                let here = |score: &&DomainScore| score.bid == bidder.bid && score.question == asked.question;
                let settled = agreed.iter().find(|one| one.bid == bidder.bid && one.question == asked.question);
                let all: Vec<_> = scores.iter().filter(here).collect();
                let own = all.iter().find(|score| score.member == self.member.id);
                tasks.push(ReviewTask {
                    bid: bidder.bid.clone(),
                    bidder: bidder.name.clone(),
                    question: ReviewQuestion::new(&self.domain, prompt, asked.number),
                    answer: answer.map(|answer| prompt.ask.shown(&answer.text)),
                    mine: own.map(|score| Score::new(&self.domain, score)),
                    far_apart: moderation::far_apart(all.iter().filter_map(|score| score.points)),
                    scores: all.iter().map(|score| Score::new(&self.domain, score)).collect(),
                    agreed: settled.map(|agreed| AgreedScore::from(*agreed)),
                    agreed_version: settled.map_or(0, |agreed| agreed.version),
                });
            }
        }
        Ok(tasks)
    }

    /// What bids say that is not scored: requirements, met or not, and facts. Of the same bids as `tasks`.
    async fn facts(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<ReviewFact>> {
        let evaluation = &self.domain.evaluation;
        let bids = evaluation.bids_for(&self.member);
        let ids: Vec<&BidId> = bids.iter().map(|bidder| &bidder.bid).collect();
        let plain = (1..).zip(&self.domain.opportunity.questions).filter(|(_, question)| question.criterion.is_none());
        let plain: Vec<(u32, &Question)> = plain.collect();
        if plain.is_empty() {
            return Ok(Vec::new());
        }
        let answers = evaluations::answers(cx(ctx).db().reader(), &ids).await.map_err(payload::store)?;
        let mut facts = Vec::new();
        for (number, question) in plain {
            for bidder in &bids {
                let answer = answers.iter().find(|one| one.bid == bidder.bid && one.question == question.id);
                let text = answer.map_or("", |answer| &answer.text);
                facts.push(ReviewFact {
                    bid: bidder.bid.clone(),
                    bidder: bidder.name.clone(),
                    question: ReviewQuestion::new(&self.domain, question, number),
                    answer: question.ask.shown(text),
                    met: question.ask.met(text),
                });
            }
        }
        Ok(facts)
    }
}

/// What a bid says that is not scored.
#[derive(SimpleObject)]
pub struct ReviewFact {
    /// The bid.
    bid: BidId,
    /// The bidder's name.
    bidder: String,
    /// The question.
    question: ReviewQuestion,
    /// The answer.
    answer: String,
    /// Whether the requirement is met; none where the question is no requirement.
    met: Option<bool>,
}

/// One bidder, and what the viewer declared about them.
#[derive(SimpleObject)]
pub struct InterestOfBidder {
    /// The bid.
    bid: BidId,
    /// Whether the viewer is or was a member of this bidder, which is an interest.
    is_member: bool,
    /// The bidder's name.
    name: String,
    /// What the viewer declared; none yet if null.
    kind: Option<InterestKind>,
    /// What the interest is.
    about: Option<String>,
}

/// One answer to score.
#[derive(SimpleObject)]
pub struct ReviewTask {
    /// The bid.
    bid: BidId,
    /// The bidder's name.
    bidder: String,
    /// The question.
    question: ReviewQuestion,
    /// The answer.
    answer: Option<String>,
    /// The viewer's own score, finished or not.
    mine: Option<Score>,
    /// The scores the viewer may see: their own alone until everybody on the
    /// panel has sent theirs.
    scores: Vec<Score>,
    /// Whether those scores lie so far apart that the panel should talk first.
    far_apart: bool,
    /// What the panel agreed.
    agreed: Option<AgreedScore>,
    /// Counts the changes of what the panel agreed, 0 while it is nothing; say
    /// it when you record agreed points.
    agreed_version: i64,
}

/// A question as reviewers read it.
#[derive(SimpleObject)]
pub struct ReviewQuestion {
    /// Its identifier.
    id: QuestionId,
    /// Its number.
    number: i32,
    /// The question.
    prompt: String,
    /// What a good answer shows.
    guidance: Option<String>,
    /// What its answer weighs, of a hundred.
    weight: String,
}

impl ReviewQuestion {
    fn new(found: &Evaluated, question: &Question, number: u32) -> Self {
        Self {
            id: question.id.clone(),
            number: i32::try_from(number).unwrap_or(i32::MAX),
            prompt: question.prompt.clone(),
            guidance: question.guidance.clone(),
            // Millionths of the whole are tenths of a thousandth of a point.
            weight: show_thousandths(found.opportunity.question_share(question) / 10),
        }
    }
}

/// One reviewer's score for one answer.
#[derive(SimpleObject)]
pub struct Score {
    /// The reviewer's name.
    reviewer: String,
    /// From 0 to 5; none until chosen.
    points: Option<i32>,
    /// Why.
    reason: String,
    /// The viewer's own note to self; always null for others.
    note: Option<String>,
    /// Whether it has points and a long enough reason.
    complete: bool,
    /// When it was last saved.
    saved_at: Timestamp,
    /// Counts its changes; say it when you save.
    version: i64,
}

impl Score {
    pub(super) fn new(found: &Evaluated, score: &DomainScore) -> Self {
        Self {
            reviewer: found.evaluation.member(&score.member).map(|member| member.name.clone()).unwrap_or_default(),
            points: score.points.map(i32::from),
            reason: score.reason.clone(),
            note: score.note.clone(),
            complete: score.is_complete(&found.evaluation.reason_words),
            saved_at: score.saved_at,
            version: score.version,
        }
    }
}

/// What the panel agreed for one answer.
#[derive(SimpleObject)]
pub struct AgreedScore {
    /// From 0 to 5.
    points: i32,
    /// Why, in words for the bidder.
    reason: String,
}

impl From<&Moderation> for AgreedScore {
    fn from(agreed: &Moderation) -> Self {
        Self { points: i32::from(agreed.points), reason: agreed.reason.clone() }
    }
}
