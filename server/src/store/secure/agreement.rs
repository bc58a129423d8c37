//! Agreements, with their payments, plans and signatures.

use std::collections::HashMap;

use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, Select,
};
use shared::commission::{CommissionId, ServiceId};
use shared::framework::policy::RowId;
use shared::monitor::monitoring_plan::{Activity, MonitoringPlan};
use shared::people::OrganisationId;
use shared::secure::agreement::{Agreement, Facts, PaymentLine, Side, Signature, Stage, State};
use shared::secure::award::{Award, Stage as AwardStage};
use shared::secure::specification::{Content, Indicator, Outcome};
use shared::secure::{AgreementId, AwardId};
use shared::{Actor, Day, Money};

use crate::store::Error;
use crate::store::entity::secure::{agreement, monitoring_plan, payment_line, plan_activity, signature};
use crate::store::page::{Cursor, Page, Slice};
use crate::store::row::{present, read, read_optional};
use crate::store::secure::{award, specification};

const TABLE: &str = "agreement";

/// Which agreements to list.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only those of this provider.
    pub provider: Option<OrganisationId>,
    /// Only those of this council.
    pub buyer: Option<OrganisationId>,
    /// Only those under which this service runs.
    pub service: Option<ServiceId>,
    /// Only those of this turn of the cycle.
    pub commission: Option<CommissionId>,
    /// Only those signed by both.
    pub signed: bool,
}

/// The agreements this actor may know of: signed ones, all of one's own
/// council's, and those offered to one's own organisation. The only way in.
pub fn visible_to(actor: &Actor) -> Select<agreement::Entity> {
    if *actor == Actor::System {
        return agreement::Entity::find();
    }
    let mut seen = Condition::any().add(agreement::Column::Stage.eq(Stage::Signed.as_str()));
    if let Some(buyer) = actor.buyer().filter(|buyer| actor.is_officer_of(buyer)) {
        seen = seen.add(agreement::Column::BuyerId.eq(buyer.as_str()));
    }
    if let Some(provider) = actor.provider() {
        let reached = Condition::any()
            .add(agreement::Column::Stage.ne(Stage::Lapsed.as_str()))
            .add(agreement::Column::OfferedAt.is_not_null());
        seen = seen.add(
            Condition::all()
                .add(agreement::Column::ProviderId.eq(provider.as_str()))
                .add(agreement::Column::Stage.ne(Stage::Draft.as_str()))
                .add(reached),
        );
    }
    agreement::Entity::find().filter(seen)
}

/// One agreement.
pub async fn find(db: &impl ConnectionTrait, actor: &Actor, id: &AgreementId) -> Result<Option<Agreement>, Error> {
    one(db, visible_to(actor).filter(agreement::Column::Id.eq(id.as_str()))).await
}

/// The agreement people call by this reference.
pub async fn find_by_reference(
    db: &impl ConnectionTrait,
    actor: &Actor,
    reference: &str,
) -> Result<Option<Agreement>, Error> {
    one(db, visible_to(actor).filter(agreement::Column::Reference.eq(reference))).await
}

/// The agreement that carries out an award.
pub async fn find_by_award(
    db: &impl ConnectionTrait,
    actor: &Actor,
    award: &AwardId,
) -> Result<Option<Agreement>, Error> {
    one(db, visible_to(actor).filter(agreement::Column::AwardId.eq(award.as_str()))).await
}

/// The agreements of these commissions, newest first.
pub async fn of_commissions(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: &[CommissionId],
) -> Result<Vec<Agreement>, Error> {
    let ids = ids.iter().map(CommissionId::as_str);
    let select = visible_to(actor).filter(agreement::Column::CommissionId.is_in(ids));
    let rows = select.order_by_desc(agreement::Column::Reference).all(db).await?;
    whole(db, rows).await
}

/// The agreements that carry out these awards.
pub async fn of_awards(db: &impl ConnectionTrait, actor: &Actor, awards: &[AwardId]) -> Result<Vec<Agreement>, Error> {
    let awards = awards.iter().map(AwardId::as_str);
    let rows = visible_to(actor).filter(agreement::Column::AwardId.is_in(awards)).all(db).await?;
    whole(db, rows).await
}

async fn one(db: &impl ConnectionTrait, select: Select<agreement::Entity>) -> Result<Option<Agreement>, Error> {
    let rows = select.limit(1).all(db).await?;
    Ok(whole(db, rows).await?.into_iter().next())
}

