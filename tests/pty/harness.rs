//! A pseudo-terminal with the program in it, and its screen read back.
//!
//! Nothing here sleeps for a guessed time: everything is waited for, up to a bound that a busy machine keeps too.

use std::fs;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use portable_pty::{
    Child, CommandBuilder, ExitStatus, MasterPty, PtySize, SlavePty, native_pty_system,
};
use rustix::process::{Pid, Signal, kill_process};

/// Nothing that is waited for takes as long as this, on any machine.
pub const LONG: Duration = Duration::from_secs(60);

/// The binary under test.
pub const SITMAP: &str = env!("CARGO_BIN_EXE_sitmap");

/// A terminal, and what runs in it.
pub struct Pty {
    master: Option<Box<dyn MasterPty + Send>>,
    // Kept so that the terminal outlives the program, as a person's does.
    _slave: Box<dyn SlavePty + Send>,
    child: Box<dyn Child + Send + Sync>,
    writer: Option<Box<dyn Write + Send>>,
    reader: Option<JoinHandle<()>>,
    stop: Arc<AtomicBool>,
    heard: Arc<Mutex<Heard>>,
    /// What the terminal was like before.
    modes: String,
    /// Where the program keeps things, unless it was told another place.
    state: PathBuf,
    /// Where it can be found while it runs, unless it was told another place.
    runtime: PathBuf,
}

/// What came out of the program.
pub struct Heard {
    /// As a terminal shows it.
    pub terminal: vt100::Parser,
    /// As it came.
    pub bytes: Vec<u8>,
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).expect("a terminal has cells")
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        pixel_width: 0,
        pixel_height: 0,
    }
}

impl Pty {
    /// Starts sitmap in a terminal of 120 × 40.
    pub fn sitmap() -> Self {
        Self::start(&[SITMAP], &[("TERM", "xterm-256color")])
    }

    /// Starts a command with some environment.
    pub fn start(command: &[&str], environment: &[(&str, &str)]) -> Self {
        let pair = native_pty_system().openpty(size(120, 40)).expect("a pty");
        let modes = format!("{:?}", pair.master.get_termios());
        let mut builder = CommandBuilder::new(command[0]);
        builder.args(&command[1..]);
        builder.env("LANG", "C.UTF-8");
        builder.env_remove("LC_ALL");
        builder.env_remove("LC_CTYPE");
        builder.env_remove("NO_COLOR");
        // What is copied in a test is not put on the clipboard of whoever runs it.
        builder.env_remove("TMUX");
        builder.env_remove("STY");
        // Nor is what a test keeps kept beside them.
        let state = state_folder();
        builder.env("XDG_STATE_HOME", &state);
        // Nor does what one test presents meet what another does.
        let runtime = runtime_folder();
        builder.env("XDG_RUNTIME_DIR", &runtime);
        for (name, value) in environment {
            builder.env(name, value);
        }
        let child = pair.slave.spawn_command(builder).expect("it starts");
        let heard = Arc::new(Mutex::new(Heard {
            terminal: vt100::Parser::new(cells(40), cells(120), 0),
            bytes: Vec::new(),
        }));
        let stop = Arc::new(AtomicBool::new(false));
        let reader = listen(
            pair.master.try_clone_reader().expect("a reader"),
            Arc::clone(&heard),
            Arc::clone(&stop),
        );
        Self {
            writer: Some(pair.master.take_writer().expect("a writer")),
            master: Some(pair.master),
            _slave: pair.slave,
            child,
            reader: Some(reader),
            stop,
            heard,
            modes,
            state,
            runtime,
        }
    }

    /// Sends what a keyboard would.
    pub fn send(&mut self, keys: &str) {
        let writer = self.writer.as_mut().expect("the terminal is there");
        writer.write_all(keys.as_bytes()).expect("keys are taken");
        writer.flush().expect("keys are taken");
    }

