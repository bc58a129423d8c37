//! The ranking, by chance: what holds for any criteria, bids and points.

use proptest::prelude::*;

use super::*;

/// Frames of up to four criteria with up to six questions, and bids with points
/// and prices.
fn field() -> impl Strategy<Value = (Frame, Vec<Bidder>, Vec<Vec<u8>>)> {
    (prop::collection::vec(1usize..=6, 1..=4), 2usize..=6).prop_flat_map(|(shape, bids)| {
        let questions: usize = shape.iter().sum();
        let points = prop::collection::vec(prop::collection::vec(0u8..=5, questions), bids);
        let prices = prop::collection::vec(0i64..=1_000_000_000_000, bids);
        let weights = prop::collection::vec(1i64..=2_000, shape.len());
        (points, prices, weights).prop_map(move |(points, prices, weights)| {
            let mut number = 0;
            let quality: Vec<_> = shape
                .iter()
                .zip(&weights)
                .enumerate()
                .map(|(index, (count, weight))| Quality {
                    criterion: id("crt_", index),
                    weight: *weight,
                    questions: (0..*count)
                        .map(|_| {
                            number += 1;
                            Asked { question: id("qst_", number as usize), number }
                        })
                        .collect(),
                })
                .collect();
            let price_weight = 10_000 - weights.iter().sum::<i64>();
            let bids = prices
                .iter()
                .enumerate()
                .map(|(index, pence)| Bidder {
                    members: Vec::new(),
                    bid: id("bid_", index),
                    organisation: id("org_", index),
                    name: format!("Bidder {index}"),
                    price: Money::pence(*pence),
                    prices: Vec::new(),
                })
                .collect();
            (Frame { quality, price_weight }, bids, points)
        })
    })
}

fn ranked(frame: &Frame, bids: &[Bidder], points: &[Vec<u8>]) -> Ranking {
    ranking::rank(frame, bids, |bid, question| {
        let row = (0..points.len()).find(|index| &id::<BidId>("bid_", *index) == bid)?;
        let column = (0..points[row].len()).find(|index| &id::<QuestionId>("qst_", index + 1) == question)?;
        Some(points[row][column])
    })
    .unwrap()
}

proptest! {
    #[test]
    fn totals_lie_between_nothing_and_a_hundred_and_ranks_follow_them((frame, bids, points) in field()) {
        let ranking = ranked(&frame, &bids, &points);
        for pair in ranking.lines.windows(2) {
            prop_assert!(pair[0].total >= pair[1].total);
            prop_assert!(pair[0].rank < pair[1].rank || (pair[0].rank == pair[1].rank && pair[0].tied && pair[1].tied));
        }
        for line in &ranking.lines {
            prop_assert!((0..=100_000).contains(&line.total), "{}", line.total);
            prop_assert!((line.quality + line.cost - line.total).abs() <= 1, "only rounding parts them");
        }
        prop_assert_eq!(ranking.lines[0].rank, 1);
        let lowest = bids.iter().map(|bidder| bidder.price).min().unwrap();
        for line in ranking.lines.iter().filter(|line| line.price == lowest) {
            prop_assert_eq!(line.cost, frame.price_weight * 10);
        }
    }

    #[test]
    fn the_order_in_which_bids_came_changes_nothing((frame, bids, points) in field()) {
        let mut turned = bids.clone();
        turned.reverse();
        prop_assert_eq!(ranked(&frame, &bids, &points), ranked(&frame, &turned, &points));
    }

    #[test]
    fn a_better_answer_or_a_lower_price_never_hurts((frame, bids, points) in field(), chance in 0usize..100) {
        let bid = chance % bids.len();
        let before = ranked(&frame, &bids, &points).line(&bids[bid].bid).unwrap().clone();
        let mut better = points.clone();
        let column = chance % better[bid].len();
        better[bid][column] = (better[bid][column] + 1).min(5);
        let after = ranked(&frame, &bids, &better).line(&bids[bid].bid).unwrap().clone();
        prop_assert!(after.rank <= before.rank && after.total >= before.total);
        let mut cheaper = bids.clone();
        cheaper[bid].price = Money::pence(cheaper[bid].price.as_pence() / 2);
        let after = ranked(&frame, &cheaper, &points).line(&bids[bid].bid).unwrap().clone();
        prop_assert!(after.rank <= before.rank && after.cost >= before.cost);
    }

    #[test]
    fn equal_bids_tie((frame, bids, points) in field()) {
        let mut bids = bids;
        let mut points = points;
        bids[1].price = bids[0].price;
        points[1] = points[0].clone();
        let ranking = ranked(&frame, &bids, &points);
        let (first, second) = (ranking.line(&bids[0].bid).unwrap(), ranking.line(&bids[1].bid).unwrap());
        prop_assert!(first.tied && second.tied && first.rank == second.rank);
    }

    #[test]
    fn nobody_sees_anothers_score_or_the_ranking_early(
        kinds in prop::collection::vec(any::<[bool; 2]>(), 3),
        declares in prop::collection::vec(any::<bool>(), 3),
        sends in prop::collection::vec(any::<bool>(), 3),
        opened in any::<bool>(),
        viewer in 1usize..=6,
    ) {
        let mut evaluation = evaluation();
        evaluation.panel.push(member(3));
        for user in 1..=3 {
            if !declares[user - 1] { continue; }
            let kinds = kinds[user - 1].map(|conflict| if conflict { InterestKind::Conflict } else { InterestKind::None });
            evaluation = declare(evaluation, user, kinds);
            let seat = evaluation.seat(&reviewer(user)).unwrap();
            if evaluation.bids_for(seat).is_empty() { continue; }
            if sends[user - 1] {
                evaluation = finish(evaluation, user, 3);
            } else {
                let bid = if kinds[0] == InterestKind::None { 1 } else { 2 };
                evaluation = give(evaluation, user, bid, 1, 3);
            }
        }
        if !opened { evaluation.opened_at = None; }
        let roles = [Role::Reviewer, Role::Reviewer, Role::Reviewer, Role::Commissioner, Role::Approver, Role::Administrator];
        let actor = person(viewer, roles[viewer - 1]);
        let everybody_done = opened && (1..=3usize).all(|user| {
            declares[user - 1] && (sends[user - 1] || kinds[user - 1] == [true, true])
        });
        let seen = evaluation.scores(&actor);
        let others = seen.iter().filter(|score| score.member != id("pan_", viewer)).count();
        prop_assert!(everybody_done || others == 0);
        prop_assert!(others == 0 || viewer != 6);
        for score in &seen {
            prop_assert!(!access::is_barred(&actor, &evaluation, &score.bid));
        }
        prop_assert_eq!(evaluation.ranking(&actor), None, "nothing is agreed yet");
        prop_assert!(evaluation.agreed(&actor).is_empty());
    }
}
