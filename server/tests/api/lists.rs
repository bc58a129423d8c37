//! Every list of the schema asks the database as often for fifty rows as for
//! five, whatever is asked of its rows, and finds them by an index however many
//! there are.
//!
//! The lists and all that hangs on their rows are found in the schema; a new
//! one is walked by itself, once `world` makes one of its things.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use async_graphql::dataloader::DataLoader;
use async_graphql::parser::types::FieldDefinition;
use async_graphql::{EmptySubscription, Request, Schema, Variables};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};
use server::app::Cx;
use server::graphql::context::Batch;
use server::graphql::people::session::Device;
use server::graphql::{Mutation, Query};
use server::store::people::{membership, user};
use shared::Actor;

use crate::harness::rows::{count, select, texts};
use crate::harness::sample::{self, Ids};
use crate::harness::sdl::{Sdl, named};
use crate::harness::{App, clone};
use crate::world;

/// How far links of links are followed.
const DEPTH: usize = 3;
/// The pages whose statements are compared.
const PAGES: [i64; 2] = [5, 50];
/// How long a loader waits for more to load at once, where it was too quick.
const PATIENCE: [Duration; 3] = [Duration::from_millis(50), Duration::from_millis(300), Duration::from_millis(1_500)];
/// Who reads: those who see drafts, those who see bids, and everyone.
const READERS: [&str; 4] = ["amara", "sunita", "joe", ""];
/// The schema without the limits of one request: what a page may ask for in
/// several requests is asked for in one here.
type Unlimited = Schema<Query, Mutation, EmptySubscription>;

/// A way from a list to something about its rows.
struct Walk {
    list: String,
    /// Where it leads: `nodes.commission.service`.
    path: String,
    /// What is asked for there.
    fields: String,
}

impl Walk {
    fn query(&self, arguments: &str) -> String {
        let steps: Vec<&str> = self.path.split('.').collect();
        let open = steps.join(" { ");
        format!(
            "{{ it: {}({arguments}) {{ {open} {{ {} }}{} }} }}",
            self.list,
            self.fields,
            " }".repeat(steps.len() - 1)
        )
    }
}

/// A field as it is asked for; none if it has an argument that must be given
/// and that is not one of a closed list.
fn asked(sdl: &Sdl, field: &FieldDefinition) -> Option<String> {
    let mut arguments = Vec::new();
    for argument in field.arguments.iter().map(|argument| &argument.node) {
        if argument.ty.node.nullable || argument.default_value.is_some() {
            continue;
        }
        let value = sdl.values(named(&argument.ty.node)).into_iter().next()?;
        arguments.push(format!("{}: {value}", argument.name.node));
    }
    let name = field.name.node.as_str();
    Some(if arguments.is_empty() { name.to_owned() } else { format!("{name}({})", arguments.join(", ")) })
}

/// Every way that starts at rows of this type.
fn ways(sdl: &Sdl, list: &str, ty: &str, path: &str, seen: &[&str], all: &mut Vec<Walk>) {
    let fields = sdl.fields(ty);
    let (links, plain): (Vec<_>, Vec<_>) = fields.into_iter().partition(|field| sdl.is_object(named(&field.ty.node)));
    let plain: Vec<String> = plain.into_iter().filter_map(|field| asked(sdl, field)).collect();
    let fields = if plain.is_empty() { "__typename".to_owned() } else { plain.join(" ") };
    all.push(Walk { list: list.to_owned(), path: path.to_owned(), fields });
    if seen.len() > DEPTH {
        return;
    }
    for link in links {
        let to = named(&link.ty.node);
        let Some(step) = asked(sdl, link).filter(|_| !seen.contains(&to)) else { continue };
        let seen: Vec<&str> = seen.iter().copied().chain([to]).collect();
        ways(sdl, list, to, &format!("{path}.{step}"), &seen, all);
    }
}

/// The lists of the schema with their arguments.
fn lists(sdl: &Sdl) -> Vec<&FieldDefinition> {
    let is_list = |field: &&FieldDefinition| named(&field.ty.node).ends_with("Connection");
    sdl.fields("Query").into_iter().filter(is_list).collect()
}

