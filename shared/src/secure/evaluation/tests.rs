//! The rules of evaluation, by example; the ranking also by chance.

mod chance;
mod reasons;
mod ties;

use std::str::FromStr;

use super::input::{Agreement, Declared, Given, InterestsInput, ModerationInput, Panel, PanelInput, ScoreInput};
use super::panel::{Candidate, State};
use super::*;
use crate::actor::{Acting, cast};
use crate::framework::policy::{Policy, rows};
use crate::people::membership::Role;
use crate::people::{MembershipId, OrganisationKind, UserId};

pub(crate) const REASON: &str =
    "Every part of the question is answered, each with evidence from the last year of work.";

pub(crate) fn id<T: FromStr>(prefix: &str, last: usize) -> T
where
    T::Err: std::fmt::Debug,
{
    format!("{prefix}0000000000000000000000000000{last:04}").parse().unwrap()
}

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(crate) fn person(user: usize, role: Role) -> Actor {
    Actor::Person {
        user: id("usr_", user),
        acting: Some(Acting {
            membership: id::<MembershipId>("mem_", user),
            organisation: id("org_", 1),
            kind: OrganisationKind::Buyer,
            directorate: None,
            role,
            limit: None,
        }),
    }
}

fn reviewer(user: usize) -> Actor {
    person(user, Role::Reviewer)
}

fn member(number: usize) -> Member {
    Member {
        id: id("pan_", number),
        user: id("usr_", number),
        name: format!("Reviewer {number}"),
        chair: number == 1,
        appointed_at: at("2026-11-01T09:00:00Z"),
        interests: Vec::new(),
        state: State::Working,
        version: 1,
    }
}

/// Two bids, one criterion of two questions (70 %) and price (30 %), a panel of
/// two, opened.
pub(crate) fn evaluation() -> Evaluation {
    let asked = |number: u32| Asked { question: id("qst_", number as usize), number };
    let frame = Frame {
        quality: vec![Quality { criterion: id("crt_", 1), weight: 7_000, questions: vec![asked(1), asked(2)] }],
        price_weight: 3_000,
    };
    let needed = Needed { reviewers: 2, row: "local.band.reviewers.c@2011-01-01".to_owned() };
    let closes_at = at("2026-11-20T12:00:00Z");
    let bidder = |number: usize, name: &str, pounds| Bidder {
        members: Vec::new(),
        bid: id("bid_", number),
        organisation: id("org_", 10 + number),
        name: name.to_owned(),
        price: Money::pounds(pounds),
        prices: vec![(id("lot_", 1), Money::pounds(pounds))],
    };
    Evaluation {
        opened_at: Some(at("2026-11-20T14:00:00Z")),
        bids: vec![bidder(1, "Lantern Carers", 100_000), bidder(2, "Open Gate Recovery", 80_000)],
        panel: vec![member(1), member(2)],
        ..Evaluation::new(id("opp_", 1), id("org_", 1), closes_at, needed, length(), frame)
    }
}

fn length() -> ReasonWords {
    ReasonWords::of(&Policy::at(crate::calendar::Day::from_ymd_opt(2026, 11, 1).unwrap(), &rows()).unwrap())
}

fn now() -> Timestamp {
    at("2026-11-23T10:00:00Z")
}

fn declared(bid: usize, kind: InterestKind) -> Declared {
    let about = (kind == InterestKind::Conflict).then(|| "Trustee since 2019".to_owned());
    Declared { bid: id("bid_", bid), kind, about }
}

fn replace(mut evaluation: Evaluation, member: Member) -> Evaluation {
    evaluation.panel.iter_mut().filter(|old| old.id == member.id).for_each(|old| *old = member.clone());
    evaluation
}

fn declare(evaluation: Evaluation, user: usize, kinds: [InterestKind; 2]) -> Evaluation {
    let given = vec![declared(1, kinds[0]), declared(2, kinds[1])];
    let member = evaluation.declare(&reviewer(user), given, now()).unwrap();
    replace(evaluation, member)
}

