//! Accounts made by whoever runs the installation.

use shared::Refusal;
use shared::check::Checks;
use shared::error::Code;
use shared::people::UserId;
use shared::people::user::{self, User};

use crate::app::{Cx, Error, commit};
use crate::{session, store};

/// Makes an account with a confirmed address: the program's own way in, for the
/// first administrator and the demonstration.
pub async fn create_confirmed(
    cx: &Cx,
    name: &str,
    email: &str,
    phone: Option<&str>,
    password: &str,
) -> Result<UserId, Error> {
    let mut checks = Checks::new();
    let name = checks.text("name", "the name", name, 120);
    let email = user::email(&mut checks, "email", email);
    user::password(&mut checks, "password", password);
    checks.finish()?;
    let hash = session::hash_password(password.to_owned()).await.map_err(Error::Internal)?;
    let new = User {
        id: cx.new_id(UserId::from_uuid),
        name,
        email,
        phone: phone.map(ToOwned::to_owned),
        confirmed_at: Some(cx.now()),
    };
    let tx = cx.begin().await?;
    match store::people::user::insert(&tx, &new, Some(&hash), cx.now()).await {
        Err(store::Error::Duplicate(_)) => {
            return Err(Refusal::slip(
                "email",
                Code::Duplicate,
                "There is an account with this e-mail address already",
            )
            .into());
        }
        other => other?,
    }
    commit(tx).await?;
    Ok(new.id)
}
