//! The council's own figures: what the framework says, and where it is silent a default that the council changes.

use super::{day, pounds, row};
use crate::calendar::Day;
use crate::framework::policy::{Band, Basis, CountFrom, REGIME_THRESHOLD, Regime, Row, Unit, Value};

/// The month in which the framework was issued.
const ISSUED: Day = day(2011, 1, 1);
/// What the framework says itself.
const FRAMEWORK: &str = "Framework for commissioning the third sector, January 2011";
/// What the framework leaves open.
const DEFAULT: &str = "Commonweal default where the framework gives no figure; for the council to confirm";

pub(super) fn rows() -> Vec<Row> {
    let mut rows = said_by_the_framework();
    rows.extend(defaults());
    rows.extend(weights());
    rows.extend(bands());
    rows
}

fn said(key: &str, value: Value, unit: Unit, paragraph: &str) -> Row {
    row(key, Regime::Local, value, unit, ISSUED, FRAMEWORK).paragraph(paragraph)
}

fn open(key: &str, number: i64, unit: Unit, paragraph: &str) -> Row {
    row(key, Regime::Local, Value::Integer(number), unit, ISSUED, DEFAULT).paragraph(paragraph)
}

fn said_by_the_framework() -> Vec<Row> {
    let months = |key, number, paragraph| said(key, Value::Integer(number), Unit::Months, paragraph);
    vec![
        said("local.tender.threshold", pounds(25_000), Unit::Gbp, "4.10").basis(Basis::Net),
        months("local.return.min_interval_months", 3, "4.21"),
        months("local.annual_review.months", 12, "4.25"),
        months("local.service_review.notice_months", 3, "4.28"),
        months("local.framework.review_months", 12, "6.2"),
    ]
}

fn defaults() -> Vec<Row> {
    let regime_threshold = || Value::Text(REGIME_THRESHOLD.to_owned());
    let money = |key, value, paragraph| row(key, Regime::Local, value, Unit::Gbp, ISSUED, DEFAULT).paragraph(paragraph);
    vec![
        open("local.rfq.min_quotes", 3, Unit::Count, "4.11"),
        money("local.grant.small_max", pounds(25_000), "4.9"),
        open("local.aggregation.months", 12, Unit::Months, "4.10"),
        open("local.consultation.min_days", 14, Unit::CalendarDays, "4.3").count_from(CountFrom::NextDay),
        open("local.market_map.max_age_days", 365, Unit::CalendarDays, "4.2(4)").count_from(CountFrom::NextDay),
        open("local.suppress.min", 5, Unit::Count, "4.2(8)"),
        open("local.term.short_years", 3, Unit::Years, "4.2(7)"),
        open("local.readability.max_grade", 9, Unit::Grade, "4.8"),
        row("local.lots.threshold", Regime::Local, regime_threshold(), Unit::Text, ISSUED, DEFAULT)
            .basis(Basis::Gross)
            .paragraph("4.20"),
        open("local.market.min_providers", 3, Unit::Count, "4.18"),
        row("local.dependency.share", Regime::Local, Value::Percent(25), Unit::Percent, ISSUED, DEFAULT)
            .paragraph("4.18"),
        row("local.subcontract.max_share", Regime::Local, Value::Percent(40), Unit::Percent, ISSUED, DEFAULT)
            .paragraph("4.20"),
        open("local.consortium.bids_per_lot", 1, Unit::Count, "4.20"),
        open("local.clarification.days", 3, Unit::WorkingDays, "4.2(6)").count_from(CountFrom::NextDay),
        open("local.amendment.min_days", 5, Unit::WorkingDays, "4.2(6)").count_from(CountFrom::NextDay),
        open("local.complaint.days", 10, Unit::WorkingDays, "4.2(6)").count_from(CountFrom::NextDay),
        open("local.review_reason.least_words", 10, Unit::Words, "4.17"),
        open("local.review_reason.most_words", 250, Unit::Words, "4.17"),
        open("local.standstill.days", 8, Unit::WorkingDays, "4.2(6)").count_from(CountFrom::SameDay),
        open("local.payment.days", 30, Unit::CalendarDays, "4.12").count_from(CountFrom::SameDay),
        open("local.return.due_days", 31, Unit::CalendarDays, "4.21").count_from(CountFrom::NextDay),
        open("local.increased_monitoring.max_days", 184, Unit::CalendarDays, "4.21").count_from(CountFrom::NextDay),
        open("local.feedback.days", 20, Unit::WorkingDays, "4.21").count_from(CountFrom::NextDay),
        open("local.monitoring.load", 4, Unit::Count, "4.21"),
        open("local.concern.raise_days", 10, Unit::WorkingDays, "4.22").count_from(CountFrom::NextDay),
        open("local.review.before_end_months", 9, Unit::Months, "4.24b"),
        open("local.end_review.months", 3, Unit::Months, "4.25"),
        open("local.continuity.max_months", 3, Unit::Months, "4.25"),
        open("local.decommission.notice_months", 3, Unit::Months, "5.2"),
    ]
}

/// How much each part of a need's score weighs; together 100.
fn weights() -> Vec<Row> {
    [("objective", 25), ("statutory", 25), ("gap", 30), ("voice", 20)]
        .map(|(part, weight)| {
            let key = format!("local.priority.weights.{part}");
            row(&key, Regime::Local, Value::Percent(weight), Unit::Percent, ISSUED, DEFAULT).paragraph("3.4")
        })
        .into()
}

/// What each band may ask for, and where each ends (framework 4.4).
fn bands() -> Vec<Row> {
    let ceilings = [
        (Band::A, pounds(5_000), Unit::Gbp, Basis::Net),
        (Band::B, pounds(25_000), Unit::Gbp, Basis::Net),
        (Band::C, Value::Text(REGIME_THRESHOLD.to_owned()), Unit::Text, Basis::Gross),
    ];
    let limits = [
        ("local.band.questions", Unit::Count, [5, 8, 15, 25], "4.4"),
        ("local.band.answer_words", Unit::Words, [1_000, 2_500, 7_500, 15_000], "4.4"),
        ("local.band.documents", Unit::Count, [1, 3, 6, 10], "4.4"),
        ("local.band.specification_words", Unit::Words, [800, 2_000, 6_000, 12_000], "4.8"),
        ("local.band.reviewers", Unit::Count, [1, 2, 2, 3], "4.4"),
        ("local.band.approvers", Unit::Count, [1, 1, 1, 2], "4.17"),
        ("local.band.returns", Unit::Count, [1, 2, 4, 4], "4.21"),
        ("local.engagement.lead_days", Unit::CalendarDays, [0, 14, 28, 42], "4.2(2)"),
    ];
    let all = "P1, P2, P3, P4, P5, P6, P7, P8";
    let asked = [(Band::A, "P1, P3"), (Band::B, all), (Band::C, all), (Band::D, all)];
    let mut rows = Vec::new();
    for (band, principles) in asked {
        let value = Value::Text(principles.to_owned());
        let asked = row("local.band.principles", Regime::Local, value, Unit::Text, ISSUED, DEFAULT);
        rows.push(asked.paragraph("4.2").band(band));
    }
    for (band, value, unit, basis) in ceilings {
        let ceiling = row("local.band.ceiling", Regime::Local, value, unit, ISSUED, DEFAULT);
        rows.push(ceiling.paragraph("4.4").basis(basis).band(band));
    }
    for (key, unit, numbers, paragraph) in limits {
        for (band, number) in Band::ALL.iter().copied().zip(numbers) {
            rows.push(open(key, number, unit, paragraph).band(band));
        }
    }
    rows
}
