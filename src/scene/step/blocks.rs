//! Blocks of words one below the other: paragraphs, items, quotes, code, tables.

use super::runs::Pen;
use super::table;
use crate::model::briefing::{Block, Kind, Marker};
use crate::model::text::Text;
use crate::scene::prose::{Ink, Line};

/// What stands before a quote, a bar for each that it is inside of.
const BAR: &str = "│ ";
/// Bars and indents take no more than one in so many columns.
const LEAD_SHARE: usize = 3;

/// Blocks as lines, an empty row between them but for tight lists.
pub(super) fn lines<'b>(pen: Pen<'_>, blocks: impl Iterator<Item = &'b Block>) -> Vec<Line> {
    let mut out = Vec::new();
    let mut indents = Indents::default();
    let mut before: Option<&Block> = None;
    for block in blocks {
        if let Some(before) = before
            && !block.tight
        {
            out.push(bars(before.quoted.min(block.quoted), pen.width));
        }
        let lead = indents.lead(block, pen);
        let base = match &block.kind {
            Kind::Heading(level, _) if *level <= 3 => Ink::Heading,
            Kind::Heading(..) => Ink::Strong,
            _ if block.quoted > 0 => Ink::Quote,
            _ => pen.base,
        };
        let room = pen.width.saturating_sub(lead.first.width()).max(2);
        let mut body = body(&block.kind, pen.dipped(base).within(room));
        if body.is_empty() {
            body.push(Line::default());
        }
        for (at, line) in body.into_iter().enumerate() {
            let before = if at == 0 { &lead.first } else { &lead.rest };
            out.push(before.clone().and_line(line));
        }
        before = Some(block);
    }
    out
}

fn body(kind: &Kind, pen: Pen<'_>) -> Vec<Line> {
    match kind {
        Kind::Heading(_, runs) | Kind::Words(runs) => pen.wrapped(runs),
        Kind::Code(code) => {
            let room = pen.width;
            let line = |text: &Text| Line::of(Ink::Code, format!("  {text}")).cut(room);
            code.iter().map(line).collect()
        }
        Kind::Table(table) => table::lines(table, pen),
    }
}

/// The bars of so many quotes.
fn bars(quotes: u8, width: usize) -> Line {
    let most = width / LEAD_SHARE / BAR.chars().count();
    Line::of(Ink::Dim, BAR.repeat(usize::from(quotes).min(most)))
}

/// What stands before the lines of a block; both are as wide.
struct Lead {
    first: Line,
    rest: Line,
}

/// How far the words of the items are indented that the next block may go on: one for each list.
#[derive(Default)]
struct Indents(Vec<usize>);

impl Indents {
    fn lead(&mut self, block: &Block, pen: Pen<'_>) -> Lead {
        let depth = usize::from(block.depth);
        let bars = bars(block.quoted, pen.width);
        let most = (pen.width / LEAD_SHARE).saturating_sub(bars.width());
        let marker = block.marker.map(|marker| match marker {
            Marker::Bullet if pen.look.ascii => "- ".to_owned(),
            Marker::Bullet => "• ".to_owned(),
            Marker::Number(number) => format!("{number}. "),
        });
        if let Some(marker) = &marker {
            self.0.truncate(depth.saturating_sub(1));
            self.0.resize(depth.saturating_sub(1), 2);
            self.0.push(marker.chars().count());
        } else {
            self.0.truncate(depth);
            self.0.resize(depth, 2);
        }
        let whole: usize = self.0.iter().sum();
        let own = marker.as_ref().map_or(0, |marker| marker.chars().count());
        let indent = whole.saturating_sub(own).min(most.saturating_sub(own));
        let rest = " ".repeat(indent + own);
        let first = match marker {
            Some(marker) => Line::of(pen.base, " ".repeat(indent)).and(Ink::Key, marker),
            None => Line::of(pen.base, rest.as_str()),
        };
        Lead {
            first: bars.clone().and_line(first),
            rest: bars.and(pen.base, rest),
        }
    }
}
