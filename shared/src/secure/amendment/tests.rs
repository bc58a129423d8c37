//! What the rules of changes promise.

use super::*;
use crate::framework::policy::rows;
use crate::secure::opportunity::tests::published_example;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn policy() -> Policy {
    Policy::at("2026-11-23".parse().unwrap(), &rows()).unwrap()
}

fn input(material: &str, closes_on: &str) -> AmendmentInput {
    AmendmentInput {
        what: "The service covers Olney too.".to_owned(),
        meaning: "Say how you would reach Olney, or confirm your bid as it is.".to_owned(),
        material: material.to_owned(),
        closes_on: closes_on.to_owned(),
        ..AmendmentInput::default()
    }
}

fn amend(input: &AmendmentInput, now: &str) -> Result<(Opportunity, Amendment), Vec<Refusal>> {
    let ids = uuid::Uuid::from_u128(1);
    let by = UserId::from_uuid(ids);
    published_example().amend((AmendmentId::from_uuid(ids), 3), input.check()?, &by, &policy(), at(now))
}

fn faults(result: Result<(Opportunity, Amendment), Vec<Refusal>>) -> Vec<(Code, String)> {
    let faults = result.unwrap_err().into_iter();
    faults.map(|refusal| (refusal.code, refusal.field.unwrap_or_default())).collect()
}

#[test]
fn a_change_moves_both_deadlines_and_asks_sent_bids_to_be_confirmed_r_s3() {
    let (changed, amendment) = amend(&input("yes", "18 December 2026"), "2026-12-01T09:00:00Z").unwrap();
    let moved = at("2026-12-18T12:00:00Z");
    assert_eq!(changed.timetable.closes_at, Some(moved));
    let publication = changed.state.publication().unwrap();
    assert_eq!((publication.closes_at, publication.confirm_from), (moved, 3));
    assert!(amendment.moves_deadline() && amendment.material);
    let (changed, amendment) = amend(&input("no", ""), "2026-12-01T09:00:00Z").unwrap();
    assert_eq!(changed.state.publication().unwrap().confirm_from, 0, "a change that does not matter asks nothing");
    assert!(!amendment.moves_deadline());
}

#[test]
fn a_late_change_that_matters_must_give_bidders_five_working_days_r_s3() {
    // It closes on Friday 11 December: the fifth working day after Friday 4 December.
    assert!(amend(&input("yes", ""), "2026-12-04T17:00:00Z").is_ok());
    let late = amend(&input("yes", ""), "2026-12-07T09:00:00Z").unwrap_err().remove(0);
    assert_eq!((late.code, late.field.as_deref()), (Code::OutOfRange, Some("closesOn")));
    assert_eq!(late.policy_rows, ["local.amendment.min_days@2011-01-01"]);
    assert_eq!(
        late.to_string(),
        "This change matters to bids, and it would close on Friday 11 December 2026 at midday. Bidders need 5 working \
         days after it: enter a closing date of Monday 14 December 2026 or later"
    );
    assert!(amend(&input("yes", "14/12/2026"), "2026-12-07T09:00:00Z").is_ok());
    assert!(amend(&input("no", ""), "2026-12-07T09:00:00Z").is_ok(), "a change that does not matter takes no time");
}

#[test]
fn nothing_is_changed_after_the_deadline_r_s3() {
    assert!(amend(&input("no", ""), "2026-12-11T12:00:00Z").is_ok());
    let refusal = amend(&input("no", "18/12/2026"), "2026-12-11T12:00:01Z").unwrap_err().remove(0);
    assert_eq!((refusal.code, refusal.rule.as_deref()), (Code::DeadlinePassed, Some("R-S3")));
    assert!(refusal.to_string().contains("It closed on 11 December 2026 at 12:00:00pm"), "{refusal}");
}

#[test]
fn dates_only_move_later_and_stay_in_order_r_s3() {
    let now = "2026-11-24T09:00:00Z";
    let earlier = AmendmentInput {
        questions_until_on: "3/12/2026".to_owned(),
        decision_on: "21/1/2027".to_owned(),
        ..input("no", "10/12/2026")
    };
    let fault = |field: &str| (Code::OutOfRange, field.to_owned());
    assert_eq!(faults(amend(&earlier, now)), [fault("closesOn"), fault("questionsUntilOn"), fault("decisionOn")]);
    let saturday = faults(amend(&input("no", "12/12/2026"), now));
    assert_eq!(saturday, [fault("closesOn")]);
    let after_the_decision = faults(amend(&input("no", "25/1/2027"), now));
    assert_eq!(after_the_decision, [fault("decisionOn")]);
    let after_the_close = AmendmentInput { questions_until_on: "14/12/2026".to_owned(), ..input("no", "") };
    assert_eq!(faults(amend(&after_the_close, now)), [fault("questionsUntilOn")]);
}

#[test]
fn what_it_means_for_a_sent_bid_is_said_and_every_fault_at_once_r_s3() {
    let faults = AmendmentInput { closes_on: "soon".to_owned(), ..AmendmentInput::default() }.check().unwrap_err();
    let fields: Vec<_> = faults.iter().map(|fault| fault.field.as_deref().unwrap()).collect();
    assert_eq!(fields, ["what", "meaning", "material", "closesOn"]);
    assert_eq!(faults[1].rule.as_deref(), Some("R-S3"));
}
