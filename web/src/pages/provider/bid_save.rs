//! Saving a bid's form when a button is pressed.

use shared::secure::BidId;

use crate::api::Api;
use crate::form::{Fields, Outcome};
use crate::islands::bid::send;

/// Saves, and goes to where the pressed button leads.
pub async fn save(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("id").parse::<BidId>() else { return Outcome::Go("/provider/bids".to_owned()) };
    let next = match fields.text("then").as_str() {
        "check" => format!("/provider/bids/{id}/check"),
        "bids" => "/provider/bids".to_owned(),
        "prices" => format!("/provider/bids/{id}/prices"),
        number if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("/provider/bids/{id}/questions/{number}")
        }
        _ => format!("/provider/bids/{id}"),
    };
    match send(api, id, fields).await {
        Ok(payload) => Outcome::of(payload.user_errors, || next),
        Err(fault) => fault.into(),
    }
}
