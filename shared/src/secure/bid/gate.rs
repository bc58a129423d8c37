//! Whether the rules permit something now, all reasons at once.

use super::state::started_twice;
use super::{Action, Answer, Bid, Content, Entries, Price, Stage, Word, word};
use crate::calendar::{Timestamp, instant_in_words, instant_to_the_second};
use crate::check::clean;
use crate::error::{Code, Refusal};
use crate::money::Money;
use crate::people::{DirectorateId, OrganisationId};
use crate::secure::opportunity::{Ask, Opportunity, state::Stored};
use crate::secure::{LotId, OpportunityId, QuestionId};

/// How far the competition is, as far as bids care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Competition {
    /// Not public yet: bidders do not know of it.
    Unpublished,
    /// Public, and not opened.
    Published,
    /// The bids have been opened, or there were none.
    Opened,
    /// Called off.
    Cancelled,
}

/// What the opportunity must tell a bid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Which opportunity.
    pub opportunity: OpportunityId,
    /// The council that asks.
    pub buyer: OrganisationId,
    /// Its directorate.
    pub directorate: Option<DirectorateId>,
    /// How far it is.
    pub competition: Competition,
    /// When bidding opens; none while it is not settled.
    pub opens_at: Option<Timestamp>,
    /// The deadline; none while it is not settled.
    pub closes_at: Option<Timestamp>,
    /// The number of the last change for which a bid sent before it has to be confirmed; 0 while there is none (R-S3).
    pub confirm_from: u32,
    /// Every question, in order; each must be answered.
    pub questions: Vec<Asked>,
    /// Every lot, in order. One alone must be priced; of several, those that are priced are bid for.
    pub lots: Vec<Priced>,
    /// For how many lots one bidder may bid; none is all (R-4.20d).
    pub lots_most: Option<u32>,
    /// The most that may be asked for, of a grant (R-4.15b).
    pub price_most: Option<Money>,
    /// What is sent.
    pub word: Word,
}

/// A question to answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Which.
    pub id: QuestionId,
    /// Its words.
    pub prompt: String,
    /// How it is answered.
    pub ask: Ask,
}

/// A lot to price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Priced {
    /// Which.
    pub id: LotId,
    /// Its number, from 1.
    pub number: i64,
    /// Its title.
    pub title: String,
}

/// How much of a bid is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Answers and prices that could be sent as they are.
    pub done: usize,
    /// All of them.
    pub all: usize,
}

impl Facts {
    /// What this opportunity tells its bids.
    pub fn of(opportunity: &Opportunity) -> Self {
        let publication = opportunity.state.publication();
        let competition = match opportunity.state.stored() {
            Stored::Draft | Stored::Approval => Competition::Unpublished,
            Stored::Published => Competition::Published,
            Stored::Opened | Stored::Evaluating | Stored::Decided | Stored::Complete | Stored::Unsuccessful => {
                Competition::Opened
            }
            Stored::Cancelled => Competition::Cancelled,
        };
        let questions = opportunity.questions.iter().map(|question| Asked {
            id: question.id.clone(),
            prompt: question.prompt.clone(),
            ask: question.ask.clone(),
        });
        let lots = opportunity.lots.iter().map(|lot| Priced {
            id: lot.id.clone(),
            number: i64::from(lot.number),
            title: lot.title.clone(),
        });
        Self {
            opportunity: opportunity.id.clone(),
            buyer: opportunity.buyer.clone(),
            directorate: opportunity.directorate.clone(),
            competition,
            opens_at: publication.map(|publication| publication.opens_at),
            closes_at: publication.map(|publication| publication.closes_at),
            confirm_from: publication.map_or(0, |publication| publication.confirm_from),
            questions: questions.collect(),
            lots: lots.collect(),
            lots_most: opportunity.lotting.bid_most,
            price_most: opportunity.grant_most(),
            word: word(opportunity.method),
        }
    }

    /// Whether the deadline has not passed, by the second: a bid received
    /// within the very second of the deadline is in time.
    pub fn in_time(&self, now: Timestamp) -> bool {
        self.closes_at.is_some_and(|closes| now.timestamp() <= closes.timestamp())
    }

