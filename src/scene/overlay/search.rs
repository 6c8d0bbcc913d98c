//! The search box: what a query finds, in groups, with the letters that match.
//!
//! It only reads what was found when the text changed.

use std::ops::Range;

use unicode_width::UnicodeWidthStr as _;

use super::super::list::{DATE_WIDTH, short_date};
use super::super::prose::{Ink, Line, grouped};
use super::{Boxed, line, told, typed};
use crate::app::App;
use crate::app::action::{ACTIONS, Action};
use crate::app::layout::Layout;
use crate::app::view::{Search, Waits};
use crate::index::names::{Group, Hit, Kind, Named, Query, Reach, Thing, Tier};
use crate::model::entry::EventIx;
use crate::model::time::Stretch;

/// Width of the box where there is room for it.
const WIDTH: u16 = 100;
/// From this width on, what a hit is stands in columns.
const ROOMY: usize = 56;
/// Width of a place beside an event, and of the words that a row was found by.
const PLACE: usize = 18;
const WHY: usize = 26;
/// What a hit is gets at least so much, if it needs it; names and aliases may take the rest.
const LEAST_WHAT: usize = 14;
/// Blank before each row, so that headings stand out.
const INDENT: usize = 2;

/// The line being typed and what it finds.
pub(super) fn search(app: &App, layout: &Layout, search: &Search) -> Boxed {
    if search.is_line() {
        return line::line(layout, search, WIDTH);
    }
    let rows = Rows {
        app,
        query: &search.found.query,
        typed: search.found.query.as_typed(),
        waits: search.waits,
        is_partial: search.found.is_partial,
        width: usize::from(layout.overlay(WIDTH, 3).width).saturating_sub(4),
        height: usize::from(layout.screen.height),
        picked: search.picked.unwrap_or(0),
    };
    let mut lines = Vec::new();
    if search.is_blank() {
        let help = "a place, an actor or words of an event, in Latin or Arabic letters";
        lines.extend(Line::of(Ink::Dim, help).wrap(rows.width, 0));
    } else if search.found.is_empty() && search.waits == Waits::ForAnswer {
        lines.push(Line::of(Ink::Dim, "…"));
    } else if search.found.is_empty() {
        lines.extend(nothing(search, rows.width));
    }
    if let Some(percent) = app.reading.filter(|_| !search.is_blank()) {
        let words = format!(
            "still reading the sentences: {percent} %; so far only names and kinds are searched"
        );
        lines.extend(Line::of(Ink::Warn, words).wrap(rows.width, 0));
    }
    let mut at = 0;
    for group in &search.found.groups {
        lines.push(rows.heading(group, search.found.query.is_empty()));
        for mut line in rows.of(group, at) {
            line.picked = search.picked == Some(at);
            at += 1;
            lines.push(line);
        }
    }
    if search.found.is_partial {
        let events = Line::of(Ink::Heading, Kind::Events.name());
        lines.push(events.and(Ink::Dim, "  …"));
    }
    if !search.offered.offers.is_empty() {
        lines.push(Line::of(Ink::Heading, "Keys").and(Ink::Dim, "  to choose events by"));
        lines.extend(line::offers(search, rows.width));
    }
    typed(layout, "Find", ("/ ", &search.text), WIDTH, lines)
}

/// What is said where nothing was found: what to do about a date, and what is spelt nearly so.
fn nothing(search: &Search, width: usize) -> Vec<Line> {
    let found = &search.found;
    if found.query.is_date() {
        let next = ACTIONS.iter().find(|spec| spec.action == Action::NextTime);
        let key = next.and_then(|spec| spec.keys.first()).unwrap_or(&"");
        let words = format!("nothing of that name; dates: use {key} and the timeline");
        return Line::of(Ink::Warn, words).wrap(width, 0);
    }
    let mut lines = Line::of(Ink::Warn, "no place, actor or event of that name").wrap(width, 0);
    if let Some(near) = &found.near {
        let line = Line::of(Ink::Dim, "did you mean ").and(Ink::Plain, near.as_str());
        lines.extend(line.and(Ink::Dim, "?").wrap(width, 0));
    }
    lines
}

