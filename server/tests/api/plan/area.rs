//! Areas: the official files come in whole, once, or not at all (R-4.6a).

use std::path::PathBuf;

use serde_json::json;
use server::app::plan::area::{File, Imported, Refused, import};
use shared::plan::area::{Dataset, MEASURES, Scale};

use crate::harness::App;

const NAMES: [&str; 3] =
    ["census2021-mk-household-deprivation.csv", "imd2025-mk-lsoa21-indicators.csv", "imd2025-mk-lsoa21.csv"];

/// The folder of the real files; none, with a line that says so, where they are
/// not at hand.
fn real_folder() -> Option<PathBuf> {
    let set = std::env::var_os("COMMONWEAL_OPEN_DATA").map(PathBuf::from);
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
    let folder = set.unwrap_or(root).join("milton-keynes");
    if NAMES.iter().all(|name| folder.join(name).is_file()) {
        return Some(folder);
    }
    println!("skipped: no official files in {}; set COMMONWEAL_OPEN_DATA to their folder", folder.display());
    None
}

fn real_files() -> Option<Vec<File>> {
    let folder = real_folder()?;
    let read = |name: &&str| File { name: (*name).to_owned(), bytes: std::fs::read(folder.join(name)).unwrap() };
    Some(NAMES.iter().map(read).collect())
}

/// A small file of the right form: these areas, each figure its scale's own.
fn file(dataset: Dataset, codes: &[&str]) -> File {
    let mut lines = vec![dataset.header().join(",")];
    for (index, code) in codes.iter().enumerate() {
        if dataset == Dataset::Census {
            for (dimension, share) in [(0, "60.0"), (1, "40.0"), (2, "0.0"), (3, "0.0"), (4, "0.0")] {
                let count = if share == "60.0" {
                    300
                } else if share == "40.0" {
                    200
                } else {
                    0
                };
                lines.push(format!("{code},{dimension},{count},{share}"));
            }
            continue;
        }
        let rank = (1_012 + index).to_string();
        let figures = MEASURES.iter().filter(|measure| measure.dataset == dataset).map(|measure| match measure.scale {
            Scale::Rank => rank.as_str(),
            Scale::Decile => "1",
            Scale::Score => "-0.187",
            Scale::Count => "290",
            Scale::Amount | Scale::Percent => "4.5",
        });
        lines.push(format!("{code},Ouzel Valley {index:03}A,{}", figures.collect::<Vec<_>>().join(",")));
    }
    File { name: format!("{dataset}.csv"), bytes: (lines.join("\n") + "\n").into_bytes() }
}

fn with(mut file: File, from: &str, to: &str) -> File {
    let text = String::from_utf8(file.bytes).unwrap();
    assert!(text.contains(from), "{from}");
    file.bytes = text.replacen(from, to, 1).into_bytes();
    file
}

fn added(imported: &[Imported]) -> (usize, usize) {
    (imported.iter().map(|done| done.areas).sum(), imported.iter().map(|done| done.figures).sum())
}

async fn faults(app: &App, files: &[File]) -> Vec<String> {
    match import(&app.cx, files).await {
        Err(Refused::Faults(faults)) => faults.iter().map(|(file, fault)| format!("{file}: {fault}")).collect(),
        other => panic!("{other:?}"),
    }
}

async fn held(app: &App) -> i64 {
    let data = app.visitor().run("{ areas { totalCount } }", json!({})).await;
    data["areas"]["totalCount"].as_i64().unwrap()
}

/// Imports two areas with all their figures: E01016845 and E01016710.
pub async fn two_areas(app: &App) {
    let codes = ["E01016845", "E01016710"];
    let files = Dataset::ALL.iter().map(|dataset| file(*dataset, &codes)).collect::<Vec<_>>();
    import(&app.cx, &files).await.unwrap();
}

