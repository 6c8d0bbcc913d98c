//! The inspector's paragraphs: who says so, who, when, where, ties, and the record.

use super::{LABEL, Sheet};
use crate::app::App;
use crate::app::citation::kind_in_words;
use crate::app::world::World;
use crate::model::entry::EventIx;
use crate::model::record::{Record, Report};
use crate::model::time::{Stamp, in_words, long_day};
use crate::model::vocabulary::{Factuality, Slot, TimeBasis, TimePrecision};
use crate::scene::map::Tint;
use crate::scene::prose::{Ink, Line, column};

/// A paragraph with a label on its left.
pub fn labelled(label: &str, line: Line, width: usize) -> Vec<Line> {
    let mut whole = Line::of(Ink::Dim, format!("{} ", column(label, LABEL)));
    whole.spans.extend(line.spans);
    whole.wrap(width, LABEL + 1)
}

/// What kind of thing it is, and whether it happened.
pub fn nature(record: &Record, tint: Tint) -> Line {
    let mut line = Line::of(Ink::Tint(tint), record.kind.name());
    if let Some(phase) = record.phase {
        line.push(Ink::Tint(tint), format!(" ({phase})"));
    }
    let unreal = record.factuality.is_unreal();
    line.push(
        if unreal { Ink::Warn } else { Ink::Dim },
        format!(" · {}", status_words(record.factuality)),
    );
    if let Some(condition) = &record.condition {
        line.push(Ink::Warn, format!(": {condition}"));
    }
    if record.background {
        line.push(Ink::Dim, " · told as background");
    }
    if let Some(confidence) = record.confidence {
        line.push(
            Ink::Dim,
            format!(" · annotator {:.0} % sure", confidence * 100.0),
        );
    }
    if let Some(review) = record.review {
        line.push(Ink::Dim, format!(" · {review}"));
    }
    line
}

/// That an event is not on the map, and why, where it is not.
pub fn off_map(app: &App, event: EventIx, has_keys: bool) -> &'static str {
    let status = app.world.dataset.events.factuality(event);
    if app.world.sites(event).is_empty() {
        " · not on the map: no place"
    } else if app.view.unreal.shows(status) {
        ""
    } else if has_keys {
        " · not on the map (x shows it)"
    } else {
        " · not on the map"
    }
}

/// Who says so, and in what document.
pub fn attribution(world: &World, report: &Report, sheet: Sheet) -> Vec<Line> {
    let width = sheet.width;
    let said = match &report.source {
        None if report.doc.is_none() => Line::of(Ink::Dim, "nobody is named"),
        None => Line::of(Ink::Plain, "the document's own voice"),
        Some(source) => {
            let name = source
                .actor
                .map(|actor| world.dataset.actor_name(actor))
                .filter(|name| !name.is_empty());
            let name = name.or(source.text.as_deref());
            let mut line = Line::of(Ink::Source, name.unwrap_or("somebody not named"));
            line.push(Ink::Plain, format!(", {}", kind_in_words(source.kind)));
            let entry = source
                .actor
                .and_then(|actor| world.dataset.actors.get(actor.at()));
            if let Some(note) = entry.and_then(|actor| actor.note.as_ref()) {
                line.push(Ink::Dim, format!(" ({note})"));
            }
            if source.inherited {
                line.push(Ink::Dim, " (carried over from an earlier sentence)");
            }
            line
        }
    };
    let mut out = labelled("said by", said, width);
    if let Some(label) = report
        .doc
        .and_then(|doc| world.dataset.documents.label(doc))
    {
        let sentence = report
            .sentence
            .map_or(String::new(), |number| format!(", sentence {}", number + 1));
        let mut line = Line::of(Ink::Plain, format!("{label}{sentence}"));
        // Of a document that rows only name there is nothing to read.
        if sheet.has_keys && report.doc.is_some_and(|doc| world.document(doc).is_some()) {
            line.push(Ink::Dim, " (d reads it)");
        }
        out.extend(labelled("in", line, width));
    }
    if let Some(url) = &report.url {
        out.extend(labelled("url", Line::of(Ink::Dim, url.as_str()), width));
    }
    out
}

/// A status in words that cannot be taken for the type's.
fn status_words(status: Factuality) -> &'static str {
    match status {
        Factuality::Negated => "said not to happen",
        Factuality::Unknown => "status unknown",
        other => other.name(),
    }
}

