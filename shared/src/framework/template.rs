//! Standard documents: one for every way of commissioning, in numbered versions
//! that are never edited in place (R-4.17a, framework 4.17).

use serde::{Deserialize, Serialize};

use super::TemplateId;
use crate::actor::Actor;
use crate::calendar::{self, Timestamp};
use crate::check::{Checks, clean};
use crate::error::{Code, Refusal};
use crate::people::membership::Role;
use crate::people::{OrganisationId, UserId};
use crate::secure::method::Method;

const RULE: &str = "R-4.17a";
const PARAGRAPH: &str = "4.17";

wire_enum! {
    /// What a standard document is for.
    pub enum Kind as "TemplateKind" {
        /// What every tender says of itself.
        Tender = "tender",
        /// What every request for quotations says of itself.
        Quotation = "quotation",
        /// What every grant says of itself.
        Grant = "grant",
        /// What every direct award says of itself.
        Direct = "direct",
    }
}

impl Kind {
    /// The kind's name on a page.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Tender => "Invitation to tender",
            Self::Quotation => "Request for quotations",
            Self::Grant => "Grant guidance",
            Self::Direct => "Direct award",
        }
    }

    /// The document that goes with a method.
    pub const fn of(method: Method) -> Self {
        match method {
            Method::Tender => Self::Tender,
            Method::Quotation => Self::Quotation,
            Method::Grant => Self::Grant,
            Method::Direct => Self::Direct,
        }
    }
}

/// One version of a standard document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// Its identifier.
    pub id: TemplateId,
    /// The council whose document it is.
    pub buyer: OrganisationId,
    /// What it is for.
    pub kind: Kind,
    /// The version, from 1; the highest is current.
    pub number: u32,
    /// What it says.
    pub text: String,
    /// What is new in it.
    pub changes: String,
    /// Who published it.
    pub author: UserId,
    /// When.
    pub published_at: Timestamp,
}

impl Template {
    /// "Invitation to tender, version 3".
    pub fn name(&self) -> String {
        format!("{}, version {}", self.kind.label(), self.number)
    }
}

/// Whether this actor may publish standard documents of their council: somebody
/// who approves what is published by them.
pub fn allows_publish(actor: &Actor) -> Result<OrganisationId, Refusal> {
    let buyer = actor.buyer().filter(|buyer| actor.is(Role::Approver, buyer));
    buyer.cloned().ok_or_else(|| {
        let message = "Only an approver of the council publishes its standard documents. Ask one, or act as one";
        Refusal::under(Code::NotAllowed, RULE, PARAGRAPH, message)
    })
}

/// What an opportunity does about its standard document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Following {
    /// The version it follows.
    pub template: Option<Template>,
    /// Why it departs from the current version.
    pub reason: Option<String>,
    /// The version that is current now, if the council has one at all.
    pub current: Option<Template>,
}

impl Following {
    /// R-4.17a: what is published follows the current version, or says why not.
    pub fn gate(&self) -> Option<Refusal> {
        let current = self.current.as_ref()?;
        let given = self.reason.as_deref().is_some_and(|reason| !clean(reason).is_empty());
        if given || self.template.as_ref().is_some_and(|template| template.id == current.id) {
            return None;
        }
        let since = calendar::in_words(calendar::day_of(current.published_at));
        let now = format!("The council's standard document is {} since {since}", current.name());
        let message = match &self.template {
            Some(old) => {
                format!("{now}; this follows {}. Follow version {}, or say why not", old.name(), current.number)
            }
            None => format!("{now}, and this follows none. Follow it, or say why not"),
        };
        Some(Refusal::under(Code::StaleTemplate, RULE, PARAGRAPH, message).on("template"))
    }
}

/// A new version as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[serde(rename_all = "camelCase", default)]
pub struct TemplateInput {
    /// What the document is for: `tender`, `quotation`, `grant` or `direct`.
    pub kind: String,
    /// What it says; an empty line begins a paragraph.
    pub text: String,
    /// What is new in this version.
    pub changes: String,
}