/// The references of all that this actor may see, newest first.
pub async fn references(db: &impl ConnectionTrait, actor: &Actor, most: u64) -> Result<Vec<String>, Error> {
    let select = visible_to(actor).select_only().column(agreement::Column::Reference);
    Ok(select.order_by_desc(agreement::Column::Id).limit(most).into_tuple().all(db).await?)
}

/// Several agreements, in no particular order.
pub async fn get_many(db: &impl ConnectionTrait, actor: &Actor, ids: &[AgreementId]) -> Result<Vec<Agreement>, Error> {
    let ids = ids.iter().map(AgreementId::as_str);
    let rows = visible_to(actor).filter(agreement::Column::Id.is_in(ids)).all(db).await?;
    whole(db, rows).await
}

/// A page of agreements, newest first.
pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filter: &Filter,
    page: &Page,
) -> Result<Slice<Agreement>, Error> {
    let mut select = visible_to(actor);
    if let Some(provider) = &filter.provider {
        select = select.filter(agreement::Column::ProviderId.eq(provider.as_str()));
    }
    if let Some(buyer) = &filter.buyer {
        select = select.filter(agreement::Column::BuyerId.eq(buyer.as_str()));
    }
    if let Some(service) = &filter.service {
        select = select.filter(agreement::Column::ServiceId.eq(service.as_str()));
    }
    if let Some(commission) = &filter.commission {
        select = select.filter(agreement::Column::CommissionId.eq(commission.as_str()));
    }
    if filter.signed {
        select = select.filter(agreement::Column::Stage.eq(Stage::Signed.as_str()));
    }
    let total = if page.count { Some(select.clone().count(db).await?) } else { None };
    if let Some(after) = &page.after {
        select = select.filter(agreement::Column::Reference.lt(after.key.as_str()));
    }
    let rows = select.order_by_desc(agreement::Column::Reference).limit(page.first + 1).all(db).await?;
    let agreements = whole(db, rows).await?;
    let place = |agreement: &Agreement| Cursor { key: agreement.reference.clone(), id: agreement.id.to_string() };
    Ok(Slice::new(agreements, page, total, place))
}

/// Every agreement signed by both that has begun by this day, oldest first: the
/// clock's work list.
pub async fn all_begun(db: &impl ConnectionTrait, today: Day) -> Result<Vec<Agreement>, Error> {
    let rows = visible_to(&Actor::System)
        .filter(agreement::Column::Stage.eq(Stage::Signed.as_str()))
        .filter(agreement::Column::StartsOn.lte(today.to_string()))
        .order_by_asc(agreement::Column::Reference)
        .all(db)
        .await?;
    whole(db, rows).await
}

/// Adds an agreement.
pub async fn insert(db: &impl ConnectionTrait, new: Agreement) -> Result<Agreement, Error> {
    let saved = Agreement { version: 1, ..new };
    agreement::Entity::insert(to_row(&saved).into_active_model())
        .exec_without_returning(db)
        .await
        .map_err(Error::from_write)?;
    insert_parts(db, &saved).await?;
    Ok(saved)
}

/// Saves an agreement over the version it was read at; `Stale` if somebody was
/// faster.
pub async fn save(db: &impl ConnectionTrait, changed: Agreement) -> Result<Agreement, Error> {
    let before = changed.version;
    let saved = Agreement { version: before + 1, ..changed };
    let done = agreement::Entity::update_many()
        .set(to_row(&saved).into_active_model().reset_all())
        .filter(agreement::Column::Id.eq(saved.id.as_str()))
        .filter(agreement::Column::Version.eq(before))
        .exec(db)
        .await?;
    if done.rows_affected == 0 {
        return Err(Error::Stale);
    }
    let id = saved.id.as_str();
    payment_line::Entity::delete_many().filter(payment_line::Column::AgreementId.eq(id)).exec(db).await?;
    signature::Entity::delete_many().filter(signature::Column::AgreementId.eq(id)).exec(db).await?;
    monitoring_plan::Entity::delete_many().filter(monitoring_plan::Column::AgreementId.eq(id)).exec(db).await?;
    plan_activity::Entity::delete_many().filter(plan_activity::Column::AgreementId.eq(id)).exec(db).await?;
    insert_parts(db, &saved).await?;
    Ok(saved)
}

