//! Bytes from outside: files as a person names them, and texts that they point to.
//!
//! Known to be imperfect: between the look at a companion text and its reading, somebody may swap the file. Whoever can do
//! that can write into the folder anyway.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::{File, Metadata};
use std::io::{self, ErrorKind, Read, Seek as _};
use std::path::{Component, Path, PathBuf};

use flate2::read::MultiGzDecoder;
use thiserror::Error;

use super::position;
use super::store::Store;
use super::watch::Watch;
use super::zstd::Frames;
use crate::model::table::Field;
use crate::model::text::Text;

/// Largest text that a document may point to, in bytes.
const LARGEST_TEXT: u64 = 64 << 20;

/// A file that is to be loaded.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// What the person calls it.
    pub name: String,
    /// Its content.
    pub(super) store: Store,
    /// The folder that its companion texts lie in.
    pub folder: Option<PathBuf>,
    /// Companion texts that are compiled in, by name.
    pub texts: BTreeMap<String, String>,
    /// What the person says that fields of flat rows are called.
    pub renamed: Vec<(Field, String)>,
}

/// What opening a file wants to know.
#[derive(Clone, Copy)]
pub struct Opening<'o> {
    /// The folder for what does not fit into memory.
    pub scratch: &'o Path,
    /// Who waits for it.
    pub watch: &'o Watch,
}

/// Why a file cannot be read at all.
#[derive(Debug, Error)]
pub enum Unreadable {
    /// There is none.
    #[error("{file}: no such file")]
    Missing {
        /// The file, as the person named it.
        file: Text,
    },
    /// It is a directory, a device, or something else that holds no file's content.
    #[error("{file}: {kind}, not a file")]
    NotAFile {
        /// The file, as the person named it.
        file: Text,
        /// What it is.
        kind: &'static str,
    },
    /// The system refuses.
    #[error("{file}: cannot be read: {source}")]
    Io {
        /// The file, as the person named it.
        file: Text,
        /// What the system says.
        source: std::io::Error,
    },
    /// It has no content.
    #[error("{file}: the file is empty")]
    Empty {
        /// The file, as the person named it.
        file: Text,
    },
    /// It is not text.
    #[error("{file}: not UTF-8: byte {offset} (line {line}) begins no character")]
    NotUtf8 {
        /// The file, as the person named it.
        file: Text,
        /// The first byte that is wrong, from 0.
        offset: usize,
        /// The line it stands in, from 1.
        line: usize,
    },
    /// It is text, but not JSON.
    #[error("{file}:{line}:{column}: not JSON: {what}")]
    NotJson {
        /// The file, as the person named it.
        file: Text,
        /// Where reading stopped, from 1.
        line: usize,
        /// Where reading stopped, in characters from 1.
        column: usize,
        /// Why.
        what: Text,
    },
    /// Several files, each for its own reason.
    #[error("{}", lines(.0))]
    Several(Vec<Unreadable>),
    /// It is JSON of another kind.
    #[error("{file}: not a {format} file: found {found}, expected {expected}")]
    NotOurs {
        /// The file, as the person named it.
        file: Text,
        /// The format that was asked for.
        format: &'static str,
        /// What it says of itself.
        found: Text,
        /// What it ought to say.
        expected: Text,
    },
}

impl Unreadable {
    /// All reasons as one; `None` where there is none.
    pub fn all(mut reasons: Vec<Self>) -> Option<Self> {
        match reasons.len() {
            0 | 1 => reasons.pop(),
            _ => Some(Self::Several(reasons)),
        }
    }
}

