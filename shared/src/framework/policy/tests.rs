//! What the policy promises every rule.

use proptest::prelude::*;

use super::*;

fn day(year: i32, month: u32, day: u32) -> Day {
    Day::from_ymd_opt(year, month, day).unwrap()
}

fn policy(on: Day) -> Policy {
    Policy::at(on, &rows()).unwrap()
}

fn november() -> Policy {
    policy(day(2026, 11, 23))
}

fn lifetime(net: i64, gross: i64, category: Category) -> Lifetime {
    Lifetime { net: Money::pence(net), gross: Money::pence(gross), category }
}

#[test]
fn r_4_14_the_threshold_is_that_of_the_day_the_procurement_commences() {
    let category = Category::GoodsServices;
    let before = policy(day(2025, 12, 31)).threshold(category).unwrap();
    let after = policy(day(2026, 1, 1)).threshold(category).unwrap();
    assert_eq!(before.value, Money::pounds(214_904));
    assert_eq!(before.row.as_str(), "pa23.threshold.subcentral.goods_services@2025-02-24");
    assert_eq!(after.value, Money::pounds(207_720));
    assert_eq!(after.row.as_str(), "pa23.threshold.subcentral.goods_services@2026-01-01");
    let works = |on| policy(on).threshold(Category::Works).unwrap().value;
    assert_eq!(works(day(2025, 12, 31)), Money::pounds(5_372_609));
    assert_eq!(works(day(2026, 1, 1)), Money::pounds(5_193_000));
}

#[test]
fn r_4_14_the_light_touch_threshold_stays_and_has_a_row_for_each_year() {
    let light_touch = |on| policy(on).threshold(Category::LightTouch).unwrap();
    let (before, after) = (light_touch(day(2025, 12, 31)), light_touch(day(2026, 1, 1)));
    assert_eq!(before.value, after.value);
    assert_ne!(before.row, after.row);
}

#[test]
fn r_4_14_health_care_and_grants_have_no_threshold() {
    assert_eq!(november().threshold(Category::HealthCare), None);
    assert_eq!(november().threshold(Category::Grant), None);
}

#[test]
fn r_4_10_the_tender_threshold_is_a_net_sum_with_its_row() {
    let figure = november().tender_threshold();
    assert_eq!(figure.value, Money::pounds(25_000));
    let policy = november();
    let row = policy.row(&figure.row).unwrap();
    assert_eq!((row.basis, row.paragraph.as_deref(), row.verified), (Basis::Net, Some("4.10"), false));
}

#[test]
fn r_4_4_a_band_holds_its_own_ceiling_and_ends_a_penny_above_it() {
    let policy = november();
    let table = [(0, Band::A), (500_000, Band::A), (500_001, Band::B), (2_500_000, Band::B), (2_500_001, Band::C)];
    for (pence, band) in table {
        assert_eq!(policy.band(&lifetime(pence, pence, Category::LightTouch)).band, band, "{pence} pence");
    }
}

#[test]
fn r_4_4_the_third_band_ends_where_the_national_threshold_with_vat_begins() {
    let policy = november();
    let goods = Category::GoodsServices;
    let table = [
        (17_309_999, 20_771_999, goods, Band::C),
        (17_310_000, 20_772_000, goods, Band::D),
        (20_771_999, 20_771_999, goods, Band::C),
        (20_772_000, 20_772_000, goods, Band::D),
        (55_295_000, 66_354_000, Category::LightTouch, Band::D),
        (55_294_999, 66_353_999, Category::LightTouch, Band::C),
        (66_354_000, 66_354_000, Category::Grant, Band::D),
        (66_353_999, 66_353_999, Category::HealthCare, Band::C),
    ];
    for (net, gross, category, band) in table {
        assert_eq!(policy.band(&lifetime(net, gross, category)).band, band, "{gross} pence, {category}");
    }
}

#[test]
fn r_4_20d_the_line_for_lots_cites_its_own_row_and_the_threshold_it_stands_for() {
    let policy = november();
    let rows = policy.ceiling_rows(policy.lots_ceiling(), Category::LightTouch);
    let rows: Vec<_> = rows.iter().map(RowId::as_str).collect();
    assert_eq!(rows, ["local.lots.threshold@2011-01-01", "pa23.threshold.light_touch@2026-01-01"]);
}

