//! A membership: one person, one organisation, one role, perhaps one directorate.

pub mod end;
pub mod input;

pub use input::{Invitation, InvitationInput};

use super::{DirectorateId, MembershipId, OrganisationId, OrganisationKind, UserId};
use crate::calendar::Timestamp;
use crate::money::Money;

wire_enum! {
    /// What a person may do for the organisation they act for.
    pub enum Role as "Role" {
        /// Council: runs the cycle, in one directorate or in all.
        Commissioner = "commissioner",
        /// Council: approves what another officer made, within a money limit.
        Approver = "approver",
        /// Council: declares interests and scores bids.
        Reviewer = "reviewer",
        /// Invited to one panel from outside, until a day.
        ExternalReviewer = "external_reviewer",
        /// Council: pays and watches budgets, across directorates.
        FinanceOfficer = "finance_officer",
        /// Council: the only role that sees safeguarding matters.
        SafeguardingLead = "safeguarding_lead",
        /// Council: answers for personal data.
        DataProtection = "data_protection",
        /// Either side: looks after the organisation's people and settings.
        Administrator = "administrator",
        /// Provider: writes bids and returns.
        Member = "member",
        /// Provider: signs for the organisation; may do what a member may.
        Certifier = "certifier",
    }
}

impl Role {
    /// The kinds of organisation in which the role exists.
    pub const fn fits(self, kind: OrganisationKind) -> bool {
        match self {
            Self::Member | Self::Certifier => matches!(kind, OrganisationKind::Provider),
            Self::Administrator => true,
            _ => matches!(kind, OrganisationKind::Buyer),
        }
    }

    /// The role's name on a page.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Commissioner => "Commissioner",
            Self::Approver => "Approver",
            Self::Reviewer => "Reviewer",
            Self::ExternalReviewer => "Reviewer from outside",
            Self::FinanceOfficer => "Finance officer",
            Self::SafeguardingLead => "Safeguarding lead",
            Self::DataProtection => "Data protection officer",
            Self::Administrator => "Administrator",
            Self::Member => "Member",
            Self::Certifier => "Certifier",
        }
    }
}

/// One role of one person at one organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// Its identifier.
    pub id: MembershipId,
    /// The person.
    pub user: UserId,
    /// The organisation.
    pub organisation: OrganisationId,
    /// Whether that buys or provides.
    pub kind: OrganisationKind,
    /// The directorate, for officers of one only.
    pub directorate: Option<DirectorateId>,
    /// The role.
    pub role: Role,
    /// An approver's limit, net of VAT.
    pub limit: Option<Money>,
    /// When it ends by itself, for reviewers from outside.
    pub expires_at: Option<Timestamp>,
    /// When it was ended.
    pub ended_at: Option<Timestamp>,
}

impl Membership {
    /// Whether it counts at this instant.
    pub fn is_active(&self, now: Timestamp) -> bool {
        self.ended_at.is_none_or(|ended| ended > now) && self.expires_at.is_none_or(|expires| expires > now)
    }
}
