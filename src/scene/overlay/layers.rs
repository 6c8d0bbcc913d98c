//! Switching layers of the map.

use super::super::prose::{Ink, Line};
use super::{Boxed, plain};
use crate::app::App;
use crate::app::layout::Layout;
use crate::app::view::Layer;

/// The layers with a box to tick for each.
pub(super) fn layers(app: &App, layout: &Layout, picked: usize) -> Boxed {
    let row = |(at, layer): (usize, &Layer)| {
        let sign = if app.view.layers.shows(*layer) {
            "[x] "
        } else {
            "[ ] "
        };
        let line = Line::of(Ink::Key, sign).and(Ink::Plain, layer.name());
        Line {
            picked: at == picked,
            ..line
        }
    };
    plain(
        layout,
        "Layers",
        Layer::ALL.iter().enumerate().map(row).collect(),
        0,
        36,
    )
}
