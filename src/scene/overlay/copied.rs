//! A text that was copied, in full.

use super::super::prose::{Ink, Line};
use super::{Boxed, plain};
use crate::app::App;
use crate::app::layout::Layout;
use crate::model::text::Text;

/// Width of the box, its frame included.
const WIDTH: u16 = 84;

/// The text, wrapped; where it has to be copied by hand, what to do for that.
pub(super) fn copied(app: &App, layout: &Layout, text: &Text, by_hand: bool, top: usize) -> Boxed {
    // Two columns of the box are its frame, two are blank.
    let width = usize::from(layout.overlay(WIDTH, 1).width).saturating_sub(4);
    let mut lines = Line::of(Ink::Plain, text.as_str()).wrap(width, 0);
    if by_hand && app.view.mouse {
        lines.push(Line::default());
        let hint = Line::of(Ink::Key, "M").and(Ink::Dim, " lets the mouse select text");
        lines.extend(hint.wrap(width, 0));
    }
    let title = if by_hand {
        "To be copied by hand"
    } else {
        "Sent to the clipboard"
    };
    plain(layout, title, lines, top, WIDTH)
}
