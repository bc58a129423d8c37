//! Opportunities with their lots, criteria and questions.

mod children;
mod facts;
mod row;

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};
use shared::commission::CommissionId;
use shared::people::OrganisationId;
use shared::people::membership::Role;
use shared::secure::OpportunityId;
use shared::secure::method::Method;
use shared::secure::opportunity::state::to_the_second;
use shared::secure::opportunity::{Opportunity, Stage, Stored};
use shared::{Actor, Timestamp};

use crate::store::Error;
use crate::store::entity::secure::opportunity::{Column, Entity, Model};
use crate::store::page::{Cursor, Page, Slice};

pub use children::{Links, save_lot_end};
pub use facts::{counted_with, facts_of};

/// What exists for this actor: what is published for everyone, the rest for the council's own officers.
pub fn visible_to(actor: &Actor) -> Select<Entity> {
    let published = Condition::any().add(Column::PublishedAt.is_not_null());
    match actor {
        Actor::System => Entity::find(),
        _ => match own_council(actor) {
            Some(council) => Entity::find().filter(published.add(Column::BuyerId.eq(council.as_str()))),
            None => Entity::find().filter(published),
        },
    }
}

fn own_council(actor: &Actor) -> Option<&OrganisationId> {
    let external = actor.acting().is_some_and(|acting| acting.role == Role::ExternalReviewer);
    actor.buyer().filter(|_| !external)
}

/// The rows that stand at this stage at this instant: [`shared::secure::opportunity::State::stage`] once more, for the
/// database. A property test proves that the two agree.
pub fn at_stage(stage: Stage, now: Timestamp) -> Condition {
    let stored = |stored: Stored| Condition::all().add(Column::Stage.eq(stored.as_str()));
    let published = || stored(Stored::Published);
    let second = to_the_second(now);
    match stage {
        Stage::Scheduled => published().add(Column::ClosesAt.gte(second)).add(Column::OpenFrom.gt(now)),
        Stage::Open => published().add(Column::ClosesAt.gte(second)).add(Column::OpenFrom.lte(now)),
        Stage::Closed => published().add(Column::ClosesAt.lt(second)),
        Stage::Draft => stored(Stored::Draft),
        Stage::Approval => stored(Stored::Approval),
        Stage::Opened => stored(Stored::Opened),
        Stage::Evaluating => stored(Stored::Evaluating),
        Stage::Decided => stored(Stored::Decided),
        Stage::Complete => stored(Stored::Complete),
        Stage::Cancelled => stored(Stored::Cancelled),
        Stage::Unsuccessful => stored(Stored::Unsuccessful),
    }
}

/// Which opportunities a list shows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Words to be found in the title, the line below it or the reference.
    pub search: Option<String>,
    /// The stages it may stand at; empty for all.
    pub stages: Vec<Stage>,
    /// How providers are invited.
    pub method: Option<Method>,
    /// The turn of the cycle it belongs to.
    pub commission: Option<CommissionId>,
    /// The soonest deadline first, in place of the newest first; leaves out what has no deadline yet.
    pub by_deadline: bool,
}

impl Filter {
    fn condition(&self, now: Timestamp) -> Condition {
        let mut all = Condition::all();
        if let Some(search) = self.search.as_deref().map(str::trim).filter(|search| !search.is_empty()) {
            all = all.add(matches(search));
        }
        if !self.stages.is_empty() {
            let any = self.stages.iter().fold(Condition::any(), |any, stage| any.add(at_stage(*stage, now)));
            all = all.add(any);
        }
        if let Some(method) = self.method {
            all = all.add(Column::Method.eq(method.as_str()));
        }
        if let Some(commission) = &self.commission {
            all = all.add(Column::CommissionId.eq(commission.as_str()));
        }
        if self.by_deadline {
            all = all.add(Column::ClosesAt.is_not_null());
        }
        all
    }
}

/// Every word of the search somewhere in the texts, whatever its case.
fn matches(search: &str) -> Condition {
    use sea_orm::sea_query::{Expr, ExprTrait, Func, LikeExpr};
    search.split_whitespace().take(8).fold(Condition::all(), |all, word| {
        let escaped = word.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        let like = || LikeExpr::new(format!("%{escaped}%")).escape('\\');
        let lower = |column: Column| Expr::expr(Func::lower(Expr::col((Entity, column))));
        let any = [Column::Title, Column::Summary, Column::Reference].into_iter();
        all.add(any.fold(Condition::any(), |any, column| any.add(lower(column).like(like()))))
    })
}

