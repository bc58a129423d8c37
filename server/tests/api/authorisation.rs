//! Every mutation of the schema, tried by strangers on things that exist: a
//! visitor, and officers of another council. None may change anything.
//!
//! `uncovered.txt` lists the mutations of which this test cannot tell yet,
//! because it makes none of their things or gives an input that is refused
//! before anybody asks who acts. The list may only shrink; `bid*` stands for
//! every mutation of bids.

use std::collections::BTreeSet;
use std::path::Path;

use async_graphql::parser::types::{BaseType, Type, TypeDefinition, TypeKind, TypeSystemDefinition};
use sea_orm::{ConnectionTrait, FromQueryResult, JsonValue, Statement};
use serde_json::{Value, json};
use server::app::people::organisation::found_council;
use shared::people::OrganisationKind;
use shared::people::membership::Role;

use crate::harness::{App, Session, build};

/// Mutations that strangers are meant to use; each has tests of its own under
/// `people`, and none takes the identifier of somebody else's thing.
const DOOR: &[&str] = &[
    "signIn",
    "signOut",
    "accountRegister",
    "accountConfirm",
    "accountEdit",
    "passwordRequestReset",
    "passwordReset",
    "invitationCreate",
    "invitationAccept",
    "organisationRegister",
    "directorateCreate",
    "clockAdvance",
    "feedbackGive",
];

/// Tables that change by being asked: who tried, who was seen.
const PASSING: &[&str] = &["attempt", "session", "reference", "seaql_migrations"];

/// Every row of every table, as `table {json}`.
async fn dump(app: &App) -> BTreeSet<String> {
    let db = app.cx.db().reader();
    let backend = db.get_database_backend();
    let query = if app.cx.db().is_postgres() {
        "select table_name as name from information_schema.tables where table_schema = 'public'"
    } else {
        "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'"
    };
    let tables = JsonValue::find_by_statement(Statement::from_string(backend, query)).all(db).await.unwrap();
    let mut rows = BTreeSet::new();
    for table in tables.iter().map(|row| row["name"].as_str().unwrap()).filter(|name| !PASSING.contains(name)) {
        let all = Statement::from_string(backend, format!("select * from \"{table}\""));
        for row in JsonValue::find_by_statement(all).all(db).await.unwrap() {
            rows.insert(format!("{table} {row}"));
        }
    }
    rows
}

/// The identifiers of a table's rows, at most three.
fn ids(rows: &BTreeSet<String>, table: &str) -> Vec<String> {
    let prefix = format!("{table} ");
    let of = rows.iter().filter_map(|row| row.strip_prefix(&prefix));
    let ids = of.filter_map(|row| serde_json::from_str::<Value>(row).ok()?["id"].as_str().map(ToOwned::to_owned));
    ids.take(3).collect()
}

/// The first word of a mutation, which names the thing: `needEdit` is of needs.
fn noun(mutation: &str) -> &str {
    mutation.split(|c: char| c.is_ascii_uppercase()).next().unwrap_or(mutation)
}

/// A value of this type: the given identifier for every `ID`, a sound text by
/// the field's name for everything else.
fn sample(types: &[TypeDefinition], name: &str, ty: &Type, id: &str, depth: usize) -> Value {
    if depth > 8 {
        return Value::Null;
    }
    let named = match &ty.base {
        BaseType::List(inner) => return json!([sample(types, name, inner, id, depth + 1)]),
        BaseType::Named(named) => named.as_str(),
    };
    match named {
        "ID" => json!(id),
        "String" => json!(text(name)),
        "Int" => json!(1),
        "Float" => json!(1.0),
        "Boolean" => json!(true),
        "DateTime" => json!("2027-01-04T12:00:00Z"),
        "NaiveDate" => json!("2027-01-04"),
        "Money" => json!("1000.00"),
        _ => {
            let found = types.iter().find(|known| known.name.node.as_str() == named);
            match found.map(|known| &known.kind) {
                Some(TypeKind::Enum(list)) => json!(list.values[0].node.value.node.as_str()),
                Some(TypeKind::InputObject(input)) => input
                    .fields
                    .iter()
                    .map(|field| {
                        let field = &field.node;
                        let name = field.name.node.as_str();
                        (name.to_owned(), sample(types, name, &field.ty.node, id, depth + 1))
                    })
                    .collect::<serde_json::Map<_, _>>()
                    .into(),
                _ => json!("x"),
            }
        }
    }
}

fn text(field: &str) -> &'static str {
    match field {
        "email" => "somebody@test.example",
        "role" => "commissioner",
        _ => "Some words that would do",
    }
}

