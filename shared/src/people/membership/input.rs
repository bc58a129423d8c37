//! What an administrator gives to ask a colleague to join.

use serde::{Deserialize, Serialize};

use super::Role;
use crate::calendar::{self, Day, Timestamp};
use crate::check::Checks;
use crate::error::{Code, Refusal};
use crate::money::Money;
use crate::people::user::email;
use crate::people::{DirectorateId, OrganisationKind};

/// The longest an invited reviewer from outside stays, in days.
const REVIEWER_MOST_DAYS: u64 = 366;

/// An invitation, as an administrator writes it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
pub struct InvitationInput {
    /// The colleague's address for mail.
    pub email: String,
    /// The role they shall have, such as `member`.
    pub role: String,
    /// The directorate, for officers of one only; empty for the whole council.
    pub directorate: String,
    /// An approver's money limit in pounds, net of VAT; empty for other roles.
    pub limit: String,
    /// The last day of a reviewer from outside; empty for other roles.
    pub expires_on: String,
}

/// An invitation that may be sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// The colleague's address.
    pub email: String,
    /// The role.
    pub role: Role,
    /// The directorate.
    pub directorate: Option<DirectorateId>,
    /// An approver's limit, net, in pence.
    pub limit_pence: Option<i64>,
    /// When it ends by itself.
    pub expires_at: Option<Timestamp>,
}

impl Invitation {
    /// An approver's limit, net of VAT.
    pub fn limit(&self) -> Option<Money> {
        self.limit_pence.map(Money::pence)
    }
}

impl InvitationInput {
    /// Reads it, for an organisation of this kind, on this day.
    pub fn check(&self, kind: OrganisationKind, today: Day) -> Result<Invitation, Vec<Refusal>> {
        let mut checks = Checks::new();
        let email = email(&mut checks, "email", &self.email);
        let role: Option<Role> = checks.choice("role", "the role", &self.role);
        if let Some(role) = role.filter(|role| !role.fits(kind)) {
            let side = if kind == OrganisationKind::Buyer { "a council" } else { "a provider" };
            let message = format!("{} is not a role at {side}. Select another", role.label());
            checks.refuse(Refusal::slip("role", Code::UnknownCode, message));
        }
        let directorate = (!self.directorate.trim().is_empty())
            .then(|| checks.id("directorate", "the directorate", &self.directorate))
            .flatten();
        if directorate.is_some() && kind == OrganisationKind::Provider {
            let message = "Only councils have directorates. Leave this empty";
            checks.refuse(Refusal::slip("directorate", Code::Invalid, message));
        }
        let limit = self.read_limit(&mut checks, role);
        let expires_at = self.read_expiry(&mut checks, role, today);
        checks.finish()?;
        let Some(role) = role else { return Err(Vec::new()) };
        Ok(Invitation { email, role, directorate, limit_pence: limit.map(Money::as_pence), expires_at })
    }

    /// Whom it is for and as what, if that could be read, whatever else is wrong.
    pub fn colleague_named(&self) -> Option<(String, Role, Option<DirectorateId>)> {
        let address = email(&mut Checks::new(), "email", &self.email);
        Some((address, self.role.trim().parse().ok()?, self.directorate_named()))
    }

    /// The directorate named, if it could be read.
    pub fn directorate_named(&self) -> Option<DirectorateId> {
        self.directorate.trim().parse().ok()
    }

    fn read_limit(&self, checks: &mut Checks, role: Option<Role>) -> Option<Money> {
        let given = !self.limit.trim().is_empty();
        if role == Some(Role::Approver) {
            let limit = checks.money("limit", "the limit up to which they may approve", &self.limit);
            if given && limit == Money::ZERO && checks.faults().iter().all(|f| f.field.as_deref() != Some("limit")) {
                checks.refuse(Refusal::slip("limit", Code::OutOfRange, "The limit must be above £0"));
            }
            return Some(limit);
        }
        if given && role.is_some() {
            checks.refuse(Refusal::slip("limit", Code::Invalid, "Only approvers have a limit. Leave this empty"));
        }
        None
    }

    fn read_expiry(&self, checks: &mut Checks, role: Option<Role>, today: Day) -> Option<Timestamp> {
        let given = !self.expires_on.trim().is_empty();
        if role == Some(Role::ExternalReviewer) {
            let day = checks.day("expiresOn", "the last day", &self.expires_on);
            let sound = given && checks.faults().iter().all(|f| f.field.as_deref() != Some("expiresOn"));
            let last = calendar::add_days(today, REVIEWER_MOST_DAYS);
            if sound && !(today..=last).contains(&day) {
                let message =
                    format!("The last day must be {} to {}", calendar::in_words(today), calendar::in_words(last));
                checks.refuse(Refusal::slip("expiresOn", Code::OutOfRange, message));
            }
            return sound.then(|| calendar::end_of(day));
        }
        if given && role.is_some() {
            let message = "Only reviewers from outside have a last day. Leave this empty";
            checks.refuse(Refusal::slip("expiresOn", Code::Invalid, message));
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> Day {
        calendar::parse_day("23 November 2026").unwrap()
    }

    fn input(role: &str) -> InvitationInput {
        InvitationInput { email: "joe@lantern.example".to_owned(), role: role.to_owned(), ..Default::default() }
    }

    fn fields(kind: OrganisationKind, input: &InvitationInput) -> Vec<String> {
        let faults = input.check(kind, today()).unwrap_err();
        faults.into_iter().filter_map(|fault| fault.field).collect()
    }

    #[test]
    fn a_role_has_to_fit_the_organisation() {
        assert!(input("member").check(OrganisationKind::Provider, today()).is_ok());
        assert_eq!(fields(OrganisationKind::Buyer, &input("member")), ["role"]);
        assert_eq!(fields(OrganisationKind::Provider, &input("approver")), ["role", "limit"]);
    }

    #[test]
    fn an_approver_needs_a_limit_and_nobody_else_has_one() {
        let approver = InvitationInput { limit: "100,000".to_owned(), ..input("approver") };
        let checked = approver.check(OrganisationKind::Buyer, today()).unwrap();
        assert_eq!(checked.limit(), Some(Money::pounds(100_000)));
        assert_eq!(
            fields(OrganisationKind::Buyer, &InvitationInput { limit: "0".to_owned(), ..input("approver") }),
            ["limit"]
        );
        assert_eq!(
            fields(OrganisationKind::Buyer, &InvitationInput { limit: "5".to_owned(), ..input("commissioner") }),
            ["limit"]
        );
    }

    #[test]
    fn a_reviewer_from_outside_has_a_last_day() {
        assert_eq!(fields(OrganisationKind::Buyer, &input("external_reviewer")), ["expiresOn"]);
        let late = InvitationInput { expires_on: "1 January 2029".to_owned(), ..input("external_reviewer") };
        assert_eq!(fields(OrganisationKind::Buyer, &late), ["expiresOn"]);
        let sound = InvitationInput { expires_on: "31 January 2027".to_owned(), ..input("external_reviewer") };
        assert!(sound.check(OrganisationKind::Buyer, today()).unwrap().expires_at.is_some());
    }
}
