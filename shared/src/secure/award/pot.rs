//! The pot of a grant round: several awards of one lot, by score, that together stay within it (R-4.15b).

use super::gate::Facts;
use super::input::Recommendation;
use super::letter::Letter;
use super::{Award, Stage};
use crate::error::{Code, Refusal};
use crate::money::Money;
use crate::secure::BidId;
use crate::secure::evaluation::{Evaluation, Line, Ranking};

/// What a lot can give out in all, and what stands of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pot {
    /// The most that all awards together may come to.
    pub whole: Money,
    /// The awards that stand.
    pub standing: Vec<Given>,
}

/// An award that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// The chosen application.
    pub bid: BidId,
    /// Whose it is.
    pub name: String,
    /// How much.
    pub value: Money,
    /// How far it is.
    pub stage: Stage,
}

impl Pot {
    /// What all standing awards come to.
    pub fn given(&self) -> Money {
        Money::checked_sum(self.standing.iter().map(|one| one.value)).unwrap_or(self.whole)
    }

    /// What is left to give.
    pub fn left(&self) -> Money {
        Money::pence((self.whole.as_pence() - self.given().as_pence()).max(0))
    }

    /// Whether an award of this application stands.
    pub fn holds(&self, bid: &BidId) -> bool {
        self.standing.iter().any(|one| &one.bid == bid)
    }

    /// Why this application cannot be given its sum: it has a grant, or the pot would not hold it.
    fn refusal(&self, line: &Line) -> Option<Refusal> {
        let refuse = |code, message: String| Some(Refusal::under(code, "R-4.15b", "4.15", message).on("bid"));
        if self.holds(&line.bid) {
            let message = format!("{} has a grant of this round already. Select another application", line.name);
            return refuse(Code::Duplicate, message);
        }
        let all = Money::checked_sum([self.given(), line.price]).unwrap_or(line.price);
        if all <= self.whole {
            return None;
        }
        let message = format!(
            "{} to {} would bring all grants to {all}. The pot is {}, of which {} is left. Select an application for {} or less",
            line.price,
            line.name,
            self.whole,
            self.left(),
            self.left()
        );
        refuse(Code::OverPot, message)
    }

    /// Why applicants cannot be told yet: all hear at once, so no grant waits for its approval.
    pub(crate) fn undecided(&self) -> Option<Refusal> {
        let waiting: Vec<&str> =
            self.standing.iter().filter(|one| one.stage == Stage::Recommended).map(|one| one.name.as_str()).collect();
        (!waiting.is_empty()).then(|| {
            let message = format!(
                "Every applicant is told at once, and {} waits for approval: {}. Have it approved or sent back first",
                if waiting.len() == 1 { "a grant".to_owned() } else { format!("each of {} grants", waiting.len()) },
                and(&waiting)
            );
            Refusal::under(Code::TooEarly, "R-4.2", "4.2", message)
        })
    }
}

/// Why this application cannot be recommended from this pot; empty if it can. `out` are those that cannot be chosen at
/// all. An application for more than is left is passed over without a reason; a lower score before a higher one that
/// fits needs one, which everyone reads (R-4.1b).
pub(super) fn recommendation(
    chosen: &Recommendation,
    pot: &Pot,
    ranking: &Ranking,
    mut out: Vec<BidId>,
) -> Vec<Refusal> {
    let Some(line) = ranking.line(&chosen.bid) else { return Vec::new() };
    if let Some(refusal) = pot.refusal(line) {
        return vec![refusal];
    }
    let left = pot.left();
    let passed = ranking.lines.iter().filter(|line| pot.holds(&line.bid) || line.price > left);
    out.extend(passed.map(|line| line.bid.clone()));
    let best = ranking.best(&out);
    let names: Vec<_> = best.iter().map(|line| line.name.as_str()).collect();
    let together = Money::checked_sum(best.iter().map(|line| line.price));
    let message = match (best.iter().any(|line| line.bid == chosen.bid), together) {
        (true, Some(sum)) if sum <= left => return Vec::new(),
        (true, _) if best.len() == 1 => return Vec::new(),
        (true, _) => format!(
            "{} have exactly the same score, and {left} is left, which is not enough for all. Say how you chose between them; everyone reads it",
            and(&names)
        ),
        (false, _) => format!(
            "{} {} a higher score, and the pot holds it. Say why another comes first, such as a spread of places or groups, which everyone reads; or select the higher score",
            and(&names),
            if names.len() == 1 { "has" } else { "have" }
        ),
    };
    if chosen.other_reason.is_some() {
        return Vec::new();
    }
    vec![Refusal::under(Code::ReasonMissing, "R-4.1b", "4.1", message).on("otherReason")]
}

