//! The rows of a lens in words: what each is about, and how many events it counts.

use std::ops::Range;

use unicode_width::UnicodeWidthStr as _;

use super::super::search::fill;
use super::super::told;
use crate::app::App;
use crate::app::lens::{Lens, Row, Section, Topic, What, strip};
use crate::index::here::Known;
use crate::index::pairs::{Part, Party, Tie};
use crate::index::stays::Stay;
use crate::model::entry::EventIx;
use crate::model::time::Stamp;
use crate::scene::list::{DATE_WIDTH, short_date};
use crate::scene::prose::{Ink, Line, grouped};
use crate::scene::status::said_by;

/// Blank before each row, so that headings stand out.
const INDENT: usize = 2;
/// From this width on a row of an event says who says so, and one of somebody says from when to when.
const ROOMY: usize = 40;
/// Width of who says so.
const BY: usize = 9;
/// Heights of a bar in a row of text.
const EIGHTHS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// What the rows of a section are made from.
pub(super) struct Rows<'a> {
    app: &'a App,
    lens: &'a Lens,
    section: &'a Section,
    width: usize,
    /// Width of the widest count.
    counts: usize,
    /// The highest bar of all its rows.
    peak: u32,
}

impl<'a> Rows<'a> {
    /// The rows of a section, so wide.
    pub fn of(app: &'a App, lens: &'a Lens, section: &'a Section, width: usize) -> Self {
        let most = section.rows.iter().map(|row| row.count).max().unwrap_or(0);
        let bars = section.rows.iter().flat_map(|row| match &row.what {
            What::Stay(stay) => stay.bars.as_slice(),
            _ => &[],
        });
        Self {
            app,
            lens,
            section,
            width,
            counts: grouped(most).len(),
            peak: bars.copied().max().unwrap_or(0).max(1),
        }
    }

    /// What the section is about; over bars, where the axis begins and ends.
    pub fn heading(&self) -> Line {
        let words = match self.section.topic {
            Topic::Parts => "in all",
            Topic::Against => "acts against",
            Topic::Under => "is acted against by",
            Topic::With => "with",
            Topic::Said => "said by",
            Topic::Stays => "places, in order",
            Topic::Acts => "who acts",
            Topic::Suffers => "who is acted against",
            Topic::Kinds => "what",
            Topic::Known => "how exactly its place is known",
            Topic::Events => "in order",
        };
        let line = Line::of(Ink::Heading, words).cut(self.width);
        match (self.section.topic, self.axis_words()) {
            (Topic::Stays, Some((first, last))) => {
                let bins = self.bins();
                let room = self.width.saturating_sub(bins + self.counts + 2);
                let gap = bins.saturating_sub(first.width());
                let axis = format!("{first}{last:>gap$}");
                fill(line, room).and(Ink::Dim, axis)
            }
            _ => line,
        }
    }

    fn bins(&self) -> usize {
        strip(self.app.view.size.columns)
    }

    /// The first and the last day of the axis; years where they are not the same.
    fn axis_words(&self) -> Option<(String, String)> {
        let axis = self.app.view.axis?;
        let (first, last) = (axis.start.civil(), axis.end.plus_ms(-1).civil());
        let form = if first.year() == last.year() {
            "%-d %b"
        } else {
            "%Y"
        };
        let [first, last] = [first, last].map(|day| day.strftime(form).to_string());
        Some((first, last))
    }

    /// Some of its rows.
    pub fn lines(&self, some: Range<usize>) -> Vec<Line> {
        if self.section.topic == Topic::Events {
            let events = self.lens.events.some(some.start, some.len());
            return events.into_iter().map(|event| self.event(event)).collect();
        }
        let rows = self.section.rows.get(some).unwrap_or(&[]);
        rows.iter().map(|row| self.row(row)).collect()
    }

    fn row(&self, row: &Row) -> Line {
        let mut right = Line::default();
        match &row.what {
            What::Stay(stay) => right = self.strip(stay),
            What::Presence(_, Some(ends)) if self.width >= ROOMY => {
                right.push(Ink::Dim, self.ends(*ends));
            }
            _ => {}
        }
        let number = format!("{:>width$}", grouped(row.count), width = self.counts + 2);
        let right = right.and(Ink::Strong, number);
        let room = self.width.saturating_sub(right.width() + INDENT);
        let words = fill(self.words(row), room.saturating_sub(1));
        Line::of(Ink::Plain, " ".repeat(INDENT))
            .and_line(words)
            .and(Ink::Plain, " ")
            .and_line(right)
    }

