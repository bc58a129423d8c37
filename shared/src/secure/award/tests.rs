//! The rules of the award, by example and by chance.

use proptest::prelude::*;

use super::gate::{TracedOutcome, trace};
use super::input::Recommendation;
use super::standstill::Waiting;
use super::*;
use crate::actor::{Acting, Actor, cast};
use crate::calendar::{self, Day};
use crate::error::{Code, Refusal};
use crate::framework::policy::{Band, Policy, Regime, RowId, rows};
use crate::people::OrganisationKind;
use crate::people::membership::Role;
use crate::secure::evaluation::Evaluation;
use crate::secure::evaluation::tests::{agreed, at, evaluation, id, person, sent};
use crate::tag::Audience;

const REASONS: &str = "The best answers on reaching people early, at a price near the lowest offered.";

pub(super) fn policy() -> Policy {
    Policy::at("2026-11-01".parse().unwrap(), &rows()).unwrap()
}

pub(super) fn facts(evaluation: &Evaluation) -> Facts<'_> {
    Facts {
        evaluation,
        lot: id("lot_", 1),
        outcomes: vec![TracedOutcome {
            title: "People feel less alone".to_owned(),
            has_need: true,
            has_indicator: true,
        }],
        core_grant: false,
        gone: Vec::new(),
        won: Vec::new(),
        win_most: None,
        pot: None,
        approvers: 1,
        waiting: Waiting { regime: Regime::Pa23Below, simple: false, promised: true },
        rows: band_rows(),
        budget: None,
    }
}

/// The rows for how many approve and how many score.
fn band_rows() -> Vec<RowId> {
    let policy = policy();
    let limits = policy.band_limits(Band::B);
    vec![limits.approvers.row.clone(), limits.reviewers.row.clone()]
}

pub(super) fn choose(bid: usize, other_reason: Option<&str>) -> Recommendation {
    Recommendation { bid: id("bid_", bid), reasons: REASONS.to_owned(), other_reason: other_reason.map(str::to_owned) }
}

pub(super) fn officer() -> Actor {
    person(9, Role::Commissioner)
}

fn approver(user: usize, pounds: i64) -> Actor {
    let Actor::Person { user, acting } = person(user, Role::Approver) else { unreachable!() };
    let acting = acting.map(|acting| Acting { limit: Some(Money::pounds(pounds)), ..acting });
    Actor::Person { user, acting }
}

pub(super) fn provider(number: usize) -> Actor {
    let Actor::Person { user, acting } = person(20 + number, Role::Certifier) else { unreachable!() };
    let acting = acting.map(|acting| Acting {
        organisation: id("org_", 10 + number),
        kind: OrganisationKind::Provider,
        ..acting
    });
    Actor::Person { user, acting }
}

pub(super) fn now() -> Timestamp {
    at("2026-11-16T10:00:00Z")
}

fn recommended(evaluation: &Evaluation) -> Award {
    Award::recommend(id("awd_", 1), &officer(), choose(1, None), &facts(evaluation), now()).unwrap()
}

fn notified(evaluation: &Evaluation) -> Award {
    let facts = facts(evaluation);
    let award = recommended(evaluation).approve(&approver(8, 100_000), &facts, now()).unwrap();
    award.notify(&officer(), &facts, &policy(), now()).unwrap()
}

fn codes(refusals: &[Refusal]) -> Vec<Code> {
    refusals.iter().map(|refusal| refusal.code).collect()
}

#[test]
fn a_broken_trace_refuses_the_award_naming_each_missing_link_r_4_1a() {
    let evaluation = agreed(3);
    let outcome =
        |title: &str, has_need, has_indicator| TracedOutcome { title: title.to_owned(), has_need, has_indicator };
    let outcomes = vec![outcome("Sleep", false, true), outcome("Work", true, false), outcome("Friends", true, true)];
    let facts = Facts { outcomes, ..facts(&evaluation) };
    let refusals = Award::recommend(id("awd_", 1), &officer(), choose(1, None), &facts, now()).unwrap_err();
    assert_eq!(codes(&refusals), [Code::TraceBroken, Code::TraceBroken]);
    assert_eq!(refusals[0].message, "The outcome \"Sleep\" answers no published need. Link it to one.");
    assert!(refusals[1].message.starts_with("The outcome \"Work\" has no measure"));
    assert_eq!(codes(&trace(&[], false)), [Code::TraceBroken]);
    assert!(trace(&[], true).is_empty(), "a core grant goes by its purpose (R-4.15a)");
}

