//! What the rules of an opportunity promise.

mod input;
mod lifecycle;
mod lots;
mod outcome;
mod proportion;

use chrono::Duration;
use uuid::Uuid;

use super::gate::{Officer, sum_of_weights};
use super::*;
use crate::actor::{Acting, Actor};
use crate::error::{Code, Refusal};
use crate::framework::policy::{Category, Policy, rows};
use crate::framework::principle::answer::Kind;
use crate::framework::principle::{Principle, Record, Said};
use crate::people::membership::Role;
use crate::people::{MembershipId, OrganisationKind};
use crate::secure::method::{DirectGround, NatureInput};

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(super) fn now() -> Timestamp {
    at("2026-11-23T10:00:00Z")
}

pub(super) fn policy() -> Policy {
    Policy::at("2026-11-23".parse().unwrap(), &rows()).unwrap()
}

fn user(number: u128) -> UserId {
    UserId::from_uuid(Uuid::from_u128(number))
}

fn council() -> OrganisationId {
    OrganisationId::from_uuid(Uuid::from_u128(1))
}

fn person(number: u128, role: Role, organisation: u128) -> Actor {
    let kind = if role.fits(OrganisationKind::Buyer) { OrganisationKind::Buyer } else { OrganisationKind::Provider };
    Actor::Person {
        user: user(number),
        acting: Some(Acting {
            membership: MembershipId::from_uuid(Uuid::from_u128(number)),
            organisation: OrganisationId::from_uuid(Uuid::from_u128(organisation)),
            kind,
            directorate: None,
            role,
            limit: Some(Money::pounds(100_000)),
        }),
    }
}

fn criterion(number: u128, kind: CriterionKind, weight: i64) -> Criterion {
    let id = CriterionId::from_uuid(Uuid::from_u128(number));
    Criterion { id, kind, title: format!("Criterion {number}"), weight: Weight(weight), good: None }
}

/// A draft that lacks nothing.
pub(super) fn draft() -> Opportunity {
    let quality = criterion(1, CriterionKind::Quality, 7_000);
    let question = Question {
        id: QuestionId::from_uuid(Uuid::from_u128(1)),
        criterion: Some(quality.id.clone()),
        prompt: "How will people reach you?".to_owned(),
        guidance: None,
        ask: Ask::Text { words: 500 },
    };
    Opportunity {
        id: OpportunityId::from_uuid(Uuid::from_u128(1)),
        reference: "O-0001".to_owned(),
        buyer: council(),
        directorate: None,
        commission: CommissionId::from_uuid(Uuid::from_u128(1)),
        specification: SpecificationId::from_uuid(Uuid::from_u128(1)),
        title: "Youth nights, Wolverton".to_owned(),
        summary: "Somewhere to go on Friday nights.".to_owned(),
        method: Method::Quotation,
        footing: Footing { nature: NatureInput::contract().check().ok(), ..Footing::default() },
        terms: Terms {
            value_a_year: Money::pounds(25_000),
            years: 1,
            extension_years: 0,
            lots: Vec::new(),
            vat_basis_points: 2_000,
            category: Category::LightTouch,
        },
        lots: vec![Lot {
            id: LotId::from_uuid(Uuid::from_u128(1)),
            number: 1,
            title: "Youth nights, Wolverton".to_owned(),
            value: Money::pounds(25_000),
            ended: None,
        }],
        lotting: Lotting::default(),
        round: Round::default(),
        criteria: vec![quality, criterion(2, CriterionKind::Price, 3_000)],
        questions: vec![question],
        timetable: Timetable {
            opens_at: None,
            questions_until: Some(at("2026-12-04T12:00:00Z")),
            closes_at: Some(at("2026-12-11T12:00:00Z")),
            decision_on: Some("2027-01-22".parse().unwrap()),
            starts_on: Some("2027-04-01".parse().unwrap()),
        },
        officer: Some(user(1)),
        proportion_reason: None,
        apart_reason: None,
        author: user(1),
        edited_by: None,
        state: State::Draft { sent_back: None },
        version: 1,
    }
}

