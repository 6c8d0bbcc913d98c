//! The map into cells: ground, outlines, names, events, scale, legend, crosshair; later ones over earlier ones.

mod marks;

use std::sync::Arc;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Modifier, Style};

use super::dots::{Dash, Grid, Table};
use super::theme::{Colours, Theme};
use super::{glyphs, put};
use crate::app::layout::Area;
use crate::app::view::Glyphs;
use crate::scene::ground::{Ground, Kind, LEAST_STREET, Stroke};
use crate::scene::labels::{Label, Naming};
use crate::scene::legend::{Legend, Scale};
use crate::scene::map::MapScene;
use crate::scene::marks::Mark;
use crate::scene::prose::{Ink, grouped};
use unicode_width::UnicodeWidthStr as _;

/// What of the map was drawn last.
#[derive(Debug, Default)]
pub struct DrawnMap {
    ground: Drawn<(Arc<Ground>, Area, Glyphs, Theme)>,
    map: Drawn<(Arc<MapScene>, Area, Theme)>,
}

/// Cells, and what they were drawn of.
#[derive(Debug)]
struct Drawn<Of> {
    of: Option<Of>,
    cells: Vec<Cell>,
}

impl<Of> Default for Drawn<Of> {
    fn default() -> Self {
        Self {
            of: None,
            cells: Vec::new(),
        }
    }
}

impl<Of> Drawn<Of> {
    /// Keeps the cells of an area.
    fn keep(&mut self, buffer: &Buffer, area: Area) {
        self.cells.clear();
        for row in super::rect(buffer, area).rows() {
            let at = buffer.index_of(row.x, row.y);
            let drawn = buffer.content.iter().skip(at).take(row.width.into());
            self.cells.extend(drawn.cloned());
        }
    }

    /// Puts them into another buffer.
    fn put(&self, buffer: &mut Buffer, area: Area) {
        let mut cells = self.cells.iter();
        for row in super::rect(buffer, area).rows() {
            let at = buffer.index_of(row.x, row.y);
            let shown = buffer.content.iter_mut().skip(at).take(row.width.into());
            shown
                .zip(&mut cells)
                .for_each(|(shown, cell)| shown.clone_from(cell));
        }
    }
}

/// Draws the map: what was kept of it, if it is the last one. Its cells are kept when it is drawn for the second time, as most
/// maps are shown once while something moves.
pub fn draw(
    buffer: &mut Buffer,
    area: Area,
    map: &Arc<MapScene>,
    theme: Theme,
    kept: &mut DrawnMap,
) {
    let is_same = kept.map.of.as_ref().is_some_and(|(known, drawn, how)| {
        Arc::ptr_eq(known, map) && (*drawn, *how) == (area, theme)
    });
    if is_same && !kept.map.cells.is_empty() {
        return kept.map.put(buffer, area);
    }
    draw_anew(buffer, area, map, theme, &mut kept.ground);
    if is_same {
        kept.map.keep(buffer, area);
    } else {
        kept.map.cells.clear();
        kept.map.of = Some((Arc::clone(map), area, theme));
    }
}

/// Puts the ground of a map into a buffer: drawn anew, if it is another one or is to look otherwise.
fn put_ground(
    buffer: &mut Buffer,
    area: Area,
    map: &MapScene,
    (table, theme): (Table, Theme),
    kept: &mut Drawn<(Arc<Ground>, Area, Glyphs, Theme)>,
) {
    let is_same = kept
        .of
        .as_ref()
        .is_some_and(|(ground, drawn, glyphs, how)| {
            Arc::ptr_eq(ground, &map.ground) && (*drawn, *glyphs, *how) == (area, map.glyphs, theme)
        });
    if is_same {
        return kept.put(buffer, area);
    }
    fills(buffer, area, map, theme);
    ground(buffer, area, map, table, theme);
    kept.keep(buffer, area);
    kept.of = Some((Arc::clone(&map.ground), area, map.glyphs, theme));
}

/// Draws the map. What lies under the events is kept for the next time.
fn draw_anew(
    buffer: &mut Buffer,
    area: Area,
    map: &MapScene,
    theme: Theme,
    kept: &mut Drawn<(Arc<Ground>, Area, Glyphs, Theme)>,
) {
    let table = Table::of(if theme.ascii {
        Glyphs::Ascii
    } else {
        map.glyphs
    });
    put_ground(buffer, area, map, (table, theme), kept);
    outlines(buffer, area, map, table, theme);
    hatching(buffer, area, map, theme);
    let crossed = map.crosshair.map(|(x, y)| (area.x + x, area.y + y));
    let ground = crossed.and_then(|at| buffer.cell(at).cloned());
    for label in &map.labels {
        name(buffer, area, label, theme);
    }
    if let Some(bar) = &map.scale {
        scale(buffer, area, bar, theme);
    }
    for notice in &map.notices {
        let style = theme.ink(Ink::Quote);
        words(buffer, area, notice.column, notice.row, &notice.text, style);
    }
    if let Some(content) = &map.legend {
        legend(buffer, area, content, theme);
    }
    if table.solid {
        for mark in &map.marks {
            marks::gap(buffer, area, mark);
        }
    }
    // Signs first: they must not hide an event. Where two share a cell, it says what is true of the selected one.
    let (selected, others): (Vec<&Mark>, Vec<&Mark>) =
        map.marks.iter().partition(|mark| mark.selected);
    for mark in others.into_iter().chain(selected) {
        marks::signs(buffer, area, mark, map, theme);
    }
    for mark in &map.marks {
        marks::event(buffer, area, mark, theme);
    }
    for numbers in &map.numbers {
        let style = theme.ink(Ink::Key);
        words(
            buffer,
            area,
            numbers.column,
            numbers.row,
            &numbers.text,
            style,
        );
    }
    if let Some(at) = crossed {
        crosshair(buffer, at, ground.as_ref(), theme);
    }
}

