//! Reading a form: every fault at once, each on its field.

use std::str::FromStr;

use crate::calendar::{self, Day};
use crate::error::{Code, Refusal, all_or_nothing};
use crate::money::Money;

/// Collects the faults of one input while its fields are read.
///
/// Each method returns a value to go on with even when the field is at fault;
/// [`Checks::finish`] then refuses the whole.
#[derive(Debug, Default)]
pub struct Checks {
    faults: Vec<Refusal>,
}

impl Checks {
    /// Starts with no faults.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a fault found elsewhere.
    pub fn refuse(&mut self, refusal: Refusal) {
        self.faults.push(refusal);
    }

    /// Names the rule behind the fault found last, if it is on this field.
    pub fn name_rule(&mut self, field: &str, rule: &str, paragraph: &str) {
        if let Some(fault) = self.faults.last_mut().filter(|fault| fault.field.as_deref() == Some(field)) {
            fault.rule = Some(rule.to_owned());
            fault.paragraph = Some(paragraph.to_owned());
        }
    }

    /// A line or text that must be given; `name` completes "Enter …", for
    /// instance "the title". Characters, not bytes, are counted.
    pub fn text(&mut self, field: &str, name: &str, value: &str, most: usize) -> String {
        let text = clean(value);
        if text.is_empty() {
            self.faults.push(Refusal::slip(field, Code::Missing, format!("Enter {name}")));
        }
        self.length(field, name, &text, most);
        text
    }

    /// A text that may be left out.
    pub fn optional_text(&mut self, field: &str, name: &str, value: Option<&str>, most: usize) -> Option<String> {
        let text = clean(value.unwrap_or_default());
        self.length(field, name, &text, most);
        Some(text).filter(|text| !text.is_empty())
    }

    fn length(&mut self, field: &str, name: &str, text: &str, most: usize) {
        let count = text.chars().count();
        if count > most {
            let over = count - most;
            let name = capitalised(name);
            self.faults.push(Refusal::slip(
                field,
                Code::TooLong,
                format!("{name} is {count} characters. The limit is {most}: cut {over}"),
            ));
        }
    }

    /// A sum of money above nothing.
    pub fn money(&mut self, field: &str, name: &str, value: &str) -> Money {
        if value.trim().is_empty() {
            self.faults.push(Refusal::slip(field, Code::Missing, format!("Enter {name}")));
            return Money::ZERO;
        }
        Money::parse(value).unwrap_or_else(|| {
            let name = capitalised(name);
            self.faults.push(Refusal::slip(
                field,
                Code::Invalid,
                format!("{name} must be a sum in pounds, like 1,200 or 1200.50"),
            ));
            Money::ZERO
        })
    }

    /// A day, as people type it.
    pub fn day(&mut self, field: &str, name: &str, value: &str) -> Day {
        if value.trim().is_empty() {
            self.faults.push(Refusal::slip(field, Code::Missing, format!("Enter {name}")));
            return Day::default();
        }
        calendar::parse_day(value).unwrap_or_else(|| {
            let name = capitalised(name);
            self.faults.push(Refusal::slip(
                field,
                Code::Invalid,
                format!("{name} must be a real date, like 27 March 2026"),
            ));
            Day::default()
        })
    }

    /// A whole number within bounds, commas allowed.
    pub fn whole(&mut self, field: &str, name: &str, value: &str, least: i64, most: i64) -> i64 {
        let digits: String = value.trim().chars().filter(|c| *c != ',').collect();
        if digits.is_empty() {
            self.faults.push(Refusal::slip(field, Code::Missing, format!("Enter {name}")));
            return least;
        }
        match digits.parse::<i64>() {
            Ok(number) if (least..=most).contains(&number) => number,
            Ok(_) => {
                let name = capitalised(name);
                self.faults.push(Refusal::slip(field, Code::OutOfRange, format!("{name} must be {least} to {most}")));
                least
            }
            Err(_) => {
                let name = capitalised(name);
                self.faults.push(Refusal::slip(
                    field,
                    Code::Invalid,
                    format!("{name} must be a whole number, like {least}"),
                ));
                least
            }
        }
    }

    /// A figure with at most three decimal places, in thousandths: what
    /// measures and targets are kept in.
    pub fn thousandths(&mut self, field: &str, name: &str, value: &str) -> i64 {
        if value.trim().is_empty() {
            self.faults.push(Refusal::slip(field, Code::Missing, format!("Enter {name}")));
            return 0;
        }
        parse_thousandths(value).unwrap_or_else(|| {
            let name = capitalised(name);
            self.faults.push(Refusal::slip(field, Code::Invalid, format!("{name} must be a number, like 63 or 4.5")));
            0
        })
    }

