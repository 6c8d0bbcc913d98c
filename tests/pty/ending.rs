//! Ends that nobody at the keyboard asked for.

use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

use crate::harness::{LONG, Pty, SITMAP, has_ended, stat, wait_until};

/// What the issue gives a program whose terminal is gone, and something for a busy machine.
const SOON: Duration = Duration::from_secs(5);

#[test]
fn signals_give_the_terminal_back() {
    for (signal, name) in [
        (Signal::TERM, "Terminated"),
        (Signal::HUP, "Hangup"),
        (Signal::INT, "Interrupt"),
    ] {
        let mut pty = Pty::sitmap();
        pty.wait_for_map();
        pty.signal(signal);
        let ended = pty.wait_for_end();
        assert_eq!(ended.signal(), Some(name), "whoever started it sees why");
        pty.must_be_given_back();
    }
}

#[test]
fn a_terminal_that_hangs_up_ends_the_program() {
    let mut pty = Pty::sitmap();
    pty.wait_for_map();
    let pid = pty.pid();
    pty.hang_up("n");
    assert!(wait_until(SOON, || has_ended(pid)), "{:?}", stat(pid));
}

#[test]
fn a_terminal_that_is_gone_ends_the_program_even_if_no_signal_says_so() {
    // Of another session, so that the terminal does not control it, and the kernel sends it nothing.
    let mut pty = Pty::start(&["setsid", "--wait", SITMAP], &[("TERM", "xterm")]);
    pty.wait_for_map();
    let parent = pty.pid();
    let pid = child_of(parent).expect("setsid has started it");
    pty.hang_up("n");
    let ended = wait_until(SOON, || has_ended(pid));
    if !ended {
        let pid = Pid::from_raw(pid.try_into().unwrap()).unwrap();
        let _ = kill_process(pid, Signal::KILL);
    }
    assert!(ended, "it lives on without a terminal");
}

fn child_of(parent: u32) -> Option<u32> {
    let mut found = None;
    wait_until(LONG, || {
        found = std::fs::read_dir("/proc")
            .ok()
            .into_iter()
            .flatten()
            .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
            .find(|pid| stat(*pid).is_some_and(|(_, of, _)| of == parent));
        found.is_some()
    });
    found
}
