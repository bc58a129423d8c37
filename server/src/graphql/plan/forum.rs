//! Forums and their meetings on the wire.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, Object, SimpleObject};
use shared::people::OrganisationId;
use shared::plan::forum::{
    Action, Forum as Domain, ForumInput, ForumMemberInput, Kind, Meeting as MeetingDomain, MeetingInput, Member, Who,
};
use shared::plan::{ForumId, ForumMemberId, MeetingId, NeedId};
use shared::secure::SpecificationId;
use shared::{Day, Refusal};

use super::need::Need;
use crate::graphql::context::{Batch, cx, loader};
use crate::graphql::page::{Connected, arguments, connect};
use crate::graphql::payload::{self, split};
use crate::graphql::people::organisation::Organisation;
use crate::graphql::secure::specification::Specification;
use crate::{app, store};

/// A forum, partnership or group in which the council and others meet.
#[derive(SimpleObject, Clone)]
#[graphql(complex)]
pub struct Forum {
    /// Its identifier.
    id: ForumId,
    /// What kind of forum it is.
    kind: Kind,
    /// The kind in words.
    kind_label: String,
    /// Its name.
    name: String,
    /// What it is for.
    purpose: String,
    #[graphql(skip)]
    domain: Domain,
}

impl From<Domain> for Forum {
    fn from(domain: Domain) -> Self {
        let about = domain.about.clone();
        let (id, kind) = (domain.id.clone(), about.kind);
        Self { id, kind, kind_label: kind.label().to_owned(), name: about.name, purpose: about.purpose, domain }
    }
}

#[ComplexObject]
impl Forum {
    /// What the viewer may do with it.
    async fn viewer_can(&self, ctx: &Context<'_>) -> Vec<Action> {
        self.domain.can(&cx(ctx).actor)
    }

    /// Its members, in the order in which they were invited.
    async fn members(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<ForumMember>> {
        Ok(loader(ctx).load_one(InForum(self.id.clone())).await?.unwrap_or_default())
    }

    /// Its meetings, the latest first.
    async fn meetings(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Meeting>> {
        Ok(loader(ctx).load_one(MeetingsOf(self.id.clone())).await?.unwrap_or_default())
    }
}

/// A member of a forum.
#[derive(SimpleObject, Clone)]
#[graphql(complex)]
pub struct ForumMember {
    /// Its identifier.
    id: ForumMemberId,
    /// The group's name, where it is not on the register.
    name: Option<String>,
    #[graphql(skip)]
    of: Option<OrganisationId>,
}

impl From<Member> for ForumMember {
    fn from(member: Member) -> Self {
        let (of, name) = match member.who {
            Who::Organisation(id) => (Some(id), None),
            Who::Named(name) => (None, Some(name)),
        };
        Self { id: member.id, name, of }
    }
}

#[ComplexObject]
impl ForumMember {
    /// The organisation of the register.
    async fn organisation(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Organisation>> {
        match &self.of {
            Some(id) => loader(ctx).load_one(id.clone()).await,
            None => Ok(None),
        }
    }
}

/// A meeting, with what was said and what it was about.
#[derive(SimpleObject, Clone)]
#[graphql(complex)]
pub struct Meeting {
    /// Its identifier.
    id: MeetingId,
    /// The day on which it was held.
    held_on: Day,
    /// What it was about, in a line.
    title: String,
    /// What was said.
    notes: String,
    #[graphql(skip)]
    domain: MeetingDomain,
}

impl From<MeetingDomain> for Meeting {
    fn from(domain: MeetingDomain) -> Self {
        let minutes = domain.minutes.clone();
        Self { id: domain.id.clone(), held_on: minutes.held_on, title: minutes.title, notes: minutes.notes, domain }
    }
}

#[ComplexObject]
impl Meeting {
    /// The forum that met.
    async fn forum(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Forum>> {
        loader(ctx).load_one(self.domain.forum.clone()).await
    }

    /// The needs it spoke of, as far as the viewer sees them.
    async fn needs(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Need>> {
        let found = loader(ctx).load_many(self.domain.needs.iter().cloned()).await?;
        Ok(self.domain.needs.iter().filter_map(|id| found.get(id).cloned()).collect())
    }

    /// The specifications it spoke of, as far as the viewer sees them.
    async fn specifications(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Specification>> {
        let found = loader(ctx).load_many(self.domain.specifications.iter().cloned()).await?;
        Ok(self.domain.specifications.iter().filter_map(|id| found.get(id).cloned()).collect())
    }
}

impl Loader<ForumId> for Batch {
    type Value = Forum;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[ForumId]) -> Result<HashMap<ForumId, Forum>, Self::Error> {
        let found = store::plan::forum::get_many(self.0.db().reader(), keys).await.map_err(payload::store)?;
        Ok(found.into_iter().map(|domain| (domain.id.clone(), Forum::from(domain))).collect())
    }
}

/// Asks the loader for a forum's members.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct InForum(pub ForumId);

impl Loader<InForum> for Batch {
    type Value = Vec<ForumMember>;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[InForum]) -> Result<HashMap<InForum, Vec<ForumMember>>, Self::Error> {
        let ids: Vec<ForumId> = keys.iter().map(|key| key.0.clone()).collect();
        let found = store::plan::forum::members(self.0.db().reader(), &ids).await.map_err(payload::store)?;
        let mut all: HashMap<InForum, Vec<ForumMember>> = HashMap::new();
        for member in found {
            all.entry(InForum(member.forum.clone())).or_default().push(ForumMember::from(member));
        }
        Ok(all)
    }
}

/// Asks the loader for a forum's meetings.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MeetingsOf(pub ForumId);

impl Loader<MeetingsOf> for Batch {
    type Value = Vec<Meeting>;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[MeetingsOf]) -> Result<HashMap<MeetingsOf, Vec<Meeting>>, Self::Error> {
        let ids: Vec<ForumId> = keys.iter().map(|key| key.0.clone()).collect();
        let found = store::plan::forum::meetings(self.0.db().reader(), &ids).await.map_err(payload::store)?;
        let mut all: HashMap<MeetingsOf, Vec<Meeting>> = HashMap::new();
        for meeting in found {
            all.entry(MeetingsOf(meeting.forum.clone())).or_default().push(Meeting::from(meeting));
        }
        Ok(all)
    }
}

/// Asks the loader for the meetings that spoke of a need.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MeetingsAbout(pub NeedId);

impl Loader<MeetingsAbout> for Batch {
    type Value = Vec<Meeting>;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[MeetingsAbout]) -> Result<HashMap<MeetingsAbout, Vec<Meeting>>, Self::Error> {
        let ids: Vec<NeedId> = keys.iter().map(|key| key.0.clone()).collect();
        let found = store::plan::forum::about_needs(self.0.db().reader(), &ids).await.map_err(payload::store)?;
        let views = |all: Vec<MeetingDomain>| all.into_iter().map(Meeting::from).collect();
        Ok(found.into_iter().map(|(id, all)| (MeetingsAbout(id), views(all))).collect())
    }
}

/// Asks the loader for the meetings that spoke of a specification.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DiscussionsOf(pub SpecificationId);

impl Loader<DiscussionsOf> for Batch {
    type Value = Vec<Meeting>;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[DiscussionsOf]) -> Result<HashMap<DiscussionsOf, Vec<Meeting>>, Self::Error> {
        let ids: Vec<SpecificationId> = keys.iter().map(|key| key.0.clone()).collect();
        let found = store::plan::forum::about_specifications(self.0.db().reader(), &ids).await;
        let views = |all: Vec<MeetingDomain>| all.into_iter().map(Meeting::from).collect();
        Ok(found.map_err(payload::store)?.into_iter().map(|(id, all)| (DiscussionsOf(id), views(all))).collect())
    }
}

/// Queries of forums.
#[derive(Default)]
pub struct ForumQuery;

#[Object]
impl ForumQuery {
    /// One forum.
    async fn forum(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The forum.")] id: ForumId,
    ) -> async_graphql::Result<Option<Forum>> {
        let found = store::plan::forum::find(cx(ctx).db().reader(), &id).await;
        Ok(found.map_err(payload::store)?.map(Forum::from))
    }

