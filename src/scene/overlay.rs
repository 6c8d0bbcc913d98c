//! What lies over the panes: boxes with a title, a line being typed, and rows.
//!
//! Each kind of box has a file of its own; what they share stands here.

mod briefing;
mod copied;
mod document;
mod facets;
mod help;
mod layers;
mod lens;
mod line;
mod marks;
mod palette;
mod search;
mod stack;
mod steps;

use super::prose::{Ink, Line, grouped};
use super::{Look, Text, entry, list};
use crate::app::App;
use crate::app::layout::{Area, Layout};
use crate::app::view::Overlay;
use crate::model::entry::EventIx;

pub use help::key_rows;

/// A box over the panes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Boxed {
    /// Where it stands, its frame included.
    pub area: Area,
    /// What is being typed.
    pub prompt: Option<(&'static str, Line)>,
    /// Its text; the rows inside the frame and below the line being typed.
    pub text: Text,
    /// Rows with a glyph, where the box lists events; they stand in place of the text's lines.
    pub rows: Vec<list::Row>,
    /// Columns of text inside the box, from left to right, where it has some below its own text.
    pub columns: Vec<Column>,
}

/// A column of text inside a box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Where it stands.
    pub area: Area,
    /// Its lines; it has no title.
    pub text: Text,
}

/// Builds every box, the topmost last.
pub fn build(app: &App, look: Look, layout: &Layout) -> Vec<Boxed> {
    let overlays = &app.view.overlays;
    overlays
        .iter()
        .enumerate()
        .map(|(level, overlay)| one(app, look, layout, overlay, level))
        .collect()
}

fn one(app: &App, look: Look, layout: &Layout, overlay: &Overlay, level: usize) -> Boxed {
    match overlay {
        Overlay::Help { top } => {
            let below = level
                .checked_sub(1)
                .and_then(|under| app.view.overlays.get(under));
            // Two columns of the box are its frame, two are blank.
            let width = usize::from(layout.overlay(80, 1).width).saturating_sub(4);
            plain(
                layout,
                "Keys",
                help::help(app, below, look, width),
                *top,
                80,
            )
        }
        Overlay::Faults { top } => {
            let width = usize::from(layout.screen.width.saturating_sub(6)).min(110);
            let faults = &app.world.faults;
            let lines = faults.first.iter().map(|fault| Line::of(Ink::Plain, fault));
            let more = faults.count.saturating_sub(faults.first.len());
            let more = (more > 0).then(|| {
                let words = format!("and {} more: sitmap check names them all", grouped(more));
                Line::of(Ink::Dim, words)
            });
            let lines = lines.chain(more);
            let lines = lines.flat_map(|line| line.wrap(width, 2)).collect();
            plain(layout, "What loading found wrong", lines, *top, 114)
        }
        Overlay::Copied { text, by_hand, top } => copied::copied(app, layout, text, *by_hand, *top),
        Overlay::Search(search) => search::search(app, layout, search),
        Overlay::Palette(entry) => palette::palette(look, layout, entry),
        Overlay::Facets(panel) => facets::facets(app, layout, panel),
        Overlay::Naming(naming) => marks::naming(layout, naming),
        Overlay::Marks(open) => marks::marks(layout, open),
        Overlay::Steps(entry) => steps::steps(app, layout, entry),
        Overlay::Briefing => briefing::panel(app, layout),
        Overlay::Writing(writing) => briefing::writing(app, layout, writing),
        Overlay::Layers { picked } => layers::layers(app, layout, *picked),
        Overlay::Stack { events, picked } => stack::stack(app, layout, events, *picked),
        Overlay::Place { places, at, top } => entry::boxed(app, layout, places, *at, *top),
        Overlay::Lens { over, at, picked } => lens::boxed(app, layout, over, *at, *picked),
        Overlay::Document { doc, sentence } => {
            document::whole_document(app, look, layout, *doc, *sentence)
        }
    }
}

/// An event in a row of a box: its sign and whether it happened; its summary, as far as that is at hand, and in what ink.
fn told(app: &App, event: EventIx) -> (Line, &str, Ink) {
    let events = &app.world.dataset.events;
    let mut line = Line::of(Ink::Sign(events.kind(event)), "?").and(Ink::Plain, " ");
    // The sign is the same for what did not happen: a word says so.
    let status = events.factuality(event);
    if status.is_unreal() {
        line.push(Ink::Warn, format!("{status}: "));
    }
    let (summary, ink) = match app.shelf.get(event) {
        Some(Ok(record)) if status.is_unreal() => (record.summary.as_str(), Ink::Dim),
        Some(Ok(record)) => (record.summary.as_str(), Ink::Plain),
        Some(Err(why)) => (why, Ink::Warn),
        None => ("…", Ink::Dim),
    };
    (line, summary, ink)
}

/// A box with nothing but lines, as high as they need.
fn plain(layout: &Layout, title: &str, lines: Vec<Line>, top: usize, width: u16) -> Boxed {
    let area = layout.overlay(width, narrow(lines.len()).saturating_add(2));
    let rows = usize::from(area.height).saturating_sub(2);
    let picked = lines.iter().position(|line| line.picked).unwrap_or(0);
    let top = top.max((picked + 1).saturating_sub(rows));
    Boxed {
        area,
        prompt: None,
        text: Text::cut(Line::of(Ink::Heading, title), lines, top, rows),
        rows: Vec::new(),
        columns: Vec::new(),
    }
}

/// A box with a line being typed and the rows that it finds.
fn typed(
    layout: &Layout,
    title: &str,
    (sign, typed): (&'static str, &str),
    width: u16,
    lines: Vec<Line>,
) -> Boxed {
    // Low enough to see the map behind it, yet not jumping about while few rows are found.
    let most = (layout.screen.height * 3 / 4).max(10);
    let height = narrow(lines.len()).saturating_add(3).clamp(10, most);
    let area = Area {
        y: layout.screen.height / 8,
        ..layout.overlay(width, height)
    };
    let rows = usize::from(area.height).saturating_sub(3);
    let picked = lines.iter().position(|line| line.picked).unwrap_or(0);
    let top = (picked + 2).saturating_sub(rows);
    let text = Text::cut(Line::of(Ink::Heading, title), lines, top, rows);
    Boxed {
        area,
        prompt: Some((sign, Line::of(Ink::Strong, typed))),
        text,
        rows: Vec::new(),
        columns: Vec::new(),
    }
}

fn narrow(value: usize) -> u16 {
    u16::try_from(value).unwrap_or(u16::MAX)
}
