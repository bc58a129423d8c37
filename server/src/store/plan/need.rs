//! Needs.

use std::collections::HashMap;

use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, Select,
};
use shared::Actor;
use shared::people::OrganisationId;
use shared::plan::NeedId;
use shared::plan::area::AreaCode;
use shared::plan::need::{Demand, Facts, Need, NeedPlace, Priority, SentBack, Stage, State, Statement};

use crate::store::Error;
use crate::store::entity::plan::{need, need_area};
use crate::store::page::{Cursor, Page, Slice};
use crate::store::row::{present, read, read_optional};

const TABLE: &str = "need";
/// The stages of needs that are public and still to be met.
const OPEN: [Stage; 2] = [Stage::Published, Stage::Prioritised];

/// Which needs to list.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only those at this stage.
    pub stage: Option<Stage>,
    /// Only those that are public and still to be met.
    pub open: bool,
    /// Only those in this area.
    pub area: Option<AreaCode>,
    /// Only those whose title or people contain this text.
    pub text: Option<String>,
}

/// The needs this actor may know of: published ones, and all of one's own
/// council's. The only way in.
pub fn visible_to(actor: &Actor) -> Select<need::Entity> {
    let public = [Stage::Published, Stage::Prioritised, Stage::Met, Stage::Retired].map(Stage::as_str);
    let mut seen = Condition::any().add(need::Column::Stage.is_in(public));
    if let Some(buyer) = actor.buyer().filter(|buyer| actor.is_officer_of(buyer)) {
        seen = seen.add(need::Column::BuyerId.eq(buyer.as_str()));
    }
    if *actor == Actor::System {
        return need::Entity::find();
    }
    need::Entity::find().filter(seen)
}

/// One need.
pub async fn find(db: &impl ConnectionTrait, actor: &Actor, id: &NeedId) -> Result<Option<Need>, Error> {
    one(db, visible_to(actor).filter(need::Column::Id.eq(id.as_str()))).await
}

/// The need people call by this reference.
pub async fn find_by_reference(
    db: &impl ConnectionTrait,
    actor: &Actor,
    reference: &str,
) -> Result<Option<Need>, Error> {
    one(db, visible_to(actor).filter(need::Column::Reference.eq(reference))).await
}

async fn one(db: &impl ConnectionTrait, select: Select<need::Entity>) -> Result<Option<Need>, Error> {
    let rows = select.limit(1).all(db).await?;
    Ok(with_areas(db, rows).await?.into_iter().next())
}

/// Several needs, in no particular order.
pub async fn get_many(db: &impl ConnectionTrait, actor: &Actor, ids: &[NeedId]) -> Result<Vec<Need>, Error> {
    let rows = visible_to(actor).filter(need::Column::Id.is_in(ids.iter().map(NeedId::as_str))).all(db).await?;
    with_areas(db, rows).await
}

/// A page of needs, newest first.
pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filter: &Filter,
    page: &Page,
) -> Result<Slice<Need>, Error> {
    let mut select = visible_to(actor);
    if let Some(stage) = filter.stage {
        select = select.filter(need::Column::Stage.eq(stage.as_str()));
    }
    if filter.open {
        select = select.filter(need::Column::Stage.is_in(OPEN.map(Stage::as_str)));
    }
    if let Some(area) = &filter.area {
        let mine = need_area::Entity::find()
            .select_only()
            .column(need_area::Column::NeedId)
            .filter(need_area::Column::AreaCode.eq(area.as_str()));
        select = select.filter(need::Column::Id.in_subquery(sea_orm::QueryTrait::into_query(mine)));
    }
    if let Some(text) = &filter.text {
        select = select
            .filter(Condition::any().add(need::Column::Title.contains(text)).add(need::Column::People.contains(text)));
    }
    let total = if page.count { Some(select.clone().count(db).await?) } else { None };
    if let Some(after) = &page.after {
        select = select.filter(need::Column::Id.lt(after.id.as_str()));
    }
    let rows = select.order_by_desc(need::Column::Id).limit(page.first + 1).all(db).await?;
    let needs = with_areas(db, rows).await?;
    Ok(Slice::new(needs, page, total, |need| Cursor { key: String::new(), id: need.id.to_string() }))
}

/// Those of these needs that are published and open.
pub async fn published(db: &impl ConnectionTrait, ids: &[NeedId]) -> Result<Vec<NeedId>, Error> {
    let rows = need::Entity::find()
        .filter(need::Column::Id.is_in(ids.iter().map(NeedId::as_str)))
        .filter(need::Column::Stage.is_in(OPEN.map(Stage::as_str)))
        .all(db)
        .await?;
    rows.iter().map(|row| read(TABLE, &row.id, "id", &row.id)).collect()
}

/// The references of all that this actor may see, newest first.
pub async fn references(db: &impl ConnectionTrait, actor: &Actor, most: u64) -> Result<Vec<String>, Error> {
    let select = visible_to(actor).select_only().column(need::Column::Reference);
    Ok(select.order_by_desc(need::Column::Id).limit(most).into_tuple().all(db).await?)
}

