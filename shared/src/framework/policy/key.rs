//! The keys of the figures that every policy has, whatever the day.

#[cfg(doc)]
use crate::framework::policy::Policy;

wire_enum! {
    /// The sums, by the key of their row. A policy holds them in this order.
    pub enum Sum as "PolicySum" {
        /// See [`Policy::tender_threshold`].
        TenderThreshold = "local.tender.threshold",
        /// See [`Policy::grant_small_max`].
        GrantSmallMax = "local.grant.small_max",
        /// See [`Policy::minimal_assistance_max`].
        MinimalAssistanceMax = "grant.subsidy.minimal_max",
        /// See [`Policy::notifiable_below_threshold`].
        Notifiable = "pa23.notifiable_below_threshold",
        /// The Act's threshold for goods and services.
        GoodsServices = "pa23.threshold.subcentral.goods_services",
        /// The Act's threshold for works.
        Works = "pa23.threshold.works",
        /// The Act's threshold for concessions.
        Concession = "pa23.threshold.concession",
        /// The Act's threshold for light-touch services.
        LightTouch = "pa23.threshold.light_touch",
        /// The Act's threshold for light-touch concessions.
        LightTouchConcession = "pa23.threshold.light_touch_concession",
    }
}

wire_enum! {
    /// The numbers, by the key of their row. A policy holds them in this order.
    pub enum Number as "PolicyNumber" {
        /// See [`Policy::min_quotes`].
        MinQuotes = "local.rfq.min_quotes",
        /// See [`Policy::aggregation_months`].
        AggregationMonths = "local.aggregation.months",
        /// See [`Policy::market_map_max_age_days`].
        MarketMapMaxAgeDays = "local.market_map.max_age_days",
        /// See [`Policy::suppress_min`].
        SuppressMin = "local.suppress.min",
        /// See [`Policy::term_short_years`].
        TermShortYears = "local.term.short_years",
        /// See [`Policy::readability_max_grade`].
        ReadabilityMaxGrade = "local.readability.max_grade",
        /// See [`Policy::market_min_providers`].
        MarketMinProviders = "local.market.min_providers",
        /// See [`Policy::dependency_share`].
        DependencyShare = "local.dependency.share",
        /// See [`Policy::subcontract_max_share`].
        SubcontractMaxShare = "local.subcontract.max_share",
        /// See [`Policy::bids_per_lot`].
        BidsPerLot = "local.consortium.bids_per_lot",
        /// See [`Policy::clarification_days`].
        ClarificationDays = "local.clarification.days",
        /// See [`Policy::amendment_min_days`].
        AmendmentMinDays = "local.amendment.min_days",
        /// See [`Policy::complaint_days`].
        ComplaintDays = "local.complaint.days",
        /// See [`Policy::review_reason_words`].
        ReviewReasonLeastWords = "local.review_reason.least_words",
        /// See [`Policy::review_reason_words`].
        ReviewReasonMostWords = "local.review_reason.most_words",
        /// See [`Policy::payment_days`].
        PaymentDays = "local.payment.days",
        /// See [`Policy::return_min_interval_months`].
        ReturnMinIntervalMonths = "local.return.min_interval_months",
        /// See [`Policy::return_due_days`].
        ReturnDueDays = "local.return.due_days",
        /// See [`Policy::increased_monitoring_max_days`].
        IncreasedMonitoringMaxDays = "local.increased_monitoring.max_days",
        /// See [`Policy::feedback_days`].
        FeedbackDays = "local.feedback.days",
        /// See [`Policy::monitoring_load`].
        MonitoringLoad = "local.monitoring.load",
        /// See [`Policy::concern_raise_days`].
        ConcernRaiseDays = "local.concern.raise_days",
        /// See [`Policy::review_before_end_months`].
        ReviewBeforeEndMonths = "local.review.before_end_months",
        /// See [`Policy::annual_review_months`].
        AnnualReviewMonths = "local.annual_review.months",
        /// See [`Policy::end_review_months`].
        EndReviewMonths = "local.end_review.months",
        /// See [`Policy::continuity_max_months`].
        ContinuityMaxMonths = "local.continuity.max_months",
        /// See [`Policy::service_review_notice_months`].
        ServiceReviewNoticeMonths = "local.service_review.notice_months",
        /// See [`Policy::decommission_notice_months`].
        DecommissionNoticeMonths = "local.decommission.notice_months",
        /// See [`Policy::framework_review_months`].
        FrameworkReviewMonths = "local.framework.review_months",
        /// See [`Policy::consultation_min_days`].
        ConsultationMinDays = "local.consultation.min_days",
        /// The weight of the council's objectives.
        WeightObjective = "local.priority.weights.objective",
        /// The weight of a statutory duty.
        WeightStatutory = "local.priority.weights.statutory",
        /// The weight of the gap.
        WeightGap = "local.priority.weights.gap",
        /// The weight of what users say.
        WeightVoice = "local.priority.weights.voice",
    }
}
