//! National law's figures, each for the days on which it holds. Every threshold of the Act includes VAT.

use super::{day, pounds, row};
use crate::calendar::Day;
use crate::framework::policy::{Basis, CountFrom, Regime, Row, Unit, Value};

/// The Procurement Act 2023 came into force.
const ACT: Day = day(2025, 2, 24);
/// The last day of the first thresholds.
const BEFORE_REVISION: Day = day(2025, 12, 31);
/// The thresholds changed; the next change is due on 1 January 2028.
const REVISION: Day = day(2026, 1, 1);

const SCHEDULE: &str = "Procurement Act 2023, Schedule 1, as first in force";
const AMENDMENT: &str =
    "Procurement Act 2023 (Threshold Amounts) (Amendment) Regulations 2025; next revision 1 January 2028";

pub(super) fn rows() -> Vec<Row> {
    let mut rows = thresholds();
    rows.extend(sums());
    rows.extend(periods());
    rows.extend(changes());
    rows.extend(beside_the_act());
    rows
}

fn threshold(key: &str, regime: Regime, first: i64, revised: i64) -> [Row; 2] {
    [
        row(key, regime, pounds(first), Unit::Gbp, ACT, SCHEDULE).basis(Basis::Gross).until(BEFORE_REVISION).verified(),
        row(key, regime, pounds(revised), Unit::Gbp, REVISION, AMENDMENT).basis(Basis::Gross).verified(),
    ]
}

fn thresholds() -> Vec<Row> {
    let mut rows: Vec<Row> = [
        threshold("pa23.threshold.subcentral.goods_services", Regime::Pa23, 214_904, 207_720),
        threshold("pa23.threshold.works", Regime::Pa23, 5_372_609, 5_193_000),
        threshold("pa23.threshold.concession", Regime::Pa23, 5_372_609, 5_193_000),
        threshold("pa23.threshold.light_touch", Regime::Pa23Light, 663_540, 663_540),
        threshold("pa23.threshold.light_touch_concession", Regime::Pa23Light, 5_372_609, 5_372_609),
    ]
    .into_iter()
    .flatten()
    .map(|row| row.paragraph("4.14"))
    .collect();
    let central =
        row("pa23.threshold.central.goods_services", Regime::Pa23, pounds(135_018), Unit::Gbp, REVISION, AMENDMENT);
    rows.push(central.basis(Basis::Gross).paragraph("4.14").verified());
    rows
}

fn sums() -> Vec<Row> {
    let gross = |key, regime, value, from, source| {
        row(key, regime, pounds(value), Unit::Gbp, from, source).basis(Basis::Gross).paragraph("4.14").verified()
    };
    vec![
        gross(
            "pa23.notifiable_below_threshold",
            Regime::Pa23Below,
            30_000,
            ACT,
            "Procurement Act 2023, sections 84 to 87",
        ),
        gross(
            "pa23.notifiable_below_threshold.central",
            Regime::Pa23Below,
            12_000,
            ACT,
            "Procurement Act 2023, section 84",
        ),
        gross("pa23.kpi.threshold", Regime::Pa23, 5_000_000, ACT, "Procurement Act 2023, section 52"),
        gross("pa23.publish_contract_copy", Regime::Pa23, 5_000_000, ACT, "Procurement Act 2023, section 53(3)"),
        gross(
            "pa23.pipeline.spend",
            Regime::Pa23,
            100_000_000,
            ACT,
            "Procurement Act 2023, section 93; published 1 April to 26 May",
        ),
        gross("pa23.pipeline.contract", Regime::Pa23, 2_000_000, ACT, "Procurement Act 2023, section 93"),
        gross(
            "pa23.payment_details.over",
            Regime::Pa23,
            30_000,
            day(2026, 4, 1),
            "Procurement Act 2023, section 70; each quarter",
        ),
    ]
}

fn period(key: &str, regime: Regime, number: i64, unit: Unit, source: &str) -> Row {
    row(key, regime, Value::Integer(number), unit, ACT, source).verified()
}