    /// Gives the terminal another size.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        let mut heard = self.heard.lock().unwrap();
        let screen = heard.terminal.screen_mut();
        screen.set_size(cells(rows), cells(columns));
        let master = self.master.as_ref().expect("the terminal is there");
        master.resize(size(columns, rows)).expect("a size");
    }

    /// The process that was started.
    pub fn pid(&self) -> u32 {
        self.child.process_id().expect("it runs")
    }

    /// Sends a signal to it.
    pub fn signal(&self, signal: Signal) {
        let pid = Pid::from_raw(self.pid().try_into().unwrap()).unwrap();
        kill_process(pid, signal).expect("it is there");
    }

    /// The text on the screen.
    pub fn text(&self) -> String {
        self.heard.lock().unwrap().terminal.screen().contents()
    }

    /// Looks at what came out.
    pub fn heard<T>(&self, look: impl FnOnce(&Heard) -> T) -> T {
        look(&self.heard.lock().unwrap())
    }

    /// Waits until the screen is as it should be.
    #[track_caller]
    pub fn wait(&self, what: &str, is_so: impl Fn(&str) -> bool) {
        let came = wait_until(LONG, || is_so(&self.text()));
        assert!(came, "waited in vain for {what}:\n{}", self.text());
    }

    /// Waits until some words stand on the screen.
    #[track_caller]
    pub fn wait_for(&self, words: &str) {
        self.wait(words, |text| text.contains(words));
    }

    /// Waits until the program has the terminal and its first screen stands.
    #[track_caller]
    pub fn wait_for_map(&self) {
        self.wait_for("25 events");
        self.wait_for("? keys");
    }

    /// Waits for the end, and says what it was.
    #[track_caller]
    pub fn wait_for_end(&mut self) -> ExitStatus {
        let mut ended = None;
        wait_until(LONG, || {
            ended = self.child.try_wait().expect("it can be asked");
            ended.is_some()
        });
        ended.unwrap_or_else(|| panic!("it does not end:\n{}", self.text()))
    }

    /// Whether the terminal is as it was before: its screen, its cursor, its modes.
    #[track_caller]
    pub fn must_be_given_back(&self) {
        let given_back = || {
            self.heard(|heard| {
                let screen = heard.terminal.screen();
                !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste()
            }) && self.modes() == self.modes
        };
        assert!(
            wait_until(LONG, given_back),
            "modes {}\nwere  {}\n{}",
            self.modes(),
            self.modes,
            self.heard(|heard| String::from_utf8_lossy(&heard.bytes).into_owned())
        );
    }

    fn modes(&self) -> String {
        let master = self.master.as_ref().expect("the terminal is there");
        format!("{:?}", master.get_termios())
    }

    /// Takes nothing more of what the program writes, as a terminal does that is held. `key` has to make it write something.
    pub fn hold(&mut self, key: &str) {
        self.stop.store(true, Ordering::SeqCst);
        self.send(key);
        if let Some(reader) = self.reader.take() {
            reader.join().expect("the reader ends");
        }
    }

    /// Takes the terminal away, as a closed window or a lost line does. `key` has to make the program write something.
    pub fn hang_up(&mut self, key: &str) {
        self.hold(key);
        self.writer = None;
        self.master = None;
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
        drop(fs::remove_dir_all(&self.state));
        drop(fs::remove_dir_all(&self.runtime));
    }
}

/// A folder for sockets that no other test has. Their paths are short, so that it lies near the root.
pub fn runtime_folder() -> PathBuf {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let number = COUNT.fetch_add(1, Ordering::SeqCst);
    let name = format!("sitmap-pty-{}-{number}", std::process::id());
    let folder = std::env::temp_dir().join(name);
    drop(fs::remove_dir_all(&folder));
    fs::create_dir(&folder).expect("a folder for sockets");
    folder
}

/// A folder that is not there, and that no other test has.
pub fn state_folder() -> PathBuf {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let number = COUNT.fetch_add(1, Ordering::SeqCst);
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let folder = folder.join(format!("state-{}-{number}", std::process::id()));
    drop(fs::remove_dir_all(&folder));
    folder
}

fn listen(
    mut from: Box<dyn Read + Send>,
    heard: Arc<Mutex<Heard>>,
    stop: Arc<AtomicBool>,
) -> JoinHandle<()> {
    thread::spawn(move || {
        let mut some = [0; 8192];
        while !stop.load(Ordering::SeqCst) {
            match from.read(&mut some) {
                Ok(0) | Err(_) => return,
                Ok(read) => {
                    let mut heard = heard.lock().unwrap();
                    heard.terminal.process(&some[..read]);
                    heard.bytes.extend_from_slice(&some[..read]);
                }
            }
        }
    })
}

/// Looks again and again, up to a bound.
pub fn wait_until(bound: Duration, mut is_so: impl FnMut() -> bool) -> bool {
    let began = Instant::now();
    loop {
        if is_so() {
            return true;
        }
        if began.elapsed() > bound {
            return false;
        }
        thread::sleep(Duration::from_millis(10));
    }
}

/// A process's state letter, its parent, and the ticks of CPU it has used; nothing once it is gone.
pub fn stat(pid: u32) -> Option<(char, u32, u64)> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The name stands in brackets and may hold anything.
    let (_, rest) = stat.rsplit_once(')')?;
    let fields: Vec<&str> = rest.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at)?.parse::<u64>().ok();
    Some((
        fields.first()?.chars().next()?,
        fields.get(1)?.parse().ok()?,
        ticks(11)? + ticks(12)?,
    ))
}

/// Whether a process is stopped.
pub fn is_stopped(pid: u32) -> bool {
    stat(pid).is_some_and(|(state, ..)| state == 'T')
}

/// Whether a process has ended, even if nobody has asked for how.
pub fn has_ended(pid: u32) -> bool {
    stat(pid).is_none_or(|(state, ..)| matches!(state, 'Z' | 'X'))
}
