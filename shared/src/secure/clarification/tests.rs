//! What the rules of questions promise.

use super::state::Asker;
use super::*;
use crate::actor::{Actor, cast};
use crate::error::{Code, Refusal};
use crate::framework::policy::{Policy, rows};
use crate::secure::opportunity::tests::published_example;
use crate::tag::Audience;

/// The last second for questions: midday in London.
const UNTIL: &str = "2026-12-04T12:00:00Z";

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn uuid(number: u128) -> uuid::Uuid {
    uuid::Uuid::from_u128(number)
}

fn policy() -> Policy {
    Policy::at("2026-11-23".parse().unwrap(), &rows()).unwrap()
}

fn ask(question: &str, now: &str) -> Result<Clarification, Vec<Refusal>> {
    let (organisation, user) = (OrganisationId::from_uuid(uuid(11)), UserId::from_uuid(uuid(110)));
    let asker = Asker { organisation: &organisation, name: "Lantern Carers", user: &user };
    let id = ClarificationId::from_uuid(uuid(1));
    Clarification::ask(id, (&published_example(), question), &asker, &policy(), at(now))
}

fn asked() -> Clarification {
    ask("May two groups bid as one?", "2026-11-24T09:00:00Z").unwrap()
}

fn officer() -> UserId {
    UserId::from_uuid(uuid(100))
}

#[test]
fn a_question_in_the_last_second_is_in_time_and_one_second_later_is_refused_with_the_date_r_s2() {
    assert!(ask("When?", UNTIL).is_ok());
    assert!(ask("When?", "2026-12-04T12:00:00.9Z").is_ok());
    let refusal = ask("When?", "2026-12-04T12:00:01Z").unwrap_err().remove(0);
    assert_eq!((refusal.code, refusal.rule.as_deref()), (Code::DeadlinePassed, Some("R-S2")));
    assert_eq!(
        refusal.to_string(),
        "You cannot ask any more. Questions ended on 4 December 2026 at 12:00:00pm and it is now 4 December 2026 at \
         12:00:01pm. Read what others asked, and the answers, on this page"
    );
}

#[test]
fn an_answer_is_due_three_working_days_after_the_question_r_s2() {
    // Asked on a Tuesday: due on Friday. Asked on a Friday: due on Wednesday.
    assert_eq!(asked().answer_by.to_string(), "2026-11-27");
    let friday = ask("When?", "2026-11-27T17:00:00Z").unwrap();
    assert_eq!(friday.answer_by.to_string(), "2026-12-02");
    assert_eq!(friday.policy_row.as_str(), "local.clarification.days@2011-01-01");
}

#[test]
fn a_late_answer_is_shown_late_and_moves_no_date_r_s2() {
    let (in_time, late) = ("2026-11-27T23:59:00Z", "2026-11-30T09:00:00Z");
    assert_eq!((asked().days_late(at(in_time)), asked().days_late(at(late))), (None, Some(3)));
    let text = |who, now| asked().tag(who, at(now)).text;
    assert_eq!(text(Audience::Council, in_time), "Answer it");
    assert_eq!(text(Audience::Provider, in_time), "Waiting for an answer");
    assert_eq!(text(Audience::Council, late), "Answer is late by 3 days");
    assert_eq!(text(Audience::Provider, late), "The council is late by 3 days");
    let answered = asked().answer(&officer(), "Yes, they may.", at(late)).unwrap();
    assert_eq!(answered.days_late(at("2027-06-01T09:00:00Z")), Some(3), "late it stays");
}

#[test]
fn a_question_is_answered_once_or_declined_with_a_reason_r_s2() {
    let now = at("2026-11-25T09:00:00Z");
    let refusal = asked().decline(&officer(), "  ", now).unwrap_err().remove(0);
    assert_eq!((refusal.code, refusal.field.as_deref()), (Code::Missing, Some("reason")));
    assert_eq!(refusal.rule.as_deref(), Some("R-S2"));
    let answered = asked().answer(&officer(), "Yes, they may.", now).unwrap();
    assert_eq!(answered.state.published().unwrap().at, now);
    let again = answered.decline(&officer(), "It is late", now).unwrap_err();
    assert_eq!(again[0].code, Code::IllegalTransition);
}

#[test]
fn a_question_does_not_name_who_asks_it_p6() {
    let faults = ask("May LANTERN   carers bid?", "2026-11-24T09:00:00Z").unwrap_err();
    assert_eq!((faults.len(), faults[0].code, faults[0].field.as_deref()), (1, Code::Invalid, Some("question")));
}

#[test]
fn nobody_but_who_asked_and_the_officers_see_a_question_before_its_answer_r_s2() {
    let now = at("2026-11-25T09:00:00Z");
    let example = Clarification {
        buyer: cast::id("org_", 1),
        directorate: Some(cast::id("dir_", 1)),
        organisation: cast::id("org_", 11),
        ..asked()
    };
    let answered = example.clone().answer(&officer(), "Yes.", now).unwrap();
    let stages = [example, answered];
    let names: Vec<Stage> = stages.iter().map(|one| one.state.stage()).collect();
    let line = |place: usize, actor: &Actor| {
        let of = &stages[place];
        let mut sees = Vec::new();
        sees.extend(access::exists(actor, of).then_some("it"));
        sees.extend(access::asked_by(actor, of).then_some("that it is theirs"));
        (sees, can(actor, of))
    };
    insta::assert_snapshot!(cast::table(&names, &cast::cast(), line));
}
