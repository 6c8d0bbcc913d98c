//! What is known of an event without reading its record is what its record says.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a panic here fails the test, as it should"
)]

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sitmap::cli::open::Files;
use sitmap::load::{Input, Known, Opening, Watch, load, read_record};
use sitmap::model::dataset::Dataset;
use sitmap::model::record::Fatalities;

/// How many events of a file have a count of deaths, and how many are tagged; held against every record.
fn counted_and_tagged(dataset: &Dataset) -> (usize, usize) {
    let events = &dataset.events;
    let (mut counted, mut tagged) = (0, 0);
    for event in events.all() {
        let record = read_record(dataset, event).unwrap();
        let count = record.fatalities.as_ref().and_then(Fatalities::count);
        assert_eq!(events.fatalities(event).map(u64::from), count);
        let held = events.tags(event).map(|tag| &dataset.tags[tag.at()]);
        let mut seen = HashSet::new();
        let each_once = record.tags.iter().filter(|tag| seen.insert(*tag));
        assert!(held.eq(each_once), "{:?}", record.id);
        counted += usize::from(count.is_some());
        tagged += usize::from(!record.tags.is_empty());
    }
    (counted, tagged)
}

fn loaded(path: &Path) -> Option<Dataset> {
    let (scratch, watch) = (std::env::temp_dir(), Watch::default());
    let opening = Opening {
        scratch: &scratch,
        watch: &watch,
    };
    let input = Input::open(path, opening).unwrap();
    load(&[input], Known::everything())
        .ok()
        .map(|it| it.dataset)
}

#[test]
fn the_bundled_events_and_all_fixtures_say_it_twice() {
    let bundled = Files::default().open().unwrap().world;
    assert_eq!(counted_and_tagged(&bundled.dataset), (0, 2));
    let names: Vec<&str> = bundled.dataset.tags.iter().map(|tag| &**tag).collect();
    assert_eq!(names, ["weather", "supply-route"]);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut read = 0;
    for entry in fs::read_dir(folder).unwrap() {
        if let Some(dataset) = loaded(&entry.unwrap().path()) {
            counted_and_tagged(&dataset);
            read += 1;
        }
    }
    assert!(read >= 3, "{read} fixtures are events");
}

#[test]
fn generated_events_say_it_twice_and_the_same_in_every_format() {
    let mut found = Vec::new();
    for (format, ending) in [
        ("jsonl", "jsonl"),
        ("csv", "csv"),
        ("tsv", "tsv"),
        ("native", "json"),
    ] {
        // Some small enough for one worker, some not.
        for count in ["2000", "12000"] {
            let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
            let path = folder.join(format!("columns-{count}.{ending}"));
            let made = Command::new(env!("CARGO_BIN_EXE_sitmap"))
                .args([
                    "generate", count, "--bad", "5", "--force", "--format", format, "-o",
                ])
                .arg(&path)
                .status();
            assert!(made.unwrap().success());
            let dataset = loaded(&path).unwrap();
            let (counted, tagged) = counted_and_tagged(&dataset);
            assert!(counted > 100 && tagged > 100, "{counted} {tagged}");
            let tags: Vec<String> = dataset.tags.iter().map(ToString::to_string).collect();
            found.push((count, tags));
            fs::remove_file(path).unwrap();
        }
    }
    for (count, tags) in &found {
        let same = found.iter().find(|(of, _)| of == count).unwrap();
        assert_eq!(*tags, same.1);
    }
}
