//! The thread: services, and the turns of the cycle that commission them.
//!
//! A commission's stage is never stored. It is the furthest work under way
//! ([`stage`]), so it cannot disagree with what has happened.

pub mod access;
pub mod input;
pub mod stage;
pub mod thread;

use crate::calendar::Timestamp;
use crate::people::{DirectorateId, OrganisationId, UserId};

pub use input::{CommissionInput, NewCommission, NewService, ServiceChoice, ServiceInput};
pub use stage::{Facts, Stage, Step, Work, legal, may_begin, next, stage, steps};

wire_id! {
    /// What people receive.
    ServiceId, "svc_"
}
wire_id! {
    /// One turn of the cycle.
    CommissionId, "com_"
}

/// What people receive, over all its agreements; public.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// Its identifier.
    pub id: ServiceId,
    /// Its name in speech and addresses, such as `S-0001`.
    pub reference: String,
    /// The council that answers for it.
    pub buyer: OrganisationId,
    /// What it is called.
    pub name: String,
    /// What it does, in a sentence or two.
    pub summary: String,
    /// Whom it is for.
    pub who_for: String,
    /// How to use it.
    pub how_to_use: String,
    /// When it was first written down here.
    pub created_at: Timestamp,
    /// Counts its changes.
    pub version: i64,
}

/// One turn of the cycle for one service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commission {
    /// Its identifier.
    pub id: CommissionId,
    /// Its name in speech and addresses, such as `C-0012`.
    pub reference: String,
    /// The council.
    pub buyer: OrganisationId,
    /// The directorate that leads it.
    pub directorate: DirectorateId,
    /// The service it commissions.
    pub service: ServiceId,
    /// What it is called.
    pub title: String,
    /// The officer who leads it.
    pub lead: UserId,
    /// The commission that it follows, where it is a further turn.
    pub follows: Option<CommissionId>,
    /// When it began.
    pub created_at: Timestamp,
    /// Counts its changes.
    pub version: i64,
}
