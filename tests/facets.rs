//! What there is, counted, held against clauses one by one: a fast count is the same count. And what `sitmap facets` prints
//! against what `sitmap list` finds.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a panic here fails the test, as it should"
)]

use std::process::{Command, Output};

use proptest::prelude::*;
use serde_json::{Value, json};
use sitmap::app::facets::{Choice, facets};
use sitmap::app::layout::Size;
use sitmap::app::view::View;
use sitmap::app::world::World;
use sitmap::basemap::Basemap;
use sitmap::gazetteer::Gazetteer;
use sitmap::index::facets::Dimension;
use sitmap::load::{Input, Known, load};
use sitmap::model::entry::{ActorIx, PlaceIx, Region};
use sitmap::model::filter::{Clause, Filter, Test};
use sitmap::model::geo::BBox;
use sitmap::model::time::parse_short;
use sitmap::model::vocabulary::{EventType, Factuality, PlacePrecision, SourceKind, TimePrecision};

/// A world out of a file in memory, with a region in the west.
fn world(file: &Value) -> World {
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
    let west = Region {
        id: "west".into(),
        name: "West".into(),
        bbox: BBox::new([38.0, 30.0, 41.0, 38.0]).unwrap(),
        places: vec!["p1".into()],
    };
    let (gazetteer, _) = Gazetteer::merge(vec![(dataset.places.clone(), vec![west])]);
    World::new(dataset, gazetteer, Basemap::bundled().unwrap(), Vec::new())
}

/// Every value that a clause of a dimension could have, whether an event has it or not.
fn all_values(world: &World, dimension: Dimension) -> Vec<Test> {
    let dataset = &world.dataset;
    let actors = || {
        let actors = (0..dataset.actors.len()).map(ActorIx::from_position);
        actors.map(|actor| Test::Actor {
            actor,
            whole: world.has_members(actor),
        })
    };
    match dimension {
        Dimension::Type => EventType::ALL.iter().copied().map(Test::Type).collect(),
        Dimension::Status => Factuality::ALL.iter().copied().map(Test::Status).collect(),
        Dimension::Where => PlacePrecision::ALL
            .iter()
            .copied()
            .map(Test::Where)
            .collect(),
        Dimension::When => TimePrecision::ALL.iter().copied().map(Test::When).collect(),
        Dimension::Region => vec![Test::Region(None), Test::Region(Some(0))],
        Dimension::Actor => actors().collect(),
        Dimension::Place => {
            let places = (0..world.gazetteer.places().len()).map(PlaceIx::from_position);
            places.map(Test::Place).collect()
        }
        Dimension::By => {
            let kinds = SourceKind::ALL.iter().copied().map(Some).chain([None]);
            kinds.map(Test::Voice).chain(actors()).collect()
        }
        Dimension::Source => {
            let documents = dataset.documents.all().map(Test::Document);
            let names = PUBLISHERS
                .iter()
                .map(|name| Test::Publisher((*name).into()));
            documents.chain(names).collect()
        }
    }
}

const PUBLISHERS: &[&str] = &["Herald", "AFP", "Reuters"];

fn some<T: Clone + std::fmt::Debug + 'static>(
    all: &[T],
    most: usize,
) -> impl Strategy<Value = Vec<T>> + use<T> {
    proptest::collection::vec(proptest::sample::select(all.to_vec()), 0..most)
}