#[tokio::test]
async fn the_real_files_bring_166_areas_once() {
    let Some(files) = real_files() else { return };
    let app = App::start().await;
    let first = import(&app.cx, &files).await.unwrap();
    assert_eq!(added(&first), (166, 166 * (24 + 28 + 10)));
    let again = import(&app.cx, &files).await.unwrap();
    assert_eq!(added(&again), (0, 0), "nothing twice");
    let query = "{ areas(first: 2) { totalCount nodes { code name rank decile } }
        area(code: \"E01016845\") { name source figures { measure shown source } } }";
    let data = app.visitor().run(query, json!({})).await;
    assert_eq!(data["areas"]["totalCount"], 166);
    let most = &data["areas"]["nodes"][0];
    assert_eq!(*most, json!({ "code": "E01016845", "name": "Milton Keynes 018C", "rank": 1012, "decile": 1 }));
    let figures = data["area"]["figures"].as_array().unwrap();
    assert_eq!(figures.len(), 62);
    let rank = figures.iter().find(|figure| figure["measure"] == "imd_rank").unwrap();
    assert_eq!(rank["shown"], "1,012 of 33,755");
    assert!(rank["source"].as_str().unwrap().contains("Open Government Licence v3.0"));
}

#[tokio::test]
async fn a_broken_copy_of_a_real_file_is_refused_by_line_and_nothing_comes_in() {
    let Some(mut files) = real_files() else { return };
    let app = App::start().await;
    let deprivation = files.pop().unwrap();
    files.push(with(deprivation, "E01016711,Milton Keynes 031A,7", "E01016711,Milton Keynes 031A,eleven"));
    assert_eq!(
        faults(&app, &files).await,
        ["imd2025-mk-lsoa21.csv: line 3, IMD_decile: \"eleven\" is not a number with at most 3 decimal places"]
    );
    assert_eq!(held(&app).await, 0);
}

#[tokio::test]
async fn every_area_is_walked_page_by_page_the_most_deprived_first() {
    let app = App::start().await;
    let codes: Vec<String> = (0..25).map(|n| format!("E0100{n:04}")).collect();
    let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
    import(&app.cx, &[file(Dataset::Deprivation, &codes)]).await.unwrap();
    let query = "query($after: String) { areas(first: 10, after: $after) { nodes { code } pageInfo { hasNextPage endCursor } } }";
    let (mut walked, mut after) = (Vec::new(), json!(null));
    loop {
        let data = app.visitor().run(query, json!({ "after": after })).await;
        let nodes = data["areas"]["nodes"].as_array().unwrap();
        walked.extend(nodes.iter().map(|area| area["code"].as_str().unwrap().to_owned()));
        after = data["areas"]["pageInfo"]["endCursor"].clone();
        if data["areas"]["pageInfo"]["hasNextPage"] == false {
            break;
        }
    }
    assert_eq!(walked, codes);
}

#[tokio::test]
async fn one_fault_in_one_file_keeps_all_of_them_out() {
    let app = App::start().await;
    let good = file(Dataset::Deprivation, &["E01016845"]);
    let bad = with(file(Dataset::Indicators, &["E01016845"]), ",4.5,", ",-4.5,");
    let told = faults(&app, &[good.clone(), bad]).await;
    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with("indicators.csv: line 2, adult_skills"), "{told:?}");
    assert_eq!(held(&app).await, 0);
    import(&app.cx, &[good]).await.unwrap();
    assert_eq!(held(&app).await, 1);
}

#[tokio::test]
async fn figures_of_an_area_that_nobody_named_are_refused_and_order_does_not_matter() {
    let app = App::start().await;
    let census = file(Dataset::Census, &["E01016845"]);
    let told = faults(&app, std::slice::from_ref(&census)).await;
    assert_eq!(told.len(), 5);
    assert!(told[0].contains("line 2, lsoa21_code: E01016845 is not among the areas"), "{told:?}");
    let done = import(&app.cx, &[census, file(Dataset::Deprivation, &["E01016845"])]).await.unwrap();
    assert_eq!(added(&done), (1, 34));
}

#[tokio::test]
async fn a_figure_that_evidence_may_rest_on_is_never_overwritten() {
    let app = App::start().await;
    import(&app.cx, &[file(Dataset::Deprivation, &["E01016845"])]).await.unwrap();
    let other = with(file(Dataset::Deprivation, &["E01016845"]), "-0.187", "-0.188");
    let told = faults(&app, &[other]).await;
    assert_eq!(told.len(), 1);
    assert!(
        told[0].starts_with("deprivation.csv: line 2, IMD_score: E01016845 has -0.188 here, but -0.187"),
        "{told:?}"
    );
}

#[tokio::test]
async fn what_is_no_such_file_is_refused_in_a_sentence() {
    let app = App::start().await;
    let named = |bytes: &[u8]| File { name: "x.csv".to_owned(), bytes: bytes.to_vec() };
    for (bytes, sentence) in [
        (&b""[..], "x.csv: line 1: the file is empty"),
        (&b"\xff\xfe,\x00"[..], "x.csv: line 1: this is not text in UTF-8"),
        (&b"name,email\nJoe,joe@x.org\n"[..], "x.csv: line 1: this is none of the files we know"),
    ] {
        let told = faults(&app, &[named(bytes)]).await;
        assert!(told[0].starts_with(sentence), "{told:?}");
    }
    let mut bytes = file(Dataset::Census, &["E01016845"]).bytes;
    bytes.extend(b"E01016845,\xff,1,1\n");
    assert_eq!(faults(&app, &[named(&bytes)]).await, ["x.csv: line 7: this is not text in UTF-8"]);
}

#[tokio::test]
async fn the_command_prints_what_it_did_and_ends_with_2_on_a_fault() {
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite://{}/db.sqlite?mode=rwc", folder.path().display());
    let good = folder.path().join("good.csv");
    let broken = folder.path().join("broken.csv");
    std::fs::write(&good, file(Dataset::Deprivation, &["E01016845"]).bytes).unwrap();
    std::fs::write(&broken, with(file(Dataset::Deprivation, &["E01016710"]), ",1,", ",11,").bytes).unwrap();
    let run = |path: &PathBuf| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_commonweal"));
        command.args(["import", "areas"]).arg(path);
        command.env("DATABASE_URL", &database).env("COMMONWEAL_KEYS", folder.path().join("keys"));
        let output = command.output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    };
    let (code, out, err) = run(&good);
    assert_eq!(code, Some(0), "{err}");
    assert!(out.contains("Added 1 areas and 24 figures in all."), "{out}");
    let (_, out, _) = run(&good);
    assert!(out.contains("Added 0 areas and 0 figures in all."), "{out}");
    let (code, out, err) = run(&broken);
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert!(err.contains("broken.csv: line 2, IMD_decile: \"11\" is not a decile"), "{err}");
    assert!(err.contains("nothing was imported: 1 fault"), "{err}");
    let (code, _, err) = run(&folder.path().join("missing.csv"));
    assert_eq!(code, Some(2));
    assert!(err.contains("cannot open"), "{err}");
}
