//! The command line.

use super::super::Look;
use super::super::prose::{Ink, Line, column};
use super::{Boxed, typed};
use crate::app::action::Spec;
use crate::app::keys::shown;
use crate::app::layout::Layout;
use crate::app::update::commands;
use crate::app::view::Entry;

/// The line being typed and the commands that it finds.
pub(super) fn palette(look: Look, layout: &Layout, entry: &Entry) -> Boxed {
    let width = usize::from(layout.overlay(76, 3).width).saturating_sub(4);
    let row = |(at, spec): (usize, &&Spec)| {
        let keys: Vec<String> = spec.keys.iter().map(|key| shown(key, look.ascii)).collect();
        let mut line =
            Line::of(Ink::Plain, column(spec.name, 17)).and(Ink::Key, column(&keys.join(" "), 12));
        line.push(Ink::Dim, spec.help);
        Line {
            picked: at == entry.picked,
            ..line.cut(width)
        }
    };
    let mut lines: Vec<Line> = commands(&entry.text).iter().enumerate().map(row).collect();
    if lines.is_empty() {
        lines.push(Line::of(Ink::Warn, "no such command"));
    }
    typed(layout, "Commands", (": ", &entry.text), 76, lines)
}
