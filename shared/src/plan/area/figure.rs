//! Reading one cell as a figure.

use super::measure::{AREAS_IN_ENGLAND, Scale};
use crate::check::{clean, parse_thousandths};

/// Reads one figure in thousandths, by its scale.
pub(super) fn figure(scale: Scale, cell: &str) -> Result<Option<i64>, String> {
    let cell = cell.trim();
    if cell.is_empty() {
        return if scale == Scale::Count { Ok(None) } else { Err("the figure is missing".to_owned()) };
    }
    let strict = cell.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b'-') && !cell.ends_with('.');
    let Some(value) = parse_thousandths(cell).filter(|_| strict) else {
        return Err(format!("{} is not a number with at most 3 decimal places", quoted(cell)));
    };
    let whole = value % 1_000 == 0 && !cell.contains('.');
    let (right, what) = match scale {
        Scale::Decile => {
            (whole && (1_000..=10_000).contains(&value), "not a decile. Deciles are whole numbers from 1 to 10")
        }
        Scale::Rank => (
            whole && (1_000..=AREAS_IN_ENGLAND * 1_000).contains(&value),
            "not a rank. Ranks are whole numbers from 1 to 33,755",
        ),
        Scale::Count => (whole && value >= 0, "not a count. Counts are whole numbers from 0"),
        Scale::Amount => (value >= 0, "below 0, which this figure cannot be"),
        Scale::Percent => ((0..=100_000).contains(&value), "not a share. Shares are 0 to 100"),
        Scale::Score => (true, ""),
    };
    if right { Ok(Some(value)) } else { Err(format!("{} is {what}", quoted(cell))) }
}

/// The start of what stood there: a broken file may hold anything.
pub(super) fn quoted(cell: &str) -> String {
    let shown: String = clean(cell).chars().take(30).collect();
    format!("\"{shown}\"")
}
