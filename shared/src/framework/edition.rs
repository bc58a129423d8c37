//! The framework in force, in our own plain words: every paragraph, the rules it drives and the figures they use.
//!
//! The words are data of this program, so that each rule and the paragraph behind it change together, in one reviewed
//! step. Where the framework is silent (VAT, exactly £25,000) or its law has gone (4.14), they say what was decided. A
//! council's review every twelve months ends in a new edition.

mod paragraphs_background;
mod paragraphs_decommission;
mod paragraphs_monitor;
mod paragraphs_plan;
mod paragraphs_principles;
mod paragraphs_review;
mod paragraphs_secure;
mod rules;

use crate::calendar::Day;

pub use rules::{RULES, Rule, rule};

wire_enum! {
    /// A part of the framework, in its order.
    pub enum Chapter as "FrameworkChapter" {
        /// What the council is after.
        Vision = "vision",
        /// What the framework is for.
        Introduction = "introduction",
        /// How it came about, and whom it means.
        Background = "background",
        /// What commissioning is.
        Commissioning = "commissioning",
        /// Why there is a framework, and its eight principles.
        Principles = "principles",
        /// Plan: need and evidence.
        Plan = "plan",
        /// Secure: specification, method, choice.
        Secure = "secure",
        /// Room for providers to take part.
        Capacity = "capacity",
        /// Monitor: how it is going.
        Monitor = "monitor",
        /// Review: what was learnt.
        Review = "review",
        /// Ending or changing a service.
        Decommission = "decommission",
        /// Where the framework holds, and until when.
        Conclusion = "conclusion",
    }
}

impl Chapter {
    /// The heading that a reader sees.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Vision => "Our vision",
            Self::Introduction => "What this is for",
            Self::Background => "Background",
            Self::Commissioning => "What commissioning is",
            Self::Principles => "Why a framework, and its eight principles",
            Self::Plan => "Plan",
            Self::Secure => "Secure",
            Self::Capacity => "Helping providers take part",
            Self::Monitor => "Monitor",
            Self::Review => "Review",
            Self::Decommission => "Ending or changing a service",
            Self::Conclusion => "Where and how long it holds",
        }
    }
}

/// One paragraph, restated in plain words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Its number in the framework: `4.10`; `4.2(6)` for the sixth principle; `4.24b` for the unnumbered one after 4.24;
    /// `vision` for the words before the first.
    pub number: &'static str,
    /// What it is about, in a few words.
    pub heading: &'static str,
    /// The part it stands in.
    pub chapter: Chapter,
    /// What it says.
    pub text: &'static str,
    /// The requirements that it drives, such as `R-4.10`.
    pub rules: &'static [&'static str],
    /// The keys of the policy rows that those rules use, such as `local.tender.threshold`.
    pub policy_keys: &'static [&'static str],
}

/// One edition of the framework.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edition {
    /// Its name, such as `2026`.
    pub version: &'static str,
    /// The first day on which it holds.
    pub in_force_from: Day,
    /// The day by which it has to be reviewed: twelve months on.
    pub review_by: Day,
    /// Every paragraph, in order.
    pub paragraphs: &'static [Paragraph],
}

impl Edition {
    /// The paragraph of this number.
    pub fn paragraph(&self, number: &str) -> Option<&'static Paragraph> {
        self.paragraphs.iter().find(|paragraph| paragraph.number == number)
    }

    /// The paragraph that drives this rule; of several the first.
    pub fn paragraph_of(&self, rule: &str) -> Option<&'static Paragraph> {
        self.paragraphs.iter().find(|paragraph| paragraph.rules.contains(&rule))
    }

    /// The paragraphs of one part.
    pub fn chapter(&self, chapter: Chapter) -> impl Iterator<Item = &'static Paragraph> + use<> {
        self.paragraphs.iter().filter(move |paragraph| paragraph.chapter == chapter)
    }

    /// Whether its review is overdue: the page shows a banner and an administrator gets a task.
    pub fn is_review_overdue(&self, today: Day) -> bool {
        today > self.review_by
    }
}

const PARTS: [&[Paragraph]; 7] = [
    &paragraphs_background::PARAGRAPHS,
    &paragraphs_principles::PARAGRAPHS,
    &paragraphs_plan::PARAGRAPHS,
    &paragraphs_secure::PARAGRAPHS,
    &paragraphs_monitor::PARAGRAPHS,
    &paragraphs_review::PARAGRAPHS,
    &paragraphs_decommission::PARAGRAPHS,
];

const COUNT: usize = {
    let mut count = 0;
    let mut part = 0;
    while part < PARTS.len() {
        count += PARTS[part].len();
        part += 1;
    }
    count
};

static PARAGRAPHS: [Paragraph; COUNT] = {
    let mut all = [PARTS[0][0]; COUNT];
    let (mut part, mut at, mut next) = (0, 0, 0);
    while part < PARTS.len() {
        while at < PARTS[part].len() {
            all[next] = PARTS[part][at];
            at += 1;
            next += 1;
        }
        at = 0;
        part += 1;
    }
    all
};

const fn day(year: i32, month: u32, day: u32) -> Day {
    Day::from_ymd_opt(year, month, day).expect("an edition names days that exist")
}

/// The edition in force.
pub static IN_FORCE: Edition =
    Edition { version: "2026", in_force_from: day(2026, 4, 1), review_by: day(2027, 4, 1), paragraphs: &PARAGRAPHS };

#[cfg(test)]
mod tests;
