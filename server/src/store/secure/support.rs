//! Help that is offered to every provider alike. Offers are public; a wish is read by the provider that asked and by the
//! officers of the council that offers.

use std::collections::HashMap;

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveValue, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
};
use shared::people::OrganisationId;
use shared::secure::support::{About, Offer, Outcome, Request};
use shared::secure::{SupportOfferId, SupportRequestId};
use shared::{Actor, Timestamp};

use crate::store::Error;
use crate::store::entity::secure::{support_offer, support_request};
use crate::store::page::{Cursor, Page, Slice};
use crate::store::row::{present, read, read_optional};

const OFFER: &str = "support_offer";
const REQUEST: &str = "support_request";

/// One offer.
pub async fn find(db: &impl ConnectionTrait, id: &SupportOfferId) -> Result<Option<Offer>, Error> {
    support_offer::Entity::find_by_id(id.as_str()).one(db).await?.map(from_row).transpose()
}

/// A page of offers, the newest first.
pub async fn list(db: &impl ConnectionTrait, page: &Page) -> Result<Slice<Offer>, Error> {
    let mut select = support_offer::Entity::find();
    let total = if page.count { Some(select.clone().count(db).await?) } else { None };
    if let Some(after) = &page.after {
        select = select.filter(support_offer::Column::Id.lt(after.id.as_str()));
    }
    let rows = select.order_by_desc(support_offer::Column::Id).limit(page.first + 1).all(db).await?;
    let found = rows.into_iter().map(from_row).collect::<Result<Vec<_>, _>>()?;
    Ok(Slice::new(found, page, total, |one| Cursor { key: String::new(), id: one.id.to_string() }))
}

/// Publishes one.
pub async fn insert(db: &impl ConnectionTrait, new: &Offer) -> Result<(), Error> {
    let row = support_offer::Model {
        id: new.id.to_string(),
        buyer_id: new.buyer.to_string(),
        kind: new.about.kind.as_str().to_owned(),
        title: new.about.title.clone(),
        says: new.about.says.clone(),
        until: new.about.until.map(|day| day.to_string()),
        published_by_id: new.by.to_string(),
        published_at: new.published_at,
        ended_at: new.ended_at,
    };
    let insert = support_offer::Entity::insert(row.into_active_model());
    insert.exec_without_returning(db).await.map_err(Error::from_write)?;
    Ok(())
}

/// Keeps that it has ended.
pub async fn end(db: &impl ConnectionTrait, id: &SupportOfferId, at: Timestamp) -> Result<(), Error> {
    let done = support_offer::Entity::update_many()
        .col_expr(support_offer::Column::EndedAt, Expr::value(at))
        .filter(support_offer::Column::Id.eq(id.as_str()))
        .filter(support_offer::Column::EndedAt.is_null())
        .exec(db)
        .await?;
    if done.rows_affected == 0 { Err(Error::Stale) } else { Ok(()) }
}

/// The wishes that this actor may read.
fn visible_to(actor: &Actor) -> Select<support_request::Entity> {
    let all = support_request::Entity::find();
    match (actor.buyer(), actor.provider()) {
        (Some(buyer), _) if actor.is_officer_of(buyer) => {
            all.filter(support_request::Column::BuyerId.eq(buyer.as_str()))
        }
        (_, Some(provider)) => all.filter(support_request::Column::OrganisationId.eq(provider.as_str())),
        _ => all.filter(Expr::val(1).eq(0)),
    }
}

/// The wishes under each of these offers that this actor may read, in the order in which they came.
pub async fn requests(
    db: &impl ConnectionTrait,
    actor: &Actor,
    offers: &[SupportOfferId],
) -> Result<HashMap<SupportOfferId, Vec<Request>>, Error> {
    let rows = visible_to(actor)
        .filter(support_request::Column::OfferId.is_in(offers.iter().map(SupportOfferId::as_str)))
        .order_by_asc(support_request::Column::OfferId)
        .order_by_asc(support_request::Column::Id)
        .all(db)
        .await?;
    let mut of: HashMap<SupportOfferId, Vec<Request>> = HashMap::new();
    for row in rows {
        let request = request_from_row(row)?;
        of.entry(request.offer.clone()).or_default().push(request);
    }
    Ok(of)
}

