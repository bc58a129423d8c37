//! What people type about an award.

use serde::{Deserialize, Serialize};

use crate::check::{Checks, clean, words};
use crate::error::{Code, Refusal};
use crate::secure::opportunity::Lot;
use crate::secure::{BidId, LotId};

/// Room for the reasons that every bidder reads, in characters.
const REASONS_MOST_CHARACTERS: usize = 4_000;
/// Fewer words than this explain nothing to those who lost.
pub const REASONS_LEAST_WORDS: usize = 10;

/// The choice of a bid and why.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[serde(rename_all = "camelCase", default)]
pub struct AwardInput {
    /// The lot's id; empty where there is one lot.
    #[cfg_attr(feature = "server", graphql(default))]
    pub lot: String,
    /// The bid's id.
    pub bid: String,
    /// Why this bid, in words that every bidder will read.
    pub reasons: String,
    /// The lawful reason for choosing other than the one best score, or how a
    /// tie was decided.
    pub other_reason: Option<String>,
}

/// A choice as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recommendation {
    /// The bid.
    pub bid: BidId,
    /// Why.
    pub reasons: String,
    /// Why not the one best score.
    pub other_reason: Option<String>,
}

impl AwardInput {
    /// The lot that is meant, of those that there are.
    ///
    /// # Errors
    /// None is named where there are several, or one that there is not.
    pub fn lot(&self, lots: &[Lot]) -> Result<LotId, Refusal> {
        let refuse = |code| Err(Refusal::slip("lot", code, "Select the lot to award").because("R-4.20d", "4.20"));
        match (self.lot.trim(), lots) {
            ("", [one]) => Ok(one.id.clone()),
            ("", _) => refuse(Code::Missing),
            (given, _) => match lots.iter().find(|lot| lot.id.as_str() == given) {
                Some(lot) => Ok(lot.id.clone()),
                None => refuse(Code::UnknownCode),
            },
        }
    }
}

impl AwardInput {
    /// Reads the choice.
    ///
    /// # Errors
    /// All faults at once, each on its field.
    pub fn check(&self) -> Result<Recommendation, Vec<Refusal>> {
        let mut checks = Checks::new();
        let bid: Option<BidId> = checks.id("bid", "a bid", &self.bid);
        let reasons = checks.text("reasons", "the reasons for this choice", &self.reasons, REASONS_MOST_CHARACTERS);
        let count = words(&reasons);
        if count > 0 && count < REASONS_LEAST_WORDS {
            let message =
                format!("The reasons are {count} words. Give at least {REASONS_LEAST_WORDS}: every bidder reads them");
            checks.refuse(Refusal::slip("reasons", Code::ReasonMissing, message).because("R-S5", "4.17"));
        }
        let other_reason =
            checks.optional_text("otherReason", "the reason", self.other_reason.as_deref(), REASONS_MOST_CHARACTERS);
        checks.finish()?;
        bid.map(|bid| Recommendation { bid, reasons, other_reason }).ok_or_else(Vec::new)
    }
}

impl AwardInput {
    /// The choice as typed, if it names a bid, however short its reasons are:
    /// what the rules say of it can be told at once with what is wrong with them.
    pub fn as_typed(&self) -> Option<Recommendation> {
        let other_reason = self.other_reason.as_deref().map(clean).filter(|reason| !reason.is_empty());
        Some(Recommendation { bid: self.bid.trim().parse().ok()?, reasons: clean(&self.reasons), other_reason })
    }
}

/// Why something goes back, is declined or withdrawn.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[serde(rename_all = "camelCase", default)]
pub struct AwardReasonInput {
    /// The reason.
    pub reason: String,
}

impl AwardReasonInput {
    /// Reads the reason.
    ///
    /// # Errors
    /// None given, or too long.
    pub fn check(&self) -> Result<String, Vec<Refusal>> {
        let mut checks = Checks::new();
        let reason = checks.text("reason", "the reason", &self.reason, REASONS_MOST_CHARACTERS);
        checks.finish()?;
        Ok(reason)
    }
}