    fn name(&self, party: Party) -> Line {
        let name = self.app.world.dataset.actor_name(party.actor);
        Line::of(Ink::Plain, name)
    }

    fn words(&self, row: &Row) -> Line {
        let plain = |words: &str| Line::of(Ink::Plain, words);
        match &row.what {
            What::Part(Part::Agent) => plain("it acts"),
            What::Part(Part::Target) => plain("it is acted against"),
            What::Part(Part::Partner) => plain("it supports or is supported"),
            What::Part(Part::Speaker) => plain("it says so itself"),
            What::Tie(tie, other) => match tie {
                Tie::Against | Tie::Under => self.name(*other),
                Tie::Together => self.name(*other).and(Ink::Dim, ", both act"),
                Tie::Beside => self.name(*other).and(Ink::Dim, ", beside it"),
                Tie::BesideIt => self.name(*other).and(Ink::Dim, ", which acts"),
                Tie::BothBeside => self.name(*other).and(Ink::Dim, ", both beside"),
            },
            What::Voice(kind) => Line::of(Ink::Plain, said_by(*kind)),
            What::Speaker(party) | What::Presence(party, _) => self.name(*party),
            What::Stay(stay) => {
                let place = self.app.world.gazetteer.place(stay.place);
                plain(place.map_or("", |place| &place.name))
            }
            What::Kind(kind) => Line::of(Ink::Sign(*kind), "?").and(Ink::Plain, format!(" {kind}")),
            What::Known(Known::Point) => plain("to a settlement or better"),
            What::Known(Known::Road) => plain("on a road"),
            What::Known(Known::Within) => plain("only somewhere in it"),
            What::Known(Known::Unknown) => plain("not said"),
        }
    }

    /// When it was there, as far as the axis shows that; else where that lies.
    fn strip(&self, stay: &Stay) -> Line {
        if stay.bars.iter().any(|count| *count > 0) {
            return Line::of(Ink::Plain, self.bars(&stay.bars));
        }
        let width = self.bins();
        let stretch = self.app.world.dataset.events.stretch(stay.first);
        let is_earlier = |end: Stamp| self.app.view.axis.is_some_and(|axis| end <= axis.start);
        let words = if stretch.is_open() {
            format!("{:^width$}", "no date")
        } else if stretch.end.is_some_and(is_earlier) {
            format!("{:<width$}", "‹ earlier")
        } else {
            format!("{:>width$}", "later ›")
        };
        Line::of(Ink::Dim, words)
    }

    /// Events over the axis, a letter each part: one event is never nothing.
    fn bars(&self, bars: &[u32]) -> String {
        let height = |count: &u32| {
            let eighths = (u64::from(*count) * 8).div_ceil(u64::from(self.peak));
            let least = if *count > 0 { 2 } else { 0 };
            usize::try_from(eighths.clamp(least, 8)).unwrap_or(8)
        };
        let glyphs = bars.iter().map(|count| EIGHTHS.get(height(count)));
        glyphs.map(|glyph| glyph.copied().unwrap_or('█')).collect()
    }

    /// From the first day of an event to the first of another; months where the years are not the same.
    fn ends(&self, (first, last): (EventIx, EventIx)) -> String {
        let events = &self.app.world.dataset.events;
        let [first, last] = [first, last].map(|event| events.moment(event).map(Stamp::civil));
        let (Some(first), Some(last)) = (first, last) else {
            return String::new();
        };
        let end = last.strftime("%-d %b %Y").to_string();
        if first.date() == last.date() {
            return end;
        }
        if first.year() == last.year() {
            return format!("{}–{end}", first.strftime("%-d %b"));
        }
        let [first, last] = [first, last].map(|day| day.strftime("%b %Y").to_string());
        format!("{first}–{last}")
    }

    /// An event: when, its sign, what, and who says so.
    fn event(&self, event: EventIx) -> Line {
        let events = &self.app.world.dataset.events;
        let date = short_date(&events.stretch(event), self.app.view.ascii_only);
        let mut line = Line::of(Ink::Plain, " ".repeat(INDENT));
        line = line.and_line(fill(Line::of(Ink::Dim, date), DATE_WIDTH + 2));
        let (sign, summary, ink) = told(self.app, event);
        line = line.and_line(sign);
        let by = if self.width >= ROOMY {
            let by = Line::of(Ink::Dim, said_by(events.attribution(event)));
            Line::of(Ink::Plain, " ").and_line(fill(by, BY))
        } else {
            Line::default()
        };
        let room = self.width.saturating_sub(line.width() + by.width());
        line.and_line(fill(Line::of(ink, summary), room))
            .and_line(by)
    }
}
