//! How the whole follows its lots (R-4.20d).

use super::super::outcome::Fate;
use super::super::state::Stage;
use super::*;

fn after() -> Timestamp {
    at("2026-12-14T10:00:00Z")
}

fn lot(number: u128) -> LotId {
    LotId::from_uuid(Uuid::from_u128(number))
}

/// Two lots, being scored.
fn scored() -> Opportunity {
    let mut of = published_example();
    of.lots.push(Lot { id: lot(2), number: 2, title: "South".to_owned(), ..of.lots[0].clone() });
    of.open_bids(after()).unwrap().evaluate(after()).unwrap()
}

fn stage(of: &Opportunity) -> Stage {
    of.stage(after())
}

#[test]
fn the_whole_is_decided_when_each_lot_is_and_complete_when_each_is_signed_r_4_20d() {
    let one = scored().follow(&[(lot(1), Fate::Decided)], after()).unwrap();
    assert_eq!(stage(&one), Stage::Evaluating, "the second is open still");
    let both = one.follow(&[(lot(1), Fate::Decided), (lot(2), Fate::Decided)], after()).unwrap();
    assert_eq!(stage(&both), Stage::Decided);
    let signed = both.clone().follow(&[(lot(1), Fate::Signed), (lot(2), Fate::Decided)], after()).unwrap();
    assert_eq!(stage(&signed), Stage::Decided);
    let again = signed.clone().follow(&[(lot(1), Fate::Signed)], after()).unwrap();
    assert_eq!(stage(&again), Stage::Evaluating, "an award that falls away opens its lot again");
    let complete = signed.follow(&[(lot(1), Fate::Signed), (lot(2), Fate::Signed)], after()).unwrap();
    assert_eq!(stage(&complete), Stage::Complete);
    let early = scored().follow(&[(lot(1), Fate::Signed), (lot(2), Fate::Signed)], after()).unwrap();
    assert_eq!(stage(&early), Stage::Complete, "the last lot to be told of may be signed long before");
}

#[test]
fn a_lot_ends_with_nobody_chosen_while_another_is_awarded_r_4_20d() {
    let ended = scored().end_lot(&lot(2), "Too dear", None, after()).unwrap();
    let open = ended.clone().follow(&[], after()).unwrap();
    assert_eq!(stage(&open), Stage::Evaluating);
    assert_eq!(stage(&open.follow(&[(lot(1), Fate::Decided)], after()).unwrap()), Stage::Decided);
    assert_eq!(stage(&ended.clone().follow(&[(lot(1), Fate::Signed)], after()).unwrap()), Stage::Complete);
    let all = ended.end_lot(&lot(1), "Nobody fits", None, after()).unwrap().follow(&[], after()).unwrap();
    assert_eq!(stage(&all), Stage::Unsuccessful);
    assert_eq!(all.state.ended_reason(), Some("Lot 1: Nobody fits\nLot 2: Too dear"));
}

#[test]
fn a_lot_does_not_end_twice_without_a_reason_early_or_with_an_award_r_4_20d() {
    let faults = scored().end_lot(&lot(2), " ", Some("Lantern Carers"), after()).unwrap_err();
    let codes: Vec<_> = faults.iter().map(|fault| fault.code).collect();
    assert_eq!(codes, [Code::IllegalTransition, Code::Missing], "{faults:?}");
    assert!(faults[0].message.starts_with("An award of lot 2 to Lantern Carers stands."), "{faults:?}");
    let ended = scored().end_lot(&lot(2), "Too dear", None, after()).unwrap();
    let twice = ended.end_lot(&lot(2), "Again", None, after()).unwrap_err();
    assert_eq!(twice[0].message, "Lot 2 ended with nobody chosen on Monday 14 December 2026 already");
    assert_eq!(scored().end_lot(&lot(3), "No such lot", None, after()).unwrap_err()[0].code, Code::UnknownCode);
    assert!(published_example().end_lot(&lot(1), "Early", None, now()).is_err());
}
