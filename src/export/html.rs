//! Cells as a page that stands for itself: no script, nothing from outside, its text selectable row by row.
//!
//! The page is also well-formed XML. Its text is one `pre`, line for line what the text format prints; colours are classes.
//! Under it lies a picture of what fonts draw with gaps or not at all, stretched to the same cells. Only ASCII is trusted to
//! be as wide as its cells: every other glyph has a box of its own, so that no font that is found in its place moves a row.
//!
//! With one theme the page is of that theme; with two it follows what its reader's browser asks for.
//!
//! Known to be imperfect: letters that join (Arabic) share one box and are not stretched to it. Wherever glyphs are drawn as
//! shapes, programs that read pages aloud pass over them, and otherwise read the screen row by row.

use std::fmt::Write as _;

use ratatui::buffer::Buffer;
use ratatui::style::Modifier;

use super::picture::{PLAIN, Placing, Run, Sheet, Spot, Tone, escape, runs, underlay};
use crate::ui::theme::Backdrop;

/// A page of a screen, which was drawn once for each theme; the first stands where the reader asks for none.
pub fn of(faces: &[(Backdrop, &Buffer)]) -> String {
    let sheet = Sheet::of(faces);
    let mut title = String::new();
    escape(&mut title, &sheet.title());
    let mut out = String::new();
    let _ = write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n<meta charset=\"utf-8\"/>\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n\
         <meta name=\"viewport\" content=\"width=device-width\"/>\n<title>{title}</title>\n<style>\n"
    );
    styles(&mut out, &sheet, faces);
    let (width, height) = sheet.size();
    let _ = write!(
        out,
        "</style>\n</head>\n<body>\n<figure aria-label=\"{title}\">\n\
         <svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" preserveAspectRatio=\"none\" \
         aria-hidden=\"true\">\n"
    );
    let paint =
        |tone: Tone, with: &str| format!("class=\"{}\" {with}=\"currentColor\"", class(tone));
    underlay(&mut out, &sheet, &paint);
    // A browser takes the first line break in a pre for none of its text.
    out.push_str("</svg>\n<pre>\n");
    for row in &sheet.rows {
        for run in &runs(row) {
            text(&mut out, run);
        }
        out.push('\n');
    }
    out.push_str("</pre>\n</figure>\n</body>\n</html>\n");
    out
}

/// The name of a tone.
fn class(Tone(number): Tone) -> String {
    format!("t{number}")
}

/// What every page has: cells are `1ch` wide and twice as high; `b`, `i` and `d` are bold, italic and dim.
const STYLES: &str = "\
body{margin:1rem;background:var(--t0);color:var(--t1)}
figure{position:relative;margin:0;width:max-content;forced-color-adjust:none;print-color-adjust:exact;
-webkit-print-color-adjust:exact}
figure,pre{font:15px ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace;line-height:2ch;
font-variant-ligatures:none;font-kerning:none;tab-size:1}
pre{position:relative;margin:0}
svg{position:absolute;left:0;top:0;width:100%;height:100%}
span span,.s,.w{display:inline-block;width:1ch;height:2ch;vertical-align:top;text-align:center;white-space:pre}
.w{text-align:start}
.s{color:transparent;overflow:hidden}
.b{font-weight:bold}
.i{font-style:italic}
.d{opacity:.6}
";

fn styles(out: &mut String, sheet: &Sheet, faces: &[(Backdrop, &Buffer)]) {
    let schemes: Vec<&str> = faces
        .iter()
        .map(|(backdrop, _)| scheme(*backdrop))
        .collect();
    for (face, scheme) in schemes.iter().enumerate() {
        let (open, close) = if face == 0 {
            (String::new(), "")
        } else {
            (format!("@media (prefers-color-scheme:{scheme}){{"), "}")
        };
        let _ = write!(out, "{open}:root{{");
        if face == 0 {
            let _ = write!(out, "color-scheme:{};", schemes.join(" "));
        }
        for (tone, colours) in sheet.tones() {
            if let Some(colour) = colours.get(face) {
                let _ = write!(out, "--{}:{colour};", class(tone));
            }
        }
        out.push('}');
        out.push_str(close);
        out.push('\n');
    }
    out.push_str(STYLES);
    for (tone, _) in sheet.tones() {
        let _ = writeln!(out, ".{0}{{color:var(--{0})}}", class(tone));
    }
    let _ = writeln!(
        out,
        "pre{{width:{}ch;height:{}ch}}",
        sheet.columns,
        sheet.rows.len() * 2
    );
}

/// What CSS calls a backdrop.
fn scheme(backdrop: Backdrop) -> &'static str {
    match backdrop {
        Backdrop::Dark => "dark",
        Backdrop::Light => "light",
    }
}

/// A run: as it is where it has no looks of its own and is ASCII.
fn text(out: &mut String, run: &Run<'_>) {
    let mut classes = Vec::new();
    if run.tone != PLAIN {
        classes.push(class(run.tone));
    }
    for (modifier, name) in [
        (Modifier::BOLD, "b"),
        (Modifier::ITALIC, "i"),
        (Modifier::DIM, "d"),
    ] {
        if run.modifier.contains(modifier) {
            classes.push(name.to_owned());
        }
    }
    match run.placing {
        Placing::Each => each(out, run, &classes.join(" ")),
        Placing::Whole => {
            classes.insert(0, "w".to_owned());
            boxed(out, run, &format!("class=\"{}\"", classes.join(" ")));
        }
        Placing::Shapes => boxed(out, run, "class=\"s\" aria-hidden=\"true\""),
    }
}

/// Letters one by one; blanks and ASCII need no boxes.
fn each(out: &mut String, run: &Run<'_>, classes: &str) {
    if classes.is_empty() {
        out.push_str("<span>");
    } else {
        let _ = write!(out, "<span class=\"{classes}\">");
    }
    for spot in &run.spots {
        if spot.symbol.is_ascii() {
            escape(out, &spot.symbol);
            continue;
        }
        out.push_str("<span");
        if spot.width != 1 {
            let _ = write!(out, " style=\"width:{}ch\"", spot.width);
        }
        out.push('>');
        escape(out, &spot.symbol);
        out.push_str("</span>");
    }
    out.push_str("</span>");
}

/// A run in one box, as wide as its cells.
fn boxed(out: &mut String, run: &Run<'_>, attributes: &str) {
    let (start, end) = Run::extent(&run.spots);
    let _ = write!(out, "<span {attributes} style=\"width:{}ch\">", end - start);
    for Spot { symbol, .. } in &run.spots {
        escape(out, symbol);
    }
    out.push_str("</span>");
}
