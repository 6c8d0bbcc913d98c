//! Text that is safe to show: the one door where bytes from a file become words on a screen.
//!
//! Event text comes from the web. [`Text`] can only be made by [`Text::clean`], which replaces every character that
//! could move the cursor, reorder a line or hide itself by one visible stand-in, one for one, so that offsets counted in
//! Unicode scalar values stay true. Length is never cut here, only when drawing.
//!
//! Known to be imperfect: characters that merely look like others (homoglyphs) pass.

use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

/// Stands for a character that was there and must not be shown.
pub const STAND_IN: char = '\u{FFFD}';

/// More marks than this on one letter are no writing system's: the rest is replaced.
const MOST_MARKS: usize = 4;

/// A string that has passed the door.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Text(Box<str>);

impl Text {
    /// Lets a string through, hostile characters replaced one for one.
    pub fn clean(raw: &str) -> Self {
        if raw.bytes().all(|b| (0x20..0x7f).contains(&b)) {
            return Self(raw.into());
        }
        let mut clean = String::with_capacity(raw.len());
        let mut before = None;
        let mut marks = 0;
        let mut rest = raw.chars();
        while let Some(c) = rest.next() {
            let category = c.general_category();
            marks = if is_mark(category) { marks + 1 } else { 0 };
            let joins = is_joiner(c) && joins_letters(before, rest.clone().next());
            clean.push(if marks > MOST_MARKS {
                STAND_IN
            } else if joins {
                c
            } else {
                stand_in(c, category)
            });
            before = Some(c);
        }
        Self(clean.into())
    }

    /// The text as a string slice.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for Text {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Text {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl From<&str> for Text {
    fn from(raw: &str) -> Self {
        Self::clean(raw)
    }
}

/// What is shown in a character's place: itself, if it is harmless.
fn stand_in(c: char, category: GeneralCategory) -> char {
    match (c, category) {
        ('\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}', _) => ' ',
        ('\0'..='\u{1f}', _) => char::from_u32(0x2400 + u32::from(c)).unwrap_or(STAND_IN),
        ('\u{7f}', _) => '\u{2421}',
        ('\u{ad}', _) => '-',
        // Letters by category, yet blank and without width; selectors that change a glyph's width behind the
        // terminal's back; then whole categories.
        (
            '\u{115f}'
            | '\u{1160}'
            | '\u{3164}'
            | '\u{ffa0}'
            | '\u{34f}'
            | '\u{17b4}'
            | '\u{17b5}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{180b}'..='\u{180f}'
            | '\u{e0100}'..='\u{e01ef}',
            _,
        )
        | (
            _,
            GeneralCategory::Control
            | GeneralCategory::Format
            | GeneralCategory::Unassigned
            | GeneralCategory::PrivateUse
            | GeneralCategory::Surrogate,
        ) => STAND_IN,
        _ => c,
    }
}

fn is_mark(category: GeneralCategory) -> bool {
    matches!(
        category,
        GeneralCategory::NonspacingMark | GeneralCategory::EnclosingMark
    )
}

/// Zero-width non-joiner and joiner: part of the spelling in Persian, Kurdish and Indic scripts.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

fn joins_letters(before: Option<char>, after: Option<char>) -> bool {
    let joining = |c: char| matches!(c, '\u{600}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}');
    before.is_some_and(joining) && after.is_some_and(joining)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn nothing_that_moves_a_cursor_gets_through(raw in any::<String>()) {
            let clean = Text::clean(&raw);
            prop_assert_eq!(clean.chars().count(), raw.chars().count());
            prop_assert!(!clean.chars().any(char::is_control));
            prop_assert_eq!(Text::clean(&clean), clean.clone());
        }
    }

    #[test]
    fn each_kind_of_hostile_character_is_replaced() {
        for (raw, clean) in [
            ("\u{1b}[2J", "␛[2J"),
            ("a\nb\tc", "a b c"),
            ("safe\u{202e}gpj.exe", "safe\u{fffd}gpj.exe"),
            ("in\u{200b}visible", "in\u{fffd}visible"),
            ("\u{9b}31m", "\u{fffd}31m"),
            ("e\u{301}", "e\u{301}"),
            (
                "z\u{301}\u{301}\u{301}\u{301}\u{301}",
                "z\u{301}\u{301}\u{301}\u{301}\u{fffd}",
            ),
        ] {
            assert_eq!(Text::clean(raw).as_str(), clean, "{raw:?}");
        }
    }

    #[test]
    fn joiners_stay_inside_arabic_words_only() {
        assert_eq!(Text::clean("می\u{200c}خواهم").as_str(), "می\u{200c}خواهم");
        assert_eq!(Text::clean("a\u{200d}b").as_str(), "a\u{fffd}b");
        assert_eq!(Text::clean("الرقة، Mûsil").as_str(), "الرقة، Mûsil");
    }
}
