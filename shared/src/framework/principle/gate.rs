//! Whether a commission has answered for the principles that its band asks about, before a method is chosen and before
//! providers are invited (framework 4.2).

use chrono::Days;

use super::Principle;
use super::answer::{Kind, Said};
use crate::calendar::{self, Day};
use crate::error::{Code, Refusal};
use crate::framework::policy::{Lifetime, Policy};

/// The form's field that all refusals stand on.
pub const FIELD: &str = "principles";

/// What a commission's records tell under the principles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// What officers said, at most once for each principle.
    pub said: Vec<Said>,
    /// Whether each need behind it says what the third sector told, or why nobody was asked (P1).
    pub needs_heard: bool,
    /// Whether its specification says who benefits (P3).
    pub outcomes_named: bool,
    /// The last day of the last consultation about it (P2).
    pub consulted_until: Option<Day>,
    /// The day of the newest snapshot of the market map that was kept for it (P4).
    pub mapped_on: Option<Day>,
}

/// What is to be put out.
#[derive(Clone, Copy, Debug)]
pub struct Purchase<'a> {
    /// Its whole value.
    pub lifetime: &'a Lifetime,
    /// How many years are agreed at the start.
    pub years: u32,
    /// The day on which it is published.
    pub on: Day,
}

impl Record {
    /// What was said under a principle.
    pub fn answer(&self, principle: Principle) -> Option<&Said> {
        self.said.iter().find(|said| said.principle == principle)
    }

    /// What has to be settled before the method is chosen: whether to invest in providers' capacity (P5).
    pub fn before_method(&self, lifetime: &Lifetime, policy: &Policy) -> Vec<Refusal> {
        self.unanswered(lifetime, policy, |principle| principle == Principle::P5)
    }

    /// What has to be settled before providers are invited.
    pub fn before_publication(&self, of: Purchase<'_>, policy: &Policy) -> Vec<Refusal> {
        let mut refusals = self.unanswered(of.lifetime, policy, |_| true);
        refusals.extend(self.too_early(of, policy));
        refusals.extend(self.too_short(of, policy));
        refusals.extend(self.unmapped(of, policy));
        refusals
    }

    fn asks(principle: Principle, lifetime: &Lifetime, policy: &Policy) -> bool {
        policy.band(lifetime).principles.value.contains(&principle)
    }

    fn unanswered(&self, lifetime: &Lifetime, policy: &Policy, among: impl Fn(Principle) -> bool) -> Vec<Refusal> {
        let asked = &policy.band(lifetime).principles;
        let open = |principle: &&Principle| among(**principle) && !self.answers(**principle);
        let refuse = |principle: &Principle| {
            let code = match principle {
                Principle::P1 | Principle::P2 => Code::EngagementMissing,
                Principle::P5 => Code::ReasonMissing,
                _ => Code::EvidenceMissing,
            };
            let message = format!(
                "Principle {} is not answered: {} Answer it, or give the reason why it does not fit",
                principle.digit(),
                principle.question()
            );
            Refusal::under(code, principle.id(), principle.number(), message).on(FIELD).using(asked.row.clone())
        };
        asked.value.iter().filter(open).map(refuse).collect()
    }

    /// Whether the records or an officer answer it.
    fn answers(&self, principle: Principle) -> bool {
        self.answer(principle).is_some()
            || match principle {
                Principle::P1 => self.needs_heard,
                Principle::P2 => self.consulted_until.is_some(),
                Principle::P3 => self.outcomes_named,
                _ => false,
            }
    }

    /// The talks ended long enough ago, or a reason says why it cannot wait (P2).
    fn too_early(&self, of: Purchase<'_>, policy: &Policy) -> Option<Refusal> {
        let said = self.answer(Principle::P2);
        if !Self::asks(Principle::P2, of.lifetime, policy) || said.is_some_and(|said| said.kind == Kind::Reason) {
            return None;
        }
        let ended = said.and_then(|said| said.ended_on).max(self.consulted_until)?;
        let lead = &policy.band(of.lifetime).engagement_lead_days;
        let earliest = ended.checked_add_days(Days::new(lead.value.into()))?;
        (of.on < earliest).then(|| {
            let message = format!(
                "The talks with providers ended on {}. {} days have to pass before it is published: {} at the \
                 earliest. Wait until then, or give the reason why it cannot wait",
                calendar::in_short(ended),
                lead.value,
                calendar::in_short(earliest)
            );
            Refusal::under(Code::TooEarly, "P2", "4.2(2)", message).on(FIELD).using(lead.row.clone())
        })
    }

    /// The agreement runs for as long as people can plan with, or a reason says why not (P7).
    fn too_short(&self, of: Purchase<'_>, policy: &Policy) -> Option<Refusal> {
        let least = policy.term_short_years();
        let said = self.answer(Principle::P7)?;
        let short = of.years < least.value && said.kind != Kind::Reason;
        (short && Self::asks(Principle::P7, of.lifetime, policy)).then(|| {
            let years = if of.years == 1 { "1 year".to_owned() } else { format!("{} years", of.years) };
            let message = format!(
                "{years} are fewer than the {} that need no reason. Say under principle 7 why it is short, or agree \
                 for longer",
                least.value
            );
            Refusal::under(Code::ReasonMissing, "P7", "4.2(7)", message).on(FIELD).using(least.row.clone())
        })
    }

