//! A briefing as plain text, for mail and for who prints it as it is.

use unicode_width::UnicodeWidthStr as _;

use super::lines::{Piece, Sheet};
use super::maps::Maps;
use super::{Handout, lines};
use crate::app::layout::Size;
use crate::export::{self, text};

/// What fits a line of mail.
const MAP: Size = Size {
    columns: 80,
    rows: 24,
};
/// How wide lines are.
const WIDTH: usize = 80;
/// What stands under the title of all of it, and under the others.
const RULES: [&str; 2] = ["=", "-"];

/// All of it.
pub(super) fn of(handout: &Handout<'_>, maps: &mut Maps<'_>) -> String {
    let sheet = lines::Sheet {
        handout,
        theme: maps.plain(),
        width: WIDTH,
        title_width: WIDTH,
        map: maps.size(MAP),
        breaks_addresses: false,
    };
    let mut out = String::new();
    append(&mut out, sheet, maps, &sheet.head(), 0);
    for leaf in &handout.leaves {
        out.push('\n');
        let pieces = sheet.step(leaf, maps);
        append(&mut out, sheet, maps, &pieces, 1);
    }
    out.push('\n');
    append(&mut out, sheet, maps, &sheet.end(), 1);
    out
}

/// Pieces with an empty line between them.
fn append(out: &mut String, sheet: Sheet<'_>, maps: &mut Maps<'_>, pieces: &[Piece], level: usize) {
    for piece in pieces {
        let (words, rule) = match piece {
            Piece::Title(lines) => (export::lines::of(lines, &sheet.theme), RULES.get(level)),
            Piece::Lines(lines) => (export::lines::of(lines, &sheet.theme), None),
            Piece::Map(step) => {
                let map = maps.draw(*step, sheet.map, sheet.theme, true);
                (text::of(&map), None)
            }
        };
        if words.trim().is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&words);
        if let Some(rule) = rule {
            let width = words.lines().map(str::width).max().unwrap_or(0);
            out.push_str(&rule.repeat(width));
            out.push('\n');
        }
    }
}
