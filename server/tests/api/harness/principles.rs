//! What a commission answers under the principles, before it is put out.

use serde_json::{Value, json};

use super::{Session, faults};

/// An answer under each of the eight: talks that ended on 1 October 2026, reasons for no map and a short term, and a line
/// for the rest.
pub fn input() -> Value {
    let answer = |number: u8| {
        let (kind, ended) = match number {
            2 => ("EVIDENCE", "1 October 2026"),
            4 | 7 => ("REASON", ""),
            _ => ("EVIDENCE", ""),
        };
        json!({ "principle": format!("P{number}"), "kind": kind, "says": "We asked three groups.", "endedOn": ended })
    };
    json!({ "answers": (1..=8).map(answer).collect::<Vec<_>>() })
}

/// Answers for a commission under all eight.
pub async fn meet(session: &Session, commission: &str) {
    let told = save(session, commission, input()).await;
    assert_eq!(faults(&told), Vec::<String>::new());
}

/// Saves these answers over what there is, and tells what became of it.
pub async fn save(session: &Session, commission: &str, input: Value) -> Value {
    let query = "mutation($commission: ID!, $version: Int!, $input: PrinciplesInput!) {
        principleSave(commission: $commission, version: $version, input: $input) {
            commission { version principles { principle kind says endedOn } }
            userErrors { code field message rule policyRows }
        }
    }";
    let version = session.version(&json!(commission)).await;
    let variables = json!({ "commission": commission, "version": version, "input": input });
    session.run(query, variables).await["principleSave"].clone()
}
