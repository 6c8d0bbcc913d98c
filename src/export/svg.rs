//! Cells as a picture that stands for itself: SVG on the theme's own ground, its text selectable.
//!
//! Every row is one text, blanks and all, so that what is selected is copied as it stands. Every letter is put where its
//! cell is, whatever font is found; glyphs that are drawn as shapes stand over them as text that is not seen.
//!
//! Known to be imperfect: letters that join (Arabic) keep together as one text, stretched to its cells.

use std::fmt::Write as _;

use ratatui::buffer::Buffer;
use ratatui::style::Modifier;

use super::picture::{
    BARE, BASELINE, HEIGHT, PLAIN, Placing, Run, Sheet, Tone, WIDTH, escape, runs, underlay,
};
use crate::ui::theme::Backdrop;

/// What letters of this size take is as wide as a cell.
pub(super) const FONT_SIZE: usize = 15;
/// Fonts whose letters are all as wide.
pub(super) const FONTS: &str = "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace";

/// A picture of a buffer that was drawn for a backdrop.
pub fn of(buffer: &Buffer, backdrop: Backdrop) -> String {
    let sheet = Sheet::of(&[(backdrop, buffer)]);
    let (width, height) = sheet.size();
    let mut out = String::new();
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         role=\"img\" \
         font-family=\"{FONTS}\" font-size=\"{FONT_SIZE}\" \
         fill=\"{fg}\">\n<title>",
        fg = sheet.colour(PLAIN),
    );
    escape(&mut out, &sheet.title());
    let _ = writeln!(
        out,
        "</title>\n<rect width=\"100%\" height=\"100%\" fill=\"{bg}\"/>",
        bg = sheet.colour(BARE),
    );
    let paint = |tone: Tone, with: &str| format!("{with}=\"{}\"", sheet.colour(tone));
    drawing(&mut out, &sheet, &paint);
    out.push_str("</svg>\n");
    out
}

/// The elements of a sheet, without its ground. `paint` makes the attributes that give a tone to `fill` or `stroke`.
pub(super) fn drawing(out: &mut String, sheet: &Sheet, paint: &dyn Fn(Tone, &str) -> String) {
    underlay(out, sheet, paint);
    for (at, row) in sheet.rows.iter().enumerate() {
        text(out, paint, &runs(row), at * HEIGHT + BASELINE);
    }
}

/// A row as one text; where all of it looks the same, without parts.
fn text(out: &mut String, paint: &dyn Fn(Tone, &str) -> String, runs: &[Run<'_>], y: usize) {
    if let [only] = runs {
        out.push_str("<text");
        place(out, only);
        let _ = write!(out, " y=\"{y}\" xml:space=\"preserve\"");
        looks(out, paint, only);
        out.push('>');
        letters(out, only);
        out.push_str("</text>\n");
    } else if !runs.is_empty() {
        let _ = write!(out, "<text y=\"{y}\" xml:space=\"preserve\">");
        for run in runs {
            out.push_str("<tspan");
            place(out, run);
            looks(out, paint, run);
            out.push('>');
            letters(out, run);
            out.push_str("</tspan>");
        }
        out.push_str("</text>\n");
    }
}

fn letters(out: &mut String, run: &Run<'_>) {
    for spot in &run.spots {
        escape(out, &spot.symbol);
    }
}

/// Where the glyphs of a run stand; blanks behind them stand wherever that is.
fn place(out: &mut String, run: &Run<'_>) {
    let glyphs = run.glyphs();
    let (start, end) = Run::extent(glyphs);
    match run.placing {
        _ if glyphs.is_empty() => {}
        Placing::Each | Placing::Shapes => {
            out.push_str(" x=\"");
            for spot in glyphs {
                let _ = write!(out, "{} ", spot.column * WIDTH);
            }
            out.pop();
            out.push('"');
        }
        Placing::Whole => {
            let (x, length) = (start * WIDTH, (end - start) * WIDTH);
            let _ = write!(
                out,
                " x=\"{x}\" textLength=\"{length}\" lengthAdjust=\"spacingAndGlyphs\""
            );
        }
    }
}

fn looks(out: &mut String, paint: &dyn Fn(Tone, &str) -> String, run: &Run<'_>) {
    if run.placing == Placing::Shapes {
        return out.push_str(" fill-opacity=\"0\"");
    }
    if run.tone != PLAIN {
        let _ = write!(out, " {}", paint(run.tone, "fill"));
    }
    for (modifier, looks) in [
        (Modifier::BOLD, " font-weight=\"bold\""),
        (Modifier::ITALIC, " font-style=\"italic\""),
        (Modifier::DIM, " fill-opacity=\"0.6\""),
    ] {
        if run.modifier.contains(modifier) {
            out.push_str(looks);
        }
    }
}
