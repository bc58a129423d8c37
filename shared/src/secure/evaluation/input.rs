//! What people type while they evaluate, and how it is read.

use serde::{Deserialize, Serialize};

use crate::check::{Checks, words};
use crate::error::{Code, Refusal};
use crate::framework::policy::{Figure, Policy};
use crate::people::UserId;
use crate::secure::BidId;
use crate::secure::evaluation::{InterestKind, PARAGRAPH, RULE, under};

/// The highest score: all parts of the question answered, with evidence.
pub const MOST_POINTS: u8 = 5;
/// Room for a reason, in characters; its words are counted against [`ReasonWords`].
const REASON_MOST_CHARACTERS: usize = 4_000;
/// Room for a note or the nature of an interest, in characters.
const NOTE_MOST_CHARACTERS: usize = 2_000;
/// No panel and no field of bidders is larger.
const MOST_ROWS: usize = 200;

/// Who judges the bids: the whole panel at once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[serde(rename_all = "camelCase", default)]
pub struct PanelInput {
    /// The reviewers' user ids.
    pub members: Vec<String>,
    /// The user id of the one who leads the panel.
    pub chair: String,
}

/// A panel as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Panel {
    /// The reviewers.
    pub members: Vec<UserId>,
    /// The one who leads.
    pub chair: UserId,
}

impl PanelInput {
    /// Reads the panel.
    ///
    /// # Errors
    /// All faults at once, each on its field.
    pub fn check(&self) -> Result<Panel, Vec<Refusal>> {
        let mut checks = Checks::new();
        let given = self.members.iter().take(MOST_ROWS).enumerate();
        let members: Vec<UserId> =
            given.filter_map(|(index, id)| checks.id(&format!("members.{index}"), "a reviewer", id)).collect();
        for (index, id) in members.iter().enumerate() {
            if members[..index].contains(id) {
                let message = "This person is on the panel already: choose each person once";
                checks.refuse(Refusal::slip(format!("members.{index}"), Code::Duplicate, message));
            }
        }
        let chair: Option<UserId> = checks.id("chair", "who leads the panel", &self.chair);
        if chair.as_ref().is_some_and(|chair| !members.contains(chair)) {
            let message = "Whoever leads the panel must be one of its reviewers";
            checks.refuse(Refusal::slip("chair", Code::Invalid, message));
        }
        checks.finish()?;
        // A chair was read, else there would have been a fault.
        chair.map(|chair| Panel { members, chair }).ok_or_else(Vec::new)
    }
}

impl PanelInput {
    /// The reviewers named, as far as they could be read.
    pub fn members_named(&self) -> Vec<UserId> {
        self.members.iter().take(MOST_ROWS).filter_map(|id| id.trim().parse().ok()).collect()
    }
}

/// What a reviewer says about every bidder.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[serde(rename_all = "camelCase", default)]
pub struct InterestsInput {
    /// One entry for each bidder.
    pub interests: Vec<InterestInput>,
}

/// What a reviewer says about one bidder.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[serde(rename_all = "camelCase", default)]
pub struct InterestInput {
    /// The bid's id.
    pub bid: String,
    /// `none` or `conflict`.
    pub kind: String,
    /// What the tie is, where there is one.
    pub about: Option<String>,
}

/// A declaration as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    /// The bid.
    pub bid: BidId,
    /// Whether there is a tie.
    pub kind: InterestKind,
    /// What it is.
    pub about: Option<String>,
}

impl InterestsInput {
    /// Reads the declarations.
    ///
    /// # Errors
    /// All faults at once, each on its field.
    pub fn check(&self) -> Result<Vec<Declared>, Vec<Refusal>> {
        let mut checks = Checks::new();
        let mut declared: Vec<Declared> = Vec::new();
        for (index, row) in self.interests.iter().take(MOST_ROWS).enumerate() {
            let field = |name: &str| format!("interests.{index}.{name}");
            let bid: Option<BidId> = checks.id(&field("bid"), "the bid", &row.bid);
            let kind = kind_of(&mut checks, &field("kind"), &row.kind);
            let about =
                checks.optional_text(&field("about"), "the interest", row.about.as_deref(), NOTE_MOST_CHARACTERS);
            if kind == Some(InterestKind::Conflict) && about.is_none() {
                let refusal = Refusal::slip(field("about"), Code::Missing, "Say what the interest is");
                checks.refuse(refusal.because(RULE, PARAGRAPH));
            }
            let (Some(bid), Some(kind)) = (bid, kind) else { continue };
            if declared.iter().any(|earlier| earlier.bid == bid) {
                checks.refuse(Refusal::slip(field("bid"), Code::Duplicate, "This bidder is listed twice"));
            }
            let about = about.filter(|_| kind == InterestKind::Conflict);
            declared.push(Declared { bid, kind, about });
        }
        checks.finish()?;
        Ok(declared)
    }
}