prop_compose! {
    fn event()(
        kind in proptest::sample::select(vec!["clash", "seize", "talks"]),
        status in proptest::sample::select(vec!["happened", "planned", "negated"]),
        time in proptest::sample::select(vec!["2017-03-01", "2017-03", "2017", "../2017-03-05", "../.."]),
        actors in some(&[0, 1, 2, 3, 4, 5], 4),
        places in some(&[0, 1, 2, 3, 4, 5, 6], 4),
        own in proptest::option::of(36.0..44.0_f64),
        precision in proptest::sample::select(vec!["settlement", "area", "route", "unknown"]),
        reports in proptest::collection::vec((0..4_usize, proptest::option::of(0..6_usize), any::<bool>()), 0..4),
    ) -> Value {
        let actors: Vec<Value> = actors.into_iter().map(|actor| json!({"actor": format!("a{actor}"), "role": "agent"})).collect();
        let mut places: Vec<Value> = places.into_iter().map(|place| match place {
            // One that no gazetteer knows.
            6 => json!({"name": "nobody knows where", "precision": precision}),
            place => json!({"place": format!("p{place}"), "precision": precision}),
        }).collect();
        places.extend(own.map(|lon| json!({"lat": 35.0, "lon": lon, "precision": "site"})));
        let reports: Vec<Value> = reports.into_iter().map(|(doc, speaker, told)| {
            let mut report = json!({"doc": format!("d{doc}")});
            if told {
                report["source"] = match speaker {
                    Some(actor) => json!({"kind": "monitor", "ref": format!("a{actor}")}),
                    None => json!({"kind": "witness"}),
                };
            }
            report
        }).collect();
        json!({"type": kind, "summary": "something", "factuality": status, "time": time, "actors": actors, "places": places, "reports": reports})
    }
}

prop_compose! {
    fn file()(
        parents in proptest::collection::vec(proptest::option::of(0..6_usize), 12),
        documents in proptest::collection::vec((proptest::option::of(0..3_usize), some(PUBLISHERS, 3)), 4),
        mut events in proptest::collection::vec(event(), 1..20),
    ) -> Value {
        for (at, event) in events.iter_mut().enumerate() {
            event["id"] = json!(format!("e{at}"));
        }
        // Never in a circle.
        let parent = |number: usize, at: usize| parents[number].filter(|parent| *parent < at);
        let actors: Vec<Value> = (0..6).map(|at| {
            let mut actor = json!({"id": format!("a{at}"), "name": format!("Actor {at}")});
            if let Some(parent) = parent(at, at) {
                actor["parent"] = json!(format!("a{parent}"));
            }
            actor
        }).collect();
        let places: Vec<Value> = (0..6_u8).map(|number| {
            let at = usize::from(number);
            let mut place = json!({"id": format!("p{at}"), "name": format!("Place {at}"), "kind": "settlement", "lat": 35.0, "lon": 37.0 + f64::from(number)});
            if at == 5 {
                // A road from the first to the second.
                place = json!({"id": "p5", "name": "the road", "kind": "route", "line": [[37.0, 35.0], [38.0, 35.0]]});
            }
            if let Some(parent) = parent(6 + at, at) {
                place["parent"] = json!(format!("p{parent}"));
            }
            place
        }).collect();
        let documents: Vec<Value> = documents.into_iter().enumerate().map(|(at, (publisher, via))| {
            let mut document = json!({"id": format!("d{at}"), "via": via});
            if let Some(publisher) = publisher {
                document["publisher"] = json!(PUBLISHERS[publisher]);
            }
            document
        }).collect();
        json!({"format": "situation-events", "version": 1, "title": "any", "documents": documents, "actors": actors, "places": places, "events": events})
    }
}

