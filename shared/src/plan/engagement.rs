//! Engagement: whose views about a need were heard, by the sources that the
//! framework names, and why others were not (4.5, P1, R-4.20a).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{EngagementId, NeedId};
use crate::calendar::{Day, Timestamp, day_of, in_short};
use crate::check::Checks;
use crate::error::{Code, Refusal};
use crate::people::organisation::{Organisation, OrganisationKind, ThirdSectorStatus};
use crate::people::{OrganisationId, UserId};

wire_enum! {
    /// Where views come from: the closed list of framework 4.5.
    pub enum Source as "EngagementSource" {
        /// A partnership of several organisations.
        Partnership = "partnership",
        /// One provider by itself.
        Provider = "provider",
        /// A body that speaks for many providers.
        Collective = "collective",
        /// A group of people who use services.
        UserGroup = "user_group",
        /// What people say of the services they get.
        Feedback = "feedback",
    }
}

impl Source {
    /// The source's name on a page.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Partnership => "Local partnerships",
            Self::Provider => "Single providers",
            Self::Collective => "Bodies that speak for many",
            Self::UserGroup => "User groups",
            Self::Feedback => "What people say of their services",
        }
    }

    /// The field of a form that holds the reason why it was not heard.
    pub const fn field(self) -> &'static str {
        match self {
            Self::Partnership => "partnership",
            Self::Provider => "provider",
            Self::Collective => "collective",
            Self::UserGroup => "userGroup",
            Self::Feedback => "feedback",
        }
    }
}

/// The field of a form that holds the reason why no third-sector organisation
/// was heard.
pub const THIRD_SECTOR: &str = "thirdSector";

/// One view that was heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// Its identifier.
    pub id: EngagementId,
    /// The need it is about.
    pub need: NeedId,
    /// Who said what, and when.
    pub heard: Heard,
    /// Whether the organisation is of the third sector, as it stands now.
    pub third_sector: bool,
    /// Who wrote it down.
    pub added_by: UserId,
    /// When.
    pub added_at: Timestamp,
}

/// Who said what, and when, read and checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// Where it comes from.
    pub source: Source,
    /// The organisation of the register; with [`Heard::who`], at least one of
    /// the two is given.
    pub organisation: Option<OrganisationId>,
    /// Who it was, in words: a group, never a person's name.
    pub who: Option<String>,
    /// The day on which they said it.
    pub heard_on: Day,
    /// What they said.
    pub says: String,
}

/// Why a source was not heard, each where a reason was given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reasons {
    /// By source.
    pub of: BTreeMap<Source, String>,
    /// Why no third-sector organisation was heard.
    pub third_sector: Option<String>,
}

/// Whose views about one need were heard, and why others were not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Engagement {
    /// The views, oldest first.
    pub views: Vec<View>,
    /// The reasons.
    pub reasons: Reasons,
}

impl Engagement {
    /// Whether a third-sector organisation was heard (P1).
    pub fn heard_third_sector(&self) -> bool {
        self.views.iter().any(|view| view.third_sector)
    }

    /// Whether a view of this source was heard.
    pub fn heard(&self, source: Source) -> bool {
        self.views.iter().any(|view| view.heard.source == source)
    }

    /// What is neither heard nor explained: each on the field of its reason
    /// (R-4.5, P1).
    pub fn missing(&self) -> Vec<Refusal> {
        let mut refusals: Vec<Refusal> = Source::ALL
            .iter()
            .filter(|source| !self.heard(**source) && !self.reasons.of.contains_key(source))
            .map(|source| {
                let message = format!(
                    "{}: no view is recorded, and no reason why not. Add what they said, or a line that says why \
                     nobody was asked",
                    source.label()
                );
                Refusal::under(Code::EngagementMissing, "R-4.5", "4.5", message).on(source.field())
            })
            .collect();
        if !self.heard_third_sector() && self.reasons.third_sector.is_none() {
            let message = "The views of 0 third-sector organisations are recorded. Add the view of at least 1 from the \
                           register, or a line that says why there is none";
            refusals.push(Refusal::under(Code::EngagementMissing, "P1", "4.2(1)", message).on(THIRD_SECTOR));
        }
        refusals
    }
}