fn kind_of(checks: &mut Checks, field: &str, value: &str) -> Option<InterestKind> {
    if value.trim().is_empty() {
        let message = "Select whether you have an interest in this bidder";
        checks.refuse(Refusal::slip(field, Code::InterestUndeclared, message).because(RULE, PARAGRAPH));
        return None;
    }
    checks.choice(field, "whether you have an interest", value)
}

/// How long a reviewer's reason is: long enough for a bidder to learn from, short enough to be read beside all the
/// others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReasonWords {
    /// The fewest words.
    pub least: Figure<u32>,
    /// The most words.
    pub most: Figure<u32>,
}

impl ReasonWords {
    /// By this policy.
    pub fn of(policy: &Policy) -> Self {
        let (least, most) = policy.review_reason_words();
        Self { least, most }
    }

    fn too_long(&self, checks: &mut Checks, reason: &str) {
        let (count, most) = (words(reason), self.most.value as usize);
        if count > most {
            let message = format!("The reason is {count} words. The limit is {most}: cut {}", count - most);
            checks.refuse(under(Code::TooLong, message).on("reason").using(self.most.row.to_string()));
        }
    }

    /// Why a reason does not say enough.
    pub(crate) fn too_short(&self, reason: &str) -> Option<Refusal> {
        let least = self.least.value as usize;
        let message = match words(reason) {
            0 => format!("Enter the reason, in at least {least} words: the bidder will read it"),
            count if count < least => {
                format!("The reason is {count} words. Give at least {least}: the bidder will read it")
            }
            _ => return None,
        };
        Some(under(Code::ReasonMissing, message).using(self.least.row.to_string()))
    }
}

/// One reviewer's score for one answer; a draft may lack any part.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[serde(rename_all = "camelCase", default)]
pub struct ScoreInput {
    /// From 0 (no answer) to 5 (all parts, with evidence).
    pub points: String,
    /// Why, in words that the bidder will read.
    pub reason: String,
    /// A note to oneself, which nobody else sees.
    pub note: Option<String>,
}

/// A score as read, perhaps unfinished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// The points, if chosen.
    pub points: Option<u8>,
    /// The reason, perhaps not yet long enough.
    pub reason: String,
    /// The note to oneself.
    pub note: Option<String>,
}

impl ScoreInput {
    /// Reads a score without asking that it be complete: that is asked when it
    /// is sent.
    ///
    /// # Errors
    /// Points outside 0 to 5 and texts that are too long.
    pub fn check(&self, length: &ReasonWords) -> Result<Given, Vec<Refusal>> {
        let mut checks = Checks::new();
        let points = if self.points.trim().is_empty() { None } else { Some(points_of(&mut checks, &self.points)) };
        let reason = checks.optional_text("reason", "the reason", Some(&self.reason), REASON_MOST_CHARACTERS);
        let reason = reason.unwrap_or_default();
        length.too_long(&mut checks, &reason);
        let note = checks.optional_text("note", "the note", self.note.as_deref(), NOTE_MOST_CHARACTERS);
        checks.finish()?;
        Ok(Given { points, reason, note })
    }
}

/// The points a panel agrees on, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[serde(rename_all = "camelCase", default)]
pub struct ModerationInput {
    /// From 0 to 5.
    pub points: String,
    /// Why, in words that the bidder will read.
    pub reason: String,
}

/// Agreed points as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// The points.
    pub points: u8,
    /// The reason.
    pub reason: String,
}

impl ModerationInput {
    /// Reads agreed points.
    ///
    /// # Errors
    /// All faults at once, each on its field.
    pub fn check(&self, length: &ReasonWords) -> Result<Agreement, Vec<Refusal>> {
        let mut checks = Checks::new();
        let points = points_of(&mut checks, &self.points);
        let reason = checks.optional_text("reason", "the reason", Some(&self.reason), REASON_MOST_CHARACTERS);
        let reason = reason.unwrap_or_default();
        length.too_long(&mut checks, &reason);
        if let Some(refusal) = length.too_short(&reason) {
            checks.refuse(refusal.on("reason"));
        }
        checks.finish()?;
        Ok(Agreement { points, reason })
    }
}

fn points_of(checks: &mut Checks, value: &str) -> u8 {
    let points = checks.whole("points", "the score", value, 0, i64::from(MOST_POINTS));
    u8::try_from(points).unwrap_or_default()
}
