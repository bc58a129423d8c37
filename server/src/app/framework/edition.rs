//! The framework's own review: who is told when it is late.

use std::collections::BTreeSet;

use shared::calendar;
use shared::framework::edition::IN_FORCE;
use shared::people::OrganisationId;
use shared::people::membership::Role;

use crate::app::framework::event::{self, After, Audience, Entry};
use crate::app::framework::mail;
use crate::app::{Cx, Error, commit};
use crate::store::framework::installation;
use crate::store::{hold, people};

/// Tells each administrator of a council once that the review of the edition in
/// force is late. Who becomes one while it is late is told too.
pub async fn tell_overdue(cx: &Cx) -> Result<(), Error> {
    if !IN_FORCE.is_review_overdue(cx.today()) {
        return Ok(());
    }
    let tx = cx.begin().await?;
    hold(&tx, "framework review").await?;
    let key = format!("framework_review_told_{}", IN_FORCE.version);
    let told = installation::get(&tx, &key).await?.unwrap_or_default();
    let mut told: BTreeSet<String> = told.split_whitespace().map(str::to_owned).collect();
    let mut councils: BTreeSet<OrganisationId> = BTreeSet::new();
    for membership in people::membership::of_councils(&tx, cx.now()).await? {
        if membership.role == Role::Administrator && told.insert(membership.user.to_string()) {
            mail::send_to(&tx, cx, &membership.user, "The review of the framework is late", &letter(cx)).await?;
            councils.insert(membership.organisation);
        }
    }
    if councils.is_empty() {
        return Ok(());
    }
    let told = told.into_iter().collect::<Vec<_>>().join(" ");
    installation::set(&tx, &key, &told).await?;
    let review_by = calendar::in_words(IN_FORCE.review_by);
    let mut audiences: Vec<Audience> = councils.into_iter().map(Audience::Organisation).collect();
    audiences.push(Audience::Public);
    let entry = Entry {
        action: "remind",
        kind: "framework",
        id: IN_FORCE.version,
        summary: format!("The review of the framework was due by {review_by}; administrators of the council were told"),
        audiences,
    };
    event::record_change(&tx, cx, entry, &After::new().day("reviewBy", IN_FORCE.review_by)).await?;
    commit(tx).await
}

fn letter(cx: &Cx) -> String {
    format!(
        "Hello,\n\nedition {} of the commissioning framework had to be reviewed by {}, twelve months after it came into \
         force (framework 6.2). The review is late, and {}/framework says so to everyone.\n\n\
         What to do now: begin the review with those who use the framework. A new edition ends the notice.\n\n\
         You get this mail once, because you are an administrator of the council here.\n",
        IN_FORCE.version,
        calendar::in_words(IN_FORCE.review_by),
        cx.config().origin
    )
}
