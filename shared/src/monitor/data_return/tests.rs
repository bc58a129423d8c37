//! The rules of returns, by example.

use std::fmt::Write as _;

use super::input::{LineQueryInput, ReadingInput};
use super::*;
use crate::actor::{Acting, Actor};
use crate::error::Code;
use crate::people::membership::Role;
use crate::people::{MembershipId, OrganisationKind, UserId};
use crate::secure::specification::indicator::{Direction, Frequency, Indicator, Kind, Measure};
use proptest::prelude::*;

fn day(year: i32, month: u32, day: u32) -> Day {
    Day::from_ymd_opt(year, month, day).unwrap()
}

fn uuid(number: u128) -> uuid::Uuid {
    uuid::Uuid::from_u128(number)
}

fn indicator(number: u128) -> IndicatorId {
    IndicatorId::from_uuid(uuid(number))
}

fn line(number: u128, name: &str, unit: &str, previous: Option<i64>) -> Line {
    let measure = Measure {
        name: name.to_owned(),
        kind: Kind::Output,
        unit: unit.to_owned(),
        direction: Direction::Higher,
        baseline: 0,
        target: 75_000,
        tolerance: 5_000,
        source: "Register".to_owned(),
        frequency: Frequency::Quarterly,
    };
    Line { indicator: Indicator { id: indicator(number), measure }, previous }
}

fn lines() -> Vec<Line> {
    vec![
        line(1, "People who ate with us", "people", Some(81_000)),
        line(2, "Meals", "", Some(840_000)),
        line(3, "Feel less alone", "%", None),
    ]
}

fn blank() -> DataReturn {
    let period = Period { from: day(2026, 7, 1), to: day(2026, 9, 30) };
    let reading =
        |line: &Line| Reading { indicator: line.indicator.id.clone(), figure: Figure::Blank, note: None, query: None };
    DataReturn {
        id: DataReturnId::from_uuid(uuid(1)),
        version: 1,
        agreement: AgreementId::from_uuid(uuid(1)),
        buyer: OrganisationId::from_uuid(uuid(1)),
        directorate: None,
        provider: OrganisationId::from_uuid(uuid(2)),
        due_on: due_on(&period, 31),
        period,
        readings: lines().iter().map(reading).collect(),
        remark: None,
        state: State::Draft,
    }
}

fn at(year: i32, month: u32, on: u32) -> Timestamp {
    crate::calendar::from_london(day(year, month, on).and_hms_opt(10, 0, 0).unwrap())
}

fn maureen() -> UserId {
    UserId::from_uuid(uuid(7))
}

fn typed(values: [&str; 3]) -> DataReturnInput {
    let readings = lines()
        .iter()
        .zip(values)
        .map(|(line, value)| ReadingInput {
            indicator: line.indicator.id.to_string(),
            value: value.to_owned(),
            ..ReadingInput::default()
        })
        .collect();
    DataReturnInput { readings, remark: String::new() }
}

fn filled(input: &DataReturnInput) -> DataReturn {
    let (readings, remark) = input.check(&lines()).unwrap();
    blank().fill(readings, remark, at(2026, 10, 9)).unwrap()
}

fn faults(result: Result<DataReturn, Vec<crate::Refusal>>) -> Vec<(Code, String)> {
    result.unwrap_err().into_iter().map(|fault| (fault.code, fault.field.unwrap_or_default())).collect()
}

#[test]
fn a_return_is_due_by_the_clock() {
    assert_eq!(blank().due_on, day(2026, 10, 31));
    assert_eq!(blank().stage(at(2026, 10, 31)), Stage::Due);
    assert_eq!(blank().stage(at(2026, 11, 1)), Stage::Overdue);
    assert_eq!(blank().tag(Audience::Council, at(2026, 11, 23)).text, "Late by 23 days");
    assert_eq!(blank().title(), "Return for July to September 2026");
}

/// R-4.21b
#[test]
fn every_line_needs_a_figure_or_a_reason_and_all_are_said_at_once() {
    let seen = faults(filled(&typed(["87", "", ""])).submit(maureen(), &lines(), at(2026, 10, 9)));
    assert_eq!(seen, [(Code::Missing, "readings.1.value".to_owned()), (Code::Missing, "readings.2.value".to_owned())]);
}

/// R-4.21b
#[test]
fn no_figure_with_a_reason_is_an_answer() {
    let mut input = typed(["87", "860", ""]);
    input.readings[2].reason = "We were closed in August".to_owned();
    let sent = filled(&input).submit(maureen(), &lines(), at(2026, 10, 9)).unwrap();
    assert_eq!(sent.stage(at(2026, 10, 10)), Stage::Submitted);
}

/// R-4.21b
#[test]
fn ten_times_last_time_has_to_be_confirmed() {
    let mut input = typed(["87", "8700", "63"]);
    let seen = filled(&input).submit(maureen(), &lines(), at(2026, 10, 9)).unwrap_err();
    assert_eq!(seen.len(), 1);
    assert_eq!(
        seen[0].to_string(),
        "8,700 is ten times as much, or more. Last time it was 840. Say that it is right, or change it"
    );
    assert_eq!(seen[0].field.as_deref(), Some("readings.1.confirmed"));
    input.readings[1].confirmed = "true".to_owned();
    assert!(filled(&input).submit(maureen(), &lines(), at(2026, 10, 9)).is_ok());
}

