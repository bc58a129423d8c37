//! What is typed about a team. Saving keeps whatever can be read; whether it is whole is asked when the bid is sent.

use serde::{Deserialize, Serialize};

use super::{Part, Share, Subcontractor, Terms};
use crate::check::{Checks, parse_thousandths};
use crate::error::{Code, Refusal};
use crate::people::OrganisationId;

/// The most to whom work is passed on.
pub const SUBCONTRACTORS_MOST: usize = 10;

/// Who does what in a bid, all of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[serde(rename_all = "camelCase", default)]
pub struct BidTeamInput {
    /// What each organisation does, the lead among them.
    #[cfg_attr(feature = "server", graphql(default))]
    pub parts: Vec<BidPartInput>,
    /// To whom work is passed on.
    #[cfg_attr(feature = "server", graphql(default))]
    pub subcontractors: Vec<BidSubcontractorInput>,
}

/// What one organisation does.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[serde(rename_all = "camelCase", default)]
pub struct BidPartInput {
    /// The organisation's identifier.
    pub organisation: String,
    /// What it does; may be empty for now.
    #[cfg_attr(feature = "server", graphql(default))]
    pub role: String,
    /// Its share of 100, with up to two decimal places; may be empty for now.
    #[cfg_attr(feature = "server", graphql(default))]
    pub share: String,
}

/// Somebody to whom work is passed on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[serde(rename_all = "camelCase", default)]
pub struct BidSubcontractorInput {
    /// Its name.
    pub name: String,
    /// What it does.
    pub work: String,
    /// Its share of 100, with up to two decimal places.
    pub share: String,
    /// Within how many days it is paid.
    pub payment_days: String,
}

impl BidSubcontractorInput {
    fn is_blank(&self) -> bool {
        [&self.name, &self.work, &self.share, &self.payment_days].iter().all(|text| text.trim().is_empty())
    }
}

impl BidTeamInput {
    /// Reads it, every fault at once. Rows left wholly empty fall away.
    pub fn check(&self) -> Result<Terms, Vec<Refusal>> {
        let mut checks = Checks::new();
        let mut terms = Terms::default();
        for (index, row) in self.parts.iter().take(super::gate::MEMBERS_MOST).enumerate() {
            let field = |name: &str| format!("parts.{index}.{name}");
            let organisation =
                checks.id::<OrganisationId>(&field("organisation"), "the organisation", &row.organisation);
            let role = checks.optional_text(&field("role"), "what it does", Some(&row.role), 300).unwrap_or_default();
            let empty = row.share.trim().is_empty();
            let share = if empty { Share(0) } else { share(&mut checks, &field("share"), &row.share) };
            if let Some(organisation) = organisation
                && terms.parts.iter().all(|part: &Part| part.organisation != organisation)
            {
                terms.parts.push(Part { organisation, role, share });
            }
        }
        let given = self.subcontractors.iter().enumerate().filter(|(_, row)| !row.is_blank());
        for (index, row) in given {
            let field = |name: &str| format!("subcontractors.{index}.{name}");
            if index >= SUBCONTRACTORS_MOST {
                let sentence = format!("Name {SUBCONTRACTORS_MOST} at most");
                checks.refuse(Refusal::slip(field("name"), Code::TooLong, sentence));
                continue;
            }
            let days =
                checks.whole(&field("paymentDays"), "within how many days it is paid", &row.payment_days, 1, 365);
            terms.subcontractors.push(Subcontractor {
                name: checks.text(&field("name"), "its name", &row.name, 200),
                work: checks.text(&field("work"), "what it does", &row.work, 300),
                share: share(&mut checks, &field("share"), &row.share),
                payment_days: u32::try_from(days).unwrap_or_default(),
            });
        }
        checks.finish()?;
        Ok(terms)
    }
}

/// A share of 100 with two decimal places at most.
fn share(checks: &mut Checks, field: &str, typed: &str) -> Share {
    let thousandths = checks.thousandths(field, "the share", typed);
    if parse_thousandths(typed).is_none() {
        return Share(0);
    }
    if thousandths % 10 != 0 {
        checks.refuse(Refusal::slip(field, Code::Invalid, "Share must have two decimal places at most, like 33.33"));
    } else if !(10..=100_000).contains(&thousandths) {
        checks.refuse(Refusal::slip(field, Code::OutOfRange, "Share must be 0.01 to 100"));
    }
    Share(thousandths / 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(organisation: &str, share: &str) -> BidPartInput {
        BidPartInput { organisation: organisation.into(), role: "Advocates".into(), share: share.into() }
    }

    /// R-4.20b
    #[test]
    fn shares_are_read_to_the_hundredth_and_may_wait_r_4_20b() {
        let org = OrganisationId::from_uuid(uuid::Uuid::from_u128(1)).to_string();
        let shares = |typed: &str| {
            let input = BidTeamInput { parts: vec![part(&org, typed)], ..BidTeamInput::default() };
            input.check().map(|terms| terms.parts[0].share.0).map_err(|faults| faults[0].message.clone())
        };
        assert_eq!(shares("33.33"), Ok(3_333));
        assert_eq!(shares("100 %"), Ok(10_000));
        assert_eq!(shares(""), Ok(0));
        assert_eq!(shares("0").unwrap_err(), "Share must be 0.01 to 100");
        assert_eq!(shares("100.01").unwrap_err(), "Share must be 0.01 to 100");
        assert_eq!(shares("33.333").unwrap_err(), "Share must have two decimal places at most, like 33.33");
        assert_eq!(shares("half").unwrap_err(), "The share must be a number, like 63 or 4.5");
    }

    /// R-4.20d
    #[test]
    fn whom_work_is_passed_on_to_is_named_with_all_that_belongs_to_it_r_4_20d() {
        let blank = BidSubcontractorInput::default();
        let half = BidSubcontractorInput { name: "Shed".into(), payment_days: "0".into(), ..blank.clone() };
        let input = BidTeamInput { parts: Vec::new(), subcontractors: vec![blank, half] };
        let faults = input.check().unwrap_err();
        let fields: Vec<_> = faults.iter().filter_map(|fault| fault.field.as_deref()).collect();
        assert_eq!(fields, ["subcontractors.1.paymentDays", "subcontractors.1.work", "subcontractors.1.share"]);
    }
}
