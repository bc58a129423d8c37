//! Everything with an identifier, found by it alone, by those who may see it.

use serde_json::{Value, json};

use crate::harness::clone::again;
use crate::harness::rows::{select, texts};
use crate::harness::sdl::Sdl;
use crate::harness::{App, Session, build};
use crate::world;

/// One kind of thing: its type, its table, who of [`world`] sees one that others
/// do not, and which rows those are. Without such rows it is public.
struct Kind {
    ty: &'static str,
    table: &'static str,
    hidden: Option<(&'static str, &'static str)>,
}

const fn public(ty: &'static str, table: &'static str) -> Kind {
    Kind { ty, table, hidden: None }
}

const fn hidden(ty: &'static str, table: &'static str, who: &'static str, rows: &'static str) -> Kind {
    Kind { ty, table, hidden: Some((who, rows)) }
}

const KINDS: &[Kind] = &[
    hidden("Need", "need", "amara", "stage = 'draft'"),
    hidden("Evidence", "evidence", "amara", "need_id in (select id from need where stage = 'draft')"),
    public("Service", "service"),
    public("Commission", "commission"),
    hidden("Specification", "specification", "amara", "stage = 'draft'"),
    hidden("Opportunity", "opportunity", "amara", "stage = 'draft'"),
    hidden("Bid", "bid", "joe", "organisation_id in (select provider_id from award)"),
    hidden("Award", "award", "amara", "stage = 'recommended'"),
    hidden("Agreement", "agreement", "amara", "stage = 'draft'"),
    hidden("DataReturn", "data_return", "joe", "stage = 'draft'"),
    public("Organisation", "organisation"),
    public("Directorate", "directorate"),
];

const NODE: &str = "query($id: ID!) { node(id: $id) { __typename id } }";
const NODES: &str = "query($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Need { title buyer { name } } } }";

/// One of everything, with evidence behind a draft, and an award that its
/// provider has not been told of.
async fn made() -> App {
    let app = App::start().await;
    world::make(&app).await;
    app.cx.db().execute("update award set notified_at = null where stage = 'recommended'").await.unwrap();
    let one = select(&app, "select * from evidence").await.remove(0);
    let draft = texts(&app, "select id from need where stage = 'draft'", "id").await.remove(0);
    again(&app, "evidence", &one, "fff0", &[("need_id", draft.into())]).await;
    build::provider(&app, "Someone Else Entirely", "ned").await;
    app
}

async fn id_of(app: &App, kind: &Kind) -> String {
    let rows = kind.hidden.map_or("1 = 1", |(_, rows)| rows);
    let found = texts(app, &format!("select id from {} where {rows} order by id", kind.table), "id").await;
    found.into_iter().next().unwrap_or_else(|| panic!("no {} where {rows}", kind.table))
}

async fn node(session: &Session, id: &str) -> Value {
    session.run(NODE, json!({ "id": id })).await["node"].clone()
}

#[tokio::test]
async fn each_kind_is_found_by_those_who_may_see_it_and_is_nothing_to_others() {
    let app = made().await;
    let strangers = [app.visitor(), app.sign_in("ned").await];
    for kind in KINDS {
        let id = id_of(&app, kind).await;
        let found = json!({ "__typename": kind.ty, "id": id });
        let who = match kind.hidden {
            Some((who, _)) => app.sign_in(who).await,
            None => app.visitor(),
        };
        assert_eq!(node(&who, &id).await, found, "{}", kind.ty);
        for stranger in &strangers {
            let expected = if kind.hidden.is_some() { &Value::Null } else { &found };
            assert_eq!(node(stranger, &id).await, *expected, "{}", kind.ty);
        }
    }
}

#[test]
fn every_kind_of_the_schema_is_tried_here() {
    let mut tried: Vec<&str> = KINDS.iter().map(|kind| kind.ty).collect();
    tried.sort_unstable();
    let sdl = Sdl::read();
    assert_eq!(sdl.implementing("Node"), tried);
    for ty in tried {
        let id = sdl.fields(ty).into_iter().find(|field| field.name.node == "id").unwrap();
        assert_eq!(id.ty.node.to_string(), "ID!", "{ty}");
    }
}

