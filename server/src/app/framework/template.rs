//! Publishing standard documents, and following them.

use shared::framework::TemplateId;
use shared::framework::template::{self, Following, Kind, Template, TemplateFollowInput, TemplateInput};
use shared::secure::OpportunityId;
use shared::secure::opportunity::{Action, Opportunity, access};

use crate::app::framework::event::{self, After, Audience, Entry};
use crate::app::{Cx, Error, commit, same_version};
use crate::store::{self, Transaction};

/// Publishes a new version of a standard document; it is current from now.
pub async fn publish(cx: &Cx, input: &TemplateInput) -> Result<Template, Error> {
    let buyer = template::allows_publish(&cx.actor)?;
    let draft = input.check()?;
    let author = cx.actor.user().cloned().ok_or(Error::NotFound)?;
    let tx = cx.begin().await?;
    let before = store::framework::template::current(&tx, &buyer, draft.kind).await?;
    let new = Template {
        id: cx.new_id(TemplateId::from_uuid),
        buyer,
        kind: draft.kind,
        number: before.map_or(1, |before| before.number + 1),
        text: draft.text,
        changes: draft.changes,
        author,
        published_at: cx.now(),
    };
    match store::framework::template::insert(&tx, &new).await {
        Err(store::Error::Duplicate(_)) => return Err(Error::Stale),
        other => other?,
    }
    let entry = Entry {
        action: "publish",
        kind: "template",
        id: new.id.as_str(),
        summary: format!("The council published a standard document: {}", new.name()),
        audiences: vec![Audience::Organisation(new.buyer.clone()), Audience::Public],
    };
    event::record(&tx, cx, entry).await?;
    commit(tx).await?;
    Ok(new)
}

/// Has a new opportunity follow what is current.
pub async fn begin(tx: &Transaction, of: &Opportunity) -> Result<(), Error> {
    let current = store::framework::template::current(tx, &of.buyer, Kind::of(of.method)).await?;
    let Some(current) = current else { return Ok(()) };
    Ok(store::framework::template::follow(tx, &of.id, Some(&current.id), None).await?)
}

/// Has a draft follow the current version; with a reason it stays with what it
/// follows and departs from what is current.
pub async fn follow(
    cx: &Cx,
    id: &OpportunityId,
    version: i64,
    input: &TemplateFollowInput,
) -> Result<Following, Error> {
    let tx = cx.begin().await?;
    let draft = store::secure::opportunity::find(&tx, &cx.actor, id).await?.ok_or(Error::NotFound)?;
    access::allows(&cx.actor, Action::Save, &draft, cx.now())?;
    same_version(version, draft.version)?;
    let reason = input.check()?;
    let before = store::framework::template::following(&tx, &[&draft]).await?.remove(id).unwrap_or_default();
    let template = if reason.is_some() { before.template } else { before.current.clone() };
    let followed = Following { template, reason, current: before.current };
    let chosen = followed.template.as_ref().map(|template| &template.id);
    store::framework::template::follow(&tx, id, chosen, followed.reason.as_deref()).await?;
    let summary = match &followed.reason {
        Some(_) => format!("The council departed from its standard document in the draft of {}", draft.reference),
        None => format!("The council took its current standard document for the draft of {}", draft.reference),
    };
    let audiences = vec![Audience::Organisation(draft.buyer.clone())];
    let entry = Entry { action: "follow_template", kind: "opportunity", id: id.as_str(), summary, audiences };
    let name = followed.template.as_ref().map(Template::name).unwrap_or_default();
    let after = After::of(draft.stage(cx.now()).as_str(), draft.version).text("template", &name);
    event::record_change(&tx, cx, entry, &after).await?;
    commit(tx).await?;
    Ok(followed)
}
