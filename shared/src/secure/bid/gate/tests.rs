//! What the rules of a bid promise.

use super::super::Entry;
use super::super::example::*;
use super::*;

fn sentences(refusals: Vec<Refusal>) -> Vec<(String, String)> {
    refusals.into_iter().map(|refusal| (refusal.field.unwrap_or_default(), refusal.message)).collect()
}

/// R-S1
#[test]
fn missing_answers_and_prices_are_refused_all_at_once() {
    let faults = draft().content(&Entries::default(), &facts(), at(CLOSES)).unwrap_err();
    assert_eq!(
        sentences(faults),
        [
            ("answers.0.text".to_owned(), "Answer question 1: How will people reach you?".to_owned()),
            ("answers.1.text".to_owned(), "Answer question 2: How will people stay safe?".to_owned()),
            ("prices.0.price".to_owned(), "Enter your price, before VAT".to_owned()),
        ]
    );
}

#[test]
fn lateness_and_missing_parts_are_told_together() {
    let late = at(CLOSES) + chrono::Duration::seconds(1);
    let faults = draft().content(&entries("Here", "", "1"), &facts(), late).unwrap_err();
    let codes: Vec<_> = faults.iter().map(|fault| fault.code).collect();
    assert_eq!(codes, [Code::DeadlinePassed, Code::Missing]);
}

#[test]
fn an_answer_over_its_words_says_how_many_to_cut() {
    let typed = entries("one two three four five six seven", "Safe", "9,800.50");
    let faults = draft().content(&typed, &facts(), at(CLOSES)).unwrap_err();
    assert_eq!(sentences(faults)[0].1, "Answer 1 is 7 words. The limit is 5: cut 2");
    let typed = entries("one two three four five", "Safe", "9,800.50");
    assert!(draft().content(&typed, &facts(), at(CLOSES)).is_ok(), "the limit itself is allowed");
}

#[test]
fn a_price_must_be_a_sum_above_nothing() {
    for (typed, code) in
        [("lots", Code::Invalid), ("0", Code::OutOfRange), ("-5", Code::Invalid), ("  ", Code::Missing)]
    {
        let faults = draft().content(&entries("Here", "Safe", typed), &facts(), at(CLOSES)).unwrap_err();
        assert_eq!((faults.len(), faults[0].code), (1, code), "{typed}");
    }
}

#[test]
fn what_is_sealed_names_its_bid_and_carries_every_part() {
    let content = draft().content(&whole(), &facts(), at(CLOSES)).unwrap();
    assert_eq!(content.bid, draft().id);
    assert_eq!(content.answers.len(), 2);
    assert_eq!(content.prices[0].price, Money::pounds(112_400));
    let progress = draft().progress(&entries("Here", "", ""), &facts());
    assert_eq!((progress.done, progress.all), (1, 3));
}

/// R-4.20d
#[test]
fn of_several_lots_those_that_are_priced_are_bid_for_up_to_the_limit() {
    let lot = |number: u128| Priced {
        id: LotId::from_uuid(uuid(number)),
        number: i64::try_from(number).unwrap(),
        title: format!("Part {number}"),
    };
    let facts = Facts { lots: vec![lot(1), lot(2), lot(3)], lots_most: Some(2), ..facts() };
    let priced = |prices: [&str; 3]| {
        let mut typed = whole();
        let price = typed.prices[0].clone();
        typed.prices = (1..)
            .zip(prices)
            .map(|(number, text)| Entry { id: LotId::from_uuid(uuid(number)), text: text.to_owned(), ..price.clone() })
            .collect();
        draft().content(&typed, &facts, at(CLOSES))
    };
    let content = priced(["", "9,000", "  "]).unwrap();
    assert_eq!(content.prices, [Price { lot: LotId::from_uuid(uuid(2)), price: Money::pounds(9_000) }]);
    assert_eq!(priced(["1", "2", ""]).unwrap().prices.len(), 2, "the limit itself is allowed");
    let over = priced(["1", "2", "3"]).unwrap_err();
    assert_eq!((over.len(), over[0].code, over[0].rule.as_deref()), (1, Code::OutOfRange, Some("R-4.20d")));
    assert_eq!(over[0].message, "You have priced 3 lots. One bidder may bid for 2 at most: empty 1 of the prices");
    let none = priced(["", "", ""]).unwrap_err();
    assert_eq!((none.len(), none[0].code), (1, Code::Missing));
    assert_eq!(priced(["0", "", ""]).unwrap_err()[0].code, Code::OutOfRange);
    let progress = draft().progress(&whole(), &facts);
    assert_eq!((progress.done, progress.all), (3, 3));
}

/// R-4.15b: the most itself is allowed, a penny more is not.
#[test]
fn a_grant_is_applied_for_up_to_the_most_for_one_application_r_4_15b() {
    let word = word(crate::secure::method::Method::Grant);
    let facts = Facts { price_most: Some(Money::pounds(5_000)), word, ..facts() };
    assert!(draft().content(&entries("Here", "Safe", "5,000"), &facts, at(CLOSES)).is_ok());
    let over = draft().content(&entries("Here", "Safe", "5,000.01"), &facts, at(CLOSES)).unwrap_err();
    assert_eq!((over.len(), over[0].rule.as_deref()), (1, Some("R-4.15b")));
    assert_eq!(
        over[0].message,
        "One application can be given £5,000 at most, and you ask for £5,000.01. Ask for £5,000 or less"
    );
    let bare = draft().content(&entries("Here", "Safe", ""), &facts, at(CLOSES)).unwrap_err();
    assert_eq!(bare[0].message, "Enter the sum you apply for");
    let late = at(CLOSES) + chrono::Duration::seconds(1);
    assert!(draft().gate(Action::Submit, &facts, late)[0].message.starts_with("You cannot send this application."));
}

/// R-S1: one bid of an organisation, not by the buyer, while it is open.
#[test]
fn who_may_begin_a_bid() {
    let now = at(CLOSES);
    assert_eq!(Bid::start_gate(&org(2), &facts(), None, now), []);
    let twice = Bid::start_gate(&org(2), &facts(), Some(&draft()), now);
    assert_eq!(twice[0].code, Code::Duplicate);
    assert_eq!(Bid::start_gate(&org(1), &facts(), None, now)[0].code, Code::NotAllowed);
    let late = Bid::start_gate(&org(2), &facts(), None, now + chrono::Duration::seconds(1));
    assert_eq!(late[0].code, Code::DeadlinePassed);
    for (competition, code) in
        [(Competition::Unpublished, Code::TooEarly), (Competition::Cancelled, Code::IllegalTransition)]
    {
        let facts = Facts { competition, ..facts() };
        assert_eq!(Bid::start_gate(&org(2), &facts, None, now)[0].code, code);
    }
}

#[test]
fn bids_of_a_cancelled_opportunity_are_never_opened() {
    let facts = Facts { competition: Competition::Cancelled, ..facts() };
    assert_eq!(facts.open_gate(at("2027-01-01T00:00:00Z"))[0].code, Code::IllegalTransition);
}