fn give(mut evaluation: Evaluation, user: usize, bid: usize, question: usize, points: u8) -> Evaluation {
    let (bid, question) = (id("bid_", bid), id("qst_", question));
    let given = Given { points: Some(points), reason: REASON.to_owned(), note: Some("private thought".to_owned()) };
    let next = id("scr_", evaluation.scores.len() + 1);
    let score = evaluation.give(&reviewer(user), (&bid, &question), given, next, now()).unwrap();
    evaluation.scores.retain(|old| old.id != score.id);
    evaluation.scores.push(score);
    evaluation
}

/// Scores every answer the reviewer may and sends.
fn finish(mut evaluation: Evaluation, user: usize, points: u8) -> Evaluation {
    let member = evaluation.seat(&reviewer(user)).unwrap().clone();
    let bids: Vec<_> = evaluation.bids_for(&member).iter().map(|bidder| bidder.bid.clone()).collect();
    for bid in (1..=2).filter(|number| bids.contains(&id("bid_", *number))) {
        for question in 1..=2 {
            evaluation = give(evaluation, user, bid, question, points);
        }
    }
    let member = evaluation.send(&reviewer(user), now()).unwrap();
    replace(evaluation, member)
}

fn agree(mut evaluation: Evaluation, bid: usize, question: usize, points: u8) -> Evaluation {
    let agreed = Agreement { points, reason: REASON.to_owned() };
    let agreed = evaluation.moderate(&reviewer(1), (&id("bid_", bid), &id("qst_", question)), agreed, now()).unwrap();
    evaluation.moderations.push(agreed);
    evaluation
}

const FREE: [InterestKind; 2] = [InterestKind::None; 2];

pub(crate) fn sent() -> Evaluation {
    let evaluation = declare(declare(evaluation(), 1, FREE), 2, FREE);
    finish(finish(evaluation, 1, 5), 2, 2)
}

/// Bid 1 gets 4 and 4, bid 2 gets `second` twice.
pub(crate) fn agreed(second: u8) -> Evaluation {
    let mut evaluation = sent();
    for (bid, points) in [(1, 4), (2, second)] {
        for question in 1..=2 {
            evaluation = agree(evaluation, bid, question, points);
        }
    }
    evaluation
}

fn codes(refusals: &[Refusal]) -> Vec<Code> {
    refusals.iter().map(|refusal| refusal.code).collect()
}

fn candidates(count: usize) -> Vec<Candidate> {
    (1..=count).map(|number| Candidate { user: id("usr_", number), name: format!("Reviewer {number}") }).collect()
}

fn panel_of(users: &[usize]) -> Panel {
    Panel { members: users.iter().map(|user| id("usr_", *user)).collect(), chair: id("usr_", users[0]) }
}

fn appoint(evaluation: &Evaluation, users: &[usize]) -> Result<Vec<Member>, Vec<Refusal>> {
    let mut next = 90;
    let fresh = || {
        next += 1;
        id("pan_", next)
    };
    let commissioner = person(9, Role::Commissioner);
    evaluation.appoint(&commissioner, &panel_of(users), &candidates(5), fresh, now())
}

#[test]
fn a_panel_smaller_than_the_band_asks_for_is_refused_with_the_row_r_s4() {
    let empty = Evaluation { panel: Vec::new(), ..evaluation() };
    let refusals = appoint(&empty, &[1]).unwrap_err();
    assert_eq!(refusals[0].message, "A panel for this value needs 2 reviewers and has 1: add 1");
    assert_eq!(refusals[0].policy_rows, ["local.band.reviewers.c@2011-01-01"]);
    assert_eq!(refusals[0].field.as_deref(), Some("members"));
    assert_eq!(appoint(&empty, &[1, 2]).unwrap().len(), 2);
}

#[test]
fn a_panel_takes_only_the_councils_reviewers_and_keeps_whoever_has_sent() {
    assert_eq!(appoint(&evaluation(), &[1, 8]).unwrap_err()[0].field.as_deref(), Some("members.1"));
    let evaluation = finish(declare(evaluation(), 2, FREE), 2, 3);
    let refusals = appoint(&evaluation, &[1, 3]).unwrap_err();
    assert_eq!(refusals[0].message, "Reviewer 2 has sent scores and stays on the record. Add another reviewer instead");
    let panel = appoint(&evaluation, &[1, 2, 3]).unwrap();
    assert!(panel[1].has_sent());
}

