//! What an opportunity consists of: lots, criteria, questions.

use async_graphql::SimpleObject;
use shared::Money;
use shared::check::show_thousandths;
use shared::secure::opportunity::{self as domain, CriterionKind, Opportunity, QuestionKind};
use shared::secure::{CriterionId, LotId, QuestionId};

/// A part of an opportunity that is awarded by itself.
#[derive(SimpleObject, Clone)]
pub struct Lot {
    /// Its identifier.
    id: LotId,
    /// Its number, from 1.
    number: u32,
    /// What it is about.
    title: String,
    /// Its whole value, before VAT.
    value: Money,
    /// Why it ended with nobody chosen, where it did.
    end_reason: Option<String>,
}

impl From<domain::Lot> for Lot {
    fn from(lot: domain::Lot) -> Self {
        let end_reason = lot.ended.map(|ended| ended.reason);
        Self { id: lot.id, number: lot.number, title: lot.title, value: lot.value, end_reason }
    }
}

/// How an opportunity is cut into lots.
#[derive(SimpleObject, Clone)]
pub struct Lotting {
    /// What the values of the lots have to add up to, before VAT.
    whole: Money,
    /// Why it is one lot, where it says so.
    one_lot_reason: Option<String>,
    /// For how many lots one bidder may bid; none is all.
    bid_most: Option<u32>,
    /// How many lots one bidder may win; none is all.
    win_most: Option<u32>,
}

impl Lotting {
    pub(super) fn of(opportunity: &Opportunity) -> Self {
        let lotting = opportunity.lotting.clone();
        Self {
            whole: opportunity.lifetime().map_or(Money::ZERO, |lifetime| lifetime.net),
            one_lot_reason: lotting.one_lot_reason,
            bid_most: lotting.bid_most,
            win_most: lotting.win_most,
        }
    }
}

/// What bids are judged by.
#[derive(SimpleObject, Clone)]
pub struct Criterion {
    /// Its identifier.
    id: CriterionId,
    /// Whether it judges quality or price.
    kind: CriterionKind,
    /// What it is called.
    title: String,
    /// Its weight of 100, such as `70`.
    weight: String,
    /// What a good bid shows.
    good: Option<String>,
    /// How many questions count towards it.
    question_count: i32,
}

impl Criterion {
    pub(super) fn new(criterion: &domain::Criterion, of: &Opportunity) -> Self {
        Self {
            id: criterion.id.clone(),
            kind: criterion.kind,
            title: criterion.title.clone(),
            weight: criterion.weight.to_string(),
            good: criterion.good.clone(),
            question_count: i32::try_from(of.questions_of(&criterion.id).count()).unwrap_or(i32::MAX),
        }
    }
}

/// How a question is answered.
#[derive(SimpleObject, Clone)]
#[graphql(name = "QuestionAsk")]
pub struct Ask {
    /// Its kind.
    kind: QuestionKind,
    /// How many words a text may have.
    word_limit: Option<u32>,
    /// What a number counts.
    unit: Option<String>,
    /// The least number that is taken.
    least: Option<String>,
    /// The most that is taken.
    most: Option<String>,
    /// The options of a choice.
    options: Vec<String>,
    /// The same in words, such as `Up to 500 words`.
    limits: String,
}

impl From<&domain::Ask> for Ask {
    fn from(ask: &domain::Ask) -> Self {
        let mut read = Self {
            kind: ask.kind(),
            word_limit: ask.word_limit(),
            unit: None,
            least: None,
            most: None,
            options: Vec::new(),
            limits: ask.limits(),
        };
        match ask {
            domain::Ask::Number { unit, least, most } => {
                read.unit.clone_from(unit);
                read.least = least.map(show_thousandths);
                read.most = most.map(show_thousandths);
            }
            domain::Ask::Choice { options } => read.options.clone_from(options),
            domain::Ask::Text { .. } | domain::Ask::Date | domain::Ask::Declaration => {}
        }
        read
    }
}

/// What bidders are asked.
#[derive(SimpleObject, Clone)]
pub struct Question {
    /// Its identifier.
    id: QuestionId,
    /// Its number, from 1.
    number: i32,
    /// The criterion that its answer counts towards.
    criterion_id: Option<CriterionId>,
    /// The number of that criterion in the list, from 1.
    criterion_number: Option<i32>,
    /// The question.
    prompt: String,
    /// What a good answer shows.
    guidance: Option<String>,
    /// How many words the answer may have; none where it is not answered in words.
    word_limit: Option<u32>,
    /// How it is answered.
    ask: Ask,
    /// What the answer weighs of 100: its share of the criterion, such as `23.333`.
    weight: String,
}

impl Question {
    pub(super) fn new(number: i32, question: &domain::Question, of: &Opportunity) -> Self {
        let place = of.criteria.iter().position(|criterion| Some(&criterion.id) == question.criterion.as_ref());
        Self {
            id: question.id.clone(),
            number,
            criterion_id: question.criterion.clone(),
            criterion_number: place.and_then(|place| i32::try_from(place + 1).ok()),
            prompt: question.prompt.clone(),
            guidance: question.guidance.clone(),
            word_limit: question.ask.word_limit(),
            ask: Ask::from(&question.ask),
            weight: show_thousandths(of.question_share(question) / 10),
        }
    }
}
