//! Help for providers: the same offer for all, who asked, and what came of it (R-4.20c).

use serde_json::{Value, json};

use crate::harness::{App, Session, build, faults};

const OFFERS: &str = "{ supportOffers { nodes { id title stands asked viewerCanAsk viewerCanRun
    requests { id words result says organisation { name } } } } }";

/// Publishes an offer, for everyone or for whoever is named.
pub async fn publish(session: &Session, only_for: &str) -> Value {
    let query = "mutation($input: SupportOfferInput!) { supportPublish(input: $input) {
        offer { id } userErrors { code field message rule } } }";
    let input = json!({
        "kind": "SESSION", "title": "How to answer a tender", "says": "Two hours at the library.", "until": "",
        "onlyFor": only_for
    });
    session.run(query, json!({ "input": input })).await["supportPublish"].clone()
}

/// Asks for it.
pub async fn ask(session: &Session, offer: &Value) -> Value {
    let query = "mutation($id: ID!, $input: SupportRequestInput!) { supportAsk(offer: $id, input: $input) {
        offer { id } userErrors { code field message rule } } }";
    let input = json!({ "words": "What a price schedule is" });
    session.run(query, json!({ "id": offer, "input": input })).await["supportAsk"].clone()
}

async fn record(session: &Session, wish: &Value) -> Value {
    let query = "mutation($id: ID!, $input: SupportOutcomeInput!) { supportRecord(id: $id, input: $input) {
        offer { id } userErrors { code field message rule } } }";
    let input = json!({ "result": "GIVEN", "says": "They came on 1 December." });
    session.run(query, json!({ "id": wish, "input": input })).await["supportRecord"].clone()
}

async fn offer(session: &Session) -> Value {
    session.run(OFFERS, json!({})).await["supportOffers"]["nodes"][0].clone()
}

#[tokio::test]
async fn every_provider_reads_the_same_offer_and_none_is_for_one_alone_r_4_20c() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    let refused = publish(&amara, "Lantern").await;
    assert_eq!(
        (&refused["userErrors"][0]["rule"], &refused["userErrors"][0]["field"]),
        (&json!("R-4.20c"), &json!("onlyFor"))
    );
    for (name, member) in [("Lantern", "lia"), ("Candle", "cal")] {
        build::provider(&app, name, member).await;
    }
    for stranger in [app.visitor(), app.sign_in("lia").await, app.sign_in("idris").await] {
        assert_eq!(publish(&stranger, "").await["userErrors"][0]["code"], "NOT_ALLOWED");
    }
    assert_eq!(faults(&publish(&amara, "").await), [""; 0]);
    let told = async |session: &Session| {
        let one = offer(session).await;
        (one["title"].clone(), one["stands"].clone(), one["asked"].clone())
    };
    let visitor = told(&app.visitor()).await;
    for name in ["lia", "cal"] {
        assert_eq!(told(&app.sign_in(name).await).await, visitor);
    }
}

#[tokio::test]
async fn a_provider_asks_and_what_came_of_it_is_recorded_once_r_4_20c() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    for (name, member) in [("Lantern", "lia"), ("Candle", "cal")] {
        build::provider(&app, name, member).await;
    }
    let (lia, cal) = (app.sign_in("lia").await, app.sign_in("cal").await);
    let id = publish(&amara, "").await["offer"]["id"].clone();
    assert_eq!(ask(&app.visitor(), &id).await["userErrors"][0]["code"], "NOT_ALLOWED");
    assert_eq!(ask(&amara, &id).await["userErrors"][0]["code"], "NOT_ALLOWED");
    assert_eq!(faults(&ask(&lia, &id).await), [""; 0]);
    assert_eq!(ask(&lia, &id).await["userErrors"][0]["code"], "DUPLICATE");
    assert_eq!((&offer(&cal).await["requests"], &offer(&cal).await["asked"]), (&json!([]), &json!(1)));
    let wish = offer(&amara).await["requests"][0].clone();
    assert_eq!(wish["organisation"]["name"], "Lantern");
    assert_eq!(record(&cal, &wish["id"]).await["userErrors"][0]["code"], "NOT_FOUND");
    assert_eq!(record(&lia, &wish["id"]).await["userErrors"][0]["code"], "NOT_ALLOWED");
    assert_eq!(faults(&record(&amara, &wish["id"]).await), [""; 0]);
    assert_eq!(record(&amara, &wish["id"]).await["userErrors"][0]["code"], "ILLEGAL_TRANSITION");
    assert_eq!(offer(&lia).await["requests"][0]["result"], "GIVEN");
    let end = "mutation($id: ID!) { supportEnd(id: $id) { userErrors { code } } }";
    assert_eq!(lia.run(end, json!({ "id": id })).await["supportEnd"]["userErrors"][0]["code"], "NOT_ALLOWED");
    assert_eq!(amara.run(end, json!({ "id": id })).await["supportEnd"]["userErrors"], json!([]));
    assert_eq!(ask(&cal, &id).await["userErrors"][0]["code"], "DEADLINE_PASSED");
}

#[cfg(feature = "ui")]
#[tokio::test]
async fn help_is_offered_asked_for_and_answered_on_pages_r_4_20c() {
    use crate::harness::page::{read, send};
    let app = App::start().await;
    build::provider(&app, "Lantern", "lia").await;
    let (amara, lia) = (app.sign_in("amara").await, app.sign_in("lia").await);
    let fields = [("kind", "forms"), ("title", "Help with the form"), ("says", "Ring us."), ("until", "")];
    let page = send(&app, &amara, "/council/support", "support-publish", &fields).await;
    assert!(page.contains("Help with the form"), "{page}");
    let id = offer(&lia).await["id"].as_str().unwrap().to_owned();
    let page = send(&app, &lia, "/support", "support-ask", &[("offer", id.as_str()), ("words", "Question 3")]).await;
    assert!(page.contains("Question 3") && page.contains("Not answered yet"), "{page}");
    let wish = offer(&amara).await["requests"][0]["id"].as_str().unwrap().to_owned();
    let fields = [("wish", wish.as_str()), ("result", "given"), ("says", "We rang them.")];
    let page = send(&app, &amara, "/council/support", "support-record", &fields).await;
    assert!(page.contains("We rang them."), "{page}");
    assert!(!read(&app.visitor(), "/support").await.contains("Question 3"), "a wish is the provider's own");
}
