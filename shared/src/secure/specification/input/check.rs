//! Reading what was typed: every fault at once, each on its field and, where
//! something is missing, with the part that misses it (R-4.8a).

use uuid::Uuid;

use super::super::indicator::{Frequency, Indicator, Measure};
use super::super::{Content, Outcome, PurposeInput, Section, Terms};
use super::{IndicatorInput, MOST_CHARACTERS, MOST_ITEMS, OutcomeInput, SpecificationInput, text};
use crate::check::Checks;
use crate::error::{Code, Refusal, all_or_nothing};
use crate::framework::policy::Category;
use crate::money::Money;
use crate::plan::NeedId;
use crate::secure::{IndicatorId, OutcomeId};

impl SpecificationInput {
    /// The figures of the money section, where all of them can be read.
    pub fn terms(&self) -> Option<Terms> {
        let mut checks = Checks::new();
        let terms = self.read_terms(&mut checks);
        checks.finish().ok().and(terms)
    }

    /// What is too large to keep. Nothing else stops a save.
    pub fn fits(&self) -> Result<(), Vec<Refusal>> {
        let mut checks = Checks::new();
        for (field, name, value) in self.lines() {
            checks.optional_text(field, name, value.map(String::as_str), MOST_CHARACTERS);
        }
        if let Some(purpose) = &self.purpose {
            checks.optional_text("purpose.text", "the purpose", Some(&purpose.text), MOST_CHARACTERS);
            checks.optional_text("purpose.need", "the need", Some(&purpose.need), 100);
            checks.optional_text("purpose.objective", "the objective", Some(&purpose.objective), 100);
        }
        let outcomes = self.outcomes.as_deref().unwrap_or_default();
        too_many(&mut checks, "outcomes", "outcomes", outcomes.len());
        for (index, outcome) in outcomes.iter().enumerate() {
            let at = |name: &str| format!("outcomes.{index}.{name}");
            checks.optional_text(&at("title"), "the outcome", Some(&outcome.title), MOST_CHARACTERS);
            checks.optional_text(&at("beneficiaries"), "who benefits", Some(&outcome.beneficiaries), MOST_CHARACTERS);
            checks.optional_text(&at("need"), "the need", Some(&outcome.need), 100);
            too_many(&mut checks, &at("indicators"), "measures", outcome.indicators.len());
            for (number, indicator) in outcome.indicators.iter().enumerate() {
                for (name, value) in indicator.lines() {
                    checks.optional_text(&at(&format!("indicators.{number}.{name}")), "this", Some(value), 1_000);
                }
            }
        }
        checks.finish()
    }

    fn lines(&self) -> [(&'static str, &'static str, Option<&String>); 11] {
        [
            ("scope", "the scope", self.scope.as_ref()),
            ("aims", "the aims", self.aims.as_ref()),
            ("monitoring", "how it is monitored", self.monitoring.as_ref()),
            ("evaluation", "how it is evaluated", self.evaluation.as_ref()),
            ("review", "how it is reviewed", self.review.as_ref()),
            ("valueAYear", "the value a year", self.value_a_year.as_ref()),
            ("years", "the years", self.years.as_ref()),
            ("extensionYears", "the extension", self.extension_years.as_ref()),
            ("vat", "the VAT", self.vat.as_ref()),
            ("category", "the kind", self.category.as_ref()),
            ("payment", "how it is paid", self.payment.as_ref()),
        ]
    }

