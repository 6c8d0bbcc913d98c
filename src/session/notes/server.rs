//! The presenter's end: says where they stand to whoever shows the notes, and hears what those ask for.
//!
//! The loop that presents only leaves its newest word here and never waits: each connection has a thread that sends the
//! newest there is, and one that reads. Whoever does not read is let go of after a while; whoever says nothing costs
//! nothing.

use std::io::{self, Write as _};
use std::net::Shutdown;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;

use super::folder::{self, NoNotes, Socket};
use super::wire::{self, Lines};
use crate::app::action::Action;
use crate::app::player::Prompt;
use crate::session::wires::spawn;

/// So many may show the notes at once.
pub(super) const MOST_PEERS: usize = 4;
/// Whoever has read nothing for so long is let go of.
const PATIENCE: Duration = Duration::from_secs(5);
/// Where the system has no room for another connection, it is asked again after this.
const BREATH: Duration = Duration::from_secs(1);

/// What is done with what whoever shows the notes asks for; called on threads of their own.
pub(super) type Drive = Arc<dyn Fn(Action) + Send + Sync>;

/// A presenter who can be found. Dropped, nobody is listened to any more, and the socket is gone.
#[derive(Debug)]
pub struct Server {
    shared: Arc<Shared>,
    /// The thread that takes connections ends when this is dropped.
    _awake: UnixStream,
    _socket: Socket,
}

/// What the loop and the threads of the connections share.
#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    /// What was said last, and when.
    told: Option<(Prompt, Instant)>,
    /// How many different things were said.
    number: u64,
    peers: Vec<Peer>,
    /// How many there ever were.
    met: u64,
    has_ended: bool,
}

/// Somebody who shows the notes.
#[derive(Debug)]
struct Peer {
    id: u64,
    stream: UnixStream,
}

impl Server {
    /// Takes the socket of a name in a folder, and listens.
    ///
    /// # Errors
    /// Where it cannot be had: another process may have it.
    pub(super) fn open(folder: &Path, name: &str, drive: Drive) -> Result<Self, NoNotes> {
        let (listener, socket) = folder::listen(folder, name)?;
        let shared = Arc::new(Shared::default());
        let awake = take_all(listener, Arc::clone(&shared), drive);
        let awake = awake.map_err(|why| NoNotes::Failed {
            path: folder.join(name),
            why,
        })?;
        Ok(Self {
            shared,
            _awake: awake,
            _socket: socket,
        })
    }

