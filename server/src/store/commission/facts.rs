//! What the other aggregates tell of a commission, for its derived stage: one
//! statement for each of them, however many commissions are asked for.

use std::collections::HashMap;

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ConnectionTrait, QueryResult};
use shared::calendar::Day;
use shared::commission::{CommissionId, Facts};

use crate::store::Error;

/// The facts of several commissions; one of which nothing is known has none.
pub async fn facts(
    db: &impl ConnectionTrait,
    ids: &[CommissionId],
    today: Day,
) -> Result<HashMap<CommissionId, Facts>, Error> {
    let mut all: HashMap<CommissionId, Facts> = ids.iter().map(|id| (id.clone(), Facts::default())).collect();
    for row in db.query_all(&select("specification", ids, None)).await? {
        if let Some((facts, stage)) = of(&mut all, &row)? {
            specification(facts, &stage);
        }
    }
    for row in db.query_all(&select("opportunity", ids, None)).await? {
        if let Some((facts, stage)) = of(&mut all, &row)? {
            opportunity(facts, &stage);
        }
    }
    for row in db.query_all(&select("agreement", ids, Some("ends_on"))).await? {
        if let Some((facts, stage)) = of(&mut all, &row)? {
            let ends_on: String = row.try_get("", "ends_on")?;
            let has_ended = ends_on.parse::<Day>().is_ok_and(|ends_on| ends_on < today);
            agreement(facts, &stage, has_ended);
        }
    }
    Ok(all)
}

fn select(table: &'static str, ids: &[CommissionId], also: Option<&'static str>) -> SelectStatement {
    let mut select = Query::select();
    select
        .column(Alias::new("commission_id"))
        .column(Alias::new("stage"))
        .from(Alias::new(table))
        .and_where(Expr::col(Alias::new("commission_id")).is_in(ids.iter().map(CommissionId::as_str)));
    if let Some(column) = also {
        select.column(Alias::new(column));
    }
    select.clone()
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
