//! The rules of agreements, by example.

use std::fmt::Write as _;

use super::*;
use crate::actor::{Acting, Actor};
use crate::error::Code;
use crate::framework::policy::{self, Policy, RowId};
use crate::monitor::monitoring_plan::{Activity, ActivityKind, Frequency};
use crate::people::membership::Role;
use crate::people::{MembershipId, OrganisationKind};
use crate::secure::IndicatorId;

fn day(year: i32, month: u32, day: u32) -> Day {
    Day::from_ymd_opt(year, month, day).unwrap()
}

fn noon(on: Day) -> Timestamp {
    calendar_noon(on)
}

fn calendar_noon(on: Day) -> Timestamp {
    crate::calendar::from_london(on.and_hms_opt(12, 0, 0).unwrap())
}

fn policy() -> Policy {
    Policy::at(day(2026, 11, 16), &policy::rows()).unwrap()
}

fn uuid(number: u128) -> uuid::Uuid {
    uuid::Uuid::from_u128(number)
}

fn user(number: u128) -> UserId {
    UserId::from_uuid(uuid(number))
}

fn buyer() -> OrganisationId {
    OrganisationId::from_uuid(uuid(1))
}

fn provider() -> OrganisationId {
    OrganisationId::from_uuid(uuid(2))
}

fn agreement() -> Agreement {
    let (starts_on, ends_on) = (day(2027, 1, 1), day(2029, 12, 31));
    let value = Money::pounds(98_000);
    Agreement {
        id: AgreementId::from_uuid(uuid(10)),
        version: 1,
        reference: "A-0017".to_owned(),
        kind: Kind::Contract,
        award: AwardId::from_uuid(uuid(11)),
        commission: CommissionId::from_uuid(uuid(12)),
        service: ServiceId::from_uuid(uuid(13)),
        specification: SpecificationId::from_uuid(uuid(14)),
        buyer: buyer(),
        directorate: None,
        provider: provider(),
        author: user(1),
        created_at: noon(day(2026, 11, 24)),
        title: "Home repair for older people".to_owned(),
        awarded_on: day(2026, 11, 16),
        value,
        starts_on,
        ends_on,
        payment_days: Some(30),
        payment_terms: None,
        lines: payment::in_instalments(value, starts_on, ends_on, 3),
        plan: Some(MonitoringPlan {
            frequency: Frequency::Quarterly,
            rationale: None,
            activities: vec![Activity { kind: ActivityKind::Visit, detail: "Each autumn".to_owned() }],
        }),
        policy_rows: Vec::new(),
        state: State::Draft,
    }
}

fn measure(number: u128) -> IndicatorId {
    IndicatorId::from_uuid(uuid(number))
}

fn facts() -> Facts {
    Facts {
        award_accepted: true,
        standstill_until: Some(day(2026, 11, 25)),
        standstill_row: Some(RowId::new("local.standstill.days@2026-01-01")),
        suspended: false,
        indicators: 2,
        measures: vec![measure(1)],
    }
}

const AFTER: (i32, u32, u32) = (2026, 11, 26);

fn after() -> Timestamp {
    noon(day(AFTER.0, AFTER.1, AFTER.2))
}

fn signature(side: Side) -> Signature {
    Signature { side, user: user(9), name: "Ania Zielińska".to_owned(), at: after() }
}

fn offered() -> Agreement {
    agreement().offer(&facts(), &policy(), after()).unwrap()
}

fn refusals(result: Result<Agreement, Vec<crate::Refusal>>) -> Vec<(Code, Option<String>, String)> {
    result.unwrap_err().into_iter().map(|refusal| (refusal.code, refusal.field.clone(), refusal.to_string())).collect()
}

fn actor(role: Role, organisation: OrganisationId, kind: OrganisationKind) -> Actor {
    Actor::Person {
        user: user(5),
        acting: Some(Acting {
            membership: MembershipId::from_uuid(uuid(6)),
            organisation,
            kind,
            directorate: None,
            role,
            limit: Some(Money::pounds(100_000)),
        }),
    }
}

