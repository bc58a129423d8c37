//! Returns, with their readings.

use std::collections::HashMap;

use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, Select,
};
use shared::monitor::DataReturnId;
use shared::monitor::data_return::state::Step;
use shared::monitor::data_return::{DataReturn, Figure, Reading, Stage, State};
use shared::monitor::monitoring_plan::Period;
use shared::people::OrganisationId;
use shared::secure::{AgreementId, IndicatorId};
use shared::{Actor, Day, Timestamp};

use crate::store::Error;
use crate::store::entity::monitor::{data_return, reading};
use crate::store::page::{Cursor, Page, Slice};
use crate::store::row::{present, read, read_optional};

const TABLE: &str = "data_return";

/// Which returns to list.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only those of this provider.
    pub provider: Option<OrganisationId>,
    /// Only those of this agreement.
    pub agreement: Option<AgreementId>,
    /// Only those of this council.
    pub buyer: Option<OrganisationId>,
    /// Only those at this stage on this day.
    pub stage: Option<(Stage, Day)>,
}

/// The returns this actor may know of: accepted ones, all of one's own
/// council's, and all of one's own organisation's. The only way in.
pub fn visible_to(actor: &Actor) -> Select<data_return::Entity> {
    if *actor == Actor::System {
        return data_return::Entity::find();
    }
    let mut seen = Condition::any().add(data_return::Column::Stage.eq(Stage::Accepted.as_str()));
    if let Some(buyer) = actor.buyer().filter(|buyer| actor.is_officer_of(buyer)) {
        seen = seen.add(data_return::Column::BuyerId.eq(buyer.as_str()));
    }
    if let Some(provider) = actor.provider() {
        seen = seen.add(data_return::Column::ProviderId.eq(provider.as_str()));
    }
    data_return::Entity::find().filter(seen)
}

/// The returns at a stage on a day: what [`State::stage`] says of one row.
///
/// Due and in progress differ by what is filled in alone, and are one here.
pub fn at_stage(stage: Stage, today: Day) -> Condition {
    let stored = |stage: Stage| Condition::all().add(data_return::Column::Stage.eq(stage.as_str()));
    match stage {
        Stage::Due | Stage::Draft => stored(Stage::Draft).add(data_return::Column::DueOn.gte(today.to_string())),
        Stage::Overdue => stored(Stage::Draft).add(data_return::Column::DueOn.lt(today.to_string())),
        Stage::Submitted | Stage::Queried | Stage::Accepted => stored(stage),
    }
}

/// One return.
pub async fn find(db: &impl ConnectionTrait, actor: &Actor, id: &DataReturnId) -> Result<Option<DataReturn>, Error> {
    let rows = visible_to(actor).filter(data_return::Column::Id.eq(id.as_str())).limit(1).all(db).await?;
    Ok(whole(db, rows).await?.into_iter().next())
}

/// Several returns, in no particular order.
pub async fn get_many(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: &[DataReturnId],
) -> Result<Vec<DataReturn>, Error> {
    let ids = ids.iter().map(DataReturnId::as_str);
    let rows = visible_to(actor).filter(data_return::Column::Id.is_in(ids)).all(db).await?;
    whole(db, rows).await
}

/// A page of returns, the one due last first.
pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filter: &Filter,
    page: &Page,
) -> Result<Slice<DataReturn>, Error> {
    let mut select = visible_to(actor);
    if let Some(provider) = &filter.provider {
        select = select.filter(data_return::Column::ProviderId.eq(provider.as_str()));
    }
    if let Some(agreement) = &filter.agreement {
        select = select.filter(data_return::Column::AgreementId.eq(agreement.as_str()));
    }
    if let Some(buyer) = &filter.buyer {
        select = select.filter(data_return::Column::BuyerId.eq(buyer.as_str()));
    }
    if let Some((stage, today)) = filter.stage {
        select = select.filter(at_stage(stage, today));
    }
    let total = if page.count { Some(select.clone().count(db).await?) } else { None };
    if let Some(after) = &page.after {
        let later = Condition::any().add(data_return::Column::DueOn.lt(after.key.as_str())).add(
            Condition::all()
                .add(data_return::Column::DueOn.eq(after.key.as_str()))
                .add(data_return::Column::Id.lt(after.id.as_str())),
        );
        select = select.filter(later);
    }
    let rows = select
        .order_by_desc(data_return::Column::DueOn)
        .order_by_desc(data_return::Column::Id)
        .limit(page.first + 1)
        .all(db)
        .await?;
    let place = |row: &DataReturn| Cursor { key: row.due_on.to_string(), id: row.id.to_string() };
    Ok(Slice::new(whole(db, rows).await?, page, total, place))
}

