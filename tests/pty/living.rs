//! A session: search, step, resize, stop and come back, do nothing.

use std::time::Duration;
use std::{fs, thread};

use rustix::process::Signal;

use crate::harness::{LONG, Pty, is_stopped, stat, wait_until};

#[test]
fn a_place_is_found_an_event_read_and_the_program_left() {
    let mut pty = Pty::sitmap();
    pty.wait_for_map();
    pty.heard(|heard| {
        let screen = heard.terminal.screen();
        assert!(screen.alternate_screen() && screen.hide_cursor());
    });
    pty.send("/rakka");
    pty.wait_for("settlement in Raqqa Province");
    pty.send("\r");
    pty.wait("the box closed", |text| !text.contains("Find"));
    // The first event there is selected; from there it goes on.
    pty.wait_for("1 of 25");
    pty.send("n");
    pty.wait_for("2 of 25");
    pty.send("nnnN");
    pty.wait_for("4 of 25");
    pty.send("q");
    assert_eq!(pty.wait_for_end().exit_code(), 0);
    pty.must_be_given_back();
}

#[test]
fn a_paste_goes_where_text_is_typed_and_nowhere_else() {
    let mut pty = Pty::sitmap();
    pty.wait_for_map();
    pty.send("\x1b[200~q\x03\x1b[201~n");
    pty.wait_for("1 of 25");
    pty.send("/\x1b[200~rakka\r\x1b[201~");
    pty.wait_for("settlement in Raqqa Province");
}

#[test]
fn a_resize_is_followed_and_a_storm_of_them_too() {
    let mut pty = Pty::sitmap();
    pty.wait_for_map();
    pty.send("n");
    pty.wait_for("1 of 25");
    let fits = |columns: usize, rows: usize| {
        move |text: &str| {
            let lines: Vec<&str> = text.lines().collect();
            lines.len() == rows
                && lines.iter().all(|line| line.chars().count() <= columns)
                && lines.last().is_some_and(|line| line.contains("? keys"))
                && text.contains("1 of 25")
        }
    };
    pty.resize(80, 24);
    pty.wait("80 × 24", fits(80, 24));
    for step in 0..60_u16 {
        pty.resize(20 + step * 7 % 180, 5 + step * 5 % 60);
    }
    pty.resize(30, 8);
    pty.wait_for("sitmap needs");
    pty.resize(100, 30);
    pty.wait("100 × 30", fits(100, 30));
    pty.send("q");
    assert_eq!(pty.wait_for_end().exit_code(), 0);
    pty.must_be_given_back();
}

#[test]
fn a_held_key_does_not_lag() {
    let mut pty = Pty::sitmap();
    pty.wait_for_map();
    pty.send("n");
    pty.wait_for("1 of 25");
    let before = pty.heard(|heard| heard.bytes.len());
    // A minute of a held key, all at once, and where it leads.
    pty.send(&"nN".repeat(900));
    pty.send("n");
    pty.wait_for("2 of 25");
    let frames = pty.heard(|heard| {
        let written = String::from_utf8_lossy(&heard.bytes[before..]).into_owned();
        written.matches("\x1b[?2026h").count()
    });
    assert!(frames < 900, "{frames} frames for 1800 keys");
}

#[test]
fn ctrl_z_stops_and_being_called_again_repaints() {
    let mut pty = Pty::sitmap();
    pty.wait_for_map();
    pty.send("n");
    pty.wait_for("1 of 25");
    pty.send("\x1a");
    stopped_and_back(&mut pty);
    pty.signal(Signal::TSTP);
    stopped_and_back(&mut pty);
    pty.send("q");
    assert_eq!(pty.wait_for_end().exit_code(), 0);
    pty.must_be_given_back();
}

fn stopped_and_back(pty: &mut Pty) {
    assert!(wait_until(LONG, || is_stopped(pty.pid())), "it stops");
    pty.must_be_given_back();
    // What a shell does meanwhile: another size, and something on the screen.
    pty.resize(110, 35);
    pty.signal(Signal::CONT);
    pty.wait_for("1 of 25");
    pty.wait_for("? keys");
    pty.resize(120, 40);
}

#[test]
fn a_shell_calls_it_back_with_fg() {
    let script = "set -m; \"$0\"; echo STOPPED; read answer; fg >/dev/null; echo CODE=$?";
    let mut pty = Pty::start(
        &["bash", "-c", script, crate::harness::SITMAP],
        &[("TERM", "xterm")],
    );
    pty.wait_for_map();
    pty.send("\x1a");
    pty.wait_for("STOPPED");
    pty.send("yes\r");
    pty.wait_for_map();
    pty.send("q");
    pty.wait_for("CODE=0");
    assert_eq!(pty.wait_for_end().exit_code(), 0);
}

#[test]
fn doing_nothing_costs_nothing() {
    let pty = Pty::sitmap();
    pty.wait_for_map();
    let ticks = || stat(pty.pid()).map(|(_, _, ticks)| ticks);
    let second = |_| {
        let (ticks_before, wakes_before) = (ticks(), wakes(pty.pid()));
        thread::sleep(Duration::from_secs(1));
        ticks() == ticks_before && wakes(pty.pid()) == wakes_before
    };
    // The first seconds may still have something to finish.
    assert!((0..10).any(second), "ten seconds, and it works in each");
}

/// How often the threads of a process have woken.
fn wakes(pid: u32) -> u64 {
    let threads = fs::read_dir(format!("/proc/{pid}/task")).expect("it runs");
    let of_thread = |thread: fs::DirEntry| {
        let status = fs::read_to_string(thread.path().join("status")).unwrap_or_default();
        let line = status
            .lines()
            .find(|line| line.starts_with("voluntary_ctxt"));
        line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok())
            .unwrap_or(0)
    };
    threads.filter_map(Result::ok).map(of_thread).sum()
}

#[test]
fn time_plays_by_itself_until_it_is_stopped() {
    let mut pty = Pty::sitmap();
    pty.wait_for_map();
    pty.send(" pp");
    pty.wait_for("10 steps a second");
    pty.wait_for("▸");
    pty.wait_for("February 2017");
    pty.send("\x1b");
    pty.wait_for("stopped");
    let window = pty.text();
    assert!(!window.contains('▸'), "{window}");
    pty.send("q");
    assert!(pty.wait_for_end().success());
}

#[test]
fn the_mouse_is_heard_only_once_it_is_switched_on() {
    let mut pty = Pty::sitmap();
    pty.wait_for_map();
    let listens = |pty: &Pty| {
        let mode = |heard: &crate::harness::Heard| heard.terminal.screen().mouse_protocol_mode();
        pty.heard(mode) != vt100::MouseProtocolMode::None
    };
    assert!(!listens(&pty), "a terminal selects text with it");
    pty.send("M");
    assert!(wait_until(LONG, || listens(&pty)));
    // The third row of the list.
    pty.send("\x1b[<0;90;5M\x1b[<0;90;5m");
    pty.wait_for("3 of 25");
    pty.send("q");
    assert_eq!(pty.wait_for_end().exit_code(), 0);
    assert!(!listens(&pty));
    pty.must_be_given_back();
}
