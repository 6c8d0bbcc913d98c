//! The steps of a briefing that is presented.

use super::super::prose::{Ink, Line};
use super::{Boxed, typed};
use crate::app::App;
use crate::app::layout::Layout;
use crate::app::view::Entry;

/// The line being typed and the steps that it finds.
pub(super) fn steps(app: &App, layout: &Layout, entry: &Entry) -> Boxed {
    let width = usize::from(layout.overlay(76, 3).width).saturating_sub(4);
    let mut lines = Vec::new();
    if let Some(player) = &app.player {
        let steps = &player.deck.briefing.steps;
        for (row, at) in player.found(&entry.text).into_iter().enumerate() {
            let Some(step) = steps.get(at) else { continue };
            let ink = if at == player.at {
                Ink::Strong
            } else {
                Ink::Plain
            };
            let line = Line::of(Ink::Key, format!("{:>4}  ", at + 1)).and(ink, step.title.as_str());
            lines.push(Line {
                picked: row == entry.picked,
                ..line.cut(width)
            });
        }
    }
    if lines.is_empty() {
        lines.push(Line::of(Ink::Warn, "no step is called that"));
    }
    typed(layout, "Steps", ("go to ", &entry.text), 76, lines)
}
