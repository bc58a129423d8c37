//! Lists as connections, by keyset.

use std::borrow::Cow;

use async_graphql::connection::{CursorType, Edge, EmptyFields, PageInfo};
use async_graphql::{Context, Object, OutputType, TypeName};

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

/// A connection as every list has it.
pub struct Connected<V: OutputType> {
    edges: Vec<Edge<Place, V, EmptyFields>>,
    has_previous: bool,
    has_next: bool,
    total: Option<i64>,
}

impl<V: OutputType> TypeName for Connected<V> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Connection", V::type_name()).into()
    }
}

/// One page of a list. Ask for the next with its `endCursor` as `after`.
#[Object(name_type)]
impl<V: OutputType> Connected<V> {
    /// Where this page lies in the list.
    async fn page_info(&self) -> PageInfo {
        let cursor = |edge: &Edge<Place, V, EmptyFields>| edge.cursor.encode_cursor();
        PageInfo {
            has_previous_page: self.has_previous,
            has_next_page: self.has_next,
            start_cursor: self.edges.first().map(cursor),
            end_cursor: self.edges.last().map(cursor),
        }
    }

    /// The rows of this page, each with its cursor.
    async fn edges(&self) -> &[Edge<Place, V, EmptyFields>] {
        &self.edges
    }

    /// The rows of this page.
    async fn nodes(&self) -> Vec<&V> {
        self.edges.iter().map(|edge| &edge.node).collect()
    }

    /// How many there are in all. Counting takes time: ask only where you show it.
    async fn total_count(&self) -> Option<i64> {
        self.total
    }
}

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
    Connected {
        edges: slice.rows.into_iter().map(|(cursor, row)| Edge::new(Place(cursor), view(row))).collect(),
        has_previous: page.after.is_some(),
        has_next: slice.has_next,
        total: slice.total.and_then(|total| i64::try_from(total).ok()),
    }
}
