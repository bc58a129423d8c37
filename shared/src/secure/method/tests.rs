//! What the method rule promises.

use proptest::prelude::*;

use super::*;
use crate::framework::policy::rows;

fn policy(on: &str) -> Policy {
    Policy::at(on.parse().unwrap(), &rows()).unwrap()
}

fn november() -> Policy {
    policy("2026-11-23")
}

fn input(value: &str, years: &str, extension: &str) -> MethodInput {
    MethodInput {
        value_a_year: value.to_owned(),
        years: years.to_owned(),
        extension_years: extension.to_owned(),
        lots: Vec::new(),
        vat_percent: "20".to_owned(),
        category: "LIGHT_TOUCH".to_owned(),
    }
}

fn facts(value: &str, years: &str, extension: &str) -> Facts {
    input(value, years, extension).check().unwrap()
}

fn of_value(pence: i64, vat_basis_points: i64, category: Category) -> Facts {
    let value_a_year = Money::pence(pence);
    Facts::new(
        Terms { value_a_year, years: 1, extension_years: 0, lots: Vec::new(), vat_basis_points, category },
        Vec::new(),
    )
    .unwrap()
}

#[test]
fn exactly_25_000_pounds_is_a_quotation_and_a_penny_more_a_tender_r_4_10_r_4_11() {
    let policy = november();
    for (typed, method) in
        [("24,999.99", Method::Quotation), ("25,000.00", Method::Quotation), ("25,000.01", Method::Tender)]
    {
        let explanation = explain(&facts(typed, "1", ""), &policy);
        assert_eq!(explanation.method, method, "{typed}");
        assert_eq!(explanation.lines[0].row_id.as_deref(), Some("local.tender.threshold@2011-01-01"));
        assert_eq!(explanation.lines[0].basis, Basis::Net);
    }
}

#[test]
fn the_whole_life_counts_with_extensions_and_further_lots_r_4_10() {
    let facts = facts("38,000", "2", "1");
    assert_eq!(facts.lifetime().net, Money::pounds(114_000));
    assert_eq!(facts.lifetime().gross, Money::pounds(136_800));
    let lots = MethodInput { lots: vec!["9,000".into(), "7,000".into()], ..input("4,500", "2", "") }.check().unwrap();
    assert_eq!(lots.lifetime().net, Money::pounds(25_000));
    assert_eq!(explain(&lots, &november()).method, Method::Quotation);
    let extended = MethodInput { lots: vec!["9,000".into(), "7,000".into()], ..input("4,500", "2", "1") };
    assert_eq!(explain(&extended.check().unwrap(), &november()).method, Method::Tender);
}

#[test]
fn vat_never_turns_a_quotation_into_a_tender_r_4_10() {
    let facts = of_value(2_500_000, 2_000, Category::LightTouch);
    assert_eq!(facts.lifetime().gross, Money::pounds(30_000));
    let explanation = explain(&facts, &november());
    assert_eq!(explanation.method, Method::Quotation);
    let notice = explanation.lines.iter().find(|line| line.sentence.contains("notice")).unwrap();
    assert_eq!(notice.basis, Basis::Gross, "yet the notice counts VAT");
}

#[test]
fn notices_begin_at_30_000_pounds_with_vat_exactly() {
    let told = |gross| {
        let lines = explain(&of_value(gross, 0, Category::LightTouch), &november()).lines;
        lines.iter().any(|line| line.sentence.contains("below-threshold notice"))
    };
    assert!(!told(2_999_999));
    assert!(told(3_000_000));
}

#[test]
fn the_act_binds_from_its_threshold_with_vat_on_the_day_it_commences_r_4_14() {
    let goods = Category::GoodsServices;
    let regime = |pence, vat, on: &str| explain(&of_value(pence, vat, goods), &policy(on)).regime;
    assert_eq!(regime(20_771_999, 0, "2026-01-01"), Regime::Pa23Below);
    assert_eq!(regime(20_772_000, 0, "2026-01-01"), Regime::Pa23);
    assert_eq!(regime(17_310_000, 2_000, "2026-01-01"), Regime::Pa23, "£173,100 with 20 % VAT is £207,720");
    assert_eq!(regime(17_309_999, 2_000, "2026-01-01"), Regime::Pa23Below);
    assert_eq!(regime(20_772_000, 0, "2025-12-31"), Regime::Pa23Below, "it was £214,904 until then");
    assert_eq!(regime(21_490_400, 0, "2025-12-31"), Regime::Pa23);
}

#[test]
fn kinds_have_their_own_rules_r_4_14() {
    let regime = |pounds: i64, category| explain(&of_value(pounds * 100, 0, category), &november()).regime;
    assert_eq!(regime(663_539, Category::LightTouch), Regime::Pa23Below);
    assert_eq!(regime(663_540, Category::LightTouch), Regime::Pa23Light);
    assert_eq!(regime(5_192_999, Category::Works), Regime::Pa23Below);
    assert_eq!(regime(5_193_000, Category::Works), Regime::Pa23);
    assert_eq!(regime(1, Category::HealthCare), Regime::Psr);
}

