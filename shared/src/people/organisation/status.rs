//! Third-sector status: declared by the organisation, decided by an officer,
//! dated and with its history (R-2.3c).
//!
//! ```text
//! declared ----verify---> verified ---refuse--> refused
//!     |                       ^                    |
//!     +-------refuse----------|------------> refused
//! not_claimed -----verify-----+-------verify-------+
//! ```

use super::{Declarations, Organisation, ThirdSectorStatus};
use crate::calendar::Timestamp;
use crate::check::clean;
use crate::error::{Code, Refusal, all_or_nothing};
use crate::people::{OrganisationKind, UserId};

/// The longest reason, in characters.
const REASON_MOST: usize = 1_000;

/// One entry of the status's history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusChange {
    /// What it became.
    pub status: ThirdSectorStatus,
    /// Why.
    pub reason: String,
    /// The officer who decided; none for the organisation's own declaration.
    pub by: Option<UserId>,
    /// When.
    pub at: Timestamp,
}

impl Organisation {
    /// An officer confirms that it is of the third sector.
    pub fn verify(
        self,
        declared: &Declarations,
        reason: &str,
        by: UserId,
        now: Timestamp,
    ) -> Result<(Self, StatusChange), Vec<Refusal>> {
        let mut refusals = self.decidable(ThirdSectorStatus::Verified);
        if !declared.independent {
            let message = format!(
                "{} says that a public body controls it, so it does not count as third sector. \
                 Ask it to correct its declaration first",
                self.name
            );
            refusals.push(Refusal::under(Code::IllegalTransition, "R-2.3b", "2.3", message));
        }
        self.decide(ThirdSectorStatus::Verified, refusals, reason, by, now)
    }

    /// An officer does not agree that it is of the third sector.
    pub fn refuse(self, reason: &str, by: UserId, now: Timestamp) -> Result<(Self, StatusChange), Vec<Refusal>> {
        let refusals = self.decidable(ThirdSectorStatus::Refused);
        self.decide(ThirdSectorStatus::Refused, refusals, reason, by, now)
    }

    /// Why an officer cannot give it this status now; empty if they can.
    pub fn decidable(&self, to: ThirdSectorStatus) -> Vec<Refusal> {
        let name = &self.name;
        let message = match (self.kind, self.status) {
            (OrganisationKind::Buyer, _) => format!("{name} is a council. It has no third-sector status"),
            (_, ThirdSectorStatus::Verified) if to == ThirdSectorStatus::Verified => {
                format!("{name} is verified already")
            }
            (_, ThirdSectorStatus::Refused) if to == ThirdSectorStatus::Refused => {
                format!("{name} is not accepted as third sector already")
            }
            (_, ThirdSectorStatus::NotClaimed) if to == ThirdSectorStatus::Refused => {
                format!("{name} does not say that it is of the third sector, so there is nothing to refuse")
            }
            _ => return Vec::new(),
        };
        vec![Refusal::under(Code::IllegalTransition, "R-2.3c", "2.3", message)]
    }

    fn decide(
        self,
        to: ThirdSectorStatus,
        mut refusals: Vec<Refusal>,
        reason: &str,
        by: UserId,
        now: Timestamp,
    ) -> Result<(Self, StatusChange), Vec<Refusal>> {
        let reason = clean(reason);
        let count = reason.chars().count();
        if reason.is_empty() {
            let message = "Enter what you looked at and why you decided so. The organisation sees it";
            refusals.push(Refusal::slip("reason", Code::ReasonMissing, message).because("R-2.3c", "2.3"));
        } else if count > REASON_MOST {
            let message =
                format!("Reason is {count} characters. The limit is {REASON_MOST}: cut {}", count - REASON_MOST);
            refusals.push(Refusal::slip("reason", Code::TooLong, message));
        }
        all_or_nothing(refusals)?;
        let change = StatusChange { status: to, reason, by: Some(by), at: now };
        Ok((Self { status: to, status_at: now, ..self }, change))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::OrganisationId;
    use crate::people::organisation::SectorType;

    fn organisation(status: ThirdSectorStatus) -> Organisation {
        Organisation {
            id: OrganisationId::from_uuid(uuid::Uuid::from_u128(1)),
            kind: OrganisationKind::Provider,
            name: "Lantern Carers".to_owned(),
            org_id: "GB-CHC-9990001".to_owned(),
            sector: Some(SectorType::Charity),
            status,
            status_at: "2026-11-01T09:00:00Z".parse().unwrap(),
        }
    }

    fn declarations(independent: bool) -> Declarations {
        Declarations { independent, purposes: "Company".to_owned(), surplus: "Kept".to_owned(), asset_lock: true }
    }

    fn officer() -> UserId {
        UserId::from_uuid(uuid::Uuid::from_u128(2))
    }

    fn now() -> Timestamp {
        "2026-11-23T09:00:00Z".parse().unwrap()
    }

    #[test]
    fn a_declared_organisation_is_verified_with_a_reason_and_a_date_r_2_3c() {
        let declared = organisation(ThirdSectorStatus::Declared);
        let (verified, change) = declared.verify(&declarations(true), "Register read", officer(), now()).unwrap();
        assert_eq!((verified.status, verified.status_at), (ThirdSectorStatus::Verified, now()));
        assert_eq!((change.status, change.by), (ThirdSectorStatus::Verified, Some(officer())));
    }

    #[test]
    fn a_decision_without_a_reason_is_refused_r_2_3c() {
        let faults = organisation(ThirdSectorStatus::Declared).refuse("  ", officer(), now()).unwrap_err();
        assert_eq!((faults[0].code, faults[0].field.as_deref()), (Code::ReasonMissing, Some("reason")));
    }

    #[test]
    fn what_a_public_body_controls_is_never_verified_r_2_3b() {
        let faults = organisation(ThirdSectorStatus::NotClaimed)
            .verify(&declarations(false), "It asked", officer(), now())
            .unwrap_err();
        assert_eq!(faults[0].rule.as_deref(), Some("R-2.3b"));
    }

    #[test]
    fn which_decision_follows_which_status() {
        let steps: Vec<String> = ThirdSectorStatus::ALL
            .iter()
            .map(|from| {
                let can = |to| organisation(*from).decidable(to).is_empty();
                let verify = can(ThirdSectorStatus::Verified);
                format!("{from}: verify {verify}, refuse {}", can(ThirdSectorStatus::Refused))
            })
            .collect();
        assert_eq!(
            steps,
            [
                "declared: verify true, refuse true",
                "verified: verify false, refuse true",
                "refused: verify true, refuse false",
                "not_claimed: verify true, refuse false",
            ]
        );
    }
}
