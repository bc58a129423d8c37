//! A real area of the official statistics, and its figures (R-4.6a).

mod figure;
pub mod measure;
pub mod reading;

pub use measure::{Dataset, MEASURES, Measure, Scale};
pub use reading::{Fault, Reader, Row};

use crate::error::{Code, Refusal, UnknownValue};

/// An area: a neighbourhood of about 1,500 people (LSOA 2021).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    /// Its code.
    pub code: AreaCode,
    /// Its name in the statistics: `Milton Keynes 018C`.
    pub name: String,
    /// Its place among all areas of England by deprivation, 1 the most deprived.
    pub rank: i64,
    /// The tenth in which that place lies.
    pub decile: i64,
}

/// One figure of an area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The area.
    pub code: AreaCode,
    /// What is measured.
    pub measure: &'static Measure,
    /// The figure in thousandths; none where too few to publish.
    pub value: Option<i64>,
}

impl Figure {
    /// Its place in the order of the official files' columns.
    pub fn place(&self) -> usize {
        MEASURES.iter().position(|measure| measure.key == self.measure.key).unwrap_or(MEASURES.len())
    }
}

/// The no to areas that nobody has imported.
pub fn unknown(codes: &[AreaCode]) -> Option<Refusal> {
    let first = codes.first()?;
    let message = match codes.len() {
        1 => format!("{first} is not among the areas we hold. Look it up in the list of areas"),
        many => format!("{first} and {} more are not among the areas we hold. Look them up in the list", many - 1),
    };
    Some(Refusal::slip("areas", Code::UnknownCode, message).because("R-4.6a", "4.6"))
}

/// The code of a small area (LSOA 2021) in the government's register of
/// geography: `E01016845`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AreaCode(String);

impl AreaCode {
    /// The code itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::str::FromStr for AreaCode {
    type Err = UnknownValue;
    /// Reads `E01` and six digits.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let code = text.trim().to_ascii_uppercase();
        let digits =
            code.strip_prefix("E01").filter(|rest| rest.len() == 6 && rest.bytes().all(|b| b.is_ascii_digit()));
        if digits.is_some() { Ok(Self(code)) } else { Err(UnknownValue::new("code of an area", text)) }
    }
}

impl std::fmt::Display for AreaCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
