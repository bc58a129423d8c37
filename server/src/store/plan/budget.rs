//! Budgets of commissions: read by the officers of the council alone, and by the rules.

use std::collections::HashMap;

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};
use shared::Money;
use shared::commission::CommissionId;
use shared::plan::budget::{About, Account, Line, Override, Year};
use shared::secure::AwardId;
use shared::secure::award::Stage;

use crate::store::Error;
use crate::store::entity::plan::{budget_line, budget_override};
use crate::store::entity::secure::{award, opportunity};
use crate::store::row::read;

const LINE: &str = "budget_line";
const OVERRIDE: &str = "budget_override";

/// What is held while a budget is looked at and something is decided by it.
pub const HOLD: &str = "budget";

/// The stages in which an award binds money.
const BINDING: [Stage; 3] = [Stage::Approved, Stage::Notified, Stage::Accepted];

/// What is known of the money of one commission.
#[derive(Clone, Debug, Default)]
pub struct Budget {
    /// What is set, by year.
    pub lines: Vec<Line>,
    /// What approvers allowed beyond it, the oldest first.
    pub overrides: Vec<Override>,
    /// What each approved award binds.
    pub bound: Vec<(AwardId, Money)>,
}

impl Budget {
    /// The account, leaving one award out: the one that is decided on.
    pub fn account(&self, without: Option<&AwardId>) -> Account {
        let bound = self.bound.iter().filter(|(id, _)| Some(id) != without);
        let pence = bound.fold(0_i64, |sum, (_, money)| sum.saturating_add(money.as_pence()));
        Account::of(&self.lines, &self.overrides, Money::pence(pence))
    }
}

/// What is known of the money of each of these commissions.
pub async fn of_commissions(
    db: &impl ConnectionTrait,
    commissions: &[CommissionId],
) -> Result<HashMap<CommissionId, Budget>, Error> {
    let ids = || commissions.iter().map(CommissionId::as_str);
    let mut of: HashMap<CommissionId, Budget> = HashMap::new();
    let lines = budget_line::Entity::find()
        .filter(budget_line::Column::CommissionId.is_in(ids()))
        .order_by_asc(budget_line::Column::CommissionId)
        .order_by_asc(budget_line::Column::Year)
        .order_by_asc(budget_line::Column::Resource)
        .all(db)
        .await?;
    for row in lines {
        let line = line_from(row)?;
        of.entry(line.commission.clone()).or_default().lines.push(line);
    }
    let overrides = budget_override::Entity::find()
        .filter(budget_override::Column::CommissionId.is_in(ids()))
        .order_by_asc(budget_override::Column::CommissionId)
        .order_by_asc(budget_override::Column::Id)
        .all(db)
        .await?;
    for row in overrides {
        let one = override_from(row)?;
        of.entry(one.commission.clone()).or_default().overrides.push(one);
    }
    for (commission, id, money) in bound(db, commissions).await? {
        of.entry(commission).or_default().bound.push((id, money));
    }
    Ok(of)
}

/// What the approved awards of these commissions bind.
async fn bound(
    db: &impl ConnectionTrait,
    commissions: &[CommissionId],
) -> Result<Vec<(CommissionId, AwardId, Money)>, Error> {
    let theirs = opportunity::Column::CommissionId.is_in(commissions.iter().map(CommissionId::as_str));
    let ids = opportunity::Entity::find().select_only().column(opportunity::Column::Id).filter(theirs.clone());
    let rows: Vec<(String, String, i64)> = award::Entity::find()
        .select_only()
        .columns([award::Column::Id, award::Column::OpportunityId])
        .column(award::Column::ValuePence)
        .filter(award::Column::OpportunityId.in_subquery(ids.into_query()))
        .filter(award::Column::Stage.is_in(BINDING.map(Stage::as_str)))
        .into_tuple()
        .all(db)
        .await?;
    let opportunities: Vec<(String, String)> = opportunity::Entity::find()
        .select_only()
        .columns([opportunity::Column::Id, opportunity::Column::CommissionId])
        .filter(theirs)
        .into_tuple()
        .all(db)
        .await?;
    let of: HashMap<String, String> = opportunities.into_iter().collect();
    let mut all = Vec::new();
    for (id, opportunity, pence) in rows {
        let Some(commission) = of.get(&opportunity) else { continue };
        let commission = read("opportunity", &opportunity, "commission_id", commission)?;
        all.push((commission, read("award", &id, "id", &id)?, Money::pence(pence)));
    }
    Ok(all)
}

/// Sets a line; it replaces the one of the same resource and year.
pub async fn set(db: &impl ConnectionTrait, new: &Line) -> Result<(), Error> {
    budget_line::Entity::delete_many()
        .filter(budget_line::Column::CommissionId.eq(new.commission.as_str()))
        .filter(budget_line::Column::Year.eq(new.about.year.0))
        .filter(budget_line::Column::Resource.eq(new.about.resource.as_str()))
        .exec(db)
        .await?;
    let row = budget_line::Model {
        id: new.id.to_string(),
        commission_id: new.commission.to_string(),
        directorate_id: new.directorate.to_string(),
        resource: new.about.resource.as_str().to_owned(),
        year: new.about.year.0,
        amount_pence: new.about.amount.as_pence(),
        code: new.about.code.clone(),
        says: new.about.says.clone(),
        set_by_id: new.by.to_string(),
        set_at: new.at,
    };
    let insert = budget_line::Entity::insert(row.into_active_model());
    insert.exec_without_returning(db).await.map_err(Error::from_write)?;
    Ok(())
}

/// Keeps that an approver allows more.
pub async fn allow(db: &impl ConnectionTrait, new: &Override) -> Result<(), Error> {
    let row = budget_override::Model {
        id: new.id.to_string(),
        commission_id: new.commission.to_string(),
        most_pence: new.most.as_pence(),
        reason: new.reason.clone(),
        allowed_by_id: new.by.to_string(),
        allowed_at: new.at,
    };
    let insert = budget_override::Entity::insert(row.into_active_model());
    insert.exec_without_returning(db).await.map_err(Error::from_write)?;
    Ok(())
}

fn line_from(row: budget_line::Model) -> Result<Line, Error> {
    let id = row.id.as_str();
    Ok(Line {
        id: read(LINE, id, "id", id)?,
        commission: read(LINE, id, "commission_id", &row.commission_id)?,
        directorate: read(LINE, id, "directorate_id", &row.directorate_id)?,
        about: About {
            resource: read(LINE, id, "resource", &row.resource)?,
            year: Year(row.year),
            amount: Money::pence(row.amount_pence),
            code: row.code.clone(),
            says: row.says.clone(),
        },
        by: read(LINE, id, "set_by_id", &row.set_by_id)?,
        at: row.set_at,
    })
}

fn override_from(row: budget_override::Model) -> Result<Override, Error> {
    let id = row.id.as_str();
    Ok(Override {
        id: read(OVERRIDE, id, "id", id)?,
        commission: read(OVERRIDE, id, "commission_id", &row.commission_id)?,
        most: Money::pence(row.most_pence),
        reason: row.reason.clone(),
        by: read(OVERRIDE, id, "allowed_by_id", &row.allowed_by_id)?,
        at: row.allowed_at,
    })
}
