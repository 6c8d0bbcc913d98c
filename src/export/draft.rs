//! A first draft of a briefing, written from the data alone: what there is of it, then region by region or day by day.
//!
//! Every statement cites its event, says who says so, and says what is not sure. It is Markdown that a person goes on with.
//!
//! Known to be imperfect: of many events the earliest are told; which of them matter, a person has to say.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::rows::markdown::escaped;
use crate::app::App;
use crate::app::world::World;
use crate::model::briefing::in_comment;
use crate::model::entry::EventIx;
use crate::model::query::{Key, Term, Value};
use crate::model::time::{Stamp, Stretch, in_words};
use crate::scene::describe;
use crate::scene::prose::count;

/// So many events of a region or a day are told.
const TOLD: usize = 12;
/// The words of a step on a screen of 80 × 24: rows, and columns of an item.
const ROWS: usize = 8;
const COLUMNS: usize = 72;
/// More groups than these are told by a longer stretch of time, and at last only counted.
const GROUPS: usize = 12;

/// What a step is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// A region.
    Region,
    /// A day; a month or a year, where there are many.
    Day,
}

/// Events that belong together.
struct Group {
    name: String,
    line: String,
    events: Vec<EventIx>,
}

/// The text of a draft that begins with a front matter; by what, if nobody says, the data say.
pub fn draft(app: &mut App, front: &str, by: Option<By>) -> String {
    let world = app.world.clone();
    let all: Vec<EventIx> = world.listed(&app.view).iter().collect();
    let regions = by_region(&world, &all);
    let by = by.unwrap_or(if regions.len() > 1 {
        By::Region
    } else {
        By::Day
    });
    let groups = match by {
        By::Region => regions,
        By::Day => by_day(&world, &all),
    };
    let mut out = front.to_owned();
    let title = world.dataset.title.as_ref();
    let title = title.map_or_else(|| count(all.len(), "event"), |title| escaped(title));
    let _ = write!(
        out,
        "\n# {title}\n\n{}\n\n<!-- note:\nA draft, written from the data: hold every sentence against its source, and say first what is not known.\n-->\n",
        escaped(&describe::overview(&world, &app.view))
    );
    for group in &groups {
        steps(app, group, &mut out);
    }
    let group = uncertain(&world, &all);
    if !group.events.is_empty() {
        steps(app, &group, &mut out);
    }
    out
}

/// The title of a data set, for the front matter.
pub fn title(app: &App) -> String {
    let title = app.world.dataset.title.as_ref();
    title.map_or_else(|| "Briefing".to_owned(), ToString::to_string)
}

/// The steps of a group, each with its view and with as many of its events as fit.
fn steps(app: &mut App, group: &Group, out: &mut String) {
    let some = group.events.get(..TOLD).unwrap_or(&group.events);
    app.shelf.fetch(some);
    let told = some.iter().map(|event| {
        let told = describe::event(&app.world, &app.shelf, &app.view, *event);
        format!("{}{}", escaped(&told), cited(app, *event))
    });
    let parts = fitting(told.collect());
    let number = count(group.events.len(), "event");
    for (at, items) in parts.iter().enumerate() {
        let part = if parts.len() > 1 {
            format!(" ({} of {})", at + 1, parts.len())
        } else {
            String::new()
        };
        let _ = write!(out, "\n## {}: {number}{part}\n", escaped(&group.name));
        if !group.line.is_empty() {
            let _ = write!(out, "\n<!-- view: {} -->\n", in_comment(&group.line));
        }
        out.push('\n');
        for item in items {
            let _ = writeln!(out, "- {item}");
        }
    }
    let left = group.events.len() - some.len();
    if left > 0 {
        let left = count(left, "more event");
        let _ = writeln!(out, "\nAnd {left} that this draft does not tell of.");
    }
}

