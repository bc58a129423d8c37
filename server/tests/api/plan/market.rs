//! The market map: who may say what a provider can do, what officers see of it, and what is kept for a commission (P4,
//!

use serde_json::{Value, json};

use crate::harness::{App, Session, build, faults, principles, secure, thread};

const SERVICES: &str = "{ market { kind providers alert policyRow capacity { total unit share largest { name } }
    entries { id source viewerCanRemove organisation { name } } } }";

/// Says that a provider can help 40 carers a week.
pub async fn add(session: &Session, provider: &Value, source: &str) -> Value {
    let query = "mutation($id: ID!, $input: MarketEntryInput!) { marketAdd(organisation: $id, input: $input) {
        entry { id } userErrors { code field message rule } } }";
    let input = json!({
        "kind": "CARERS", "place": "", "capacity": "40", "unit": "carers a week", "reach": "Carers of working age",
        "source": source
    });
    session.run(query, json!({ "id": provider, "input": input })).await["marketAdd"].clone()
}

/// Keeps the map of help for carers for a commission.
pub async fn keep(session: &Session, commission: &Value) -> Value {
    let query = "mutation($id: ID!, $input: MarketSnapshotInput!) { marketKeep(commission: $id, input: $input) {
        commission { marketNote marketSnapshots { sentence providers note organisations { name } } }
        userErrors { code field message rule } } }";
    let input = json!({ "kind": "CARERS", "place": "", "says": "Few can do it." });
    session.run(query, json!({ "id": commission, "input": input })).await["marketKeep"].clone()
}

async fn carers(session: &Session) -> Value {
    let data = session.run(SERVICES, json!({})).await;
    let all = data["market"].as_array().unwrap();
    all.iter().find(|one| one["kind"] == "CARERS").unwrap().clone()
}

#[tokio::test]
async fn too_few_providers_raise_an_alert_until_there_are_three_r_4_18() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    let before = carers(&amara).await;
    assert_eq!(before["alert"], "Nobody we know of can do this. There should be 3 or more");
    assert_eq!(before["policyRow"], "local.market.min_providers@2011-01-01");
    for (name, member) in [("Lantern", "lia"), ("Candle", "cal"), ("Torch", "tor")] {
        let provider = json!(build::provider(&app, name, member).await);
        let told = add(&app.sign_in(member).await, &provider, "").await;
        assert_eq!(faults(&told), [""; 0]);
        if name == "Candle" {
            assert_eq!(carers(&amara).await["alert"], "Only 2 providers can do this. There should be 3 or more");
        }
    }
    let now = carers(&amara).await;
    assert_eq!((&now["alert"], &now["providers"]), (&Value::Null, &json!(3)));
    assert_eq!((&now["capacity"][0]["total"], &now["capacity"][0]["share"]), (&json!(120), &json!(33)));
    for other in [app.visitor(), app.sign_in("lia").await] {
        assert!(other.run(SERVICES, json!({})).await["market"].is_null(), "the whole map is for officers");
    }
}

#[tokio::test]
async fn an_officer_names_the_source_and_the_provider_reads_what_is_noted_p4() {
    let app = App::start().await;
    let (amara, lia) = {
        let provider = build::provider(&app, "Lantern", "lia").await;
        build::provider(&app, "Candle", "cal").await;
        let amara = app.sign_in("amara").await;
        let provider = json!(provider);
        let refused = add(&amara, &provider, "").await;
        assert_eq!(
            (&refused["userErrors"][0]["field"], &refused["userErrors"][0]["rule"]),
            (&json!("source"), &json!("P4"))
        );
        let noted = add(&amara, &provider, "A visit").await;
        assert_eq!(faults(&noted), [""; 0]);
        assert_eq!(add(&amara, &provider, "A visit").await["userErrors"][0]["code"], "DUPLICATE");
        for stranger in [app.visitor(), app.sign_in("cal").await, app.sign_in("idris").await] {
            assert_eq!(add(&stranger, &provider, "").await["userErrors"][0]["code"], "NOT_ALLOWED");
        }
        (amara, (app.sign_in("lia").await, provider))
    };
    let (lia, provider) = lia;
    let own = "query($id: ID!) { marketEntries(organisation: $id) { id source viewerCanRemove } }";
    let entries = lia.run(own, json!({ "id": provider })).await["marketEntries"].clone();
    assert_eq!((&entries[0]["source"], &entries[0]["viewerCanRemove"]), (&json!("A visit"), &json!(false)));
    let cal = app.sign_in("cal").await;
    assert_eq!(cal.run(own, json!({ "id": provider })).await["marketEntries"], json!([]));
    let remove = "mutation($id: ID!) { marketRemove(id: $id) { userErrors { code } } }";
    let take = async |session: &Session| {
        session.run(remove, json!({ "id": entries[0]["id"] })).await["marketRemove"]["userErrors"][0]["code"].clone()
    };
    assert_eq!(take(&lia).await, "NOT_ALLOWED");
    assert_eq!(take(&cal).await, "NOT_FOUND");
    assert_eq!(take(&amara).await, Value::Null);
}

