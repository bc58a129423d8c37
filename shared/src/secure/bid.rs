//! A bid: what a provider offers on an opportunity, written as a draft, sent as
//! one sealed envelope and read by nobody until the opening (R-S1).
//!
//! What is typed is [`Entries`]: one entry an answer and one a lot's price, each
//! with its own version, since several people write at once. Sending turns them
//! into [`Content`], which is sealed; the drafts are then gone. Only the
//! [`Receipt`] stays readable.

pub mod access;
pub mod gate;
pub mod input;
pub mod state;
pub mod team;
mod word;

pub use access::Action;
pub use gate::{Competition, Facts, Progress};
pub use state::{LotResult, Stage, State};
pub use word::{Word, word};

use serde::{Deserialize, Serialize};

use super::{BidId, LotId, OpportunityId, QuestionId};
use crate::calendar::Timestamp;
use crate::money::Money;
use crate::people::{OrganisationId, UserId};

/// One organisation's bid on one opportunity; never more than one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bid {
    /// Its identifier. There is no running number: gaps would tell how many
    /// bids exist.
    pub id: BidId,
    /// What it bids on.
    pub opportunity: OpportunityId,
    /// Who bids; the lead, where several bid together.
    pub organisation: OrganisationId,
    /// The others that have accepted to be in it.
    pub members: Vec<OrganisationId>,
    /// Who began it.
    pub started_by: UserId,
    /// When they began.
    pub started_at: Timestamp,
    /// Where it stands.
    pub state: State,
    /// Guards its transitions.
    pub version: i64,
}

/// One answer being written, as its own row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry<Id> {
    /// The question, or the lot for a price.
    pub id: Id,
    /// What is typed so far, unchecked.
    pub text: String,
    /// Counts the saves; 0 is never saved.
    pub version: i64,
    /// The last save.
    pub saved_at: Timestamp,
    /// Who made it.
    pub saved_by: UserId,
}

/// All that is typed so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entries {
    /// Answers to questions.
    pub answers: Vec<Entry<QuestionId>>,
    /// Prices for lots, as typed.
    pub prices: Vec<Entry<LotId>>,
    /// Counts the changes of who is in the bid and to whom work is passed on.
    pub team: i64,
}

impl Entries {
    /// What is typed in answer to a question; empty if nothing is.
    pub fn answer(&self, question: &QuestionId) -> &str {
        self.answers.iter().find(|entry| &entry.id == question).map_or("", |entry| &entry.text)
    }

    /// What is typed as a lot's price; empty if nothing is.
    pub fn price(&self, lot: &LotId) -> &str {
        self.prices.iter().find(|entry| &entry.id == lot).map_or("", |entry| &entry.text)
    }

    /// Rises with every save, so that what was checked can be told from what
    /// somebody changed since.
    pub fn version(&self) -> i64 {
        self.answers.iter().map(|entry| entry.version).sum::<i64>()
            + self.prices.iter().map(|entry| entry.version).sum::<i64>()
            + self.team
    }

    /// The last save of all.
    pub fn saved_at(&self) -> Option<Timestamp> {
        let answers = self.answers.iter().map(|entry| entry.saved_at);
        answers.chain(self.prices.iter().map(|entry| entry.saved_at)).max()
    }
}

/// What lies in the sealed envelope.
///
/// It names its bid and its opportunity, so that no envelope can stand in for
/// another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// The bid it belongs to.
    pub bid: BidId,
    /// The opportunity it was sent for.
    pub opportunity: OpportunityId,
    /// An answer to every question.
    pub answers: Vec<Answer>,
    /// A price for every lot that is bid for.
    pub prices: Vec<Price>,
    /// Who is in it and does what.
    #[serde(default)]
    pub team: team::Terms,
}

/// An answer as sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The question.
    pub question: QuestionId,
    /// The words.
    pub text: String,
}

/// A price as sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Price {
    /// The lot.
    pub lot: LotId,
    /// The whole sum for the lot, before VAT.
    pub price: Money,
}

/// Proof that an envelope arrived: signed with the installation's key, it can
/// be checked by anyone who has the statement, the signature and the public
/// key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Six letters that are easily read out, drawn at random.
    pub code: String,
    /// SHA-256 of the sealed envelope, in hexadecimal.
    pub digest: String,
    /// When the whole of it had arrived, to the second.
    pub at: Timestamp,
    /// The Ed25519 signature over [`Receipt::statement`], in hexadecimal.
    pub signature: String,
    /// The public key that checks it, in hexadecimal.
    pub key: String,
}

impl Receipt {
    /// The letters of a code: none that look or sound alike, no vowels, so that
    /// no code is a word.
    pub const LETTERS: &'static [u8] = b"BCDFGHJKMNPQRSTVWXZ";

