//! Secure on the wire.

pub mod bid;
pub mod method;
pub mod opportunity;
pub mod specification;

use async_graphql::MergedObject;

/// Queries of Secure.
#[derive(MergedObject, Default)]
pub struct SecureQuery(bid::BidQuery, method::MethodQuery, opportunity::OpportunityQuery, specification::SpecificationQuery);

/// Mutations of Secure.
#[derive(MergedObject, Default)]
pub struct SecureMutation(bid::BidMutation, opportunity::OpportunityMutation, specification::SpecificationMutation);
