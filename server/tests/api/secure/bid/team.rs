//! Bidding together and passing work on (R-4.20b, R-4.20d).

use serde_json::{Value, json};

use super::build::{self, LATE, answers, opportunity};
use super::{OPEN, SAVE, START, SUBMIT, start};
use crate::harness::{App, Session, faults, page};
use crate::people::account::mails;

pub const INVITE: &str = "mutation($id: ID!, $who: String!) { bidMemberInvite(id: $id, organisation: $who) {
    bid { id team { version } } userErrors { field code message rule policyRows } } }";
pub const TEAM: &str = "mutation($id: ID!, $version: Int!, $input: BidTeamInput!) {
    bidTeamSave(id: $id, version: $version, input: $input) {
        bid { team { version total members { lead stage share role } refusals { code message policyRows } } }
        userErrors { field code message rule } } }";
pub const ACCEPT: &str = "mutation($id: ID!) { bidMemberAccept(id: $id) {
    stage userErrors { field code message rule policyRows } } }";
const DECLINE: &str = "mutation($id: ID!) { bidMemberDecline(id: $id, reason: PART) {
    stage userErrors { field code message } } }";
const REMOVE: &str = "mutation($id: ID!, $who: ID!) { bidMemberRemove(id: $id, organisation: $who) {
    bid { team { members { lead } } } userErrors { field code message } } }";

/// What the lead says of a team of two, with shares as typed.
pub fn terms(lead: &str, member: &str, shares: [&str; 2], role: &str) -> Value {
    json!({
        "parts": [
            { "organisation": lead, "role": "Leads, and answers the telephone", "share": shares[0] },
            { "organisation": member, "role": role, "share": shares[1] },
        ],
        "subcontractors": [{ "name": "Bletchley Print Shed", "work": "Leaflets", "share": "5", "paymentDays": "30" }],
    })
}

struct Scene {
    on: build::Opportunity,
    lantern: String,
    greenway: String,
    bid: String,
}

/// `joe` of Lantern Carers has written a bid and asked Greenway Minibus, for which `kofi` acts, to join it.
async fn asked(app: &App) -> Scene {
    let on = opportunity(app).await;
    let lantern = build::provider(app, "Lantern Carers", "joe").await.to_string();
    let greenway = build::provider(app, "Greenway Minibus", "kofi").await.to_string();
    let joe = app.sign_in("joe").await;
    let bid = start(&joe, &on).await;
    let input = answers(&on, "By bus and by telephone", "Two trained people, always", "£112,437.19");
    joe.run(SAVE, json!({ "id": bid, "input": input })).await;
    let data = joe.run(INVITE, json!({ "id": bid, "who": "greenway" })).await;
    assert_eq!(data["bidMemberInvite"]["userErrors"], json!([]), "{data:#}");
    Scene { on, lantern, greenway, bid }
}

async fn save(joe: &Session, scene: &Scene, version: i64, shares: [&str; 2]) -> Value {
    let input = terms(&scene.lantern, &scene.greenway, shares, "Drives people to us");
    joe.run(TEAM, json!({ "id": scene.bid, "version": version, "input": input })).await["bidTeamSave"].clone()
}

async fn submit(joe: &Session, scene: &Scene) -> Vec<String> {
    faults(&joe.run(SUBMIT, json!({ "id": scene.bid })).await["bidSubmit"])
}

#[tokio::test]
async fn shares_of_99_9_and_a_member_who_has_not_accepted_stop_a_bid_r_4_20b() {
    let app = App::start().await;
    let scene = asked(&app).await;
    let (joe, kofi) = (app.sign_in("joe").await, app.sign_in("kofi").await);
    let saved = save(&joe, &scene, 0, ["60", "39.9"]).await;
    assert_eq!((&saved["userErrors"], &saved["bid"]["team"]["total"]), (&json!([]), &json!("99.9")), "{saved:#}");
    assert_eq!(
        submit(&joe, &scene).await,
        [
            "PART_MISSING team: Greenway Minibus has not accepted its part yet. Ask it to, or take it out",
            "SUM_MISMATCH team: Shares add up to 99.9. They must add up to 100: add 0.1",
        ]
    );
    let data = kofi.run(ACCEPT, json!({ "id": scene.bid })).await;
    assert_eq!(data["bidMemberAccept"]["stage"], "ACCEPTED", "{data:#}");
    let saved = save(&joe, &scene, 1, ["60", "40"]).await;
    assert_eq!(saved["bid"]["team"]["members"][1]["stage"], "INVITED", "whose part changes is asked again");
    assert_eq!(submit(&joe, &scene).await.len(), 1);
    kofi.run(ACCEPT, json!({ "id": scene.bid })).await;
    let stale = save(&joe, &scene, 1, ["50", "50"]).await;
    assert_eq!(stale["userErrors"][0]["code"], "STALE");
    assert_eq!(submit(&joe, &scene).await, Vec::<String>::new());
    let late = save(&joe, &scene, 2, ["50", "50"]).await;
    assert_eq!(late["userErrors"][0]["code"], "ILLEGAL_TRANSITION", "sent and sealed");
}

