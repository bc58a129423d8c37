//! Organisations and directorates.

pub mod links;

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, Object, SimpleObject};
use shared::people::organisation::{
    Action, Organisation as Domain, OrganisationInput, SectorType, ThirdSectorStatus, access,
};
use shared::people::{DirectorateId, OrganisationId, OrganisationKind, UserId};
use shared::tag::Tag;
use shared::{Refusal, Timestamp};

pub use self::links::MembersOf;
use self::links::{DirectoratesOf, HistoryOf, OrganisationsOf, PeopleOf, ProfileOf};
use super::session::Membership;
use super::user::Person;
use crate::graphql::context::{Batch, cx, loader};
use crate::graphql::page::{Connected, arguments, connect};
use crate::graphql::payload::{self, split};
use crate::store::people::organisation::Filter;
use crate::{app, store};

/// A council or a provider.
#[derive(SimpleObject, Clone)]
#[graphql(complex)]
pub struct Organisation {
    /// Its identifier.
    pub id: OrganisationId,
    /// Whether it buys or provides.
    kind: OrganisationKind,
    /// Its name.
    pub name: String,
    /// Its identifier in the world, with the org-id.guide prefix.
    org_id: String,
    /// Its sector type; none for a council.
    sector: Option<SectorType>,
    /// Where its third-sector status stands.
    status: ThirdSectorStatus,
    /// When that last changed.
    status_at: Timestamp,
    #[graphql(skip)]
    domain: Domain,
}

impl From<Domain> for Organisation {
    fn from(domain: Domain) -> Self {
        Self {
            id: domain.id.clone(),
            kind: domain.kind,
            name: domain.name.clone(),
            org_id: domain.org_id.clone(),
            sector: domain.sector,
            status: domain.status,
            status_at: domain.status_at,
            domain,
        }
    }
}

/// What an organisation says of itself.
#[derive(SimpleObject, Clone)]
pub struct OrganisationDeclarations {
    /// Whether no public body controls it.
    independent: bool,
    /// What it is for.
    purposes: String,
    /// What becomes of a surplus.
    surplus: String,
    /// Whether its assets are locked to its purposes.
    asset_lock: bool,
}

/// One entry in the history of an organisation's third-sector status.
#[derive(SimpleObject, Clone)]
pub struct OrganisationStatusChange {
    /// What it became.
    status: ThirdSectorStatus,
    /// The status in words and colour.
    tag: Tag,
    /// When.
    at: Timestamp,
    /// Why; for the organisation and for officers.
    reason: Option<String>,
    /// Who decided; for officers.
    by: Option<Person>,
}

#[ComplexObject]
impl Organisation {
    /// Its third-sector status in words and colour; none for a council.
    async fn status_tag(&self) -> Option<Tag> {
        (self.kind == OrganisationKind::Provider).then(|| self.status.tag())
    }

    /// Its sector type in words; none for a council.
    async fn sector_label(&self) -> Option<String> {
        self.sector.map(|sector| sector.label().to_owned())
    }

    /// How it is set up in law, in words.
    async fn legal_form_label(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        let profile = loader(ctx).load_one(ProfileOf(self.id.clone())).await?;
        Ok(profile.and_then(|profile| profile.legal_form).map(|form| form.label().to_owned()))
    }

