//! What falls due by itself, done by whoever looks first.

use shared::Actor;

use crate::app::{Cx, Error, framework, secure};
use crate::store::people;

/// Does all that is due now. Safe to run at any time, by any process, twice.
pub async fn run(cx: &Cx) -> Result<(), Error> {
    let cx = &cx.acting(Actor::System);
    framework::edition::tell_overdue(cx).await?;
    framework::event::seal(cx).await?;
    secure::alert::run_due(cx).await?;
    framework::mail::deliver(cx).await?;
    let tx = cx.begin().await?;
    people::session::sweep(&tx, cx.now()).await?;
    people::attempt::sweep(&tx, cx.now()).await?;
    people::user_token::sweep(&tx, cx.now()).await?;
    crate::app::commit(tx).await?;
    crate::app::monitor::data_return::run_due(cx).await
}