/// A new version, read and checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// What it is for.
    pub kind: Kind,
    /// What it says.
    pub text: String,
    /// What is new in it.
    pub changes: String,
}

impl TemplateInput {
    /// Reads every field, or says every fault at once.
    pub fn check(&self) -> Result<Draft, Vec<Refusal>> {
        let mut checks = Checks::new();
        let kind = checks.choice::<Kind>("kind", "what the document is for", &self.kind);
        let text = checks.text("text", "what the document says", &self.text, 20_000);
        let changes = checks.text("changes", "what is new in this version", &self.changes, 500);
        checks.finish()?;
        kind.map(|kind| Draft { kind, text, changes }).ok_or_else(Vec::new)
    }
}

/// What an opportunity does about its standard document, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[serde(rename_all = "camelCase", default)]
pub struct TemplateFollowInput {
    /// `true` to depart from the current version.
    pub departs: String,
    /// Why, if it does.
    pub template_reason: String,
}

impl TemplateFollowInput {
    /// Why it departs from the current version; nothing where it follows that.
    pub fn check(&self) -> Result<Option<String>, Vec<Refusal>> {
        if self.departs != "true" {
            return Ok(None);
        }
        let mut checks = Checks::new();
        let reason =
            checks.text("templateReason", "why it departs from the standard document", &self.template_reason, 1_000);
        checks.finish()?;
        Ok(Some(reason))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::cast::{cast, id};

    fn version(number: u32) -> Template {
        Template {
            id: id("tpl_", usize::try_from(number).unwrap()),
            buyer: id("org_", 1),
            kind: Kind::Tender,
            number,
            text: "How we score".into(),
            changes: "The first".into(),
            author: id("usr_", 1),
            published_at: "2026-11-02T09:00:00Z".parse().unwrap(),
        }
    }

    fn following(template: Option<u32>, reason: &str, current: Option<u32>) -> Option<Refusal> {
        let reason = Some(reason.to_owned());
        Following { template: template.map(version), reason, current: current.map(version) }.gate()
    }

    #[test]
    fn what_is_published_follows_the_current_template_or_says_why_not_r_4_17a() {
        assert_eq!(following(Some(3), "", Some(3)), None);
        let stale = following(Some(2), " ", Some(3)).unwrap();
        assert_eq!((stale.code, stale.field.as_deref()), (Code::StaleTemplate, Some("template")));
        assert_eq!(
            stale.message,
            "The council's standard document is Invitation to tender, version 3 since Monday 2 November 2026; \
             this follows Invitation to tender, version 2. Follow version 3, or say why not"
        );
        assert!(
            following(None, "", Some(3)).unwrap().message.ends_with("this follows none. Follow it, or say why not")
        );
        assert_eq!(following(Some(2), "The funder sets its own form", Some(3)), None);
        assert_eq!(following(None, "", None), None, "a council without standard documents");
    }

    #[test]
    fn a_version_says_what_it_is_for_what_it_says_and_what_is_new_r_4_17a() {
        let refusals = TemplateInput::default().check().unwrap_err();
        let fields: Vec<_> = refusals.iter().filter_map(|refusal| refusal.field.as_deref()).collect();
        assert_eq!(fields, ["kind", "text", "changes"]);
    }

    #[test]
    fn whoever_departs_from_the_standard_document_says_why_r_4_17a() {
        let typed = |departs: &str, reason: &str| {
            TemplateFollowInput { departs: departs.into(), template_reason: reason.into() }.check()
        };
        assert_eq!(typed("", "left over"), Ok(None));
        assert_eq!(typed("true", " ").unwrap_err()[0].field.as_deref(), Some("templateReason"));
        assert_eq!(typed("true", "The funder's form"), Ok(Some("The funder's form".to_owned())));
    }

    #[test]
    fn only_approvers_publish_standard_documents_r_4_17a() {
        let may: Vec<_> =
            cast().into_iter().filter(|(_, actor)| allows_publish(actor).is_ok()).map(|(name, _)| name).collect();
        assert!(!may.is_empty() && may.iter().all(|name| name.contains("approver")), "{may:?}");
    }
}
