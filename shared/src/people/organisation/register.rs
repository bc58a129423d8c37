//! The registers an organisation may stand on, and the form of their numbers
//! (R-2.3a; prefixes of org-id.guide).

wire_enum! {
    /// The public register an organisation stands on.
    pub enum Register as "OrganisationRegister" {
        /// Charity Commission for England and Wales.
        CharityEnglandWales = "GB-CHC",
        /// Companies House.
        Companies = "GB-COH",
        /// Office of the Scottish Charity Regulator.
        CharityScotland = "GB-SC",
        /// Charity Commission for Northern Ireland.
        CharityNorthernIreland = "GB-NIC",
        /// Mutuals Public Register.
        Mutuals = "GB-MPR",
        /// None: the group gets an identifier of this installation.
        None = "none",
    }
}

/// The prefix of identifiers for groups on no register.
pub const OWN_PREFIX: &str = "CW";

impl Register {
    /// The register's name on a page.
    pub const fn label(self) -> &'static str {
        match self {
            Self::CharityEnglandWales => "Charity Commission (England and Wales)",
            Self::Companies => "Companies House",
            Self::CharityScotland => "Scottish Charity Register",
            Self::CharityNorthernIreland => "Charity Commission for Northern Ireland",
            Self::Mutuals => "Mutuals Public Register",
            Self::None => "None of these: we are a group on no register",
        }
    }

    /// Whether it is a register of charities.
    pub const fn of_charities(self) -> bool {
        matches!(self, Self::CharityEnglandWales | Self::CharityScotland | Self::CharityNorthernIreland)
    }

    /// Reads a number of this register into the identifier that the world
    /// knows, such as `GB-CHC-1234567`; none for a group on no register.
    /// Spaces do not count, and letters may be small.
    ///
    /// The error says in a sentence what such a number looks like.
    pub fn identifier(self, number: &str) -> Result<Option<String>, &'static str> {
        let text: String = number.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_uppercase();
        let number = match self {
            Self::None => return Ok(None),
            Self::CharityEnglandWales => charity(&text).ok_or("Charity number must be 6 or 7 digits, like 1234567")?,
            Self::Companies => company(&text)
                .ok_or("Company number must be 8 digits, or 2 letters and 6 digits, like 01234567 or SC123456")?,
            Self::CharityScotland => {
                scottish(&text).ok_or("Scottish charity number must be SC and 6 digits, like SC012345")?
            }
            Self::CharityNorthernIreland => {
                northern_irish(&text).ok_or("Northern Ireland charity number must be 6 digits, like 101234")?
            }
            Self::Mutuals => mutual(&text)
                .ok_or("Mutual number must be up to 6 digits, with the letters it has, like 30434R or IP030434")?,
        };
        Ok(Some(format!("{}-{number}", self.as_str())))
    }
}

fn digits(text: &str, lengths: std::ops::RangeInclusive<usize>) -> bool {
    lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn charity(text: &str) -> Option<String> {
    (digits(text, 6..=7) && !text.starts_with('0')).then(|| text.to_owned())
}

/// People leave out leading zeros; the register does not.
fn company(text: &str) -> Option<String> {
    if digits(text, 6..=8) {
        return Some(format!("{text:0>8}")).filter(|text| text.bytes().any(|byte| byte != b'0'));
    }
    let (letters, number) = text.split_at_checked(2)?;
    (letters.bytes().all(|byte| byte.is_ascii_uppercase()) && digits(number, 6..=6)).then(|| text.to_owned())
}

fn scottish(text: &str) -> Option<String> {
    let number = text.strip_prefix("SC").unwrap_or(text);
    digits(number, 6..=6).then(|| format!("SC{number}"))
}

fn northern_irish(text: &str) -> Option<String> {
    let number = text.strip_prefix("NIC").unwrap_or(text);
    digits(number, 6..=6).then(|| number.to_owned())
}

fn mutual(text: &str) -> Option<String> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let middle = rest.trim_end_matches(|c: char| c.is_ascii_uppercase());
    let letters = (text.len() - rest.len(), rest.len() - middle.len());
    (letters.0 <= 2 && letters.1 <= 1 && digits(middle, 2..=6)).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_register_reads_its_own_numbers_r_2_3a() {
        for (register, typed, identifier) in [
            (Register::CharityEnglandWales, "999 0001", "GB-CHC-9990001"),
            (Register::CharityEnglandWales, "123456", "GB-CHC-123456"),
            (Register::Companies, "1234567", "GB-COH-01234567"),
            (Register::Companies, "oc 301234", "GB-COH-OC301234"),
            (Register::CharityScotland, "sc012345", "GB-SC-SC012345"),
            (Register::CharityNorthernIreland, "NIC101234", "GB-NIC-101234"),
            (Register::Mutuals, "9901r", "GB-MPR-9901R"),
            (Register::Mutuals, "IP030434", "GB-MPR-IP030434"),
        ] {
            assert_eq!(register.identifier(typed).unwrap().as_deref(), Some(identifier), "{typed}");
        }
        assert_eq!(Register::None.identifier("whatever"), Ok(None));
    }

    #[test]
    fn a_number_of_another_form_is_refused_in_a_sentence_r_2_3a() {
        for (register, typed) in [
            (Register::CharityEnglandWales, "12345"),
            (Register::CharityEnglandWales, "12345678"),
            (Register::CharityEnglandWales, "SC012345"),
            (Register::CharityEnglandWales, "000123"),
            (Register::CharityEnglandWales, "１２３４５６"),
            (Register::Companies, "00000000"),
            (Register::Companies, "ABC12345"),
            (Register::Companies, "é"),
            (Register::CharityScotland, "SC1234"),
            (Register::CharityNorthernIreland, "12345"),
            (Register::Mutuals, "ABC1"),
            (Register::Mutuals, ""),
        ] {
            assert!(register.identifier(typed).is_err(), "{typed}");
        }
    }
}
