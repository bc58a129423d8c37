//! Bids: written, sealed, sent, and some taken back.

use shared::people::OrganisationId;
use shared::secure::BidId;
use shared::secure::bid::input::{BidAnswerInput, BidPriceInput, BidSaveInput};
use shared::secure::bid::team::input::{BidPartInput, BidSubcontractorInput, BidTeamInput};

use super::Demo;
use crate::app::{self, Error};

/// A bid of the story: who writes it, the prices of the lots in order, with a
/// semicolon between them, and an answer to each question.
pub(super) struct Offer {
    pub(super) by: &'static str,
    pub(super) price: &'static str,
    pub(super) answers: &'static [&'static str],
}

/// Writes a bid and leaves it a draft.
pub(super) async fn write(demo: &Demo, on: &str, offer: &Offer) -> Result<BidId, Error> {
    let writer = demo.act(offer.by);
    let opportunity = demo.opportunity(on).await?;
    let bid = app::secure::bid::start(&writer, &opportunity.id).await?;
    let answers = opportunity.questions.iter().zip(offer.answers).map(|(question, text)| BidAnswerInput {
        question: question.id.to_string(),
        text: (*text).to_owned(),
        version: 0,
    });
    let priced =
        opportunity.lots.iter().zip(offer.price.split(';').map(str::trim)).filter(|(_, price)| !price.is_empty());
    let prices =
        priced.map(|(lot, price)| BidPriceInput { lot: lot.id.to_string(), price: price.to_owned(), version: 0 });
    let input = BidSaveInput { answers: answers.collect(), prices: prices.collect() };
    app::secure::bid::draft::save(&writer, &bid.id, &input).await?;
    Ok(bid.id)
}

/// Writes a bid, seals it and sends it.
pub(super) async fn send(demo: &Demo, on: &str, offer: &Offer) -> Result<BidId, Error> {
    let bid = write(demo, on, offer).await?;
    app::secure::bid::submit(&demo.act(offer.by), &bid, None).await?;
    Ok(bid)
}

/// Writes a bid with another organisation, which accepts its part, and sends it.
pub(super) async fn send_together(
    demo: &Demo,
    on: &str,
    offer: &Offer,
    (by, name): (&str, &str),
) -> Result<BidId, Error> {
    let bid = write(demo, on, offer).await?;
    let (lead, other) = (demo.act(offer.by), demo.act(by));
    app::secure::bid::team::invite(&lead, &bid, name).await?;
    let part = |who: Option<&OrganisationId>, role: &str, share: &str| BidPartInput {
        organisation: who.map(ToString::to_string).unwrap_or_default(),
        role: role.to_owned(),
        share: share.to_owned(),
    };
    let input = BidTeamInput {
        parts: vec![
            part(lead.actor.provider(), "Runs the cafés with their members, and answers for all of it", "82.5"),
            part(other.actor.provider(), "Brings people who cannot come by themselves, and takes them home", "17.5"),
        ],
        subcontractors: vec![BidSubcontractorInput {
            name: "The Print Shed, Bletchley".to_owned(),
            work: "Prints the posters and menus".to_owned(),
            share: "2".to_owned(),
            payment_days: "14".to_owned(),
        }],
    };
    app::secure::bid::team::save(&lead, &bid, 0, &input).await?;
    app::secure::bid::team::answer(&other, &bid, None).await?;
    app::secure::bid::submit(&lead, &bid, None).await?;
    Ok(bid)
}

/// Two quotations for the night shelter, which wait to be opened.
pub(super) async fn shelter(demo: &Demo) -> Result<(), Error> {
    let offers = [
        Offer {
            by: "ellen",
            price: "17,600",
            answers: &[
                "Two people are awake in the hall from nine in the evening until eight. Forty volunteers take one \
                 night in three weeks, and a paid leader is there each night. We have done this for six winters.",
            ],
        },
        Offer {
            by: "steve",
            price: "18,000",
            answers: &[
                "Our own night staff work in pairs. One of each pair has been without a home, and knows what helps \
                 on the first night. A nurse calls in on Mondays and Thursdays.",
            ],
        },
    ];
    for (days, offer) in (-20..).zip(&offers) {
        demo.at(days, 16).await?;
        send(demo, "shelter", offer).await?;
    }
    Ok(())
}

/// What providers write at present: Joe Lambert has begun a bid for the
/// advocacy tender and sent one for short breaks; Leila Haddad has sent hers.
pub(super) async fn open(demo: &Demo) -> Result<(), Error> {
    demo.at(-6, 11).await?;
    let sent = Offer {
        by: "joe",
        price: "21,900",
        answers: &[
            "Each sitter has looked after somebody at home. We talk to them twice, ask for two references and check \
             their record. They train for five evenings and sit three times beside somebody who knows the work.",
        ],
    };
    send(demo, "breaks", &sent).await?;
    let advocacy = Offer {
        by: "leila",
        price: "236,400",
        answers: &[
            "People reach us by telephone, by letter, or by asking anyone who works with them. An advocate comes to \
             see them within five working days, where they live, and always before the decision is made.",
        ],
    };
    send(demo, "advocacy", &advocacy).await?;
    demo.at(-5, 14).await?;
    let draft = Offer { by: "joe", price: "", answers: &["We would begin with the people whom we know already."] };
    write(demo, "advocacy", &draft).await?;
    Ok(())
}
