//! A flat row in full.

use crate::load::{flat, objects, separated};
use crate::model::dataset::Dataset;
use crate::model::entry::EventIx;
use crate::model::events::RecordAt;
use crate::model::record::{Part, Record, Report, Spot};
use crate::model::table::{Field, Table};
use crate::model::text::Text;
use crate::model::time::When;

/// Hands over what a flat row says; `None` where it is none.
pub(super) fn with_values<T>(
    record: &str,
    table: &Table,
    take: impl FnOnce(&flat::Values<'_>) -> T,
) -> Option<T> {
    match table.separator {
        None => objects::values(record, table, take),
        Some(_) => separated::values(record, table, take),
    }
}

pub(super) fn assemble(
    dataset: &Dataset,
    event: EventIx,
    (record, at): (&str, RecordAt),
    values: &flat::Values<'_>,
    table: &Table,
) -> Record {
    let text = |field: Field| values.get(field).map(Text::clean);
    let id = text(Field::Id).unwrap_or_else(|| Text::clean(&flat::id_of_nameless(at.offset)));
    let (kind, is_known) = flat::kind_of(values);
    // A type that the format does not know is not lost.
    let called = text(Field::Type).filter(|_| !is_known);
    let summary = flat::summary_of(values).map(Text::clean);
    let position = flat::position_of(values).ok().flatten();
    let actors = dataset.events.actors(event).map(|(actor, role)| Part {
        actor,
        role,
        inferred: false,
    });
    let locations = dataset.events.locations(event).map(|location| Spot {
        named: location.named,
        at: position,
        precision: location.precision,
        relation: None,
        inferred: false,
    });
    Record {
        id,
        kind,
        phase: None,
        summary: summary.unwrap_or_default(),
        actors: actors.collect(),
        locations: locations.collect(),
        when: flat::when_of(values).unwrap_or(When::UNDATED),
        factuality: flat::status_of(values),
        condition: None,
        background: false,
        fatalities: flat::fatalities_of(values),
        confidence: None,
        review: None,
        reports: report(dataset, event, values).into_iter().collect(),
        links: Vec::new(),
        tags: flat::tags_of(values).map(Text::clean).collect(),
        note: called
            .map(|called| Text::clean(&format!("{}: {called}", table.name_of(Field::Type)))),
        origin: None,
        raw: lines(record, table),
    }
}

fn report(dataset: &Dataset, event: EventIx, values: &flat::Values<'_>) -> Option<Report> {
    let quote = Text::clean(values.get(Field::Sentence)?);
    Some(Report {
        doc: dataset.events.documents(event).next(),
        url: values.get(Field::Url).map(Text::clean),
        sentence: None,
        range: 0..quote.chars().count(),
        quote,
        trigger: None,
        marks: Vec::new(),
        source: None,
    })
}

/// The row as it stands in its file: of a separated one, a line a column, under its name.
fn lines(record: &str, table: &Table) -> Vec<Text> {
    let Some(separator) = table.separator else {
        return super::lines(record);
    };
    let Some(split) = separated::split(record, 0, separator, true) else {
        return super::lines(record);
    };
    let named = table.header.iter().zip(&split.values);
    named
        .map(|(name, (value, _))| Text::clean(&format!("{name}: {value}")))
        .collect()
}
