//! Saving what is typed into a bid, for its form and while one types.

use cynic::MutationBuilder;
use shared::Timestamp;
use shared::secure::{BidId, LotId, QuestionId};
use shared::{calendar, error::Code};

use super::autosave::Saved;
use crate::api::{Api, Fault};
use crate::form::{Fields, UserError};

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct BidSaveInput {
    answers: Vec<BidAnswerInput>,
    prices: Vec<BidPriceInput>,
}

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct BidAnswerInput {
    question: String,
    text: String,
    version: i32,
}

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct BidPriceInput {
    lot: String,
    price: String,
    version: i32,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct SaveVariables {
    id: BidId,
    input: BidSaveInput,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "SaveVariables")]
struct SaveMutation {
    #[arguments(id: $id, input: $input)]
    bid_save: BidPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub struct BidPayload {
    /// The bid as it is now.
    bid: Option<SavedBid>,
    /// Why it was not saved.
    pub user_errors: Vec<UserError>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Bid")]
struct SavedBid {
    content: Option<SavedContent>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "BidContent")]
struct SavedContent {
    answers: Vec<SavedAnswer>,
    prices: Vec<SavedPrice>,
    saved_at: Option<Timestamp>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "BidAnswer")]
struct SavedAnswer {
    question: QuestionId,
    text: String,
    version: i32,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "BidPrice")]
struct SavedPrice {
    lot: LotId,
    price: String,
    version: i32,
}

/// The names of an answer's fields, by its place in the form.
pub const ANSWERS: [[&str; 3]; 5] = [
    ["answers.0.question", "answers.0.text", "answers.0.version"],
    ["answers.1.question", "answers.1.text", "answers.1.version"],
    ["answers.2.question", "answers.2.text", "answers.2.version"],
    ["answers.3.question", "answers.3.text", "answers.3.version"],
    ["answers.4.question", "answers.4.text", "answers.4.version"],
];

/// The names of a price's fields, by its place in the form.
pub const PRICES: [[&str; 3]; 10] = [
    ["prices.0.lot", "prices.0.price", "prices.0.version"],
    ["prices.1.lot", "prices.1.price", "prices.1.version"],
    ["prices.2.lot", "prices.2.price", "prices.2.version"],
    ["prices.3.lot", "prices.3.price", "prices.3.version"],
    ["prices.4.lot", "prices.4.price", "prices.4.version"],
    ["prices.5.lot", "prices.5.price", "prices.5.version"],
    ["prices.6.lot", "prices.6.price", "prices.6.version"],
    ["prices.7.lot", "prices.7.price", "prices.7.version"],
    ["prices.8.lot", "prices.8.price", "prices.8.version"],
    ["prices.9.lot", "prices.9.price", "prices.9.version"],
];

impl BidSaveInput {
    fn read(fields: &Fields) -> Self {
        let answers = ANSWERS.iter().filter_map(|[question, text, version]| {
            let question = fields.given(question)?;
            Some(BidAnswerInput { question, text: fields.text(text), version: fields.number(version) })
        });
        let prices = PRICES.iter().filter_map(|[lot, price, version]| {
            let lot = fields.given(lot)?;
            Some(BidPriceInput { lot, price: fields.text(price), version: fields.number(version) })
        });
        Self { answers: answers.collect(), prices: prices.collect() }
    }
}

/// Saves a bid's form.
pub async fn send(api: &Api, id: BidId, fields: &Fields) -> Result<BidPayload, Fault> {
    let variables = SaveVariables { id, input: BidSaveInput::read(fields) };
    api.run(SaveMutation::build(variables)).await.map(|data| data.bid_save)
}

/// Saves while one types.
pub(super) async fn save(api: &Api, fields: &Fields) -> Saved {
    let Ok(id) = fields.text("id").parse::<BidId>() else { return Saved::Refused("Load the page again".to_owned()) };
    let payload = match send(api, id, fields).await {
        Ok(payload) => payload,
        Err(Fault::Offline) => return Saved::Offline,
        Err(Fault::Server(message)) => return Saved::Refused(message),
    };
    let content = payload.bid.and_then(|bid| bid.content);
    let versions = content.as_ref().map(|content| versions(content, fields)).unwrap_or_default();
    match payload.user_errors.into_iter().next() {
        None => {
            let clock = content.and_then(|content| content.saved_at).map(calendar::time_of_day).unwrap_or_default();
            Saved::At { clock, fields: versions }
        }
        Some(error) if error.code == Code::Stale => {
            let text = content.map(|content| theirs(&content, fields, error.field.as_deref())).unwrap_or_default();
            Saved::Theirs { message: error.message, text, fields: versions }
        }
        Some(error) if error.code == Code::NotFound => {
            Saved::Refused("You are signed out. Sign in again in another tab; we keep trying".to_owned())
        }
        Some(error) => Saved::Refused(error.message),
    }
}

/// What each version field of the form holds from now on.
fn versions(content: &SavedContent, fields: &Fields) -> Vec<(String, String)> {
    let answers = ANSWERS.iter().filter_map(|[question, _, version]| {
        let question = fields.given(question)?;
        let answer = content.answers.iter().find(|answer| answer.question.as_str() == question)?;
        Some(((*version).to_owned(), answer.version.to_string()))
    });
    let prices = PRICES.iter().filter_map(|[lot, _, version]| {
        let lot = fields.given(lot)?;
        let price = content.prices.iter().find(|price| price.lot.as_str() == lot)?;
        Some(((*version).to_owned(), price.version.to_string()))
    });
    answers.chain(prices).collect()
}

/// The text on the server of the field that a colleague changed.
fn theirs(content: &SavedContent, fields: &Fields, field: Option<&str>) -> String {
    let field = field.unwrap_or_default();
    for [question, text, _] in ANSWERS {
        if text == field {
            let question = fields.text(question);
            let answer = content.answers.iter().find(|answer| answer.question.as_str() == question);
            return answer.map(|answer| answer.text.clone()).unwrap_or_default();
        }
    }
    for [lot, price, _] in PRICES {
        if price == field {
            let lot = fields.text(lot);
            let price = content.prices.iter().find(|price| price.lot.as_str() == lot);
            return price.map(|price| price.price.clone()).unwrap_or_default();
        }
    }
    String::new()
}