async fn insert_parts(db: &impl ConnectionTrait, agreement: &Agreement) -> Result<(), Error> {
    let id = agreement.id.as_str();
    let lines: Vec<_> = (1_i64..)
        .zip(&agreement.lines)
        .map(|(position, line)| {
            payment_line::Model {
                agreement_id: id.to_owned(),
                position,
                due_on: line.due_on.to_string(),
                what: line.what.clone(),
                amount_pence: line.amount.as_pence(),
                indicator_id: line.measure.as_ref().map(ToString::to_string),
            }
            .into_active_model()
        })
        .collect();
    payment_line::Entity::insert_many(lines).exec_without_returning(db).await?;
    let signatures: Vec<_> = agreement
        .signatures()
        .into_iter()
        .map(|signed| {
            signature::Model {
                agreement_id: id.to_owned(),
                side: signed.side.as_str().to_owned(),
                user_id: signed.user.to_string(),
                name: signed.name.clone(),
                signed_at: signed.at,
            }
            .into_active_model()
        })
        .collect();
    signature::Entity::insert_many(signatures).exec_without_returning(db).await?;
    let Some(plan) = &agreement.plan else { return Ok(()) };
    let row = monitoring_plan::Model {
        agreement_id: id.to_owned(),
        frequency: plan.frequency.as_str().to_owned(),
        rationale: plan.rationale.clone(),
    };
    monitoring_plan::Entity::insert(row.into_active_model()).exec_without_returning(db).await?;
    let activities: Vec<_> = (1_i64..)
        .zip(&plan.activities)
        .map(|(position, activity)| {
            plan_activity::Model {
                agreement_id: id.to_owned(),
                position,
                kind: activity.kind.as_str().to_owned(),
                detail: activity.detail.clone(),
            }
            .into_active_model()
        })
        .collect();
    plan_activity::Entity::insert_many(activities).exec_without_returning(db).await?;
    Ok(())
}

/// The parts of agreements, by agreement.
#[derive(Default)]
struct Parts {
    lines: HashMap<String, Vec<PaymentLine>>,
    signatures: HashMap<String, Vec<Signature>>,
    activities: HashMap<String, Vec<Activity>>,
    plans: HashMap<String, monitoring_plan::Model>,
}

/// All these agreements with their parts: one statement for each kind of part.
async fn whole(db: &impl ConnectionTrait, rows: Vec<agreement::Model>) -> Result<Vec<Agreement>, Error> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    let mut parts = Parts::default();
    let lines = payment_line::Entity::find()
        .filter(payment_line::Column::AgreementId.is_in(ids.iter().copied()))
        .order_by_asc(payment_line::Column::Position);
    for line in lines.all(db).await? {
        let due_on = read("payment_line", &line.agreement_id, "due_on", &line.due_on)?;
        let measure = read_optional("payment_line", &line.agreement_id, "indicator_id", line.indicator_id.as_deref())?;
        let line_of = PaymentLine { due_on, what: line.what, amount: Money::pence(line.amount_pence), measure };
        parts.lines.entry(line.agreement_id).or_default().push(line_of);
    }
    for signed in
        signature::Entity::find().filter(signature::Column::AgreementId.is_in(ids.iter().copied())).all(db).await?
    {
        let signature = Signature {
            side: read("signature", &signed.agreement_id, "side", &signed.side)?,
            user: read("signature", &signed.agreement_id, "user_id", &signed.user_id)?,
            name: signed.name,
            at: signed.signed_at,
        };
        parts.signatures.entry(signed.agreement_id).or_default().push(signature);
    }
    let activities = plan_activity::Entity::find()
        .filter(plan_activity::Column::AgreementId.is_in(ids.iter().copied()))
        .order_by_asc(plan_activity::Column::Position);
    for activity in activities.all(db).await? {
        let kind = read("plan_activity", &activity.agreement_id, "kind", &activity.kind)?;
        let activity_of = Activity { kind, detail: activity.detail };
        parts.activities.entry(activity.agreement_id).or_default().push(activity_of);
    }
    let plans = monitoring_plan::Entity::find().filter(monitoring_plan::Column::AgreementId.is_in(ids.iter().copied()));
    for plan in plans.all(db).await? {
        parts.plans.insert(plan.agreement_id.clone(), plan);
    }
    rows.into_iter().map(|row| from_row(row, &mut parts)).collect()
}

