//! Puts a whole file in place, or none: it is written beside its name and takes that name once it is on the disk.
//!
//! A file that takes the place of another one keeps that one's mode, and its owner where that may be given. What [`put`] is
//! given a name for is not written through a link, and not over what is no file: that name is the file that changes.
//!
//! Known to be imperfect: where a file system knows no second names for a file, what is written is seen while it grows.

use std::ffi::OsString;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _, chown};
use std::path::{Path, PathBuf};

/// Why a file is not in place.
#[derive(Debug, thiserror::Error)]
pub enum NotPut {
    /// Somebody may want to keep it.
    #[error("there is such a file already")]
    Exists,
    /// What has that name leads elsewhere, or holds no bytes of its own.
    #[error("{0}")]
    NoFile(&'static str),
    /// The system refuses.
    #[error("cannot be written: {0}")]
    Io(#[from] io::Error),
}

/// Whether a file could be put in place there, as far as that is known before.
///
/// # Errors
/// Where there is a file that is not to be written over, or what is no file.
pub fn may_put(path: &Path, over: bool) -> Result<(), NotPut> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error.into()),
        Ok(about) if about.is_symlink() => {
            Err(NotPut::NoFile("it is a link; name the file that is meant"))
        }
        Ok(about) if !about.is_file() => {
            Err(NotPut::NoFile("it is no file that could be written over"))
        }
        Ok(_) if !over => Err(NotPut::Exists),
        Ok(_) => Ok(()),
    }
}

/// Puts a file in place; over another one only where that is wanted.
///
/// # Errors
/// As [`may_put`], and where the system refuses; what was there is as it was.
pub fn put(path: &Path, bytes: &[u8], over: bool) -> Result<(), NotPut> {
    may_put(path, over)?;
    let like = fs::metadata(path).ok().filter(|_| over);
    let new = Beside::write(path, bytes, like.as_ref())?;
    if over {
        Ok(new.replace()?)
    } else {
        name(&new.new, path, bytes)?;
        new.sync_folder();
        Ok(())
    }
}

/// A whole file beside the one whose name it is to have. Unless it takes that it is gone when this is dropped.
#[derive(Debug)]
pub(super) struct Beside<'p> {
    path: &'p Path,
    new: PathBuf,
}

impl<'p> Beside<'p> {
    /// Writes it, with the mode of a file whose place it is to take, and its owner where that may be given. Each process
    /// has a name of its own for it, so that nobody puts in place what another one is still writing.
    ///
    /// # Errors
    /// Where the system refuses; nothing is left then.
    pub fn write(path: &'p Path, bytes: &[u8], like: Option<&Metadata>) -> io::Result<Self> {
        let name = path.file_name().ok_or(ErrorKind::InvalidInput)?;
        let mut hidden = OsString::from(".");
        hidden.push(name);
        hidden.push(format!(".{}.new", std::process::id()));
        let new = path.with_file_name(hidden);
        // One that was left behind when somebody of the same number was killed while writing.
        let _ = fs::remove_file(&new);
        let beside = Self { path, new };
        beside.fill(bytes, like)?;
        Ok(beside)
    }

    fn fill(&self, bytes: &[u8], like: Option<&Metadata>) -> io::Result<()> {
        // Nobody else reads it before it is as the other one is.
        let mode = if like.is_some() { 0o600 } else { 0o666 };
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(mode)
            .open(&self.new)?;
        file.write_all(bytes)?;
        if let Some(like) = like {
            // It may be somebody else's, who cannot be given it.
            let _ = chown(&self.new, Some(like.uid()), Some(like.gid()));
            file.set_permissions(like.permissions())?;
        }
        file.sync_all()
    }

    /// Puts it in the place of the other one.
    ///
    /// # Errors
    /// Where the system refuses; what was there is as it was.
    pub fn replace(self) -> io::Result<()> {
        fs::rename(&self.new, self.path)?;
        self.sync_folder();
        Ok(())
    }

    /// A name is on the disk once its folder is; where a file system cannot say, it is soon.
    fn sync_folder(&self) {
        let folder = self.path.parent();
        let folder = folder.filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
}

impl Drop for Beside<'_> {
    fn drop(&mut self) {
        // Once it has its name this one is of no use, or there is none.
        let _ = fs::remove_file(&self.new);
    }
}

/// Gives a file the name that it is to have, unless another one took it meanwhile.
fn name(new: &Path, path: &Path, bytes: &[u8]) -> Result<(), NotPut> {
    let told = |error: io::Error| match error.kind() {
        ErrorKind::AlreadyExists => NotPut::Exists,
        _ => error.into(),
    };
    match fs::hard_link(new, path) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(NotPut::Exists),
        Err(_) => {
            let file = OpenOptions::new().write(true).create_new(true).open(path);
            let written = file
                .map_err(told)
                .and_then(|mut file| Ok(file.write_all(bytes)?));
            if matches!(written, Err(NotPut::Io(_))) {
                let _ = fs::remove_file(path);
            }
            written
        }
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn a_file_is_put_whole_and_over_another_only_where_that_is_wanted() {
        let folder = std::env::temp_dir().join(format!("sitmap-whole-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let (path, link) = (folder.join("a.txt"), folder.join("b.txt"));
        put(&path, b"one", false).unwrap();
        assert!(matches!(put(&path, b"two", false), Err(NotPut::Exists)));
        assert_eq!(fs::read(&path).unwrap(), b"one");
        put(&path, b"two", true).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        // Whoever may read it is as it was.
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        put(&path, b"two", true).unwrap();
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
        std::os::unix::fs::symlink(&path, &link).unwrap();
        for over in [false, true] {
            assert!(matches!(put(&link, b"three", over), Err(NotPut::NoFile(_))));
            assert!(matches!(put(&folder, b"x", over), Err(NotPut::NoFile(_))));
        }
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert!(put(&folder.join("no/such/folder"), b"x", true).is_err());
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 2, "nothing is left");
        fs::remove_dir_all(&folder).unwrap();
    }
}
