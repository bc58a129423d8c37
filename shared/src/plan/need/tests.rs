//! The rules of needs, by example.

use super::*;
use crate::actor::{Acting, Actor};
use crate::error::Code;
use crate::people::{MembershipId, OrganisationKind, membership::Role};
use crate::plan::engagement::{Engagement, tests::explained};

fn uuid(n: u128) -> uuid::Uuid {
    uuid::Uuid::from_u128(n)
}

fn user(n: u128) -> UserId {
    UserId::from_uuid(uuid(n))
}

fn now() -> Timestamp {
    "2026-11-23T09:00:00Z".parse().unwrap()
}

fn input() -> NeedInput {
    NeedInput {
        directorate: DirectorateId::from_uuid(uuid(1)).to_string(),
        title: "Carers alone".into(),
        summary: "People who care for a partner see nobody for days.".into(),
        people: "Unpaid carers over 65".into(),
        areas: "E01016845, e01016710\nE01016845".into(),
        demand_figure: "1,900".into(),
        demand_source: "Carers survey 2025".into(),
        supply_figure: "420".into(),
        services: "Carers' befriending".into(),
        ..NeedInput::default()
    }
}

fn need() -> Need {
    let checked = input().check().unwrap();
    let buyer = OrganisationId::from_uuid(uuid(9));
    let id = NeedId::from_uuid(uuid(7));
    Need::begin(id, "N-0007".into(), (buyer, checked.directorate), user(1), checked.statement, now())
}

/// Evidence, and a line of reason for everybody who was not heard.
fn proven() -> Facts {
    Facts { evidence: 1, engagement: explained() }
}

/// No evidence, though everybody was heard.
fn heard() -> Facts {
    Facts { evidence: 0, ..proven() }
}

fn in_review() -> Need {
    need().request_approval(user(2), &proven(), now()).unwrap()
}

fn actor(person: u128, role: Role, organisation: u128, directorate: Option<u128>) -> Actor {
    Actor::Person {
        user: user(person),
        acting: Some(Acting {
            membership: MembershipId::from_uuid(uuid(person)),
            organisation: OrganisationId::from_uuid(uuid(organisation)),
            kind: if role == Role::Member { OrganisationKind::Provider } else { OrganisationKind::Buyer },
            directorate: directorate.map(|n| DirectorateId::from_uuid(uuid(n))),
            role,
            limit: None,
        }),
    }
}

fn codes(result: Result<impl std::fmt::Debug, Vec<crate::Refusal>>) -> Vec<(Option<String>, Code)> {
    result.unwrap_err().into_iter().map(|refusal| (refusal.field, refusal.code)).collect()
}

#[test]
fn the_gap_is_what_demand_is_above_supply_r_3_4a() {
    let statement = input().check().unwrap().statement;
    assert_eq!(statement.areas.len(), 2, "a code given twice counts once");
    assert_eq!(statement.gap(), Gap::People(1_480));
    assert_eq!(statement.gap().in_words(), "1,480 people are not reached");
    let none = NeedInput { services: "None.".into(), supply_figure: String::new(), ..input() };
    assert_eq!(none.check().unwrap().statement.gap(), Gap::People(1_900), "no services reach nobody");
    let over = NeedInput { supply_figure: "2000".into(), ..input() };
    assert_eq!(over.check().unwrap().statement.gap(), Gap::People(0), "a gap is never negative");
}

#[test]
fn a_need_with_neither_place_nor_community_is_refused_v_2() {
    let neither = NeedInput { areas: " ".into(), ..input() };
    let refusals = neither.check().unwrap_err();
    assert_eq!(refusals.len(), 1);
    assert_eq!((refusals[0].field.as_deref(), refusals[0].rule.as_deref()), (Some("community"), Some("V-2")));
    let community = NeedInput { community: "Deaf people".into(), ..neither };
    assert!(community.check().is_ok(), "a community alone is enough");
}

#[test]
fn a_demand_without_its_source_is_refused_r_3_4a() {
    let unsourced = NeedInput { demand_source: String::new(), ..input() };
    assert_eq!(codes(unsourced.check()), [(Some("demandSource".into()), Code::EvidenceMissing)]);
    let estimate = NeedInput { demand_figure: String::new(), demand_estimate: "About a third".into(), ..input() };
    assert_eq!(estimate.check().unwrap().statement.gap(), Gap::Estimated);
}

