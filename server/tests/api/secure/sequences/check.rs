//! What must hold after every action, as each person sees it.

use serde_json::{Value, json};

use super::step::{Step, reason};
use super::world::{Facts, PEOPLE, World};

const SEEN: &str = "query($reference: String!, $first: ID!, $second: ID!) {
    opportunity(reference: $reference) { result { lots { winner accepted } } }
    evaluation(reference: $reference) {
        seat { tasks { mine { reason note } scores { reviewer reason note } agreed { reason } } }
        lots { ranking { lines { name total } } }
        awards { id lot stage }
    }
    first: awardLetters(bid: $first) { total ownAward { id lot stage } }
    second: awardLetters(bid: $second) { total ownAward { id lot stage } }
    one: bid(id: $first) { content { answers { text } } }
    two: bid(id: $second) { content { answers { text } } }
}";

/// Everything, from the point of view of each person.
pub async fn all(world: &World, step: Step, who: &str, told: &[String]) {
    let facts = world.facts().await;
    let notified = !world.rows("select id from award where notified_at is not null").await.is_empty();
    let mut accepted = Vec::new();
    for person in PEOPLE {
        let [first, second] = &facts.bids;
        let variables = json!({ "reference": world.scene.reference, "first": first, "second": second });
        let seen = world.ask(person, SEEN, variables).await;
        scores(&facts, notified, person, &seen, told);
        sealed(&facts, person, &seen, told);
        let lots = seen["opportunity"]["result"]["lots"].as_array().cloned().unwrap_or_default();
        let public = lots.iter().filter(|lot| lot["accepted"] == true).count();
        assert!(public <= 1, "{person} reads of {public} accepted awards: {told:#?}");
        let letters = ["first", "second"].into_iter().flat_map(|name| seen[name].as_array().into_iter().flatten());
        let own = letters.map(|letter| &letter["ownAward"]);
        let known = seen["evaluation"]["awards"].as_array().into_iter().flatten().chain(own);
        accepted.extend(known.filter(|award| award["stage"] == "ACCEPTED").cloned());
    }
    let mut ids: Vec<_> = accepted.iter().map(|award| award["id"].to_string()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert!(ids.len() <= 1, "awards accepted of one lot: {accepted:#?} {told:#?}");
    let twice = "select lot_id from award where stage = 'accepted' group by lot_id having count(*) > 1";
    assert!(world.rows(twice).await.is_empty(), "one lot is accepted twice: {told:#?}");
    if step == Step::Sign {
        let (.., last) = facts.award.as_ref().expect("an award");
        let last = last.as_deref().unwrap_or_default();
        assert!(world.cx.today().to_string().as_str() > last, "{who} signed in the waiting period: {told:#?}");
    }
}

/// Nobody reads another's score before the whole panel has sent, nor a total
/// before the bidders are told (R-S4, R-S5).
fn scores(facts: &Facts, notified: bool, person: &str, seen: &Value, told: &[String]) {
    if !notified {
        for place in [&seen["first"], &seen["second"], &seen["opportunity"]["result"]] {
            let nothing = place.is_null() || place == &json!([]);
            assert!(nothing, "{person} reads a result before anyone is told: {seen:#} {told:#?}");
        }
    }
    if facts.seats.iter().all(|(_, _, sent, _)| *sent) && !facts.seats.is_empty() {
        return;
    }
    let wire = seen.to_string();
    for other in PEOPLE.into_iter().filter(|other| *other != person) {
        assert!(!wire.contains(&reason(other)), "{person} reads what {other} thinks: {seen:#} {told:#?}");
    }
    for task in seen["evaluation"]["seat"]["tasks"].as_array().into_iter().flatten() {
        for score in task["scores"].as_array().into_iter().flatten() {
            assert_eq!(score["reviewer"], person, "another's score is read early: {seen:#} {told:#?}");
        }
    }
    for lot in seen["evaluation"]["lots"].as_array().into_iter().flatten() {
        assert!(lot["ranking"].is_null(), "{person} reads a ranking early: {seen:#} {told:#?}");
    }
}

/// Nobody but its bidder reads a bid before it is opened (R-S1).
fn sealed(facts: &Facts, person: &str, seen: &Value, told: &[String]) {
    for (name, owner) in [("one", "joe"), ("two", "steve")] {
        let secret = seen[name].to_string().contains("We reach people by bus");
        let may = person == owner || facts.opened;
        assert!(may || !secret, "{person} reads a sealed bid: {seen:#} {told:#?}");
    }
}
