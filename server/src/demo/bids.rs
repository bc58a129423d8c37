//! A bid that is still being written, which nobody at the council can see.

use super::Demo;
use crate::app::{self, Error};
use crate::store;

/// Joe Lambert has begun one for the advocacy tender.
pub(super) async fn make(demo: &Demo) -> Result<(), Error> {
    let joe = demo.act("joe");
    let tender = store::secure::opportunity::find_by_reference(joe.db().reader(), &joe.actor, "O-0001").await?;
    let tender = tender.ok_or(Error::NotFound)?;
    demo.at(-5, 14).await?;
    app::secure::bid::start(&joe, &tender.id).await?;
    Ok(())
}
