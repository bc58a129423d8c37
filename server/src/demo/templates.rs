//! The council's standard documents: what every competition says of itself
//! (R-4.17a).

use shared::framework::template::TemplateInput;

use super::Demo;
use crate::app::{self, Error};

const QUOTATION: &str = "We ask you for a price and for a few answers. What you send stays sealed until the closing time; one second late is late.\n\nOne of us answers your questions. Every answer goes to everybody, without your name.\n\nWe score by the criteria that are published, and tell you your scores and the reasons.";

const TENDER: &str = "Everything that we score by is published: the criteria, their weights and the questions. Nothing else counts.\n\nWhat you send stays sealed until the closing time; one second late is late. Two or three people score alone, then together, and nobody scores a bidder they have an interest in.\n\nWhoever bids is told their scores, the reasons and who was chosen. Nothing is signed before the waiting period is over.";

const GRANT: &str = "Before you begin you see everything that we expect of whoever gets a grant. You answer a few questions; there is no price to compete on.\n\nWhat you send stays sealed until the closing time; one second late is late.\n\nWe tell you what we decided and why, and publish every grant.";

const DIRECT: &str = "The law lets us ask one provider alone, on a ground that we publish with our reasons.\n\nWe read what the provider sends as we read every bid. An officer other than the one who asked approves it before anything is signed.";

const TENDER_AGAIN: &str = "\n\nYou may bid together with others, or with sub-contractors. We pay within 30 days.";

async fn publish(demo: &Demo, kind: &str, text: &str, changes: &str) -> Result<(), Error> {
    let input = TemplateInput { kind: kind.to_owned(), text: text.to_owned(), changes: changes.to_owned() };
    app::framework::template::publish(&demo.act("helen"), &input).await?;
    Ok(())
}

/// The first versions.
pub(super) async fn first(demo: &Demo) -> Result<(), Error> {
    demo.at(-898, 9).await?;
    publish(demo, "tender", TENDER, "The first version").await?;
    publish(demo, "quotation", QUOTATION, "The first version").await?;
    publish(demo, "grant", GRANT, "The first version").await?;
    publish(demo, "direct", DIRECT, "The first version").await
}

/// The tender's second.
pub(super) async fn second(demo: &Demo) -> Result<(), Error> {
    demo.at(-300, 9).await?;
    publish(demo, "tender", &format!("{TENDER}{TENDER_AGAIN}"), "Says that one may bid together, and when we pay").await
}
