//! What the terminal library says, in our own words.

use crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

use crate::app::action::{Action, Context};
use crate::app::keys::contexts;
use crate::app::view::View;
use crate::input;
use crate::input::key::{Code, Key, Name};

/// More than this of a paste is not taken: the line that it goes into is no longer either.
const LONGEST_PASTE: usize = 200;

/// What an event means in a view; resizes are not among them.
pub(super) fn actions(view: &View, event: &Event) -> Vec<Action> {
    match event {
        Event::Key(pressed) => key(*pressed)
            .and_then(|key| input::action(view, key))
            .into_iter()
            .collect(),
        Event::Paste(text) if contexts(view) == [Context::Typing] => pasted(text),
        Event::Mouse(mouse) if view.mouse => moused(*mouse).into_iter().collect(),
        _ => Vec::new(),
    }
}

fn pasted(text: &str) -> Vec<Action> {
    let one_line = text.trim().chars().map(|letter| match letter {
        letter if letter.is_control() => ' ',
        letter => letter,
    });
    one_line.take(LONGEST_PASTE).map(Action::Insert).collect()
}

fn moused(mouse: MouseEvent) -> Option<Action> {
    let MouseEvent { column, row, .. } = mouse;
    let wheel = |steps| Action::Wheel { column, row, steps };
    match mouse.kind {
        MouseEventKind::ScrollUp => Some(wheel(1)),
        MouseEventKind::ScrollDown => Some(wheel(-1)),
        MouseEventKind::Down(MouseButton::Left) => Some(Action::Click { column, row }),
        MouseEventKind::Drag(MouseButton::Left) => Some(Action::Drag { column, row }),
        MouseEventKind::Up(MouseButton::Left) => Some(Action::Drop),
        _ => None,
    }
}

/// A key that was pressed or is held; nothing for one that was let go, and for those that mean nothing here.
pub(super) fn key(pressed: KeyEvent) -> Option<Key> {
    if pressed.kind == KeyEventKind::Release {
        return None;
    }
    let held = |modifier| pressed.modifiers.contains(modifier);
    let ctrl = held(KeyModifiers::CONTROL);
    let code = match pressed.code {
        KeyCode::Char(' ') => Code::Named(Name::Space),
        // Terminals disagree on whether Ctrl-L comes as a small or a capital letter.
        KeyCode::Char(letter) if ctrl => Code::Letter(letter.to_ascii_lowercase()),
        KeyCode::Char(letter) if held(KeyModifiers::SHIFT) => {
            Code::Letter(letter.to_ascii_uppercase())
        }
        KeyCode::Char(letter) => Code::Letter(letter),
        other => Code::Named(name(other)?),
    };
    let letter = matches!(code, Code::Letter(_));
    let shift = held(KeyModifiers::SHIFT) && !letter && code != Code::Named(Name::BackTab);
    Some(Key {
        code: match code {
            Code::Named(Name::Tab) if shift => Code::Named(Name::BackTab),
            code => code,
        },
        ctrl,
        alt: held(KeyModifiers::ALT),
        shift: shift && !matches!(code, Code::Named(Name::Tab | Name::Space)),
    })
}

fn name(code: KeyCode) -> Option<Name> {
    Some(match code {
        KeyCode::Enter => Name::Enter,
        KeyCode::Esc => Name::Esc,
        KeyCode::Tab => Name::Tab,
        KeyCode::BackTab => Name::BackTab,
        KeyCode::Backspace => Name::Backspace,
        KeyCode::Delete => Name::Delete,
        KeyCode::Left => Name::Left,
        KeyCode::Right => Name::Right,
        KeyCode::Up => Name::Up,
        KeyCode::Down => Name::Down,
        KeyCode::Home => Name::Home,
        KeyCode::End => Name::End,
        KeyCode::PageUp => Name::PageUp,
        KeyCode::PageDown => Name::PageDown,
        _ => return None,
    })
}
