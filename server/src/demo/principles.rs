//! What each commission of the story answers under the principles.

use shared::calendar;
use shared::commission::Commission;
use shared::framework::principle::answer::Kind;
use shared::framework::principle::{Principle, PrincipleAnswerInput, PrinciplesInput};

use super::Demo;
use crate::app::{self, Cx, Error};

/// Answers for a commission of so many years; the talks with providers ended 70 days before it began.
pub(super) async fn answer(demo: &Demo, officer: &Cx, of: &Commission, begins: i64, years: &str) -> Result<(), Error> {
    let short = matches!(years, "1" | "2");
    let answers = Principle::ALL.iter().map(|principle| {
        let (kind, says) = said(*principle, short);
        let talked = *principle == Principle::P2;
        PrincipleAnswerInput {
            principle: principle.as_str().to_owned(),
            kind: kind.as_str().to_owned(),
            says: says.to_owned(),
            ended_on: if talked { calendar::in_short(demo.day(begins - 70)) } else { String::new() },
        }
    });
    let input = PrinciplesInput { answers: answers.collect() };
    app::framework::principle::save(officer, &of.id, of.version, &input).await?;
    Ok(())
}

const fn said(principle: Principle, short: bool) -> (Kind, &'static str) {
    let says = match principle {
        Principle::P1 => "Groups that speak for these people told us, at two forums and by post.",
        Principle::P2 => "We talked to four providers. They asked for payment in advance, and we pay each quarter.",
        Principle::P3 => "The outcome says what should change, and for whom.",
        Principle::P4 => "We looked through our register: five groups do such work within 20 miles.",
        Principle::P5 => "Nobody asked for help when we talked, and the form is short.",
        Principle::P6 => "Anyone may bid, alone or together, with the same papers and the same time.",
        Principle::P7 if short => "We try it out first, and can extend nothing before we know that it works.",
        Principle::P7 => {
            "It runs for three years. We carry the risk of fewer people, the provider that of higher costs."
        }
        Principle::P8 => "Each year with the annual review, and when it ends.",
    };
    let reason = matches!(principle, Principle::P5) || (short && matches!(principle, Principle::P7));
    (if reason { Kind::Reason } else { Kind::Evidence }, says)
}
