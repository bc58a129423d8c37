//! What the rules promise of every specification.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::*;
use crate::actor::{Acting, Actor, cast};
use crate::error::{Code, Refusal};
use crate::framework::policy::{Policy, rows};
use crate::people::OrganisationKind;
use crate::people::membership::Role;

const ORG: &str = "org_00000000000000000000000000000001";
const DIR: &str = "dir_00000000000000000000000000000001";
const NEED: &str = "need_00000000000000000000000000000001";

fn user(last: u8) -> UserId {
    format!("usr_000000000000000000000000000000{last:02}").parse().unwrap()
}

fn actor(who: u8, role: Role, limit: Option<Money>) -> Actor {
    Actor::Person {
        user: user(who),
        acting: Some(Acting {
            membership: "mem_00000000000000000000000000000001".parse().unwrap(),
            organisation: ORG.parse().unwrap(),
            kind: OrganisationKind::Buyer,
            directorate: None,
            role,
            limit,
        }),
    }
}

fn now() -> Timestamp {
    "2026-11-23T10:00:00Z".parse().unwrap()
}

fn policy() -> Policy {
    Policy::at("2026-11-23".parse().unwrap(), &rows()).unwrap()
}

fn facts() -> Facts {
    Facts { published: BTreeSet::from([NEED.parse().unwrap()]), agreed: Vec::new(), ..Facts::default() }
}

#[expect(clippy::unnecessary_wraps, reason = "what an input's field takes")]
fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn indicator() -> IndicatorInput {
    let of = str::to_owned;
    IndicatorInput {
        name: of("Carers who say they feel less alone"),
        kind: of("OUTCOME"),
        unit: of("%"),
        direction: of("higher"),
        baseline: of("41"),
        target: of("60"),
        tolerance: of("5"),
        source: of("A survey each spring"),
        frequency: of("quarterly"),
    }
}

fn outcome() -> OutcomeInput {
    OutcomeInput {
        title: "Carers feel less alone".to_owned(),
        beneficiaries: "Adults who care for someone at home".to_owned(),
        need: NEED.to_owned(),
        indicators: vec![indicator()],
    }
}

fn input() -> SpecificationInput {
    SpecificationInput {
        scope: some("A friend visits each carer once a week. It does not cover care at night."),
        aims: some("Carers have someone to talk to."),
        outcomes: Some(vec![outcome()]),
        purpose: None,
        monitoring: some("We read a short report each quarter."),
        evaluation: some("We ask carers each spring what has changed."),
        review: some("We look at the whole service once a year."),
        value_a_year: some("38,000"),
        years: some("2"),
        extension_years: some("1"),
        vat: some("20"),
        category: some("light_touch"),
        payment: some("We pay each month, 30 days after the bill."),
    }
}

fn draft(input: SpecificationInput) -> Specification {
    Specification {
        id: "spec_00000000000000000000000000000001".parse().unwrap(),
        commission: "com_00000000000000000000000000000001".parse().unwrap(),
        buyer: ORG.parse().unwrap(),
        directorate: DIR.parse().unwrap(),
        number: 1,
        author: user(1),
        created_at: now(),
        draft: input,
        saved: Vec::new(),
        state: State::Draft { sent_back: None },
        version: 1,
    }
}

fn mint() -> impl FnMut() -> Uuid {
    let mut count = 0u128;
    move || {
        count += 1;
        Uuid::from_u128(count)
    }
}

fn ask(specification: Specification, length_reason: &str) -> Result<Specification, Vec<Refusal>> {
    specification.request_approval(length_reason, &facts(), &policy(), (&user(1), now()), &mut mint())
}

fn approve(specification: Specification, actor: &Actor, reason: &str) -> Result<Specification, Vec<Refusal>> {
    specification.approve(reason, actor, &facts(), &policy(), now())
}

fn codes(refusals: &[Refusal]) -> Vec<(Code, &str)> {
    refusals.iter().map(|refusal| (refusal.code, refusal.field.as_deref().unwrap_or_default())).collect()
}

fn approver(limit: i64) -> Actor {
    actor(2, Role::Approver, Some(Money::pounds(limit)))
}

