//! What keys mean, and what one screen takes to become another.

use std::num::NonZeroU16;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

use super::frame::Shown;
use super::keys::key;

#[test]
fn keys_are_written_the_way_the_table_writes_them() {
    use KeyModifiers as M;
    for (code, modifiers, written) in [
        (KeyCode::Char('n'), M::NONE, "n"),
        (KeyCode::Char('N'), M::SHIFT, "N"),
        (KeyCode::Char('n'), M::SHIFT, "N"),
        (KeyCode::Char('ж'), M::NONE, "ж"),
        (KeyCode::Char('L'), M::CONTROL, "ctrl-l"),
        (KeyCode::Char('c'), M::CONTROL, "ctrl-c"),
        (KeyCode::Char('x'), M::ALT, "alt-x"),
        (KeyCode::Char(' '), M::NONE, "space"),
        (KeyCode::Char('?'), M::SHIFT, "?"),
        (KeyCode::Tab, M::NONE, "tab"),
        (KeyCode::BackTab, M::SHIFT, "backtab"),
        (KeyCode::Tab, M::SHIFT, "backtab"),
        (KeyCode::Left, M::SHIFT, "shift-left"),
        (KeyCode::PageDown, M::NONE, "pagedown"),
    ] {
        let read = key(KeyEvent::new(code, modifiers)).map(|key| key.to_string());
        assert_eq!(read.as_deref(), Some(written), "{code:?} {modifiers:?}");
    }
    let let_go = KeyEvent::new_with_kind(KeyCode::Char('n'), M::NONE, KeyEventKind::Release);
    assert_eq!(key(let_go), None);
    assert_eq!(key(KeyEvent::new(KeyCode::F(5), M::NONE)), None);
}

/// A terminal that shows what it was sent.
fn terminal(columns: u16, rows: u16) -> vt100::Parser {
    let cells = |count| NonZeroU16::new(count).unwrap();
    vt100::Parser::new(cells(rows), cells(columns), 0)
}

fn buffer(lines: &[&str]) -> Buffer {
    let rows = u16::try_from(lines.len()).unwrap();
    let mut buffer = Buffer::empty(Rect::new(0, 0, 12, rows));
    for (row, line) in (0..rows).zip(lines) {
        buffer.set_string(0, row, line, Style::new());
    }
    buffer
}

fn shown(terminal: &vt100::Parser) -> Vec<String> {
    let rows = terminal.screen().rows(0, 12);
    rows.map(|row| row.trim_end().to_owned()).collect()
}

#[test]
fn one_screen_becomes_another_whatever_was_there() {
    let mut terminal = terminal(12, 3);
    terminal.process(b"what a shell left here, and more of it");
    let mut frames = Shown::default();
    let screens: [[&str; 3]; 4] = [
        ["ab⣿▌│●水x", "الموصل end", "last line 12"],
        ["水水水", "الرقة end", ""],
        ["abc", "", "last line 12"],
        ["e\u{301}x", "▁▂▃█", "   c"],
    ];
    for lines in screens {
        let next = buffer(&lines);
        terminal.process(frames.turn_into(next).as_bytes());
        assert_eq!(shown(&terminal), lines);
    }
}

#[test]
fn the_same_screen_again_takes_no_bytes() {
    let mut frames = Shown::default();
    assert!(!frames.turn_into(buffer(&["abc"])).is_empty());
    assert_eq!(frames.turn_into(buffer(&["abc"])), "");
    frames.forget();
    assert!(frames.turn_into(buffer(&["abc"])).contains("abc"));
}

#[test]
fn a_blank_that_shows_something_is_not_taken_for_another() {
    let mut terminal = terminal(12, 1);
    let mut next = buffer(&["a b c"]);
    next.set_style(Rect::new(0, 0, 1, 1), Style::new().fg(Color::Red));
    next.set_style(Rect::new(1, 0, 1, 1), Style::new().bg(Color::Blue));
    let under = Style::new().add_modifier(Modifier::UNDERLINED);
    next.set_style(Rect::new(3, 0, 1, 1), under);
    terminal.process(Shown::default().turn_into(next).as_bytes());
    let cell = |column| terminal.screen().cell(0, column).unwrap();
    assert_eq!(cell(0).fgcolor(), vt100::Color::Idx(1));
    assert_eq!(cell(1).bgcolor(), vt100::Color::Idx(4));
    assert_eq!(cell(2).fgcolor(), vt100::Color::Default);
    assert!(cell(3).underline() && !cell(4).underline());
}