/// How many of this council's needs are at each stage.
pub async fn count_by_stage(db: &impl ConnectionTrait, buyer: &OrganisationId) -> Result<HashMap<String, i64>, Error> {
    let rows: Vec<(String, i64)> = need::Entity::find()
        .select_only()
        .column(need::Column::Stage)
        .column_as(need::Column::Id.count(), "count")
        .filter(need::Column::BuyerId.eq(buyer.as_str()))
        .group_by(need::Column::Stage)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

/// What the gate has to know besides the need itself.
pub async fn facts(db: &impl ConnectionTrait, need: &Need) -> Result<Facts, Error> {
    let evidence = super::evidence::count(db, &need.id).await?;
    let mut engagement = super::engagement::of_needs(db, &Actor::System, std::slice::from_ref(&need.id)).await?;
    Ok(Facts {
        evidence: usize::try_from(evidence).unwrap_or(usize::MAX),
        engagement: engagement.remove(&need.id).unwrap_or_default(),
    })
}

/// Adds a need.
pub async fn insert(db: &impl ConnectionTrait, new: Need) -> Result<Need, Error> {
    let saved = Need { version: 1, ..new };
    need::Entity::insert(to_row(&saved).into_active_model())
        .exec_without_returning(db)
        .await
        .map_err(Error::from_write)?;
    replace_areas(db, &saved).await?;
    Ok(saved)
}

/// Saves a need over the version it was read at; `Stale` if somebody was
/// faster.
pub async fn save(db: &impl ConnectionTrait, changed: Need) -> Result<Need, Error> {
    let before = changed.version;
    let saved = Need { version: before + 1, ..changed };
    let done = need::Entity::update_many()
        .set(to_row(&saved).into_active_model().reset_all())
        .filter(need::Column::Id.eq(saved.id.as_str()))
        .filter(need::Column::Version.eq(before))
        .exec(db)
        .await?;
    if done.rows_affected == 0 {
        return Err(Error::Stale);
    }
    replace_areas(db, &saved).await?;
    Ok(saved)
}

async fn replace_areas(db: &impl ConnectionTrait, need: &Need) -> Result<(), Error> {
    need_area::Entity::delete_many().filter(need_area::Column::NeedId.eq(need.id.as_str())).exec(db).await?;
    let rows = (1_i64..).zip(&need.statement.areas).map(|(position, code)| {
        need_area::Model { need_id: need.id.to_string(), position, area_code: code.to_string() }.into_active_model()
    });
    need_area::Entity::insert_many(rows).exec_without_returning(db).await.map_err(Error::from_write)?;
    Ok(())
}

/// The areas of all these needs, in one statement.
async fn with_areas(db: &impl ConnectionTrait, rows: Vec<need::Model>) -> Result<Vec<Need>, Error> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let links = need_area::Entity::find()
        .filter(need_area::Column::NeedId.is_in(rows.iter().map(|row| row.id.as_str())))
        .order_by_asc(need_area::Column::Position)
        .all(db)
        .await?;
    let mut areas: HashMap<String, Vec<AreaCode>> = HashMap::new();
    for link in links {
        let code = read("need_area", &link.need_id, "area_code", &link.area_code)?;
        areas.entry(link.need_id).or_default().push(code);
    }
    rows.into_iter()
        .map(|row| {
            let areas = areas.remove(&row.id).unwrap_or_default();
            from_row(row, areas)
        })
        .collect()
}

fn from_row(row: need::Model, areas: Vec<AreaCode>) -> Result<Need, Error> {
    let state = state(&row)?;
    let source = || present(TABLE, &row.id, "demand_source", row.demand_source.clone());
    let demand = match (row.demand_figure, &row.demand_estimate) {
        (Some(people), _) => Demand::Figure { people, source: source()? },
        (None, Some(words)) => Demand::Estimate { words: words.clone(), source: source()? },
        (None, None) => Demand::Unknown,
    };
    Ok(Need {
        id: read(TABLE, &row.id, "id", &row.id)?,
        buyer: read(TABLE, &row.id, "buyer_id", &row.buyer_id)?,
        directorate: read(TABLE, &row.id, "directorate_id", &row.directorate_id)?,
        author: read(TABLE, &row.id, "author_id", &row.author_id)?,
        edited_by: read_optional(TABLE, &row.id, "edited_by_id", row.edited_by_id.as_deref())?,
        reference: row.reference,
        created_at: row.created_at,
        statement: Statement {
            title: row.title,
            summary: row.summary,
            people: row.people,
            community: row.community,
            areas,
            demand,
            supply: row.supply_figure,
            services: row.services,
        },
        state,
        version: row.version,
    })
}

