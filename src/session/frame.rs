//! From one screen to the next: the bytes that change what differs, and nothing else.

use std::fmt::Write as _;

use ratatui::buffer::Buffer;
use unicode_width::UnicodeWidthStr as _;

use crate::export::ansi::Looks;

/// Terminals that know it show everything between the two at once; others ignore it.
const BEGIN: &str = "\x1b[?2026h";
const END: &str = "\x1b[?2026l";

/// What the terminal shows.
#[derive(Debug, Default)]
pub struct Shown(Option<Buffer>);

impl Shown {
    /// From now on nothing is taken for granted: the next screen is drawn whole.
    pub fn forget(&mut self) {
        self.0 = None;
    }

    /// The bytes that turn what is shown into another screen; empty where nothing differs.
    pub fn turn_into(&mut self, next: Buffer) -> String {
        let known = self.0.take().filter(|shown| shown.area == next.area);
        let mut out = String::new();
        let before = known.unwrap_or_else(|| {
            out.push_str("\x1b[0m\x1b[2J");
            Buffer::empty(next.area)
        });
        let mut looks = None;
        let mut cursor = None;
        for (column, row, cell) in before.diff_iter(&next) {
            if cursor != Some((column, row)) {
                let _ = write!(out, "\x1b[{};{}H", row + 1, column + 1);
            }
            let wanted = Looks::of(cell);
            if !looks.is_some_and(|looks: Looks| looks.serves(wanted, cell.symbol())) {
                wanted.write(&mut out);
                looks = Some(wanted);
            }
            out.push_str(cell.symbol());
            // Terminals differ in how wide they take anything but plain glyphs to be: after those, the place is said anew.
            cursor = (cell.symbol().len() == 1 || is_one_wide(cell.symbol()))
                .then_some((column.saturating_add(1), row));
        }
        self.0 = Some(next);
        if out.is_empty() {
            return out;
        }
        format!("{BEGIN}{out}\x1b[0m{END}")
    }
}

/// One character that every terminal takes to be one cell wide.
fn is_one_wide(symbol: &str) -> bool {
    let mut letters = symbol.chars();
    let first = letters.next();
    letters.next().is_none() && symbol.width() == 1 && first.is_some_and(|letter| {
        // Latin, Greek, Cyrillic; punctuation; lines, blocks and shapes; braille.
        matches!(letter, '\u{a0}'..='\u{52f}' | '\u{2010}'..='\u{2027}' | '\u{2190}'..='\u{23ff}'
                | '\u{2500}'..='\u{25ff}' | '\u{2800}'..='\u{28ff}')
    })
}
