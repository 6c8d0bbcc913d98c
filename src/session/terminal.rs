//! The terminal itself: taken over, written to, and always given back as it was.
//!
//! There is one terminal to a process, so that what it was like before is kept in one place for all who may have to give
//! it back: the loop, a panic, the thread that hears of signals. Sequences and modes are written here and nowhere else.
//!
//! Known to be imperfect: a process that is killed outright gives nothing back; `reset` does.

use std::io::{self, IsTerminal as _};
use std::os::fd::BorrowedFd;
use std::sync::{Mutex, PoisonError};

use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use rustix::process::{Signal, kill_current_process_group};
use rustix::stdio::{stdin, stdout};
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcgetwinsize, tcsetattr};
use signal_hook::consts::signal::SIGTSTP;
use signal_hook::low_level::emulate_default_handler;

use crate::app::layout::Size;

/// Alternate screen; cursor hidden; no wrapping, so that a shrinking window does not scroll; pastes in brackets; empty.
const ENTER: &str = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[?2004h\x1b[0m\x1b[2J";
/// All of that undone, in whatever state drawing was. Cleared first, for terminals without an alternate screen.
const LEAVE: &str =
    "\x1b[?2026l\x1b[0m\x1b[?1006l\x1b[?1002l\x1b[?2004l\x1b[?7h\x1b[H\x1b[2J\x1b[?25h\x1b[?1049l";
/// Buttons and wheel, with coordinates beyond column 223; moves only while a button is held.
const MOUSE_ON: &str = "\x1b[?1002h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1002l";

/// Where a terminal says nothing of its size.
const USUAL: Size = Size {
    columns: 80,
    rows: 24,
};
/// No screen is larger; whatever says so is wrong, and would have us fill gigabytes.
const LARGEST: u16 = 2_000;

/// What the terminal was like before it was taken over; none while it is not.
static BEFORE: Mutex<Option<Termios>> = Mutex::new(None);

/// The terminal while it is ours. Dropped, it is given back.
#[derive(Debug)]
pub(super) struct Terminal {
    screen: BorrowedFd<'static>,
}

impl Terminal {
    /// Takes the terminal over.
    pub(super) fn enter() -> io::Result<Self> {
        let terminal = Self { screen: stdout() };
        terminal.take()?;
        Ok(terminal)
    }

    /// Takes the terminal over again, after it was given back or after a shell had it meanwhile.
    pub(super) fn take(&self) -> io::Result<()> {
        let mut before = BEFORE.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = match before.take() {
            Some(kept) => kept,
            None => tcgetattr(keyboard())?,
        };
        let mut raw = kept.clone();
        *before = Some(kept);
        drop(before);
        raw.make_raw();
        tcsetattr(keyboard(), OptionalActions::Now, &raw)?;
        self.write(ENTER.as_bytes())
    }

    /// Listens to the mouse, or stops.
    pub(super) fn mouse(&self, on: bool) -> io::Result<()> {
        self.write(if on { MOUSE_ON } else { MOUSE_OFF }.as_bytes())
    }

    /// Writes a frame at once.
    pub(super) fn write(&self, bytes: &[u8]) -> io::Result<()> {
        write(self.screen, bytes)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        give_back();
    }
}

/// Gives the terminal back as it was, as well as it still can be; may be called by anyone at any time.
pub(super) fn give_back() {
    let before = BEFORE.lock().unwrap_or_else(PoisonError::into_inner).take();
    if let Some(before) = before {
        // The mode first: writing blocks where the terminal is held with Ctrl-S.
        let _ = tcsetattr(keyboard(), OptionalActions::Now, &before);
        let _ = write(stdout(), LEAVE.as_bytes());
    }
}

/// Gives the terminal back and stops, with everything that was started along with the program if a key asked for that.
pub(super) fn stop(all: bool) {
    give_back();
    // SIGSTOP, as our own handler would catch SIGTSTP. Called again, we hear `Word::Continue`.
    let group = all.then(|| kill_current_process_group(Signal::STOP));
    if !matches!(group, Some(Ok(()))) {
        drop(emulate_default_handler(SIGTSTP));
    }
}

/// Panics give the terminal back before they say what happened.
pub(super) fn give_back_on_panic() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        give_back();
        usual(panic);
    }));
}

/// Whether there is a terminal to draw on and one to read from.
pub(super) fn is_there() -> bool {
    io::stdout().is_terminal() && (io::stdin().is_terminal() || can_open_tty())
}

fn can_open_tty() -> bool {
    std::fs::File::open("/dev/tty").is_ok()
}

/// The size of the terminal.
pub(super) fn size() -> Size {
    let Ok(found) = tcgetwinsize(stdout()) else {
        return USUAL;
    };
    if found.ws_col == 0 || found.ws_row == 0 {
        return USUAL;
    }
    Size {
        columns: found.ws_col.min(LARGEST),
        rows: found.ws_row.min(LARGEST),
    }
}

/// Waits until the terminal is gone.
pub(super) fn wait_for_hangup() {
    let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
    loop {
        let stdout = stdout();
        let mut asked = [PollFd::new(&stdout, PollFlags::empty())];
        match poll(&mut asked, None) {
            Ok(_) if asked.iter().any(|fd| fd.revents().intersects(gone)) => return,
            Ok(_) | Err(Errno::INTR) => {}
            Err(_) => return,
        }
    }
}

/// Modes are of the terminal, whichever end of it is asked: standard input may be a file that events came from.
fn keyboard() -> BorrowedFd<'static> {
    if io::stdin().is_terminal() {
        stdin()
    } else {
        stdout()
    }
}

/// Writes everything, with as few calls as the terminal takes.
fn write(screen: BorrowedFd<'_>, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match rustix::io::write(screen, bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => bytes = bytes.get(written..).unwrap_or_default(),
            Err(Errno::INTR) => {}
            // Whoever started us left the terminal set not to wait.
            Err(Errno::AGAIN) => {
                poll(&mut [PollFd::new(&screen, PollFlags::OUT)], None)?;
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}
