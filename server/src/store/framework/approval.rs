//! Requests for approval and what became of them.

use std::collections::HashMap;

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue, ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use shared::framework::ApprovalId;
use shared::framework::approval::{Decision, Subject};
use shared::people::{OrganisationId, UserId};
use shared::{Actor, Money, Timestamp};

use crate::store::Error;
use crate::store::entity::framework::approval;
use crate::store::page::{Cursor, Page, Slice};
use crate::store::row::{read, read_optional};

/// A request that somebody approve what another made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// Its identifier.
    pub id: ApprovalId,
    /// What kind of thing.
    pub subject: Subject,
    /// Which: its identifier.
    pub subject_id: String,
    /// The council.
    pub buyer: OrganisationId,
    /// The thing's name, for lists.
    pub title: String,
    /// Its value, net of VAT.
    pub value: Money,
    /// Who asked.
    pub asked_by: UserId,
    /// When.
    pub asked_at: Timestamp,
    /// What became of it.
    pub decision: Decision,
    /// Who decided.
    pub decided_by: Option<UserId>,
    /// When.
    pub decided_at: Option<Timestamp>,
    /// The reason given.
    pub note: Option<String>,
}

fn from_row(row: approval::Model) -> Result<Approval, Error> {
    const TABLE: &str = "approval";
    Ok(Approval {
        id: read(TABLE, &row.id, "id", &row.id)?,
        subject: read(TABLE, &row.id, "subject_kind", &row.subject_kind)?,
        buyer: read(TABLE, &row.id, "buyer_id", &row.buyer_id)?,
        asked_by: read(TABLE, &row.id, "asked_by", &row.asked_by)?,
        decision: read(TABLE, &row.id, "decision", &row.decision)?,
        decided_by: read_optional(TABLE, &row.id, "decided_by", row.decided_by.as_deref())?,
        subject_id: row.subject_id,
        title: row.title,
        value: Money::pence(row.value_pence),
        asked_at: row.asked_at,
        decided_at: row.decided_at,
        note: row.note,
    })
}

/// Asks for an approval.
pub async fn insert(db: &impl ConnectionTrait, new: &Approval) -> Result<(), Error> {
    let row = approval::ActiveModel {
        id: ActiveValue::Set(new.id.to_string()),
        subject_kind: ActiveValue::Set(new.subject.as_str().to_owned()),
        subject_id: ActiveValue::Set(new.subject_id.clone()),
        buyer_id: ActiveValue::Set(new.buyer.to_string()),
        title: ActiveValue::Set(new.title.clone()),
        value_pence: ActiveValue::Set(new.value.as_pence()),
        asked_by: ActiveValue::Set(new.asked_by.to_string()),
        asked_at: ActiveValue::Set(new.asked_at),
        decision: ActiveValue::Set(new.decision.as_str().to_owned()),
        decided_by: ActiveValue::Set(new.decided_by.as_ref().map(ToString::to_string)),
        decided_at: ActiveValue::Set(new.decided_at),
        note: ActiveValue::Set(new.note.clone()),
    };
    approval::Entity::insert(row).exec_without_returning(db).await.map_err(Error::from_write)?;
    Ok(())
}

/// The newest request about a thing.
pub async fn latest(db: &impl ConnectionTrait, subject: Subject, id: &str) -> Result<Option<Approval>, Error> {
    approval::Entity::find()
        .filter(approval::Column::SubjectKind.eq(subject.as_str()))
        .filter(approval::Column::SubjectId.eq(id))
        .order_by_desc(approval::Column::AskedAt)
        .order_by_desc(approval::Column::Id)
        .one(db)
        .await?
        .map(from_row)
        .transpose()
}

/// Everything about a thing, oldest first.
pub async fn history(db: &impl ConnectionTrait, subject: Subject, id: &str) -> Result<Vec<Approval>, Error> {
    approval::Entity::find()
        .filter(approval::Column::SubjectKind.eq(subject.as_str()))
        .filter(approval::Column::SubjectId.eq(id))
        .order_by_asc(approval::Column::AskedAt)
        .order_by_asc(approval::Column::Id)
        .all(db)
        .await?
        .into_iter()
        .map(from_row)
        .collect()
}

