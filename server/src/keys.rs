//! The installation's keys: files in a folder of their own, apart from the
//! database, so that a stolen database or its backup tells nothing of a bid.
//!
//! | file | what it does | if it is lost |
//! |---|---|---|
//! | `opening.key` | opens sealed bids (age, X25519) | no sealed bid can be opened |
//! | `draft.key` | encrypts drafts at rest (`XChaCha20-Poly1305`) | no draft can be read |
//! | `receipt.key` | signs receipts (Ed25519) | old receipts still check, by the public key on them |
//!
//! They are made once, together, readable by their owner alone. Some of them
//! without the others means that a file was lost, and nothing starts. Keys are
//! never logged: [`Keys`] shows only its public half.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use age::secrecy::ExposeSecret;
use age::x25519;
use chacha20poly1305::{KeyInit, XChaCha20Poly1305};
use ed25519_dalek::{SigningKey, VerifyingKey};
use rand::RngCore;
use rand::rngs::OsRng;
use zeroize::Zeroizing;

/// What can go wrong with the key files; each says what to do.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or the folder cannot be made or read.
    #[error("the key file {path} cannot be read or written: {source}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Some keys are there and one is not.
    #[error("{0} is missing while other keys are there: put it back from your copy. A new one could not open old bids")]
    Lost(PathBuf),
    /// Others than the owner may read a key.
    #[error("others can read {path} (mode {mode:o}): run chmod 600 on it, and ask who has seen it")]
    Exposed {
        /// Which file.
        path: PathBuf,
        /// Its permissions.
        mode: u32,
    },
    /// A file holds no key.
    #[error("{0} does not hold a key: put it back from your copy")]
    Broken(PathBuf),
}

/// The installation's keys.
pub struct Keys {
    pub(crate) opening: x25519::Identity,
    pub(crate) drafts: XChaCha20Poly1305,
    pub(crate) receipts: SigningKey,
}

const OPENING: &str = "opening.key";
const DRAFT: &str = "draft.key";
const RECEIPT: &str = "receipt.key";
const ALL: [&str; 3] = [OPENING, DRAFT, RECEIPT];

impl Keys {
    /// Reads the keys in this folder, or makes them if it has none.
    pub fn load_or_create(folder: &Path) -> Result<Self, Error> {
        DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(file_error(folder))?;
        // Two servers that start at once must not each make keys.
        let lock_path = folder.join(".lock");
        let mut options = OpenOptions::new();
        let lock = options.create(true).append(true).mode(0o600).open(&lock_path).map_err(file_error(&lock_path))?;
        lock.lock().map_err(file_error(&lock_path))?;
        if ALL.iter().all(|name| !folder.join(name).exists()) {
            create(folder)?;
        }
        Self::load(folder)
    }

    fn load(folder: &Path) -> Result<Self, Error> {
        let opening = read(&folder.join(OPENING), |text| text.parse().ok())?;
        let drafts: Zeroizing<[u8; 32]> = read(&folder.join(DRAFT), seed)?;
        let receipts: Zeroizing<[u8; 32]> = read(&folder.join(RECEIPT), seed)?;
        Ok(Self::of(opening, &drafts, &receipts))
    }

    /// Fresh keys that lie in no file: for tests.
    pub fn generate() -> Self {
        Self::of(x25519::Identity::generate(), &random(), &random())
    }

    fn of(opening: x25519::Identity, drafts: &[u8; 32], receipts: &[u8; 32]) -> Self {
        Self {
            opening,
            drafts: XChaCha20Poly1305::new(chacha20poly1305::Key::from_slice(drafts)),
            receipts: SigningKey::from_bytes(receipts),
        }
    }

    /// The public half of the opening key, to which bids are sealed.
    pub fn opening_recipient(&self) -> String {
        self.opening.to_public().to_string()
    }

    /// The public key that checks receipts.
    pub fn receipt_key(&self) -> VerifyingKey {
        self.receipts.verifying_key()
    }
}

