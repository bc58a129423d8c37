//! A row and the opportunity it stands for.

use sea_orm::ActiveValue::Set;
use shared::framework::policy::RowId;
use shared::secure::method::{Footing, Nature, Terms};
use shared::secure::opportunity::state::Opening;
use shared::secure::opportunity::{
    Criterion, Lot, Lotting, Opportunity, Publication, Question, Round, State, Stored, Timetable,
};
use shared::{Money, Timestamp};

use crate::store::Error;
use crate::store::entity::secure::opportunity::{ActiveModel, Model};
use crate::store::row::{present, read, read_optional};

const TABLE: &str = "opportunity";

/// What belongs to one opportunity.
#[derive(Default)]
pub(super) struct Children {
    pub lots: Vec<Lot>,
    pub criteria: Vec<Criterion>,
    pub questions: Vec<Question>,
}

pub(super) fn from_row(row: Model, children: Children) -> Result<Opportunity, Error> {
    let id = row.id.as_str();
    Ok(Opportunity {
        id: read(TABLE, id, "id", id)?,
        buyer: read(TABLE, id, "buyer_id", &row.buyer_id)?,
        directorate: read_optional(TABLE, id, "directorate_id", row.directorate_id.as_deref())?,
        commission: read(TABLE, id, "commission_id", &row.commission_id)?,
        specification: read(TABLE, id, "specification_id", &row.specification_id)?,
        method: read(TABLE, id, "method", &row.method)?,
        footing: footing(&row)?,
        terms: terms(&row)?,
        timetable: timetable(&row)?,
        officer: read_optional(TABLE, id, "officer_id", row.officer_id.as_deref())?,
        author: read(TABLE, id, "author_id", &row.author_id)?,
        edited_by: read_optional(TABLE, id, "edited_by_id", row.edited_by_id.as_deref())?,
        state: state(&row)?,
        lots: children.lots,
        lotting: lotting(&row)?,
        round: Round {
            most: row.grant_most_pence.map(Money::pence),
            expectations: row.expectations.iter().flat_map(|lines| lines.lines()).map(str::to_owned).collect(),
        },
        criteria: children.criteria,
        questions: children.questions,
        version: row.version,
        proportion_reason: row.proportion_reason,
        apart_reason: row.apart_reason,
        reference: row.reference,
        title: row.title,
        summary: row.summary,
    })
}

fn footing(row: &Model) -> Result<Footing, Error> {
    let id = row.id.as_str();
    let nature = (|| {
        Some(Nature { service_in_return: row.service_in_return?, price: row.has_price?, enforceable: row.enforceable? })
    })();
    Ok(Footing {
        nature,
        grant_kind: read_optional(TABLE, id, "grant_kind", row.grant_kind.as_deref())?,
        grant_reason: row.grant_reason.clone(),
        approver_reason: row.approver_reason.clone(),
        ground: read_optional(TABLE, id, "direct_ground", row.direct_ground.as_deref())?,
        direct_reason: row.direct_reason.clone(),
    })
}

fn terms(row: &Model) -> Result<Terms, Error> {
    let id = row.id.as_str();
    let whole = |column, value: i64| read(TABLE, id, column, &value.to_string());
    let lots = row.further_lots_pence.split_whitespace();
    let lots = lots.map(|lot| read(TABLE, id, "further_lots_pence", lot).map(Money::pence));
    Ok(Terms {
        value_a_year: Money::pence(row.value_a_year_pence),
        years: whole("years", row.years)?,
        extension_years: whole("extension_years", row.extension_years)?,
        lots: lots.collect::<Result<_, _>>()?,
        vat_basis_points: row.vat_basis_points,
        category: read(TABLE, id, "category", &row.category)?,
    })
}

fn lotting(row: &Model) -> Result<Lotting, Error> {
    let limit = |column, value: Option<i64>| {
        value.map(|value| read(TABLE, row.id.as_str(), column, &value.to_string())).transpose()
    };
    Ok(Lotting {
        one_lot_reason: row.one_lot_reason.clone(),
        bid_most: limit("lots_bid_most", row.lots_bid_most)?,
        win_most: limit("lots_win_most", row.lots_win_most)?,
    })
}