pub(super) fn facts() -> Facts {
    Facts {
        officer: Some(Officer {
            name: "Amara Okonjo".to_owned(),
            active: true,
            email: Some("amara@ouzelvalley.example".to_owned()),
            phone: Some("01632 960 114".to_owned()),
        }),
        specification_approved: true,
        outcomes: 1,
        purpose: false,
        counted: Vec::new(),
        agreed: Vec::new(),
        template: crate::framework::template::Following::default(),
        principles: Record { said: answered(Kind::Reason), ..Record::default() },
    }
}

/// An answer under each principle.
fn answered(kind: Kind) -> Vec<Said> {
    let said = |principle: &Principle| Said {
        principle: *principle,
        kind,
        says: "It is one piece of work.".to_owned(),
        ended_on: (*principle == Principle::P2).then(|| "2026-11-01".parse().unwrap()),
    };
    Principle::ALL.iter().map(said).collect()
}

fn published(closes_at: Timestamp) -> Opportunity {
    let mut draft = draft();
    draft.timetable.closes_at = Some(closes_at);
    let publication = Publication {
        commenced_on: "2026-11-23".parse().unwrap(),
        published_at: now(),
        approved_by: user(2),
        opens_at: now(),
        closes_at,
        policy_rows: Vec::new(),
        confirm_from: 0,
    };
    Opportunity { state: State::Published(publication), ..draft }
}

/// Published on 23 November 2026; questions end on 4 December and bidding on 11 December, both at midday.
pub(in crate::secure) fn published_example() -> Opportunity {
    published(at("2026-12-11T12:00:00Z"))
}

fn messages(refusals: &[Refusal]) -> Vec<&str> {
    refusals.iter().map(|refusal| refusal.message.as_str()).collect()
}

fn gate_of(change: impl FnOnce(&mut Opportunity)) -> Vec<Refusal> {
    let mut changed = draft();
    change(&mut changed);
    changed.gate(&facts(), &policy(), now())
}

#[test]
fn a_whole_draft_has_nothing_in_its_way() {
    assert_eq!(messages(&gate_of(|_| {})), Vec::<&str>::new());
}

#[test]
fn weights_that_do_not_make_100_are_refused_with_the_sum_r_4_1c() {
    for (price, sentence) in [
        (2_999, Some("Weights add up to 99.99. They must add up to 100: add 0.01")),
        (3_000, None),
        (3_001, Some("Weights add up to 100.01. They must add up to 100: take off 0.01")),
        (2_900, Some("Weights add up to 99. They must add up to 100: add 1")),
    ] {
        let refusals = gate_of(|draft| draft.criteria[1].weight = Weight(price));
        assert_eq!(messages(&refusals), sentence.into_iter().collect::<Vec<_>>());
        assert!(refusals.iter().all(|refusal| refusal.code == Code::SumMismatch));
    }
    assert_eq!(sum_of_weights(Weight(0), 0).unwrap().code, Code::SumMismatch);
}

#[test]
fn a_penny_above_the_threshold_needs_a_tender_r_4_10() {
    let with_value = |pence, method| {
        gate_of(|draft| {
            draft.terms.value_a_year = Money::pence(pence);
            draft.lots[0].value = Money::pence(pence);
            draft.method = method;
        })
    };
    assert!(with_value(2_500_000, Method::Quotation).is_empty());
    assert_eq!(with_value(2_500_001, Method::Quotation)[0].code, Code::WrongMethod);
    assert!(with_value(2_500_001, Method::Tender).is_empty());
}

#[test]
fn a_direct_award_on_a_listed_ground_stands_in_for_a_tender_r_4_9() {
    let direct = |ground: Option<DirectGround>| {
        gate_of(|draft| {
            draft.terms.value_a_year = Money::pence(2_500_001);
            draft.lots[0].value = Money::pence(2_500_001);
            draft.method = Method::Direct;
            draft.footing.ground = ground;
            draft.footing.direct_reason = Some("The only refuge in the county.".to_owned());
        })
    };
    assert!(direct(Some(DirectGround::SingleSupplier)).is_empty());
    assert_eq!(direct(None)[0].code, Code::WrongMethod);
}