/// Lines of the ground, and the water under those that are broad.
fn ground(buffer: &mut Buffer, area: Area, map: &MapScene, table: Table, theme: Theme) {
    let mut grid = Grid::new(table, area.width, area.height);
    for stroke in &map.ground.strokes {
        let (style, dash) = (theme.stroke(stroke), dash(stroke));
        for step in brush(stroke) {
            let line: Vec<_> = stroke
                .line
                .iter()
                .map(|(column, row)| (column + step.0, row + step.1))
                .collect();
            grid.line(&line, style, dash);
        }
    }
    if theme.colours != Colours::None {
        for (column, row, ..) in surveyed_water(map).cells() {
            restyle(buffer, area, column, row, theme.water());
        }
    }
    dots(buffer, area, &grid);
}

/// Rings and routes of events: in one grid where dots of both fit a cell; where lines are blocks, rings are dots of text.
fn outlines(buffer: &mut Buffer, area: Area, map: &MapScene, table: Table, theme: Theme) {
    let mut courses = Grid::new(table, area.width, area.height);
    let points = || Grid::new(table.of_rings(), area.width, area.height);
    let mut rings = table.solid.then(points);
    for outline in &map.outlines {
        let style = theme.tint(outline.tint);
        let style = if outline.selected {
            style
        } else {
            style.remove_modifier(Modifier::BOLD)
        };
        let dash = if outline.selected || outline.exact {
            Dash::Solid
        } else {
            Dash::Dotted
        };
        let grid = match &mut rings {
            Some(rings) if !outline.exact => rings,
            _ => &mut courses,
        };
        grid.line(&outline.line, style, dash);
    }
    for grid in rings.iter().chain([&courses]) {
        dots(buffer, area, grid);
    }
}

/// A cross in the middle; over an event or a name only their style changes. `ground` is the cell as it was before these.
fn crosshair(buffer: &mut Buffer, at: (u16, u16), ground: Option<&Cell>, theme: Theme) {
    let Some(cell) = buffer.cell_mut(at) else {
        return;
    };
    if cell.symbol() == " " || Some(&*cell) == ground {
        cell.set_symbol("+").set_style(bare(theme.ink(Ink::Key)));
    } else {
        cell.set_style(Style::new().add_modifier(Modifier::REVERSED));
    }
}

/// How often a line is drawn, and how far aside in cells: a great river is broader than a street beside it.
fn brush(stroke: &Stroke) -> &'static [(f32, f32)] {
    if stroke.is_broad {
        &[(0.0, 0.0), (0.5, 0.0), (0.0, 0.25)]
    } else {
        &[(0.0, 0.0)]
    }
}

/// The cells that a broad river fills for certain, whatever draws its line: what was placed by reasoning has none.
fn surveyed_water(map: &MapScene) -> Grid {
    let mut grid = Grid::new(
        Table::of(Glyphs::Braille),
        map.viewport.columns,
        map.viewport.rows,
    );
    let surveyed = |stroke: &&Stroke| stroke.is_broad && stroke.is_city && !stroke.is_estimate;
    for stroke in map.ground.strokes.iter().filter(surveyed) {
        grid.line(&stroke.line, Style::new(), Dash::Solid);
    }
    grid
}

fn dash(stroke: &Stroke) -> Dash {
    match stroke.kind {
        Kind::Border => Dash::Dashed,
        Kind::Governorate => Dash::Dotted,
        Kind::Street if stroke.rank >= LEAST_STREET => Dash::Dotted,
        _ if stroke.is_estimate => Dash::Dashed,
        _ => Dash::Solid,
    }
}