    /// Everything that is missing or wrong in it, each with the part it
    /// belongs to (R-4.8a); or the whole specification, with identifiers made
    /// by `new_id` for its outcomes and indicators.
    pub fn check(&self, new_id: &mut dyn FnMut() -> Uuid) -> Result<Content, Vec<Refusal>> {
        let mut faults = Vec::new();
        let scope = part(&mut faults, Section::Scope, |checks| {
            let scope = checks.text("scope", "what the service covers", text(self.scope.as_ref()), MOST_CHARACTERS);
            let aims = checks.text("aims", "the aims and objectives", text(self.aims.as_ref()), MOST_CHARACTERS);
            (scope, aims)
        });
        let (outcomes, purpose) = part(&mut faults, Section::Outcomes, |checks| match self.purpose_given() {
            Some(purpose) => (Vec::new(), Some(purpose.read(checks, self.outcomes.iter().flatten().count()))),
            None => (self.read_outcomes(checks, new_id), None),
        });
        let follow = part(&mut faults, Section::Monitoring, |checks| {
            let mut read = |field: &str, name: &str, value: &Option<String>| {
                checks.text(field, name, text(value.as_ref()), MOST_CHARACTERS)
            };
            let monitoring = read("monitoring", "how the service is monitored", &self.monitoring);
            let evaluation = read("evaluation", "how the service is evaluated", &self.evaluation);
            (monitoring, evaluation, read("review", "how the service is reviewed", &self.review))
        });
        let money = part(&mut faults, Section::Money, |checks| {
            let terms = self.read_terms(checks);
            let bought = terms.as_ref().is_some_and(|terms| terms.category != Category::Grant);
            if bought && self.purpose_given().is_some() {
                let sentence = "Only a core grant has a purpose in place of outcomes. Select a grant as what is funded, or \
                                name outcomes";
                checks.refuse(Refusal::under(Code::NoOutcomes, "R-4.15a", "4.15", sentence).on("category"));
            }
            (terms, checks.text("payment", "how the money is paid", text(self.payment.as_ref()), MOST_CHARACTERS))
        });
        all_or_nothing(faults)?;
        let (terms, payment) = money;
        // Without a fault there are terms.
        let terms = terms.ok_or_else(Vec::new)?;
        let ((scope, aims), (monitoring, evaluation, review)) = (scope, follow);
        Ok(Content { scope, aims, outcomes, purpose, monitoring, evaluation, review, terms, payment })
    }

    /// The purpose, if anything of it is filled in.
    fn purpose_given(&self) -> Option<&PurposeInput> {
        self.purpose.as_ref().filter(|purpose| !purpose.is_blank())
    }

    fn read_outcomes(&self, checks: &mut Checks, new_id: &mut dyn FnMut() -> Uuid) -> Vec<Outcome> {
        let outcomes = self.outcomes.as_deref().unwrap_or_default();
        if outcomes.is_empty() {
            checks.refuse(Refusal::slip("outcomes", Code::Missing, "Add an outcome: what should change for people"));
        }
        too_many(checks, "outcomes", "outcomes", outcomes.len());
        let read = |(index, outcome): (usize, &OutcomeInput)| outcome.read(checks, index, new_id);
        outcomes.iter().enumerate().filter_map(read).collect()
    }

    fn read_terms(&self, checks: &mut Checks) -> Option<Terms> {
        let value_a_year = checks.money("valueAYear", "the value a year", text(self.value_a_year.as_ref()));
        if Money::parse(text(self.value_a_year.as_ref())) == Some(Money::ZERO) {
            checks.refuse(Refusal::slip("valueAYear", Code::OutOfRange, "The value a year must be more than £0"));
        }
        let years = checks.whole("years", "the number of years", text(self.years.as_ref()), 1, 25);
        let extension =
            checks.whole("extensionYears", "the years of extension", text(self.extension_years.as_ref()), 0, 25);
        let vat = checks.thousandths("vat", "the VAT, in per cent", text(self.vat.as_ref()));
        if !(0..=100_000).contains(&vat) || vat % 10 != 0 {
            checks.refuse(Refusal::slip(
                "vat",
                Code::OutOfRange,
                "VAT must be 0 to 100, with at most two decimal places",
            ));
        }
        let category = checks.choice::<Category>("category", "what is bought or funded", text(self.category.as_ref()));
        let terms = Terms {
            value_a_year,
            years: u32::try_from(years).unwrap_or_default(),
            extension_years: u32::try_from(extension).unwrap_or_default(),
            vat_basis_points: vat / 10,
            category: category?,
        };
        if terms.lifetime().is_none() {
            checks.refuse(Refusal::slip(
                "valueAYear",
                Code::OutOfRange,
                "The whole value is more than £10,000,000,000. Check the value a year and the number of years",
            ));
        }
        Some(terms)
    }
}

