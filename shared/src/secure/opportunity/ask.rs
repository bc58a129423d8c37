//! How a question is answered: in words, with a number, a choice, a date, or by declaring that a requirement is met.
//!
//! The same reading serves the page while one types, the check before sending, and the panel: what is sealed is what
//! [`Ask::read`] makes of it, and reads the same again.

use crate::calendar::{in_short, parse_day};
use crate::check::{Checks, clean, parse_thousandths, show_thousandths, words};
use crate::error::{Code, Refusal};

/// The most options of a choice.
pub const OPTIONS_MOST: usize = 20;
/// The most words that a question may allow.
pub const WORDS_MOST: i64 = 5_000;
/// What a declaration says when the requirement is met.
pub const YES: &str = "yes";
/// What it says when it is not.
pub const NO: &str = "no";

wire_enum! {
    /// How a question is answered.
    pub enum QuestionKind as "QuestionKind" {
        /// In words, up to a limit.
        Text = "text",
        /// With a number.
        Number = "number",
        /// With one of several options.
        Choice = "choice",
        /// With a date.
        Date = "date",
        /// By declaring that a requirement is met, without which no bid is sent.
        Declaration = "declaration",
    }
}

impl QuestionKind {
    /// As officers choose it.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Text => "Words, up to a limit",
            Self::Number => "A number",
            Self::Choice => "One of several options",
            Self::Date => "A date",
            Self::Declaration => "A requirement that bidders declare to meet",
        }
    }
}

/// How a question is answered, with what belongs to its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// In words.
    Text {
        /// How many at most.
        words: u32,
    },
    /// With a number, kept in thousandths.
    Number {
        /// What it counts, such as `hours a week`.
        unit: Option<String>,
        /// The least that is taken.
        least: Option<i64>,
        /// The most that is taken.
        most: Option<i64>,
    },
    /// With one of these.
    Choice {
        /// The options, two at least.
        options: Vec<String>,
    },
    /// With a date.
    Date,
    /// With yes: whoever does not meet the requirement cannot bid.
    Declaration,
}

impl Ask {
    /// Its kind alone.
    pub const fn kind(&self) -> QuestionKind {
        match self {
            Self::Text { .. } => QuestionKind::Text,
            Self::Number { .. } => QuestionKind::Number,
            Self::Choice { .. } => QuestionKind::Choice,
            Self::Date => QuestionKind::Date,
            Self::Declaration => QuestionKind::Declaration,
        }
    }

    /// The most words an answer may have; none where it is not answered in words.
    pub const fn word_limit(&self) -> Option<u32> {
        match self {
            Self::Text { words } => Some(*words),
            Self::Number { .. } | Self::Choice { .. } | Self::Date | Self::Declaration => None,
        }
    }

    /// What bidders read about the answer, before they write it: `Up to 500 words`.
    pub fn limits(&self) -> String {
        match self {
            Self::Text { words } => format!("Up to {words} words"),
            Self::Number { unit, least, most } => {
                let unit = unit.as_deref().map(|unit| format!(" of {unit}")).unwrap_or_default();
                match (least.map(show_thousandths), most.map(show_thousandths)) {
                    (Some(least), Some(most)) => format!("A number{unit}, {least} to {most}"),
                    (Some(least), None) => format!("A number{unit}, {least} or more"),
                    (None, Some(most)) => format!("A number{unit}, {most} or less"),
                    (None, None) => format!("A number{unit}"),
                }
            }
            Self::Choice { options } => format!("One of: {}", options.join("; ")),
            Self::Date => "A date".to_owned(),
            Self::Declaration => "A requirement: you must be able to say yes".to_owned(),
        }
    }

    /// Reads the answer to question `number` into what is sealed, or says what is wrong with it. An empty answer is
    /// for the caller to ask for.
    pub fn read(&self, number: usize, typed: &str) -> Result<String, Refusal> {
        let text = clean(typed);
        let slip = |code, sentence: String| Err(Refusal::slip("", code, sentence));
        match self {
            Self::Text { words: most } => {
                let (count, most) = (words(&text), *most as usize);
                if count > most {
                    let sentence =
                        format!("Answer {number} is {count} words. The limit is {most}: cut {}", count - most);
                    return Err(Refusal::slip("", Code::TooLong, sentence).because("R-4.4", "4.4"));
                }
                Ok(text)
            }
            Self::Number { least, most, .. } => {
                let Some(given) = parse_thousandths(&text) else {
                    return slip(Code::Invalid, format!("Answer {number} must be a number, like 63 or 4.5"));
                };
                if least.is_some_and(|least| given < least) || most.is_some_and(|most| given > most) {
                    let limits = self.limits();
                    let limits = limits.strip_prefix("A number").unwrap_or_default().trim_start_matches([',', ' ']);
                    let limits =
                        limits.strip_prefix("of ").map_or_else(|| limits.to_owned(), |rest| format!("in {rest}"));
                    return slip(Code::OutOfRange, format!("Answer {number} must be a number {limits}"));
                }
                Ok(show_thousandths(given))
            }
            Self::Choice { options } => match options.iter().find(|option| **option == text) {
                Some(option) => Ok(option.clone()),
                None => slip(Code::UnknownCode, format!("Select the answer to question {number} from the list")),
            },
            Self::Date => match parse_day(&text) {
                Some(day) => Ok(in_short(day)),
                None => slip(Code::Invalid, format!("Answer {number} must be a real date, like 27 March 2026")),
            },
            Self::Declaration => match text.to_lowercase().as_str() {
                YES => Ok(YES.to_owned()),
                NO => Err(Refusal::under(
                    Code::Invalid,
                    "R-4.1b",
                    "4.1",
                    format!("Requirement {number} must be met. If you cannot say yes, you cannot send this bid"),
                )),
                _ => slip(Code::UnknownCode, format!("Select yes or no for requirement {number}")),
            },
        }
    }

