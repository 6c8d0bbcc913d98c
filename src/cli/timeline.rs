//! `sitmap timeline`: how many events when, as text.

mod bins;

use std::collections::BTreeMap;
use std::io::{self, Write};

use unicode_width::UnicodeWidthStr as _;

use super::choose::Choose;
use super::open::Files;
use super::paper::{FOUND_OR_NOT, Paper, say, say_faults};
use super::{FAULTS, FINE, Failure};
use crate::app::world::World;
use crate::export::lines;
use crate::index::set::EventSet;
use crate::model::entry::EventIx;
use crate::model::time::Stamp;
use crate::scene::prose::{Ink, Line, column, count, grouped};
use bins::{Bins, By, Run};

/// Print how many events there are by day, week, month or year
///
/// An event counts in each row that it touches; one with an unknown end stands at the end that is known. Long runs of rows without
/// reports are said in one line: no reports does not mean calm.
#[derive(Debug, clap::Args)]
#[command(after_help = FOUND_OR_NOT)]
pub(super) struct Args {
    #[command(flatten)]
    files: Files,
    #[command(flatten)]
    choose: Choose,
    /// How long a row is; by default what makes some dozens of them
    #[arg(long, value_enum, value_name = "WHAT")]
    by: Option<By>,
    /// A column of counts for each of the busiest of these
    #[arg(long, value_enum, value_name = "WHAT")]
    lanes: Option<Lanes>,
    #[command(flatten)]
    paper: Paper,
}

/// What events are counted by beside time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Lanes {
    /// The region that they belong to
    Region,
    /// What kind of event
    Type,
    /// The topmost actor of who acts first
    Actor,
}

/// More empty rows than this are said in one line.
const MOST_EMPTY: i64 = 2;
/// No lane's column is wider.
const MOST_LANE: usize = 14;
/// The bar gets at least so much.
const LEAST_BAR: usize = 12;
/// Between two columns.
const GAP: usize = 2;

/// Prints the rows.
pub(super) fn run(args: &Args, out: &mut dyn Write) -> Result<u8, Failure> {
    let opened = args.files.open()?;
    let world = &*opened.world;
    let lines = timeline(args, world, &*args.choose.events(&opened)?);
    let mut theme = args.paper.theme();
    theme.ascii |= args.paper.is_ascii();
    let mut out = io::BufWriter::new(out);
    for some in lines.chunks(64) {
        out.write_all(lines::of(some, &theme).as_bytes())?;
    }
    out.flush()?;
    say_faults(&opened);
    if lines.is_empty() {
        say("nothing matched");
        return Ok(FAULTS);
    }
    Ok(FINE)
}

/// The rows of some events and what there is to say of them; empty without any.
fn timeline(args: &Args, world: &World, events: &EventSet) -> Vec<Line> {
    let Some(by) = args.by.or_else(|| fitting(world, events)) else {
        return Vec::new();
    };
    let mut bins = Bins::default();
    let mut lanes: BTreeMap<usize, usize> = BTreeMap::new();
    let (mut total, mut unreal) = (0, 0);
    for event in events.iter() {
        let lane = args.lanes.map_or(0, |lanes| lane(world, lanes, event));
        *lanes.entry(lane).or_default() += 1;
        total += 1;
        unreal += usize::from(world.unreal().contains(event));
        bins.add(by, &world.dataset.events.stretch(event), lane);
    }
    let mut busiest: Vec<(usize, usize)> = lanes.into_iter().collect();
    busiest.sort_by_key(|(lane, count)| (std::cmp::Reverse(*count), *lane));
    let busiest = busiest.into_iter().map(|(lane, _)| lane);
    let named = |lane: usize| {
        (
            lane,
            args.lanes.map_or("", |lanes| name(world, lanes, lane)),
        )
    };
    let lanes = args.lanes.map(|_| busiest.map(named).collect());
    let runs = bins.runs();
    let table = Table::of(by, lanes.unwrap_or_default(), &runs, args.paper.width());
    let mut out = table.lines(&runs);
    if out.is_empty() {
        out.push(Line::of(Ink::Warn, "no event has a date"));
    }
    let mut notes = vec![count(total, "event")];
    let mut note = |number: usize, words: &str| {
        if number > 0 {
            notes.push(format!("{} {words}", grouped(number)));
        }
    };
    note(bins.undated, "without a date, in no row");
    note(bins.open, "with one end of time unknown, at the other end");
    note(
        bins.long,
        &format!("in more than one {}, counted in each", by.name()),
    );
    note(unreal, "not said to have happened");
    out.push(Line::default());
    out.extend(Line::of(Ink::Dim, notes.join(" · ")).wrap(args.paper.width(), 0));
    out
}

/// How long rows are where nobody says; `None` without an event.
fn fitting(world: &World, events: &EventSet) -> Option<By> {
    let mut ends: Option<(Stamp, Stamp)> = None;
    for event in events.iter() {
        let stretch = world.dataset.events.stretch(event);
        for at in stretch.start.into_iter().chain(stretch.end) {
            let (first, last) = ends.unwrap_or((at, at));
            ends = Some((first.min(at), last.max(at)));
        }
    }
    let fitting = ends.map_or(By::Day, |(first, last)| By::fitting(first, last));
    (!events.is_empty()).then_some(fitting)
}

