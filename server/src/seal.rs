//! Sealing: drafts encrypted at rest, one envelope a bid, and its receipt
//! (R-S1).
//!
//! A bid has a key of its own (age, X25519), kept with it but wrapped with the
//! installation's draft key. Its envelope is sealed to two recipients: the
//! installation's opening key, used after the deadline, and the bid's own, so
//! that its organisation can take it back and change it until then. Whoever
//! runs the server holds both keys; what keeps an envelope shut before the
//! deadline is the rules of `shared::secure::bid`. Other keys, held by officers
//! or by members themselves, can take their place without another format.
//!
//! Texts are padded before they are encrypted, so that a length tells little.

use std::io::{Read, Write};

use age::secrecy::ExposeSecret;
use age::x25519;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{AeadCore, XChaCha20Poly1305, XNonce};
use ed25519_dalek::{Signature, Signer, VerifyingKey};
use rand::Rng;
use rand::rngs::OsRng;
use sha2::{Digest, Sha256};
use shared::Timestamp;
use shared::secure::bid::{Bid, Content, Receipt};
use shared::secure::{BidId, OpportunityId};
use zeroize::Zeroizing;

use crate::keys::Keys;

/// Drafts are padded to a multiple of this many bytes.
const DRAFT_BLOCK: usize = 256;
/// What is sealed is padded to a multiple of this many bytes.
const ENVELOPE_BLOCK: usize = 4_096;

/// What can go wrong with a seal. It never carries what was sealed.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum Error {
    /// It was sealed to a key that is not here, or was changed since.
    #[error("it does not open with this key, or was changed")]
    DoesNotOpen,
    /// It opened and does not hold what it should.
    #[error("it holds something else than this bid")]
    WrongContent,
    /// The envelope is not the one the receipt was given for.
    #[error("it is not the envelope that the receipt was given for")]
    WrongDigest,
    /// The receipt was not signed by this installation.
    #[error("the receipt's signature does not check")]
    WrongSignature,
    /// The machine could not encrypt.
    #[error("it could not be sealed")]
    Sealing,
}

/// A sealed envelope, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// The age file in base64.
    pub sealed: String,
    /// The public half of the opening key it is sealed to.
    pub sealed_to: String,
}

impl Envelope {
    /// SHA-256 of the age file, in hexadecimal.
    pub fn digest(&self) -> Result<String, Error> {
        Ok(hex::encode(Sha256::digest(STANDARD.decode(&self.sealed).map_err(|_| Error::DoesNotOpen)?)))
    }
}

/// A bid's own key, wrapped with the installation's draft key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BidKey(pub String);

impl Keys {
    /// A fresh key for one bid, wrapped.
    pub fn new_bid_key(&self, bid: &BidId) -> Result<BidKey, Error> {
        let key = x25519::Identity::generate().to_string();
        self.protect(bid, "key", key.expose_secret()).map(BidKey)
    }

    fn bid_key(&self, bid: &BidId, wrapped: &BidKey) -> Result<x25519::Identity, Error> {
        let key = self.reveal(bid, "key", &wrapped.0)?;
        key.parse().map_err(|_| Error::WrongContent)
    }

    /// Encrypts what is typed into one place of a bid (a question's or a lot's
    /// identifier), bound to that place: moved to another it does not open.
    pub fn protect(&self, bid: &BidId, place: &str, text: &str) -> Result<String, Error> {
        let mut padded = Zeroizing::new(Vec::with_capacity(text.len() + DRAFT_BLOCK + 8));
        padded.extend_from_slice(&u64::try_from(text.len()).map_err(|_| Error::Sealing)?.to_be_bytes());
        padded.extend_from_slice(text.as_bytes());
        let whole = padded.len().next_multiple_of(DRAFT_BLOCK);
        padded.resize(whole, 0);
        let nonce = XChaCha20Poly1305::generate_nonce(&mut OsRng);
        let aad = format!("commonweal draft 1\n{bid}\n{place}");
        let payload = Payload { msg: &padded, aad: aad.as_bytes() };
        let sealed = self.drafts.encrypt(&nonce, payload).map_err(|_| Error::Sealing)?;
        Ok(STANDARD.encode([nonce.as_slice(), &sealed].concat()))
    }

