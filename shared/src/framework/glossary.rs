//! The words of the trade that every page keeps, each with its plain meaning.
//!
//! One thing has one name everywhere. Where the name a reader sees differs from the model's, `shown_as` gives it. What
//! not to say at all stands in [`plain_english`](crate::plain_english).

/// A word and its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The word, as the model and the API have it.
    pub word: &'static str,
    /// What pages show in its stead; none if they show the word.
    pub shown_as: Option<&'static str>,
    /// What it means, as half a sentence that can follow the word.
    pub meaning: &'static str,
}

impl Entry {
    /// The word that a reader sees.
    pub const fn shown(&self) -> &'static str {
        match self.shown_as {
            Some(shown) => shown,
            None => self.word,
        }
    }
}

const fn word(word: &'static str, meaning: &'static str) -> Entry {
    Entry { word, shown_as: None, meaning }
}

const fn shown(word: &'static str, shown_as: &'static str, meaning: &'static str) -> Entry {
    Entry { word, shown_as: Some(shown_as), meaning }
}

/// Every entry, in the order of its word.
pub static ENTRIES: [Entry; 33] = [
    word("agreement", "a contract or a grant that both sides have signed"),
    word("application", "what a group sends to ask for a grant"),
    word("award", "the choice of who runs the service"),
    word("band", "how large something is; it sets how much paperwork is fair"),
    word("bid", "what a provider sends to win a tender"),
    word("commission", "one turn of planning, buying or funding, and checking"),
    word("concern", "a worry about how a service is going, raised by either side"),
    word("consortium", "groups that bid together, one of them in the lead"),
    word("consultation", "asking people for their views before a choice is made"),
    word("contract", "an agreement with a price that both sides must keep by law"),
    word("core grant", "money that helps you exist"),
    shown(
        "decommissioning",
        "ending or changing this service",
        "planning how a service stops or becomes something else",
    ),
    word("evidence", "facts with a date and a source that show what people need"),
    word("framework", "these rules; not a list of approved suppliers"),
    shown("indicator", "measure", "a number that shows whether things change for people"),
    word("lot", "a part of the work that can be won on its own"),
    word("market map", "who could help, with what, where, and how much of it"),
    word("moderation", "agreeing scores together"),
    word("need", "something that people in a place lack"),
    word("opportunity", "a chance to bid, quote or apply"),
    word("outcome", "what should change for people"),
    word("output", "what is done or given, such as visits or meals"),
    word("project grant", "money for one piece of work"),
    word("quotation", "a price asked of a few providers, for small sums"),
    word("return", "your report for the quarter"),
    word("sealed", "locked until opening; nobody can read it"),
    word("service review", "a hard look at one service, or at several of a kind"),
    word("specification", "what we need"),
    shown("standstill", "waiting period", "time for bidders to question the choice before anyone signs"),
    word("statutory duty", "something that the law says the council must do"),
    word("tender", "providers compete in the open and the best bid wins"),
    word("third sector", "charities, community groups, social enterprises"),
    word("variation", "a change both agree"),
];

/// The entry of a word, in either of its two names and any mix of capitals.
pub fn find(text: &str) -> Option<&'static Entry> {
    let text = text.trim();
    ENTRIES.iter().find(|entry| entry.word.eq_ignore_ascii_case(text) || entry.shown().eq_ignore_ascii_case(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plain_english;

    #[test]
    fn r_3_1_words_stand_in_order_and_mean_one_thing() {
        assert!(ENTRIES.windows(2).all(|pair| pair[0].word < pair[1].word));
    }

    #[test]
    fn r_3_1_every_meaning_is_short_and_plain() {
        for entry in &ENTRIES {
            let report = plain_english::check(entry.meaning);
            assert!(report.words <= 15, "{}", entry.word);
            assert!(report.findings.is_empty(), "{}: {:?}", entry.word, report.findings);
            assert!(!entry.meaning.ends_with('.'), "{}", entry.word);
        }
        let all: Vec<&str> = ENTRIES.iter().map(|entry| entry.meaning).collect();
        let grade = plain_english::check(&all.join(".\n")).grade;
        assert!(!grade.is_above(9), "grade {grade}");
    }

    #[test]
    fn r_3_1_a_word_is_found_by_the_models_name_and_by_the_readers() {
        assert_eq!(find("Indicator"), find("measure"));
        assert_eq!(find(" standstill ").map(Entry::shown), Some("waiting period"));
        assert_eq!(find("procurement"), None);
    }
}
