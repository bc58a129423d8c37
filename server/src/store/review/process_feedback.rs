//! What bidders say of how they were treated. Nothing is read but counts, and whether somebody has spoken.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QuerySelect};
use shared::people::OrganisationId;
use shared::review::process_feedback::{Aspect, ProcessFeedback, Verdict};
use shared::secure::OpportunityId;

use crate::store::Error;
use crate::store::entity::review::{process_feedback, process_feedback_sender};
use crate::store::row::read;

/// Whether this organisation has spoken of this opportunity.
pub async fn has_said(
    db: &impl ConnectionTrait,
    opportunity: &OpportunityId,
    organisation: &OrganisationId,
) -> Result<bool, Error> {
    let found = process_feedback_sender::Entity::find()
        .filter(process_feedback_sender::Column::OpportunityId.eq(opportunity.as_str()))
        .filter(process_feedback_sender::Column::OrganisationId.eq(organisation.as_str()));
    Ok(found.count(db).await? > 0)
}

/// Adds what an organisation said, and apart from it that it has spoken.
///
/// # Errors
/// [`Error::Duplicate`] where it has spoken at the same moment.
pub async fn insert(
    db: &impl ConnectionTrait,
    said: &ProcessFeedback,
    organisation: &OrganisationId,
) -> Result<(), Error> {
    let sender = process_feedback_sender::Model {
        opportunity_id: said.opportunity.to_string(),
        organisation_id: organisation.to_string(),
    };
    process_feedback_sender::Entity::insert(sender.into_active_model()).exec_without_returning(db).await?;
    let verdict = |aspect: Aspect| {
        let given = Aspect::ALL.iter().zip(&said.verdicts).find(|(about, _)| **about == aspect);
        given.map(|(_, verdict)| verdict.as_str().to_owned()).unwrap_or_default()
    };
    let row = process_feedback::Model {
        id: said.id.to_string(),
        opportunity_id: said.opportunity.to_string(),
        documents: verdict(Aspect::Documents),
        time: verdict(Aspect::Time),
        answers: verdict(Aspect::Answers),
        decision: verdict(Aspect::Decision),
        given_at: said.given_at,
    };
    process_feedback::Entity::insert(row.into_active_model()).exec_without_returning(db).await?;
    Ok(())
}

/// How many said what, of every opportunity together: for [`shared::review::process_feedback::summary`], which alone may
/// be shown.
pub async fn count(db: &impl ConnectionTrait) -> Result<Vec<(Aspect, Verdict, u64)>, Error> {
    use process_feedback::Column::{Answers, Decision, Documents, Id, Time};
    let mut numbers = Vec::new();
    for (aspect, column) in Aspect::ALL.iter().zip([Documents, Time, Answers, Decision]) {
        let rows: Vec<(String, i64)> = process_feedback::Entity::find()
            .select_only()
            .column(column)
            .column_as(Id.count(), "number")
            .group_by(column)
            .into_tuple()
            .all(db)
            .await?;
        for (verdict, number) in rows {
            let verdict = read("process_feedback", aspect.as_str(), aspect.as_str(), &verdict)?;
            numbers.push((*aspect, verdict, u64::try_from(number).unwrap_or_default()));
        }
    }
    Ok(numbers)
}
