//! Rows into specifications.

use shared::Money;
use shared::people::{DirectorateId, OrganisationId};
use shared::secure::specification::indicator::Frequency;
use shared::secure::specification::{
    Agreed, Asked, Content, Indicator, Measure, Outcome, Purpose, SavedSection, Section, Specification,
    SpecificationInput, Stage, State, Terms,
};

use super::WithIndicators;
use crate::store::Error;
use crate::store::entity::secure::{indicator, specification as table, specification_section as section};
use crate::store::row::{present, read, read_optional};

const TABLE: &str = "specification";

pub(super) fn specification(
    row: table::Model,
    owner: Option<(OrganisationId, DirectorateId)>,
    sections: Vec<section::Model>,
    outcomes: Vec<WithIndicators>,
) -> Result<Specification, Error> {
    let (buyer, directorate) = present(TABLE, &row.id, "commission_id", owner)?;
    let mut draft = SpecificationInput::default();
    let mut saved = Vec::with_capacity(sections.len());
    for row in sections {
        let (of, content) = saved_section(&row)?;
        draft = draft.with(of.section, &content);
        saved.push(of);
    }
    saved.sort_by_key(|saved| saved.section);
    Ok(Specification {
        id: read(TABLE, &row.id, "id", &row.id)?,
        commission: read(TABLE, &row.id, "commission_id", &row.commission_id)?,
        author: read(TABLE, &row.id, "author_id", &row.author_id)?,
        number: number(&row.id, "number", Some(row.number))?,
        created_at: row.created_at,
        version: row.version,
        state: state(&row, outcomes)?,
        buyer,
        directorate,
        draft,
        saved,
    })
}

fn saved_section(row: &section::Model) -> Result<(SavedSection, SpecificationInput), Error> {
    const TABLE: &str = "specification_section";
    let id = &row.specification_id;
    let content = serde_json::from_str(&row.content);
    let content = content.map_err(|_| Error::Corrupt { table: TABLE, row: id.clone(), column: "content" })?;
    let section: Section = read(TABLE, id, "section", &row.section)?;
    let by = read(TABLE, id, "saved_by_id", &row.saved_by_id)?;
    Ok((SavedSection { section, by, at: row.saved_at, version: row.version }, content))
}

fn number(id: &str, column: &'static str, value: Option<i64>) -> Result<u32, Error> {
    let value = present(TABLE, id, column, value)?;
    u32::try_from(value).map_err(|_| Error::Corrupt { table: TABLE, row: id.to_owned(), column })
}

fn state(row: &table::Model, outcomes: Vec<WithIndicators>) -> Result<State, Error> {
    let stage: Stage = read(TABLE, &row.id, "stage", &row.stage)?;
    if stage == Stage::Draft {
        return Ok(State::Draft { sent_back: row.sent_back_reason.clone() });
    }
    let content = content(row, outcomes)?;
    let by = present(TABLE, &row.id, "asked_by_id", row.asked_by_id.as_deref())?;
    let asked = Asked {
        by: read(TABLE, &row.id, "asked_by_id", by)?,
        at: present(TABLE, &row.id, "asked_at", row.asked_at)?,
        length_reason: row.length_reason.clone(),
    };
    if stage == Stage::Review {
        return Ok(State::Review { content, asked });
    }
    let by = present(TABLE, &row.id, "approved_by_id", row.approved_by_id.as_deref())?;
    let rows = row.policy_rows.as_deref().unwrap_or_default();
    let agreed = Agreed {
        by: read(TABLE, &row.id, "approved_by_id", by)?,
        at: present(TABLE, &row.id, "approved_at", row.approved_at)?,
        readability_reason: row.readability_reason.clone(),
        rows: rows.split_whitespace().map(str::to_owned).collect(),
    };
    Ok(match stage {
        Stage::Superseded => State::Superseded { content, asked, agreed },
        _ => State::Approved { content, asked, agreed },
    })
}

fn content(row: &table::Model, outcomes: Vec<WithIndicators>) -> Result<Content, Error> {
    let text = |column, value: &Option<String>| present(TABLE, &row.id, column, value.clone());
    let category = present(TABLE, &row.id, "category", row.category.as_deref())?;
    let value = present(TABLE, &row.id, "value_a_year_pence", row.value_a_year_pence)?;
    Ok(Content {
        scope: text("scope", &row.scope)?,
        aims: text("aims", &row.aims)?,
        outcomes: outcomes.into_iter().map(outcome).collect::<Result<_, _>>()?,
        purpose: purpose(row)?,
        monitoring: text("monitoring", &row.monitoring)?,
        evaluation: text("evaluation", &row.evaluation)?,
        review: text("review", &row.review)?,
        payment: text("payment", &row.payment)?,
        terms: Terms {
            value_a_year: Money::pence(value),
            years: number(&row.id, "years", row.years)?,
            extension_years: number(&row.id, "extension_years", row.extension_years)?,
            vat_basis_points: present(TABLE, &row.id, "vat_basis_points", row.vat_basis_points)?,
            category: read(TABLE, &row.id, "category", category)?,
        },
    })
}

fn purpose(row: &table::Model) -> Result<Option<Purpose>, Error> {
    let Some(text) = row.purpose.clone() else { return Ok(None) };
    Ok(Some(Purpose {
        text,
        need: read_optional(TABLE, &row.id, "purpose_need_id", row.purpose_need_id.as_deref())?,
        objective: read_optional(TABLE, &row.id, "purpose_objective_id", row.purpose_objective_id.as_deref())?,
    }))
}

fn outcome((row, indicators): WithIndicators) -> Result<Outcome, Error> {
    Ok(Outcome {
        id: read("outcome", &row.id, "id", &row.id)?,
        need: read("outcome", &row.id, "need_id", &row.need_id)?,
        title: row.title,
        beneficiaries: row.beneficiaries,
        indicators: indicators.into_iter().map(indicator).collect::<Result<_, _>>()?,
    })
}

fn indicator(row: indicator::Model) -> Result<Indicator, Error> {
    const TABLE: &str = "indicator";
    Ok(Indicator {
        id: read(TABLE, &row.id, "id", &row.id)?,
        measure: Measure {
            kind: read(TABLE, &row.id, "kind", &row.kind)?,
            direction: read(TABLE, &row.id, "direction", &row.direction)?,
            frequency: present(TABLE, &row.id, "frequency_months", Frequency::of_months(row.frequency_months))?,
            name: row.name,
            unit: row.unit,
            baseline: row.baseline,
            target: row.target,
            tolerance: row.tolerance,
            source: row.source,
        },
    })
}
