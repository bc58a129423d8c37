//! Breaking answers into points, and deciding about each.

use shared::plan::consultation::point::{PointText, unknown_response};
use shared::plan::consultation::{Action, Consultation, ConsultationPointInput, Point};
use shared::plan::{ConsultationId, ConsultationPointId};

use super::{find, name, person};
use crate::app::framework::event::{self, Audience, Entry};
use crate::app::{Cx, Error, commit};
use crate::store::{self, Transaction};

/// Adds a point that answers make.
pub async fn add(
    cx: &Cx,
    consultation: &ConsultationId,
    input: &ConsultationPointInput,
) -> Result<(Consultation, Point), Error> {
    let tx = cx.begin().await?;
    store::hold(&tx, &name(consultation)).await?;
    let consultation = find(&tx, cx, consultation, Action::Weigh).await?;
    let text = input.check()?;
    known(&tx, &consultation.id, &text).await?;
    let point = Point {
        id: cx.new_id(ConsultationPointId::from_uuid),
        consultation: consultation.id.clone(),
        text,
        author: person(cx)?,
        version: 0,
    };
    let point = store::plan::consultation::point::insert(&tx, point).await?;
    record(&tx, cx, "add_point", &consultation, &point).await?;
    commit(tx).await?;
    Ok((consultation, point))
}

/// Changes a point, and what is done about it. Each has its own version, so that
/// several officers work at once.
pub async fn edit(
    cx: &Cx,
    id: &ConsultationPointId,
    version: i64,
    input: &ConsultationPointInput,
) -> Result<(Consultation, Point), Error> {
    let tx = cx.begin().await?;
    let (consultation, point) = held(&tx, cx, id).await?;
    let text = input.check()?;
    if point.version != version {
        return Err(Error::Stale);
    }
    known(&tx, &consultation.id, &text).await?;
    let point = store::plan::consultation::point::save(&tx, Point { text, ..point }).await?;
    record(&tx, cx, "edit_point", &consultation, &point).await?;
    commit(tx).await?;
    Ok((consultation, point))
}

/// Takes a point away.
pub async fn remove(cx: &Cx, id: &ConsultationPointId) -> Result<Consultation, Error> {
    let tx = cx.begin().await?;
    let (consultation, point) = held(&tx, cx, id).await?;
    store::plan::consultation::point::delete(&tx, id).await?;
    record(&tx, cx, "remove_point", &consultation, &point).await?;
    commit(tx).await?;
    Ok(consultation)
}

/// A point that the actor may change now, while nobody publishes it.
async fn held(tx: &Transaction, cx: &Cx, id: &ConsultationPointId) -> Result<(Consultation, Point), Error> {
    let point = store::plan::consultation::point::find(tx, &cx.actor, id).await?.ok_or(Error::NotFound)?;
    store::hold(tx, &name(&point.consultation)).await?;
    let consultation = find(tx, cx, &point.consultation, Action::Weigh).await?;
    Ok((consultation, point))
}

/// Whether the answers that a point rests on are this consultation's.
async fn known(tx: &Transaction, consultation: &ConsultationId, text: &PointText) -> Result<(), Error> {
    let known = store::plan::consultation::response::known(tx, consultation, &text.responses).await?;
    if known == text.responses.len() { Ok(()) } else { Err(unknown_response().into()) }
}

async fn record(tx: &Transaction, cx: &Cx, action: &str, of: &Consultation, point: &Point) -> Result<(), Error> {
    let done = match action {
        "add_point" => "added to",
        "edit_point" => "changed in",
        _ => "taken from",
    };
    let entry = Entry {
        action,
        kind: "consultation",
        id: of.id.as_str(),
        summary: format!("The point \"{}\" was {done} {}", point.in_short(), of.reference),
        audiences: vec![Audience::Organisation(of.buyer.clone())],
    };
    event::record(tx, cx, entry).await
}
