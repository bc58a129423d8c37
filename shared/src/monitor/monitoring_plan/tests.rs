//! The rules of monitoring plans, by example.

use super::*;
use crate::framework::policy;
use proptest::prelude::*;

fn day(year: i32, month: u32, day: u32) -> Day {
    Day::from_ymd_opt(year, month, day).unwrap()
}

fn policy() -> Policy {
    Policy::at(day(2026, 11, 23), &policy::rows()).unwrap()
}

fn plan(frequency: Frequency) -> MonitoringPlan {
    let activities = vec![Activity { kind: ActivityKind::Report, detail: "A return each quarter".to_owned() }];
    MonitoringPlan { frequency, rationale: None, activities }
}

fn facts(pounds: i64) -> Facts {
    Facts { indicators: 2, kind: Kind::Contract, value: Money::pounds(pounds) }
}

fn codes(plan: Option<&MonitoringPlan>, facts: &Facts) -> Vec<(Code, Option<String>)> {
    gate(plan, facts, &policy()).into_iter().map(|refusal| (refusal.code, refusal.field)).collect()
}

///
#[test]
fn an_agreement_without_a_plan_is_refused() {
    assert_eq!(codes(None, &facts(60_000)), [(Code::MonitoringPlanMissing, Some("plan.frequency".to_owned()))]);
}

/// R-4.21a
#[test]
fn a_plan_lists_at_least_one_activity() {
    let mut empty = plan(Frequency::Quarterly);
    empty.activities.clear();
    assert_eq!(
        codes(Some(&empty), &facts(60_000)),
        [(Code::MonitoringPlanMissing, Some("plan.activities".to_owned()))]
    );
}

/// R-4.21c, R-4.15a
#[test]
fn only_a_core_grant_runs_without_measures() {
    let mut facts = facts(18_000);
    facts.indicators = 0;
    let codes_of_contract = codes(Some(&plan(Frequency::Yearly)), &facts);
    assert_eq!(codes_of_contract, [(Code::OutcomeWithoutIndicator, None)]);
    facts.kind = Kind::CoreGrant;
    assert_eq!(codes(Some(&plan(Frequency::Yearly)), &facts), []);
    let quarterly = codes(Some(&plan(Frequency::Quarterly)), &facts);
    assert_eq!(quarterly, [(Code::Disproportionate, Some("plan.frequency".to_owned()))]);
}

/// R-4.21d, R-4.21e
#[test]
fn more_often_than_quarterly_needs_a_rationale() {
    assert_eq!(codes(Some(&plan(Frequency::Quarterly)), &facts(60_000)), []);
    let mut monthly = plan(Frequency::Monthly);
    let refusals = gate(Some(&monthly), &facts(60_000), &policy());
    assert_eq!(refusals[0].code, Code::ReasonMissing);
    assert_eq!(refusals[0].rule.as_deref(), Some("R-4.21e"));
    assert_eq!(refusals[0].policy_rows, [policy().return_min_interval_months().row.to_string()]);
    monthly.rationale = Some("Two homes were closed last year. Reviewed each March.".to_owned());
    assert_eq!(codes(Some(&monthly), &facts(60_000)), []);
}

/// a small value does not justify many returns.
#[test]
fn more_returns_than_the_band_allows_need_a_rationale() {
    assert_eq!(
        codes(Some(&plan(Frequency::Quarterly)), &facts(9_800)),
        [(Code::Disproportionate, Some("plan.rationale".to_owned()))]
    );
    assert_eq!(codes(Some(&plan(Frequency::HalfYearly)), &facts(9_800)), []);
    assert_eq!(
        codes(Some(&plan(Frequency::HalfYearly)), &facts(5_000)),
        [(Code::Disproportionate, Some("plan.rationale".to_owned()))]
    );
    assert_eq!(codes(Some(&plan(Frequency::Yearly)), &facts(5_000)), []);
}

