//! Speaker notes in a second terminal: what is on the audience's screen, what is to be said, what comes next; and keys that
//! drive the presentation from there.
//!
//! Two processes of one user on one host talk over a socket. Either may start first, start anew or go away: whoever
//! presents never waits for the other, and whoever shows the notes looks for a presenter until there is one. Nothing of
//! the notes is ever drawn by whoever presents.
//!
//! Known to be imperfect: two presentations of one briefing have one socket, and the second goes without notes; what is
//! asked of a presenter who was stopped is done once they are called again.

mod finder;
mod folder;
mod lectern;
mod server;
#[cfg(test)]
mod tests;
mod wire;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Sender;

use super::wires::Word;
use super::{desk, environment};
pub(super) use finder::Heard;
pub use folder::NoNotes;
pub(super) use folder::remove_all;
pub use lectern::show;
pub use server::Server;

/// Of a file's name so much stands in that of its socket; in characters.
const LONGEST_STEM: usize = 24;

/// What the socket of a briefing is called, wherever the briefing is named from; of the bundled one without a path.
pub fn name(briefing: Option<&Path>) -> String {
    let Some(path) = briefing else {
        return "bundled.notes".to_owned();
    };
    let key = desk::key(&[path.to_owned()]);
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let plain = stem.chars().filter(char::is_ascii_alphanumeric);
    let mut name: String = plain.take(LONGEST_STEM).collect();
    // Writing to a string cannot fail.
    let _ = write!(name, "-{:016x}.notes", hash(key.as_bytes()));
    name
}

/// FNV-1a: the same in every process and every version of the program.
fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Lets the notes of what is presented be shown; what is asked for there comes as [`Word::Drive`].
///
/// # Errors
/// Where that cannot be: whoever presents does so without.
pub(super) fn open(name: &str, tell: &Sender<Word>) -> Result<Server, NoNotes> {
    let tell = tell.clone();
    let drive: server::Drive = Arc::new(move |action| drop(tell.send(Word::Drive(action))));
    open_in(&environment::runtime(), name, &drive)
}

/// In the first of some folders that is fit for it.
fn open_in(folders: &[PathBuf], name: &str, drive: &server::Drive) -> Result<Server, NoNotes> {
    let mut first = None;
    for folder in folders {
        match Server::open(folder, name, Arc::clone(drive)) {
            // Another folder would have it twice.
            Err(NoNotes::Taken) => return Err(NoNotes::Taken),
            Err(why) => first = first.or(Some(why)),
            Ok(server) => return Ok(server),
        }
    }
    Err(first.unwrap_or(NoNotes::Taken))
}