#[test]
fn an_award_needs_the_whole_ranking_first_r_s4() {
    for (evaluation, part) in [(sent(), "0 of 4 scores are agreed"), (evaluation(), "0 of 2 reviewers have sent")] {
        let refusals =
            Award::recommend(id("awd_", 1), &officer(), choose(1, None), &facts(&evaluation), now()).unwrap_err();
        assert_eq!(codes(&refusals), [Code::TooEarly]);
        assert!(refusals[0].message.starts_with(part), "{}", refusals[0]);
    }
}

#[test]
fn a_lower_score_is_awarded_only_for_a_recorded_lawful_reason_r_4_1b() {
    let evaluation = agreed(3);
    let refusals =
        Award::recommend(id("awd_", 1), &officer(), choose(2, None), &facts(&evaluation), now()).unwrap_err();
    assert_eq!(codes(&refusals), [Code::ReasonMissing]);
    assert_eq!(refusals[0].field.as_deref(), Some("otherReason"));
    assert!(refusals[0].message.starts_with("Lantern Carers has the best score."), "{}", refusals[0]);
    let award = Award::recommend(
        id("awd_", 1),
        &officer(),
        choose(2, Some("Excluded under section 57")),
        &facts(&evaluation),
        now(),
    );
    assert_eq!(award.unwrap().other_reason.as_deref(), Some("Excluded under section 57"));
}

#[test]
fn a_tie_asks_how_it_was_decided() {
    let mut evaluation = agreed(4);
    evaluation.bids[1].price = evaluation.bids[0].price;
    let refusals =
        Award::recommend(id("awd_", 1), &officer(), choose(2, None), &facts(&evaluation), now()).unwrap_err();
    assert!(refusals[0].message.starts_with("Lantern Carers and Open Gate Recovery have exactly the same best score"));
}

#[test]
fn after_a_decline_the_next_best_needs_no_other_reason() {
    let evaluation = agreed(3);
    let facts = Facts { gone: vec![id("bid_", 1)], ..facts(&evaluation) };
    assert!(Award::recommend(id("awd_", 2), &officer(), choose(2, None), &facts, now()).is_ok());
    let refusals = Award::recommend(id("awd_", 2), &officer(), choose(1, None), &facts, now()).unwrap_err();
    assert_eq!(codes(&refusals), [Code::UnknownCode]);
}

#[test]
fn an_award_keeps_the_policy_rows_that_it_relied_on_r_4_17d_r_s5() {
    let evaluation = agreed(3);
    assert_eq!(recommended(&evaluation).policy_rows, band_rows());
    let told = notified(&evaluation);
    let standstill = told.state.notice().unwrap().standstill.as_ref().unwrap();
    assert_eq!(told.policy_rows, [band_rows(), vec![RowId::new(standstill.row.as_str())]].concat(), "each once");
    let quotation = Facts { waiting: Waiting { promised: false, ..facts(&evaluation).waiting }, ..facts(&evaluation) };
    let approved = recommended(&evaluation).approve(&approver(8, 100_000), &quotation, now()).unwrap();
    let told = approved.notify(&officer(), &quotation, &policy(), now()).unwrap();
    assert_eq!(told.policy_rows, band_rows(), "where no waiting period runs, no row gave its length");
}

#[test]
fn an_agreement_not_taken_gives_the_award_up_for_the_next_best_r_s5() {
    let evaluation = agreed(3);
    let told = notified(&evaluation);
    let early = told.clone().decline_agreement(&provider(1), "No".to_owned(), now()).unwrap_err();
    assert_eq!(codes(&early), [Code::IllegalTransition], "only what was accepted leads to an agreement");
    let taken = told.accept(&provider(1), "", &policy(), now()).unwrap();
    let other = taken.clone().decline_agreement(&provider(2), "No".to_owned(), now()).unwrap_err();
    assert_eq!(codes(&other), [Code::NotAllowed]);
    let given_up = taken.decline_agreement(&provider(1), "We lost our lead".to_owned(), now()).unwrap();
    assert_eq!((given_up.stage(), given_up.state.ended_reason()), (Stage::Declined, Some("We lost our lead")));
    assert!(given_up.state.notice().is_some(), "that bidders were told stays known");
}

#[test]
fn whatever_stands_falls_with_its_opportunity_and_nothing_else_does() {
    let evaluation = agreed(3);
    let told = notified(&evaluation);
    let by = id("usr_", 9);
    for standing in
        [recommended(&evaluation), told.clone(), told.clone().accept(&provider(1), "", &policy(), now()).unwrap()]
    {
        let fallen = standing.clone().call_off(&by, "The money went elsewhere", now()).unwrap();
        assert_eq!(fallen.stage(), Stage::Withdrawn);
        assert_eq!(fallen.state.notice(), standing.state.notice());
    }
    let declined = told.decline(&provider(1), "No".to_owned(), now()).unwrap();
    assert_eq!(codes(&declined.call_off(&by, "Late", now()).unwrap_err()), [Code::IllegalTransition]);
}

