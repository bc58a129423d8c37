//! Reading columns into domain values.

use std::str::FromStr;

use super::Error;

/// Reads a text column into a leaf type, or reports the row as corrupt.
pub fn read<T: FromStr>(table: &'static str, row: &str, column: &'static str, text: &str) -> Result<T, Error> {
    text.parse().map_err(|_| Error::Corrupt { table, row: row.to_owned(), column })
}

/// The same for a column that may be null.
pub fn read_optional<T: FromStr>(
    table: &'static str,
    row: &str,
    column: &'static str,
    text: Option<&str>,
) -> Result<Option<T>, Error> {
    text.map(|text| read(table, row, column, text)).transpose()
}

/// What must not be null in the state the row claims to be in.
pub fn present<T>(table: &'static str, row: &str, column: &'static str, value: Option<T>) -> Result<T, Error> {
    value.ok_or_else(|| Error::Corrupt { table, row: row.to_owned(), column })
}