    /// An answer as people read it: `12 hours a week`, `Yes`.
    pub fn shown(&self, text: &str) -> String {
        match self {
            Self::Number { unit: Some(unit), .. } if !text.is_empty() => format!("{text} {unit}"),
            Self::Declaration if text == YES => "Yes".to_owned(),
            Self::Declaration if text == NO => "No".to_owned(),
            Self::Text { .. } | Self::Number { .. } | Self::Choice { .. } | Self::Date | Self::Declaration => {
                text.to_owned()
            }
        }
    }

    /// Whether the requirement is met by this answer; none where the question is no requirement.
    pub fn met(&self, text: &str) -> Option<bool> {
        (*self == Self::Declaration).then(|| text == YES)
    }
}

/// What belongs to a kind, as typed.
pub(super) struct Typed<'a> {
    pub kind: &'a str,
    pub word_limit: &'a str,
    pub unit: &'a str,
    pub least: &'a str,
    pub most: &'a str,
    pub options: &'a str,
}

/// Reads how a question is answered; `field` names the fields of its row.
pub(super) fn read(checks: &mut Checks, field: impl Fn(&str) -> String, typed: &Typed<'_>) -> Ask {
    let kind = match typed.kind.trim() {
        "" => Some(QuestionKind::Text),
        given => checks.choice::<QuestionKind>(&field("kind"), "how it is answered", given),
    };
    match kind.unwrap_or(QuestionKind::Date) {
        QuestionKind::Text => {
            let words = checks.whole(&field("wordLimit"), "the number of words", typed.word_limit, 1, WORDS_MOST);
            Ask::Text { words: u32::try_from(words).unwrap_or(1) }
        }
        QuestionKind::Number => {
            let unit = checks.optional_text(&field("unit"), "the unit", Some(typed.unit), 40);
            let mut bound = |name: &str, words: &str, typed: &str| {
                (!typed.trim().is_empty()).then(|| checks.thousandths(&field(name), words, typed))
            };
            let least = bound("least", "the least", typed.least);
            let most = bound("most", "the most", typed.most);
            if let (Some(least), Some(most)) = (least, most)
                && least > most
            {
                let sentence = format!("The most must be {} or more: that is the least", show_thousandths(least));
                checks.refuse(Refusal::slip(field("most"), Code::OutOfRange, sentence));
            }
            Ask::Number { unit, least, most }
        }
        QuestionKind::Choice => Ask::Choice { options: options(checks, &field("options"), typed.options) },
        QuestionKind::Date => Ask::Date,
        QuestionKind::Declaration => Ask::Declaration,
    }
}