/// What rows are made from.
struct Rows<'a> {
    app: &'a App,
    query: &'a Query,
    /// The query without the other names of what is called so.
    typed: Query,
    width: usize,
    /// No more rows than this are on screen on either side of the picked one.
    height: usize,
    picked: usize,
    waits: Waits,
    /// What is shown was found by what is typed, but it is not all.
    is_partial: bool,
}

/// An actor or a place in columns.
struct Columns {
    name: Line,
    /// The name that matched, where it is another.
    alias: Line,
    what: String,
    events: usize,
}

impl Rows<'_> {
    /// The name of a group, and how many it has: of how many, where not all are shown.
    fn heading(&self, group: &Group, suggested: bool) -> Line {
        let (shown, total) = (group.hits.len(), group.total);
        let count = if self.waits == Waits::ForAnswer && !self.is_partial {
            // It is of what was typed before.
            "…".to_owned()
        } else if shown < total {
            format!("{} of {}", grouped(shown), grouped(total))
        } else {
            grouped(total)
        };
        let mut line = Line::of(Ink::Heading, group.kind.name());
        line.push(Ink::Dim, format!("  {count}"));
        if group.is_similar() {
            line.push(Ink::Dim, " similar");
        }
        if suggested {
            line.push(Ink::Dim, ", most events first");
        }
        let events = group.kind == Kind::Events;
        // The search is of all of time, whatever the window.
        let whole = self.app.world.shown_time(&self.app.view) == Stretch::EVERYTHING;
        let right = match (events, whole, self.width >= ROOMY) {
            (true, true, _) => return line,
            (false, true, _) => "events",
            (true, false, true) => "in all of time",
            (false, false, true) => "events, in all of time",
            (true, false, false) => "all time",
            (false, false, false) => "events, all time",
        };
        self.right(line, Line::of(Ink::Dim, right))
    }

    /// A line for each hit of a group whose first row has a number.
    fn of(&self, group: &Group, first: usize) -> Vec<Line> {
        if group.kind == Kind::Events {
            let hits = (first..).zip(&group.hits);
            let place = |hit: &Hit| match hit.thing {
                Thing::Event(event) => self.app.world.place_name(event).width(),
                Thing::Named(_) => 0,
            };
            let places = group.hits.iter().map(place).max().unwrap_or(0).min(PLACE);
            let in_sight = |at: usize| at.abs_diff(self.picked) <= self.height;
            // What an event says takes time to mark: nothing is said where nobody looks.
            return hits
                .map(|(at, hit)| {
                    if in_sight(at) {
                        self.event(hit, places)
                    } else {
                        Line::default()
                    }
                })
                .collect();
        }
        let rows: Vec<Columns> = group
            .hits
            .iter()
            .filter_map(|hit| self.named(hit))
            .collect();
        let widest = |width: fn(&Columns) -> usize| rows.iter().map(width).max().unwrap_or(0);
        let aliases = widest(|row| row.alias.width()).min(self.width / 4);
        let whats = widest(|row| row.what.width()).min(LEAST_WHAT);
        // Indent, three gaps and a count.
        let room = self.width.saturating_sub(INDENT + 10 + aliases + whats);
        let names = widest(|row| row.name.width()).min(room);
        let rows = rows.into_iter();
        rows.map(|row| self.named_line(row, names, aliases))
            .collect()
    }

    fn named_line(&self, row: Columns, names: usize, aliases: usize) -> Line {
        let events = match row.events {
            0 => "·".to_owned(),
            events => grouped(events),
        };
        let mut line = Line::of(Ink::Plain, " ".repeat(INDENT));
        if self.width >= ROOMY {
            line = line.and_line(fill(row.name, names)).and(Ink::Plain, "  ");
            if aliases > 0 {
                line = line
                    .and_line(fill(row.alias, aliases))
                    .and(Ink::Plain, "  ");
            }
            line.push(Ink::Dim, row.what);
        } else {
            line = line.and_line(row.name);
            if row.alias.width() > 0 {
                line = line.and(Ink::Plain, " ").and_line(row.alias);
            }
        }
        self.right(line, Line::of(Ink::Strong, events))
    }

    /// A line with another at its right edge; what has no room before that is cut.
    fn right(&self, left: Line, right: Line) -> Line {
        let room = self.width.saturating_sub(right.width());
        fill(left.cut(room.saturating_sub(1)), room).and_line(right)
    }

    fn named(&self, hit: &Hit) -> Option<Columns> {
        let Thing::Named(named) = hit.thing else {
            return None;
        };
        let world = &*self.app.world;
        let (name, what) = match named {
            Named::Actor(actor) => {
                let entry = world.dataset.actors.get(actor.at())?;
                let of = entry.parent.map(|parent| world.dataset.actor_name(parent));
                (entry.name.as_str(), part_of(entry.kind.label(), "of", of))
            }
            Named::Place(place) => {
                let entry = world.gazetteer.place(place)?;
                let parent = world.gazetteer.parent(place);
                let parent = parent.and_then(|parent| world.gazetteer.place(parent));
                let within = parent.map(|parent| parent.name.as_str());
                (
                    entry.name.as_str(),
                    part_of(entry.kind.name(), "in", within),
                )
            }
        };
        let reach = reach_of(hit.tier);
        let shown = self.marked(name, Ink::Plain, reach);
        // Another name is only told where this one does not show why it was found.
        let other = !hit.name.is_empty() && hit.name != name && !has_marks(&shown);
        let alias = if other {
            Line::of(Ink::Dim, "“")
                .and_line(self.marked(&hit.name, Ink::Dim, reach))
                .and(Ink::Dim, "”")
        } else {
            Line::default()
        };
        Some(Columns {
            name: shown,
            alias,
            what,
            events: world.events_of(named),
        })
    }

    /// An event: when, its sign, what, and where; and by what it was found, where those do not show it.
    fn event(&self, hit: &Hit, places: usize) -> Line {
        let Thing::Event(event) = hit.thing else {
            return Line::default();
        };
        let reach = reach_of(hit.tier);
        let world = &*self.app.world;
        let events = &world.dataset.events;
        let roomy = self.width >= ROOMY;
        let date = short_date(&events.stretch(event), self.app.view.ascii_only);
        let mut line = Line::of(Ink::Plain, " ".repeat(INDENT));
        if roomy {
            line = line.and_line(fill(Line::of(Ink::Dim, date), DATE_WIDTH + 1));
        }
        let (sign, summary, ink) = told(self.app, event);
        line = line.and_line(sign);
        let place = self.marked(world.place_name(event), Ink::Dim, reach);
        let place_shows = roomy && has_marks(&place);
        let summary_shows = !self.query.marks_told(summary, reach).is_empty();
        let why = if summary_shows || place_shows {
            Line::default()
        } else {
            self.why(event, reach)
        };
        let mut right = Line::default();
        if why.width() > 0 {
            right = right.and(Ink::Plain, " ").and_line(why);
        }
        if roomy {
            right = right.and(Ink::Plain, " ").and_line(fill(place, places));
        }
        let room = self.width.saturating_sub(line.width() + right.width());
        let summary = self.in_sight(summary, ink, reach, room);
        line.and_line(fill(summary, room)).and_line(right)
    }

    /// A text cut to a width so that the first letters that match are in it.
    fn in_sight(&self, text: &str, ink: Ink, reach: Reach, room: usize) -> Line {
        let first = self.query.marks_told(text, reach).into_iter().next();
        let end = first.map_or(0, |mark| text.get(..mark.end).unwrap_or(text).width());
        if end < room || room < 12 {
            return self.told(text, ink, reach).cut(room);
        }
        // From the last word that leaves room for the match.
        let spare = (end + 3).saturating_sub(room);
        let words = text.match_indices(' ').map(|(at, _)| at + 1);
        let mut starts = words.filter(|at| text.get(..*at).unwrap_or("").width() >= spare);
        let from = starts.next().unwrap_or(0);
        let rest = text.get(from..).unwrap_or(text);
        Line::of(Ink::Dim, "… ")
            .and_line(self.told(rest, ink, reach))
            .cut(room)
    }

    /// The words that an event was found by: of what kind it is, of who takes part or where, of a sentence that reports it.
    fn why(&self, event: EventIx, reach: Reach) -> Line {
        let dataset = &self.app.world.dataset;
        let actors = dataset
            .events
            .involved(event)
            .flat_map(|actor| dataset.lineage(actor));
        let actors = actors.filter_map(|actor| dataset.actors.get(actor.at()));
        let names = actors.flat_map(|actor| std::iter::once(&actor.name).chain(&actor.aliases));
        let gazetteer = &self.app.world.gazetteer;
        let sites = self.app.world.sites(event);
        let places = sites.iter().filter_map(|site| site.place);
        let places = places.flat_map(|place| gazetteer.ancestry(place));
        let places = places.filter_map(|place| gazetteer.place(place));
        let names =
            names.chain(places.flat_map(|place| std::iter::once(&place.name).chain(&place.alt)));
        let kind = dataset.events.kind(event).name();
        let record = self.app.shelf.record(event);
        let quotes = record.into_iter().flat_map(|record| &record.reports);
        let quotes = quotes.map(|report| report.quote.as_str());
        // Of names only the one that was typed says why; in a sentence, whatever stands there.
        let names = names.map(|name| (name.as_str(), self.typed.marks(name, reach)));
        let quotes = quotes.map(|quote| (quote, self.query.marks_told(quote, reach)));
        let kinds = std::iter::once((kind, self.typed.marks_told(kind, reach)));
        let texts = kinds.chain(names).chain(quotes);
        for (text, marks) in texts {
            let (Some(first), Some(last)) = (marks.first(), marks.last()) else {
                continue;
            };
            let room = WHY.min(self.width / 3).saturating_sub(2);
            // Names are short enough to stand whole; of a sentence, the words that matched.
            let (from, to) = if text.width() <= room {
                (0, text.len())
            } else {
                let rest = text.get(last.end..).unwrap_or("");
                let end = rest.find(|c: char| !c.is_alphanumeric());
                let end = end.map_or(text.len(), |more| last.end + more);
                (first.start, end)
            };
            let shown = text.get(from..to).unwrap_or(text);
            let shift = |mark: &Range<usize>| mark.start - from..mark.end - from;
            let marks: Vec<Range<usize>> = marks.iter().map(shift).collect();
            return Line::of(Ink::Dim, "“")
                .and_line(spans(shown, &marks, Ink::Dim).cut(room))
                .and(Ink::Dim, "”");
        }
        Line::default()
    }

    /// The words of an event with the letters that match in their own ink.
    fn told(&self, text: &str, ink: Ink, reach: Reach) -> Line {
        spans(text, &self.query.marks_told(text, reach), ink)
    }

    /// A name with the letters that match in their own ink.
    fn marked(&self, text: &str, ink: Ink, reach: Reach) -> Line {
        spans(text, &self.query.marks(text, reach), ink)
    }
}

