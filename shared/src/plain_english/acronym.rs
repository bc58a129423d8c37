//! Finds letters that stand for words which the text does not give: `MDT`, but not `multidisciplinary team (MDT)`.

use std::collections::HashSet;

use crate::plain_english::sentence::Word;
use crate::plain_english::{Finding, Kind, excerpt};

/// Letters that are better known than their words, and Roman numbers.
const KNOWN: [&str; 24] = [
    "UK", "GB", "EU", "USA", "VAT", "NHS", "GP", "OK", "PDF", "TV", "BBC", "HIV", "AIDS", "ID", "PIN", "IT", "AM",
    "PM", "CSV", "II", "III", "IV", "VI", "XI",
];

/// The first use of each acronym that the text has not explained by then.
pub(super) fn find(text: &str, words: &[Word<'_>]) -> Vec<Finding> {
    let shouted = shouted_lines(words);
    let mut known: HashSet<&str> = KNOWN.into();
    let mut findings = Vec::new();
    for (index, word) in words.iter().enumerate() {
        let Some(letters) = letters(word.text) else { continue };
        if shouted.contains(&word.line) || !known.insert(letters) || is_explained(text, words, index, letters) {
            continue;
        }
        findings.push(Finding {
            line: word.line,
            start: word.start,
            end: word.end(),
            excerpt: excerpt(word.text),
            kind: Kind::Acronym,
            advice: format!("Write out what {} stands for where it comes first.", excerpt(letters)),
        });
    }
    findings
}

/// The capitals of an acronym, without the s of its plural or owner.
fn letters(word: &str) -> Option<&str> {
    let letters = word.trim_end_matches("'s").trim_end_matches("’s").trim_end_matches('s');
    let plain = letters.chars().all(char::is_uppercase);
    (plain && letters.chars().nth(1).is_some()).then_some(letters)
}

/// Lines of two words or more with no small letter are headings, where capitals say nothing.
fn shouted_lines(words: &[Word<'_>]) -> HashSet<usize> {
    let is_loud =
        |line: &&[Word<'_>]| line.len() > 1 && line.iter().all(|word| !word.text.contains(char::is_lowercase));
    words.chunk_by(|one, next| one.line == next.line).filter(is_loud).map(|line| line[0].line).collect()
}

/// `Multidisciplinary Team (MDT)` or `MDT (multidisciplinary team)`.
fn is_explained(text: &str, words: &[Word<'_>], index: usize, letters: &str) -> bool {
    let word = &words[index];
    let opened_before = text[..word.start].ends_with('(');
    let initial = letters.chars().next().map(|letter| letter.to_ascii_lowercase());
    let starts = |word: &Word<'_>| word.text.chars().next().map(|letter| letter.to_ascii_lowercase()) == initial;
    if opened_before {
        let reach = letters.chars().count().min(12) + 3;
        return words[index.saturating_sub(reach)..index].iter().any(starts);
    }
    text[word.end()..].starts_with(" (") && words.get(index + 1).is_some_and(starts)
}