/// People with nothing to look for at the first council: a visitor, and those
/// of a second council in three roles.
async fn strangers(app: &App) -> Vec<(&'static str, Session)> {
    let user = server::app::people::user::create_confirmed(&app.cx, "Nia", "nia@test.example", None, build::PASSWORD);
    let user = user.await.unwrap();
    let council = found_council(&app.cx, "Second Council", &["Adults".to_owned()], &user).await.unwrap();
    for (name, role) in [("olu", Role::Commissioner), ("pat", Role::Approver)] {
        let limit = (role == Role::Approver).then(|| shared::Money::pounds(900_000));
        build::person(app, name, &council.id, OrganisationKind::Buyer, None, role, limit).await;
    }
    vec![
        ("a visitor", app.visitor()),
        ("another council's administrator", app.sign_in("nia").await),
        ("another council's commissioner", app.sign_in("olu").await),
        ("another council's approver", app.sign_in("pat").await),
    ]
}

/// Things of the first council and of a provider to try on.
async fn world(app: &App) {
    build::provider(app, "Lantern Carers", "ruth").await;
    let amara = app.sign_in("amara").await;
    let create = "mutation($input: NeedInput!) { needCreate(input: $input) { need { id } userErrors { message } } }";
    let data = amara.run(create, json!({ "input": build::need_input(&amara).await })).await;
    assert!(data["needCreate"]["need"]["id"].is_string(), "{data:#}");
    server::app::due::run(&app.cx).await.unwrap();
}

#[tokio::test]
async fn no_mutation_lets_a_stranger_change_anything() {
    let app = App::start().await;
    world(&app).await;
    let existing = dump(&app).await;
    let strangers = strangers(&app).await;
    let document = async_graphql::parser::parse_schema(server::graphql::sdl()).unwrap();
    let types: Vec<TypeDefinition> = document
        .definitions
        .into_iter()
        .filter_map(|definition| match definition {
            TypeSystemDefinition::Type(definition) => Some(definition.node),
            _ => None,
        })
        .collect();
    let root = types.iter().find(|known| known.name.node.as_str() == "Mutation").unwrap();
    let TypeKind::Object(root) = &root.kind else { panic!("Mutation is an object") };

    let (mut uncovered, mut changed) = (Vec::new(), Vec::new());
    for field in root.fields.iter().map(|field| &field.node) {
        let name = field.name.node.as_str();
        if DOOR.contains(&name) {
            continue;
        }
        let mut ids = ids(&existing, noun(name));
        let (mut asked_who, made_none) = (false, ids.is_empty());
        if made_none {
            ids.push("usr_00000000000070008000000000000000".to_owned());
        }
        let declared: Vec<String> = field
            .arguments
            .iter()
            .map(|argument| format!("${}: {}", argument.node.name.node, argument.node.ty.node))
            .collect();
        let passed: Vec<String> =
            field.arguments.iter().map(|argument| format!("{0}: ${0}", argument.node.name.node)).collect();
        let query = format!(
            "mutation({}) {{ it: {name}({}) {{ userErrors {{ code message }} }} }}",
            declared.join(", "),
            passed.join(", ")
        );
        for id in &ids {
            let variables: Value = field
                .arguments
                .iter()
                .map(|argument| {
                    let argument = &argument.node;
                    let name = argument.name.node.as_str();
                    (name.to_owned(), sample(&types, name, &argument.ty.node, id, 0))
                })
                .collect::<serde_json::Map<_, _>>()
                .into();
            for (who, session) in &strangers {
                let answer = session.raw(&query, variables.clone()).await;
                let code = answer["data"]["it"]["userErrors"][0]["code"].as_str().unwrap_or_default();
                asked_who |= matches!(code, "NOT_FOUND" | "NOT_ALLOWED" | "CONFLICT");
                let after = dump(&app).await;
                for row in existing.difference(&after) {
                    changed.push(format!("{name} by {who}: {row}"));
                }
            }
        }
        if made_none || !asked_who {
            uncovered.push(name.to_owned());
        }
    }
    assert!(changed.is_empty(), "strangers changed {changed:#?}");
    compare(&uncovered);
}

/// Holds the list of what is not covered to what this run could not cover.
fn compare(uncovered: &[String]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/api/uncovered.txt");
    let list = std::fs::read_to_string(path).unwrap_or_default();
    let list: Vec<&str> = list.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let listed =
        |name: &str| list.iter().any(|line| line.strip_suffix('*').map_or(*line == name, |start| noun(name) == start));
    let new: Vec<&String> = uncovered.iter().filter(|name| !listed(name)).collect();
    assert!(new.is_empty(), "cover these too, as the file's head says, rather than list them: {new:#?}");
    let covered: Vec<&&str> =
        list.iter().filter(|line| !line.ends_with('*') && !uncovered.iter().any(|name| name == **line)).collect();
    assert!(covered.is_empty(), "these are covered or gone: take them out of uncovered.txt: {covered:#?}");
}
