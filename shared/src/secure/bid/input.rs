//! What is typed into a bid. Saving takes anything and keeps it; checking
//! happens at "Check your answers" and on sending.

use serde::{Deserialize, Serialize};

use super::Facts;
use crate::check::clean;
use crate::error::{Code, Refusal, all_or_nothing};
use crate::secure::{LotId, QuestionId};

/// The most characters kept of one answer, some 5,000 words.
pub const ANSWER_MOST: usize = 32_000;
/// The most characters kept of one price.
pub const PRICE_MOST: usize = 40;
/// The most entries in one save.
pub const ENTRIES_MOST: usize = 100;

/// Some of what is typed into a bid: as many answers and prices as one likes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[serde(rename_all = "camelCase", default)]
pub struct BidSaveInput {
    /// Answers to keep.
    #[cfg_attr(feature = "server", graphql(default))]
    pub answers: Vec<BidAnswerInput>,
    /// Prices to keep.
    #[cfg_attr(feature = "server", graphql(default))]
    pub prices: Vec<BidPriceInput>,
}

/// An answer to keep.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[serde(rename_all = "camelCase", default)]
pub struct BidAnswerInput {
    /// The question's identifier.
    pub question: String,
    /// The words so far.
    pub text: String,
    /// The version of the answer that was being changed; 0 where there was
    /// none. Another one refuses the save as stale.
    pub version: i32,
}

/// A price to keep.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[serde(rename_all = "camelCase", default)]
pub struct BidPriceInput {
    /// The lot's identifier.
    pub lot: String,
    /// The sum for the whole lot before VAT, as typed.
    pub price: String,
    /// The version of the price that was being changed; 0 where there was none.
    pub version: i32,
}

/// What to keep, each on its question or lot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Answers.
    pub answers: Vec<Change<QuestionId>>,
    /// Prices.
    pub prices: Vec<Change<LotId>>,
}

/// One entry as it should become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change<Id> {
    /// The question or lot.
    pub id: Id,
    /// The text to keep.
    pub text: String,
    /// The version it replaces.
    pub version: i64,
}

impl BidSaveInput {
    /// Refuses only what cannot be kept: an unknown question or lot, twice the
    /// same, and texts beyond any use.
    pub fn check(&self, facts: &Facts) -> Result<Checked, Vec<Refusal>> {
        let mut faults = Vec::new();
        if self.answers.len() + self.prices.len() > ENTRIES_MOST {
            let sentence = format!("Save at most {ENTRIES_MOST} answers at a time");
            return Err(vec![Refusal::slip("answers", Code::TooLong, sentence)]);
        }
        let mut answers: Vec<Change<QuestionId>> = Vec::new();
        for (index, answer) in self.answers.iter().enumerate() {
            let known = facts.questions.iter().find(|asked| asked.id.as_str() == answer.question.trim());
            match known.filter(|asked| answers.iter().all(|done| done.id != asked.id)) {
                Some(asked) => answers.push(Change {
                    id: asked.id.clone(),
                    text: kept(&mut faults, &format!("answers.{index}.text"), &answer.text, ANSWER_MOST),
                    version: i64::from(answer.version),
                }),
                None => faults.push(unknown(&format!("answers.{index}.question"), "question")),
            }
        }
        let mut prices: Vec<Change<LotId>> = Vec::new();
        for (index, price) in self.prices.iter().enumerate() {
            let known = facts.lots.iter().find(|lot| lot.id.as_str() == price.lot.trim());
            match known.filter(|lot| prices.iter().all(|done| done.id != lot.id)) {
                Some(lot) => prices.push(Change {
                    id: lot.id.clone(),
                    text: kept(&mut faults, &format!("prices.{index}.price"), &price.price, PRICE_MOST),
                    version: i64::from(price.version),
                }),
                None => faults.push(unknown(&format!("prices.{index}.lot"), "lot")),
            }
        }
        all_or_nothing(faults)?;
        Ok(Checked { answers, prices })
    }
}

fn kept(faults: &mut Vec<Refusal>, field: &str, text: &str, most: usize) -> String {
    let text = clean(text);
    let count = text.chars().count();
    if count > most {
        let over = count - most;
        let sentence = format!("This is {count} characters. We can keep {most}: cut {over}");
        faults.push(Refusal::slip(field, Code::TooLong, sentence));
    }
    text
}

fn unknown(field: &str, kind: &str) -> Refusal {
    let sentence = format!("This {kind} is not part of the opportunity, or is given twice. Load the page again");
    Refusal::slip(field, Code::UnknownCode, sentence)
}

#[cfg(test)]
mod tests {
    use super::super::example::*;
    use super::*;

    fn answer(question: &QuestionId, text: &str) -> BidAnswerInput {
        BidAnswerInput { question: question.to_string(), text: text.to_owned(), version: 0 }
    }

    #[test]
    fn saving_keeps_whatever_is_typed() {
        let facts = facts();
        let input = BidSaveInput {
            answers: vec![answer(&facts.questions[0].id, " one two three four five six seven\u{0} ")],
            prices: vec![BidPriceInput { lot: facts.lots[0].id.to_string(), price: "about 9,00".into(), version: 3 }],
        };
        let checked = input.check(&facts).unwrap();
        assert_eq!(checked.answers[0].text, "one two three four five six seven");
        assert_eq!((checked.prices[0].text.as_str(), checked.prices[0].version), ("about 9,00", 3));
    }

    #[test]
    fn what_cannot_be_kept_is_refused_all_at_once() {
        let facts = facts();
        let first = &facts.questions[0].id;
        let input = BidSaveInput {
            answers: vec![
                answer(first, &"x".repeat(ANSWER_MOST + 1)),
                answer(first, "twice"),
                BidAnswerInput { question: "qst_no".into(), ..BidAnswerInput::default() },
            ],
            prices: vec![BidPriceInput::default()],
        };
        let fields: Vec<_> = input.check(&facts).unwrap_err().into_iter().filter_map(|fault| fault.field).collect();
        assert_eq!(fields, ["answers.0.text", "answers.1.question", "answers.2.question", "prices.0.lot"]);
    }
}
