//! Monitor.

mod data_return;

use serde_json::{Value, json};

use crate::harness::App;

/// Both sides sign, once the waiting period is over.
pub async fn signed(app: &App, id: &Value) {
    app.advance("2026-11-26T00:00:00Z").await;
    let signature = ", input: { name: \"By hand\", authority: \"true\" }";
    for name in ["ruth", "sunita"] {
        let done = app.sign_in(name).await.act("agreementSign", id, signature, "userErrors { message }").await;
        assert_eq!(done["userErrors"], json!([]));
    }
}
