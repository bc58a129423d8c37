//! What the rules ask of a team, and how it changes.

use super::{DeclineReason, MemberStage, Membership, PARAGRAPH, PASSING_ON, RULE, Share, Team, Terms};
use crate::calendar::Timestamp;
use crate::check::show_thousandths;
use crate::error::{Code, Refusal};
use crate::framework::policy::Policy;
use crate::people::OrganisationId;
use crate::secure::bid::{Bid, Stage};

/// The most organisations in one bid, the lead among them.
pub const MEMBERS_MOST: usize = 10;

fn under(code: Code, sentence: impl Into<String>) -> Refusal {
    Refusal::under(code, RULE, PARAGRAPH, sentence)
}

impl Team {
    /// Everything that keeps the bid from being sent, at once: each member has accepted, everybody has a part, the
    /// shares make exactly a whole, and no more is passed on than the policy lets.
    pub fn gate(&self, lead: (&OrganisationId, &str), policy: &Policy) -> Vec<Refusal> {
        let mut refusals = Vec::new();
        for member in &self.members {
            let name = &member.name;
            let sentence = match member.stage {
                MemberStage::Accepted => continue,
                MemberStage::Invited => format!("{name} has not accepted its part yet. Ask it to, or take it out"),
                MemberStage::Declined => format!("{name} said no. Take it out of the bid, or ask again"),
            };
            refusals.push(under(Code::PartMissing, sentence).on("team"));
        }
        if !self.is_alone() {
            let others = self.members.iter().map(|member| (&member.organisation, member.name.as_str()));
            for (organisation, name) in std::iter::once(lead).chain(others) {
                let part = self.part(organisation);
                if part.is_none_or(|part| part.role.is_empty() || part.share <= Share(0)) {
                    let sentence = format!("Say what {name} does and its share");
                    refusals.push(under(Code::Missing, sentence).on("team"));
                }
            }
            refusals.extend(sum_of_shares(self.total()));
        }
        refusals.extend(self.passing_on(policy));
        refusals
    }

    /// No more is passed on than the limit, and whoever does the work is paid no later than the lead is.
    fn passing_on(&self, policy: &Policy) -> Vec<Refusal> {
        let refuse = |code, sentence: String| Refusal::under(code, PASSING_ON, PARAGRAPH, sentence).on("team");
        let mut refusals = Vec::new();
        let passed: i64 = self.terms.subcontractors.iter().map(|one| one.share.0).sum();
        let most = policy.subcontract_max_share();
        if passed > i64::from(most.value) * 100 {
            let sentence = format!(
                "Work passed on adds up to {} %. The limit is {} %: pass on less, or bring them into the bid",
                Share(passed),
                most.value
            );
            refusals.push(refuse(Code::OutOfRange, sentence).using(most.row));
        }
        let days = policy.payment_days();
        for one in self.terms.subcontractors.iter().filter(|one| one.payment_days > days.value) {
            let sentence = format!(
                "{} would be paid within {} days. You are paid within {}: pay no later than that",
                one.name, one.payment_days, days.value
            );
            refusals.push(refuse(Code::OutOfRange, sentence).using(days.row.clone()));
        }
        refusals
    }

    /// Asks an organisation in, or once more.
    pub fn invite(
        &self,
        bid: &Bid,
        (organisation, name): (&OrganisationId, &str),
        now: Timestamp,
    ) -> Result<Membership, Vec<Refusal>> {
        let mut refusals = writable(bid);
        let refuse = |code, sentence: &str| under(code, sentence).on("organisation");
        if organisation == &bid.organisation {
            refusals.push(refuse(Code::Duplicate, "Your own organisation leads this bid already"));
        }
        if self.member(organisation).is_some_and(|member| member.stage != MemberStage::Declined) {
            refusals.push(refuse(Code::Duplicate, "This organisation is asked already. See the list below"));
        }
        if self.members.len() + 1 >= MEMBERS_MOST && self.member(organisation).is_none() {
            let sentence = format!("A bid has {MEMBERS_MOST} organisations at most. Take one out first");
            refusals.push(refuse(Code::TooLong, &sentence));
        }
        crate::error::all_or_nothing(refusals)?;
        Ok(Membership {
            bid: bid.id.clone(),
            organisation: organisation.clone(),
            name: name.to_owned(),
            stage: MemberStage::Invited,
            reason: None,
            invited_at: now,
            answered_at: None,
        })
    }

    /// The team with new terms. Whoever had accepted and whose part is another now is asked again: nobody is held to
    /// what they did not agree to. Parts of strangers fall away.
    #[must_use]
    pub fn with(mut self, lead: &OrganisationId, terms: Terms, now: Timestamp) -> Self {
        let kept = |organisation: &OrganisationId| {
            organisation == lead || self.members.iter().any(|member| &member.organisation == organisation)
        };
        let mut terms = terms;
        terms.parts.retain(|part| kept(&part.organisation));
        let asked_again = |member: &Membership| {
            let part = |of: &Terms| of.parts.iter().find(|part| part.organisation == member.organisation).cloned();
            member.stage == MemberStage::Accepted && part(&terms) != part(&self.terms)
        };
        let again: Vec<bool> = self.members.iter().map(asked_again).collect();
        for (member, again) in self.members.iter_mut().zip(again) {
            if again {
                member.stage = MemberStage::Invited;
                member.invited_at = now;
                member.answered_at = None;
            }
        }
        self.terms = terms;
        self.version += 1;
        self
    }
}