#[test]
fn without_an_outcome_or_an_approved_specification_nothing_is_published_r_3_4c() {
    let bare = Facts { outcomes: 0, specification_approved: false, ..facts() };
    let refusals = draft().gate(&bare, &policy(), now());
    let codes: Vec<Code> = refusals.iter().map(|refusal| refusal.code).collect();
    assert_eq!(codes, [Code::PartMissing, Code::NoOutcomes]);
}

#[test]
fn what_is_put_out_answers_for_the_principles_that_its_band_asks_about_p2_p5_p7() {
    let with = |record: Record, draft: Opportunity| {
        let refusals = draft.gate(&Facts { principles: record, ..facts() }, &policy(), now());
        refusals.into_iter().map(|one| one.rule.unwrap()).collect::<Vec<_>>()
    };
    let nothing = ["P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8"];
    assert_eq!(with(Record::default(), draft()), nothing);
    let mapped_on = "2026-11-01".parse().ok();
    let talked = Record { said: answered(Kind::Evidence), mapped_on, ..Record::default() };
    // The talks ended on 1 November and it runs for one year.
    assert_eq!(with(talked.clone(), draft()), ["P7"]);
    let mut later = draft();
    later.terms.value_a_year = Money::pence(2_500_001);
    later.lots[0].value = later.terms.value_a_year;
    later.method = crate::secure::method::Method::Tender;
    assert_eq!(with(talked.clone(), later.clone()), ["P2", "P7"], "band C waits for 28 days");
    later.timetable.opens_at = Some(at("2026-11-29T09:00:00Z"));
    assert_eq!(with(talked, later), ["P7"], "the day on which it opens counts");
}

#[test]
fn lots_add_up_to_the_whole_value_r_4_20d() {
    let refusals = gate_of(|draft| draft.lots[0].value = Money::pence(2_499_999));
    assert_eq!(messages(&refusals), ["Lots add up to £24,999.99. They must add up to the whole value, £25,000"]);
    assert_eq!(gate_of(|draft| draft.lots.clear())[0].rule.as_deref(), Some("R-4.20d"));
}

#[test]
fn somebody_active_and_reachable_answers_for_it_r_4_17b() {
    let with = |change: fn(&mut Officer)| {
        let mut facts = facts();
        change(facts.officer.as_mut().unwrap());
        draft().gate(&facts, &policy(), now())
    };
    assert_eq!(
        messages(&with(|officer| officer.active = false)),
        ["Amara Okonjo does not work for this council now. Select another officer"]
    );
    assert_eq!(
        messages(&with(|officer| officer.phone = None)),
        ["Amara Okonjo has no telephone number for bidders. Add it, or select another officer"]
    );
    assert_eq!(messages(&gate_of(|draft| draft.officer = None)), ["Select the officer whom bidders can ask"]);
}

#[test]
fn the_dates_are_ahead_in_order_and_on_working_days() {
    let dates = |change: fn(&mut Timetable)| {
        let refusals = gate_of(|draft| change(&mut draft.timetable));
        refusals.iter().map(|refusal| (refusal.field.clone().unwrap(), refusal.message.clone())).collect::<Vec<_>>()
    };
    let one = |field: &str, message: &str| vec![(field.to_owned(), message.to_owned())];
    assert_eq!(
        dates(|t| t.questions_until = t.closes_at),
        one("questionsUntilOn", "Questions must end before bidding closes on Friday 11 December 2026 at midday")
    );
    assert!(dates(|t| t.questions_until = t.closes_at.map(|at| at - Duration::seconds(1))).is_empty());
    assert_eq!(
        dates(|t| t.closes_at = Some(at("2026-12-12T12:00:00Z"))),
        one("closesOn", "Closing date must be a working day, such as Monday 14 December 2026")
    );
    assert_eq!(
        dates(|t| t.decision_on = Some("2026-12-28".parse().unwrap())),
        one("decisionOn", "Decision date must be a working day, such as Tuesday 29 December 2026"),
        "Boxing Day's holiday in lieu"
    );
    assert_eq!(
        dates(|t| t.decision_on = Some("2026-12-11".parse().unwrap())),
        one("decisionOn", "Decision date must be after bidding closes on Friday 11 December 2026")
    );
    assert_eq!(
        dates(|t| t.starts_on = t.decision_on),
        one("startsOn", "Start date must be after the decision on Friday 22 January 2027")
    );
    assert_eq!(dates(|t| *t = Timetable::default()).len(), 4, "all four missing dates at once");
    let past = dates(|t| t.questions_until = Some(at("2026-11-23T10:00:00Z")));
    assert_eq!(past[0].1, "Last day for questions must be after Monday 23 November 2026 at 10am");
}

