//! What came of a load, in words that can be compared.

use super::*;

/// Everything that came of a load, or why nothing did.
pub(super) fn all_of(loaded: Result<Loaded, Unreadable>) -> Vec<String> {
    let loaded = match loaded {
        Ok(loaded) => loaded,
        Err(why) => return vec![why.to_string()],
    };
    let (dataset, report) = (&loaded.dataset, &loaded.report);
    let mut all = vec![format!(
        "{} {} {} {}",
        report.loaded, report.set_aside, report.pinned, report.unverified_spans
    )];
    all.extend(report.faults.iter().map(Fault::to_string));
    all.extend(dataset.actors.iter().map(|actor| format!("{actor:?}")));
    all.extend(dataset.named.iter().map(|named| format!("{named:?}")));
    all.push(format!("{:?} {:?}", dataset.documents, dataset.title));
    all.push(format!("{:?}", dataset.tags));
    assert_counts_and_tags(dataset);
    for event in dataset.events.all() {
        let events = &dataset.events;
        let mut line = format!("{:?} {:?} ", events.when(event), events.kind(event));
        let actors: Vec<_> = events.actors(event).collect();
        let places: Vec<_> = events.locations(event).collect();
        let documents: Vec<_> = events.documents(event).collect();
        write!(line, "{actors:?} {places:?} {documents:?} ").unwrap();
        let tags: Vec<_> = events.tags(event).collect();
        write!(line, "{} {tags:?} ", events.reports(event)).unwrap();
        write!(line, "{:?} ", events.fatalities(event)).unwrap();
        write!(line, "{:?}", read_record(dataset, event)).unwrap();
        all.push(line);
    }
    all
}

/// What columns hold of deaths and tags is what the records say, and nothing else is numbered.
pub(super) fn assert_counts_and_tags(dataset: &Dataset) {
    let events = &dataset.events;
    let mut in_files: Vec<EventIx> = events.all().collect();
    in_files.sort_by_key(|event| {
        let record = events.record(*event).unwrap();
        (record.source, record.offset)
    });
    let mut all: Vec<Text> = Vec::new();
    let (mut known, mut tagged, mut counted) = (HashSet::new(), 0, 0);
    for event in in_files {
        let record = read_record(dataset, event).unwrap();
        let count = record.fatalities.as_ref().and_then(Fatalities::count);
        let count = count.map(|count| u32::try_from(count).unwrap_or(u32::MAX));
        assert_eq!(events.fatalities(event), count, "{record:?}");
        let mut seen = HashSet::new();
        let mut tags = record.tags;
        tags.retain(|tag| !tag.trim().is_empty() && seen.insert(tag.clone()));
        let held = events.tags(event).map(|tag| dataset.tags[tag.at()].clone());
        assert_eq!(held.collect::<Vec<_>>(), tags);
        tagged += usize::from(!tags.is_empty());
        counted += usize::from(count.is_some());
        all.extend(tags.into_iter().filter(|tag| known.insert(tag.clone())));
    }
    assert_eq!(dataset.tags, all, "each once, in the order of the files");
    let with_tags = events.with_tags();
    assert!(with_tags.is_sorted_by_key(|(event, _)| event));
    assert_eq!(events.with_tags().count(), tagged);
    let with_fatalities = events.with_fatalities();
    assert!(with_fatalities.is_sorted_by_key(|(event, _)| event));
    assert_eq!(events.with_fatalities().count(), counted);
}

/// What a file says, wherever in it that stands.
pub(super) fn said(loaded: &Loaded) -> Vec<String> {
    let dataset = &loaded.dataset;
    let events = &dataset.events;
    let one = |event| {
        let record = read_record(dataset, event).unwrap();
        let actors = events.actors(event);
        let actors: Vec<_> = actors
            .map(|(actor, role)| (dataset.actor_name(actor).to_owned(), role))
            .collect();
        let places = events.locations(event);
        let places: Vec<_> = places
            .map(|it| (it.named.map(|at| &dataset.named[at.at()].text), it.at))
            .collect();
        let documents = events.documents(event);
        let documents: Vec<_> = documents.map(|doc| dataset.documents.label(doc)).collect();
        let tags: Vec<_> = events
            .tags(event)
            .map(|tag| &dataset.tags[tag.at()])
            .collect();
        let quotes: Vec<_> = record
            .reports
            .iter()
            .map(|it| (&it.quote, &it.url))
            .collect();
        format!(
            "{} {:?} {:?} {:?} {:?} {actors:?} {places:?} {documents:?} {quotes:?} {:?} {:?} {tags:?} {:?}",
            record.id,
            record.summary,
            events.when(event),
            events.kind(event),
            events.factuality(event),
            record.fatalities,
            record.tags,
            events.fatalities(event),
        )
    };
    events.all().map(one).collect()
}

/// What a file says of rows that may have no id and are then known by where they stand.
pub(super) fn said_without_offsets(loaded: &Loaded) -> Vec<String> {
    let one = |line: String| {
        let (id, rest) = line.split_once(' ').unwrap();
        let id = if id.starts_with("at-") { "at" } else { id };
        format!("{id} {rest}")
    };
    said(loaded).into_iter().map(one).collect()
}

/// Faults of a document that was read as a whole name the number of an event, others cannot.
pub(super) fn without_numbers(lines: Vec<String>) -> Vec<String> {
    let one = |line: String| {
        let Some((before, rest)) = line.split_once("events[") else {
            return line;
        };
        let rest = rest.split_once(']').map_or("", |(_, rest)| rest);
        format!("{before}event{rest}")
    };
    lines.into_iter().map(one).collect()
}
