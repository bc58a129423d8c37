//! The figures by name. Each answer carries the row it came from, so that a refusal can cite it.

use crate::framework::policy::key::{Number, Sum};
use crate::framework::policy::{CountFrom, Policy, Regime, RowId, Unit};
use crate::money::Money;

/// A figure and the row it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure<T> {
    /// The figure.
    pub value: T,
    /// Its row.
    pub row: RowId,
}

/// How long something takes or may take, and how to count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// How many.
    pub length: u32,
    /// Of what.
    pub unit: Unit,
    /// Which day is day one.
    pub count_from: CountFrom,
}

/// How much each part of a need's score weighs, in parts of a hundred (R-3.4b).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weights {
    /// How far it serves the council's objectives.
    pub objective: Figure<u32>,
    /// Whether a statute asks for it.
    pub statutory: Figure<u32>,
    /// How far supply falls short of demand.
    pub gap: Figure<u32>,
    /// What users say.
    pub voice: Figure<u32>,
}

wire_enum! {
    /// What is bought or funded, as far as it decides which national rules bind.
    pub enum Category as "PolicyCategory" {
        /// Ordinary goods or services.
        GoodsServices = "goods_services",
        /// Building work.
        Works = "works",
        /// A concession: the provider is paid by those who use the service.
        Concession = "concession",
        /// Social and other services under the light touch.
        LightTouch = "light_touch",
        /// A concession for such services.
        LightTouchConcession = "light_touch_concession",
        /// Health care under the Provider Selection Regime.
        HealthCare = "health_care",
        /// A grant.
        Grant = "grant",
    }
}

/// The waiting periods, one for each way of counting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Standstills {
    pub(super) local: Figure<Period>,
    pub(super) act: Figure<Period>,
    pub(super) light_touch: Figure<Period>,
    pub(super) health_care: Figure<Period>,
}

impl Policy {
    fn sum(&self, sum: Sum) -> Figure<Money> {
        self.sums[sum as usize].clone()
    }

    fn number(&self, number: Number) -> Figure<u32> {
        self.numbers[number as usize].clone()
    }

    /// The national threshold, with VAT, from which the Act binds in full; none where no threshold decides: health care
    /// and grants.
    pub fn threshold(&self, category: Category) -> Option<Figure<Money>> {
        let sum = match category {
            Category::GoodsServices => Sum::GoodsServices,
            Category::Works => Sum::Works,
            Category::Concession => Sum::Concession,
            Category::LightTouch => Sum::LightTouch,
            Category::LightTouchConcession => Sum::LightTouchConcession,
            Category::HealthCare | Category::Grant => return None,
        };
        Some(self.sum(sum))
    }

    pub(super) fn threshold_or_light_touch(&self, category: Category) -> Figure<Money> {
        self.threshold(category).unwrap_or_else(|| self.sum(Sum::LightTouch))
    }

    /// The waiting period between the decision and the signature. Whether there has to be one, the regime says:
    /// mandatory under the Act in full and for health care, else only if promised (R-S5).
    pub fn standstill(&self, regime: Regime) -> &Figure<Period> {
        match regime {
            Regime::Pa23 => &self.standstills.act,
            Regime::Pa23Light => &self.standstills.light_touch,
            Regime::Psr => &self.standstills.health_care,
            Regime::Local | Regime::Pa23Below | Regime::Grant | Regime::National => &self.standstills.local,
        }
    }

    /// How much each part of a need's score weighs (R-3.4b).
    pub fn priority_weights(&self) -> Weights {
        Weights {
            objective: self.number(Number::WeightObjective),
            statutory: self.number(Number::WeightStatutory),
            gap: self.number(Number::WeightGap),
            voice: self.number(Number::WeightVoice),
        }
    }

    /// Above this lifetime value, before VAT, a contract needs a tender; up to it, quotations.
    pub fn tender_threshold(&self) -> Figure<Money> {
        self.sum(Sum::TenderThreshold)
    }

    /// The most minimal financial assistance that one enterprise can have in this and the two financial years before
    /// (Subsidy Control Act 2022, section 36).
    pub fn minimal_assistance_max(&self) -> Figure<Money> {
        self.sum(Sum::MinimalAssistanceMax)
    }

    /// A grant above this sum needs a reason and an approver.
    pub fn grant_small_max(&self) -> Figure<Money> {
        self.sum(Sum::GrantSmallMax)
    }

    /// From this sum, with VAT, a contract below the national threshold needs notices (Procurement Act 2023, section 84).
    pub fn notifiable_below_threshold(&self) -> Figure<Money> {
        self.sum(Sum::Notifiable)
    }

    /// How many must be invited to quote, at least (R-4.11, R-4.13a).
    pub fn min_quotes(&self) -> Figure<u32> {
        self.number(Number::MinQuotes)
    }

    /// Purchases of one category for one need within so many months count together.
    pub fn aggregation_months(&self) -> Figure<u32> {
        self.number(Number::AggregationMonths)
    }

    /// A consultation stays open for so many days, at least.
    pub fn consultation_min_days(&self) -> Figure<u32> {
        self.number(Number::ConsultationMinDays)
    }

