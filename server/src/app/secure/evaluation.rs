//! What people do in an evaluation.

use shared::Timestamp;
use shared::error::{Code, all_or_nothing, both};
use shared::people::UserId;
use shared::people::membership::Role;
use shared::secure::evaluation::input::{InterestsInput, ModerationInput, PanelInput, ScoreInput};
use shared::secure::evaluation::panel::Candidate;
use shared::secure::evaluation::{Action, Score, allows};
use shared::secure::opportunity::Stage;
use shared::secure::{BidId, OpportunityId, PanelMemberId, QuestionId, ScoreId};
use shared::{Refusal, calendar};

use crate::app::framework::event::{self, After, Audience, Entry};
use crate::app::framework::mail;
use crate::app::{Cx, Error, commit, same_version};
use crate::store::secure::evaluation::{self as store, Evaluated};
use crate::store::{self as stores, Connection, Transaction};

/// The roles that may sit on a panel.
const REVIEWS: [Role; 3] = [Role::Reviewer, Role::ExternalReviewer, Role::Commissioner];

/// Chooses the panel, or changes it (R-S4). `version` is the opportunity's that
/// was read: choosing a panel counts as a change of it.
pub async fn appoint(cx: &Cx, id: &OpportunityId, version: i64, input: &PanelInput) -> Result<Evaluated, Error> {
    let tx = cx.begin().await?;
    let found = find(&tx, cx, id).await?;
    same_version(version, found.opportunity.version)?;
    if found.opportunity.state.publication().is_none() {
        let message = "This opportunity is not published yet. Choose the panel once it is: its rules are fixed then.";
        return Err(Refusal::under(Code::TooEarly, "R-S4", "4.17", message).into());
    }
    let candidates = candidates(&tx, &found, cx.now()).await?;
    let against = found.evaluation.against_panel(&input.members_named(), &candidates);
    let (panel, ()) = both(input.check(), all_or_nothing(against))?;
    let next = || cx.new_id(PanelMemberId::from_uuid);
    let members = found.evaluation.appoint(&cx.actor, &panel, &candidates, next, cx.now())?;
    store::save_panel(&tx, id, &members).await?;
    stores::secure::opportunity::save(&tx, found.opportunity.clone()).await?;
    for member in members.iter().filter(|member| found.evaluation.member(&member.id).is_none()) {
        let body = appointed(&found, cx);
        mail::send_to(&tx, cx, &member.user, &subject("Score bids", &found), &body).await?;
    }
    record(&tx, cx, "appoint", &found, "chose the panel for").await?;
    again(tx, cx, id).await
}

/// The people who may review for the council of this evaluation.
pub async fn candidates(db: &impl Connection, found: &Evaluated, now: Timestamp) -> Result<Vec<Candidate>, Error> {
    let memberships = stores::people::membership::of_organisation(db, &found.opportunity.buyer, now).await?;
    let mut users: Vec<UserId> = Vec::new();
    for membership in memberships.into_iter().filter(|membership| REVIEWS.contains(&membership.role)) {
        if !users.contains(&membership.user) {
            users.push(membership.user);
        }
    }
    let people = stores::people::user::get_many(db, &users).await?;
    let mut candidates: Vec<_> =
        people.into_iter().map(|person| Candidate { user: person.id, name: person.name }).collect();
    candidates.sort_by(|a, b| a.name.cmp(&b.name).then_with(|| a.user.cmp(&b.user)));
    Ok(candidates)
}

/// Declares the actor's interests in every bidder.
pub async fn declare(cx: &Cx, seat: &PanelMemberId, input: &InterestsInput) -> Result<Evaluated, Error> {
    let declared = input.check()?;
    let tx = cx.begin().await?;
    let found = seated(&tx, cx, seat).await?;
    let member = found.evaluation.declare(&cx.actor, declared, cx.now())?;
    store::save_member(&tx, &member).await?;
    begin(&tx, cx, &found).await?;
    record(&tx, cx, "declare", &found, "noted a reviewer's interests for").await?;
    again(tx, cx, &found.opportunity.id).await
}