impl Membership {
    /// Takes its part. `elsewhere` is in how many other bids on the same opportunity the organisation is, its own
    /// among them.
    pub fn accept(self, bid: &Bid, elsewhere: u32, policy: &Policy, now: Timestamp) -> Result<Self, Vec<Refusal>> {
        let mut refusals = writable(bid);
        if self.stage == MemberStage::Accepted {
            refusals.push(under(Code::IllegalTransition, "Your organisation is in this bid already"));
        }
        refusals.extend(in_others(elsewhere, policy));
        crate::error::all_or_nothing(refusals)?;
        Ok(Self { stage: MemberStage::Accepted, reason: None, answered_at: Some(now), ..self })
    }

    /// Says no, or leaves; with the reason, until the bid is sent.
    pub fn decline(self, bid: &Bid, reason: DeclineReason, now: Timestamp) -> Result<Self, Vec<Refusal>> {
        let mut refusals = writable(bid);
        if self.stage == MemberStage::Declined {
            refusals.push(under(Code::IllegalTransition, "Your organisation has said no already"));
        }
        crate::error::all_or_nothing(refusals)?;
        Ok(Self { stage: MemberStage::Declined, reason: Some(reason), answered_at: Some(now), ..self })
    }
}

/// Why a team cannot be changed now: the bid is sent, withdrawn or opened.
pub fn writable(bid: &Bid) -> Vec<Refusal> {
    match bid.state.stored() {
        Stage::Draft | Stage::NotSent => Vec::new(),
        Stage::Submitted | Stage::Stale | Stage::Lapsed | Stage::Withdrawn | Stage::Opened => {
            vec![under(
                Code::IllegalTransition,
                "This bid is not being written. Its lead can take it back before the deadline, and then it can change",
            )]
        }
    }
}

/// Why an organisation that is in so many bids on an opportunity may not be in one more.
pub fn in_others(elsewhere: u32, policy: &Policy) -> Option<Refusal> {
    let most = policy.bids_per_lot();
    (elsewhere >= most.value).then(|| {
        let bids = if most.value == 1 { "one bid".to_owned() } else { format!("{} bids", most.value) };
        let sentence = format!(
            "Your organisation is in another bid on this already. It may be in {bids} for the same lot: leave the other first"
        );
        under(Code::Duplicate, sentence).using(most.row)
    })
}

/// Says whether the shares make exactly a whole, and what to do.
pub fn sum_of_shares(total: Share) -> Option<Refusal> {
    let short = Share::WHOLE.0 - total.0;
    let by = show_thousandths(short.abs() * 10);
    let what = match short {
        0 => return None,
        1.. => format!("add {by}"),
        _ => format!("take off {by}"),
    };
    Some(under(Code::SumMismatch, format!("Shares add up to {total}. They must add up to 100: {what}")).on("team"))
}

#[cfg(test)]
mod tests {
    use super::super::{Part, Subcontractor};
    use super::*;
    use crate::secure::bid::example::*;

    fn policy() -> Policy {
        crate::framework::policy::Policy::at("2026-12-01".parse().unwrap(), &crate::framework::policy::rows()).unwrap()
    }

    fn part(number: u128, share: i64) -> Part {
        Part { organisation: org(number), role: "Advocates".into(), share: Share(share) }
    }

    fn member(number: u128, stage: MemberStage) -> Membership {
        let asked = Team::default().invite(&draft(), (&org(number), &format!("Organisation {number}")), at(CLOSES));
        Membership { stage, ..asked.unwrap() }
    }

    fn team(shares: [i64; 2]) -> Team {
        Team {
            members: vec![member(3, MemberStage::Accepted)],
            terms: Terms { parts: vec![part(2, shares[0]), part(3, shares[1])], subcontractors: Vec::new() },
            version: 1,
        }
    }

    fn gate(team: &Team) -> Vec<String> {
        team.gate((&org(2), "Lantern Carers"), &policy()).into_iter().map(|refusal| refusal.message).collect()
    }

    /// R-4.20b: to the hundredth.
    #[test]
    fn shares_make_exactly_100_r_4_20b() {
        assert!(gate(&team([6_000, 4_000])).is_empty());
        assert!(gate(&team([6_667, 3_333])).is_empty());
        for (shares, told) in [
            ([6_000, 3_990], "Shares add up to 99.9. They must add up to 100: add 0.1"),
            ([6_000, 3_999], "Shares add up to 99.99. They must add up to 100: add 0.01"),
            ([6_000, 4_001], "Shares add up to 100.01. They must add up to 100: take off 0.01"),
        ] {
            assert_eq!(gate(&team(shares)), [told]);
        }
        let refusal = team([6_000, 3_990]).gate((&org(2), "x"), &policy()).remove(0);
        assert_eq!((refusal.code, refusal.rule.as_deref()), (Code::SumMismatch, Some("R-4.20b")));
    }