/// The public half alone.
impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Keys")
            .field("opening", &self.opening_recipient())
            .field("receipts", &hex::encode(self.receipt_key().as_bytes()))
            .finish_non_exhaustive()
    }
}

fn random() -> Zeroizing<[u8; 32]> {
    let mut bytes = Zeroizing::new([0; 32]);
    OsRng.fill_bytes(bytes.as_mut());
    bytes
}

fn seed(text: &str) -> Option<Zeroizing<[u8; 32]>> {
    let mut bytes = Zeroizing::new([0; 32]);
    hex::decode_to_slice(text, bytes.as_mut()).ok()?;
    Some(bytes)
}

fn create(folder: &Path) -> Result<(), Error> {
    let opening = x25519::Identity::generate().to_string();
    write(&folder.join(OPENING), opening.expose_secret())?;
    write(&folder.join(DRAFT), &Zeroizing::new(hex::encode(random())))?;
    write(&folder.join(RECEIPT), &Zeroizing::new(hex::encode(random())))?;
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(file_error(folder))
}

fn write(path: &Path, text: &str) -> Result<(), Error> {
    let mut options = OpenOptions::new();
    let mut file = options.write(true).create_new(true).mode(0o600).open(path).map_err(file_error(path))?;
    file.write_all(text.as_bytes())
        .and_then(|()| file.write_all(b"\n"))
        .and_then(|()| file.sync_all())
        .map_err(file_error(path))
}

fn read<T>(path: &Path, parse: impl Fn(&str) -> Option<T>) -> Result<T, Error> {
    if !path.exists() {
        return Err(Error::Lost(path.to_owned()));
    }
    let mode = fs::metadata(path).map_err(file_error(path))?.permissions().mode() & 0o777;
    if mode & 0o077 != 0 {
        return Err(Error::Exposed { path: path.to_owned(), mode });
    }
    let text = Zeroizing::new(fs::read_to_string(path).map_err(file_error(path))?);
    parse(text.trim()).ok_or_else(|| Error::Broken(path.to_owned()))
}

fn file_error(path: &Path) -> impl Fn(io::Error) -> Error + '_ {
    move |source| Error::File { path: path.to_owned(), source }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_made_once_and_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("deep/keys");
        let made = Keys::load_or_create(&folder).unwrap();
        let read = Keys::load_or_create(&folder).unwrap();
        assert_eq!(format!("{made:?}"), format!("{read:?}"));
    }

    #[test]
    fn only_their_owner_can_read_them() {
        let folder = tempfile::tempdir().unwrap();
        Keys::load_or_create(folder.path()).unwrap();
        for name in ALL {
            let path = folder.path().join(name);
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600, "{name}");
        }
        let path = folder.path().join(OPENING);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        assert!(matches!(Keys::load_or_create(folder.path()), Err(Error::Exposed { mode: 0o644, .. })));
    }

    #[test]
    fn a_lost_or_broken_key_is_never_made_anew() {
        let folder = tempfile::tempdir().unwrap();
        Keys::load_or_create(folder.path()).unwrap();
        let path = folder.path().join(OPENING);
        fs::write(&path, "no key\n").unwrap();
        assert!(matches!(Keys::load_or_create(folder.path()), Err(Error::Broken(_))));
        fs::remove_file(&path).unwrap();
        assert!(matches!(Keys::load_or_create(folder.path()), Err(Error::Lost(_))));
        assert!(!path.exists());
    }

    #[test]
    fn what_is_logged_of_them_is_public() {
        let folder = tempfile::tempdir().unwrap();
        let shown = format!("{:?}", Keys::load_or_create(folder.path()).unwrap());
        for name in ALL {
            let secret = fs::read_to_string(folder.path().join(name)).unwrap();
            assert!(!shown.contains(secret.trim()), "{name}");
        }
        assert!(!shown.contains("SECRET"));
    }
}
