//! What people do with commissions and services.

pub mod thread;

use shared::Refusal;
use shared::commission::{
    Commission, CommissionId, CommissionInput, NewService, Service, ServiceChoice, ServiceId, ServiceInput, access,
};
use shared::error::Code;
use shared::people::{DirectorateId, OrganisationId, UserId};

use crate::app::framework::event::{self, Audience, Entry};
use crate::app::{Cx, Error, commit};
use crate::store::framework::reference::{self, Kind};
use crate::store::{self, Transaction};

/// Begins a turn of the cycle for a service that exists or for a new one
/// (framework 3.3; ).
pub async fn create(cx: &Cx, input: &CommissionInput) -> Result<Commission, Error> {
    let checked = input.check()?;
    let (buyer, lead) = officer(cx, &checked.directorate)?;
    let tx = cx.begin().await?;
    let service = match checked.service {
        ServiceChoice::Existing(id) => service_of(&tx, cx, &id, &buyer).await?,
        ServiceChoice::New(new) => add_service(&tx, cx, &buyer, new, "newService.name").await?.id,
    };
    if let Some(follows) = &checked.follows {
        let found = store::commission::find(&tx, &cx.actor, follows).await?;
        if found.is_none_or(|earlier| earlier.buyer != buyer) {
            return Err(Refusal::slip("follows", Code::NotFound, "Select a commission of this council").into());
        }
    }
    let commission = Commission {
        id: cx.new_id(CommissionId::from_uuid),
        reference: reference::next(&tx, Kind::Commission).await?,
        directorate: checked.directorate,
        title: checked.title,
        follows: checked.follows,
        created_at: cx.now(),
        version: 1,
        buyer,
        service,
        lead,
    };
    store::commission::insert(&tx, &commission).await?;
    let summary = format!("The council began commission {}: {}", commission.reference, commission.title);
    record(&tx, cx, "commission", commission.id.as_str(), &commission.buyer, summary).await?;
    commit(tx).await?;
    Ok(commission)
}

/// Writes a service down.
pub async fn create_service(cx: &Cx, input: &ServiceInput) -> Result<Service, Error> {
    let checked = input.check()?;
    let Some(buyer) = cx.actor.buyer().cloned() else { return Err(access::not_yours().into()) };
    access::may_create_service(&cx.actor, &buyer)?;
    let tx = cx.begin().await?;
    let service = add_service(&tx, cx, &buyer, checked, "name").await?;
    commit(tx).await?;
    Ok(service)
}

/// The council and the person, if they may begin a commission here.
fn officer(cx: &Cx, directorate: &DirectorateId) -> Result<(OrganisationId, UserId), Error> {
    let (Some(buyer), Some(user)) = (cx.actor.buyer().cloned(), cx.actor.user().cloned()) else {
        return Err(access::not_yours().into());
    };
    access::may_create(&cx.actor, &buyer, directorate)?;
    Ok((buyer, user))
}

async fn service_of(tx: &Transaction, cx: &Cx, id: &ServiceId, buyer: &OrganisationId) -> Result<ServiceId, Error> {
    let found = store::commission::service::find(tx, &cx.actor, id).await?;
    match found.filter(|service| service.buyer == *buyer) {
        Some(service) => Ok(service.id),
        None => Err(Refusal::slip("service", Code::NotFound, "Select a service of this council").into()),
    }
}

async fn add_service(
    tx: &Transaction,
    cx: &Cx,
    buyer: &OrganisationId,
    new: NewService,
    name_field: &str,
) -> Result<Service, Error> {
    let service = Service {
        id: cx.new_id(ServiceId::from_uuid),
        reference: reference::next(tx, Kind::Service).await?,
        buyer: buyer.clone(),
        name: new.name,
        summary: new.summary,
        who_for: new.who_for,
        how_to_use: new.how_to_use,
        created_at: cx.now(),
        version: 1,
    };
    match store::commission::service::insert(tx, &service).await {
        Err(store::Error::Duplicate(_)) => {
            let message = format!("There is already a service called {}. Select it, or change this name", service.name);
            return Err(Refusal::slip(name_field, Code::Duplicate, message).into());
        }
        other => other?,
    }
    let summary = format!("The council wrote down service {}: {}", service.reference, service.name);
    record(tx, cx, "service", service.id.as_str(), buyer, summary).await?;
    Ok(service)
}

async fn record(
    tx: &Transaction,
    cx: &Cx,
    kind: &str,
    id: &str,
    buyer: &OrganisationId,
    summary: String,
) -> Result<(), Error> {
    let audiences = vec![Audience::Organisation(buyer.clone()), Audience::Public];
    event::record(tx, cx, Entry { action: "create", kind, id, summary, audiences }).await
}
