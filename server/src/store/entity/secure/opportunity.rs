//! The table `opportunity`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "opportunity")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub reference: String,
    pub buyer_id: String,
    pub directorate_id: Option<String>,
    pub commission_id: String,
    pub specification_id: String,
    pub title: String,
    pub summary: String,
    pub method: String,
    pub value_a_year_pence: i64,
    pub years: i64,
    pub extension_years: i64,
    pub further_lots_pence: String,
    pub vat_basis_points: i64,
    pub category: String,
    pub value_pence: i64,
    pub officer_id: Option<String>,
    pub author_id: String,
    pub edited_by_id: Option<String>,
    pub proportion_reason: Option<String>,
    pub opens_at: Option<DateTimeUtc>,
    pub questions_until: Option<DateTimeUtc>,
    pub closes_at: Option<DateTimeUtc>,
    pub decision_on: Option<String>,
    pub starts_on: Option<String>,
    pub stage: String,
    pub sent_back: Option<String>,
    pub asked_by_id: Option<String>,
    pub asked_at: Option<DateTimeUtc>,
    pub commenced_on: Option<String>,
    pub published_at: Option<DateTimeUtc>,
    pub approved_by_id: Option<String>,
    pub open_from: Option<DateTimeUtc>,
    pub policy_rows: Option<String>,
    pub confirm_from: i64,
    pub opened_at: Option<DateTimeUtc>,
    pub decided_at: Option<DateTimeUtc>,
    pub ended_at: Option<DateTimeUtc>,
    pub cancel_reason: Option<String>,
    pub end_reason: Option<String>,
    pub apart_reason: Option<String>,
    pub service_in_return: Option<bool>,
    pub has_price: Option<bool>,
    pub enforceable: Option<bool>,
    pub grant_kind: Option<String>,
    pub grant_reason: Option<String>,
    pub approver_reason: Option<String>,
    pub direct_ground: Option<String>,
    pub direct_reason: Option<String>,
    pub one_lot_reason: Option<String>,
    pub lots_bid_most: Option<i64>,
    pub lots_win_most: Option<i64>,
    pub grant_most_pence: Option<i64>,
    pub expectations: Option<String>,
    pub created_at: DateTimeUtc,
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
