//! Working on a briefing: what is in its file afterwards.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use crate::harness::{LONG, Pty, SITMAP, state_folder, wait_until};

const RICH: &str = include_str!("../fixtures/rich-briefing.md");

/// A folder with a briefing, gone with the test.
struct Desk(PathBuf);

impl Desk {
    fn new() -> Self {
        let folder = state_folder().with_extension("briefings");
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn start(&self, arguments: &str) -> Pty {
        // A shell goes there first.
        let command = format!("cd '{}' && exec '{SITMAP}' {arguments}", self.0.display());
        let pty = Pty::start(&["sh", "-c", &command], &[("TERM", "xterm-256color")]);
        pty.wait("the first screen", |text| {
            text.contains("─ Timeline ─") && text.lines().count() == 40
        });
        pty
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}

#[track_caller]
fn wait_for_file(path: &Path, is_so: impl Fn(&str) -> bool) {
    let holds = || fs::read_to_string(path).unwrap_or_default();
    assert!(wait_until(LONG, || is_so(&holds())), "{}", holds());
}

#[test]
fn nothing_is_written_before_there_is_something_and_where_nobody_said() {
    let desk = Desk::new();
    fs::copy(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/events/article.json"),
        desk.path("events.json"),
    )
    .unwrap();
    let mut pty = desk.start("events.json");
    pty.send("1b");
    pty.wait_for("Enter takes the briefing briefing.md");
    pty.send("west\r");
    pty.wait_for("─ New step ─");
    pty.wait_for("west.md is new");
    assert_eq!(desk.names(), ["events.json"]);
    pty.send("\tslowly\r");
    pty.wait_for("added as step 1");
    wait_for_file(&desk.path("west.md"), |text| {
        text.starts_with("---\ntitle: West\nsitmap:\n  data: events.json\n---\n\n## Mosul: 10 of 25 events\n<!-- view: ")
            && text.ends_with(" -->\n<!-- note: slowly -->\n")
    });
    assert_eq!(desk.names(), ["events.json", "west.md"]);
    pty.send("q");
    assert_eq!(pty.wait_for_end().exit_code(), 0);
    // It opens with its data, and with its steps.
    let mut pty = desk.start("--briefing west.md");
    pty.send("B");
    pty.wait_for("─ west.md · 1 step · saved ─");
}

#[test]
fn a_file_keeps_its_mode_its_link_and_what_somebody_else_writes_into_it() {
    let desk = Desk::new();
    let path = desk.path("real.md");
    fs::write(&path, RICH).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    std::os::unix::fs::symlink("real.md", desk.path("link.md")).unwrap();
    let mut pty = desk.start("--briefing link.md");
    pty.send("Bg");
    pty.wait_for("─ link.md · 5 steps · saved ─");
    pty.send("jr\x15The new museum\r");
    pty.wait_for("step 2 is called so now");
    let renamed = RICH.replace("The museum\n====", "The new museum\n====");
    wait_for_file(&path, |text| text == renamed);
    // Another editor, while the panel is open.
    let theirs = renamed.replace("Last words", "Their words");
    fs::write(&path, &theirs).unwrap();
    pty.send("x");
    pty.wait_for("was changed elsewhere: read again, and this change made to it");
    let museum = theirs.find("The new museum").unwrap();
    let dam = theirs.find("---\n\n## Raqqa").unwrap();
    let expected = format!("{}{}", &theirs[..museum], &theirs[dam..]);
    wait_for_file(&path, |text| text == expected);
    assert!(
        fs::symlink_metadata(desk.path("link.md"))
            .unwrap()
            .is_symlink()
    );
    assert_eq!(
        fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o640
    );
    assert_eq!(desk.names(), ["link.md", "real.md"]);
}

#[test]
fn what_cannot_be_saved_stays_and_leaving_it_is_asked_about() {
    let desk = Desk::new();
    let folder = desk.path("gone");
    fs::create_dir(&folder).unwrap();
    let mut pty = desk.start("--briefing gone/a.md");
    // Not even root writes into a folder that is not there.
    fs::remove_dir(&folder).unwrap();
    pty.send("b\r");
    pty.wait_for("gone/a.md is not saved: its folder is not there");
    pty.send("q");
    pty.wait_for("q again leaves it");
    fs::create_dir(&folder).unwrap();
    pty.send("Bs");
    pty.wait_for("─ gone/a.md · 1 step · saved ─");
    wait_for_file(&folder.join("a.md"), |text| {
        text.contains("\n## All of it: ")
    });
    pty.send("\x1b");
    pty.wait("the panel closed", |text| !text.contains("1 step"));
    pty.send("q");
    assert_eq!(pty.wait_for_end().exit_code(), 0);
}

#[test]
fn what_is_no_briefing_is_not_opened_as_one() {
    let desk = Desk::new();
    fs::write(desk.path("notes.md"), [b'a', 0xff, b'\n']).unwrap();
    let mut pty = desk.start("");
    pty.send("b");
    pty.wait_for("Enter takes the briefing briefing.md");
    pty.send("notes.md\r");
    pty.wait_for("notes.md: not UTF-8 text: byte 1 begins no character");
    // The name is still there to be mended.
    pty.send("\x15events.json\r");
    pty.wait_for("events.json: the name of a briefing ends in .md");
    pty.send("\x15nowhere/x.md\r");
    pty.wait_for("nowhere/x.md: its folder is not there");
    assert_eq!(desk.names(), ["notes.md"]);
}
