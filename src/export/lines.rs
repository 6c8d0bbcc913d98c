//! Lines of text as they are printed: plain, or with the sequences that say how they look.

use super::{ansi, text};
use crate::scene::prose::Line;
use crate::ui;
use crate::ui::theme::{Colours, Theme};

/// So many lines are drawn at a time.
const AT_ONCE: usize = 32;

/// A line for each, without blanks at its end; plain where the theme has no colours.
pub fn of(lines: &[Line], theme: &Theme) -> String {
    let mut out = String::new();
    for some in lines.chunks(AT_ONCE) {
        let buffer = ui::lines(some, theme);
        out += &if theme.colours == Colours::None {
            text::of(&buffer)
        } else {
            ansi::of(&buffer)
        };
    }
    out
}
