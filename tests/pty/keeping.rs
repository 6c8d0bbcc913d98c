//! What is kept from one start to the next: bookmarks, queries, the last view.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use rustix::process::Signal;

use crate::harness::{LONG, Pty, SITMAP, has_ended, state_folder, wait_until};

/// A folder for what is kept, gone with the test.
struct Home(PathBuf);

impl Home {
    fn new() -> Self {
        Self(state_folder())
    }

    fn start(&self, more: &[&str]) -> Pty {
        let home = self.0.to_str().unwrap();
        let mut command = vec![SITMAP];
        command.extend(more);
        let environment = [("TERM", "xterm-256color"), ("XDG_STATE_HOME", home)];
        let pty = Pty::start(&command, &environment);
        // There may be something to say first: not the keys.
        pty.wait("the first screen", |text| {
            text.contains("─ Timeline ─") && text.lines().count() == 40
        });
        pty
    }

    fn folder(&self) -> PathBuf {
        self.0.join("sitmap")
    }

    fn file(&self, name: &str) -> String {
        fs::read_to_string(self.folder().join(name)).unwrap_or_default()
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        drop(fs::set_permissions(
            &self.0,
            fs::Permissions::from_mode(0o700),
        ));
        drop(fs::remove_dir_all(&self.0));
    }
}

#[track_caller]
fn leave(mut pty: Pty) {
    pty.send("q");
    assert_eq!(pty.wait_for_end().exit_code(), 0);
}

/// Keeps what is seen under a name.
#[track_caller]
fn mark(pty: &mut Pty, name: &str) {
    pty.send("m");
    pty.wait_for("keep it");
    pty.send(name);
    pty.wait_for(&format!("as “{name}”"));
    pty.send("\r");
    pty.wait_for(&format!("kept as “{name}”"));
}

#[test]
fn a_bookmark_is_there_after_the_next_start() {
    let home = Home::new();
    let mut pty = home.start(&[]);
    pty.send("2");
    pty.wait_for("Raqqa");
    mark(&mut pty, "the north");
    leave(pty);
    let mut pty = home.start(&[]);
    pty.send("'");
    pty.wait_for("the north");
    pty.send("\r");
    pty.wait("it went there", |text| {
        !text.contains("Bookmarks") && text.contains("the north")
    });
}

#[test]
fn nothing_is_written_where_nothing_is_kept_and_what_is_is_for_its_owner_alone() {
    let home = Home::new();
    leave(home.start(&[]));
    assert!(!home.0.exists(), "a look around leaves nothing behind");
    let mut pty = home.start(&[]);
    pty.send("/raqqa");
    pty.wait_for("settlement in Raqqa Province");
    pty.send("\r");
    pty.wait_for("Raqqa: ");
    mark(&mut pty, "here");
    leave(pty);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&home.folder()), 0o700);
    for name in ["queries", "bookmarks", "views"] {
        assert_eq!(mode(&home.folder().join(name)), 0o600, "{name}");
        assert!(!home.file(name).is_empty(), "{name}");
    }
    assert_eq!(home.file("queries"), "raqqa\n");
}

#[test]
fn two_programs_at_once_lose_nothing_of_each_other() {
    let home = Home::new();
    let (mut one, mut other) = (home.start(&[]), home.start(&[]));
    mark(&mut one, "first");
    mark(&mut other, "second");
    mark(&mut one, "third");
    let names = |text: &str| ["first", "second", "third"].map(|name| text.contains(name));
    // Neither has to be started again for that.
    for pty in [&mut one, &mut other] {
        pty.send("'");
        pty.wait("all three", |text| names(text) == [true; 3]);
        pty.send("\x1b");
        pty.wait("the box closed", |text| !text.contains("Bookmarks"));
    }
    leave(one);
    leave(other);
    assert_eq!(names(&home.file("bookmarks")), [true; 3]);
}

#[test]
fn where_nothing_can_be_kept_the_program_works_and_says_so_once() {
    // A file where the folder should be: not even root can write into that.
    let home = Home::new();
    fs::write(&home.0, "not a folder").unwrap();
    let mut pty = home.start(&[]);
    mark(&mut pty, "here");
    pty.wait_for("nothing is kept after this");
    pty.send("m");
    pty.wait_for("keep it");
    pty.send("there\r");
    pty.wait_for("kept as “there”");
    assert!(!pty.text().contains("nothing is kept"), "{}", pty.text());
    pty.send("'");
    pty.wait("both", |text| {
        text.contains("│ here ") && text.contains("│ there ")
    });
    pty.send("\x1b");
    pty.wait("the box closed", |text| !text.contains("Bookmarks"));
    leave(pty);
    drop(fs::remove_file(&home.0));
}

