//! A dump of the database and its files tells nothing of a bid before it is
//! opened: not in plain text, another encoding or compressed.

use std::io::Read;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::json;

use super::build::{self, LATE, answers, opportunity};
use super::{CHANGE, OPEN, SAVE, SUBMIT, start};
use crate::harness::App;

const SENTENCE: &str = "Befriending by quietly stubborn heron watchers";
const PRICES: [&str; 4] = ["112437.19", "112,437.19", "11243719", "112_437_19"];

/// Each way a text may lie in a file, as bytes to look for.
fn forms(text: &str) -> Vec<(String, Vec<u8>)> {
    let mut forms = vec![
        ("plain".to_owned(), text.as_bytes().to_vec()),
        ("UTF-16LE".to_owned(), text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("UTF-16BE".to_owned(), text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
        ("hex".to_owned(), hex::encode(text).into_bytes()),
        ("HEX".to_owned(), hex::encode_upper(text).into_bytes()),
        ("reversed".to_owned(), text.bytes().rev().collect()),
    ];
    for shift in 0..3 {
        // The characters that depend on the neighbours are cut off.
        let mut bytes = vec![0; shift];
        bytes.extend_from_slice(text.as_bytes());
        let from = [0, 2, 3][shift];
        for (name, engine) in [("base64", &STANDARD_NO_PAD), ("base64url", &URL_SAFE_NO_PAD)] {
            let whole = engine.encode(&bytes);
            let until = bytes.len() / 3 * 4;
            forms.push((format!("{name} at {shift}"), whole.as_bytes()[from..until].to_vec()));
        }
    }
    forms
}

/// What to look for, found by its first two bytes: one pass over a dump finds
/// them all.
struct Search {
    needles: Vec<(String, Vec<u8>)>,
    by_start: Vec<Vec<usize>>,
}

impl Search {
    fn new() -> Self {
        let mut needles = Vec::new();
        for text in std::iter::once(SENTENCE).chain(PRICES) {
            for (form, bytes) in forms(text).into_iter().chain(compressed(text)) {
                needles.push((format!("{form}: {text}"), bytes));
            }
        }
        let mut by_start = vec![Vec::new(); 1 << 16];
        for (index, (_, bytes)) in needles.iter().enumerate() {
            by_start[usize::from(bytes[0]) << 8 | usize::from(bytes[1])].push(index);
        }
        Self { needles, by_start }
    }

    fn run(&self, layer: &str, bytes: &[u8], told: &mut Vec<String>) {
        for start in 0..bytes.len().saturating_sub(1) {
            for index in &self.by_start[usize::from(bytes[start]) << 8 | usize::from(bytes[start + 1])] {
                let (name, needle) = &self.needles[*index];
                let told_before = || told.iter().any(|told| told.ends_with(name.as_str()));
                if bytes[start..].starts_with(needle) && !told_before() {
                    told.push(format!("{layer}{name}"));
                }
            }
        }
    }
}

/// Every stretch that unpacks, from every place that could begin one.
fn unpacked(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    let mut take = |reader: &mut dyn Read| {
        let mut out = vec![0; 1 << 16];
        let mut whole = Vec::new();
        while whole.len() < 1 << 20 {
            match reader.read(&mut out) {
                Ok(0) | Err(_) => break,
                Ok(read) => whole.extend_from_slice(&out[..read]),
            }
        }
        if whole.len() >= 8 {
            found.push(whole);
        }
    };
    for start in 0..bytes.len().saturating_sub(8) {
        let rest = &bytes[start..];
        match rest {
            [0x1f, 0x8b, 8, ..] => take(&mut flate2::read::GzDecoder::new(rest)),
            [0x78, 0x01 | 0x5e | 0x9c | 0xda, ..] => take(&mut flate2::read::ZlibDecoder::new(rest)),
            _ => {}
        }
    }
    found
}

/// What the base64 runs in a text hold.
fn decoded(bytes: &[u8]) -> Vec<Vec<u8>> {
    let is_base64 = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
    bytes
        .split(|byte| !is_base64(byte))
        .filter(|run| run.len() >= 24)
        .filter_map(|run| STANDARD.decode(run).ok())
        .collect()
}

/// Whole streams of these compressions that hold the text by itself.
fn compressed(text: &str) -> Vec<(String, Vec<u8>)> {
    use std::io::Write;
    let mut all = Vec::new();
    for (level, quality) in [(1, 3), (6, 8), (9, 11)] {
        let mut deflate = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::new(level));
        deflate.write_all(text.as_bytes()).unwrap();
        all.push((format!("deflate {level}"), deflate.finish().unwrap()));
        let mut brotli = Vec::new();
        let parameters = brotli::enc::BrotliEncoderParams { quality, ..Default::default() };
        brotli::BrotliCompress(&mut text.as_bytes(), &mut brotli, &parameters).unwrap();
        all.push((format!("brotli {quality}"), brotli));
    }
    all
}

/// Which forms of the sentence and the prices these bytes hold.
fn tells(bytes: &[u8]) -> Vec<String> {
    let (search, mut told) = (Search::new(), Vec::new());
    search.run("", bytes, &mut told);
    for layer in unpacked(bytes) {
        search.run("compressed ", &layer, &mut told);
    }
    for layer in decoded(bytes) {
        search.run("base64 of ", &layer, &mut told);
        for layer in unpacked(&layer) {
            search.run("base64 of compressed ", &layer, &mut told);
        }
    }
    told
}

/// Everything but the keys: each file beside the database, and every value of
/// every table.
async fn dump(app: &App) -> Vec<u8> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(app.folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            all.extend(std::fs::read(path).unwrap());
        }
    }
    let db = app.cx.db().reader();
    let postgres = db.get_database_backend() == DbBackend::Postgres;
    let list = if postgres {
        "select table_name as name from information_schema.tables where table_schema = 'public'"
    } else {
        "select name from sqlite_master where type = 'table'"
    };
    let run = |sql: String| Statement::from_string(db.get_database_backend(), sql);
    for table in db.query_all_raw(run(list.to_owned())).await.unwrap() {
        let table: String = table.try_get("", "name").unwrap();
        let rows = if postgres {
            format!("select t::text as line from {table} t")
        } else {
            let columns =
                db.query_all_raw(run(format!("select name from pragma_table_info('{table}')"))).await.unwrap();
            let columns: Vec<String> = columns
                .iter()
                .map(|row| format!("coalesce(cast({} as text), '')", row.try_get::<String>("", "name").unwrap()))
                .collect();
            format!("select {} as line from {table}", columns.join(" || ' ' || "))
        };
        for row in db.query_all_raw(run(rows)).await.unwrap() {
            all.extend(row.try_get::<String>("", "line").unwrap().into_bytes());
            all.push(b'\n');
        }
    }
    all
}