    /// The forums in which the council and others meet, newest first.
    #[graphql(complexity = "usize::try_from(first.unwrap_or(20)).unwrap_or(0).saturating_mul(child_complexity) + 1")]
    async fn forums(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 unless said otherwise.")] first: Option<i32>,
        #[graphql(desc = "The cursor to start after.")] after: Option<String>,
    ) -> async_graphql::Result<Connected<Forum>> {
        let page = arguments(ctx, first, after)?;
        let slice = store::plan::forum::list(cx(ctx).db().reader(), &page).await;
        Ok(connect(slice.map_err(payload::store)?, &page, Forum::from))
    }
}

/// The end of something done with a forum.
#[derive(SimpleObject)]
pub struct ForumPayload {
    /// The forum as it is now.
    forum: Option<Forum>,
    /// Why it was not done; every fault at once.
    user_errors: Vec<Refusal>,
}

fn payload(result: Result<Domain, app::Error>) -> async_graphql::Result<ForumPayload> {
    let (forum, user_errors) = split(result)?;
    Ok(ForumPayload { forum: forum.map(Forum::from), user_errors })
}

/// Mutations of forums.
#[derive(Default)]
pub struct ForumMutation;

#[Object]
impl ForumMutation {
    /// Sets up a forum, partnership or group.
    async fn forum_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What it is.")] input: ForumInput,
    ) -> async_graphql::Result<ForumPayload> {
        payload(app::plan::forum::create(cx(ctx), &input).await)
    }

    /// Invites a member.
    async fn forum_add_member(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The forum.")] id: ForumId,
        #[graphql(desc = "Who it is.")] input: ForumMemberInput,
    ) -> async_graphql::Result<ForumPayload> {
        payload(app::plan::forum::add_member(cx(ctx), &id, &input).await)
    }

    /// Notes that a member has left.
    async fn forum_remove_member(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The member.")] id: ForumMemberId,
    ) -> async_graphql::Result<ForumPayload> {
        payload(app::plan::forum::remove_member(cx(ctx), &id).await)
    }

    /// Records a meeting, with the needs and specifications it spoke of.
    async fn meeting_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The forum.")] forum: ForumId,
        #[graphql(desc = "The needs it spoke of.")] needs: Vec<NeedId>,
        #[graphql(desc = "The specifications it spoke of.")] specifications: Vec<SpecificationId>,
        #[graphql(desc = "What was said, as typed.")] input: MeetingInput,
    ) -> async_graphql::Result<ForumPayload> {
        payload(app::plan::forum::record_meeting(cx(ctx), &forum, &needs, &specifications, &input).await)
    }
}
