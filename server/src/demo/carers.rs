//! The carers' service: the one commission that has gone the whole way, from
//! sealed bids to two years of figures.

pub(super) mod agreement;
mod marks;

use shared::review::process_feedback::{ProcessFeedbackInput, Verdict};
use shared::secure::award::input::AwardInput;
use shared::{Day, calendar};

use super::bids::{Offer, send};
use super::{Demo, panels};
use crate::app::{self, Error};

/// The commission's short name.
const KEY: &str = "carers";

/// For how many months the service has run at the beginning of this month: two
/// years, and time enough for the last return to be checked.
const MONTHS: u32 = 25;

/// The first day of the service: the first of a month.
pub(super) fn starts(today: Day) -> Day {
    use chrono::{Datelike, Months};
    let first = today.with_day(1).unwrap_or(today);
    first.checked_sub_months(Months::new(MONTHS)).unwrap_or(first)
}

/// Five bids come in, and one is taken back.
pub(super) async fn bids(demo: &Demo) -> Result<(), Error> {
    panels::appoint(demo, "amara", KEY, &["tom", "idris"]).await?;
    for (day, offer) in (-870..).step_by(2).zip(OFFERS) {
        demo.at(day, 14).await?;
        let bid = send(demo, KEY, offer).await?;
        if offer.by == "kofi" {
            demo.at(day + 1, 9).await?;
            app::secure::bid::withdraw(&demo.act(offer.by), &bid).await?;
        }
    }
    Ok(())
}

/// The bids are opened and scored. Idris Vaughan is a trustee of one bidder, so
/// Bridget Nwosu joins the panel. The award is made, told and taken.
pub(super) async fn award(demo: &Demo) -> Result<(), Error> {
    panels::open(demo, "amara", KEY).await?;
    demo.at(-846, 10).await?;
    panels::declare(demo, "tom", KEY, None).await?;
    let tie = ("Open Gate Recovery", "I am one of its trustees.");
    panels::declare(demo, "idris", KEY, Some(tie)).await?;
    demo.at(-845, 9).await?;
    panels::appoint(demo, "amara", KEY, &["tom", "idris", "bridget"]).await?;
    panels::declare(demo, "bridget", KEY, None).await?;
    for (day, reviewer, given) in
        [(-843, "tom", marks::TOM), (-842, "idris", marks::IDRIS), (-841, "bridget", marks::BRIDGET)]
    {
        demo.at(day, 15).await?;
        panels::score_and_send(demo, reviewer, KEY, given).await?;
    }
    demo.at(-838, 11).await?;
    panels::agree(demo, "tom", KEY, marks::AGREED).await?;
    Box::pin(decide(demo)).await
}

async fn decide(demo: &Demo) -> Result<(), Error> {
    let amara = demo.act("amara");
    let opportunity = demo.opportunity(KEY).await?;
    demo.at(-837, 10).await?;
    let input = AwardInput {
        lot: String::new(),
        bid: panels::bid_of(demo, KEY, "Lantern Carers").await?.to_string(),
        reasons: "Lantern Carers shows best how it finds carers whom nobody knows of, and has done it for years."
            .to_owned(),
        other_reason: None,
    };
    let award = app::secure::award::recommend(&amara, &opportunity.id, &input).await?;
    demo.at(-836, 16).await?;
    app::secure::award::approve(&demo.act("helen"), &award.id, award.version).await?;
    demo.on(calendar::on_or_after(demo.day(-835)), 9).await?;
    app::secure::award::notify(&amara, &award.id).await?;
    demo.at(-829, 13).await?;
    app::secure::award::accept(&demo.act("ruth"), &award.id, "").await?;
    for (bidder, by) in [("Canal Street Advocacy", "leila"), ("Open Gate Recovery", "steve")] {
        let bid = panels::bid_of(demo, KEY, bidder).await?;
        app::review::process_feedback::give(&demo.act(by), &bid, &treated()).await?;
    }
    Ok(())
}

/// What two of those who were not chosen say of how they were treated.
fn treated() -> ProcessFeedbackInput {
    let said = |verdict: Verdict| verdict.as_str().to_owned();
    ProcessFeedbackInput {
        documents: said(Verdict::Yes),
        time: said(Verdict::Partly),
        answers: said(Verdict::Yes),
        decision: said(Verdict::Yes),
    }
}

const OFFERS: &[Offer] = &[
    Offer {
        by: "leila",
        price: "113,400",
        answers: &[
            "Every surgery in the valley gives our card to people who look after somebody. Our advocates meet carers \
             each week and ask them whom else they know. Last year 90 people came to us in this way.",
            "We ask each carer four questions when they come and again after six months, in a talk of half an hour. \
             We compare the answers and change what we do.",
        ],
    },
    Offer {
        by: "kofi",
        price: "112,000",
        answers: &[
            "Our drivers know many carers, because they bring the people whom they look after to hospital.",
            "We would ask our passengers.",
        ],
    },
    Offer {
        by: "steve",
        price: "108,000",
        answers: &[
            "Many families of people in recovery are carers and do not call themselves that. We find them at our \
             family evenings, and through the schools.",
            "We use the short scale of loneliness that the council used in its own survey, at the start and each \
             quarter. Carers fill it in by themselves, on paper or on the telephone.",
        ],
    },
    Offer {
        by: "martin",
        price: "96,000",
        answers: &[
            "A campaign on buses and in newspapers will reach 80,000 homes in the first quarter.",
            "Our call centre will ring a sample of carers once a year.",
        ],
    },
    Offer {
        by: "joe",
        price: "111,600",
        answers: &[
            "Carers find carers. Sixty people who have looked after somebody themselves go where carers are: the \
             chemist, the school gate, the ward. They know the signs and say hello. In three years they met 640 \
             carers, and 410 of them were known to nobody.",
            "We ask each carer when they come, and every quarter after that, whether they have as much company as \
             they want. It is the council's own question, so the answers can be compared. Carers read the results \
             with us and say what to change.",
        ],
    },
];
