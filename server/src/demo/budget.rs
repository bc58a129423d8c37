//! The money set against each commission of the story.

use shared::Money;
use shared::commission::CommissionId;
use shared::plan::budget::{BudgetLineInput, Year};

use super::Demo;
use crate::app::{self, Cx, Error};

/// Sets what each year of the service may cost, from the year after it began.
pub(super) async fn set(demo: &Demo, officer: &Cx, of: &CommissionId, terms: (i64, &str, &str)) -> Result<(), Error> {
    use chrono::Datelike;
    let (begins, value_a_year, years) = terms;
    let amount = Money::parse(value_a_year).unwrap_or(Money::ZERO);
    let years: i64 = years.parse().unwrap_or(1);
    let day = demo.day(begins);
    let first = i64::from(day.year()) - i64::from(day.month() < 4);
    for year in first..first + years {
        let line = line("budget", Year(year), amount, "DV-2207");
        app::plan::budget::set(officer, of, &line).await?;
    }
    let rooms = BudgetLineInput {
        says: "A room in a library, two days a week".to_owned(),
        ..line("asset", Year(first), Money::pounds(900), "")
    };
    app::plan::budget::set(officer, of, &rooms).await?;
    Ok(())
}

fn line(resource: &str, year: Year, amount: Money, code: &str) -> BudgetLineInput {
    BudgetLineInput {
        resource: resource.to_owned(),
        year: year.to_string(),
        amount: amount.to_wire(),
        code: code.to_owned(),
        says: String::new(),
    }
}
