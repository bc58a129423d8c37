//! Getting an account, joining an organisation, and one's own account.

pub mod confirm;
pub mod invitation;
pub mod own;
pub mod register;
pub mod register_organisation;
pub mod reset;

use crate::form::UserError;

/// The end of something done at the door.
#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct SessionPayload {
    pub user_errors: Vec<UserError>,
}

/// A new password.
#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct PasswordInput {
    pub password: String,
}
