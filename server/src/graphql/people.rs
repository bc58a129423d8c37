//! People, organisations and the door.

pub mod account;
pub mod organisation;
pub mod session;
pub mod user;

use async_graphql::MergedObject;

/// Queries of people.
#[derive(MergedObject, Default)]
pub struct PeopleQuery(session::SessionQuery, account::AccountQuery, organisation::OrganisationQuery);

/// Mutations of people.
#[derive(MergedObject, Default)]
pub struct PeopleMutation(session::SessionMutation, account::AccountMutation, organisation::OrganisationMutation);
