//! Lots: the parts that are awarded by themselves, how many of them one bidder may bid for and win, and why a large
//! opportunity is not cut into several (R-4.20d).

use serde::{Deserialize, Serialize};

use super::input::NewIds;
use super::{Lot, Opportunity, OpportunityInput};
use crate::calendar::Timestamp;
use crate::check::Checks;
use crate::error::{Code, Refusal};
use crate::framework::policy::{Ceiling, Policy, RowId};
use crate::money::Money;

/// The most lots that one opportunity can have.
pub const LOTS_MOST: usize = 10;

/// How an opportunity is cut into lots.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lotting {
    /// Why it is one lot, where its value asks for a reason.
    pub one_lot_reason: Option<String>,
    /// For how many lots one bidder may bid; none is all.
    pub bid_most: Option<u32>,
    /// How many lots one bidder may win; none is all.
    pub win_most: Option<u32>,
}

/// That a lot ended with nobody chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LotEnd {
    /// When.
    pub at: Timestamp,
    /// Why, in words that anyone may read.
    pub reason: String,
}

/// A lot as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[serde(rename_all = "camelCase", default)]
pub struct LotInput {
    /// Its identifier, where it exists already; empty for a new one.
    #[cfg_attr(feature = "server", graphql(default))]
    pub id: String,
    /// What it is about.
    pub title: String,
    /// Its whole value before VAT, such as `60,000`. One lot alone takes the whole value.
    #[cfg_attr(feature = "server", graphql(default))]
    pub value: String,
}

impl LotInput {
    fn is_blank(&self) -> bool {
        [&self.title, &self.value].iter().all(|text| text.trim().is_empty())
    }
}

impl OpportunityInput {
    /// Reads the lots and their limits.
    pub(super) fn apply_lots(&self, checks: &mut Checks, changed: &mut Opportunity, ids: &mut dyn NewIds) {
        if let Some(rows) = &self.lots {
            let before = std::mem::take(&mut changed.lots);
            changed.lots = lots(checks, rows, &before, &changed.title, ids);
            changed.fit_one_lot();
        }
        let several = changed.lots.len() > 1;
        let most = i64::try_from(changed.lots.len()).unwrap_or(i64::MAX);
        let limit = |checks: &mut Checks, field: &str, name: &str, typed: &Option<String>, kept: Option<u32>| {
            let typed = typed.as_deref().map(str::trim);
            match typed {
                _ if !several => None,
                None => kept,
                Some("") => None,
                Some(typed) => {
                    let read = checks.whole(field, name, typed, 1, most);
                    checks.name_rule(field, "R-4.20d", "4.20");
                    u32::try_from(read).ok()
                }
            }
        };
        let (bid, win) = ("the most lots that one bidder may bid for", "the most lots that one bidder may win");
        let before = changed.lotting.clone();
        changed.lotting.bid_most = limit(checks, "lotsBidMost", bid, &self.lots_bid_most, before.bid_most);
        changed.lotting.win_most = limit(checks, "lotsWinMost", win, &self.lots_win_most, before.win_most);
        if let Some(reason) = &self.one_lot_reason {
            changed.lotting.one_lot_reason = checks.optional_text("oneLotReason", "the reason", Some(reason), 1_000);
        }
    }
}