#[test]
fn nothing_is_recommended_once_the_opportunity_has_ended() {
    let mut evaluation = agreed(3);
    evaluation.over = true;
    let refusals =
        Award::recommend(id("awd_", 1), &officer(), choose(1, None), &facts(&evaluation), now()).unwrap_err();
    assert_eq!(codes(&refusals), [Code::IllegalTransition]);
    assert!(refusals[0].message.contains("Begin another opportunity"), "{}", refusals[0]);
    assert_eq!(gate::readiness(&facts(&evaluation)), refusals);
}

#[test]
fn whoever_has_an_interest_in_a_bidder_takes_no_part_in_the_decision_r_s4() {
    use crate::secure::evaluation::{Interest, InterestKind, Member, panel};
    let mut evaluation = agreed(3);
    let interest = |number| Interest {
        bid: id("bid_", number),
        kind: InterestKind::Conflict,
        about: None,
        declared_at: at("2026-11-01T09:00:00Z"),
    };
    evaluation.panel.push(Member {
        id: id("pan_", 9),
        user: id("usr_", 9),
        name: "Amara Okonjo".to_owned(),
        chair: false,
        appointed_at: at("2026-11-01T09:00:00Z"),
        interests: vec![interest(1), interest(2)],
        state: panel::State::Working,
        version: 1,
    });
    let refusals =
        Award::recommend(id("awd_", 1), &officer(), choose(1, None), &facts(&evaluation), now()).unwrap_err();
    assert_eq!(codes(&refusals), [Code::Conflict]);
    assert!(refusals[0].message.starts_with("You declared a conflict with Lantern Carers"), "{}", refusals[0]);
}

#[test]
fn there_is_one_standing_award_for_a_lot() {
    let mut evaluation = agreed(3);
    evaluation.decided = true;
    let refusals =
        Award::recommend(id("awd_", 2), &officer(), choose(1, None), &facts(&evaluation), now()).unwrap_err();
    assert_eq!(codes(&refusals), [Code::IllegalTransition]);
}

#[test]
fn an_award_is_approved_by_another_within_their_limit_r_4_17d() {
    let evaluation = agreed(3);
    let facts = facts(&evaluation);
    let award = || recommended(&evaluation);
    assert_eq!(codes(&award().approve(&approver(9, 500_000), &facts, now()).unwrap_err()), [Code::SelfApproval]);
    assert_eq!(codes(&award().approve(&approver(8, 99_999), &facts, now()).unwrap_err()), [Code::OverLimit]);
    assert_eq!(codes(&award().approve(&person(7, Role::Commissioner), &facts, now()).unwrap_err()), [Code::NotAllowed]);
    assert_eq!(award().approve(&approver(8, 100_000), &facts, now()).unwrap().stage(), Stage::Approved);
}

#[test]
fn the_largest_band_needs_two_different_approvers_r_4_17d() {
    let evaluation = agreed(3);
    let facts = Facts { approvers: 2, ..facts(&evaluation) };
    let award = recommended(&evaluation).approve(&approver(8, 500_000), &facts, now()).unwrap();
    assert_eq!(award.stage(), Stage::Recommended);
    assert_eq!(codes(&award.clone().approve(&approver(8, 500_000), &facts, now()).unwrap_err()), [Code::SelfApproval]);
    assert_eq!(award.approve(&approver(7, 500_000), &facts, now()).unwrap().stage(), Stage::Approved);
}

#[test]
fn scores_that_no_longer_stand_stop_the_approval() {
    let good = agreed(3);
    let award = recommended(&good);
    let unfinished = sent();
    assert_eq!(codes(&award.approve(&approver(8, 500_000), &facts(&unfinished), now()).unwrap_err()), [Code::TooEarly]);
}

#[test]
fn an_approver_sends_back_with_a_reason_and_nothing_more_can_be_done_with_it() {
    let evaluation = agreed(3);
    let award = recommended(&evaluation).send_back(&approver(8, 1), "Explain the price".to_owned(), now()).unwrap();
    assert_eq!(award.stage(), Stage::SentBack);
    assert!(!award.stage().stands());
    let refusals = award.approve(&approver(8, 500_000), &facts(&evaluation), now()).unwrap_err();
    assert_eq!(refusals[0].message, "This award cannot be approved now: an approver sent it back: recommend again.");
}