/// Marks of a report that stand in another sentence.
pub fn elsewhere(report: &Report) -> Vec<Line> {
    let outside = report.marks.iter().filter(|mark| mark.elsewhere.is_some());
    outside
        .map(|mark| {
            let label = column(super::marked::question(mark.slot), LABEL);
            let sentence = mark.elsewhere.map_or(0, |number| number + 1);
            Line::of(Ink::Dim, format!("{label} "))
                .and(
                    mark.slot.map_or(Ink::Trigger, Ink::Mark),
                    mark.text.as_str(),
                )
                .and(Ink::Dim, format!(" (in sentence {sentence})"))
        })
        .collect()
}

/// The sentences before and after a report's own.
pub fn context<'a>(world: &'a World, report: &Report) -> (Option<&'a str>, Option<&'a str>) {
    let Some(document) = report.doc.and_then(|doc| world.document(doc)) else {
        return (None, None);
    };
    let neighbour = |number: Option<usize>| {
        let range = document.sentences.get(number?)?;
        Some(document.slice(range)).filter(|text| !text.is_empty())
    };
    let before = report.sentence.and_then(|number| number.checked_sub(1));
    (
        neighbour(before),
        neighbour(report.sentence.map(|number| number + 1)),
    )
}

/// Who took part, and in what role.
pub fn actors(world: &World, record: &Record, width: usize) -> Vec<Line> {
    let mut out = Vec::new();
    let mut last = None;
    for part in &record.actors {
        let label = if last == Some(part.role) {
            ""
        } else {
            part.role.name()
        };
        last = Some(part.role);
        let mut line = Line::of(Ink::Plain, world.dataset.actor_name(part.actor));
        let top = world.dataset.topmost(part.actor);
        if top != part.actor {
            line.push(Ink::Dim, format!(", of {}", world.dataset.actor_name(top)));
        }
        if part.inferred {
            line.push(Ink::Dim, " (inferred: no words name it)");
        }
        // "beneficiary" is longer than the column of labels.
        let label = if label == "beneficiary" { "for" } else { label };
        out.extend(labelled(label, line, width));
    }
    out
}

/// When, and how we know.
pub fn when(world: &World, record: &Record, width: usize) -> Vec<Line> {
    let when = &record.when;
    let mut line = Line::default();
    let told = record
        .reports
        .iter()
        .flat_map(|report| &report.marks)
        .find(|mark| mark.slot == Some(Slot::Time));
    if let Some(mark) = told.filter(|_| when.basis != Some(TimeBasis::Imported)) {
        line.push(Ink::Mark(Slot::Time), format!("“{}”", mark.text));
        line.push(Ink::Dim, " → ");
    }
    line.push(Ink::Plain, in_words(&when.stretch));
    if !when.stretch.is_open() {
        line.push(Ink::Dim, format!(" · {}", precision_words(when.precision)));
    }
    let published = record
        .reports
        .iter()
        .find_map(|report| world.document(report.doc?)?.published?.start);
    if let Some(basis) = when.basis {
        line.push(Ink::Dim, format!(" · {}", basis_words(basis, published)));
    }
    labelled("when", line, width)
}

fn precision_words(precision: TimePrecision) -> &'static str {
    match precision {
        TimePrecision::Minute => "to the minute",
        TimePrecision::Hour => "to the hour",
        TimePrecision::Day => "to the day",
        TimePrecision::Days => "on some day of these",
        TimePrecision::Week => "at some time in this week",
        TimePrecision::Month => "at some time in this month",
        TimePrecision::Year => "at some time in this year",
        TimePrecision::Span => "all of that time",
        TimePrecision::Unknown => "when exactly is not known",
    }
}

fn basis_words(basis: TimeBasis, published: Option<Stamp>) -> String {
    match (basis, published) {
        (TimeBasis::Stated, _) => "stated".to_owned(),
        (TimeBasis::Relative, Some(day)) => {
            format!(
                "relative to {} {}",
                day.civil().strftime("%A"),
                long_day(day)
            )
        }
        (TimeBasis::Relative, None) => "relative to the day of the document".to_owned(),
        (TimeBasis::Context, _) => "from the context".to_owned(),
        (TimeBasis::Inferred, _) => "inferred by the annotator".to_owned(),
        (TimeBasis::Imported, _) => "as imported".to_owned(),
    }
}
