//! The clipboard of a terminal, and of one that has none.

use crate::harness::{LONG, Pty, SITMAP, wait_until};

#[test]
fn a_citation_goes_to_the_clipboard_of_the_terminal() {
    let mut pty = Pty::sitmap();
    pty.wait_for_map();
    pty.send("nY");
    pty.wait_for("sent to the clipboard");
    // In letters that can be told apart from every sequence: “ is what the sentence begins with.
    let sent =
        || pty.heard(|heard| String::from_utf8_lossy(&heard.bytes).contains("\x1b]52;c;4oCc"));
    assert!(wait_until(LONG, sent));
}

#[test]
fn a_console_without_one_is_sent_nothing_and_shows_it() {
    let mut pty = Pty::start(&[SITMAP], &[("TERM", "linux")]);
    pty.wait_for_map();
    pty.send("nY");
    pty.wait_for("To be copied by hand");
    pty.heard(|heard| assert!(!String::from_utf8_lossy(&heard.bytes).contains("\x1b]52")));
    pty.send("\x1b");
    pty.wait("the box closed", |text| !text.contains("by hand"));
}