    /// Whether bids may be sent now.
    pub fn takes_bids(&self, now: Timestamp) -> bool {
        self.competition == Competition::Published
            && self.in_time(now)
            && self.opens_at.is_some_and(|opens| opens <= now)
    }

    /// What is done with it: `send this bid`.
    fn this(&self, verb: &str) -> String {
        format!("{verb} this {}", self.word.one)
    }

    /// Why bids cannot be sent, changed or taken out now; `act` completes "You
    /// cannot …", `kept` says what becomes of the bid.
    fn closed(&self, act: &str, kept: &str, now: Timestamp) -> Option<Refusal> {
        let refuse = |code, sentence: String| Some(Refusal::under(code, "R-S1", "4.13", sentence));
        match (self.competition, self.closes_at) {
            (Competition::Published, Some(_)) if self.takes_bids(now) => None,
            (Competition::Published, Some(_)) if self.in_time(now) => {
                let opens = self.opens_at.map_or_else(String::new, instant_in_words);
                refuse(Code::TooEarly, format!("You cannot {act} yet. Bidding opens on {opens}. Come back then"))
            }
            (Competition::Opened, Some(closes)) => refuse(
                Code::DeadlinePassed,
                format!(
                    "You cannot {act}. It closed on {} and the bids have been opened. {kept}",
                    instant_to_the_second(closes)
                ),
            ),
            (Competition::Published, Some(closes)) => {
                let (deadline, now) = (instant_to_the_second(closes), instant_to_the_second(now));
                refuse(
                    Code::DeadlinePassed,
                    format!("You cannot {act}. It closed on {deadline} and it is now {now}. {kept}"),
                )
            }
            (Competition::Cancelled, _) => refuse(
                Code::IllegalTransition,
                format!("You cannot {act}. The council has called this opportunity off. {kept}"),
            ),
            (Competition::Unpublished | Competition::Published | Competition::Opened, _) => {
                refuse(Code::TooEarly, format!("You cannot {act} yet. The opportunity is not open. {kept}"))
            }
        }
    }
}

impl Bid {
    /// Every reason why an organisation may not begin a bid now.
    pub fn start_gate(
        organisation: &OrganisationId,
        facts: &Facts,
        earlier: Option<&Self>,
        now: Timestamp,
    ) -> Vec<Refusal> {
        let mut refusals = Vec::new();
        if organisation == &facts.buyer {
            refusals.push(Refusal::under(
                Code::NotAllowed,
                "R-S1",
                "4.13",
                "A council cannot bid on its own opportunity. Act for a provider organisation to bid",
            ));
        }
        refusals.extend(facts.closed(
            &format!("start {}", facts.word.a),
            "See what else is open under Opportunities",
            now,
        ));
        if earlier.is_some_and(|earlier| earlier.state.stored() != Stage::Withdrawn) {
            refusals.push(started_twice());
        }
        refusals
    }

    /// Every reason why the action is not permitted now; empty means it is.
    /// What is still to write is told by [`Bid::faults`].
    pub fn gate(&self, action: Action, facts: &Facts, now: Timestamp) -> Vec<Refusal> {
        let stage = self.state.stored();
        let not_from = |sentence: &str| vec![Refusal::under(Code::IllegalTransition, "R-S1", "4.13", sentence)];
        match (action, stage) {
            // Stale and lapsed are never stored: a sent bid is one or the other by the opportunity and the clock.
            (Action::Save, Stage::Draft | Stage::NotSent) => Vec::new(),
            (Action::Submit, Stage::Draft | Stage::NotSent) => {
                let kept = "Your draft is kept, and only your organisation can see it";
                facts.closed(&facts.this("send"), kept, now).into_iter().collect()
            }
            (Action::Change, Stage::Submitted) => {
                facts.closed(&facts.this("change"), "It stands as it was sent", now).into_iter().collect()
            }
            (Action::Withdraw, Stage::Submitted) => {
                let kept = "It stands as it was sent. Ring the named officer if you no longer want to be considered";
                facts.closed(&facts.this("withdraw"), kept, now).into_iter().collect()
            }
            (Action::Confirm, Stage::Submitted) => self.confirm_gate(facts, now),
            (Action::Open, Stage::Submitted) => {
                let mut refusals = facts.open_gate(now);
                refusals.extend(self.lapsed_gate(facts, now));
                refusals
            }
            (Action::Save | Action::Submit, Stage::Submitted | Stage::Stale | Stage::Lapsed) => {
                not_from("This bid is sent and sealed. Choose \"Change this bid\" before the deadline to write on")
            }
            (Action::Save | Action::Submit, Stage::Withdrawn) => {
                not_from("This bid is withdrawn. Start it again from the opportunity before the deadline")
            }
            (Action::Save | Action::Submit | Action::Change | Action::Confirm | Action::Withdraw, Stage::Opened) => {
                not_from("This bid has been opened and can no longer be changed. Ring the named officer if it is wrong")
            }
            (Action::Change | Action::Withdraw, _) => {
                not_from("Only a bid that is sent can be changed or withdrawn. This one is not sent")
            }
            (Action::Confirm, _) => not_from("Only a bid that is sent can be confirmed. This one is not sent"),
            (Action::Open, _) => not_from("Only a bid that is sent and sealed can be opened"),
        }
    }

