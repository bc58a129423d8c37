//! The architecture, held: imports point one way, and files stay small.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The root of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Every Rust file under a folder, as a path from the root and its text.
fn sources(folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut waiting = vec![root().join(folder)];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
                found.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    assert!(!found.is_empty());
    found
}

/// A file's lines of code that name something, comments aside.
fn names(text: &str, what: &str) -> bool {
    text.lines().map(str::trim_start).filter(|line| !line.starts_with("//")).any(|line| line.contains(what))
}

/// The files of a folder that name one of these, except in these places.
fn offenders(folder: &str, what: &[&str], allowed: &[&str]) -> Vec<String> {
    let outside = |name: &str| !allowed.iter().any(|place| name.starts_with(place));
    sources(folder)
        .into_iter()
        .filter(|(name, text)| outside(name) && what.iter().any(|what| names(text, what)))
        .map(|(name, _)| name)
        .collect()
}

#[test]
fn only_the_store_knows_sea_orm() {
    let found = offenders("server/src", &["sea_orm::", "sea_query::"], &["server/src/store"]);
    assert!(found.is_empty(), "{found:#?}");
    for folder in ["shared/src", "web/src"] {
        let found = offenders(folder, &["sea_orm::", "sqlx::"], &[]);
        assert!(found.is_empty(), "{found:#?}");
    }
}

