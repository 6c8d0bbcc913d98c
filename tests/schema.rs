//! The two schemas are valid, what is bundled obeys them, and what is broken does not.
//!
//! A schema cannot say that an id exists or that a span's text stands at its place: that is held here too.

use std::collections::{HashMap, HashSet};
use std::error::Error;

use jsonschema::{Registry, Validator};
use serde_json::{Value, json};

type Outcome = Result<(), Box<dyn Error>>;
/// What is broken, in words, and how.
type Break = (&'static str, fn(&mut Value));

const ARTICLE_TEXT: &str = include_str!("../assets/events/article.txt");

fn events_schema() -> serde_json::Result<Value> {
    serde_json::from_str(include_str!("../assets/schema/events.schema.json"))
}

fn gazetteer_schema() -> serde_json::Result<Value> {
    serde_json::from_str(include_str!("../assets/schema/gazetteer.schema.json"))
}

fn article() -> serde_json::Result<Value> {
    serde_json::from_str(include_str!("../assets/events/article.json"))
}

fn gazetteer() -> serde_json::Result<Value> {
    serde_json::from_str(include_str!("../assets/gazetteer/gazetteer.json"))
}

/// A validator that finds the other schema by its `$id`, and asks no network.
fn validator(schema: &Value) -> Result<Validator, Box<dyn Error>> {
    let other = gazetteer_schema()?;
    let id = other
        .get("$id")
        .and_then(Value::as_str)
        .ok_or("the schema has no $id")?
        .to_owned();
    let registry = Registry::new().add(id, other)?.prepare()?;
    Ok(jsonschema::options()
        .with_registry(&registry)
        .build(schema)?)
}

/// A document with one event, written by hand in short form.
fn one_event(time: &str) -> Value {
    json!({
        "format": "situation-events",
        "version": 1,
        "events": [{
            "id": "x1", "type": "clash", "summary": "clash at Mosul", "time": time,
            "sentence": "They fought at Mosul.", "actors": ["Iraqi forces"], "places": ["Mosul"]
        }]
    })
}

fn list<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    value[key].as_array().into_iter().flatten()
}

fn ids<'a>(document: &'a Value, key: &str) -> HashSet<&'a str> {
    list(document, key)
        .filter_map(|item| item["id"].as_str())
        .collect()
}

#[test]
fn both_are_schemas_of_draft_2020_12() -> Outcome {
    for schema in [events_schema()?, gazetteer_schema()?] {
        assert_eq!(
            schema["$schema"],
            "https://json-schema.org/draft/2020-12/schema"
        );
        if let Err(fault) = jsonschema::draft202012::meta::validate(&schema) {
            panic!("{}: {fault}", schema["title"]);
        }
    }
    Ok(())
}

#[test]
fn bundled_files_obey() -> Outcome {
    for (schema, document) in [
        (events_schema()?, article()?),
        (gazetteer_schema()?, gazetteer()?),
    ] {
        let faults: Vec<String> = validator(&schema)?
            .iter_errors(&document)
            .map(|fault| format!("{}: {fault}", fault.instance_path()))
            .collect();
        assert!(faults.is_empty(), "{}: {faults:#?}", schema["title"]);
    }
    Ok(())
}

#[test]
fn broken_events_do_not_obey() -> Outcome {
    let validator = validator(&events_schema()?)?;
    let breaks: [Break; 7] = [
        ("another format", |d| {
            d["format"] = json!("situation");
        }),
        ("a type that is no word of ours", |d| {
            d["events"][0]["type"] = json!("battle");
        }),
        ("a mark without text", |d| {
            d["events"][0]["reports"][0]["marks"][0]["text"] = json!("");
        }),
        ("a field nobody knows", |d| {
            d["events"][0]["colour"] = json!("red");
        }),
        ("reports without documents", |d| {
            d.as_object_mut().map(|fields| fields.remove("documents"));
        }),
        ("a document with both texts", |d| {
            d["documents"][0]["text"] = json!("twice");
        }),
        // Only the other schema knows what a place needs.
        ("a place that is nowhere", |d| {
            d["places"] = json!([{"id": "p", "name": "P", "kind": "site"}]);
        }),
    ];
    for (what, break_it) in breaks {
        let mut document = article()?;
        break_it(&mut document);
        assert!(!validator.is_valid(&document), "{what} passes");
    }
    Ok(())
}

#[test]
fn broken_gazetteers_do_not_obey() -> Outcome {
    let validator = validator(&gazetteer_schema()?)?;
    let breaks: [Break; 6] = [
        ("a position off by less than nothing", |d| {
            d["places"][0]["accuracy_km"] = json!(-1);
        }),
        ("an estimate that is a word", |d| {
            d["places"][0]["estimate"] = json!("yes");
        }),
        ("a latitude off the globe", |d| {
            d["places"][0]["lat"] = json!(91);
        }),
        ("a position without a source", |d| {
            d["places"][0]
                .as_object_mut()
                .map(|fields| fields.remove("source"));
        }),
        ("a kind that is no word of ours", |d| {
            d["places"][0]["kind"] = json!("city");
        }),
        ("a region without a box", |d| {
            d["regions"][0]
                .as_object_mut()
                .map(|fields| fields.remove("bbox"));
        }),
    ];
    for (what, break_it) in breaks {
        let mut document = gazetteer()?;
        break_it(&mut document);
        assert!(!validator.is_valid(&document), "{what} passes");
    }
    Ok(())
}

