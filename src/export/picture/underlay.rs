//! What lies under the text of a picture: backgrounds, shapes, and lines under and through words.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use ratatui::style::Modifier;

use super::shape::{self, Paths};
use super::{BARE, BASELINE, HEIGHT, Sheet, Spot, Tone, WIDTH};

/// Writes elements of SVG. `paint` makes the attributes that give a tone to `fill` or `stroke`.
///
/// Lines that come with a font stop between letters that are placed one by one, so they are drawn here.
pub(in crate::export) fn underlay(
    out: &mut String,
    sheet: &Sheet,
    paint: &dyn Fn(Tone, &str) -> String,
) {
    // Without soft edges no seam shows between rows, whatever the size that a picture is shown at.
    out.push_str("<g shape-rendering=\"crispEdges\">\n");
    for (at, row) in sheet.rows.iter().enumerate() {
        let top = at * HEIGHT;
        for (tone, start, end) in stretches(row, |spot| Some(spot.bg).filter(|bg| *bg != BARE)) {
            bar(out, (start, end), (top, HEIGHT), &paint(tone, "fill"));
        }
    }
    out.push_str("</g>\n");
    shapes(out, sheet, paint);
    for (at, row) in sheet.rows.iter().enumerate() {
        for (modifier, down) in [
            (Modifier::UNDERLINED, BASELINE + 2),
            (Modifier::CROSSED_OUT, BASELINE - 5),
        ] {
            let lined = |spot: &Spot| spot.modifier.contains(modifier).then_some(spot.fg);
            for (tone, start, end) in stretches(row, lined) {
                let y = at * HEIGHT + down;
                bar(out, (start, end), (y, 1), &paint(tone, "fill"));
            }
        }
    }
}

/// Neighbours that have the same tone: the tone, their first column, and the column behind them.
fn stretches(row: &[Spot], tone: impl Fn(&Spot) -> Option<Tone>) -> Vec<(Tone, usize, usize)> {
    let mut found: Vec<(Tone, usize, usize)> = Vec::new();
    for spot in row {
        let (start, end) = (spot.column, spot.column + spot.width);
        match (tone(spot), found.last_mut()) {
            (Some(tone), Some(last)) if (last.0, last.2) == (tone, start) => last.2 = end,
            (Some(tone), _) => found.push((tone, start, end)),
            (None, _) => {}
        }
    }
    found
}

/// A rectangle from column to column, and so many pixels high.
fn bar(out: &mut String, (start, end): (usize, usize), (y, height): (usize, usize), paint: &str) {
    let _ = writeln!(
        out,
        "<rect x=\"{}\" y=\"{y}\" width=\"{}\" height=\"{height}\" {paint}/>",
        start * WIDTH,
        (end - start) * WIDTH,
    );
}

/// All shapes of one tone together.
fn shapes(out: &mut String, sheet: &Sheet, paint: &dyn Fn(Tone, &str) -> String) {
    let mut paths: BTreeMap<(Tone, bool), Paths> = BTreeMap::new();
    for (at, row) in sheet.rows.iter().enumerate() {
        for spot in row {
            if let Some(shape) = shape::of(&spot.symbol) {
                let dim = spot.modifier.contains(Modifier::DIM);
                let paths = paths.entry((spot.fg, dim)).or_default();
                paths.add(shape, spot.column * WIDTH, at * HEIGHT);
            }
        }
    }
    for ((tone, dim), paths) in &paths {
        let dim = if *dim { " opacity=\"0.6\"" } else { "" };
        let paint = |with: &str| paint(*tone, with) + dim;
        paths.write(out, &paint);
    }
}
