//! The mailbox of a demonstration, where mails can be read that go nowhere.

use async_graphql::{Context, Object, SimpleObject};
use shared::Timestamp;

use crate::graphql::context::cx;
use crate::graphql::page::{Connected, arguments, connect};
use crate::graphql::payload;
use crate::store::framework::{installation, mail};

/// A mail that the server wrote.
#[derive(SimpleObject)]
pub struct Mail {
    /// Its identifier.
    id: String,
    /// The address.
    to: String,
    /// The subject line.
    subject: String,
    /// The text, plain.
    body: String,
    /// When it was written.
    created_at: Timestamp,
    /// When it went out; none while it waits or goes nowhere.
    sent_at: Option<Timestamp>,
}

impl From<mail::Mail> for Mail {
    fn from(mail: mail::Mail) -> Self {
        Self {
            id: mail.id,
            to: mail.to,
            subject: mail.subject,
            body: mail.body,
            created_at: mail.created_at,
            sent_at: mail.sent_at,
        }
    }
}

/// Queries of mails.
#[derive(Default)]
pub struct MailQuery;

#[Object]
impl MailQuery {
    /// The mails of a demonstration or a test, newest first. On any other
    /// server there is no such list, and the answer is null.
    #[graphql(complexity = "usize::try_from(first.unwrap_or(20)).unwrap_or(0).saturating_mul(child_complexity) + 1")]
    async fn mails(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 unless said otherwise.")] first: Option<i32>,
        #[graphql(desc = "The cursor to start after.")] after: Option<String>,
        #[graphql(desc = "Only those to this address.")] to: Option<String>,
    ) -> async_graphql::Result<Option<Connected<Mail>>> {
        let cx = cx(ctx);
        let page = arguments(ctx, first, after)?;
        let db = cx.db().reader();
        let made_by = installation::get(db, installation::MADE_BY).await.map_err(payload::store)?;
        if !matches!(made_by.as_deref(), Some("demo" | "test")) {
            return Ok(None);
        }
        let slice = mail::newest(db, to.as_deref(), &page).await.map_err(payload::store)?;
        Ok(Some(connect(slice, &page, Mail::from)))
    }
}