#[test]
fn only_the_directorates_commissioner_appoints() {
    let refusals =
        evaluation().appoint(&reviewer(1), &panel_of(&[1, 2]), &candidates(2), || id("pan_", 1), now()).unwrap_err();
    assert_eq!(codes(&refusals), [Code::NotAllowed]);
}

#[test]
fn nothing_can_be_declared_or_scored_before_the_bids_are_opened_r_s1() {
    let sealed = Evaluation { opened_at: None, bids: Vec::new(), ..evaluation() };
    let refusals = sealed.declare(&reviewer(1), Vec::new(), now()).unwrap_err();
    assert_eq!(codes(&refusals), [Code::TooEarly]);
    assert!(refusals[0].message.contains("Friday 20 November 2026 at midday"), "{}", refusals[0]);
    assert!(sealed.bids_for(&sealed.panel[0]).is_empty());
}

#[test]
fn whoever_has_not_declared_sees_no_bid_and_scores_none_r_s4() {
    let evaluation = evaluation();
    assert!(!access::reads(&reviewer(1), &evaluation, &id("bid_", 1)));
    let given = Given { points: Some(3), reason: REASON.to_owned(), note: None };
    let refusals =
        evaluation.give(&reviewer(1), (&id("bid_", 1), &id("qst_", 1)), given, id("scr_", 1), now()).unwrap_err();
    assert_eq!(codes(&refusals), [Code::InterestUndeclared]);
    assert_eq!(codes(&evaluation.send(&reviewer(1), now()).unwrap_err()), [Code::InterestUndeclared]);
}

#[test]
fn every_bidder_has_to_be_declared_on_r_s4() {
    let refusals = evaluation().declare(&reviewer(1), vec![declared(1, InterestKind::None)], now()).unwrap_err();
    assert_eq!(codes(&refusals), [Code::InterestUndeclared]);
    assert_eq!(refusals[0].message, "Say whether you have an interest in Open Gate Recovery");
}

#[test]
fn a_conflict_bars_the_reviewer_from_that_bid_altogether_r_s4() {
    let evaluation = declare(evaluation(), 1, [InterestKind::Conflict, InterestKind::None]);
    let seat = evaluation.seat(&reviewer(1)).unwrap();
    let listed: Vec<_> = evaluation.bids_for(seat).iter().map(|bidder| bidder.name.clone()).collect();
    assert_eq!(listed, ["Open Gate Recovery"]);
    assert!(!access::reads(&reviewer(1), &evaluation, &id("bid_", 1)));
    assert!(access::is_barred(&person(1, Role::Commissioner), &evaluation, &id("bid_", 1)), "in every membership");
    let given = Given { points: Some(5), reason: REASON.to_owned(), note: None };
    let refusals =
        evaluation.give(&reviewer(1), (&id("bid_", 1), &id("qst_", 1)), given, id("scr_", 1), now()).unwrap_err();
    assert_eq!(codes(&refusals), [Code::Conflict]);
}

#[test]
fn a_conflict_is_never_taken_back_but_may_be_added() {
    let evaluation = declare(evaluation(), 1, [InterestKind::Conflict, InterestKind::None]);
    let both = vec![declared(1, InterestKind::None), declared(2, InterestKind::None)];
    let refusals = evaluation.declare(&reviewer(1), both, now()).unwrap_err();
    assert_eq!(codes(&refusals), [Code::Conflict]);
    assert_eq!(refusals[0].field.as_deref(), Some("interests.0.kind"));
    let aside = declare(evaluation, 1, [InterestKind::Conflict; 2]);
    assert_eq!(aside.stage(&aside.panel[0]), PanelStage::SteppedAside);
}

