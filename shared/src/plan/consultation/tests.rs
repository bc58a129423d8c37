//! The rules of consultations, by example.

use super::*;
use crate::actor::{Actor, cast};
use crate::error::{Code, Refusal};
use crate::framework::policy::{Policy, rows};
use crate::plan::consultation::response::{Channel, Typist};
use crate::plan::{ConsultationPointId, ConsultationResponseId};
use crate::review::feedback::Cell;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn now() -> Timestamp {
    at("2026-11-23T09:00:00Z")
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn policy() -> Policy {
    Policy::at(day("2026-11-23"), &rows()).unwrap()
}

fn lead() -> UserId {
    cast::id("usr_", 1)
}

fn draft() -> Consultation {
    let question = |last, prompt: &str, options: &[&str]| Question {
        id: cast::id("cnq_", last),
        prompt: prompt.to_owned(),
        options: options.iter().map(|one| (*one).to_owned()).collect(),
    };
    let some = |text: &str| Some(text.to_owned());
    let terms = Terms {
        title: "Hoarding support: what would help?".to_owned(),
        purpose: some("We do not know what helps people whose homes fill up."),
        changeable: some("Who comes, how often, and for how long."),
        fixed: some("We will not force anybody to clear their home."),
        audience: some("People who hoard, and those close to them"),
        questions: vec![
            question(1, "What would help?", &[]),
            question(2, "How soon?", &["Within a week", "Within a month"]),
        ],
        opens_on: Some(day("2026-11-24")),
        closes_on: Some(day("2026-12-18")),
        commissions: Vec::new(),
        needs: Vec::new(),
    };
    let keeper = (cast::id("org_", 1), cast::id("dir_", 1));
    Consultation::begin(cast::id("cns_", 1), "H-0001".to_owned(), keeper, lead(), terms, now())
}

fn published() -> Consultation {
    draft().publish(lead(), &policy(), now()).unwrap()
}

fn point(last: usize, disposition: Option<Disposition>, reason: &str, changed: &str) -> Point {
    let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    Point {
        id: cast::id::<ConsultationPointId>("cnp_", last),
        consultation: cast::id("cns_", 1),
        text: point::PointText {
            said: format!("Come in the evening, said some {last}"),
            responses: vec![cast::id::<ConsultationResponseId>("cnr_", last)],
            disposition,
            reason: text(reason),
            changed: text(changed),
        },
        author: lead(),
        version: 1,
    }
}

fn told(result: Result<impl std::fmt::Debug, Vec<Refusal>>) -> Vec<(Option<String>, Code)> {
    result.unwrap_err().into_iter().map(|refusal| (refusal.field, refusal.code)).collect()
}

#[test]
fn a_consultation_says_why_what_can_change_whom_it_asks_and_what_r_4_3() {
    let bare = Terms { title: "Hoarding".to_owned(), ..Terms::default() };
    let refusals = Consultation { terms: bare, ..draft() }.publish(lead(), &policy(), now()).unwrap_err();
    let fields: Vec<_> = refusals.iter().filter_map(|refusal| refusal.field.as_deref()).collect();
    assert_eq!(fields, ["purpose", "changeable", "fixed", "audience", "questions.0.prompt", "opensOn", "closesOn"]);
    assert!(refusals.iter().all(|refusal| refusal.code == Code::PartMissing));
    assert!(refusals.iter().all(|refusal| refusal.rule.as_deref() == Some("R-4.3")));
    assert_eq!(published().stage(now()), Stage::Scheduled);
}

#[test]
fn people_have_the_days_of_the_policy_to_answer_and_not_one_less_r_4_3() {
    let closing = |closes_on: &str| {
        let terms = Terms { closes_on: Some(day(closes_on)), ..draft().terms };
        Consultation { terms, ..draft() }.publish(lead(), &policy(), now())
    };
    assert!(closing("2026-12-08").is_ok(), "fourteen days are enough");
    let refusals = closing("2026-12-07").unwrap_err();
    assert_eq!(refusals[0].field.as_deref(), Some("closesOn"));
    assert_eq!(
        refusals[0].message,
        "People would have 13 days to answer. They need at least 14: enter Tuesday 8 December 2026 or a later day"
    );
    assert_eq!(refusals[0].policy_rows, ["local.consultation.min_days@2011-01-01"]);
    assert!(closing("2026-11-20").unwrap_err()[0].message.starts_with("It would close before"));
    let past = Terms { opens_on: Some(day("2026-11-22")), ..draft().terms };
    let past = Consultation { terms: past, ..draft() }.publish(lead(), &policy(), now());
    assert_eq!(told(past), [(Some("opensOn".to_owned()), Code::OutOfRange)]);
}

#[test]
fn it_is_open_from_the_start_of_its_first_day_to_the_end_of_its_last_in_london() {
    let consultation = published();
    for (instant, stage) in [
        ("2026-11-23T23:59:59Z", Stage::Scheduled),
        ("2026-11-24T00:00:00Z", Stage::Open),
        ("2026-12-18T23:59:59Z", Stage::Open),
        ("2026-12-19T00:00:00Z", Stage::Closed),
    ] {
        assert_eq!(consultation.stage(at(instant)), stage, "{instant}");
    }
    // In summer a London day ends an hour before the UTC day.
    let terms = Terms { opens_on: Some(day("2027-06-01")), closes_on: Some(day("2027-06-30")), ..draft().terms };
    let summer = Consultation { terms, ..draft() }.publish(lead(), &policy(), now()).unwrap();
    assert_eq!(summer.stage(at("2027-06-30T22:59:59Z")), Stage::Open);
    assert_eq!(summer.stage(at("2027-06-30T23:00:00Z")), Stage::Closed);
}

#[test]
fn an_answer_after_the_last_day_is_refused_with_the_date_r_4_3() {
    let late = at("2026-12-19T00:00:00Z");
    let refusal = access::allows(&Actor::Visitor, Action::Respond, &published(), late).unwrap_err();
    assert_eq!(refusal.code, Code::ConsultationClosed);
    assert!(refusal.message.contains("closed at the end of Friday 18 December 2026"), "{refusal}");
    let early = access::allows(&Actor::Visitor, Action::Respond, &published(), now()).unwrap_err();
    assert_eq!(early.code, Code::ConsultationClosed);
    assert!(early.message.contains("opens on Tuesday 24 November 2026"), "{early}");
    assert!(access::allows(&Actor::Visitor, Action::Respond, &published(), at("2026-12-18T23:59:59Z")).is_ok());
}

#[test]
fn the_last_day_moves_later_only_and_the_first_promise_is_kept_on_record() {
    let open = at("2026-12-01T12:00:00Z");
    let again = published().extend("18 December 2026", "Flu", open);
    assert_eq!(told(again), [(Some("closesOn".to_owned()), Code::OutOfRange)]);
    assert_eq!(
        told(published().extend("", " ", open)),
        [(Some("closesOn".to_owned()), Code::Missing), (Some("reason".to_owned()), Code::Missing)]
    );
    let once = published().extend("19 December 2026", "Flu", open).unwrap();
    let twice = once.extend("4 January 2027", "Snow", open).unwrap();
    let publication = twice.state.publication().unwrap();
    assert_eq!(publication.closes_on, day("2027-01-04"));
    assert_eq!(publication.extended.as_ref().unwrap().from, day("2026-12-18"));
    assert_eq!(publication.extended.as_ref().unwrap().reason, "Snow");
    let closed = at("2026-12-19T08:00:00Z");
    assert_eq!(told(published().extend("1 February 2027", "Late", closed)), [(None, Code::IllegalTransition)]);
}

#[test]
fn nothing_is_answered_while_an_answer_or_a_point_waits_r_4_3() {
    let closed = at("2026-12-21T09:00:00Z");
    let facts = Facts {
        unread: vec![3, 7, 9],
        points: vec![
            point(1, Some(Disposition::Declined), "It costs too much.", ""),
            point(2, None, "", ""),
            point(3, Some(Disposition::Accepted), "You are right.", ""),
        ],
    };
    let refusals = published().answer(lead(), &facts, &policy(), closed).unwrap_err();
    let messages: Vec<_> = refusals.iter().map(|refusal| refusal.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "Answers 3, 7 and 9 make no point yet. Add the points they make, or mark that they make none",
            "The point \"Come in the evening, said some 2\" is not answered. Enter what you do about it and why",
            "The point \"Come in the evening, said some 3\" is not answered. Enter what changed",
        ]
    );
    assert!(refusals.iter().all(|refusal| refusal.code == Code::PointUnanswered));
    assert_eq!(facts.progress(), (1, 3));
    let whole = Facts { unread: Vec::new(), points: facts.points[..1].to_vec() };
    assert_eq!(published().answer(lead(), &whole, &policy(), closed).unwrap().stage(closed), Stage::Answered);
    let early = published().answer(lead(), &whole, &policy(), at("2026-12-18T23:59:59Z"));
    assert_eq!(told(early), [(None, Code::TooEarly)]);
}