fn timetable(row: &Model) -> Result<Timetable, Error> {
    let id = row.id.as_str();
    Ok(Timetable {
        opens_at: row.opens_at,
        questions_until: row.questions_until,
        closes_at: row.closes_at,
        decision_on: read_optional(TABLE, id, "decision_on", row.decision_on.as_deref())?,
        starts_on: read_optional(TABLE, id, "starts_on", row.starts_on.as_deref())?,
    })
}

fn state(row: &Model) -> Result<State, Error> {
    let id = row.id.as_str();
    let at = |column, value: Option<Timestamp>| present(TABLE, id, column, value);
    let opening = || at("opened_at", row.opened_at).map(|opened_at| Opening { opened_at });
    Ok(match read::<Stored>(TABLE, id, "stage", &row.stage)? {
        Stored::Draft => State::Draft { sent_back: row.sent_back.clone() },
        Stored::Approval => State::Approval {
            asked_by: read(TABLE, id, "asked_by_id", present(TABLE, id, "asked_by_id", row.asked_by_id.as_deref())?)?,
            asked_at: at("asked_at", row.asked_at)?,
        },
        Stored::Published => State::Published(publication(row)?),
        Stored::Opened => State::Opened(publication(row)?, opening()?),
        Stored::Evaluating => State::Evaluating(publication(row)?, opening()?),
        Stored::Decided => State::Decided(publication(row)?, opening()?, at("decided_at", row.decided_at)?),
        Stored::Complete => State::Complete(publication(row)?, opening()?, at("ended_at", row.ended_at)?),
        Stored::Unsuccessful => State::Unsuccessful {
            publication: publication(row)?,
            opening: row.opened_at.map(|opened_at| Opening { opened_at }),
            at: at("ended_at", row.ended_at)?,
            reason: present(TABLE, id, "end_reason", row.end_reason.clone())?,
        },
        Stored::Cancelled => State::Cancelled {
            publication: row.published_at.map(|_| publication(row)).transpose()?,
            opening: row.opened_at.map(|opened_at| Opening { opened_at }),
            at: at("ended_at", row.ended_at)?,
            reason: present(TABLE, id, "cancel_reason", row.cancel_reason.clone())?,
        },
    })
}

fn publication(row: &Model) -> Result<Publication, Error> {
    let id = row.id.as_str();
    let text = |column, value: &Option<String>| present(TABLE, id, column, value.clone());
    let at = |column, value: Option<Timestamp>| present(TABLE, id, column, value);
    Ok(Publication {
        commenced_on: read(TABLE, id, "commenced_on", &text("commenced_on", &row.commenced_on)?)?,
        published_at: at("published_at", row.published_at)?,
        approved_by: read(TABLE, id, "approved_by_id", &text("approved_by_id", &row.approved_by_id)?)?,
        opens_at: at("open_from", row.open_from)?,
        closes_at: at("closes_at", row.closes_at)?,
        policy_rows: text("policy_rows", &row.policy_rows)?.split_whitespace().map(RowId::new).collect(),
        confirm_from: read(TABLE, id, "confirm_from", &row.confirm_from.to_string())?,
    })
}