#[test]
fn a_specification_with_all_its_parts_is_sent_and_approved() {
    let sent = ask(draft(input()), "").unwrap();
    assert_eq!(sent.state.stage(), Stage::Review);
    assert_eq!(sent.value(), Some(Money::pounds(114_000)));
    let approved = approve(sent, &approver(114_000), "").unwrap();
    assert!(approved.is_approved());
    let content = approved.content().unwrap();
    assert_eq!(content.outcomes[0].indicators[0].target, 60_000);
    assert_eq!(content.indicators().count(), 1);
    let State::Approved { agreed, .. } = &approved.state else { panic!() };
    assert_eq!(agreed.rows.len(), 3, "{:?}", agreed.rows);
}

#[test]
fn approval_is_refused_with_every_missing_part_by_name_r_4_8a() {
    let refusals = ask(draft(SpecificationInput::default()), "").unwrap_err();
    for section in Section::ALL {
        let named = format!("Part {}, {}", section.number(), section.label());
        assert!(
            refusals.iter().any(|r| r.code == Code::PartMissing && r.message.contains(&named)),
            "{named}: {refusals:?}"
        );
    }
    assert!(refusals.iter().all(|refusal| refusal.rule.as_deref() == Some("R-4.8a")), "{refusals:?}");
}

#[test]
fn each_part_is_asked_for_by_itself_r_4_8a() {
    for (section, fields) in [
        (Section::Scope, vec!["scope", "aims"]),
        (Section::Outcomes, vec!["outcomes"]),
        (Section::Monitoring, vec!["monitoring", "evaluation", "review"]),
        (Section::Money, vec!["valueAYear", "years", "extensionYears", "vat", "category", "payment"]),
    ] {
        let without = input().with(section, &SpecificationInput::default());
        let refusals = ask(draft(without), "").unwrap_err();
        let expected: Vec<_> = fields.into_iter().map(|field| (Code::PartMissing, field)).collect();
        assert_eq!(codes(&refusals), expected);
    }
}

#[test]
fn an_outcome_without_a_need_is_refused_r_4_7() {
    let none = SpecificationInput {
        outcomes: Some(vec![outcome(), OutcomeInput { need: String::new(), ..outcome() }]),
        ..input()
    };
    let refusals = ask(draft(none), "").unwrap_err();
    assert_eq!(codes(&refusals), [(Code::OutcomeWithoutNeed, "outcomes.1.need")]);
}

#[test]
fn an_outcome_whose_need_is_not_published_is_refused_r_4_7() {
    let unpublished = Facts::default();
    let refused =
        draft(input()).request_approval("", &unpublished, &policy(), (&user(1), now()), &mut mint()).unwrap_err();
    assert_eq!(codes(&refused), [(Code::OutcomeWithoutNeed, "outcomes.0.need")]);
    // A need withdrawn between the request and the approval stops the approval.
    let sent = ask(draft(input()), "").unwrap();
    let refused = sent.approve("", &approver(500_000), &unpublished, &policy(), now()).unwrap_err();
    assert_eq!(codes(&refused), [(Code::OutcomeWithoutNeed, "outcomes.0.need")]);
}

#[test]
fn an_outcome_without_a_measure_or_anybody_to_benefit_is_refused_r_3_4d_p3() {
    let bare = OutcomeInput { indicators: Vec::new(), beneficiaries: " ".to_owned(), ..outcome() };
    let refusals = ask(draft(SpecificationInput { outcomes: Some(vec![bare]), ..input() }), "").unwrap_err();
    assert_eq!(
        codes(&refusals),
        [(Code::Missing, "outcomes.0.beneficiaries"), (Code::OutcomeWithoutIndicator, "outcomes.0.indicators")]
    );
    assert_eq!(refusals[0].rule.as_deref(), Some("P3"));
}

