//! Among more events than are searched between a key and its frame.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::harness::{Pty, SITMAP};

const EVENTS: usize = 24_000;

/// Rows whose actors and words are known.
fn many(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let mut rows = String::new();
    for at in 0..EVENTS {
        let (day, group) = (at % 28 + 1, at % 40);
        writeln!(
            rows,
            r#"{{"id":"e{at}","date":"2017-03-{day:02}","type":"clash","actor":"Group {group}","summary":"a clash","sentence":"They fought over hill{at}top again."}}"#,
        )
        .unwrap();
    }
    fs::write(&path, rows).unwrap();
    path
}

#[test]
fn keys_that_are_typed_ahead_of_the_search_mean_what_was_typed() {
    let path = many("ahead.jsonl");
    let path = path.to_str().unwrap();
    let mut pty = Pty::start(&[SITMAP, path], &[("TERM", "xterm-256color")]);
    pty.wait_for("24,000 events");
    pty.wait_for("? keys");
    // All at once: Enter is there before anything is found, and so is the key that is meant for the panes.
    pty.send("/group 17\rn");
    pty.wait_for("Group 17 ×");
    pty.wait_for("1 of 600");
    pty.send("/hill23456to");
    pty.wait_for("Events  1");
    pty.wait_for("“hill23456top”");
    pty.send("\r");
    pty.wait_for("They fought over hill23456top");
    pty.send("q");
    assert_eq!(pty.wait_for_end().exit_code(), 0);
    pty.must_be_given_back();
}

#[test]
fn leaving_does_not_wait_for_sentences_to_be_read() {
    let path = many("leaving.jsonl");
    let path = path.to_str().unwrap();
    let mut pty = Pty::start(&[SITMAP, path], &[("TERM", "xterm-256color")]);
    pty.wait_for("? keys");
    pty.send("/they");
    pty.wait_for("/ they");
    pty.send("\x1b");
    // Closed before the next key, which would be read as one with the Esc.
    pty.wait("the box closed", |text| !text.contains("Find"));
    pty.send("q");
    assert_eq!(pty.wait_for_end().exit_code(), 0);
    pty.must_be_given_back();
}
