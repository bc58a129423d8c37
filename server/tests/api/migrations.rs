//! The schema goes up, down with data in it, and up again, one migration at a
//! time: each way back undoes its own way there and nothing else.

use std::collections::BTreeSet;

use migrations::{Migrator, MigratorTrait};
use serde_json::json;

use crate::harness::rows::{count, select, tables};
use crate::harness::{App, build};
use crate::world;

/// What SQLite knows of its schema: each table and index as it was made.
const SQLITE: &[&str] = &["select type, tbl_name, name, sql from sqlite_master where name not like 'sqlite_%'"];
/// What PostgreSQL knows of its schema: columns, indexes and constraints.
const POSTGRES: &[&str] = &[
    "select table_name, column_name, data_type, is_nullable, column_default, ordinal_position
     from information_schema.columns where table_schema = 'public'",
    "select tablename, indexname, indexdef from pg_indexes where schemaname = 'public'",
    "select conrelid::regclass::text as of, conname, pg_get_constraintdef(oid) as says
     from pg_constraint where connamespace = 'public'::regnamespace",
];

/// Everything that the database says of its schema, but for the list of what
/// ran.
async fn shape(app: &App) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for query in if app.cx.db().is_postgres() { POSTGRES } else { SQLITE } {
        found.extend(select(app, query).await.iter().map(ToString::to_string));
    }
    found.retain(|line| !line.contains("seaql_migrations"));
    found
}

/// The schema after each migration: none, the first, the first two and so on.
async fn shapes() -> Vec<BTreeSet<String>> {
    let app = App::empty(crate::harness::START).await;
    app.cx.db().migrate_down(None).await.unwrap();
    let mut all = vec![shape(&app).await];
    for _ in Migrator::migrations() {
        Migrator::up(app.cx.db().reader(), Some(1)).await.unwrap();
        all.push(shape(&app).await);
    }
    all
}

#[tokio::test]
async fn each_migration_goes_back_with_data_in_place_and_up_again() {
    let shapes = shapes().await;
    let app = App::start().await;
    let full = shapes.last().unwrap();
    assert_eq!(shape(&app).await, *full);
    world::make(&app).await;
    let mut empty = Vec::new();
    for table in tables(&app).await {
        if count(&app, &table).await == 0 {
            empty.push(table);
        }
    }
    // Areas come from a file, and a draft goes when its bid is sealed.
    println!("tables without a row: {empty:?}");
    assert!(empty.len() < 8, "too little data to tell: {empty:?}");

    let names: Vec<String> = Migrator::migrations().iter().map(|one| one.name().to_owned()).collect();
    for (number, name) in names.iter().enumerate().rev() {
        app.cx.db().migrate_down(Some(1)).await.unwrap_or_else(|error| panic!("the way back of {name}: {error}"));
        let left = shape(&app).await;
        let wrong: Vec<_> = left.symmetric_difference(&shapes[number]).collect();
        assert!(wrong.is_empty(), "{name} does not undo what it did: {wrong:#?}");
    }
    assert_eq!(tables(&app).await, ["seaql_migrations"]);
    assert_eq!(count(&app, "seaql_migrations").await, 0);

    assert_eq!(app.cx.db().migrate().await.unwrap(), names.len());
    assert_eq!(shape(&app).await, *full);
    build::council(&app).await;
    let amara = app.sign_in("amara").await;
    let create =
        "mutation($input: NeedInput!) { needCreate(input: $input) { need { reference } userErrors { message } } }";
    let data = amara.run(create, json!({ "input": build::need_input(&amara).await })).await;
    assert_eq!(data["needCreate"]["need"]["reference"], "N-0001", "{data:#}");
}

#[tokio::test]
async fn the_whole_schema_goes_back_at_once() {
    let app = App::start().await;
    world::make(&app).await;
    app.cx.db().migrate_down(None).await.unwrap();
    assert_eq!(tables(&app).await, ["seaql_migrations"]);
}