#[test]
fn a_published_consultation_is_called_off_with_a_reason_and_stays_public() {
    assert_eq!(told(published().cancel(" ", now())), [(Some("reason".to_owned()), Code::Missing)]);
    let cancelled = published().cancel("The money is gone.", now()).unwrap();
    assert!(cancelled.is_public());
    assert_eq!(cancelled.state.cancelled_reason(), Some("The money is gone."));
    let dropped = draft().cancel("We ask in another way.", now()).unwrap();
    assert!(!dropped.is_public(), "what nobody saw stays the council's own");
    assert_eq!(told(cancelled.cancel("Again", now())), [(None, Code::IllegalTransition)]);
}

#[test]
fn an_answer_needs_one_question_and_a_choice_from_its_list() {
    let consultation = published();
    let answer = |question: usize, text: &str| ConsultationAnswerInput {
        question: cast::id::<ConsultationQuestionId>("cnq_", question).to_string(),
        text: text.to_owned(),
    };
    let empty = ConsultationResponseInput { answers: vec![answer(1, " ")], ..Default::default() };
    assert_eq!(told(empty.check(&consultation, Typist::Anyone)), [(Some("answers.0.text".to_owned()), Code::Missing)]);
    let wrong = ConsultationResponseInput {
        answers: vec![answer(1, &"a".repeat(2_001)), answer(2, "Some day"), answer(9, "x")],
        answered_as: "organisation".to_owned(),
        ..Default::default()
    };
    assert_eq!(
        told(wrong.check(&consultation, Typist::Anyone)),
        [
            (Some("answers.0.text".to_owned()), Code::TooLong),
            (Some("answers.1.text".to_owned()), Code::UnknownCode),
            (Some("answers.2.text".to_owned()), Code::UnknownCode),
            (Some("organisationName".to_owned()), Code::Missing),
        ]
    );
    let right = ConsultationResponseInput {
        answers: vec![answer(2, "Within a week")],
        answered_as: "resident".to_owned(),
        organisation_name: "Jane Doe".to_owned(),
        ..Default::default()
    };
    let said = right.check(&consultation, Typist::Anyone).unwrap();
    assert_eq!(
        (said.answered_as, said.organisation_name),
        (Some(Respondent::Resident), None),
        "no person's name is kept"
    );
    assert_eq!(right.check(&consultation, Typist::Member).unwrap().answered_as, Some(Respondent::Organisation));
}