#[test]
fn r_4_4_every_band_has_its_limits_and_more_value_never_means_less_room() {
    let policy = november();
    let room = |band| {
        let limits = policy.band_limits(band);
        [
            &limits.questions,
            &limits.answer_words,
            &limits.documents,
            &limits.specification_words,
            &limits.engagement_lead_days,
        ]
        .map(|figure| figure.value)
    };
    assert_eq!(room(Band::A), [5, 1_000, 1, 800, 0]);
    assert_eq!(room(Band::D), [25, 15_000, 10, 12_000, 42]);
    for pair in Band::ALL.windows(2) {
        assert!(room(pair[0]).iter().zip(room(pair[1])).all(|(less, more)| *less <= more));
    }
    let limits = policy.band_limits(Band::D);
    assert_eq!((limits.reviewers.value, limits.approvers.value, limits.returns_a_year.value), (3, 2, 4));
    assert_eq!(limits.reviewers.row.as_str(), "local.band.reviewers.d@2011-01-01");
}

#[test]
fn r_s5_the_act_counts_the_day_of_the_notice_and_health_care_the_day_after() {
    let policy = november();
    let counted = |regime| policy.standstill(regime).value;
    let same_day = Period { length: 8, unit: Unit::WorkingDays, count_from: CountFrom::SameDay };
    assert_eq!(counted(Regime::Local), same_day);
    assert_eq!(counted(Regime::Pa23), same_day);
    assert_eq!(counted(Regime::Psr), Period { count_from: CountFrom::NextDay, ..same_day });
    assert_eq!(policy.standstill(Regime::Grant).row.as_str(), "local.standstill.days@2011-01-01");
}

#[test]
fn r_3_4b_the_weights_of_a_score_are_the_published_ones_and_make_a_hundred() {
    let Weights { objective, statutory, gap, voice } = november().priority_weights();
    assert_eq!([objective.value, statutory.value, gap.value, voice.value], [25, 25, 30, 20]);
}

#[test]
fn every_figure_named_by_a_rule_has_its_default() {
    let policy = november();
    let numbers = [
        (policy.min_quotes(), 3),
        (policy.consultation_min_days(), 14),
        (policy.market_map_max_age_days(), 365),
        (policy.suppress_min(), 5),
        (policy.term_short_years(), 3),
        (policy.readability_max_grade(), 9),
        (policy.market_min_providers(), 3),
        (policy.dependency_share(), 25),
        (policy.subcontract_max_share(), 40),
        (policy.bids_per_lot(), 1),
        (policy.clarification_days(), 3),
        (policy.complaint_days(), 10),
        (policy.review_reason_words().0, 10),
        (policy.review_reason_words().1, 250),
        (policy.payment_days(), 30),
        (policy.increased_monitoring_max_days(), 184),
        (policy.feedback_days(), 20),
        (policy.monitoring_load(), 4),
        (policy.concern_raise_days(), 10),
        (policy.review_before_end_months(), 9),
        (policy.service_review_notice_months(), 3),
    ];
    for (figure, number) in numbers {
        assert_eq!(figure.value, number, "{}", figure.row);
    }
    assert_eq!(policy.grant_small_max().value, Money::pounds(25_000));
    assert_eq!(policy.notifiable_below_threshold().value, Money::pounds(30_000));
}

#[test]
fn a_row_that_began_lately_is_found_from_its_first_day() {
    let over = |on| policy(on).find("pa23.payment_details.over", None).is_some();
    assert!(!over(day(2026, 3, 31)));
    assert!(over(day(2026, 4, 1)));
}

#[test]
fn r_6_2_no_two_rows_answer_one_question_on_one_day_and_each_has_its_own_id() {
    let rows = rows();
    for (index, first) in rows.iter().enumerate() {
        for second in &rows[index + 1..] {
            assert!(!first.overlaps(second), "{} and {}", first.id, second.id);
            assert_ne!(first.id, second.id);
            assert!(first.key != second.key || first.regime == second.regime, "{} has two regimes", first.key);
        }
    }
}