impl OutcomeInput {
    fn read(&self, checks: &mut Checks, index: usize, new_id: &mut dyn FnMut() -> Uuid) -> Option<Outcome> {
        let at = |name: &str| format!("outcomes.{index}.{name}");
        let title = checks.text(&at("title"), "what should change for people", &self.title, 300);
        let beneficiaries = self.read_beneficiaries(checks, &at("beneficiaries"));
        let need = self.read_need(checks, &at("need"), index + 1);
        if self.indicators.is_empty() {
            checks.refuse(
                Refusal::under(
                    Code::OutcomeWithoutIndicator,
                    "R-3.4d",
                    "3.4",
                    format!("Outcome {} has no measure. Add at least one, with a unit and a target", index + 1),
                )
                .on(at("indicators")),
            );
        }
        too_many(checks, &at("indicators"), "measures", self.indicators.len());
        let read = |(number, indicator): (usize, &IndicatorInput)| {
            let measure = indicator.read(checks, &at(&format!("indicators.{number}.")))?;
            Some(Indicator { id: IndicatorId::from_uuid(new_id()), measure })
        };
        let indicators = self.indicators.iter().enumerate().filter_map(read).collect();
        Some(Outcome { id: OutcomeId::from_uuid(new_id()), title, beneficiaries, need: need?, indicators })
    }

    /// Outcomes are about people: who benefits is never left out (P3).
    fn read_beneficiaries(&self, checks: &mut Checks, field: &str) -> String {
        if self.beneficiaries.trim().is_empty() {
            checks.refuse(
                Refusal::slip(field, Code::Missing, "Enter who benefits: every outcome is for somebody")
                    .because("P3", "4.2"),
            );
            return String::new();
        }
        checks.text(field, "who benefits", &self.beneficiaries, 300)
    }

    fn read_need(&self, checks: &mut Checks, field: &str, number: usize) -> Option<NeedId> {
        if self.need.trim().is_empty() {
            checks.refuse(
                Refusal::under(
                    Code::OutcomeWithoutNeed,
                    "R-4.7",
                    "4.7",
                    format!("Outcome {number} answers no need. Select the published need that it answers"),
                )
                .on(field),
            );
            return None;
        }
        checks.id(field, "the need", &self.need)
    }
}

impl IndicatorInput {
    fn lines(&self) -> [(&'static str, &str); 9] {
        [
            ("name", &self.name),
            ("kind", &self.kind),
            ("unit", &self.unit),
            ("direction", &self.direction),
            ("baseline", &self.baseline),
            ("target", &self.target),
            ("tolerance", &self.tolerance),
            ("source", &self.source),
            ("frequency", &self.frequency),
        ]
    }

    /// Reads a measure (R-3.4d); the fields' ids start with `prefix`.
    fn read(&self, checks: &mut Checks, prefix: &str) -> Option<Measure> {
        let at = |name: &str| format!("{prefix}{name}");
        let name = checks.text(&at("name"), "the name of the measure", &self.name, 200);
        let kind = checks.choice(&at("kind"), "what it measures", &self.kind);
        let unit = checks.text(&at("unit"), "the unit, such as % or people", &self.unit, 40);
        let direction = checks.choice(&at("direction"), "whether higher or lower is better", &self.direction);
        let baseline = checks.thousandths(&at("baseline"), "the figure to start from", &self.baseline);
        let target = checks.thousandths(&at("target"), "the target", &self.target);
        let tolerance = checks.thousandths(&at("tolerance"), "how far short is still close", &self.tolerance);
        if tolerance < 0 {
            checks.refuse(Refusal::slip(
                at("tolerance"),
                Code::OutOfRange,
                "How far short is still close must be 0 or more",
            ));
        }
        let source = checks.text(&at("source"), "where the figures come from", &self.source, 200);
        let frequency = checks.choice::<Frequency>(&at("frequency"), "how often it is read", &self.frequency);
        Some(Measure {
            name,
            kind: kind?,
            unit,
            direction: direction?,
            baseline,
            target,
            tolerance,
            source,
            frequency: frequency?,
        })
    }
}

/// Reads one part, and says of everything missing which part misses it.
fn part<T>(faults: &mut Vec<Refusal>, section: Section, read: impl FnOnce(&mut Checks) -> T) -> T {
    let mut checks = Checks::new();
    let value = read(&mut checks);
    let named = checks.finish().err().unwrap_or_default().into_iter().map(|mut fault| {
        if fault.code == Code::Missing && fault.rule.is_none() {
            fault.code = Code::PartMissing;
            fault = fault.because("R-4.8a", "4.8");
            fault.message = format!("{}. Part {}, {}, needs it", fault.message, section.number(), section.label());
        }
        fault
    });
    faults.extend(named);
    value
}

fn too_many(checks: &mut Checks, field: &str, things: &str, count: usize) {
    if count > MOST_ITEMS {
        checks.refuse(Refusal::slip(
            field,
            Code::OutOfRange,
            format!("There are {count} {things}. The limit is {MOST_ITEMS}: remove {}", count - MOST_ITEMS),
        ));
    }
}
