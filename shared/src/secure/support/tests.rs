//! Rules of offers of help, as sentences.

use super::*;
use uuid::Uuid;

fn now() -> Timestamp {
    "2026-11-23T09:00:00Z".parse().unwrap()
}

fn input() -> SupportOfferInput {
    SupportOfferInput {
        kind: "SESSION".to_owned(),
        title: "How to answer a tender".to_owned(),
        says: "Two hours at the library.".to_owned(),
        until: "23 November 2026".to_owned(),
        only_for: String::new(),
    }
}

fn offer() -> Offer {
    Offer {
        id: SupportOfferId::from_uuid(Uuid::from_u128(1)),
        buyer: OrganisationId::from_uuid(Uuid::from_u128(2)),
        about: input().check(now()).unwrap(),
        by: UserId::from_uuid(Uuid::from_u128(3)),
        published_at: now(),
        ended_at: None,
    }
}

fn request(outcome: Option<Outcome>) -> Request {
    Request {
        id: SupportRequestId::from_uuid(Uuid::from_u128(4)),
        offer: offer().id,
        buyer: offer().buyer,
        organisation: OrganisationId::from_uuid(Uuid::from_u128(5)),
        words: "What a social value answer is".to_owned(),
        by: UserId::from_uuid(Uuid::from_u128(6)),
        asked_at: now(),
        outcome,
    }
}

fn outcome() -> Outcome {
    SupportOutcomeInput { result: "given".to_owned(), says: "They came.".to_owned() }.check(now()).unwrap()
}

fn codes(refusals: &[Refusal]) -> Vec<Code> {
    refusals.iter().map(|one| one.code).collect()
}

#[test]
fn help_for_one_provider_alone_is_refused_r_4_20c() {
    let faults = SupportOfferInput { only_for: "Lantern".to_owned(), ..input() }.check(now()).unwrap_err();
    assert_eq!((faults[0].field.as_deref(), faults[0].rule.as_deref()), (Some("onlyFor"), Some("R-4.20c")));
    assert_eq!(
        faults[0].message,
        "Help is offered to every provider alike, never to one alone. Publish it for all of them"
    );
}

#[test]
fn every_fault_of_an_offer_is_told_at_once_r_4_20c() {
    let typed = SupportOfferInput { until: "22 November 2026".to_owned(), ..SupportOfferInput::default() };
    let fields: Vec<_> = typed.check(now()).unwrap_err().into_iter().filter_map(|one| one.field).collect();
    assert_eq!(fields, ["kind", "title", "says", "until"]);
}

#[test]
fn an_offer_is_asked_for_until_its_last_day_and_while_no_wish_is_open_r_4_20c() {
    assert_eq!(offer().ask_gate(&[], now()), []);
    let tomorrow = "2026-11-24T09:00:00Z".parse().unwrap();
    assert_eq!(codes(&offer().ask_gate(&[request(None)], tomorrow)), [Code::DeadlinePassed, Code::Duplicate]);
    assert_eq!(offer().ask_gate(&[request(Some(outcome()))], now()), [], "who was helped may ask again");
    let ended = offer().end(now()).unwrap();
    assert_eq!(codes(&ended.ask_gate(&[], now())), [Code::DeadlinePassed]);
    assert_eq!(ended.end(now()).unwrap_err().code, Code::IllegalTransition);
}

#[test]
fn what_came_of_it_is_recorded_once_r_4_20c() {
    let recorded = request(None).record(outcome()).unwrap();
    assert_eq!(recorded.outcome, Some(outcome()));
    assert_eq!(recorded.record(outcome()).unwrap_err().code, Code::IllegalTransition);
    assert_eq!(SupportOutcomeInput::default().check(now()).unwrap_err().len(), 2);
}

#[test]
fn visitors_neither_offer_nor_ask_r_4_20c() {
    assert_eq!(may_publish(&Actor::Visitor).unwrap_err().code, Code::NotAllowed);
    assert_eq!(may_ask(&Actor::Visitor).unwrap_err().code, Code::NotAllowed);
    assert!(offer().may_run(&Actor::Visitor).is_err());
}