    /// Why a sent bid cannot be confirmed now (R-S3).
    fn confirm_gate(&self, facts: &Facts, now: Timestamp) -> Vec<Refusal> {
        if !self.is_stale(facts) {
            let sentence = "Nothing has changed since you sent or confirmed this bid. It stands: you need do nothing";
            return vec![Refusal::under(Code::IllegalTransition, "R-S3", "4.2(6)", sentence)];
        }
        let kept = "It was not confirmed after the change, so it is not opened and nobody reads it";
        facts.closed(&facts.this("confirm"), kept, now).into_iter().collect()
    }

    /// Why a bid that was not confirmed stays sealed (R-S3).
    fn lapsed_gate(&self, facts: &Facts, now: Timestamp) -> Option<Refusal> {
        let sentence = "This bid was not confirmed after a change that matters, so it stays sealed";
        (self.stage(facts, now) == Stage::Lapsed)
            .then(|| Refusal::under(Code::IllegalTransition, "R-S3", "4.2(6)", sentence))
    }

    /// What is still missing or too long in the draft, all at once, each on its
    /// field (`answers.0.text`, `prices.0.price`).
    pub fn faults(&self, entries: &Entries, facts: &Facts) -> Vec<Refusal> {
        self.read(entries, facts).1
    }

    /// Reads what is typed into what would be sealed, with every fault.
    pub(super) fn read(&self, entries: &Entries, facts: &Facts) -> (Content, Vec<Refusal>) {
        let mut faults = Vec::new();
        let answers = facts.questions.iter().enumerate().map(|(index, asked)| {
            let typed = entries.answer(&asked.id);
            let text = asked.read(index, typed).unwrap_or_else(|fault| {
                faults.push(fault);
                clean(typed)
            });
            Answer { question: asked.id.clone(), text }
        });
        let answers = answers.collect();
        let prices = facts.bid_for(entries).map(|(index, lot)| {
            let price = lot.read(index, entries.price(&lot.id), facts);
            let price = price.unwrap_or_else(|fault| {
                faults.push(fault);
                Money::ZERO
            });
            Price { lot: lot.id.clone(), price }
        });
        let prices = prices.collect();
        faults.extend(facts.lots_fault(entries));
        (
            Content {
                bid: self.id.clone(),
                opportunity: self.opportunity.clone(),
                answers,
                prices,
                team: super::team::Terms::default(),
            },
            faults,
        )
    }

    /// How much could be sent as it is.
    pub fn progress(&self, entries: &Entries, facts: &Facts) -> Progress {
        let all = facts.questions.len() + facts.bid_for(entries).count().max(1);
        Progress { done: all.saturating_sub(self.faults(entries, facts).len()), all }
    }
}

impl Facts {
    /// The lots that are bid for, each with its place: one alone always, of several those that are priced.
    fn bid_for(&self, entries: &Entries) -> impl Iterator<Item = (usize, &Priced)> {
        let several = self.lots.len() > 1;
        let priced = move |lot: &Priced| !several || !clean(entries.price(&lot.id)).is_empty();
        self.lots.iter().enumerate().filter(move |(_, lot)| priced(lot))
    }

