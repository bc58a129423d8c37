//! Who is in a bid, on the wire.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, Object, SimpleObject};
use shared::people::OrganisationId;
use shared::secure::bid::team::input::BidTeamInput;
use shared::secure::bid::team::{DeclineReason, MemberStage, Membership, Team};
use shared::secure::bid::{Bid as Domain, Facts};
use shared::secure::opportunity::Opportunity as OpportunityDomain;
use shared::secure::{BidId, OpportunityId};
use shared::tag::Tag;
use shared::{Refusal, Timestamp};

use super::{BidPayload, payload};
use crate::app;
use crate::graphql::context::{About, Batch, cx, loader};
use crate::graphql::payload::{found, internal, split};
use crate::graphql::people::organisation::Organisation;
use crate::graphql::secure::opportunity::Opportunity;

/// Who is in a bid, and to whom work is passed on.
#[derive(SimpleObject, Clone)]
pub struct BidTeam {
    /// Counts the changes of who does what; say it when you save.
    version: i64,
    /// The lead first, then those who were asked.
    members: Vec<BidMember>,
    /// The sum of their shares of 100; `0` where one bids alone.
    total: String,
    /// To whom work is passed on.
    subcontractors: Vec<BidSubcontractor>,
    /// Everything that keeps the bid from being sent for the sake of its team.
    refusals: Vec<Refusal>,
}

/// One organisation of a bid.
#[derive(SimpleObject, Clone)]
#[graphql(complex)]
pub struct BidMember {
    /// Whether it leads: it alone writes and sends.
    lead: bool,
    /// Whether it is in.
    stage: MemberStage,
    /// The same in words and colour.
    status: Tag,
    /// Why it said no, where it did.
    reason: Option<String>,
    /// What it does; empty while nothing is said.
    role: String,
    /// Its share of 100; empty while nothing is said.
    share: String,
    #[graphql(skip)]
    organisation: OrganisationId,
}

#[ComplexObject]
impl BidMember {
    /// The organisation.
    async fn organisation(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Organisation>> {
        loader(ctx).load_one(self.organisation.clone()).await
    }
}

/// Somebody to whom work is passed on.
#[derive(SimpleObject, Clone)]
pub struct BidSubcontractor {
    /// Its name.
    name: String,
    /// What it does.
    work: String,
    /// Its share of 100.
    share: String,
    /// Within how many days it is paid.
    payment_days: u32,
}

impl BidTeam {
    fn new(bid: &Domain, team: &Team, refusals: Vec<Refusal>) -> Self {
        let part = |organisation: &OrganisationId| {
            let part = team.part(organisation);
            let share = part.filter(|part| part.share.0 > 0).map(|part| part.share.to_string());
            (part.map(|part| part.role.clone()).unwrap_or_default(), share.unwrap_or_default())
        };
        let (role, share) = part(&bid.organisation);
        let lead = BidMember {
            lead: true,
            stage: MemberStage::Accepted,
            status: MemberStage::Accepted.tag(),
            reason: None,
            role,
            share,
            organisation: bid.organisation.clone(),
        };
        let others = team.members.iter().map(|member| {
            let (role, share) = part(&member.organisation);
            BidMember {
                lead: false,
                stage: member.stage,
                status: member.stage.tag(),
                reason: member.reason.map(|reason| reason.words().to_owned()),
                role,
                share,
                organisation: member.organisation.clone(),
            }
        });
        let subcontractors = team.terms.subcontractors.iter().map(|one| BidSubcontractor {
            name: one.name.clone(),
            work: one.work.clone(),
            share: one.share.to_string(),
            payment_days: one.payment_days,
        });
        Self {
            version: team.version,
            members: std::iter::once(lead).chain(others).collect(),
            total: team.total().to_string(),
            subcontractors: subcontractors.collect(),
            refusals,
        }
    }

    /// The team of a bid that the viewer may read; none for others.
    pub(super) async fn of(
        ctx: &Context<'_>,
        bid: &Domain,
        on: &OpportunityDomain,
    ) -> async_graphql::Result<Option<Self>> {
        let key = About::new(&bid.id, TeamOf(bid.clone(), Facts::of(on)));
        let Some(team) = loader(ctx).load_one(key).await? else { return Ok(None) };
        let cx = cx(ctx);
        let policy = cx.policy(on.policy_day(cx.now())).map_err(|error| internal(&error))?;
        let lead = loader(ctx).load_one(bid.organisation.clone()).await?.map(|lead: Organisation| lead.name);
        let refusals = team.gate((&bid.organisation, &lead.unwrap_or_default()), &policy);
        Ok(Some(Self::new(bid, &team, refusals)))
    }
}

/// The key of a bid's team.
#[derive(Clone, Debug)]
pub struct TeamOf(Domain, Facts);

impl Loader<About<TeamOf>> for Batch {
    type Value = Team;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[About<TeamOf>]) -> Result<HashMap<About<TeamOf>, Team>, Self::Error> {
        let bids: Vec<(Domain, Facts)> = keys.iter().map(|key| (key.it.0.clone(), key.it.1.clone())).collect();
        let mut all = found(app::secure::bid::team::read(&self.0, &bids).await)?.unwrap_or_default();
        Ok(keys.iter().filter_map(|key| Some((key.clone(), all.remove(&key.it.0.id)?))).collect())
    }
}

