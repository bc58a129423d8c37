//! What an officer gives to begin a commission or to describe a service.

use serde::{Deserialize, Serialize};

use super::{CommissionId, ServiceId};
use crate::check::{Checks, clean};
use crate::error::{Code, Refusal};
use crate::people::DirectorateId;

/// A service, as a person describes it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
pub struct ServiceInput {
    /// What it is called, up to 120 characters.
    pub name: String,
    /// What it does, in a sentence or two, up to 500 characters.
    pub summary: String,
    /// Whom it is for, up to 500 characters.
    pub who_for: String,
    /// How to use it, up to 1,000 characters.
    pub how_to_use: String,
}

/// A service that may be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewService {
    /// What it is called.
    pub name: String,
    /// What it does.
    pub summary: String,
    /// Whom it is for.
    pub who_for: String,
    /// How to use it.
    pub how_to_use: String,
}

impl ServiceInput {
    /// Reads the form; the fields' ids start with `prefix`.
    fn read(&self, checks: &mut Checks, prefix: &str) -> NewService {
        let field = |name: &str| format!("{prefix}{name}");
        NewService {
            name: checks.text(&field("name"), "the service's name", &self.name, 120),
            summary: checks.text(&field("summary"), "what the service does", &self.summary, 500),
            who_for: checks.text(&field("whoFor"), "who the service is for", &self.who_for, 500),
            how_to_use: checks.text(&field("howToUse"), "how people use the service", &self.how_to_use, 1_000),
        }
    }

    /// Everything that is wrong with it, or the service.
    pub fn check(&self) -> Result<NewService, Vec<Refusal>> {
        let mut checks = Checks::new();
        let service = self.read(&mut checks, "");
        checks.finish()?;
        Ok(service)
    }
}

/// The beginning of a commission: for a service that exists, or for a new one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
pub struct CommissionInput {
    /// What it is called, up to 120 characters.
    pub title: String,
    /// The directorate that leads it: its identifier.
    pub directorate: String,
    /// The service that it commissions: its identifier; empty for a new one.
    #[cfg_attr(feature = "server", graphql(default))]
    pub service: String,
    /// A new service, where none is chosen.
    pub new_service: Option<ServiceInput>,
    /// The commission that it follows, if it is a further turn: its identifier.
    #[cfg_attr(feature = "server", graphql(default))]
    pub follows: String,
}

/// The service that a commission is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServiceChoice {
    /// One that exists.
    Existing(ServiceId),
    /// One to be made with it.
    New(NewService),
}

/// A commission that may be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCommission {
    /// What it is called.
    pub title: String,
    /// The directorate that leads it.
    pub directorate: DirectorateId,
    /// The service: one that exists, or a new one.
    pub service: ServiceChoice,
    /// The commission that it follows.
    pub follows: Option<CommissionId>,
}

impl CommissionInput {
    /// The name of the new service, if there is to be one and it has a name.
    pub fn new_name(&self) -> Option<String> {
        let new = self.new_service.as_ref().filter(|_| self.service.trim().is_empty())?;
        Some(clean(&new.name)).filter(|name| !name.is_empty())
    }

    /// Everything that is wrong with it, or the commission.
    pub fn check(&self) -> Result<NewCommission, Vec<Refusal>> {
        let mut checks = Checks::new();
        let title = checks.text("title", "what this commission is called", &self.title, 120);
        let directorate = checks.id::<DirectorateId>("directorate", "the directorate", &self.directorate);
        let service = if self.service.trim().is_empty() {
            self.new_service.as_ref().map(|new| ServiceChoice::New(new.read(&mut checks, "newService.")))
        } else {
            checks.id::<ServiceId>("service", "the service", &self.service).map(ServiceChoice::Existing)
        };
        if service.is_none() && self.service.trim().is_empty() {
            checks.refuse(Refusal::slip("service", Code::Missing, "Select the service, or describe a new one"));
        }
        let follows = if self.follows.trim().is_empty() {
            None
        } else {
            checks.id::<CommissionId>("follows", "the commission it follows", &self.follows)
        };
        checks.finish()?;
        let (Some(directorate), Some(service)) = (directorate, service) else { return Err(Vec::new()) };
        Ok(NewCommission { title, directorate, service, follows })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(refusals: &[Refusal]) -> Vec<&str> {
        refusals.iter().filter_map(|refusal| refusal.field.as_deref()).collect()
    }

    #[test]
    fn an_empty_form_gets_all_its_faults_at_once() {
        let refusals = CommissionInput::default().check().unwrap_err();
        assert_eq!(fields(&refusals), ["title", "directorate", "service"]);
    }

    #[test]
    fn a_new_service_is_described_in_full() {
        let input = CommissionInput {
            title: "Digital skills".to_owned(),
            directorate: "dir_00000000000000000000000000000001".to_owned(),
            new_service: Some(ServiceInput { name: "Digital skills".to_owned(), ..ServiceInput::default() }),
            ..CommissionInput::default()
        };
        let refusals = input.check().unwrap_err();
        assert_eq!(fields(&refusals), ["newService.summary", "newService.whoFor", "newService.howToUse"]);
    }

    #[test]
    fn a_service_that_exists_is_enough() {
        let input = CommissionInput {
            title: " Digital skills ".to_owned(),
            directorate: "dir_00000000000000000000000000000001".to_owned(),
            service: "svc_00000000000000000000000000000001".to_owned(),
            ..CommissionInput::default()
        };
        let new = input.check().unwrap();
        assert_eq!(new.title, "Digital skills");
        assert!(matches!(new.service, ServiceChoice::Existing(_)));
        let broken = CommissionInput { service: "dir_1".to_owned(), follows: "x".to_owned(), ..input };
        assert_eq!(fields(&broken.check().unwrap_err()), ["service", "follows"]);
    }
}