fn state(row: &need::Model) -> Result<State, Error> {
    let id = row.id.as_str();
    let approved_by = || read(TABLE, id, "approved_by_id", row.approved_by_id.as_deref().unwrap_or_default());
    let published_at = || present(TABLE, id, "published_at", row.published_at);
    let at = || present(TABLE, id, "closed_at", row.closed_at);
    let reason = || present(TABLE, id, "closed_reason", row.closed_reason.clone());
    Ok(match read(TABLE, id, "stage", &row.stage)? {
        Stage::Draft => State::Draft {
            sent_back: match read_optional(TABLE, id, "sent_back_by_id", row.sent_back_by_id.as_deref())? {
                None => None,
                Some(by) => Some(SentBack {
                    by,
                    at: present(TABLE, id, "sent_back_at", row.sent_back_at)?,
                    reason: present(TABLE, id, "sent_back_reason", row.sent_back_reason.clone())?,
                }),
            },
        },
        Stage::Review => State::Review {
            requested_by: read(TABLE, id, "requested_by_id", row.requested_by_id.as_deref().unwrap_or_default())?,
            requested_at: present(TABLE, id, "requested_at", row.requested_at)?,
        },
        Stage::Published => State::Published { approved_by: approved_by()?, published_at: published_at()? },
        Stage::Prioritised => State::Prioritised {
            approved_by: approved_by()?,
            published_at: published_at()?,
            priority: present(TABLE, id, "prioritisation_id", priority(row)?)?,
        },
        Stage::Met => State::Met {
            approved_by: approved_by()?,
            published_at: published_at()?,
            priority: priority(row)?,
            at: at()?,
            reason: reason()?,
        },
        Stage::Retired => State::Retired {
            approved_by: approved_by()?,
            published_at: published_at()?,
            priority: priority(row)?,
            at: at()?,
            reason: reason()?,
        },
    })
}

/// The place an assessment gave it, if one did.
fn priority(row: &need::Model) -> Result<Option<Priority>, Error> {
    let id = row.id.as_str();
    let Some(assessment) = read_optional(TABLE, id, "prioritisation_id", row.prioritisation_id.as_deref())? else {
        return Ok(None);
    };
    let place = match read_optional(TABLE, id, "scheduled_on", row.scheduled_on.as_deref())? {
        Some(on) => NeedPlace::Scheduled { on },
        None => NeedPlace::Ranked {
            rank: present(TABLE, id, "priority_rank", row.priority_rank)?,
            of: present(TABLE, id, "priority_of", row.priority_of)?,
            score: present(TABLE, id, "priority_score", row.priority_score)?,
        },
    };
    Ok(Some(Priority { assessment, at: present(TABLE, id, "prioritised_at", row.prioritised_at)?, place }))
}

fn to_row(need: &Need) -> need::Model {
    let Statement { title, summary, people, community, demand, supply, services, .. } = need.statement.clone();
    let demand_source = demand.source().map(ToOwned::to_owned);
    let (demand_figure, demand_estimate) = match demand {
        Demand::Unknown => (None, None),
        Demand::Figure { people, .. } => (Some(people), None),
        Demand::Estimate { words, .. } => (None, Some(words)),
    };
    let mut row = need::Model {
        id: need.id.to_string(),
        reference: need.reference.clone(),
        buyer_id: need.buyer.to_string(),
        directorate_id: need.directorate.to_string(),
        author_id: need.author.to_string(),
        edited_by_id: need.edited_by.as_ref().map(ToString::to_string),
        created_at: need.created_at,
        title,
        summary,
        people,
        community,
        demand_figure,
        demand_estimate,
        demand_source,
        supply_figure: supply,
        services,
        stage: need.stage().as_str().to_owned(),
        requested_by_id: None,
        requested_at: None,
        sent_back_by_id: None,
        sent_back_at: None,
        sent_back_reason: None,
        approved_by_id: None,
        published_at: need.state.published_at(),
        closed_at: None,
        closed_reason: None,
        prioritisation_id: None,
        prioritised_at: None,
        priority_rank: None,
        priority_of: None,
        priority_score: None,
        scheduled_on: None,
        version: need.version,
    };
    match &need.state {
        State::Draft { sent_back: None } => {}
        State::Draft { sent_back: Some(sent_back) } => {
            row.sent_back_by_id = Some(sent_back.by.to_string());
            row.sent_back_at = Some(sent_back.at);
            row.sent_back_reason = Some(sent_back.reason.clone());
        }
        State::Review { requested_by, requested_at } => {
            row.requested_by_id = Some(requested_by.to_string());
            row.requested_at = Some(*requested_at);
        }
        State::Published { approved_by, .. } | State::Prioritised { approved_by, .. } => {
            row.approved_by_id = Some(approved_by.to_string());
        }
        State::Met { approved_by, at, reason, .. } | State::Retired { approved_by, at, reason, .. } => {
            row.approved_by_id = Some(approved_by.to_string());
            row.closed_at = Some(*at);
            row.closed_reason = Some(reason.clone());
        }
    }
    if let Some(priority) = need.state.priority() {
        row.prioritisation_id = Some(priority.assessment.to_string());
        row.prioritised_at = Some(priority.at);
        match priority.place {
            NeedPlace::Ranked { rank, of, score } => {
                (row.priority_rank, row.priority_of, row.priority_score) = (Some(rank), Some(of), Some(score));
            }
            NeedPlace::Scheduled { on } => row.scheduled_on = Some(on.to_string()),
        }
    }
    row
}
