//! A key, and how it is written: `n`, `N`, `ctrl-l`, `shift-left`, `enter`, `space`.

use std::fmt;

/// What was pressed, apart from modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Code {
    /// A key that writes: the letter itself, upper case where shift was held.
    Letter(char),
    /// A key with a name.
    Named(Name),
}

macro_rules! names {
    ($($variant:ident = $word:literal,)+) => {
        /// A key that writes nothing.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Name { $(#[doc = concat!("`", $word, "`")] $variant,)+ }

        impl Name {
            const ALL: &'static [(Self, &'static str)] = &[$((Self::$variant, $word),)+];
        }
    };
}

names! {
    Enter = "enter",
    Esc = "esc",
    Tab = "tab",
    BackTab = "backtab",
    Backspace = "backspace",
    Delete = "delete",
    Space = "space",
    Left = "left",
    Right = "right",
    Up = "up",
    Down = "down",
    Home = "home",
    End = "end",
    PageUp = "pageup",
    PageDown = "pagedown",
}

/// A key with its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// What was pressed.
    pub code: Code,
    /// With Ctrl.
    pub ctrl: bool,
    /// With Alt.
    pub alt: bool,
    /// With Shift; never set for letters, which are upper case instead.
    pub shift: bool,
}

impl Key {
    /// A key without modifiers.
    pub const fn plain(code: Code) -> Self {
        Self {
            code,
            ctrl: false,
            alt: false,
            shift: false,
        }
    }

    /// Ctrl with a letter.
    pub const fn ctrl(letter: char) -> Self {
        Self {
            ctrl: true,
            ..Self::plain(Code::Letter(letter))
        }
    }

    /// Reads a key as it is written; `None` where it is no key.
    pub fn parse(written: &str) -> Option<Self> {
        let mut key = Self::plain(Code::Letter(' '));
        let mut rest = written;
        loop {
            if let Some(more) = rest.strip_prefix("ctrl-") {
                key.ctrl = true;
                rest = more;
            } else if let Some(more) = rest.strip_prefix("alt-") {
                key.alt = true;
                rest = more;
            } else if let Some(more) = rest.strip_prefix("shift-") {
                key.shift = true;
                rest = more;
            } else {
                break;
            }
        }
        let mut letters = rest.chars();
        key.code = match (letters.next()?, letters.next()) {
            (letter, None) => Code::Letter(letter),
            _ => Code::Named(Name::ALL.iter().find(|(_, word)| *word == rest)?.0),
        };
        Some(key)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, word) in [
            (self.ctrl, "ctrl-"),
            (self.alt, "alt-"),
            (self.shift, "shift-"),
        ] {
            if held {
                f.write_str(word)?;
            }
        }
        match self.code {
            Code::Letter(letter) => write!(f, "{letter}"),
            Code::Named(name) => f.write_str(
                Name::ALL
                    .iter()
                    .find(|(other, _)| *other == name)
                    .map_or("", |(_, word)| word),
            ),
        }
    }
}
