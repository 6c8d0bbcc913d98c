//! The end of whoever shows the notes: looks for a presenter, hears where they stand, and looks again when they are gone.

use std::io::{self, Write as _};
use std::net::Shutdown;
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use super::folder::{self, NoNotes};
use super::wire::{self, Lines, NotOurs, Said};
use crate::app::action::Action;
use crate::app::player::Prompt;

/// How often somebody is looked for.
const PACE: Duration = Duration::from_secs(1);
/// A presenter who has not taken a few bytes for so long is not there.
const PATIENCE: Duration = Duration::from_millis(200);

/// What is heard of a presenter.
#[derive(Debug)]
pub enum Heard {
    /// There is one.
    Found(Line),
    /// Where they stand.
    Prompt(Box<Prompt>),
    /// Something to tell whoever reads the notes.
    Told(String),
    /// They are gone.
    Lost,
}

/// The way to a presenter.
#[derive(Debug)]
pub struct Line(UnixStream);

impl Line {
    /// Asks for an action; one that is not for this is none.
    ///
    /// # Errors
    /// Where nobody hears it. [`Heard::Lost`] comes then too.
    pub(super) fn ask(&mut self, action: Action) -> io::Result<()> {
        let Some(line) = wire::of_action(action) else {
            return Ok(());
        };
        let asked = self.0.write_all(line.as_bytes());
        if asked.is_err() {
            // A half of a line may have gone out.
            let _ = self.0.shutdown(Shutdown::Both);
        }
        asked
    }
}

/// Looks for whoever presents under a name, and hears them, until nobody wants to know: `say` is `false` then.
pub(super) fn look_for(folders: &[PathBuf], name: &str, say: &dyn Fn(Heard) -> bool) {
    // What is wrong is told once, and not each second.
    let mut told = None;
    loop {
        let fault = match find(folders, name) {
            Ok(Some(stream)) => match hear(stream, say) {
                End::Gone => None,
                End::Fault(fault) => Some(fault),
                End::Unheard => return,
            },
            Ok(None) => None,
            Err(why) => Some(why.to_string()),
        };
        if fault != told {
            if let Some(fault) = &fault
                && !say(Heard::Told(fault.clone()))
            {
                return;
            }
            told = fault;
        }
        thread::sleep(PACE);
    }
}

/// The first presenter in some folders. A fault of a folder is one only where there is nobody in the others.
fn find(folders: &[PathBuf], name: &str) -> Result<Option<UnixStream>, NoNotes> {
    let mut fault = None;
    for folder in folders {
        match folder::connect(folder, name) {
            Ok(Some(stream)) => return Ok(Some(stream)),
            Ok(None) => {}
            Err(why) => fault = fault.or(Some(why)),
        }
    }
    fault.map_or(Ok(None), Err)
}

/// Why a presenter is heard no more.
enum End {
    /// They are gone.
    Gone,
    /// Something is wrong with them.
    Fault(String),
    /// Nobody wants to know of them.
    Unheard,
}

/// Hears a presenter to their end.
fn hear(stream: UnixStream, say: &dyn Fn(Heard) -> bool) -> End {
    let to = stream.set_write_timeout(Some(PATIENCE));
    let Ok(to) = to.and_then(|()| stream.try_clone()) else {
        return End::Gone;
    };
    // Found once they say where they stand: until then it may be somebody else, or nobody has time for us.
    let mut found = Some(Line(to));
    let mut strange = None;
    let mut lines = Lines::of(stream);
    let end = loop {
        let said = match lines.next() {
            Ok(Some(line)) => wire::said(line),
            Ok(None) | Err(NotOurs::Broken(_)) => break End::Gone,
            Err(why) => Err(why),
        };
        let heard = match said {
            Ok(Said::Prompt(prompt)) => {
                if let Some(line) = found.take()
                    && !say(Heard::Found(line))
                {
                    return End::Unheard;
                }
                Heard::Prompt(prompt)
            }
            // Told once, and not with every line.
            Ok(Said::Strange(words)) if strange.as_ref() == Some(&words) => continue,
            Ok(Said::Strange(words)) => {
                strange = Some(words.clone());
                Heard::Told(words)
            }
            Ok(Said::Full) => break End::Fault(FULL.to_owned()),
            Err(why) => break End::Fault(format!("the other side is no sitmap: {why}")),
        };
        if !say(heard) {
            return End::Unheard;
        }
    };
    if found.is_none() && !say(Heard::Lost) {
        return End::Unheard;
    }
    end
}

const FULL: &str = "these notes are shown in four other places: close one of them";