/// Items in as many steps as it takes for each to fit on a screen; one that is too long for any has one of its own.
fn fitting(items: Vec<String>) -> Vec<Vec<String>> {
    let mut parts: Vec<Vec<String>> = Vec::new();
    let mut room = 0;
    for item in items {
        let rows = item.chars().count().div_ceil(COLUMNS);
        if let Some(part) = parts.last_mut().filter(|_| rows <= room) {
            part.push(item);
        } else {
            parts.push(vec![item]);
            room = ROWS;
        }
        room = room.saturating_sub(rows);
    }
    parts
}

/// The citation of an event.
fn cited(app: &App, event: EventIx) -> String {
    let Some(record) = app.shelf.record(event) else {
        return String::new();
    };
    let mut target = String::new();
    for letter in record.id.chars() {
        if matches!(letter, '<' | '>' | '\\') {
            target.push('\\');
        }
        target.push(letter);
    }
    format!(" [{}](<event:{target}>)", escaped(&record.id))
}

/// The regions with events, in the order of the keys, and what lies in none.
fn by_region(world: &World, all: &[EventIx]) -> Vec<Group> {
    let mut events: BTreeMap<usize, Vec<EventIx>> = BTreeMap::new();
    let placeless = world.space().placeless();
    for event in all
        .iter()
        .copied()
        .filter(|event| !placeless.contains(*event))
    {
        let region = world.region_of(event).unwrap_or(usize::MAX);
        events.entry(region).or_default().push(event);
    }
    let groups = events.into_iter().map(|(at, events)| {
        let region = world.regions().get(at);
        let id = region.map_or("elsewhere", |region| &*region.id);
        Group {
            name: region.map_or("Elsewhere".to_owned(), |region| region.name.to_string()),
            line: Term::of(Key::Region, vec![Value::new(id)]).to_string(),
            events,
        }
    });
    groups.take(GROUPS).collect()
}

/// The days with events; months or years, where there are too many of them.
fn by_day(world: &World, all: &[EventIx]) -> Vec<Group> {
    for length in [10, 7, 4] {
        let groups = by_date(world, all, length);
        if groups.len() <= GROUPS || length == 4 {
            return groups.into_iter().take(GROUPS).collect();
        }
    }
    Vec::new()
}

/// Events by so many characters of the date that they begin on, or end by, where nobody knows more: `2017-03-05`, `2017-03`, `2017`.
fn by_date(world: &World, all: &[EventIx], length: usize) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    for event in all.iter().copied() {
        let stretch = world.dataset.events.when(event).stretch;
        let Some(at) = stretch.start.or(stretch.end.map(|end| end.plus_ms(-1))) else {
            continue;
        };
        let date: String = at.civil().date().to_string().chars().take(length).collect();
        let known = names.entry(date.clone()).or_insert_with(|| {
            groups.push(Group {
                name: named(at, length, &date),
                line: Term::of(Key::Time, vec![Value::new(&*date)]).to_string(),
                events: Vec::new(),
            });
            groups.len() - 1
        });
        if let Some(group) = groups.get_mut(*known) {
            group.events.push(event);
        }
    }
    let order: Vec<usize> = names.into_values().collect();
    let mut groups: Vec<Option<Group>> = groups.into_iter().map(Some).collect();
    let sorted = order
        .into_iter()
        .filter_map(|at| groups.get_mut(at)?.take());
    sorted.collect()
}

/// A day in words; a month or a year as it is written.
fn named(at: Stamp, length: usize, date: &str) -> String {
    if length < 10 {
        return date.to_owned();
    }
    let day = at.floor_day();
    in_words(&Stretch::new(day, day.plus_ms(24 * 3_600_000)))
}

/// What has no date or no place, and what did not happen.
fn uncertain(world: &World, all: &[EventIx]) -> Group {
    let dated = world.times().dated();
    let placeless = world.space().placeless();
    let events = &world.dataset.events;
    let is_so = |event: &EventIx| {
        event.at() >= dated || placeless.contains(*event) || events.factuality(*event).is_unreal()
    };
    Group {
        name: "Without a date or a place, or not said to have happened".to_owned(),
        line: "show:unreal".to_owned(),
        events: all.iter().copied().filter(is_so).collect(),
    }
}
