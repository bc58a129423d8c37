//! Specifications into rows.

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use shared::secure::specification::{
    Agreed, Asked, Content, Outcome, SavedSection, Specification, SpecificationInput, Stage, State,
};

use crate::store::Error;
use crate::store::entity::secure::{indicator, outcome, specification as table, specification_section as section};

/// Adds a version with whatever it starts from.
pub async fn insert(db: &impl ConnectionTrait, new: &Specification) -> Result<(), Error> {
    let mut row = columns(new);
    row.id = ActiveValue::Set(new.id.to_string());
    row.commission_id = ActiveValue::Set(new.commission.to_string());
    row.number = ActiveValue::Set(i64::from(new.number));
    row.author_id = ActiveValue::Set(new.author.to_string());
    row.created_at = ActiveValue::Set(new.created_at);
    row.version = ActiveValue::Set(new.version);
    table::Entity::insert(row).exec_without_returning(db).await.map_err(Error::from_write)?;
    for saved in &new.saved {
        insert_section(db, new, saved).await?;
    }
    Ok(())
}

/// Keeps a change of state; `Stale` if somebody changed it meanwhile.
pub async fn save(db: &impl ConnectionTrait, changed: Specification) -> Result<Specification, Error> {
    let mut row = columns(&changed);
    row.version = ActiveValue::Set(changed.version + 1);
    let done = table::Entity::update_many()
        .set(row)
        .filter(table::Column::Id.eq(changed.id.as_str()))
        .filter(table::Column::Version.eq(changed.version))
        .exec(db)
        .await
        .map_err(Error::from_write)?;
    if done.rows_affected == 0 {
        return Err(Error::Stale);
    }
    match &changed.state {
        State::Draft { .. } => clear_outcomes(db, &changed).await?,
        State::Review { content, .. } => {
            clear_outcomes(db, &changed).await?;
            insert_outcomes(db, &changed, &content.outcomes).await?;
        }
        State::Approved { .. } | State::Superseded { .. } => {}
    }
    Ok(Specification { version: changed.version + 1, ..changed })
}

/// Keeps one section of a draft; `Stale` if it was saved, or left the draft,
/// meanwhile.
pub async fn save_section(
    db: &impl ConnectionTrait,
    changed: &Specification,
    saved: &SavedSection,
) -> Result<(), Error> {
    // Holds the row, so that no approval is asked for while this is written.
    let held = table::Entity::update_many()
        .col_expr(table::Column::Version, Expr::col(table::Column::Version))
        .filter(table::Column::Id.eq(changed.id.as_str()))
        .filter(table::Column::Stage.eq(Stage::Draft.as_str()))
        .exec(db)
        .await?;
    if held.rows_affected == 0 {
        return Err(Error::Stale);
    }
    if saved.version == 1 {
        return match insert_section(db, changed, saved).await {
            Err(Error::Duplicate(_)) => Err(Error::Stale),
            other => other,
        };
    }
    let done = section::Entity::update_many()
        .set(section_row(changed, saved))
        .filter(section::Column::SpecificationId.eq(changed.id.as_str()))
        .filter(section::Column::Section.eq(saved.section.as_str()))
        .filter(section::Column::Version.eq(saved.version - 1))
        .exec(db)
        .await?;
    if done.rows_affected == 0 { Err(Error::Stale) } else { Ok(()) }
}

async fn insert_section(db: &impl ConnectionTrait, of: &Specification, saved: &SavedSection) -> Result<(), Error> {
    let row = section_row(of, saved);
    section::Entity::insert(row).exec_without_returning(db).await.map_err(Error::from_write)?;
    Ok(())
}

fn section_row(of: &Specification, saved: &SavedSection) -> section::ActiveModel {
    let content: SpecificationInput = of.draft.only(saved.section);
    section::ActiveModel {
        specification_id: ActiveValue::Set(of.id.to_string()),
        section: ActiveValue::Set(saved.section.as_str().to_owned()),
        content: ActiveValue::Set(serde_json::to_string(&content).unwrap_or_default()),
        saved_at: ActiveValue::Set(saved.at),
        saved_by_id: ActiveValue::Set(saved.by.to_string()),
        version: ActiveValue::Set(saved.version),
    }
}

/// The columns that a change of state may change.
fn columns(of: &Specification) -> table::ActiveModel {
    let none = table::ActiveModel {
        stage: ActiveValue::Set(of.state.stage().as_str().to_owned()),
        sent_back_reason: ActiveValue::Set(None),
        length_reason: ActiveValue::Set(None),
        asked_by_id: ActiveValue::Set(None),
        asked_at: ActiveValue::Set(None),
        ..table::ActiveModel::default()
    };
    match &of.state {
        State::Draft { sent_back } => {
            table::ActiveModel { sent_back_reason: ActiveValue::Set(sent_back.clone()), ..none }
        }
        State::Review { content, asked } => with_content(with_asked(none, asked), content),
        State::Approved { content, asked, agreed } | State::Superseded { content, asked, agreed } => {
            with_agreed(with_content(with_asked(none, asked), content), agreed)
        }
    }
}

