//! The inspector's paragraphs: who says so, who, when, where, ties, and the record.

use super::LABEL;
use crate::app::App;
use crate::app::world::World;
use crate::gazetteer::How;
use crate::index::space::Form;
use crate::model::dataset::Document;
use crate::model::entry::{EventIx, PlaceIx};
use crate::model::record::{Record, Report, Spot};
use crate::model::time::{Stamp, in_words, long_day};
use crate::model::vocabulary::{LinkKind, Slot, SourceKind, TimeBasis, TimePrecision};
use crate::scene::map::Tint;
use crate::scene::prose::{Ink, Line, column, count, grouped};

/// A paragraph with a label on its left.
pub fn labelled(label: &str, line: Line, width: usize) -> Vec<Line> {
    let mut whole = Line::of(Ink::Dim, format!("{} ", column(label, LABEL)));
    whole.spans.extend(line.spans);
    whole.wrap(width, LABEL + 1)
}

/// What there is to know before an event is looked at.
pub fn summary(world: &World, width: usize) -> Vec<Line> {
    let dataset = &world.dataset;
    let mut out = Vec::new();
    let title = dataset.title.as_deref().unwrap_or("Events");
    out.extend(Line::of(Ink::Heading, title).wrap(width, 0));
    out.push(Line::default());
    for document in dataset.documents.iter().take(5) {
        out.extend(labelled(
            "source",
            Line::of(Ink::Plain, document_words(document)),
            width,
        ));
    }
    if dataset.documents.len() > 5 {
        out.extend(labelled(
            "",
            Line::of(
                Ink::Dim,
                format!("and {} more", grouped(dataset.documents.len() - 5)),
            ),
            width,
        ));
    }
    let events = &dataset.events;
    let stretches: Vec<_> = events.all().map(|event| events.stretch(event)).collect();
    let first = stretches.iter().filter_map(|s| s.start).min();
    let last = stretches.iter().filter_map(|s| s.end).max();
    if let (Some(first), Some(last)) = (first, last) {
        let span = in_words(&crate::model::time::Stretch::new(first, last));
        out.extend(labelled("time", Line::of(Ink::Plain, span), width));
    }
    let many =
        |number: usize, what: &str| (number > 0).then(|| format!("{} {what}", grouped(number)));
    let open = stretches
        .iter()
        .filter(|s| !s.is_open() && (s.start.is_none() || s.end.is_none()))
        .count();
    let undated = stretches.iter().filter(|s| s.is_open()).count();
    let placeless = events
        .all()
        .filter(|event| world.sites(*event).is_empty())
        .count();
    let coarse = |event: &EventIx| {
        world
            .sites(*event)
            .first()
            .is_some_and(|site| site.form != Form::Point)
    };
    let unreal = events
        .all()
        .filter(|event| events.factuality(*event).is_unreal())
        .count();
    let unsure: Vec<String> = [
        many(open, "with one end of time unknown"),
        many(undated, "without a date"),
        many(
            events.all().filter(coarse).count(),
            "known to an area or a route",
        ),
        many(placeless, "without a place"),
        many(unreal, "said not to have happened"),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !unsure.is_empty() {
        out.extend(labelled(
            "unsure",
            Line::of(Ink::Plain, unsure.join(", ")),
            width,
        ));
    }
    if let Some(note) = &dataset.note {
        out.extend(labelled("note", Line::of(Ink::Dim, note.as_str()), width));
    }
    out.push(Line::default());
    let hint = Line::of(Ink::Key, "n")
        .and(Ink::Dim, " first event   ")
        .and(Ink::Key, "/")
        .and(Ink::Dim, " find   ");
    out.extend(
        hint.and(Ink::Key, "?")
            .and(Ink::Dim, " keys")
            .wrap(width, 0),
    );
    out
}

/// A document in one line: publisher, what it credits, title, day.
pub fn document_words(document: &Document) -> String {
    let mut words = document.label().to_string();
    if !document.via.is_empty() {
        let via: Vec<&str> = document
            .via
            .iter()
            .map(crate::model::text::Text::as_str)
            .collect();
        words = format!("{words}, via {}", via.join(", "));
    }
    if let Some(title) = document
        .title
        .as_ref()
        .filter(|_| document.publisher.is_some())
    {
        words = format!("{words}: {title}");
    }
    if let Some(published) = &document.published {
        let how = if document.published_inferred {
            " (day inferred)"
        } else {
            ""
        };
        words = format!("{words}, {}{how}", in_words(published));
    }
    words
}

/// What kind of thing it is, and whether it happened.
pub fn nature(
    world: &World,
    shows_unreal: bool,
    event: EventIx,
    record: &Record,
    tint: Tint,
) -> Line {
    let mut line = Line::of(Ink::Tint(tint), record.kind.name());
    if let Some(phase) = record.phase {
        line.push(Ink::Tint(tint), format!(" ({phase})"));
    }
    let unreal = record.factuality.is_unreal();
    line.push(
        if unreal { Ink::Warn } else { Ink::Dim },
        format!(" · {}", record.factuality),
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
    if world.sites(event).is_empty() {
        line.push(Ink::Warn, " · not on the map: no place");
    } else if unreal && !shows_unreal {
        line.push(Ink::Warn, " · not on the map (x shows it)");
    }
    line
}

/// Who says so, and in what document.
pub fn attribution(world: &World, report: &Report, width: usize) -> Vec<Line> {
    let said = match &report.source {
        None => Line::of(Ink::Plain, "the document's own voice"),
        Some(source) => {
            let name = source
                .actor
                .map(|actor| world.dataset.actor_name(actor))
                .filter(|name| !name.is_empty());
            let name = name.or(source.text.as_deref());
            let mut line = Line::of(Ink::Source, name.unwrap_or("somebody not named"));
            line.push(Ink::Plain, format!(", {}", source_words(source.kind)));
            if source.inherited {
                line.push(Ink::Dim, " (carried over from an earlier sentence)");
            }
            line
        }
    };
    let mut out = labelled("said by", said, width);
    if let Some(document) = report.doc.and_then(|doc| world.document(doc)) {
        let sentence = report
            .sentence
            .map_or(String::new(), |number| format!(", sentence {}", number + 1));
        let mut line = Line::of(Ink::Plain, format!("{}{sentence}", document.label()));
        line.push(Ink::Dim, " (d reads it)");
        out.extend(labelled("in", line, width));
    }
    out
}

fn source_words(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Witness => "who saw it",
        SourceKind::Party => "party to the fighting",
        SourceKind::Monitor => "a monitor",
        SourceKind::Official => "an official",
        SourceKind::Media => "a news medium",
        SourceKind::Anonymous => "not named",
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

/// Where, how precisely, and why there.
pub fn places(world: &World, event: EventIx, record: &Record, width: usize) -> Vec<Line> {
    if record.locations.is_empty() {
        return labelled("where", Line::of(Ink::Dim, "no place is given"), width);
    }
    let mut out = Vec::new();
    for (number, spot) in record.locations.iter().enumerate() {
        let label = if number == 0 { "where" } else { "" };
        out.extend(labelled(label, place(world, event, spot), width));
        out.extend(
            why_there(world, spot)
                .into_iter()
                .flat_map(|line| labelled("", line, width)),
        );
    }
    out
}

fn place(world: &World, event: EventIx, spot: &Spot) -> Line {
    let found = spot
        .named
        .and_then(|named| world.resolution(named))
        .and_then(|found| found.place);
    let entry = found.and_then(|place| world.gazetteer.place(place));
    let written = spot
        .named
        .and_then(|named| world.dataset.named.get(named.at()))
        .map(|named| named.text.as_str());
    let name = entry
        .map(|entry| entry.name.as_str())
        .or(written)
        .unwrap_or("coordinates only");
    let mut line = Line::default();
    if let Some(relation) = spot.relation {
        line.push(Ink::Dim, format!("{relation} "));
    }
    line.push(Ink::Mark(Slot::Place), name);
    let lineage: Vec<&str> = found
        .into_iter()
        .flat_map(|place| world.gazetteer.ancestry(place).skip(1))
        .filter_map(|place| Some(world.gazetteer.place(place)?.name.as_str()))
        .collect();
    if !lineage.is_empty() {
        line.push(Ink::Plain, format!(", {}", lineage.join(", ")));
    }
    let site = world.sites(event).iter().find(|site| site.place == found);
    let precision = site.map_or(spot.precision, |site| site.precision);
    line.push(Ink::Dim, format!(" · known to the {precision}"));
    if let Some(site) = site.filter(|site| site.radius_km > 0.0) {
        line.push(Ink::Dim, format!(", ±{} km", site.radius_km));
    }
    if spot.inferred {
        line.push(Ink::Warn, " · inferred");
    }
    line
}

/// Why the event stands where it stands: what was matched, whose position it is, and what else has the name.
fn why_there(world: &World, spot: &Spot) -> Option<Line> {
    if let Some(at) = spot.at {
        return Some(Line::of(
            Ink::Dim,
            format!("the record's own position, {:.4}, {:.4}", at.lat, at.lon),
        ));
    }
    let named = spot.named?;
    let written = world.dataset.named.get(named.at())?;
    let found = world.resolution(named)?;
    let Some(place) = found.place else {
        return Some(Line::of(
            Ink::Warn,
            format!("the gazetteer has no “{}”: not on the map", written.text),
        ));
    };
    let mut words = match found.matched {
        How::Nothing => String::new(),
        How::Id => format!("by id {}", written.text),
        How::Name => "by its name".to_owned(),
        How::Alias => format!("by its other name “{}”", written.text),
        How::Folded => format!("by a spelling of its name, “{}”", written.text),
    };
    let entry = world.gazetteer.place(place)?;
    match world.gazetteer.whereabouts(place) {
        Some(at) if at.of != place => {
            let owner = world
                .gazetteer
                .place(at.of)
                .map_or("", |owner| owner.name.as_str());
            words = format!("{words}; stands at {owner}, as its own position is not known");
        }
        Some(_) => {}
        None => words = format!("{words}; its position is not known"),
    }
    if let Some(source) = &entry.source {
        words = format!("{words}; position: {source}");
    }
    if !found.rivals.is_empty() {
        words = format!(
            "{words}; others of the name: {}",
            rivals(world, &found.rivals)
        );
    }
    Some(Line::of(Ink::Dim, words))
}

fn rivals(world: &World, rivals: &[PlaceIx]) -> String {
    let name = |place: &PlaceIx| {
        let entry = world.gazetteer.place(*place)?;
        let parent = world
            .gazetteer
            .parent(*place)
            .and_then(|parent| world.gazetteer.place(parent));
        Some(parent.map_or(entry.name.to_string(), |parent| {
            format!("{} in {}", entry.name, parent.name)
        }))
    };
    let mut names: Vec<String> = rivals.iter().take(4).filter_map(name).collect();
    if rivals.len() > 4 {
        names.push(format!("{} more", rivals.len() - 4));
    }
    names.join(", ")
}

/// Ties and disputes, then tags, note and record.
pub fn rest(app: &App, event: EventIx, record: &Record, width: usize) -> Vec<Line> {
    let world = &*app.world;
    let mut out = vec![Line::default()];
    for link in &record.links {
        let (label, ink) = match link.kind {
            LinkKind::PartOf => ("part of", Ink::Plain),
            LinkKind::Follows => ("follows", Ink::Plain),
            LinkKind::Duplicates => ("same as", Ink::Plain),
            LinkKind::Disputes => ("disputes", Ink::Warn),
        };
        let other = world
            .dataset
            .events
            .find(&link.to)
            .and_then(|other| app.shelf.record(other));
        let summary = other.map_or("not loaded", |other| other.summary.as_str());
        let mut line = Line::of(ink, format!("{} ", link.to)).and(Ink::Plain, summary);
        if let Some(note) = &link.note {
            line.push(Ink::Dim, format!(" ({note})"));
        }
        out.extend(labelled(label, line, width));
    }
    if let Some(fatalities) = &record.fatalities {
        let number = |label: &str, n: Option<u64>| n.map(|n| format!("{label}{n}"));
        let words: Vec<String> = [
            number("", fatalities.best),
            number("at least ", fatalities.low),
            number("at most ", fatalities.high),
        ]
        .into_iter()
        .flatten()
        .chain(fatalities.by.iter().map(|(side, n)| format!("{side} {n}")))
        .collect();
        out.extend(labelled(
            "killed",
            Line::of(Ink::Plain, words.join(", ")),
            width,
        ));
    }
    if !record.tags.is_empty() {
        let tags: Vec<&str> = record
            .tags
            .iter()
            .map(crate::model::text::Text::as_str)
            .collect();
        out.extend(labelled(
            "tags",
            Line::of(Ink::Plain, tags.join(", ")),
            width,
        ));
    }
    if let Some(note) = &record.note {
        out.extend(labelled("note", Line::of(Ink::Plain, note.as_str()), width));
    }
    if let Some((scheme, id)) = &record.origin {
        let id = id.as_ref().map_or(String::new(), |id| format!(" {id}"));
        out.extend(labelled(
            "from",
            Line::of(Ink::Plain, format!("{scheme}{id}")),
            width,
        ));
    }
    let file = world
        .dataset
        .events
        .record(event)
        .and_then(|at| world.dataset.sources.get(at.source as usize));
    let line = Line::of(
        Ink::Dim,
        format!(
            "{} in {} (r shows it)",
            record.id,
            file.map_or("", |f| f.name.as_str())
        ),
    );
    out.extend(labelled("record", line, width));
    let reports = world.dataset.events.reports(event) as usize;
    if reports > 1 {
        out.extend(labelled(
            "",
            Line::of(Ink::Dim, count(reports, "report")),
            width,
        ));
    }
    out
}
