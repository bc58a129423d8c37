//! Monitor.

mod data_return;

use serde_json::{Value, json};

use crate::harness::App;

/// Both sides sign, once the waiting period is over.
pub async fn signed(app: &App, id: &Value) {
    app.advance("2026-11-26T00:00:00Z").await;
    let sign = "mutation($id: ID!) {
        agreementSign(id: $id, input: { name: \"By hand\", authority: \"true\" }) { agreement { stage } userErrors { message } } }";
    for name in ["ruth", "sunita"] {
        let done = app.sign_in(name).await.run(sign, json!({ "id": id })).await;
        assert_eq!(done["agreementSign"]["userErrors"], json!([]));
    }
}