    /// One of a closed list; `name` completes "Select …".
    pub fn choice<T: FromStr>(&mut self, field: &str, name: &str, value: &str) -> Option<T> {
        if value.trim().is_empty() {
            self.faults.push(Refusal::slip(field, Code::Missing, format!("Select {name}")));
            return None;
        }
        let read = value.trim().parse().ok();
        if read.is_none() {
            self.faults.push(Refusal::slip(field, Code::UnknownCode, format!("Select {name} from the list")));
        }
        read
    }

    /// An identifier that must be given; `name` completes "Select …".
    pub fn id<T: FromStr>(&mut self, field: &str, name: &str, value: &str) -> Option<T> {
        self.choice(field, name, value)
    }

    /// The faults found so far.
    pub fn faults(&self) -> &[Refusal] {
        &self.faults
    }

    /// Nothing if all is well, else every fault.
    pub fn finish(self) -> Result<(), Vec<Refusal>> {
        all_or_nothing(self.faults)
    }
}

/// Trims, joins line ends to `\n` and drops control characters that no person
/// types (they would break tables, feeds and mails).
pub fn clean(value: &str) -> String {
    value
        .replace("\r\n", "\n")
        .chars()
        .filter(|c| !c.is_control() || *c == '\n' || *c == '\t')
        .filter(|c| !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'))
        .collect::<String>()
        .trim()
        .to_owned()
}

/// Reads a figure with at most three decimal places, as thousandths. Commas
/// between thousands and a final `%` are let pass.
pub fn parse_thousandths(value: &str) -> Option<i64> {
    let text: String = value.trim().trim_end_matches('%').trim().chars().filter(|c| *c != ',').collect();
    let (negative, text) = text.strip_prefix('-').map_or((false, text.as_str()), |rest| (true, rest));
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 12 || part.len() > 3 || !digits(whole) || !digits(part) {
        return None;
    }
    let value = whole.parse::<i64>().ok()? * 1_000 + format!("{part:0<3}").parse::<i64>().ok()?;
    Some(if negative { -value } else { value })
}

/// A figure kept in thousandths, as people read it: `63`, `4.5`, `1,900`.
pub fn show_thousandths(value: i64) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let (whole, part) = (value.unsigned_abs() / 1_000, value.unsigned_abs() % 1_000);
    let whole = crate::money::grouped(whole);
    let part = format!("{part:03}");
    let part = part.trim_end_matches('0');
    if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
}

/// How many words a text has.
pub fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

fn capitalised(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_faults_come_at_once_each_on_its_field() {
        let mut checks = Checks::new();
        checks.text("title", "the title", "   ", 10);
        checks.money("value", "the value", "lots");
        checks.day("begins", "the start date", "31/2/2027");
        checks.whole("weight", "the weight", "101", 1, 100);
        let faults = checks.finish().unwrap_err();
        let seen: Vec<_> = faults.iter().map(|f| (f.field.as_deref().unwrap(), f.to_string())).collect();
        assert_eq!(
            seen,
            [
                ("title", "Enter the title".to_owned()),
                ("value", "The value must be a sum in pounds, like 1,200 or 1200.50".to_owned()),
                ("begins", "The start date must be a real date, like 27 March 2026".to_owned()),
                ("weight", "The weight must be 1 to 100".to_owned()),
            ]
        );
    }

    #[test]
    fn a_text_too_long_says_how_much_to_cut() {
        let mut checks = Checks::new();
        checks.text("title", "the title", "éclair", 4);
        assert_eq!(checks.faults()[0].to_string(), "The title is 6 characters. The limit is 4: cut 2");
    }

    #[test]
    fn control_characters_and_direction_overrides_are_dropped() {
        assert_eq!(clean(" a\u{0}b\r\nc\u{202e}d "), "ab\ncd");
    }

    #[test]
    fn figures_read_back_as_shown() {
        for (text, value, shown) in [
            ("63", 63_000, "63"),
            ("4.5", 4_500, "4.5"),
            ("1,900", 1_900_000, "1,900"),
            ("63%", 63_000, "63"),
            ("-2.125", -2_125, "-2.125"),
        ] {
            assert_eq!(parse_thousandths(text), Some(value));
            assert_eq!(show_thousandths(value), shown);
        }
        for text in ["", "1e9", "4.5555", "--1", "NaN", "١"] {
            assert_eq!(parse_thousandths(text), None, "{text}");
        }
    }
}
