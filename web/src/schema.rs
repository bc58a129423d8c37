//! The API as the pages know it: checked against `schema.graphql` when it is
//! compiled.

#[cynic::schema("commonweal")]
mod generated {}

pub use generated::*;

cynic::impl_scalar!(shared::Timestamp, generated::DateTime);
cynic::impl_scalar!(shared::Day, generated::NaiveDate);
cynic::impl_scalar!(shared::Money, generated::Money);

/// Identifiers of the domain, which travel as `ID`.
macro_rules! ids {
    ($($type:path),+ $(,)?) => { $(
        impl variable::Variable for $type {
            const TYPE: cynic::variables::VariableType = cynic::variables::VariableType::Named("ID");
        }
    )+ };
}

ids! {
    shared::people::UserId,
    shared::people::OrganisationId,
    shared::people::DirectorateId,
    shared::people::MembershipId,
    shared::commission::ServiceId,
    shared::plan::EvidenceId,
    shared::plan::NeedId,
    shared::plan::ConsultationId,
    shared::plan::ConsultationPointId,
    shared::plan::ConsultationResponseId,
    shared::plan::EngagementId,
    shared::plan::ObjectiveId,
    shared::framework::TemplateId,
    shared::plan::ForumId,
    shared::plan::MarketEntryId,
    shared::plan::ForumMemberId,
    shared::plan::PrioritisationId,
    shared::secure::QuestionId,
    shared::secure::LotId,
    shared::secure::SupportOfferId,
    shared::secure::SupportRequestId,
    shared::secure::BidId,
    shared::secure::SpecificationId,
    shared::commission::CommissionId,
    shared::secure::OpportunityId,
    shared::secure::ClarificationId,
    shared::secure::AwardId,
    shared::secure::PanelMemberId,
    shared::secure::AgreementId,
    shared::secure::IndicatorId,
    shared::monitor::DataReturnId,
}