impl Organisation {
    /// Whether its view counts as the third sector's: it says that it is, or an
    /// officer has confirmed it. Small groups that nobody has checked yet count.
    pub fn speaks_for_third_sector(&self) -> bool {
        self.kind == OrganisationKind::Provider
            && matches!(self.status, ThirdSectorStatus::Declared | ThirdSectorStatus::Verified)
    }
}

/// A view as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[serde(rename_all = "camelCase", default)]
pub struct EngagementInput {
    /// One of the five sources of framework 4.5.
    pub source: String,
    /// The organisation, by its identifier in the register; empty if it is not
    /// there.
    pub organisation: String,
    /// Who it was, where the register does not have them: a group, never a
    /// person's name.
    pub who: String,
    /// The day on which they said it.
    pub heard_on: String,
    /// What they said.
    pub says: String,
}

impl EngagementInput {
    /// Reads every field, or says every fault at once. Whether the register has
    /// the organisation, the caller must ask the store.
    pub fn check(&self, now: Timestamp) -> Result<Heard, Vec<Refusal>> {
        let mut checks = Checks::new();
        let source = checks.choice::<Source>("source", "the source of the view", &self.source);
        checks.name_rule("source", "R-4.5", "4.5");
        let who = checks.optional_text("who", "who it was", Some(&self.who), 150);
        let organisation = Some(self.organisation.as_str())
            .filter(|text| !text.trim().is_empty())
            .and_then(|text| checks.id::<OrganisationId>("organisation", "the organisation", text));
        if who.is_none() && self.organisation.trim().is_empty() {
            let slip = Refusal::slip("organisation", Code::Missing, "Select the organisation, or say below who it was");
            checks.refuse(slip.because("R-4.5", "4.5"));
        }
        let heard_on = checks.day("heardOn", "the day on which they said it", &self.heard_on);
        let today = day_of(now);
        if heard_on > today {
            let message = format!("The day on which they said it must be {} or earlier", in_short(today));
            checks.refuse(Refusal::slip("heardOn", Code::OutOfRange, message));
        }
        let says = checks.text("says", "what they said", &self.says, 2_000);
        checks.finish()?;
        // With no fault found, the source is there.
        source.map(|source| Heard { source, organisation, who, heard_on, says }).ok_or_else(Vec::new)
    }
}

/// Why sources were not heard, as typed: a line each; empty where they were, or
/// where nobody has said yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[serde(rename_all = "camelCase", default)]
pub struct EngagementReasonsInput {
    /// Why no partnership was heard.
    pub partnership: String,
    /// Why no single provider was heard.
    pub provider: String,
    /// Why no body that speaks for many was heard.
    pub collective: String,
    /// Why no user group was heard.
    pub user_group: String,
    /// Why nothing that people say of their services was used.
    pub feedback: String,
    /// Why no third-sector organisation was heard.
    pub third_sector: String,
}

impl EngagementReasonsInput {
    fn typed(&self, source: Source) -> &str {
        match source {
            Source::Partnership => &self.partnership,
            Source::Provider => &self.provider,
            Source::Collective => &self.collective,
            Source::UserGroup => &self.user_group,
            Source::Feedback => &self.feedback,
        }
    }

