//! A grant round: one pot for several grants, the most that one application may be given, and what the council expects of
//! whoever gets one (R-4.15b, R-4.16). A round is a lot with several awards, not a type of its own.

use super::{Opportunity, OpportunityInput};
use crate::check::{Checks, clean};
use crate::error::{Code, Refusal};
use crate::framework::policy::Lifetime;
use crate::money::Money;
use crate::secure::method::{GrantKind, Method};

/// The most expectations that one round may have.
pub const EXPECTATIONS_MOST: usize = 10;
/// The longest that one may be, in characters.
const EXPECTATION_MOST: usize = 300;

/// What a grant round says besides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// The most that one application may be given; none is the whole pot.
    pub most: Option<Money>,
    /// What is expected of whoever gets a grant, in the order in which applicants read it.
    pub expectations: Vec<String>,
}

impl OpportunityInput {
    /// Reads the most for one application and the expectations, one on each line.
    pub(super) fn apply_round(&self, checks: &mut Checks, round: &mut Round) {
        if let Some(most) = &self.grant_most {
            let typed = !most.trim().is_empty();
            round.most = typed.then(|| checks.money("grantMost", "the most for one application", most));
            if round.most == Some(Money::ZERO) && Money::parse(most.trim()).is_some() {
                let sentence = "The most for one application must be more than £0";
                checks.refuse(Refusal::slip("grantMost", Code::OutOfRange, sentence));
            }
        }
        if let Some(lines) = &self.expectations {
            round.expectations = expectations(checks, lines);
        }
    }
}

fn expectations(checks: &mut Checks, typed: &str) -> Vec<String> {
    let read: Vec<String> =
        clean(typed).lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    let mut refuse = |sentence: String| {
        checks.refuse(Refusal::slip("expectations", Code::TooLong, sentence).because("R-4.16", "4.16"));
    };
    if read.len() > EXPECTATIONS_MOST {
        let over = read.len() - EXPECTATIONS_MOST;
        refuse(format!("There are {} lines. The limit is {EXPECTATIONS_MOST}: take off {over}", read.len()));
    }
    for (number, line) in (1..).zip(&read) {
        let count = line.chars().count();
        if count > EXPECTATION_MOST {
            let over = count - EXPECTATION_MOST;
            refuse(format!("Line {number} is {count} characters. The limit is {EXPECTATION_MOST}: cut {over}"));
        }
    }
    read
}

impl Opportunity {
    /// Whether several can be chosen for one lot, within its value: every grant is given out so (R-4.15b).
    pub fn is_round(&self) -> bool {
        self.method == Method::Grant
    }

    /// Whether it lets an organisation exist, with nothing in return (R-4.15a).
    pub fn is_core_grant(&self) -> bool {
        self.is_round() && self.footing.grant_kind == Some(GrantKind::Core)
    }

    /// The most that one application may ask for; none where it is no round.
    pub fn grant_most(&self) -> Option<Money> {
        let pot = self.value();
        self.is_round().then(|| self.round.most.map_or(pot, |most| most.min(pot)))
    }

    /// What one bidder can get out of it, which is what it may be asked in proportion to: the whole, and of a
    /// round the most for one application.
    pub(super) fn stake(&self) -> Option<Lifetime> {
        let whole = self.lifetime()?;
        let Some(most) = self.grant_most() else { return Some(whole) };
        Some(Lifetime { net: most.min(whole.net), gross: most.min(whole.gross), ..whole })
    }

    /// What a round lacks: the most for one application fits the pot, and applicants are told what is expected of them.
    pub(super) fn round_gate(&self) -> Vec<Refusal> {
        let mut refusals = Vec::new();
        if !self.is_round() {
            return refusals;
        }
        let pot = self.value();
        if let Some(most) = self.round.most.filter(|most| *most > pot) {
            let sentence =
                format!("One application may be given {most}, and the whole pot is {pot}. Lower it to {pot} or less");
            refusals.push(Refusal::under(Code::OutOfRange, "R-4.15b", "4.15", sentence).on("grantMost"));
        }
        if self.footing.grant_kind == Some(GrantKind::Project) && self.round.expectations.is_empty() {
            let sentence = "Say what you expect of whoever gets a grant. Applicants read it before they begin";
            refusals.push(Refusal::under(Code::Missing, "R-4.16", "4.16", sentence).on("expectations"));
        }
        refusals
    }
}

#[cfg(test)]
pub(in crate::secure) mod tests {
    use super::super::tests::{draft, facts, now, policy};
    use super::*;
    use crate::framework::policy::Category;
    use crate::secure::method::NatureInput;
    use crate::secure::opportunity::input::NewIds;
    use crate::secure::opportunity::{Ask, Question};
    use crate::secure::{CriterionId, LotId, QuestionId};

    struct NoIds;

    impl NewIds for NoIds {
        fn criterion(&mut self) -> CriterionId {
            unreachable!("nothing new")
        }

        fn question(&mut self) -> QuestionId {
            unreachable!("nothing new")
        }