fn from_row(row: agreement::Model, parts: &mut Parts) -> Result<Agreement, Error> {
    let state = state(&row, parts.signatures.remove(&row.id).unwrap_or_default())?;
    let plan = match parts.plans.remove(&row.id) {
        None => None,
        Some(plan) => Some(MonitoringPlan {
            frequency: read("monitoring_plan", &row.id, "frequency", &plan.frequency)?,
            rationale: plan.rationale,
            activities: parts.activities.remove(&row.id).unwrap_or_default(),
        }),
    };
    let days = row.payment_days.map(u32::try_from).transpose();
    Ok(Agreement {
        id: read(TABLE, &row.id, "id", &row.id)?,
        kind: read(TABLE, &row.id, "kind", &row.kind)?,
        award: read(TABLE, &row.id, "award_id", &row.award_id)?,
        commission: read(TABLE, &row.id, "commission_id", &row.commission_id)?,
        service: read(TABLE, &row.id, "service_id", &row.service_id)?,
        specification: read(TABLE, &row.id, "specification_id", &row.specification_id)?,
        buyer: read(TABLE, &row.id, "buyer_id", &row.buyer_id)?,
        directorate: read_optional(TABLE, &row.id, "directorate_id", row.directorate_id.as_deref())?,
        provider: read(TABLE, &row.id, "provider_id", &row.provider_id)?,
        author: read(TABLE, &row.id, "author_id", &row.author_id)?,
        awarded_on: read(TABLE, &row.id, "awarded_on", &row.awarded_on)?,
        starts_on: read(TABLE, &row.id, "starts_on", &row.starts_on)?,
        ends_on: read(TABLE, &row.id, "ends_on", &row.ends_on)?,
        payment_days: days.map_err(|_| Error::Corrupt { table: TABLE, row: row.id.clone(), column: "payment_days" })?,
        lines: parts.lines.remove(&row.id).unwrap_or_default(),
        reference: row.reference,
        created_at: row.created_at,
        title: row.title,
        value: Money::pence(row.value_pence),
        payment_terms: row.payment_terms,
        plan,
        policy_rows: row.policy_rows.split_whitespace().map(RowId::new).collect(),
        state,
        version: row.version,
    })
}

fn state(row: &agreement::Model, mut signatures: Vec<Signature>) -> Result<State, Error> {
    let id = row.id.as_str();
    let offered_at = || present(TABLE, id, "offered_at", row.offered_at);
    let mut take = |side: Side| {
        let place = signatures.iter().position(|signature| signature.side == side);
        present(TABLE, id, "signature", place.map(|place| signatures.swap_remove(place)))
    };
    Ok(match read(TABLE, id, "stage", &row.stage)? {
        Stage::Draft => State::Draft,
        Stage::Offered => State::Offered { at: offered_at()? },
        Stage::SignedByOne => State::SignedByOne {
            offered_at: offered_at()?,
            first: take(Side::Buyer).or_else(|_| take(Side::Provider))?,
        },
        Stage::Signed => {
            State::Signed { offered_at: offered_at()?, buyer: take(Side::Buyer)?, provider: take(Side::Provider)? }
        }
        Stage::Declined => State::Declined {
            at: present(TABLE, id, "declined_at", row.declined_at)?,
            reason: present(TABLE, id, "declined_reason", row.declined_reason.clone())?,
        },
        Stage::Lapsed => State::Lapsed {
            offered_at: row.offered_at,
            at: present(TABLE, id, "lapsed_at", row.lapsed_at)?,
            reason: present(TABLE, id, "lapsed_reason", row.lapsed_reason.clone())?,
        },
        Stage::Live | Stage::Expired => {
            return Err(Error::Corrupt { table: TABLE, row: id.to_owned(), column: "stage" });
        }
    })
}

