//! Areas of the official statistics and their figures; all of them public.

use sea_orm::{
    ActiveValue, ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use shared::plan::area::{Area, AreaCode, Figure, Measure};

use crate::store::Error;
use crate::store::entity::plan::{area, area_figure};
use crate::store::page::{Cursor, Page, Slice};
use crate::store::row::read;

/// As many rows as one statement takes: SQLite allows 32,766 values.
const ROWS: usize = 1_000;

fn from_row(row: area::Model) -> Result<Area, Error> {
    let code = read("area", &row.code, "code", &row.code)?;
    Ok(Area { code, name: row.name, rank: row.imd_rank, decile: row.imd_decile })
}

fn figure_from_row(row: area_figure::Model) -> Result<Figure, Error> {
    let corrupt = || Error::Corrupt { table: "area_figure", row: row.area_code.clone(), column: "measure" };
    let measure = Measure::find(&row.measure).ok_or_else(corrupt)?;
    let code = read("area_figure", &row.area_code, "area_code", &row.area_code)?;
    Ok(Figure { code, measure, value: row.value })
}

fn texts(codes: &[AreaCode]) -> impl Iterator<Item = &str> {
    codes.iter().map(AreaCode::as_str)
}

/// One area.
pub async fn find(db: &impl ConnectionTrait, code: &AreaCode) -> Result<Option<Area>, Error> {
    area::Entity::find_by_id(code.as_str()).one(db).await?.map(from_row).transpose()
}

/// Several areas, the most deprived first.
pub async fn get_many(db: &impl ConnectionTrait, codes: &[AreaCode]) -> Result<Vec<Area>, Error> {
    let mut found = Vec::new();
    for codes in codes.chunks(ROWS) {
        let rows = area::Entity::find()
            .filter(area::Column::Code.is_in(texts(codes)))
            .order_by_asc(area::Column::ImdRank)
            .order_by_asc(area::Column::Code)
            .all(db)
            .await?;
        for row in rows {
            found.push(from_row(row)?);
        }
    }
    Ok(found)
}

/// Those of the codes that name no area we hold.
pub async fn unknown(db: &impl ConnectionTrait, codes: &[AreaCode]) -> Result<Vec<AreaCode>, Error> {
    let known = get_many(db, codes).await?;
    Ok(codes.iter().filter(|code| !known.iter().any(|area| &area.code == *code)).cloned().collect())
}

/// One page of all areas, the most deprived first.
pub async fn list(db: &impl ConnectionTrait, page: &Page) -> Result<Slice<Area>, Error> {
    let mut rows = area::Entity::find();
    if let Some(after) = &page.after {
        let rank: i64 = after.key.parse().map_err(|_| Error::Place)?;
        let later = Condition::any()
            .add(area::Column::ImdRank.gt(rank))
            .add(Condition::all().add(area::Column::ImdRank.eq(rank)).add(area::Column::Code.gt(after.id.as_str())));
        // Said once more so that the index is entered at the right place.
        rows = rows.filter(area::Column::ImdRank.gte(rank)).filter(later);
    }
    let found = rows
        .order_by_asc(area::Column::ImdRank)
        .order_by_asc(area::Column::Code)
        .limit(page.first + 1)
        .all(db)
        .await?
        .into_iter()
        .map(from_row)
        .collect::<Result<Vec<_>, _>>()?;
    let total = if page.count { Some(area::Entity::find().count(db).await?) } else { None };
    Ok(Slice::new(found, page, total, |area| Cursor { key: area.rank.to_string(), id: area.code.to_string() }))
}

/// The codes of all areas, the most deprived first.
pub async fn codes(db: &impl ConnectionTrait, most: u64) -> Result<Vec<String>, Error> {
    let select = area::Entity::find().select_only().column(area::Column::Code);
    Ok(select.order_by_asc(area::Column::ImdRank).limit(most).into_tuple().all(db).await?)
}

/// Every figure of these areas.
pub async fn figures(db: &impl ConnectionTrait, codes: &[AreaCode]) -> Result<Vec<Figure>, Error> {
    let mut found = Vec::new();
    for codes in codes.chunks(ROWS) {
        let rows =
            area_figure::Entity::find().filter(area_figure::Column::AreaCode.is_in(texts(codes))).all(db).await?;
        for row in rows {
            found.push(figure_from_row(row)?);
        }
    }
    Ok(found)
}

/// One figure of one area.
pub async fn find_figure(
    db: &impl ConnectionTrait,
    code: &AreaCode,
    measure: &Measure,
) -> Result<Option<Figure>, Error> {
    let key = (code.to_string(), measure.key.to_owned());
    area_figure::Entity::find_by_id(key).one(db).await?.map(figure_from_row).transpose()
}

/// Adds areas.
pub async fn insert(db: &impl ConnectionTrait, new: &[Area]) -> Result<(), Error> {
    for new in new.chunks(ROWS) {
        let rows = new.iter().map(|area| area::ActiveModel {
            code: ActiveValue::Set(area.code.to_string()),
            name: ActiveValue::Set(area.name.clone()),
            imd_rank: ActiveValue::Set(area.rank),
            imd_decile: ActiveValue::Set(area.decile),
        });
        area::Entity::insert_many(rows).exec_without_returning(db).await.map_err(Error::from_write)?;
    }
    Ok(())
}

/// Adds figures of areas that are there.
pub async fn insert_figures(db: &impl ConnectionTrait, new: &[Figure]) -> Result<(), Error> {
    for new in new.chunks(ROWS) {
        let rows = new.iter().map(|figure| area_figure::ActiveModel {
            area_code: ActiveValue::Set(figure.code.to_string()),
            measure: ActiveValue::Set(figure.measure.key.to_owned()),
            value: ActiveValue::Set(figure.value),
        });
        area_figure::Entity::insert_many(rows).exec_without_returning(db).await.map_err(Error::from_write)?;
    }
    Ok(())
}
