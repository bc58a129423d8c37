//! One piece of evidence for a need: of which of the eight kinds, what it
//! says, where it comes from and of which day (R-4.6a).

use serde::{Deserialize, Serialize};

use super::area::{AreaCode, Measure};
use super::{EvidenceId, NeedId};
use crate::calendar::{Day, Timestamp, day_of, in_short};
use crate::check::Checks;
use crate::error::{Code, Refusal};
use crate::people::UserId;

wire_enum! {
    /// The eight kinds of evidence of framework 4.6.
    pub enum Kind as "EvidenceKind" {
        /// A review of a service.
        Review = "review",
        /// A survey.
        Survey = "survey",
        /// How providers have performed.
        Performance = "performance",
        /// Who lives where, and how.
        Demographic = "demographic",
        /// Guidance of government.
        Guidance = "guidance",
        /// A local objective.
        Objective = "objective",
        /// Advice of a regulator.
        Regulator = "regulator",
        /// An event or meeting held to find out.
        Event = "event",
    }
}

impl Kind {
    /// The kind in words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Review => "Review of a service",
            Self::Survey => "Survey",
            Self::Performance => "How providers have performed",
            Self::Demographic => "Figures about people and places",
            Self::Guidance => "Government guidance",
            Self::Objective => "Local objective",
            Self::Regulator => "Advice from a regulator",
            Self::Event => "Event or meeting",
        }
    }
}

wire_enum! {
    /// How much weight a piece of evidence bears.
    pub enum Strength as "EvidenceStrength" {
        /// Measured, or found by more than one.
        Strong = "strong",
        /// From one good source.
        Fair = "fair",
        /// A pointer that wants looking into.
        Weak = "weak",
    }
}

impl Strength {
    /// The strength in words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Strong => "Strong",
            Self::Fair => "Fair",
            Self::Weak => "Weak",
        }
    }
}

/// One piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Its identifier.
    pub id: EvidenceId,
    /// The need it stands behind.
    pub need: NeedId,
    /// What it says.
    pub finding: Finding,
    /// Who added it.
    pub added_by: UserId,
    /// When.
    pub added_at: Timestamp,
}

/// What a piece of evidence says, read and checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Its kind.
    pub kind: Kind,
    /// What it is, in a line.
    pub title: String,
    /// What it tells about the need.
    pub says: String,
    /// Who found it out, and where it can be read.
    pub source: String,
    /// The day it is of.
    pub dated_on: Day,
    /// The place it is about.
    pub place: Option<String>,
    /// Where it can be read on the web.
    pub url: Option<String>,
    /// How much weight it bears.
    pub strength: Strength,
    /// The area's figure it rests on.
    pub figure: Option<(AreaCode, &'static Measure)>,
}

/// A piece of evidence as typed. Where it rests on an area's figure, source
/// and date may be left empty: those of the official file are taken.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[serde(rename_all = "camelCase", default)]
pub struct EvidenceInput {
    /// One of the eight kinds.
    pub kind: String,
    /// What it is, in a line.
    pub title: String,
    /// What it tells about the need.
    pub says: String,
    /// Who found it out, and where it can be read.
    pub source: String,
    /// The day it is of.
    pub dated_on: String,
    /// The place it is about.
    pub place: String,
    /// Where it can be read on the web: starts with `https://`.
    pub url: String,
    /// How much weight it bears: strong, fair or weak.
    pub strength: String,
    /// The code of an area, for evidence that rests on its figure.
    pub area: String,
    /// Which figure of that area, by the measure's key: `imd_rank`.
    pub measure: String,
}

impl EvidenceInput {
    /// Reads every field, or says every fault at once. Whether the area's
    /// figure is held, the caller must ask the store.
    pub fn check(&self, now: Timestamp) -> Result<Finding, Vec<Refusal>> {
        let mut checks = Checks::new();
        let kind = checks.choice::<Kind>("kind", "the kind of evidence", &self.kind);
        let title = checks.text("title", "what the evidence is", &self.title, 150);
        let says = checks.text("says", "what it tells about the need", &self.says, 2_000);
        let figure = self.figure(&mut checks);
        let source = match &figure {
            Some((_, measure)) if self.source.trim().is_empty() => measure.dataset.source(),
            _ => self.source(&mut checks),
        };
        let dated_on = match &figure {
            Some((_, measure)) if self.dated_on.trim().is_empty() => measure.dataset.dated_on(),
            _ => self.dated_on(&mut checks, now),
        };
        let place = checks.optional_text("place", "the place", Some(&self.place), 200);
        let url = checks.optional_text("url", "the web address", Some(&self.url), 500);
        if url.as_deref().is_some_and(|url| !is_web_address(url)) {
            let message = "Web address must start with https:// or http://, with no spaces";
            checks.refuse(Refusal::slip("url", Code::Invalid, message));
        }
        let strength = checks.choice::<Strength>("strength", "how strong it is", &self.strength);
        checks.finish()?;
        // With no fault found, kind and strength are there.
        let (Some(kind), Some(strength)) = (kind, strength) else { return Err(Vec::new()) };
        Ok(Finding { kind, title, says, source, dated_on, place, url, strength, figure })
    }