    /// Reads back what [`Keys::protect`] encrypted for the same place.
    pub fn reveal(&self, bid: &BidId, place: &str, sealed: &str) -> Result<String, Error> {
        let bytes = STANDARD.decode(sealed).map_err(|_| Error::DoesNotOpen)?;
        let (nonce, sealed) = bytes.split_at_checked(24).ok_or(Error::DoesNotOpen)?;
        let aad = format!("commonweal draft 1\n{bid}\n{place}");
        let payload = Payload { msg: sealed, aad: aad.as_bytes() };
        let padded = self.drafts.decrypt(XNonce::from_slice(nonce), payload).map_err(|_| Error::DoesNotOpen)?;
        let padded = Zeroizing::new(padded);
        let (length, rest) = padded.split_first_chunk::<8>().ok_or(Error::WrongContent)?;
        let length = usize::try_from(u64::from_be_bytes(*length)).map_err(|_| Error::WrongContent)?;
        let text = rest.get(..length).ok_or(Error::WrongContent)?;
        String::from_utf8(text.to_vec()).map_err(|_| Error::WrongContent)
    }

    /// Seals a bid's content to the opening key and to the bid's own.
    pub fn seal(&self, content: &Content, wrapped: &BidKey) -> Result<Envelope, Error> {
        let own = self.bid_key(&content.bid, wrapped)?.to_public();
        let opening = self.opening.to_public();
        let mut text = Zeroizing::new(serde_json::to_vec(content).map_err(|_| Error::Sealing)?);
        // JSON may end in spaces.
        let whole = text.len().next_multiple_of(ENVELOPE_BLOCK);
        text.resize(whole, b' ');
        let recipients: [&dyn age::Recipient; 2] = [&opening, &own];
        let encryptor = age::Encryptor::with_recipients(recipients.into_iter()).map_err(|_| Error::Sealing)?;
        let mut sealed = Vec::new();
        let mut writer = encryptor.wrap_output(&mut sealed).map_err(|_| Error::Sealing)?;
        writer.write_all(&text).map_err(|_| Error::Sealing)?;
        writer.finish().map_err(|_| Error::Sealing)?;
        Ok(Envelope { sealed: STANDARD.encode(sealed), sealed_to: opening.to_string() })
    }

    /// Takes back what a bid's own organisation sealed, with the bid's key.
    pub fn take_back(&self, bid: &BidId, envelope: &Envelope, wrapped: &BidKey) -> Result<Content, Error> {
        let content = unseal(envelope, &self.bid_key(bid, wrapped)?)?;
        if &content.bid == bid { Ok(content) } else { Err(Error::WrongContent) }
    }

    /// Opens an envelope with the opening key, once it is shown to be the very
    /// one that the receipt was given for.
    ///
    /// Only `app::secure::bid::open` calls this, after the rules have let it.
    pub fn open(&self, bid: &Bid, envelope: &Envelope, receipt: &Receipt) -> Result<Content, Error> {
        if envelope.digest()? != receipt.digest {
            return Err(Error::WrongDigest);
        }
        let statement = receipt.statement(&bid.id, &bid.opportunity);
        let ours = hex::encode(self.receipt_key().as_bytes());
        if receipt.key != ours || !verify(statement.as_bytes(), &receipt.signature, &receipt.key) {
            return Err(Error::WrongSignature);
        }
        let content = unseal(envelope, &self.opening)?;
        if content.bid == bid.id && content.opportunity == bid.opportunity {
            Ok(content)
        } else {
            Err(Error::WrongContent)
        }
    }

    /// A signed receipt for an envelope received now; the instant is kept to
    /// the second.
    pub fn receipt(
        &self,
        bid: &BidId,
        opportunity: &OpportunityId,
        envelope: &Envelope,
        now: Timestamp,
    ) -> Result<Receipt, Error> {
        let letter = |_| char::from(Receipt::LETTERS[OsRng.gen_range(0..Receipt::LETTERS.len())]);
        let at = chrono::DateTime::from_timestamp(now.timestamp(), 0).unwrap_or(now);
        let mut receipt = Receipt {
            code: (0..6).map(letter).collect(),
            digest: envelope.digest()?,
            at,
            signature: String::new(),
            key: hex::encode(self.receipt_key().as_bytes()),
        };
        let statement = receipt.statement(bid, opportunity);
        receipt.signature = hex::encode(self.receipts.sign(statement.as_bytes()).to_bytes());
        Ok(receipt)
    }
}

