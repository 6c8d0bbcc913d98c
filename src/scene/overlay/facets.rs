//! What there is, counted, to be chosen. The panel stands where it hides least: in place of the inspector, where map and list
//! stand side by side, else on the right, so that what is chosen is seen at once.

use unicode_width::UnicodeWidthStr as _;

use super::super::Text;
use super::super::prose::{Ink, Line, column, grouped};
use super::Boxed;
use crate::app::App;
use crate::app::facets::{Choice, Panel, Rows, choice, name};
use crate::app::layout::{Area, Layout};
use crate::index::facets::{Counted, Dimension};
use crate::model::filter::Filter;

/// Width of the panel on a screen of 80 columns, its frame included.
const WIDTH: u16 = 48;
/// Width of the longest bar; none is drawn where names would have less room than [`NAME`].
const BAR: usize = 6;
const NAME: usize = 20;

/// The values of one dimension, a row each.
pub(super) fn facets(app: &App, layout: &Layout, panel: &Panel) -> Boxed {
    let area = area(layout);
    let width = usize::from(area.width).saturating_sub(4);
    let rows = Rows::of(&app.world, &app.view, panel);
    let typed = panel.narrow.as_deref();
    // The frame takes two rows, the dimensions one.
    let visible = usize::from(area.height).saturating_sub(3 + usize::from(typed.is_some()));
    let visible = visible.max(1);
    let top = (panel.picked + 1).saturating_sub(visible);
    let mut lines = vec![dimensions(panel.dimension, &app.view.filter, width)];
    let shown = (top..rows.len()).take(visible);
    let row = |at| Some(row(app, panel, (&rows, at), rows.get(at)?, width));
    lines.extend(shown.filter_map(row));
    if rows.is_empty() {
        let words = match &panel.narrow {
            Some(_) => "nothing of this name",
            None => "nothing to choose from",
        };
        lines.push(Line::of(Ink::Dim, words));
    }
    let title = match rows.len() {
        0 => Line::of(Ink::Heading, "Facets"),
        len => Line::of(Ink::Heading, "Facets").and(Ink::Dim, format!(" · {}", grouped(len))),
    };
    Boxed {
        columns: Vec::new(),
        area,
        prompt: typed.map(|text| ("/ ", Line::of(Ink::Strong, text))),
        text: Text {
            title,
            lines,
            above: top,
            below: rows.len().saturating_sub(top + visible),
        },
        rows: Vec::new(),
    }
}

fn area(layout: &Layout) -> Area {
    if let (Some(_), Some(inspector)) = (layout.divider, layout.inspector) {
        return inspector;
    }
    let screen = layout.screen;
    let (header, footer) = (layout.header.height, layout.footer.height);
    let width = WIDTH.min(screen.width);
    let height = screen.height.saturating_sub(header + footer);
    Area::new(screen.width - width, header, width, height)
}

/// The dimensions beside each other, as many as fit with the one that is shown; a star at each that the filter speaks of.
fn dimensions(shown: Dimension, filter: &Filter, width: usize) -> Line {
    let label = |dimension: Dimension| {
        let key = Some(dimension.key());
        let is_named = filter.clauses().iter().any(|clause| clause.key == key);
        format!("{}{}", dimension.name(), if is_named { "*" } else { "" })
    };
    let at = Dimension::ALL.iter().position(|it| *it == shown);
    let at = at.unwrap_or(0);
    let labels: Vec<String> = Dimension::ALL.into_iter().map(label).collect();
    // Two columns behind each, and two for the sign that there are more.
    let taken = |from: usize| {
        let labels = labels.iter().take(at + 1).skip(from);
        labels.map(|label| label.width() + 2).sum::<usize>() + 4
    };
    let first = (0..=at).find(|from| taken(*from) <= width).unwrap_or(at);
    let mut line = Line::of(Ink::Dim, if first > 0 { "‹ " } else { "" });
    for (number, label) in labels.iter().enumerate().skip(first) {
        let more = if number + 1 < labels.len() { 2 } else { 0 };
        if number > at && line.width() + label.width() + more > width {
            line.push(Ink::Dim, "›");
            break;
        }
        let ink = if number == at { Ink::Heading } else { Ink::Dim };
        line.push(ink, label.as_str());
        line.push(Ink::Plain, "  ");
    }
    line.cut(width)
}

/// A value: whether it is chosen, its name, how many events, and a bar.
fn row(
    app: &App,
    panel: &Panel,
    (rows, at): (&Rows, usize),
    value: &Counted,
    width: usize,
) -> Line {
    let sign = match choice(&app.view.filter, panel.dimension.key(), &value.test) {
        Choice::Open => "[ ] ",
        Choice::Chosen => "[x] ",
        Choice::LeftOut => "[-] ",
    };
    let most = rows.most();
    let digits = grouped(most).len();
    let without_bar = width.saturating_sub(sign.len() + 1 + digits);
    let bar = if without_bar > NAME + BAR { BAR } else { 0 };
    let room = without_bar.saturating_sub(if bar > 0 { bar + 1 } else { 0 });
    let ink = if value.count == 0 {
        Ink::Dim
    } else {
        Ink::Plain
    };
    let name = column(&name(&app.world, &value.test), room);
    let mut line = Line::of(Ink::Key, sign).and(ink, name);
    line.push(ink, format!(" {:>digits$}", grouped(value.count)));
    if bar > 0 {
        let long = (value.count * bar).div_ceil(most.max(1));
        line.push(Ink::Dim, format!(" {}", "━".repeat(long)));
    }
    Line {
        picked: at == panel.picked,
        ..line
    }
}