#[test]
fn every_fault_of_the_form_comes_at_once() {
    let bad = NeedInput {
        areas: "Wolverton".into(),
        demand_figure: "lots".into(),
        demand_estimate: "many".into(),
        supply_figure: "-4".into(),
        ..NeedInput::default()
    };
    let fields: Vec<String> = bad.check().unwrap_err().into_iter().filter_map(|refusal| refusal.field).collect();
    for field in [
        "directorate",
        "title",
        "summary",
        "people",
        "areas",
        "demandFigure",
        "demandSource",
        "demandEstimate",
        "supplyFigure",
    ] {
        assert!(fields.iter().any(|found| found == field), "{field} in {fields:?}");
    }
    let none = NeedInput { services: "none".into(), ..input() };
    assert_eq!(codes(none.check()), [(Some("supplyFigure".into()), Code::Invalid)]);
}

#[test]
fn a_saved_form_reads_back_as_it_was() {
    let checked = input().check().unwrap();
    let again = NeedInput::of(&checked.directorate, &checked.statement).check().unwrap();
    assert_eq!(again, checked);
}

#[test]
fn a_need_without_evidence_cannot_go_for_approval_r_4_6c() {
    let refusals = need().request_approval(user(1), &heard(), now()).unwrap_err();
    assert_eq!(refusals[0].rule.as_deref(), Some("R-4.6c"));
    let refusals = in_review().publish(user(3), &heard(), now()).unwrap_err();
    assert_eq!(refusals[0].rule.as_deref(), Some("R-4.6c"), "nor be published, if it went missing meanwhile");
}

#[test]
fn a_need_about_which_nobody_was_heard_cannot_go_for_approval_r_4_5_p1() {
    let unheard = Facts { engagement: Engagement::default(), ..proven() };
    let refused = codes(need().request_approval(user(1), &unheard, now()));
    assert_eq!(refused.len(), 6, "five sources and the third sector, all at once: {refused:?}");
    assert!(refused.iter().all(|(_, code)| *code == Code::EngagementMissing));
    let refused = codes(in_review().publish(user(3), &unheard, now()));
    assert_eq!(refused.len(), 6, "nor be published, if it went missing meanwhile");
}

#[test]
fn a_gap_that_nobody_has_described_stops_approval_r_3_4a() {
    let mut need = need();
    need.statement.demand = Demand::Unknown;
    need.statement.services = None;
    assert_eq!(need.statement.gap(), Gap::Unknown);
    let refused = codes(need.request_approval(user(1), &heard(), now()));
    assert_eq!(
        refused,
        [
            (Some("demandFigure".into()), Code::EvidenceMissing),
            (Some("services".into()), Code::EvidenceMissing),
            (None, Code::EvidenceMissing),
        ]
    );
}

#[test]
fn whoever_wrote_a_need_or_asked_for_approval_cannot_give_it_r_4_17d() {
    for own in [1, 2] {
        assert_eq!(codes(in_review().publish(user(own), &proven(), now())), [(None, Code::SelfApproval)]);
        let approver = actor(own, Role::Approver, 9, None);
        assert!(!access::can(&approver, &in_review(), now()).contains(&Action::Publish));
    }
    let published = in_review().publish(user(3), &proven(), now()).unwrap();
    assert_eq!(published.stage(), Stage::Published);
    assert_eq!(published.state.published_at(), Some(now()));
}

#[test]
fn whoever_changed_a_need_last_may_not_publish_it_r_4_17d() {
    let draft = need();
    let statement = draft.statement.clone();
    let edited = draft.edit(statement.clone(), user(3)).unwrap();
    let waiting = edited.clone().request_approval(user(2), &proven(), now()).unwrap();
    assert_eq!(codes(waiting.clone().publish(user(3), &proven(), now())), [(None, Code::SelfApproval)]);
    let sentence = waiting.own_work(&user(3)).unwrap().message;
    assert_eq!(sentence, "You changed N-0007, so you cannot approve it. Another approver must");
    assert!(waiting.publish(user(4), &proven(), now()).is_ok());
    let by_another = edited.edit(statement, user(5)).unwrap();
    let waiting = by_another.request_approval(user(2), &proven(), now()).unwrap();
    assert!(waiting.publish(user(3), &proven(), now()).is_ok(), "the last one alone is barred");
}

#[test]
fn a_need_sent_back_is_a_draft_with_the_reason() {
    assert_eq!(codes(in_review().send_back(user(3), "  ", now())), [(Some("reason".into()), Code::ReasonMissing)]);
    let draft = in_review().send_back(user(3), "Say where the 420 comes from", now()).unwrap();
    assert!(
        matches!(draft.state, State::Draft { sent_back: Some(SentBack { ref reason, .. }) } if reason.contains("420"))
    );
    assert!(draft.request_approval(user(1), &proven(), now()).is_ok());
}

