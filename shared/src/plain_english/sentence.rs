//! Cuts a text into sentences and words, in one pass.
//!
//! A heading and a list item count as sentences, as a reader takes them. A link, an address and a number are one word.

/// A word and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'a> {
    pub(super) text: &'a str,
    /// In bytes, from the start of the text.
    pub(super) start: usize,
    /// From 1.
    pub(super) line: usize,
}

impl Word<'_> {
    pub(super) const fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// The words of a sentence; never none.
#[derive(Debug, Default)]
pub(super) struct Sentence<'a> {
    pub(super) words: Vec<Word<'a>>,
}

/// What a full stop may follow without ending the sentence.
const ABBREVIATIONS: [&str; 11] = ["e.g", "i.e", "eg", "ie", "mr", "mrs", "ms", "dr", "st", "vs", "approx"];

pub(super) fn split(text: &str) -> Vec<Sentence<'_>> {
    let mut cutter = Cutter::default();
    let mut start = 0;
    for (index, line) in text.split('\n').enumerate() {
        if begins_anew(line) {
            cutter.end();
        }
        cutter.line(line, start, index + 1);
        start += line.len() + 1;
    }
    cutter.end();
    cutter.done
}

/// Whether a line begins a sentence whatever came before it: only a small letter carries on.
fn begins_anew(line: &str) -> bool {
    !line.trim_start().starts_with(char::is_lowercase)
}

#[derive(Default)]
struct Cutter<'a> {
    done: Vec<Sentence<'a>>,
    open: Sentence<'a>,
}

impl<'a> Cutter<'a> {
    fn end(&mut self) {
        if !self.open.words.is_empty() {
            self.done.push(std::mem::take(&mut self.open));
        }
    }

    fn line(&mut self, line: &'a str, line_start: usize, number: usize) {
        let mut first = true;
        for (offset, chunk) in chunks(line) {
            if first && is_list_mark(chunk) {
                self.end();
            } else {
                self.chunk(chunk, line_start + offset, number);
            }
            first = false;
        }
    }

    fn chunk(&mut self, chunk: &'a str, start: usize, line: usize) {
        let mut end_of_last = 0;
        for (offset, text) in words(chunk) {
            self.open.words.push(Word { text, start: start + offset, line });
            end_of_last = offset + text.len();
        }
        if ends_sentence(chunk, end_of_last) {
            self.end();
        }
    }
}

/// What stands between spaces, with its place in the line.
fn chunks(line: &str) -> impl Iterator<Item = (usize, &str)> {
    let origin = line.as_ptr().addr();
    line.split_whitespace().map(move |chunk| (chunk.as_ptr().addr() - origin, chunk))
}

/// `1.`, `b)`, `-`: what stands before a list item, and is no word.
fn is_list_mark(chunk: &str) -> bool {
    if !chunk.contains(char::is_alphanumeric) {
        return true;
    }
    let Some(mark) = chunk.strip_suffix(['.', ')']) else { return false };
    let mark = mark.strip_prefix('(').unwrap_or(mark);
    let number = mark.len() <= 3 && mark.bytes().all(|byte| byte.is_ascii_digit());
    number || (mark.len() == 1 && mark.bytes().all(|byte| byte.is_ascii_alphabetic()))
}

fn ends_sentence(chunk: &str, end_of_last: usize) -> bool {
    let tail = &chunk[end_of_last..];
    if tail.contains(['!', '?', '…', '。', '！', '？']) || tail.contains("..") {
        return true;
    }
    let before = chunk[..end_of_last].trim_start_matches(|letter: char| !letter.is_alphanumeric());
    tail.contains('.') && !ABBREVIATIONS.iter().any(|known| before.eq_ignore_ascii_case(known))
}

/// The words of a chunk, with their place in it.
fn words(chunk: &str) -> Vec<(usize, &str)> {
    if is_link(chunk) {
        let trimmed = chunk.trim_end_matches(|letter: char| !letter.is_alphanumeric());
        let start = trimmed.len() - trimmed.trim_start_matches(|letter: char| !letter.is_alphanumeric()).len();
        return vec![(start, &trimmed[start..])];
    }
    let mut words = Vec::new();
    let mut start = None;
    let mut previous = ' ';
    let mut letters = chunk.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map_or(' ', |(_, next)| *next);
        let inside = is_of_word(letter) || (start.is_some() && joins(previous, letter, next));
        match (inside, start) {
            (true, None) if letter.is_alphanumeric() => start = Some(at),
            (false, Some(from)) => {
                words.push((from, &chunk[from..at]));
                start = None;
            }
            _ => {}
        }
        previous = letter;
    }
    words.extend(start.map(|from| (from, &chunk[from..])));
    words
}

fn is_link(chunk: &str) -> bool {
    let address = |(name, host): (&str, &str)| name.ends_with(char::is_alphanumeric) && host.contains('.');
    chunk.contains("://") || chunk.starts_with("www.") || chunk.split_once('@').is_some_and(address)
}

/// Letters, digits, and the marks that sit on or between them unseen.
fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric()
        || matches!(letter, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Whether a mark holds what stands on its two sides together.
fn joins(previous: char, mark: char, next: char) -> bool {
    match mark {
        '\'' | '’' | '-' | '\u{2010}' | '\u{2011}' | '.' => is_of_word(previous) && is_of_word(next),
        ',' | ':' => previous.is_numeric() && next.is_numeric(),
        _ => false,
    }
}