/// Keeps the actor's own score for one answer, finished or not. `version` is
/// the one that was read, where the client knows it.
pub async fn save_score(
    cx: &Cx,
    seat: &PanelMemberId,
    answer: (&BidId, &QuestionId),
    version: Option<i64>,
    input: &ScoreInput,
) -> Result<(Evaluated, Score), Error> {
    let tx = cx.begin().await?;
    let found = seated(&tx, cx, seat).await?;
    let given = input.check(&found.evaluation.reason_words)?;
    let score = found.evaluation.give(&cx.actor, answer, given, cx.new_id(ScoreId::from_uuid), cx.now())?;
    if version.is_some_and(|read| read != score.version) {
        return Err(Error::Stale);
    }
    let score = store::save_score(&tx, score).await?;
    let found = again(tx, cx, &found.opportunity.id).await?;
    Ok((found, score))
}

/// Sends all the actor's scores, which stand from then on.
pub async fn send(cx: &Cx, seat: &PanelMemberId) -> Result<Evaluated, Error> {
    let tx = cx.begin().await?;
    let found = seated(&tx, cx, seat).await?;
    let member = found.evaluation.send(&cx.actor, cx.now())?;
    store::save_member(&tx, &member).await?;
    record(&tx, cx, "send", &found, "received a reviewer's scores for").await?;
    let found = again(tx, cx, &found.opportunity.id).await?;
    Ok(found)
}

/// Records the points that the panel agreed for one answer, over those that
/// were read.
pub async fn moderate(
    cx: &Cx,
    seat: &PanelMemberId,
    answer: (&BidId, &QuestionId),
    version: i64,
    input: &ModerationInput,
) -> Result<Evaluated, Error> {
    let tx = cx.begin().await?;
    let found = seated(&tx, cx, seat).await?;
    let agreed = input.check(&found.evaluation.reason_words)?;
    let moderation = found.evaluation.moderate(&cx.actor, answer, agreed, cx.now())?;
    same_version(version, found.evaluation.agreed_version(answer))?;
    store::save_moderation(&tx, &moderation).await?;
    record(&tx, cx, "moderate", &found, "agreed a score for").await?;
    again(tx, cx, &found.opportunity.id).await
}

/// From the first declaration on, the bids are being scored.
async fn begin(tx: &Transaction, cx: &Cx, found: &Evaluated) -> Result<(), Error> {
    if found.opportunity.stage(cx.now()) == Stage::Opened {
        let changed = found.opportunity.clone().evaluate(cx.now())?;
        stores::secure::opportunity::save(tx, changed).await?;
    }
    Ok(())
}

async fn find(tx: &Transaction, cx: &Cx, id: &OpportunityId) -> Result<Evaluated, Error> {
    let found = store::find(tx, &cx.actor, id).await?.ok_or(Error::NotFound)?;
    allows(&cx.actor, Action::Appoint, &found.evaluation)?;
    Ok(found)
}

async fn seated(tx: &Transaction, cx: &Cx, seat: &PanelMemberId) -> Result<Evaluated, Error> {
    store::find_by_seat(tx, &cx.actor, seat).await?.ok_or(Error::NotFound)
}

/// Commits, and reads the evaluation as it is now.
async fn again(tx: Transaction, cx: &Cx, id: &OpportunityId) -> Result<Evaluated, Error> {
    let found = store::find(&tx, &cx.actor, id).await?.ok_or(Error::NotFound)?;
    commit(tx).await?;
    Ok(found)
}

fn subject(what: &str, found: &Evaluated) -> String {
    format!("{what}: {}", found.opportunity.title).chars().take(60).collect()
}

fn appointed(found: &Evaluated, cx: &Cx) -> String {
    let closes = calendar::instant_in_words(found.evaluation.closes_at);
    format!(
        "You are on the panel that scores the bids for {} ({}).\n\n\
         Bids close on {closes}. Once they are opened, say first whether you have an interest in any bidder. \
         Then score each answer by yourself.\n\n{}/review\n\n\
         You get this because the council chose you for this panel.\n",
        found.opportunity.title,
        found.opportunity.reference,
        cx.config().origin
    )
}

/// The record says that something was done, never what was declared or given.
async fn record(tx: &Transaction, cx: &Cx, action: &str, found: &Evaluated, verb: &str) -> Result<(), Error> {
    let opportunity = &found.opportunity;
    let summary = format!("The council {verb} {}: {}", opportunity.reference, opportunity.title);
    let audiences = vec![Audience::Organisation(opportunity.buyer.clone())];
    let mut after = After::new().text("decided", if found.evaluation.decided { "yes" } else { "no" });
    if let Some(opened_at) = found.evaluation.opened_at {
        after = after.instant("openedAt", opened_at);
    }
    let entry = Entry { action, kind: "evaluation", id: opportunity.id.as_str(), summary, audiences };
    event::record_change(tx, cx, entry, &after).await
}
