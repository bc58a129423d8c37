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