#[test]
fn a_damaged_file_is_told_of_and_set_aside_once_something_is_kept() {
    let home = Home::new();
    fs::create_dir_all(home.folder()).unwrap();
    let damaged = b"good\tplace:raqqa\nbad\x00\xff\x1b[2J\n";
    fs::write(home.folder().join("bookmarks"), damaged).unwrap();
    let mut pty = home.start(&[]);
    pty.send("'");
    pty.wait_for("good");
    pty.send("\x1b");
    pty.wait("the box closed", |text| !text.contains("Bookmarks"));
    mark(&mut pty, "new");
    leave(pty);
    let names = home.file("bookmarks");
    assert!(
        names.contains("good\t") && names.contains("new\t"),
        "{names}"
    );
    let files = fs::read_dir(home.folder()).unwrap();
    let kept = files.filter(|file| fs::read(file.as_ref().unwrap().path()).unwrap() == damaged);
    assert_eq!(kept.count(), 1);
}

/// The screen without its last line, where messages come and go, and without the blanks that end a line.
fn above_the_last_line(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().collect();
    let (_, rest) = lines.split_last().unwrap();
    rest.iter().map(|line| line.trim_end().to_owned()).collect()
}

#[test]
fn resume_goes_on_where_the_data_was_left() {
    let home = Home::new();
    let mut pty = home.start(&[]);
    pty.send("2nt+");
    pty.wait_for("1 of ");
    // Settled by the copy, so that the screens can be compared.
    pty.send("y");
    pty.wait_for("sent to the clipboard");
    let left = above_the_last_line(&pty.text());
    leave(pty);
    let pty = home.start(&["--resume"]);
    pty.wait("the screen that was left", |text| {
        above_the_last_line(text) == left
    });
    leave(pty);
    // Only where it is asked for, and only for what was left.
    let pty = home.start(&[]);
    assert_ne!(above_the_last_line(&pty.text()), left);
    leave(pty);
    let rows = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/rows.csv");
    let home = Home::new();
    let pty = Pty::start(
        &[SITMAP, "--resume", rows],
        &[
            ("TERM", "xterm-256color"),
            ("XDG_STATE_HOME", home.0.to_str().unwrap()),
        ],
    );
    pty.wait_for("there is nothing to go on from");
}

#[test]
fn the_view_is_kept_however_the_program_ends() {
    for signal in [Some(Signal::TERM), Some(Signal::HUP), None] {
        let home = Home::new();
        let mut pty = home.start(&[]);
        pty.send("2");
        pty.wait_for("Raqqa");
        pty.send("n");
        pty.wait_for("1 of 25");
        if let Some(signal) = signal {
            pty.signal(signal);
            pty.wait_for_end();
        } else {
            let pid = pty.pid();
            pty.hang_up("z");
            assert!(wait_until(LONG, || has_ended(pid)));
        }
        let views = home.file("views");
        assert!(
            views.starts_with("bundled\t") && views.contains("select:e18"),
            "{signal:?}: {views}"
        );
    }
}

#[test]
fn of_a_view_of_files_that_have_changed_what_can_be_read_is_shown() {
    let home = Home::new();
    fs::create_dir_all(home.folder()).unwrap();
    let views = "bundled\tplace:raqqa select:e-gone lanes:actor\n";
    fs::write(home.folder().join("views"), views).unwrap();
    let pty = home.start(&["--resume"]);
    pty.wait_for("Raqqa ×");
    pty.wait_for("by actor");
}

#[test]
fn what_was_looked_for_yesterday_comes_back() {
    let home = Home::new();
    for query in ["raqqa", "homs"] {
        let mut pty = home.start(&[]);
        pty.send(&format!("/{query}"));
        pty.wait_for(&format!("/ {query}"));
        pty.send("\r");
        pty.wait("the box closed", |text| !text.contains("Find"));
        leave(pty);
    }
    let mut pty = home.start(&[]);
    pty.send("/\x12");
    pty.wait_for("/ homs");
    pty.send("\x12");
    pty.wait_for("/ raqqa");
}
