//! Bookmarks: naming one, and the list of them.

use unicode_width::UnicodeWidthStr as _;

use super::super::prose::{Ink, Line, column};
use super::{Boxed, typed};
use crate::app::layout::Layout;
use crate::app::memory::Bookmark;
use crate::app::view::{Marks, Naming};

/// Width of the boxes, their frame included.
const WIDTH: u16 = 100;
/// From this width on, a name and its line stand beside each other.
const ROOMY: usize = 56;
/// Names get no more of that than so many columns.
const NAMES: usize = 36;

/// The name being typed, and what Enter does with it.
pub(super) fn naming(layout: &Layout, naming: &Naming) -> Boxed {
    let width = inside(layout);
    let name = naming.name();
    let mut lines = Line::of(Ink::Dim, "Enter keeps this view as ")
        .and(Ink::Strong, format!("“{name}”"))
        .wrap(width, 0);
    if naming.replaces() {
        let words = "in place of the view that has this name";
        lines.extend(Line::of(Ink::Warn, words).wrap(width, 0));
    }
    if naming.text.trim().is_empty() {
        lines.extend(Line::of(Ink::Dim, "or type another name").wrap(width, 0));
    }
    typed(layout, "Bookmark", ("m ", &naming.text), WIDTH, lines)
}

/// The names that hold what is typed, each with its line.
pub(super) fn marks(layout: &Layout, open: &Marks) -> Boxed {
    let width = inside(layout);
    let found: Vec<&Bookmark> = open.found().collect();
    let names = found.iter().map(|mark| mark.name.width()).max();
    let names = names.unwrap_or(0).min(NAMES);
    let row = |(at, mark): (usize, &&Bookmark)| {
        let line = if open.doomed.as_ref() == Some(&mark.name) {
            Line::of(Ink::Warn, format!("forget “{}”?", mark.name))
        } else if width >= ROOMY {
            let name = Line::of(Ink::Plain, mark.name.as_str()).cut(names).text();
            let name = Line::of(Ink::Plain, column(&name, names + 2));
            name.and(Ink::Dim, mark.line.as_str())
        } else {
            Line::of(Ink::Plain, mark.name.as_str())
        };
        Line {
            picked: at == open.picked,
            ..line.cut(width)
        }
    };
    let mut lines: Vec<Line> = found.iter().enumerate().map(row).collect();
    if lines.is_empty() {
        let words = if open.all.is_empty() {
            "none yet: m keeps what is seen under a name"
        } else {
            "no bookmark of that name"
        };
        lines.extend(Line::of(Ink::Warn, words).wrap(width, 0));
    }
    typed(layout, "Bookmarks", ("' ", &open.text), WIDTH, lines)
}

/// Two columns of the box are its frame, two are blank.
fn inside(layout: &Layout) -> usize {
    usize::from(layout.overlay(WIDTH, 3).width).saturating_sub(4)
}
