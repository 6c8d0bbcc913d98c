//! A table for people: id, date, kind, place and summary in columns that fit a width.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr as _;

use super::Writer;
use crate::app::world::World;
use crate::export::lines;
use crate::model::entry::EventIx;
use crate::model::record::Record;
use crate::scene::list::{DATE_WIDTH, short_date};
use crate::scene::map::Tint;
use crate::scene::prose::{Ink, Line, column};
use crate::scene::status::said_by;
use crate::ui::theme::Theme;

/// The widest that ids, kinds, places and who says so get.
const MOST_ID: usize = 14;
const KIND: usize = 10;
const MOST_PLACE: usize = 20;
const BY: usize = 9;
/// Where the summary would have less room than this, another column goes.
const LEAST_SUMMARY: usize = 24;
/// A narrower table does without kinds.
const NARROW: usize = 60;
/// Between two columns.
const GAP: usize = 2;

/// How wide columns are; 0 for one that is left out.
#[derive(Debug, Clone, Copy)]
struct Columns {
    id: usize,
    kind: usize,
    place: usize,
    by: usize,
    summary: usize,
}

pub(super) struct Table<'w> {
    world: &'w World,
    width: usize,
    theme: Theme,
    /// Set by the first rows.
    columns: Option<Columns>,
}

impl<'w> Table<'w> {
    pub fn new(world: &'w World, width: usize, theme: Theme) -> Self {
        Self {
            world,
            width,
            theme,
            columns: None,
        }
    }

    /// Makes room for what the first rows hold, the summary what is left.
    fn fit(&self, rows: &[(EventIx, Record)]) -> Columns {
        let ids = rows.iter().map(|(_, record)| record.id.width());
        let names = rows
            .iter()
            .map(|(event, _)| self.world.place_name(*event).width());
        let id = ids.max().unwrap_or(0).clamp(2, MOST_ID);
        let place = names.max().unwrap_or(0).clamp("where".len(), MOST_PLACE);
        let kind = if self.width < NARROW { 0 } else { KIND + GAP };
        let fixed = id + DATE_WIDTH + kind + 2 * GAP;
        let room = self.width.saturating_sub(fixed);
        let (by, place) = if room >= LEAST_SUMMARY * 2 + place + BY + 2 * GAP {
            (BY, place)
        } else if room >= LEAST_SUMMARY + place + GAP {
            (0, place)
        } else {
            (0, 0)
        };
        let gaps = [by, place].iter().filter(|width| **width > 0).count() * GAP;
        Columns {
            id,
            kind: kind.saturating_sub(GAP),
            place,
            by,
            summary: room.saturating_sub(place + by + gaps).max(8),
        }
    }

    fn header(&self, columns: Columns) -> Line {
        let mut line = Line::default();
        let names = [
            ("id", columns.id),
            ("when", DATE_WIDTH),
            ("what", columns.kind),
            ("where", columns.place),
            ("said by", columns.by),
        ];
        for (name, width) in names.into_iter().filter(|(_, width)| *width > 0) {
            line.push(Ink::Strong, column(name, width));
            line.push(Ink::Plain, " ".repeat(GAP));
        }
        line.and(Ink::Strong, "summary").cut(self.width)
    }

    fn row(&self, event: EventIx, record: &Record, columns: Columns) -> Line {
        let status = record.factuality;
        let (mut words, ink) = if status.is_unreal() {
            (Line::of(Ink::Warn, format!("{status}: ")), Ink::Dim)
        } else {
            (Line::default(), Ink::Plain)
        };
        words.push(ink, record.summary.as_str());
        let date = short_date(&record.when.stretch, self.theme.ascii);
        let tint = Ink::Tint(Tint::Type(record.kind));
        let cells = [
            (Ink::Dim, record.id.as_str(), columns.id),
            (Ink::Plain, &date, DATE_WIDTH),
            (tint, record.kind.name(), columns.kind),
            (Ink::Plain, self.world.place_name(event), columns.place),
            (
                Ink::Dim,
                said_by(self.world.dataset.events.attribution(event)),
                columns.by,
            ),
        ];
        let mut line = Line::default();
        for (ink, text, width) in cells.into_iter().filter(|(.., width)| *width > 0) {
            line.push(ink, column(text, width));
            line.push(Ink::Plain, " ".repeat(GAP));
        }
        line.and_line(words.cut(columns.summary)).cut(self.width)
    }
}

impl Writer for Table<'_> {
    fn some(&mut self, rows: &[(EventIx, Record)], out: &mut dyn Write) -> io::Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        let is_first = self.columns.is_none();
        let columns = self.columns.unwrap_or_else(|| self.fit(rows));
        self.columns = Some(columns);
        let mut table = Vec::with_capacity(rows.len() + 1);
        table.extend(is_first.then(|| self.header(columns)));
        let rows = rows.iter();
        table.extend(rows.map(|(event, record)| self.row(*event, record, columns)));
        out.write_all(lines::of(&table, &self.theme).as_bytes())
    }
}
