//! What somebody gives to register an organisation.

use serde::{Deserialize, Serialize};

use super::{Declarations, LegalForm, Register, SectorType, ThirdSectorStatus};
use crate::check::Checks;
use crate::error::{Code, Refusal};

/// The organisation as its founder here describes it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
pub struct OrganisationInput {
    /// The register it stands on, by its org-id.guide prefix such as `GB-CHC`,
    /// or `none`.
    pub register: String,
    /// Its number there; empty on no register.
    pub number: String,
    /// Its name.
    pub name: String,
    /// How it is set up in law, such as `cio`.
    pub legal_form: String,
    /// Its sector type, such as `charity`; `other` for none of the list.
    pub sector: String,
    /// `yes` where no public body controls it, otherwise `no`.
    pub independent: String,
    /// What it is for.
    pub purposes: String,
    /// What becomes of a surplus.
    pub surplus: String,
    /// `yes` where its assets are locked to its purposes, otherwise `no`.
    pub asset_lock: String,
}

/// An organisation that may be registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Its name.
    pub name: String,
    /// Its identifier in the world; none on no register.
    pub org_id: Option<String>,
    /// How it is set up.
    pub legal_form: LegalForm,
    /// Its sector type.
    pub sector: SectorType,
    /// What it says of itself.
    pub declarations: Declarations,
}

impl Checked {
    /// The status it starts with: whoever is independent and of a listed type
    /// declares it (R-2.3a, R-2.3b). Nobody starts verified (R-2.3c).
    pub fn status(&self) -> ThirdSectorStatus {
        if self.declarations.independent && self.sector != SectorType::Other {
            ThirdSectorStatus::Declared
        } else {
            ThirdSectorStatus::NotClaimed
        }
    }
}

impl OrganisationInput {
    /// Reads the first page: which organisation it is.
    pub fn check_identity(&self) -> Result<(), Vec<Refusal>> {
        let mut checks = Checks::new();
        self.identity(&mut checks);
        checks.finish()
    }

    /// Reads all of it, with every fault at once.
    pub fn check(&self) -> Result<Checked, Vec<Refusal>> {
        let mut checks = Checks::new();
        let (register, org_id, name) = self.identity(&mut checks);
        let legal_form = checks.choice("legalForm", "how it is set up", &self.legal_form);
        let sector = checks.choice("sector", "what kind of organisation it is", &self.sector);
        if sector == Some(SectorType::Charity) && register.is_some_and(|register| !register.of_charities()) {
            let message = "A registered charity gives its charity number. Go back and choose its register, \
                           or select another kind";
            checks.refuse(Refusal::slip("sector", Code::Invalid, message).because("R-2.3a", "2.3"));
        }
        let declarations = self.declarations(&mut checks, sector);
        checks.finish()?;
        let (Some(legal_form), Some(sector)) = (legal_form, sector) else {
            return Err(Vec::new());
        };
        Ok(Checked { name, org_id, legal_form, sector, declarations })
    }

    fn identity(&self, checks: &mut Checks) -> (Option<Register>, Option<String>, String) {
        let register: Option<Register> = checks.choice("register", "the register it is on", &self.register);
        let name = checks.text("name", "the organisation's name", &self.name, 160);
        let number = self.number.trim();
        let mut org_id = None;
        match register {
            None | Some(Register::None) => {}
            Some(_) if number.is_empty() => {
                checks.refuse(Refusal::slip("number", Code::Missing, "Enter its number on the register"));
            }
            Some(register) => match register.identifier(number) {
                Ok(identifier) => org_id = identifier,
                Err(message) => {
                    checks.refuse(Refusal::slip("number", Code::Invalid, message).because("R-2.3a", "2.3"));
                }
            },
        }
        (register, org_id, name)
    }

