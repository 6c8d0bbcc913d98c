//! One file of lines: read as far as it can be understood, changed by all who keep something without losing a line.
//!
//! Whoever writes holds the lock of the folder, reads what is there by then, changes it, and puts a whole new file in the
//! place of the old one. What of a file cannot be understood is never thrown away: the file is set aside as it was.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::model::text::Text;
use crate::session::lock::locked;

/// A larger file than this is not one of ours; in bytes.
const LARGEST: u64 = 4 << 20;
/// So many files are set aside before the oldest goes.
const MOST_ASIDE: usize = 9;

/// Why something is not kept.
#[derive(Debug, Error)]
pub(super) enum NotKept {
    #[error("nothing is kept after this: there is no home folder")]
    Homeless,
    #[error("nothing is kept after this: {} cannot be written: {why}", .path.display())]
    Unwritable { path: PathBuf, why: io::Error },
}

/// What stands on a line.
pub(super) trait Entry: Clone {
    /// Reads a line; `None` where it is not one of ours.
    fn read(line: &str) -> Option<Self>;
    /// The line, without its end.
    fn write(&self) -> String;
    /// Whether two lines are about the same thing: the later one counts.
    fn is_same(&self, other: &Self) -> bool;
}

impl Entry for Text {
    fn read(line: &str) -> Option<Self> {
        Some(Self::clean(line.trim()))
    }

    fn write(&self) -> String {
        self.to_string()
    }

    fn is_same(&self, other: &Self) -> bool {
        self == other
    }
}

/// A name and what it stands for, with a tab between: neither holds one, as clean text has none.
impl Entry for (Text, Text) {
    fn read(line: &str) -> Option<Self> {
        let (name, rest) = line.split_once('\t')?;
        let entry = (Text::clean(name.trim()), Text::clean(rest.trim()));
        (!entry.0.is_empty() && !entry.1.is_empty()).then_some(entry)
    }

    fn write(&self) -> String {
        format!("{}\t{}", self.0, self.1)
    }