///
#[test]
fn thirty_one_days_to_pay_are_refused_and_thirty_are_not() {
    let mut draft = agreement();
    draft.payment_days = Some(31);
    let seen = draft.clone().offer(&facts(), &policy(), after()).unwrap_err();
    assert_eq!(seen.len(), 1);
    assert_eq!(seen[0].to_string(), "The council would pay in 31 days. It must pay in 30 days or fewer");
    assert_eq!(seen[0].field.as_deref(), Some("paymentDays"));
    assert_eq!(seen[0].policy_rows, [policy().payment_days().row.to_string()]);
    draft.payment_days = Some(30);
    assert!(draft.offer(&facts(), &policy(), after()).is_ok());
}

///
#[test]
fn a_schedule_a_penny_off_is_refused_with_the_sum() {
    let mut draft = agreement();
    draft.lines[0].amount = Money::pence(draft.lines[0].amount.as_pence() - 1);
    let seen = refusals(draft.offer(&facts(), &policy(), after()));
    assert_eq!(
        seen,
        [(
            Code::SumMismatch,
            Some("lines".to_owned()),
            "The payments come to £97,999.99. They must come to the price, £98,000: add £0.01".to_owned()
        )]
    );
}

/// everything missing is said at once.
#[test]
fn an_agreement_without_payment_terms_or_plan_cannot_be_offered() {
    let mut draft = agreement();
    draft.payment_days = None;
    draft.lines.clear();
    draft.plan = None;
    draft.ends_on = day(2026, 12, 31);
    let fields: Vec<_> =
        refusals(draft.offer(&facts(), &policy(), after())).into_iter().map(|(_, field, _)| field.unwrap()).collect();
    assert_eq!(fields, ["endsOn", "paymentDays", "lines", "plan.frequency"]);
}

/// R-S5
#[test]
fn nobody_signs_in_standstill() {
    let offered = agreement().offer(&facts(), &policy(), noon(day(2026, 11, 24))).unwrap();
    let last_second = crate::calendar::end_of(day(2026, 11, 25));
    let seen = offered.clone().sign(signature(Side::Provider), &facts(), &policy(), last_second).unwrap_err();
    assert_eq!(seen.len(), 1);
    assert_eq!(seen[0].code, Code::Standstill);
    assert_eq!(
        seen[0].to_string(),
        "The waiting period ends on Wednesday 25 November 2026. You can sign from 26 November 2026"
    );
    let first_second = crate::calendar::start_of(day(2026, 11, 26));
    assert!(offered.sign(signature(Side::Provider), &facts(), &policy(), first_second).is_ok());
}

/// R-S5
#[test]
fn nobody_signs_while_a_claim_suspends_it() {
    let facts = Facts { suspended: true, ..facts() };
    let seen = refusals(offered().sign(signature(Side::Buyer), &facts, &policy(), after()));
    assert_eq!(seen[0].0, Code::Standstill);
}

/// R-S5
#[test]
fn an_agreement_waits_for_the_award_to_be_accepted() {
    let facts = Facts { award_accepted: false, ..facts() };
    assert_eq!(refusals(agreement().offer(&facts, &policy(), after()))[0].0, Code::IllegalTransition);
}

///
#[test]
fn two_signatures_of_two_sides_bind_in_either_order() {
    for (first, second) in [(Side::Buyer, Side::Provider), (Side::Provider, Side::Buyer)] {
        let one = offered().sign(signature(first), &facts(), &policy(), after()).unwrap();
        assert_eq!(one.stage(after()), Stage::SignedByOne);
        let again = refusals(one.clone().sign(signature(first), &facts(), &policy(), after()));
        assert_eq!(again[0].0, Code::Duplicate);
        let both = one.sign(signature(second), &facts(), &policy(), after()).unwrap();
        assert_eq!(
            both.signatures().iter().map(|signature| signature.side).collect::<Vec<_>>(),
            [Side::Buyer, Side::Provider]
        );
        assert_eq!(both.stage(after()), Stage::Signed);
        assert_eq!(both.stage(noon(day(2027, 1, 1))), Stage::Live);
        assert_eq!(both.stage(crate::calendar::end_of(day(2029, 12, 31))), Stage::Live);
        assert_eq!(both.stage(noon(day(2030, 1, 1))), Stage::Expired);
    }
}

