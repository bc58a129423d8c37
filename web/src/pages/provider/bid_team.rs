//! Who is in a bid: the lead asks others in and says who does what; each answers for itself.

use cynic::{MutationBuilder, QueryBuilder};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::Refusal;
use shared::error::Code;
use shared::people::OrganisationId;
use shared::secure::BidId;
use shared::secure::bid::Action;
use shared::secure::bid::team::{DeclineReason, MemberStage};

use super::bid::{Bid, BidMember, BidTeam};
use super::bid_act::BidPayload;
use crate::api::Api;
use crate::form::{Fields, Outcome, ReturnedForm, UserError};
use crate::islands::shares::Shares;
use crate::ui::{
    self, BackLink, Button, CardTable, Details, Form, Inset, NotFound, Radios, Refusals, TextInput, Title,
};
use crate::wire;

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct TeamVariables {
    id: BidId,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "TeamVariables")]
struct TeamQuery {
    #[arguments(id: $id)]
    bid: Option<Bid>,
    bid_invitations: Vec<Invitation>,
}

/// That one's organisation was asked into a bid.
#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "BidInvitation")]
pub(super) struct Invitation {
    pub bid: BidId,
    pub stage: wire::BidMemberStage,
    pub status: ui::Status,
    pub role: String,
    pub share: String,
    pub open: bool,
    pub lead: Option<Named>,
    pub opportunity: Option<OnOpportunity>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Organisation")]
pub(super) struct Named {
    pub name: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Opportunity")]
pub(super) struct OnOpportunity {
    pub title: String,
    pub reference: String,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct InviteVariables {
    id: BidId,
    organisation: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "InviteVariables")]
struct InviteMutation {
    #[arguments(id: $id, organisation: $organisation)]
    bid_member_invite: BidPayload,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct RemoveVariables {
    id: BidId,
    organisation: OrganisationId,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "RemoveVariables")]
struct RemoveMutation {
    #[arguments(id: $id, organisation: $organisation)]
    bid_member_remove: BidPayload,
}

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct BidTeamInput {
    parts: Vec<BidPartInput>,
    subcontractors: Vec<BidSubcontractorInput>,
}

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct BidPartInput {
    organisation: String,
    role: String,
    share: String,
}

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct BidSubcontractorInput {
    name: String,
    work: String,
    share: String,
    payment_days: String,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct SaveVariables {
    id: BidId,
    version: i32,
    input: BidTeamInput,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "SaveVariables")]
struct SaveMutation {
    #[arguments(id: $id, version: $version, input: $input)]
    bid_team_save: BidPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "BidInvitationPayload")]
struct AnswerPayload {
    user_errors: Vec<UserError>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "TeamVariables")]
struct AcceptMutation {
    #[arguments(id: $id)]
    bid_member_accept: AnswerPayload,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct DeclineVariables {
    id: BidId,
    reason: wire::BidDeclineReason,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "DeclineVariables")]
struct DeclineMutation {
    #[arguments(id: $id, reason: $reason)]
    bid_member_decline: AnswerPayload,
}

/// The names of one organisation's fields: which, what it does, its share.
const PARTS: [[&str; 3]; 10] = [
    ["parts.0.organisation", "parts.0.role", "parts.0.share"],
    ["parts.1.organisation", "parts.1.role", "parts.1.share"],
    ["parts.2.organisation", "parts.2.role", "parts.2.share"],
    ["parts.3.organisation", "parts.3.role", "parts.3.share"],
    ["parts.4.organisation", "parts.4.role", "parts.4.share"],
    ["parts.5.organisation", "parts.5.role", "parts.5.share"],
    ["parts.6.organisation", "parts.6.role", "parts.6.share"],
    ["parts.7.organisation", "parts.7.role", "parts.7.share"],
    ["parts.8.organisation", "parts.8.role", "parts.8.share"],
    ["parts.9.organisation", "parts.9.role", "parts.9.share"],
];

macro_rules! passed {
    ($($index:literal)+) => { [$([
        concat!("subcontractors.", $index, ".name"),
        concat!("subcontractors.", $index, ".work"),
        concat!("subcontractors.", $index, ".share"),
        concat!("subcontractors.", $index, ".paymentDays"),
    ]),+] };
}

/// The names of the fields of one to whom work is passed on.
const PASSED: [[&str; 4]; 10] = passed![0 1 2 3 4 5 6 7 8 9];

