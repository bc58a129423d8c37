//! Consultations to rows and back, with their questions and links.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use shared::Day;
use shared::commission::CommissionId;
use shared::framework::policy::RowId;
use shared::plan::NeedId;
use shared::plan::consultation::{Consultation, Extension, Publication, Question, State, Stored, Terms};

use crate::store::Error;
use crate::store::entity::plan::consultation::Model;
use crate::store::entity::plan::{consultation_commission, consultation_need, consultation_question};
use crate::store::row::{present, read, read_optional};

const TABLE: &str = "consultation";

/// What hangs on one consultation.
#[derive(Default)]
struct Children {
    questions: Vec<Question>,
    commissions: Vec<CommissionId>,
    needs: Vec<NeedId>,
}

/// The consultations of these rows, in the same order; one statement for each
/// kind of child.
pub(super) async fn with(db: &impl ConnectionTrait, rows: Vec<Model>) -> Result<Vec<Consultation>, Error> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids = || rows.iter().map(|row| row.id.as_str());
    let mut children: HashMap<String, Children> = HashMap::new();
    let questions = consultation_question::Entity::find()
        .filter(consultation_question::Column::ConsultationId.is_in(ids()))
        .order_by_asc(consultation_question::Column::Position)
        .all(db)
        .await?;
    for row in questions {
        let question = Question {
            id: read("consultation_question", &row.id, "id", &row.id)?,
            prompt: row.prompt,
            options: row.options.lines().map(ToOwned::to_owned).collect(),
        };
        children.entry(row.consultation_id).or_default().questions.push(question);
    }
    let commissions = consultation_commission::Entity::find()
        .filter(consultation_commission::Column::ConsultationId.is_in(ids()))
        .order_by_asc(consultation_commission::Column::CommissionId)
        .all(db)
        .await?;
    for row in commissions {
        let id = read("consultation_commission", &row.consultation_id, "commission_id", &row.commission_id)?;
        children.entry(row.consultation_id).or_default().commissions.push(id);
    }
    let needs = consultation_need::Entity::find()
        .filter(consultation_need::Column::ConsultationId.is_in(ids()))
        .order_by_asc(consultation_need::Column::NeedId)
        .all(db)
        .await?;
    for row in needs {
        let id = read("consultation_need", &row.consultation_id, "need_id", &row.need_id)?;
        children.entry(row.consultation_id).or_default().needs.push(id);
    }
    rows.into_iter()
        .map(|row| {
            let own = children.remove(&row.id).unwrap_or_default();
            from_row(row, own)
        })
        .collect()
}

/// Writes the questions and links of a draft in place of those before.
pub(super) async fn replace_children(db: &impl ConnectionTrait, of: &Consultation) -> Result<(), Error> {
    let id = of.id.as_str();
    consultation_question::Entity::delete_many()
        .filter(consultation_question::Column::ConsultationId.eq(id))
        .exec(db)
        .await?;
    consultation_commission::Entity::delete_many()
        .filter(consultation_commission::Column::ConsultationId.eq(id))
        .exec(db)
        .await?;
    consultation_need::Entity::delete_many().filter(consultation_need::Column::ConsultationId.eq(id)).exec(db).await?;
    let questions = (1_i64..).zip(&of.terms.questions).map(|(position, question)| {
        consultation_question::Model {
            id: question.id.to_string(),
            consultation_id: id.to_owned(),
            position,
            prompt: question.prompt.clone(),
            options: question.options.join("\n"),
        }
        .into_active_model()
    });
    consultation_question::Entity::insert_many(questions)
        .exec_without_returning(db)
        .await
        .map_err(Error::from_write)?;
    let commissions = of.terms.commissions.iter().map(|commission| {
        consultation_commission::Model { consultation_id: id.to_owned(), commission_id: commission.to_string() }
            .into_active_model()
    });
    consultation_commission::Entity::insert_many(commissions)
        .exec_without_returning(db)
        .await
        .map_err(Error::from_write)?;
    let needs = of.terms.needs.iter().map(|need| {
        consultation_need::Model { consultation_id: id.to_owned(), need_id: need.to_string() }.into_active_model()
    });
    consultation_need::Entity::insert_many(needs).exec_without_returning(db).await.map_err(Error::from_write)?;
    Ok(())
}

