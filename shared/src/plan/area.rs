//! A real area of the official statistics, and its figures (R-4.6a).

use crate::error::UnknownValue;

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
