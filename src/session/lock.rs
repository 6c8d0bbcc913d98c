//! Waiting for a lock that another sitmap holds for a moment.

use std::fs::File;
use std::io;
use std::thread;
use std::time::{Duration, Instant};

use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;

/// How long another sitmap may hold a lock: it does for some thousandths of a second.
const PATIENCE: Duration = Duration::from_secs(2);

/// Locks a file or a folder that is open; it is let go of when dropped. Where a file system knows no locks, two that do so in
/// the same moment are not told apart.
///
/// # Errors
/// Where another sitmap does not let go of it, or the system refuses.
pub(super) fn locked(file: File) -> io::Result<File> {
    let began = Instant::now();
    loop {
        match flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Err(Errno::INTR) => {}
            Err(Errno::WOULDBLOCK) if began.elapsed() < PATIENCE => {
                thread::sleep(Duration::from_millis(5));
            }
            Err(Errno::WOULDBLOCK) => {
                return Err(io::Error::other("another sitmap does not let go of it"));
            }
            Ok(()) | Err(Errno::NOTSUP | Errno::NOSYS | Errno::NOLCK | Errno::INVAL) => {
                return Ok(file);
            }
            Err(error) => return Err(error.into()),
        }
    }
}
