//! Secure on the wire.

pub mod specification;

use async_graphql::MergedObject;

/// Queries of Secure.
#[derive(MergedObject, Default)]
pub struct SecureQuery(specification::SpecificationQuery);

/// Mutations of Secure.
#[derive(MergedObject, Default)]
pub struct SecureMutation(specification::SpecificationMutation);
