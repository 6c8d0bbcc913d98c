//! Where there is no screen: a dumb terminal, a pipe, a reader who has seen enough.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use crate::harness::{Pty, SITMAP};

#[test]
fn a_dumb_terminal_gets_a_listing() {
    let mut pty = Pty::start(&[SITMAP], &[("TERM", "dumb")]);
    assert_eq!(pty.wait_for_end().exit_code(), 0);
    pty.wait_for("“");
    let escapes = pty.heard(|heard| heard.bytes.contains(&0x1b));
    assert!(!escapes, "no sequences for a terminal that knows none");
}

#[test]
fn a_pipe_gets_a_listing() {
    let done = Command::new(SITMAP).output().expect("it runs");
    assert_eq!(done.status.code(), Some(0));
    let text = String::from_utf8(done.stdout).expect("UTF-8");
    let events = text.lines().filter(|line| !line.starts_with("    "));
    assert_eq!(events.count(), 25, "{text}");
    assert!(!text.contains('\x1b'));
}

#[test]
fn a_reader_who_has_seen_enough_is_no_error() {
    for arguments in [
        &[][..],
        &["render", "--size", "400x300", "--format", "svg"][..],
    ] {
        let mut child = Command::new(SITMAP)
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        drop(child.stdout.take());
        let done = child.wait_with_output().expect("it ends");
        assert_eq!(done.status.code(), Some(0), "{arguments:?}");
        assert!(done.stderr.is_empty(), "{arguments:?}");
    }
}

#[test]
fn a_file_that_cannot_be_read_is_one_line_before_anything_is_drawn() {
    let mut pty = Pty::start(&[SITMAP, "no/such/file.json"], &[("TERM", "xterm")]);
    assert_eq!(pty.wait_for_end().exit_code(), 2);
    pty.wait_for("sitmap: no/such/file.json: no such file");
    assert!(!pty.heard(|heard| heard.bytes.contains(&0x1b)));
}

#[test]
fn render_says_which_key_is_none() {
    let done = Command::new(SITMAP)
        .args(["render", "--keys", "n hop"])
        .output()
        .expect("it runs");
    assert_eq!(done.status.code(), Some(2));
    let said = BufReader::new(done.stderr.as_slice())
        .lines()
        .map_while(Result::ok)
        .collect::<String>();
    assert!(said.contains("\"hop\" is no key"), "{said}");
}

fn rendered(arguments: &[&str]) -> String {
    let done = Command::new(SITMAP)
        .args(["render", "--size", "80x24"])
        .args(arguments)
        .output()
        .expect("it runs");
    assert_eq!(done.status.code(), Some(0), "{arguments:?}");
    String::from_utf8(done.stdout).expect("UTF-8")
}

#[test]
fn a_page_follows_its_reader_unless_a_theme_is_asked_for() {
    let follows = |page: &str| page.contains("prefers-color-scheme");
    let page = rendered(&["--format", "html"]);
    assert!(page.starts_with("<!DOCTYPE html>") && follows(&page));
    for theme in ["dark", "light"] {
        let page = rendered(&["--format", "html", "--theme", theme]);
        assert!(page.contains(&format!(":root{{color-scheme:{theme};")));
        assert!(!follows(&page), "{theme}");
    }
}

#[test]
fn themes_differ_in_colours_and_the_dark_one_comes_first() {
    for format in ["ansi", "svg"] {
        let said = rendered(&["--format", format, "--theme", "dark"]);
        assert_eq!(rendered(&["--format", format]), said, "{format}");
        assert_ne!(rendered(&["--format", format, "--theme", "light"]), said);
    }
    let plain = rendered(&[]);
    assert_eq!(
        rendered(&["--theme", "light"]),
        plain,
        "text has no colours"
    );
}

/// A minus alone once was taken for an option.
#[test]
fn a_minus_is_a_key_to_press() {
    assert_ne!(rendered(&["--keys", "- -"]), rendered(&[]));
    assert_eq!(rendered(&["--keys", "- - + +"]), rendered(&[]));
}