fn lines(reasons: &[Unreadable]) -> String {
    let lines: Vec<String> = reasons.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

/// Why a companion text cannot be had.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NoText {
    /// It is not there: nobody's fault.
    NotAtHand,
    /// It must not or cannot be read.
    Refused(&'static str),
}

impl Input {
    /// Reads a file.
    ///
    /// # Errors
    /// [`Unreadable`] where there is no such file, or it is none.
    pub fn open(path: &Path, opening: Opening<'_>) -> Result<Self, Unreadable> {
        let name = path.display().to_string();
        let file = Text::clean(&name);
        let io = |source: std::io::Error| match source.kind() {
            ErrorKind::NotFound => Unreadable::Missing { file: file.clone() },
            _ => Unreadable::Io {
                file: file.clone(),
                source,
            },
        };
        let about = std::fs::metadata(path).map_err(io)?;
        if let Some(kind) = not_readable(&about) {
            return Err(Unreadable::NotAFile { file, kind });
        }
        let opened = File::open(path).map_err(io)?;
        let store = stored(opened, &about, opening).map_err(io)?;
        let folder = path.parent().map(|parent| {
            if parent.as_os_str().is_empty() {
                PathBuf::from(".")
            } else {
                parent.to_owned()
            }
        });
        Ok(Self {
            name,
            store,
            folder,
            ..Self::default()
        })
    }

    /// Reads a stream to its end.
    ///
    /// # Errors
    /// [`Unreadable`] where reading fails.
    pub fn stream(name: &str, from: impl Read, opening: Opening<'_>) -> Result<Self, Unreadable> {
        let store = streamed(from, opening).map_err(|source| Unreadable::Io {
            file: Text::clean(name),
            source,
        })?;
        Ok(Self {
            name: name.to_owned(),
            store,
            ..Self::default()
        })
    }

    /// An input that is compiled in or made up, with the companion texts that it points to.
    pub fn from_memory(name: &str, bytes: &[u8], companions: &[(&str, &str)]) -> Self {
        let owned = |(name, text): &(&str, &str)| ((*name).to_owned(), (*text).to_owned());
        Self {
            name: name.to_owned(),
            store: Store::Memory(bytes.into()),
            texts: companions.iter().map(owned).collect(),
            ..Self::default()
        }
    }

    /// The same, held in memory however large it is.
    ///
    /// # Errors
    /// [`Unreadable`] where reading fails.
    pub fn in_memory(mut self) -> Result<Self, Unreadable> {
        if self.store.in_memory().is_none() {
            let mut bytes = Vec::new();
            let len = usize::try_from(self.store.len()).unwrap_or(usize::MAX);
            self.store
                .part(0, len, &mut bytes)
                .map_err(|source| self.failed(source))?;
            self.store = Store::Memory(bytes.into());
        }
        Ok(self)
    }

    /// Whether a file begins like one that has to be unpacked.
    pub fn is_packed(path: &Path) -> bool {
        let mut sign = Vec::new();
        let read = File::open(path).and_then(|file| file.take(4).read_to_end(&mut sign));
        read.is_ok() && (sign.starts_with(GZIP) || sign.starts_with(ZSTD))
    }

    /// What the system says of it.
    pub(super) fn failed(&self, source: io::Error) -> Unreadable {
        Unreadable::Io {
            file: self.label(),
            source,
        }
    }

    /// Its name, fit to be shown.
    pub(super) fn label(&self) -> Text {
        Text::clean(&self.name)
    }

    /// Its content as text, without a byte-order mark; for what is not in memory, nothing.
    pub(super) fn content(&self) -> Result<&str, Unreadable> {
        let whole = self.store.in_memory().unwrap_or(&[]);
        let bytes = whole.strip_prefix(MARK).unwrap_or(whole);
        let content = std::str::from_utf8(bytes).map_err(|error| {
            let good = bytes.get(..error.valid_up_to()).unwrap_or(&[]);
            Unreadable::NotUtf8 {
                file: self.label(),
                offset: error.valid_up_to() + (whole.len() - bytes.len()),
                line: 1 + good.split(|byte| *byte == b'\n').count().saturating_sub(1),
            }
        })?;
        if content.trim().is_empty() {
            return Err(Unreadable::Empty { file: self.label() });
        }
        Ok(content)
    }

    /// The error for content that is not JSON.
    pub(super) fn not_json(&self, content: &str, error: &serde_json::Error) -> Unreadable {
        let offset = position::offset_of(content, error.line(), error.column());
        let (line, column) = position::line_and_column(content, offset);
        Unreadable::NotJson {
            file: self.label(),
            line,
            column,
            what: Text::clean(&without_position(error)),
        }
    }

    /// A text that the file points to: relative to the file, and inside its folder.
    pub(super) fn companion(&self, name: &str) -> Result<Cow<'_, str>, NoText> {
        let inside = |part: Component<'_>| matches!(part, Component::Normal(_) | Component::CurDir);
        if name.is_empty() || name.contains('\0') || !Path::new(name).components().all(inside) {
            return Err(NoText::Refused("a path inside the file's folder"));
        }
        if let Some(text) = self.texts.get(name) {
            return Ok(Cow::Borrowed(text));
        }
        let folder = self.folder.as_ref().ok_or(NoText::NotAtHand)?;
        read_inside(folder, name).map(Cow::Owned)
    }
}