#[test]
fn a_target_without_a_unit_or_that_is_no_number_is_refused_on_its_field_r_3_4d() {
    let broken = IndicatorInput {
        unit: String::new(),
        target: "lots".to_owned(),
        tolerance: "-1".to_owned(),
        kind: "kpi".to_owned(),
        ..indicator()
    };
    let bad = OutcomeInput { indicators: vec![indicator(), broken], ..outcome() };
    let refusals = ask(draft(SpecificationInput { outcomes: Some(vec![bad]), ..input() }), "").unwrap_err();
    assert_eq!(
        codes(&refusals),
        [
            (Code::UnknownCode, "outcomes.0.indicators.1.kind"),
            (Code::PartMissing, "outcomes.0.indicators.1.unit"),
            (Code::Invalid, "outcomes.0.indicators.1.target"),
            (Code::OutOfRange, "outcomes.0.indicators.1.tolerance"),
        ]
    );
}

#[test]
fn more_words_than_the_value_justifies_need_a_reason_r_4_8b() {
    // £5,000 in all: band A, 800 words.
    let small = SpecificationInput {
        value_a_year: some("5000"),
        years: some("1"),
        extension_years: some("0"),
        scope: some(&"We help you. ".repeat(400)),
        ..input()
    };
    let refusals = ask(draft(small.clone()), " ").unwrap_err();
    assert_eq!(codes(&refusals), [(Code::Disproportionate, "lengthReason")]);
    assert!(refusals[0].message.contains("the most is 800"), "{}", refusals[0]);
    assert_eq!(refusals[0].policy_rows.len(), 1);
    let sent = ask(draft(small), "The law asks for this list.").unwrap();
    let State::Review { asked, .. } = &sent.state else { panic!() };
    assert_eq!(asked.length_reason.as_deref(), Some("The law asks for this list."));
    // A reason is kept only where one was owed.
    let sent = ask(draft(input()), "Just in case").unwrap();
    let State::Review { asked, .. } = &sent.state else { panic!() };
    assert_eq!(asked.length_reason, None);
}

#[test]
fn a_text_that_is_hard_to_read_needs_the_approvers_reason_r_4_8c() {
    let hard = SpecificationInput {
        scope: some(
            &"Organisational interdependencies necessitate comprehensive multidisciplinary accountability. ".repeat(20),
        ),
        ..input()
    };
    let sent = ask(draft(hard), "").unwrap();
    let refusals = approve(sent.clone(), &approver(500_000), "  ").unwrap_err();
    assert_eq!(codes(&refusals), [(Code::ReasonMissing, "readabilityReason")]);
    assert_eq!(refusals[0].policy_rows.len(), 1);
    let approved = approve(sent, &approver(500_000), "Clinicians need these terms.").unwrap();
    let State::Approved { agreed, .. } = &approved.state else { panic!() };
    assert_eq!(agreed.readability_reason.as_deref(), Some("Clinicians need these terms."));
}

#[test]
fn nobody_approves_what_they_asked_for_began_or_wrote_r_4_17d() {
    let sent = ask(draft(input()), "").unwrap();
    let author = actor(1, Role::Approver, Some(Money::pounds(500_000)));
    assert_eq!(codes(&approve(sent, &author, "").unwrap_err()), [(Code::SelfApproval, "")]);
    let written = draft(input()).save(Section::Scope, &input(), Some(0), &user(2), now()).unwrap();
    let sent = ask(written, "").unwrap();
    assert_eq!(codes(&approve(sent, &approver(500_000), "").unwrap_err()), [(Code::SelfApproval, "")]);
}

#[test]
fn an_approver_approves_up_to_their_limit_over_the_whole_life_r_4_17d() {
    let sent = ask(draft(input()), "").unwrap();
    let refusals = approve(sent.clone(), &approver(113_999), "").unwrap_err();
    assert_eq!(codes(&refusals), [(Code::OverLimit, "")]);
    assert!(approve(sent, &approver(114_000), "").is_ok());
}

#[test]
fn an_approved_version_never_changes_r_4_8a() {
    let approved = approve(ask(draft(input()), "").unwrap(), &approver(500_000), "").unwrap();
    for refused in [
        approved.clone().save(Section::Scope, &SpecificationInput::default(), None, &user(1), now()),
        ask(approved.clone(), ""),
        approve(approved.clone(), &approver(500_000), ""),
        approved.clone().send_back("No"),
    ] {
        assert_eq!(codes(&refused.unwrap_err()), [(Code::IllegalTransition, "")]);
    }
    assert_eq!(approved.supersede().state.stage(), Stage::Superseded);
}

