//! What the edition promises its readers and the rules.

use std::collections::BTreeSet;

use super::*;
use crate::framework::policy::{self, Policy};
use crate::plain_english;

/// The framework's own numbers, in its order; the principles and the unnumbered paragraph where they stand.
const NUMBERS: [&str; 51] = [
    "vision", "1.1", "2.1", "2.2", "2.3", "3.1", "3.2", "3.3", "3.4", "4.1", "4.2", "4.2(1)", "4.2(2)", "4.2(3)",
    "4.2(4)", "4.2(5)", "4.2(6)", "4.2(7)", "4.2(8)", "4.3", "4.4", "4.5", "4.6", "4.7", "4.8", "4.9", "4.10", "4.11",
    "4.12", "4.13", "4.14", "4.15", "4.16", "4.17", "4.18", "4.19", "4.20", "4.21", "4.22", "4.23", "4.24", "4.24b",
    "4.25", "4.26", "4.27", "4.28", "5.1", "5.2", "5.3", "6.1", "6.2",
];

/// Every requirement there is, in the order of its list.
const REQUIREMENTS: &str = "V-1 V-2 V-3 R-1.1 R-2.1 R-2.2 R-2.3a R-2.3b R-2.3c R-2.3d R-3.1 R-3.2 R-3.3 R-3.4a R-3.4b R-3.4c R-3.4d \
    R-3.4e R-4.1a R-4.1b R-4.1c R-4.2 P1 P2 P3 P4 P5 P6 P7 P8 R-4.3 R-4.4 R-4.5 R-4.6a R-4.6b R-4.6c R-4.7 R-4.8a R-4.8b \
    R-4.8c R-4.9 R-4.10 R-4.11 R-4.12 R-4.13a R-4.13b R-4.13c R-4.14 R-4.15a R-4.15b R-4.16 R-4.17a R-4.17b R-4.17c R-4.17d \
    R-S1 R-S2 R-S3 R-S4 R-S5 R-4.18 R-4.19 R-4.20a R-4.20b R-4.20c R-4.20d R-4.21 R-4.21a R-4.21b R-4.21c R-4.21d R-4.21e \
    R-4.21f R-4.22a R-4.22b R-4.23a R-4.23b R-4.24 R-4.24b R-4.25 R-4.26a R-4.26b R-4.26c R-4.26d R-4.27 R-4.28a R-4.28b \
    R-4.28c R-4.28d R-5.1 R-5.2a R-5.2b R-5.2c R-5.2d R-5.3a R-5.3b R-6.1 R-6.2";

#[test]
fn r_1_1_every_paragraph_of_the_framework_is_there_once_and_in_order() {
    let numbers: Vec<_> = IN_FORCE.paragraphs.iter().map(|paragraph| paragraph.number).collect();
    assert_eq!(numbers, NUMBERS);
    let chapters: Vec<_> = IN_FORCE.paragraphs.iter().map(|paragraph| paragraph.chapter).collect();
    assert!(chapters.is_sorted());
    assert!(Chapter::ALL.iter().all(|chapter| IN_FORCE.chapter(*chapter).next().is_some()));
}

#[test]
fn r_1_1_every_requirement_points_at_one_paragraph() {
    let mut driven: Vec<_> = IN_FORCE.paragraphs.iter().flat_map(|paragraph| paragraph.rules).copied().collect();
    let mut all: Vec<_> = REQUIREMENTS.split_whitespace().collect();
    driven.sort_unstable();
    all.sort_unstable();
    assert_eq!(driven, all);
}

#[test]
fn r_1_1_a_requirement_that_names_its_paragraph_stands_there() {
    for paragraph in IN_FORCE.paragraphs {
        for rule in paragraph.rules {
            if let Some(number) = rule.strip_prefix("R-").filter(|number| !number.starts_with('S')) {
                let bare = number.trim_end_matches(|letter: char| letter.is_ascii_lowercase());
                assert!(paragraph.number == number || paragraph.number == bare, "{rule} in {}", paragraph.number);
            } else if let Some(number) = rule.strip_prefix('P') {
                assert_eq!(paragraph.number, format!("4.2({number})"));
            }
        }
    }
    assert_eq!(IN_FORCE.paragraph_of("R-4.21d").map(|paragraph| paragraph.number), Some("4.21"));
    assert_eq!(IN_FORCE.paragraph_of("R-9.9"), None);
    assert_eq!(IN_FORCE.paragraph("4.24b").map(|paragraph| paragraph.rules), Some(["R-4.24b"].as_slice()));
}

#[test]
fn r_1_1_a_paragraph_names_the_policy_rows_that_name_it_and_no_others() {
    let named: BTreeSet<(&str, &str)> = IN_FORCE
        .paragraphs
        .iter()
        .flat_map(|paragraph| paragraph.policy_keys.iter().map(|key| (paragraph.number, *key)))
        .collect();
    let rows = policy::rows();
    let naming: BTreeSet<(&str, &str)> =
        rows.iter().filter_map(|row| Some((row.paragraph.as_deref()?, row.key.as_str()))).collect();
    assert_eq!(named, naming);
}

#[test]
fn r_1_1_every_paragraph_is_short_and_in_plain_english() {
    let mut faults = Vec::new();
    for paragraph in IN_FORCE.paragraphs {
        let report = plain_english::check(paragraph.text);
        let hard = report.grade.is_above(9) || report.words > 90 || !report.findings.is_empty();
        if hard {
            faults.push(format!(
                "{}: grade {}, {} words, {:?}",
                paragraph.number, report.grade, report.words, report.findings
            ));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn r_1_1_every_paragraph_has_a_short_heading_of_its_own() {
    let headings: BTreeSet<_> = IN_FORCE.paragraphs.iter().map(|paragraph| paragraph.heading).collect();
    assert_eq!(headings.len(), IN_FORCE.paragraphs.len());
    assert!(headings.iter().all(|heading| plain_english::words(heading) <= 8 && !heading.ends_with('.')));
}

#[test]
fn r_6_2_the_edition_is_reviewed_within_the_months_that_policy_gives() {
    let policy = Policy::at(IN_FORCE.in_force_from, &policy::rows()).unwrap();
    let months = chrono::Months::new(policy.framework_review_months().value);
    assert_eq!(IN_FORCE.in_force_from.checked_add_months(months), Some(IN_FORCE.review_by));
    assert!(!IN_FORCE.is_review_overdue(IN_FORCE.review_by));
    assert!(IN_FORCE.is_review_overdue(IN_FORCE.review_by.succ_opt().unwrap()));
}

#[test]
fn r_1_1_every_rule_that_a_paragraph_drives_is_told_once_in_one_plain_sentence() {
    let told: Vec<_> = RULES.iter().map(|rule| rule.id).collect();
    let driven: BTreeSet<_> = IN_FORCE.paragraphs.iter().flat_map(|paragraph| paragraph.rules).copied().collect();
    assert_eq!(told.len(), driven.len());
    assert_eq!(told.into_iter().collect::<BTreeSet<_>>(), driven);
    let mut faults = Vec::new();
    for rule in &RULES {
        let report = plain_english::check(rule.sentence);
        let one = rule.sentence.ends_with('.') && rule.sentence.matches(". ").count() == 0;
        if !one || report.words > 25 || report.grade.is_above(13) || !report.findings.is_empty() {
            faults.push(format!("{}: grade {}, {} words, {:?}", rule.id, report.grade, report.words, report.findings));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
    assert_eq!(rule("R-9.9"), None);
}