#[tokio::test]
async fn members_read_the_bid_the_lead_alone_sends_it_and_nobody_else_knows_r_s1() {
    let app = App::start().await;
    let scene = asked(&app).await;
    build::provider(&app, "Open Gate Recovery", "steve").await;
    let (joe, kofi) = (app.sign_in("joe").await, app.sign_in("kofi").await);
    let read = "query($id: ID!) { bid(id: $id) { viewerCan content { answers { text } } } bidInvitations {
        bid stage role share open lead { name } opportunity { title } } }";
    let data = kofi.run(read, json!({ "id": scene.bid })).await;
    assert_eq!(data["bid"], Value::Null, "asked, not in");
    let invitation = &data["bidInvitations"][0];
    assert_eq!((&invitation["lead"]["name"], &invitation["open"]), (&json!("Lantern Carers"), &json!(true)));
    let waiting = page::read(&kofi, &format!("/provider/bids/{}/team", scene.bid)).await;
    assert!(waiting.contains("Lantern Carers asks you to join its bid") && waiting.contains("Take this part"));

    save(&joe, &scene, 0, ["60", "40"]).await;
    kofi.run(ACCEPT, json!({ "id": scene.bid })).await;
    let data = kofi.run(read, json!({ "id": scene.bid })).await;
    assert_eq!(data["bid"]["content"]["answers"][0]["text"], "By bus and by telephone", "{data:#}");
    assert_eq!(data["bid"]["viewerCan"], json!([]));
    let hub = page::read(&kofi, &format!("/provider/bids/{}", scene.bid)).await;
    assert!(hub.contains("leads this bid") && !hub.contains("bid-save"));
    let data = kofi.run(SUBMIT, json!({ "id": scene.bid })).await;
    assert_eq!(data["bidSubmit"]["userErrors"][0]["code"], "NOT_ALLOWED");
    let data = kofi.run(INVITE, json!({ "id": scene.bid, "who": "Open Gate Recovery" })).await;
    assert_eq!(data["bidMemberInvite"]["userErrors"][0]["code"], "NOT_ALLOWED");

    assert_eq!(submit(&joe, &scene).await, Vec::<String>::new());
    for when in [None, Some(LATE)] {
        if let Some(when) = when {
            app.advance(when).await;
        }
        for name in ["amara", "sunita", "colin", "tom", "steve", ""] {
            let session = if name.is_empty() { app.visitor() } else { app.sign_in(name).await };
            let data = session.run(read, json!({ "id": scene.bid })).await;
            assert_eq!((&data["bid"], &data["bidInvitations"]), (&Value::Null, &json!([])), "{name} {when:?}");
            let data = session.run(ACCEPT, json!({ "id": scene.bid })).await;
            assert_eq!(data["bidMemberAccept"]["userErrors"][0]["code"], "NOT_FOUND", "{name}");
            let events = session.run("{ events(first: 50) { nodes { summary } } }", json!({})).await;
            assert!(!events.to_string().contains("Greenway"), "{name} {when:?}: {events}");
        }
    }
    let amara = app.sign_in("amara").await;
    let data = amara.run(OPEN, json!({ "id": scene.on.id })).await;
    assert_eq!(data["opportunityOpen"]["userErrors"], json!([]), "{data:#}");
    let received = page::read(&amara, &format!("/council/opportunities/{}/bids", scene.on.reference)).await;
    for part in ["Lantern Carers", "Greenway Minibus: Drives people to us, 40 %", "Bletchley Print Shed"] {
        assert!(received.contains(part), "{part} is not in the list");
    }
    let data = amara.run("{ evaluation(reference: \"O-0001\") { members { name } } }", json!({})).await;
    assert!(data["evaluation"].is_object());
}

