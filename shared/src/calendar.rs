//! Days and instants as English law and people count them.
//!
//! Instants are UTC; deadlines are shown and set in London time. Working days
//! leave out Saturdays, Sundays and the bank holidays of England (Banking and
//! Financial Dealings Act 1971, schedule 1, and the usual proclamations).

use chrono::{DateTime, Datelike, Days, Duration, Months, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Utc, Weekday};

/// An instant, UTC.
pub type Timestamp = DateTime<Utc>;
/// A day in London.
pub type Day = NaiveDate;

/// The last Sunday of a month that has 31 days: where the clocks change.
fn last_sunday(year: i32, month: u32) -> Day {
    let last = NaiveDate::from_ymd_opt(year, month, 31).unwrap_or_default();
    last - Days::new(u64::from(last.weekday().num_days_from_sunday()))
}

/// Whether summer time is in force at this instant: from 1am UTC on the last
/// Sunday of March to 1am UTC on the last Sunday of October (Summer Time Order
/// 2002).
fn is_summer(at: Timestamp) -> bool {
    let one = NaiveTime::from_hms_opt(1, 0, 0).unwrap_or_default();
    let year = at.year();
    let from = last_sunday(year, 3).and_time(one).and_utc();
    let until = last_sunday(year, 10).and_time(one).and_utc();
    (from..until).contains(&at)
}

/// The wall clock in London at this instant.
pub fn london(at: Timestamp) -> NaiveDateTime {
    (at + Duration::hours(i64::from(is_summer(at)))).naive_utc()
}

/// The time of day in London, such as `14:02`.
pub fn time_of_day(at: Timestamp) -> String {
    london(at).format("%H:%M").to_string()
}

/// The day it is in London at this instant.
pub fn day_of(at: Timestamp) -> Day {
    london(at).date()
}

/// The instant at which London's wall clock shows this.
///
/// The hour that happens twice in autumn is read as its first turn; the hour
/// that spring skips, as the hour after it.
pub fn from_london(wall: NaiveDateTime) -> Timestamp {
    let summer = wall.and_utc() - Duration::hours(1);
    if is_summer(summer) { summer } else { wall.and_utc() }
}

/// The first instant of a London day.
pub fn start_of(day: Day) -> Timestamp {
    from_london(day.and_time(NaiveTime::MIN))
}

/// The last second of a London day.
pub fn end_of(day: Day) -> Timestamp {
    start_of(next_day(day)) - Duration::seconds(1)
}

/// The day after; the calendar's own last day stays.
pub fn next_day(day: Day) -> Day {
    day.succ_opt().unwrap_or(day)
}

/// So many calendar months later, clamped to the month's end: 31 January and
/// three months is 30 April (R-4.28a).
pub fn add_months(day: Day, months: u32) -> Day {
    day.checked_add_months(Months::new(months)).unwrap_or(Day::MAX)
}

/// So many days later.
pub fn add_days(day: Day, days: u64) -> Day {
    day.checked_add_days(Days::new(days)).unwrap_or(Day::MAX)
}

/// Easter Sunday (the Gregorian computus).
#[expect(clippy::many_single_char_names, reason = "the computus names its terms so")]
fn easter(year: i32) -> Day {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let (month, day) = ((h + l - 7 * m + 114) / 31, (h + l - 7 * m + 114) % 31 + 1);
    NaiveDate::from_ymd_opt(year, month.unsigned_abs(), day.unsigned_abs()).unwrap_or_default()
}

/// Bank holidays proclaimed for one year only, or moved in it.
const PROCLAIMED: &[(i32, u32, u32)] = &[(2020, 5, 8), (2022, 6, 2), (2022, 6, 3), (2022, 9, 19), (2023, 5, 8)];
/// Rule-made bank holidays that a proclamation moved away.
const MOVED_AWAY: &[(i32, u32, u32)] = &[(2020, 5, 4), (2022, 5, 30)];