    /// The area's figure named, if it could be read, whatever else is wrong.
    pub fn figure_named(&self) -> Option<(AreaCode, &'static Measure)> {
        self.figure(&mut Checks::new())
    }

    fn source(&self, checks: &mut Checks) -> String {
        if self.source.trim().is_empty() {
            let slip = Refusal::slip("source", Code::Missing, "Enter who found it out, and where it can be read");
            checks.refuse(slip.because("R-4.6a", "4.6"));
        }
        checks.optional_text("source", "the source", Some(&self.source), 300).unwrap_or_default()
    }

    fn dated_on(&self, checks: &mut Checks, now: Timestamp) -> Day {
        if self.dated_on.trim().is_empty() {
            let slip = Refusal::slip("datedOn", Code::Missing, "Enter the date of the evidence");
            checks.refuse(slip.because("R-4.6a", "4.6"));
            return Day::default();
        }
        let day = checks.day("datedOn", "the date of the evidence", &self.dated_on);
        if day > day_of(now) {
            let message = format!("Date of the evidence must be {} or earlier", in_short(day_of(now)));
            checks.refuse(Refusal::slip("datedOn", Code::OutOfRange, message));
        }
        day
    }

    fn figure(&self, checks: &mut Checks) -> Option<(AreaCode, &'static Measure)> {
        let (area, measure) = (self.area.trim(), self.measure.trim());
        if area.is_empty() && measure.is_empty() {
            return None;
        }
        let code = area.parse::<AreaCode>().ok();
        if code.is_none() {
            let message = "Enter the code of the area, like E01016845";
            let kind = if area.is_empty() { Code::Missing } else { Code::Invalid };
            checks.refuse(Refusal::slip("area", kind, message));
        }
        let found = Measure::find(measure);
        if found.is_none() {
            let kind = if measure.is_empty() { Code::Missing } else { Code::UnknownCode };
            checks.refuse(Refusal::slip("measure", kind, "Select which figure of the area from the list"));
        }
        code.zip(found)
    }
}

/// The no to a figure of an area that nobody has imported.
pub fn unknown_figure(code: &AreaCode, measure: &Measure) -> Refusal {
    let message = format!("We hold no figure \"{}\" for {code}. Look the area up in the list of areas", measure.label);
    Refusal::slip("area", Code::UnknownCode, message).because("R-4.6a", "4.6")
}

fn is_web_address(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        rest.split(['/', '?', '#']).next().is_some_and(|host| host.contains('.') && !host.contains('@'))
            && !rest.chars().any(|c| c.is_whitespace() || matches!(c, '<' | '>' | '"'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        "2026-11-23T09:00:00Z".parse().unwrap()
    }

    fn input() -> EvidenceInput {
        EvidenceInput {
            kind: "survey".into(),
            title: "Carers survey".into(),
            says: "Six in ten see nobody for days.".into(),
            source: "Ouzel Valley Council".into(),
            dated_on: "1 May 2026".into(),
            strength: "strong".into(),
            ..EvidenceInput::default()
        }
    }

    fn fields(input: &EvidenceInput) -> Vec<String> {
        input.check(now()).unwrap_err().into_iter().filter_map(|refusal| refusal.field).collect()
    }

    #[test]
    fn there_are_the_eight_kinds_of_4_6() {
        assert_eq!(Kind::ALL.len(), 8);
    }

    #[test]
    fn evidence_without_date_or_source_is_refused_r_4_6a() {
        let bare = EvidenceInput { source: " ".into(), dated_on: String::new(), ..input() };
        let refusals = bare.check(now()).unwrap_err();
        let told: Vec<_> = refusals.iter().map(|r| (r.field.as_deref().unwrap(), r.rule.as_deref().unwrap())).collect();
        assert_eq!(told, [("source", "R-4.6a"), ("datedOn", "R-4.6a")]);
        assert!(input().check(now()).is_ok());
    }

    #[test]
    fn an_areas_figure_brings_its_own_source_and_date() {
        let figure = EvidenceInput {
            source: String::new(),
            dated_on: String::new(),
            area: "E01016845".into(),
            measure: "imd_rank".into(),
            ..input()
        };
        let finding = figure.check(now()).unwrap();
        assert!(finding.source.contains("Open Government Licence v3.0"));
        assert_eq!(finding.dated_on.to_string(), "2025-10-30");
    }

    #[test]
    fn every_fault_comes_at_once_on_its_field() {
        let bad = EvidenceInput {
            kind: "rumour".into(),
            dated_on: "24 November 2026".into(),
            url: "javascript:alert(1)".into(),
            area: "here".into(),
            measure: "happiness".into(),
            ..EvidenceInput::default()
        };
        assert_eq!(fields(&bad), ["kind", "title", "says", "area", "measure", "source", "datedOn", "url", "strength"]);
        assert_eq!(fields(&EvidenceInput { area: "E01016845".into(), ..input() }), ["measure"]);
        assert_eq!(fields(&EvidenceInput { url: "https://a b.org".into(), ..input() }), ["url"]);
        assert_eq!(fields(&EvidenceInput { url: "https://user@host.org/x".into(), ..input() }), ["url"]);
    }
}
