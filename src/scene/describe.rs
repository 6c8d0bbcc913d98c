//! A view in prose: for ears, for mail, and for terminals that can show lines of letters only.
//!
//! First a paragraph that says what is chosen, how much of it there is, what of it the map does not show and how sure all of
//! it is; then a sentence an event. No tables and no signs: what is not a word is a number or a full stop.
//!
//! Known to be imperfect: summaries are as their file has them, so that a sentence may say a place twice; of the reports of
//! an event the first one speaks.

mod event;
pub mod statement;

use std::fmt::Write as _;

use super::chips;
use super::listed::Listed;
use super::map::Reach;
use super::prose::{count, grouped};
use crate::app::shelf::Shelf;
use crate::app::timing::Mode;
use crate::app::view::{ColourBy, View};
use crate::app::world::World;
use crate::index::set::EventSet;
use crate::model::entry::EventIx;
use crate::model::filter::{Clause, Filter, Test};
use crate::model::query::Key;
use crate::model::record::Record;
use crate::model::time::{Stretch, in_words};
use crate::model::vocabulary::{Factuality, TimeBasis, TimePrecision};

/// What is chosen, in one paragraph.
pub fn overview(world: &World, view: &View) -> String {
    let listed = world.listed(view);
    let mut said = vec![chosen(world, view, listed.count())];
    if !listed.is_empty() {
        said.push(origin(world, view));
        said.extend(off_map(world, view, &listed));
        said.extend(missing(world, &listed));
        said.extend(unsure(world, &listed));
    }
    said.join(" ")
}

/// The events to tell of, in the view's order; the selected one first, listed or not.
pub fn events(world: &World, view: &View) -> Vec<EventIx> {
    let page = world.page(&world.listed(view), view.order);
    let selected = view.selection.into_iter();
    let others = page
        .into_iter()
        .filter(|event| Some(*event) != view.selection);
    selected.chain(others).collect()
}

/// One event in a sentence. Its record is at hand, else it is said to be missing.
pub fn event(world: &World, shelf: &Shelf, view: &View, event: EventIx) -> String {
    let told = match shelf.get(event) {
        Some(Ok(record)) => event::sentence(world, record),
        Some(Err(why)) => format!("A record that cannot be read: {why}."),
        None => "A record that is still being read.".to_owned(),
    };
    if view.selection != Some(event) {
        told
    } else if world.listed(view).contains(event) {
        format!("Selected: {told}")
    } else {
        format!("Selected, though outside the filter or the window: {told}")
    }
}

/// A stretch of time without the dash that nobody hears.
fn spoken(stretch: &Stretch) -> String {
    in_words(stretch)
        .replace(" – ", " to ")
        .replace('–', " to ")
}

/// When and where something happened, whether it did, and how well that is known: what stands beside a source's words.
pub fn facts(world: &World, record: &Record) -> String {
    event::facts(world, record)
}

/// What a map shows, in one paragraph to stand under it; what its colours say, where it has some.
pub fn under_map(world: &World, view: &View, reach: &Reach, has_colours: bool) -> String {
    let listed = world.listed(view);
    let mut said = format!("{}.", counted(world, view, listed.count()));
    let colours = match view.colour_by {
        _ if !has_colours => "",
        ColourBy::Type => ", coloured by type of event",
        ColourBy::Actor => ", coloured by who acts",
        ColourBy::Status => ", coloured by what is said to have happened",
    };
    let _ = write!(said, " The map is {} across{colours}.", reach.across);
    let shown = world.shown_time(view);
    let dated = world.times().dated();
    let undated = of(&listed, |event| event.at() >= dated).filter(|_| !shown.is_open());
    let parts = [
        (reach.off, "elsewhere"),
        (reach.placeless, "without a known position"),
        (undated.unwrap_or(0), "without a date"),
        (reach.hidden, "not said to have happened"),
    ];
    let parts = parts.into_iter().filter(|(number, _)| *number > 0);
    let parts: Vec<String> = parts
        .map(|(number, what)| format!("{} {what}", grouped(number)))
        .collect();
    if !parts.is_empty() {
        let _ = write!(said, " Not on it: {}.", parts.join(", "));
    }
    let drawn = reach.unreal - reach.hidden.min(reach.unreal);
    if drawn > 0 {
        let _ = write!(
            said,
            " {} on it, hollow or struck: not said to have happened.",
            grouped(drawn)
        );
    }
    said
}

/// How many events, which, and when; and what they are taken from.
fn chosen(world: &World, view: &View, number: usize) -> String {
    let mut said = counted(world, view, number);
    if let Some(title) = &world.dataset.title {
        let title = event::one_line(title);
        let _ = write!(said, ". The data set is “{title}”");
    }
    said + "."
}

/// How many events, which, and when.
fn counted(world: &World, view: &View, number: usize) -> String {
    let all = world.dataset.events.len();
    let mut said = match number {
        0 => format!("None of {}", count(all, "event")),
        _ if number < all => format!("{} of {}", grouped(number), count(all, "event")),
        _ => count(number, "event"),
    };
    said += &filter_words(world, &view.filter);
    let shown = world.shown_time(view);
    let clauses = view.filter.clauses().iter();
    let is_dated = clauses.flat_map(|clause| &clause.any);
    let is_dated = is_dated
        .into_iter()
        .any(|test| matches!(test, Test::Within(_)));
    let when = match (view.timing.mode, shown.is_open()) {
        (Mode::Single, _) if view.selection.is_some() => ", one event alone".to_owned(),
        (_, true) if is_dated => String::new(),
        (_, true) => ", at any time".to_owned(),
        (_, false) => format!(", {}", spoken(&shown)),
    };
    said + &when
}

