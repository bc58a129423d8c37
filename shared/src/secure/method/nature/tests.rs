//! What the first question promises.

use super::*;
use crate::framework::policy::rows;

fn policy() -> Policy {
    Policy::at("2026-11-23".parse().unwrap(), &rows()).unwrap()
}

const GIFT: Nature = Nature { service_in_return: false, price: false, enforceable: false };
const PURCHASE: Nature = Nature { service_in_return: true, price: true, enforceable: true };

fn grant(kind: GrantKind, nature: Nature, reason: &str) -> Footing {
    Footing {
        nature: Some(nature),
        grant_kind: Some(kind),
        grant_reason: Some(reason.to_owned()),
        ..Footing::default()
    }
}

fn codes(footing: &Footing, method: Method, pence: i64, category: Category) -> Vec<(Code, String)> {
    let regime = if category == Category::HealthCare { Regime::Psr } else { Regime::Pa23Below };
    let refusals = footing.gate(method, Money::pence(pence), (category, regime), &policy());
    refusals.into_iter().map(|refusal| (refusal.code, refusal.field.unwrap_or_default())).collect()
}

fn granted(footing: &Footing, pence: i64) -> Vec<(Code, String)> {
    codes(footing, Method::Grant, pence, Category::Grant)
}

#[test]
fn three_answers_decide_and_are_explained_r_4_9() {
    for (service_in_return, price, enforceable, contract) in [
        (false, false, false, false),
        (true, false, false, false),
        (false, true, false, false),
        (true, true, false, true),
        (false, false, true, true),
        (true, true, true, true),
    ] {
        let nature = Nature { service_in_return, price, enforceable };
        assert_eq!(nature.is_contract(), contract, "{nature:?}");
        let last = nature.explain().pop().unwrap().sentence;
        assert_eq!(last.starts_with("So it is a contract"), contract, "{last}");
    }
    let blank = NatureInput::default().check().unwrap_err();
    let fields: Vec<_> = blank.iter().filter_map(|fault| fault.field.as_deref()).collect();
    assert_eq!(fields, ["serviceInReturn", "price", "enforceable"], "all at once");
    assert_eq!(NatureInput::contract().check(), Ok(PURCHASE));
}

#[test]
fn a_grant_a_penny_over_the_small_one_needs_a_reason_r_4_9() {
    let bare = grant(GrantKind::Project, GIFT, " ");
    assert!(granted(&bare, 2_500_000).is_empty());
    assert_eq!(granted(&bare, 2_500_001), [(Code::ReasonMissing, "grantReason".to_owned())]);
    assert!(granted(&grant(GrantKind::Project, GIFT, "Nobody sells this."), 2_500_001).is_empty());
    let refusal = bare.gate(Method::Grant, Money::pence(2_500_001), (Category::Grant, Regime::Grant), &policy());
    assert_eq!(refusal[0].policy_rows, [policy().grant_small_max().row.to_string()]);
}

#[test]
fn a_project_grant_that_is_a_contract_is_refused_until_an_approver_says_why_not_r_4_9() {
    let disguised = grant(GrantKind::Project, PURCHASE, "");
    assert_eq!(granted(&disguised, 100), [(Code::DisguisedContract, "grantReason".to_owned())]);
    let reasoned = grant(GrantKind::Project, PURCHASE, "The deliverables are the funder's own.");
    assert!(granted(&reasoned, 100).is_empty());
    let refused = reasoned.clone().confirmed(Method::Grant, " ").unwrap_err();
    assert_eq!((refused[0].code, refused[0].field.as_deref()), (Code::DisguisedContract, Some("reason")));
    let confirmed = reasoned.confirmed(Method::Grant, "Nothing is owed to us.").unwrap();
    assert_eq!(confirmed.approver_reason.as_deref(), Some("Nothing is owed to us."));
    let gift = grant(GrantKind::Project, GIFT, "").confirmed(Method::Grant, "");
    assert_eq!(gift.unwrap().approver_reason, None, "nothing to confirm");
}

#[test]
fn a_core_grant_has_nothing_in_return_r_4_15a() {
    let refused = granted(&grant(GrantKind::Core, PURCHASE, "We like it."), 100);
    assert_eq!(refused, [(Code::DisguisedContract, "nature".to_owned())], "no reason helps");
    assert!(granted(&grant(GrantKind::Core, GIFT, ""), 100).is_empty());
}

#[test]
fn a_lesser_method_is_only_a_direct_award_on_a_listed_ground_r_4_9() {
    let direct = |ground, reason: &str| Footing {
        nature: Some(PURCHASE),
        ground,
        direct_reason: Some(reason.to_owned()),
        ..Footing::default()
    };
    let of = |footing: &Footing, category| codes(footing, Method::Direct, 9_000_000, category);
    let care = Category::LightTouch;
    assert_eq!(
        of(&direct(None, " "), care),
        [(Code::WrongMethod, "ground".to_owned()), (Code::ReasonMissing, "directReason".to_owned())]
    );
    assert!(of(&direct(Some(DirectGround::ExtremeUrgency), "The roof fell in."), care).is_empty());
    let health = |ground| of(&direct(Some(ground), "She chose it."), Category::HealthCare);
    assert_eq!(health(DirectGround::UserChoice), [(Code::WrongMethod, "ground".to_owned())]);
    assert!(health(DirectGround::PsrB).is_empty());
    assert_eq!(of(&direct(Some(DirectGround::PsrB), "x"), care), [(Code::WrongMethod, "ground".to_owned())]);
}

#[test]
fn kind_and_method_agree_and_the_question_is_answered_r_4_9() {
    let bought = Footing { nature: Some(PURCHASE), ..Footing::default() };
    let category = (Code::WrongMethod, "category".to_owned());
    assert_eq!(codes(&bought, Method::Tender, 100, Category::Grant), std::slice::from_ref(&category));
    assert_eq!(codes(&grant(GrantKind::Project, GIFT, ""), Method::Grant, 100, Category::LightTouch), [category]);
    let unasked = codes(&Footing::default(), Method::Tender, 100, Category::Works);
    assert_eq!(unasked, [(Code::AnswerMissing, "nature".to_owned())]);
}