fn spans(text: &str, marks: &[Range<usize>], ink: Ink) -> Line {
    let mut line = Line::default();
    let mut at = 0;
    for mark in marks {
        line.push(ink, text.get(at..mark.start).unwrap_or(""));
        line.push(Ink::Match, text.get(mark.clone()).unwrap_or(""));
        at = mark.end;
    }
    line.push(ink, text.get(at..).unwrap_or(""));
    line
}

fn has_marks(line: &Line) -> bool {
    line.spans.iter().any(|span| span.ink == Ink::Match)
}

/// How far letters may be from what was typed where something was found in this way.
fn reach_of(tier: Tier) -> Reach {
    match tier {
        Tier::Alike => Reach::Sound,
        Tier::Typo | Tier::Fuzzy => Reach::Anything,
        _ => Reach::Letters,
    }
}

/// "settlement in Nineveh Province".
fn part_of(kind: &str, word: &str, whole: Option<&str>) -> String {
    match whole {
        Some(whole) if kind.is_empty() => format!("{word} {whole}"),
        Some(whole) => format!("{kind} {word} {whole}"),
        None => kind.to_owned(),
    }
}

/// A line that is exactly so wide.
pub(super) fn fill(line: Line, width: usize) -> Line {
    let line = line.cut(width);
    let gap = width.saturating_sub(line.width());
    line.and(Ink::Plain, " ".repeat(gap))
}
