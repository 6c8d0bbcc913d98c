//! Where the two ends meet, and that neither harms the other.

mod lines;

use std::fs;
use std::io::{Read as _, Write as _};
use std::os::unix::fs::{FileTypeExt as _, PermissionsExt as _, symlink};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::finder::{self, Heard};
use super::server::{Drive, MOST_PEERS, Server};
use super::wire;
use super::*;
use crate::app::action::Action;
use crate::app::player::Prompt;
use crate::model::text::Text;

/// Nothing that is waited for takes as long as this, on any machine.
const LONG: Duration = Duration::from_secs(30);
const NAME: &str = "talk-0123456789abcdef.notes";

/// A folder in one of its own that goes when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("sitmap-notes-{}-{number}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        fs::create_dir(&folder).unwrap();
        Self(folder)
    }

    fn runtime(&self) -> PathBuf {
        self.0.join("sitmap")
    }

    fn socket(&self) -> PathBuf {
        self.runtime().join(NAME)
    }

    /// Somebody who presents, and what they are asked for.
    fn present(&self) -> (Server, Receiver<Action>) {
        let (tell, asked) = channel();
        let drive: Drive = Arc::new(move |action| tell.send(action).unwrap_or_default());
        let server = open_in(&[self.runtime()], NAME, &drive).unwrap();
        (server, asked)
    }

    fn fault(&self) -> String {
        let nobody: Drive = Arc::new(|_| {});
        let opened = open_in(&[self.runtime()], NAME, &nobody);
        opened.unwrap_err().to_string()
    }

    /// Somebody who shows the notes, and what they hear.
    fn read(&self) -> Receiver<Heard> {
        let (tell, heard) = channel();
        let folders = [self.0.join("nowhere"), self.runtime()];
        thread::spawn(move || finder::look_for(&folders, NAME, &|word| tell.send(word).is_ok()));
        heard
    }

    fn connect(&self) -> UnixStream {
        let stream = UnixStream::connect(self.socket()).unwrap();
        stream.set_read_timeout(Some(LONG)).unwrap();
        stream
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn prompt(at: usize) -> Prompt {
    Prompt {
        briefing: Text::clean("West Mosul"),
        at,
        steps: 9,
        part: 1,
        pauses: 2,
        title: Text::clean(&format!("Step {at}")),
        notes: vec![Text::clean("slowly, “now”"), Text::clean("")],
        next: (at < 8).then(|| Text::clean("Next")),
        blank: false,
        away: true,
        elapsed: Duration::from_secs(61),
    }
}

/// What is heard next that is not the way to a presenter.
#[track_caller]
fn next(heard: &Receiver<Heard>) -> Heard {
    loop {
        match heard.recv_timeout(LONG).unwrap() {
            Heard::Found(_) => {}
            other => return other,
        }
    }
}

/// The step that is heard next.
#[track_caller]
fn step(heard: &Receiver<Heard>) -> usize {
    match next(heard) {
        Heard::Prompt(prompt) => prompt.at,
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn found(heard: &Receiver<Heard>) -> finder::Line {
    match heard.recv_timeout(LONG).unwrap() {
        Heard::Found(line) => line,
        other => panic!("{other:?}"),
    }
}

/// Everything that comes until the other side ends.
#[track_caller]
fn rest(mut stream: UnixStream) -> String {
    let mut all = Vec::new();
    // A connection that is cut may be called reset.
    let _ = stream.read_to_end(&mut all);
    String::from_utf8(all).unwrap()
}

#[test]
fn a_socket_has_one_name_wherever_its_briefing_is_named_from() {
    let folder = Folder::new();
    let path = folder.0.join("West Mosul, and the road to Deir ez-Zor.md");
    fs::write(&path, "").unwrap();
    let name_of = |path: &Path| name(Some(path));
    assert_eq!(name(None), "bundled.notes");
    let name = name_of(&path);
    assert!(name.starts_with("WestMosulandtheroadtoDei-"), "{name}");
    assert!(name.len() < 50 && name.is_ascii(), "{name}");
    let around = folder.0.join(".").join(path.file_name().unwrap());
    assert_eq!(name_of(&around), name);
    assert_ne!(name_of(&folder.0.join("another.md")), name);
    assert_eq!(
        name_of(Path::new("/ö/../\u{1b}")).len(),
        "-.notes".len() + 16
    );
}

#[test]
fn the_socket_is_of_its_user_alone_and_goes_with_its_owner() {
    let folder = Folder::new();
    let (server, _asked) = folder.present();
    assert_eq!(mode(&folder.runtime()), 0o700);
    assert_eq!(mode(&folder.socket()), 0o600);
    drop(server);
    assert!(!folder.socket().exists());
    let left = fs::read_dir(folder.runtime()).unwrap();
    assert_eq!(left.count(), 0, "nothing is left behind");
}

#[test]
fn a_folder_that_is_not_fit_is_refused_in_words() {
    let folder = Folder::new();
    let runtime = folder.runtime();
    symlink(&folder.0, &runtime).unwrap();
    assert!(folder.fault().ends_with("is a link to somewhere else"));
    fs::remove_file(&runtime).unwrap();
    fs::write(&runtime, "").unwrap();
    assert!(folder.fault().ends_with("is no folder"));
    fs::remove_file(&runtime).unwrap();
    fs::create_dir(&runtime).unwrap();
    fs::set_permissions(&runtime, fs::Permissions::from_mode(0o770)).unwrap();
    assert!(folder.fault().contains("is open to other users"));
    // Whoever shows the notes trusts it no more.
    match next(&folder.read()) {
        Heard::Told(words) => assert!(words.contains("is open to other users"), "{words}"),
        other => panic!("{other:?}"),
    }
    fs::set_permissions(&runtime, fs::Permissions::from_mode(0o700)).unwrap();
    fs::write(folder.socket(), "").unwrap();
    assert!(folder.fault().ends_with("something else is there"));
    assert!(folder.socket().is_file(), "and it stays");
}

#[test]
fn a_path_that_no_socket_can_have_is_told() {
    let folder = Folder::new();
    let deep = folder.0.join("d".repeat(60));
    fs::create_dir(&deep).unwrap();
    let nobody: Drive = Arc::new(|_| {});
    let fault = open_in(&[deep.join("sitmap")], NAME, &nobody).unwrap_err();
    let words = fault.to_string();
    assert!(words.contains("107 at most"), "{words}");
    // The next folder does.
    open_in(&[deep.join("sitmap"), folder.runtime()], NAME, &nobody).unwrap();
}

#[test]
fn what_the_dead_left_is_taken_over_and_what_the_living_have_is_not() {
    let folder = Folder::new();
    fs::create_dir(folder.runtime()).unwrap();
    fs::set_permissions(folder.runtime(), fs::Permissions::from_mode(0o700)).unwrap();
    drop(UnixListener::bind(folder.socket()).unwrap());
    assert!(folder.socket().exists(), "nobody has removed it");
    let (server, asked) = folder.present();
    let words = folder.fault();
    assert_eq!(
        words,
        "another sitmap presents this briefing, and has its notes"
    );
    let kind = fs::symlink_metadata(folder.socket()).unwrap().file_type();
    assert!(kind.is_socket());
    // The first one still has it.
    folder
        .connect()
        .write_all(b"{\"sitmap\":1,\"do\":\"next\"}\n")
        .unwrap();
    assert_eq!(asked.recv_timeout(LONG).unwrap(), Action::NextStep);
    drop(server);
    drop(folder.present());
}

#[test]
fn a_socket_that_others_put_in_its_place_is_not_removed() {
    let folder = Folder::new();
    let (server, _asked) = folder.present();
    fs::remove_file(folder.socket()).unwrap();
    let other = UnixListener::bind(folder.socket()).unwrap();
    drop(server);
    assert!(folder.socket().exists());
    drop(other);
}

#[test]
fn of_two_that_start_at_once_one_has_the_socket() {
    for _ in 0..8 {
        let folder = Folder::new();
        let open = || {
            let nobody: Drive = Arc::new(|_| {});
            open_in(&[folder.runtime()], NAME, &nobody)
        };
        let opened: Vec<_> = thread::scope(|scope| {
            let both = [scope.spawn(open), scope.spawn(open)];
            both.map(|one| one.join().unwrap()).into_iter().collect()
        });
        let mut having = opened.iter().filter(|one| one.is_ok());
        assert!(having.next().is_some() && having.next().is_none());
    }
}

#[test]
fn either_side_starts_first_and_both_find_each_other_again() {
    let folder = Folder::new();
    let early = folder.read();
    let (server, asked) = folder.present();
    server.tell(&prompt(2));
    let mut line = found(&early);
    assert_eq!(step(&early), 2);
    line.ask(Action::GoToStep(4)).unwrap();
    assert_eq!(asked.recv_timeout(LONG).unwrap(), Action::GoToStep(4));
    server.tell(&prompt(4));
    assert_eq!(step(&early), 4);

    let late = folder.read();
    assert_eq!(step(&late), 4, "what was said before is said again");
    drop(server);
    for notes in [&early, &late] {
        assert!(matches!(next(notes), Heard::Lost));
    }
    assert!(line.ask(Action::NextStep).is_err());

    let (server, asked) = folder.present();
    server.tell(&prompt(0));
    let mut line = found(&early);
    assert_eq!((step(&early), step(&late)), (0, 0));
    line.ask(Action::Blank).unwrap();
    assert_eq!(asked.recv_timeout(LONG).unwrap(), Action::Blank);
}

#[test]
fn whoever_shows_the_notes_may_vanish() {
    let folder = Folder::new();
    let (server, asked) = folder.present();
    for at in 0..9 {
        server.tell(&prompt(at));
        let mut stream = folder.connect();
        // In the middle of a line.
        stream
            .write_all(b"{\"sitmap\":1,\"do\":\"next\"}\n{\"sitmap\":1,\"do\":\"ba")
            .unwrap();
        drop(stream);
        assert_eq!(asked.recv_timeout(LONG).unwrap(), Action::NextStep);
    }
    assert!(asked.try_recv().is_err());
    assert_eq!(step(&folder.read()), 8);
}

#[test]
fn garbage_ends_its_own_connection_only() {
    let folder = Folder::new();
    let (server, asked) = folder.present();
    server.tell(&prompt(1));
    let notes = folder.read();
    assert_eq!(step(&notes), 1);
    let mut garbage = folder.connect();
    garbage
        .write_all(b"GET / HTTP/1.0\n{\"sitmap\":1,\"do\":\"next\"}\n")
        .unwrap();
    rest(garbage);
    let mut endless = folder.connect();
    let chunk = vec![b'x'; 4096];
    while endless.write_all(&chunk).is_ok() {}
    rest(endless);
    server.tell(&prompt(2));
    assert_eq!(step(&notes), 2);
    assert!(asked.try_recv().is_err());
}

#[test]
fn another_version_is_told_once_and_garbage_is_no_sitmap() {
    let folder = Folder::new();
    drop(folder.present());
    let listener = UnixListener::bind(folder.socket()).unwrap();
    let notes = folder.read();
    let (mut stream, _) = listener.accept().unwrap();
    let later = "{\"sitmap\":2,\"say\":\"prompt\"}\n";
    stream.write_all(later.repeat(3).as_bytes()).unwrap();
    stream
        .write_all(wire::of_prompt(&prompt(1)).as_bytes())
        .unwrap();
    stream.write_all(b"SSH-2.0\n").unwrap();
    let told = |heard| match heard {
        Heard::Told(words) => words,
        other => panic!("{other:?}"),
    };
    assert!(told(next(&notes)).contains("speaks version 2"));
    assert_eq!(step(&notes), 1);
    assert!(matches!(next(&notes), Heard::Lost));
    let words = told(next(&notes));
    assert!(words.contains("no message of sitmap"), "{words}");
}

#[test]
fn no_more_than_a_few_are_told() {
    let folder = Folder::new();
    let (server, _asked) = folder.present();
    server.tell(&prompt(1));
    let notes: Vec<_> = (0..MOST_PEERS).map(|_| folder.read()).collect();
    for one in &notes {
        assert_eq!(step(one), 1);
    }
    assert_eq!(rest(folder.connect()), wire::full());
    match next(&folder.read()) {
        Heard::Told(words) => assert!(words.contains("four other places"), "{words}"),
        other => panic!("{other:?}"),
    }
    server.tell(&prompt(2));
    for one in &notes {
        assert_eq!(step(one), 2);
    }
}

#[test]
fn whoever_does_not_read_neither_blocks_nor_stays() {
    let folder = Folder::new();
    let (server, _asked) = folder.present();
    let mut silent = folder.connect();
    let large = |at: usize| Prompt {
        notes: vec![Text::clean(&"n".repeat(90_000))],
        ..prompt(at)
    };
    let began = Instant::now();
    for at in 0..1_000 {
        server.tell(&large(at));
        // Time for the other thread to send some of it.
        if at % 100 == 0 {
            thread::sleep(Duration::from_millis(20));
        }
    }
    assert!(began.elapsed() < LONG, "telling waits for nobody");
    let notes = folder.read();
    assert_eq!(step(&notes), 999, "the newest wins");
    // Nothing is read before the other side has ended it: reading would make room for more.
    let mut ended = [PollFd::new(&silent, PollFlags::empty())];
    let bound = Timespec::try_from(LONG).unwrap();
    assert_eq!(
        poll(&mut ended, Some(&bound)).unwrap(),
        1,
        "it is let go of"
    );
    let mut heard = Vec::new();
    assert!(silent.read_to_end(&mut heard).is_ok());
    let whole = heard.split(|byte| *byte == b'\n').count() - 1;
    assert!(
        (1..50).contains(&whole),
        "{whole} of 1000 prompts were sent"
    );
    server.tell(&prompt(3));
    assert_eq!(step(&notes), 3);
}

#[test]
fn time_that_passes_is_no_news() {
    let folder = Folder::new();
    let (server, _asked) = folder.present();
    let notes = folder.read();
    let at = |seconds| Prompt {
        elapsed: Duration::from_secs(seconds),
        ..prompt(1)
    };
    server.tell(&at(10));
    assert_eq!(step(&notes), 1);
    for seconds in 11..100 {
        server.tell(&at(seconds));
    }
    server.tell(&Prompt {
        blank: true,
        ..at(100)
    });
    match next(&notes) {
        Heard::Prompt(prompt) => assert!(prompt.blank && prompt.elapsed.as_secs() >= 100),
        other => panic!("{other:?}"),
    }
}