fn node(sdl: &Sdl, list: &FieldDefinition) -> String {
    let fields = sdl.fields(named(&list.ty.node));
    named(&fields.into_iter().find(|field| field.name.node == "nodes").unwrap().ty.node).to_owned()
}

/// Reads as somebody, outside HTTP: what is counted is the query alone.
struct Reader<'a> {
    app: &'a App,
    schema: Unlimited,
    cx: Cx,
}

impl<'a> Reader<'a> {
    async fn new(app: &'a App, name: &str) -> Self {
        let db = app.cx.db().reader();
        let found = user::find_by_email(db, &format!("{name}@test.example")).await.unwrap();
        let actor = match found {
            None => Actor::Visitor,
            Some((user, _)) => {
                let all = membership::of_user(db, &user.id, app.cx.now()).await.unwrap();
                Actor::Person { user: user.id, acting: all.into_iter().next().map(membership::acting) }
            }
        };
        let schema = Schema::build(Query::default(), Mutation::default(), EmptySubscription).finish();
        Self { app, schema, cx: app.cx.acting(actor) }
    }

    /// The answer and the statements it took. `patience` is how long a loader
    /// waits for more to load at once.
    async fn run(&self, query: &str, patience: Duration) -> (Value, Vec<String>) {
        let loader = DataLoader::new(Batch(self.cx.clone()), tokio::spawn).delay(patience);
        let request = Request::new(query).variables(Variables::default());
        let request = request.data(loader).data(self.cx.clone()).data(Device(String::new()));
        let (answer, ran) = self.app.statements.of(self.schema.execute(request)).await;
        assert!(answer.errors.is_empty(), "{query}: {:?}", answer.errors);
        (answer.data.into_json().unwrap(), ran)
    }

    /// How many statements each of the pages takes.
    async fn count(&self, walk: &Walk, patience: Duration) -> [Vec<String>; 2] {
        let mut ran = PAGES.map(|_| Vec::new());
        for (ran, first) in ran.iter_mut().zip(PAGES) {
            *ran = self.run(&walk.query(&format!("first: {first}")), patience).await.1;
        }
        ran
    }
}

/// An area with figures, that a need lies in and evidence rests on.
async fn area(app: &App) {
    let measure = shared::plan::area::MEASURES[0].key;
    for sql in [
        "insert into area (code, name, imd_rank, imd_decile) values ('E01000001', 'Ouzel Valley 001A', 1012, 1)".into(),
        format!("insert into area_figure (area_code, measure, value) values ('E01000001', '{measure}', 4500)"),
        "insert into need_area (need_id, position, area_code) select id, 1, 'E01000001' from need".into(),
        format!("update evidence set area_code = 'E01000001', measure = '{measure}'"),
    ] {
        app.cx.db().execute(&sql).await.unwrap();
    }
}

async fn volume(most: usize, times: u32) -> App {
    let app = App::start().await;
    world::make(&app).await;
    area(&app).await;
    let counts = clone::multiply(&app, most, times).await;
    println!("rows: {counts:?}");
    app
}

