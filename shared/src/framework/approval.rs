//! Approval: what one officer made, another agrees to, within their money limit
//! (R-4.17d).

use crate::actor::Actor;
use crate::error::{Code, Refusal};
use crate::money::Money;
use crate::people::{OrganisationId, UserId};

wire_enum! {
    /// What became of a request for approval.
    pub enum Decision as "ApprovalDecision" {
        /// Nobody has decided yet.
        Asked = "asked",
        /// Agreed.
        Approved = "approved",
        /// Sent back with a reason.
        ChangesAsked = "changes_asked",
    }
}

wire_enum! {
    /// What kind of thing is to be approved.
    pub enum Subject as "ApprovalSubject" {
        /// A need, before it is published.
        Need = "need",
        /// An assessment that puts needs in order.
        Prioritisation = "prioritisation",
        /// A specification.
        Specification = "specification",
        /// An opportunity, before it is published.
        Opportunity = "opportunity",
        /// The choice of a bid.
        Award = "award",
    }
}

/// Why this person may not approve something of this value; empty if they may.
///
/// `author` is whoever asked. `value` is net of VAT; nothing for what costs
/// nothing by itself, such as a need.
pub fn gate(author: &UserId, actor: &Actor, buyer: &OrganisationId, value: Money) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    if actor.user() == Some(author) {
        refusals.push(Refusal::under(
            Code::SelfApproval,
            "R-4.17d",
            "4.17",
            "You cannot approve this: you asked for the approval yourself. Another approver has to look at it.",
        ));
    }
    if !actor.approves_for(buyer) {
        refusals.push(Refusal::not_allowed(
            "Only an approver of this council can do this. Act as an approver, or ask one.",
        ));
        return refusals;
    }
    let limit = actor.acting().and_then(|acting| acting.limit).unwrap_or(Money::ZERO);
    if limit < value {
        refusals.push(Refusal::under(
            Code::OverLimit,
            "R-4.17d",
            "4.17",
            format!(
                "You cannot approve {value} before VAT: your limit is {limit}. Ask an approver with a higher limit."
            ),
        ));
    }
    refusals
}

/// Why this person may not approve what they changed themselves: another pair
/// of eyes has to look at the text as it stands (R-4.17d).
pub fn not_by_editor(edited_by: Option<&UserId>, by: &UserId) -> Option<Refusal> {
    (edited_by == Some(by)).then(|| {
        Refusal::under(
            Code::SelfApproval,
            "R-4.17d",
            "4.17",
            "You cannot approve this: you changed it last yourself. Another approver has to look at it.",
        )
    })
}

/// How far the approval of one thing has come: the largest values need more
/// than one officer's word (R-4.17d).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain<'a> {
    /// Those who have agreed since it was asked for; a request for changes
    /// voids what was agreed before it.
    pub agreed: &'a [UserId],
    /// How many have to agree, by the band of its value.
    pub needed: u32,
}

impl Chain<'_> {
    /// Why this person may not agree next: because they have already.
    pub fn gate(&self, by: Option<&UserId>) -> Option<Refusal> {
        let twice = by.is_some_and(|by| self.agreed.contains(by));
        twice.then(|| {
            Refusal::under(
                Code::SelfApproval,
                "R-4.17d",
                "4.17",
                format!("You have approved this already. Its value needs {} approvers: ask another one.", self.needed),
            )
        })
    }

    /// Whether the next word is the last that is needed.
    pub fn is_last(&self) -> bool {
        self.agreed.len() + 1 >= self.needed as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::Acting;
    use crate::people::membership::Role;
    use crate::people::{MembershipId, OrganisationKind};

    fn id<T: std::str::FromStr>(prefix: &str, last: u8) -> T
    where
        T::Err: std::fmt::Debug,
    {
        format!("{prefix}000000000000000000000000000000{last:02}").parse().unwrap()
    }

    #[test]
    fn whoever_changed_it_last_may_not_approve_it_r_4_17d() {
        let (editor, other): (UserId, UserId) = (id("usr_", 1), id("usr_", 2));
        let refusal = not_by_editor(Some(&editor), &editor).unwrap();
        assert_eq!((refusal.code, refusal.rule.as_deref()), (Code::SelfApproval, Some("R-4.17d")));
        assert_eq!(not_by_editor(Some(&editor), &other), None);
        assert_eq!(not_by_editor(None, &editor), None);
    }

    fn approver(limit: Money) -> Actor {
        Actor::Person {
            user: id("usr_", 1),
            acting: Some(Acting {
                membership: id::<MembershipId>("mem_", 1),
                organisation: id("org_", 1),
                kind: OrganisationKind::Buyer,
                directorate: None,
                role: Role::Approver,
                limit: Some(limit),
            }),
        }
    }

    fn codes(refusals: &[Refusal]) -> Vec<Code> {
        refusals.iter().map(|refusal| refusal.code).collect()
    }

    #[test]
    fn nobody_approves_what_they_made_themselves_r_4_17d() {
        let refusals = gate(&id("usr_", 1), &approver(Money::pounds(100)), &id("org_", 1), Money::ZERO);
        assert_eq!(codes(&refusals), [Code::SelfApproval]);
    }

    #[test]
    fn an_approver_approves_up_to_the_penny_of_their_limit_r_4_17d() {
        let limit = Money::pounds(100_000);
        let author = id("usr_", 2);
        assert!(gate(&author, &approver(limit), &id("org_", 1), limit).is_empty());
        let refusals = gate(&author, &approver(limit), &id("org_", 1), Money::pence(10_000_001));
        assert_eq!(codes(&refusals), [Code::OverLimit]);
        assert!(refusals[0].message.contains("£100,000.01"), "{}", refusals[0]);
    }

    #[test]
    fn the_largest_values_need_a_second_word_of_somebody_else_r_4_17d() {
        let (first, second): (UserId, UserId) = (id("usr_", 1), id("usr_", 2));
        let begun = Chain { agreed: &[], needed: 2 };
        assert!(begun.gate(Some(&first)).is_none() && !begun.is_last());
        let agreed = [first.clone()];
        let halfway = Chain { agreed: &agreed, needed: 2 };
        assert_eq!(halfway.gate(Some(&first)).map(|refusal| refusal.code), Some(Code::SelfApproval));
        assert!(halfway.gate(Some(&second)).is_none() && halfway.is_last());
        assert!(Chain { agreed: &[], needed: 1 }.is_last());
    }

    #[test]
    fn an_approver_of_another_council_does_not_approve_here() {
        let refusals = gate(&id("usr_", 2), &approver(Money::pounds(1)), &id("org_", 2), Money::ZERO);
        assert_eq!(codes(&refusals), [Code::NotAllowed]);
    }
}
