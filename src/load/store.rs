//! Where the bytes of an input are kept: in memory, in the file that they came from, or in one without a name.
//!
//! A small file is held in memory. A large one stays where it is and is read again when somebody looks at a record; that it
//! is still the file that was loaded is checked by its size and the time of its last change each time. The file stays open,
//! so that one that was replaced or deleted meanwhile can still be read as it was. What comes out of a pipe or a compressed
//! file is kept once: in memory, and past a limit in a file that has no name and goes with the program.
//!
//! Known to be imperfect: who writes into a file and sets its time back is not found out.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Read, Write as _};
use std::os::unix::fs::{FileExt as _, OpenOptionsExt as _};
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use super::watch::Watch;
use crate::model::dataset::{Content, Lost};

/// Files up to this size are held in memory.
const SMALL: u64 = 4 << 20;
/// What comes in a stream is held in memory up to this size.
const MOST_IN_MEMORY: usize = 64 << 20;
/// How much of a stream is read at a time.
const PIECE: usize = 1 << 20;

/// The bytes of an input.
#[derive(Debug, Clone)]
pub(super) enum Store {
    Memory(Arc<[u8]>),
    Disk(Arc<Disk>),
}

/// A file that is read piece by piece.
#[derive(Debug)]
pub(super) struct Disk {
    file: File,
    len: u64,
    /// When it was changed last; `None` for one without a name, which nobody else can change.
    changed: Option<SystemTime>,
}

impl Default for Store {
    fn default() -> Self {
        Self::Memory(Arc::from([]))
    }
}

impl Store {
    /// Takes a file that is open: into memory if it is small.
    pub fn of_file(mut file: File, about: &Metadata) -> io::Result<Self> {
        if about.len() <= SMALL {
            let mut bytes = Vec::with_capacity(usize::try_from(about.len()).unwrap_or(0));
            file.read_to_end(&mut bytes)?;
            return Ok(Self::Memory(bytes.into()));
        }
        Ok(Self::Disk(Arc::new(Disk {
            file,
            len: about.len(),
            changed: about.modified().ok(),
        })))
    }

    /// Takes everything that comes, and keeps what does not fit into memory in a nameless file in a folder.
    pub fn of_stream(mut from: impl Read, scratch: &Path, watch: &Watch) -> io::Result<Self> {
        let mut memory: Vec<u8> = Vec::new();
        let mut disk: Option<(File, u64)> = None;
        let mut piece = vec![0; PIECE];
        // Behind the last line that came whole.
        let mut whole = 0;
        let mut total = 0;
        let mut is_cut = false;
        loop {
            if watch.is_stopped() {
                watch.heard();
                is_cut = true;
                break;
            }
            let came = match from.read(&mut piece) {
                Ok(0) => break,
                Ok(came) => came,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            let came = piece.get(..came).unwrap_or(&[]);
            watch.came(came.len() as u64, 0);
            if let Some(end) = memchr::memrchr(b'\n', came) {
                whole = total + end as u64 + 1;
            }
            total += came.len() as u64;
            if disk.is_none() && memory.len() + came.len() > MOST_IN_MEMORY {
                let mut file = nameless(scratch)?;
                file.write_all(&memory)?;
                disk = Some((file, memory.len() as u64));
                memory = Vec::new();
            }
            match &mut disk {
                Some((file, len)) => {
                    file.write_all(came)?;
                    *len += came.len() as u64;
                }
                None => memory.extend_from_slice(came),
            }
        }
        // A line that we cut ourselves is no fault of whoever sent it.
        if is_cut {
            memory.truncate(usize::try_from(whole).unwrap_or(usize::MAX));
        }
        Ok(match disk {
            Some((file, len)) => Self::Disk(Arc::new(Disk {
                file,
                len: if is_cut { whole } else { len },
                changed: None,
            })),
            None => Self::Memory(memory.into()),
        })
    }

    pub fn len(&self) -> u64 {
        match self {
            Self::Memory(bytes) => bytes.len() as u64,
            Self::Disk(disk) => disk.len,
        }
    }

    /// All of it, where it is in memory.
    pub fn in_memory(&self) -> Option<&[u8]> {
        match self {
            Self::Memory(bytes) => Some(bytes),
            Self::Disk(_) => None,
        }
    }

    /// A part of it, cut where it ends; what has to be read goes into `buffer`.
    pub fn part<'b>(
        &'b self,
        offset: u64,
        len: usize,
        buffer: &'b mut Vec<u8>,
    ) -> io::Result<&'b [u8]> {
        let left = self.len().saturating_sub(offset);
        let len = usize::try_from(left).map_or(len, |left| left.min(len));
        match self {
            Self::Memory(bytes) => {
                let start = usize::try_from(offset).unwrap_or(usize::MAX);
                Ok(bytes.get(start..start.saturating_add(len)).unwrap_or(&[]))
            }
            Self::Disk(disk) => {
                buffer.resize(len, 0);
                disk.file.read_exact_at(buffer, offset)?;
                Ok(buffer)
            }
        }
    }

    /// Whether it is still what it was.
    pub fn is_unchanged(&self) -> bool {
        match self {
            Self::Memory(_) => true,
            Self::Disk(disk) => disk.is_unchanged(),
        }
    }
}