/// The options of a choice, one a line: two at least, each once.
fn options(checks: &mut Checks, field: &str, typed: &str) -> Vec<String> {
    let mut options: Vec<String> = Vec::new();
    for line in clean(typed).lines().map(str::trim).filter(|line| !line.is_empty()) {
        if options.iter().any(|other| other.eq_ignore_ascii_case(line)) {
            let sentence = format!("\"{line}\" is there twice. Take one of them off");
            checks.refuse(Refusal::slip(field, Code::Duplicate, sentence));
        }
        if line.chars().count() > 200 {
            checks.refuse(Refusal::slip(field, Code::TooLong, "Each option must be 200 characters or less"));
        }
        options.push(line.to_owned());
    }
    match options.len() {
        0 | 1 => checks.refuse(Refusal::slip(field, Code::Missing, "Enter two options at least, one on each line")),
        count if count > OPTIONS_MOST => {
            let sentence =
                format!("There are {count} options. The limit is {OPTIONS_MOST}: take off {}", count - OPTIONS_MOST);
            checks.refuse(Refusal::slip(field, Code::TooLong, sentence));
        }
        _ => {}
    }
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(least: Option<i64>, most: Option<i64>) -> Ask {
        Ask::Number { unit: Some("hours a week".to_owned()), least, most }
    }

    fn choice() -> Ask {
        Ask::Choice { options: vec!["Morning".to_owned(), "Evening".to_owned()] }
    }

    /// the limit itself is allowed, one word more is not.
    #[test]
    fn a_text_has_its_limit_of_words_r_4_4() {
        let ask = Ask::Text { words: 3 };
        assert_eq!(ask.read(1, " one two three ").unwrap(), "one two three");
        assert_eq!(ask.read(1, "one two three four").unwrap_err().code, Code::TooLong);
    }

    #[test]
    fn a_number_is_read_with_its_bounds() {
        let ask = number(Some(2_000), Some(40_500));
        for (typed, read) in [("2", "2"), ("40.5", "40.5"), ("1,0", "10")] {
            assert_eq!(ask.read(4, typed).as_deref(), Ok(read), "{typed}");
        }
        for typed in ["1.999", "40.501", "-3"] {
            let fault = ask.read(4, typed).unwrap_err();
            assert_eq!(fault.code, Code::OutOfRange, "{typed}");
            assert_eq!(fault.message, "Answer 4 must be a number in hours a week, 2 to 40.5");
        }
        assert_eq!(ask.read(4, "many").unwrap_err().code, Code::Invalid);
        assert_eq!(
            number(None, Some(1_000)).read(1, "2").unwrap_err().message,
            "Answer 1 must be a number in hours a week, 1 or less"
        );
        let plain = Ask::Number { unit: None, least: Some(1_000), most: None };
        assert_eq!(plain.read(1, "0").unwrap_err().message, "Answer 1 must be a number 1 or more");
        assert!(number(None, None).read(1, "-7").is_ok());
    }

    #[test]
    fn a_choice_is_one_of_its_options_and_a_date_a_real_day() {
        assert_eq!(choice().read(2, "Evening").as_deref(), Ok("Evening"));
        assert_eq!(choice().read(2, "Night").unwrap_err().code, Code::UnknownCode);
        assert_eq!(Ask::Date.read(2, "29/2/2028").as_deref(), Ok("29 February 2028"));
        assert_eq!(Ask::Date.read(2, "29/2/2027").unwrap_err().code, Code::Invalid);
    }

    /// R-4.1b: who may be chosen is told before, and asked of all alike.
    #[test]
    fn a_requirement_is_met_by_yes_alone_r_4_1b() {
        assert_eq!(Ask::Declaration.read(3, "Yes").as_deref(), Ok("yes"));
        let no = Ask::Declaration.read(3, "no").unwrap_err();
        assert_eq!((no.code, no.rule.as_deref()), (Code::Invalid, Some("R-4.1b")));
        assert_eq!(Ask::Declaration.read(3, "perhaps").unwrap_err().code, Code::UnknownCode);
        assert_eq!(
            (Ask::Declaration.met("yes"), Ask::Declaration.met("no"), Ask::Date.met("yes")),
            (Some(true), Some(false), None)
        );
    }

    /// What is sealed reads the same again: a bid taken back is not at fault.
    #[test]
    fn what_was_read_reads_the_same_again() {
        for (ask, typed) in [
            (Ask::Text { words: 9 }, " By bus\r\nand on foot "),
            (number(None, None), "1200.50"),
            (choice(), "Morning"),
            (Ask::Date, "2026-03-27"),
            (Ask::Declaration, "YES"),
        ] {
            let once = ask.read(1, typed).unwrap();
            assert_eq!(ask.read(1, &once).as_deref(), Ok(once.as_str()), "{typed}");
        }
    }

    #[test]
    fn what_officers_type_of_a_kind_is_refused_all_at_once() {
        let faults = |kind: &str, least: &str, most: &str, options: &str| {
            let mut checks = Checks::new();
            let typed = Typed { kind, word_limit: "0", unit: "", least, most, options };
            read(&mut checks, |name| format!("questions.0.{name}"), &typed);
            let faults = checks.finish().err().unwrap_or_default();
            faults.into_iter().map(|fault| (fault.field.unwrap_or_default(), fault.code)).collect::<Vec<_>>()
        };
        let on = |name: &str, code| vec![(format!("questions.0.{name}"), code)];
        assert_eq!(faults("", "", "", ""), on("wordLimit", Code::OutOfRange), "words unless said otherwise");
        assert_eq!(faults("riddle", "", "", ""), on("kind", Code::UnknownCode));
        assert_eq!(faults("number", "5", "5", ""), []);
        assert_eq!(faults("number", "5.001", "5", ""), on("most", Code::OutOfRange));
        assert_eq!(faults("number", "x", "", ""), on("least", Code::Invalid));
        assert_eq!(faults("choice", "", "", "One\n\n"), on("options", Code::Missing));
        assert_eq!(faults("choice", "", "", "One\r\none\r\nTwo"), on("options", Code::Duplicate));
        let many: String = (0..=OPTIONS_MOST).map(|n| n.to_string()).collect::<Vec<_>>().join("\n");
        assert_eq!(faults("CHOICE", "", "", &many), on("options", Code::TooLong));
        assert_eq!(faults("DECLARATION", "", "", ""), []);
    }
}
