//! Money, in whole pence.

use serde::{Deserialize, Serialize};

/// A sum in pence, so that no penny is ever rounded away.
///
/// Whether it is net or gross of VAT is said by the name of the field that
/// holds it. On the wire it is text such as `"1250.00"`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(i64);

/// The largest sum the system takes, ten billion pounds: far above any
/// council's budget, far below where arithmetic overflows.
const MOST_PENCE: i64 = 1_000_000_000_000;

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// A sum of so many pence.
    pub const fn pence(pence: i64) -> Self {
        Self(pence)
    }

    /// A sum of so many whole pounds.
    pub const fn pounds(pounds: i64) -> Self {
        Self(pounds * 100)
    }

    /// The sum in pence.
    pub const fn as_pence(self) -> i64 {
        self.0
    }

    /// Both together, unless that is more than the system takes.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).filter(|sum| sum.abs() <= MOST_PENCE).map(Self)
    }

    /// So many times the sum, unless that is more than the system takes.
    pub fn checked_times(self, times: i64) -> Option<Self> {
        self.0.checked_mul(times).filter(|sum| sum.abs() <= MOST_PENCE).map(Self)
    }

    /// All of them together, unless that is more than the system takes.
    pub fn checked_sum(sums: impl IntoIterator<Item = Self>) -> Option<Self> {
        sums.into_iter().try_fold(Self::ZERO, Self::checked_add)
    }

    /// This net sum with VAT at so many hundredths of a per cent added (2000 is
    /// 20 %), rounded half up to the penny.
    pub fn with_vat(self, rate_basis_points: i64) -> Option<Self> {
        let vat = self.0.checked_mul(rate_basis_points)?.checked_add(5_000)?.div_euclid(10_000);
        self.checked_add(Self(vat))
    }

    /// Reads what a person types: `1200`, `£1,200`, ` 9,800.50 `.
    ///
    /// Refuses anything else, a negative sum, more than two decimal places and
    /// more than ten billion pounds.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_start_matches('£').trim();
        let (pounds, pence) = text.split_once('.').unwrap_or((text, ""));
        let well_grouped = !pounds.contains(',')
            || pounds.split(',').enumerate().all(|(index, group)| {
                group.bytes().all(|b| b.is_ascii_digit())
                    && if index == 0 { (1..=3).contains(&group.len()) } else { group.len() == 3 }
            });
        let digits: String = pounds.chars().filter(|c| *c != ',').collect();
        let plain = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if !well_grouped || digits.is_empty() || digits.len() > 11 || !plain(&digits) {
            return None;
        }
        if pence.len() > 2 || !plain(pence) || (text.contains('.') && pence.is_empty()) {
            return None;
        }
        let pounds: i64 = digits.parse().ok()?;
        let pence: i64 = format!("{pence:0<2}").parse().ok()?;
        Some(pounds * 100 + pence).filter(|sum| *sum <= MOST_PENCE).map(Self)
    }
}

/// As people read it: `£25,000`, and pence only where there are some.
impl std::fmt::Display for Money {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (pounds, pence) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        write!(f, "{sign}£{}", grouped(pounds))?;
        if pence == 0 { Ok(()) } else { write!(f, ".{pence:02}") }
    }
}

/// A whole number as people read it, with commas: `1,900`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

impl Money {
    /// The wire's form: pounds, a point, two digits.
    pub fn to_wire(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        format!("{sign}{}.{:02}", self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100)
    }

    fn from_wire(text: &str) -> Option<Self> {
        match text.strip_prefix('-') {
            Some(rest) => Self::parse(rest).map(|sum| Self(-sum.0)),
            None => Self::parse(text),
        }
    }
}

impl Serialize for Money {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_wire())
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::from_wire(&text).ok_or_else(|| serde::de::Error::custom("not a sum such as 1250.00"))
    }
}

/// A sum of money in pounds sterling, as text with two decimal places:
/// `"1250.00"`.
#[cfg(feature = "server")]
#[async_graphql::Scalar]
impl async_graphql::ScalarType for Money {
    fn parse(value: async_graphql::Value) -> async_graphql::InputValueResult<Self> {
        match &value {
            async_graphql::Value::String(text) => Self::from_wire(text)
                .ok_or_else(|| async_graphql::InputValueError::custom("not a sum such as \"1250.00\"")),
            _ => Err(async_graphql::InputValueError::expected_type(value)),
        }
    }

    fn to_value(&self) -> async_graphql::Value {
        async_graphql::Value::String(self.to_wire())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_people_type_is_read_as_they_mean_it() {
        for (text, pence) in
            [("1200", 120_000), ("£1,200", 120_000), (" 9,800.50 ", 980_050), ("0.5", 50), ("25000.01", 2_500_001)]
        {
            assert_eq!(Money::parse(text), Some(Money::pence(pence)), "{text}");
        }
    }

    #[test]
    fn what_is_not_a_sum_is_refused() {
        for text in
            ["", "£", "-1", "1.234", "1,20", "12,00", "1e3", "1.", "١٢", "99999999999999", "NaN", ",100", "1 200"]
        {
            assert_eq!(Money::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_sum_reads_with_commas_and_shows_pence_only_where_there_are_some() {
        assert_eq!(Money::pounds(25_000).to_string(), "£25,000");
        assert_eq!(Money::pence(2_500_001).to_string(), "£25,000.01");
        assert_eq!(Money::pence(-5).to_string(), "-£0.05");
    }

    #[test]
    fn vat_is_added_to_the_penny_half_up() {
        assert_eq!(Money::pence(17_310_000).with_vat(2_000), Some(Money::pence(20_772_000)));
        assert_eq!(Money::pence(3).with_vat(1_750), Some(Money::pence(4)));
        assert_eq!(Money::pence(100).with_vat(0), Some(Money::pence(100)));
    }

    #[test]
    fn arithmetic_says_so_rather_than_overflow() {
        assert_eq!(Money::pence(MOST_PENCE).checked_add(Money::pence(1)), None);
        assert_eq!(Money::pence(i64::MAX).checked_times(2), None);
    }

    proptest! {
        #[test]
        fn the_wire_reads_back_what_it_wrote(pence in -MOST_PENCE..=MOST_PENCE) {
            let sum = Money::pence(pence);
            prop_assert_eq!(Money::from_wire(&sum.to_wire()), Some(sum));
        }

        #[test]
        fn a_shown_sum_can_be_typed_back(pence in 0..=MOST_PENCE) {
            let sum = Money::pence(pence);
            prop_assert_eq!(Money::parse(&sum.to_string()), Some(sum));
        }
    }
}