/// R-4.21a
#[test]
fn an_activity_off_the_list_is_refused_on_its_field() {
    let input = PlanInput {
        frequency: "QUARTERLY".to_owned(),
        rationale: String::new(),
        activities: vec![
            ActivityInput::default(),
            ActivityInput { kind: "raid".to_owned(), detail: "At dawn".to_owned() },
        ],
    };
    let mut checks = Checks::new();
    input.read("plan", &mut checks);
    let fields: Vec<_> = checks.faults().iter().map(|fault| (fault.code, fault.field.clone().unwrap())).collect();
    assert_eq!(fields, [(Code::UnknownCode, "plan.activities.1.kind".to_owned())]);
}

#[test]
fn an_empty_plan_reads_as_none() {
    let mut checks = Checks::new();
    let input = PlanInput { activities: vec![ActivityInput::default()], ..PlanInput::default() };
    assert_eq!(input.read("plan", &mut checks), None);
    assert!(checks.finish().is_ok());
}

/// R-4.21d
#[test]
fn periods_end_on_common_quarter_days() {
    let periods = periods(day(2026, 5, 14), day(2027, 2, 10), Frequency::Quarterly);
    let words: Vec<_> = periods.iter().map(Period::in_words).collect();
    assert_eq!(
        words,
        [
            "14 May to 30 June 2026",
            "July to September 2026",
            "October to December 2026",
            "1 January to 10 February 2027"
        ]
    );
}

#[test]
fn a_year_of_returns_is_the_council_s_year() {
    let periods = periods(day(2026, 4, 1), day(2028, 3, 31), Frequency::Yearly);
    let words: Vec<_> = periods.iter().map(Period::in_words).collect();
    assert_eq!(words, ["April 2026 to March 2027", "April 2027 to March 2028"]);
    assert_eq!(Period { from: day(2026, 2, 1), to: day(2026, 2, 28) }.in_words(), "February 2026");
}

/// R-4.21d: a yearly measure is not asked for each quarter, and none is left
/// out at the end.
#[test]
fn a_measure_is_read_where_its_own_period_ends() {
    let ends = day(2027, 5, 31);
    let asked: Vec<_> = periods(day(2026, 4, 1), ends, Frequency::Quarterly)
        .iter()
        .map(|period| Frequency::ALL.iter().map(|frequency| is_read(*frequency, period, ends)).collect::<Vec<_>>())
        .collect();
    assert_eq!(
        asked,
        [
            [true, true, false, false],
            [true, true, true, false],
            [true, true, false, false],
            [true, true, true, true],
            [true, true, true, true],
        ]
    );
}

/// R-4.21d
#[test]
fn the_plan_to_begin_with_asks_no_more_than_the_rules_allow() {
    let of = |pounds| proposed(&[Frequency::Yearly, Frequency::Monthly], &facts(pounds), &policy()).frequency;
    assert_eq!(of(60_000), Frequency::Quarterly);
    assert_eq!(of(9_800), Frequency::HalfYearly);
    assert_eq!(of(5_000), Frequency::Yearly);
    assert_eq!(proposed(&[Frequency::Yearly], &facts(60_000), &policy()).frequency, Frequency::Yearly);
}

proptest! {
    /// R-4.21d: one return a period, no day twice, no day left out.
    #[test]
    fn periods_cover_the_term_without_gap_or_overlap(start in 0u64..2_000, length in 0u64..3_000, which in 0usize..4) {
        let frequency = Frequency::ALL[which];
        let starts = calendar::add_days(day(2024, 1, 1), start);
        let ends = calendar::add_days(starts, length);
        let periods = periods(starts, ends, frequency);
        prop_assert_eq!(periods.first().unwrap().from, starts);
        prop_assert_eq!(periods.last().unwrap().to, ends);
        for pair in periods.windows(2) {
            prop_assert_eq!(calendar::next_day(pair[0].to), pair[1].from);
            prop_assert_eq!(pair[1].from.day(), 1);
            prop_assert_eq!((pair[1].from.month() + 8) % 12 % frequency.months(), 0);
        }
        for period in &periods {
            prop_assert!(period.from <= period.to);
            prop_assert!(period.to < calendar::add_months(period.from, frequency.months()));
        }
    }
}