/// That one's own organisation was asked into a bid.
#[derive(SimpleObject, Clone)]
#[graphql(complex)]
pub struct BidInvitation {
    /// The bid; it can be read once one is in.
    bid: BidId,
    /// Whether one is in.
    stage: MemberStage,
    /// The same in words and colour.
    status: Tag,
    /// When one was asked.
    invited_at: Timestamp,
    /// When one answered.
    answered_at: Option<Timestamp>,
    /// What one does; empty while the lead has said nothing.
    role: String,
    /// One's share of 100; empty while the lead has said nothing.
    share: String,
    /// Whether an answer can be given now: the bid is being written.
    open: bool,
    #[graphql(skip)]
    lead: OrganisationId,
    #[graphql(skip)]
    on: OpportunityId,
}

impl BidInvitation {
    fn new(membership: &Membership, bid: &Domain, team: &Team) -> Self {
        let part = team.part(&membership.organisation);
        Self {
            bid: bid.id.clone(),
            stage: membership.stage,
            status: membership.stage.tag(),
            invited_at: membership.invited_at,
            answered_at: membership.answered_at,
            role: part.map(|part| part.role.clone()).unwrap_or_default(),
            share: part.filter(|part| part.share.0 > 0).map(|part| part.share.to_string()).unwrap_or_default(),
            open: shared::secure::bid::team::gate::writable(bid).is_empty(),
            lead: bid.organisation.clone(),
            on: bid.opportunity.clone(),
        }
    }
}

#[ComplexObject]
impl BidInvitation {
    /// Who leads the bid.
    async fn lead(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Organisation>> {
        loader(ctx).load_one(self.lead.clone()).await
    }

    /// What it bids on.
    async fn opportunity(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Opportunity>> {
        loader(ctx).load_one(self.on.clone()).await
    }
}

/// Queries of bids' teams.
#[derive(Default)]
pub struct BidTeamQuery;

#[Object]
impl BidTeamQuery {
    /// Into which bids one's own organisation was asked, newest first; the newest hundred.
    async fn bid_invitations(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<BidInvitation>> {
        let all = found(app::secure::bid::team::invitations(cx(ctx)).await)?.unwrap_or_default();
        Ok(all.iter().map(|(membership, bid, team)| BidInvitation::new(membership, bid, team)).collect())
    }
}

/// The end of an answer to an invitation.
#[derive(SimpleObject)]
pub struct BidInvitationPayload {
    /// Whether one is in now.
    stage: Option<MemberStage>,
    /// Why it was not done; every fault at once.
    user_errors: Vec<Refusal>,
}

/// Mutations of bids' teams.
#[derive(Default)]
pub struct BidTeamMutation;

#[Object]
impl BidTeamMutation {
    /// Asks an organisation into a bid, or once more after it said no; for the lead.
    async fn bid_member_invite(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The bid.")] id: BidId,
        #[graphql(desc = "The organisation's name or register number.")] organisation: String,
    ) -> async_graphql::Result<BidPayload> {
        payload(app::secure::bid::team::invite(cx(ctx), &id, &organisation).await)
    }

    /// Takes an organisation out of a bid; for the lead.
    async fn bid_member_remove(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The bid.")] id: BidId,
        #[graphql(desc = "The organisation.")] organisation: OrganisationId,
    ) -> async_graphql::Result<BidPayload> {
        payload(app::secure::bid::team::remove(cx(ctx), &id, &organisation).await)
    }

    /// Keeps who does what, all of it; for the lead. Whoever accepted a part that is another now is asked again.
    async fn bid_team_save(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The bid.")] id: BidId,
        #[graphql(desc = "The version of the team that was changed; another is refused as stale.")] version: i64,
        #[graphql(desc = "Who does what.")] input: BidTeamInput,
    ) -> async_graphql::Result<BidPayload> {
        payload(app::secure::bid::team::save(cx(ctx), &id, version, &input).await)
    }

    /// Takes one's part in a bid, for one's own organisation.
    async fn bid_member_accept(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The bid.")] id: BidId,
    ) -> async_graphql::Result<BidInvitationPayload> {
        answered(app::secure::bid::team::answer(cx(ctx), &id, None).await)
    }

    /// Says no to a bid, or leaves it before it is sent, for one's own organisation.
    async fn bid_member_decline(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The bid.")] id: BidId,
        #[graphql(desc = "Why.")] reason: DeclineReason,
    ) -> async_graphql::Result<BidInvitationPayload> {
        answered(app::secure::bid::team::answer(cx(ctx), &id, Some(reason)).await)
    }
}

fn answered(result: Result<Membership, app::Error>) -> async_graphql::Result<BidInvitationPayload> {
    let (membership, user_errors) = split(result)?;
    Ok(BidInvitationPayload { stage: membership.map(|membership| membership.stage), user_errors })
}
