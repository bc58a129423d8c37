//! What people say of a service: anonymous, and shown only as counts that give
//! nobody away (R-4.28d, principle 8 of framework 4.2).

use serde::{Deserialize, Serialize};

use crate::calendar::Timestamp;
use crate::check::Checks;
use crate::commission::ServiceId;
use crate::error::Refusal;
use crate::review::FeedbackId;

wire_enum! {
    /// How a service is, overall.
    pub enum Rating as "FeedbackRating" {
        /// Very good.
        VeryGood = "very_good",
        /// Good.
        Good = "good",
        /// OK.
        Ok = "ok",
        /// Poor.
        Poor = "poor",
        /// Very poor.
        VeryPoor = "very_poor",
        /// The person does not know.
        Unknown = "unknown",
    }
}

impl Rating {
    /// The words on the form.
    pub const fn label(self) -> &'static str {
        match self {
            Self::VeryGood => "Very good",
            Self::Good => "Good",
            Self::Ok => "OK",
            Self::Poor => "Poor",
            Self::VeryPoor => "Very poor",
            Self::Unknown => "I don't know",
        }
    }
}

wire_enum! {
    /// Who speaks.
    pub enum Giver as "FeedbackGiver" {
        /// Someone who uses the service.
        User = "user",
        /// Family or a friend of someone who does.
        Family = "family",
        /// Someone who works there.
        Staff = "staff",
        /// Someone else.
        Other = "other",
    }
}

impl Giver {
    /// The words on the form, after "I am".
    pub const fn label(self) -> &'static str {
        match self {
            Self::User => "someone who uses it",
            Self::Family => "family or a friend",
            Self::Staff => "staff",
            Self::Other => "someone else",
        }
    }
}

/// What one person said. Nothing in it says who.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feedback {
    /// Its identifier.
    pub id: FeedbackId,
    /// The service.
    pub service: ServiceId,
    /// How it is overall.
    pub rating: Rating,
    /// What is good, what should change.
    pub words: Option<String>,
    /// Who speaks, if they say.
    pub giver: Option<Giver>,
    /// When.
    pub given_at: Timestamp,
}

/// The form, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
pub struct FeedbackInput {
    /// How it is overall: one of `FeedbackRating`. The only answer needed.
    pub rating: String,
    /// What is good and what should change; may be left out.
    pub words: String,
    /// Who speaks: one of `FeedbackGiver`; may be left out.
    pub giver: String,
}

/// The form, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// How it is overall.
    pub rating: Rating,
    /// What is good, what should change.
    pub words: Option<String>,
    /// Who speaks, if they say.
    pub giver: Option<Giver>,
}

/// The longest answer taken, in characters.
pub const MOST_CHARACTERS: usize = 2_000;

impl FeedbackInput {
    /// Reads the form; one answer is needed.
    pub fn check(&self) -> Result<Answer, Vec<Refusal>> {
        let mut checks = Checks::new();
        let rating: Option<Rating> = checks.choice("rating", "how it is overall", &self.rating);
        let words = checks.optional_text("words", "what you wrote", Some(&self.words), MOST_CHARACTERS);
        let giver =
            if self.giver.trim().is_empty() { None } else { checks.choice("giver", "who you are", &self.giver) };
        checks.finish()?;
        rating.map(|rating| Answer { rating, words, giver }).ok_or_else(Vec::new)
    }
}

/// One number of a table that is shown to everyone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cell {
    /// The number.
    Shown(u64),
    /// Kept back, because it is small or would give a small one away.
    Hidden,
}

impl Cell {
    /// The number, if it is shown.
    pub const fn shown(self) -> Option<u64> {
        match self {
            Self::Shown(number) => Some(number),
            Self::Hidden => None,
        }
    }
}

/// A row of numbers and their total, fit to be shown to everyone.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Counts {
    /// The numbers, in the order they came.
    pub cells: Vec<Cell>,
    /// What they add up to.
    pub total: Cell,
}

/// Keeps back every number under `least`, and as many more as it takes that
/// none of those can be worked out from the total (principle 8).
///
/// Why it is enough: what is hidden depends on the numbers alone, not on their
/// order. If all that is hidden is small, there is at least one other way to
/// share the hidden sum among small numbers, for each of them. If something
/// larger is hidden too, the hidden numbers can change places, and the table
/// would look the same. A test tries every table of a size.
pub fn suppress(numbers: &[u64], least: u64) -> Counts {
    let total: u64 = numbers.iter().sum();
    let mut hidden: Vec<bool> = numbers.iter().map(|number| *number < least).collect();
    let everything = Counts { cells: vec![Cell::Hidden; numbers.len()], total: Cell::Hidden };
    if total < least {
        return everything;
    }
    if !is_safe(numbers, &hidden, least) {
        // All numbers of that size, so that the order tells nothing.
        let Some(next) = numbers.iter().zip(&hidden).filter(|(_, hidden)| !**hidden).map(|(number, _)| *number).min()
        else {
            return everything;
        };
        for (number, hidden) in numbers.iter().zip(&mut hidden) {
            *hidden |= *number == next;
        }
    }
    let cells = numbers
        .iter()
        .zip(&hidden)
        .map(|(number, hidden)| if *hidden { Cell::Hidden } else { Cell::Shown(*number) })
        .collect();
    Counts { cells, total: Cell::Shown(total) }
}

