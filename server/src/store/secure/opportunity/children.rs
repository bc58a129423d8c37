//! Lots, criteria and questions: one statement for each kind, however many opportunities.

use std::collections::HashMap;

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use shared::Money;
use shared::secure::opportunity::{Ask, Criterion, Lot, LotEnd, Opportunity, Question, QuestionKind, Weight};

use super::row::{Children, from_row};
use crate::store::Error;
use crate::store::entity::commission;
use crate::store::entity::secure::opportunity::Model;
use crate::store::entity::secure::{criterion, lot, question};
use crate::store::row::{present, read, read_optional};

/// What to load beside the opportunities themselves; lots always come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// What bids are judged by.
    pub criteria: bool,
    /// What bidders are asked.
    pub questions: bool,
}

impl Links {
    /// Everything.
    pub const ALL: Self = Self { criteria: true, questions: true };
}

/// The opportunities of these rows, in the same order.
pub(super) async fn with(db: &impl ConnectionTrait, rows: Vec<Model>, links: Links) -> Result<Vec<Opportunity>, Error> {
    let mut children = load(db, &rows, links).await?;
    rows.into_iter()
        .map(|row| {
            let own = children.remove(&row.id).unwrap_or_default();
            from_row(row, own)
        })
        .collect()
}

async fn load(db: &impl ConnectionTrait, rows: &[Model], links: Links) -> Result<HashMap<String, Children>, Error> {
    let mut children: HashMap<String, Children> = HashMap::new();
    if rows.is_empty() {
        return Ok(children);
    }
    let ids = || rows.iter().map(|row| row.id.as_str());
    let lots = lot::Entity::find().filter(lot::Column::OpportunityId.is_in(ids()));
    for row in lots.order_by_asc(lot::Column::Number).all(db).await? {
        children.entry(row.opportunity_id.clone()).or_default().lots.push(lot_from(row)?);
    }
    if links.criteria {
        let criteria = criterion::Entity::find().filter(criterion::Column::OpportunityId.is_in(ids()));
        for row in criteria.order_by_asc(criterion::Column::Position).all(db).await? {
            children.entry(row.opportunity_id.clone()).or_default().criteria.push(criterion_from(row)?);
        }
    }
    if links.questions {
        let questions = question::Entity::find().filter(question::Column::OpportunityId.is_in(ids()));
        for row in questions.order_by_asc(question::Column::Position).all(db).await? {
            children.entry(row.opportunity_id.clone()).or_default().questions.push(question_from(row)?);
        }
    }
    Ok(children)
}

fn lot_from(row: lot::Model) -> Result<Lot, Error> {
    let ended = match row.ended_at {
        Some(at) => Some(LotEnd { at, reason: present("lot", &row.id, "end_reason", row.end_reason.clone())? }),
        None => None,
    };
    Ok(Lot {
        id: read("lot", &row.id, "id", &row.id)?,
        number: read("lot", &row.id, "number", &row.number.to_string())?,
        title: row.title,
        value: Money::pence(row.value_pence),
        ended,
    })
}

fn criterion_from(row: criterion::Model) -> Result<Criterion, Error> {
    Ok(Criterion {
        id: read("criterion", &row.id, "id", &row.id)?,
        kind: read("criterion", &row.id, "kind", &row.kind)?,
        title: row.title,
        weight: Weight(row.weight),
        good: row.good,
    })
}

fn question_from(row: question::Model) -> Result<Question, Error> {
    Ok(Question {
        id: read("question", &row.id, "id", &row.id)?,
        criterion: read_optional("question", &row.id, "criterion_id", row.criterion_id.as_deref())?,
        ask: ask_from(&row)?,
        prompt: row.prompt,
        guidance: row.guidance,
    })
}

fn ask_from(row: &question::Model) -> Result<Ask, Error> {
    Ok(match read("question", &row.id, "kind", &row.kind)? {
        QuestionKind::Text => {
            Ask::Text { words: read("question", &row.id, "word_limit", &row.word_limit.to_string())? }
        }
        QuestionKind::Number => Ask::Number { unit: row.unit.clone(), least: row.least, most: row.most },
        QuestionKind::Choice => {
            Ask::Choice { options: row.options.iter().flat_map(|lines| lines.lines()).map(str::to_owned).collect() }
        }
        QuestionKind::Date => Ask::Date,
        QuestionKind::Declaration => Ask::Declaration,
    })
}

