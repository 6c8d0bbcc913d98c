//! One event in a sentence: when, whether, what, where, and who says so.

use super::spoken;
use crate::app::citation::kind_in_words;
use crate::app::world::World;
use crate::model::record::{Attribution, Record, Report, Spot};
use crate::model::text::Text;
use crate::model::time::When;
use crate::model::vocabulary::{Factuality, PlacePrecision, Relation, SourceKind, TimePrecision};
use crate::scene::prose::count;

/// More places of one event than this are only counted.
const MOST_PLACES: usize = 3;

/// The sentence of an event.
pub fn sentence(world: &World, record: &Record) -> String {
    let what = one_line(&record.summary);
    let what = what.trim_end_matches(['.', ';']);
    format!(
        "{}: {what}; {}; {}.",
        dated(record),
        places(world, record),
        said_by(world, record)
    )
}

/// When and where, and whether it happened.
pub fn facts(world: &World, record: &Record) -> String {
    format!("{}; {}.", dated(record), places(world, record))
}

/// When, and whether it happened.
fn dated(record: &Record) -> String {
    let happened = match record.factuality {
        Factuality::Happened => "",
        Factuality::Ongoing => ", ongoing",
        Factuality::Planned => ", planned, not yet happened",
        Factuality::Conditional => ", only on a condition",
        Factuality::Negated => ", said not to happen",
        Factuality::Unknown => ", whether it happened is not known",
    };
    when(&record.when) + happened
}

/// A text as one line, whatever stands in it.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// When, so that a stretch within which something happened is not taken for how long it lasted.
fn when(when: &When) -> String {
    let stretch = &when.stretch;
    let said = spoken(stretch);
    let is_run = said.contains(" to ");
    match (stretch.start, stretch.end) {
        (None, None) => return "No date".to_owned(),
        (Some(_), None) => return format!("F{}", said.trim_start_matches('f')),
        (None, Some(_)) => return format!("U{}", said.trim_start_matches('u')),
        _ => {}
    }
    match when.precision {
        TimePrecision::Minute | TimePrecision::Hour | TimePrecision::Day if !is_run => {
            format!("On {said}")
        }
        TimePrecision::Span if is_run => format!("From {said}"),
        TimePrecision::Span => format!("All of {said}"),
        _ if is_run => format!("Some time from {said}"),
        _ => format!("Some time in {said}"),
    }
}

/// Where, and how exactly that is known.
fn places(world: &World, record: &Record) -> String {
    let spots = record.locations.iter().take(MOST_PLACES);
    let mut said: Vec<String> = spots.map(|spot| place(world, spot)).collect();
    match record.locations.len().saturating_sub(MOST_PLACES) {
        0 if said.is_empty() => return "no place is given".to_owned(),
        0 => {}
        more => said.push(count(more, "more place")),
    }
    said.join(" and ")
}

fn place(world: &World, spot: &Spot) -> String {
    let found = spot.named.and_then(|named| world.resolution(named));
    let entry = found.and_then(|found| world.gazetteer.place(found.place?));
    let written = spot
        .named
        .and_then(|named| world.dataset.named.get(named.at()));
    let name = entry.map(|entry| &entry.name);
    let Some(name) = name.or(written.map(|named| &named.text)) else {
        let Some(at) = spot.at else {
            return "no place is given".to_owned();
        };
        let side = |value: f64, plus, minus| {
            let side = if value < 0.0 { minus } else { plus };
            format!("{:.4} degrees {side}", value.abs())
        };
        let (lat, lon) = (side(at.lat, "north", "south"), side(at.lon, "east", "west"));
        return format!("at {lat}, {lon}");
    };
    let by_kind = || found.and_then(|found| found.precision);
    let precision = match spot.precision {
        PlacePrecision::Unknown => by_kind().unwrap_or(PlacePrecision::Unknown),
        known => known,
    };
    let mut said = lies(&one_line(name), precision, spot.relation);
    if spot.inferred {
        said += ", as inferred";
    }
    if entry.is_none() && spot.at.is_none() {
        said += ", which is not on the map as no such place is known";
    }
    said
}

/// How an event lies to a place that is known so exactly.
fn lies(name: &str, precision: PlacePrecision, relation: Option<Relation>) -> String {
    let name = match precision {
        PlacePrecision::Province => kind_of(name, "province"),
        PlacePrecision::District => kind_of(name, "district"),
        _ => name.to_owned(),
    };
    let how = match (precision, relation) {
        (PlacePrecision::Route, _) => "somewhere along",
        (_, Some(Relation::Toward)) => "towards",
        (_, Some(Relation::Near)) => "somewhere near",
        (_, Some(Relation::Around)) => "somewhere around",
        (_, Some(Relation::Between)) => "somewhere between places of",
        (PlacePrecision::Unknown, _) => "in or about",
        (precision, _) if precision.is_point() => "in",
        _ => "somewhere in",
    };
    let exactness = match precision {
        PlacePrecision::Unknown => ", how exactly is not known",
        _ => "",
    };
    format!("{how} {name}{exactness}")
}

/// A name with what it names, unless it says so itself.
fn kind_of(name: &str, kind: &str) -> String {
    let lower = name.to_lowercase();
    if [kind, "governorate", "region"]
        .iter()
        .any(|word| lower.contains(word))
    {
        name.to_owned()
    } else {
        format!("{name} {kind}")
    }
}

/// Who says so, in which document, and how many more reports there are.
fn said_by(world: &World, record: &Record) -> String {
    let Some((first, more)) = record.reports.split_first() else {
        return "no report of it is in the file".to_owned();
    };
    let mut said = voice(world, first);
    if !more.is_empty() {
        said.push_str(", and ");
        said.push_str(&count(more.len(), "more report"));
    }
    said
}

fn voice(world: &World, report: &Report) -> String {
    let label = report
        .doc
        .and_then(|doc| world.dataset.documents.label(doc));
    let label = label.map(|label| one_line(label));
    match (&report.source, label) {
        (Some(source), Some(label)) => {
            format!("according to {}, in {label}", source_words(world, source))
        }
        (Some(source), None) => format!("according to {}", source_words(world, source)),
        (None, Some(label)) => format!("according to {label} itself"),
        (None, None) => "nobody is named as its source".to_owned(),
    }
}

fn source_words(world: &World, source: &Attribution) -> String {
    let actor = source.actor.map(|actor| world.dataset.actor_name(actor));
    let name = actor.filter(|name| !name.is_empty());
    match name.or(source.text.as_ref().map(Text::as_str)) {
        Some(name) => format!("{}, {}", one_line(name), kind_in_words(source.kind)),
        None => match source.kind {
            SourceKind::Witness => "a witness",
            SourceKind::Party => "a party to the fighting",
            SourceKind::Monitor => "a monitor",
            SourceKind::Official => "an official",
            SourceKind::Media => "a news medium",
            SourceKind::Anonymous => "somebody who is not named",
        }
        .to_owned(),
    }
}
