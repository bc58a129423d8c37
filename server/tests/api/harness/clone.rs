//! Many of everything: rows that exist, copied with other identifiers in their
//! own statement each, so that a list has something to walk.

use std::collections::{BTreeMap, HashSet};

use serde_json::Value;

use super::App;
use super::rows::{count, select};

/// What there is one of, whatever the volume: people, what lets them in, and
/// the council.
const ONCE: &[&str] = &[
    "attempt",
    "directorate",
    "event_chain",
    "installation",
    "membership",
    "reference",
    "seaql_migrations",
    "session",
    "user_account",
    "user_token",
];

/// Which rows of a table are copied, where not simply the first ones.
fn chosen(table: &str) -> String {
    match table {
        // Those that wait are listed; those that are decided are not.
        "approval" => "select * from approval order by case decision when 'asked' then 0 else 1 end, id".to_owned(),
        "organisation" => "select * from organisation where kind = 'provider' order by id".to_owned(),
        "event" => "select * from event where id in (select event_id from event_link
            where audience = 'public' and position is not null) order by id"
            .to_owned(),
        "event_link" => "select * from event_link where audience = 'public' order by position".to_owned(),
        "event_value" => "select * from event_value where event_id in (select event_id from event_link
            where audience = 'public' and position is not null) order by event_id"
            .to_owned(),
        "evidence" => "select * from evidence order by area_code desc, id".to_owned(),
        _ => format!("select * from \"{table}\" order by 1, 2"),
    }
}

/// The tables in the order in which they were made, so that what refers to
/// another comes after it.
async fn tables(app: &App) -> Vec<String> {
    let query = if app.cx.db().is_postgres() {
        "select relname::text as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
         order by oid"
    } else {
        "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by rowid"
    };
    let names = select(app, query).await.into_iter().map(|row| row["name"].as_str().unwrap().to_owned());
    names.filter(|name| !ONCE.contains(&name.as_str())).collect()
}

/// Whether a text is an identifier of ours.
fn is_id(text: &str) -> bool {
    text.split_once('_').is_some_and(|(_, rest)| rest.len() == 32 && rest.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Copies up to `most` rows of each table `times` times. The copies of one turn
/// belong together as their originals do, are newer, and lie mixed: of each
/// original one copy, then the next. Answers how many rows each table has now.
pub async fn multiply(app: &App, most: usize, times: u32) -> BTreeMap<String, u64> {
    let tables = tables(app).await;
    let mut rows = Vec::new();
    for table in &tables {
        rows.push(select(app, &chosen(table)).await);
    }
    let all: HashSet<&str> = rows.iter().flatten().filter_map(|row| row["id"].as_str()).collect();
    let mut copied: HashSet<&str> = HashSet::new();
    let mut counts = BTreeMap::new();
    for (table, rows) in tables.iter().zip(&rows) {
        let mut place = 0;
        for row in rows {
            let own = row["id"].as_str();
            let of = row.as_object().unwrap();
            // What an entry is about may come later, and nothing holds it to that.
            let named = of.iter().filter(|(column, _)| *column != "subject_id").filter_map(|(_, value)| value.as_str());
            let named = named.filter(|text| is_id(text) && Some(*text) != own);
            if place == most || named.clone().any(|id| all.contains(id) && !copied.contains(id)) {
                continue;
            }
            copied.extend(own);
            let (columns, values): (Vec<String>, Vec<String>) = of
                .iter()
                .map(|(column, value)| (format!("\"{column}\""), copy(app, (table, column), value, &copied, place)))
                .unzip();
            let sql = format!(
                "insert into \"{table}\" ({}) select {} from {}",
                columns.join(", "),
                values.join(", "),
                numbers(app, times)
            );
            app.cx.db().execute(&sql).await.unwrap_or_else(|error| panic!("{error}: {sql}"));
            place += 1;
        }
        counts.insert(table.clone(), count(app, table).await);
    }
    app.cx.db().execute("analyze").await.unwrap();
    counts
}

/// Adds one row again with some columns changed, and answers its new identifier:
/// the old one with another end, if it has one.
pub async fn again(app: &App, table: &str, row: &Value, end: &str, changes: &[(&str, Value)]) -> Value {
    let mut row = row.as_object().unwrap().clone();
    if let Some(id) = row.get("id").and_then(Value::as_str).map(|id| id[..id.len() - end.len()].to_owned() + end) {
        row.insert("id".to_owned(), id.into());
    }
    row.extend(changes.iter().map(|(column, value)| ((*column).to_owned(), value.clone())));
    let literal = |value: &Value| match value {
        Value::String(text) => quoted(text),
        other => other.to_string(),
    };
    let columns: Vec<String> = row.keys().map(|column| format!("\"{column}\"")).collect();
    let values: Vec<String> = row.values().map(literal).collect();
    let sql = format!("insert into \"{table}\" ({}) values ({})", columns.join(", "), values.join(", "));
    app.cx.db().execute(&sql).await.unwrap_or_else(|error| panic!("{error}: {sql}"));
    row.remove("id").unwrap_or_default()
}

fn numbers(app: &App, times: u32) -> String {
    if app.cx.db().is_postgres() {
        return format!("generate_series(1, {times}) as numbers (n)");
    }
    format!(
        "(with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < {times}) select n from numbers)"
    )
}

/// What a column of a copy says, in SQL over the copy's number `n`.
fn copy(app: &App, (table, column): (&str, &str), value: &Value, copied: &HashSet<&str>, place: usize) -> String {
    let number = |base: i64| format!("cast({base} + n * 10 + {place} as text)");
    match (table, column, value) {
        ("area", "code", _) | (_, "area_code", Value::String(_)) => "'E01' || cast(100000 + n as text)".to_owned(),
        // A provider is one of a few, so that they see many things of their own.
        ("bid", "organisation_id", Value::String(text))
        | ("agreement" | "award" | "data_return", "provider_id", Value::String(text)) => quoted(text),
        // One award alone has a slot.
        ("award", "slot", _) => "null".to_owned(),
        ("template", "number", _) => format!("1000 + n * 10 + {place}"),
        ("event_link", "position", _) => format!("1000000 + n * 10 + {place}"),
        (_, "reference", Value::String(text)) => {
            format!("'{}-' || {}", text.split('-').next().unwrap_or_default(), number(1_000_000))
        }
        ("service" | "organisation", "name", Value::String(text))
        | (_, "org_id" | "code" | "token", Value::String(text)) => {
            format!("{} || ' ' || {}", quoted(text), number(1_000_000))
        }
        (_, _, Value::String(text)) if copied.contains(text.as_str()) => {
            let (prefix, rest) = text.split_once('_').unwrap();
            let hex = if app.cx.db().is_postgres() { "to_hex(268435456 + n)" } else { "printf('%x', 268435456 + n)" };
            format!("'{prefix}_' || {hex} || '{}'", &rest[8..])
        }
        (_, _, Value::String(text)) => quoted(text),
        (_, _, Value::Null) => "null".to_owned(),
        (_, _, other) => other.to_string(),
    }
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
