//! One action of somebody: mostly what comes next by the right person, and
//! often enough what does not.

use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use serde_json::json;
use shared::Timestamp;

use super::world::{Facts, PEOPLE, World};
use crate::secure::evaluation::build::LATE;

/// A kind of action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Submit,
    Change,
    Withdraw,
    Open,
    Appoint,
    Declare,
    Score,
    Send,
    Moderate,
    Recommend,
    Approve,
    SendBack,
    Notify,
    Accept,
    Decline,
    TakeBack,
    Draft,
    Offer,
    Sign,
    Refuse,
    Later,
}

use Step::{
    Accept, Appoint, Approve, Change, Declare, Decline, Draft, Later, Moderate, Notify, Offer, Open, Recommend, Refuse,
    Score, Send, SendBack, Sign, Submit, TakeBack, Withdraw,
};

const ALL: [Step; 21] = [
    Submit, Change, Withdraw, Open, Appoint, Declare, Score, Send, Moderate, Recommend, Approve, SendBack, Notify,
    Accept, Decline, TakeBack, Draft, Offer, Sign, Refuse, Later,
];

impl Step {
    /// What it is counted as.
    pub fn name(self) -> &'static str {
        match self {
            Submit => "submit",
            Change => "change",
            Withdraw => "withdraw",
            Open => "open",
            Appoint => "appoint",
            Declare => "declare",
            Score => "score",
            Send => "send",
            Moderate => "moderate",
            Recommend => "recommend",
            Approve => "approve",
            SendBack => "send back",
            Notify => "notify",
            Accept => "accept",
            Decline => "decline",
            TakeBack => "take back",
            Draft => "draft",
            Offer => "offer",
            Sign => "sign",
            Refuse => "refuse",
            Later => "later",
        }
    }
}

/// What to do next, and who does it.
pub fn choose(facts: &Facts, rng: &mut StdRng) -> (Step, &'static str) {
    if rng.gen_bool(0.7) {
        return *likely(facts).choose(rng).unwrap();
    }
    (*ALL.choose(rng).unwrap(), PEOPLE.choose(rng).unwrap())
}

/// What comes next as the records stand; what leads on is named more often.
fn likely(facts: &Facts) -> Vec<(Step, &'static str)> {
    if !facts.closed {
        return vec![
            (Later, "visitor"),
            (Later, "visitor"),
            (Submit, "joe"),
            (Submit, "steve"),
            (Change, "steve"),
            (Withdraw, "joe"),
        ];
    }
    if !facts.opened {
        return vec![(Open, "amara")];
    }
    if facts.seats.is_empty() {
        return vec![(Appoint, "amara")];
    }
    match (&facts.agreement, &facts.award) {
        (Some((_, stage, _)), _) if ["offered", "signed_by_one"].contains(&stage.as_str()) => signing(facts),
        (Some((_, stage, _)), _) if stage == "draft" => vec![(Offer, "amara")],
        (_, Some((_, stage, ..))) => match stage.as_str() {
            "recommended" => vec![(Approve, "sunita"), (Approve, "helen"), (SendBack, "sunita")],
            "approved" => vec![(Notify, "amara"), (Notify, "amara"), (TakeBack, "amara")],
            "notified" => vec![(Accept, "joe"), (Accept, "steve"), (Accept, "joe"), (Decline, "joe")],
            "accepted" => vec![(Draft, "amara"), (Draft, "amara"), (Recommend, "amara"), (Accept, "joe")],
            _ => vec![(Recommend, "amara")],
        },
        _ => evaluating(facts),
    }
}

fn signing(facts: &Facts) -> Vec<(Step, &'static str)> {
    let mut next = vec![(Later, "visitor"), (Later, "visitor"), (Sign, "sunita"), (Sign, "joe")];
    next.extend([(Sign, "sunita"), (Sign, "joe"), (if facts.signed.is_empty() { Refuse } else { Sign }, "joe")]);
    next
}

