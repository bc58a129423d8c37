//! One lot of an evaluation: the bids for it, ranked by themselves (R-4.20d).
//!
//! Answers are scored once, whichever lots a bid is for; prices are each lot's own. No lot is ranked before the panel
//! has agreed everything, since an award on one fixes the scores of all.

use super::{Bidder, Evaluation};
use crate::secure::LotId;

/// A lot, as far as its evaluation goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The lot.
    pub lot: LotId,
    /// Its number, from 1.
    pub number: u32,
    /// What it is about.
    pub title: String,
    /// Whether an award of it stands.
    pub decided: bool,
    /// Whether it ended with nobody chosen.
    pub ended: bool,
}

impl Evaluation {
    /// The evaluation of one lot: the bids for it, with their prices for it. None where there is no such lot.
    pub fn of_lot(&self, lot: &LotId) -> Option<Self> {
        let part = self.lots.iter().find(|part| &part.lot == lot)?;
        let priced = |bidder: &Bidder| {
            let (_, price) = bidder.prices.iter().find(|(of, _)| of == lot)?;
            Some(Bidder { price: *price, ..bidder.clone() })
        };
        Some(Self {
            bids: self.bids.iter().filter_map(priced).collect(),
            decided: part.decided,
            over: self.over || part.ended,
            all_lots: Some(self.agreed_so_far()),
            ..self.clone()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{agreed, id, person};
    use super::*;
    use crate::money::Money;
    use crate::people::membership::Role;

    /// Lantern bids for both lots, Open Gate for the second alone.
    fn two_lots() -> Evaluation {
        let part = |number: u32| Part {
            lot: id("lot_", number as usize),
            number,
            title: format!("Part {number}"),
            decided: false,
            ended: false,
        };
        let mut evaluation = agreed(3);
        evaluation.lots = vec![part(1), part(2)];
        evaluation.bids[0].prices =
            vec![(id("lot_", 1), Money::pounds(60_000)), (id("lot_", 2), Money::pounds(40_000))];
        evaluation.bids[1].prices = vec![(id("lot_", 2), Money::pounds(80_000))];
        evaluation
    }

    fn places(of: &Evaluation, lot: usize) -> Vec<(String, Money, u32)> {
        let ranking = of.of_lot(&id("lot_", lot)).and_then(|of| of.ranking(&person(9, Role::Commissioner)));
        let lines = ranking.into_iter().flat_map(|ranking| ranking.lines);
        lines.map(|line| (line.name, line.price, line.rank)).collect()
    }

    #[test]
    fn each_lot_ranks_the_bids_for_it_by_their_prices_for_it_r_4_20d() {
        let of = two_lots();
        assert_eq!(places(&of, 1), [("Lantern Carers".to_owned(), Money::pounds(60_000), 1)]);
        let second = places(&of, 2);
        assert_eq!(second.len(), 2);
        assert!(second.contains(&("Lantern Carers".to_owned(), Money::pounds(40_000), 1)), "{second:?}");
        assert_eq!(of.of_lot(&id("lot_", 3)), None);
    }

    #[test]
    fn no_lot_is_ranked_before_all_is_agreed_r_4_20d() {
        let mut of = two_lots();
        let last = of.moderations.iter().position(|one| one.bid == id("bid_", 2)).unwrap();
        of.moderations.remove(last);
        assert_eq!(places(&of, 1), [], "though everything about its one bid is agreed");
    }

    #[test]
    fn what_ends_or_is_decided_is_each_lots_own_r_4_20d() {
        let mut of = two_lots();
        of.lots[0].ended = true;
        of.lots[1].decided = true;
        of.decided = true;
        let (first, second) = (of.of_lot(&id("lot_", 1)).unwrap(), of.of_lot(&id("lot_", 2)).unwrap());
        assert_eq!((first.over, first.decided), (true, false));
        assert_eq!((second.over, second.decided), (false, true));
    }
}