    /// Reads every line, or says every fault at once.
    pub fn check(&self) -> Result<Reasons, Vec<Refusal>> {
        let mut checks = Checks::new();
        let mut reasons = Reasons::default();
        for source in Source::ALL {
            let line = checks.optional_text(source.field(), "the reason", Some(self.typed(*source)), 300);
            reasons.of.extend(line.map(|line| (*source, line)));
        }
        reasons.third_sector = checks.optional_text(THIRD_SECTOR, "the reason", Some(&self.third_sector), 300);
        checks.finish()?;
        Ok(reasons)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::actor::cast::id;

    fn now() -> Timestamp {
        "2026-11-23T09:00:00Z".parse().unwrap()
    }

    fn input() -> EngagementInput {
        EngagementInput {
            source: "user_group".into(),
            who: "Carers' circle in Wolverton".into(),
            heard_on: "1 November 2026".into(),
            says: "Nobody asks how we are.".into(),
            ..EngagementInput::default()
        }
    }

    fn view(source: Source, third_sector: bool) -> View {
        let heard = input().check(now()).unwrap();
        View {
            id: id("eng_", 1),
            need: id("need_", 1),
            heard: Heard { source, ..heard },
            third_sector,
            added_by: id("usr_", 1),
            added_at: now(),
        }
    }

    /// A reason for everything, on one page.
    pub(crate) fn explained() -> Engagement {
        let of = Source::ALL.iter().map(|source| (*source, "We will ask next spring".to_owned())).collect();
        let third_sector = Some("None works with these people here".to_owned());
        Engagement { views: Vec::new(), reasons: Reasons { of, third_sector } }
    }

    fn fields(refusals: &[Refusal]) -> Vec<&str> {
        assert!(refusals.iter().all(|refusal| refusal.code == Code::EngagementMissing));
        refusals.iter().filter_map(|refusal| refusal.field.as_deref()).collect()
    }

    #[test]
    fn each_source_needs_a_view_or_a_reason_r_4_5() {
        let nothing = Engagement::default();
        assert_eq!(
            fields(&nothing.missing()),
            ["partnership", "provider", "collective", "userGroup", "feedback", "thirdSector"]
        );
        let mut some = explained();
        assert!(some.missing().is_empty(), "one line of reason each is enough");
        some.reasons.of.remove(&Source::UserGroup);
        let refusals = some.missing();
        assert_eq!(fields(&refusals), ["userGroup"]);
        assert_eq!(refusals[0].rule.as_deref(), Some("R-4.5"));
        some.views.push(view(Source::UserGroup, false));
        assert!(some.missing().is_empty());
    }

    #[test]
    fn a_third_sector_organisation_is_heard_or_the_need_says_why_not_p1() {
        let mut engagement = explained();
        engagement.reasons.third_sector = None;
        engagement.views.push(view(Source::Provider, false));
        let refusals = engagement.missing();
        assert_eq!(fields(&refusals), ["thirdSector"], "a company's view is not the third sector's");
        assert_eq!(refusals[0].rule.as_deref(), Some("P1"));
        engagement.views.push(view(Source::Provider, true));
        assert!(engagement.missing().is_empty());
    }

    #[test]
    fn a_source_that_the_framework_does_not_name_is_refused_r_4_5() {
        let refusals = EngagementInput { source: "newspaper".into(), ..input() }.check(now()).unwrap_err();
        assert_eq!(
            (refusals[0].field.as_deref(), refusals[0].code, refusals[0].rule.as_deref()),
            (Some("source"), Code::UnknownCode, Some("R-4.5"))
        );
    }

    #[test]
    fn a_view_says_who_when_and_what_r_4_5() {
        let heard = input().check(now()).unwrap();
        assert_eq!((heard.source, heard.organisation), (Source::UserGroup, None));
        let refusals = EngagementInput::default().check(now()).unwrap_err();
        let fields: Vec<_> = refusals.iter().filter_map(|refusal| refusal.field.as_deref()).collect();
        assert_eq!(fields, ["source", "organisation", "heardOn", "says"]);
        let tomorrow = EngagementInput { heard_on: "24 November 2026".into(), ..input() };
        assert_eq!(tomorrow.check(now()).unwrap_err()[0].code, Code::OutOfRange);
        let today = EngagementInput { heard_on: "23 November 2026".into(), ..input() };
        assert!(today.check(now()).is_ok());
    }

    #[test]
    fn an_empty_line_is_no_reason() {
        let typed =
            EngagementReasonsInput { provider: "  ".into(), collective: "None here".into(), ..Default::default() };
        let reasons = typed.check().unwrap();
        assert_eq!(reasons.of.keys().collect::<Vec<_>>(), [&Source::Collective]);
        let long = EngagementReasonsInput { third_sector: "x".repeat(301), ..Default::default() };
        assert_eq!(long.check().unwrap_err()[0].field.as_deref(), Some(THIRD_SECTOR));
    }
}
