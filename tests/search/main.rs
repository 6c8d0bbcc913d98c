//! The search, held against an obvious one that asks every name and every event each word: a fast answer is the same answer.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a panic here fails the test, as it should"
)]

mod obvious;

use proptest::prelude::*;
use serde_json::{Value, json};
use sitmap::gazetteer::{Gazetteer, Resolution};
use sitmap::index::Index;
use sitmap::index::names::{Found, Watch};
use sitmap::load::{Input, Known, load, read_words};
use sitmap::model::dataset::Dataset;
use sitmap::model::words::{Pace, Words};

/// What events, names and queries are made of.
const WORDS: &[&str] = &[
    "Mosul",
    "Mawsil",
    "Mûsil",
    "موصل",
    "الموصل",
    "Raqqa",
    "Rakka",
    "الرقة",
    "Deir ez-Zor",
    "Dayr az Zawr",
    "دير الزور",
    "Manbij",
    "Membij",
    "al-Bab",
    "Bab",
    "Homs",
    "Hims",
    "Hama",
    "Turkey",
    "طريق",
    "bridge",
    "Bridges",
    "dam",
    "army",
    "Syrian",
    "forces",
    "froces",
    "offensive",
    "offensives",
    "the",
    "of",
    "in",
    "IS",
    "ISIS",
    "clash",
    "airstrike",
    "2017",
    "march",
    "hospital",
    "hospitals",
    "Hxspital",
    "a",
    "Königsstraße",
    "الال",
    "الab",
    "Tell Abiad",
    "zor",
];

/// What is looked through.
struct Ground {
    dataset: Dataset,
    gazetteer: Gazetteer,
    resolved: Vec<Resolution>,
    index: Index,
    words: Words,
}

impl Ground {
    fn of(file: &Value) -> Self {
        let bytes = serde_json::to_vec(file).unwrap();
        let known = Known {
            id: &|_| true,
            name: &|_| true,
            near: &|_| Vec::new(),
        };
        let input = Input::from_memory("any.json", &bytes, &[]);
        let loaded = load(&[input], known).unwrap();
        assert_eq!(loaded.report.set_aside, 0, "{:?}", loaded.report.faults);
        let dataset = loaded.dataset;
        let (gazetteer, _) = Gazetteer::merge(vec![(dataset.places.clone(), Vec::new())]);
        let resolved = gazetteer.resolve(&dataset.named);
        let index = Index::build(&dataset, &gazetteer, &resolved);
        let pace = Pace {
            threads: 2,
            go_on: &|_| true,
        };
        let words = read_words(&dataset, pace).unwrap();
        Self {
            dataset,
            gazetteer,
            resolved,
            index,
            words,
        }
    }

    fn find(&self, typed: &str) -> Found {
        let words = Some(&self.words);
        let (names, ground) = self.index.names(&self.dataset, &self.gazetteer, words);
        names.find(ground, typed)
    }
}

fn text(most: usize) -> impl Strategy<Value = String> {
    let word = proptest::sample::select(WORDS);
    proptest::collection::vec(word, 1..most).prop_map(|words| words.join(" "))
}

fn texts(each: usize, most: usize) -> impl Strategy<Value = Vec<String>> {
    proptest::collection::vec(text(each), 0..most)
}

prop_compose! {
    fn named()(name in text(4), others in texts(4, 4), parent in proptest::option::of(0..6_usize)) -> (String, Vec<String>, Option<usize>) {
        (name, others, parent)
    }
}

prop_compose! {
    fn event()(
        summary in text(5),
        sentence in text(7),
        kind in proptest::sample::select(vec!["clash", "airstrike", "attack", "seize"]),
        day in 1..28_u8,
        actors in proptest::collection::vec(0..6_usize, 0..3),
        place in proptest::option::of(0..6_usize),
        named in texts(3, 2),
    ) -> Value {
        let mut places: Vec<Value> = place.into_iter().map(|place| json!({"place": format!("p{place}"), "precision": "settlement"})).collect();
        places.extend(named.into_iter().map(|name| json!({"name": name, "precision": "unknown"})));
        let actors: Vec<Value> = actors.into_iter().map(|actor| json!({"actor": format!("a{actor}"), "role": "agent"})).collect();
        json!({"type": kind, "summary": summary, "sentence": sentence, "time": format!("2017-03-{day:02}"), "actors": actors, "places": places})
    }
}