#[test]
fn a_bid_left_with_too_few_reviewers_cannot_be_agreed_r_s4() {
    let evaluation = declare(evaluation(), 1, [InterestKind::None, InterestKind::Conflict]);
    let evaluation = finish(finish(declare(evaluation, 2, FREE), 1, 4), 2, 4);
    let agreement = || Agreement { points: 4, reason: REASON.to_owned() };
    let refusals = evaluation.moderate(&reviewer(2), (&id("bid_", 2), &id("qst_", 1)), agreement(), now()).unwrap_err();
    assert_eq!(codes(&refusals), [Code::Missing]);
    assert!(refusals[0].message.starts_with("Open Gate Recovery has 1 of the 2 reviewers"), "{}", refusals[0]);
    assert!(evaluation.moderate(&reviewer(2), (&id("bid_", 1), &id("qst_", 1)), agreement(), now()).is_ok());
}

#[test]
fn sending_lists_every_missing_score_and_short_reason_at_once_r_s4() {
    let mut evaluation = declare(evaluation(), 1, FREE);
    evaluation = give(evaluation, 1, 1, 1, 5);
    let short = Given { points: Some(0), reason: "Nothing there".to_owned(), note: None };
    let score = evaluation.give(&reviewer(1), (&id("bid_", 2), &id("qst_", 1)), short, id("scr_", 7), now()).unwrap();
    evaluation.scores.push(score);
    let mut messages: Vec<_> =
        evaluation.send(&reviewer(1), now()).unwrap_err().iter().map(ToString::to_string).collect();
    messages.sort_unstable();
    assert_eq!(
        messages,
        [
            "Question 1, Open Gate Recovery: The reason is 2 words. Give at least 10: the bidder will read it",
            "Question 2, Lantern Carers: select a score from 0 to 5 and say why",
            "Question 2, Open Gate Recovery: select a score from 0 to 5 and say why",
        ]
    );
    assert_eq!(evaluation.progress(&evaluation.panel[0]), (1, 4));
}

#[test]
fn sent_scores_stand() {
    let evaluation = sent();
    let given = Given { points: Some(0), reason: REASON.to_owned(), note: None };
    let refusals =
        evaluation.give(&reviewer(1), (&id("bid_", 1), &id("qst_", 1)), given, id("scr_", 99), now()).unwrap_err();
    assert_eq!(codes(&refusals), [Code::IllegalTransition]);
}

#[test]
fn an_interest_needs_an_answer_and_a_conflict_says_what_it_is() {
    let row = |kind: &str| input::InterestInput {
        bid: id::<BidId>("bid_", 1).to_string(),
        kind: kind.to_owned(),
        about: None,
    };
    let refusals = InterestsInput { interests: vec![row(""), row("conflict")] }.check().unwrap_err();
    assert_eq!(codes(&refusals), [Code::InterestUndeclared, Code::Missing]);
    assert_eq!(refusals[1].field.as_deref(), Some("interests.1.about"));
}

#[test]
fn a_panel_lists_each_person_once_and_its_chair_is_among_them() {
    let user = |number| id::<UserId>("usr_", number).to_string();
    let input = PanelInput { members: vec![user(1), user(1), "nobody".to_owned()], chair: user(3) };
    let fields: Vec<_> = input.check().unwrap_err().into_iter().filter_map(|refusal| refusal.field).collect();
    assert_eq!(fields, ["members.2", "members.1", "chair"]);
}