#[test]
fn a_draft_keeps_whatever_was_typed_and_says_when_somebody_else_saved() {
    let nonsense = SpecificationInput { value_a_year: some("lots, maybe"), ..SpecificationInput::default() };
    assert_eq!(nonsense.sections(), [Section::Money]);
    let saved = draft(input()).save(Section::Money, &nonsense, Some(0), &user(1), now()).unwrap();
    assert_eq!(saved.draft.value_a_year.as_deref(), Some("lots, maybe"));
    assert_eq!(saved.draft.scope, input().scope, "other sections stay");
    let stale = saved.clone().save(Section::Money, &input(), Some(0), &user(3), now()).unwrap_err();
    assert_eq!(codes(&stale), [(Code::Stale, "")]);
    let read = saved.read_version();
    let again = saved.save(Section::Money, &input(), Some(1), &user(3), now()).unwrap();
    assert_eq!(again.saved(Section::Money).unwrap().version, 2);
    assert_eq!(again.read_version(), read + 1, "a section's save is a change of the whole");
}

#[test]
fn what_is_too_large_is_not_kept() {
    let huge = SpecificationInput {
        scope: some(&"x".repeat(input::MOST_CHARACTERS + 1)),
        outcomes: Some(vec![outcome(); input::MOST_ITEMS + 1]),
        ..SpecificationInput::default()
    };
    let refusals = draft(input()).save(Section::Scope, &huge, None, &user(1), now()).unwrap_err();
    assert_eq!(codes(&refusals), [(Code::TooLong, "scope"), (Code::OutOfRange, "outcomes")]);
}

#[test]
fn sending_back_needs_a_reason_and_keeps_every_text() {
    let sent = ask(draft(input()), "").unwrap();
    assert_eq!(codes(&sent.clone().send_back(" ").unwrap_err()), [(Code::Missing, "reason")]);
    let back = sent.send_back("Say who pays for travel.").unwrap();
    assert_eq!(back.state, State::Draft { sent_back: some("Say who pays for travel.") });
    assert_eq!(back.draft, input());
}

#[test]
fn what_an_actor_may_do_follows_role_and_stage() {
    let officer = actor(1, Role::Commissioner, None);
    let stages = [draft(input()), ask(draft(input()), "").unwrap()];
    let can = |actor: &Actor| stages.iter().map(|spec| access::can(actor, spec)).collect::<Vec<_>>();
    assert_eq!(can(&officer), [vec![Action::Save, Action::RequestApproval], vec![]]);
    assert_eq!(can(&approver(1)), [vec![], vec![Action::Approve, Action::SendBack]]);
    assert_eq!(can(&Actor::Visitor), [vec![], vec![]]);
    assert!(!access::sees_draft(&Actor::Visitor, &stages[0]));
}

#[test]
fn figures_that_do_not_fit_together_are_refused_on_their_fields() {
    let odd = SpecificationInput {
        value_a_year: some("0"),
        years: some("26"),
        vat: some("101"),
        category: some("biscuits"),
        ..input()
    };
    let refusals = ask(draft(odd), "").unwrap_err();
    assert_eq!(
        codes(&refusals),
        [
            (Code::OutOfRange, "valueAYear"),
            (Code::OutOfRange, "years"),
            (Code::OutOfRange, "vat"),
            (Code::UnknownCode, "category"),
        ]
    );
    let vast = SpecificationInput { value_a_year: some("9,999,999,999"), years: some("25"), ..input() };
    assert_eq!(codes(&ask(draft(vast), "").unwrap_err()), [(Code::OutOfRange, "valueAYear")]);
}

