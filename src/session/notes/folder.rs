//! Where the two ends meet: a socket in a folder of its user alone, in place for as long as somebody presents.
//!
//! Whoever looks at what is there, or changes it, holds the folder's lock: of two that present the same, one has the
//! socket, and one that a dead process left is nobody's. A socket is only removed by whoever made it.

use std::fs::{self, DirBuilder, File};
use std::io;
use std::os::unix::fs::{
    DirBuilderExt as _, FileTypeExt as _, MetadataExt as _, PermissionsExt as _,
};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rustix::process::getuid;
use thiserror::Error;

use crate::session::lock::locked;

/// The longest path that the address of a socket takes, with none to spare for the zero at its end.
const LONGEST: usize = 107;

/// Why nobody can be shown the notes.
#[derive(Debug, Error)]
pub enum NoNotes {
    /// Another process has the socket.
    #[error("another sitmap presents this briefing, and has its notes")]
    Taken,
    /// The folder is not fit for it.
    #[error("no notes: {} {fault}", .folder.display())]
    Unfit {
        /// Which folder.
        folder: PathBuf,
        /// What it is or does.
        fault: &'static str,
    },
    /// The address of a socket has no room for the path.
    #[error("no notes: {} is {length} bytes long, and a socket's path is {LONGEST} at most: a shorter XDG_RUNTIME_DIR helps", .path.display())]
    TooLong {
        /// Which path.
        path: PathBuf,
        /// Its length in bytes.
        length: usize,
    },
    /// Something else is in its way.
    #[error("no notes: {}: {why}", .path.display())]
    Failed {
        /// Where.
        path: PathBuf,
        /// What the system says.
        why: io::Error,
    },
}

/// The sockets of this process, for whoever has to remove them when their owners cannot.
static OPEN: Mutex<Vec<Mark>> = Mutex::new(Vec::new());

/// A socket in its folder. Dropped, it is removed.
#[derive(Debug)]
pub(super) struct Socket(Mark);

/// What a socket is known by: another one may be at its path one day.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Mark {
    path: PathBuf,
    device: u64,
    inode: u64,
}

/// Makes a socket of a name and listens on it; its folder is made where it is not there.
///
/// # Errors
/// Where another process has it, or the folder is not for its user alone.
pub(super) fn listen(folder: &Path, name: &str) -> Result<(UnixListener, Socket), NoNotes> {
    let path = path_in(folder, name)?;
    make(folder)?;
    let failed = |why| NoNotes::Failed {
        path: path.clone(),
        why,
    };
    let _lock = lock(folder).map_err(failed)?;
    clear(&path)?;
    let listener = UnixListener::bind(&path).map_err(failed)?;
    let socket = Socket(Mark::of(&path).map_err(failed)?);
    let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
    open.push(socket.0.clone());
    drop(open);
    // The folder keeps others out until then.
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).map_err(failed)?;
    Ok((listener, socket))
}

/// Connects to the socket of a name; `None` where nobody listens.
///
/// # Errors
/// Where the folder is not for its user alone.
pub(super) fn connect(folder: &Path, name: &str) -> Result<Option<UnixStream>, NoNotes> {
    let path = path_in(folder, name)?;
    match look_at(folder) {
        Ok(()) => {}
        Err(NoNotes::Failed { why, .. }) if why.kind() == io::ErrorKind::NotFound => {
            return Ok(None);
        }
        Err(error) => return Err(error),
    }
    match UnixStream::connect(&path) {
        Ok(stream) => Ok(Some(stream)),
        Err(why) if is_nobody(&why) => Ok(None),
        Err(why) => Err(NoNotes::Failed { path, why }),
    }
}

/// Removes all sockets of this process, as far as that goes without waiting.
pub(in crate::session) fn remove_all() {
    let Ok(mut open) = OPEN.try_lock() else {
        return;
    };
    for mark in open.drain(..) {
        mark.remove();
    }
}

impl Mark {
    fn of(path: &Path) -> io::Result<Self> {
        let about = fs::symlink_metadata(path)?;
        Ok(Self {
            path: path.to_owned(),
            device: about.dev(),
            inode: about.ino(),
        })
    }

    fn remove(&self) {
        if Self::of(&self.path).is_ok_and(|there| there == *self) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        let folder = self.0.path.parent();
        let _lock = folder.and_then(|folder| lock(folder).ok());
        self.0.remove();
        let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
        open.retain(|mark| *mark != self.0);
    }
}

fn path_in(folder: &Path, name: &str) -> Result<PathBuf, NoNotes> {
    let path = folder.join(name);
    let length = path.as_os_str().len();
    if length > LONGEST {
        return Err(NoNotes::TooLong { path, length });
    }
    Ok(path)
}

/// Makes a folder, unless it is there, that nobody else may look into.
fn make(folder: &Path) -> Result<(), NoNotes> {
    match DirBuilder::new().mode(0o700).create(folder) {
        Err(why) if why.kind() != io::ErrorKind::AlreadyExists => Err(NoNotes::Failed {
            path: folder.to_owned(),
            why,
        }),
        _ => look_at(folder),
    }
}

/// Says what is wrong with a folder: in one that another user can change, anybody may be at the other end.
fn look_at(folder: &Path) -> Result<(), NoNotes> {
    let about = fs::symlink_metadata(folder).map_err(|why| NoNotes::Failed {
        path: folder.to_owned(),
        why,
    })?;
    let fault = if about.file_type().is_symlink() {
        "is a link to somewhere else"
    } else if !about.is_dir() {
        "is no folder"
    } else if about.uid() != getuid().as_raw() {
        "belongs to another user"
    } else if about.mode() & 0o077 != 0 {
        "is open to other users: its mode has to be 0700"
    } else {
        return Ok(());
    };
    Err(NoNotes::Unfit {
        folder: folder.to_owned(),
        fault,
    })
}

/// Waits until nobody else changes the folder. Let go when dropped.
fn lock(folder: &Path) -> io::Result<File> {
    locked(File::open(folder)?)
}

/// Makes room for a socket: one that nobody listens on any more is removed.
fn clear(path: &Path) -> Result<(), NoNotes> {
    let failed = |why| NoNotes::Failed {
        path: path.to_owned(),
        why,
    };
    let about = match fs::symlink_metadata(path) {
        Err(why) if why.kind() == io::ErrorKind::NotFound => return Ok(()),
        about => about.map_err(failed)?,
    };
    if !about.file_type().is_socket() {
        return Err(failed(io::Error::other("something else is there")));
    }
    match UnixStream::connect(path) {
        Ok(_) => Err(NoNotes::Taken),
        Err(why) if is_nobody(&why) => fs::remove_file(path).map_err(failed),
        Err(why) => Err(failed(why)),
    }
}

fn is_nobody(why: &io::Error) -> bool {
    matches!(
        why.kind(),
        io::ErrorKind::ConnectionRefused | io::ErrorKind::NotFound
    )
}