#[test]
fn a_reviewer_sees_only_their_own_scores_until_everybody_has_sent_r_s4() {
    let evaluation = declare(declare(evaluation(), 1, FREE), 2, FREE);
    let evaluation = finish(give(evaluation, 2, 1, 1, 2), 1, 5);
    let seen = evaluation.scores(&reviewer(1));
    assert_eq!(seen.len(), 4);
    assert!(seen.iter().all(|score| score.member == id("pan_", 1)));
    assert_eq!(evaluation.scores(&reviewer(2)).len(), 1);
    assert!(evaluation.scores(&person(9, Role::Commissioner)).is_empty());
    assert!(evaluation.scores(&person(9, Role::Administrator)).is_empty());
    let refusals = evaluation
        .moderate(
            &reviewer(1),
            (&id("bid_", 1), &id("qst_", 1)),
            Agreement { points: 4, reason: REASON.to_owned() },
            now(),
        )
        .unwrap_err();
    assert!(refusals[0].message.starts_with("1 of 2 reviewers have sent their scores."), "{}", refusals[0]);
    let evaluation = finish(evaluation, 2, 2);
    assert_eq!(evaluation.scores(&reviewer(1)).len(), 8);
    assert_eq!(evaluation.scores(&person(9, Role::Commissioner)).len(), 8);
    assert!(evaluation.scores(&person(9, Role::Administrator)).is_empty());
    assert!(evaluation.scores(&Actor::Visitor).is_empty());
    let others = evaluation.scores(&reviewer(1)).into_iter().filter(|score| score.member != id("pan_", 1));
    assert!(others.into_iter().all(|score| score.note.is_none()), "a note to self stays with oneself");
}

#[test]
fn moderation_keeps_the_originals_r_s4() {
    let before = sent().scores(&reviewer(1));
    assert_eq!(agreed(3).scores(&reviewer(1)), before);
    assert!(moderation::far_apart([5, 2]) && !moderation::far_apart([5, 4]));
}

#[test]
fn the_ranking_is_hidden_until_every_question_is_agreed_and_from_whoever_has_a_conflict() {
    let commissioner = person(9, Role::Commissioner);
    let mut evaluation = sent();
    for (bid, question) in [(1, 1), (1, 2), (2, 1)] {
        evaluation = agree(evaluation, bid, question, 4);
        assert_eq!(evaluation.ranking(&commissioner), None);
    }
    let mut evaluation = agree(evaluation, 2, 2, 4);
    assert!(evaluation.ranking(&commissioner).is_some());
    assert_eq!(evaluation.ranking(&person(8, Role::Administrator)), None);
    let mut idris = member(3);
    let conflict = Interest {
        bid: id("bid_", 1),
        kind: InterestKind::Conflict,
        about: None,
        declared_at: at("2026-11-21T09:00:00Z"),
    };
    idris.interests = vec![conflict.clone(), Interest { bid: id("bid_", 2), ..conflict }];
    evaluation.panel.push(idris);
    assert!(evaluation.ranking(&commissioner).is_some(), "whoever stepped aside holds nobody up");
    assert_eq!(evaluation.ranking(&reviewer(3)), None);
    assert!(evaluation.agreed(&reviewer(3)).is_empty() && evaluation.scores(&reviewer(3)).is_empty());
}

#[test]
fn a_conflict_that_comes_to_light_later_makes_the_panel_agree_again() {
    let mut evaluation = agreed(4);
    evaluation.panel.push(Member { state: State::Sent { at: now() }, ..member(3) });
    evaluation = declare(evaluation, 3, FREE);
    assert!(evaluation.is_agreed());
    let late = vec![declared(1, InterestKind::Conflict), declared(2, InterestKind::None)];
    let member = evaluation.declare(&reviewer(3), late, at("2026-11-24T10:00:00Z")).unwrap();
    let evaluation = replace(evaluation, member);
    assert!(!evaluation.is_agreed());
    assert_eq!(evaluation.agreed(&reviewer(1)).len(), 2);
}

#[test]
fn nothing_changes_once_an_award_is_recommended() {
    let decided = Evaluation { decided: true, ..agreed(4) };
    let agreement = Agreement { points: 1, reason: REASON.to_owned() };
    let refusals = decided.moderate(&reviewer(1), (&id("bid_", 1), &id("qst_", 1)), agreement, now()).unwrap_err();
    assert_eq!(codes(&refusals), [Code::IllegalTransition]);
    assert_eq!(codes(&appoint(&decided, &[1, 2, 3]).unwrap_err()), [Code::IllegalTransition]);
}