    /// Above the sum from which offers are invited in the open, whoever says that they know who could help keeps a
    /// snapshot of the market map that is not out of date (P4). Below it the line is enough, and the page says what is
    /// missing.
    fn unmapped(&self, of: Purchase<'_>, policy: &Policy) -> Option<Refusal> {
        let said = self.answer(Principle::P4).is_some_and(|said| said.kind == Kind::Evidence);
        let threshold = policy.tender_threshold();
        if !said || of.lifetime.net <= threshold.value || !Self::asks(Principle::P4, of.lifetime, policy) {
            return None;
        }
        let note = map_note(self.mapped_on, of.on, policy)?;
        let message = format!(
            "{note} Above {} before VAT a line alone does not show who could help. Keep a snapshot of the map as it is \
             now, or give the reason under principle 4 why it does not fit",
            threshold.value
        );
        let refusal = Refusal::under(Code::EvidenceMissing, "P4", "4.2(4)", message).on(FIELD);
        Some(refusal.using(policy.market_map_max_age_days().row).using(threshold.row))
    }
}

/// What is wrong with the newest snapshot of the market map on a day, in a sentence: there is none, or it is out of date
/// (P4).
pub fn map_note(mapped_on: Option<Day>, on: Day, policy: &Policy) -> Option<String> {
    let most = policy.market_map_max_age_days();
    let Some(mapped_on) = mapped_on else {
        return Some("No snapshot of the market map is kept.".to_owned());
    };
    let age = on.signed_duration_since(mapped_on).num_days();
    (age > i64::from(most.value)).then(|| {
        format!(
            "The market map was kept on {}, which is {age} days ago. It is out of date after {} days.",
            calendar::in_short(mapped_on),
            most.value
        )
    })
}

