//! What people do with commissions and services.

pub mod thread;

use shared::Refusal;
use shared::commission::{
    Commission, CommissionId, CommissionInput, NewService, Service, ServiceChoice, ServiceId, ServiceInput, access,
};
use shared::error::{Code, all_or_nothing, both};
use shared::people::{DirectorateId, OrganisationId, UserId};

use crate::app::framework::event::{self, Audience, Entry};
use crate::app::{Cx, Error, commit};
use crate::store::framework::reference::{self, Kind};
use crate::store::{self, Transaction};

/// Begins a turn of the cycle for a service that exists or for a new one
/// (framework 3.3; ).
pub async fn create(cx: &Cx, input: &CommissionInput) -> Result<Commission, Error> {
    let (buyer, lead) = officer(cx, input)?;
    let tx = cx.begin().await?;
    let unfit = unfit(&tx, cx, input, &buyer).await?;
    let (checked, ()) = both(input.check(), all_or_nothing(unfit))?;
    let service = match checked.service {
        ServiceChoice::Existing(id) => id,
        ServiceChoice::New(new) => add_service(&tx, cx, &buyer, new, "newService.name").await?.id,
    };
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

/// The council and the person, if they may begin a commission here, as
/// far as the directorate could be read.
fn officer(cx: &Cx, input: &CommissionInput) -> Result<(OrganisationId, UserId), Error> {
    let (Some(buyer), Some(user)) = (cx.actor.buyer().cloned(), cx.actor.user().cloned()) else {
        return Err(access::not_yours().into());
    };
    if let Ok(directorate) = input.directorate.trim().parse::<DirectorateId>() {
        access::may_create(&cx.actor, &buyer, &directorate)?;
    }
    Ok((buyer, user))
}

/// What the records have against it: a service or a commission of others, a
/// service of the same name.
async fn unfit(
    tx: &Transaction,
    cx: &Cx,
    input: &CommissionInput,
    buyer: &OrganisationId,
) -> Result<Vec<Refusal>, Error> {
    let mut refusals = Vec::new();
    if let Ok(id) = input.service.trim().parse::<ServiceId>() {
        let found = store::commission::service::find(tx, &cx.actor, &id).await?;
        if found.is_none_or(|service| service.buyer != *buyer) {
            refusals.push(Refusal::slip("service", Code::NotFound, "Select a service of this council"));
        }
    }
    if let Some(name) = input.new_name()
        && store::commission::service::is_named(tx, buyer, &name).await?
    {
        refusals.push(named_already("newService.name", &name));
    }
    if let Ok(follows) = input.follows.trim().parse::<CommissionId>() {
        let found = store::commission::find(tx, &cx.actor, &follows).await?;
        if found.is_none_or(|earlier| earlier.buyer != *buyer) {
            refusals.push(Refusal::slip("follows", Code::NotFound, "Select a commission of this council"));
        }
    }
    Ok(refusals)
}

fn named_already(field: &str, name: &str) -> Refusal {
    let message = format!("There is already a service called {name}. Select it, or change this name");
    Refusal::slip(field, Code::Duplicate, message)
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
        Err(store::Error::Duplicate(_)) => return Err(named_already(name_field, &service.name).into()),
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
