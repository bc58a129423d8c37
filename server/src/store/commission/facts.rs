//! What the other aggregates tell of a commission, for its derived stage: one
//! statement for each of them, however many commissions are asked for.

use std::collections::HashMap;

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ConnectionTrait, QueryResult};
use shared::calendar::Day;
use shared::commission::stage::Stage;
use shared::commission::{CommissionId, Facts};

use crate::store::Error;

/// The facts of several commissions; one of which nothing is known has none.
pub async fn facts(
    db: &impl ConnectionTrait,
    ids: &[CommissionId],
    today: Day,
) -> Result<HashMap<CommissionId, Facts>, Error> {
    gather(db, ids, |select| select.and_where(column().is_in(ids.iter().map(CommissionId::as_str))), today).await
}

/// How many commissions stand at each stage, in the order of the cycle.
pub async fn count_by_stage(db: &impl ConnectionTrait, today: Day) -> Result<Vec<(Stage, usize)>, Error> {
    let ids = super::all_ids(db).await?;
    let facts = gather(db, &ids, |select| select, today).await?;
    let count = |stage: Stage| facts.values().filter(|facts| shared::commission::stage(facts) == stage).count();
    Ok(Stage::ALL.iter().map(|stage| (*stage, count(*stage))).collect())
}

async fn gather(
    db: &impl ConnectionTrait,
    ids: &[CommissionId],
    only: impl Fn(&mut SelectStatement) -> &mut SelectStatement,
    today: Day,
) -> Result<HashMap<CommissionId, Facts>, Error> {
    let select = |table: &'static str, also: Option<&'static str>| {
        let mut select = Query::select();
        select.column(Alias::new("commission_id")).column(Alias::new("stage")).from(Alias::new(table));
        if let Some(column) = also {
            select.column(Alias::new(column));
        }
        only(&mut select).clone()
    };
    let mut all: HashMap<CommissionId, Facts> = ids.iter().map(|id| (id.clone(), Facts::default())).collect();
    for row in db.query_all(&select("specification", None)).await? {
        if let Some((facts, stage)) = of(&mut all, &row)? {
            specification(facts, &stage);
        }
    }
    for row in db.query_all(&select("opportunity", None)).await? {
        if let Some((facts, stage)) = of(&mut all, &row)? {
            opportunity(facts, &stage);
        }
    }
    for row in db.query_all(&select("agreement", Some("ends_on"))).await? {
        if let Some((facts, stage)) = of(&mut all, &row)? {
            let ends_on: String = row.try_get("", "ends_on")?;
            let has_ended = ends_on.parse::<Day>().is_ok_and(|ends_on| ends_on < today);
            agreement(facts, &stage, has_ended);
        }
    }
    Ok(all)
}

fn column() -> Expr {
    Expr::col(Alias::new("commission_id"))
}

/// The facts that a row adds to, and its stage.
fn of<'a>(
    all: &'a mut HashMap<CommissionId, Facts>,
    row: &QueryResult,
) -> Result<Option<(&'a mut Facts, String)>, Error> {
    let (id, stage): (String, String) = (row.try_get("", "commission_id")?, row.try_get("", "stage")?);
    Ok(id.parse().ok().and_then(|id| all.get_mut(&id)).map(|facts| (facts, stage)))
}

fn specification(facts: &mut Facts, stage: &str) {
    match stage {
        "draft" => facts.specifications_in_draft += 1,
        "review" => facts.specifications_in_review += 1,
        "approved" => facts.specifications_approved += 1,
        _ => {}
    }
}

fn opportunity(facts: &mut Facts, stage: &str) {
    match stage {
        "cancelled" | "unsuccessful" => facts.opportunities_failed += 1,
        "complete" => {}
        _ => facts.opportunities_under_way += 1,
    }
}

fn agreement(facts: &mut Facts, stage: &str, has_ended: bool) {
    match stage {
        "signed" if has_ended => facts.agreements_ended += 1,
        "signed" => facts.agreements_live += 1,
        "draft" | "offered" | "signed_by_one" => facts.agreements_under_way += 1,
        _ => {}
    }
}
