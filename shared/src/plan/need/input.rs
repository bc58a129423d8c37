//! What a person types to describe a need, and how it is read.

use serde::{Deserialize, Serialize};

use super::{Demand, Statement};
use crate::check::{Checks, clean};
use crate::error::{Code, Refusal};
use crate::people::DirectorateId;
use crate::plan::area::AreaCode;

/// The most people a demand or supply can count: more than live in England.
const MOST_PEOPLE: i64 = 100_000_000;
/// The most areas one need can name.
const MOST_AREAS: usize = 200;

/// A need as typed; a draft may leave demand and supply for later.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[serde(rename_all = "camelCase", default)]
pub struct NeedInput {
    /// The directorate that keeps it, by id.
    pub directorate: String,
    /// The need in a line.
    pub title: String,
    /// What people lack, in a few sentences.
    pub summary: String,
    /// Who the people are.
    pub people: String,
    /// A community of interest; give this, or areas, or both.
    pub community: String,
    /// The codes of areas, apart by commas, spaces or lines: `E01016845, E01016710`.
    pub areas: String,
    /// How many people need it, counted: a whole number.
    pub demand_figure: String,
    /// How many people need it, estimated: in words, with how it was estimated.
    pub demand_estimate: String,
    /// Where the figure or the estimate comes from.
    pub demand_source: String,
    /// How many of them are reached today: a whole number.
    pub supply_figure: String,
    /// The services that reach them today, or `None`.
    pub services: String,
}

/// A need's text, read and checked, with the directorate it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// The directorate.
    pub directorate: DirectorateId,
    /// The text.
    pub statement: Statement,
}

impl NeedInput {
    /// Reads every field, or says every fault at once.
    pub fn check(&self) -> Result<Checked, Vec<Refusal>> {
        let mut checks = Checks::new();
        let directorate = checks.id::<DirectorateId>("directorate", "the directorate", &self.directorate);
        let title = checks.text("title", "the need in a line", &self.title, 120);
        let summary = checks.text("summary", "what people lack", &self.summary, 2_000);
        let people = checks.text("people", "who the people are", &self.people, 500);
        let community = checks.optional_text("community", "the community", Some(&self.community), 200);
        let areas = self.read_areas(&mut checks);
        if community.is_none() && clean(&self.areas).is_empty() {
            let message = "Enter a community or at least one area";
            checks.refuse(Refusal::slip("community", Code::Missing, message).because("V-2", "vision"));
        }
        let demand = self.read_demand(&mut checks);
        let services = checks.optional_text("services", "the services there are", Some(&self.services), 1_000);
        let none = services.as_deref().is_some_and(is_none);
        let supply = self.read_supply(&mut checks, none);
        checks.finish()?;
        let statement = Statement { title, summary, people, community, areas, demand, supply, services };
        // With no fault found, there is a directorate.
        directorate.map(|directorate| Checked { directorate, statement }).ok_or_else(Vec::new)
    }

    /// The areas named that could be read, whatever else is wrong: what to look
    /// up in the records.
    pub fn areas_named(&self) -> Vec<AreaCode> {
        self.read_areas(&mut Checks::new()).into_iter().take(MOST_AREAS).collect()
    }

    /// The directorate named, if it could be read.
    pub fn directorate_named(&self) -> Option<DirectorateId> {
        self.directorate.trim().parse().ok()
    }

    fn read_areas(&self, checks: &mut Checks) -> Vec<AreaCode> {
        let mut areas: Vec<AreaCode> = Vec::new();
        let mut wrong: Vec<String> = Vec::new();
        for part in
            self.areas.split(|c: char| c == ',' || c == ';' || c.is_whitespace()).filter(|part| !part.is_empty())
        {
            match part.parse::<AreaCode>() {
                Ok(code) if !areas.contains(&code) => areas.push(code),
                Ok(_) => {}
                Err(_) => wrong.push(part.chars().take(20).collect()),
            }
        }
        if let Some(first) = wrong.first() {
            let message = match wrong.len() {
                1 => format!("\"{first}\" is not an area code. A code looks like E01016845"),
                many => format!("\"{first}\" and {} more are not area codes. A code looks like E01016845", many - 1),
            };
            checks.refuse(Refusal::slip("areas", Code::Invalid, message));
        }
        if areas.len() > MOST_AREAS {
            let message = format!("There are {} areas. The limit is {MOST_AREAS}", areas.len());
            checks.refuse(Refusal::slip("areas", Code::TooLong, message));
        }
        areas
    }

    /// Reads demand: a figure or an estimate, either with its source (R-3.4a).
    fn read_demand(&self, checks: &mut Checks) -> Demand {
        let words = checks.optional_text("demandEstimate", "the estimate", Some(&self.demand_estimate), 1_000);
        let source = checks.optional_text("demandSource", "the source", Some(&self.demand_source), 300);
        let people = Some(self.demand_figure.as_str())
            .filter(|text| !text.trim().is_empty())
            .map(|text| checks.whole("demandFigure", "how many people need it", text, 0, MOST_PEOPLE));
        if (people.is_some() || words.is_some()) && source.is_none() {
            let message = "Enter where the demand comes from. A gap without a source cannot stand";
            let slip = Refusal::slip("demandSource", Code::EvidenceMissing, message);
            checks.refuse(slip.because("R-3.4a", "3.4"));
        }
        if people.is_some() && words.is_some() {
            let message = "Enter a figure or an estimate, not both";
            checks.refuse(Refusal::slip("demandEstimate", Code::Invalid, message));
        }
        match (people, words, source) {
            (Some(people), _, Some(source)) => Demand::Figure { people, source },
            (None, Some(words), Some(source)) => Demand::Estimate { words, source },
            _ => Demand::Unknown,
        }
    }

    /// Reads supply; where there are no services, nobody is reached.
    fn read_supply(&self, checks: &mut Checks, none: bool) -> Option<i64> {
        let given = Some(self.supply_figure.as_str())
            .filter(|text| !text.trim().is_empty())
            .map(|text| checks.whole("supplyFigure", "how many people are reached", text, 0, MOST_PEOPLE));
        if none && given.is_some_and(|reached| reached > 0) {
            let message = "There are no services, so nobody is reached. Enter 0, or name the services";
            checks.refuse(Refusal::slip("supplyFigure", Code::Invalid, message));
        }
        if none { Some(0) } else { given }
    }

    /// The form as it was last saved, to go on from.
    pub fn of(directorate: &DirectorateId, statement: &Statement) -> Self {
        let (demand_figure, demand_estimate) = match &statement.demand {
            Demand::Unknown => (String::new(), String::new()),
            Demand::Figure { people, .. } => (people.to_string(), String::new()),
            Demand::Estimate { words, .. } => (String::new(), words.clone()),
        };
        let codes: Vec<&str> = statement.areas.iter().map(AreaCode::as_str).collect();
        Self {
            directorate: directorate.to_string(),
            title: statement.title.clone(),
            summary: statement.summary.clone(),
            people: statement.people.clone(),
            community: statement.community.clone().unwrap_or_default(),
            areas: codes.join(", "),
            demand_figure,
            demand_estimate,
            demand_source: statement.demand.source().unwrap_or_default().to_owned(),
            supply_figure: statement.supply.map(|people| people.to_string()).unwrap_or_default(),
            services: statement.services.clone().unwrap_or_default(),
        }
    }
}

fn is_none(services: &str) -> bool {
    services.trim_end_matches('.').eq_ignore_ascii_case("none")
}
