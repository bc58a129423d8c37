//! Who belongs to a bidder has an interest in it.

use super::*;

#[test]
fn a_member_past_or_present_of_a_bidder_cannot_say_that_there_is_no_interest_r_s4() {
    let mut evaluation = evaluation();
    let tied = evaluation.bids[0].clone();
    evaluation.ties = vec![(id("usr_", 1), tied.organisation.clone())];
    let given = |kind| vec![declared(1, kind), declared(2, InterestKind::None)];
    let refusals = evaluation.declare(&reviewer(1), given(InterestKind::None), now()).unwrap_err();
    assert_eq!(codes(&refusals), [Code::Conflict]);
    assert_eq!(refusals[0].field.as_deref(), Some("interests.0.kind"));
    assert!(refusals[0].message.starts_with(&format!("You are or were a member of {}", tied.name)), "{}", refusals[0]);
    assert!(evaluation.declare(&reviewer(1), given(InterestKind::Conflict), now()).is_ok());
    assert!(evaluation.declare(&reviewer(2), given(InterestKind::None), now()).is_ok(), "another's tie is not theirs");
}

/// R-4.20b, R-S4: interests are declared in a bidder with all that are in the bid.
#[test]
fn a_tie_to_any_organisation_of_a_bid_is_an_interest_r_4_20b() {
    let mut bidder = Bidder {
        bid: id("bid_", 1),
        organisation: id("org_", 1),
        members: vec![id("org_", 2)],
        name: Bidder::called("Lantern Carers", &["Greenway Minibus"]),
        price: Money::pounds(1),
        prices: Vec::new(),
    };
    assert!(bidder.includes(&id("org_", 1)) && bidder.includes(&id("org_", 2)) && !bidder.includes(&id("org_", 3)));
    assert_eq!(bidder.name, "Lantern Carers, with Greenway Minibus");
    bidder.name = Bidder::called("A", &["B", "C", "D"]);
    assert_eq!(bidder.name, "A, with B, C and D");
    assert_eq!(Bidder::called("A", &[]), "A");
}
