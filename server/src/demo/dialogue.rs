//! What bidders ask about the advocacy tender, what the council answers, and what it changes because of it.

use shared::secure::alert::AlertInput;
use shared::secure::amendment::AmendmentInput;
use shared::secure::clarification::Clarification;

use super::Demo;
use crate::app::{self, Error};
use crate::store;
use crate::store::page::Page;
use crate::store::secure::clarification::Filter;

/// Who asks what, in the order of their answers.
const ASKED: [(&str, &str); 3] = [
    ("joe", "May two groups bid together, with one of them in the lead?"),
    ("leila", "Do the people who use the service now move over to the new provider on the first day?"),
    ("ellen", "How much did the last provider ask for?"),
];

/// Three questions.
pub(super) async fn ask(demo: &Demo) -> Result<(), Error> {
    demo.at(-4, 10).await?;
    for (who, question) in ASKED {
        asked(demo, who, question).await?;
    }
    Ok(())
}

async fn asked(demo: &Demo, who: &str, question: &str) -> Result<Clarification, Error> {
    let on = demo.opportunity("advocacy").await?;
    app::secure::clarification::ask(&demo.act(who), &on.id, question).await
}

/// Two answers, and one reason why there is none. Joe Lambert keeps a search.
pub(super) async fn answer(demo: &Demo) -> Result<(), Error> {
    demo.at(-3, 15).await?;
    let amara = demo.act("amara");
    let on = demo.opportunity("advocacy").await?;
    let filter = Filter { opportunity: Some(on.reference), ..Filter::default() };
    let page = Page::default();
    let found = store::secure::clarification::list(demo.cx.db().reader(), &amara.actor, &filter, &page).await?;
    for (_, question) in found.rows {
        match ASKED.iter().position(|(_, asked)| *asked == question.question) {
            Some(0) => {
                let text = "Yes. Say in your answer who leads and who does what. The one that leads signs and is \
                            paid, and answers to us for the other.";
                app::secure::clarification::answer(&amara, &question.id, text).await?;
            }
            Some(1) => {
                let text = "Yes, all 48 of them. The present provider hands over its notes, where people agree, in \
                            the four weeks before.";
                app::secure::clarification::answer(&amara, &question.id, text).await?;
            }
            _ => {
                let reason = "The price of the last bid is that provider's business. What we pay today is on the \
                              page of the agreement.";
                app::secure::clarification::decline(&amara, &question.id, reason).await?;
            }
        }
    }
    let joe = demo.act("joe");
    let user = joe.actor.user().cloned().ok_or(Error::NotFound)?;
    let email = store::people::user::find(joe.db().reader(), &user).await?.ok_or(Error::NotFound)?.email;
    let input = AlertInput { email, words: "carers".to_owned(), kind: String::new() };
    app::secure::alert::create(&joe, &input).await?;
    let kept = store::secure::alert::list(joe.db().reader(), &joe.actor, &Page::default()).await?;
    for (_, alert) in kept.rows {
        app::secure::alert::confirm(&joe, &alert.token).await?;
    }
    Ok(())
}

/// A change that matters, since an answer said something that was not in the documents; then one more question, which
/// waits.
pub(super) async fn change(demo: &Demo) -> Result<(), Error> {
    demo.at(-2, 11).await?;
    let on = demo.opportunity("advocacy").await?;
    let input = AmendmentInput {
        what: "We had not said that the 48 people who have an advocate now move over on the first day. They do."
            .to_owned(),
        meaning: "Look again at how many advocates you need in the first month. Confirm your bid if it stands, or \
                  change it."
            .to_owned(),
        material: "yes".to_owned(),
        ..AmendmentInput::default()
    };
    app::secure::amendment::amend(&demo.act("amara"), &on.id, on.version, &input).await?;
    demo.at(-1, 16).await?;
    asked(demo, "joe", "Is there a room for advocates at the hospital, and may we use it?").await?;
    Ok(())
}