fn of(fields: &Fields) -> Result<(BidId, String), Outcome> {
    match fields.text("id").parse::<BidId>() {
        Ok(id) => {
            let here = format!("/provider/bids/{id}/team");
            Ok((id, here))
        }
        Err(_) => Err(Outcome::Go("/provider/bids".to_owned())),
    }
}

/// Asks an organisation in.
pub async fn invite(api: &Api, fields: &Fields) -> Outcome {
    let (id, here) = match of(fields) {
        Ok(found) => found,
        Err(outcome) => return outcome,
    };
    let variables = InviteVariables { id, organisation: fields.text("organisation") };
    match api.run(InviteMutation::build(variables)).await {
        Ok(data) => Outcome::of(data.bid_member_invite.user_errors, || here),
        Err(fault) => fault.into(),
    }
}

/// Takes an organisation out.
pub async fn remove(api: &Api, fields: &Fields) -> Outcome {
    let (id, here) = match of(fields) {
        Ok(found) => found,
        Err(outcome) => return outcome,
    };
    let Ok(organisation) = fields.text("organisation").parse() else { return Outcome::Go(here) };
    match api.run(RemoveMutation::build(RemoveVariables { id, organisation })).await {
        Ok(data) => Outcome::of(data.bid_member_remove.user_errors, || here),
        Err(fault) => fault.into(),
    }
}

/// Keeps who does what.
pub async fn save(api: &Api, fields: &Fields) -> Outcome {
    let (id, here) = match of(fields) {
        Ok(found) => found,
        Err(outcome) => return outcome,
    };
    let parts = PARTS.iter().filter_map(|[organisation, role, share]| {
        let organisation = fields.given(organisation)?;
        Some(BidPartInput { organisation, role: fields.text(role), share: fields.text(share) })
    });
    let subcontractors = PASSED.iter().map(|[name, work, share, days]| BidSubcontractorInput {
        name: fields.text(name),
        work: fields.text(work),
        share: fields.text(share),
        payment_days: fields.text(days),
    });
    let input = BidTeamInput { parts: parts.collect(), subcontractors: subcontractors.collect() };
    match api.run(SaveMutation::build(SaveVariables { id, version: fields.version(), input })).await {
        Ok(data) => Outcome::of(data.bid_team_save.user_errors, || here),
        Err(fault) => fault.into(),
    }
}

/// Takes one's part.
pub async fn accept(api: &Api, fields: &Fields) -> Outcome {
    let (id, here) = match of(fields) {
        Ok(found) => found,
        Err(outcome) => return outcome,
    };
    match api.run(AcceptMutation::build(TeamVariables { id })).await {
        Ok(data) => Outcome::of(data.bid_member_accept.user_errors, || here),
        Err(fault) => fault.into(),
    }
}

/// Says no, or leaves.
pub async fn decline(api: &Api, fields: &Fields) -> Outcome {
    let (id, _) = match of(fields) {
        Ok(found) => found,
        Err(outcome) => return outcome,
    };
    let Ok(reason) = fields.text("reason").parse::<DeclineReason>() else {
        return Outcome::Refused(vec![Refusal::slip("reason", Code::Missing, "Select why")]);
    };
    let reason = wire::BidDeclineReason(reason);
    match api.run(DeclineMutation::build(DeclineVariables { id, reason })).await {
        Ok(data) => Outcome::of(data.bid_member_decline.user_errors, || "/provider/bids".to_owned()),
        Err(fault) => fault.into(),
    }
}

/// The page.
#[component]
pub fn BidTeamPage() -> impl IntoView {
    let params = use_params_map();
    let Ok(id) = params.with_untracked(|params| params.get("id").unwrap_or_default()).parse::<BidId>() else {
        return NotFound().into_any();
    };
    let asked = id.clone();
    ui::query(
        move || TeamQuery::build(TeamVariables { id: asked.clone() }),
        move |data| {
            let invitation = data.bid_invitations.into_iter().find(|one| one.bid == id);
            match (data.bid, invitation) {
                (Some(bid), invitation) => show(&bid, invitation),
                (None, Some(invitation)) => asked_in(&invitation),
                (None, None) => NotFound().into_any(),
            }
        },
    )
    .into_any()
}

