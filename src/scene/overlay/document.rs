//! A whole document in a box.

use super::super::prose::{Ink, Line};
use super::super::{Look, Text, document};
use super::Boxed;
use crate::app::App;
use crate::app::layout::Layout;
use crate::model::entry::DocIx;

/// The document, scrolled to its picked sentence.
pub(super) fn whole_document(
    app: &App,
    look: Look,
    layout: &Layout,
    doc: DocIx,
    sentence: usize,
) -> Boxed {
    let area = layout.overlay(96, layout.screen.height);
    let width = usize::from(area.width).saturating_sub(4).max(10);
    let rows = usize::from(area.height).saturating_sub(2);
    let (lines, picked) = document::lines(app, doc, sentence, look, width);
    // The picked sentence with what stands before it; its end in any case.
    let top = picked
        .start
        .saturating_sub(rows / 3)
        .max(picked.end.saturating_sub(rows));
    let title = app.world.document(doc).and_then(|it| it.title.as_ref());
    let name = title.or_else(|| app.world.dataset.documents.label(doc));
    let name = name.map_or("", |name| name.as_str());
    let text = Text::cut(Line::of(Ink::Heading, name), lines, top, rows);
    Boxed {
        area,
        prompt: None,
        text,
        rows: Vec::new(),
        columns: Vec::new(),
    }
}
