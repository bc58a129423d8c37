//! Who is in a bid: asked in by the lead, each answering for itself (R-4.20b). What the lead types about it is
//! encrypted as the answers are, and only those who are in it learn that anybody is.

use std::collections::HashMap;

use shared::Refusal;
use shared::error::Code;
use shared::people::organisation::Organisation;
use shared::people::{OrganisationId, OrganisationKind};
use shared::secure::BidId;
use shared::secure::bid::team::gate::{in_others, writable};
use shared::secure::bid::team::input::BidTeamInput;
use shared::secure::bid::team::{DeclineReason, Membership, Team, Terms};
use shared::secure::bid::{Action, Bid, Facts, Stage, access};
use shared::secure::opportunity::Opportunity;

use super::{bidder, opportunity, sealing};
use crate::app::framework::event::{self, Audience, Entry};
use crate::app::framework::mail;
use crate::app::{Cx, Error, commit};
use crate::store::people::organisation;
use crate::store::secure::bid::team::{self as rows, SealedTerms};
use crate::store::{self, Connection, Transaction, page::Page};

/// Where a team's terms are encrypted to.
const PLACE: &str = "team";

/// Asks an organisation in, by its name or its register number; or once more, after it said no.
pub async fn invite(cx: &Cx, id: &BidId, named: &str) -> Result<Bid, Error> {
    let tx = cx.begin().await?;
    let (bid, on) = led(&tx, cx, id).await?;
    let asked = search(&tx, named).await?;
    let team = read_one(&tx, cx, &bid).await?;
    let membership = team.invite(&bid, (&asked.id, &asked.name), cx.now())?;
    rows::put_member(&tx, &membership).await?;
    tell_asked(&tx, cx, &bid, &on, &membership).await?;
    let summary = format!("Asked {} into a bid on {}", asked.name, on.reference);
    record(&tx, cx, "invite", &bid, (&membership.organisation, summary)).await?;
    commit(tx).await?;
    Ok(bid)
}

/// Takes an organisation out of a bid.
pub async fn remove(cx: &Cx, id: &BidId, who: &OrganisationId) -> Result<Bid, Error> {
    let tx = cx.begin().await?;
    let (bid, on) = led(&tx, cx, id).await?;
    let mut team = read_one(&tx, cx, &bid).await?;
    let refusals = writable(&bid);
    if !refusals.is_empty() {
        return Err(refusals.into());
    }
    let member = team.member(who).cloned().ok_or(Error::NotFound)?;
    team.members.retain(|other| other.organisation != member.organisation);
    rows::remove_member(&tx, &bid.id, &member.organisation).await?;
    let terms = team.terms.clone();
    let team = team.with(&bid.organisation, terms, cx.now());
    keep(&tx, cx, &bid, &team).await?;
    let summary = format!("Took {} out of a bid on {}", member.name, on.reference);
    record(&tx, cx, "remove_member", &bid, (&member.organisation, summary)).await?;
    commit(tx).await?;
    // Read anew, since it may have been a member.
    find(cx, id).await
}

/// Keeps who does what, over the version that was read. Whoever accepted a part that is another now is asked again.
pub async fn save(cx: &Cx, id: &BidId, version: i64, input: &BidTeamInput) -> Result<Bid, Error> {
    let tx = cx.begin().await?;
    let (bid, on) = led(&tx, cx, id).await?;
    let before = read_one(&tx, cx, &bid).await?;
    let refusals = writable(&bid);
    if !refusals.is_empty() {
        return Err(refusals.into());
    }
    if before.version != version {
        return Err(Error::Stale);
    }
    let terms = input.check()?;
    let team = before.clone().with(&bid.organisation, terms, cx.now());
    keep(&tx, cx, &bid, &team).await?;
    for member in team.members.iter().filter(|member| before.member(&member.organisation) != Some(*member)) {
        rows::put_member(&tx, member).await?;
        tell_asked(&tx, cx, &bid, &on, member).await?;
        let summary = format!("Asked {} again, since its part in a bid on {} changed", member.name, on.reference);
        record(&tx, cx, "invite", &bid, (&member.organisation, summary)).await?;
    }
    commit(tx).await?;
    find(cx, id).await
}

/// Answers for one's own organisation: it takes its part, or says no with the reason. A member may leave in the same
/// way until the bid is sent.
pub async fn answer(cx: &Cx, id: &BidId, declined: Option<DeclineReason>) -> Result<Membership, Error> {
    let now = cx.now();
    let tx = cx.begin().await?;
    let (bid, asked) = rows::asked_into(&tx, &cx.actor, id).await?.ok_or(Error::NotFound)?;
    let on = opportunity(&tx, cx, &bid.opportunity).await?;
    let (action, did, answered) = match declined {
        None => {
            let elsewhere = rows::elsewhere(&tx, &asked.organisation, &bid.opportunity, Some(&bid.id)).await?;
            let policy = cx.policy(on.policy_day(now))?;
            ("accept", "joined", asked.accept(&bid, elsewhere, &policy, now)?)
        }
        Some(reason) => ("decline", "did not join", asked.decline(&bid, reason, now)?),
    };
    rows::put_member(&tx, &answered).await?;
    let summary = format!("{} {did} a bid on {}", answered.name, on.reference);
    record(&tx, cx, action, &bid, (&answered.organisation, summary)).await?;
    tell_lead(&tx, cx, &bid, &on, &answered).await?;
    commit(tx).await?;
    Ok(answered)
}

