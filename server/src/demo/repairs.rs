//! Home repair for older people: scored and agreed; the award is recommended
//! and waits for an approver.

use shared::secure::award::input::AwardInput;

use super::bids::{Offer, send};
use super::panels::{Mark, mark};
use super::{Demo, panels};
use crate::app::{self, Error};

const KEY: &str = "repairs";
const SHIFT: &str = "Second Shift Repair";
const PENTLAND: &str = "Pentland Community Services plc";

/// Two bids come in.
pub(super) async fn bids(demo: &Demo) -> Result<(), Error> {
    demo.at(-55, 10).await?;
    panels::appoint(demo, "ewan", KEY, &["tom", "bridget", "miriam"]).await?;
    for (day, offer) in (-52..).step_by(3).zip(OFFERS) {
        demo.at(day, 15).await?;
        send(demo, KEY, offer).await?;
    }
    Ok(())
}

/// They are opened, scored and agreed.
pub(super) async fn scores(demo: &Demo) -> Result<(), Error> {
    panels::open(demo, "ewan", KEY).await?;
    demo.at(-32, 10).await?;
    for (reviewer, given) in [("tom", TOM), ("bridget", BRIDGET), ("miriam", MIRIAM)] {
        panels::declare(demo, reviewer, KEY, None).await?;
        panels::score_and_send(demo, reviewer, KEY, given).await?;
    }
    demo.at(-30, 14).await?;
    panels::agree(demo, "tom", KEY, AGREED).await
}

/// The better bid is recommended.
pub(super) async fn award(demo: &Demo) -> Result<(), Error> {
    demo.at(-4, 11).await?;
    let opportunity = demo.opportunity(KEY).await?;
    let input = AwardInput {
        lot: String::new(),
        bid: panels::bid_of(demo, KEY, SHIFT).await?.to_string(),
        reasons: "Second Shift Repair puts right what makes people fall on the first visit, and shows that it does."
            .to_owned(),
        other_reason: None,
    };
    app::secure::award::recommend(&demo.act("ewan"), &opportunity.id, &input).await?;
    Ok(())
}

const OFFERS: &[Offer] = &[
    Offer {
        by: "martin",
        price: "84,000",
        answers: &[
            "A surveyor lists the work on the first visit. A crew comes within six weeks. All crews are ours and are \
             checked each year.",
        ],
    },
    Offer {
        by: "ania",
        price: "97,800",
        answers: &[
            "Two of us come with a van that carries rails, strips, locks and lamps. We walk through the home with the \
             person, agree on what is dangerous, and put it right before we leave. Nine in ten homes needed no second \
             visit last year.",
        ],
    },
];

const TOM: &[Mark] = &[
    mark(SHIFT, 1, 5, "Puts things right at once, and the number from last year shows that it works."),
    mark(PENTLAND, 1, 2, "Six weeks is a long time for somebody with a loose stair carpet at home."),
];

const BRIDGET: &[Mark] = &[
    mark(SHIFT, 1, 5, "They walk through the home with the person. My mother would have liked that."),
    mark(PENTLAND, 1, 3, "It will be done well in the end, but the first visit only makes a list."),
];

const MIRIAM: &[Mark] = &[
    mark(SHIFT, 1, 4, "One visit and most homes are safe. I would have liked to read about the homes that were not."),
    mark(PENTLAND, 1, 2, "Everything is checked, but nothing is put right on the day that somebody calls."),
];

const AGREED: &[Mark] = &[
    mark(SHIFT, 1, 5, "What is dangerous is put right on the first visit, with figures that show it."),
    mark(PENTLAND, 1, 2, "The first visit makes a list. The home is made safe up to six weeks later."),
];
