//! How an opportunity follows its lots: it is decided when each of them is, and a lot can end with nobody chosen while
//! another is awarded (R-4.20d).

use super::lots::LotEnd;
use super::state::Stage;
use super::transition::reason_given;
use super::{Action, Opportunity};
use crate::calendar::{self, Timestamp};
use crate::error::{Code, Refusal, all_or_nothing};
use crate::secure::LotId;

/// What became of one lot so far; of a lot with several awards, the least of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// Nobody is told of a choice yet.
    Open,
    /// The bidders know who was chosen.
    Decided,
    /// The agreement is signed by both.
    Signed,
    /// Ended with nobody chosen.
    Ended,
}

impl Opportunity {
    /// Ends one lot with nobody chosen (R-4.1b, R-4.20d). `standing` names the bidder whose award of it stands, if there
    /// is one. What that means for the whole, [`Opportunity::follow`] says.
    ///
    /// # Errors
    /// Before the bids are opened, after the end, twice, without a reason, or while an award of it stands; all at once.
    pub fn end_lot(
        mut self,
        lot: &LotId,
        reason: &str,
        standing: Option<&str>,
        now: Timestamp,
    ) -> Result<Self, Vec<Refusal>> {
        let refuse = |sentence: String| Refusal::under(Code::IllegalTransition, "R-4.20d", "4.20", sentence);
        let mut refusals = self.must_be(Action::End.stages(), "end a lot", now).err().unwrap_or_default();
        let known = self.lots.iter().find(|known| &known.id == lot);
        match known.map(|known| (known.number, known.ended.as_ref())) {
            None => refusals.push(Refusal::slip("lot", Code::UnknownCode, "Select the lot to end")),
            Some((number, Some(ended))) => {
                let on = calendar::in_words(calendar::day_of(ended.at));
                refusals.push(refuse(format!("Lot {number} ended with nobody chosen on {on} already")));
            }
            Some((number, None)) => refusals.extend(standing.map(|name| {
                refuse(format!(
                    "An award of lot {number} to {name} stands. Withdraw it, or have it sent back; then the lot can end \
                     with nobody chosen"
                ))
            })),
        }
        let reason =
            reason_given(reason, "why nobody is chosen").map_err(|more| refusals.extend(more)).unwrap_or_default();
        all_or_nothing(refusals)?;
        for known in self.lots.iter_mut().filter(|known| &known.id == lot) {
            known.ended = Some(LotEnd { at: now, reason: reason.clone() });
        }
        Ok(self)
    }

    /// Moves the whole to where its lots stand: being scored while one is open, decided when each is, complete when each
    /// that is awarded has its agreement, ended when nobody is chosen for any. `fates` says what became of those that
    /// are awarded.
    ///
    /// # Errors
    /// Where it is at no stage from which that follows.
    pub fn follow(self, fates: &[(LotId, Fate)], now: Timestamp) -> Result<Self, Vec<Refusal>> {
        let all: Vec<Fate> = self
            .lots
            .iter()
            .map(|lot| match fates.iter().filter(|(of, _)| of == &lot.id).map(|(_, fate)| *fate).min() {
                _ if lot.ended.is_some() => Fate::Ended,
                Some(fate) => fate,
                None => Fate::Open,
            })
            .collect();
        let stage = self.stage(now);
        if all.contains(&Fate::Open) {
            return if stage == Stage::Decided { self.evaluate(now) } else { Ok(self) };
        }
        if all.iter().all(|fate| *fate == Fate::Ended) {
            let reason = self.lots_ended_reason();
            return self.ended(reason, now);
        }
        let decided = if stage == Stage::Decided { self } else { self.decide(now)? };
        if all.contains(&Fate::Decided) { Ok(decided) } else { decided.complete(now) }
    }

    /// Why nobody was chosen, lot by lot.
    fn lots_ended_reason(&self) -> String {
        let ended = || self.lots.iter().filter_map(|lot| Some((lot.number, &lot.ended.as_ref()?.reason)));
        match ended().next() {
            Some((_, first)) if ended().all(|(_, reason)| reason == first) => first.clone(),
            _ => ended().map(|(number, reason)| format!("Lot {number}: {reason}")).collect::<Vec<_>>().join("\n"),
        }
    }
}
