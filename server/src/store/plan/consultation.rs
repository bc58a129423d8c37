//! Consultations with their questions and what they are about.

pub mod point;
pub mod response;
mod row;

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
};
use shared::calendar::day_of;
use shared::commission::CommissionId;
use shared::people::{OrganisationId, UserId};
use shared::plan::consultation::{Consultation, Stage, Stored};
use shared::plan::{ConsultationId, NeedId};
use shared::{Actor, Timestamp};

use crate::store::Error;
use crate::store::entity::plan::{consultation, consultation_commission, consultation_need};
use crate::store::page::{Cursor, Page, Slice};

use consultation::Column;

/// Which consultations to list.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// The stages it may stand at; empty for all.
    pub stages: Vec<Stage>,
    /// Only those this officer leads.
    pub lead: Option<UserId>,
}

/// The consultations this actor may know of: published ones, and all of one's
/// own council's. The only way in.
pub fn visible_to(actor: &Actor) -> Select<consultation::Entity> {
    if *actor == Actor::System {
        return consultation::Entity::find();
    }
    let mut seen = Condition::any().add(Column::PublishedAt.is_not_null());
    if let Some(buyer) = own_council(actor) {
        seen = seen.add(Column::BuyerId.eq(buyer.as_str()));
    }
    consultation::Entity::find().filter(seen)
}

/// The council whose drafts and answers this actor reads.
fn own_council(actor: &Actor) -> Option<&OrganisationId> {
    actor.buyer().filter(|buyer| actor.is_officer_of(buyer))
}

/// The rows that stand at this stage now: [`shared::plan::consultation::State::stage`]
/// once more, for the database. A test proves that the two agree.
pub fn at_stage(stage: Stage, now: Timestamp) -> Condition {
    let today = day_of(now).to_string();
    let stored = |stored: Stored| Condition::all().add(Column::Stage.eq(stored.as_str()));
    let published = || stored(Stored::Published);
    match stage {
        Stage::Draft => stored(Stored::Draft),
        Stage::Scheduled => published().add(Column::OpensOn.gt(today)),
        Stage::Open => published().add(Column::OpensOn.lte(today.as_str())).add(Column::ClosesOn.gte(today)),
        Stage::Closed => published().add(Column::OpensOn.lte(today.as_str())).add(Column::ClosesOn.lt(today)),
        Stage::Answered => stored(Stored::Answered),
        Stage::Cancelled => stored(Stored::Cancelled),
    }
}

/// One consultation.
pub async fn find(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: &ConsultationId,
) -> Result<Option<Consultation>, Error> {
    one(db, visible_to(actor).filter(Column::Id.eq(id.as_str()))).await
}

/// The consultation people call by this reference.
pub async fn find_by_reference(
    db: &impl ConnectionTrait,
    actor: &Actor,
    reference: &str,
) -> Result<Option<Consultation>, Error> {
    one(db, visible_to(actor).filter(Column::Reference.eq(reference.trim().to_uppercase()))).await
}

async fn one(db: &impl ConnectionTrait, select: Select<consultation::Entity>) -> Result<Option<Consultation>, Error> {
    let rows = select.limit(1).all(db).await?;
    Ok(row::with(db, rows).await?.into_iter().next())
}

/// Several, in no particular order.
pub async fn get_many(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: &[ConsultationId],
) -> Result<Vec<Consultation>, Error> {
    let ids = ids.iter().map(ConsultationId::as_str);
    row::with(db, visible_to(actor).filter(Column::Id.is_in(ids)).all(db).await?).await
}