impl Disk {
    fn is_unchanged(&self) -> bool {
        let Some(changed) = self.changed else {
            return true;
        };
        let same = |about: Metadata| {
            about.len() == self.len && about.modified().is_ok_and(|time| time == changed)
        };
        self.file.metadata().is_ok_and(same)
    }
}

impl Content for Store {
    fn len(&self) -> u64 {
        Self::len(self)
    }

    fn read(&self, offset: u64, len: usize) -> Result<Vec<u8>, Lost> {
        let mut buffer = Vec::new();
        let read = self.part(offset, len, &mut buffer).map(<[u8]>::to_vec);
        // Asked afterwards: what changes while it is read counts too.
        if !self.is_unchanged() {
            return Err(Lost::Changed);
        }
        match read {
            Ok(bytes) if bytes.len() == len => Ok(bytes),
            _ => Err(Lost::Unreadable),
        }
    }
}

/// A file of our own that has lost its name, so that it goes with the program however that ends.
fn nameless(folder: &Path) -> io::Result<File> {
    for attempt in 0..100_u32 {
        let path = folder.join(format!(".sitmap-{}-{attempt}", std::process::id()));
        let mut options = OpenOptions::new();
        let made = options.read(true).write(true).create_new(true).mode(0o600);
        match made.open(&path) {
            Ok(file) => {
                std::fs::remove_file(&path)?;
                return Ok(file);
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_into_memory_is_kept_without_a_name() {
        let folder = std::env::temp_dir().join(format!("sitmap-store-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let stream = io::repeat(b'x').take(MOST_IN_MEMORY as u64 + 10);
        let store = Store::of_stream(stream, &folder, &Watch::default()).unwrap();
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
        assert_eq!(store.len(), MOST_IN_MEMORY as u64 + 10);
        assert!(store.in_memory().is_none());
        assert_eq!(store.read(store.len() - 3, 3), Ok(b"xxx".to_vec()));
        assert_eq!(store.read(store.len() - 3, 4), Err(Lost::Unreadable));
        std::fs::remove_dir(&folder).unwrap();
    }

    #[test]
    fn a_file_that_changed_says_so() {
        let path = std::env::temp_dir().join(format!("sitmap-change-{}", std::process::id()));
        std::fs::write(&path, vec![b'a'; usize::try_from(SMALL).unwrap() + 1]).unwrap();
        let file = File::open(&path).unwrap();
        let about = file.metadata().unwrap();
        let store = Store::of_file(file, &about).unwrap();
        assert_eq!(store.read(1, 2), Ok(b"aa".to_vec()));
        let mut grown = OpenOptions::new().append(true).open(&path).unwrap();
        grown.write_all(b"b").unwrap();
        assert_eq!(store.read(1, 2), Err(Lost::Changed));
        std::fs::remove_file(&path).unwrap();
    }
}
