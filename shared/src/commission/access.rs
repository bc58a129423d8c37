//! Who may begin and change commissions. Everyone may see them: what a council
//! plans, buys and ends is public.

use super::Commission;
use super::stage::{Stage, Work, legal};
use crate::actor::Actor;
use crate::error::Refusal;
use crate::people::{DirectorateId, OrganisationId};

wire_enum! {
    /// What can be done with a commission.
    pub enum Action as "CommissionAction" {
        /// Begin a specification for it.
        Specify = "specify",
        /// Invite providers.
        Invite = "invite",
        /// Answer for it under the principles.
        Answer = "answer",
    }
}

/// Whether they may begin a commission in this directorate.
pub fn may_create(actor: &Actor, buyer: &OrganisationId, directorate: &DirectorateId) -> Result<(), Refusal> {
    if actor.commissions_for(buyer, Some(directorate)) { Ok(()) } else { Err(not_yours()) }
}

/// Whether they may write down a service: a commissioner in any directorate.
pub fn may_create_service(actor: &Actor, buyer: &OrganisationId) -> Result<(), Refusal> {
    let directorate = actor.acting().and_then(|acting| acting.directorate.as_ref());
    if actor.commissions_for(buyer, directorate) { Ok(()) } else { Err(not_yours()) }
}

/// Whether the action is theirs.
pub fn allows(actor: &Actor, _action: Action, commission: &Commission) -> Result<(), Refusal> {
    may_create(actor, &commission.buyer, &commission.directorate)
}

/// What this actor may do with a commission at this stage.
pub fn can(actor: &Actor, commission: &Commission, stage: Stage) -> Vec<Action> {
    [(Action::Specify, Work::Specification), (Action::Invite, Work::Opportunity), (Action::Answer, Work::Opportunity)]
        .into_iter()
        .filter(|(action, work)| allows(actor, *action, commission).is_ok() && legal(stage).contains(work))
        .map(|(action, _)| action)
        .collect()
}

/// The refusal of whoever is not a commissioner of the directorate.
pub fn not_yours() -> Refusal {
    let mut refusal = Refusal::not_allowed(
        "Only a commissioner of this directorate can do this. Ask one, or switch to the role you hold there.",
    );
    refusal.rule = Some("R-6.1".to_owned());
    refusal.paragraph = Some("6.1".to_owned());
    refusal
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::{Acting, cast};
    use crate::people::OrganisationKind;
    use crate::people::membership::Role;

    fn actor(role: Role, buyer: &str, directorate: Option<&str>) -> Actor {
        Actor::Person {
            user: "usr_00000000000000000000000000000001".parse().unwrap(),
            acting: Some(Acting {
                membership: "mem_00000000000000000000000000000001".parse().unwrap(),
                organisation: buyer.parse().unwrap(),
                kind: OrganisationKind::Buyer,
                directorate: directorate.map(|id| id.parse().unwrap()),
                role,
                limit: None,
            }),
        }
    }

    /// House style 6: the table that a review reads. All of a commission is
    /// public but who leads it.
    #[test]
    fn who_may_do_and_see_what_with_a_commission_at_which_stage() {
        let commission = Commission {
            id: cast::id("com_", 1),
            reference: "C-0001".to_owned(),
            buyer: cast::id("org_", 1),
            directorate: cast::id("dir_", 1),
            service: cast::id("svc_", 1),
            title: "Carers' befriending".to_owned(),
            lead: cast::id("usr_", 1),
            follows: None,
            created_at: "2026-11-23T09:00:00Z".parse().unwrap(),
            version: 1,
        };
        let table = cast::table(Stage::ALL, &cast::cast(), |place, actor| {
            let sees =
                if actor.is_officer_of(&commission.buyer) { vec!["commission", "lead"] } else { vec!["commission"] };
            (sees, can(actor, &commission, Stage::ALL[place]))
        });
        insta::assert_snapshot!(table);
    }

    #[test]
    fn only_a_commissioner_of_the_directorate_begins_a_commission_r_6_1() {
        let buyer = "org_00000000000000000000000000000001";
        let (mine, other) = ("dir_00000000000000000000000000000001", "dir_00000000000000000000000000000002");
        let may = |actor: &Actor| may_create(actor, &buyer.parse().unwrap(), &mine.parse().unwrap()).is_ok();
        assert!(may(&actor(Role::Commissioner, buyer, Some(mine))));
        assert!(may(&actor(Role::Commissioner, buyer, None)));
        assert!(!may(&actor(Role::Commissioner, buyer, Some(other))));
        assert!(!may(&actor(Role::Commissioner, "org_00000000000000000000000000000002", None)));
        assert!(!may(&actor(Role::Approver, buyer, Some(mine))));
        assert!(!may(&Actor::Visitor));
        assert!(!may(&Actor::System));
    }
}
