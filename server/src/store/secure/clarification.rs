//! Questions about opportunities, each found only by those who may know of it.

use std::collections::HashMap;

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Select,
};
use shared::framework::policy::RowId;
use shared::secure::clarification::{Clarification, Published, Stage, State, Tally};
use shared::secure::{ClarificationId, OpportunityId};
use shared::{Actor, Day, Timestamp};

use crate::store::Error;
use crate::store::entity::secure::clarification::{ActiveModel, Column, Entity, Model};
use crate::store::entity::secure::opportunity;
use crate::store::page::{Cursor, Page, Slice};
use crate::store::row::{present, read, read_optional};

const TABLE: &str = "clarification";

/// Which questions to list.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only those about the opportunity with this reference.
    pub opportunity: Option<String>,
    /// Only those at this stage.
    pub stage: Option<Stage>,
}

/// The questions this actor may know of: published ones, all of one's own council's, and those one's own organisation
/// asked (R-S2). The only way in.
pub fn visible_to(actor: &Actor) -> Select<Entity> {
    if *actor == Actor::System {
        return Entity::find();
    }
    let mut seen = Condition::any().add(Column::Stage.ne(Stage::Asked.as_str()));
    if let Some(buyer) = actor.buyer().filter(|buyer| actor.is_officer_of(buyer)) {
        seen = seen.add(Column::BuyerId.eq(buyer.as_str()));
    }
    if let Some(provider) = actor.provider() {
        seen = seen.add(Column::OrganisationId.eq(provider.as_str()));
    }
    Entity::find().filter(seen)
}

/// One question.
pub async fn find(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: &ClarificationId,
) -> Result<Option<Clarification>, Error> {
    visible_to(actor).filter(Column::Id.eq(id.as_str())).one(db).await?.map(from_row).transpose()
}

/// A page of questions, the one asked or answered last first.
pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filter: &Filter,
    page: &Page,
) -> Result<Slice<Clarification>, Error> {
    let mut select = visible_to(actor);
    if let Some(reference) = &filter.opportunity {
        let named = opportunity::Entity::find()
            .select_only()
            .column(opportunity::Column::Id)
            .filter(opportunity::Column::Reference.eq(reference.trim().to_uppercase()));
        select = select.filter(Column::OpportunityId.in_subquery(named.into_query()));
    }
    if let Some(stage) = filter.stage {
        select = select.filter(Column::Stage.eq(stage.as_str()));
    }
    let total = if page.count { Some(select.clone().count(db).await?) } else { None };
    if let Some(after) = &page.after {
        let key = after.key.parse::<Timestamp>().map_err(|_| Error::Place)?;
        let earlier = Condition::any()
            .add(Column::ListedAt.lt(key))
            .add(Condition::all().add(Column::ListedAt.eq(key)).add(Column::Id.lt(after.id.as_str())));
        // Said once more so that the index is entered at the right place.
        select = select.filter(Column::ListedAt.lte(key)).filter(earlier);
    }
    let rows = select.order_by_desc(Column::ListedAt).order_by_desc(Column::Id).limit(page.first + 1).all(db).await?;
    let all = rows.into_iter().map(from_row).collect::<Result<Vec<_>, _>>()?;
    let place = |of: &Clarification| Cursor { key: listed_at(of).to_rfc3339(), id: of.id.to_string() };
    Ok(Slice::new(all, page, total, place))
}

/// How many questions about each of these opportunities are published, wait, and wait too long: figures that everyone
/// may know, without a word of what waits.
pub async fn tally(
    db: &impl ConnectionTrait,
    of: &[OpportunityId],
    today: Day,
) -> Result<HashMap<OpportunityId, Tally>, Error> {
    let count = |late: bool| {
        let of = Column::OpportunityId.is_in(of.iter().map(OpportunityId::as_str));
        let mut select = Entity::find().select_only().column(Column::OpportunityId).column(Column::Stage);
        if late {
            select = select.filter(Column::Stage.eq(Stage::Asked.as_str()));
            select = select.filter(Column::AnswerBy.lt(today.to_string()));
        }
        select
            .column_as(Column::Id.count(), "number")
            .filter(of)
            .group_by(Column::OpportunityId)
            .group_by(Column::Stage)
            .into_tuple::<(String, String, i64)>()
            .all(db)
    };
    let mut tallies: HashMap<OpportunityId, Tally> = HashMap::new();
    for (late, rows) in [(false, count(false).await?), (true, count(true).await?)] {
        for (opportunity, stage, number) in rows {
            let tally = tallies.entry(read(TABLE, &opportunity, "opportunity_id", &opportunity)?).or_default();
            let number = u64::try_from(number).unwrap_or_default();
            match read(TABLE, &opportunity, "stage", &stage)? {
                Stage::Asked if late => tally.late += number,
                Stage::Asked => tally.waiting += number,
                Stage::Answered | Stage::Declined => tally.published += number,
            }
        }
    }
    Ok(tallies)
}