/// Whether England has a bank holiday on this day.
pub fn is_bank_holiday(day: Day) -> bool {
    let date = (day.year(), day.month(), day.day());
    if PROCLAIMED.contains(&date) {
        return true;
    }
    if MOVED_AWAY.contains(&date) {
        return false;
    }
    let easter = easter(day.year());
    if day == easter - Days::new(2) || day == easter + Days::new(1) {
        return true;
    }
    let weekday = day.weekday();
    match (day.month(), day.day()) {
        (1, 1) | (12, 25 | 26) => !matches!(weekday, Weekday::Sat | Weekday::Sun),
        // Christmas and Boxing Day in lieu, on the next days that are not
        // themselves holidays.
        (12, 27 | 28) => matches!(weekday, Weekday::Mon | Weekday::Tue),
        // The May and August holidays, and New Year's Day in lieu.
        (1, 2 | 3) | (5, 1..=7 | 25..=31) | (8, 25..=31) => weekday == Weekday::Mon,
        _ => false,
    }
}

/// Whether offices work on this day.
pub fn is_working_day(day: Day) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !is_bank_holiday(day)
}

/// This day if it is a working day, else the next one.
pub fn on_or_after(day: Day) -> Day {
    let mut day = day;
    while !is_working_day(day) {
        day = next_day(day);
    }
    day
}

/// The last of so many working days of which the first is `day` itself, or the
/// next working day if it is none.
///
/// The waiting period of the Procurement Act 2023, s.51(2), counts like this.
pub fn working_days_counting(day: Day, count: u32) -> Day {
    let mut last = on_or_after(day);
    for _ in 1..count.max(1) {
        last = on_or_after(next_day(last));
    }
    last
}

/// The last of so many working days of which the first is after `day`.
///
/// The waiting period of the Provider Selection Regime counts like this.
pub fn working_days_after(day: Day, count: u32) -> Day {
    if count == 0 { day } else { working_days_counting(next_day(day), count) }
}

/// `Monday 23 November 2026`.
pub fn in_words(day: Day) -> String {
    day.format("%A %-d %B %Y").to_string()
}

/// `23 November 2026`.
pub fn in_short(day: Day) -> String {
    day.format("%-d %B %Y").to_string()
}

/// `Friday 11 December 2026 at midday`, in London.
pub fn instant_in_words(at: Timestamp) -> String {
    let wall = london(at);
    format!("{} at {}", in_words(wall.date()), clock(wall.time()))
}

/// `11 December 2026 at 11:41:07am`: the form of receipts, in London.
pub fn instant_to_the_second(at: Timestamp) -> String {
    let wall = london(at);
    format!("{} at {}", in_short(wall.date()), wall.format("%-I:%M:%S%P"))
}

/// `midday`, `2pm`, `11:59pm`.
fn clock(time: NaiveTime) -> String {
    match (time.hour(), time.minute()) {
        (12, 0) => "midday".to_owned(),
        (0, 0) => "midnight".to_owned(),
        (_, 0) => time.format("%-I%P").to_string(),
        _ => time.format("%-I:%M%P").to_string(),
    }
}

/// Reads a day as people type it: `27/3/2026`, `27 March 2026`, `27 mar 2026`,
/// `2026-03-27`. Only years from 1900 to 2199.
pub fn parse_day(text: &str) -> Option<Day> {
    let text = text.trim();
    if text.len() > 40 {
        return None;
    }
    ["%d/%m/%Y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d-%m-%Y", "%d.%m.%Y"]
        .iter()
        .find_map(|format| NaiveDate::parse_from_str(text, format).ok())
        .filter(|day| (1900..2200).contains(&day.year()))
}