#[tokio::test]
async fn what_is_no_identifier_of_anything_is_null() {
    let app = made().await;
    let amara = app.sign_in("amara").await;
    let need = texts(&app, "select id from need", "id").await.remove(0);
    let user = texts(&app, "select id from user_account", "id").await.remove(0);
    let bare = need.trim_start_matches("need_");
    let others = ["", "need_", "need_1", "N-0001", bare, &user];
    let wrong = ["award_", "evd_", "", "NEED_", "need_need_"].map(|prefix| format!("{prefix}{bare}"));
    for id in wrong.iter().map(String::as_str).chain(others) {
        assert_eq!(node(&amara, id).await, Value::Null, "{id}");
    }
    assert_eq!(node(&amara, &need).await["id"], need.as_str());
}

#[tokio::test]
async fn many_are_answered_in_the_order_asked_with_null_for_the_unseen() {
    let app = made().await;
    let mut ids = Vec::new();
    for kind in KINDS.iter().rev() {
        ids.push(id_of(&app, kind).await);
    }
    ids.insert(3, "nothing_of_ours".to_owned());
    ids.push(ids[0].clone());
    let asked = json!({ "ids": ids });
    let joe = app.sign_in("joe").await.run(NODES, asked.clone()).await["nodes"].clone();
    let visitor = app.visitor().run(NODES, asked).await["nodes"].clone();
    let (joe, visitor) = (joe.as_array().unwrap(), visitor.as_array().unwrap());
    assert_eq!((joe.len(), visitor.len()), (ids.len(), ids.len()));
    for (place, id) in ids.iter().enumerate() {
        let kind = KINDS.iter().find(|kind| !id.starts_with("nothing") && joe[place]["__typename"] == kind.ty);
        let seen = |answer: &Value| answer.is_null() || answer["id"] == id.as_str();
        assert!(seen(&joe[place]) && seen(&visitor[place]), "{place}: {} {}", joe[place], visitor[place]);
        if let Some((who, _)) = kind.and_then(|kind| kind.hidden) {
            assert_eq!((who, &visitor[place]), ("joe", &Value::Null));
        }
    }
    let kinds = |answer: &[Value]| {
        answer.iter().filter_map(|one| one["__typename"].as_str().map(ToOwned::to_owned)).collect::<Vec<_>>()
    };
    let open = ["Directorate", "Organisation", "Commission", "Service", "Directorate"];
    assert_eq!(kinds(visitor), open);
    assert_eq!(
        kinds(joe),
        ["Directorate", "Organisation", "DataReturn", "Bid", "Commission", "Service", "Directorate"]
    );
}

#[tokio::test]
async fn many_take_as_many_statements_as_few() {
    let app = made().await;
    let amara = app.sign_in("amara").await;
    let need = select(&app, "select * from need where stage = 'published'").await.remove(0);
    let service = select(&app, "select * from service").await.remove(0);
    let mut ids = vec![need["id"].clone(), service["id"].clone()];
    for number in 10..40 {
        let reference = format!("N-9{number}");
        ids.push(again(&app, "need", &need, &format!("ff{number}"), &[("reference", reference.into())]).await);
    }
    let count = async |ids: &[Value]| {
        let (answer, ran) = app.statements.of(amara.run(NODES, json!({ "ids": ids }))).await;
        assert!(answer["nodes"].as_array().unwrap().iter().all(Value::is_object), "{answer:#}");
        ran
    };
    let (few, many) = (count(&ids[..3]).await, count(&ids).await);
    assert_eq!(few.len(), many.len(), "{few:#?} {many:#?}");
}

#[tokio::test]
async fn more_than_a_hundred_at_once_are_refused() {
    let app = App::start().await;
    let asked = |many: usize| json!({ "ids": vec!["need_1"; many] });
    let query = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }";
    let answer = app.visitor().raw(query, asked(101)).await;
    assert_eq!(answer["errors"][0]["extensions"]["code"], "BAD_REQUEST", "{answer:#}");
    assert!(answer["errors"][0]["message"].as_str().unwrap().contains("100 is the most"), "{answer:#}");
    let answer = app.visitor().run(query, asked(100)).await;
    assert_eq!(answer["nodes"].as_array().map(Vec::len), Some(100));
}
