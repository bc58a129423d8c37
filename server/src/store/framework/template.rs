//! Standard documents in versions, and which of them an opportunity follows.
//! Every one is public.

use std::collections::{HashMap, HashSet};

use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use shared::framework::TemplateId;
use shared::framework::template::{Following, Kind, Template};
use shared::people::OrganisationId;
use shared::secure::OpportunityId;
use shared::secure::opportunity::Opportunity;

use crate::store::Error;
use crate::store::entity::framework::{opportunity_template, template};
use crate::store::page::{Cursor, Page, Slice};
use crate::store::row::{read, read_optional};

const TABLE: &str = "template";

fn from_row(row: template::Model) -> Result<Template, Error> {
    let number = u32::try_from(row.number);
    Ok(Template {
        id: read(TABLE, &row.id, "id", &row.id)?,
        buyer: read(TABLE, &row.id, "buyer_id", &row.buyer_id)?,
        kind: read(TABLE, &row.id, "kind", &row.kind)?,
        number: number.map_err(|_| Error::Corrupt { table: TABLE, row: row.id.clone(), column: "number" })?,
        text: row.body,
        changes: row.changes,
        author: read(TABLE, &row.id, "author_id", &row.author_id)?,
        published_at: row.published_at,
    })
}

/// Several versions, in no particular order.
pub async fn get_many(db: &impl ConnectionTrait, ids: &[TemplateId]) -> Result<Vec<Template>, Error> {
    let select = template::Entity::find().filter(template::Column::Id.is_in(ids.iter().map(TemplateId::as_str)));
    select.all(db).await?.into_iter().map(from_row).collect()
}

/// The current version of one of a council's documents.
pub async fn current(db: &impl ConnectionTrait, buyer: &OrganisationId, kind: Kind) -> Result<Option<Template>, Error> {
    let select = template::Entity::find()
        .filter(template::Column::BuyerId.eq(buyer.as_str()))
        .filter(template::Column::Kind.eq(kind.as_str()))
        .order_by_desc(template::Column::Number);
    select.one(db).await?.map(from_row).transpose()
}

/// The identifiers of all versions, newest first.
pub async fn ids(db: &impl ConnectionTrait, most: u64) -> Result<Vec<String>, Error> {
    let select = template::Entity::find().select_only().column(template::Column::Id);
    Ok(select.order_by_desc(template::Column::Id).limit(most).into_tuple().all(db).await?)
}

/// A page of versions, newest first.
pub async fn list(db: &impl ConnectionTrait, kind: Option<Kind>, page: &Page) -> Result<Slice<Template>, Error> {
    let mut select = template::Entity::find();
    if let Some(kind) = kind {
        select = select.filter(template::Column::Kind.eq(kind.as_str()));
    }
    let total = if page.count { Some(select.clone().count(db).await?) } else { None };
    if let Some(after) = &page.after {
        select = select.filter(template::Column::Id.lt(after.id.as_str()));
    }
    let rows = select.order_by_desc(template::Column::Id).limit(page.first + 1).all(db).await?;
    let found = rows.into_iter().map(from_row).collect::<Result<Vec<_>, _>>()?;
    Ok(Slice::new(found, page, total, |one| Cursor { key: String::new(), id: one.id.to_string() }))
}

/// Adds a version; `Duplicate` if somebody published that number meanwhile.
pub async fn insert(db: &impl ConnectionTrait, new: &Template) -> Result<(), Error> {
    let row = template::Model {
        id: new.id.to_string(),
        buyer_id: new.buyer.to_string(),
        kind: new.kind.as_str().to_owned(),
        number: i64::from(new.number),
        body: new.text.clone(),
        changes: new.changes.clone(),
        author_id: new.author.to_string(),
        published_at: new.published_at,
    };
    let row = row.into_active_model();
    template::Entity::insert(row).exec_without_returning(db).await.map_err(Error::from_write)?;
    Ok(())
}

/// What each of these opportunities does about its standard document.
pub async fn following(
    db: &impl ConnectionTrait,
    all: &[&Opportunity],
) -> Result<HashMap<OpportunityId, Following>, Error> {
    let links = opportunity_template::Entity::find()
        .filter(opportunity_template::Column::OpportunityId.is_in(all.iter().map(|of| of.id.as_str())))
        .all(db)
        .await?;
    let followed: Vec<TemplateId> = links
        .iter()
        .filter_map(|link| Some((link, link.template_id.as_deref()?)))
        .map(|(link, id)| read("opportunity_template", &link.opportunity_id, "template_id", id))
        .collect::<Result<_, _>>()?;
    let versions = get_many(db, &followed).await?;
    // As many statements as there are councils and kinds, however many opportunities.
    let wanted: HashSet<_> = all.iter().map(|of| (&of.buyer, Kind::of(of.method))).collect();
    let mut newest = Vec::new();
    for (buyer, kind) in wanted {
        newest.extend(current(db, buyer, kind).await?);
    }
    let mut found = HashMap::new();
    for of in all {
        let link = links.iter().find(|link| link.opportunity_id == of.id.as_str());
        let followed = link.and_then(|link| link.template_id.as_deref());
        let followed: Option<TemplateId> =
            read_optional("opportunity_template", of.id.as_str(), "template_id", followed)?;
        let current = |one: &&Template| one.buyer == of.buyer && one.kind == Kind::of(of.method);
        let following = Following {
            template: versions.iter().find(|one| Some(&one.id) == followed.as_ref()).cloned(),
            reason: link.and_then(|link| link.reason.clone()),
            current: newest.iter().find(current).cloned(),
        };
        found.insert(of.id.clone(), following);
    }
    Ok(found)
}

/// Writes down which version an opportunity follows, and why no newer one.
pub async fn follow(
    db: &impl ConnectionTrait,
    opportunity: &OpportunityId,
    template: Option<&TemplateId>,
    reason: Option<&str>,
) -> Result<(), Error> {
    let found = opportunity_template::Entity::find_by_id(opportunity.as_str()).one(db).await?;
    let row = opportunity_template::Model {
        opportunity_id: opportunity.to_string(),
        template_id: template.map(ToString::to_string),
        reason: reason.map(ToOwned::to_owned),
        version: found.as_ref().map_or(1, |found| found.version + 1),
    };
    let Some(before) = found else {
        let row = row.into_active_model();
        opportunity_template::Entity::insert(row).exec_without_returning(db).await.map_err(Error::from_write)?;
        return Ok(());
    };
    let done = opportunity_template::Entity::update_many()
        .set(row.into_active_model().reset_all())
        .filter(opportunity_template::Column::OpportunityId.eq(opportunity.as_str()))
        .filter(opportunity_template::Column::Version.eq(before.version))
        .exec(db)
        .await?;
    if done.rows_affected == 0 { Err(Error::Stale) } else { Ok(()) }
}
