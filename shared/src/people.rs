//! Who takes part: organisations, people and their memberships.

pub mod membership;
pub mod organisation;
pub mod session;
pub mod user;

pub use organisation::OrganisationKind;

wire_id! {
    /// A person with an account.
    UserId, "usr_"
}
wire_id! {
    /// An organisation: a council or a provider.
    OrganisationId, "org_"
}
wire_id! {
    /// A part of a council, such as Adult Care and Health.
    DirectorateId, "dir_"
}
wire_id! {
    /// One role of one person at one organisation.
    MembershipId, "mem_"
}