    /// No lot is bid for, or more than one bidder may bid for (R-4.20d).
    fn lots_fault(&self, entries: &Entries) -> Option<Refusal> {
        let (count, most) = (self.bid_for(entries).count(), self.lots_most.map_or(usize::MAX, |most| most as usize));
        let refuse = |code, sentence| Refusal::under(code, "R-4.20d", "4.20", sentence).on("prices.0.price");
        if count == 0 {
            let sentence = "Enter your price for one lot at least, before VAT. Leave the others empty";
            return Some(refuse(Code::Missing, sentence.to_owned()));
        }
        (count > most).then(|| {
            let sentence = format!(
                "You have priced {count} lots. One bidder may bid for {most} at most: empty {} of the prices",
                count - most
            );
            refuse(Code::OutOfRange, sentence)
        })
    }

    /// Every reason why the bids may not be opened now (R-S1).
    pub fn open_gate(&self, now: Timestamp) -> Vec<Refusal> {
        let refuse = |code, sentence: String| vec![Refusal::under(code, "R-S1", "4.13", sentence)];
        match (self.competition, self.closes_at) {
            (Competition::Published, Some(closes)) if self.in_time(now) => refuse(
                Code::TooEarly,
                format!(
                    "You cannot open the bids yet. They are sealed until the deadline, {}. You can open them after that",
                    instant_to_the_second(closes)
                ),
            ),
            (Competition::Published, Some(_)) => Vec::new(),
            (Competition::Published | Competition::Unpublished, _) => {
                refuse(Code::TooEarly, "You cannot open bids. The opportunity has not been published yet".to_owned())
            }
            (Competition::Opened, _) => {
                refuse(Code::IllegalTransition, "The bids have been opened already. Go on to scoring".to_owned())
            }
            (Competition::Cancelled, _) => refuse(
                Code::IllegalTransition,
                "This opportunity was called off. Its bids stay sealed and nobody will read them".to_owned(),
            ),
        }
    }
}

impl Asked {
    /// Reads an answer into what is sealed, or says what keeps it from being sent.
    pub fn read(&self, index: usize, typed: &str) -> Result<String, Refusal> {
        let (field, number) = (format!("answers.{index}.text"), index + 1);
        if clean(typed).is_empty() {
            let sentence = format!("Answer question {number}: {}", self.prompt);
            return Err(Refusal::slip(field, Code::Missing, sentence).because("R-4.16", "4.16"));
        }
        self.ask.read(number, typed).map_err(|fault| fault.on(field))
    }
}

impl Priced {
    /// Reads a price: needed for every lot, a sum, above nothing.
    pub fn read(&self, index: usize, typed: &str, facts: &Facts) -> Result<Money, Refusal> {
        let word = facts.word.price;
        let name = if facts.lots.len() == 1 {
            word.to_owned()
        } else {
            format!("{word} for lot {}, {}", self.number, self.title)
        };
        let slip = |code, sentence| Err(Refusal::slip(format!("prices.{index}.price"), code, sentence));
        match (clean(typed).as_str(), Money::parse(&clean(typed))) {
            ("", _) if facts.price_most.is_some() => slip(Code::Missing, format!("Enter {name}")),
            ("", _) => slip(Code::Missing, format!("Enter {name}, before VAT")),
            (_, None) => slip(Code::Invalid, format!("Enter {name} as a sum in pounds, like 1,200 or 1200.50")),
            (_, Some(Money::ZERO)) => slip(Code::OutOfRange, format!("Enter {name} as a sum above £0")),
            (_, Some(price)) => match facts.price_most.filter(|most| price > *most) {
                Some(most) => slip(
                    Code::OutOfRange,
                    format!(
                        "One application can be given {most} at most, and you ask for {price}. Ask for {most} or less"
                    ),
                )
                .map_err(|fault| fault.because("R-4.15b", "4.15")),
                None => Ok(price),
            },
        }
    }
}

#[cfg(test)]
mod tests;