#[test]
fn a_recall_voids_the_signature_given() {
    let one = offered().sign(signature(Side::Provider), &facts(), &policy(), after()).unwrap();
    let draft = one.recall(&facts(), &policy(), after()).unwrap();
    assert!(draft.signatures().is_empty());
    assert_eq!(draft.state, State::Draft);
}

///
#[test]
fn a_member_signs_only_where_the_organisation_says_so() {
    assert_eq!(gate::signatory(false, true).unwrap().code, Code::CertifierNeeded);
    assert!(gate::signatory(true, true).is_none());
    assert!(gate::signatory(false, false).is_none());
}

#[test]
fn only_the_two_parties_see_what_is_between_them() {
    let agreement = agreement();
    let officer = actor(Role::FinanceOfficer, buyer(), OrganisationKind::Buyer);
    let member = actor(Role::Member, provider(), OrganisationKind::Provider);
    let rival = actor(Role::Certifier, OrganisationId::from_uuid(uuid(3)), OrganisationKind::Provider);
    assert!(access::sees(&officer, &agreement) && access::sees(&member, &agreement));
    assert!(!access::sees(&rival, &agreement) && !access::sees(&Actor::Visitor, &agreement));
}

/// The whole of it: who may do what at which stage.
#[test]
fn who_may_do_what_at_which_stage() {
    let one = offered().sign(signature(Side::Provider), &facts(), &policy(), after()).unwrap();
    let both = one.clone().sign(signature(Side::Buyer), &facts(), &policy(), after()).unwrap();
    let stages = [agreement(), offered(), one, both];
    let actors = [
        ("visitor", Actor::Visitor),
        ("commissioner", actor(Role::Commissioner, buyer(), OrganisationKind::Buyer)),
        ("approver", actor(Role::Approver, buyer(), OrganisationKind::Buyer)),
        ("administrator", actor(Role::Administrator, buyer(), OrganisationKind::Buyer)),
        ("certifier", actor(Role::Certifier, provider(), OrganisationKind::Provider)),
        ("member", actor(Role::Member, provider(), OrganisationKind::Provider)),
        ("rival", actor(Role::Certifier, OrganisationId::from_uuid(uuid(3)), OrganisationKind::Provider)),
    ];
    let mut table = String::new();
    for (name, actor) in &actors {
        for agreement in &stages {
            let can: Vec<_> = access::can(actor, agreement, after()).iter().map(|action| action.as_str()).collect();
            writeln!(table, "{name:<14}{:<15}{}", agreement.stage(after()).as_str(), can.join(" ")).unwrap();
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn the_stage_reads_in_the_words_of_whoever_looks() {
    let mut table = String::new();
    let one = offered().sign(signature(Side::Provider), &facts(), &policy(), after()).unwrap();
    let both = one.clone().sign(signature(Side::Buyer), &facts(), &policy(), after()).unwrap();
    for agreement in [agreement(), offered(), one, both.clone()] {
        for audience in [Audience::Public, Audience::Provider, Audience::Council] {
            let tag = agreement.tag(audience, after());
            writeln!(
                table,
                "{:<15}{:<10}{} ({})",
                agreement.stage(after()).as_str(),
                audience.as_str(),
                tag.text,
                tag.colour
            )
            .unwrap();
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn all_faults_of_the_form_come_at_once() {
    let input = AgreementInput {
        title: " ".to_owned(),
        starts_on: "31/2/2027".to_owned(),
        ends_on: "31 December 2029".to_owned(),
        payment_days: "soon".to_owned(),
        lines: vec![
            input::PaymentLineInput::default(),
            input::PaymentLineInput {
                what: "Start".to_owned(),
                amount: "-3".to_owned(),
                ..input::PaymentLineInput::default()
            },
        ],
        ..AgreementInput::default()
    };
    let fields: Vec<_> = input.check().unwrap_err().into_iter().map(|fault| fault.field.unwrap()).collect();
    assert_eq!(fields, ["title", "startsOn", "paymentDays", "lines.1.dueOn", "lines.1.amount"]);
}

/// R-4.15a
#[test]
fn no_payment_of_a_core_grant_hangs_on_a_measure_r_4_15a() {
    let hanging = |kind, number| {
        let mut lines = payment::in_instalments(Money::pounds(900), day(2027, 1, 1), day(2027, 12, 31), 6);
        lines[1].measure = Some(measure(number));
        payment::measured(&lines, kind, Some(&facts().measures))
    };
    let refused = hanging(Kind::CoreGrant, 1);
    assert_eq!((refused[0].rule.as_deref(), refused[0].field.as_deref()), (Some("R-4.15a"), Some("lines.1.measure")));
    assert_eq!(hanging(Kind::ProjectGrant, 1), [], "a project can be paid by results");
    assert_eq!(hanging(Kind::Contract, 2)[0].code, Code::UnknownCode);
}

///
#[test]
fn a_signature_needs_a_name_and_authority() {
    let fields: Vec<_> =
        SignInput::default().check().unwrap_err().into_iter().map(|fault| fault.field.unwrap()).collect();
    assert_eq!(fields, ["name", "authority"]);
}

/// what is drawn up from specification and bid can be offered as it is.
#[test]
fn the_terms_to_begin_with_pass_the_gate() {
    for (pounds, years) in [(9_800, 1), (25_000, 2), (98_000, 3), (600_001, 5)] {
        let origin = input::Origin {
            title: "Home repair for older people",
            kind: Kind::Contract,
            value: Money::pounds(pounds),
            starts_on: day(2027, 1, 1),
            years,
            frequencies: &[Frequency::Monthly, Frequency::Yearly],
        };
        let terms = input::Terms::proposed(&origin, &policy());
        assert_eq!(terms.ends_on, day(2026 + i32::try_from(years).unwrap(), 12, 31));
        let mut draft = agreement();
        draft.value = origin.value;
        let offered = draft.edit(terms, after()).unwrap().offer(&facts(), &policy(), after());
        assert!(offered.is_ok(), "{offered:?}");
    }
}

#[test]
fn an_offer_is_not_changed_under_the_provider_s_eyes() {
    let terms = AgreementInput {
        title: "Other".to_owned(),
        starts_on: "1 January 2027".to_owned(),
        ends_on: "31 December 2029".to_owned(),
        ..AgreementInput::default()
    };
    assert_eq!(refusals(offered().edit(terms.check().unwrap(), after()))[0].0, Code::IllegalTransition);
}

/// R-S5, R-4.12: only on an award that the bidders know of and that stands, and
/// once; both faults at once.
#[test]
fn an_agreement_is_drawn_up_once_on_an_award_that_stands() {
    use crate::secure::award::Stage as Award;
    for stage in Award::ALL {
        let may = matches!(stage, Award::Notified | Award::Accepted);
        assert_eq!(gate::drawing_up(*stage, None).is_empty(), may, "{stage:?}");
    }
    let codes: Vec<_> = gate::drawing_up(Award::Declined, Some("A-0031")).into_iter().map(|fault| fault.code).collect();
    assert_eq!(codes, [Code::IllegalTransition, Code::Duplicate]);
}

/// Without an award there is no agreement; what both have signed stands.
#[test]
fn it_lapses_with_its_award_until_both_have_signed_r_s5() {
    let drafted = agreement().lapse("Called off", after()).unwrap();
    assert_eq!((drafted.stage(after()), drafted.reached_the_provider()), (Stage::Lapsed, false));
    let lapsed = offered().lapse("Called off", after()).unwrap();
    assert_eq!((lapsed.lapsed_reason(), lapsed.reached_the_provider()), (Some("Called off"), true));
    assert!(!lapsed.may_lapse());
    assert_eq!(refusals(lapsed.lapse("Again", after()))[0].0, Code::IllegalTransition);
}

#[test]
fn an_agreement_keeps_the_policy_rows_that_it_relied_on_r_4_12_r_s5() {
    assert!(agreement().policy_rows.is_empty(), "a draft relies on none yet");
    let offered = agreement().offer(&facts(), &policy(), after()).unwrap();
    let used = [policy().payment_days().row, policy().return_min_interval_months().row];
    let rows = [&used[..], &[RowId::new("local.standstill.days@2026-01-01")]].concat();
    assert_eq!(offered.policy_rows, rows);
    let signed = offered.sign(signature(Side::Buyer), &facts(), &policy(), after()).unwrap();
    assert_eq!(signed.policy_rows, rows, "each once");
}