fn evaluating(facts: &Facts) -> Vec<(Step, &'static str)> {
    let mut next = Vec::new();
    for (_, who, sent, (declared, scored)) in &facts.seats {
        let who = PEOPLE.into_iter().find(|name| name == who).unwrap_or("visitor");
        if !sent {
            let next_of = match (declared, scored) {
                (false, _) => Declare,
                (true, 0 | 1) => Score,
                (true, _) => Send,
            };
            next.push((next_of, who));
        }
    }
    if next.is_empty() {
        next.extend([(Moderate, "tom"), (Moderate, "tom"), (Recommend, "amara")]);
    }
    next
}

/// Does it; answers what was against it.
pub async fn take(world: &World, facts: &Facts, step: Step, who: &str, rng: &mut StdRng) -> Vec<String> {
    let bid = match who {
        "joe" => &facts.bids[0],
        "steve" => &facts.bids[1],
        _ => facts.bids.choose(rng).unwrap(),
    };
    let opportunity = &world.scene.opportunity;
    match step {
        Submit => world.act(who, "bidSubmit", "id: $id", json!({ "id": bid })).await,
        Change => world.act(who, "bidChange", "id: $id", json!({ "id": bid })).await,
        Withdraw => world.act(who, "bidWithdraw", "id: $id", json!({ "id": bid })).await,
        Open => world.act(who, "opportunityOpen", "id: $id", json!({ "id": opportunity })).await,
        Later => later(world, facts, rng).await,
        Appoint => appoint(world, facts, who, rng).await,
        Declare | Score | Send | Moderate => panel(world, facts, step, who, rng).await,
        Recommend => {
            let other = rng.gen_bool(0.3).then_some("The best bid is excluded under section 57.");
            let reasons = "The strongest answer on reaching people, at a price near the lowest offered.";
            let input = json!({ "bid": facts.bids.choose(rng).unwrap(), "reasons": reasons, "otherReason": other });
            let arguments = "opportunity: $id, input: $input";
            world.act(who, "awardRecommend", arguments, json!({ "id": opportunity, "input": input })).await
        }
        Approve | SendBack | Notify | Accept | Decline | TakeBack | Draft => award(world, facts, step, who).await,
        Offer | Sign | Refuse => agreement(world, facts, step, who).await,
    }
}

/// An hour, a day, the deadline or the end of the waiting period.
async fn later(world: &World, facts: &Facts, rng: &mut StdRng) -> Vec<String> {
    let now = world.cx.now();
    let waiting = facts.award.as_ref().and_then(|(.., last)| last.as_deref());
    let past: Option<Timestamp> = match waiting {
        _ if !facts.closed => Some(LATE.parse().unwrap()),
        Some(last) => Some(format!("{last}T00:00:00Z").parse::<Timestamp>().unwrap() + chrono::Duration::days(1)),
        None => None,
    };
    let to = match past.filter(|past| *past > now) {
        Some(past) if rng.gen_bool(0.7) => past,
        _ => now + chrono::Duration::hours(*[1, 24].choose(rng).unwrap()),
    };
    assert!(world.cx.clock().advance(to));
    Vec::new()
}

async fn appoint(world: &World, facts: &Facts, who: &str, rng: &mut StdRng) -> Vec<String> {
    let panels: [&[&str]; 4] = [&["tom", "bridget"], &["tom", "bridget"], &["tom", "bridget", "idris"], &["tom"]];
    let mut members = Vec::new();
    for name in *panels.choose(rng).unwrap() {
        let of = format!("select id from user_account where email = '{name}@test.example'");
        members.push(world.rows(&of).await[0]["id"].clone());
    }
    let input = json!({ "chair": members[0], "members": members });
    let variables = json!({ "id": world.scene.opportunity, "version": facts.version, "input": input });
    world.act(who, "panelAppoint", "opportunity: $id, version: $version, input: $input", variables).await
}

