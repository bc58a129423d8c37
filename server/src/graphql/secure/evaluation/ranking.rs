//! The ranking of an opportunity's bids on the wire.

use async_graphql::SimpleObject;
use shared::Money;
use shared::check::show_thousandths;
use shared::secure::evaluation::{Line, Ranking as DomainRanking};
use shared::secure::{BidId, CriterionId};

/// The bids in the order of their totals. Points are decimal text, of a hundred.
#[derive(SimpleObject)]
pub struct Ranking {
    /// Best first.
    lines: Vec<RankingLine>,
}

impl From<DomainRanking> for Ranking {
    fn from(ranking: DomainRanking) -> Self {
        Self { lines: ranking.lines.into_iter().map(RankingLine::from).collect() }
    }
}

/// One bid's place in the ranking.
#[derive(SimpleObject)]
pub struct RankingLine {
    /// From 1; bids with exactly the same total share it.
    rank: i32,
    /// Whether another bid has exactly the same total.
    tied: bool,
    /// The bid.
    bid: BidId,
    /// The bidder's name.
    name: String,
    /// The price, before VAT.
    price: Money,
    /// Points for quality.
    quality: String,
    /// Points for price.
    cost: String,
    /// All points together.
    total: String,
    /// Points for quality, criterion by criterion.
    criteria: Vec<RankingCriterion>,
}

/// One bid's points for one criterion.
#[derive(SimpleObject)]
pub struct RankingCriterion {
    /// The criterion.
    criterion: CriterionId,
    /// The points.
    points: String,
}

impl From<Line> for RankingLine {
    fn from(line: Line) -> Self {
        let criteria = line.criteria.into_iter();
        Self {
            rank: i32::try_from(line.rank).unwrap_or(i32::MAX),
            tied: line.tied,
            bid: line.bid,
            name: line.name,
            price: line.price,
            quality: show_thousandths(line.quality),
            cost: show_thousandths(line.cost),
            total: show_thousandths(line.total),
            criteria: criteria
                .map(|(criterion, points)| RankingCriterion { criterion, points: show_thousandths(points) })
                .collect(),
        }
    }
}
