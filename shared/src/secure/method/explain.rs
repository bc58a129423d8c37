//! Says which method, and why.

use super::{Explanation, Facts, Line, required};
use crate::framework::policy::{Basis, Category, Figure, Policy, Regime, RowId};
use crate::money::Money;
use crate::secure::method::Method;

/// Which method the rules of a day ask for, with every step of the reasoning.
pub fn explain(facts: &Facts, policy: &Policy) -> Explanation {
    let method = required(facts, policy);
    let regime = regime(facts, policy);
    let mut lines = vec![if method == Method::Grant { grant_line(facts, policy) } else { value_line(facts, policy) }];
    if method != Method::Grant {
        lines.extend(together_line(facts, policy));
        lines.extend(apart_line(facts));
    }
    lines.push(national_line(facts, regime, policy));
    lines.extend(notice_line(facts, regime, policy));
    if regime == Regime::Pa23Below {
        let sentence =
            "One stage only: there may be no separate test of who may bid (Procurement Act 2023, section 85).";
        lines.push(plain(sentence, "R-4.14", "4.14", Basis::NotApplicable));
    }
    Explanation {
        method,
        regime,
        net: facts.lifetime.net,
        gross: facts.lifetime.gross,
        on: policy.day(),
        lines,
        what_follows: what_follows(facts, method, regime, policy),
        near_a_line: near_a_line(facts, policy),
    }
}

/// The body of national rules that binds: health care has its own whatever the value; else the Act binds from its
/// threshold, which includes VAT.
pub fn regime(facts: &Facts, policy: &Policy) -> Regime {
    let category = facts.terms.category;
    match policy.threshold(category) {
        None if category == Category::HealthCare => Regime::Psr,
        None => Regime::Grant,
        Some(line) if facts.lifetime.gross < line.value => Regime::Pa23Below,
        Some(_) if matches!(category, Category::LightTouch | Category::LightTouchConcession) => Regime::Pa23Light,
        Some(_) => Regime::Pa23,
    }
}

fn value_line(facts: &Facts, policy: &Policy) -> Line {
    let terms = &facts.terms;
    let years = terms.years + terms.extension_years;
    let years = format!("{} x {}", terms.value_a_year, counted(years, "year"));
    let parts: Vec<String> = std::iter::once(years).chain(terms.lots.iter().map(ToString::to_string)).collect();
    let sum = parts.join(" + ");
    let line = policy.tender_threshold();
    let verdict = if facts.lifetime.net > line.value {
        format!("That is over {}: tender.", line.value)
    } else {
        format!("That is not over {}: quotation.", line.value)
    };
    let rule = if facts.lifetime.net > line.value { ("R-4.10", "4.10") } else { ("R-4.11", "4.11") };
    let sentence = format!("{sum} = {} before VAT. {verdict}", facts.lifetime.net);
    by_row(policy, sentence, rule, &line.row)
}

fn grant_line(facts: &Facts, policy: &Policy) -> Line {
    let (sum, line) = (facts.lifetime.net, policy.grant_small_max());
    let verdict = if sum > line.value {
        format!("That is over {}: say why it is a grant; an approver reads it.", line.value)
    } else {
        format!("That is not over {}: a small grant, which needs no reason.", line.value)
    };
    by_row(policy, format!("{sum} in total. {verdict}"), ("R-4.9", "4.9"), &line.row)
}

fn together_line(facts: &Facts, policy: &Policy) -> Option<Line> {
    if facts.counted.is_empty() {
        return None;
    }
    let others: Vec<String> =
        facts.counted.iter().map(|other| format!("{} ({})", other.reference, other.value)).collect();
    let line = policy.tender_threshold();
    let verdict = if facts.together > line.value { "tender" } else { "still a quotation" };
    let sentence = format!(
        "Bought for the same service within {}: {}. Together {} before VAT: {verdict}.",
        counted(policy.aggregation_months().value, "month"),
        others.join(", "),
        facts.together
    );
    Some(Line { basis: Basis::Net, ..by_row(policy, sentence, ("R-4.10", "4.10"), &policy.aggregation_months().row) })
}

fn apart_line(facts: &Facts) -> Option<Line> {
    let sentence =
        format!("It is kept apart from them, and so not added up, for this reason: {}", facts.apart_reason()?);
    Some(plain(&sentence, "R-4.10", "4.10", Basis::NotApplicable))
}

fn national_line(facts: &Facts, regime: Regime, policy: &Policy) -> Line {
    let gross = facts.lifetime.gross;
    let rules = match facts.terms.category {
        Category::LightTouch | Category::LightTouchConcession => "national light-touch rules",
        _ => "the national rules",
    };
    match policy.threshold(facts.terms.category) {
        None => {
            let sentence = if regime == Regime::Psr {
                "Health care is bought under the Provider Selection Regime, whatever its value."
            } else {
                "A grant is not bought: no national threshold decides."
            };
            plain(sentence, "R-4.14", "4.14", Basis::NotApplicable)
        }
        Some(line) if gross < line.value => by_row(
            policy,
            format!("{gross} with VAT is under {}: {rules} do not bind in full.", line.value),
            ("R-4.14", "4.14"),
            &line.row,
        ),
        Some(line) => by_row(
            policy,
            format!("{gross} with VAT reaches {}: {rules} of the Procurement Act 2023 bind.", line.value),
            ("R-4.14", "4.14"),
            &line.row,
        ),
    }
}

