//! Moving a test clock.

use shared::error::Code;
use shared::{Refusal, Timestamp, calendar};

use crate::app::{Cx, Error, commit, due};
use crate::store::framework::installation;

/// Moves a test clock forward and does what has fallen due.
pub async fn advance(cx: &Cx, to: Timestamp) -> Result<Timestamp, Error> {
    if !cx.clock().is_test() {
        return Err(Refusal::slip(
            "to",
            Code::NotAllowed,
            "This server runs on real time. Start it with --test-clock to move its clock.",
        )
        .into());
    }
    if !cx.clock().advance(to) {
        let now = calendar::instant_in_words(cx.now());
        return Err(
            Refusal::slip("to", Code::OutOfRange, format!("The clock only moves forward. It is {now} now.")).into()
        );
    }
    let tx = cx.begin().await?;
    installation::set(&tx, installation::CLOCK_OFFSET, &cx.clock().offset_us().to_string()).await?;
    commit(tx).await?;
    due::run(cx).await?;
    Ok(cx.now())
}