#[test]
fn a_further_version_is_a_copy_and_only_one_is_open_at_a_time() {
    let commission = crate::commission::Commission {
        id: "com_00000000000000000000000000000001".parse().unwrap(),
        reference: "C-0001".to_owned(),
        buyer: ORG.parse().unwrap(),
        directorate: DIR.parse().unwrap(),
        service: "svc_00000000000000000000000000000001".parse().unwrap(),
        title: "Carers' befriending".to_owned(),
        lead: user(1),
        follows: None,
        created_at: now(),
        version: 1,
    };
    let id = || "spec_00000000000000000000000000000002".parse().unwrap();
    let first = Specification::begin(id(), &commission, &[], user(1), now()).unwrap();
    assert_eq!((first.number, first.saved.len()), (1, 0));
    let refused = Specification::begin(id(), &commission, &[first], user(1), now()).unwrap_err();
    assert_eq!(codes(&refused), [(Code::Duplicate, "")]);
    let approved = approve(ask(draft(input()), "").unwrap(), &approver(500_000), "").unwrap();
    let second = Specification::begin(id(), &commission, &[approved], user(3), now()).unwrap();
    assert_eq!((second.number, &second.draft), (2, &input()));
    assert_eq!(second.saved.len(), 4);
}

/// House style 6: the table that a review reads.
#[test]
fn who_may_do_and_see_what_with_a_specification_at_which_stage() {
    let draft = draft(input());
    let review = ask(draft.clone(), "").unwrap();
    let approved = approve(review.clone(), &approver(114_000), "").unwrap();
    let superseded = approved.clone().supersede();
    let all = [draft, review, approved, superseded];
    let stages = all.each_ref().map(|one| one.state.stage());
    let ours = |actor: &Actor| access::sees_draft(actor, &all[0]);
    let table = cast::table(&stages, &cast::cast(), |place, actor| {
        let sees = if ours(actor) { vec!["draft", "check", "approval"] } else { Vec::new() };
        (sees, access::can(actor, &all[place]))
    });
    insta::assert_snapshot!(table);
}

/// A core grant: a purpose, and no outcomes.
fn core(purpose: PurposeInput) -> SpecificationInput {
    SpecificationInput {
        outcomes: Some(Vec::new()),
        purpose: Some(purpose),
        category: some("grant"),
        vat: some("0"),
        ..input()
    }
}

fn purpose() -> PurposeInput {
    PurposeInput {
        text: "The shelter stays open through the winter.".to_owned(),
        need: outcome().need,
        objective: String::new(),
    }
}

#[test]
fn a_core_grant_has_a_purpose_in_place_of_outcomes_r_4_15a() {
    let sent = ask(draft(core(purpose())), "").unwrap();
    let content = sent.content().unwrap();
    assert!(content.outcomes.is_empty());
    assert_eq!(content.purpose.as_ref().unwrap().text, "The shelter stays open through the winter.");
}

#[test]
fn a_purpose_serves_a_published_need_or_an_objective_that_holds_r_4_15a() {
    let bare = PurposeInput { need: String::new(), ..purpose() };
    let refused = ask(draft(core(bare.clone())), "").unwrap_err();
    assert_eq!(codes(&refused), [(Code::TraceBroken, "purpose.need")]);
    assert_eq!(refused[0].rule.as_deref(), Some("R-4.15a"));
    let objective = "obj_00000000000000000000000000000001".to_owned();
    let aimed = draft(core(PurposeInput { objective: objective.clone(), ..bare }));
    let refused = ask(aimed.clone(), "").unwrap_err();
    assert_eq!(codes(&refused), [(Code::TraceBroken, "purpose.objective")]);
    let held = Facts { objectives: [objective.parse().unwrap()].into(), ..Facts::default() };
    assert!(aimed.request_approval("", &held, &policy(), (&user(1), now()), &mut mint()).is_ok());
}

#[test]
fn a_purpose_beside_outcomes_or_of_what_is_bought_is_refused_r_4_15a() {
    let both = SpecificationInput { outcomes: input().outcomes, category: some("light_touch"), ..core(purpose()) };
    let refused = ask(draft(both), "").unwrap_err();
    assert_eq!(codes(&refused), [(Code::Disproportionate, "outcomes"), (Code::NoOutcomes, "category")]);
}
