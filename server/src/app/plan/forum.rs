//! Setting up forums, inviting members, and recording meetings.

use std::collections::BTreeSet;

use shared::Refusal;
use shared::error::Code;
use shared::plan::forum::{self, Action, Forum, ForumInput, ForumMemberInput, Meeting, MeetingInput, Member, Who};
use shared::plan::{ForumId, ForumMemberId, MeetingId, NeedId};
use shared::secure::SpecificationId;

use crate::app::framework::event::{self, Audience, Entry};
use crate::app::{Cx, Error, commit};
use crate::store::{self, Transaction};

/// The most members one forum can have.
const MOST_MEMBERS: usize = 100;

/// Sets up a forum.
pub async fn create(cx: &Cx, input: &ForumInput) -> Result<Forum, Error> {
    let buyer = forum::allows_create(&cx.actor)?;
    let about = input.check()?;
    let author = cx.actor.user().cloned().ok_or(Error::NotFound)?;
    let tx = cx.begin().await?;
    let new = Forum { id: cx.new_id(ForumId::from_uuid), buyer, about, author, created_at: cx.now() };
    store::plan::forum::insert(&tx, &new).await?;
    record(&tx, cx, "create", &new, "set up").await?;
    commit(tx).await?;
    Ok(new)
}

/// Invites a member.
pub async fn add_member(cx: &Cx, id: &ForumId, input: &ForumMemberInput) -> Result<Forum, Error> {
    let tx = cx.begin().await?;
    let found = find(&tx, cx, id, Action::ChangeMembers).await?;
    let who = input.check()?;
    if let Who::Organisation(id) = &who
        && store::people::organisation::find(&tx, id).await?.is_none()
    {
        return Err(Refusal::slip("organisation", Code::UnknownCode, "Select the organisation from the list").into());
    }
    let there = store::plan::forum::members(&tx, std::slice::from_ref(id)).await?;
    if there.iter().any(|member| member.who == who) {
        return Err(Refusal::slip("organisation", Code::Duplicate, "They are a member already").into());
    }
    if there.len() >= MOST_MEMBERS {
        let message = format!("The forum has {MOST_MEMBERS} members, which is the limit. Take one away first");
        return Err(Refusal::slip("organisation", Code::OutOfRange, message).into());
    }
    let member = Member { id: cx.new_id(ForumMemberId::from_uuid), forum: id.clone(), who, added_at: cx.now() };
    store::plan::forum::insert_member(&tx, &member).await?;
    record(&tx, cx, "add_member", &found, "invited a member to").await?;
    commit(tx).await?;
    Ok(found)
}

/// Notes that a member has left.
pub async fn remove_member(cx: &Cx, id: &ForumMemberId) -> Result<Forum, Error> {
    let tx = cx.begin().await?;
    let member = store::plan::forum::find_member(&tx, id).await?.ok_or(Error::NotFound)?;
    let found = find(&tx, cx, &member.forum, Action::ChangeMembers).await?;
    store::plan::forum::delete_member(&tx, id).await?;
    record(&tx, cx, "remove_member", &found, "noted that a member left").await?;
    commit(tx).await?;
    Ok(found)
}

/// Records a meeting, and which needs and specifications it spoke of.
pub async fn record_meeting(
    cx: &Cx,
    id: &ForumId,
    needs: &[NeedId],
    specifications: &[SpecificationId],
    input: &MeetingInput,
) -> Result<Forum, Error> {
    let tx = cx.begin().await?;
    let found = find(&tx, cx, id, Action::RecordMeeting).await?;
    let minutes = input.check(cx.now())?;
    let needs: Vec<NeedId> = needs.iter().cloned().collect::<BTreeSet<_>>().into_iter().collect();
    let specifications: Vec<SpecificationId> =
        specifications.iter().cloned().collect::<BTreeSet<_>>().into_iter().collect();
    let mut refusals = Vec::new();
    if store::plan::need::get_many(&tx, &cx.actor, &needs).await?.len() != needs.len() {
        refusals.push(Refusal::slip("needs", Code::UnknownCode, "Select the needs from the list"));
    }
    if store::secure::specification::get_many(&tx, &cx.actor, &specifications).await?.len() != specifications.len() {
        refusals.push(Refusal::slip("specifications", Code::UnknownCode, "Select the specifications from the list"));
    }
    if !refusals.is_empty() {
        return Err(refusals.into());
    }
    let meeting = Meeting {
        id: cx.new_id(MeetingId::from_uuid),
        forum: id.clone(),
        minutes,
        needs,
        specifications,
        recorded_by: cx.actor.user().cloned().ok_or(Error::NotFound)?,
        recorded_at: cx.now(),
    };
    store::plan::forum::insert_meeting(&tx, &meeting).await?;
    record(&tx, cx, "record_meeting", &found, "recorded a meeting of").await?;
    commit(tx).await?;
    Ok(found)
}

async fn find(tx: &Transaction, cx: &Cx, id: &ForumId, action: Action) -> Result<Forum, Error> {
    let found = store::plan::forum::find(tx, id).await?.ok_or(Error::NotFound)?;
    found.allows(&cx.actor, action)?;
    Ok(found)
}

async fn record(tx: &Transaction, cx: &Cx, action: &str, forum: &Forum, verb: &str) -> Result<(), Error> {
    let entry = Entry {
        action,
        kind: "forum",
        id: forum.id.as_str(),
        summary: format!("The council {verb}: {}", forum.about.name),
        audiences: vec![Audience::Organisation(forum.buyer.clone()), Audience::Public],
    };
    event::record(tx, cx, entry).await
}
