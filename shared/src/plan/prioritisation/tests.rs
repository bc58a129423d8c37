//! The rules of assessments, by example.

use super::*;
use crate::actor::cast::{cast, id, table};
use crate::calendar::day_of;
use crate::error::Code;
use crate::framework::policy::{Policy, Weights, rows};
use crate::plan::need::{Gap, NeedPlace};
use crate::plan::objective::Kind;

fn now() -> Timestamp {
    "2026-11-23T09:00:00Z".parse().unwrap()
}

fn weights() -> Weights {
    Policy::at(day_of(now()), &rows()).unwrap().priority_weights()
}

fn need(n: usize) -> NeedId {
    id("need_", n)
}

fn counted(n: usize, demand: i64, missing: i64) -> (NeedId, NeedFacts) {
    let facts = NeedFacts {
        reference: format!("N-000{n}"),
        open: true,
        demand: Some(demand),
        gap: Gap::People(missing),
        evidence: 1,
    };
    (need(n), facts)
}

fn facts() -> Facts {
    Facts {
        needs: [counted(1, 1_000, 800), counted(2, 1_000, 200), counted(3, 500, 100)].into(),
        objectives: [(id("obj_", 1), Kind::Strategic), (id("obj_", 2), Kind::Statutory)].into(),
    }
}

fn answers(points: &str, statutory: &str, voice: &str) -> PriorityInput {
    let objective: ObjectiveId = id("obj_", 1);
    let duty: ObjectiveId = id("obj_", 2);
    PriorityInput {
        objective_points: points.into(),
        objective: objective.to_string(),
        statutory: statutory.into(),
        duty: if statutory == "yes" { duty.to_string() } else { String::new() },
        voice_points: voice.into(),
        voice_reason: "Two groups ask for it".into(),
        budget: "£20,000 a year".into(),
        ..PriorityInput::default()
    }
}

fn draft() -> Prioritisation {
    let keeper = (id("org_", 1), id("dir_", 1));
    Prioritisation::begin(id("pri_", 1), "Winter 2026".into(), keeper, id("usr_", 1), now())
}

fn with(all: &[(usize, PriorityInput)]) -> Prioritisation {
    all.iter().fold(draft(), |draft, (n, input)| {
        let added = draft.add(need(*n), &facts()).unwrap();
        added.answer(&need(*n), input.check().unwrap()).unwrap()
    })
}

fn whole() -> Prioritisation {
    with(&[(1, answers("5", "no", "5")), (2, answers("4", "yes", "5")), (3, answers("0", "no", "1"))])
}

fn faults(prioritisation: &Prioritisation) -> Vec<(String, Code)> {
    let refusals = prioritisation.gate(Action::RequestApproval, &facts(), day_of(now()));
    refusals.into_iter().map(|refusal| (refusal.field.unwrap_or_default(), refusal.code)).collect()
}

#[test]
fn each_answer_weighs_what_the_policy_says_r_3_4b() {
    let score = answers("5", "no", "5").check().unwrap().score(&counted(1, 1_000, 800).1, &weights()).unwrap();
    assert_eq!(score, Score { objective: 25_000, statutory: 0, gap: 24_000, voice: 20_000 });
    assert_eq!(score.total(), 69_000);
    let full = answers("5", "yes", "5").check().unwrap().score(&counted(1, 10, 10).1, &weights()).unwrap();
    assert_eq!(full.total(), 100_000, "the weights make a hundred");
    let none = answers("0", "no", "0").check().unwrap().score(&counted(1, 0, 0).1, &weights()).unwrap();
    assert_eq!(none.total(), 0, "and nobody in need divides by nothing");
}

#[test]
fn the_gap_comes_from_the_needs_figures_and_only_without_them_from_points_r_3_4b() {
    let uncounted = NeedFacts { gap: Gap::Estimated, demand: None, ..counted(1, 1, 1).1 };
    let typed = PriorityInput { gap_points: "2".into(), ..answers("5", "no", "5") };
    assert_eq!(typed.check().unwrap().score(&uncounted, &weights()).unwrap().gap, 12_000);
    assert_eq!(typed.check().unwrap().score(&counted(1, 4, 1).1, &weights()).unwrap().gap, 7_500, "figures win");
    assert_eq!(answers("5", "no", "5").check().unwrap().score(&uncounted, &weights()), None);
}

