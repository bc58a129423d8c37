//! Ending a membership, and the administrator who has to stay.

use super::{Membership, Role};
use crate::actor::Actor;
use crate::calendar::Timestamp;
use crate::error::{Code, Refusal, all_or_nothing};

/// Whether this actor may end the membership: an administrator of the
/// organisation, or the person themself.
pub fn allows_end(actor: &Actor, membership: &Membership) -> Result<(), Refusal> {
    if actor.is(Role::Administrator, &membership.organisation) || actor.user() == Some(&membership.user) {
        return Ok(());
    }
    let message = "Only an administrator of the organisation, or the person themself, ends a membership";
    Err(Refusal::under(Code::NotAllowed, "R-6.1", "6.1", message))
}

impl Membership {
    /// Ends it now. `administrators` counts those of the organisation whose
    /// membership is in force: the last of them stays, or nobody could let
    /// anyone in.
    pub fn end(self, administrators: u64, now: Timestamp) -> Result<Self, Vec<Refusal>> {
        let mut refusals = Vec::new();
        if !self.is_active(now) {
            refusals.push(Refusal::under(Code::IllegalTransition, "R-6.1", "6.1", "The membership has ended already"));
        } else if self.role == Role::Administrator && administrators <= 1 {
            let message = "This is the last administrator. \
                           Invite another administrator first; once they have joined, this membership can end";
            refusals.push(Refusal::under(Code::LastAdministrator, "R-6.1", "6.1", message));
        }
        all_or_nothing(refusals)?;
        Ok(Self { ended_at: Some(now), ..self })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::{MembershipId, OrganisationId, OrganisationKind, UserId};
    use uuid::Uuid;

    fn membership(role: Role) -> Membership {
        Membership {
            id: MembershipId::from_uuid(Uuid::from_u128(1)),
            user: UserId::from_uuid(Uuid::from_u128(1)),
            organisation: OrganisationId::from_uuid(Uuid::from_u128(1)),
            kind: OrganisationKind::Provider,
            directorate: None,
            role,
            limit: None,
            expires_at: None,
            ended_at: None,
        }
    }

    #[test]
    fn the_last_administrator_stays() {
        let now = "2026-11-23T09:00:00Z".parse().unwrap();
        assert_eq!(membership(Role::Administrator).end(1, now).unwrap_err()[0].code, Code::LastAdministrator);
        assert!(membership(Role::Administrator).end(2, now).is_ok());
        let ended = membership(Role::Member).end(1, now).unwrap();
        assert!(!ended.is_active(now));
        assert_eq!(ended.end(2, now).unwrap_err()[0].code, Code::IllegalTransition);
    }
}
