//! Proportion: what may be asked for grows with what is at stake (framework 4.4).

use crate::framework::policy::find::Finder;
use crate::framework::policy::{Band, Category, Figure, Policy, RowId};
use crate::framework::principle::Principle;
use crate::money::Money;

/// The whole value over the whole life, extensions and lots included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifetime {
    /// Before VAT: the council's own rules use it.
    pub net: Money,
    /// With VAT: national thresholds use it.
    pub gross: Money,
    /// What is bought or funded.
    pub category: Category,
}

/// The line up to which something holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ceiling {
    /// Up to and including this sum before VAT.
    Sum(Figure<Money>),
    /// Below the national threshold for the category, which includes VAT; the row says so.
    Threshold(RowId),
}

/// What may be asked for in a band without a reason. More is [`Disproportionate`](crate::error::Code::Disproportionate).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BandLimits {
    /// The band.
    pub band: Band,
    /// Where it ends; none for the last.
    pub ceiling: Option<Ceiling>,
    /// Questions in a bid or application.
    pub questions: Figure<u32>,
    /// Words in all answers together.
    pub answer_words: Figure<u32>,
    /// Documents to send.
    pub documents: Figure<u32>,
    /// Words in the specification (R-4.8b).
    pub specification_words: Figure<u32>,
    /// Reviewers on the panel, at least (R-S4).
    pub reviewers: Figure<u32>,
    /// Approvers, at least (R-4.17d).
    pub approvers: Figure<u32>,
    /// Returns a year, at most.
    pub returns_a_year: Figure<u32>,
    /// Days between the end of market engagement and publication, at least (P2).
    pub engagement_lead_days: Figure<u32>,
    /// The principles that a commission answers for before it is put out (4.2).
    pub principles: Figure<Vec<Principle>>,
}

impl BandLimits {
    pub(super) fn find(finder: &mut Finder<'_>, band: Band) -> Self {
        let mut number = |key| finder.number(key, Some(band));
        Self {
            questions: number("local.band.questions"),
            answer_words: number("local.band.answer_words"),
            documents: number("local.band.documents"),
            specification_words: number("local.band.specification_words"),
            reviewers: number("local.band.reviewers"),
            approvers: number("local.band.approvers"),
            returns_a_year: number("local.band.returns"),
            engagement_lead_days: number("local.engagement.lead_days"),
            principles: finder.principles("local.band.principles", band),
            ceiling: (band != Band::D).then(|| finder.ceiling("local.band.ceiling", Some(band))),
            band,
        }
    }
}

impl Policy {
    /// The band that a value falls in, and what it may ask for. The first band whose ceiling is not passed; exactly at
    /// a sum is still inside, exactly at the national threshold is already outside.
    pub fn band(&self, lifetime: &Lifetime) -> &BandLimits {
        let [a, b, c, d] = &self.bands;
        let inside =
            |limits: &&BandLimits| limits.ceiling.as_ref().is_some_and(|ceiling| self.is_inside(ceiling, lifetime));
        [a, b, c].into_iter().find(inside).unwrap_or(d)
    }

    /// What a band may ask for.
    pub const fn band_limits(&self, band: Band) -> &BandLimits {
        let [a, b, c, d] = &self.bands;
        match band {
            Band::A => a,
            Band::B => b,
            Band::C => c,
            Band::D => d,
        }
    }

    /// Above this line an opportunity in one lot says why it is not in several (R-4.20d).
    pub const fn lots_ceiling(&self) -> &Ceiling {
        &self.lots
    }

    /// Whether a value stays under the line. Grants and health care have no national threshold: the one for
    /// light-touch services stands in, since most of both are such services.
    pub fn is_inside(&self, ceiling: &Ceiling, lifetime: &Lifetime) -> bool {
        match ceiling {
            Ceiling::Sum(sum) => lifetime.net <= sum.value,
            Ceiling::Threshold(_) => lifetime.gross < self.threshold_or_light_touch(lifetime.category).value,
        }
    }

    /// Where the line lies for a category.
    pub fn ceiling_value(&self, ceiling: &Ceiling, category: Category) -> Money {
        match ceiling {
            Ceiling::Sum(sum) => sum.value,
            Ceiling::Threshold(_) => self.threshold_or_light_touch(category).value,
        }
    }

    /// The rows that drew the line for a category, for a refusal to cite.
    pub fn ceiling_rows(&self, ceiling: &Ceiling, category: Category) -> Vec<RowId> {
        match ceiling {
            Ceiling::Sum(sum) => vec![sum.row.clone()],
            Ceiling::Threshold(row) => vec![row.clone(), self.threshold_or_light_touch(category).row],
        }
    }
}