#[test]
fn an_officer_writes_down_what_somebody_told_them_and_says_how_it_came_r_4_19() {
    let consultation = published();
    let typed = |came_by: &str| ConsultationResponseInput {
        answers: vec![ConsultationAnswerInput {
            question: cast::id::<ConsultationQuestionId>("cnq_", 1).to_string(),
            text: "Come in the evening.".to_owned(),
        }],
        came_by: came_by.to_owned(),
        ..Default::default()
    };
    let by = |came_by: &str, typist: Typist| typed(came_by).check(&consultation, typist).map(|said| said.came_by);
    assert_eq!(by("TELEPHONE", Typist::Officer), Ok(Channel::Telephone));
    assert_eq!(by("", Typist::Anyone), Ok(Channel::Site));
    assert_eq!(by("SITE", Typist::Member), Ok(Channel::Site));
    let refused = |came_by: &str, typist: Typist| told(typed(came_by).check(&consultation, typist));
    let on = |code: Code| [(Some("cameBy".to_owned()), code)];
    assert_eq!(refused("", Typist::Officer), on(Code::Missing));
    assert_eq!(refused("SITE", Typist::Officer), on(Code::UnknownCode), "no officer answers by themselves");
    assert_eq!(refused("BY_OWL", Typist::Officer), on(Code::UnknownCode));
    assert_eq!(refused("PAPER", Typist::Anyone), on(Code::NotAllowed));
}

