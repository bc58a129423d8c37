//! An organisation: a council that buys, or a provider that may be of the
//! third sector (framework 2.3).

pub mod access;
pub mod input;
pub mod register;
pub mod status;

pub use access::Action;
pub use input::OrganisationInput;
pub use register::Register;
pub use status::StatusChange;

use super::OrganisationId;
use crate::calendar::Timestamp;
use crate::tag::{Colour, Tag};

wire_enum! {
    /// Which side of an agreement an organisation stands on.
    pub enum OrganisationKind as "OrganisationKind" {
        /// A council.
        Buyer = "buyer",
        /// Anyone who provides services.
        Provider = "provider",
    }
}

wire_enum! {
    /// The closed list of framework 2.3, and the others (R-2.3a, R-2.3d).
    pub enum SectorType as "SectorType" {
        /// A voluntary organisation.
        Voluntary = "voluntary",
        /// A community group.
        Community = "community",
        /// A registered charity.
        Charity = "charity",
        /// A social enterprise.
        SocialEnterprise = "social_enterprise",
        /// A faith group.
        Faith = "faith",
        /// A mutual, owned by its members or staff.
        Mutual = "mutual",
        /// A co-operative.
        Cooperative = "cooperative",
        /// None of these: may bid where nothing is reserved.
        Other = "other",
    }
}

wire_enum! {
    /// Whether an officer has confirmed that an organisation is of the third
    /// sector (R-2.3c).
    pub enum ThirdSectorStatus as "ThirdSectorStatus" {
        /// The organisation says so; nobody has checked yet.
        Declared = "declared",
        /// An officer has confirmed it.
        Verified = "verified",
        /// An officer has looked and does not agree.
        Refused = "refused",
        /// The organisation does not say that it is.
        NotClaimed = "not_claimed",
    }
}

wire_enum! {
    /// How an organisation is set up in law (R-2.3a).
    pub enum LegalForm as "LegalForm" {
        /// A group with a constitution and no form in law.
        Unincorporated = "unincorporated",
        /// A trust.
        Trust = "trust",
        /// A charitable incorporated organisation.
        Cio = "cio",
        /// A company limited by guarantee.
        CompanyByGuarantee = "company_by_guarantee",
        /// A community interest company.
        CommunityInterestCompany = "community_interest_company",
        /// A community benefit society.
        CommunityBenefitSociety = "community_benefit_society",
        /// A co-operative society.
        CooperativeSociety = "cooperative_society",
        /// A company limited by shares, or a public limited company.
        CompanyByShares = "company_by_shares",
        /// A partnership, or a person in business.
        Partnership = "partnership",
        /// Set up by a law of its own, or by royal charter.
        Statutory = "statutory",
    }
}

impl LegalForm {
    /// The form's name on a page.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Unincorporated => "Group with a constitution, not incorporated",
            Self::Trust => "Trust",
            Self::Cio => "Charitable incorporated organisation (CIO)",
            Self::CompanyByGuarantee => "Company limited by guarantee",
            Self::CommunityInterestCompany => "Community interest company (CIC)",
            Self::CommunityBenefitSociety => "Community benefit society",
            Self::CooperativeSociety => "Co-operative society",
            Self::CompanyByShares => "Company limited by shares",
            Self::Partnership => "Partnership or sole trader",
            Self::Statutory => "Set up by its own law or charter",
        }
    }
}

impl SectorType {
    /// The type's name on a page.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Voluntary => "Voluntary organisation",
            Self::Community => "Community group",
            Self::Charity => "Registered charity",
            Self::SocialEnterprise => "Social enterprise",
            Self::Faith => "Faith group",
            Self::Mutual => "Mutual",
            Self::Cooperative => "Co-operative",
            Self::Other => "None of these",
        }
    }
}

impl ThirdSectorStatus {
    /// The status in words and colour, the same for everybody.
    pub fn tag(self) -> Tag {
        match self {
            Self::Declared => Tag::new("Declared, not checked yet", Colour::Yellow),
            Self::Verified => Tag::new("Verified", Colour::Green),
            Self::Refused => Tag::new("Not accepted", Colour::Red),
            Self::NotClaimed => Tag::new("Not third sector", Colour::Grey),
        }
    }
}

/// What an organisation says of itself (R-2.3b, R-2.3c).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declarations {
    /// Whether no public body controls it.
    pub independent: bool,
    /// What it is for.
    pub purposes: String,
    /// What becomes of a surplus.
    pub surplus: String,
    /// Whether its assets are locked to its purposes.
    pub asset_lock: bool,
}

/// A council or a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// Its identifier here.
    pub id: OrganisationId,
    /// Which side it stands on.
    pub kind: OrganisationKind,
    /// Its name.
    pub name: String,
    /// Its identifier in the world, with the org-id.guide prefix, for instance
    /// `GB-CHC-1234567`.
    pub org_id: String,
    /// Its sector type; none for a council.
    pub sector: Option<SectorType>,
    /// Where its third-sector status stands.
    pub status: ThirdSectorStatus,
    /// When the status last changed.
    pub status_at: Timestamp,
}