/// Every return of these agreements that the actor may know of, oldest first.
pub async fn of_agreements(
    db: &impl ConnectionTrait,
    actor: &Actor,
    agreements: &[AgreementId],
) -> Result<Vec<DataReturn>, Error> {
    let rows = visible_to(actor)
        .filter(data_return::Column::AgreementId.is_in(agreements.iter().map(AgreementId::as_str)))
        .order_by_asc(data_return::Column::PeriodFrom)
        .all(db)
        .await?;
    whole(db, rows).await
}

/// A figure that was sent.
#[derive(Clone, Debug)]
pub struct Sent {
    /// Under which agreement.
    pub agreement: AgreementId,
    /// The first day that it is about.
    pub from: Day,
    /// The measure.
    pub indicator: IndicatorId,
    /// The figure, in thousandths.
    pub value: i64,
}

/// Every figure sent under these agreements, oldest first.
pub async fn sent(db: &impl ConnectionTrait, agreements: &[AgreementId]) -> Result<Vec<Sent>, Error> {
    let rows: Vec<(String, String, String, Option<i64>)> = reading::Entity::find()
        .select_only()
        .column(data_return::Column::AgreementId)
        .column(data_return::Column::PeriodFrom)
        .column(reading::Column::IndicatorId)
        .column(reading::Column::Value)
        .join(sea_orm::JoinType::InnerJoin, reading_return())
        .filter(data_return::Column::AgreementId.is_in(agreements.iter().map(AgreementId::as_str)))
        .filter(data_return::Column::Stage.ne(Stage::Draft.as_str()))
        .filter(reading::Column::Value.is_not_null())
        .order_by_asc(data_return::Column::PeriodFrom)
        .into_tuple()
        .all(db)
        .await?;
    let with_value = rows.into_iter().filter_map(|(agreement, from, of, value)| Some((agreement, from, of, value?)));
    with_value
        .map(|(agreement, from, indicator, value)| {
            Ok(Sent {
                from: read(TABLE, &agreement, "period_from", &from)?,
                agreement: read(TABLE, &agreement, "agreement_id", &agreement)?,
                indicator: read("reading", &indicator, "indicator_id", &indicator)?,
                value,
            })
        })
        .collect()
}

fn reading_return() -> sea_orm::RelationDef {
    reading::Entity::belongs_to(data_return::Entity)
        .from(reading::Column::DataReturnId)
        .to(data_return::Column::Id)
        .into()
}

/// The first days of the periods for which these agreements have a return.
pub async fn first_days(
    db: &impl ConnectionTrait,
    agreements: &[AgreementId],
) -> Result<HashMap<AgreementId, Vec<Day>>, Error> {
    let rows: Vec<(String, String)> = data_return::Entity::find()
        .select_only()
        .column(data_return::Column::AgreementId)
        .column(data_return::Column::PeriodFrom)
        .filter(data_return::Column::AgreementId.is_in(agreements.iter().map(AgreementId::as_str)))
        .into_tuple()
        .all(db)
        .await?;
    let mut days: HashMap<AgreementId, Vec<Day>> = HashMap::new();
    for (agreement, from) in rows {
        let of = read(TABLE, &agreement, "agreement_id", &agreement)?;
        days.entry(of).or_default().push(read(TABLE, &agreement, "period_from", &from)?);
    }
    Ok(days)
}

/// Adds a return.
pub async fn insert(db: &impl ConnectionTrait, new: DataReturn) -> Result<DataReturn, Error> {
    let saved = DataReturn { version: 1, ..new };
    data_return::Entity::insert(to_row(&saved).into_active_model())
        .exec_without_returning(db)
        .await
        .map_err(Error::from_write)?;
    insert_readings(db, &saved).await?;
    Ok(saved)
}

/// Saves a return over the version it was read at; `Stale` if somebody was
/// faster.
pub async fn save(db: &impl ConnectionTrait, changed: DataReturn) -> Result<DataReturn, Error> {
    let before = changed.version;
    let saved = DataReturn { version: before + 1, ..changed };
    let done = data_return::Entity::update_many()
        .set(to_row(&saved).into_active_model().reset_all())
        .filter(data_return::Column::Id.eq(saved.id.as_str()))
        .filter(data_return::Column::Version.eq(before))
        .exec(db)
        .await?;
    if done.rows_affected == 0 {
        return Err(Error::Stale);
    }
    reading::Entity::delete_many().filter(reading::Column::DataReturnId.eq(saved.id.as_str())).exec(db).await?;
    insert_readings(db, &saved).await?;
    Ok(saved)
}

async fn insert_readings(db: &impl ConnectionTrait, data_return: &DataReturn) -> Result<(), Error> {
    let rows: Vec<_> = (1_i64..)
        .zip(&data_return.readings)
        .map(|(position, line)| {
            let (value, asked, confirmed, reason) = match &line.figure {
                Figure::Blank => (None, None, false, None),
                Figure::Value { value, asked, confirmed } => (Some(*value), *asked, *confirmed, None),
                Figure::Missing { reason } => (None, None, false, Some(reason.clone())),
            };
            reading::Model {
                data_return_id: data_return.id.to_string(),
                indicator_id: line.indicator.to_string(),
                position,
                value,
                asked,
                confirmed,
                reason,
                note: line.note.clone(),
                query: line.query.clone(),
            }
            .into_active_model()
        })
        .collect();
    reading::Entity::insert_many(rows).exec_without_returning(db).await?;
    Ok(())
}