#[test]
fn needs_stand_in_the_order_of_their_scores_r_3_4b() {
    let order = whole().order(&facts(), &weights());
    let ranks: Vec<_> = order.iter().map(|one| (one.need.clone(), one.place)).collect();
    let ranked = |n: usize, rank: i64| (need(n), Place::Ranked { rank });
    assert_eq!(ranks, [ranked(2, 1), ranked(1, 2), ranked(3, 3)]);
}

#[test]
fn between_equal_scores_more_people_come_first_then_the_older_need_r_3_4b() {
    let same = answers("3", "no", "3");
    let order = with(&[(2, same.clone()), (3, same)]).order(&facts(), &weights());
    assert_eq!(order[0].score, order[1].score, "both miss one in five");
    assert_eq!((&order[0].need, &order[1].need), (&need(2), &need(3)), "200 people before 100");
}

#[test]
fn approval_is_refused_with_everything_that_is_missing_r_3_4b() {
    assert_eq!(faults(&draft()), [("need".to_owned(), Code::Missing)]);
    let empty = with(&[(1, PriorityInput::default()), (2, answers("3", "yes", "3"))]);
    let missing = |field: &str| (format!("N-0001.{field}"), Code::AnswerMissing);
    assert_eq!(
        faults(&empty),
        ["objectivePoints", "statutory", "voicePoints", "budget"].map(missing),
        "the four answers of the one, nothing of the other"
    );
    let refusals = empty.request_approval(id("usr_", 2), &facts(), now()).unwrap_err();
    assert!(refusals.iter().all(|refusal| refusal.rule.as_deref() == Some("R-3.4b")));
}

#[test]
fn points_need_their_objective_their_duty_and_their_reason_r_3_4b() {
    let bare = PriorityInput {
        objective: String::new(),
        duty: String::new(),
        voice_reason: String::new(),
        ..answers("3", "yes", "3")
    };
    let fields: Vec<String> = faults(&with(&[(1, bare)])).into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["N-0001.objective", "N-0001.duty", "N-0001.voiceReason"]);
    let swapped = answers("3", "yes", "3");
    let swapped = PriorityInput { objective: swapped.duty.clone(), duty: swapped.objective.clone(), ..swapped };
    let codes: Vec<Code> = faults(&with(&[(1, swapped)])).into_iter().map(|(_, code)| code).collect();
    assert_eq!(codes, [Code::UnknownCode, Code::UnknownCode], "a duty is no strategic objective");
}

#[test]
fn a_duty_in_law_is_scheduled_but_never_ranked_out_r_3_4b() {
    let out = |statutory: &str| PriorityInput {
        placing: "out".into(),
        out_reason: "No money".into(),
        ..answers("1", statutory, "1")
    };
    assert_eq!(faults(&with(&[(1, out("yes"))])), [("N-0001.placing".to_owned(), Code::StatutoryDuty)]);
    assert!(faults(&with(&[(1, out("no"))])).is_empty());
    let on = |statutory: &str, day: &str| PriorityInput {
        placing: "scheduled".into(),
        scheduled_on: day.into(),
        ..answers("1", statutory, "1")
    };
    assert!(faults(&with(&[(1, on("yes", "1 April 2027"))])).is_empty());
    assert!(faults(&with(&[(1, on("yes", "23 November 2026"))])).is_empty(), "today is still to come");
    assert_eq!(faults(&with(&[(1, on("yes", "22 November 2026"))])), [("N-0001.scheduledOn".into(), Code::OutOfRange)]);
    assert_eq!(faults(&with(&[(1, on("yes", ""))])), [("N-0001.scheduledOn".into(), Code::AnswerMissing)]);
    assert_eq!(faults(&with(&[(1, on("no", "1 April 2027"))])), [("N-0001.placing".into(), Code::StatutoryDuty)]);
}

