//! Pages of a list, by keyset: a page starts after a key, never at an offset.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// The most rows a page has.
pub const MOST: u64 = 100;

/// Which page of a list.
#[derive(Clone, Debug)]
pub struct Page {
    /// How many rows at most.
    pub first: u64,
    /// The row to start after.
    pub after: Option<Cursor>,
    /// Whether to count all rows that match.
    pub count: bool,
}

impl Default for Page {
    fn default() -> Self {
        Self { first: 20, after: None, count: false }
    }
}

/// A row's place in its list: what it is sorted by, and its identifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The sort key as text; empty where the list is sorted by identifier.
    pub key: String,
    /// The identifier.
    pub id: String,
}

impl Cursor {
    /// The opaque text on the wire.
    pub fn encode(&self) -> String {
        URL_SAFE_NO_PAD.encode(format!("{}\u{1f}{}", self.key, self.id))
    }

    /// Reads it back; none if it is not one of ours.
    pub fn decode(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let text = String::from_utf8(bytes).ok()?;
        let (key, id) = text.split_once('\u{1f}')?;
        Some(Self { key: key.to_owned(), id: id.to_owned() })
    }
}

/// One page's rows.
#[derive(Clone, Debug)]
pub struct Slice<T> {
    /// The rows with their places.
    pub rows: Vec<(Cursor, T)>,
    /// Whether more follow.
    pub has_next: bool,
    /// How many match in all, where that was asked for.
    pub total: Option<u64>,
}

impl<T> Slice<T> {
    /// The page of a list that has no rows.
    pub fn none(page: &Page) -> Self {
        Self { rows: Vec::new(), has_next: false, total: page.count.then_some(0) }
    }

    /// Makes a page of rows of which one more than asked for was fetched.
    pub fn new(mut rows: Vec<T>, page: &Page, total: Option<u64>, cursor: impl Fn(&T) -> Cursor) -> Self {
        let most = usize::try_from(page.first).unwrap_or(usize::MAX);
        let has_next = rows.len() > most;
        rows.truncate(most);
        let rows = rows.into_iter().map(|row| (cursor(&row), row)).collect();
        Self { rows, has_next, total }
    }
}
