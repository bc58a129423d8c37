//! Queries and mutations of specifications.

use async_graphql::{Context, Object, SimpleObject};
use shared::commission::CommissionId;
use shared::secure::SpecificationId;
use shared::secure::specification::{Specification as Domain, SpecificationInput};
use shared::{Refusal, plain_english};

use super::{PlainEnglish, Specification};
use crate::graphql::context::cx;
use crate::graphql::payload::{self, split};
use crate::{app, store};

/// Queries of specifications.
#[derive(Default)]
pub struct SpecificationQuery;

/// The longest text that `plainEnglish` reads, in characters.
const MOST_TEXT: usize = 100_000;

#[Object]
impl SpecificationQuery {
    /// The specification of this identifier. The public sees it once it is
    /// approved and used in a published opportunity.
    async fn specification(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its identifier.")] id: SpecificationId,
    ) -> async_graphql::Result<Option<Specification>> {
        let cx = cx(ctx);
        let found = store::secure::specification::find(cx.db().reader(), &cx.actor, &id).await;
        Ok(found.map_err(payload::store)?.map(Specification::from))
    }

    /// How a text reads, and what in it to say more plainly: what the forms
    /// show beside a field, by the same code.
    #[graphql(complexity = 50)]
    async fn plain_english(
        &self,
        #[graphql(desc = "The text, up to 100,000 characters.")] text: String,
    ) -> async_graphql::Result<PlainEnglish> {
        if text.chars().count() > MOST_TEXT {
            return Err(payload::bad_request(format!("`text` must be {MOST_TEXT} characters or fewer")));
        }
        Ok(PlainEnglish::from(plain_english::check(&text)))
    }
}

/// The end of something done with a specification.
#[derive(SimpleObject)]
pub struct SpecificationPayload {
    /// The specification as it is now.
    specification: Option<Specification>,
    /// Why it was not done; every fault at once.
    user_errors: Vec<Refusal>,
}

fn payload(result: Result<Domain, app::Error>) -> async_graphql::Result<SpecificationPayload> {
    let (made, user_errors) = split(result)?;
    Ok(SpecificationPayload { specification: made.map(Specification::from), user_errors })
}

/// Mutations of specifications.
#[derive(Default)]
pub struct SpecificationMutation;

#[Object]
impl SpecificationMutation {
    /// Begins the first version of a commission's specification, or a further
    /// one as a copy of the newest.
    async fn specification_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The commission.")] commission: CommissionId,
    ) -> async_graphql::Result<SpecificationPayload> {
        payload(app::secure::specification::create(cx(ctx), &commission).await)
    }

    /// Keeps what was typed into the sections given, finished or not. Nothing
    /// is checked but its size: ask for approval to have it checked.
    async fn specification_save(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The specification.")] id: SpecificationId,
        #[graphql(desc = "The save of the section that this was typed over, 0 for none. \
                          If somebody saved the section since, theirs stays. Read only where one section is given.")]
        version: Option<i64>,
        #[graphql(desc = "What was typed.")] input: SpecificationInput,
    ) -> async_graphql::Result<SpecificationPayload> {
        payload(app::secure::specification::save(cx(ctx), &id, version, &input).await)
    }

    /// Asks another officer to approve it; refused with everything missing.
    async fn specification_request_approval(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The specification.")] id: SpecificationId,
        #[graphql(desc = "The version of the whole that you read.")] version: i64,
        #[graphql(desc = "Why it is longer than its value justifies, where it is.")] length_reason: Option<String>,
    ) -> async_graphql::Result<SpecificationPayload> {
        let reason = length_reason.unwrap_or_default();
        payload(app::secure::specification::request_approval(cx(ctx), &id, version, &reason).await)
    }

    /// Approves a specification that somebody else made, within the approver's
    /// limit.
    async fn specification_approve(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The specification.")] id: SpecificationId,
        #[graphql(desc = "The version of the whole that you read.")] version: i64,
        #[graphql(desc = "Why it may be harder to read than it should be, where it is.")] readability_reason: Option<
            String,
        >,
    ) -> async_graphql::Result<SpecificationPayload> {
        let reason = readability_reason.unwrap_or_default();
        payload(app::secure::specification::approve(cx(ctx), &id, version, &reason).await)
    }

    /// Gives a specification back with what has to change.
    async fn specification_send_back(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The specification.")] id: SpecificationId,
        #[graphql(desc = "What has to change.")] reason: String,
    ) -> async_graphql::Result<SpecificationPayload> {
        payload(app::secure::specification::send_back(cx(ctx), &id, &reason).await)
    }
}