    /// R-4.20b
    #[test]
    fn every_member_has_accepted_and_has_a_part_r_4_20b() {
        let mut waiting = team([6_000, 4_000]);
        waiting.members[0].stage = MemberStage::Invited;
        assert_eq!(gate(&waiting), ["Organisation 3 has not accepted its part yet. Ask it to, or take it out"]);
        waiting.members[0].stage = MemberStage::Declined;
        assert_eq!(gate(&waiting), ["Organisation 3 said no. Take it out of the bid, or ask again"]);
        let mut idle = team([10_000, 0]);
        assert_eq!(gate(&idle), ["Say what Organisation 3 does and its share"]);
        idle.terms.parts.clear();
        assert_eq!(gate(&idle).len(), 3, "both parts and the sum");
        assert!(gate(&Team::default()).is_empty(), "who bids alone has all of it");
    }

    /// R-4.20d
    #[test]
    fn no_more_is_passed_on_than_the_limit_and_paid_no_later_r_4_20d() {
        let with = |share: i64, payment_days: u32| {
            let one = Subcontractor { name: "Shed".into(), work: "Rooms".into(), share: Share(share), payment_days };
            gate(&Team { terms: Terms { parts: Vec::new(), subcontractors: vec![one] }, ..Team::default() })
        };
        assert!(with(4_000, 30).is_empty(), "both limits themselves are allowed");
        assert_eq!(
            with(4_001, 30),
            ["Work passed on adds up to 40.01 %. The limit is 40 %: pass on less, or bring them into the bid"]
        );
        assert_eq!(
            with(4_000, 31),
            ["Shed would be paid within 31 days. You are paid within 30: pay no later than that"]
        );
    }

    /// R-4.20b: nobody is held to a part they did not agree to.
    #[test]
    fn whose_part_changes_is_asked_again_r_4_20b() {
        let now = at(CLOSES);
        let same = team([6_000, 4_000]).with(&org(2), team([6_000, 4_000]).terms, now);
        assert_eq!(same.members[0].stage, MemberStage::Accepted);
        let own = team([6_000, 4_000]).with(&org(2), team([5_000, 4_000]).terms, now);
        assert_eq!(own.members[0].stage, MemberStage::Accepted, "another's part is not theirs");
        let other = team([6_000, 4_000]).with(&org(2), team([6_000, 3_999]).terms, now);
        assert_eq!((other.members[0].stage, other.version), (MemberStage::Invited, 2));
        let mut stranger = team([6_000, 4_000]).terms;
        stranger.parts.push(part(9, 1));
        assert_eq!(team([6_000, 4_000]).with(&org(2), stranger, now).terms.parts.len(), 2);
    }

    /// R-4.20b
    #[test]
    fn an_organisation_is_in_one_bid_for_a_lot_r_4_20b() {
        let asked = || member(3, MemberStage::Invited);
        let accepted = asked().accept(&draft(), 0, &policy(), at(CLOSES)).unwrap();
        assert_eq!(accepted.stage, MemberStage::Accepted);
        let refused = asked().accept(&draft(), 1, &policy(), at(CLOSES)).unwrap_err();
        assert_eq!((refused[0].code, refused[0].policy_rows.len()), (Code::Duplicate, 1));
        assert_eq!(accepted.accept(&draft(), 0, &policy(), at(CLOSES)).unwrap_err().len(), 1);
    }

    #[test]
    fn who_may_be_asked_and_until_when() {
        let now = at(CLOSES);
        let invite =
            |team: &Team, number: u128| team.invite(&draft(), (&org(number), "x"), now).map_err(|all| all[0].code);
        assert_eq!(invite(&Team::default(), 2), Err(Code::Duplicate), "the lead");
        assert_eq!(invite(&team([0, 0]), 3), Err(Code::Duplicate));
        let mut declined = team([0, 0]);
        declined.members[0].stage = MemberStage::Declined;
        assert!(invite(&declined, 3).is_ok(), "asked once more");
        let full = Team { members: (10..19).map(|n| member(n, MemberStage::Invited)).collect(), ..Team::default() };
        assert_eq!(invite(&full, 30), Err(Code::TooLong), "ten with the lead");
        let sent = draft().submit(&draft().started_by, receipt(CLOSES), &facts(), now).unwrap();
        assert!(Team::default().invite(&sent, (&org(3), "x"), now).is_err(), "not once it is sent");
        assert!(member(3, MemberStage::Accepted).decline(&sent, DeclineReason::Part, now).is_err());
        let left = member(3, MemberStage::Accepted).decline(&draft(), DeclineReason::Part, now).unwrap();
        assert_eq!(left.reason, Some(DeclineReason::Part));
    }
}