impl Policy {
    /// From which value on a principle is asked about, in words.
    pub fn principle_asked(&self, principle: Principle) -> String {
        use crate::framework::policy::{Band, Ceiling};
        let asked = |band: &Band| self.band_limits(*band).principles.value.contains(&principle);
        let Some(first) = Band::ALL.iter().position(asked) else {
            return "Asked of nobody".to_owned();
        };
        let below = first.checked_sub(1).and_then(|index| Band::ALL.get(index));
        match below.and_then(|band| self.band_limits(*band).ceiling.as_ref()) {
            None => "Asked every time".to_owned(),
            Some(Ceiling::Sum(sum)) => format!("Asked above {} before VAT", sum.value),
            Some(Ceiling::Threshold(_)) => "Asked from the national threshold on".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::framework::policy::{Category, rows};
    use crate::money::Money;

    fn policy() -> Policy {
        Policy::at("2026-11-23".parse().unwrap(), &rows()).unwrap()
    }

    fn lifetime(pounds: i64) -> Lifetime {
        let net = Money::pounds(pounds);
        Lifetime { net, gross: net, category: Category::LightTouch }
    }

    fn said(principle: Principle, kind: Kind, ended_on: Option<&str>) -> Said {
        let ended_on = ended_on.map(|day| day.parse().unwrap());
        Said { principle, kind, says: "So it is.".to_owned(), ended_on }
    }

    fn all(kind: Kind) -> Record {
        let ended = |principle| (principle == Principle::P2 && kind == Kind::Evidence).then_some("2026-10-01");
        let said = Principle::ALL.iter().map(|one| said(*one, kind, ended(*one))).collect();
        Record { said, mapped_on: Some("2026-10-01".parse().unwrap()), ..Record::default() }
    }

    fn refused(record: &Record, pounds: i64, years: u32, on: &str) -> Vec<String> {
        let lifetime = lifetime(pounds);
        let of = Purchase { lifetime: &lifetime, years, on: on.parse().unwrap() };
        record.before_publication(of, &policy()).into_iter().map(|one| one.rule.unwrap()).collect()
    }

    #[test]
    fn the_smallest_band_is_asked_about_p1_and_p3_alone_and_records_answer_both() {
        let bare = Record::default();
        assert_eq!(refused(&bare, 5_000, 1, "2026-11-23"), ["P1", "P3"]);
        assert_eq!(refused(&bare, 5_001, 1, "2026-11-23"), ["P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8"]);
        let known = Record { needs_heard: true, outcomes_named: true, ..bare };
        assert_eq!(refused(&known, 5_000, 1, "2026-11-23"), [""; 0]);
        assert_eq!(refused(&all(Kind::Reason), 900_000, 1, "2026-11-23"), [""; 0]);
    }

    #[test]
    fn whether_to_invest_is_decided_before_the_method_p5() {
        let (policy, large) = (policy(), lifetime(5_001));
        let refusals = Record::default().before_method(&large, &policy);
        assert_eq!(refusals.len(), 1);
        assert_eq!((refusals[0].rule.as_deref(), refusals[0].code), (Some("P5"), Code::ReasonMissing));
        assert_eq!(refusals[0].policy_rows, ["local.band.principles.b@2011-01-01"]);
        assert_eq!(Record::default().before_method(&lifetime(5_000), &policy), []);
        for kind in Kind::ALL {
            let decided = Record { said: vec![said(Principle::P5, *kind, None)], ..Record::default() };
            assert_eq!(decided.before_method(&large, &policy), [], "yes and no are both decisions");
        }
    }

    #[test]
    fn providers_are_asked_well_before_publication_p2() {
        let record = all(Kind::Evidence);
        // Ended on 1 October: 14 days in band B, 28 in C, 42 in D.
        for (pounds, before, first) in [
            (25_000, "2026-10-14", "2026-10-15"),
            (25_001, "2026-10-28", "2026-10-29"),
            (900_000, "2026-11-11", "2026-11-12"),
        ] {
            assert_eq!(refused(&record, pounds, 3, before), ["P2"], "{pounds}");
            assert_eq!(refused(&record, pounds, 3, first), [""; 0], "{pounds}");
        }
        let lifetime = lifetime(25_001);
        let of = Purchase { lifetime: &lifetime, years: 3, on: "2026-10-28".parse().unwrap() };
        let refusal = record.before_publication(of, &policy()).remove(0);
        assert_eq!(
            refusal.message,
            "The talks with providers ended on 1 October 2026. 28 days have to pass before it is published: 29 October \
             2026 at the earliest. Wait until then, or give the reason why it cannot wait"
        );
        assert_eq!(refusal.policy_rows, ["local.engagement.lead_days.c@2011-01-01"]);
        let consulted = Record { consulted_until: Some("2026-11-10".parse().unwrap()), ..record };
        assert_eq!(refused(&consulted, 25_000, 3, "2026-11-23"), ["P2"], "the last to end counts");
        assert_eq!(refused(&consulted, 25_000, 3, "2026-11-24"), [""; 0]);
        let urgent = Record { consulted_until: consulted.consulted_until, ..all(Kind::Reason) };
        assert_eq!(refused(&urgent, 25_000, 3, "2026-11-11"), [""; 0], "a reason lets it go ahead");
    }

    #[test]
    fn a_short_term_needs_a_reason_p7() {
        let record = all(Kind::Evidence);
        assert_eq!(refused(&record, 25_000, 2, "2026-11-23"), ["P7"]);
        assert_eq!(refused(&record, 25_000, 3, "2026-11-23"), [""; 0]);
        assert_eq!(refused(&all(Kind::Reason), 25_000, 2, "2026-11-23"), [""; 0]);
        assert_eq!(refused(&record, 5_000, 1, "2026-11-23"), [""; 0], "the smallest band is not asked");
    }

    #[test]
    fn above_the_threshold_the_map_is_kept_and_not_older_than_a_year_p4() {
        let on =
            |mapped: Option<&str>| Record { mapped_on: mapped.map(|day| day.parse().unwrap()), ..all(Kind::Evidence) };
        let none: [&str; 0] = [];
        assert_eq!(refused(&on(None), 25_000, 3, "2026-11-23"), none, "below it the line is enough");
        assert_eq!(refused(&on(None), 25_001, 3, "2026-11-23"), ["P4"]);
        assert_eq!(refused(&on(Some("2025-11-23")), 25_001, 3, "2026-11-23"), none, "365 days old");
        assert_eq!(refused(&on(Some("2025-11-22")), 25_001, 3, "2026-11-23"), ["P4"], "366 days old");
        let reason = Record { mapped_on: None, ..all(Kind::Reason) };
        assert_eq!(refused(&reason, 900_000, 3, "2026-11-23"), none, "a reason lets it go ahead");
        let lifetime = lifetime(25_001);
        let of = Purchase { lifetime: &lifetime, years: 3, on: "2026-11-23".parse().unwrap() };
        let refusal = on(Some("2025-11-22")).before_publication(of, &policy()).remove(0);
        assert_eq!(
            refusal.message,
            "The market map was kept on 22 November 2025, which is 366 days ago. It is out of date after 365 days. Above \
             £25,000 before VAT a line alone does not show who could help. Keep a snapshot of the map as it is now, or \
             give the reason under principle 4 why it does not fit"
        );
        assert_eq!(
            refusal.policy_rows,
            ["local.market_map.max_age_days@2011-01-01", "local.tender.threshold@2011-01-01"]
        );
    }

    #[test]
    fn it_is_told_from_which_value_on_each_is_asked() {
        let policy = policy();
        assert_eq!(policy.principle_asked(Principle::P1), "Asked every time");
        assert_eq!(policy.principle_asked(Principle::P2), "Asked above £5,000 before VAT");
    }
}
