//! The closed lists of the domain as they come over the wire.
//!
//! Each is the domain's own enum in a wrapper that says which list of the
//! schema it is; `*value` is the domain's.

use crate::schema;

macro_rules! enums {
    ($($type:path => $name:ident),+ $(,)?) => { $(
        #[doc = concat!("`", stringify!($name), "` of the schema.")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
        #[serde(transparent)]
        pub struct $name(pub $type);

        impl<'de> serde::Deserialize<'de> for $name {
            /// Reads it as text: what a fragment spreads is read out of a buffer, which knows no enums.
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                use serde::de::IntoDeserializer as _;
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                <$type as serde::Deserialize>::deserialize(text.into_deserializer()).map(Self)
            }
        }

        impl cynic::Enum for $name {
            type SchemaType = schema::$name;
        }

        cynic::impl_coercions!($name, schema::$name);

        impl schema::variable::Variable for $name {
            const TYPE: cynic::variables::VariableType = cynic::variables::VariableType::Named(stringify!($name));
        }

        impl std::ops::Deref for $name {
            type Target = $type;
            fn deref(&self) -> &$type {
                &self.0
            }
        }

        impl PartialEq<$type> for $name {
            fn eq(&self, other: &$type) -> bool {
                self.0 == *other
            }
        }
    )+ };
}

enums! {
    shared::error::Code => UserErrorCode,
    shared::people::OrganisationKind => OrganisationKind,
    shared::people::membership::Role => Role,
    shared::people::organisation::Action => OrganisationAction,
    shared::framework::principle::Principle => Principle,
    shared::framework::principle::answer::Kind => PrincipleAnswerKind,
    shared::plan::need::Stage => NeedStage,
    shared::plan::need::Action => NeedAction,
    shared::plan::consultation::Action => ConsultationAction,
    shared::plan::consultation::Disposition => ConsultationDisposition,
    shared::plan::consultation::response::Channel => ConsultationChannel,
    shared::plan::consultation::Stage => ConsultationStage,
    shared::plan::engagement::Source => EngagementSource,
    shared::plan::objective::Action => ObjectiveAction,
    shared::plan::forum::Action => ForumAction,
    shared::plan::prioritisation::Action => PrioritisationAction,
    shared::plan::prioritisation::Placing => PriorityPlacing,
    shared::plan::prioritisation::Stage => PrioritisationStage,
    shared::commission::access::Action => CommissionAction,
    shared::commission::stage::Next => CommissionNext,
    shared::commission::stage::Progress => CommissionProgress,
    shared::commission::stage::Stage => CommissionStage,
    shared::secure::specification::Action => SpecificationAction,
    shared::secure::specification::Section => SpecificationSection,
    shared::secure::specification::Stage => SpecificationStage,
    shared::secure::clarification::Action => ClarificationAction,
    shared::secure::clarification::Stage => ClarificationStage,
    shared::secure::bid::Stage => BidStage,
    shared::secure::bid::Action => BidAction,
    shared::secure::bid::team::MemberStage => BidMemberStage,
    shared::secure::bid::team::DeclineReason => BidDeclineReason,
    shared::secure::award::Action => AwardAction,
    shared::secure::award::Stage => AwardStage,
    shared::secure::evaluation::Action => EvaluationAction,
    shared::secure::evaluation::InterestKind => InterestKind,
    shared::secure::evaluation::PanelStage => PanelStage,
    shared::secure::agreement::Kind => AgreementKind,
    shared::secure::agreement::Side => AgreementSide,
    shared::secure::agreement::Stage => AgreementStage,
    shared::secure::agreement::Action => AgreementAction,
    shared::secure::specification::IndicatorResult => IndicatorResult,
    shared::secure::specification::Frequency => IndicatorFrequency,
    shared::monitor::monitoring_plan::ActivityKind => MonitoringActivityKind,
    shared::monitor::data_return::Action => DataReturnAction,
    shared::commission::thread::StepKind => ThreadStepKind,
    shared::tag::Colour => Colour,
    shared::framework::approval::Subject => ApprovalSubject,
    shared::framework::policy::Basis => PolicyBasis,
    shared::framework::policy::Category => PolicyCategory,
    shared::secure::method::Method => Method,
    shared::secure::opportunity::QuestionKind => QuestionKind,
    shared::secure::method::GrantKind => GrantKind,
    shared::secure::method::DirectGround => DirectGround,
    shared::secure::opportunity::Action => OpportunityAction,
    shared::secure::opportunity::CriterionKind => CriterionKind,
    shared::secure::opportunity::Stage => OpportunityStage,
    shared::people::organisation::ThirdSectorStatus => ThirdSectorStatus,
    shared::monitor::data_return::Stage => DataReturnStage,
}
