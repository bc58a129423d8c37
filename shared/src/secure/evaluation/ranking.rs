//! The ranking: quality by weight, price against the lowest, in whole numbers.
//!
//! A bid's total is a fraction, kept as one: totals are compared by multiplying
//! across, so a tie is a tie and nothing hangs on rounding. Only what people
//! read is rounded, to thousandths of a point.

use std::cmp::Ordering;

use crate::money::Money;
use crate::people::OrganisationId;
use crate::secure::evaluation::input::MOST_POINTS;
use crate::secure::evaluation::{Bidder, Frame, Quality};
use crate::secure::{BidId, CriterionId, QuestionId};

/// Hundredths of a per cent of weight, times this, are thousandths of a point.
const THOUSANDTHS: i128 = 10;

/// The bids in the order of their totals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranking {
    /// Best first; bids that tie share a rank.
    pub lines: Vec<Line>,
}

/// One bid's place and how it came about. Points are thousandths of a point of
/// a hundred.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The bid.
    pub bid: BidId,
    /// Who sent it.
    pub organisation: OrganisationId,
    /// Their name.
    pub name: String,
    /// What they ask, before VAT.
    pub price: Money,
    /// For quality, all criteria together.
    pub quality: i64,
    /// For price.
    pub cost: i64,
    /// Both together.
    pub total: i64,
    /// From 1; bids that tie share it and the next rank is left out.
    pub rank: u32,
    /// Whether another bid has exactly the same total.
    pub tied: bool,
    /// For quality, criterion by criterion.
    pub criteria: Vec<(CriterionId, i64)>,
}

impl Ranking {
    /// One bid's line.
    pub fn line(&self, bid: &BidId) -> Option<&Line> {
        self.lines.iter().find(|line| &line.bid == bid)
    }

    /// The lines with the best total among those not left out.
    pub fn best(&self, left_out: &[BidId]) -> Vec<&Line> {
        let standing = || self.lines.iter().filter(|line| !left_out.contains(&line.bid));
        let best = standing().map(|line| line.rank).min();
        standing().filter(|line| Some(line.rank) == best).collect()
    }
}

/// A fraction with a denominator above nothing.
#[derive(Clone, Copy, Debug)]
struct Fraction {
    above: i128,
    below: i128,
}

impl Fraction {
    /// Weights stay under 10^4, prices under 10^12 and the common denominator
    /// of the questions under 10^5, so that no product passes 10^34.
    fn plus(self, other: Self) -> Self {
        if self.below == other.below {
            return Self { above: self.above + other.above, below: self.below };
        }
        Self { above: self.above * other.below + other.above * self.below, below: self.below * other.below }
    }

    fn compare(self, other: Self) -> Ordering {
        (self.above * other.below).cmp(&(other.above * self.below))
    }

    /// In thousandths of a point, half up.
    fn shown(self) -> i64 {
        let doubled = self.above * THOUSANDTHS * 2 + self.below;
        i64::try_from(doubled / (self.below * 2)).unwrap_or_default()
    }
}

/// Ranks the bids by the agreed points; none while any are missing, or where
/// there is nothing to rank.
pub fn rank(frame: &Frame, bids: &[Bidder], points: impl Fn(&BidId, &QuestionId) -> Option<u8>) -> Option<Ranking> {
    let lowest = bids.iter().map(|bidder| bidder.price).min()?;
    let common = frame.quality.iter().map(parts).fold(1, least_common_multiple);
    let mut lines = Vec::with_capacity(bids.len());
    for bidder in bids {
        let mut criteria = Vec::with_capacity(frame.quality.len());
        let mut quality = Fraction { above: 0, below: common };
        for criterion in &frame.quality {
            let given = earned(criterion, common, |question| points(&bidder.bid, question))?;
            criteria.push((criterion.criterion.clone(), given.shown()));
            quality = quality.plus(given);
        }
        let cost = against(lowest, bidder.price, frame.price_weight);
        let total = quality.plus(cost);
        let line = Line {
            bid: bidder.bid.clone(),
            organisation: bidder.organisation.clone(),
            name: bidder.name.clone(),
            price: bidder.price,
            quality: quality.shown(),
            cost: cost.shown(),
            total: total.shown(),
            rank: 0,
            tied: false,
            criteria,
        };
        lines.push((total, line));
    }
    Some(Ranking { lines: placed(lines) })
}

/// Gives each line its rank. Bids that tie stand in the order of their names,
/// so that the order says nothing.
fn placed(mut lines: Vec<(Fraction, Line)>) -> Vec<Line> {
    lines.sort_by(|(a, line_a), (b, line_b)| {
        b.compare(*a).then_with(|| line_a.name.cmp(&line_b.name)).then_with(|| line_a.bid.cmp(&line_b.bid))
    });
    let totals: Vec<Fraction> = lines.iter().map(|(total, _)| *total).collect();
    let place = |(total, line): (Fraction, Line)| {
        let better = totals.iter().filter(|other| other.compare(total) == Ordering::Greater).count();
        let equal = totals.iter().filter(|other| other.compare(total) == Ordering::Equal).count();
        Line { rank: u32::try_from(better + 1).unwrap_or(u32::MAX), tied: equal > 1, ..line }
    };
    lines.into_iter().map(place).collect()
}

/// Into how many parts a criterion's weight is cut.
fn parts(quality: &Quality) -> i128 {
    i128::from(MOST_POINTS) * quality.questions.len().max(1) as i128
}

/// Weight x points given / points possible, over the common denominator.
fn earned(quality: &Quality, common: i128, points: impl Fn(&QuestionId) -> Option<u8>) -> Option<Fraction> {
    let given: Option<i128> = quality.questions.iter().map(|asked| points(&asked.question).map(i128::from)).sum();
    let share = common / parts(quality);
    Some(Fraction { above: i128::from(quality.weight) * given? * share, below: common })
}

/// Weight x lowest price / price. Whoever asks nothing has all of it.
fn against(lowest: Money, price: Money, weight: i64) -> Fraction {
    let (lowest, price) = (i128::from(lowest.as_pence().max(0)), i128::from(price.as_pence().max(0)));
    if price == 0 {
        return Fraction { above: i128::from(weight), below: 1 };
    }
    Fraction { above: i128::from(weight) * lowest, below: price }
}

fn least_common_multiple(a: i128, b: i128) -> i128 {
    let (mut x, mut y) = (a, b);
    while y != 0 {
        (x, y) = (y, x % y);
    }
    a / x * b
}