impl Award {
    /// What the applicants of a round are told once `new` grants are decided: each who gets one, of its own; each other
    /// who has not been told, of all. `facts` hold what stands.
    pub fn round_letters(new: &[Self], told: &[BidId], facts: &Facts<'_>) -> Vec<Letter> {
        let Some(ranking) = facts.evaluation.order() else { return Vec::new() };
        let mut letters: Vec<Letter> = new.iter().filter_map(|award| own_letter(award, facts.evaluation)).collect();
        let lowest = new.iter().filter_map(|award| ranking.line(&award.bid)).max_by_key(|line| line.rank);
        let Some((lowest, last)) =
            lowest.and_then(|line| Some((line, new.iter().find(|award| award.bid == line.bid)?)))
        else {
            return letters;
        };
        let names: Vec<_> = new.iter().map(|award| award.provider_name.as_str()).collect();
        let reasons: Vec<_> = new.iter().map(Self::reasons_in_full).collect();
        let pot = facts.pot.as_ref();
        let others = ranking
            .lines
            .iter()
            .filter(|line| !told.contains(&line.bid) && !pot.is_some_and(|pot| pot.holds(&line.bid)));
        letters.extend(others.map(|line| Letter {
            winner_name: and(&names),
            reasons: reasons.join("\n"),
            ..last.letter(facts.evaluation, line, lowest)
        }));
        letters
    }

    /// Why this one, with the reason for choosing it before a higher score where there is one.
    fn reasons_in_full(&self) -> String {
        let before = self.other_reason.as_ref().map(|reason| format!(" Why it comes before a higher score: {reason}"));
        format!("{}: {}{}", self.provider_name, self.reasons, before.unwrap_or_default())
    }
}

fn own_letter(award: &Award, evaluation: &Evaluation) -> Option<Letter> {
    award.letters(evaluation).into_iter().find(|letter| letter.bid == award.bid)
}

