//! Speaker notes in a second terminal: they drive the first, and neither minds what becomes of the other.

use std::fs;
use std::os::unix::fs::{FileTypeExt as _, PermissionsExt as _};
use std::path::PathBuf;

use rustix::process::Signal;

use crate::harness::{LONG, Pty, SITMAP, runtime_folder, wait_until};

const TALK: &str = "\
---
title: The talk
---

# Where it is

Words for all.

<!-- note: for the speaker alone: PLOVER -->

# How it came

<!-- view: region:mosul -->

More words for all.

<!-- pause -->

And more.

<!-- note: also for the speaker: CURLEW -->

# The end

Thank you.
";

/// A briefing, and the folder where those meet who present it and those who read its notes.
struct Talk {
    runtime: PathBuf,
    file: PathBuf,
}

impl Talk {
    fn new() -> Self {
        let runtime = runtime_folder();
        let file = runtime.join("talk.md");
        fs::write(&file, TALK).unwrap();
        Self { runtime, file }
    }

    fn start(&self, more: &[&str]) -> Pty {
        let file = self.file.to_str().unwrap();
        let command = [&[SITMAP, "present", file], more].concat();
        let runtime = self.runtime.to_str().unwrap();
        let environment = [("TERM", "xterm-256color"), ("XDG_RUNTIME_DIR", runtime)];
        Pty::start(&command, &environment)
    }

    fn present(&self) -> Pty {
        let pty = self.start(&["--motion", "none"]);
        pty.wait_for("step 1 of 3");
        pty
    }

    fn notes(&self) -> Pty {
        self.start(&["--notes"])
    }

    /// What is in the folder of the sockets.
    fn sockets(&self) -> Vec<PathBuf> {
        let inside = fs::read_dir(self.runtime.join("sitmap")).unwrap();
        inside.map(|entry| entry.unwrap().path()).collect()
    }
}

impl Drop for Talk {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.runtime));
    }
}

/// Whether words of the notes ever came to a terminal.
fn has_seen_notes(pty: &Pty) -> bool {
    pty.heard(|heard| {
        let all = String::from_utf8_lossy(&heard.bytes).into_owned();
        ["PLOVER", "CURLEW", "the speaker"]
            .iter()
            .any(|words| all.contains(words))
    })
}

#[test]
fn notes_in_a_second_terminal_drive_the_first() {
    let talk = Talk::new();
    let mut notes = talk.notes();
    notes.wait_for("Waiting for somebody to present");
    let mut audience = talk.present();
    notes.wait_for("for the speaker alone: PLOVER");
    notes.wait_for("next  How it came");
    let [socket] = &talk.sockets()[..] else {
        panic!("there is one socket: {:?}", talk.sockets());
    };
    let about = fs::symlink_metadata(socket).unwrap();
    assert!(about.file_type().is_socket());
    assert_eq!(about.permissions().mode() & 0o777, 0o600);
    let folder = fs::metadata(talk.runtime.join("sitmap")).unwrap();
    assert_eq!(folder.permissions().mode() & 0o777, 0o700);

    notes.send("\x1b[C");
    audience.wait_for("step 2 of 3");
    notes.wait_for("CURLEW");
    notes.wait_for("part 1 of 2");
    notes.send(" ");
    audience.wait_for("part 2 of 2");
    notes.wait_for("part 2 of 2");
    notes.send("b");
    audience.wait("nothing", |text| !text.contains("words for all"));
    notes.wait_for("Blank: the audience sees nothing");
    notes.send("b");
    audience.wait_for("More words for all");

    // Out of the script, to look something up, and back.
    audience.send("+/");
    audience.wait_for("Find");
    notes.wait_for("Away from the script");
    notes.send("R");
    audience.wait("the step", |text| {
        text.contains("step 2 of 3 · part 2 of 2") && !text.contains("Find")
    });
    notes.wait("the script", |text| !text.contains("Away"));
    audience.send("\x1b[C");
    notes.wait_for("This step has no notes.");
    notes.send("g1\r");
    audience.wait_for("step 1 of 3");
    notes.wait_for("PLOVER");

    notes.send("q");
    assert_eq!(notes.wait_for_end().exit_code(), 0);
    notes.must_be_given_back();
    audience.send("\x1b[F");
    audience.wait_for("step 3 of 3");
    assert!(has_seen_notes(&notes) && !has_seen_notes(&audience));
    audience.send("q");
    assert_eq!(audience.wait_for_end().exit_code(), 0);
    audience.must_be_given_back();
    assert_eq!(
        talk.sockets(),
        Vec::<PathBuf>::new(),
        "nothing is left behind"
    );
}