#[tokio::test]
async fn an_organisation_is_in_one_bid_for_the_same_lot_r_4_20b() {
    let app = App::start().await;
    let scene = asked(&app).await;
    let (joe, kofi) = (app.sign_in("joe").await, app.sign_in("kofi").await);
    let data = kofi.run(START, json!({ "id": scene.on.id })).await;
    let own = data["bidStart"]["bid"]["id"].clone();
    assert!(own.is_string(), "to be asked binds nobody: {data:#}");
    let data = kofi.run(ACCEPT, json!({ "id": scene.bid })).await;
    let refused = &data["bidMemberAccept"]["userErrors"][0];
    assert_eq!((&refused["code"], &refused["rule"]), (&json!("DUPLICATE"), &json!("R-4.20b")), "{data:#}");
    assert_eq!(refused["policyRows"], json!(["local.consortium.bids_per_lot@2011-01-01"]));

    // Whoever is in another's bid begins none, until it leaves.
    build::provider(&app, "Open Gate Recovery", "steve").await;
    let data = joe.run(INVITE, json!({ "id": scene.bid, "who": "open gate" })).await;
    assert_eq!(data["bidMemberInvite"]["userErrors"], json!([]), "{data:#}");
    let steve = app.sign_in("steve").await;
    let data = steve.run(ACCEPT, json!({ "id": scene.bid })).await;
    assert_eq!(data["bidMemberAccept"]["stage"], "ACCEPTED", "{data:#}");
    let data = steve.run(START, json!({ "id": scene.on.id })).await;
    assert_eq!(data["bidStart"]["userErrors"][0]["code"], "DUPLICATE", "{data:#}");
    steve.run(DECLINE, json!({ "id": scene.bid })).await;
    let data = steve.run(START, json!({ "id": scene.on.id })).await;
    assert_eq!(data["bidStart"]["userErrors"], json!([]), "{data:#}");
    assert!(faults(&joe.run(SUBMIT, json!({ "id": scene.bid })).await["bidSubmit"])[0].contains("Greenway"));
    for who in [&scene.greenway] {
        let data = joe.run(REMOVE, json!({ "id": scene.bid, "who": who })).await;
        assert_eq!(data["bidMemberRemove"]["userErrors"], json!([]), "{data:#}");
    }
}

#[tokio::test]
async fn nobody_is_asked_who_is_not_registered_or_in_already() {
    let app = App::start().await;
    let scene = asked(&app).await;
    let joe = app.sign_in("joe").await;
    let ask = async |who: &str| {
        let data = joe.run(INVITE, json!({ "id": scene.bid, "who": who })).await;
        data["bidMemberInvite"]["userErrors"][0]["code"].clone()
    };
    assert_eq!(ask(" ").await, "MISSING");
    assert_eq!(ask("Nobody at all").await, "UNKNOWN_CODE");
    assert_eq!(ask("Lantern Carers").await, "DUPLICATE");
    assert_eq!(ask("Greenway Minibus").await, "DUPLICATE");
}

#[tokio::test]
async fn work_passed_on_keeps_to_the_limit_and_is_paid_in_time_r_4_20d() {
    let app = App::start().await;
    let scene = asked(&app).await;
    let (joe, kofi) = (app.sign_in("joe").await, app.sign_in("kofi").await);
    let mut input = terms(&scene.lantern, &scene.greenway, ["60", "40"], "Drives");
    let passed =
        |share: &str, days: &str| json!([{ "name": "Shed", "work": "Rooms", "share": share, "paymentDays": days }]);
    input["subcontractors"] = passed("40.01", "31");
    joe.run(TEAM, json!({ "id": scene.bid, "version": 0, "input": input })).await;
    kofi.run(ACCEPT, json!({ "id": scene.bid })).await;
    let refused = submit(&joe, &scene).await;
    assert_eq!(refused.len(), 2, "{refused:?}");
    input["subcontractors"] = passed("40", "30");
    joe.run(TEAM, json!({ "id": scene.bid, "version": 1, "input": input })).await;
    assert_eq!(submit(&joe, &scene).await, Vec::<String>::new(), "the limits themselves are allowed");
    let page = page::read(&joe, &format!("/provider/bids/{}/sent", scene.bid)).await;
    assert!(page.contains("Shed: Rooms, 40 %, paid within 30 days"));
}

