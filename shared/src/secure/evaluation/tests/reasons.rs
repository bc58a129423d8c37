//! How long a reason is, and what a score is made of.

use super::*;

#[test]
fn a_score_outside_0_to_5_and_a_long_reason_are_refused_as_they_are_saved_r_s4() {
    for points in ["6", "-1", "3.5", "five"] {
        let input = ScoreInput { points: points.to_owned(), reason: REASON.to_owned(), note: None };
        assert_eq!(input.check(&length()).unwrap_err()[0].field.as_deref(), Some("points"), "{points}");
    }
    let input = ScoreInput { points: "3".to_owned(), reason: "word ".repeat(251), note: None };
    let refusal = &input.check(&length()).unwrap_err()[0];
    assert_eq!(refusal.message, "The reason is 251 words. The limit is 250: cut 1");
    assert_eq!(refusal.policy_rows, ["local.review_reason.most_words@2011-01-01"]);
    assert_eq!(ScoreInput::default().check(&length()).unwrap().points, None, "a draft may be empty");
}

#[test]
fn agreed_points_need_points_and_a_reason_r_s4() {
    let refusals = ModerationInput::default().check(&length()).unwrap_err();
    let fields: Vec<_> = refusals.iter().map(|refusal| refusal.field.as_deref().unwrap()).collect();
    assert_eq!(fields, ["points", "reason"]);
    assert_eq!(refusals[1].code, Code::ReasonMissing);
    assert_eq!(refusals[1].policy_rows, ["local.review_reason.least_words@2011-01-01"]);
}
