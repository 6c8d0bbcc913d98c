//! What is on a screen, as something that can be kept: text, ANSI, SVG, HTML; and the events as a plain listing, or as rows for
//! other programs.
//!
//! Turns a buffer of cells into a string. Never writes one: where it goes is for `session` and `cli` to say.

pub mod ansi;
pub mod briefing;
pub mod draft;
pub mod html;
pub mod lines;
pub mod listing;
pub mod picture;
pub mod rows;
pub mod svg;
pub mod text;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr as _;

use crate::app::{App, Drawn};
use crate::scene::{self, Scene};
use crate::ui::{self, DrawnMap, theme::Theme};

/// What is kept from one screen to the next. Nothing in it changes what is drawn, only how long that takes.
#[derive(Debug, Default)]
pub struct Cache {
    scene: scene::Cache,
    ground: DrawnMap,
}

/// What a person sees now, as cells. The app is told what only shows then.
pub fn screen(app: &mut App, theme: &Theme, cache: &mut Cache) -> Buffer {
    let size = app.view.size;
    let mut buffer = Buffer::empty(Rect::new(0, 0, size.columns, size.rows));
    let scene = Scene::build(app, theme.look(), &mut cache.scene);
    ui::draw(&scene, theme, &mut buffer, &mut cache.ground);
    app.drawn(Drawn {
        inspector: scene.inspector.as_ref().map(|text| text.above),
        words: scene.words.as_ref().map(|words| words.text.above),
        over: scene.boxes.last().map(|over| (over.area, over.text.above)),
    });
    buffer
}

/// The rows of a buffer, top first.
fn rows(buffer: &Buffer) -> impl Iterator<Item = &[Cell]> {
    buffer.content.chunks(usize::from(buffer.area.width).max(1))
}

/// The cells of a row that are drawn, each with its column and its width: what lies under a wide glyph is left out.
fn drawn(row: &[Cell]) -> impl Iterator<Item = (usize, usize, &Cell)> {
    let mut next = 0;
    row.iter().enumerate().filter_map(move |(column, cell)| {
        if column < next {
            return None;
        }
        let width = cell.symbol().width().max(1);
        next = column + width;
        Some((column, width, cell))
    })
}