/// The organisations that asked about an opportunity, whoever looks: for telling them, and for nothing else.
pub async fn askers(
    db: &impl ConnectionTrait,
    on: &OpportunityId,
) -> Result<Vec<shared::people::OrganisationId>, Error> {
    let rows: Vec<String> = Entity::find()
        .select_only()
        .column(Column::OrganisationId)
        .filter(Column::OpportunityId.eq(on.as_str()))
        .distinct()
        .into_tuple()
        .all(db)
        .await?;
    rows.into_iter().map(|id| read(TABLE, &id, "organisation_id", &id)).collect()
}

/// Adds one.
pub async fn insert(db: &impl ConnectionTrait, new: &Clarification) -> Result<(), Error> {
    Entity::insert(to_row(new).into_active_model()).exec_without_returning(db).await.map_err(Error::from_write)?;
    Ok(())
}

/// Keeps a change, unless somebody changed it since it was read.
pub async fn save(db: &impl ConnectionTrait, changed: Clarification) -> Result<Clarification, Error> {
    let before = changed.version;
    let saved = Clarification { version: before + 1, ..changed };
    let row: ActiveModel = to_row(&saved).into_active_model();
    let done = Entity::update_many()
        .set(sea_orm::ActiveModelTrait::reset_all(row))
        .filter(Column::Id.eq(saved.id.as_str()))
        .filter(Column::Version.eq(before))
        .exec(db)
        .await?;
    if done.rows_affected == 0 { Err(Error::Stale) } else { Ok(saved) }
}

fn listed_at(of: &Clarification) -> Timestamp {
    of.state.published().map_or(of.asked_at, |published| published.at)
}

fn from_row(row: Model) -> Result<Clarification, Error> {
    let id = row.id.as_str();
    let published = || {
        let by = present(TABLE, id, "published_by_id", row.published_by_id.as_deref())?;
        Ok::<_, Error>(Published {
            at: present(TABLE, id, "published_at", row.published_at)?,
            by: read(TABLE, id, "published_by_id", by)?,
            text: present(TABLE, id, "text", row.text.clone())?,
        })
    };
    let state = match read(TABLE, id, "stage", &row.stage)? {
        Stage::Asked => State::Asked,
        Stage::Answered => State::Answered(published()?),
        Stage::Declined => State::Declined(published()?),
    };
    Ok(Clarification {
        id: read(TABLE, id, "id", id)?,
        opportunity: read(TABLE, id, "opportunity_id", &row.opportunity_id)?,
        buyer: read(TABLE, id, "buyer_id", &row.buyer_id)?,
        directorate: read_optional(TABLE, id, "directorate_id", row.directorate_id.as_deref())?,
        organisation: read(TABLE, id, "organisation_id", &row.organisation_id)?,
        asked_by: read(TABLE, id, "asked_by_id", &row.asked_by_id)?,
        asked_at: row.asked_at,
        answer_by: read(TABLE, id, "answer_by", &row.answer_by)?,
        policy_row: RowId::new(row.policy_row),
        question: row.question,
        state,
        version: row.version,
    })
}

fn to_row(from: &Clarification) -> Model {
    let published = from.state.published();
    Model {
        id: from.id.to_string(),
        opportunity_id: from.opportunity.to_string(),
        buyer_id: from.buyer.to_string(),
        directorate_id: from.directorate.as_ref().map(ToString::to_string),
        organisation_id: from.organisation.to_string(),
        asked_by_id: from.asked_by.to_string(),
        asked_at: from.asked_at,
        question: from.question.clone(),
        answer_by: from.answer_by.to_string(),
        policy_row: from.policy_row.to_string(),
        stage: from.state.stage().as_str().to_owned(),
        published_at: published.map(|published| published.at),
        published_by_id: published.map(|published| published.by.to_string()),
        text: published.map(|published| published.text.clone()),
        listed_at: listed_at(from),
        version: from.version,
    }
}
