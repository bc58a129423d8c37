//! What help the council offers to every provider, who asked for it, and what came of it.

use shared::secure::support::{SupportOfferInput, SupportOutcomeInput, SupportRequestInput};

use super::Demo;
use crate::app::{self, Error};
use crate::store;

/// Offers help, of which one is asked for and given.
pub(super) async fn offer(demo: &Demo) -> Result<(), Error> {
    demo.at(-77, 10).await?;
    let amara = demo.act("amara");
    let session = publish(
        "session",
        "Your first tender: an hour for beginners",
        "We go through a real tender that is closed, page by page, and answer questions. At the central library, with \
         tea, on the first Tuesday of each month at 6 pm. No need to book.",
    );
    let session = app::secure::support::publish(&amara, &session).await?;
    let form = publish(
        "forms",
        "Help with the form",
        "If the form itself gets in your way, we sit down with you for half an hour. We explain what is asked. We do not \
         write answers, and we do not say what we think of them.",
    );
    app::secure::support::publish(&amara, &form).await?;
    demo.at(-77, 14).await?;
    let asked = SupportRequestInput { words: "We have never sent a price schedule. Maureen can come.".to_owned() };
    app::secure::support::ask(&demo.act("maureen"), &session.id, &asked).await?;
    demo.at(-76, 10).await?;
    let found =
        store::secure::support::requests(demo.cx.db().reader(), &amara.actor, std::slice::from_ref(&session.id))
            .await?;
    let wish = found.get(&session.id).and_then(|all| all.first()).ok_or(Error::NotFound)?;
    let outcome = SupportOutcomeInput { result: "given".to_owned(), says: "Two people came.".to_owned() };
    app::secure::support::record_outcome(&amara, &wish.id, &outcome).await?;
    let asked = SupportRequestInput { words: "What counts as a subcontractor?".to_owned() };
    app::secure::support::ask(&demo.act("kofi"), &session.id, &asked).await?;
    Ok(())
}

fn publish(kind: &str, title: &str, says: &str) -> SupportOfferInput {
    SupportOfferInput {
        kind: kind.to_owned(),
        title: title.to_owned(),
        says: says.to_owned(),
        ..SupportOfferInput::default()
    }
}