/// Whether the hidden numbers, all under `least`, stay unknown though their sum
/// is known: none hidden; or two or more, neither all nothing nor all as large
/// as they can be.
fn is_safe(numbers: &[u64], hidden: &[bool], least: u64) -> bool {
    let small: Vec<u64> =
        numbers.iter().zip(hidden).filter(|(_, hidden)| **hidden).map(|(number, _)| *number).collect();
    let sum: u64 = small.iter().sum();
    let most = (least - 1) * small.len() as u64;
    small.is_empty() || (small.len() > 1 && sum > 0 && sum < most)
}

/// The feedback on a service as everyone sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// How many said what, in the order of [`Rating::ALL`].
    pub ratings: Vec<(Rating, Cell)>,
    /// How many spoke.
    pub total: Cell,
}

/// Counts feedback for everyone to see; `numbers` are those of [`Rating::ALL`].
pub fn summary(numbers: &[(Rating, u64)], least: u64) -> Summary {
    let of = |rating: Rating| numbers.iter().filter(|(known, _)| *known == rating).map(|(_, number)| number).sum();
    let counts = suppress(&Rating::ALL.iter().map(|rating| of(*rating)).collect::<Vec<u64>>(), least);
    Summary { ratings: Rating::ALL.iter().copied().zip(counts.cells).collect(), total: counts.total }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeSet, HashMap};

    #[test]
    fn one_answer_is_enough_and_needed() {
        let fault = FeedbackInput::default().check().unwrap_err();
        assert_eq!(fault.len(), 1);
        assert_eq!(fault[0].to_string(), "Select how it is overall");
        let input = FeedbackInput { rating: "VERY_GOOD".to_owned(), ..FeedbackInput::default() };
        assert_eq!(input.check().unwrap(), Answer { rating: Rating::VeryGood, words: None, giver: None });
    }

    #[test]
    fn a_long_answer_and_an_unknown_choice_are_refused_together() {
        let input = FeedbackInput { rating: "best".to_owned(), words: "a".repeat(2_001), giver: "king".to_owned() };
        let fields: Vec<_> = input.check().unwrap_err().into_iter().map(|fault| fault.field.unwrap()).collect();
        assert_eq!(fields, ["rating", "words", "giver"]);
    }

    /// P8, R-4.28d
    #[test]
    fn small_numbers_are_kept_back_and_so_is_what_would_give_them_away() {
        use Cell::{Hidden, Shown};
        assert_eq!(suppress(&[3, 1, 0, 0], 5), Counts { cells: vec![Hidden; 4], total: Hidden });
        let one = suppress(&[31, 12, 2], 5);
        assert_eq!(one, Counts { cells: vec![Shown(31), Hidden, Hidden], total: Shown(45) });
        let two = suppress(&[31, 12, 2, 3], 5);
        assert_eq!(two, Counts { cells: vec![Shown(31), Shown(12), Hidden, Hidden], total: Shown(48) });
        let none = suppress(&[31, 12, 5], 5);
        assert_eq!(none, Counts { cells: vec![Shown(31), Shown(12), Shown(5)], total: Shown(48) });
        let nothing_else_said = suppress(&[31, 12, 0, 0], 5);
        assert_eq!(nothing_else_said.cells, [Shown(31), Hidden, Hidden, Hidden]);
        let all_as_large_as_they_can_be = suppress(&[31, 12, 4, 4], 5);
        assert_eq!(all_as_large_as_they_can_be.cells, [Shown(31), Hidden, Hidden, Hidden]);
    }

    /// P8, R-4.28d: whoever knows the rule and the published table cannot tell
    /// any hidden number, for every table of three or four small numbers.
    #[test]
    fn no_hidden_number_can_be_worked_out() {
        for (length, most, least) in [(1, 9, 3), (2, 9, 3), (3, 9, 3), (4, 7, 3), (3, 9, 2)] {
            let mut tables: Vec<Vec<u64>> = vec![Vec::new()];
            for _ in 0..length {
                tables = tables
                    .into_iter()
                    .flat_map(|table| (0..=most).map(move |next| [table.as_slice(), &[next]].concat()))
                    .collect();
            }
            let mut possible: HashMap<Counts, Vec<BTreeSet<u64>>> = HashMap::new();
            for table in tables {
                let seen = possible.entry(suppress(&table, least)).or_insert_with(|| vec![BTreeSet::new(); length]);
                for (values, number) in seen.iter_mut().zip(&table) {
                    values.insert(*number);
                }
            }
            for (counts, seen) in possible {
                for (cell, values) in counts.cells.iter().zip(&seen) {
                    match cell {
                        Cell::Shown(number) => assert!(*number >= least),
                        Cell::Hidden => assert!(values.len() > 1, "{counts:?} tells {values:?}"),
                    }
                }
            }
        }
    }
}