fn periods() -> Vec<Row> {
    use CountFrom::{NextDay, SameDay};
    use Regime::{Pa23, Pa23Below, Pa23Light, Psr};
    use Unit::{CalendarDays, Months, WorkingDays, Years};
    let assessed = day(2026, 1, 1);
    vec![
        period("pa23.standstill.days", Pa23, 8, WorkingDays, "Procurement Act 2023, section 51")
            .count_from(SameDay)
            .paragraph("4.14"),
        period(
            "pa23.light_touch.standstill.days",
            Pa23Light,
            8,
            WorkingDays,
            "Procurement Act 2023, section 51; only if the notice promised one",
        )
        .count_from(SameDay)
        .paragraph("4.14"),
        row(
            "psr.standstill.days",
            Psr,
            Value::Integer(8),
            WorkingDays,
            day(2024, 1, 1),
            "NHS England statutory guidance, April 2025",
        )
        .count_from(NextDay)
        .paragraph("4.14")
        .verified(),
        period(
            "pa23.tender.min_days",
            Pa23,
            25,
            CalendarDays,
            "Procurement Act 2023, section 54; sent electronically, all documents",
        )
        .count_from(NextDay),
        period(
            "pa23.tender.min_days_planned",
            Pa23,
            10,
            CalendarDays,
            "Procurement Act 2023, section 54; after a planned procurement notice",
        )
        .count_from(NextDay),
        period("pa23.contract_details.days", Pa23, 30, CalendarDays, "Procurement Act 2023, section 53")
            .count_from(SameDay),
        period(
            "pa23.light_touch.contract_details.days",
            Pa23Light,
            120,
            CalendarDays,
            "Procurement Act 2023, section 53",
        )
        .count_from(SameDay),
        period("pa23.light_touch.mutual.max_years", Pa23Light, 5, Years, "Procurement Act 2023, section 33"),
        period("pa23.exclusion.report_days", Pa23, 30, CalendarDays, "Procurement Act 2023, section 39")
            .count_from(SameDay),
        period("pa23.challenge.days", Pa23, 30, CalendarDays, "Procurement Act 2023, section 106").count_from(SameDay),
        period("pa23.termination_notice.days", Pa23, 30, CalendarDays, "Procurement Act 2023, section 80")
            .count_from(SameDay),
        period("pa23.pipeline.months", Pa23, 18, Months, "Procurement Act 2023, section 93"),
        Row {
            verified: false,
            ..period("pa23.payment.days", Pa23, 30, CalendarDays, "Procurement Act 2023, sections 68 and 73")
        }
        .count_from(SameDay)
        .paragraph("4.12"),
        Row {
            verified: false,
            ..period("pa23.below.payment.days", Pa23Below, 30, CalendarDays, "Procurement Act 2023, section 88")
        }
        .count_from(SameDay)
        .paragraph("4.12"),
        row(
            "pa23.payments_notice.months",
            Pa23,
            Value::Integer(6),
            Months,
            assessed,
            "Procurement Act 2023, section 69",
        )
        .verified(),
        row(
            "pa23.payments_notice.days",
            Pa23,
            Value::Integer(30),
            CalendarDays,
            assessed,
            "Procurement Act 2023, section 69",
        )
        .count_from(NextDay)
        .verified(),
        row("pa23.assessment.months", Pa23, Value::Integer(12), Months, assessed, "Procurement Act 2023, section 71")
            .verified(),
    ]
}

/// How far a contract may change without a notice.
fn changes() -> Vec<Row> {
    let percent = |key, value| {
        row(key, Regime::Pa23, Value::Percent(value), Unit::Percent, ACT, "Procurement Act 2023, sections 74 and 75")
            .verified()
    };
    vec![percent("pa23.change.value", 10), percent("pa23.change.value.works", 15), percent("pa23.change.term", 10)]
}

fn beside_the_act() -> Vec<Row> {
    let code = day(2015, 4, 1);
    let subsidy = day(2023, 1, 4);
    let published = |key, value| {
        row(key, Regime::National, pounds(value), Unit::Gbp, code, "Local Government Transparency Code 2015").verified()
    };
    let aid = |key, value| {
        row(key, Regime::Grant, pounds(value), Unit::Gbp, subsidy, "Subsidy Control Act 2022, section 36")
            .paragraph("4.15")
            .verified()
    };
    vec![
        published("national.transparency.spend_over", 500),
        published("national.transparency.contract_over", 5_000),
        aid("grant.subsidy.minimal_max", 315_000),
        aid("grant.subsidy.database_over", 100_000),
        row(
            "grant.subsidy.record_years",
            Regime::Grant,
            Value::Integer(3),
            Unit::Years,
            subsidy,
            "Subsidy Control Act 2022, section 37(7)",
        )
        .paragraph("4.15")
        .verified(),
        row(
            "national.data_protection.acknowledge_days",
            Regime::National,
            Value::Integer(30),
            Unit::CalendarDays,
            day(2026, 6, 19),
            "Data (Use and Access) Act 2025",
        )
        .count_from(CountFrom::NextDay)
        .verified(),
        row(
            "pa23.below.reservation",
            Regime::Pa23Below,
            Value::Text("uk_or_local_area".to_owned()),
            Unit::Text,
            day(2026, 2, 4),
            "Local Government (Exclusion of Non-commercial Considerations) (England) Order 2026",
        )
        .paragraph("4.20")
        .verified(),
    ]
}
