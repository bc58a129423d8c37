//! Plain English, measured (R-4.8c): how hard a text is to read, and what in it to say otherwise.
//!
//! The same check marks a text as one types, tells an approver whether a sign-off is due, and reads our own strings in
//! tests. It takes any text, however long or odd, in time that grows with its length alone.

mod acronym;
mod jargon;
mod sentence;
mod syllable;

use std::fmt;

use serde::{Deserialize, Serialize};

use sentence::{Sentence, Word};

/// A sentence of more words than this is hard to follow.
pub const MOST_WORDS_IN_A_SENTENCE: usize = 25;

/// No more findings than this are listed: a person puts some right and looks again.
pub const MOST_FINDINGS: usize = 200;

/// The Flesch-Kincaid grade in tenths: about the school year (of the United States) that reads it with ease. The reading
/// age is five more. Whole numbers, so that the browser and the server never differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Grade(u32);

impl Grade {
    fn of(words: usize, sentences: usize, syllables: usize) -> Self {
        if words == 0 || sentences == 0 {
            return Self(0);
        }
        let [words, sentences, syllables] = [words, sentences, syllables].map(|count| count as u128);
        let thousandths = 390 * words / sentences + 11_800 * syllables / words;
        let tenths = (thousandths.saturating_sub(15_590) + 50) / 100;
        Self(u32::try_from(tenths).unwrap_or(u32::MAX))
    }

    /// The grade times ten: 84 is grade 8.4.
    pub const fn tenths(self) -> u32 {
        self.0
    }

    /// Whether the text is harder than the grade allowed, such as `policy.readability_max_grade()`.
    pub const fn is_above(self, most: u32) -> bool {
        self.0 > most.saturating_mul(10)
    }
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.0 / 10, self.0 % 10)
    }
}

wire_enum! {
    /// What makes a text hard to read.
    pub enum Kind as "PlainEnglishKind" {
        /// A sentence is too long.
        LongSentence = "long_sentence",
        /// A word has a plainer one.
        Jargon = "jargon",
        /// Letters stand for words that the text does not give.
        Acronym = "acronym",
    }
}

/// One thing to say otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The line it begins on, from 1.
    pub line: usize,
    /// Where it begins in the text, in bytes; always between two characters.
    pub start: usize,
    /// Where it ends in the text, in bytes.
    pub end: usize,
    /// The words in question, cut short if long.
    pub excerpt: String,
    /// What is the matter.
    pub kind: Kind,
    /// What to do instead, as a sentence.
    pub advice: String,
}

/// How a text reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// How hard it is; nothing at all is grade 0.
    pub grade: Grade,
    /// How many words it has.
    pub words: usize,
    /// How many sentences, headings and list items it has.
    pub sentences: usize,
    /// What to say otherwise, in the order of the text.
    pub findings: Vec<Finding>,
}

/// Reads a text and says how hard it is and what to say otherwise.
pub fn check(text: &str) -> Report {
    let sentences = sentence::split(text);
    let all: Vec<Word<'_>> = sentences.iter().flat_map(|sentence| sentence.words.iter().copied()).collect();
    let syllables = all.iter().map(|word| syllable::count(word.text)).sum();
    let mut findings = long_sentences(text, &sentences);
    findings.extend(sentences.iter().flat_map(|sentence| jargon::find(&sentence.words)).take(MOST_FINDINGS));
    findings.extend(acronym::find(text, &all).into_iter().take(MOST_FINDINGS));
    findings.sort_by_key(|finding| (finding.start, finding.end));
    findings.truncate(MOST_FINDINGS);
    Report {
        grade: Grade::of(all.len(), sentences.len(), syllables),
        words: all.len(),
        sentences: sentences.len(),
        findings,
    }
}

/// How many words a text has, counted as [`check`] counts them.
pub fn words(text: &str) -> usize {
    sentence::split(text).iter().map(|sentence| sentence.words.len()).sum()
}

fn long_sentences(text: &str, sentences: &[Sentence<'_>]) -> Vec<Finding> {
    let long = |sentence: &&Sentence<'_>| sentence.words.len() > MOST_WORDS_IN_A_SENTENCE;
    let finding = |sentence: &Sentence<'_>| {
        let (first, last) = (sentence.words.first()?, sentence.words.last()?);
        let advice = format!(
            "This sentence has {} words. Split it: the most is {MOST_WORDS_IN_A_SENTENCE}.",
            sentence.words.len()
        );
        Some(Finding {
            line: first.line,
            start: first.start,
            end: last.end(),
            excerpt: excerpt(&text[first.start..last.end()]),
            kind: Kind::LongSentence,
            advice,
        })
    };
    sentences.iter().filter(long).filter_map(finding).take(MOST_FINDINGS).collect()
}

/// The start of a passage, on one line.
fn excerpt(passage: &str) -> String {
    const MOST: usize = 80;
    let mut letters = passage.chars().map(|letter| if letter.is_whitespace() { ' ' } else { letter });
    let mut start: String = letters.by_ref().take(MOST).collect();
    if letters.next().is_some() {
        start.push('…');
    }
    start
}

#[cfg(test)]
mod tests;