#[tokio::test]
async fn above_the_threshold_the_map_is_kept_before_providers_are_invited_p4() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    let commission = secure::commission(&app).await;
    let draft = secure::opportunity_draft(&amara, &secure::opportunity_input(&commission, "TENDER", "25,001")).await;
    secure::opportunity_save(&amara, &draft, &secure::opportunity_details()).await;
    let mut answers = principles::input();
    answers["answers"][3]["kind"] = json!("EVIDENCE");
    assert_eq!(faults(&principles::save(&amara, &commission, answers).await), [""; 0]);
    let asked = async || {
        let told = secure::opportunity_act(&amara, "opportunityRequestApproval", &draft["id"]).await;
        let errors = told["userErrors"].as_array().unwrap().clone();
        errors.into_iter().filter(|one| one["rule"] == "P4").collect::<Vec<_>>()
    };
    let refused = asked().await;
    assert_eq!((refused.len(), &refused[0]["code"]), (1, &json!("EVIDENCE_MISSING")));
    let provider = json!(build::provider(&app, "Lantern", "lia").await);
    add(&app.sign_in("lia").await, &provider, "").await;
    for stranger in [app.visitor(), app.sign_in("gareth").await] {
        assert_eq!(keep(&stranger, &json!(commission)).await["userErrors"][0]["code"], "NOT_ALLOWED");
    }
    let kept = keep(&amara, &json!(commission)).await;
    assert_eq!(faults(&kept), [""; 0]);
    let snapshot = &kept["commission"]["marketSnapshots"][0];
    assert_eq!(snapshot["sentence"], "Help for carers, everywhere: 1 provider");
    assert_eq!(
        (&kept["commission"]["marketNote"], &snapshot["organisations"][0]["name"]),
        (&Value::Null, &json!("Lantern"))
    );
    assert_eq!(asked().await.len(), 0);
    let query = "{ commission(reference: \"C-0001\") { marketSnapshots { providers organisations { name } } } }";
    let public = app.visitor().run(query, json!({})).await["commission"]["marketSnapshots"][0].clone();
    assert_eq!((&public["providers"], &public["organisations"]), (&json!(1), &Value::Null));
}

#[cfg(feature = "ui")]
#[tokio::test]
async fn the_map_is_filled_in_and_kept_on_pages_p4() {
    use crate::harness::page::{read, send};
    let app = App::start().await;
    build::provider(&app, "Lantern", "lia").await;
    let fields =
        [("kind", "carers"), ("capacity", "40"), ("unit", "carers a week"), ("reach", "Carers of working age")];
    let page = send(&app, &app.sign_in("lia").await, "/provider/market", "market-add", &fields).await;
    assert!(page.contains("carers a week") && page.contains("What the map says of you"), "{page}");
    let amara = app.sign_in("amara").await;
    let page = read(&amara, "/council/market").await;
    assert!(page.contains("Only 1 provider can do this") && page.contains("Note what a provider can do"), "{page}");
    thread::commission(&amara, "Carers befriending").await;
    let fields = [("kind", "carers"), ("place", ""), ("says", "One can do it.")];
    let page = send(&app, &amara, "/council/commissions/C-0001/market", "market-keep", &fields).await;
    assert!(page.contains("Help for carers, everywhere: 1 provider"), "{page}");
}
