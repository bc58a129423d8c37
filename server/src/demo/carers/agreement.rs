//! The agreement of the carers' service, two years of its returns, and what
//! people said of it.

use shared::monitor::data_return::input::{LineQueryInput, ReadingInput};
use shared::monitor::data_return::{DataReturn, DataReturnInput, Line, QueryInput};
use shared::review::feedback::FeedbackInput;
use shared::secure::agreement::SignInput;
use shared::{Actor, Day, calendar};

use super::KEY;
use crate::app::{self, Error};
use crate::demo::Demo;
use crate::store;

/// A quarter: who has as much company as they want, in per cent, of how many
/// asked; how many met a befriender; and what the provider adds.
#[derive(Clone, Copy)]
struct Quarter {
    company: &'static str,
    asked: &'static str,
    met: &'static str,
    remark: &'static str,
}

const fn quarter(company: &'static str, asked: &'static str, met: &'static str, remark: &'static str) -> Quarter {
    Quarter { company, asked, met, remark }
}

/// What was reported, quarter by quarter.
const QUARTERS: [Quarter; 8] = [
    quarter("42", "38", "44", "We began with the carers whom we knew. The group in Olney starts in the next quarter."),
    quarter("45", "61", "81", ""),
    quarter("50", "74", "108", "The group in Olney meets each week now."),
    quarter("47", "90", "97", "Two befrienders moved away in the summer. Four more have been trained since."),
    quarter("53", "97", "126", ""),
    quarter("57", "112", "141", "Three surgeries send people to us by themselves."),
    quarter("61", "120", "158", ""),
    quarter("63", "131", "164", "More men came than ever before: the Saturday walk is theirs."),
];

/// The number of the last quarter, counted from nothing.
pub(in crate::demo) const LAST: u32 = 7;

/// The quarter of which the council asked something, and the first figure that
/// was sent for it.
const ASKED: u32 = 4;
const MISTAKEN: &str = "83";

/// What people said, one answer a line: how it is, in words, and by whom.
const FEEDBACK: &[(&str, &str, &str)] = &[
    ("very_good", "Jean comes on Tuesdays and I laugh again.", "user"),
    ("good", "The group is good. The hall is cold.", "user"),
    ("very_good", "My wife sleeps better since she has somebody to ring.", "family"),
    ("ok", "I would like somebody nearer my age.", "user"),
    ("very_good", "They found me when I did not know that I needed them.", "user"),
    ("good", "", "family"),
    ("poor", "Nobody came while my befriender was ill.", "user"),
];

/// Draws the agreement up, offers it, and both sign it.
pub(in crate::demo) async fn sign(demo: &mut Demo) -> Result<(), Error> {
    let amara = demo.act("amara");
    let opportunity = demo.opportunity(KEY).await?;
    let known = store::secure::award::known_of(demo.cx.db().reader(), &[opportunity.id]).await?;
    let award = known.first().ok_or(Error::NotFound)?;
    demo.at(-816, 10).await?;
    let agreement = app::secure::agreement::draft(&amara, &award.id).await?;
    demo.at(-815, 11).await?;
    let mut agreement = app::secure::agreement::offer(&amara, &agreement.id, agreement.version).await?;
    for (day, who, name) in [(-810, "helen", "Helen Marsh"), (-808, "ruth", "Ruth Adeyemi")] {
        demo.at(day, 15).await?;
        let input = SignInput { name: name.to_owned(), authority: "true".to_owned() };
        agreement = app::secure::agreement::sign(&demo.act(who), &agreement.id, agreement.version, &input).await?;
    }
    demo.agreement = Some(agreement.id);
    Ok(())
}

fn place(quarter: u32) -> usize {
    usize::try_from(quarter).unwrap_or(usize::MAX)
}

fn figures(quarter: u32) -> Result<Quarter, Error> {
    QUARTERS.get(place(quarter)).copied().ok_or(Error::NotFound)
}

