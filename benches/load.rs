//! How long it takes to load a file: opened, read, every row checked, columns and dictionaries ready.
//!
//! The files lie in the page cache: what is measured is the program, not the disk. Formats that this build does not read
//! are left out with a word.

#![expect(
    clippy::expect_used,
    reason = "a panic ends the measuring, as it should"
)]

#[path = "common/files.rs"]
mod files;

use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use sitmap::gazetteer::Gazetteer;
use sitmap::load::{
    Input, Known, Loaded, Opening, Unreadable, Watch, load_gazetteer, load_watched,
};

fn loads(c: &mut Criterion) {
    let (bundled, _) = load_gazetteer(&Input::bundled_gazetteer()).expect("the bundled gazetteer");
    let (gazetteer, _) = Gazetteer::merge(vec![(bundled.places, bundled.regions)]);
    let read = |path: &Path| -> Result<Loaded, Unreadable> {
        let known = Known {
            id: &|id| gazetteer.find(id).is_some(),
            name: &|name| gazetteer.has_name(name),
            near: &|name| gazetteer.near_names(name),
        };
        let watch = Watch::default();
        let opening = Opening {
            scratch: &std::env::temp_dir(),
            watch: &watch,
        };
        load_watched(&[Input::open(path, opening)?], known, &watch)
    };
    for ending in ["jsonl", "csv", "json"] {
        let mut group = c.benchmark_group(format!("load/{ending}"));
        for events in files::sizes() {
            let path = files::generated(events, ending);
            match read(&path) {
                Ok(loaded) => assert_eq!(u64::try_from(loaded.dataset.events.len()), Ok(events)),
                Err(why) => {
                    eprintln!("left out: {why}");
                    continue;
                }
            }
            group.throughput(Throughput::ElementsAndBytes {
                elements: events,
                bytes: std::fs::metadata(&path).expect("its size").len(),
            });
            if events > 10_000 {
                group.sample_size(10);
            }
            group.measurement_time(Duration::from_secs(if events > 500_000 { 10 } else { 5 }));
            group.bench_function(BenchmarkId::from_parameter(events), |bencher| {
                bencher.iter_with_large_drop(|| read(black_box(&path)).expect("as it was before"));
            });
        }
        group.finish();
    }
}

criterion_group!(benches, loads);
criterion_main!(benches);