/// Whether this statement was signed with this key; signature and public key in
/// hexadecimal. Needs nothing but its arguments, so anyone can do the same.
pub fn verify(statement: &[u8], signature: &str, key: &str) -> bool {
    let mut signature_bytes = [0; 64];
    let mut key_bytes = [0; 32];
    if hex::decode_to_slice(signature, &mut signature_bytes).is_err()
        || hex::decode_to_slice(key, &mut key_bytes).is_err()
    {
        return false;
    }
    VerifyingKey::from_bytes(&key_bytes)
        .is_ok_and(|key| key.verify_strict(statement, &Signature::from_bytes(&signature_bytes)).is_ok())
}

fn unseal(envelope: &Envelope, key: &x25519::Identity) -> Result<Content, Error> {
    let bytes = STANDARD.decode(&envelope.sealed).map_err(|_| Error::DoesNotOpen)?;
    let decryptor = age::Decryptor::new(&bytes[..]).map_err(|_| Error::DoesNotOpen)?;
    let key: &dyn age::Identity = key;
    let mut reader = decryptor.decrypt(std::iter::once(key)).map_err(|_| Error::DoesNotOpen)?;
    let mut text = Zeroizing::new(Vec::new());
    reader.read_to_end(&mut text).map_err(|_| Error::DoesNotOpen)?;
    serde_json::from_slice(&text).map_err(|_| Error::WrongContent)
}

#[cfg(test)]
mod tests {
    use shared::Money;
    use shared::people::{OrganisationId, UserId};
    use shared::secure::bid::{Answer, Price, State};
    use shared::secure::{LotId, QuestionId};
    use uuid::Uuid;

    use super::*;

    const SENTENCE: &str = "We answer every call within two rings.";

    fn content(bid: u128) -> Content {
        Content {
            bid: BidId::from_uuid(Uuid::from_u128(bid)),
            opportunity: OpportunityId::from_uuid(Uuid::from_u128(1)),
            answers: vec![Answer { question: QuestionId::from_uuid(Uuid::from_u128(1)), text: SENTENCE.into() }],
            prices: vec![Price { lot: LotId::from_uuid(Uuid::from_u128(1)), price: Money::pounds(112_437) }],
            team: shared::secure::bid::team::Terms::default(),
        }
    }

    fn now() -> Timestamp {
        "2026-12-11T11:41:07.654321Z".parse().unwrap()
    }

    fn bid(content: &Content, receipt: Receipt) -> Bid {
        let by = UserId::from_uuid(Uuid::from_u128(1));
        Bid {
            id: content.bid.clone(),
            opportunity: content.opportunity.clone(),
            organisation: OrganisationId::from_uuid(Uuid::from_u128(1)),
            members: Vec::new(),
            started_by: by.clone(),
            started_at: now(),
            state: State::Submitted { by, receipt, confirmed: 0 },
            version: 2,
        }
    }

    fn sent(keys: &Keys, content: &Content) -> (BidKey, Envelope, Receipt) {
        let key = keys.new_bid_key(&content.bid).unwrap();
        let envelope = keys.seal(content, &key).unwrap();
        let receipt = keys.receipt(&content.bid, &content.opportunity, &envelope, now()).unwrap();
        (key, envelope, receipt)
    }

    /// R-S1
    #[test]
    fn an_envelope_opens_with_the_opening_key_and_with_the_bids_own() {
        let (keys, content) = (Keys::generate(), content(1));
        let (key, envelope, receipt) = sent(&keys, &content);
        assert_eq!(keys.take_back(&content.bid, &envelope, &key).unwrap(), content);
        assert_eq!(keys.open(&bid(&content, receipt.clone()), &envelope, &receipt).unwrap(), content);
        assert_eq!(envelope.sealed_to, keys.opening_recipient());
    }

