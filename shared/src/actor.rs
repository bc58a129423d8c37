//! Who acts: nobody in particular, or a person in one of their memberships.

#[cfg(test)]
pub(crate) mod cast;

use crate::money::Money;
use crate::people::{DirectorateId, MembershipId, OrganisationId, OrganisationKind, UserId, membership::Role};

/// Whoever asks or acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Anyone at all: the public.
    Visitor,
    /// A person signed in, in their acting membership if they have one.
    Person {
        /// The person.
        user: UserId,
        /// What they act as now; none until an organisation takes them in.
        acting: Option<Acting>,
    },
    /// The clock: work that falls due by itself.
    System,
}

/// One membership, the one acted in now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acting {
    /// The membership.
    pub membership: MembershipId,
    /// Its organisation.
    pub organisation: OrganisationId,
    /// Whether that organisation buys or provides.
    pub kind: OrganisationKind,
    /// The directorate it is held in; none for the whole organisation.
    pub directorate: Option<DirectorateId>,
    /// The role held.
    pub role: Role,
    /// An approver's money limit, net of VAT.
    pub limit: Option<Money>,
}

impl Actor {
    /// The person, where there is one.
    pub fn user(&self) -> Option<&UserId> {
        match self {
            Self::Person { user, .. } => Some(user),
            Self::Visitor | Self::System => None,
        }
    }

    /// The membership acted in, where there is one.
    pub fn acting(&self) -> Option<&Acting> {
        match self {
            Self::Person { acting, .. } => acting.as_ref(),
            Self::Visitor | Self::System => None,
        }
    }

    /// The buyer this actor works for, if they do.
    pub fn buyer(&self) -> Option<&OrganisationId> {
        self.acting().filter(|acting| acting.kind == OrganisationKind::Buyer).map(|acting| &acting.organisation)
    }

    /// The provider this actor works for, if they do.
    pub fn provider(&self) -> Option<&OrganisationId> {
        self.acting().filter(|acting| acting.kind == OrganisationKind::Provider).map(|acting| &acting.organisation)
    }

    /// Whether they hold this role at this organisation now.
    pub fn is(&self, role: Role, organisation: &OrganisationId) -> bool {
        self.acting().is_some_and(|acting| acting.role == role && &acting.organisation == organisation)
    }

    /// Whether they work for this buyer in any role but that of an external
    /// reviewer, who sees one panel's matters and nothing else.
    pub fn is_officer_of(&self, buyer: &OrganisationId) -> bool {
        self.acting().is_some_and(|acting| {
            acting.kind == OrganisationKind::Buyer
                && &acting.organisation == buyer
                && acting.role != Role::ExternalReviewer
        })
    }

    /// Whether they may make and change this buyer's records in this
    /// directorate: a commissioner of it, or of the whole buyer.
    pub fn commissions_for(&self, buyer: &OrganisationId, directorate: Option<&DirectorateId>) -> bool {
        self.acting().is_some_and(|acting| {
            acting.role == Role::Commissioner
                && &acting.organisation == buyer
                && (acting.directorate.is_none() || acting.directorate.as_ref() == directorate)
        })
    }

    /// Whether they approve for this buyer; the limit is asked apart.
    pub fn approves_for(&self, buyer: &OrganisationId) -> bool {
        self.is(Role::Approver, buyer)
    }

    /// Whether they act for this provider in any role.
    pub fn is_member_of(&self, provider: &OrganisationId) -> bool {
        self.provider() == Some(provider)
    }
}
