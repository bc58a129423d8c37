//! Rules of the market map, as sentences.

use super::*;
use crate::actor::Acting;
use crate::framework::policy::{Policy, rows};
use crate::people::OrganisationKind;
use uuid::Uuid;

fn organisation(number: u128) -> OrganisationId {
    OrganisationId::from_uuid(Uuid::from_u128(number))
}

fn entry(kind: ServiceKind, provider: u128, place: &str, capacity: i64) -> Entry {
    Entry {
        id: MarketEntryId::from_uuid(Uuid::from_u128(provider)),
        organisation: organisation(provider),
        able: Able {
            kind,
            place: place.parse().ok(),
            capacity,
            unit: "people a week".to_owned(),
            reach: "Carers of working age".to_owned(),
        },
        told: Told::Itself,
        by: UserId::from_uuid(Uuid::from_u128(9)),
        at: "2026-11-23T09:00:00Z".parse().unwrap(),
    }
}

fn policy() -> Policy {
    Policy::at("2026-11-23".parse().unwrap(), &rows()).unwrap()
}

fn actor(role: Role, kind: OrganisationKind, at: u128) -> Actor {
    Actor::Person {
        user: UserId::from_uuid(Uuid::from_u128(9)),
        acting: Some(Acting {
            membership: "mem_00000000000000000000000000000001".parse().unwrap(),
            organisation: organisation(at),
            kind,
            directorate: None,
            role,
            limit: None,
        }),
    }
}

fn input() -> MarketEntryInput {
    MarketEntryInput {
        kind: "CARERS".to_owned(),
        place: " e01016845 ".to_owned(),
        capacity: "1,200".to_owned(),
        unit: "people a week".to_owned(),
        reach: "Carers of working age".to_owned(),
        source: String::new(),
    }
}

#[test]
fn a_service_with_fewer_providers_than_the_policy_wants_raises_an_alert_r_4_18() {
    let carers = |count: u128| (1..=count).map(|one| entry(ServiceKind::Carers, one, "", 10)).collect::<Vec<_>>();
    let of = |entries: &[Entry]| {
        let all = draw(entries, &policy());
        assert_eq!(all.len(), ServiceKind::ALL.len(), "a gap is on the map too");
        all.into_iter().find(|one| one.kind == ServiceKind::Carers).unwrap()
    };
    for (count, says) in [(0, "Nobody we know of can do this"), (1, "Only 1 provider"), (2, "Only 2 providers")] {
        let alert = of(&carers(count)).alert.unwrap();
        assert!(alert.sentence.starts_with(says) && alert.sentence.ends_with("There should be 3 or more"));
        assert_eq!(alert.row.to_string(), "local.market.min_providers@2011-01-01");
    }
    assert_eq!(of(&carers(3)).alert, None);
    let twice = [entry(ServiceKind::Carers, 1, "", 10), entry(ServiceKind::Carers, 1, "E01016845", 5)];
    assert_eq!(of(&twice).providers.len(), 1, "who can do it in two places is one provider");
    assert!(of(&[]).is_gap());
}

#[test]
fn who_goes_everywhere_counts_in_each_place_and_the_largest_share_is_told_r_4_18() {
    let entries = [
        entry(ServiceKind::Transport, 1, "", 60),
        entry(ServiceKind::Transport, 2, "E01016845", 20),
        entry(ServiceKind::Transport, 3, "E01016846", 20),
    ];
    let all = draw(&entries, &policy());
    let one = all.iter().find(|one| one.kind == ServiceKind::Transport).unwrap();
    let places: Vec<_> = one.places.iter().map(|place| place.providers.len()).collect();
    assert_eq!(places, [1, 2, 2]);
    let capacity = &one.capacity[0];
    assert_eq!((capacity.total, capacity.share, &capacity.largest), (100, 60, &organisation(1)));
}

#[test]
fn a_snapshot_is_a_copy_of_who_can_do_it_there_p4() {
    let entries = [
        entry(ServiceKind::Carers, 1, "", 60),
        entry(ServiceKind::Carers, 2, "E01016845", 20),
        entry(ServiceKind::Carers, 3, "E01016846", 20),
        entry(ServiceKind::Food, 4, "", 20),
    ];
    let looked = |place: &str| {
        let input = SnapshotInput { kind: "carers".to_owned(), place: place.to_owned(), says: "Three.".to_owned() };
        input.check().unwrap().find(&entries).into_iter().map(|one| one.organisation).collect::<Vec<_>>()
    };
    assert_eq!(looked("").len(), 3);
    assert_eq!(looked("E01016845"), [organisation(1).to_string(), organisation(2).to_string()]);
    let faults = SnapshotInput { place: "Bletchley".to_owned(), ..SnapshotInput::default() }.check().unwrap_err();
    let fields: Vec<_> = faults.iter().filter_map(|one| one.field.as_deref()).collect();
    assert_eq!(fields, ["kind", "place", "says"]);
    assert!(snapshot::room(19).is_none() && snapshot::room(20).is_some());
}

#[test]
fn a_provider_speaks_for_itself_and_an_officer_says_where_it_is_known_from_p4() {
    let provider = organisation(1);
    let own = actor(Role::Member, OrganisationKind::Provider, 1);
    let officer = actor(Role::Commissioner, OrganisationKind::Buyer, 7);
    assert_eq!(teller(&own, &provider), Ok(Teller::Itself));
    assert_eq!(teller(&officer, &provider), Ok(Teller::Officer(organisation(7))));
    let others = [
        Actor::Visitor,
        actor(Role::Member, OrganisationKind::Provider, 2),
        actor(Role::Reviewer, OrganisationKind::Buyer, 7),
    ];
    for other in others {
        assert_eq!(teller(&other, &provider).unwrap_err().code, Code::NotAllowed);
    }
    let (able, told) = input().check(&Teller::Itself).unwrap();
    assert_eq!((able.capacity, able.place.unwrap().as_str(), told), (1_200, "E01016845", Told::Itself));
    let faults = input().check(&Teller::Officer(organisation(7))).unwrap_err();
    assert_eq!((faults[0].field.as_deref(), faults[0].rule.as_deref()), (Some("source"), Some("P4")));
    let blank = MarketEntryInput { place: "everywhere".to_owned(), ..MarketEntryInput::default() };
    let fields: Vec<_> = blank.check(&Teller::Itself).unwrap_err().into_iter().filter_map(|one| one.field).collect();
    assert_eq!(fields, ["kind", "place", "capacity", "unit", "reach"], "every fault at once");
}

#[test]
fn what_somebody_said_is_taken_away_by_them_alone_p4() {
    let own = actor(Role::Member, OrganisationKind::Provider, 1);
    let officer = actor(Role::Commissioner, OrganisationKind::Buyer, 7);
    let said = entry(ServiceKind::Carers, 1, "", 10);
    let noted = Entry { told: Told::Noted { buyer: organisation(7), source: "A visit".to_owned() }, ..said.clone() };
    assert!(said.may_remove(&own).is_ok() && said.may_remove(&officer).is_err());
    assert!(noted.may_remove(&officer).is_ok() && noted.may_remove(&own).is_err());
    let elsewhere = actor(Role::Commissioner, OrganisationKind::Buyer, 8);
    assert!(noted.may_remove(&elsewhere).is_err());
}