    /// A market map older than so many days is out of date (P4).
    pub fn market_map_max_age_days(&self) -> Figure<u32> {
        self.number(Number::MarketMapMaxAgeDays)
    }

    /// A figure about fewer people than this is not shown (P8, R-4.28d).
    pub fn suppress_min(&self) -> Figure<u32> {
        self.number(Number::SuppressMin)
    }

    /// A term shorter than so many years needs a reason (P7).
    pub fn term_short_years(&self) -> Figure<u32> {
        self.number(Number::TermShortYears)
    }

    /// A text above this reading grade needs an approver's reason (R-4.8c).
    pub fn readability_max_grade(&self) -> Figure<u32> {
        self.number(Number::ReadabilityMaxGrade)
    }

    /// A service with fewer able providers raises an alert.
    pub fn market_min_providers(&self) -> Figure<u32> {
        self.number(Number::MarketMinProviders)
    }

    /// Per cent of a provider's income from the council above which dependency is shown.
    pub fn dependency_share(&self) -> Figure<u32> {
        self.number(Number::DependencyShare)
    }

    /// Working days in which a bidder's question is answered (R-S2).
    pub fn clarification_days(&self) -> Figure<u32> {
        self.number(Number::ClarificationDays)
    }

    /// Working days that bidders have at least after a change that matters to bids (R-S3).
    pub fn amendment_min_days(&self) -> Figure<u32> {
        self.number(Number::AmendmentMinDays)
    }

    /// Working days in which a complaint about an award is answered (R-S5).
    pub fn complaint_days(&self) -> Figure<u32> {
        self.number(Number::ComplaintDays)
    }

    /// The fewest and the most words of the reason that a reviewer gives with a score (R-S4).
    pub fn review_reason_words(&self) -> (Figure<u32>, Figure<u32>) {
        (self.number(Number::ReviewReasonLeastWords), self.number(Number::ReviewReasonMostWords))
    }

    /// The most of the work, in per cent, that a bidder may pass on (R-4.20d).
    pub fn subcontract_max_share(&self) -> Figure<u32> {
        self.number(Number::SubcontractMaxShare)
    }

    /// In how many bids for one lot an organisation may be (R-4.20b).
    pub fn bids_per_lot(&self) -> Figure<u32> {
        self.number(Number::BidsPerLot)
    }

    /// The longest payment term, in days.
    pub fn payment_days(&self) -> Figure<u32> {
        self.number(Number::PaymentDays)
    }

    /// Returns more often than every so many months need a reason (R-4.21d).
    pub fn return_min_interval_months(&self) -> Figure<u32> {
        self.number(Number::ReturnMinIntervalMonths)
    }

    /// Days after a period's end in which its return is sent (R-4.21b).
    pub fn return_due_days(&self) -> Figure<u32> {
        self.number(Number::ReturnDueDays)
    }

    /// Closer monitoring lapses after so many days at most (R-4.21e).
    pub fn increased_monitoring_max_days(&self) -> Figure<u32> {
        self.number(Number::IncreasedMonitoringMaxDays)
    }

    /// Working days in which the council gives feedback after monitoring (R-4.21f).
    pub fn feedback_days(&self) -> Figure<u32> {
        self.number(Number::FeedbackDays)
    }

    /// Return dates a year across one provider's agreements above which a reason is needed (R-4.21d).
    pub fn monitoring_load(&self) -> Figure<u32> {
        self.number(Number::MonitoringLoad)
    }

    /// Working days from noticing a concern to raising it, without a reason (R-4.22a).
    pub fn concern_raise_days(&self) -> Figure<u32> {
        self.number(Number::ConcernRaiseDays)
    }

    /// Months before its end when a contract without a service review raises an alert (R-4.24b).
    pub fn review_before_end_months(&self) -> Figure<u32> {
        self.number(Number::ReviewBeforeEndMonths)
    }

    /// Months from start, or the last annual review, to the next.
    pub fn annual_review_months(&self) -> Figure<u32> {
        self.number(Number::AnnualReviewMonths)
    }

    /// Months after the end of a short agreement or one-off grant in which its one review is due.
    pub fn end_review_months(&self) -> Figure<u32> {
        self.number(Number::EndReviewMonths)
    }

    /// The longest extension in months while an annual review is overdue.
    pub fn continuity_max_months(&self) -> Figure<u32> {
        self.number(Number::ContinuityMaxMonths)
    }

    /// Calendar months of notice before a service review starts (R-4.28a).
    pub fn service_review_notice_months(&self) -> Figure<u32> {
        self.number(Number::ServiceReviewNoticeMonths)
    }

    /// Calendar months of notice before third-sector funding ends or shrinks (R-5.2d).
    pub fn decommission_notice_months(&self) -> Figure<u32> {
        self.number(Number::DecommissionNoticeMonths)
    }

    /// Months from one review of the framework to the next.
    pub fn framework_review_months(&self) -> Figure<u32> {
        self.number(Number::FrameworkReviewMonths)
    }
}
