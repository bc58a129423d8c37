//! Recovery cafés: five bids that are being scored at present.

use super::bids::{Offer, send, send_together};
use super::panels::{Mark, mark};
use super::{Demo, panels};
use crate::app::Error;

const KEY: &str = "recovery";

/// Five bids come in, one of them by two organisations together.
pub(super) async fn bids(demo: &Demo) -> Result<(), Error> {
    panels::appoint(demo, "amara", KEY, &["tom", "bridget", "idris", "miriam"]).await?;
    for (hour, offer) in (10..).zip(OFFERS) {
        demo.at(-42, hour).await?;
        if offer.by == "maureen" {
            send_together(demo, KEY, offer, ("kofi", "Greenway Minibus")).await?;
        } else {
            send(demo, KEY, offer).await?;
        }
    }
    Ok(())
}

/// They are opened and interests declared: Idris Vaughan steps aside from Open
/// Gate Recovery. Tom Kowalczyk and Bridget Nwosu have begun to score.
pub(super) async fn scores(demo: &Demo) -> Result<(), Error> {
    panels::open(demo, "amara", KEY).await?;
    demo.at(-15, 10).await?;
    panels::declare(demo, "tom", KEY, None).await?;
    panels::declare(demo, "bridget", KEY, None).await?;
    panels::declare(demo, "miriam", KEY, None).await?;
    let tie = ("Open Gate Recovery", "I am one of its trustees.");
    panels::declare(demo, "idris", KEY, Some(tie)).await?;
    demo.at(-13, 15).await?;
    panels::score(demo, "tom", KEY, TOM).await?;
    demo.at(-12, 19).await?;
    panels::score(demo, "bridget", KEY, BRIDGET).await
}

const OFFERS: &[Offer] = &[
    Offer {
        by: "steve",
        price: "88,000; 59,000",
        answers: &[
            "People in recovery have run our Tuesday group for nine years. They choose the manager of each café, keep \
             the keys and the till, and half of our board has been in treatment.",
            "Two people who are trained for it are there on every evening. Nobody comes in who has been drinking, and \
             we walk anyone who is turned away to somewhere safe.",
            "yes",
            "4",
        ],
    },
    Offer {
        by: "leila",
        price: "89,400; 60,000",
        answers: &[
            "A group of twelve members plans each month with us. We pay for their time.",
            "We write down what could go wrong with the members, and look at the list again each quarter.",
            "yes",
            "3",
        ],
    },
    Offer {
        by: "ellen",
        price: "; 58,000",
        answers: &[
            "Volunteers from our night shelter, many of them in recovery, will serve and cook. Our church halls have \
             kitchens and are open in the evening already.",
            "Two trained leaders are there each night, as in the shelter. We have had no serious harm in six winters.",
            "yes",
            "5",
        ],
    },
    Offer {
        by: "maureen",
        price: "85,000; 56,900",
        answers: &[
            "We cook with people and not for them. Whoever comes three times is asked to bring a friend and a recipe.",
            "We know everybody by name, and somebody is always at the door.",
            "yes",
            "6",
        ],
    },
    Offer {
        by: "martin",
        price: "72,000;",
        answers: &[
            "Customer panels will meet twice a year.",
            "Licensed door staff will be there at all times, and cameras cover all rooms.",
            "yes",
            "4",
        ],
    },
];

const TOM: &[Mark] = &[
    mark(
        "Open Gate Recovery",
        1,
        5,
        "People in recovery hold the keys and choose the manager. This is what we asked for.",
    ),
    mark("Canal Street Advocacy", 1, 4, "Paid members plan each month. Less is said about who runs it day by day."),
    mark(
        "St Brannoc's Night Shelter",
        1,
        5,
        "Halls, kitchens and volunteers in recovery are all there and could open tomorrow.",
    ),
    mark("Pentland Community Services plc", 1, 1, "A panel that meets twice a year does not run a café with anyone."),
];

const BRIDGET: &[Mark] = &[
    mark("St Brannoc's Night Shelter", 1, 2, "People would serve and cook. I do not read that they decide anything."),
    mark("Next Door Table", 1, 4, "Cooking with people makes them hosts. I could see this working in my street."),
];
