//! Reading what an officer types.

use super::super::input::{CriterionInput, NewIds, QuestionInput};
use super::*;
use crate::secure::method::MethodInput;

pub(super) struct Ids(pub(super) u128);

impl NewIds for Ids {
    fn criterion(&mut self) -> CriterionId {
        self.0 += 1;
        CriterionId::from_uuid(Uuid::from_u128(self.0))
    }
    fn question(&mut self) -> QuestionId {
        self.0 += 1;
        QuestionId::from_uuid(Uuid::from_u128(self.0))
    }
    fn lot(&mut self) -> LotId {
        self.0 += 1;
        LotId::from_uuid(Uuid::from_u128(self.0))
    }
}

#[test]
fn a_time_that_the_change_of_the_clocks_skips_or_repeats_is_refused() {
    let typed = |on: &str, time: &str| {
        let input = OpportunityInput {
            closes_on: Some(on.to_owned()),
            closes_time: Some(time.to_owned()),
            ..OpportunityInput::default()
        };
        input.apply(draft(), &mut Ids(9)).map(|draft| draft.timetable.closes_at.unwrap())
    };
    let refused = |on, time| typed(on, time).unwrap_err()[0].message.clone();
    assert_eq!(
        refused("25 October 2026", "1:30am"),
        "The clocks change on Sunday 25 October 2026: that time happens twice. Use another hour"
    );
    assert_eq!(
        refused("28 March 2027", "1:30am"),
        "The clocks change on Sunday 28 March 2027: that time does not happen. Use another hour"
    );
    assert_eq!(typed("25/10/2026", "12:59am").unwrap(), at("2026-10-24T23:59:00Z"));
    assert_eq!(typed("25/10/2026", "2am").unwrap(), at("2026-10-25T02:00:00Z"));
    assert_eq!(typed("28/3/2027", "2am").unwrap(), at("2027-03-28T01:00:00Z"));
    assert_eq!(typed("29/3/2027", "").unwrap(), at("2027-03-29T11:00:00Z"), "midday, in summer time");
    assert_eq!(typed("11/12/2026", "17:00:30").unwrap(), at("2026-12-11T17:00:30Z"), "to the second");
    assert!(refused("11/12/2026", "midnight").starts_with("Time must be"));
    assert!(refused("11/12/2026", "0:00").starts_with("Midnight can be read"));
}

#[test]
fn a_draft_keeps_what_is_incomplete_and_refuses_only_what_cannot_be_read() {
    let kept = OpportunityInput {
        summary: Some(String::new()),
        officer: Some(String::new()),
        closes_on: Some(String::new()),
        criteria: Some(vec![CriterionInput::default()]),
        ..OpportunityInput::default()
    };
    let changed = kept.apply(draft(), &mut Ids(9)).unwrap();
    assert!(changed.criteria.is_empty() && changed.officer.is_none() && changed.timetable.closes_at.is_none());
    assert_eq!(changed.questions[0].criterion, None, "its criterion is gone");
    assert!(!changed.gate(&facts(), &policy(), now()).is_empty());

    let broken = OpportunityInput {
        title: Some(" ".to_owned()),
        method: Some("auction".to_owned()),
        officer: Some("Amara".to_owned()),
        closes_on: Some("31/2/2027".to_owned()),
        criteria: Some(vec![CriterionInput {
            kind: "beauty".to_owned(),
            title: "x".repeat(201),
            weight: "33.333".to_owned(),
            ..CriterionInput::default()
        }]),
        questions: Some(vec![QuestionInput {
            prompt: "Why?".to_owned(),
            criterion: "9".to_owned(),
            word_limit: "0".to_owned(),
            ..QuestionInput::default()
        }]),
        ..OpportunityInput::default()
    };
    let faults = broken.apply(draft(), &mut Ids(9)).unwrap_err();
    let fields: Vec<&str> = faults.iter().filter_map(|fault| fault.field.as_deref()).collect();
    assert_eq!(
        fields,
        [
            "title",
            "officer",
            "method",
            "closesOn",
            "criteria.0.kind",
            "criteria.0.title",
            "criteria.0.weight",
            "questions.0.wordLimit",
            "questions.0.criterion",
        ]
    );
}

#[test]
fn a_weight_that_cannot_be_read_has_one_fault() {
    for (weight, told) in [
        ("", "Enter the weight"),
        ("7x", "The weight must be a number, like 63 or 4.5"),
        ("0.5", "Weight must be 1 to 100"),
        ("100.01", "Weight must be 1 to 100"),
        ("33.333", "Weight must have two decimal places at most, like 33.33"),
    ] {
        let row = CriterionInput { kind: "price".to_owned(), title: "Price".to_owned(), ..CriterionInput::default() };
        let row = CriterionInput { weight: weight.to_owned(), ..row };
        let input = OpportunityInput { criteria: Some(vec![row]), ..OpportunityInput::default() };
        let faults = input.apply(draft(), &mut Ids(9)).unwrap_err();
        assert_eq!(faults.iter().map(|fault| fault.message.as_str()).collect::<Vec<_>>(), [told], "{weight}");
    }
}

#[test]
fn rows_keep_their_identity_and_questions_follow_their_criterion() {
    let before = draft();
    let row = |id: &str, kind: &str, title: &str, weight: &str| CriterionInput {
        id: id.to_owned(),
        kind: kind.to_owned(),
        title: title.to_owned(),
        weight: weight.to_owned(),
        good: String::new(),
    };
    let first = before.criteria[0].id.to_string();
    let input = OpportunityInput {
        criteria: Some(vec![row("", "price", "Price", "40"), row(&first, "quality", "Reach", "60")]),
        ..OpportunityInput::default()
    };
    let after = input.apply(before.clone(), &mut Ids(9)).unwrap();
    assert_eq!(after.criteria[1].id, before.criteria[0].id);
    assert_eq!(after.questions[0].criterion.as_ref(), Some(&after.criteria[1].id));
    assert!(after.gate(&facts(), &policy(), now()).is_empty());
    let twice = OpportunityInput {
        criteria: Some(vec![row(&first, "quality", "A", "60"), row(&first, "quality", "B", "40")]),
        ..OpportunityInput::default()
    };
    let after = twice.apply(before, &mut Ids(9)).unwrap();
    assert_ne!(after.criteria[0].id, after.criteria[1].id);
}

#[test]
fn new_terms_carry_the_one_lot_with_them() {
    let terms = MethodInput {
        value_a_year: "38,000".to_owned(),
        years: "2".to_owned(),
        extension_years: "1".to_owned(),
        vat_percent: "20".to_owned(),
        category: "light_touch".to_owned(),
        lots: Vec::new(),
    };
    let input = OpportunityInput { terms: Some(terms), ..OpportunityInput::default() };
    let changed = input.apply(draft(), &mut Ids(9)).unwrap();
    assert_eq!(changed.value(), Money::pounds(114_000));
    assert_eq!(changed.gate(&facts(), &policy(), now())[0].code, Code::WrongMethod);
}
