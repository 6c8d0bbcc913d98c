//! What a key in the search box costs: among names alone, to the events of names, to the words of all sentences; and what
//! the words take to read and to hold. Beside criterion's table stand p50 and p95 over everything that is typed.
//!
//! `cargo bench --bench search`; `SITMAP_BENCH_EVENTS=10000000` for other sizes.

#![expect(
    clippy::expect_used,
    reason = "a panic ends the measuring, as it should"
)]
#![expect(clippy::cast_precision_loss, reason = "rounded anyway, for people")]

#[path = "common/files.rs"]
mod files;

use std::hint::black_box;
use std::num::NonZero;
use std::thread;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use fuzzy_matcher::FuzzyMatcher as _;
use fuzzy_matcher::skim::SkimMatcherV2;
use sitmap::app::world::World;
use sitmap::cli::open::Files;
use sitmap::gazetteer::Gazetteer;
use sitmap::index::Index;
use sitmap::load::read_words;
use sitmap::model::dataset::Dataset;
use sitmap::model::events::Events;
use sitmap::model::fold::fold;
use sitmap::model::words::{Pace, Words};

/// So many names and words are typed, letter by letter.
const TYPED: usize = 40;
/// A longer word is not typed to its end: its last letters change nothing.
const LETTERS: usize = 8;

/// What is on the line after each key: the beginnings of some texts; every third has a slip in it.
fn keys(texts: &[String]) -> Vec<String> {
    let step = (texts.len() / TYPED).max(1);
    let mut keys = Vec::new();
    for (number, text) in texts.iter().step_by(step).take(TYPED).enumerate() {
        let mut letters: Vec<char> = text.chars().take(LETTERS).collect();
        if number % 3 == 2 && letters.len() > 3 {
            letters.swap(2, 3);
        }
        keys.extend((1..=letters.len()).map(|end| letters.iter().take(end).collect::<String>()));
    }
    keys
}

/// Every name that can be found.
fn names(dataset: &Dataset, gazetteer: &Gazetteer) -> Vec<String> {
    let actors = dataset.actors.iter();
    let actors = actors.flat_map(|actor| std::iter::once(&actor.name).chain(&actor.aliases));
    let places = gazetteer.places().iter();
    let places = places.flat_map(|place| std::iter::once(&place.name).chain(&place.alt));
    let named = dataset.named.iter().map(|named| &named.text);
    let all = actors.chain(places).chain(named);
    let mut all: Vec<String> = all
        .map(|name| fold(name))
        .filter(|name| !name.is_empty())
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Says how long each key takes: a half of them no longer than the first, of twenty, nineteen no longer than the second.
fn spread(what: &str, keys: &[String], mut find: impl FnMut(&str)) {
    let mut times: Vec<(Duration, &String)> = keys
        .iter()
        .map(|key| {
            let began = Instant::now();
            find(key);
            (began.elapsed(), key)
        })
        .collect();
    times.sort_unstable();
    let at = |part: usize| times.get((times.len() * part / 100).min(times.len() - 1));
    let (Some((half, _)), Some((most, _)), Some((worst, key))) = (at(50), at(95), times.last())
    else {
        return;
    };
    println!(
        "{what}: {} keys, p50 {half:.2?}, p95 {most:.2?}, worst {worst:.2?} (“{key}”)",
        keys.len()
    );
}

fn read(dataset: &Dataset, threads: usize) -> Words {
    let pace = Pace {
        threads,
        go_on: &|_| true,
    };
    read_words(dataset, pace).expect("nobody says stop")
}

/// Names without a single event: what the names alone cost.
fn among_names(criterion: &mut Criterion, world: &World, names: &[String]) {
    let mut dataset = Dataset::clone(&world.dataset);
    dataset.events = Events::default();
    let resolved = world.gazetteer.resolve(&dataset.named);
    let index = Index::build(&dataset, &world.gazetteer, &resolved);
    let (searched, ground) = index.names(&dataset, &world.gazetteer, None);
    let keys = keys(names);
    let title = format!("{} names", names.len());
    spread(&title, &keys, |key| {
        black_box(searched.find(ground, key));
    });
    let matcher = SkimMatcherV2::default();
    spread(&format!("{title}, fuzzy-matcher"), &keys, |key| {
        let scores = names
            .iter()
            .filter_map(|name| matcher.fuzzy_match(name, key));
        black_box(scores.count());
    });
    let mut next = keys.iter().cycle();
    criterion.bench_function(&format!("key/{title}"), |bencher| {
        bencher.iter(|| searched.find(ground, next.next().map_or("", String::as_str)));
    });
}

fn sized(criterion: &mut Criterion, events: u64) {
    let path = files::generated(events, "jsonl");
    let files = Files {
        events: vec![path],
        gazetteers: Vec::new(),
        ..Files::default()
    };
    let opened = files.open().expect("the made-up events open");
    let world = &*opened.world;
    let names = names(&world.dataset, &world.gazetteer);
    println!("{events} events");
    among_names(criterion, world, &names);
    let began = Instant::now();
    world.warm_search();
    let bytes = |bytes: usize| format!("{:.1} bytes an event", bytes as f64 / events as f64);
    println!(
        "which events a name has: {:.2?}, {}",
        began.elapsed(),
        bytes(world.search_bytes())
    );
    // What is typed finds events by their names; those of few events have their words by now, which costs more.
    let by_names = keys(&names);
    spread("to the events", &by_names, |key| {
        black_box(world.find(key));
    });
    let mut next = by_names.iter().cycle();
    criterion.bench_function(&format!("key/to events/{events}"), |bencher| {
        bencher.iter(|| world.find(next.next().map_or("", String::as_str)));
    });
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    for threads in [1, threads] {
        let began = Instant::now();
        let words = read(&world.dataset, threads);
        let took = began.elapsed();
        let distinct = words.lexicon().len();
        println!(
            "words read by {threads}: {took:.2?}, {distinct} distinct, {}",
            bytes(words.bytes())
        );
        world.know_words(words);
    }
    let words = world.words().expect("they were read");
    let lexicon = words.lexicon();
    let mut texts: Vec<String> = (0..lexicon.len())
        .map(|at| lexicon.word(at).to_owned())
        .collect();
    // Not by their letters but anyhow.
    texts.sort_by_key(|word| {
        word.bytes().fold(7_u64, |sum, byte| {
            sum.wrapping_mul(31).wrapping_add(u64::from(byte))
        })
    });
    let by_words = keys(&texts);
    spread("to the words", &by_words, |key| {
        black_box(world.find(key));
    });
    let common: Vec<String> = [
        "the",
        "and",
        "in",
        "forces",
        "village",
        "ing",
        "er",
        "on the",
        "forces near",
        "st",
        "a",
        "e",
    ]
    .map(str::to_owned)
    .to_vec();
    spread("to the commonest words", &common, |key| {
        black_box(world.find(key));
    });
    let insides: Vec<String> = texts
        .iter()
        .filter(|word| word.len() > 5)
        .take(100)
        .filter_map(|word| Some(word.get(2..5)?.to_owned()))
        .collect();
    spread("three letters inside words", &insides, |key| {
        black_box(world.find(key));
    });
    let mut next = by_words.iter().cycle();
    criterion.bench_function(&format!("key/to words/{events}"), |bencher| {
        bencher.iter(|| world.find(next.next().map_or("", String::as_str)));
    });
}

fn search(criterion: &mut Criterion) {
    for events in files::sizes() {
        sized(criterion, events);
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20).measurement_time(Duration::from_secs(4));
    targets = search
}
criterion_main!(benches);