async fn panel(world: &World, facts: &Facts, step: Step, who: &str, rng: &mut StdRng) -> Vec<String> {
    // Whoever has no seat tries another's.
    let Some((seat, ..)) = facts.seats.iter().find(|(_, name, ..)| name == who).or_else(|| facts.seats.choose(rng))
    else {
        return vec!["there is no seat".to_owned()];
    };
    // What is missing comes first, so that scores become whole.
    let scored = format!("select bid_id from score where panel_member_id = '{seat}'");
    let agreed = "select bid_id, version from moderation".to_owned();
    let rows = world.rows(if step == Score { &scored } else { &agreed }).await;
    let open: Vec<_> = facts.bids.iter().filter(|bid| rows.iter().all(|row| row["bid_id"] != bid.as_str())).collect();
    let bid: &String = open.choose(rng).copied().unwrap_or_else(|| facts.bids.choose(rng).unwrap());
    let question = &world.scene.question;
    let points = rng.gen_range(0..=5).to_string();
    match step {
        Declare => {
            let each = facts.bids.iter().map(|bid| json!({ "bid": bid, "kind": "none", "about": null }));
            let variables = json!({ "id": seat, "input": { "interests": each.collect::<Vec<_>>() } });
            world.act(who, "interestDeclare", "seatId: $id, input: $input", variables).await
        }
        Send => world.act(who, "scoreSend", "seatId: $id", json!({ "id": seat })).await,
        Score => {
            let input = json!({ "points": points, "reason": reason(who), "note": reason(who) });
            let arguments = "seatId: $id, bid: $bid, question: $question, input: $input";
            let variables = json!({ "id": seat, "bid": bid, "question": question, "input": input });
            world.act(who, "scoreSave", arguments, variables).await
        }
        _ => {
            let read = rows.iter().find(|row| row["bid_id"] == bid.as_str()).and_then(|row| row["version"].as_i64());
            let input = json!({ "points": points, "reason": reason(who) });
            let arguments = "seatId: $id, bid: $bid, question: $question, version: $version, input: $input";
            let version = read.unwrap_or_default();
            let variables = json!({ "id": seat, "bid": bid, "question": question, "version": version, "input": input });
            world.act(who, "scoreModerate", arguments, variables).await
        }
    }
}

/// What somebody says of an answer, to be found wherever it appears.
pub fn reason(who: &str) -> String {
    format!("The marmalade of {who} tells in all the words needed what they think of it.")
}

async fn award(world: &World, facts: &Facts, step: Step, who: &str) -> Vec<String> {
    let Some((id, _, version, _)) = &facts.award else { return vec!["there is no award".to_owned()] };
    let said = json!({ "id": id, "input": { "reason": "Something changed since." } });
    match step {
        Approve => {
            let variables = json!({ "id": id, "version": version });
            world.act(who, "awardApprove", "id: $id, version: $version", variables).await
        }
        SendBack => world.act(who, "awardSendBack", "id: $id, input: $input", said).await,
        Notify => world.act(who, "awardNotify", "id: $id", json!({ "id": id })).await,
        Accept => world.act(who, "awardAccept", "id: $id", json!({ "id": id })).await,
        Decline => world.act(who, "awardDecline", "id: $id, input: $input", said).await,
        Draft => world.act(who, "agreementDraft", "award: $id", json!({ "id": id })).await,
        _ => world.act(who, "awardWithdraw", "id: $id, input: $input", said).await,
    }
}

async fn agreement(world: &World, facts: &Facts, step: Step, who: &str) -> Vec<String> {
    let Some((id, _, version)) = &facts.agreement else { return vec!["there is no agreement".to_owned()] };
    match step {
        Offer => {
            let variables = json!({ "id": id, "version": version });
            world.act(who, "agreementOffer", "id: $id, version: $version", variables).await
        }
        Sign => {
            let variables = json!({ "id": id, "version": version, "input": { "name": who, "authority": "true" } });
            world.act(who, "agreementSign", "id: $id, version: $version, input: $input", variables).await
        }
        _ => {
            let variables = json!({ "id": id, "input": { "reason": "We lost our lead" } });
            world.act(who, "agreementDecline", "id: $id, input: $input", variables).await
        }
    }
}
