//! Who may do and see what of a bid, and when (R-S1).
//!
//! Until the opening a bid exists for its own organisation alone: not for the
//! council, its administrators or anybody else.

use super::{Bid, Facts, Stage};
use crate::actor::Actor;
use crate::error::Refusal;
use crate::people::OrganisationId;
use crate::people::membership::Role;

wire_enum! {
    /// What can be done with a bid.
    pub enum Action as "BidAction" {
        /// Keep what is typed.
        Save = "save",
        /// Send it, sealed.
        Submit = "submit",
        /// Take a sent bid back to change it.
        Change = "change",
        /// Say that a sent bid stands as it is, after a change to the opportunity.
        Confirm = "confirm",
        /// Take a sent bid out.
        Withdraw = "withdraw",
        /// Open it, with all others of its opportunity.
        Open = "open",
    }
}

/// Whether the actor may do this, at whatever time; the gate says when.
pub fn allows(actor: &Actor, action: Action, bid: &Bid, facts: &Facts) -> Result<(), Refusal> {
    match action {
        Action::Open => opens(actor, facts),
        Action::Save | Action::Submit | Action::Change | Action::Confirm | Action::Withdraw
            if actor.is_member_of(&bid.organisation) =>
        {
            Ok(())
        }
        Action::Save | Action::Submit | Action::Change | Action::Confirm | Action::Withdraw => {
            Err(Refusal::not_allowed("Only the organisation that bids can do this. Act for that organisation"))
        }
    }
}

/// Whether the actor may open the bids of an opportunity: a commissioner of its
/// directorate.
pub fn opens(actor: &Actor, facts: &Facts) -> Result<(), Refusal> {
    if actor.commissions_for(&facts.buyer, facts.directorate.as_ref()) {
        return Ok(());
    }
    Err(Refusal::not_allowed("Only a commissioner of this council and directorate can open its bids"))
}

/// Whether the actor may bid at all: somebody who acts for a provider.
pub fn starts(actor: &Actor) -> Result<(), Refusal> {
    if actor.provider().is_some() {
        return Ok(());
    }
    Err(Refusal::not_allowed("Only a provider organisation can bid. Act for one, or register yours"))
}

/// The actions of this actor on this bid.
pub fn can(actor: &Actor, bid: &Bid, facts: &Facts) -> Vec<Action> {
    Action::ALL.iter().copied().filter(|action| allows(actor, *action, bid, facts).is_ok()).collect()
}

/// Whether the actor may know that the bid exists: its organisation and those that bid with it always, a
/// commissioner or approver of the council once it is opened. Reviewers read
/// it through their panel, which bars those with a conflict.
pub fn knows(actor: &Actor, bid: &Bid, facts: &Facts) -> bool {
    if actor.is_member_of(&bid.organisation) || bid.members.iter().any(|member| actor.is_member_of(member)) {
        return true;
    }
    let opened = bid.state.stored() == Stage::Opened;
    opened
        && (actor.is(Role::Approver, &facts.buyer) || actor.commissions_for(&facts.buyer, facts.directorate.as_ref()))
}

/// Whether the actor may read the answers and prices.
pub fn sees(actor: &Actor, bid: &Bid, facts: &Facts) -> bool {
    knows(actor, bid, facts)
}

/// Whether the actor may read which of an organisation's people wrote what: they work there too.
pub fn sees_authors(actor: &Actor, organisation: &OrganisationId) -> bool {
    actor.is_member_of(organisation)
}

/// Whether the actor may know how the opening of an opportunity stands: the officers of its council.
pub fn sees_opening(actor: &Actor, facts: &Facts) -> bool {
    actor.is_officer_of(&facts.buyer)
}

#[cfg(test)]
mod tests {
    use super::super::example::*;
    use super::*;
    use crate::people::{OrganisationKind, UserId};

    /// R-S1: nobody but the bidder knows of a bid before it is opened.
    #[test]
    fn the_matrix_of_roles_stages_and_sight() {
        let user = UserId::from_uuid(uuid(200));
        let late = at(CLOSES) + chrono::Duration::seconds(1);
        let submitted = draft().submit(&user, receipt(CLOSES), &facts(), at(CLOSES)).unwrap();
        let opened = submitted.clone().open(&user, &facts(), late).unwrap();
        let mut actors = vec![("visitor".to_owned(), Actor::Visitor), ("system".to_owned(), Actor::System)];
        for role in Role::ALL {
            for (name, kind, number) in [
                ("buyer", OrganisationKind::Buyer, 1),
                ("bidder", OrganisationKind::Provider, 2),
                ("another council", OrganisationKind::Buyer, 3),
                ("another provider", OrganisationKind::Provider, 4),
            ] {
                if role.fits(kind) {
                    actors.push((format!("{role} of {name}"), person(*role, kind, number)));
                }
            }
        }
        let mut table = String::new();
        for (name, actor) in &actors {
            let row: Vec<_> = [("draft", &draft()), ("submitted", &submitted), ("opened", &opened)]
                .iter()
                .map(|(stage, bid)| {
                    let can: Vec<_> = can(actor, bid, &facts()).iter().map(ToString::to_string).collect();
                    let sight = if sees(actor, bid, &facts()) { "reads" } else { "-" };
                    format!("{stage}: {sight} [{}]", can.join(" "))
                })
                .collect();
            table.push_str(&format!("{name} | {}\n", row.join(" | ")));
        }
        insta::assert_snapshot!(table);
    }

    /// R-4.20b: members read the bid, and the lead alone writes and sends it.
    #[test]
    fn a_member_reads_the_bid_and_only_the_lead_sends_it_r_4_20b() {
        let together = Bid { members: vec![org(4)], ..draft() };
        let of_the_member = person(Role::Member, OrganisationKind::Provider, 4);
        assert!(sees(&of_the_member, &together, &facts()) && !sees(&of_the_member, &draft(), &facts()));
        assert_eq!(can(&of_the_member, &together, &facts()), []);
        let officer = person(Role::Commissioner, OrganisationKind::Buyer, 1);
        assert!(!knows(&officer, &together, &facts()), "nobody at the council before the opening");
    }

    #[test]
    fn only_somebody_of_a_provider_begins_a_bid() {
        assert!(starts(&member()).is_ok());
        assert!(starts(&person(Role::Commissioner, OrganisationKind::Buyer, 1)).is_err());
        assert!(starts(&Actor::Visitor).is_err());
    }
}
