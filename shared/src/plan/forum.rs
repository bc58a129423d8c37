//! Forums: where the council and the third sector meet, what was said there,
//! and about which needs and specifications (framework 2.1, 4.7; ).

use serde::{Deserialize, Serialize};

use super::{ForumId, ForumMemberId, MeetingId, NeedId};
use crate::actor::Actor;
use crate::calendar::{Day, Timestamp, day_of, in_short};
use crate::check::Checks;
use crate::error::{Code, Refusal};
use crate::people::membership::Role;
use crate::people::{OrganisationId, UserId};
use crate::secure::SpecificationId;

wire_enum! {
    /// What kind of forum it is.
    pub enum Kind as "ForumKind" {
        /// A partnership of several organisations.
        Partnership = "partnership",
        /// A forum of providers.
        Providers = "providers",
        /// A group of people who use services.
        Users = "users",
        /// A group that works on one project.
        Project = "project",
    }
}

impl Kind {
    /// The kind's name on a page.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Partnership => "Partnership",
            Self::Providers => "Forum of providers",
            Self::Users => "User group",
            Self::Project => "Project group",
        }
    }
}

wire_enum! {
    /// What can be done with a forum.
    pub enum Action as "ForumAction" {
        /// Invite members, and note who has left.
        ChangeMembers = "change_members",
        /// Record a meeting.
        RecordMeeting = "record_meeting",
    }
}

/// A forum, partnership or group; every one is public.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forum {
    /// Its identifier.
    pub id: ForumId,
    /// The council that keeps it.
    pub buyer: OrganisationId,
    /// What it is.
    pub about: About,
    /// Who set it up here.
    pub author: UserId,
    /// When.
    pub created_at: Timestamp,
}

/// What a forum is, read and checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// Its kind.
    pub kind: Kind,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub purpose: String,
}

/// A member of a forum: an organisation of the register, or a group that is not
/// on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its identifier.
    pub id: ForumMemberId,
    /// The forum.
    pub forum: ForumId,
    /// Who it is.
    pub who: Who,
    /// When it was invited.
    pub added_at: Timestamp,
}

/// Who a member is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// An organisation of the register.
    Organisation(OrganisationId),
    /// A group that is not on it.
    Named(String),
}

/// A meeting of a forum, with what was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// Its identifier.
    pub id: MeetingId,
    /// The forum.
    pub forum: ForumId,
    /// What was said, and when.
    pub minutes: Minutes,
    /// The needs that were spoken of.
    pub needs: Vec<NeedId>,
    /// The specifications that were spoken of.
    pub specifications: Vec<SpecificationId>,
    /// Who wrote it down.
    pub recorded_by: UserId,
    /// When.
    pub recorded_at: Timestamp,
}

/// What was said at a meeting, read and checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Minutes {
    /// The day on which it was held.
    pub held_on: Day,
    /// What it was about, in a line.
    pub title: String,
    /// What was said.
    pub notes: String,
}

/// Whether this actor may set up a forum of their council: any of its
/// commissioners, since forums belong to the whole council.
pub fn allows_create(actor: &Actor) -> Result<OrganisationId, Refusal> {
    let buyer = actor.buyer().filter(|buyer| actor.is(Role::Commissioner, buyer));
    buyer.cloned().ok_or_else(only_commissioners)
}

fn only_commissioners() -> Refusal {
    let message = "Only a commissioner of the council keeps its forums. Ask one, or your administrator for the role";
    Refusal::under(Code::NotAllowed, "R-6.1", "6.1", message)
}

impl Forum {
    /// Whether this actor may take the step.
    pub fn allows(&self, actor: &Actor, _action: Action) -> Result<(), Refusal> {
        if actor.is(Role::Commissioner, &self.buyer) { Ok(()) } else { Err(only_commissioners()) }
    }

    /// Every step this actor may take.
    pub fn can(&self, actor: &Actor) -> Vec<Action> {
        Action::ALL.iter().copied().filter(|action| self.allows(actor, *action).is_ok()).collect()
    }
}

/// A forum as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[serde(rename_all = "camelCase", default)]
pub struct ForumInput {
    /// What kind of forum it is.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub purpose: String,
}

impl ForumInput {
    /// Reads every field, or says every fault at once.
    pub fn check(&self) -> Result<About, Vec<Refusal>> {
        let mut checks = Checks::new();
        let kind = checks.choice::<Kind>("kind", "the kind of forum", &self.kind);
        let name = checks.text("name", "its name", &self.name, 120);
        let purpose = checks.text("purpose", "what it is for", &self.purpose, 500);
        checks.finish()?;
        kind.map(|kind| About { kind, name, purpose }).ok_or_else(Vec::new)
    }
}