/// One page of a list, each with its lots and whatever else `links` asks for.
pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filter: &Filter,
    (page, links): (&Page, Links),
    now: Timestamp,
) -> Result<Slice<Opportunity>, Error> {
    let matching = visible_to(actor).filter(filter.condition(now));
    let total = if page.count { Some(matching.clone().count(db).await?) } else { None };
    let rows = after(matching, filter, page.after.as_ref())?.limit(page.first + 1).all(db).await?;
    let found = children::with(db, rows, links).await?;
    Ok(Slice::new(found, page, total, |opportunity| place(filter, opportunity)))
}

fn after(select: Select<Entity>, filter: &Filter, cursor: Option<&Cursor>) -> Result<Select<Entity>, Error> {
    let ordered = if filter.by_deadline {
        select.order_by_asc(Column::ClosesAt).order_by_asc(Column::Id)
    } else {
        select.order_by_desc(Column::Id)
    };
    let Some(cursor) = cursor else { return Ok(ordered) };
    if !filter.by_deadline {
        return Ok(ordered.filter(Column::Id.lt(cursor.id.as_str())));
    }
    let key = cursor.key.parse::<Timestamp>().map_err(|_| Error::Place)?;
    let later = Condition::any()
        .add(Column::ClosesAt.gt(key))
        .add(Condition::all().add(Column::ClosesAt.eq(key)).add(Column::Id.gt(cursor.id.as_str())));
    // Said once more so that the index is entered at the right place.
    Ok(ordered.filter(Column::ClosesAt.gte(key)).filter(later))
}

fn place(filter: &Filter, of: &Opportunity) -> Cursor {
    let deadline = of.timetable.closes_at.filter(|_| filter.by_deadline);
    Cursor { key: deadline.map(|at| at.to_rfc3339()).unwrap_or_default(), id: of.id.to_string() }
}

/// One opportunity, with all that belongs to it.
pub async fn find(db: &impl ConnectionTrait, actor: &Actor, id: &OpportunityId) -> Result<Option<Opportunity>, Error> {
    one(db, visible_to(actor).filter(Column::Id.eq(id.as_str()))).await
}

/// The one with this reference, with all that belongs to it.
pub async fn find_by_reference(
    db: &impl ConnectionTrait,
    actor: &Actor,
    reference: &str,
) -> Result<Option<Opportunity>, Error> {
    one(db, visible_to(actor).filter(Column::Reference.eq(reference.trim().to_uppercase()))).await
}

async fn one(db: &impl ConnectionTrait, select: Select<Entity>) -> Result<Option<Opportunity>, Error> {
    let rows: Vec<Model> = select.one(db).await?.into_iter().collect();
    Ok(children::with(db, rows, Links::ALL).await?.pop())
}

/// Several, in no particular order, with all that belongs to them.
pub async fn get_many(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: &[OpportunityId],
) -> Result<Vec<Opportunity>, Error> {
    let rows = visible_to(actor).filter(Column::Id.is_in(ids.iter().map(OpportunityId::as_str))).all(db).await?;
    children::with(db, rows, Links::ALL).await
}

/// Those of these commissions, newest first.
pub async fn of_commissions(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: &[CommissionId],
) -> Result<Vec<Opportunity>, Error> {
    let ids = ids.iter().map(CommissionId::as_str);
    let select = visible_to(actor).filter(Column::CommissionId.is_in(ids)).order_by_desc(Column::Id);
    children::with(db, select.all(db).await?, Links::ALL).await
}

/// The references of all that this actor may see, newest first.
pub async fn references(db: &impl ConnectionTrait, actor: &Actor, most: u64) -> Result<Vec<String>, Error> {
    let select = visible_to(actor).select_only().column(Column::Reference);
    Ok(select.order_by_desc(Column::Id).limit(most).into_tuple().all(db).await?)
}

/// Adds one.
pub async fn insert(db: &impl ConnectionTrait, new: &Opportunity, now: Timestamp) -> Result<(), Error> {
    Entity::insert(row::to_row(new, now)).exec_without_returning(db).await.map_err(Error::from_write)?;
    children::replace(db, new).await
}

/// Keeps a change, unless somebody changed it since it was read. Lots, criteria and questions are kept with it only
/// while it is a draft: later nothing may change them.
pub async fn save(db: &impl ConnectionTrait, changed: Opportunity) -> Result<Opportunity, Error> {
    let mut row = row::to_row(&changed, Timestamp::default());
    row.created_at = sea_orm::ActiveValue::NotSet;
    row.id = sea_orm::ActiveValue::NotSet;
    row.version = sea_orm::ActiveValue::Set(changed.version + 1);
    let done = Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(changed.id.as_str()))
        .filter(Column::Version.eq(changed.version))
        .exec(db)
        .await
        .map_err(Error::from_write)?;
    if done.rows_affected == 0 {
        return Err(Error::Stale);
    }
    if changed.state.stored() == Stored::Draft {
        children::replace(db, &changed).await?;
    }
    Ok(Opportunity { version: changed.version + 1, ..changed })
}