#[test]
fn nobody_is_told_before_the_approval_r_s5() {
    let evaluation = agreed(3);
    let refusals = recommended(&evaluation).notify(&officer(), &facts(&evaluation), &policy(), now()).unwrap_err();
    assert_eq!(codes(&refusals), [Code::IllegalTransition]);
    assert!(!access::sees(&provider(1), &recommended(&evaluation)));
    assert!(access::sees(&provider(1), &notified(&evaluation)));
    assert!(!access::sees(&provider(2), &notified(&evaluation)), "the other bidder reads their letter");
}

#[test]
fn every_bidder_is_told_their_own_scores_and_the_winners_name_and_total_r_s5() {
    let evaluation = agreed(3);
    let letters = notified(&evaluation).letters(&evaluation);
    let [won, lost] = &letters[..] else { panic!("one letter a bidder") };
    assert!(won.successful && !lost.successful);
    assert_eq!((lost.winner_name.as_str(), lost.winner_total, lost.total), ("Lantern Carers", 80_000, 72_000));
    assert_eq!(
        lost.answers.iter().map(|answer| answer.points).collect::<Vec<_>>(),
        [3, 3],
        "their own, not the winner's"
    );
    assert!(lost.answers.iter().all(|answer| !answer.reason.is_empty()));
    assert_eq!(lost.standstill_ends_on.map(|day| day.to_string()).as_deref(), Some("2026-11-25"));
}

#[test]
fn each_regime_counts_its_own_waiting_period_r_s5() {
    let on: Day = "2026-11-16".parse().unwrap();
    let policy = policy();
    let ends = |regime, simple, promised| {
        standstill::standstill(&Waiting { regime, simple, promised }, &policy, on)
            .map(|standstill| standstill.ends_on.to_string())
    };
    let day = |text: &str| Some(text.to_owned());
    assert_eq!(ends(Regime::Pa23, false, false), day("2026-11-25"), "the Act counts the day of the notice");
    assert_eq!(ends(Regime::Psr, false, false), day("2026-11-26"), "health care counts from the day after");
    assert_eq!(ends(Regime::Pa23Light, false, false), None, "not mandatory under the light touch");
    assert_eq!(ends(Regime::Pa23Light, false, true), day("2026-11-25"));
    assert_eq!(ends(Regime::Grant, true, false), None, "never for grants by default");
    assert_eq!(ends(Regime::Pa23Below, true, false), None, "nor for quotations");
    assert_eq!(ends(Regime::Pa23Below, false, true), day("2026-11-25"), "promised by the notice");
}

#[test]
fn the_waiting_period_runs_to_the_last_second_of_its_last_day_r_s5() {
    let evaluation = agreed(3);
    let award = notified(&evaluation).accept(&provider(1), "", &policy(), now()).unwrap();
    let last_day = award.standstill_ends_on().unwrap();
    assert_eq!(award.waits_until(calendar::end_of(last_day)), Some(last_day));
    assert_eq!(award.waits_until(calendar::start_of(calendar::next_day(last_day))), None);
}

#[test]
fn a_tender_promises_a_waiting_period_and_quotations_do_not_r_s5() {
    use crate::secure::method::Method;
    let tender = Waiting::of(Regime::Pa23Below, Method::Tender);
    let quotation = Waiting::of(Regime::Pa23Below, Method::Quotation);
    let on: Day = "2026-11-16".parse().unwrap();
    assert!(standstill::standstill(&tender, &policy(), on).is_some());
    assert_eq!(standstill::standstill(&quotation, &policy(), on), None);
}

#[test]
fn only_the_chosen_provider_accepts_or_declines() {
    let evaluation = agreed(3);
    assert_eq!(
        codes(&notified(&evaluation).accept(&provider(2), "", &policy(), now()).unwrap_err()),
        [Code::NotAllowed]
    );
    assert_eq!(codes(&notified(&evaluation).accept(&officer(), "", &policy(), now()).unwrap_err()), [Code::NotAllowed]);
    let declined = notified(&evaluation).decline(&provider(1), "We lost our building".to_owned(), now()).unwrap();
    assert_eq!(declined.stage(), Stage::Declined);
    assert_eq!(codes(&declined.accept(&provider(1), "", &policy(), now()).unwrap_err()), [Code::IllegalTransition]);
    let accepted = notified(&evaluation).accept(&provider(1), "", &policy(), now()).unwrap();
    let refusals = accepted.withdraw(&officer(), "Second thoughts".to_owned(), now()).unwrap_err();
    assert_eq!(refusals[0].message, "This award cannot be withdrawn now: the provider has accepted it.");
}