/// The teams of these bids, deciphered, for those who may read the bids.
pub async fn read(cx: &Cx, bids: &[(Bid, Facts)]) -> Result<HashMap<BidId, Team>, Error> {
    let seen: Vec<&Bid> =
        bids.iter().filter(|(bid, facts)| access::sees(&cx.actor, bid, facts)).map(|(bid, _)| bid).collect();
    teams(cx.db().reader(), cx, &seen).await
}

/// What the actor's organisation was asked into, each with its bid and its own part.
pub async fn invitations(cx: &Cx) -> Result<Vec<(Membership, Bid, Team)>, Error> {
    let db = cx.db().reader();
    let asked = rows::invitations(db, &cx.actor).await?;
    let bids = rows::bids_of(db, &asked).await?;
    let mut teams = teams(db, cx, &bids.iter().collect::<Vec<_>>()).await?;
    let with_bid = asked.into_iter().filter_map(|membership| {
        let bid = bids.iter().find(|bid| bid.id == membership.bid)?;
        let mut team = teams.remove(&bid.id).unwrap_or_default();
        // Others' parts are not theirs to read before they are in.
        team.terms.parts.retain(|part| part.organisation == membership.organisation);
        team.members.clear();
        team.terms.subcontractors.clear();
        Some((membership, bid.clone(), team))
    });
    Ok(with_bid.collect())
}

/// Everything that keeps a bid from being sent for the sake of its team.
pub(super) async fn gate(
    db: &impl Connection,
    cx: &Cx,
    bid: &Bid,
    on: &Opportunity,
) -> Result<(Terms, Vec<Refusal>), Error> {
    let team = read_one(db, cx, bid).await?;
    let lead = organisation::find(db, &bid.organisation).await?.map(|lead| lead.name).unwrap_or_default();
    let policy = cx.policy(on.policy_day(cx.now()))?;
    let refusals = team.gate((&bid.organisation, &lead), &policy);
    let alone = team.is_alone();
    let mut terms = team.terms;
    if alone {
        terms.parts.clear();
    }
    Ok((terms, refusals))
}

/// A bid's team, deciphered.
async fn read_one(db: &impl Connection, cx: &Cx, bid: &Bid) -> Result<Team, Error> {
    Ok(teams(db, cx, &[bid]).await?.remove(&bid.id).unwrap_or_default())
}

async fn teams(db: &impl Connection, cx: &Cx, bids: &[&Bid]) -> Result<HashMap<BidId, Team>, Error> {
    let ids: Vec<&BidId> = bids.iter().map(|bid| &bid.id).collect();
    let is_opened = |bid: &&&Bid| bid.state.stored() == Stage::Opened;
    let opened: Vec<&str> = bids.iter().filter(is_opened).map(|bid| bid.id.as_str()).collect();
    let sealed: Vec<&BidId> = bids.iter().filter(|bid| !is_opened(bid)).map(|bid| &bid.id).collect();
    let mut members = rows::members(db, &ids).await?;
    let mut terms = rows::terms(db, &sealed).await?;
    let mut told = rows::opened(db, &opened).await?;
    let mut teams = HashMap::new();
    for bid in bids {
        let (terms, version) = match terms.remove(&bid.id) {
            Some(kept) => (decipher(cx, bid, &kept)?, kept.version),
            None => (told.remove(bid.id.as_str()).unwrap_or_default(), 0),
        };
        let members = members.remove(&bid.id).unwrap_or_default();
        teams.insert(bid.id.clone(), Team { members, terms, version });
    }
    Ok(teams)
}

fn decipher(cx: &Cx, bid: &Bid, kept: &SealedTerms) -> Result<Terms, Error> {
    let text = cx.keys().reveal(&bid.id, PLACE, &kept.sealed).map_err(sealing)?;
    serde_json::from_str(&text).map_err(|_| Error::Internal(format!("{}: a team that cannot be read", bid.id)))
}

async fn keep(tx: &Transaction, cx: &Cx, bid: &Bid, team: &Team) -> Result<(), Error> {
    let (_, user) = bidder(cx)?;
    let text = serde_json::to_string(&team.terms).map_err(|error| Error::Internal(error.to_string()))?;
    let sealed = cx.keys().protect(&bid.id, PLACE, &text).map_err(sealing)?;
    let terms = SealedTerms { sealed, version: team.version };
    Ok(rows::put_terms(tx, &bid.id, &terms, (cx.now(), user)).await?)
}