    /// The words that are signed.
    pub fn statement(&self, bid: &BidId, opportunity: &OpportunityId) -> String {
        let at = self.at.format("%Y-%m-%dT%H:%M:%SZ");
        let (code, digest) = (&self.code, &self.digest);
        format!(
            "commonweal bid receipt 1\nbid {bid}\nopportunity {opportunity}\nenvelope sha256 {digest}\nreceived {at}\ncode {code}\n"
        )
    }
}

#[cfg(test)]
pub(crate) mod example {
    //! A bid on an advocacy service, half written and whole.
    use super::gate::{Asked, Priced};
    use super::*;
    use crate::actor::{Acting, Actor};
    use crate::people::membership::Role;
    use crate::people::{MembershipId, OrganisationKind};
    use crate::secure::opportunity::Ask;

    pub fn uuid(number: u128) -> uuid::Uuid {
        uuid::Uuid::from_u128(number)
    }

    pub fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    /// Midday in London on 11 December 2026.
    pub const CLOSES: &str = "2026-12-11T12:00:00Z";

    pub fn org(number: u128) -> OrganisationId {
        OrganisationId::from_uuid(uuid(number))
    }

    /// A person of role `role` at organisation `number`.
    pub fn person(role: Role, kind: OrganisationKind, number: u128) -> Actor {
        Actor::Person {
            user: UserId::from_uuid(uuid(number * 100)),
            acting: Some(Acting {
                membership: MembershipId::from_uuid(uuid(number * 100 + 1)),
                organisation: org(number),
                kind,
                directorate: None,
                role,
                limit: None,
            }),
        }
    }

    pub fn member() -> Actor {
        person(Role::Member, OrganisationKind::Provider, 2)
    }

    pub fn facts() -> Facts {
        Facts {
            opportunity: OpportunityId::from_uuid(uuid(1)),
            buyer: org(1),
            directorate: None,
            competition: Competition::Published,
            opens_at: Some(at("2026-11-23T09:00:00Z")),
            closes_at: Some(at(CLOSES)),
            confirm_from: 0,
            questions: vec![
                Asked {
                    id: QuestionId::from_uuid(uuid(1)),
                    prompt: "How will people reach you?".into(),
                    ask: Ask::Text { words: 5 },
                },
                Asked {
                    id: QuestionId::from_uuid(uuid(2)),
                    prompt: "How will people stay safe?".into(),
                    ask: Ask::Text { words: 500 },
                },
            ],
            lots: vec![Priced { id: LotId::from_uuid(uuid(1)), number: 1, title: "Advocacy".into() }],
            lots_most: None,
            price_most: None,
            word: word(crate::secure::method::Method::Tender),
        }
    }

    pub fn draft() -> Bid {
        Bid {
            id: BidId::from_uuid(uuid(1)),
            opportunity: OpportunityId::from_uuid(uuid(1)),
            organisation: org(2),
            members: Vec::new(),
            started_by: UserId::from_uuid(uuid(200)),
            started_at: at("2026-12-01T09:00:00Z"),
            state: State::Draft,
            version: 1,
        }
    }

    pub fn receipt(when: &str) -> Receipt {
        Receipt {
            code: "KTRMWD".into(),
            digest: "00".repeat(32),
            at: at(when),
            signature: "11".repeat(64),
            key: "22".repeat(32),
        }
    }

    pub fn entries(first: &str, second: &str, price: &str) -> Entries {
        let answer = |number, text: &str| Entry {
            id: QuestionId::from_uuid(uuid(number)),
            text: text.to_owned(),
            version: 1,
            saved_at: at("2026-12-02T09:00:00Z"),
            saved_by: UserId::from_uuid(uuid(200)),
        };
        Entries {
            answers: vec![answer(1, first), answer(2, second)],
            prices: vec![Entry {
                id: LotId::from_uuid(uuid(1)),
                text: price.to_owned(),
                version: 2,
                saved_at: at("2026-12-03T09:00:00Z"),
                saved_by: UserId::from_uuid(uuid(200)),
            }],
            team: 0,
        }
    }

    pub fn whole() -> Entries {
        entries("By bus and by telephone", "Two trained people, always", "£112,400")
    }
}

#[cfg(test)]
mod tests {
    use super::example::*;

    #[test]
    fn a_receipt_states_bid_opportunity_digest_and_second() {
        let bid = draft();
        let text = receipt("2026-12-11T11:41:07Z").statement(&bid.id, &bid.opportunity);
        insta::assert_snapshot!(text, @r"
        commonweal bid receipt 1
        bid bid_00000000000000000000000000000001
        opportunity opp_00000000000000000000000000000001
        envelope sha256 0000000000000000000000000000000000000000000000000000000000000000
        received 2026-12-11T11:41:07Z
        code KTRMWD
        ");
    }

    #[test]
    fn every_save_raises_the_version_of_the_whole() {
        assert_eq!(whole().version(), 4);
        assert_eq!(whole().saved_at(), Some(at("2026-12-03T09:00:00Z")));
    }
}