    /// Says where the presenter stands. Sent where that is news: time that passed alone is none, as whoever shows the notes
    /// has a clock.
    pub fn tell(&self, prompt: &Prompt) {
        let mut state = self.shared.lock();
        let is_known = state.told.as_ref().is_some_and(|(last, _)| {
            let elapsed = last.elapsed;
            *last
                == Prompt {
                    elapsed,
                    ..prompt.clone()
                }
        });
        if !is_known {
            state.told = Some((prompt.clone(), Instant::now()));
            state.number += 1;
            self.shared.changed.notify_all();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let mut state = self.shared.lock();
        state.has_ended = true;
        for peer in state.peers.drain(..) {
            let _ = peer.stream.shutdown(Shutdown::Both);
        }
        self.shared.changed.notify_all();
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes somebody in, unless there are too many; under a number of their own.
    fn meet(&self, stream: &UnixStream) -> io::Result<Option<u64>> {
        let mut state = self.lock();
        if state.has_ended || state.peers.len() >= MOST_PEERS {
            return Ok(None);
        }
        state.met += 1;
        let id = state.met;
        let stream = stream.try_clone()?;
        state.peers.push(Peer { id, stream });
        Ok(Some(id))
    }

    /// Lets somebody go, whoever of their threads says so.
    fn let_go(&self, id: u64) {
        let mut state = self.lock();
        for peer in state.peers.extract_if(.., |peer| peer.id == id) {
            let _ = peer.stream.shutdown(Shutdown::Both);
        }
        self.changed.notify_all();
    }

    /// The newest there is to say to somebody, once that is newer than what they know; `None` once they are gone.
    fn news(&self, id: u64, known: &mut u64) -> Option<String> {
        let mut state = self.lock();
        loop {
            if !state.peers.iter().any(|peer| peer.id == id) {
                return None;
            }
            if state.number > *known
                && let Some((prompt, when)) = &state.told
            {
                *known = state.number;
                let mut prompt = prompt.clone();
                prompt.elapsed = prompt.elapsed.saturating_add(when.elapsed());
                drop(state);
                return Some(wire::of_prompt(&prompt));
            }
            state = self
                .changed
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// Has connections taken by a thread, until what is returned is dropped.
fn take_all(listener: UnixListener, shared: Arc<Shared>, drive: Drive) -> io::Result<UnixStream> {
    let (awake, asleep) = UnixStream::pair()?;
    // Whoever knocked may be gone before the door is opened.
    listener.set_nonblocking(true)?;
    spawn("notes", move || {
        while wait_for(&listener, &asleep) {
            match listener.accept() {
                Ok((stream, _)) => drop(take(stream, &shared, &drive)),
                Err(why) if is_passing(&why) => {}
                Err(_) => thread::sleep(BREATH),
            }
        }
    })?;
    Ok(awake)
}

fn is_passing(why: &io::Error) -> bool {
    matches!(
        why.kind(),
        io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted | io::ErrorKind::ConnectionAborted
    )
}

/// Waits until somebody knocks; `false` once nobody is to be let in any more.
fn wait_for(listener: &UnixListener, asleep: &UnixStream) -> bool {
    let mut asked = [
        PollFd::new(listener, PollFlags::IN),
        PollFd::new(asleep, PollFlags::IN),
    ];
    match poll(&mut asked, None) {
        Ok(_) | Err(Errno::INTR) => {}
        Err(_) => return false,
    }
    let [_, end] = &asked;
    end.revents().is_empty()
}

/// Takes somebody in, with a thread that sends and one that reads.
fn take(mut stream: UnixStream, shared: &Arc<Shared>, drive: &Drive) -> io::Result<()> {
    if !is_ours(&stream) {
        return Ok(());
    }
    stream.set_nonblocking(false)?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let Some(id) = shared.meet(&stream)? else {
        return stream.write_all(wire::full().as_bytes());
    };
    let (from, mut to) = (stream.try_clone(), stream);
    let (sending, reading, drive) = (Arc::clone(shared), Arc::clone(shared), Arc::clone(drive));
    let started = from.and_then(|from| {
        spawn("notes out", move || {
            let mut known = 0;
            while let Some(line) = sending.news(id, &mut known) {
                if send(&mut to, line.as_bytes()).is_err() {
                    break;
                }
            }
            sending.let_go(id);
        })?;
        spawn("notes in", move || {
            listen_to(from, &drive);
            reading.let_go(id);
        })
    });
    if started.is_err() {
        shared.let_go(id);
    }
    started
}

/// Hears what is asked for until there is no more, or what comes is nothing of ours.
fn listen_to(from: UnixStream, drive: &Drive) {
    let mut lines = Lines::of(from);
    while let Ok(Some(line)) = lines.next() {
        match wire::asked(line) {
            Ok(Some(action)) => drive(action),
            Ok(None) => {}
            Err(_) => return,
        }
    }
}

/// Sends a whole line, or gives up on whoever does not take it.
fn send(to: &mut UnixStream, mut bytes: &[u8]) -> io::Result<()> {
    let began = Instant::now();
    while !bytes.is_empty() {
        if began.elapsed() > PATIENCE {
            return Err(io::ErrorKind::TimedOut.into());
        }
        match to.write(bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(sent) => bytes = bytes.get(sent..).unwrap_or_default(),
            Err(why) if why.kind() == io::ErrorKind::Interrupted => {}
            Err(why) => return Err(why),
        }
    }
    Ok(())
}

/// Whether somebody is the same user; where the system does not say, the folder and the socket let nobody else in.
fn is_ours(stream: &UnixStream) -> bool {
    #[cfg(target_os = "linux")]
    return rustix::net::sockopt::socket_peercred(stream)
        .is_ok_and(|peer| peer.uid == rustix::process::getuid());
    #[cfg(not(target_os = "linux"))]
    {
        let _ = stream;
        true
    }
}