/// Water and built-up land as background; where there is no fitting colour, as a sparse pattern.
fn fills(buffer: &mut Buffer, area: Area, map: &MapScene, theme: Theme) {
    let columns = usize::from(area.width).max(1);
    let cells = |fill: &[bool]| -> Vec<(u16, u16)> {
        let inside = fill
            .iter()
            .enumerate()
            .filter(|(_, inside)| **inside)
            .map(|(at, _)| at);
        inside
            .filter_map(|at| {
                Some((
                    u16::try_from(at % columns).ok()?,
                    u16::try_from(at / columns).ok()?,
                ))
            })
            .collect()
    };
    for (column, row) in cells(&map.ground.urban) {
        if theme.colours == Colours::Many {
            restyle(buffer, area, column, row, theme.urban(map.ground.is_near));
        } else if !map.ground.is_near {
            put(
                buffer,
                area.x + column,
                area.y + row,
                ":",
                theme.ink(Ink::Dim),
            );
        }
    }
    // Every other cell: the lake is there, its shore is not known to the cell.
    let sketched = cells(&map.ground.sketched_water);
    let thinned = sketched
        .into_iter()
        .filter(|(column, row)| (column + row) % 2 == 0);
    for (column, row) in cells(&map.ground.water).into_iter().chain(thinned) {
        if theme.colours == Colours::None {
            if (column + row * 2) % 4 == 0 {
                put(
                    buffer,
                    area.x + column,
                    area.y + row,
                    "~",
                    theme.ink(Ink::Dim),
                );
            }
        } else {
            restyle(buffer, area, column, row, theme.water());
        }
    }
}

/// Faint strokes where nothing is that is known better.
fn hatching(buffer: &mut Buffer, area: Area, map: &MapScene, theme: Theme) {
    for hatch in &map.hatches {
        let style = theme.tint(hatch.tint);
        let style = style
            .remove_modifier(Modifier::BOLD)
            .add_modifier(Modifier::DIM);
        let (column, row) = (area.x + hatch.column, area.y + hatch.row);
        if buffer
            .cell((column, row))
            .is_some_and(|cell| cell.symbol() == " ")
        {
            put(buffer, column, row, "╱", style);
        }
    }
}

fn restyle(buffer: &mut Buffer, area: Area, column: u16, row: u16, style: Style) {
    if column < area.width
        && row < area.height
        && let Some(cell) = buffer.cell_mut((area.x + column, area.y + row))
    {
        cell.set_style(style);
    }
}

fn dots(buffer: &mut Buffer, area: Area, grid: &Grid) {
    let mut utf8 = [0; 4];
    for (column, row, glyph, style) in grid.cells() {
        put(
            buffer,
            area.x + column,
            area.y + row,
            glyph.encode_utf8(&mut utf8),
            style,
        );
    }
}

fn name(buffer: &mut Buffer, area: Area, label: &Label, theme: Theme) {
    let style = theme.naming(label.naming, label.is_estimate);
    if let Some((column, row)) = label.dot {
        let dot = match label.naming {
            Naming::Street if label.is_estimate => "◦",
            Naming::Street => "·",
            _ => "•",
        };
        put(buffer, area.x + column, area.y + row, dot, bare(style));
    }
    // A blank on either side, so that a river does not run into the word.
    let end = label
        .column
        .saturating_add(u16::try_from(label.text.width()).unwrap_or(u16::MAX));
    for column in label.column.checked_sub(1).into_iter().chain([end]) {
        let is_dot = label.dot == Some((column, label.row));
        if column < area.width && !is_dot {
            put(
                buffer,
                area.x + column,
                area.y + label.row,
                " ",
                Style::new(),
            );
        }
    }
    words(buffer, area, label.column, label.row, &label.text, style);
}

/// Writes words over dots; what is under them keeps its background.
fn words(buffer: &mut Buffer, area: Area, column: u16, row: u16, text: &str, style: Style) {
    let left = usize::from(area.width.saturating_sub(column));
    if row < area.height {
        buffer.set_stringn(area.x + column, area.y + row, text, left, bare(style));
    }
}

/// A style without what is left of the one under it.
fn bare(style: Style) -> Style {
    Style::new().remove_modifier(Modifier::all()).patch(style)
}

fn scale(buffer: &mut Buffer, area: Area, scale: &Scale, theme: Theme) {
    let bar = match usize::from(scale.columns) {
        0 | 1 => "╵".to_owned(),
        columns => format!("└{}┘", "─".repeat(columns - 2)),
    };
    let text = format!("{bar} {} ", scale.name);
    let style = theme.ink(Ink::Dim);
    words(buffer, area, scale.column, scale.row, &text, style);
}

/// What colours and signs mean.
fn legend(buffer: &mut Buffer, area: Area, legend: &Legend, theme: Theme) {
    let box_on_screen = Area {
        x: area.x + legend.area.x,
        y: area.y + legend.area.y,
        ..legend.area
    };
    super::text::clear(buffer, box_on_screen);
    let Area { x, y, width, .. } = box_on_screen;
    for (y, row) in (y..).zip(&legend.rows) {
        let sign = row
            .glyph
            .map_or("●", |kind| glyphs::event(kind, false, theme.ascii));
        put(buffer, x + 1, y, sign, theme.tint(row.tint));
        buffer.set_stringn(
            x + 3,
            y,
            &row.name,
            usize::from(width.saturating_sub(3)),
            theme.ink(Ink::Plain),
        );
        let count = grouped(row.count);
        let end = (x + width).saturating_sub(u16::try_from(count.len()).unwrap_or(0) + 1);
        buffer.set_stringn(end, y, &count, count.len(), theme.ink(Ink::Dim));
    }
}
