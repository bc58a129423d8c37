//! Secure on the wire.

pub mod method;
pub mod opportunity;
pub mod specification;

use async_graphql::MergedObject;

/// Queries of Secure.
#[derive(MergedObject, Default)]
pub struct SecureQuery(method::MethodQuery, opportunity::OpportunityQuery, specification::SpecificationQuery);

/// Mutations of Secure.
#[derive(MergedObject, Default)]
pub struct SecureMutation(opportunity::OpportunityMutation, specification::SpecificationMutation);
