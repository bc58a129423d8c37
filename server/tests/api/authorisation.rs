//! Every mutation of the schema, tried by strangers on things that exist: a
//! visitor, a member of another provider, an officer of another directorate,
//! and officers of another council. Each must be refused, told nothing, and
//! change nothing.
//!
//! A new mutation is covered by itself: its arguments are made from the schema.
//! If this test names it, then either [`world::make`] makes none of the things it is
//! about (make one), or it looks at what was typed in a way that [`Sample`]
//! cannot meet before it asks who acts (ask first), or it is open to everyone
//! (say so, and why, in `uncovered.txt`).

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::{Value, json};
use server::app::people::organisation::found_council;
use shared::people::OrganisationKind;
use shared::people::membership::Role;

use crate::harness::rows::{dump, tables};
use crate::harness::sample::{Ids, Sample};
use crate::harness::sdl::Sdl;
use crate::harness::{App, Session, build};
use crate::world;

/// Tables that change by being asked: who tried, who was seen.
const PASSING: &[&str] = &["attempt", "session"];
/// What every commissioner of the council may do, whatever their directorate: a
/// reviewer tries it in their place.
const OF_ANY_COMMISSIONER: &[&str] = &[
    "forumAddMember",
    "forumCreate",
    "forumRemoveMember",
    "marketAdd",
    "marketRemove",
    "meetingRecord",
    "objectiveCreate",
    "objectiveRetire",
    "organisationRefuse",
    "organisationVerify",
    "serviceCreate",
    "supportEnd",
    "supportPublish",
    "supportRecord",
];
/// As many things of a kind as are tried.
const THINGS: usize = 6;

/// Somebody with no business here.
struct Stranger {
    who: &'static str,
    session: Session,
    /// Whether they have things of their own, so that only those of others must
    /// stay.
    has_own: bool,
}

async fn strangers(app: &App) -> Vec<Stranger> {
    let provider = build::provider(app, "Someone Else Entirely", "ann").await;
    build::person(app, "ned", &provider, OrganisationKind::Provider, None, Role::Member, None).await;
    let user = server::app::people::user::create_confirmed(&app.cx, "Nia", "nia@test.example", None, build::PASSWORD);
    let user = user.await.unwrap();
    let council = found_council(&app.cx, "Second Council", &["Adults".to_owned()], &user).await.unwrap();
    for (name, role) in [("olu", Role::Commissioner), ("pat", Role::Approver)] {
        let limit = (role == Role::Approver).then(|| shared::Money::pounds(900_000));
        build::person(app, name, &council.id, OrganisationKind::Buyer, None, role, limit).await;
    }
    let of = |who, session, has_own| Stranger { who, session, has_own };
    vec![
        of("a visitor", app.visitor(), false),
        of("a member of another provider", app.sign_in("ned").await, false),
        of("an officer of another directorate", app.sign_in("gareth").await, false),
        of("another council's administrator", app.sign_in("nia").await, true),
        of("another council's commissioner", app.sign_in("olu").await, true),
        of("another council's approver", app.sign_in("pat").await, true),
    ]
}

/// The identifiers of each table's rows, without what is the officer's own.
fn identifiers(rows: &BTreeSet<String>) -> Ids {
    let parsed = rows.iter().map(|row| row.split_once(' ').unwrap());
    let parsed: Vec<(&str, Value)> = parsed.map(|(table, row)| (table, serde_json::from_str(row).unwrap())).collect();
    let officer = parsed.iter().find(|(_, row)| row["email"] == "gareth@test.example").unwrap().1["id"].clone();
    let member =
        parsed.iter().find(|(table, row)| *table == "membership" && row["user_id"] == officer).unwrap().1.clone();
    let own = [&officer, &member["id"], &member["directorate_id"]];
    let mut ids = Ids::new();
    for (table, row) in &parsed {
        let of = ids.entry((*table).to_owned()).or_default();
        if let Some(id) = row["id"].as_str().filter(|_| of.len() < THINGS && !own.contains(&&row["id"])) {
            of.push(id.to_owned());
        }
    }
    ids
}

/// What came of a stranger's tries with one mutation.
#[derive(Default)]
struct Tried {
    /// They were told that it does not exist or is not theirs.
    turned_away: bool,
    /// What went wrong, and what they were told.
    faults: Vec<String>,
}

