//! Rules of budgets, as sentences.

use super::*;

fn input() -> BudgetLineInput {
    let text = str::to_owned;
    BudgetLineInput {
        resource: text("budget"),
        year: text("2026/27"),
        amount: text("25,000"),
        code: text("AC-4410"),
        says: String::new(),
    }
}

fn account(set: i64, committed: i64, allowed: Option<i64>) -> Account {
    Account { set: Money::pounds(set), committed: Money::pounds(committed), allowed: allowed.map(Money::pounds) }
}

#[test]
fn an_award_cannot_bind_more_than_is_left_and_the_figures_are_told_r_3_2() {
    assert_eq!(account(25_000, 5_000, None).gate(Money::pounds(20_000)), None);
    let refusal = account(25_000, 5_000, None).gate(Money::pence(2_000_001)).unwrap();
    assert_eq!((refusal.code, refusal.rule.as_deref()), (Code::BudgetExceeded, Some("R-3.2")));
    assert_eq!(
        refusal.message,
        "£20,000.01 is more than the budget leaves. £25,000 is set, £5,000 is bound already, and this goes £0.01 beyond. \
         Set more against the commission, or have an approver allow it with a reason"
    );
}

#[test]
fn an_approver_may_allow_more_with_a_reason_r_3_2() {
    let allowed = account(25_000, 5_000, Some(30_000));
    assert_eq!(allowed.gate(Money::pounds(25_000)), None);
    assert!(allowed.gate(Money::pounds(25_001)).is_some());
    assert_eq!(account(25_000, 0, Some(10_000)).most(), Money::pounds(25_000), "an override takes nothing away");
    let faults = BudgetOverrideInput::default().check().unwrap_err();
    let fields: Vec<_> = faults.iter().filter_map(|one| one.field.as_deref()).collect();
    assert_eq!(fields, ["most", "reason"]);
}

#[test]
fn money_of_the_directorate_has_a_code_and_every_fault_is_told_at_once_r_4_17d() {
    let faults = BudgetLineInput { code: String::new(), ..input() }.check().unwrap_err();
    assert_eq!((faults[0].field.as_deref(), faults[0].rule.as_deref()), (Some("code"), Some("R-4.17d")));
    let partner = BudgetLineInput { resource: "partner".to_owned(), code: String::new(), ..input() };
    assert!(partner.check().is_ok());
    let faults = BudgetLineInput::default().check().unwrap_err();
    let fields: Vec<_> = faults.iter().filter_map(|one| one.field.as_deref()).collect();
    assert_eq!(fields, ["resource", "year", "amount"]);
}

#[test]
fn a_financial_year_is_two_years_that_follow_each_other_r_3_2() {
    for typed in ["2026-27", "2026/27", " 2026 – 2027 "] {
        assert_eq!(BudgetLineInput { year: typed.to_owned(), ..input() }.check().unwrap().year, Year(2026), "{typed}");
    }
    for typed in ["2026", "2026-28", "soon"] {
        assert!(BudgetLineInput { year: typed.to_owned(), ..input() }.check().is_err(), "{typed}");
    }
    assert_eq!(Year(2099).to_string(), "2099-00");
    assert_eq!(Year(2026).to_string(), "2026-27");
}

#[test]
fn less_than_is_bound_cannot_be_set_and_what_is_in_kind_binds_nothing_r_3_2() {
    let about = |resource, pounds| About { resource, amount: Money::pounds(pounds), ..input().check().unwrap() };
    let rest = account(10_000, 25_000, None);
    assert_eq!(set_gate(&about(Resource::Budget, 15_000), &rest), None);
    let refusal = set_gate(&about(Resource::Budget, 14_999), &rest).unwrap();
    assert_eq!(refusal.code, Code::BudgetExceeded);
    assert!(refusal.message.ends_with("Set £15,000 or more"), "{}", refusal.message);
    assert_eq!(set_gate(&about(Resource::InKind, 1), &rest), None);
    let money: Vec<_> = Resource::ALL.iter().filter(|one| one.is_money()).collect();
    assert_eq!(money.len(), 3);
}