/// The bid, held until the end of the transaction, if the actor writes it.
async fn led(tx: &Transaction, cx: &Cx, id: &BidId) -> Result<(Bid, Opportunity), Error> {
    let bid = store::secure::bid::hold(tx, &cx.actor, id).await?.ok_or(Error::NotFound)?;
    let on = opportunity(tx, cx, &bid.opportunity).await?;
    access::allows(&cx.actor, Action::Save, &bid, &Facts::of(&on))?;
    Ok((bid, on))
}

async fn find(cx: &Cx, id: &BidId) -> Result<Bid, Error> {
    store::secure::bid::find(cx.db().reader(), &cx.actor, id).await?.ok_or(Error::NotFound)
}

/// The one provider of this name or register number. Whether it bids itself is never told.
async fn search(db: &impl Connection, named: &str) -> Result<Organisation, Error> {
    let refuse = |code, sentence: String| Error::from(Refusal::slip("organisation", code, sentence));
    let text = shared::check::clean(named);
    if text.is_empty() {
        return Err(refuse(Code::Missing, "Enter the organisation's name or register number".to_owned()));
    }
    let filter = organisation::Filter {
        kind: Some(OrganisationKind::Provider),
        text: Some(text.clone()),
        ..organisation::Filter::default()
    };
    let page = Page { first: 5, after: None, count: false };
    let found = organisation::list(db, &filter, &page).await?;
    let mut found: Vec<Organisation> = found.rows.into_iter().map(|(_, one)| one).collect();
    let exact = |one: &Organisation| one.name.eq_ignore_ascii_case(&text) || one.org_id.eq_ignore_ascii_case(&text);
    if let Some(place) = found.iter().position(exact) {
        return Ok(found.swap_remove(place));
    }
    match found.as_slice() {
        [_] => Ok(found.remove(0)),
        [] => {
            let sentence = "No organisation of this name is registered here. Check the spelling, or ask it to register";
            Err(refuse(Code::UnknownCode, sentence.to_owned()))
        }
        several => {
            let names: Vec<&str> = several.iter().map(|one| one.name.as_str()).collect();
            let sentence =
                format!("Several organisations are called like this: {}. Enter the whole name", names.join(", "));
            Err(refuse(Code::UnknownCode, sentence))
        }
    }
}

/// Only the lead and the one it is about learn of it.
async fn record(
    tx: &Transaction,
    cx: &Cx,
    action: &str,
    bid: &Bid,
    (of, summary): (&OrganisationId, String),
) -> Result<(), Error> {
    let audiences = vec![Audience::Organisation(bid.organisation.clone()), Audience::Organisation(of.clone())];
    let entry = Entry { action, kind: "bid", id: bid.id.as_str(), summary, audiences };
    event::record(tx, cx, entry).await
}

async fn tell_asked(tx: &Transaction, cx: &Cx, bid: &Bid, on: &Opportunity, to: &Membership) -> Result<(), Error> {
    let lead = organisation::find(tx, &bid.organisation).await?.map(|lead| lead.name).unwrap_or_default();
    let body = format!(
        "{lead} asks {name} to join its bid on {title} ({reference}).\n\n\
         See your part and answer for your organisation:\n{origin}/provider/bids\n\n\
         Nobody at the council can see who is in a bid before the bids are opened.\n\n\
         You get this because you act for {name}.\n",
        name = to.name,
        title = on.title,
        reference = on.reference,
        origin = cx.config().origin,
    );
    let subject = format!("{lead} asks you to join its bid");
    mail::send_to_members(tx, cx, std::slice::from_ref(&to.organisation), (&subject, &body)).await
}

async fn tell_lead(tx: &Transaction, cx: &Cx, bid: &Bid, on: &Opportunity, of: &Membership) -> Result<(), Error> {
    let (did, next) = match of.reason {
        None => ("takes its part in", String::new()),
        Some(reason) => ("does not join", format!("The reason: {}.\n\n", reason.words())),
    };
    let body = format!(
        "{name} {did} your bid on {title} ({reference}).\n\n{next}{origin}/provider/bids/{id}/team\n\n\
         You get this because you act for the bid's lead.\n",
        name = of.name,
        title = on.title,
        reference = on.reference,
        origin = cx.config().origin,
        id = bid.id,
    );
    let subject = format!("{} {did} your bid", of.name);
    mail::send_to_members(tx, cx, std::slice::from_ref(&bid.organisation), (&subject, &body)).await
}

/// Why an organisation that is in others' bids on an opportunity may not begin its own.
pub(super) async fn begin_gate(
    tx: &Transaction,
    cx: &Cx,
    organisation: &OrganisationId,
    on: &Opportunity,
) -> Result<Vec<Refusal>, Error> {
    let elsewhere = rows::elsewhere(tx, organisation, &on.id, None).await?;
    let policy = cx.policy(on.policy_day(cx.now()))?;
    Ok(in_others(elsewhere, &policy).into_iter().collect())
}
