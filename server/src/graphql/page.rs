//! Lists as connections, by keyset.

use async_graphql::connection::{Connection, CursorType, Edge, EmptyFields};
use async_graphql::{Context, OutputType, SimpleObject};

use super::payload::{bad_request, not_a_cursor};
use crate::store::page::{Cursor, MOST, Page, Slice};

/// An opaque place in a list.
#[derive(Clone, Debug)]
pub struct Place(Cursor);

impl CursorType for Place {
    type Error = std::convert::Infallible;

    fn decode_cursor(_: &str) -> Result<Self, Self::Error> {
        Ok(Self(Cursor { key: String::new(), id: String::new() }))
    }

    fn encode_cursor(&self) -> String {
        self.0.encode()
    }
}

/// What a connection tells besides its rows.
#[derive(SimpleObject, Default)]
pub struct Total {
    /// How many there are in all. Counting takes time: ask only where you show it.
    pub total_count: Option<i64>,
}

/// A connection as every list has it.
pub type Connected<V> = Connection<Place, V, Total, EmptyFields>;

/// Reads a page's arguments: 20 rows unless said otherwise, 100 at most.
pub fn arguments(ctx: &Context<'_>, first: Option<i32>, after: Option<String>) -> async_graphql::Result<Page> {
    let first = match first {
        None => 20,
        Some(asked) => u64::try_from(asked)
            .ok()
            .filter(|first| (1..=MOST).contains(first))
            .ok_or_else(|| bad_request(format!("`first` must be 1 to {MOST}")))?,
    };
    let after = after.map(|text| Cursor::decode(&text).ok_or_else(not_a_cursor)).transpose()?;
    Ok(Page { first, after, count: ctx.look_ahead().field("totalCount").exists() })
}

/// Makes a connection of one page.
pub fn connect<T, V: OutputType>(slice: Slice<T>, page: &Page, view: impl Fn(T) -> V) -> Connected<V> {
    let total = Total { total_count: slice.total.and_then(|total| i64::try_from(total).ok()) };
    let mut connection = Connection::with_additional_fields(page.after.is_some(), slice.has_next, total);
    connection.edges.extend(slice.rows.into_iter().map(|(cursor, row)| Edge::new(Place(cursor), view(row))));
    connection
}