/// Names as one reads them: `A`, `A and B`, `A, B and C`.
fn and(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{choose, facts, now, officer};
    use super::*;
    use crate::secure::evaluation::tests::{agreed, id};

    /// Two applications for these sums, judged by their answers alone: the first has 4 points, the second `points`.
    fn applied(points: u8, prices: [i64; 2]) -> Evaluation {
        let mut evaluation = agreed(points);
        evaluation.frame.price_weight = 0;
        evaluation.frame.quality[0].weight = 10_000;
        for (bidder, price) in evaluation.bids.iter_mut().zip(prices) {
            bidder.price = Money::pounds(price);
        }
        evaluation
    }

    fn given(bid: usize, pounds: i64, stage: Stage) -> Given {
        Given { bid: id("bid_", bid), name: format!("Applicant {bid}"), value: Money::pounds(pounds), stage }
    }

    fn with(evaluation: &Evaluation, whole: i64, standing: Vec<Given>) -> Facts<'_> {
        Facts { pot: Some(Pot { whole: Money::pence(whole), standing }), ..facts(evaluation) }
    }

    fn recommend(facts: &Facts<'_>, bid: usize, reason: Option<&str>) -> Result<Award, Vec<Refusal>> {
        Award::recommend(id("awd_", bid), &officer(), choose(bid, reason), facts, now())
    }

    #[test]
    fn all_grants_of_a_round_stay_within_the_pot_to_the_penny_r_4_15b() {
        let mut of = applied(3, [5_000, 5_000]);
        of.decided = true;
        let first = || vec![given(1, 5_000, Stage::Approved)];
        assert!(recommend(&with(&of, 1_000_000, first()), 2, None).is_ok(), "the pot itself is allowed");
        let short = with(&of, 999_999, first());
        let refused = recommend(&short, 2, Some("It is the only one in its ward.")).unwrap_err();
        assert_eq!((refused[0].code, refused[0].rule.as_deref()), (Code::OverPot, Some("R-4.15b")));
        let figures = "would bring all grants to £10,000. The pot is £9,999.99, of which £4,999.99 is left. Select an \
                       application for £4,999.99 or less";
        assert!(refused[0].message.contains(figures), "{}", refused[0].message);
    }

    #[test]
    fn one_application_gets_one_grant_of_a_round_r_4_15b() {
        let of = applied(3, [5_000, 5_000]);
        let facts = with(&of, 5_000_000, vec![given(1, 5_000, Stage::Notified)]);
        let refused = recommend(&facts, 1, None).unwrap_err();
        assert_eq!((refused[0].code, refused[0].field.as_deref()), (Code::Duplicate, Some("bid")));
    }

    #[test]
    fn a_lower_score_before_a_higher_needs_a_reason_that_everyone_reads_r_4_1b() {
        let of = applied(3, [9_000, 5_000]);
        let roomy = with(&of, 5_000_000, Vec::new());
        assert!(recommend(&roomy, 1, None).is_ok());
        let refused = recommend(&roomy, 2, None).unwrap_err();
        assert_eq!((refused[0].rule.as_deref(), refused[0].field.as_deref()), (Some("R-4.1b"), Some("otherReason")));
        assert!(recommend(&roomy, 2, Some("No other warm space north of the canal.")).is_ok());
        let tight = with(&of, 899_999, Vec::new());
        assert!(recommend(&tight, 2, None).is_ok(), "what the pot cannot hold is passed over without a reason");
        let after = with(&of, 5_000_000, vec![given(1, 9_000, Stage::Recommended)]);
        assert!(recommend(&after, 2, None).is_ok(), "the higher score has its grant");
    }

    #[test]
    fn equal_scores_need_a_reason_only_where_the_pot_cannot_hold_both_r_4_1b() {
        let of = applied(4, [5_000, 5_000]);
        assert!(recommend(&with(&of, 1_000_000, Vec::new()), 2, None).is_ok());
        let refused = recommend(&with(&of, 999_999, Vec::new()), 2, None).unwrap_err();
        assert_eq!((refused.len(), refused[0].code), (1, Code::ReasonMissing));
        assert!(refused[0].message.contains("exactly the same score, and £9,999.99 is left"), "{}", refused[0].message);
    }

    #[test]
    fn nobody_is_told_while_one_grant_waits_for_approval_r_4_2() {
        let pot =
            |stage| Pot { whole: Money::pounds(9), standing: vec![given(1, 1, Stage::Approved), given(2, 1, stage)] };
        let refused = pot(Stage::Recommended).undecided().unwrap();
        assert_eq!(refused.code, Code::TooEarly);
        assert!(refused.message.contains("a grant waits for approval: Applicant 2"), "{}", refused.message);
        assert_eq!(pot(Stage::Approved).undecided(), None);
    }

    #[test]
    fn who_gets_a_grant_hears_of_its_own_and_the_others_of_all_once_r_s5() {
        let of = applied(3, [9_000, 5_000]);
        let roomy = with(&of, 5_000_000, Vec::new());
        let (first, second) = (id("bid_", 1), id("bid_", 2));
        let new = [recommend(&roomy, 2, Some("It reaches people whom nobody else does.")).unwrap()];
        let told = with(&of, 5_000_000, vec![given(2, 5_000, Stage::Approved)]);
        let letters = Award::round_letters(&new, &[], &told);
        let to = |bid: &BidId| letters.iter().find(|letter| &letter.bid == bid).unwrap();
        assert_eq!(letters.len(), 2);
        assert!(to(&second).successful && !to(&first).successful);
        assert!(
            to(&first).reasons.contains("Why it comes before a higher score: It reaches"),
            "{}",
            to(&first).reasons
        );
        assert_eq!(to(&first).award, new[0].id, "beside the lowest score that got one");
        let again = Award::round_letters(&new, std::slice::from_ref(&first), &told);
        assert_eq!(again.len(), 1, "nobody hears the same twice");
        let both = [recommend(&roomy, 1, None).unwrap(), new[0].clone()];
        let standing = vec![given(1, 9_000, Stage::Approved), given(2, 5_000, Stage::Approved)];
        let letters = Award::round_letters(&both, &[], &with(&of, 5_000_000, standing));
        assert!(letters.iter().all(|letter| letter.successful) && letters.len() == 2);
    }

    #[test]
    fn a_round_holds_a_slot_for_each_bid_and_another_lot_one_alone_r_4_15b() {
        let of = applied(3, [9_000, 5_000]);
        let several = recommend(&with(&of, 5_000_000, Vec::new()), 1, None).unwrap();
        let alone = recommend(&facts(&of), 1, None).unwrap();
        assert_eq!(several.slot(), Some(format!("{} {}", several.lot, several.bid)));
        assert_eq!(alone.slot(), Some(alone.lot.to_string()));
    }
}