#[test]
fn only_the_edges_know_async_graphql() {
    let edges = ["server/src/graphql", "server/src/http", "server/src/page", "server/src/cli"];
    let found = offenders("server/src", &["async_graphql"], &edges);
    assert!(found.is_empty(), "{found:#?}");
    let found = offenders("web/src", &["async_graphql"], &[]);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn the_domain_names_async_graphql_in_derives_alone() {
    let mut wrong = Vec::new();
    for (name, text) in sources("shared/src") {
        for line in text.lines().map(str::trim_start).filter(|line| !line.starts_with("//")) {
            let derive = line.starts_with("#[cfg_attr(feature = \"server\"");
            if line.contains("async_graphql")
                && !derive
                && name != "shared/src/wire.rs"
                && name != "shared/src/money.rs"
            {
                wrong.push(format!("{name}: {line}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn imports_point_one_way() {
    for (folder, above) in [
        ("server/src/store", &["crate::app", "crate::graphql", "crate::http", "web::"][..]),
        ("server/src/app", &["crate::graphql", "crate::http", "crate::page", "web::"]),
        ("server/src/graphql", &["crate::http", "crate::page", "web::", "store::entity"]),
        ("shared/src", &["server::", "web::", "migrations::", "std::fs", "std::net", "std::env", "tokio"]),
        ("web/src", &["server::", "migrations::"]),
    ] {
        let found = offenders(folder, above, &[]);
        assert!(found.is_empty(), "{folder} must not name {above:?}: {found:#?}");
    }
}

#[test]
fn nobody_asks_the_machine_for_time_chance_or_environment_but_in_one_place() {
    let found = offenders("shared/src", &["Utc::now", "SystemTime::now", "now_v7", "new_v4"], &[]);
    assert!(found.is_empty(), "{found:#?}");
    let found = offenders("server/src", &["Utc::now", "SystemTime::now", "now_v7", "new_v4"], &["server/src/clock.rs"]);
    assert!(found.is_empty(), "{found:#?}");
    let found = offenders("server/src", &["env::var"], &["server/src/config.rs"]);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn files_stay_small_and_say_what_they_are_for() {
    let mut wrong = Vec::new();
    for folder in ["shared/src", "server/src", "web/src", "migrations/src", "server/tests"] {
        for (name, text) in sources(folder) {
            let lines = text.lines().count();
            if lines > 500 {
                wrong.push(format!("{name} has {lines} lines; 500 is the most"));
            }
            if !text.starts_with("//!") {
                wrong.push(format!("{name} does not open with what it is for"));
            }
            if text.contains("mod.rs") && name.ends_with("/mod.rs") {
                wrong.push(format!("{name}: name the file for its module"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The quoted text at the start of this, or that of the constant it names.
fn quoted<'a>(text: &'a str, file: &'a str) -> Option<&'a str> {
    if let Some(rest) = text.strip_prefix('"') {
        return rest.split('"').next();
    }
    let name = text.split(|letter: char| !letter.is_ascii_uppercase() && letter != '_').next()?;
    file.split_once(&format!("const {name}: &str = \""))?.1.split('"').next()
}

#[test]
fn every_form_of_a_page_has_a_handler_and_every_handler_a_form() {
    let (mut forms, mut wrong) = (BTreeSet::new(), Vec::new());
    let files = sources("web/src");
    for (file, text) in &files {
        let code: String = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        for form in code.split("<Form").skip(1).filter(|rest| !rest.starts_with(char::is_alphanumeric)) {
            match form.trim_start().strip_prefix("name=").and_then(|rest| quoted(rest, text)) {
                Some(name) => {
                    forms.insert(name.to_owned());
                }
                None => wrong.push(format!("{file}: a form without a name at its head")),
            }
        }
    }
    let (_, dispatch) = files.iter().find(|(name, _)| name == "web/src/forms.rs").unwrap();
    let arms = dispatch.lines().filter_map(|line| line.trim_start().strip_prefix('"')?.split_once("\" => "));
    let handlers: BTreeSet<String> = arms.map(|(name, _)| name.to_owned()).collect();
    assert!(handlers.len() > 60 && forms.len() > 60, "{handlers:#?} {forms:#?}");
    wrong.extend(forms.difference(&handlers).map(|name| format!("the form {name} has no handler")));
    wrong.extend(handlers.difference(&forms).map(|name| format!("the handler {name} has no form")));
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The texts between quotes of a file's code, comments aside.
fn literals(text: &str) -> Vec<&str> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(|line| line.split('"').skip(1).step_by(2)).collect()
}

/// Whether a text has the form of a rule's id, such as `R-4.10`, `R-S1`, `P3` or `V-2`.
fn is_rule(text: &str) -> bool {
    let rest = text.strip_prefix("R-S").or_else(|| text.strip_prefix("R-")).or_else(|| text.strip_prefix("V-"));
    let rest = rest.or_else(|| text.strip_prefix('P'));
    rest.is_some_and(|rest| {
        rest.starts_with(|first: char| first.is_ascii_digit())
            && rest.chars().all(|letter| letter.is_ascii_digit() || letter == '.' || letter.is_ascii_lowercase())
    })
}

///
#[test]
fn every_rule_that_is_cited_is_told_in_words_and_its_paragraph_is_a_page() {
    use shared::framework::edition::{IN_FORCE, rule};
    let mut wrong = Vec::new();
    let mut cited = 0;
    for folder in ["shared/src", "server/src"] {
        for (name, text) in sources(folder) {
            if name.ends_with("/tests.rs") || name.starts_with("shared/src/framework/edition/") {
                continue;
            }
            let literals = literals(&text);
            for (at, id) in literals.iter().enumerate().filter(|(_, literal)| is_rule(literal)) {
                cited += 1;
                if rule(id).is_none() {
                    wrong.push(format!("{name} cites {id}, of which the framework has no sentence"));
                }
                let next = literals.get(at + 1).copied().unwrap_or_default();
                let number =
                    next.len() < 8 && next.starts_with(|first: char| first.is_ascii_digit()) && next.contains('.');
                if number && IN_FORCE.paragraph(next).is_none() {
                    wrong.push(format!("{name} cites {id} under {next}, which is no paragraph of the framework"));
                }
            }
        }
    }
    assert!(cited > 100, "only {cited} citations were found");
    assert!(wrong.is_empty(), "{wrong:#?}");
}
