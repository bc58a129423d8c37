//! Its stages, and who may do what at each.

use std::fmt::Write;

use chrono::Duration;
use proptest::prelude::*;

use super::super::access::{Secret, exists, sees};
use super::super::gate::sum_of_weights;
use super::super::state::to_the_second;
use super::*;
use crate::tag::Audience;

#[test]
fn publication_fixes_the_day_whose_policy_rules_from_then_on_r_4_14() {
    let eve = at("2025-12-31T23:59:59Z");
    let morning = at("2026-01-01T00:00:00Z");
    for (now, day) in [(eve, "2025-12-31"), (morning, "2026-01-01")] {
        let waiting = Opportunity { state: State::Approval { asked_by: user(1), asked_at: now }, ..draft() };
        let policy = Policy::at(waiting.policy_day(now), &rows()).unwrap();
        let public = waiting.publish(&user(2), &facts(), &policy, now).unwrap();
        let publication = public.state.publication().unwrap();
        assert_eq!(publication.commenced_on.to_string(), day);
        assert_eq!(public.policy_day(at("2026-11-23T10:00:00Z")).to_string(), day, "and not today's");
        let row = publication.policy_rows.iter().find(|row| row.as_str().starts_with("pa23.threshold")).unwrap();
        let from = if day == "2025-12-31" { "2025-02-24" } else { "2026-01-01" };
        assert_eq!(row.as_str(), format!("pa23.threshold.light_touch@{from}"));
    }
}

#[test]
fn the_deadlines_own_second_is_in_time_and_the_next_is_late_r_s1() {
    let closes = at("2026-12-11T12:00:00Z");
    let public = published(closes);
    for (after, stage) in [
        (Duration::seconds(-1), Stage::Open),
        (Duration::zero(), Stage::Open),
        (Duration::milliseconds(999), Stage::Open),
        (Duration::seconds(1), Stage::Closed),
    ] {
        assert_eq!(public.stage(closes + after), stage, "{after}");
        assert_eq!(public.closed(closes + after), stage == Stage::Closed);
    }
    let early = public.clone().open_bids(closes).unwrap_err();
    assert_eq!(early[0].code, Code::TooEarly);
    assert!(public.open_bids(closes + Duration::seconds(1)).is_ok());
}

#[test]
fn a_deadline_keeps_its_second_across_the_change_of_the_clocks() {
    let closes = crate::calendar::from_london("2026-10-26T12:00:00".parse().unwrap());
    let public = published(closes);
    assert_eq!(public.stage(at("2026-10-26T12:00:00Z")), Stage::Scheduled, "not open before it is published");
    let winter = published(at("2027-03-26T12:00:00Z"));
    let summer = published(crate::calendar::from_london("2027-03-29T12:00:00".parse().unwrap()));
    assert!(winter.open(at("2027-03-26T12:00:00Z")));
    assert!(summer.open(at("2027-03-29T11:00:00Z")));
    assert!(summer.closed(at("2027-03-29T11:00:01Z")), "midday in summer is 11 in UTC");
}

fn every_state() -> Vec<(Opportunity, Timestamp)> {
    let (before, during, after) = (at("2026-11-23T09:00:00Z"), at("2026-12-01T12:00:00Z"), at("2026-12-12T12:00:00Z"));
    let public = published(at("2026-12-11T12:00:00Z"));
    let waiting = State::Approval { asked_by: user(1), asked_at: before };
    let opened = public.clone().open_bids(after).unwrap();
    let evaluating = opened.clone().evaluate(after).unwrap();
    let decided = evaluating.clone().decide(after).unwrap();
    vec![
        (draft(), during),
        (Opportunity { state: waiting, ..draft() }, during),
        (public.clone(), before),
        (public.clone(), during),
        (public.clone(), after),
        (opened, after),
        (evaluating, after),
        (decided.clone(), after),
        (decided.complete(after).unwrap(), after),
        (public.clone().cancel("No longer needed.", None, during).unwrap(), after),
        (public.end_empty(after).unwrap(), after),
    ]
}