/// How many providers have asked for each of these offers.
pub async fn counts(
    db: &impl ConnectionTrait,
    offers: &[SupportOfferId],
) -> Result<HashMap<SupportOfferId, i64>, Error> {
    let rows: Vec<(String, i64)> = support_request::Entity::find()
        .select_only()
        .column(support_request::Column::OfferId)
        .column_as(Expr::col(support_request::Column::OrganisationId).count_distinct(), "asked")
        .filter(support_request::Column::OfferId.is_in(offers.iter().map(SupportOfferId::as_str)))
        .group_by(support_request::Column::OfferId)
        .into_tuple()
        .all(db)
        .await?;
    rows.into_iter().map(|(id, asked)| Ok((read(REQUEST, &id, "offer_id", &id)?, asked))).collect()
}

/// One wish.
pub async fn find_request(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: &SupportRequestId,
) -> Result<Option<Request>, Error> {
    let row = visible_to(actor).filter(support_request::Column::Id.eq(id.as_str())).one(db).await?;
    row.map(request_from_row).transpose()
}

/// What this provider has asked for under an offer.
pub async fn of_provider(
    db: &impl ConnectionTrait,
    offer: &SupportOfferId,
    provider: &OrganisationId,
) -> Result<Vec<Request>, Error> {
    let rows = support_request::Entity::find()
        .filter(support_request::Column::OrganisationId.eq(provider.as_str()))
        .filter(support_request::Column::OfferId.eq(offer.as_str()))
        .all(db)
        .await?;
    rows.into_iter().map(request_from_row).collect()
}

/// Adds a wish.
pub async fn ask(db: &impl ConnectionTrait, new: &Request) -> Result<(), Error> {
    let row = support_request::Model {
        id: new.id.to_string(),
        offer_id: new.offer.to_string(),
        buyer_id: new.buyer.to_string(),
        organisation_id: new.organisation.to_string(),
        words: new.words.clone(),
        asked_by_id: new.by.to_string(),
        asked_at: new.asked_at,
        result: None,
        outcome_says: None,
        recorded_at: None,
    };
    let insert = support_request::Entity::insert(row.into_active_model());
    insert.exec_without_returning(db).await.map_err(Error::from_write)?;
    Ok(())
}

/// Keeps what came of a wish.
pub async fn record(db: &impl ConnectionTrait, id: &SupportRequestId, outcome: &Outcome) -> Result<(), Error> {
    let changes = support_request::ActiveModel {
        result: ActiveValue::Set(Some(outcome.result.as_str().to_owned())),
        outcome_says: ActiveValue::Set(Some(outcome.says.clone())),
        recorded_at: ActiveValue::Set(Some(outcome.at)),
        ..Default::default()
    };
    let done = support_request::Entity::update_many()
        .set(changes)
        .filter(support_request::Column::Id.eq(id.as_str()))
        .filter(support_request::Column::Result.is_null())
        .exec(db)
        .await?;
    if done.rows_affected == 0 { Err(Error::Stale) } else { Ok(()) }
}

fn from_row(row: support_offer::Model) -> Result<Offer, Error> {
    let id = row.id.as_str();
    Ok(Offer {
        id: read(OFFER, id, "id", id)?,
        buyer: read(OFFER, id, "buyer_id", &row.buyer_id)?,
        about: About {
            kind: read(OFFER, id, "kind", &row.kind)?,
            until: read_optional(OFFER, id, "until", row.until.as_deref())?,
            title: row.title.clone(),
            says: row.says.clone(),
        },
        by: read(OFFER, id, "published_by_id", &row.published_by_id)?,
        published_at: row.published_at,
        ended_at: row.ended_at,
    })
}

fn request_from_row(row: support_request::Model) -> Result<Request, Error> {
    let id = row.id.as_str();
    let result = read_optional(REQUEST, id, "result", row.result.as_deref())?;
    let outcome = match result {
        None => None,
        Some(result) => Some(Outcome {
            result,
            says: present(REQUEST, id, "outcome_says", row.outcome_says.clone())?,
            at: present(REQUEST, id, "recorded_at", row.recorded_at)?,
        }),
    };
    Ok(Request {
        id: read(REQUEST, id, "id", id)?,
        offer: read(REQUEST, id, "offer_id", &row.offer_id)?,
        buyer: read(REQUEST, id, "buyer_id", &row.buyer_id)?,
        organisation: read(REQUEST, id, "organisation_id", &row.organisation_id)?,
        words: row.words.clone(),
        by: read(REQUEST, id, "asked_by_id", &row.asked_by_id)?,
        asked_at: row.asked_at,
        outcome,
    })
}