/// All these returns with their readings, in one statement more.
async fn whole(db: &impl ConnectionTrait, rows: Vec<data_return::Model>) -> Result<Vec<DataReturn>, Error> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let lines = reading::Entity::find()
        .filter(reading::Column::DataReturnId.is_in(rows.iter().map(|row| row.id.as_str())))
        .order_by_asc(reading::Column::Position)
        .all(db)
        .await?;
    let mut readings: HashMap<String, Vec<Reading>> = HashMap::new();
    for line in lines {
        let figure = match (line.value, line.reason) {
            (Some(value), _) => Figure::Value { value, asked: line.asked, confirmed: line.confirmed },
            (None, Some(reason)) => Figure::Missing { reason },
            (None, None) => Figure::Blank,
        };
        let indicator = read("reading", &line.data_return_id, "indicator_id", &line.indicator_id)?;
        let reading = Reading { indicator, figure, note: line.note, query: line.query };
        readings.entry(line.data_return_id).or_default().push(reading);
    }
    rows.into_iter()
        .map(|row| {
            let readings = readings.remove(&row.id).unwrap_or_default();
            from_row(row, readings)
        })
        .collect()
}

fn from_row(row: data_return::Model, readings: Vec<Reading>) -> Result<DataReturn, Error> {
    Ok(DataReturn {
        id: read(TABLE, &row.id, "id", &row.id)?,
        agreement: read(TABLE, &row.id, "agreement_id", &row.agreement_id)?,
        buyer: read(TABLE, &row.id, "buyer_id", &row.buyer_id)?,
        directorate: read_optional(TABLE, &row.id, "directorate_id", row.directorate_id.as_deref())?,
        provider: read(TABLE, &row.id, "provider_id", &row.provider_id)?,
        period: Period {
            from: read(TABLE, &row.id, "period_from", &row.period_from)?,
            to: read(TABLE, &row.id, "period_to", &row.period_to)?,
        },
        due_on: read(TABLE, &row.id, "due_on", &row.due_on)?,
        state: state(&row)?,
        remark: row.remark,
        version: row.version,
        readings,
    })
}

fn state(row: &data_return::Model) -> Result<State, Error> {
    let id = row.id.as_str();
    let step = |at: Option<Timestamp>, by: &Option<String>, column: &'static str| {
        let at = present(TABLE, id, column, at)?;
        Ok::<_, Error>(Step { at, by: read(TABLE, id, column, by.as_deref().unwrap_or_default())? })
    };
    let sent = || step(row.sent_at, &row.sent_by_id, "sent_by_id");
    Ok(match read(TABLE, id, "stage", &row.stage)? {
        Stage::Draft => State::Draft,
        Stage::Submitted => State::Submitted { sent: sent()? },
        Stage::Queried => State::Queried { sent: sent()?, asked: step(row.asked_at, &row.asked_by_id, "asked_by_id")? },
        Stage::Accepted => {
            State::Accepted { sent: sent()?, accepted: step(row.accepted_at, &row.accepted_by_id, "accepted_by_id")? }
        }
        Stage::Due | Stage::Overdue => {
            return Err(Error::Corrupt { table: TABLE, row: id.to_owned(), column: "stage" });
        }
    })
}

fn to_row(data_return: &DataReturn) -> data_return::Model {
    let sent = data_return.state.sent();
    let (asked, accepted) = match &data_return.state {
        State::Queried { asked, .. } => (Some(asked), None),
        State::Accepted { accepted, .. } => (None, Some(accepted)),
        State::Draft | State::Submitted { .. } => (None, None),
    };
    let at = |step: Option<&Step>| step.map(|step| step.at);
    let by = |step: Option<&Step>| step.map(|step| step.by.to_string());
    data_return::Model {
        id: data_return.id.to_string(),
        agreement_id: data_return.agreement.to_string(),
        buyer_id: data_return.buyer.to_string(),
        directorate_id: data_return.directorate.as_ref().map(ToString::to_string),
        provider_id: data_return.provider.to_string(),
        period_from: data_return.period.from.to_string(),
        period_to: data_return.period.to.to_string(),
        due_on: data_return.due_on.to_string(),
        stage: data_return.state.stored().as_str().to_owned(),
        remark: data_return.remark.clone(),
        sent_at: at(sent),
        sent_by_id: by(sent),
        asked_at: at(asked),
        asked_by_id: by(asked),
        accepted_at: at(accepted),
        accepted_by_id: by(accepted),
        version: data_return.version,
    }
}