#[test]
fn points_are_weight_times_quality_and_the_lowest_price_has_all_of_its_weight() {
    let ranking = agreed(3).ranking(&person(9, Role::Commissioner)).unwrap();
    let lines: Vec<_> =
        ranking.lines.iter().map(|line| (line.name.as_str(), line.quality, line.cost, line.total, line.rank)).collect();
    // 70 x 8/10 = 56 and 30 x 80,000/100,000 = 24; 70 x 6/10 = 42 and 30.
    assert_eq!(
        lines,
        [("Lantern Carers", 56_000, 24_000, 80_000, 1), ("Open Gate Recovery", 42_000, 30_000, 72_000, 2)]
    );
}

#[test]
fn an_exact_tie_is_shown_as_one_and_a_hair_is_not_a_tie() {
    let mut evaluation = agreed(4);
    evaluation.bids[1].price = evaluation.bids[0].price;
    let ranking = evaluation.order().unwrap();
    assert_eq!(ranking.lines.iter().map(|line| (line.rank, line.tied)).collect::<Vec<_>>(), [(1, true), (1, true)]);
    evaluation.bids[1].price = Money::pence(10_000_001);
    let ranking = evaluation.order().unwrap();
    assert_eq!(ranking.lines[0].total, ranking.lines[1].total, "the same to a thousandth");
    assert_eq!(ranking.lines.iter().map(|line| (line.rank, line.tied)).collect::<Vec<_>>(), [(1, false), (2, false)]);
}

#[test]
fn the_stages_read_in_words() {
    let shown: Vec<_> = PanelStage::ALL
        .iter()
        .map(|stage| {
            let tag = stage.tag(crate::tag::Audience::Council);
            format!("{stage}: {} ({})", tag.text, tag.colour)
        })
        .collect();
    insta::assert_snapshot!(shown.join("\n"), @r"
    waiting: Bids are sealed (purple)
    declare: Declare interests (yellow)
    score: Score (yellow)
    stepped_aside: Stepped aside (grey)
    sent: Sent (blue)
    agree: Agree scores (yellow)
    agreed: Agreed (green)
    ");
}

/// House style 6: the table that a review reads. Reviewers of the panel come
/// beside everybody else: one free of interests, one in conflict with a bidder.
#[test]
fn who_may_do_and_see_what_in_an_evaluation_at_which_stage() {
    let conflict = [InterestKind::Conflict, InterestKind::None];
    let mut begun = evaluation();
    begun.panel.push(member(3));
    let declared = declare(declare(declare(begun.clone(), 1, FREE), 2, conflict), 3, FREE);
    let scored = finish(declared.clone(), 1, 5);
    let sent = finish(finish(scored.clone(), 2, 2), 3, 3);
    let mut agreed = sent.clone();
    for bid in 1..=2 {
        for question in 1..=2 {
            agreed = agree(agreed, bid, question, 4);
        }
    }
    let mut all = [begun, declared, scored, sent, agreed];
    for evaluation in &mut all {
        evaluation.directorate = Some(id("dir_", 1));
    }
    let stages = ["interests to declare", "scoring", "one has sent", "all have sent", "agreed"];
    let mut cast = cast::cast();
    cast.push(("reviewer who leads the panel".to_owned(), reviewer(1)));
    cast.push(("reviewer on the panel, in conflict with one bidder".to_owned(), reviewer(2)));
    let table = cast::table(&stages, &cast, |place, actor| {
        let of = &all[place];
        let own = of.seat(actor).map(|member| &member.id);
        let scores = of.scores(actor);
        let seen = [
            ("evaluation", access::works_on(actor, of)),
            ("answers of one", access::reads(actor, of, &id("bid_", 1))),
            ("answers of the other", access::reads(actor, of, &id("bid_", 2))),
            ("own scores", scores.iter().any(|score| Some(&score.member) == own)),
            ("others' scores", scores.iter().any(|score| Some(&score.member) != own)),
            ("others' notes", scores.iter().any(|score| Some(&score.member) != own && score.note.is_some())),
            ("agreed points", !of.agreed(actor).is_empty()),
            ("ranking", of.ranking(actor).is_some()),
        ];
        (seen.into_iter().filter(|(_, sees)| *sees).map(|(what, _)| what).collect(), can(actor, of))
    });
    insta::assert_snapshot!(table);
}