#[test]
fn an_award_input_lists_all_its_faults() {
    let input = AwardInput { reasons: "Best".to_owned(), ..AwardInput::default() };
    let fields: Vec<_> = input.check().unwrap_err().into_iter().filter_map(|refusal| refusal.field).collect();
    assert_eq!(fields, ["bid", "reasons"]);
}

#[test]
fn the_stages_and_what_may_be_done_in_each() {
    let evaluation = agreed(3);
    let facts = facts(&evaluation);
    let approved = recommended(&evaluation).approve(&approver(8, 100_000), &facts, now()).unwrap();
    let all = [
        recommended(&evaluation),
        recommended(&evaluation).send_back(&approver(8, 1), "No".to_owned(), now()).unwrap(),
        approved.clone(),
        notified(&evaluation),
        notified(&evaluation).accept(&provider(1), "", &policy(), now()).unwrap(),
        notified(&evaluation).decline(&provider(1), "No".to_owned(), now()).unwrap(),
        approved.withdraw(&officer(), "No".to_owned(), now()).unwrap(),
    ];
    let mut out = String::new();
    for award in &all {
        let mark = |done: Result<Award, Vec<Refusal>>| if done.is_ok() { "x" } else { "." };
        let tag = |audience| award.tag(audience, now()).text;
        let line = format!(
            "{:<12} approve {} send_back {} notify {} accept {} decline {} withdraw {} | {} | {}\n",
            award.stage().as_str(),
            mark(award.clone().approve(&approver(8, 100_000), &facts, now())),
            mark(award.clone().send_back(&approver(8, 1), String::new(), now())),
            mark(award.clone().notify(&officer(), &facts, &policy(), now())),
            mark(award.clone().accept(&provider(1), "", &policy(), now())),
            mark(award.clone().decline(&provider(1), String::new(), now())),
            mark(award.clone().withdraw(&officer(), String::new(), now())),
            tag(Audience::Council),
            tag(Audience::Public),
        );
        out.push_str(&line);
    }
    insta::assert_snapshot!(out);
}

proptest! {
    #[test]
    fn a_waiting_period_has_exactly_its_working_days(offset in 0u64..1_500) {
        let on = calendar::add_days("2025-03-01".parse().unwrap(), offset);
        let policy = policy();
        for (regime, from) in [(Regime::Pa23, on), (Regime::Psr, calendar::next_day(on))] {
            let waiting = Waiting { regime, simple: false, promised: false };
            let ends_on = standstill::standstill(&waiting, &policy, on).unwrap().ends_on;
            let days = from.iter_days().take_while(|day| *day <= ends_on);
            prop_assert_eq!(days.filter(|day| calendar::is_working_day(*day)).count(), 8);
            prop_assert!(calendar::is_working_day(ends_on));
        }
    }
}

/// House style 6: the table that a review reads.
#[test]
fn who_may_do_and_see_what_with_an_award_at_which_stage() {
    let evaluation = agreed(3);
    let facts = facts(&evaluation);
    let recommended = recommended(&evaluation);
    let approved = recommended.clone().approve(&approver(8, 100_000), &facts, now()).unwrap();
    let notified = notified(&evaluation);
    let accepted = notified.clone().accept(&provider(1), "", &policy(), now()).unwrap();
    let mut all = [recommended, approved, notified, accepted];
    for award in &mut all {
        award.directorate = Some(id("dir_", 1));
    }
    let stages = all.each_ref().map(Award::stage);
    let table = cast::table(&stages, &cast::cast(), |place, actor| {
        let sees = if access::sees(actor, &all[place]) { vec!["award"] } else { Vec::new() };
        (sees, access::can(actor, &all[place]))
    });
    insta::assert_snapshot!(table);
}

#[test]
fn one_bidder_wins_no_more_lots_than_the_limit_r_4_20d() {
    let evaluation = agreed(3);
    let best = gate::recommendation(&choose(1, None), &facts(&evaluation)).is_empty();
    let (best, other) = if best { (1, 2) } else { (2, 1) };
    let won = Facts { won: vec![id("bid_", best)], win_most: Some(1), ..facts(&evaluation) };
    let refusals = gate::recommendation(&choose(best, None), &won);
    assert_eq!((refusals.len(), refusals[0].rule.as_deref()), (1, Some("R-4.20d")), "{refusals:?}");
    assert_eq!(gate::recommendation(&choose(other, None), &won), [], "the next best needs no other reason then");
    let two = Facts { win_most: Some(2), ..won.clone() };
    assert_eq!(gate::recommendation(&choose(best, None), &two), [], "the limit itself is allowed");
    let all = Facts { win_most: None, ..won };
    assert_eq!(gate::recommendation(&choose(best, None), &all), []);
}