#[test]
fn short_times_may_be_open_at_one_end() -> Outcome {
    let validator = validator(&events_schema()?)?;
    let good = [
        "2017",
        "2017-03",
        "2017-03-06",
        "2017-03-06T14:30Z",
        "2017-03-06T14:30:05.5+03:00",
        "2017-03-05/2017-03-06",
        "2017-03-05/..",
        "../2017-03-05",
    ];
    for time in good {
        assert!(validator.is_valid(&one_event(time)), "{time} is refused");
    }
    for time in [
        "",
        "..",
        "../..",
        "2017-03-05/",
        "2017-13",
        "2017-03-32",
        "6 March 2017",
    ] {
        assert!(!validator.is_valid(&one_event(time)), "{time} passes");
    }
    Ok(())
}

#[test]
fn every_place_is_one_place_inside_a_country() -> Outcome {
    let gazetteer = gazetteer()?;
    let parents: HashMap<&str, Option<&str>> = list(&gazetteer, "places")
        .filter_map(|p| Some((p["id"].as_str()?, p["parent"].as_str())))
        .collect();
    assert_eq!(
        parents.len(),
        list(&gazetteer, "places").count(),
        "an id stands twice"
    );
    let mut external = HashSet::new();
    for place in list(&gazetteer, "places") {
        let id = place["id"].as_str().ok_or("a place without id")?;
        let mut top = id;
        let mut steps = 0;
        while let Some(up) = *parents.get(top).ok_or(format!("{id}: no place {top}"))? {
            top = up;
            steps += 1;
            assert!(steps < 9, "{id}: its parents run in a circle");
        }
        assert!(
            steps > 0 || place["kind"] == "country",
            "{id} lies in no country"
        );
        if let Some(number) = place["external"]["geonames"].as_str() {
            assert!(
                external.insert(number),
                "{id}: GeoNames {number} stands twice"
            );
        }
    }
    for region in list(&gazetteer, "regions") {
        for id in list(region, "places").filter_map(Value::as_str) {
            assert!(
                parents.contains_key(id),
                "region {}: no place {id}",
                region["id"]
            );
        }
    }
    Ok(())
}

#[test]
fn the_article_names_only_what_is_there() -> Outcome {
    let (article, gazetteer) = (article()?, gazetteer()?);
    let (actors, events) = (ids(&article, "actors"), ids(&article, "events"));
    let places = ids(&gazetteer, "places");
    assert_eq!(events.len(), 25);
    let known = |set: &HashSet<&str>, id: &Value| {
        id.is_null() || id.as_str().is_some_and(|id| set.contains(id))
    };
    for actor in list(&article, "actors") {
        assert!(known(&actors, &actor["parent"]), "{actor}");
    }
    for event in list(&article, "events") {
        let fine = list(event, "actors").all(|a| known(&actors, &a["actor"]))
            && list(event, "places").all(|p| known(&places, &p["place"]))
            && list(event, "links").all(|l| known(&events, &l["to"]));
        assert!(fine, "{}: an id leads nowhere", event["id"]);
        for report in list(event, "reports") {
            assert!(
                known(&actors, &report["source"]["ref"]),
                "{}: {}",
                event["id"],
                report["source"]
            );
            for mark in list(report, "marks") {
                let set = if mark["slot"] == "place" {
                    &places
                } else {
                    &actors
                };
                assert!(known(set, &mark["ref"]), "{}: {mark}", event["id"]);
            }
        }
    }
    Ok(())
}

#[test]
fn the_article_quotes_itself_truly() -> Outcome {
    let article = article()?;
    let letters: Vec<char> = ARTICLE_TEXT.chars().collect();
    let mut spans = 0;
    for event in list(&article, "events") {
        for report in list(event, "reports") {
            let marks = list(report, "marks").chain([&report["trigger"], &report["source"]]);
            for mark in marks.filter(|mark| !mark.is_null()) {
                let at = |end: usize| {
                    mark["at"][end]
                        .as_u64()
                        .and_then(|n| usize::try_from(n).ok())
                };
                let (start, end) = at(0).zip(at(1)).ok_or(format!("{}: {mark}", event["id"]))?;
                let words: String = letters
                    .get(start..end)
                    .ok_or("past the end")?
                    .iter()
                    .collect();
                assert_eq!(mark["text"], words, "{}", event["id"]);
                spans += 1;
            }
        }
    }
    assert!(spans > 100);
    Ok(())
}