fn notice_line(facts: &Facts, regime: Regime, policy: &Policy) -> Option<Line> {
    let line = policy.notifiable_below_threshold();
    if regime != Regime::Pa23Below || facts.lifetime.gross < line.value {
        return None;
    }
    let sentence = format!(
        "{} with VAT is {} or more: publish a below-threshold notice before advertising anywhere else.",
        facts.lifetime.gross, line.value
    );
    Some(by_row(policy, sentence, ("Procurement Act 2023 s.84-87", "4.14"), &line.row))
}

fn what_follows(facts: &Facts, method: Method, regime: Regime, policy: &Policy) -> Vec<Line> {
    let band = policy.band(&facts.lifetime);
    let by = |sentence: String, rule: (&str, &str), row: &RowId| by_row(policy, sentence, rule, row);
    let mut lines = Vec::new();
    if method == Method::Quotation {
        let least = policy.min_quotes();
        let sentence = format!("Invite {} or more to quote, or publish openly.", least.value);
        lines.push(by(sentence, ("R-4.13a", "4.13"), &least.row));
    }
    lines.push(time_open(regime, policy));
    lines.push(by(
        format!("Ask {} at most, unless you give a reason.", counted(band.questions.value, "question")),
        ("R-4.4", "4.4"),
        &band.questions.row,
    ));
    lines.push(by(
        format!("{} words in all answers together at most, unless you give a reason.", band.answer_words.value),
        ("R-4.4", "4.4"),
        &band.answer_words.row,
    ));
    lines.push(by(
        format!("{} on the panel at least.", counted(band.reviewers.value, "reviewer")),
        ("R-S4", "4.4"),
        &band.reviewers.row,
    ));
    let standstill = policy.standstill(regime);
    let days = counted(standstill.value.length, "working day");
    let sentence = if matches!(regime, Regime::Pa23 | Regime::Psr) {
        format!("A waiting period of {days} between the decision and the signature.")
    } else {
        format!("No waiting period has to be kept. If you promise one, it is {days}.")
    };
    lines.push(by(sentence, ("R-S5", "4.14"), &standstill.row));
    let payment = policy.payment_days();
    lines.push(by(format!("Pay within {} days.", payment.value), ("R-4.12", "4.12"), &payment.row));
    let months = policy.return_min_interval_months();
    let sentence = format!("Ask for returns every {} months at most, unless you give a reason.", months.value);
    lines.push(by(sentence, ("R-4.21d", "4.21"), &months.row));
    lines
}

fn time_open(regime: Regime, policy: &Policy) -> Line {
    match (regime, super::minimum_days(regime, policy)) {
        (Regime::Pa23, Some(least)) => by_row(
            policy,
            format!("Keep it open for {} days at least.", least.value),
            ("Procurement Act 2023 s.54", "4.14"),
            &least.row,
        ),
        _ => plain(
            "No law sets how long it stays open: give everyone reasonable time.",
            "P6",
            "4.2",
            Basis::NotApplicable,
        ),
    }
}

fn near_a_line(facts: &Facts, policy: &Policy) -> Vec<Line> {
    if facts.terms.category == Category::Grant {
        let line = policy.grant_small_max();
        let away = distance(facts.lifetime.net, line.value);
        let sentence = format!("A grant of more than {} needs a reason. This is {away}.", exact(line.value));
        return vec![by_row(policy, sentence, ("R-4.9", "4.9"), &line.row)];
    }
    let line = policy.tender_threshold();
    let above = Money::pence(line.value.as_pence() + 1);
    let sentence = format!(
        "{} exactly would be a quotation; {} a tender. This is {}.",
        exact(line.value),
        exact(above),
        distance(facts.decisive(), line.value)
    );
    let mut lines = vec![by_row(policy, sentence, ("R-4.11", "4.11"), &line.row)];
    let gross = facts.lifetime.gross;
    let mut national = |figure: Figure<Money>, what: &str| {
        let sentence = format!("{what} from {} with VAT. This is {}.", figure.value, distance(gross, figure.value));
        lines.push(by_row(policy, sentence, ("R-4.14", "4.14"), &figure.row));
    };
    national(policy.notifiable_below_threshold(), "Notices begin");
    if let Some(threshold) = policy.threshold(facts.terms.category) {
        national(threshold, "National rules begin");
    }
    lines
}

fn distance(value: Money, line: Money) -> String {
    match value.as_pence() - line.as_pence() {
        0 => "exactly there".to_owned(),
        over if over > 0 => format!("{} over", Money::pence(over)),
        under => format!("{} under", Money::pence(-under)),
    }
}

/// With pence even where there are none, since here the penny is the point.
fn exact(value: Money) -> String {
    if value.as_pence() % 100 == 0 { format!("{value}.00") } else { value.to_string() }
}

fn counted(number: u32, one: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") }
}

fn plain(sentence: &str, rule: &str, paragraph: &str, basis: Basis) -> Line {
    Line {
        sentence: sentence.to_owned(),
        rule: rule.to_owned(),
        paragraph: paragraph.to_owned(),
        row_id: None,
        basis,
        verified: None,
    }
}

fn by_row(policy: &Policy, sentence: String, (rule, paragraph): (&str, &str), id: &RowId) -> Line {
    let row = policy.row(id);
    Line {
        sentence,
        rule: rule.to_owned(),
        paragraph: paragraph.to_owned(),
        row_id: Some(id.to_string()),
        basis: row.map_or(Basis::NotApplicable, |row| row.basis),
        verified: row.map(|row| row.verified),
    }
}
