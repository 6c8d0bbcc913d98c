//! Maps on a page: pictures in it, whose colours the page's reader chooses.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::text;
use crate::app::layout::Size;
use crate::export::briefing::Leaf;
use crate::export::briefing::maps::Maps;
use crate::export::picture::colour::{Pair, Rgb, rgb};
use crate::export::picture::{BARE, PLAIN, Sheet, Tone};
use crate::export::svg::{self, FONT_SIZE, FONTS};
use crate::scene::legend::LegendRow;
use crate::scene::prose::grouped;
use crate::ui::glyphs;
use crate::ui::theme::{Backdrop, Colours, Theme};

/// What fits a page.
const WIDE: Size = Size {
    columns: 104,
    rows: 30,
};
/// What can be read in a hand.
const NARROW: Size = Size {
    columns: 50,
    rows: 26,
};

/// A colour on the light page and on the dark one.
type Both = [Rgb; 2];

/// The colours of all maps of a page: each is a class.
#[derive(Default)]
pub(super) struct Palette(BTreeMap<Both, usize>);

impl Palette {
    fn number(&mut self, colours: Both) -> usize {
        let next = self.0.len();
        *self.0.entry(colours).or_insert(next)
    }

    /// What the classes are on a backdrop.
    pub(super) fn colours(&self, backdrop: Backdrop) -> String {
        let mut out = String::new();
        for ([light, dark], number) in &self.0 {
            let colour = match backdrop {
                Backdrop::Light => light,
                Backdrop::Dark => dark,
            };
            let _ = write!(out, "--c{number}:{colour};");
        }
        out
    }

    /// The rules of the classes.
    pub(super) fn rules(&self, out: &mut String) {
        for number in self.0.values() {
            let _ = writeln!(
                out,
                ".f{number}{{fill:var(--c{number})}}.s{number}{{stroke:var(--c{number})}}"
            );
        }
        for number in self.0.values() {
            let _ = writeln!(out, ".t{number}{{color:var(--c{number})}}");
        }
    }
}

fn theme(maps: &Maps<'_>, backdrop: Backdrop) -> Theme {
    Theme {
        colours: Colours::Many,
        backdrop,
        ..maps.plain()
    }
}

/// A step's map with what it shows in words.
pub(super) fn figure(
    out: &mut String,
    leaf: &Leaf<'_>,
    palette: &mut Palette,
    maps: &mut Maps<'_>,
) {
    let wide = maps.size(WIDE);
    let theme = theme(maps, Backdrop::Light);
    // A narrower map may not show as much.
    let [of_wide, of_narrow] = [wide, NARROW].map(|size| maps.caption(leaf.at, size, theme));
    out.push_str("<figure>\n");
    for (size, class, caption) in [(wide, "wide", &of_wide), (NARROW, "narrow", &of_narrow)] {
        drawing(out, (leaf, size, class), &caption.says, palette, maps);
    }
    out.push_str("<figcaption>\n");
    let rows = maps.legend(leaf.at, wide, theme);
    legend(out, &rows, theme, palette);
    let says = text(&of_wide.says);
    let _ = if of_wide.says == of_narrow.says {
        writeln!(out, "<p>{says}</p>")
    } else {
        let narrow = text(&of_narrow.says);
        writeln!(
            out,
            "<p class=\"wide\">{says}</p>\n<p class=\"narrow\">{narrow}</p>"
        )
    };
    let command = text(&of_wide.command());
    let _ = write!(
        out,
        "<p><code>{command}</code></p>\n</figcaption>\n</figure>\n"
    );
}

fn drawing(
    out: &mut String,
    (leaf, size, class): (&Leaf<'_>, Size, &str),
    says: &str,
    palette: &mut Palette,
    maps: &mut Maps<'_>,
) {
    let faces = [Backdrop::Light, Backdrop::Dark].map(|backdrop| {
        let theme = theme(maps, backdrop);
        (backdrop, maps.draw(leaf.at, size, theme, false))
    });
    let faces = faces.each_ref().map(|(backdrop, map)| (*backdrop, map));
    let sheet = Sheet::of(&faces);
    let numbers: BTreeMap<Tone, usize> = sheet
        .tones()
        .filter_map(|(tone, colours)| Some((tone, palette.number(colours.try_into().ok()?))))
        .collect();
    let number = |tone: Tone| numbers.get(&tone).copied().unwrap_or(0);
    let (width, height) = sheet.size();
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"map {class} f{plain}\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
         aria-label=\"{says}\" font-family=\"{FONTS}\" font-size=\"{FONT_SIZE}\">\n\
         <rect width=\"100%\" height=\"100%\" class=\"f{bare}\"/>\n",
        plain = number(PLAIN),
        bare = number(BARE),
        says = text(&format!("Map. {says}")),
    );
    let paint = |tone: Tone, with: &str| {
        let letter = with.get(..1).unwrap_or("f");
        format!("class=\"{letter}{}\"", number(tone))
    };
    svg::drawing(out, &sheet, &paint);
    out.push_str("</svg>\n");
}

/// What the colours and signs of a map mean.
fn legend(out: &mut String, rows: &[LegendRow], theme: Theme, palette: &mut Palette) {
    if rows.is_empty() {
        return;
    }
    out.push_str("<ul class=\"key\">\n");
    for row in rows {
        let sign = row
            .glyph
            .map_or("●", |kind| glyphs::event(kind, false, theme.ascii));
        let colours = [Backdrop::Light, Backdrop::Dark].map(|backdrop| {
            let style = Theme { backdrop, ..theme }.tint(row.tint);
            let bare = Pair::bare(backdrop).fg;
            style.fg.and_then(rgb).unwrap_or(bare)
        });
        let _ = writeln!(
            out,
            "<li><b class=\"t{}\">{}</b>{} <span>{}</span></li>",
            palette.number(colours),
            text(sign),
            text(&row.name),
            grouped(row.count)
        );
    }
    out.push_str("</ul>\n");
}
