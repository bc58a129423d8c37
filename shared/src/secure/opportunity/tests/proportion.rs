//! What is asked, and how many steps it takes, stay in proportion to the value.

use super::*;
use crate::framework::policy::{Band, Lifetime};

fn with_questions(count: usize, reason: Option<&str>) -> Vec<Refusal> {
    gate_of(|draft| {
        let one = Question { ask: Ask::Text { words: 10 }, ..draft.questions[0].clone() };
        draft.questions = vec![one; count];
        draft.proportion_reason = reason.map(str::to_owned);
    })
}

#[test]
fn more_questions_than_the_band_allows_need_a_reason_r_4_4() {
    let refused = |count| with_questions(count, None).into_iter().filter(|one| one.code == Code::Disproportionate);
    assert_eq!(refused(8).count(), 0, "eight are allowed up to £25,000");
    let refusals: Vec<_> = refused(9).collect();
    assert_eq!(
        messages(&refusals),
        ["9 questions are more than the 8 that £25,000 justifies. Ask for less, or give a reason"]
    );
    assert_eq!((refusals[0].rule.as_deref(), refusals[0].field.as_deref()), (Some("R-4.4"), Some("proportionReason")));
    assert_eq!(refusals[0].policy_rows, ["local.band.questions.b@2011-01-01"]);
    let reasoned = with_questions(9, Some("People may be at risk."));
    assert!(reasoned.iter().all(|one| one.code != Code::Disproportionate), "a reason lets it go ahead");
}

#[test]
fn the_steps_are_as_many_as_the_value_deserves_r_4_17c() {
    let policy = policy();
    let limits = [Band::A, Band::B, Band::C, Band::D].map(|band| policy.band_limits(band));
    for pair in limits.windows(2) {
        let (small, large) = (pair[0], pair[1]);
        let grows = [
            (&small.questions, &large.questions),
            (&small.answer_words, &large.answer_words),
            (&small.documents, &large.documents),
            (&small.approvers, &large.approvers),
            (&small.reviewers, &large.reviewers),
            (&small.returns_a_year, &large.returns_a_year),
            (&small.engagement_lead_days, &large.engagement_lead_days),
        ];
        assert!(grows.iter().all(|(small, large)| small.value <= large.value), "a larger value never asks for less");
    }
    let approvers = |pounds: i64| {
        let net = Money::pounds(pounds);
        policy.band(&Lifetime { net, gross: net, category: Category::LightTouch }).approvers.value
    };
    assert_eq!([5_000, 25_000, 25_001, 900_000].map(approvers), [1, 1, 1, 2]);
    let needed = |pounds: i64| {
        let mut large = draft();
        large.terms.value_a_year = Money::pounds(pounds);
        large.approvers(&policy).value
    };
    assert_eq!((needed(25_000), needed(900_000)), (1, 2), "an opportunity takes the approvers of its band");
}