/// The rows as lots, numbered anew. Where all are empty it is one lot, under the opportunity's title.
fn lots(checks: &mut Checks, rows: &[LotInput], before: &[Lot], title: &str, ids: &mut dyn NewIds) -> Vec<Lot> {
    if rows.len() > LOTS_MOST {
        let sentence = format!("There are {} lots. The limit is {LOTS_MOST}", rows.len());
        checks.refuse(Refusal::slip("lots", Code::TooLong, sentence));
    }
    let filled = rows.iter().take(LOTS_MOST).enumerate().filter(|(_, row)| !row.is_blank());
    let filled: Vec<_> = filled.collect();
    let alone = filled.len() == 1;
    let mut read: Vec<Lot> = Vec::new();
    for (index, row) in filled {
        let field = |name: &str| format!("lots.{index}.{name}");
        let known = row.id.parse().ok().filter(|id| before.iter().any(|old| &old.id == id));
        let known = known.filter(|id| read.iter().all(|other| &other.id != id));
        let title = checks.text(&field("title"), "what the lot is about", &row.title, 200);
        if read.iter().any(|other| !title.is_empty() && other.title.to_lowercase() == title.to_lowercase()) {
            let sentence = format!("Two lots are called \"{title}\". Give each a name of its own");
            checks.refuse(Refusal::slip(field("title"), Code::Duplicate, sentence).because("R-4.20d", "4.20"));
        }
        let value = if alone { Money::ZERO } else { checks.money(&field("value"), "the value of the lot", &row.value) };
        let number = u32::try_from(read.len() + 1).unwrap_or(u32::MAX);
        read.push(Lot { id: known.unwrap_or_else(|| ids.lot()), number, title, value, ended: None });
    }
    if read.is_empty() {
        let id = before.first().map_or_else(|| ids.lot(), |lot| lot.id.clone());
        read.push(Lot { id, number: 1, title: title.to_owned(), value: Money::ZERO, ended: None });
    }
    read
}

impl Opportunity {
    /// One lot alone is the whole.
    pub(super) fn fit_one_lot(&mut self) {
        let Some(whole) = self.lifetime().map(|lifetime| lifetime.net) else { return };
        if let [lot] = self.lots.as_mut_slice() {
            lot.value = whole;
        }
    }

    /// What the lots lack: they make up the whole, one alone has a reason where the value asks for it, and the limits
    /// for bidders fit (R-4.20d).
    pub(super) fn lots_gate(&self, policy: &Policy) -> Vec<Refusal> {
        let refuse = |code, sentence: String| Refusal::under(code, "R-4.20d", "4.20", sentence);
        let Some(lifetime) = self.lifetime() else { return Vec::new() };
        let (lots, whole) = (self.value(), lifetime.net);
        let mut refusals = Vec::new();
        if self.lots.is_empty() {
            let sentence = "There is no lot. An opportunity has one at least".to_owned();
            return vec![refuse(Code::Missing, sentence).on("lots")];
        }
        if lots != whole {
            let sentence = format!("Lots add up to {lots}. They must add up to the whole value, {whole}");
            refusals.push(refuse(Code::SumMismatch, sentence).on("lots"));
        }
        for (index, lot) in self.lots.iter().enumerate().filter(|(_, lot)| lot.value <= Money::ZERO) {
            if self.lots.len() > 1 {
                let sentence = format!("The value of lot {} must be more than £0", lot.number);
                refusals.push(refuse(Code::OutOfRange, sentence).on(format!("lots.{index}.value")));
            }
        }
        if self.one_lot_rows(policy).is_some() && self.lotting.one_lot_reason.is_none() {
            let sentence = format!(
                "It is one lot, and its whole value with VAT is {}. From {} on that needs a reason: say why it is not \
                 cut into lots that smaller organisations can bid for",
                lifetime.gross,
                policy.ceiling_value(policy.lots_ceiling(), lifetime.category)
            );
            let rows = self.one_lot_rows(policy).unwrap_or_default();
            let refusal = refuse(Code::ReasonMissing, sentence).on("oneLotReason");
            refusals.push(rows.into_iter().fold(refusal, Refusal::using));
        }
        if let (Some(bid), Some(win)) = (self.lotting.bid_most, self.lotting.win_most)
            && win > bid
        {
            let sentence =
                format!("One bidder may bid for {bid} lots, so none can win {win}. Lower it to {bid} or less");
            refusals.push(refuse(Code::OutOfRange, sentence).on("lotsWinMost"));
        }
        refusals
    }

    /// The policy rows by which one lot needs a reason; none where it is several, or not large.
    pub(super) fn one_lot_rows(&self, policy: &Policy) -> Option<Vec<RowId>> {
        // A round is given out in many parts already.
        let lifetime = self.lifetime().filter(|_| self.lots.len() == 1 && !self.is_round())?;
        let ceiling: &Ceiling = policy.lots_ceiling();
        (!policy.is_inside(ceiling, &lifetime)).then(|| policy.ceiling_rows(ceiling, lifetime.category))
    }
}
