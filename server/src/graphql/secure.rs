//! Secure on the wire.

pub mod agreement;
pub mod alert;
pub mod amendment;
pub mod award;
pub mod bid;
pub mod clarification;
pub mod evaluation;
pub mod method;
pub mod opportunity;
pub mod specification;
pub mod support;

use async_graphql::MergedObject;

/// Queries of Secure.
#[derive(MergedObject, Default)]
pub struct SecureQuery(
    agreement::AgreementQuery,
    alert::AlertQuery,
    clarification::ClarificationQuery,
    award::AwardQuery,
    evaluation::EvaluationQuery,
    bid::BidQuery,
    bid::team::BidTeamQuery,
    method::MethodQuery,
    opportunity::OpportunityQuery,
    specification::SpecificationQuery,
    support::SupportQuery,
);

/// Mutations of Secure.
#[derive(MergedObject, Default)]
pub struct SecureMutation(
    agreement::AgreementMutation,
    alert::AlertMutation,
    amendment::AmendmentMutation,
    clarification::ClarificationMutation,
    award::AwardMutation,
    evaluation::EvaluationMutation,
    bid::BidMutation,
    bid::team::BidTeamMutation,
    opportunity::OpportunityMutation,
    opportunity::ending::OpportunityEndMutation,
    specification::SpecificationMutation,
    support::SupportMutation,
);