/// Reads a time of day as people type it: `12:00`, `midday`, `2pm`, `11:59pm`.
pub fn parse_time(text: &str) -> Option<NaiveTime> {
    let text = text.trim().to_lowercase().replace(' ', "");
    if text == "midday" || text == "noon" {
        return NaiveTime::from_hms_opt(12, 0, 0);
    }
    let with_minutes = if text.ends_with("am") || text.ends_with("pm") {
        let (hour, half) = text.split_at(text.len() - 2);
        if hour.contains(':') { text.clone() } else { format!("{hour}:00{half}") }
    } else {
        text.clone()
    };
    ["%I:%M%P", "%H:%M", "%H:%M:%S"].iter().find_map(|format| NaiveTime::parse_from_str(&with_minutes, format).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn the_clocks_change_on_the_last_sundays_of_march_and_october() {
        assert_eq!(london(at("2026-03-29T00:59:59Z")).to_string(), "2026-03-29 00:59:59");
        assert_eq!(london(at("2026-03-29T01:00:00Z")).to_string(), "2026-03-29 02:00:00");
        assert_eq!(london(at("2026-10-25T00:59:59Z")).to_string(), "2026-10-25 01:59:59");
        assert_eq!(london(at("2026-10-25T01:00:00Z")).to_string(), "2026-10-25 01:00:00");
    }

    #[test]
    fn an_hour_that_happens_twice_is_its_first_turn_and_a_skipped_one_the_next() {
        assert_eq!(from_london(day("2026-10-25").and_hms_opt(1, 30, 0).unwrap()), at("2026-10-25T00:30:00Z"));
        assert_eq!(from_london(day("2026-03-29").and_hms_opt(1, 30, 0).unwrap()), at("2026-03-29T01:30:00Z"));
    }

    #[test]
    fn bank_holidays_are_those_the_government_lists() {
        for text in [
            "2025-12-25",
            "2025-12-26",
            "2026-01-01",
            "2026-04-03",
            "2026-04-06",
            "2026-05-04",
            "2026-05-25",
            "2026-08-31",
            "2026-12-25",
            "2026-12-28",
            "2027-01-01",
            "2027-03-26",
            "2027-03-29",
            "2027-05-03",
            "2027-05-31",
            "2027-08-30",
            "2027-12-27",
            "2027-12-28",
            "2028-01-03",
        ] {
            assert!(is_bank_holiday(day(text)), "{text}");
        }
        for text in ["2026-12-26", "2027-12-25", "2028-01-02", "2026-05-11", "2025-12-29"] {
            assert!(!is_bank_holiday(day(text)), "{text}");
        }
    }

    #[test]
    fn a_waiting_period_counts_its_own_day_or_starts_the_day_after_by_regime() {
        assert_eq!(working_days_counting(day("2026-11-16"), 8), day("2026-11-25"));
        assert_eq!(working_days_after(day("2026-11-16"), 8), day("2026-11-26"));
        assert_eq!(working_days_counting(day("2026-12-21"), 8), day("2027-01-04"), "over Christmas");
        assert_eq!(working_days_counting(day("2026-03-30"), 8), day("2026-04-10"), "over Easter");
    }

    #[test]
    fn three_months_after_the_last_of_january_is_the_last_of_april() {
        assert_eq!(add_months(day("2026-01-31"), 3), day("2026-04-30"));
        assert_eq!(add_months(day("2024-02-29"), 12), day("2025-02-28"));
    }

    #[test]
    fn dates_and_times_are_read_as_people_type_them() {
        for text in ["27/3/2026", "27 March 2026", "27 mar 2026", "2026-03-27", " 27/03/2026 "] {
            assert_eq!(parse_day(text), Some(day("2026-03-27")), "{text}");
        }
        for text in ["30/2/2026", "29 February 2026", "27/3/26", "tomorrow", ""] {
            assert_eq!(parse_day(text), None, "{text}");
        }
        for (text, hour) in [("midday", 12), ("2pm", 14), ("12:00", 12), ("9:00am", 9)] {
            assert_eq!(parse_time(text).map(|time| time.hour()), Some(hour), "{text}");
        }
    }

    #[test]
    fn a_deadline_reads_in_words() {
        assert_eq!(instant_in_words(at("2026-12-11T12:00:00Z")), "Friday 11 December 2026 at midday");
        assert_eq!(instant_in_words(at("2026-06-30T22:59:00Z")), "Tuesday 30 June 2026 at 11:59pm");
        assert_eq!(instant_to_the_second(at("2026-12-11T11:41:07Z")), "11 December 2026 at 11:41:07am");
    }

    proptest! {
        #[test]
        fn a_wall_clock_reading_comes_back_from_its_instant(seconds in 1_500_000_000i64..2_500_000_000) {
            let at = DateTime::from_timestamp(seconds, 0).unwrap();
            let back = from_london(london(at));
            // Only the second turn of the doubled hour reads as its first.
            prop_assert!(back == at || back == at - Duration::hours(1));
        }
    }
}