#[test]
fn less_than_the_rule_asks_is_refused_and_more_is_not_r_4_9() {
    let policy = november();
    let over = facts("25,000.01", "1", "");
    let refused = gate(Method::Quotation, &over, &policy);
    assert_eq!(refused[0].code, Code::WrongMethod);
    assert_eq!(
        refused[0].message,
        "£25,000.01 in total before VAT is over £25,000, so quotations are not enough. Use a tender"
    );
    assert_eq!(refused[0].policy_rows, ["local.tender.threshold@2011-01-01"]);
    assert!(gate(Method::Tender, &over, &policy).is_empty());
    let small = facts("5,000", "1", "");
    assert!(gate(Method::Tender, &small, &policy).is_empty(), "a tender below the threshold needs nothing");
    assert!(gate(Method::Quotation, &small, &policy).is_empty());
}

#[test]
fn purchases_kept_apart_count_together_and_are_named_r_4_10() {
    let terms = facts("9,000", "1", "").terms().clone();
    let counted = vec![Counted { reference: "O-0018".to_owned(), value: Money::pounds(21_000) }];
    let facts = Facts::new(terms, counted).unwrap();
    let refused = gate(Method::Quotation, &facts, &november());
    assert_eq!(refused[0].code, Code::SplitToAvoidThreshold);
    assert!(refused[0].message.contains("O-0018 (£21,000)"), "{}", refused[0].message);
    assert_eq!(explain(&facts, &november()).method, Method::Tender);
}

#[test]
fn every_fault_of_the_form_comes_at_once() {
    let broken = MethodInput {
        value_a_year: "0".to_owned(),
        years: "0".to_owned(),
        extension_years: "many".to_owned(),
        lots: vec![String::new()],
        vat_percent: "120".to_owned(),
        category: "barter".to_owned(),
    };
    let faults = broken.check().unwrap_err();
    let fields: Vec<&str> = faults.iter().filter_map(|fault| fault.field.as_deref()).collect();
    assert_eq!(fields, ["valueAYear", "years", "extensionYears", "lots.0", "vatPercent", "category"]);
    let huge = input("9,999,999,999", "30", "30").check().unwrap_err();
    assert_eq!(huge[0].code, Code::OutOfRange);
}

#[test]
fn an_explanation_reads_as_designed() {
    let explanation = explain(&facts("38000", "2", "1"), &november());
    let sentences: Vec<&str> = explanation.lines.iter().map(|line| line.sentence.as_str()).collect();
    assert_eq!(
        sentences,
        [
            "£38,000 x 3 years = £114,000 before VAT. That is over £25,000: tender.",
            "£136,800 with VAT is under £663,540: national light-touch rules do not bind in full.",
            "£136,800 with VAT is £30,000 or more: publish a below-threshold notice before advertising anywhere else.",
            "One stage only: there may be no separate test of who may bid (Procurement Act 2023, section 85).",
        ]
    );
    assert_eq!(
        explanation.near_a_line[0].sentence,
        "£25,000.00 exactly would be a quotation; £25,000.01 a tender. This is £89,000 over."
    );
    assert!(explanation.what_follows.iter().all(|line| line.row_id.is_some() || line.rule == "P6"));
}

proptest! {
    #[test]
    fn the_method_depends_on_the_net_total_alone(pence in 1_i64..10_000_000, vat in 0_i64..=10_000) {
        let facts = of_value(pence, vat, Category::GoodsServices);
        let tender = explain(&facts, &november()).method == Method::Tender;
        prop_assert_eq!(tender, pence > 2_500_000);
    }

    #[test]
    fn a_value_is_the_years_times_the_price(pence in 1_i64..1_000_000_000, years in 1_u32..=30, more in 0_u32..=30) {
        let terms = Terms {
            value_a_year: Money::pence(pence), years, extension_years: more, lots: Vec::new(),
            vat_basis_points: 2_000, category: Category::Works,
        };
        let total = pence * i64::from(years + more);
        prop_assert_eq!(Facts::new(terms, Vec::new()).unwrap().lifetime().net, Money::pence(total));
    }
}

#[test]
fn a_recorded_reason_keeps_a_purchase_apart_and_its_own_value_still_counts_r_4_10() {
    let policy = november();
    let other = || vec![Counted { reference: "O-0018".to_owned(), value: Money::pounds(20_000) }];
    let of = |typed: &str| Facts::new(facts(typed, "1", "").terms().clone(), other()).unwrap();
    let apart = |typed: &str| of(typed).kept_apart(Some("Another place, two years later.".to_owned()));
    assert!(gate(Method::Quotation, &of("5,000.00"), &policy).is_empty(), "exactly £25,000.00 together");
    assert_eq!(gate(Method::Quotation, &of("5,000.01"), &policy)[0].code, Code::SplitToAvoidThreshold);
    assert!(gate(Method::Quotation, &apart("5,000.01"), &policy).is_empty());
    assert!(gate(Method::Quotation, &apart("25,000.00"), &policy).is_empty());
    assert_eq!(
        gate(Method::Quotation, &apart("25,000.01"), &policy)[0].code,
        Code::WrongMethod,
        "no way out of its own"
    );
    let explanation = explain(&apart("5,000.01"), &policy);
    assert_eq!(explanation.method, Method::Quotation);
    assert!(explanation.lines[2].sentence.ends_with("for this reason: Another place, two years later."));
    let alone = facts("5,000", "1", "").kept_apart(Some("No need".to_owned()));
    assert_eq!(alone.apart_reason(), None, "there is nothing to keep it apart from");
}