/// The last day of a quarter, from the first.
fn ends(today: Day, quarter: u32) -> Day {
    let next = calendar::add_months(super::starts(today), 3 * (quarter + 1));
    next.pred_opt().unwrap_or(next)
}

/// The day on which a quarter's return is sent, counted from today.
pub(in crate::demo) fn sent_on(today: Day, quarter: u32) -> i64 {
    (ends(today, quarter) - today).num_days() + 18
}

/// The day on which the council looks at it.
pub(in crate::demo) fn checked_on(today: Day, quarter: u32) -> i64 {
    sent_on(today, quarter) + 4
}

/// A return is filled in and sent, and some people say how the service is.
pub(in crate::demo) async fn send(demo: &Demo, quarter: u32) -> Result<(), Error> {
    demo.at(sent_on(demo.today, quarter), 16).await?;
    let figures = figures(quarter)?;
    let company = if quarter == ASKED { MISTAKEN } else { figures.company };
    report(demo, quarter, company, figures).await?;
    for (rating, words, giver) in FEEDBACK {
        let input =
            FeedbackInput { rating: (*rating).to_owned(), words: (*words).to_owned(), giver: (*giver).to_owned() };
        app::review::feedback::give(&demo.cx.acting(Actor::Visitor), "S-0001", &input).await?;
    }
    Ok(())
}

/// The council accepts a return; one it asks about first.
pub(in crate::demo) async fn check(demo: &Demo, quarter: u32) -> Result<(), Error> {
    let day = checked_on(demo.today, quarter);
    demo.at(day, 10).await?;
    if quarter == ASKED {
        let figures = figures(quarter)?;
        ask(demo, quarter, "This is far above the last figure, with as many people asked. Is it right?").await?;
        demo.at(day + 2, 12).await?;
        report(demo, quarter, figures.company, figures).await?;
        demo.at(day + 3, 9).await?;
    }
    let sent = find(demo, quarter).await?;
    app::monitor::data_return::accept(&demo.act("amara"), &sent.id, sent.version).await?;
    Ok(())
}

/// The council asks about the last return, which its provider has yet to answer.
pub(in crate::demo) async fn question(demo: &Demo) -> Result<(), Error> {
    demo.at(-3, 10).await?;
    ask(demo, LAST, "How many of them answered for the first time?").await
}

async fn ask(demo: &Demo, quarter: u32, question: &str) -> Result<(), Error> {
    let sent = find(demo, quarter).await?;
    let first = sent.readings.first().ok_or(Error::NotFound)?;
    let query = LineQueryInput { indicator: first.indicator.to_string(), query: question.to_owned() };
    app::monitor::data_return::query(&demo.act("amara"), &sent.id, &QueryInput { queries: vec![query] }).await?;
    Ok(())
}

async fn report(demo: &Demo, quarter: u32, company: &str, figures: Quarter) -> Result<(), Error> {
    let joe = demo.act("joe");
    let open = find(demo, quarter).await?;
    let reading = |line: &Line| {
        let is_share = line.indicator.unit == "%";
        ReadingInput {
            indicator: line.indicator.id.to_string(),
            value: if is_share { company } else { figures.met }.to_owned(),
            asked: if is_share { figures.asked.to_owned() } else { String::new() },
            ..ReadingInput::default()
        }
    };
    let lines = app::monitor::data_return::lines_of(&joe, &open).await?;
    let input = DataReturnInput { readings: lines.iter().map(reading).collect(), remark: figures.remark.to_owned() };
    let saved = app::monitor::data_return::save(&joe, &open.id, open.version, &input).await?;
    app::monitor::data_return::submit(&joe, &saved.id, saved.version).await?;
    Ok(())
}

/// The return of a quarter, which the clock has made.
async fn find(demo: &Demo, quarter: u32) -> Result<DataReturn, Error> {
    let ids: Vec<_> = demo.agreement.iter().cloned().collect();
    let db = demo.cx.db().reader();
    let returns = store::monitor::data_return::of_agreements(db, &Actor::System, &ids).await?;
    returns.into_iter().nth(place(quarter)).ok_or(Error::NotFound)
}