        fn lot(&mut self) -> LotId {
            unreachable!("nothing new")
        }
    }

    /// A round of £25,000 in grants of up to £5,000.
    pub(in crate::secure) fn round() -> Opportunity {
        let mut round = draft();
        let no = || "no".to_owned();
        let nature = NatureInput { service_in_return: no(), price: no(), enforceable: no() };
        round.method = Method::Grant;
        round.footing.nature = nature.check().ok();
        round.footing.grant_kind = Some(GrantKind::Project);
        round.terms.category = Category::Grant;
        round.terms.vat_basis_points = 0;
        round.round.most = Some(Money::pounds(5_000));
        round.round.expectations = vec!["Open two evenings a week".to_owned()];
        round
    }

    fn messages(of: &Opportunity) -> Vec<(String, String)> {
        let refusals = of.gate(&facts(), &policy(), now());
        refusals.into_iter().map(|one| (one.field.unwrap_or_default(), one.message)).collect()
    }

    #[test]
    fn a_round_is_published_with_its_expectations_and_not_without_r_4_16() {
        assert_eq!(messages(&round()), []);
        let mut silent = round();
        silent.round.expectations.clear();
        let [(field, message)] = &messages(&silent)[..] else { panic!("one fault") };
        assert_eq!(field, "expectations");
        assert!(message.starts_with("Say what you expect"), "{message}");
    }

    #[test]
    fn the_most_for_one_application_is_within_the_pot_r_4_15b() {
        let mut all = round();
        all.round.most = Some(Money::pounds(25_000));
        all.proportion_reason = Some("Asked of every applicant alike.".to_owned());
        assert_eq!(messages(&all), [], "one application may be given all of it");
        all.round.most = Some(Money::pence(2_500_001));
        let [(field, message)] = &messages(&all)[..] else { panic!("one fault") };
        assert_eq!(field, "grantMost");
        assert_eq!(
            message,
            "One application may be given £25,000.01, and the whole pot is £25,000. Lower it to £25,000 or less"
        );
    }

    /// five questions are right for £5,000, however large the pot; a small grant is small for who gets it.
    #[test]
    fn what_is_asked_fits_what_one_can_get_and_not_the_pot_r_4_4() {
        let mut large = round();
        large.terms.value_a_year = Money::pounds(60_000);
        large.lots[0].value = Money::pounds(60_000);
        assert_eq!(messages(&large), [], "no reason is needed: each grant is small");
        let one = large.questions[0].clone();
        let short = |question: Question| Question { ask: Ask::Text { words: 100 }, ..question };
        large.questions = vec![short(one); 6];
        let [(field, message)] = &messages(&large)[..] else { panic!("one fault: {:?}", messages(&large)) };
        assert_eq!(field, "proportionReason");
        assert!(message.starts_with("6 questions are more than the 5 that £5,000 justifies"), "{message}");
    }

    #[test]
    fn a_core_grant_is_put_out_with_a_purpose_in_place_of_outcomes_r_4_15a() {
        let mut core = round();
        core.footing.grant_kind = Some(GrantKind::Core);
        core.round.expectations.clear();
        let of = |outcomes, purpose| {
            core.gate(&crate::secure::opportunity::Facts { outcomes, purpose, ..facts() }, &policy(), now())
        };
        assert_eq!(of(0, true), [], "neither outcomes nor expectations are asked of it");
        let refused = of(1, false);
        assert_eq!((refused.len(), refused[0].rule.as_deref()), (1, Some("R-4.15a")));
        let project = round().gate(
            &crate::secure::opportunity::Facts { outcomes: 0, purpose: true, ..facts() },
            &policy(),
            now(),
        );
        assert_eq!(project[0].code, Code::NoOutcomes, "a project grant has outcomes");
    }

    #[test]
    fn expectations_are_typed_one_on_each_line_and_refused_all_at_once_r_4_16() {
        let typed = |most: &str, lines: &str| {
            let input = OpportunityInput {
                grant_most: Some(most.to_owned()),
                expectations: Some(lines.to_owned()),
                ..OpportunityInput::default()
            };
            input.apply(round(), &mut NoIds)
        };
        let read = typed(" £1,200 ", "Stay warm\r\n\n  Say who came \n").unwrap();
        assert_eq!(read.round.most, Some(Money::pounds(1_200)));
        assert_eq!(read.round.expectations, ["Stay warm", "Say who came"]);
        let faults = typed("lots", &"x".repeat(301)).unwrap_err();
        let fields: Vec<_> = faults.iter().filter_map(|fault| fault.field.as_deref()).collect();
        assert_eq!(fields, ["grantMost", "expectations"]);
        assert_eq!(typed("0", "").unwrap_err()[0].code, Code::OutOfRange);
        let many = "One\n".repeat(11);
        assert_eq!(typed("", &many).unwrap_err()[0].message, "There are 11 lines. The limit is 10: take off 1");
        assert_eq!(typed("", "").unwrap().round, Round::default(), "emptied");
    }
}