fn with_asked(row: table::ActiveModel, asked: &Asked) -> table::ActiveModel {
    table::ActiveModel {
        asked_by_id: ActiveValue::Set(Some(asked.by.to_string())),
        asked_at: ActiveValue::Set(Some(asked.at)),
        length_reason: ActiveValue::Set(asked.length_reason.clone()),
        ..row
    }
}

fn with_agreed(row: table::ActiveModel, agreed: &Agreed) -> table::ActiveModel {
    table::ActiveModel {
        approved_by_id: ActiveValue::Set(Some(agreed.by.to_string())),
        approved_at: ActiveValue::Set(Some(agreed.at)),
        readability_reason: ActiveValue::Set(agreed.readability_reason.clone()),
        policy_rows: ActiveValue::Set(Some(agreed.rows.join(" "))),
        ..row
    }
}

fn with_content(row: table::ActiveModel, content: &Content) -> table::ActiveModel {
    let text = |value: &String| ActiveValue::Set(Some(value.clone()));
    let terms = &content.terms;
    let purpose = content.purpose.as_ref();
    let id = |id: Option<String>| ActiveValue::Set(id);
    table::ActiveModel {
        purpose: ActiveValue::Set(purpose.map(|purpose| purpose.text.clone())),
        purpose_need_id: id(purpose.and_then(|purpose| purpose.need.as_ref().map(ToString::to_string))),
        purpose_objective_id: id(purpose.and_then(|purpose| purpose.objective.as_ref().map(ToString::to_string))),
        scope: text(&content.scope),
        aims: text(&content.aims),
        monitoring: text(&content.monitoring),
        evaluation: text(&content.evaluation),
        review: text(&content.review),
        payment: text(&content.payment),
        value_a_year_pence: ActiveValue::Set(Some(terms.value_a_year.as_pence())),
        years: ActiveValue::Set(Some(i64::from(terms.years))),
        extension_years: ActiveValue::Set(Some(i64::from(terms.extension_years))),
        vat_basis_points: ActiveValue::Set(Some(terms.vat_basis_points)),
        category: ActiveValue::Set(Some(terms.category.as_str().to_owned())),
        ..row
    }
}

async fn clear_outcomes(db: &impl ConnectionTrait, of: &Specification) -> Result<(), Error> {
    let outcomes: Vec<String> = outcome::Entity::find()
        .select_only()
        .column(outcome::Column::Id)
        .filter(outcome::Column::SpecificationId.eq(of.id.as_str()))
        .into_tuple()
        .all(db)
        .await?;
    indicator::Entity::delete_many().filter(indicator::Column::OutcomeId.is_in(outcomes)).exec(db).await?;
    outcome::Entity::delete_many().filter(outcome::Column::SpecificationId.eq(of.id.as_str())).exec(db).await?;
    Ok(())
}

async fn insert_outcomes(db: &impl ConnectionTrait, of: &Specification, outcomes: &[Outcome]) -> Result<(), Error> {
    for (position, outcome) in (1..).zip(outcomes) {
        let row = outcome::ActiveModel {
            id: ActiveValue::Set(outcome.id.to_string()),
            specification_id: ActiveValue::Set(of.id.to_string()),
            position: ActiveValue::Set(position),
            title: ActiveValue::Set(outcome.title.clone()),
            beneficiaries: ActiveValue::Set(outcome.beneficiaries.clone()),
            need_id: ActiveValue::Set(outcome.need.to_string()),
        };
        outcome::Entity::insert(row).exec_without_returning(db).await.map_err(Error::from_write)?;
        insert_indicators(db, outcome).await?;
    }
    Ok(())
}

async fn insert_indicators(db: &impl ConnectionTrait, outcome: &Outcome) -> Result<(), Error> {
    let rows = (1..).zip(&outcome.indicators).map(|(position, indicator)| indicator::ActiveModel {
        id: ActiveValue::Set(indicator.id.to_string()),
        outcome_id: ActiveValue::Set(outcome.id.to_string()),
        position: ActiveValue::Set(position),
        name: ActiveValue::Set(indicator.name.clone()),
        kind: ActiveValue::Set(indicator.kind.as_str().to_owned()),
        unit: ActiveValue::Set(indicator.unit.clone()),
        direction: ActiveValue::Set(indicator.direction.as_str().to_owned()),
        baseline: ActiveValue::Set(indicator.baseline),
        target: ActiveValue::Set(indicator.target),
        tolerance: ActiveValue::Set(indicator.tolerance),
        source: ActiveValue::Set(indicator.source.clone()),
        frequency_months: ActiveValue::Set(i64::from(indicator.frequency.months())),
    });
    indicator::Entity::insert_many(rows).exec_without_returning(db).await.map_err(Error::from_write)?;
    Ok(())
}