/// The bid as one reads it who is in it.
fn show(bid: &Bid, invitation: Option<Invitation>) -> AnyView {
    let Some(team) = bid.team.clone() else { return NotFound().into_any() };
    let writes = bid.is_draft() && bid.can(Action::Save);
    let refusals: Vec<Refusal> = team.refusals.iter().cloned().map(Into::into).collect();
    let body = if writes { forms(bid, &team).into_any() } else { members(&team).into_any() };
    let leave = invitation.filter(|one| one.open && *one.stage == MemberStage::Accepted);
    view! {
        <BackLink href=bid.path() text="Your bid"/>
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text="Who is in this bid" section=bid.title()/>
            {(team.members.len() == 1).then(|| view! { <Inset>"You are bidding alone."</Inset> })}
            <p class="govuk-body">
                "Before the bids are opened nobody but the organisations in this bid can see who is in it."
            </p>
            {writes.then(|| view! { <Refusals heading="You cannot send this bid yet" refusals=refusals/> })}
            {body}
            {leave.map(|one| view! {
                <h2 class="govuk-heading-m">"Leave this bid"</h2>
                <p class="govuk-body">"You can leave until the lead sends it. The lead is told, with your reason."</p>
                {decline_form(&one, "Leave this bid")}
            })}
        </div></div>
    }
    .into_any()
}

/// What only the lead does.
fn forms(bid: &Bid, team: &BidTeam) -> impl IntoView + use<> {
    let hidden = vec![("id", bid.id.to_string())];
    let others = team.members.len() > 1;
    let invite = hidden.clone();
    view! {
        {others.then(|| members(team))}
        {team.members.iter().filter(|member| !member.lead).filter_map(|member| {
            let organisation = member.organisation.clone()?;
            let mut hidden = hidden.clone();
            hidden.push(("organisation", organisation.id.to_string()));
            Some(view! {
                <Form name="bid-member-remove" hidden=hidden>
                    <Button text=format!("Take out {}", organisation.name) secondary=true/>
                </Form>
            })
        }).collect_view()}
        <h2 class="govuk-heading-m">"Ask an organisation to join"</h2>
        <Form name="bid-member-invite" hidden=invite>
            <TextInput name="organisation" label="Its name or register number" hint="It must be registered here. It answers for itself."/>
            <Button text="Ask it to join" secondary=true/>
        </Form>
        <h2 class="govuk-heading-m">"Who does what"</h2>
        {terms_form(bid, team)}
    }
}

fn terms_form(bid: &Bid, team: &BidTeam) -> impl IntoView + use<> {
    let hidden = vec![("id", bid.id.to_string()), ("version", team.version.to_string())];
    let alone = team.members.len() == 1;
    let shares: Vec<String> = team.members.iter().map(|member| member.share.clone()).collect();
    let sent = ReturnedForm::here().rows("bid-team-save", "subcontractors");
    let count = (team.subcontractors.len() + 1).max(sent).min(PASSED.len());
    let (members, passed) = (team.members.clone(), team.subcontractors.clone());
    let parts = move || {
        PARTS.iter().zip(members).map(|([organisation, role, share], member)| {
            let name = member.name();
            let id = member.organisation.map(|organisation| organisation.id.to_string()).unwrap_or_default();
            view! {
                <fieldset class="govuk-fieldset govuk-!-margin-bottom-6">
                    <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{name}</legend>
                    <input type="hidden" name=*organisation value=id/>
                    <TextInput name=*role label="What it does" value=member.role/>
                    <TextInput name=*share label="Share of the work" width=5 inputmode="decimal" suffix="%" value=member.share/>
                </fieldset>
            }
        }).collect_view()
    };
    let rows = move || {
        PASSED.iter().take(count).enumerate().map(|(index, [name, work, share, days])| {
            let one = passed.get(index).cloned();
            let (named, does, part, paid) = one.map_or_else(Default::default, |one| {
                (one.name, one.work, one.share, one.payment_days.to_string())
            });
            view! {
                <fieldset class="govuk-fieldset govuk-!-margin-bottom-6">
                    <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{format!("Passed on, {}", index + 1)}</legend>
                    <TextInput name=*name label="Who does it" value=named/>
                    <TextInput name=*work label="What they do" value=does/>
                    <TextInput name=*share label="Their share of all the work" width=5 inputmode="decimal" suffix="%" value=part/>
                    <TextInput name=*days label="You pay them within" width=4 inputmode="numeric" suffix="days" value=paid/>
                </fieldset>
            }
        }).collect_view()
    };
    view! {
        <Form name="bid-team-save" hidden=hidden edits=true>
            {(!alone).then(|| view! {
                <p class="govuk-body">"Shares add up to exactly 100. Whoever has accepted is asked again if you change its part."</p>
                {parts()}
                <div class="cw-sum"><Shares shares=shares/></div>
            })}
            <h3 class="govuk-heading-s">"Work you pass on to others outside the bid (optional)"</h3>
            <p class="govuk-body">"Empty a row's boxes to take it out."</p>
            {rows()}
            <Button text="Save"/>
        </Form>
    }
}

