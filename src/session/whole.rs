//! Puts a whole file in place, or none: it is written beside its name and takes that name once it is on the disk.
//!
//! Nothing is written through a link, and nothing over what is no file: the name that a person gives is the file that changes.
//!
//! Known to be imperfect: where a file system knows no second names for a file, what is written is seen while it grows.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
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
    let new = beside(path)?;
    let written = write(&new, bytes).map_err(NotPut::from);
    let put = written.and_then(|()| {
        if over {
            Ok(fs::rename(&new, path)?)
        } else {
            name(&new, path, bytes)
        }
    });
    if put.is_err() || !over {
        // Once it has its name, or cannot get it, the other one is of no use.
        let _ = fs::remove_file(&new);
    }
    put?;
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    // The name is on the disk once the folder is; where a file system cannot say, it is soon.
    let _ = File::open(folder.unwrap_or(Path::new("."))).and_then(|folder| folder.sync_all());
    Ok(())
}

/// Where it is written first: one name for each process.
fn beside(path: &Path) -> io::Result<PathBuf> {
    let name = path.file_name().ok_or(ErrorKind::InvalidInput)?;
    let mut hidden = OsString::from(".");
    hidden.push(name);
    hidden.push(format!(".{}.new", std::process::id()));
    Ok(path.with_file_name(hidden))
}

fn write(new: &Path, bytes: &[u8]) -> io::Result<()> {
    // One that was left behind when somebody of the same number was killed while writing.
    let _ = fs::remove_file(new);
    let mut file = OpenOptions::new().write(true).create_new(true).open(new)?;
    file.write_all(bytes)?;
    file.sync_all()
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