#[test]
fn whichever_is_killed_the_other_lives_on_and_finds_it_again() {
    let talk = Talk::new();
    let mut audience = talk.present();
    let mut notes = talk.notes();
    notes.wait_for("PLOVER");

    audience.signal(Signal::KILL);
    audience.wait_for_end();
    notes.wait_for("The presentation is gone");
    assert!(notes.text().contains("PLOVER"), "its last notes stay");
    assert_eq!(talk.sockets().len(), 1, "nobody could remove it");
    notes.send("\x1b[C");
    let mut audience = talk.present();
    notes.wait("the new one", |text| !text.contains("is gone"));
    assert!(audience.text().contains("step 1 of 3"), "no key waits");
    notes.send("n");
    audience.wait_for("step 2 of 3");

    notes.signal(Signal::KILL);
    notes.wait_for_end();
    audience.send("\x1b[H");
    audience.wait_for("step 1 of 3");
    let mut notes = talk.notes();
    notes.wait_for("PLOVER");
    notes.send("n");
    audience.wait_for("step 2 of 3");

    // Asked to end, it leaves nothing behind.
    audience.signal(Signal::TERM);
    assert_eq!(audience.wait_for_end().signal(), Some("Terminated"));
    audience.must_be_given_back();
    notes.wait_for("The presentation is gone");
    assert_eq!(talk.sockets(), Vec::<PathBuf>::new());
    notes.signal(Signal::TERM);
    assert_eq!(notes.wait_for_end().signal(), Some("Terminated"));
    notes.must_be_given_back();
}

#[test]
fn a_second_presenter_goes_without_notes_and_says_so() {
    let talk = Talk::new();
    let mut first = talk.present();
    let mut second = talk.start(&["--motion", "none"]);
    second.wait_for("another sitmap presents this briefing");
    let mut notes = talk.notes();
    notes.wait_for("PLOVER");
    second.send("\x1b[C");
    second.wait_for("step 2 of 3");
    notes.send("\x1b[F");
    first.wait_for("step 3 of 3");
    assert!(second.text().contains("step 2 of 3"));
    second.send("q");
    second.wait_for_end();
    assert_eq!(talk.sockets().len(), 1, "it was not the second one's");
    first.send("\x1b[H");
    notes.wait_for("PLOVER");
}

#[test]
fn a_briefing_that_names_other_data_meanwhile_says_to_start_again() {
    let talk = Talk::new();
    let mut pty = talk.start(&["--motion", "none", "--watch"]);
    pty.wait_for("step 1 of 3");
    fs::write(
        &talk.file,
        TALK.replace("Words for all", "Words for everybody"),
    )
    .unwrap();
    pty.wait_for("the briefing was read again");
    pty.send("\x1b[C");
    pty.wait_for("step 2 of 3");
    // However often it is written, what is shown comes from what was opened.
    for words in ["A first", "Yet another"] {
        let other = TALK.replace(
            "---\n\n# Where",
            "sitmap:\n  data: other.json\n---\n\n# Where",
        );
        fs::write(&talk.file, other.replace("More", words)).unwrap();
        pty.wait_for("the briefing names other data now: start again to see");
        pty.wait_for(words);
        pty.send("\x1b[D");
        pty.wait_for("step 1 of 3");
        pty.send("\x1b[C");
        pty.wait_for("step 2 of 3");
    }
    pty.send("q");
    pty.wait_for_end();
    // Where the command line names the data, it is no matter what the briefing says.
    let article = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/events/article.json");
    let mut pty = talk.start(&["--motion", "none", "--watch", "--data", article]);
    pty.wait_for("step 1 of 3");
    fs::write(&talk.file, TALK).unwrap();
    pty.wait_for("the briefing was read again");
    pty.send("q");
    pty.wait_for_end();
}

#[test]
fn notes_that_stand_still_cost_nothing_to_whoever_presents() {
    let talk = Talk::new();
    let mut audience = talk.present();
    let mut notes = talk.notes();
    notes.wait_for("PLOVER");
    notes.send("\x1a");
    let stopped = || crate::harness::is_stopped(notes.pid());
    assert!(wait_until(LONG, stopped));
    for _ in 0..20 {
        audience.send("\x1b[F");
        audience.wait_for("step 3 of 3");
        audience.send("\x1b[H");
        audience.wait_for("step 1 of 3");
    }
    audience.send("\x1b[C");
    audience.wait_for("step 2 of 3");
    notes.signal(Signal::CONT);
    notes.wait_for("CURLEW");
    notes.send("\x1b[F");
    audience.wait_for("step 3 of 3");
}

#[test]
fn a_presenter_whose_terminal_is_held_leaves_no_socket_behind_either() {
    let talk = Talk::new();
    let mut audience = talk.present();
    let notes = talk.notes();
    notes.wait_for("PLOVER");
    audience.hold("\x0c");
    // Whole screens that nobody takes, until the loop waits for that and not for a word. Where the system does not say what
    // it waits for, so many of them have to do.
    let mut screens = 0;
    let is_waiting = || {
        screens += 1;
        audience.send("\x0c");
        let what = fs::read_to_string(format!("/proc/{}/wchan", audience.pid()));
        let waits = what.is_ok_and(|what| what != "0" && !what.contains("futex"));
        waits || screens > 500
    };
    assert!(wait_until(LONG, is_waiting));
    audience.signal(Signal::TERM);
    assert_eq!(audience.wait_for_end().signal(), Some("Terminated"));
    assert_eq!(talk.sockets(), Vec::<PathBuf>::new());
    notes.wait_for("The presentation is gone");
}