prop_compose! {
    fn file()(
        actors in proptest::collection::vec(named(), 6),
        places in proptest::collection::vec(named(), 6),
        mut events in proptest::collection::vec(event(), 1..12),
    ) -> Value {
        for (at, event) in events.iter_mut().enumerate() {
            event["id"] = json!(format!("e{at}"));
        }
        let entry = |at: usize, sign: &str, (name, others, parent): (String, Vec<String>, Option<usize>), list: &str| {
            let mut entry = json!({"id": format!("{sign}{at}"), "name": name, list: others});
            // Never in a circle.
            if let Some(parent) = parent.filter(|parent| *parent < at) {
                entry["parent"] = json!(format!("{sign}{parent}"));
            }
            entry
        };
        let actors: Vec<Value> = actors.into_iter().enumerate().map(|(at, named)| entry(at, "a", named, "aliases")).collect();
        let places: Vec<Value> = places.into_iter().enumerate().map(|(at, named)| {
            let mut place = entry(at, "p", named, "alt");
            place["kind"] = json!("settlement");
            place["lat"] = json!(35.0);
            place["lon"] = json!(40.0);
            place
        }).collect();
        json!({"format": "situation-events", "version": 1, "title": "any", "actors": actors, "places": places, "events": events})
    }
}

/// A text as somebody types it: perhaps not to its end, perhaps with a slip.
fn typed() -> impl Strategy<Value = String> {
    let slip = (0..20_usize, 0..4_u8, "[a-zقر]");
    (text(4), 1..30_usize, proptest::option::of(slip)).prop_map(|(text, length, slip)| {
        let mut letters: Vec<char> = text.chars().take(length).collect();
        if let Some((at, what, other)) = slip {
            let at = at % letters.len();
            match what {
                0 => drop(letters.remove(at)),
                1 => letters.insert(at, other.chars().next().unwrap()),
                2 => letters[at] = other.chars().next().unwrap(),
                _ => {
                    let next = (at + 1) % letters.len();
                    letters.swap(at, next);
                }
            }
        }
        letters.into_iter().collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn the_search_finds_what_asking_everything_finds(
        file in file(),
        queries in proptest::collection::vec(typed(), 12),
    ) {
        let ground = Ground::of(&file);
        prop_assert!(!ground.dataset.events.is_empty());
        for typed in queries {
            prop_assert_eq!(ground.find(&typed), obvious::find(&ground, &typed), "{}", typed);
        }
    }

    #[test]
    fn what_stands_first_stands_in_the_end(file in file(), typed in typed()) {
        let ground = Ground::of(&file);
        let (names, searched) = ground.index.names(&ground.dataset, &ground.gazetteer, Some(&ground.words));
        let mut firsts = Vec::new();
        let mut watch = Watch { is_stale: &|| false, first: &mut |found| firsts.push(found) };
        let whole = names.find_while(searched, &typed, &mut watch).unwrap();
        prop_assert!(!whole.is_partial && firsts.len() <= 1);
        let is_named = |group: &&sitmap::index::names::Group| group.kind != sitmap::index::names::Kind::Events;
        for first in firsts {
            prop_assert!(first.is_partial && !first.is_empty());
            let named: Vec<_> = whole.groups.iter().filter(is_named).cloned().collect();
            prop_assert_eq!(first.groups, named);
        }
        // Nobody wants to know.
        let mut watch = Watch { is_stale: &|| true, first: &mut |_| {} };
        let given_up = names.find_while(searched, &typed, &mut watch);
        prop_assert!(given_up.is_none_or(|found| found.groups.is_empty()));
    }
}