/// The number of an event's lane: of its region, its kind, or its side; the first after all of these is for the rest.
fn lane(world: &World, lanes: Lanes, event: EventIx) -> usize {
    match lanes {
        Lanes::Region => world.region_of(event).unwrap_or(world.regions().len()),
        Lanes::Type => world.dataset.events.kind(event) as usize,
        Lanes::Actor => world.side(event).unwrap_or(usize::MAX),
    }
}

fn name(world: &World, lanes: Lanes, lane: usize) -> &str {
    match lanes {
        Lanes::Region => {
            let region = world.regions().get(lane);
            region.map_or("elsewhere", |region| &region.name)
        }
        Lanes::Type => {
            let kind = crate::model::vocabulary::EventType::ALL.get(lane);
            kind.map_or("", |kind| kind.name())
        }
        Lanes::Actor => {
            let actor = world.sides().get(lane);
            actor.map_or("nobody", |actor| world.dataset.actor_name(*actor))
        }
    }
}

/// Columns of a timeline.
struct Table<'n> {
    by: By,
    /// The lanes that have a column: number, name and width.
    lanes: Vec<(usize, &'n str, usize)>,
    /// How wide the column of what is in no other lane is; 0 where it is left out.
    rest: usize,
    label: usize,
    count: usize,
    bar: usize,
    /// The most events of a row.
    most: i64,
}

impl<'n> Table<'n> {
    fn of(by: By, lanes: Vec<(usize, &'n str)>, runs: &[Run], width: usize) -> Self {
        let most = runs.iter().map(|run| run.counts.values().sum()).max();
        let most: i64 = most.unwrap_or(0);
        let count = digits(most).max("events".len());
        let label = by.label(0).len().max(by.name().len());
        let mut left = width.saturating_sub(label + count + 2 * GAP + LEAST_BAR);
        let wanted = |name: &str| name.width().clamp(digits(most), MOST_LANE) + GAP;
        let all: usize = lanes.iter().map(|(_, name)| wanted(name)).sum();
        let mut rest = 0;
        if all > left {
            rest = "others".len().max(digits(most));
            left = left.saturating_sub(rest + GAP);
        }
        let mut shown = Vec::new();
        for (lane, name) in lanes {
            let column = wanted(name);
            if column > left {
                break;
            }
            left -= column;
            shown.push((lane, name, column - GAP));
        }
        // Of all lanes together the count of all tells already.
        if shown.is_empty() && rest > 0 {
            left += rest + GAP;
            rest = 0;
        }
        Self {
            by,
            lanes: shown,
            rest,
            label,
            count,
            bar: LEAST_BAR + left,
            most,
        }
    }

    fn lines(&self, runs: &[Run]) -> Vec<Line> {
        let mut out = Vec::new();
        if runs.is_empty() {
            return out;
        }
        out.push(self.header());
        for run in runs {
            if run.counts.is_empty() && run.len > MOST_EMPTY {
                let bins = usize::try_from(run.len).unwrap_or(usize::MAX);
                let words = format!("… {} without reports", count(bins, self.by.name()));
                out.push(Line::of(Ink::Dim, words));
                continue;
            }
            out.extend((run.bin..run.bin + run.len).map(|bin| self.row(bin, &run.counts)));
        }
        out
    }

    fn header(&self) -> Line {
        let mut line = Line::of(Ink::Strong, column(self.by.name(), self.label));
        let mut cell = |name: &str, width: usize| line.push(Ink::Strong, right(name, width));
        cell("events", self.count);
        for (_, name, width) in &self.lanes {
            cell(name, *width);
        }
        if self.rest > 0 {
            cell("others", self.rest);
        }
        line
    }

    fn row(&self, bin: i64, counts: &BTreeMap<usize, i64>) -> Line {
        let total: i64 = counts.values().sum();
        let of = |lane: usize| counts.get(&lane).copied().unwrap_or(0);
        let mut line = Line::of(Ink::Dim, column(&self.by.label(bin), self.label));
        let mut cell = |count: i64, width: usize| {
            // An empty cell is easier on the eye than a nought.
            let ink = if count == 0 { Ink::Dim } else { Ink::Plain };
            let number = usize::try_from(count).unwrap_or(0);
            let text = if number == 0 {
                "·".to_owned()
            } else {
                grouped(number)
            };
            line.push(ink, right(&text, width));
        };
        cell(total, self.count);
        let mut rest = total;
        for (lane, _, width) in &self.lanes {
            cell(of(*lane), *width);
            rest -= of(*lane);
        }
        if self.rest > 0 {
            cell(rest, self.rest);
        }
        line.push(Ink::Plain, " ".repeat(GAP));
        line.and(Ink::Key, "█".repeat(self.cells(total)))
    }

    /// How many cells the bar of a count has: all for the most, and one at least for what is not nothing.
    fn cells(&self, count: i64) -> usize {
        let bar = i64::try_from(self.bar).unwrap_or(0);
        let cells = (count * bar + self.most / 2) / self.most.max(1);
        usize::try_from(cells.max(i64::from(count > 0))).unwrap_or(0)
    }
}

/// How wide a count is.
fn digits(count: i64) -> usize {
    grouped(usize::try_from(count).unwrap_or(0)).len()
}

/// A text at the right of a column, after the gap.
fn right(text: &str, width: usize) -> String {
    let text = column(text, width.min(text.width()));
    let blanks = (GAP + width).saturating_sub(text.width());
    format!("{}{text}", " ".repeat(blanks))
}