/// R-4.21b: row errors are all reported together; nothing partly saved. V-3.
#[test]
fn figures_that_cannot_be_are_refused_on_their_fields() {
    let mut input = typed(["-3", "lots", "101"]);
    input.readings.push(ReadingInput { indicator: "ind_x".to_owned(), ..ReadingInput::default() });
    let seen: Vec<_> = input.check(&lines()).unwrap_err().into_iter().map(|f| (f.code, f.field.unwrap())).collect();
    assert_eq!(
        seen,
        [
            (Code::OutOfRange, "readings.0.value".to_owned()),
            (Code::Invalid, "readings.1.value".to_owned()),
            (Code::OutOfRange, "readings.2.value".to_owned()),
            (Code::UnknownCode, "readings.3.indicator".to_owned()),
        ]
    );
}

/// R-4.21c: a provider sends figures; there is nothing to change a target by,
/// and a measure of another agreement is not taken.
#[test]
fn a_line_sent_twice_is_refused() {
    let mut input = typed(["1", "2", "3"]);
    input.readings[1].indicator = input.readings[0].indicator.clone();
    assert_eq!(input.check(&lines()).unwrap_err()[0].code, Code::Duplicate);
}

#[test]
fn a_return_goes_back_with_questions_and_comes_again() {
    let now = at(2026, 10, 9);
    let sent = filled(&typed(["87", "860", "63"])).submit(maureen(), &lines(), now).unwrap();
    let query = QueryInput {
        queries: vec![LineQueryInput {
            indicator: indicator(2).to_string(),
            query: "Does this count teas?".to_owned(),
        }],
    };
    let queries = query.check(&sent.readings).unwrap();
    let back = sent.query(queries, maureen(), now).unwrap();
    assert_eq!(back.stage(now), Stage::Queried);
    assert_eq!(back.readings[1].query.as_deref(), Some("Does this count teas?"));
    assert_eq!(faults(back.clone().accept(maureen(), now))[0].0, Code::IllegalTransition);
    let (readings, remark) = typed(["87", "700", "63"]).check(&lines()).unwrap();
    let again = back.fill(readings, remark, now).unwrap().submit(maureen(), &lines(), now).unwrap();
    assert_eq!(again.readings[1].query.as_deref(), Some("Does this count teas?"));
    let done = again.accept(maureen(), now).unwrap();
    assert_eq!(done.stage(now), Stage::Accepted);
    assert_eq!(faults(done.submit(maureen(), &lines(), now))[0].0, Code::IllegalTransition);
}

#[test]
fn a_query_asks_something() {
    let fault = QueryInput::default().check(&blank().readings).unwrap_err();
    assert_eq!(fault[0].field.as_deref(), Some("queries.0.query"));
}

fn actor(role: Role, organisation: u128, kind: OrganisationKind) -> Actor {
    let organisation = OrganisationId::from_uuid(uuid(organisation));
    let membership = MembershipId::from_uuid(uuid(6));
    let acting = Acting { membership, organisation, kind, directorate: None, role, limit: None };
    Actor::Person { user: maureen(), acting: Some(acting) }
}

#[test]
fn who_may_do_and_see_what_at_which_stage() {
    let now = at(2026, 10, 9);
    let sent = filled(&typed(["87", "860", "63"])).submit(maureen(), &lines(), now).unwrap();
    let back = sent.clone().query(vec![(indicator(1), "Why?".to_owned())], maureen(), now).unwrap();
    let done = sent.clone().accept(maureen(), now).unwrap();
    let mut table = String::new();
    let actors = [
        ("visitor", Actor::Visitor),
        ("member", actor(Role::Member, 2, OrganisationKind::Provider)),
        ("rival", actor(Role::Member, 3, OrganisationKind::Provider)),
        ("commissioner", actor(Role::Commissioner, 1, OrganisationKind::Buyer)),
        ("approver", actor(Role::Approver, 1, OrganisationKind::Buyer)),
    ];
    for (name, actor) in &actors {
        for data_return in [&blank(), &sent, &back, &done] {
            let can: Vec<_> = access::can(actor, data_return, now).iter().map(|action| action.as_str()).collect();
            writeln!(
                table,
                "{name:<13}{:<10}figures {:<6}words {:<6}{}",
                data_return.stage(now).as_str(),
                access::sees_figures(actor, data_return, now),
                access::sees_words(actor, data_return, now),
                can.join(" ")
            )
            .unwrap();
        }
    }
    insta::assert_snapshot!(table);
}

proptest! {
    #[test]
    fn tenfold_is_the_same_up_and_down(new in 0i64..1_000_000_000, old in 0i64..1_000_000_000) {
        prop_assert_eq!(gate::is_tenfold(new, old), gate::is_tenfold(old, new));
        prop_assert!(!gate::is_tenfold(new, new));
    }
}