#[test]
fn the_search_finds_each_form() {
    use std::io::Write;
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(format!("A long letter. {SENTENCE}. Its end.").as_bytes()).unwrap();
    let gzip = gzip.finish().unwrap();
    for planted in [
        gzip.clone(),
        STANDARD.encode(&gzip).into_bytes(),
        STANDARD.encode(format!("x{SENTENCE}y")).into_bytes(),
        STANDARD.encode(format!("xy{SENTENCE}")).into_bytes(),
        format!("price {}", PRICES[1]).encode_utf16().flat_map(u16::to_le_bytes).collect(),
        hex::encode(SENTENCE).into_bytes(),
    ] {
        assert!(!tells(&[b"noise \0 ", &planted[..], b" \0 noise"].concat()).is_empty());
    }
    assert_eq!(tells(b"nothing of the kind"), Vec::<String>::new());
}

/// R-S1, Done-when 5.
#[tokio::test]
async fn a_dump_before_the_opening_tells_nothing_of_a_bid() {
    let app = App::start().await;
    let on = opportunity(&app).await;
    build::provider(&app, "Lantern Carers", "joe").await;
    let joe = app.sign_in("joe").await;
    let id = start(&joe, &on).await;
    let input = answers(&on, &format!("We offer this. {SENTENCE}. And more."), SENTENCE, "£112,437.19");
    joe.run(SAVE, json!({ "id": id, "input": input })).await;
    assert_eq!(tells(&dump(&app).await), Vec::<String>::new(), "as a draft");
    let data = joe.run(SUBMIT, json!({ "id": id })).await;
    assert_eq!(data["bidSubmit"]["userErrors"], json!([]));
    assert_eq!(tells(&dump(&app).await), Vec::<String>::new(), "sent");
    joe.run(CHANGE, json!({ "id": id })).await;
    assert_eq!(tells(&dump(&app).await), Vec::<String>::new(), "taken back");
    joe.run(SUBMIT, json!({ "id": id })).await;
    app.advance(LATE).await;
    assert_eq!(tells(&dump(&app).await), Vec::<String>::new(), "closed, not opened");
    let amara = app.sign_in("amara").await;
    let data = amara.run(OPEN, json!({ "id": on.id })).await;
    assert_eq!(data["opportunityOpen"]["userErrors"], json!([]));
    let told = tells(&dump(&app).await);
    assert!(
        told.iter().any(|told| told.starts_with("plain: Befriending")),
        "opened, it is there to be found: {told:?}"
    );
    assert!(told.iter().any(|told| told.contains("11243719")), "and its price: {told:?}");
}

/// R-S1, R-4.20b: nor of who is in a bid and does what, nor of those to whom work is passed on.
#[tokio::test]
async fn a_dump_before_the_opening_tells_nothing_of_what_a_team_does_r_4_20b() {
    use super::team::{ACCEPT, INVITE, TEAM, terms};
    let app = App::start().await;
    let on = opportunity(&app).await;
    let lead = build::provider(&app, "Lantern Carers", "joe").await.to_string();
    let member = build::provider(&app, "Greenway Minibus", "kofi").await.to_string();
    let (joe, kofi) = (app.sign_in("joe").await, app.sign_in("kofi").await);
    let id = start(&joe, &on).await;
    joe.run(SAVE, json!({ "id": id, "input": answers(&on, SENTENCE, SENTENCE, "£112,437.19") })).await;
    joe.run(INVITE, json!({ "id": id, "who": "Greenway Minibus" })).await;
    let mut input = terms(&lead, &member, ["60", "40"], SENTENCE);
    input["subcontractors"][0]["name"] = json!(SENTENCE);
    joe.run(TEAM, json!({ "id": id, "version": 0, "input": input })).await;
    kofi.run(ACCEPT, json!({ "id": id })).await;
    assert_eq!(tells(&dump(&app).await), Vec::<String>::new(), "as a draft");
    let data = joe.run(SUBMIT, json!({ "id": id })).await;
    assert_eq!(data["bidSubmit"]["userErrors"], json!([]), "{data:#}");
    app.advance(LATE).await;
    assert_eq!(tells(&dump(&app).await), Vec::<String>::new(), "sent, closed, not opened");
    let amara = app.sign_in("amara").await;
    amara.run(OPEN, json!({ "id": on.id })).await;
    assert!(!tells(&dump(&app).await).is_empty(), "opened, it is there to be found");
}