#[test]
fn only_open_needs_with_evidence_are_put_in_order_r_4_6c() {
    let mut facts = facts();
    facts.needs.get_mut(&need(1)).unwrap().evidence = 0;
    facts.needs.get_mut(&need(2)).unwrap().open = false;
    for (n, code) in [(1, Code::EvidenceMissing), (2, Code::IllegalTransition), (9, Code::UnknownCode)] {
        assert_eq!(draft().add(need(n), &facts).unwrap_err()[0].code, code);
    }
    let refusals = whole().request_approval(id("usr_", 2), &facts, now()).unwrap_err();
    assert_eq!(refusals.len(), 2, "nor approved, if they changed meanwhile");
    assert_eq!(whole().add(need(1), &super::tests::facts()).unwrap_err()[0].code, Code::Duplicate);
}

#[test]
fn approval_gives_each_need_its_rank_or_its_day_r_3_4b() {
    let scheduled =
        PriorityInput { placing: "scheduled".into(), scheduled_on: "1 April 2027".into(), ..answers("1", "yes", "1") };
    let out = PriorityInput { placing: "out".into(), out_reason: "Others do it".into(), ..answers("1", "no", "1") };
    let assessment = with(&[(1, answers("5", "no", "5")), (2, scheduled), (3, out)]);
    let review = assessment.request_approval(id("usr_", 2), &facts(), now()).unwrap();
    for own in [1, 2] {
        let refusals = review.clone().approve(id("usr_", own), &facts(), &weights(), now()).unwrap_err();
        assert_eq!(refusals[0].code, Code::SelfApproval, "R-4.17d");
    }
    let (approved, decided) = review.approve(id("usr_", 3), &facts(), &weights(), now()).unwrap();
    assert_eq!(approved.state.approved_at(), Some(now()));
    let places: Vec<_> = decided.into_iter().map(|(need, priority)| (need, priority.place)).collect();
    let day = "2027-04-01".parse().unwrap();
    assert_eq!(
        places,
        [(need(1), NeedPlace::Ranked { rank: 1, of: 1, score: 69_000 }), (need(2), NeedPlace::Scheduled { on: day })],
        "what is not for now stays as it was"
    );
    assert_eq!(approved.remove(&need(1)).unwrap_err()[0].code, Code::IllegalTransition);
}

#[test]
fn an_assessment_sent_back_is_a_draft_with_the_reason() {
    let review = whole().request_approval(id("usr_", 2), &facts(), now()).unwrap();
    assert_eq!(review.clone().send_back(id("usr_", 3), " ", now()).unwrap_err()[0].code, Code::ReasonMissing);
    let draft = review.send_back(id("usr_", 3), "Ask the youth council", now()).unwrap();
    assert_eq!(draft.state.sent_back_reason(), Some("Ask the youth council"));
    assert!(draft.request_approval(id("usr_", 1), &facts(), now()).is_ok());
}

#[test]
fn what_is_typed_must_be_readable_though_it_may_be_left_out() {
    assert_eq!(PriorityInput::default().check().unwrap(), Answers::default());
    let bad = PriorityInput {
        voice_points: "6".into(),
        statutory: "maybe".into(),
        placing: "first".into(),
        ..Default::default()
    };
    let fields: Vec<_> = bad.check().unwrap_err().into_iter().filter_map(|refusal| refusal.field).collect();
    assert_eq!(fields, ["statutory", "voicePoints", "placing"]);
}

#[test]
fn who_may_do_what_at_each_stage() {
    let review = whole().request_approval(id("usr_", 1), &facts(), now()).unwrap();
    let approved = review.clone().approve(id("usr_", 99), &facts(), &weights(), now()).unwrap().0;
    let all = [draft(), review, approved];
    let stages: Vec<Stage> = all.iter().map(Prioritisation::stage).collect();
    insta::assert_snapshot!(table(&stages, &cast(), |place, actor| {
        let one = &all[place];
        (if access::sees(actor, one) { vec!["it"] } else { Vec::new() }, access::can(actor, one))
    }));
}
