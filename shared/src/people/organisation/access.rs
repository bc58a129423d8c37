//! Who may do what with an organisation and its people.

use super::{Organisation, ThirdSectorStatus};
use crate::actor::Actor;
use crate::error::{Code, Refusal};
use crate::people::OrganisationId;
use crate::people::membership::Role;

wire_enum! {
    /// What can be done with an organisation.
    pub enum Action as "OrganisationAction" {
        /// Confirm that it is of the third sector.
        Verify = "verify",
        /// Not accept it as of the third sector.
        Refuse = "refuse",
        /// Ask a colleague to join it.
        Invite = "invite",
        /// End a colleague's membership.
        EndMembership = "end_membership",
    }
}

/// Whether this actor may take this step. `member` says whether the person
/// belongs to the organisation in any of their memberships: nobody decides
/// the status of their own (R-2.3c).
pub fn allows(actor: &Actor, action: Action, organisation: &Organisation, member: bool) -> Result<(), Refusal> {
    match action {
        Action::Verify | Action::Refuse => {
            let officer = actor.buyer().is_some_and(|buyer| actor.is(Role::Commissioner, buyer));
            if !officer {
                let message = "Only a council's commissioner decides whether an organisation is of the third sector";
                return Err(Refusal::under(Code::NotAllowed, "R-2.3c", "2.3", message));
            }
            if member {
                let message =
                    format!("You belong to {}, so you cannot decide its status. Ask a colleague", organisation.name);
                return Err(Refusal::under(Code::Conflict, "R-2.3c", "2.3", message));
            }
            let to = if action == Action::Verify { ThirdSectorStatus::Verified } else { ThirdSectorStatus::Refused };
            organisation.decidable(to).into_iter().next().map_or(Ok(()), Err)
        }
        Action::Invite | Action::EndMembership => {
            if actor.is(Role::Administrator, &organisation.id) {
                Ok(())
            } else {
                let message = format!("Only an administrator of {} looks after its people", organisation.name);
                Err(Refusal::under(Code::NotAllowed, "R-6.1", "6.1", message))
            }
        }
    }
}

/// Every step this actor may take now.
pub fn can(actor: &Actor, organisation: &Organisation, member: bool) -> Vec<Action> {
    Action::ALL.iter().copied().filter(|action| allows(actor, *action, organisation, member).is_ok()).collect()
}

/// Whether this actor may read who belongs to the organisation: its own people.
pub fn sees_people(actor: &Actor, organisation: &OrganisationId) -> bool {
    match actor.acting() {
        Some(acting) => &acting.organisation == organisation && acting.role != Role::ExternalReviewer,
        None => *actor == Actor::System,
    }
}

/// Whether this actor may read what the organisation declared and why its
/// status was decided so: its own people, and officers of a council.
pub fn sees_declarations(actor: &Actor, organisation: &OrganisationId) -> bool {
    sees_deciders(actor) || sees_people(actor, organisation)
}

/// Whether this actor may read which officer decided an organisation's status:
/// officers of a council.
pub fn sees_deciders(actor: &Actor) -> bool {
    actor.buyer().is_some_and(|buyer| actor.is_officer_of(buyer))
}

/// Whether this actor may register an organisation: anyone signed in.
pub fn allows_register(actor: &Actor) -> Result<(), Refusal> {
    if actor.user().is_some() {
        return Ok(());
    }
    let message = "Confirm your e-mail address and sign in first. Then register your organisation";
    Err(Refusal::under(Code::NotAllowed, "R-2.3a", "2.3", message))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::Acting;
    use crate::people::organisation::SectorType;
    use crate::people::{MembershipId, OrganisationKind, UserId};
    use uuid::Uuid;

    fn provider() -> Organisation {
        Organisation {
            id: OrganisationId::from_uuid(Uuid::from_u128(1)),
            kind: OrganisationKind::Provider,
            name: "Lantern Carers".to_owned(),
            org_id: "GB-CHC-9990001".to_owned(),
            sector: Some(SectorType::Charity),
            status: ThirdSectorStatus::Declared,
            status_at: "2026-11-01T09:00:00Z".parse().unwrap(),
        }
    }

    fn person(role: Role, kind: OrganisationKind, organisation: u128) -> Actor {
        Actor::Person {
            user: UserId::from_uuid(Uuid::from_u128(9)),
            acting: Some(Acting {
                membership: MembershipId::from_uuid(Uuid::from_u128(9)),
                organisation: OrganisationId::from_uuid(Uuid::from_u128(organisation)),
                kind,
                directorate: None,
                role,
                limit: None,
            }),
        }
    }

    /// Role x action x sight, in one picture.
    #[test]
    fn who_may_do_and_see_what_of_a_provider() {
        use std::fmt::Write as _;
        let organisation = provider();
        let mut table = String::new();
        let mut line = |who: String, actor: &Actor| {
            let may: Vec<&str> = can(actor, &organisation, false).into_iter().map(Action::as_str).collect();
            let people = sees_people(actor, &organisation.id);
            let declared = sees_declarations(actor, &organisation.id);
            let _ = writeln!(table, "{who}: [{}] people {people}, declarations {declared}", may.join(" "));
        };
        line("visitor".to_owned(), &Actor::Visitor);
        for role in Role::ALL {
            for (side, kind, id) in [
                ("council", OrganisationKind::Buyer, 2),
                ("its own", OrganisationKind::Provider, 1),
                ("other provider", OrganisationKind::Provider, 3),
            ] {
                if role.fits(kind) {
                    line(format!("{side} {role}"), &person(*role, kind, id));
                }
            }
        }
        insta::assert_snapshot!(table);
    }

    #[test]
    fn nobody_verifies_their_own_organisation_r_2_3c() {
        let own = person(Role::Certifier, OrganisationKind::Provider, 1);
        assert_eq!(allows(&own, Action::Verify, &provider(), true).unwrap_err().code, Code::NotAllowed);
        let trustee = person(Role::Commissioner, OrganisationKind::Buyer, 2);
        assert_eq!(allows(&trustee, Action::Verify, &provider(), true).unwrap_err().code, Code::Conflict);
    }
}