/// A member as typed: an organisation of the register, or a name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[serde(rename_all = "camelCase", default)]
pub struct ForumMemberInput {
    /// The organisation, by its identifier in the register.
    pub organisation: String,
    /// The group's name, if it is not on the register; never a person's.
    pub name: String,
}

impl ForumMemberInput {
    /// Reads every field, or says every fault at once. Whether the register has
    /// the organisation, the caller must ask the store.
    pub fn check(&self) -> Result<Who, Vec<Refusal>> {
        let mut checks = Checks::new();
        let name = checks.optional_text("name", "the group's name", Some(&self.name), 120);
        let given = !self.organisation.trim().is_empty();
        let organisation = given.then(|| checks.id("organisation", "the organisation", &self.organisation)).flatten();
        if given == name.is_some() {
            let message = "Select an organisation, or enter the name of a group. One of the two";
            checks.refuse(Refusal::slip("organisation", Code::Missing, message));
        }
        checks.finish()?;
        organisation.map(Who::Organisation).or(name.map(Who::Named)).ok_or_else(Vec::new)
    }
}

/// A meeting as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[serde(rename_all = "camelCase", default)]
pub struct MeetingInput {
    /// The day on which it was held.
    pub held_on: String,
    /// What it was about, in a line.
    pub title: String,
    /// What was said: by groups, never by persons with their names.
    pub notes: String,
}

impl MeetingInput {
    /// Reads every field, or says every fault at once.
    pub fn check(&self, now: Timestamp) -> Result<Minutes, Vec<Refusal>> {
        let mut checks = Checks::new();
        let held_on = checks.day("heldOn", "the day of the meeting", &self.held_on);
        let today = day_of(now);
        if held_on > today {
            let message =
                format!("The day of the meeting must be {} or earlier. Record it once it is held", in_short(today));
            checks.refuse(Refusal::slip("heldOn", Code::OutOfRange, message));
        }
        let title = checks.text("title", "what it was about", &self.title, 150);
        let notes = checks.text("notes", "what was said", &self.notes, 5_000);
        checks.finish()?;
        Ok(Minutes { held_on, title, notes })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::cast::{cast, id};

    fn now() -> Timestamp {
        "2026-11-23T09:00:00Z".parse().unwrap()
    }

    fn fields(refusals: &[Refusal]) -> Vec<&str> {
        refusals.iter().filter_map(|refusal| refusal.field.as_deref()).collect()
    }

    #[test]
    fn a_forum_says_what_it_is_and_what_it_is_for_r_2_1() {
        let refusals = ForumInput { kind: "club".into(), ..ForumInput::default() }.check().unwrap_err();
        assert_eq!(fields(&refusals), ["kind", "name", "purpose"]);
    }

    #[test]
    fn a_member_is_on_the_register_or_has_a_name_r_2_1() {
        let organisation: OrganisationId = id("org_", 7);
        let listed = ForumMemberInput { organisation: organisation.to_string(), name: String::new() };
        assert_eq!(listed.check().unwrap(), Who::Organisation(organisation));
        let named = ForumMemberInput { organisation: String::new(), name: "Carers' circle".into() };
        assert_eq!(named.check().unwrap(), Who::Named("Carers' circle".into()));
        assert_eq!(fields(&ForumMemberInput::default().check().unwrap_err()), ["organisation"]);
        let both = ForumMemberInput { name: "Carers' circle".into(), ..listed };
        assert_eq!(fields(&both.check().unwrap_err()), ["organisation"]);
    }

    #[test]
    fn a_meeting_is_recorded_once_it_is_held_r_4_7() {
        let input = |held_on: &str| MeetingInput {
            held_on: held_on.into(),
            title: "What outcomes matter".into(),
            notes: "Sleep, and somebody to talk to.".into(),
        };
        assert!(input("23 November 2026").check(now()).is_ok());
        assert_eq!(fields(&input("24 November 2026").check(now()).unwrap_err()), ["heldOn"]);
        assert_eq!(fields(&MeetingInput::default().check(now()).unwrap_err()), ["heldOn", "title", "notes"]);
    }

    #[test]
    fn only_commissioners_of_the_council_keep_its_forums_r_6_1() {
        let about = About { kind: Kind::Users, name: "Carers' circle".into(), purpose: "To be heard".into() };
        let forum =
            Forum { id: id("forum_", 1), buyer: id("org_", 1), about, author: id("usr_", 1), created_at: now() };
        let may = cast().into_iter().filter(|(_, actor)| !forum.can(actor).is_empty()).map(|(name, _)| name);
        let own = ["commissioner", "commissioner of all directorates", "commissioner of another directorate"];
        assert_eq!(may.collect::<Vec<_>>(), own);
    }
}
