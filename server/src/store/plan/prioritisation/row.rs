//! Rows of assessments, to and from.

use shared::plan::PrioritisationId;
use shared::plan::need::SentBack;
use shared::plan::prioritisation::{Answers, Candidate, Placing, Prioritisation, Stage, State, Wanted};

use crate::store::Error;
use crate::store::entity::plan::{prioritisation, prioritisation_need};
use crate::store::row::{present, read, read_optional};

const TABLE: &str = "prioritisation";
const NEED: &str = "prioritisation_need";

pub(super) fn candidate(row: prioritisation_need::Model) -> Result<Candidate, Error> {
    let id = row.need_id.as_str();
    let placing = match read(NEED, id, "placement", &row.placement)? {
        Placing::Ranked => Wanted::Ranked,
        Placing::Scheduled => {
            Wanted::Scheduled { on: read_optional(NEED, id, "scheduled_on", row.scheduled_on.as_deref())? }
        }
        Placing::Out => Wanted::Out { reason: row.out_reason },
    };
    Ok(Candidate {
        need: read(NEED, id, "need_id", id)?,
        answers: Answers {
            objective_points: row.objective_points,
            objective: read_optional(NEED, id, "objective_id", row.objective_id.as_deref())?,
            statutory: row.statutory,
            duty: read_optional(NEED, id, "duty_id", row.duty_id.as_deref())?,
            gap_points: row.gap_points,
            voice_points: row.voice_points,
            voice_reason: row.voice_reason,
            budget: row.budget,
            placing,
        },
    })
}

pub(super) fn candidate_row(of: &PrioritisationId, candidate: &Candidate) -> prioritisation_need::Model {
    let answers = candidate.answers.clone();
    let placement = answers.placing.kind().as_str().to_owned();
    let (scheduled_on, out_reason) = match answers.placing {
        Wanted::Ranked => (None, None),
        Wanted::Scheduled { on } => (on.map(|on| on.to_string()), None),
        Wanted::Out { reason } => (None, reason),
    };
    prioritisation_need::Model {
        prioritisation_id: of.to_string(),
        need_id: candidate.need.to_string(),
        objective_points: answers.objective_points,
        objective_id: answers.objective.map(|id| id.to_string()),
        statutory: answers.statutory,
        duty_id: answers.duty.map(|id| id.to_string()),
        gap_points: answers.gap_points,
        voice_points: answers.voice_points,
        voice_reason: answers.voice_reason,
        budget: answers.budget,
        placement,
        scheduled_on,
        out_reason,
    }
}

pub(super) fn from_row(row: prioritisation::Model, candidates: Vec<Candidate>) -> Result<Prioritisation, Error> {
    Ok(Prioritisation {
        id: read(TABLE, &row.id, "id", &row.id)?,
        buyer: read(TABLE, &row.id, "buyer_id", &row.buyer_id)?,
        directorate: read(TABLE, &row.id, "directorate_id", &row.directorate_id)?,
        author: read(TABLE, &row.id, "author_id", &row.author_id)?,
        created_at: row.created_at,
        candidates,
        state: state(&row)?,
        title: row.title,
        version: row.version,
    })
}

fn state(row: &prioritisation::Model) -> Result<State, Error> {
    let id = row.id.as_str();
    Ok(match read(TABLE, id, "stage", &row.stage)? {
        Stage::Draft => State::Draft {
            sent_back: match read_optional(TABLE, id, "sent_back_by_id", row.sent_back_by_id.as_deref())? {
                None => None,
                Some(by) => Some(SentBack {
                    by,
                    at: present(TABLE, id, "sent_back_at", row.sent_back_at)?,
                    reason: present(TABLE, id, "sent_back_reason", row.sent_back_reason.clone())?,
                }),
            },
        },
        Stage::Review => State::Review {
            requested_by: read(TABLE, id, "requested_by_id", row.requested_by_id.as_deref().unwrap_or_default())?,
            requested_at: present(TABLE, id, "requested_at", row.requested_at)?,
        },
        Stage::Approved => State::Approved {
            approved_by: read(TABLE, id, "approved_by_id", row.approved_by_id.as_deref().unwrap_or_default())?,
            approved_at: present(TABLE, id, "approved_at", row.approved_at)?,
        },
    })
}

pub(super) fn to_row(prioritisation: &Prioritisation) -> prioritisation::Model {
    let mut row = prioritisation::Model {
        id: prioritisation.id.to_string(),
        buyer_id: prioritisation.buyer.to_string(),
        directorate_id: prioritisation.directorate.to_string(),
        author_id: prioritisation.author.to_string(),
        created_at: prioritisation.created_at,
        title: prioritisation.title.clone(),
        stage: prioritisation.stage().as_str().to_owned(),
        requested_by_id: None,
        requested_at: None,
        sent_back_by_id: None,
        sent_back_at: None,
        sent_back_reason: None,
        approved_by_id: None,
        approved_at: None,
        version: prioritisation.version,
    };
    match &prioritisation.state {
        State::Draft { sent_back: None } => {}
        State::Draft { sent_back: Some(sent_back) } => {
            row.sent_back_by_id = Some(sent_back.by.to_string());
            row.sent_back_at = Some(sent_back.at);
            row.sent_back_reason = Some(sent_back.reason.clone());
        }
        State::Review { requested_by, requested_at } => {
            row.requested_by_id = Some(requested_by.to_string());
            row.requested_at = Some(*requested_at);
        }
        State::Approved { approved_by, approved_at } => {
            row.approved_by_id = Some(approved_by.to_string());
            row.approved_at = Some(*approved_at);
        }
    }
    row
}