    fn declarations(&self, checks: &mut Checks, sector: Option<SectorType>) -> Declarations {
        let independent =
            yes_or_no(checks, "independent", "whether it is independent of government", &self.independent);
        if independent.is_none() && self.independent.trim().is_empty() {
            checks.name_rule("independent", "R-2.3b", "2.3");
        }
        let claims = independent == Some(true) && sector.is_some_and(|sector| sector != SectorType::Other);
        let purposes = checks.optional_text("purposes", "its purposes", Some(&self.purposes), 1_000);
        let surplus = checks.optional_text("surplus", "what becomes of a surplus", Some(&self.surplus), 1_000);
        for (field, value, message) in [
            ("purposes", &purposes, "Enter what the organisation is for. Third-sector status rests on it"),
            ("surplus", &surplus, "Enter what happens to a surplus. Third-sector status rests on it"),
        ] {
            if claims && value.is_none() {
                checks.refuse(Refusal::slip(field, Code::Missing, message).because("R-2.3c", "2.3"));
            }
        }
        let asset_lock = match self.asset_lock.trim() {
            "" => false,
            _ => yes_or_no(checks, "assetLock", "whether it has an asset lock", &self.asset_lock).unwrap_or(false),
        };
        Declarations {
            independent: independent.unwrap_or(false),
            purposes: purposes.unwrap_or_default(),
            surplus: surplus.unwrap_or_default(),
            asset_lock,
        }
    }
}

fn yes_or_no(checks: &mut Checks, field: &str, name: &str, value: &str) -> Option<bool> {
    match value.trim() {
        "yes" => Some(true),
        "no" => Some(false),
        "" => {
            checks.refuse(Refusal::slip(field, Code::Missing, format!("Select {name}")));
            None
        }
        _ => {
            checks.refuse(Refusal::slip(field, Code::UnknownCode, format!("Select yes or no: {name}")));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn charity() -> OrganisationInput {
        OrganisationInput {
            register: "GB-CHC".to_owned(),
            number: "9990001".to_owned(),
            name: "Lantern Carers".to_owned(),
            legal_form: "cio".to_owned(),
            sector: "charity".to_owned(),
            independent: "yes".to_owned(),
            purposes: "Company for people who look after somebody".to_owned(),
            surplus: "It stays in the charity".to_owned(),
            asset_lock: "yes".to_owned(),
        }
    }

    fn faults(input: &OrganisationInput) -> Vec<(String, Code, Option<String>)> {
        let refusals = input.check().unwrap_err();
        refusals.into_iter().map(|fault| (fault.field.unwrap_or_default(), fault.code, fault.rule)).collect()
    }

    #[test]
    fn a_charity_declares_and_nobody_starts_verified_r_2_3c() {
        let checked = charity().check().unwrap();
        assert_eq!(checked.org_id.as_deref(), Some("GB-CHC-9990001"));
        assert_eq!(checked.status(), ThirdSectorStatus::Declared);
    }

    #[test]
    fn a_bad_charity_number_is_refused_on_its_field_r_2_3a() {
        let input = OrganisationInput { number: "12-34".to_owned(), ..charity() };
        assert_eq!(faults(&input), [("number".to_owned(), Code::Invalid, Some("R-2.3a".to_owned()))]);
    }

    #[test]
    fn a_charity_on_no_charity_register_is_refused_r_2_3a() {
        let input = OrganisationInput { register: "none".to_owned(), ..charity() };
        assert_eq!(faults(&input), [("sector".to_owned(), Code::Invalid, Some("R-2.3a".to_owned()))]);
    }

    #[test]
    fn a_missing_declaration_of_independence_is_refused_r_2_3b() {
        let input = OrganisationInput { independent: String::new(), ..charity() };
        assert_eq!(faults(&input), [("independent".to_owned(), Code::Missing, Some("R-2.3b".to_owned()))]);
    }

    #[test]
    fn purposes_and_surplus_are_needed_for_the_status_r_2_3c() {
        let input = OrganisationInput { purposes: " ".to_owned(), surplus: String::new(), ..charity() };
        let fields: Vec<_> = faults(&input).into_iter().map(|(field, ..)| field).collect();
        assert_eq!(fields, ["purposes", "surplus"]);
    }

    #[test]
    fn others_register_without_the_status_r_2_3d() {
        let company = OrganisationInput {
            register: "GB-COH".to_owned(),
            number: "99900001".to_owned(),
            sector: "other".to_owned(),
            legal_form: "company_by_shares".to_owned(),
            purposes: String::new(),
            surplus: String::new(),
            ..charity()
        };
        assert_eq!(company.check().unwrap().status(), ThirdSectorStatus::NotClaimed);
        let controlled = OrganisationInput { independent: "no".to_owned(), ..charity() };
        assert_eq!(controlled.check().unwrap().status(), ThirdSectorStatus::NotClaimed);
    }

    #[test]
    fn an_empty_form_shows_every_fault_at_once() {
        let fields: Vec<_> = faults(&OrganisationInput::default()).into_iter().map(|(field, ..)| field).collect();
        assert_eq!(fields, ["register", "name", "legalForm", "sector", "independent"]);
    }
}