/// From the pages alone: asked, said, accepted.
#[tokio::test]
async fn a_team_is_made_on_its_page_r_4_20b() {
    let app = App::start().await;
    let scene = asked(&app).await;
    let (joe, kofi) = (app.sign_in("joe").await, app.sign_in("kofi").await);
    let path = format!("/provider/bids/{}/team", scene.bid);
    let fields = [
        ("id", scene.bid.as_str()),
        ("version", "0"),
        ("parts.0.organisation", &scene.lantern),
        ("parts.0.role", "Leads"),
        ("parts.0.share", "66.67"),
        ("parts.1.organisation", &scene.greenway),
        ("parts.1.role", "Drives"),
        ("parts.1.share", "a third"),
    ];
    let back = page::send(&app, &joe, &path, "bid-team-save", &fields).await;
    assert!(back.contains("The share must be a number") && back.contains("a third"), "what was typed is kept");
    let mut fields = fields;
    fields[7].1 = "33.33";
    let saved = page::send(&app, &joe, &path, "bid-team-save", &fields).await;
    assert!(saved.contains("Shares add up to 100."));
    let nothing = page::send(&app, &kofi, &path, "bid-member-decline", &[("id", &scene.bid)]).await;
    assert!(nothing.contains("Select why"));
    let in_it = page::send(&app, &kofi, &path, "bid-member-accept", &[("id", &scene.bid)]).await;
    assert!(in_it.contains("Leave this bid") && in_it.contains("33.33 %"));
}

/// What was checked is sent, and nothing that somebody said of the team since.
#[tokio::test]
async fn a_bid_whose_team_changed_since_it_was_checked_is_not_sent_r_4_20b() {
    let app = App::start().await;
    let scene = asked(&app).await;
    let (joe, kofi) = (app.sign_in("joe").await, app.sign_in("kofi").await);
    save(&joe, &scene, 0, ["60", "40"]).await;
    let read = "query($id: ID!) { bid(id: $id) { content { version } } }";
    let checked = joe.run(read, json!({ "id": scene.bid })).await["bid"]["content"]["version"].clone();
    save(&joe, &scene, 1, ["50", "50"]).await;
    kofi.run(ACCEPT, json!({ "id": scene.bid })).await;
    let data = joe.run(SUBMIT, json!({ "id": scene.bid, "version": checked })).await;
    assert_eq!(data["bidSubmit"]["userErrors"][0]["code"], "STALE", "{data:#}");
    let checked = joe.run(read, json!({ "id": scene.bid })).await["bid"]["content"]["version"].clone();
    let data = joe.run(SUBMIT, json!({ "id": scene.bid, "version": checked })).await;
    assert_eq!(data["bidSubmit"]["userErrors"], json!([]), "{data:#}");
}

#[tokio::test]
async fn everybody_in_a_bid_is_told_that_it_is_opened_r_4_20b() {
    let app = App::start().await;
    let scene = asked(&app).await;
    build::provider(&app, "Open Gate Recovery", "steve").await;
    let (joe, kofi) = (app.sign_in("joe").await, app.sign_in("kofi").await);
    let saved = save(&joe, &scene, 0, ["60", "40"]).await;
    assert_eq!(saved["userErrors"], json!([]), "{saved:#}");
    kofi.run(ACCEPT, json!({ "id": scene.bid })).await;
    assert_eq!(submit(&joe, &scene).await, Vec::<String>::new());
    app.advance(LATE).await;
    let amara = app.sign_in("amara").await;
    amara.run(OPEN, json!({ "id": scene.on.id })).await;
    for (name, many) in [("joe", 1), ("kofi", 1), ("steve", 0)] {
        let all = mails(&amara, &format!("{name}@test.example")).await;
        let told = all.iter().filter(|mail| mail["subject"].as_str().unwrap().starts_with("Opened: your bid on"));
        assert_eq!(told.count(), many, "{name}: {all:#?}");
    }
}