/// What `serde_json` says without its own account of where.
pub(super) fn without_position(error: &serde_json::Error) -> String {
    let said = error.to_string();
    match said.rfind(" at line ") {
        Some(end) => said.get(..end).unwrap_or("").to_owned(),
        None => said,
    }
}

fn read_inside(folder: &Path, name: &str) -> Result<String, NoText> {
    let found = |result: std::io::Result<PathBuf>| result.map_err(|_| NoText::NotAtHand);
    let folder = found(folder.canonicalize())?;
    let path = found(folder.join(name).canonicalize())?;
    if !path.starts_with(&folder) {
        return Err(NoText::Refused("a path inside the file's folder"));
    }
    let about = std::fs::metadata(&path).map_err(|_| NoText::NotAtHand)?;
    if !about.is_file() {
        return Err(NoText::Refused("a regular file"));
    }
    if about.len() > LARGEST_TEXT {
        return Err(NoText::Refused("a text of at most 64 MB"));
    }
    let file = File::open(&path).map_err(|_| NoText::Refused("a file that can be read"))?;
    let mut bytes = Vec::new();
    file.take(LARGEST_TEXT + 1)
        .read_to_end(&mut bytes)
        .map_err(|_| NoText::Refused("a file that can be read"))?;
    let text = String::from_utf8(bytes).map_err(|_| NoText::Refused("a text in UTF-8"))?;
    Ok(match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}

/// How a text in UTF-8 may begin.
pub(super) const MARK: &[u8] = b"\xef\xbb\xbf";
/// How compressed files begin.
const GZIP: &[u8] = b"\x1f\x8b";
const ZSTD: &[u8] = b"\x28\xb5\x2f\xfd";

/// An open file's bytes, unpacked where they are packed.
fn stored(mut file: File, about: &Metadata, opening: Opening<'_>) -> io::Result<Store> {
    if !about.is_file() {
        return streamed(file, opening);
    }
    let mut sign = Vec::new();
    file.by_ref().take(4).read_to_end(&mut sign)?;
    file.rewind()?;
    if sign.starts_with(GZIP) || sign.starts_with(ZSTD) || is_utf16(&sign) {
        return streamed(file, opening);
    }
    let store = Store::of_file(file, about)?;
    opening.watch.expect(store.len());
    Ok(store)
}

/// What comes in a stream, unpacked where it is packed, and in UTF-8.
fn streamed(mut from: impl Read, opening: Opening<'_>) -> io::Result<Store> {
    let Opening { scratch, watch } = opening;
    let mut sign = Vec::new();
    from.by_ref().take(4).read_to_end(&mut sign)?;
    let whole = io::Cursor::new(sign.clone()).chain(from);
    let store = if sign.starts_with(GZIP) {
        Store::of_stream(MultiGzDecoder::new(whole), scratch, watch)?
    } else if sign.starts_with(ZSTD) {
        Store::of_stream(Frames::new(whole)?, scratch, watch)?
    } else {
        Store::of_stream(whole, scratch, watch)?
    };
    // It is gone through twice: once as it comes, once for what it says.
    watch.expect(store.len().saturating_mul(2));
    match store.in_memory().filter(|bytes| is_utf16(bytes)) {
        Some(bytes) => Ok(Store::Memory(from_utf16(bytes).into_bytes().into())),
        None => Ok(store),
    }
}

fn is_utf16(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff")
}

/// Text in UTF-16 with a byte-order mark as text in UTF-8; halves of characters become stand-ins.
fn from_utf16(bytes: &[u8]) -> String {
    let is_little = bytes.starts_with(b"\xff\xfe");
    let units = bytes.chunks_exact(2).skip(1).map(|unit| match unit {
        [low, high] if is_little => u16::from_le_bytes([*low, *high]),
        [high, low] => u16::from_be_bytes([*high, *low]),
        _ => 0,
    });
    let letters = char::decode_utf16(units);
    letters
        .map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

/// What a thing is that has no end or no content; pipes are welcome.
fn not_readable(about: &Metadata) -> Option<&'static str> {
    if about.is_dir() {
        return Some("a directory");
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt as _;
        let kind = about.file_type();
        if kind.is_char_device() || kind.is_block_device() {
            return Some("a device");
        }
    }
    None
}