#[test]
fn a_contract_the_act_binds_in_full_stays_open_for_25_days_r_4_14() {
    let with_close = |closes: &str| {
        gate_of(|draft| {
            draft.terms.category = Category::GoodsServices;
            draft.terms.value_a_year = Money::pounds(300_000);
            draft.lots[0].value = Money::pounds(300_000);
            draft.lotting.one_lot_reason = Some("One team for the whole town".to_owned());
            draft.method = Method::Tender;
            draft.timetable.closes_at = Some(at(closes));
        })
    };
    assert!(with_close("2026-12-18T12:00:00Z").is_empty(), "25 days after 23 November");
    let refusals = with_close("2026-12-17T12:00:00Z");
    assert_eq!(refusals[0].rule.as_deref(), Some("R-4.14"));
    assert_eq!(refusals[0].policy_rows, ["pa23.tender.min_days@2025-02-24"]);
}

#[test]
fn asking_for_more_than_the_value_justifies_needs_a_reason_r_4_4() {
    let ask = |reason: Option<&str>| {
        gate_of(|draft| {
            draft.questions[0].ask = Ask::Text { words: 2_501 };
            draft.proportion_reason = reason.map(str::to_owned);
        })
    };
    assert_eq!(
        messages(&ask(None)),
        ["2501 words of answers are more than the 2500 that £25,000 justifies. Ask for less, or give a reason"]
    );
    assert!(ask(Some("People may be at risk.")).is_empty());
}

#[test]
fn a_requirement_weighs_nothing_and_other_facts_need_not_r_4_1b() {
    let with = |ask: Ask, criterion: bool| {
        gate_of(|draft| {
            let criterion = draft.questions[0].criterion.clone().filter(|_| criterion);
            let question = Question { ask: ask.clone(), criterion, ..draft.questions[0].clone() };
            draft.questions.push(question);
        })
    };
    assert!(with(Ask::Declaration, false).is_empty());
    let refused = with(Ask::Declaration, true);
    assert_eq!((refused.len(), refused[0].field.as_deref()), (1, Some("questions.1.criterion")));
    assert!(with(Ask::Date, false).is_empty() && with(Ask::Date, true).is_empty());
    assert_eq!(with(Ask::Text { words: 5 }, false).len(), 1, "what is asked in words counts");
}

#[test]
fn every_criterion_of_quality_is_asked_about_and_every_question_counts() {
    assert_eq!(
        messages(&gate_of(|draft| draft.questions.clear())),
        ["No question asks about \"Criterion 1\". Add one, or remove the criterion"]
    );
    let stray = gate_of(|draft| draft.questions[0].criterion = Some(draft.criteria[1].id.clone()));
    assert_eq!(stray.len(), 2);
    assert_eq!(stray[1].field.as_deref(), Some("questions.0.criterion"));
    let by_price = gate_of(|draft| {
        draft.criteria[0].kind = CriterionKind::Price;
        draft.questions.clear();
    });
    assert_eq!(by_price.len(), 2, "no quality, and two prices");
}

#[test]
fn a_question_weighs_its_share_of_its_criterion() {
    let mut three = draft();
    for number in 2..=3 {
        let id = QuestionId::from_uuid(Uuid::from_u128(number));
        three.questions.push(Question { id, ..three.questions[0].clone() });
    }
    let shares: Vec<i64> = three.questions.iter().map(|question| three.question_share(question)).collect();
    assert_eq!(shares, [233_333; 3]);
    assert_eq!(draft().question_share(&draft().questions[0]), 700_000);
}