    fn is_same(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

/// One file of lines, the newest last.
#[derive(Debug)]
pub(super) struct Drawer<T> {
    folder: Option<PathBuf>,
    name: &'static str,
    /// So many lines are kept.
    most: usize,
    kept: Vec<T>,
    said: Vec<String>,
    /// That its file cannot be read was said.
    is_told: bool,
}

/// What came of reading a file.
struct Found<T> {
    kept: Vec<T>,
    /// What in it is not ours.
    fault: Option<String>,
}

impl<T: Entry> Drawer<T> {
    /// A drawer that nobody has looked into.
    pub(super) fn new(folder: Option<&Path>, name: &'static str, most: usize) -> Self {
        Self {
            folder: folder.map(Path::to_owned),
            name,
            most,
            kept: Vec::new(),
            said: Vec::new(),
            is_told: false,
        }
    }

    /// What is in it, the newest last.
    pub(super) fn kept(&self) -> &[T] {
        &self.kept
    }

    /// What there is to say of its file.
    pub(super) fn said(&mut self) -> Vec<String> {
        std::mem::take(&mut self.said)
    }

    /// Looks at what the file holds by now. Nothing is written.
    pub(super) fn read(&mut self) {
        let Some(path) = self.path() else { return };
        match self.find(&path) {
            Ok(Some(found)) => {
                self.kept = found.kept;
                self.say_once(found.fault);
            }
            Ok(None) => {}
            Err(why) => self.say_once(Some(format!("{} cannot be read: {why}", path.display()))),
        }
    }

    fn say_once(&mut self, fault: Option<String>) {
        if fault.is_some() && !std::mem::replace(&mut self.is_told, true) {
            self.said.extend(fault);
        }
    }

    /// Changes what is kept, after reading what others have put there.
    ///
    /// # Errors
    /// Where it cannot be written; it is changed for as long as this lives all the same.
    pub(super) fn change(&mut self, change: impl FnOnce(&mut Vec<T>)) -> Result<(), NotKept> {
        let Some(path) = self.path() else {
            change(&mut self.kept);
            self.cut();
            return Err(NotKept::Homeless);
        };
        self.change_in(&path, change)
            .map_err(|why| NotKept::Unwritable { path, why })
    }

    fn path(&self) -> Option<PathBuf> {
        let path = self.folder.as_ref()?.join(self.name);
        // Whoever keeps the file elsewhere, behind a link, keeps it there.
        Some(fs::canonicalize(&path).unwrap_or(path))
    }

    fn change_in(&mut self, path: &Path, change: impl FnOnce(&mut Vec<T>)) -> io::Result<()> {
        let lock = self.lock();
        let found = match &lock {
            Ok(_) => self.find(path),
            // Nobody knows what is there.
            Err(_) => Ok(None),
        };
        let mut fault = None;
        if let Ok(Some(found)) = &found {
            self.kept.clone_from(&found.kept);
            fault.clone_from(&found.fault);
        }
        change(&mut self.kept);
        self.cut();
        let _lock = lock?;
        found?;
        if let Some(fault) = fault {
            let aside = set_aside(path)?;
            let name = self.name;
            self.said
                .push(format!("{fault}: {name} as it was is {}", aside.display()));
        }
        self.write(path)
    }

    fn cut(&mut self) {
        let over = self.kept.len().saturating_sub(self.most);
        self.kept.drain(..over);
    }

    /// Reads the file; `None` where there is none.
    fn find(&self, path: &Path) -> io::Result<Option<Found<T>>> {
        let bytes = match read(path) {
            Ok(Some(bytes)) => bytes,
            Ok(None) => {
                let fault = format!("{} is too large", self.name);
                return Ok(Some(Found {
                    kept: Vec::new(),
                    fault: Some(fault),
                }));
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        Ok(Some(self.understood(&bytes)))
    }

    fn understood(&self, bytes: &[u8]) -> Found<T> {
        let mut kept: Vec<T> = Vec::new();
        let mut wrong = 0;
        for line in bytes.split(|byte| *byte == b'\n') {
            let line = std::str::from_utf8(line).ok();
            if line.is_some_and(|line| line.trim().is_empty()) {
                continue;
            }
            // A line of bytes that are no text, or that hold others than a person types, is not ours.
            let line = line.filter(|line| {
                !line
                    .trim_end()
                    .contains(|c: char| c != '\t' && c.is_control())
            });
            match line.and_then(T::read) {
                Some(entry) => kept.push(entry),
                None => wrong += 1,
            }
        }
        let fault = match wrong {
            0 => None,
            1 => Some(format!("1 line of {} cannot be read", self.name)),
            more => Some(format!("{more} lines of {} cannot be read", self.name)),
        };
        Found {
            kept: newest(kept, self.most),
            fault,
        }
    }

    /// Puts a whole new file in the place of the old one.
    fn write(&self, path: &Path) -> io::Result<()> {
        let folder = path.parent().ok_or(io::ErrorKind::NotFound)?;
        let new = folder.join(format!(".{}.new", self.name));
        // One that was left behind when somebody was killed while writing.
        let _ = fs::remove_file(&new);
        let mut lines = String::new();
        for entry in &self.kept {
            lines.push_str(&entry.write());
            lines.push('\n');
        }
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&new)?;
        let written = file
            .write_all(lines.as_bytes())
            .and_then(|()| file.sync_all());
        let put = written.and_then(|()| fs::rename(&new, path));
        if put.is_err() {
            let _ = fs::remove_file(&new);
        }
        put?;
        // The name is on the disk once the folder is; where a file system cannot say, it is soon.
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
        Ok(())
    }

    /// Makes the folder where it is not there, and waits until nobody else writes in it. Let go when dropped.
    fn lock(&self) -> io::Result<File> {
        let folder = self.folder.as_ref().ok_or(io::ErrorKind::NotFound)?;
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)?;
        let lock = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(folder.join("lock"))?;
        locked(lock)
    }
}

/// Each thing once, where it stands last; the newest of them, as many as are kept.
fn newest<T: Entry>(all: Vec<T>, most: usize) -> Vec<T> {
    let mut newest: Vec<T> = Vec::new();
    for entry in all.into_iter().rev() {
        if newest.len() == most {
            break;
        }
        if !newest.iter().any(|later| later.is_same(&entry)) {
            newest.push(entry);
        }
    }
    newest.reverse();
    newest
}

/// The bytes of a file; `None` where there are too many. What is no file is an error, so that nobody waits for a pipe.
fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::other("it is no file"));
    }
    let mut bytes = Vec::new();
    File::open(path)?
        .take(LARGEST + 1)
        .read_to_end(&mut bytes)?;
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    Ok((length <= LARGEST).then_some(bytes))
}

/// Moves a file out of the way, where nothing of it is lost; of many that were, the oldest goes.
fn set_aside(path: &Path) -> io::Result<PathBuf> {
    let named = |number: usize| {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".damaged-{number}"));
        PathBuf::from(name)
    };
    let free = (1..=MOST_ASIDE).find(|number| !named(*number).exists());
    let number = free.unwrap_or_else(|| {
        for number in 1..MOST_ASIDE {
            let _ = fs::rename(named(number + 1), named(number));
        }
        MOST_ASIDE
    });
    let aside = named(number);
    fs::rename(path, &aside)?;
    Ok(aside)
}