/// What a filter asks for, to stand behind "events".
fn filter_words(world: &World, filter: &Filter) -> String {
    let clauses = filter.clauses().iter();
    let said: Vec<String> = clauses.map(|clause| clause_words(world, clause)).collect();
    if said.is_empty() {
        String::new()
    } else {
        format!(" {}", said.join(", "))
    }
}

fn clause_words(world: &World, clause: &Clause) -> String {
    let alone = |test: &Test| Clause {
        negated: false,
        key: clause.key,
        any: vec![test.clone()],
    };
    let tests = clause.any.iter();
    let said: Vec<String> = tests
        .map(|test| test_words(&chips::words(world, &alone(test)), clause.key, test))
        .collect();
    let said = said.join(" or ");
    if clause.negated {
        format!("but not {said}")
    } else {
        said
    }
}

/// What a chip says, as a part of a sentence.
fn test_words(chip: &str, key: Option<Key>, test: &Test) -> String {
    let members = match test {
        Test::Actor { whole: true, .. } => " or its members",
        _ => "",
    };
    match (key, test) {
        (Some(Key::Actor), _) => format!("that have to do with {chip}{members}"),
        (Some(Key::Agent), _) => {
            format!("in which {}{members} acts", chip.trim_end_matches(" acts"))
        }
        (None, _) => format!("told with {chip}"),
        (_, Test::Region(Some(_))) => format!("in the {chip}"),
        (_, Test::Type(_)) => format!("of type {chip}"),
        (_, Test::Status(_)) => format!("with status {chip}"),
        (_, Test::Tag(_)) => format!("tagged {}", chip.trim_start_matches('#')),
        (_, Test::Fatalities(..)) => format!("with {}", chip.replace('–', " to ")),
        (_, Test::Within(stretch)) => spoken(stretch),
        _ => format!("{chip}{members}"),
    }
}

/// Reports, documents and publishers.
fn origin(world: &World, view: &View) -> String {
    let mut listed = Listed::default();
    listed.follow(world, view);
    if listed.reports == 0 {
        return "No report of them is in the file.".to_owned();
    }
    let mut said = format!(
        "They come from {} in {}",
        count(listed.reports, "report"),
        count(listed.documents(), "document")
    );
    if listed.publishers() > 0 {
        let _ = write!(said, " of {}", count(listed.publishers(), "publisher"));
    }
    let via = match listed.via() {
        (0, _) => String::new(),
        (1, one) => format!(", via {one}"),
        (more, _) => format!(", via {} sources", grouped(more)),
    };
    said + &via + "."
}

/// How many of a set are so; `None` where none is.
fn of(set: &EventSet, is_so: impl Fn(EventIx) -> bool) -> Option<usize> {
    let number = set.iter().filter(|event| is_so(*event)).count();
    (number > 0).then_some(number)
}

/// What did not happen and the map does not show.
fn off_map(world: &World, view: &View, listed: &EventSet) -> Option<String> {
    let events = &world.dataset.events;
    let kinds = [
        Factuality::Planned,
        Factuality::Conditional,
        Factuality::Negated,
    ];
    let hidden = kinds.into_iter().filter(|kind| !view.unreal.shows(*kind));
    let said: Vec<String> = hidden
        .filter_map(|kind| {
            let number = of(listed, |event| events.factuality(event) == kind)?;
            let said = match kind {
                Factuality::Negated => "said not to happen",
                other => other.name(),
            };
            Some(format!("{} {said}", grouped(number)))
        })
        .collect();
    (!said.is_empty()).then(|| {
        format!(
            "Not on the map, as it is not said to have happened: {}.",
            said.join(", ")
        )
    })
}

/// What has no date or no place.
fn missing(world: &World, listed: &EventSet) -> Option<String> {
    let dated = world.times().dated();
    let undated = of(listed, |event| event.at() >= dated);
    let placeless = of(listed, |event| world.space().placeless().contains(event));
    let parts = [(undated, "date"), (placeless, "known position")];
    let said: Vec<String> = parts
        .into_iter()
        .filter_map(|(number, what)| {
            let number = number?;
            let has = if number == 1 { "has" } else { "have" };
            Some(format!("{} {has} no {what}", grouped(number)))
        })
        .collect();
    (!said.is_empty()).then(|| format!("Of these, {}.", said.join(" and ")))
}

/// How sure places and dates are.
fn unsure(world: &World, listed: &EventSet) -> Option<String> {
    let events = &world.dataset.events;
    let coarse = of(listed, |event| world.space().coarse().contains(event));
    let dated = world.times().dated();
    let loose = of(listed, |event| {
        let precision = events.when(event).precision;
        let exact = matches!(
            precision,
            TimePrecision::Minute | TimePrecision::Hour | TimePrecision::Day | TimePrecision::Span
        );
        event.at() < dated && !exact
    });
    let inferred = of(listed, |event| {
        let basis = events.when(event).basis;
        matches!(basis, Some(TimeBasis::Inferred | TimeBasis::Context))
    });
    let parts = [
        (
            coarse,
            "place",
            "is known to an area, a route or a province only",
        ),
        (loose, "day", "is not known exactly"),
        (inferred, "date", "is inferred, not stated"),
    ];
    let said: Vec<String> = parts
        .into_iter()
        .filter_map(|(number, of, what)| Some(format!("the {of} of {} {what}", grouped(number?))))
        .collect();
    (!said.is_empty()).then(|| format!("How sure: {}.", said.join("; ")))
}