/// Writes a draft's lots, criteria and questions anew. Nothing refers to them before publication, and identifiers that
/// stay stay the same.
pub(super) async fn replace(db: &impl ConnectionTrait, from: &Opportunity) -> Result<(), Error> {
    let id = from.id.as_str();
    question::Entity::delete_many().filter(question::Column::OpportunityId.eq(id)).exec(db).await?;
    criterion::Entity::delete_many().filter(criterion::Column::OpportunityId.eq(id)).exec(db).await?;
    lot::Entity::delete_many().filter(lot::Column::OpportunityId.eq(id)).exec(db).await?;
    insert_lots(db, from).await?;
    insert_criteria(db, from).await?;
    insert_questions(db, from).await
}

/// Keeps how a lot ended.
pub async fn save_lot_end(db: &impl ConnectionTrait, of: &Lot) -> Result<(), Error> {
    let changed = lot::ActiveModel {
        ended_at: Set(of.ended.as_ref().map(|ended| ended.at)),
        end_reason: Set(of.ended.as_ref().map(|ended| ended.reason.clone())),
        ..lot::ActiveModel::default()
    };
    lot::Entity::update_many().set(changed).filter(lot::Column::Id.eq(of.id.as_str())).exec(db).await?;
    Ok(())
}

async fn insert_lots(db: &impl ConnectionTrait, from: &Opportunity) -> Result<(), Error> {
    let rows = from.lots.iter().map(|lot| lot::ActiveModel {
        id: Set(lot.id.to_string()),
        opportunity_id: Set(from.id.to_string()),
        number: Set(lot.number.into()),
        title: Set(lot.title.clone()),
        value_pence: Set(lot.value.as_pence()),
        ended_at: Set(None),
        end_reason: Set(None),
    });
    if from.lots.is_empty() {
        return Ok(());
    }
    lot::Entity::insert_many(rows).exec_without_returning(db).await.map_err(Error::from_write)?;
    Ok(())
}

async fn insert_criteria(db: &impl ConnectionTrait, from: &Opportunity) -> Result<(), Error> {
    let rows = (1..).zip(&from.criteria).map(|(position, criterion)| criterion::ActiveModel {
        id: Set(criterion.id.to_string()),
        opportunity_id: Set(from.id.to_string()),
        position: Set(position),
        kind: Set(criterion.kind.as_str().to_owned()),
        title: Set(criterion.title.clone()),
        weight: Set(criterion.weight.0),
        good: Set(criterion.good.clone()),
    });
    if from.criteria.is_empty() {
        return Ok(());
    }
    criterion::Entity::insert_many(rows).exec_without_returning(db).await.map_err(Error::from_write)?;
    Ok(())
}

async fn insert_questions(db: &impl ConnectionTrait, from: &Opportunity) -> Result<(), Error> {
    let rows = (1..).zip(&from.questions).map(|(position, question)| {
        let (unit, least, most, options) = match &question.ask {
            Ask::Number { unit, least, most } => (unit.clone(), *least, *most, None),
            Ask::Choice { options } => (None, None, None, Some(options.join("\n"))),
            Ask::Text { .. } | Ask::Date | Ask::Declaration => (None, None, None, None),
        };
        question::ActiveModel {
            id: Set(question.id.to_string()),
            opportunity_id: Set(from.id.to_string()),
            criterion_id: Set(question.criterion.as_ref().map(ToString::to_string)),
            position: Set(position),
            prompt: Set(question.prompt.clone()),
            guidance: Set(question.guidance.clone()),
            word_limit: Set(question.ask.word_limit().unwrap_or_default().into()),
            kind: Set(question.ask.kind().as_str().to_owned()),
            unit: Set(unit),
            least: Set(least),
            most: Set(most),
            options: Set(options),
        }
    });
    if from.questions.is_empty() {
        return Ok(());
    }
    question::Entity::insert_many(rows).exec_without_returning(db).await.map_err(Error::from_write)?;
    Ok(())
}

/// The commissions for the same services as these commissions.
pub(super) fn of_the_same_services(of: &[&str]) -> SelectStatement {
    let services = Query::select()
        .column(commission::Column::ServiceId)
        .from(commission::Entity)
        .and_where(commission::Column::Id.is_in(of.iter().copied()))
        .to_owned();
    Query::select()
        .column(commission::Column::Id)
        .from(commission::Entity)
        .and_where(commission::Column::ServiceId.in_subquery(services))
        .to_owned()
}
