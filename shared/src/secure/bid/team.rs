//! Who is in a bid: one lead, members who each accept their part, and those whom work is passed on to (R-4.20b,
//! R-4.20d).
//!
//! Before the opening nobody but the lead and its members knows of them: what each does and its share are encrypted as
//! the answers are, and are sealed with them.

pub mod gate;
pub mod input;

use serde::{Deserialize, Serialize};

use crate::calendar::Timestamp;
use crate::check::show_thousandths;
use crate::people::OrganisationId;
use crate::secure::BidId;
use crate::tag::{Colour, Tag};

/// The rule behind bidding together.
pub(crate) const RULE: &str = "R-4.20b";
/// The rule behind passing work on.
pub(crate) const PASSING_ON: &str = "R-4.20d";
/// The framework's paragraph behind both.
pub(crate) const PARAGRAPH: &str = "4.20";

wire_enum! {
    /// Whether an organisation is in a bid.
    pub enum MemberStage as "BidMemberStage" {
        /// Asked, or asked again since its part changed.
        Invited = "invited",
        /// It takes its part.
        Accepted = "accepted",
        /// It said no.
        Declined = "declined",
    }
}

impl MemberStage {
    /// In words and colour.
    pub fn tag(self) -> Tag {
        match self {
            Self::Invited => Tag::new("Asked to join", Colour::Yellow),
            Self::Accepted => Tag::new("In", Colour::Green),
            Self::Declined => Tag::new("Said no", Colour::Grey),
        }
    }
}

wire_enum! {
    /// Why an organisation does not join a bid.
    pub enum DeclineReason as "BidDeclineReason" {
        /// It has no people or time for it.
        Capacity = "capacity",
        /// Its part or its share does not suit it.
        Part = "part",
        /// It bids by itself, or with others.
        OtherBid = "other_bid",
        /// The work is not for it.
        NotForUs = "not_for_us",
    }
}

impl DeclineReason {
    /// As the lead reads it.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Capacity => "We have no people or time for it",
            Self::Part => "Our part or our share does not suit us",
            Self::OtherBid => "We bid by ourselves, or with others",
            Self::NotForUs => "The work is not for us",
        }
    }
}

/// A share of the work in hundredths of a per cent: 3350 is 33.5 %.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Share(pub i64);

impl Share {
    /// All of it.
    pub const WHOLE: Self = Self(10_000);
}

/// As people read it: `60`, `33.33`.
impl std::fmt::Display for Share {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&show_thousandths(self.0 * 10))
    }
}

/// What one organisation does in the bid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Which organisation; the lead among them.
    pub organisation: OrganisationId,
    /// What it does.
    pub role: String,
    /// Its share of the work.
    pub share: Share,
}

/// Somebody outside the bid to whom work is passed on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subcontractor {
    /// Its name.
    pub name: String,
    /// What it does.
    pub work: String,
    /// Its share of the whole work.
    pub share: Share,
    /// Within how many days it is paid.
    pub payment_days: u32,
}

/// Who does what: what is encrypted, and sealed with the answers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// What each does, the lead first; empty where one bids alone.
    #[serde(default)]
    pub parts: Vec<Part>,
    /// To whom work is passed on.
    #[serde(default)]
    pub subcontractors: Vec<Subcontractor>,
}

/// An organisation that was asked into a bid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// The bid.
    pub bid: BidId,
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its name.
    pub name: String,
    /// Whether it is in.
    pub stage: MemberStage,
    /// Why not, where it said no.
    pub reason: Option<DeclineReason>,
    /// When it was asked last.
    pub invited_at: Timestamp,
    /// When it answered.
    pub answered_at: Option<Timestamp>,
}

/// A bid's team: the lead is the organisation that bids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Team {
    /// Those who were asked, beside the lead, in the order in which they were.
    pub members: Vec<Membership>,
    /// Who does what.
    pub terms: Terms,
    /// Counts the changes of the terms; 0 while there are none.
    pub version: i64,
}

impl Team {
    /// What an organisation does.
    pub fn part(&self, organisation: &OrganisationId) -> Option<&Part> {
        self.terms.parts.iter().find(|part| &part.organisation == organisation)
    }

    /// Somebody who was asked.
    pub fn member(&self, organisation: &OrganisationId) -> Option<&Membership> {
        self.members.iter().find(|member| &member.organisation == organisation)
    }

    /// The sum of the shares of the lead and its members.
    pub fn total(&self) -> Share {
        Share(self.terms.parts.iter().map(|part| part.share.0).sum())
    }

    /// Whether the lead bids with nobody.
    pub fn is_alone(&self) -> bool {
        self.members.is_empty()
    }
}