/// House style 5: what breaks a limit or does not parse is `BAD_REQUEST`.
#[tokio::test]
async fn a_place_that_is_none_of_the_list_is_a_plain_refusal() {
    let app = App::start().await;
    let sdl = Sdl::read();
    let visitor = app.visitor();
    let mut wrong = Vec::new();
    for list in lists(&sdl) {
        let list = list.name.node.as_str();
        let query = format!("{{ {list}(after: \"garbage\") {{ nodes {{ __typename }} }} }}");
        let sent = visitor.client().post(format!("{}/graphql", app.url)).json(&json!({ "query": query }));
        let answer = sent.header("accept", "application/graphql-response+json").send().await.unwrap();
        let status = answer.status().as_u16();
        let answer: Value = answer.json().await.unwrap();
        let error = &answer["errors"][0];
        let message = error["message"].as_str().unwrap_or_default();
        if status != 400
            || error["extensions"]["code"] != "BAD_REQUEST"
            || !message.starts_with("`after` is not a cursor of this list")
        {
            wrong.push(format!("{list}: {status} {answer}"));
        }
        // The cursor of some other list: nothing breaks, whatever it is taken for.
        let other = server::store::page::Cursor { key: "x".to_owned(), id: "y".to_owned() }.encode();
        let query = format!("{{ {list}(after: \"{other}\") {{ nodes {{ __typename }} }} }}");
        let answer = visitor.raw(&query, json!({})).await;
        let code = &answer["errors"][0]["extensions"]["code"];
        if !code.is_null() && code != "BAD_REQUEST" {
            wrong.push(format!("{list}: {answer}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// House style 5 and the read path of the design: no N+1.
#[tokio::test]
async fn a_list_of_fifty_rows_takes_as_many_statements_as_one_of_five() {
    let app = volume(4, 60).await;
    let sdl = Sdl::read();
    let (mut faults, mut walked) = (BTreeMap::new(), BTreeMap::<String, usize>::new());
    for name in READERS {
        let reader = Reader::new(&app, name).await;
        for list in lists(&sdl) {
            let ty = node(&sdl, list);
            let list = list.name.node.as_str();
            let (seen, _) =
                reader.run(&format!("{{ it: {list}(first: 50) {{ nodes {{ __typename }} }} }}"), Duration::ZERO).await;
            if seen["it"]["nodes"].as_array().map_or(0, Vec::len) < 50 {
                continue;
            }
            let mut all = Vec::new();
            ways(&sdl, list, &ty, "nodes", &[&ty], &mut all);
            for walk in all {
                *walked.entry(list.to_owned()).or_default() += 1;
                let [mut few, mut many] = reader.count(&walk, Duration::from_millis(2)).await;
                for patience in PATIENCE {
                    if few.len() != many.len() {
                        // A loader may have been too quick for a busy machine.
                        [few, many] = reader.count(&walk, patience).await;
                    }
                }
                if few.len() != many.len() {
                    let of = format!("{list} {} as {name:?}: {} and {}", walk.path, few.len(), many.len());
                    faults.insert(of, many.last().cloned().unwrap_or_default());
                }
            }
        }
    }
    println!("walked: {walked:?}");
    for list in lists(&sdl) {
        let list = list.name.node.as_str();
        assert!(walked.contains_key(list), "nobody sees fifty rows of {list}: let `world` make one");
    }
    assert!(faults.is_empty(), "a statement for each row: {faults:#?}");
}

/// Every set of arguments with which a list is asked: none, each filter by
/// itself, all with the place to go on from.
fn filters(sdl: &Sdl, list: &FieldDefinition, ids: &Ids) -> Vec<String> {
    let mut all = vec![String::new()];
    for argument in list.arguments.iter().map(|argument| &argument.node) {
        let (name, ty) = (argument.name.node.as_str(), named(&argument.ty.node));
        if matches!(name, "first" | "after") {
            continue;
        }
        let values = match ty {
            "ID" => {
                let table = sample::table(ids, name).unwrap_or_else(|| panic!("no table of {name}"));
                vec![json!(ids[&table].first()).to_string()]
            }
            "String" if name == "area" => vec!["\"E01000001\"".to_owned()],
            "String" => vec!["\"carers\"".to_owned()],
            "Boolean" => vec!["true".to_owned()],
            _ => sdl.values(ty),
        };
        assert!(!values.is_empty(), "nothing to ask {name} of {} for", list.name.node);
        all.extend(values.into_iter().map(|value| format!("{name}: {value}")));
    }
    all
}

/// Which plan the database makes for a statement.
///
/// A text within a text is found by reading rows one after another. PostgreSQL
/// then reads the table rather than walk an index in the list's order, as long
/// as few rows are expected: it is asked whether an index would serve.
async fn plan(app: &App, sql: &str) -> Vec<String> {
    if !app.cx.db().is_postgres() {
        return texts(app, &format!("explain query plan {sql}"), "detail").await;
    }
    let tx = app.cx.begin().await.unwrap();
    if sql.contains(" LIKE ") {
        tx.execute_unprepared("set local enable_seqscan = off").await.unwrap();
    }
    let statement = Statement::from_string(tx.get_database_backend(), format!("explain {sql}"));
    let rows = tx.query_all_raw(statement).await.unwrap_or_else(|error| panic!("{error}: {sql}"));
    rows.iter().map(|row| row.try_get::<String>("", "QUERY PLAN").unwrap()).collect()
}

/// The large table that a plan reads whole, if it does. What PostgreSQL sees to
/// be false of every row, such as a stage that this reader never sees, it reads
/// nothing for, whatever stands below.
fn read_whole(plan: &[String], large: &BTreeSet<String>) -> Option<String> {
    if plan.iter().any(|line| line.trim() == "One-Time Filter: false") {
        return None;
    }
    plan.iter().find_map(|line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let table = match line.split_once("Seq Scan on ") {
            Some((_, rest)) => rest.split_whitespace().next()?,
            None if words.first() == Some(&"SCAN") && !words.contains(&"USING") => words.get(1)?,
            None => return None,
        };
        large.contains(table.trim_matches('"')).then(|| line.trim().to_owned())
    })
}

/// House style 8: every filter and sort that a page uses has an index.
#[tokio::test]
async fn every_list_finds_its_rows_by_an_index_among_ten_thousand() {
    let app = volume(2, 10_000).await;
    let sdl = Sdl::read();
    let mut ids = Ids::new();
    let mut large = BTreeSet::new();
    for table in crate::harness::rows::tables(&app).await {
        if count(&app, &table).await >= 10_000 {
            large.insert(table.clone());
        }
        let found = select(&app, &format!("select * from \"{table}\" order by 1 desc limit 1")).await;
        ids.insert(table, found.iter().filter_map(|row| row["id"].as_str().map(ToOwned::to_owned)).collect());
    }
    let mut statements: BTreeMap<String, String> = BTreeMap::new();
    for name in READERS {
        let reader = Reader::new(&app, name).await;
        for list in lists(&sdl) {
            let ty = node(&sdl, list);
            let list_name = list.name.node.as_str();
            for filter in filters(&sdl, list, &ids) {
                let ask = |after: &str| {
                    let arguments = format!("first: 20 {filter} {after}");
                    format!("{{ it: {list_name}({arguments}) {{ nodes {{ __typename }} pageInfo {{ endCursor }} }} }}")
                };
                let (answer, first) = reader.run(&ask(""), Duration::ZERO).await;
                let mut ran = first;
                if let Some(cursor) = answer["it"]["pageInfo"]["endCursor"].as_str() {
                    ran.extend(reader.run(&ask(&format!("after: \"{cursor}\"")), Duration::ZERO).await.1);
                }
                for sql in ran {
                    statements.entry(sql).or_insert_with(|| format!("{list_name}({filter}) as {name:?}"));
                }
            }
            let mut all = Vec::new();
            ways(&sdl, list_name, &ty, "nodes", &[&ty], &mut all);
            for walk in all {
                let (_, ran) = reader.run(&walk.query("first: 5"), Duration::from_millis(1)).await;
                for sql in ran {
                    statements.entry(sql).or_insert_with(|| format!("{list_name} {} as {name:?}", walk.path));
                }
            }
        }
    }
    println!("{} statements on {large:?}", statements.len());
    let mut faults = BTreeMap::new();
    for (sql, of) in &statements {
        if !sql.starts_with("SELECT") || sql.contains("WHERE 1 = 2") {
            continue;
        }
        let plan = plan(&app, sql).await;
        if let Some(whole) = read_whole(&plan, &large) {
            faults.entry(format!("{of}: {whole}")).or_insert_with(|| (sql.clone(), plan));
        }
    }
    assert!(faults.is_empty(), "read whole tables: {faults:#?}");
}