/// A page of consultations, newest first.
pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filter: &Filter,
    page: &Page,
    now: Timestamp,
) -> Result<Slice<Consultation>, Error> {
    let mut select = visible_to(actor);
    if !filter.stages.is_empty() {
        let any = filter.stages.iter().fold(Condition::any(), |any, stage| any.add(at_stage(*stage, now)));
        select = select.filter(any);
    }
    if let Some(lead) = &filter.lead {
        select = select.filter(Column::LeadId.eq(lead.as_str()));
    }
    let total = if page.count { Some(select.clone().count(db).await?) } else { None };
    if let Some(after) = &page.after {
        select = select.filter(Column::Id.lt(after.id.as_str()));
    }
    let rows = select.order_by_desc(Column::Id).limit(page.first + 1).all(db).await?;
    let place = |one: &Consultation| Cursor { key: String::new(), id: one.id.to_string() };
    Ok(Slice::new(row::with(db, rows).await?, page, total, place))
}

/// Those about any of these commissions, newest first.
pub async fn of_commissions(
    db: &impl ConnectionTrait,
    actor: &Actor,
    commissions: &[CommissionId],
) -> Result<Vec<Consultation>, Error> {
    let about = consultation_commission::Entity::find()
        .select_only()
        .column(consultation_commission::Column::ConsultationId)
        .filter(consultation_commission::Column::CommissionId.is_in(commissions.iter().map(CommissionId::as_str)))
        .into_query();
    let rows = visible_to(actor).filter(Column::Id.in_subquery(about)).order_by_desc(Column::Id).all(db).await?;
    row::with(db, rows).await
}

/// Those about any of these needs, newest first.
pub async fn of_needs(db: &impl ConnectionTrait, actor: &Actor, needs: &[NeedId]) -> Result<Vec<Consultation>, Error> {
    let about = consultation_need::Entity::find()
        .select_only()
        .column(consultation_need::Column::ConsultationId)
        .filter(consultation_need::Column::NeedId.is_in(needs.iter().map(NeedId::as_str)))
        .into_query();
    let rows = visible_to(actor).filter(Column::Id.in_subquery(about)).order_by_desc(Column::Id).all(db).await?;
    row::with(db, rows).await
}

/// The references of all that this actor may see, newest first.
pub async fn references(db: &impl ConnectionTrait, actor: &Actor, most: u64) -> Result<Vec<String>, Error> {
    let select = visible_to(actor).select_only().column(Column::Reference);
    Ok(select.order_by_desc(Column::Id).limit(most).into_tuple().all(db).await?)
}

/// Adds a consultation.
pub async fn insert(db: &impl ConnectionTrait, new: Consultation) -> Result<Consultation, Error> {
    let saved = Consultation { version: 1, ..new };
    let row = row::to_row(&saved).into_active_model();
    consultation::Entity::insert(row).exec_without_returning(db).await.map_err(Error::from_write)?;
    row::replace_children(db, &saved).await?;
    Ok(saved)
}

/// Saves a consultation over the version it was read at; `Stale` if somebody
/// was faster. Questions and what it is about are written while it is a draft:
/// later nothing may change them.
pub async fn save(db: &impl ConnectionTrait, changed: Consultation) -> Result<Consultation, Error> {
    let before = changed.version;
    let saved = Consultation { version: before + 1, ..changed };
    let done = consultation::Entity::update_many()
        .set(row::to_row(&saved).into_active_model().reset_all())
        .filter(Column::Id.eq(saved.id.as_str()))
        .filter(Column::Version.eq(before))
        .exec(db)
        .await?;
    if done.rows_affected == 0 {
        return Err(Error::Stale);
    }
    if saved.state.stored() == Stored::Draft {
        row::replace_children(db, &saved).await?;
    }
    Ok(saved)
}

/// A condition on rows that hang on a consultation by `column`: that its
/// consultation fits.
fn of_consultation<C: ColumnTrait>(column: (impl EntityTrait, C), fits: Condition) -> Expr {
    let theirs = Expr::col((consultation::Entity, Column::Id)).equals(column);
    let select = consultation::Entity::find().select_only().column(Column::Id).filter(theirs).filter(fits);
    Expr::exists(select.into_query())
}