fn from_row(row: Model, children: Children) -> Result<Consultation, Error> {
    let state = state(&row)?;
    let day = |column, text: &Option<String>| read_optional::<Day>(TABLE, &row.id, column, text.as_deref());
    Ok(Consultation {
        id: read(TABLE, &row.id, "id", &row.id)?,
        buyer: read(TABLE, &row.id, "buyer_id", &row.buyer_id)?,
        directorate: read(TABLE, &row.id, "directorate_id", &row.directorate_id)?,
        lead: read(TABLE, &row.id, "lead_id", &row.lead_id)?,
        terms: Terms {
            opens_on: day("opens_on", &row.opens_on)?,
            closes_on: day("closes_on", &row.closes_on)?,
            title: row.title,
            purpose: row.purpose,
            changeable: row.changeable,
            fixed: row.fixed,
            audience: row.audience,
            questions: children.questions,
            commissions: children.commissions,
            needs: children.needs,
        },
        reference: row.reference,
        created_at: row.created_at,
        state,
        version: row.version,
    })
}

fn state(row: &Model) -> Result<State, Error> {
    let id = row.id.as_str();
    Ok(match read(TABLE, id, "stage", &row.stage)? {
        Stored::Draft => State::Draft,
        Stored::Published => State::Published(publication(row)?),
        Stored::Answered => State::Answered {
            publication: publication(row)?,
            answered_by: read(TABLE, id, "answered_by_id", row.answered_by_id.as_deref().unwrap_or_default())?,
            answered_at: present(TABLE, id, "answered_at", row.answered_at)?,
        },
        Stored::Cancelled => State::Cancelled {
            publication: row.published_at.map(|_| publication(row)).transpose()?,
            at: present(TABLE, id, "cancelled_at", row.cancelled_at)?,
            reason: present(TABLE, id, "cancelled_reason", row.cancelled_reason.clone())?,
        },
    })
}

fn publication(row: &Model) -> Result<Publication, Error> {
    let id = row.id.as_str();
    let day = |column, text: &Option<String>| read::<Day>(TABLE, id, column, text.as_deref().unwrap_or_default());
    let extended = match row.extended_at {
        None => None,
        Some(at) => Some(Extension {
            from: day("first_closes_on", &row.first_closes_on)?,
            at,
            reason: present(TABLE, id, "extended_reason", row.extended_reason.clone())?,
        }),
    };
    Ok(Publication {
        published_by: read(TABLE, id, "published_by_id", row.published_by_id.as_deref().unwrap_or_default())?,
        published_at: present(TABLE, id, "published_at", row.published_at)?,
        opens_on: day("opens_on", &row.opens_on)?,
        closes_on: day("closes_on", &row.closes_on)?,
        extended,
        policy_row: RowId::new(present(TABLE, id, "policy_row", row.policy_row.clone())?),
    })
}

/// A consultation as its row.
pub(super) fn to_row(of: &Consultation) -> Model {
    let publication = of.state.publication();
    let extended = publication.and_then(|publication| publication.extended.as_ref());
    let day = |published: Option<Day>, typed: Option<Day>| published.or(typed).map(|day| day.to_string());
    let terms = &of.terms;
    let mut row = Model {
        id: of.id.to_string(),
        reference: of.reference.clone(),
        buyer_id: of.buyer.to_string(),
        directorate_id: of.directorate.to_string(),
        lead_id: of.lead.to_string(),
        created_at: of.created_at,
        title: terms.title.clone(),
        purpose: terms.purpose.clone(),
        changeable: terms.changeable.clone(),
        fixed: terms.fixed.clone(),
        audience: terms.audience.clone(),
        opens_on: day(publication.map(|publication| publication.opens_on), terms.opens_on),
        closes_on: day(publication.map(|publication| publication.closes_on), terms.closes_on),
        stage: of.state.stored().as_str().to_owned(),
        published_by_id: publication.map(|publication| publication.published_by.to_string()),
        published_at: publication.map(|publication| publication.published_at),
        policy_row: publication.map(|publication| publication.policy_row.as_str().to_owned()),
        first_closes_on: extended.map(|extension| extension.from.to_string()),
        extended_at: extended.map(|extension| extension.at),
        extended_reason: extended.map(|extension| extension.reason.clone()),
        answered_by_id: None,
        answered_at: of.state.answered_at(),
        cancelled_at: None,
        cancelled_reason: None,
        version: of.version,
    };
    match &of.state {
        State::Draft | State::Published(_) => {}
        State::Answered { answered_by, .. } => row.answered_by_id = Some(answered_by.to_string()),
        State::Cancelled { at, reason, .. } => {
            row.cancelled_at = Some(*at);
            row.cancelled_reason = Some(reason.clone());
        }
    }
    row
}
