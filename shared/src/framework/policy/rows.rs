//! The rows that an installation starts with. A council replaces the local ones by its own; nothing here is legal advice.

mod local;
mod statute;

use crate::calendar::Day;
use crate::framework::policy::{Band, Basis, CountFrom, Regime, Row, RowId, Unit, Value};
use crate::money::Money;

/// Every row that an installation starts with: the council's own, then national law.
pub fn rows() -> Vec<Row> {
    let mut rows = local::rows();
    rows.extend(statute::rows());
    rows
}

/// A row without its frills, to be refined by the methods below.
fn row(key: &str, regime: Regime, value: Value, unit: Unit, from: Day, source: &str) -> Row {
    Row {
        id: RowId::of(key, None, from),
        key: key.to_owned(),
        regime,
        band: None,
        value,
        unit,
        basis: Basis::NotApplicable,
        count_from: CountFrom::NotApplicable,
        effective_from: from,
        effective_to: None,
        source: source.to_owned(),
        paragraph: None,
        verified: false,
    }
}

impl Row {
    fn band(self, band: Band) -> Self {
        Self { id: RowId::of(&self.key, Some(band), self.effective_from), band: Some(band), ..self }
    }

    fn basis(self, basis: Basis) -> Self {
        Self { basis, ..self }
    }

    fn count_from(self, count_from: CountFrom) -> Self {
        Self { count_from, ..self }
    }

    fn until(self, to: Day) -> Self {
        Self { effective_to: Some(to), ..self }
    }

    fn paragraph(self, paragraph: &str) -> Self {
        Self { paragraph: Some(paragraph.to_owned()), ..self }
    }

    fn verified(self) -> Self {
        Self { verified: true, ..self }
    }
}

const fn pounds(pounds: i64) -> Value {
    Value::Money(Money::pounds(pounds))
}

const fn day(year: i32, month: u32, day: u32) -> Day {
    Day::from_ymd_opt(year, month, day).expect("the seed names days that exist")
}