/// Tries one mutation on each of its things in turn.
async fn try_on(sample: &mut Sample<'_>, stranger: &Stranger) -> Tried {
    let (query, mut tried) = (sample.query(), Tried::default());
    let mut turn = 0;
    while turn < sample.turns() {
        sample.turn = turn;
        let mut answer = stranger.session.raw(&query, sample.variables()).await;
        for _ in 0..40 {
            if is_refused(&answer).is_some() || !sample.learn(&answer) {
                break;
            }
            answer = stranger.session.raw(&query, sample.variables()).await;
        }
        turn += 1;
        match is_refused(&answer) {
            Some(turned_away) => tried.turned_away |= turned_away,
            None => tried.faults.push(format!("not refused: {answer}")),
        }
        if let Some(told) = answer["data"]["it"].as_object() {
            let told = told.iter().filter(|(name, told)| *name != "userErrors" && !is_nothing(told));
            tried.faults.extend(told.map(|(name, told)| format!("told {name}: {told}")));
        }
    }
    tried
}

/// Whether the answer is a refusal of the whole, and if so whether for who acts.
fn is_refused(answer: &Value) -> Option<bool> {
    let errors = answer["data"]["it"]["userErrors"].as_array()?;
    if errors.iter().any(|error| error["code"] == "NOT_ALLOWED") {
        return Some(true);
    }
    let whole = errors.iter().find(|error| error["field"].is_null())?;
    Some(whole["code"] == "NOT_FOUND")
}

fn is_nothing(told: &Value) -> bool {
    told.is_null() || *told == json!(false) || *told == json!([])
}

#[tokio::test]
async fn no_mutation_lets_a_stranger_change_anything() {
    let app = App::start().await;
    world::make(&app).await;
    let tables: Vec<String> =
        tables(&app).await.into_iter().filter(|table| !PASSING.contains(&table.as_str())).collect();
    let ids = identifiers(&dump(&app, &tables).await);
    let strangers = strangers(&app).await;
    let idris = Stranger { who: "an officer who decides nothing", session: app.sign_in("idris").await, has_own: false };

    let (sdl, open) = (Sdl::read(), open_to_everyone());
    let mut faults = Vec::new();
    let mut uncovered: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut before = dump(&app, &tables).await;
    for field in sdl.fields("Mutation") {
        let name = field.name.node.as_str();
        if open.contains(name) {
            continue;
        }
        let mut sample = Sample::new(&sdl, &ids, field);
        for stranger in &strangers {
            let of_any = OF_ANY_COMMISSIONER.contains(&name);
            let stranger = match stranger.who {
                "an officer of another directorate" if of_any => &idris,
                "another council's commissioner" if of_any => continue,
                _ => stranger,
            };
            let tried = try_on(&mut sample, stranger).await;
            let after = dump(&app, &tables).await;
            // The counter of references is everybody's.
            let counter = |row: &&String| stranger.has_own && row.starts_with("reference ");
            let lost = before
                .difference(&after)
                .filter(|row| !counter(row))
                .map(|row| format!("{name} by {}: took {row}", stranger.who));
            faults.extend(lost);
            if !stranger.has_own {
                let new = after.difference(&before).map(|row| format!("{name} by {}: made {row}", stranger.who));
                faults.extend(new);
                faults.extend(tried.faults.iter().map(|fault| format!("{name} by {}: {fault}", stranger.who)));
                if !tried.turned_away {
                    uncovered.entry(name).or_default().push(format!("{} was not turned away", stranger.who));
                }
            }
            before = after;
        }
        for table in sample.unmade() {
            uncovered.entry(name).or_default().push(format!("no {table} was made to try it on"));
        }
    }
    assert!(faults.is_empty(), "strangers got through: {faults:#?}");
    assert!(uncovered.is_empty(), "cover these, as the file's head says: {uncovered:#?}");
    let all: BTreeSet<&str> = sdl.fields("Mutation").iter().map(|field| field.name.node.as_str()).collect();
    let gone: Vec<&String> = open.iter().filter(|name| !all.contains(name.as_str())).collect();
    assert!(gone.is_empty(), "these are no mutations: take them out of uncovered.txt: {gone:?}");
}

/// The mutations that everyone may use, each listed with the reason.
fn open_to_everyone() -> BTreeSet<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/api/uncovered.txt");
    let list = std::fs::read_to_string(path).unwrap();
    let lines = list.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let (name, reason) = line.split_once(' ').unwrap_or((line, ""));
            assert!(reason.trim().len() > 10, "{name} in uncovered.txt needs its reason");
            name.to_owned()
        })
        .collect()
}