pub(super) fn to_row(from: &Opportunity, created_at: Timestamp) -> ActiveModel {
    let text = |value: &dyn ToString| Set(value.to_string());
    let (asked_by, asked_at) = match &from.state {
        State::Approval { asked_by, asked_at } => (Some(asked_by.to_string()), Some(*asked_at)),
        _ => (None, None),
    };
    let (decided_at, ended_at) = ends(&from.state);
    let pence: Vec<String> = from.terms.lots.iter().map(|lot| lot.as_pence().to_string()).collect();
    ActiveModel {
        id: text(&from.id),
        reference: text(&from.reference),
        buyer_id: text(&from.buyer),
        directorate_id: Set(from.directorate.as_ref().map(ToString::to_string)),
        commission_id: text(&from.commission),
        specification_id: text(&from.specification),
        title: text(&from.title),
        summary: text(&from.summary),
        method: text(&from.method),
        value_a_year_pence: Set(from.terms.value_a_year.as_pence()),
        years: Set(from.terms.years.into()),
        extension_years: Set(from.terms.extension_years.into()),
        further_lots_pence: Set(pence.join(" ")),
        vat_basis_points: Set(from.terms.vat_basis_points),
        category: text(&from.terms.category),
        value_pence: Set(from.value().as_pence()),
        officer_id: Set(from.officer.as_ref().map(ToString::to_string)),
        author_id: text(&from.author),
        edited_by_id: Set(from.edited_by.as_ref().map(ToString::to_string)),
        proportion_reason: Set(from.proportion_reason.clone()),
        opens_at: Set(from.timetable.opens_at),
        questions_until: Set(from.timetable.questions_until),
        closes_at: Set(from.timetable.closes_at),
        decision_on: Set(from.timetable.decision_on.map(|day| day.to_string())),
        starts_on: Set(from.timetable.starts_on.map(|day| day.to_string())),
        stage: text(&from.state.stored()),
        sent_back: Set(match &from.state {
            State::Draft { sent_back } => sent_back.clone(),
            _ => None,
        }),
        asked_by_id: Set(asked_by),
        asked_at: Set(asked_at),
        opened_at: Set(from.state.opening().map(|opening| opening.opened_at)),
        decided_at: Set(decided_at),
        ended_at: Set(ended_at),
        cancel_reason: Set(match &from.state {
            State::Cancelled { reason, .. } => Some(reason.clone()),
            _ => None,
        }),
        apart_reason: Set(from.apart_reason.clone()),
        service_in_return: Set(from.footing.nature.map(|nature| nature.service_in_return)),
        has_price: Set(from.footing.nature.map(|nature| nature.price)),
        enforceable: Set(from.footing.nature.map(|nature| nature.enforceable)),
        grant_kind: Set(from.footing.grant_kind.map(|kind| kind.to_string())),
        grant_reason: Set(from.footing.grant_reason.clone()),
        approver_reason: Set(from.footing.approver_reason.clone()),
        direct_ground: Set(from.footing.ground.map(|ground| ground.to_string())),
        direct_reason: Set(from.footing.direct_reason.clone()),
        one_lot_reason: Set(from.lotting.one_lot_reason.clone()),
        lots_bid_most: Set(from.lotting.bid_most.map(i64::from)),
        lots_win_most: Set(from.lotting.win_most.map(i64::from)),
        grant_most_pence: Set(from.round.most.map(Money::as_pence)),
        expectations: Set(Some(from.round.expectations.join("\n")).filter(|lines| !lines.is_empty())),
        end_reason: Set(match &from.state {
            State::Unsuccessful { reason, .. } => Some(reason.clone()),
            _ => None,
        }),
        created_at: Set(created_at),
        version: Set(from.version),
        ..published(from.state.publication())
    }
}

fn published(publication: Option<&Publication>) -> ActiveModel {
    let rows =
        |publication: &Publication| publication.policy_rows.iter().map(RowId::as_str).collect::<Vec<_>>().join(" ");
    ActiveModel {
        commenced_on: Set(publication.map(|publication| publication.commenced_on.to_string())),
        published_at: Set(publication.map(|publication| publication.published_at)),
        approved_by_id: Set(publication.map(|publication| publication.approved_by.to_string())),
        open_from: Set(publication.map(|publication| publication.opens_at)),
        policy_rows: Set(publication.map(rows)),
        confirm_from: Set(publication.map_or(0, |publication| i64::from(publication.confirm_from))),
        ..ActiveModel::default()
    }
}

/// When it was decided, and when it ended.
fn ends(state: &State) -> (Option<Timestamp>, Option<Timestamp>) {
    match state {
        State::Decided(_, _, at) => (Some(*at), None),
        State::Complete(_, _, at) | State::Unsuccessful { at, .. } | State::Cancelled { at, .. } => (None, Some(*at)),
        _ => (None, None),
    }
}
