//! The whole database, row by row, for tests of what must not change.

use std::collections::BTreeSet;

use sea_orm::{ConnectionTrait, FromQueryResult, JsonValue, Statement};
use serde_json::Value;
use server::app::Cx;

use super::App;

/// The names of all tables.
pub async fn tables(app: &App) -> Vec<String> {
    let query = if app.cx.db().is_postgres() {
        "select table_name as name from information_schema.tables where table_schema = 'public' order by 1"
    } else {
        "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by 1"
    };
    let found = select(app, query).await;
    found.iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect()
}

/// The rows that a query finds.
pub async fn select(app: &App, query: &str) -> Vec<Value> {
    select_with(&app.cx, query).await
}

/// The same for whoever has a context alone.
pub async fn select_with(cx: &Cx, query: &str) -> Vec<Value> {
    let db = cx.db().reader();
    let statement = Statement::from_string(db.get_database_backend(), query);
    JsonValue::find_by_statement(statement).all(db).await.unwrap_or_else(|error| panic!("{query}: {error}"))
}

/// One column of what a query finds, of whatever kind it is.
pub async fn texts(app: &App, query: &str, column: &str) -> Vec<String> {
    let db = app.cx.db().reader();
    let statement = Statement::from_string(db.get_database_backend(), query);
    let rows = db.query_all_raw(statement).await.unwrap_or_else(|error| panic!("{query}: {error}"));
    rows.iter().map(|row| row.try_get::<String>("", column).unwrap()).collect()
}

/// How many rows a table has.
pub async fn count(app: &App, table: &str) -> u64 {
    let query = format!("select cast(count(*) as text) as many from \"{table}\"");
    texts(app, &query, "many").await[0].parse().unwrap()
}

/// Every row of every table but these, as `table {json}`.
pub async fn dump(app: &App, tables: &[String]) -> BTreeSet<String> {
    let mut rows = BTreeSet::new();
    for table in tables {
        for row in select(app, &format!("select * from \"{table}\"")).await {
            rows.insert(format!("{table} {row}"));
        }
    }
    rows
}
