//! The eight principles of good commissioning (framework 4.2), and what each asks of an officer.
//!
//! Every gate says which of them it serves. In the smallest band they fit on one page with a line each, and
//! answers are offered to choose from.

pub mod answer;
pub mod gate;

use crate::framework::edition::{Edition, Paragraph};

pub use answer::{Answer, PrincipleAnswerInput, PrinciplesInput, Said};
pub use gate::{Purchase, Record, map_note};

wire_enum! {
    /// One of the eight principles of good commissioning.
    pub enum Principle as "Principle" {
        /// Understand what people need.
        P1 = "p1",
        /// Ask providers early.
        P2 = "p2",
        /// Put people's outcomes first.
        P3 = "p3",
        /// Know who could help.
        P4 = "p4",
        /// Help providers to grow.
        P5 = "p5",
        /// Be open and fair.
        P6 = "p6",
        /// Plan for the long term.
        P7 = "p7",
        /// Ask how it went.
        P8 = "p8",
    }
}

impl Principle {
    /// Its id as rules cite it, such as `P1`.
    pub const fn id(self) -> &'static str {
        match self {
            Self::P1 => "P1",
            Self::P2 => "P2",
            Self::P3 => "P3",
            Self::P4 => "P4",
            Self::P5 => "P5",
            Self::P6 => "P6",
            Self::P7 => "P7",
            Self::P8 => "P8",
        }
    }

    /// Its number alone, as people say it: `1`.
    pub fn digit(self) -> &'static str {
        self.id().trim_start_matches('P')
    }

    /// What the records say of it without a word more; none where an officer has to answer.
    pub const fn on_record(self) -> Option<&'static str> {
        match self {
            Self::P1 => Some("The needs behind it say which groups were heard, or why not."),
            Self::P3 => Some("The outcomes in its specification say who benefits."),
            _ => None,
        }
    }

    /// The paragraph it stands in, such as `4.2(1)`.
    pub const fn number(self) -> &'static str {
        match self {
            Self::P1 => "4.2(1)",
            Self::P2 => "4.2(2)",
            Self::P3 => "4.2(3)",
            Self::P4 => "4.2(4)",
            Self::P5 => "4.2(5)",
            Self::P6 => "4.2(6)",
            Self::P7 => "4.2(7)",
            Self::P8 => "4.2(8)",
        }
    }

    /// What it says in an edition: its heading and its text.
    pub fn paragraph(self, edition: &Edition) -> Option<&'static Paragraph> {
        edition.paragraph(self.number())
    }

    /// Its name in a few words.
    pub const fn heading(self) -> &'static str {
        match self {
            Self::P1 => "Understand what people need",
            Self::P2 => "Ask providers early",
            Self::P3 => "Put people's outcomes first",
            Self::P4 => "Know who could help",
            Self::P5 => "Help providers to grow",
            Self::P6 => "Be open and fair",
            Self::P7 => "Plan for the long term",
            Self::P8 => "Ask how it went",
        }
    }

    /// What an officer is asked about a commission.
    pub const fn question(self) -> &'static str {
        match self {
            Self::P1 => "Which third-sector groups told you what people need?",
            Self::P2 => "Which providers did you talk to, and what did you change after it?",
            Self::P3 => "What should change for the people who use the service?",
            Self::P4 => "Who could run this service, and how do you know?",
            Self::P5 => "What will you do to help small providers take part, or why nothing?",
            Self::P6 => "How will you make sure that all bidders have the same chance, alone or together?",
            Self::P7 => "How long is the agreement, who carries which risk, and why?",
            Self::P8 => "When will you ask users, communities and providers how this went?",
        }
    }

    /// Answers to choose from in the smallest band, where one line is enough.
    pub const fn offered(self) -> &'static [&'static str] {
        match self {
            Self::P1 => &[
                "A group that speaks for these people told us.",
                "We used what groups told us for a need like this one.",
            ],
            Self::P2 => &["We talked to two or more providers.", "The service is the same as before."],
            Self::P3 => &["The outcome says who benefits and how."],
            Self::P4 => &["We looked through our list of providers.", "Only one group works with these people here."],
            Self::P5 => &["We offer help with the form.", "The form is short, so no help is needed."],
            Self::P6 => {
                &["Anyone may bid, alone or together.", "We ask three or more groups, all with the same papers."]
            }
            Self::P7 => &["It is one piece of work with an end.", "It runs for three years or more."],
            Self::P8 => &["At the end, with the one review.", "Each year, with the annual review."],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::framework::edition::IN_FORCE;
    use crate::plain_english;

    #[test]
    fn r_3_1_each_principle_has_a_paragraph_with_its_heading_and_its_rule() {
        for principle in Principle::ALL {
            let paragraph = principle.paragraph(&IN_FORCE).unwrap();
            assert_eq!(paragraph.heading, principle.heading());
            assert_eq!(paragraph.rules.first(), Some(&principle.id()));
        }
        assert_eq!(Principle::ALL.len(), 8);
    }

    #[test]
    fn r_3_1_questions_and_offered_answers_are_plain() {
        for principle in Principle::ALL {
            for text in std::iter::once(principle.question()).chain(principle.offered().iter().copied()) {
                let report = plain_english::check(text);
                assert!(!report.grade.is_above(9) && report.findings.is_empty(), "{text}: grade {}", report.grade);
            }
            assert!(principle.question().ends_with('?') && !principle.offered().is_empty());
        }
    }
}