#[test]
fn every_row_names_its_source_and_local_ones_their_paragraph() {
    for row in rows() {
        assert!(!row.source.trim().is_empty(), "{}", row.id);
        assert!(row.regime != Regime::Local || row.paragraph.is_some(), "{}", row.id);
        assert!(row.regime != Regime::Local || !row.verified, "{} waits for the council", row.id);
        assert!(row.effective_to.is_none_or(|to| row.effective_from <= to), "{}", row.id);
        assert_eq!(row.unit == Unit::Gbp, matches!(row.value, Value::Money(_)), "{}", row.id);
        assert_eq!(row.unit == Unit::Percent, matches!(row.value, Value::Percent(_)), "{}", row.id);
        assert_eq!(row.unit == Unit::Text, matches!(row.value, Value::Text(_)), "{}", row.id);
    }
}

#[test]
fn a_missing_row_is_named_and_never_a_panic() {
    let kept: Vec<Row> =
        rows().into_iter().filter(|row| row.key != "local.feedback.days" && row.band != Some(Band::C)).collect();
    let error = Policy::at(day(2026, 11, 23), &kept).unwrap_err();
    assert!(error.faults.contains(&Fault::Missing { key: "local.feedback.days", band: None }));
    assert!(error.faults.contains(&Fault::Missing { key: "local.band.ceiling", band: Some(Band::C) }));
    assert!(error.to_string().contains("local.band.questions for band C has no row"), "{error}");
    assert!(Policy::at(day(2026, 11, 23), &[]).is_err());
}

#[test]
fn a_value_of_the_wrong_kind_is_named() {
    let mut rows = rows();
    for row in &mut rows {
        match row.key.as_str() {
            "local.feedback.days" => row.value = Value::Integer(-1),
            "local.tender.threshold" => row.value = Value::Text("a lot".to_owned()),
            "psr.standstill.days" => row.count_from = CountFrom::NotApplicable,
            _ => {}
        }
    }
    let faults = Policy::at(day(2026, 11, 23), &rows).unwrap_err().faults;
    assert_eq!(faults.len(), 3, "{faults:?}");
    assert!(faults.iter().all(|fault| matches!(fault, Fault::Unusable { .. })));
}

#[test]
fn two_rows_for_one_question_on_one_day_are_refused() {
    let mut rows = rows();
    let mut second = rows.iter().find(|row| row.key == "local.rfq.min_quotes").unwrap().clone();
    second.effective_from = day(2026, 6, 1);
    second.id = RowId::of(&second.key, None, second.effective_from);
    rows.push(second);
    assert!(Policy::at(day(2026, 5, 31), &rows).is_ok());
    let faults = Policy::at(day(2026, 6, 1), &rows).unwrap_err().faults;
    assert!(matches!(faults.as_slice(), [Fault::Overlap { .. }]), "{faults:?}");
}

#[test]
fn an_agreement_older_than_the_act_runs_under_the_first_complete_day() {
    let old = day(2022, 4, 1);
    assert!(Policy::at(old, &rows()).is_err());
    assert_eq!(Policy::at_or_first(old, &rows()).unwrap().day(), day(2025, 2, 24));
    assert_eq!(Policy::at_or_first(day(2026, 5, 1), &rows()).unwrap().day(), day(2026, 5, 1));
    assert!(Policy::at_or_first(old, &[]).is_err());
}

#[test]
fn a_row_survives_the_way_to_text_and_back() {
    for row in rows() {
        let text = serde_json::to_string(&row).unwrap();
        assert_eq!(serde_json::from_str::<Row>(&text).unwrap(), row);
    }
}

proptest! {
    #[test]
    fn there_is_a_policy_for_every_day_of_the_act(days in 0i64..36_500) {
        let on = day(2025, 2, 24) + chrono::Duration::days(days);
        prop_assert!(Policy::at(on, &rows()).is_ok());
    }

    #[test]
    fn r_4_4_a_larger_value_never_falls_into_a_smaller_band(less in 0i64..1_000_000_000, more in 0i64..1_000_000_000) {
        let policy = november();
        let band = |net: i64| policy.band(&lifetime(net, net + net / 5, Category::LightTouch)).band;
        prop_assert!(band(less.min(more)) <= band(less.max(more)));
    }
}
