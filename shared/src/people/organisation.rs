//! An organisation: a council that buys, or a provider that may be of the
//! third sector (framework 2.3).

use super::OrganisationId;
use crate::calendar::Timestamp;

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