#[test]
fn a_published_need_is_met_or_retired_with_a_reason_and_stays_public() {
    let published = in_review().publish(user(3), &proven(), now()).unwrap();
    assert_eq!(codes(published.clone().edit(published.statement.clone(), user(1))), [(None, Code::IllegalTransition)]);
    assert_eq!(codes(published.clone().retire("", now())), [(Some("reason".into()), Code::ReasonMissing)]);
    for closed in [published.clone().retire("Another council does it", now()), published.meet("Survey says so", now())]
    {
        let closed = closed.unwrap();
        assert!(access::sees(&Actor::Visitor, &closed));
        assert_eq!(codes(closed.retire("again", now())), [(None, Code::IllegalTransition)]);
    }
}

fn ranked() -> Priority {
    let place = NeedPlace::Ranked { rank: 2, of: 6, score: 71_400 };
    Priority { assessment: crate::plan::PrioritisationId::from_uuid(uuid(3)), at: now(), place }
}

#[test]
fn an_open_need_takes_its_place_and_keeps_it_when_it_is_closed_r_3_4b() {
    let published = in_review().publish(user(3), &proven(), now()).unwrap();
    let prioritised = published.prioritise(ranked()).unwrap();
    assert_eq!(prioritised.tag(Audience::Public, now()), Some(Tag::new("Priority", Colour::Teal)));
    assert_eq!(ranked().in_words(), "Number 2 of 6, with 71.4 points of 100");
    let later = Priority { place: NeedPlace::Scheduled { on: "2027-04-01".parse().unwrap() }, ..ranked() };
    assert_eq!(later.in_words(), "Planned for 1 April 2027: a duty in law");
    let again = prioritised.prioritise(later.clone()).unwrap();
    assert_eq!(again.state.priority(), Some(&later), "a later assessment replaces an earlier");
    let met = again.meet("Survey says so", now()).unwrap();
    assert_eq!(met.state.priority(), Some(&later));
    assert_eq!(codes(met.prioritise(ranked())), [(None, Code::IllegalTransition)]);
    assert_eq!(codes(need().prioritise(ranked())), [(None, Code::IllegalTransition)], "no draft has a place");
}

#[test]
fn roles_stages_and_actions_make_this_table() {
    let published = in_review().publish(user(3), &proven(), now()).unwrap();
    let prioritised = published.clone().prioritise(ranked()).unwrap();
    let needs =
        [need(), in_review(), published.clone(), prioritised, published.retire("Done elsewhere", now()).unwrap()];
    let actors = [
        ("visitor", Actor::Visitor),
        ("provider's member", actor(5, Role::Member, 8, None)),
        ("commissioner", actor(4, Role::Commissioner, 9, Some(1))),
        ("commissioner of all", actor(4, Role::Commissioner, 9, None)),
        ("commissioner elsewhere", actor(4, Role::Commissioner, 9, Some(2))),
        ("commissioner of another council", actor(4, Role::Commissioner, 10, None)),
        ("approver", actor(3, Role::Approver, 9, None)),
        ("approver of another council", actor(3, Role::Approver, 10, None)),
        ("reviewer from outside", actor(6, Role::ExternalReviewer, 9, None)),
    ];
    let mut table = String::new();
    for (name, actor) in &actors {
        for need in &needs {
            let can: Vec<&str> = access::can(actor, need, now()).into_iter().map(Action::as_str).collect();
            let sees = if access::sees(actor, need) { "sees" } else { "-" };
            table += format!("{name} · {} · {sees} · {}", need.stage(), can.join(" ")).trim_end();
            table.push('\n');
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn a_need_is_begun_only_in_ones_own_directorate_r_6_1() {
    let mine = DirectorateId::from_uuid(uuid(1));
    assert!(access::allows_begin(&actor(4, Role::Commissioner, 9, Some(1)), &mine).is_ok());
    let refusal = access::allows_begin(&actor(4, Role::Commissioner, 9, Some(2)), &mine).unwrap_err();
    assert_eq!(refusal.rule.as_deref(), Some("R-6.1"));
    assert!(access::allows_begin(&Actor::Visitor, &mine).is_err());
}

#[test]
fn the_status_reads_by_audience() {
    assert_eq!(need().tag(Audience::Public, now()), None);
    assert_eq!(need().tag(Audience::Council, now()), Some(Tag::new("Draft", Colour::Grey)));
    let published = in_review().publish(user(3), &proven(), now()).unwrap();
    assert_eq!(published.tag(Audience::Public, now()), Some(Tag::new("Published", Colour::Blue)));
}