    /// What it says of itself; for its own people and for officers.
    async fn declarations(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<OrganisationDeclarations>> {
        if self.kind == OrganisationKind::Buyer || !access::sees_declarations(&cx(ctx).actor, &self.id) {
            return Ok(None);
        }
        let profile = loader(ctx).load_one(ProfileOf(self.id.clone())).await?;
        Ok(profile.map(|profile| OrganisationDeclarations {
            independent: profile.declarations.independent,
            purposes: profile.declarations.purposes,
            surplus: profile.declarations.surplus,
            asset_lock: profile.declarations.asset_lock,
        }))
    }

    /// The history of its third-sector status, newest first.
    async fn status_history(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<OrganisationStatusChange>> {
        let actor = &cx(ctx).actor;
        let reasons = access::sees_declarations(actor, &self.id);
        let officer = access::sees_deciders(actor);
        let changes = loader(ctx).load_one(HistoryOf(self.id.clone())).await?.unwrap_or_default();
        let deciders: Vec<UserId> = changes.iter().filter(|_| officer).filter_map(|change| change.by.clone()).collect();
        let people = loader(ctx).load_many(deciders).await?;
        let entries = changes.into_iter().map(|change| OrganisationStatusChange {
            status: change.status,
            tag: change.status.tag(),
            at: change.at,
            reason: Some(change.reason).filter(|_| reasons),
            by: change.by.and_then(|by| people.get(&by).cloned()).map(Person::from),
        });
        Ok(entries.collect())
    }

    /// Its people and their roles, oldest first; for its own people.
    async fn people(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Vec<Membership>>> {
        if !access::sees_people(&cx(ctx).actor, &self.id) {
            return Ok(None);
        }
        Ok(Some(loader(ctx).load_one(PeopleOf(self.id.clone())).await?.unwrap_or_default()))
    }

    /// What the viewer may do with it now.
    async fn viewer_can(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Action>> {
        let actor = &cx(ctx).actor;
        let mine = match actor.user() {
            Some(user) => loader(ctx).load_one(OrganisationsOf(user.clone())).await?.unwrap_or_default(),
            None => Vec::new(),
        };
        Ok(access::can(actor, &self.domain, mine.contains(&self.id)))
    }

    /// A council's directorates, by name.
    async fn directorates(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Directorate>> {
        Ok(loader(ctx).load_one(DirectoratesOf(self.id.clone())).await?.unwrap_or_default())
    }
}

/// A part of a council.
#[derive(SimpleObject, Clone)]
pub struct Directorate {
    /// Its identifier.
    pub id: DirectorateId,
    /// Its name.
    name: String,
}

impl From<store::people::organisation::Directorate> for Directorate {
    fn from(domain: store::people::organisation::Directorate) -> Self {
        Self { id: domain.id, name: domain.name }
    }
}

impl Loader<OrganisationId> for Batch {
    type Value = Organisation;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[OrganisationId]) -> Result<HashMap<OrganisationId, Organisation>, Self::Error> {
        let found = store::people::organisation::get_many(self.0.db().reader(), keys).await.map_err(payload::store)?;
        Ok(found.into_iter().map(|domain| (domain.id.clone(), Organisation::from(domain))).collect())
    }
}

impl Loader<DirectorateId> for Batch {
    type Value = Directorate;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[DirectorateId]) -> Result<HashMap<DirectorateId, Directorate>, Self::Error> {
        let db = self.0.db().reader();
        let found = store::people::organisation::get_many_directorates(db, keys).await.map_err(payload::store)?;
        Ok(found.into_iter().map(|domain| (domain.id.clone(), Directorate::from(domain))).collect())
    }
}

/// Queries of organisations.
#[derive(Default)]
pub struct OrganisationQuery;

#[Object]
impl OrganisationQuery {
    /// The council one acts for; for everybody else the council whose
    /// installation this is.
    async fn council(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Organisation>> {
        if let Some(own) = cx(ctx).actor.buyer() {
            return loader(ctx).load_one(own.clone()).await;
        }
        let found = store::people::organisation::council(cx(ctx).db().reader()).await;
        Ok(found.map_err(payload::store)?.map(Organisation::from))
    }

    /// One organisation; each is public.
    async fn organisation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The organisation.")] id: OrganisationId,
    ) -> async_graphql::Result<Option<Organisation>> {
        loader(ctx).load_one(id).await
    }

    /// Organisations, by name.
    #[graphql(complexity = "usize::try_from(first.unwrap_or(20)).unwrap_or(0).saturating_mul(child_complexity) + 1")]
    async fn organisations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 unless said otherwise.")] first: Option<i32>,
        #[graphql(desc = "The cursor to start after.")] after: Option<String>,
        #[graphql(desc = "Only those that buy, or only those that provide.")] kind: Option<OrganisationKind>,
        #[graphql(desc = "Only those of this third-sector status.")] status: Option<ThirdSectorStatus>,
        #[graphql(desc = "Only those whose name contains this, or whose identifier it is.")] text: Option<String>,
    ) -> async_graphql::Result<Connected<Organisation>> {
        let page = arguments(ctx, first, after)?;
        let text = text.map(|text| shared::check::clean(&text)).filter(|text| !text.is_empty());
        let filter = Filter { kind, status, text };
        let slice = store::people::organisation::list(cx(ctx).db().reader(), &filter, &page).await;
        Ok(connect(slice.map_err(payload::store)?, &page, Organisation::from))
    }
}

/// The end of something done with an organisation.
#[derive(SimpleObject)]
pub struct OrganisationPayload {
    /// The organisation as it is now.
    organisation: Option<Organisation>,
    /// Why it was not done.
    user_errors: Vec<Refusal>,
}

impl OrganisationPayload {
    fn of(end: Result<Domain, app::Error>) -> async_graphql::Result<Self> {
        let (organisation, user_errors) = split(end)?;
        Ok(Self { organisation: organisation.map(Organisation::from), user_errors })
    }
}

/// Mutations of organisations.
#[derive(Default)]
pub struct OrganisationMutation;

#[Object]
impl OrganisationMutation {
    /// Registers a provider. Whoever does becomes its first administrator and
    /// may sign for it.
    async fn organisation_register(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What the organisation is, and what it declares of itself.")] input: OrganisationInput,
    ) -> async_graphql::Result<OrganisationPayload> {
        OrganisationPayload::of(app::people::organisation::register(cx(ctx), &input).await)
    }

    /// Confirms that a provider is of the third sector; for a council's
    /// commissioners.
    async fn organisation_verify(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The provider.")] id: OrganisationId,
        #[graphql(desc = "What was looked at; the provider sees it.")] reason: String,
    ) -> async_graphql::Result<OrganisationPayload> {
        OrganisationPayload::of(app::people::organisation::verify(cx(ctx), &id, &reason).await)
    }

    /// Does not accept a provider as of the third sector; for a council's
    /// commissioners.
    async fn organisation_refuse(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The provider.")] id: OrganisationId,
        #[graphql(desc = "Why not; the provider sees it.")] reason: String,
    ) -> async_graphql::Result<OrganisationPayload> {
        OrganisationPayload::of(app::people::organisation::refuse(cx(ctx), &id, &reason).await)
    }

    /// Adds a directorate to the council one administers.
    async fn directorate_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its name.")] name: String,
    ) -> async_graphql::Result<OrganisationPayload> {
        OrganisationPayload::of(app::people::organisation::add_directorate(cx(ctx), &name).await)
    }
}