/// A clause of any dimension, by numbers that may mean anything.
fn clause(world: &World, (dimension, value, negated): (usize, usize, bool)) -> Clause {
    let dimension = Dimension::ALL[dimension];
    let values = all_values(world, dimension);
    let test = values[value % values.len()].clone();
    Clause {
        negated,
        ..Clause::of(dimension.key(), test)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_value_counts_what_its_clause_finds(
        file in file(),
        clauses in proptest::collection::vec((0..9_usize, any::<usize>(), any::<bool>()), 0..3),
        window in proptest::option::of(proptest::sample::select(vec!["2017-03-01", "2017-03-02/2017-04"])),
    ) {
        let world = world(&file);
        let size = Size { columns: 80, rows: 24 };
        let mut view = View::first(&world, size, 2.0);
        if let Some(window) = window {
            view.window = parse_short(window).unwrap().stretch;
        }
        let clauses = clauses.into_iter().map(|numbers| clause(&world, numbers));
        view.filter = Filter::new(clauses.collect());
        for dimension in Dimension::ALL {
            let key = dimension.key();
            let others = view.filter.without(|clause| clause.key == Some(key));
            let found = facets(&world, &view, dimension);
            for test in all_values(&world, dimension) {
                let counted: Vec<_> = found.iter().filter(|facet| facet.test == test).collect();
                prop_assert!(counted.len() <= 1, "{dimension:?} {test:?} stands once");
                let narrowed = View { filter: others.and(Clause::of(key, test.clone())), ..view.clone() };
                let expected = world.listed(&narrowed).count();
                let count = counted.first().map_or(0, |facet| facet.count);
                prop_assert_eq!(count, expected, "{:?} {:?} in {:?}", dimension, test, view.filter);
                if expected == 0 {
                    // Nothing stands there with nothing, unless the filter names it.
                    prop_assert!(counted.iter().all(|facet| facet.choice != Choice::Open));
                }
            }
            let named = found.iter().take_while(|facet| facet.choice != Choice::Open).count();
            let counts: Vec<usize> = found.iter().skip(named).map(|facet| facet.count).collect();
            prop_assert!(counts.is_sorted_by(|a, b| a >= b));
            prop_assert!(found.iter().skip(named).all(|facet| facet.choice == Choice::Open));
        }
    }
}

fn sitmap(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sitmap"));
    command.args(args).output().unwrap()
}

fn array(args: &[&str]) -> Vec<Value> {
    let output = sitmap(args);
    let read: Value = serde_json::from_slice(&output.stdout).unwrap();
    read.as_array().unwrap().clone()
}

#[test]
fn every_term_that_is_printed_finds_as_many_as_it_says() {
    let filter = "-status:negated from:2017-03-01";
    let values = array(&["facets", "--filter", filter, "--format", "json"]);
    assert!(values.len() > 40, "{}", values.len());
    // One process for each value takes its time: the first few of each key, and all that is hard to write.
    let mut of_key = std::collections::HashMap::new();
    for value in &values {
        let seen: &mut usize = of_key.entry(value["by"].to_string()).or_default();
        *seen += 1;
        let term = value["term"].as_str().unwrap();
        if *seen > 3 && !term.contains('"') {
            continue;
        }
        // The status that is counted takes the place of what the filter says of it.
        let rest = if value["by"] == "status" {
            "from:2017-03-01"
        } else {
            filter
        };
        let line = format!("{rest} {term}");
        let found = array(&["list", "--filter", &line, "--format", "json"]);
        assert_eq!(value["count"], found.len(), "{line}");
    }
    assert_eq!(of_key.len(), Dimension::ALL.len());
}

#[test]
fn what_is_chosen_is_said_and_lines_are_objects_of_their_own() {
    let args = [
        "facets",
        "--by",
        "type,region",
        "--filter",
        "type:seize -region:mosul",
        "--format",
        "jsonl",
    ];
    let output = sitmap(&args);
    assert_eq!(output.status.code(), Some(0));
    let lines = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines[0]["choice"], "chosen");
    assert_eq!(lines[0]["term"], "type:seize");
    assert!(
        lines
            .iter()
            .any(|line| line["term"] == "region:mosul" && line["choice"] == "left-out")
    );
    assert!(
        lines
            .iter()
            .all(|line| line["by"] == "type" || line["by"] == "region")
    );
}

#[test]
fn a_filter_that_finds_nothing_ends_with_one_and_a_wrong_one_with_two() {
    let nothing = sitmap(&[
        "facets",
        "--by",
        "actor",
        "--filter",
        "type:protest",
        "--format",
        "json",
    ]);
    assert_eq!(nothing.status.code(), Some(1));
    assert_eq!(
        serde_json::from_slice::<Value>(&nothing.stdout).unwrap(),
        json!([])
    );
    assert_eq!(
        sitmap(&["facets", "--filter", "type:nonsense"])
            .status
            .code(),
        Some(2)
    );
    let table = sitmap(&["facets", "--by", "type"]);
    let table = String::from_utf8(table.stdout).unwrap();
    assert!(table.starts_with("Type  type:\n  seize "), "{table}");
    assert!(!table.contains('\u{1b}'));
}
