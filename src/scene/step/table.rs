//! Tables: columns beside each other as long as they fit, else a line for each value.

use super::runs::{Pen, unglued};
use crate::model::briefing::{Align, Run, Table};
use crate::scene::prose::{Ink, Line};

/// Blank between two columns.
const GAP: usize = 2;
/// A column with more to say is not made narrower than this.
const NARROWEST: usize = 9;

/// A table within the pen's width.
pub(super) fn lines(table: &Table, pen: Pen<'_>) -> Vec<Line> {
    match widths(table, pen) {
        Some(widths) => in_columns(table, pen, &widths),
        None => one_by_one(table, pen),
    }
}

/// How wide each column is; `None` where they cannot stand beside each other.
fn widths(table: &Table, pen: Pen<'_>) -> Option<Vec<usize>> {
    let rows = std::iter::once(&table.head).chain(&table.rows);
    let mut widths = vec![0; table.head.len()];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = pen.on_one_line(cell).width().max(*width);
        }
    }
    let gaps = GAP * widths.len().saturating_sub(1);
    let room = pen.width.checked_sub(gaps)?;
    let least: usize = widths.iter().map(|width| (*width).min(NARROWEST)).sum();
    if least > room {
        return None;
    }
    share(&mut widths, room);
    Some(widths)
}

/// Cuts the widest columns down until all fit.
fn share(widths: &mut [usize], room: usize) {
    let at_most =
        |most: usize, widths: &[usize]| widths.iter().map(|width| (*width).min(most)).sum();
    let fits = |most: &usize| at_most(*most, widths) <= room;
    let most = (0..=room).rev().find(fits).unwrap_or(0);
    let mut spare = room.saturating_sub(at_most(most, widths));
    for width in widths.iter_mut().filter(|width| **width > most) {
        *width = most + usize::from(spare > 0);
        spare = spare.saturating_sub(1);
    }
}

fn in_columns(table: &Table, pen: Pen<'_>, widths: &[usize]) -> Vec<Line> {
    let mut out = Vec::new();
    let names = table.head.iter().flatten();
    if names.into_iter().any(|run| !run.text.is_empty()) {
        out.extend(row(table, &table.head, pen.dipped(Ink::Strong), widths));
        let rules: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
        out.push(Line::of(Ink::Dim, rules.join(&" ".repeat(GAP))));
    }
    for cells in &table.rows {
        out.extend(row(table, cells, pen, widths));
    }
    out
}

/// A row, as high as its longest cell.
fn row(table: &Table, cells: &[Vec<Run>], pen: Pen<'_>, widths: &[usize]) -> Vec<Line> {
    let columns: Vec<Vec<Line>> = cells
        .iter()
        .zip(widths)
        .map(|(cell, width)| pen.within(*width).wrapped(cell))
        .collect();
    let height = columns.iter().map(Vec::len).max().unwrap_or(0);
    let line = |at: usize| {
        let mut line = Line::default();
        let mut begins = 0;
        for (number, (column, width)) in columns.iter().zip(widths).enumerate() {
            let mut cell = column.get(at).cloned().unwrap_or_default();
            trim(&mut cell);
            let spare = width.saturating_sub(cell.width());
            let before = match table.aligns.get(number) {
                Some(Align::Right) => spare,
                Some(Align::Centre) => spare / 2,
                _ => 0,
            };
            let blank = (begins + before).saturating_sub(line.width());
            line.push(pen.base, " ".repeat(blank));
            line = line.and_line(cell);
            begins += width + GAP;
        }
        line
    };
    (0..height).map(line).collect()
}

/// Takes off the blanks that a broken line ends in.
fn trim(line: &mut Line) {
    if let Some(last) = line.spans.last_mut() {
        let kept = last.text.trim_end().len();
        last.text.truncate(kept);
    }
}

/// Each value in a line of its own behind the name of its column; rows are set apart by an empty one.
fn one_by_one(table: &Table, pen: Pen<'_>) -> Vec<Line> {
    let mut out = Vec::new();
    for cells in &table.rows {
        if !out.is_empty() {
            out.push(Line::default());
        }
        for (name, cell) in table.head.iter().zip(cells) {
            let name = pen.dipped(Ink::Strong).on_one_line(name);
            let cell = pen.on_one_line(cell);
            if cell.spans.is_empty() {
                continue;
            }
            let line = if name.spans.is_empty() {
                cell
            } else {
                name.and(Ink::Strong, ": ").and_line(cell)
            };
            out.extend(line.wrap(pen.width, 2).into_iter().map(unglued));
        }
    }
    out
}