#[test]
fn who_may_do_what_at_each_stage() {
    let actors = [
        ("visitor", Actor::Visitor),
        ("commissioner", person(1, Role::Commissioner, 1)),
        ("approver", person(2, Role::Approver, 1)),
        ("reviewer", person(3, Role::Reviewer, 1)),
        ("external reviewer", person(4, Role::ExternalReviewer, 1)),
        ("administrator", person(5, Role::Administrator, 1)),
        ("another council's commissioner", person(6, Role::Commissioner, 9)),
        ("provider's member", person(7, Role::Member, 2)),
    ];
    let mut table = String::new();
    for (opportunity, now) in every_state() {
        let _ = writeln!(table, "{}", opportunity.stage(now));
        for (name, actor) in &actors {
            let secrets: Vec<&str> = Secret::ALL
                .iter()
                .filter(|secret| sees(actor, **secret, &opportunity, now))
                .map(|secret| secret.as_str())
                .collect();
            let actions: Vec<&str> = can(actor, &opportunity, now).into_iter().map(Action::as_str).collect();
            let exists = if exists(actor, &opportunity) { "there" } else { "absent" };
            let _ = writeln!(table, "  {name}: {exists}; may {actions:?}; sees {secrets:?}");
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn its_status_in_words_and_colour() {
    let mut table = String::new();
    for (opportunity, now) in every_state() {
        let stage = opportunity.stage(now);
        let tags = Audience::ALL.iter().map(|audience| {
            let tag = opportunity.tag(*audience, now);
            format!("{audience}: {} ({})", tag.text, tag.colour)
        });
        let _ = writeln!(table, "{stage}: {}", tags.collect::<Vec<_>>().join(", "));
    }
    insta::assert_snapshot!(table);
}

#[test]
fn closing_within_three_working_days_is_closing_soon() {
    let public = published(at("2026-12-14T12:00:00Z"));
    let text = |now: &str| public.tag(Audience::Public, at(now)).text;
    assert_eq!(text("2026-12-09T12:00:00Z"), "Open");
    assert_eq!(text("2026-12-10T12:00:00Z"), "Closing soon", "Thursday, Friday, Monday");
}

#[test]
fn every_step_out_of_turn_is_refused_and_says_where_it_stands() {
    for (opportunity, now) in every_state() {
        let stage = opportunity.stage(now);
        let steps = [
            (opportunity.clone().send_back("More", now), vec![Stage::Approval]),
            (opportunity.clone().open_bids(now), vec![Stage::Closed]),
            (opportunity.clone().evaluate(now), vec![Stage::Opened, Stage::Decided]),
            (opportunity.clone().decide(now), vec![Stage::Evaluating]),
            (opportunity.clone().complete(now), vec![Stage::Decided]),
            (opportunity.clone().end_empty(now), vec![Stage::Closed]),
            (opportunity.end_unsuccessful("None is good enough.", None, now), vec![Stage::Opened, Stage::Evaluating]),
        ];
        for (index, (result, from)) in steps.into_iter().enumerate() {
            assert_eq!(result.is_ok(), from.contains(&stage), "step {index} at {stage}");
        }
    }
}

#[test]
fn a_reason_is_needed_to_send_back_and_to_cancel() {
    let waiting = Opportunity { state: State::Approval { asked_by: user(1), asked_at: now() }, ..draft() };
    assert_eq!(waiting.clone().send_back("  ", now()).unwrap_err()[0].field.as_deref(), Some("reason"));
    let back = waiting.send_back("Shorten question 1.", now()).unwrap();
    assert_eq!(back.state, State::Draft { sent_back: Some("Shorten question 1.".to_owned()) });
    assert!(draft().cancel("", None, now()).is_err());
    assert!(!draft().cancel("Budget gone.", None, now()).unwrap().is_public(), "what was never public stays so");
}

#[test]
fn it_ends_with_nobody_chosen_for_a_public_reason_and_not_while_an_award_stands_r_4_1b() {
    let after = at("2026-12-12T12:00:00Z");
    let opened = published(at("2026-12-11T12:00:00Z")).open_bids(after).unwrap();
    for from in [opened.clone(), opened.clone().evaluate(after).unwrap()] {
        let ended = from.clone().end_unsuccessful(" No bid reaches the east. ", None, after).unwrap();
        assert_eq!(ended.stage(after), Stage::Unsuccessful);
        assert_eq!(ended.state.ended_reason(), Some("No bid reaches the east."));
        assert_eq!(ended.state.opening(), opened.state.opening(), "that the bids were opened stays known");
        let refusals = from.end_unsuccessful(" ", Some("Lantern Carers"), after).unwrap_err();
        let told: Vec<_> = refusals.iter().map(|refusal| (refusal.code, refusal.field.as_deref())).collect();
        assert_eq!(told, [(Code::IllegalTransition, None), (Code::Missing, Some("reason"))], "all at once");
        assert!(refusals[0].message.starts_with("An award to Lantern Carers stands."), "{}", refusals[0]);
    }
}

#[test]
fn a_signed_agreement_forbids_calling_off_and_is_named_r_4_12() {
    let after = at("2026-12-12T12:00:00Z");
    let opened = published(at("2026-12-11T12:00:00Z")).open_bids(after).unwrap();
    let complete = opened.clone().evaluate(after).unwrap().decide(after).unwrap().complete(after).unwrap();
    let officer = person(1, Role::Commissioner, 1);
    for signed in [opened, complete] {
        let refusal = access::allows_cancel(&officer, &signed, Some("A-0007"), after).unwrap_err();
        assert!(refusal.message.contains("agreement A-0007 is signed by both sides"), "{refusal}");
        assert_eq!(signed.clone().cancel("Late.", Some("A-0007"), after).unwrap_err(), [refusal]);
        let stranger = access::allows_cancel(&person(7, Role::Member, 2), &signed, Some("A-0007"), after).unwrap_err();
        assert_eq!(stranger.code, Code::NotAllowed, "others are not told of it");
    }
}

proptest! {
    #[test]
    fn an_opportunity_is_scheduled_then_open_then_closed(opens in 0_i64..2_000, open in 1_i64..2_000, millis in 0_i64..5_000_000) {
        let start = now();
        let now = start + Duration::milliseconds(millis);
        let mut public = published(start + Duration::seconds(opens + open));
        if let State::Published(publication) = &mut public.state {
            publication.opens_at = start + Duration::seconds(opens);
        }
        let second = millis / 1_000;
        let expected = match second {
            second if second < opens => Stage::Scheduled,
            second if second <= opens + open => Stage::Open,
            _ => Stage::Closed,
        };
        prop_assert_eq!(public.stage(now), expected);
        prop_assert_eq!(public.open(now), expected == Stage::Open);
        prop_assert_eq!(public.closed(now), expected == Stage::Closed);
        prop_assert_eq!(to_the_second(now), start + Duration::seconds(second));
    }

    #[test]
    fn weights_pass_only_if_they_make_a_whole(parts in proptest::collection::vec(1_i64..6_000, 1..6)) {
        let sum: i64 = parts.iter().sum();
        prop_assert_eq!(sum_of_weights(Weight(sum), parts.len()).is_none(), sum == 10_000);
    }
}
