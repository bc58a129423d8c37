//! Whether a question may be asked now.

use crate::calendar::{Timestamp, instant_in_words, instant_to_the_second};
use crate::error::{Code, Refusal};
use crate::secure::opportunity::state::to_the_second;
use crate::secure::opportunity::{Opportunity, Stage};

/// Every reason why no question may be asked about this opportunity now; empty means that one may (R-S2).
pub fn ask_gate(of: &Opportunity, now: Timestamp) -> Vec<Refusal> {
    let refuse = |code, sentence: String| vec![Refusal::under(code, "R-S2", "4.2(6)", sentence)];
    let read = "Read what others asked, and the answers, on this page";
    let ended = |what: &str, at| {
        let (ended, now) = (instant_to_the_second(at), instant_to_the_second(now));
        refuse(
            Code::DeadlinePassed,
            format!("You cannot ask any more. {what} ended on {ended} and it is now {now}. {read}"),
        )
    };
    match of.stage(now) {
        Stage::Draft | Stage::Approval => {
            refuse(Code::IllegalTransition, "It is not published yet, so there is nothing to ask about".to_owned())
        }
        Stage::Cancelled => {
            refuse(Code::IllegalTransition, format!("You cannot ask any more. The council called it off. {read}"))
        }
        Stage::Scheduled => {
            let opens = of.state.publication().map(|publication| instant_in_words(publication.opens_at));
            let sentence = format!("You cannot ask yet. It opens on {}. Come back then", opens.unwrap_or_default());
            refuse(Code::TooEarly, sentence)
        }
        Stage::Open => match of.timetable.questions_until {
            Some(until) if to_the_second(now) > until => ended("Questions", until),
            _ => Vec::new(),
        },
        _ => match of.timetable.questions_until.or(of.timetable.closes_at) {
            Some(until) => ended("Questions", until),
            None => refuse(Code::DeadlinePassed, format!("You cannot ask any more. It has closed. {read}")),
        },
    }
}
