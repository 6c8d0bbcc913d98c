//! What comes in from outside, on one channel: keys, signals, and the end of the terminal.
//!
//! Each source has a thread that waits for it; none ever wakes without a reason, so that idling costs nothing. A loop that
//! does not answer a deadly signal in time (its terminal is held, or it computes) is not waited for.

use std::io;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use crossterm::event::Event;
use signal_hook::consts::signal::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

use super::loading::Fresh;
use super::notes::Heard;
use super::{notes, terminal};
use crate::app::Answer;
use crate::app::action::Action;
use crate::app::line::Offered;

/// How long the loop has to give the terminal back before that is done for it.
const GRACE: Duration = Duration::from_millis(500);

/// Something that happened outside.
pub(super) enum Word {
    /// A key, a paste, the mouse.
    Input(Event),
    /// The terminal has another size.
    Resized,
    /// Time goes on by a step.
    Tick,
    /// The clock shows another time.
    Minute,
    /// The briefing that is presented was changed: its text, or why it cannot be read.
    Briefing(Result<String, String>),
    /// What was looked for, or a part of it.
    Found(Answer),
    /// How the line in the box could go on, by the number of the question.
    Offered(u64, Offered),
    /// More of the file is there, and all that will be.
    Loaded(Box<Fresh>),
    /// The rest of the file cannot be read.
    NotLoaded(String),
    /// It is time to say how far reading has come.
    Coming,
    /// So much of the sentences was read, in percent.
    Read(u8),
    /// All of them were.
    AllRead,
    /// Whoever shows the notes of what is presented asks for this.
    Drive(Action),
    /// Something is heard of whoever presents what the notes are of.
    Heard(Heard),
    /// No more of that will come.
    InputEnded(io::Error),
    /// Asked to stop until called again.
    Stop,
    /// Called again.
    Continue,
    /// Asked to end, by a signal.
    End(i32),
}

/// Listens for signals. To be called before the terminal is changed.
pub(super) fn listen_for_signals(tell: Sender<Word>) -> io::Result<()> {
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGCONT, SIGWINCH])?;
    spawn("signals", move || {
        for signal in signals.forever() {
            match signal {
                SIGTSTP => drop(tell.send(Word::Stop)),
                SIGCONT => drop(tell.send(Word::Continue)),
                SIGWINCH => drop(tell.send(Word::Resized)),
                deadly => end(&tell, deadly),
            }
        }
    })
}

/// Listens to keyboard and mouse, and for the end of the terminal. To be called once the terminal is taken over.
pub(super) fn listen_to_terminal(tell: &Sender<Word>) -> io::Result<()> {
    let hangup = tell.clone();
    // The library reads on at the end of the terminal, over and over: that end is looked for here.
    spawn("hangup", move || {
        terminal::wait_for_hangup();
        end(&hangup, SIGHUP);
    })?;
    let tell = Ending(tell.clone());
    spawn("input", move || {
        loop {
            match crossterm::event::read() {
                Ok(event) => drop(tell.0.send(Word::Input(event))),
                Err(error) => return drop(tell.0.send(Word::InputEnded(error))),
            }
        }
    })
}

/// The channel that all words come in on.
pub(super) fn wires() -> (Sender<Word>, Receiver<Word>) {
    channel()
}

/// Says when the thread that reads input ends, even if by a panic.
struct Ending(Sender<Word>);

impl Drop for Ending {
    fn drop(&mut self) {
        let gone = io::Error::other("no more input can be read");
        drop(self.0.send(Word::InputEnded(gone)));
    }
}

/// Has the loop end; ends the process where the loop does not.
fn end(tell: &Sender<Word>, signal: i32) {
    drop(tell.send(Word::End(signal)));
    thread::sleep(GRACE);
    // Writing to a terminal that is held would wait for ever: what can be given back is, and the rest is left.
    drop(spawn("last", || {
        notes::remove_all();
        terminal::give_back();
    }));
    thread::sleep(GRACE);
    drop(emulate_default_handler(signal));
}

/// Starts a thread.
pub(super) fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    thread::Builder::new().name(name.into()).spawn(work)?;
    Ok(())
}