/// Who is in it and does what.
pub(super) fn members(team: &BidTeam) -> impl IntoView + use<> {
    let row = |member: &BidMember| {
        let lead = if member.lead { " (lead)" } else { "" };
        let share = if member.share.is_empty() { "Not said yet".to_owned() } else { format!("{} %", member.share) };
        let role = if member.role.is_empty() { "Not said yet".to_owned() } else { member.role.clone() };
        let reason = member.reason.clone().map(|reason| format!(" {reason}"));
        vec![
            format!("{}{lead}", member.name()).into_any(),
            role.into_any(),
            share.into_any(),
            view! { {member.status.view()}{reason} }.into_any(),
        ]
    };
    let rows: Vec<_> = team.members.iter().map(row).collect();
    let passed = team.subcontractors.clone();
    view! {
        {(rows.len() > 1).then(|| view! {
            <CardTable
                caption=format!("Organisations, with shares of {} in all", team.total)
                heads=vec!["Organisation", "What it does", "Share", "In or not"]
                rows=rows
            />
        })}
        {(!passed.is_empty()).then(|| view! {
            <h3 class="govuk-heading-s">"Passed on to others"</h3>
            <ul class="govuk-list govuk-list--bullet">
                {passed.into_iter().map(|one| view! {
                    <li>{format!("{}: {}, {} %, paid within {} days", one.name, one.work, one.share, one.payment_days)}</li>
                }).collect_view()}
            </ul>
        })}
    }
}

/// An invitation, by those who are not in yet.
fn asked_in(one: &Invitation) -> AnyView {
    let lead = one.lead.as_ref().map_or_else(|| "Another organisation".to_owned(), |lead| lead.name.clone());
    let on = one.opportunity.clone();
    let title = on.as_ref().map(|on| on.title.clone()).unwrap_or_default();
    let part = if one.role.is_empty() { "The lead has not said yet".to_owned() } else { one.role.clone() };
    let share = if one.share.is_empty() { "The lead has not said yet".to_owned() } else { format!("{} %", one.share) };
    let rows =
        vec![ui::Row::new("Lead", lead.clone()), ui::Row::new("Your part", part), ui::Row::new("Your share", share)];
    let waits = one.open && *one.stage == MemberStage::Invited;
    let asked = one.clone();
    view! {
        <BackLink href="/provider/bids" text="Bids"/>
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text=format!("{lead} asks you to join its bid") section="Bids" caption=title/>
            <p class="govuk-body">{one.status.view()}</p>
            {on.map(|on| view! {
                <p class="govuk-body"><a class="govuk-link" href=format!("/opportunities/{}", on.reference)>{on.title}</a></p>
            })}
            <ui::SummaryList rows=rows/>
            {waits.then(|| view! {
                <p class="govuk-body">"Once you are in, you can read the bid. The lead writes and sends it."</p>
                <Form name="bid-member-accept" hidden=vec![("id", one.bid.to_string())]>
                    <Button text="Take this part"/>
                </Form>
                <Details summary="Say no">{decline_form(&asked, "Say no")}</Details>
            })}
            {(!one.open).then(|| view! { <Inset>"This bid is not being written now, so there is nothing to answer."</Inset> })}
        </div></div>
    }
    .into_any()
}

fn decline_form(one: &Invitation, button: &'static str) -> impl IntoView + use<> {
    let reasons = DeclineReason::ALL.iter().map(|reason| (reason.as_str().to_owned(), reason.words().to_owned()));
    let reasons: Vec<_> = reasons.collect();
    view! {
        <Form name="bid-member-decline" hidden=vec![("id", one.bid.to_string())]>
            <Radios name="reason" legend="Why" options=reasons/>
            <Button text=button secondary=true/>
        </Form>
    }
}