/// What waits for an approver of the actor's own council, what has waited
/// longest first; nothing for anyone else.
pub async fn waiting(db: &impl ConnectionTrait, actor: &Actor, page: &Page) -> Result<Slice<Approval>, Error> {
    let officer = actor.buyer().filter(|buyer| actor.is_officer_of(buyer));
    let select = approval::Entity::find()
        .filter(approval::Column::BuyerId.eq(officer.map_or("", |buyer| buyer.as_str())))
        .filter(approval::Column::Decision.eq(Decision::Asked.as_str()));
    let total = if page.count { Some(select.clone().count(db).await?) } else { None };
    let mut select = select.order_by_asc(approval::Column::AskedAt).order_by_asc(approval::Column::Id);
    if let Some(after) = &page.after {
        let key = after.key.parse::<Timestamp>().map_err(|_| Error::Place)?;
        let later = Condition::any().add(approval::Column::AskedAt.gt(key)).add(
            Condition::all().add(approval::Column::AskedAt.eq(key)).add(approval::Column::Id.gt(after.id.as_str())),
        );
        // Said once more so that the index is entered at the right place.
        select = select.filter(approval::Column::AskedAt.gte(key)).filter(later);
    }
    let rows = select.limit(page.first + 1).all(db).await?;
    let found = rows.into_iter().map(from_row).collect::<Result<Vec<_>, _>>()?;
    Ok(Slice::new(found, page, total, |one| Cursor { key: one.asked_at.to_rfc3339(), id: one.id.to_string() }))
}

/// Decides a request that nobody has decided; `Stale` if somebody has.
pub async fn decide(
    db: &impl ConnectionTrait,
    id: &ApprovalId,
    decision: Decision,
    by: &UserId,
    note: Option<&str>,
    now: Timestamp,
) -> Result<(), Error> {
    let done = approval::Entity::update_many()
        .col_expr(approval::Column::Decision, Expr::value(decision.as_str()))
        .col_expr(approval::Column::DecidedBy, Expr::value(by.as_str()))
        .col_expr(approval::Column::DecidedAt, Expr::value(now))
        .col_expr(approval::Column::Note, Expr::value(note.map(ToOwned::to_owned)))
        .filter(approval::Column::Id.eq(id.as_str()))
        .filter(approval::Column::Decision.eq(Decision::Asked.as_str()))
        .exec(db)
        .await?;
    if done.rows_affected == 0 { Err(Error::Stale) } else { Ok(()) }
}

/// Those who have agreed to each of these things since its approval was asked
/// for, each with that time: a request for changes voids what came before it.
#[expect(clippy::implicit_hasher, reason = "every map here is made here, with the standard hasher")]
pub async fn agreed(
    db: &impl ConnectionTrait,
    subject: Subject,
    asked: &HashMap<String, Timestamp>,
) -> Result<HashMap<String, Vec<UserId>>, Error> {
    let mut agreed: HashMap<String, Vec<UserId>> = HashMap::new();
    if asked.is_empty() {
        return Ok(agreed);
    }
    let ids: Vec<&str> = asked.keys().map(String::as_str).collect();
    for one in history_of(db, subject, &ids).await? {
        let counts = asked.get(&one.subject_id).is_some_and(|since| one.asked_at >= *since);
        if let Some(by) = one.decided_by.filter(|_| counts && one.decision == Decision::Approved) {
            agreed.entry(one.subject_id).or_default().push(by);
        }
    }
    Ok(agreed)
}

/// Everything about several things of one kind, oldest first.
pub async fn history_of(db: &impl ConnectionTrait, subject: Subject, ids: &[&str]) -> Result<Vec<Approval>, Error> {
    approval::Entity::find()
        .filter(approval::Column::SubjectKind.eq(subject.as_str()))
        .filter(approval::Column::SubjectId.is_in(ids.iter().copied()))
        .order_by_asc(approval::Column::AskedAt)
        .order_by_asc(approval::Column::Id)
        .all(db)
        .await?
        .into_iter()
        .map(from_row)
        .collect()
}