#[test]
fn a_point_rests_on_an_answer_r_4_3() {
    let input = ConsultationPointInput { said: "Come in the evening".to_owned(), ..Default::default() };
    assert_eq!(told(input.check()), [(Some("responses".to_owned()), Code::Missing)]);
    let wrong = ConsultationPointInput { responses: vec!["7".to_owned()], disposition: "maybe".to_owned(), ..input };
    assert_eq!(
        told(wrong.check()),
        [(Some("responses".to_owned()), Code::UnknownCode), (Some("disposition".to_owned()), Code::UnknownCode)]
    );
}

#[test]
fn the_set_up_says_every_fault_at_once() {
    let question = |prompt: &str, options: &str| ConsultationQuestionInput {
        prompt: prompt.to_owned(),
        options: options.to_owned(),
    };
    let input = ConsultationInput {
        opens_on: "30 February 2027".to_owned(),
        commissions: "C-0001, O-0002".to_owned(),
        needs: "N-1".to_owned(),
        questions: vec![question("", ""), question("", "Yes\nNo"), question("How soon?", "Soon")],
        ..ConsultationInput::default()
    };
    let fields: Vec<_> = input.check().unwrap_err().into_iter().filter_map(|refusal| refusal.field).collect();
    assert_eq!(fields, ["title", "opensOn", "commissions", "needs", "questions.1.prompt", "questions.2.options"]);
    let input = ConsultationInput {
        title: "Hoarding".to_owned(),
        commissions: "c-0001 C-0001".to_owned(),
        questions: vec![question("How soon?", "Now\n\nLater\nNow")],
        ..ConsultationInput::default()
    };
    let checked = input.check().unwrap();
    assert_eq!(checked.commissions, ["C-0001"]);
    assert_eq!(checked.questions, [("How soon?".to_owned(), vec!["Now".to_owned(), "Later".to_owned()])]);
}

#[test]
fn who_answered_is_counted_and_small_numbers_are_kept_back_p8() {
    use Cell::{Hidden, Shown};
    let numbers = [(Some(Respondent::Resident), 20), (Some(Respondent::Organisation), 2), (None, 3)];
    let summary = response::summary(&numbers, 5);
    assert_eq!(summary.total, Shown(25));
    let cells: Vec<Cell> = summary.groups.iter().map(|(_, cell)| *cell).collect();
    assert_eq!(cells, [Shown(20), Hidden, Hidden, Hidden, Hidden]);
    assert_eq!(point::counts(&[point(1, None, "", "")], 5), [Hidden]);
}

#[test]
fn who_may_do_and_see_what_at_which_stage() {
    let stages = [
        ("draft", draft(), now()),
        ("scheduled", published(), now()),
        ("open", published(), at("2026-12-01T09:00:00Z")),
        ("closed", published(), at("2026-12-21T09:00:00Z")),
        (
            "answered",
            published().answer(lead(), &Facts::default(), &policy(), at("2026-12-21T09:00:00Z")).unwrap(),
            at("2026-12-21T09:00:00Z"),
        ),
        ("cancelled", published().cancel("No money.", now()).unwrap(), now()),
    ];
    let names: Vec<&str> = stages.iter().map(|(name, ..)| *name).collect();
    insta::assert_snapshot!(cast::table(&names, &cast::cast(), |place, actor| {
        let (_, consultation, now) = &stages[place];
        let mut sees = Vec::new();
        if access::sees(actor, consultation) {
            sees.push("consultation");
        }
        if access::reads_answers(actor, consultation) {
            sees.push("answers");
        }
        (sees, access::can(actor, consultation, *now))
    }));
}

#[test]
fn its_status_reads_in_the_words_of_whoever_looks() {
    let closed = at("2026-12-21T09:00:00Z");
    let text = |of: &Consultation, audience, now| of.tag(audience, now).map(|tag| tag.text);
    assert_eq!(text(&draft(), Audience::Public, now()), None);
    assert_eq!(text(&draft(), Audience::Council, now()).as_deref(), Some("Draft"));
    assert_eq!(text(&published(), Audience::Provider, closed).as_deref(), Some("We are reading answers"));
    assert_eq!(text(&published(), Audience::Council, closed).as_deref(), Some("Answer it"));
}
