//! What the council answers for a commission under the eight principles.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{Context, Object, SimpleObject};
use shared::commission::CommissionId;
use shared::framework::principle::answer::Kind;
use shared::framework::principle::{Answer, Principle, PrinciplesInput};
use shared::{Day, Timestamp};

use crate::graphql::commission::{Commission, CommissionPayload};
use crate::graphql::context::{Batch, cx, loader};
use crate::graphql::payload::{self, split};
use crate::{app, store};

/// One of the eight principles, and what the council says of a commission under it (framework 4.2).
#[derive(SimpleObject, Clone)]
pub struct CommissionPrinciple {
    /// The principle.
    principle: Principle,
    /// The framework's paragraph, such as `4.2(1)`.
    number: String,
    /// Its name in a few words.
    heading: String,
    /// What an officer is asked.
    question: String,
    /// Answers to choose from where one line is enough.
    offered: Vec<String>,
    /// From which value on it is asked, in words.
    asked: String,
    /// What the records say of it by themselves, where they do.
    on_record: Option<String>,
    /// Whether it is met or a reason says why not; none where nobody has answered.
    kind: Option<Kind>,
    /// What shows it, or why not.
    says: Option<String>,
    /// The day on which the talks with providers ended, under the second principle.
    ended_on: Option<Day>,
    /// When it was answered.
    answered_at: Option<Timestamp>,
}

/// Asks the loader for the answers of a commission.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PrinciplesOf(pub CommissionId);

impl Loader<PrinciplesOf> for Batch {
    type Value = Vec<Answer>;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[PrinciplesOf]) -> Result<HashMap<PrinciplesOf, Vec<Answer>>, Self::Error> {
        let ids: Vec<CommissionId> = keys.iter().map(|key| key.0.clone()).collect();
        let found = store::framework::principle::of_commissions(self.0.db().reader(), &ids).await;
        Ok(found.map_err(payload::store)?.into_iter().map(|(id, answers)| (PrinciplesOf(id), answers)).collect())
    }
}

/// All eight, with what was answered for this commission.
pub async fn of(ctx: &Context<'_>, commission: &CommissionId) -> async_graphql::Result<Vec<CommissionPrinciple>> {
    let answers = loader(ctx).load_one(PrinciplesOf(commission.clone())).await?.unwrap_or_default();
    let cx = cx(ctx);
    let policy = cx.policy(cx.today()).map_err(|fault| payload::internal(&fault))?;
    let view = |principle: &Principle| {
        let answer = answers.iter().find(|answer| answer.said.principle == *principle);
        CommissionPrinciple {
            principle: *principle,
            number: principle.number().to_owned(),
            heading: principle.heading().to_owned(),
            question: principle.question().to_owned(),
            offered: principle.offered().iter().map(|text| (*text).to_owned()).collect(),
            asked: policy.principle_asked(*principle),
            on_record: principle.on_record().map(str::to_owned),
            kind: answer.map(|answer| answer.said.kind),
            says: answer.map(|answer| answer.said.says.clone()),
            ended_on: answer.and_then(|answer| answer.said.ended_on),
            answered_at: answer.map(|answer| answer.at),
        }
    };
    Ok(Principle::ALL.iter().map(view).collect())
}

/// Mutations of answers under the principles.
#[derive(Default)]
pub struct PrincipleMutation;

#[Object]
impl PrincipleMutation {
    /// Saves what the council answers for a commission under the principles: all of them at once, until the agreement is
    /// made.
    async fn principle_save(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The commission.")] commission: CommissionId,
        #[graphql(desc = "The version of the commission that you read.")] version: i64,
        #[graphql(desc = "The answers, as typed.")] input: PrinciplesInput,
    ) -> async_graphql::Result<CommissionPayload> {
        let done = app::framework::principle::save(cx(ctx), &commission, version, &input).await;
        let (saved, user_errors) = split(done)?;
        Ok(CommissionPayload { commission: saved.map(Commission::from), user_errors })
    }
}