fn to_row(agreement: &Agreement) -> agreement::Model {
    let mut row = agreement::Model {
        id: agreement.id.to_string(),
        reference: agreement.reference.clone(),
        kind: agreement.kind.as_str().to_owned(),
        award_id: agreement.award.to_string(),
        commission_id: agreement.commission.to_string(),
        service_id: agreement.service.to_string(),
        specification_id: agreement.specification.to_string(),
        buyer_id: agreement.buyer.to_string(),
        directorate_id: agreement.directorate.as_ref().map(ToString::to_string),
        provider_id: agreement.provider.to_string(),
        author_id: agreement.author.to_string(),
        title: agreement.title.clone(),
        awarded_on: agreement.awarded_on.to_string(),
        value_pence: agreement.value.as_pence(),
        starts_on: agreement.starts_on.to_string(),
        ends_on: agreement.ends_on.to_string(),
        payment_days: agreement.payment_days.map(i64::from),
        payment_terms: agreement.payment_terms.clone(),
        stage: agreement.state.stored().as_str().to_owned(),
        offered_at: None,
        declined_at: None,
        declined_reason: None,
        lapsed_at: None,
        lapsed_reason: None,
        policy_rows: agreement.policy_rows.iter().map(RowId::as_str).collect::<Vec<_>>().join(" "),
        created_at: agreement.created_at,
        version: agreement.version,
    };
    match &agreement.state {
        State::Draft => {}
        State::Offered { at: offered_at }
        | State::SignedByOne { offered_at, .. }
        | State::Signed { offered_at, .. } => {
            row.offered_at = Some(*offered_at);
        }
        State::Declined { at, reason } => {
            row.declined_at = Some(*at);
            row.declined_reason = Some(reason.clone());
        }
        State::Lapsed { offered_at, at, reason } => {
            row.offered_at = *offered_at;
            row.lapsed_at = Some(*at);
            row.lapsed_reason = Some(reason.clone());
        }
    }
    row
}

/// What the gate has to know besides the agreement itself.
pub async fn facts(db: &impl ConnectionTrait, agreement: &Agreement) -> Result<Facts, Error> {
    Ok(facts_of(db, &[agreement]).await?.remove(&agreement.id).unwrap_or_default())
}

/// The same of several agreements.
pub async fn facts_of(
    db: &impl ConnectionTrait,
    agreements: &[&Agreement],
) -> Result<HashMap<AgreementId, Facts>, Error> {
    let ids: Vec<AwardId> = agreements.iter().map(|agreement| agreement.award.clone()).collect();
    let awards = award::get_many(db, &Actor::System, &ids).await?;
    let measures = indicators_of(db, agreements).await?;
    let facts = agreements.iter().map(|agreement| {
        let award = awards.iter().find(|award| award.id == agreement.award);
        let notice = award.and_then(|award| award.state.notice());
        let standstill = notice.and_then(|notice| notice.standstill.as_ref());
        let facts = Facts {
            award_accepted: award.is_some_and(|award| award.stage() == AwardStage::Accepted),
            standstill_until: award.and_then(Award::standstill_ends_on),
            standstill_row: standstill.map(|standstill| RowId::new(standstill.row.as_str())),
            suspended: false,
            indicators: measures.get(&agreement.id).map_or(0, Vec::len),
            measures: measures.get(&agreement.id).into_iter().flatten().map(|(_, one)| one.id.clone()).collect(),
        };
        (agreement.id.clone(), facts)
    });
    Ok(facts.collect())
}

/// A measure and the outcome that it belongs to.
pub type Measure = (Outcome, Indicator);

/// The measures of an agreement, each with its outcome: those of its
/// specification, which never change (R-4.21c).
pub async fn indicators(db: &impl ConnectionTrait, agreement: &Agreement) -> Result<Vec<Measure>, Error> {
    Ok(indicators_of(db, &[agreement]).await?.remove(&agreement.id).unwrap_or_default())
}

/// The measures of several agreements.
pub async fn indicators_of(
    db: &impl ConnectionTrait,
    agreements: &[&Agreement],
) -> Result<HashMap<AgreementId, Vec<Measure>>, Error> {
    let ids: Vec<_> = agreements.iter().map(|agreement| agreement.specification.clone()).collect();
    let found = specification::get_many(db, &Actor::System, &ids).await?;
    let found: HashMap<_, _> = found.iter().map(|one| (&one.id, one)).collect();
    let measures = agreements.iter().map(|agreement| {
        let content = found.get(&agreement.specification).and_then(|specification| specification.content());
        let of = content.into_iter().flat_map(Content::indicators);
        (agreement.id.clone(), of.map(|(outcome, indicator)| (outcome.clone(), indicator.clone())).collect())
    });
    Ok(measures.collect())
}
