//! Searches kept for mails on the wire: one's own, and the one behind a link.

use async_graphql::{Context, Object, SimpleObject};
use shared::secure::AlertId;
use shared::secure::alert::{Alert as Domain, AlertInput, State};
use shared::{Refusal, Timestamp};

use crate::graphql::context::cx;
use crate::graphql::page::{self, Connected};
use crate::graphql::payload::{self, split};
use crate::{app, store};

/// A search that is kept: its owner gets a mail when something is published that it finds.
#[derive(SimpleObject, Clone)]
pub struct Alert {
    /// Its identifier.
    id: AlertId,
    /// The search as a sentence.
    sentence: String,
    /// Where mails go.
    email: String,
    /// The secret of its link.
    token: String,
    /// Since when mails go out; none while the address is not confirmed.
    running_since: Option<Timestamp>,
}

impl From<Domain> for Alert {
    fn from(domain: Domain) -> Self {
        Self {
            sentence: domain.search.sentence(),
            running_since: match domain.state {
                State::Asked => None,
                State::Running { since } => Some(since),
            },
            id: domain.id,
            email: domain.email,
            token: domain.token,
        }
    }
}

/// Queries of searches that are kept.
#[derive(Default)]
pub struct AlertQuery;

#[Object]
impl AlertQuery {
    /// The search behind a link that came by mail; null if the link leads nowhere.
    async fn alert(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The link's secret.")] token: String,
    ) -> async_graphql::Result<Option<Alert>> {
        let cx = cx(ctx);
        let found = store::secure::alert::find_by_token(cx.db().reader(), &token, cx.now()).await;
        Ok(found.map_err(payload::store)?.map(Alert::from))
    }

    /// Your own searches that are kept, made with your account, the newest first.
    #[graphql(complexity = "5 + first.unwrap_or(20).max(0) as usize * child_complexity")]
    async fn alerts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 100 at most; 20 unless given.")] first: Option<i32>,
        #[graphql(desc = "The cursor to start after.")] after: Option<String>,
    ) -> async_graphql::Result<Connected<Alert>> {
        let cx = cx(ctx);
        let page = page::arguments(ctx, first, after)?;
        let slice = store::secure::alert::list(cx.db().reader(), &cx.actor, &page).await;
        Ok(page::connect(slice.map_err(payload::store)?, &page, Alert::from))
    }
}

/// What became of a wish for mails.
#[derive(SimpleObject)]
pub struct AlertPayload {
    /// Whether it was taken; the same whether the address is known or not.
    done: bool,
    /// Why it was not; every fault at once.
    user_errors: Vec<Refusal>,
}

fn payload<T>(result: Result<T, app::Error>) -> async_graphql::Result<AlertPayload> {
    let (done, user_errors) = split(result)?;
    Ok(AlertPayload { done: done.is_some(), user_errors })
}

/// Starting and stopping mails.
#[derive(Default)]
pub struct AlertMutation;

#[Object]
impl AlertMutation {
    /// Keeps a search, with or without an account. A link comes to the address; mails begin once it is confirmed.
    async fn alert_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The address and the search.")] input: AlertInput,
    ) -> async_graphql::Result<AlertPayload> {
        payload(app::secure::alert::create(cx(ctx), &input).await)
    }

    /// Confirms the address that the link came to: mails begin.
    async fn alert_confirm(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The link's secret.")] token: String,
    ) -> async_graphql::Result<AlertPayload> {
        payload(app::secure::alert::confirm(cx(ctx), &token).await)
    }

    /// Stops the mails: the search and the address are forgotten.
    async fn alert_stop(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The link's secret.")] token: String,
    ) -> async_graphql::Result<AlertPayload> {
        payload(app::secure::alert::stop(cx(ctx), &token).await)
    }
}