    /// R-S1
    #[test]
    fn an_envelope_does_not_open_with_another_installations_or_another_bids_key() {
        let (keys, others, content) = (Keys::generate(), Keys::generate(), content(1));
        let (_, envelope, receipt) = sent(&keys, &content);
        let stranger = keys.new_bid_key(&content.bid).unwrap();
        assert_eq!(keys.take_back(&content.bid, &envelope, &stranger), Err(Error::DoesNotOpen));
        assert!(unseal(&envelope, &others.opening).is_err());
        let refused = others.open(&bid(&content, receipt.clone()), &envelope, &receipt);
        assert_eq!(refused, Err(Error::WrongSignature));
    }

    /// R-S1: neither swapped nor altered envelopes are opened.
    #[test]
    fn only_the_envelope_of_the_receipt_is_opened() {
        let keys = Keys::generate();
        let (first, second) = (content(1), content(2));
        let (_, first_envelope, first_receipt) = sent(&keys, &first);
        let (_, second_envelope, second_receipt) = sent(&keys, &second);
        let swapped = keys.open(&bid(&first, first_receipt.clone()), &second_envelope, &first_receipt);
        assert_eq!(swapped, Err(Error::WrongDigest));
        let forged = Receipt { digest: second_envelope.digest().unwrap(), ..first_receipt.clone() };
        assert_eq!(keys.open(&bid(&first, forged.clone()), &second_envelope, &forged), Err(Error::WrongSignature));
        let stolen = keys.open(&bid(&first, second_receipt.clone()), &second_envelope, &second_receipt);
        assert_eq!(stolen, Err(Error::WrongSignature), "the receipt names its bid");
        let mut bytes = STANDARD.decode(&first_envelope.sealed).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        let altered = Envelope { sealed: STANDARD.encode(bytes), ..first_envelope };
        assert!(unseal(&altered, &keys.opening).is_err());
    }

    #[test]
    fn a_receipt_checks_with_its_public_key_and_no_word_of_it_can_be_changed() {
        let (keys, content) = (Keys::generate(), content(1));
        let (_, _, receipt) = sent(&keys, &content);
        let statement = receipt.statement(&content.bid, &content.opportunity);
        assert!(verify(statement.as_bytes(), &receipt.signature, &receipt.key));
        assert!(statement.contains("received 2026-12-11T11:41:07Z"), "to the second");
        let earlier = statement.replace("11:41:07", "11:41:06");
        assert!(!verify(earlier.as_bytes(), &receipt.signature, &receipt.key));
        let other = hex::encode(Keys::generate().receipt_key().as_bytes());
        assert!(!verify(statement.as_bytes(), &receipt.signature, &other));
        for broken in ["", "zz", &receipt.signature[2..]] {
            assert!(!verify(statement.as_bytes(), broken, &receipt.key));
        }
        assert_eq!(receipt.code.len(), 6);
        assert!(receipt.code.bytes().all(|letter| Receipt::LETTERS.contains(&letter)));
    }

    #[test]
    fn a_draft_reads_back_in_its_own_place_alone() {
        let keys = Keys::generate();
        let (one, two) = (content(1).bid, content(2).bid);
        let sealed = keys.protect(&one, "qst_1", SENTENCE).unwrap();
        assert_eq!(keys.reveal(&one, "qst_1", &sealed).unwrap(), SENTENCE);
        assert_eq!(keys.reveal(&two, "qst_1", &sealed), Err(Error::DoesNotOpen));
        assert_eq!(keys.reveal(&one, "qst_2", &sealed), Err(Error::DoesNotOpen));
        assert_eq!(Keys::generate().reveal(&one, "qst_1", &sealed), Err(Error::DoesNotOpen));
        for broken in ["", "AAAA", "not base64!"] {
            assert!(keys.reveal(&one, "qst_1", broken).is_err());
        }
        assert_eq!(keys.reveal(&one, "qst_1", &keys.protect(&one, "qst_1", "").unwrap()).unwrap(), "");
    }

    #[test]
    fn lengths_tell_little() {
        let keys = Keys::generate();
        let id = content(1).bid;
        let length = |text: &str| keys.protect(&id, "lot_1", text).unwrap().len();
        assert_eq!(length("1"), length("112,437.00"));
        let mut longer = content(1);
        longer.answers[0].text = SENTENCE.repeat(20);
        let size = |content: &Content| sent(&keys, content).1.sealed.len();
        // An age file has some random filling of its own in its head.
        assert!(size(&content(1)).abs_diff(size(&longer)) < 800);
    }
}
