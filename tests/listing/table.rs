//! CSV: that it is quoted, and that what was written opens again as the same events.

use std::collections::BTreeMap;
use std::fs;

use proptest::prelude::*;
use serde_json::Value;

use crate::harness::{Outcome, awkward, file, json, printed};

/// The rows of a CSV, read by the rules of RFC 4180 and by code that is not the program's.
fn records(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut rows = vec![vec![String::new()]];
    let mut quoted = false;
    let mut rest = text.chars().peekable();
    while let Some(letter) = rest.next() {
        let row = rows.last_mut().expect("a row");
        match letter {
            '"' if quoted && rest.peek() == Some(&'"') => {
                rest.next();
                row.last_mut().expect("a value").push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(String::new()),
            '\n' if !quoted => rows.push(vec![String::new()]),
            letter => row.last_mut().expect("a value").push(letter),
        }
    }
    assert!(!quoted, "a quotation mark is open");
    assert_eq!(rows.pop(), Some(vec![String::new()]), "the last line ends");
    let header = rows.remove(0);
    let named = |row: Vec<String>| {
        assert_eq!(row.len(), header.len());
        header.iter().cloned().zip(row).collect()
    };
    rows.into_iter().map(named).collect()
}

#[test]
fn csv_is_quoted_and_says_what_json_says() -> Outcome {
    let awkward = awkward()?;
    let rows = json(&[&awkward])?;
    let text = printed(&["list", "--format", "csv", &awkward])?;
    let table = records(&text);
    assert_eq!(table.len(), rows.len());
    for (flat, row) in table.iter().zip(&rows) {
        for field in ["id", "type", "summary", "status", "sentence", "when"] {
            assert_eq!(flat[field], row[field].as_str().unwrap_or(""), "{field}");
        }
        for field in ["lat", "lon"] {
            assert_eq!(flat[field].parse().ok(), row[field].as_f64(), "{field}");
        }
    }
    let all = table.iter().find(|row| row["id"] == "all").ok_or("a row")?;
    assert_eq!(all["summary"], "=1+1, \"quoted\" | and *starred* <b>");
    assert_eq!(all["actor"], "First, Army; =cmd()");
    assert_eq!(all["tags"], "x,y; z");
    assert_eq!(all["partner"], "=cmd()");
    let guarded = printed(&["list", "--format", "csv", "--guard-formulas", &awkward])?;
    let guarded = records(&guarded);
    let all = guarded
        .iter()
        .find(|row| row["id"] == "all")
        .ok_or("a row")?;
    assert_eq!(all["summary"], "'=1+1, \"quoted\" | and *starred* <b>");
    assert_eq!(all["partner"], "'=cmd()");
    assert!(
        guarded
            .iter()
            .flat_map(BTreeMap::values)
            .all(|value| !value.starts_with(['=', '+', '@']))
    );
    Ok(())
}

/// What has to be the same once a CSV is opened again.
fn kept(row: &Value) -> Vec<String> {
    let names = |key: &str| -> Vec<&str> {
        let all = row[key].as_array().map_or(&[][..], Vec::as_slice);
        all.iter().filter_map(|one| one["name"].as_str()).collect()
    };
    let place = row["places"].get(0).map(|place| &place["id"]);
    let mut kept: Vec<String> = [
        "id",
        "type",
        "status",
        "summary",
        "from",
        "before",
        "lat",
        "lon",
        "where",
        "sentence",
        "sources",
        "url",
        "fatalities",
        "tags",
    ]
    .iter()
    .map(|key| format!("{key}: {}", row[*key]))
    .collect();
    kept.push(format!("agents: {:?}", names("agents")));
    kept.push(format!("targets: {:?}", names("targets")));
    kept.push(format!("place: {place:?}"));
    kept
}

fn survives_csv(path: &str, name: &str) -> Outcome {
    let csv = printed(&["list", "--format", "csv", path])?;
    let csv = file(name, csv.as_bytes())?;
    let (before, after) = (json(&[path])?, json(&[&csv])?);
    let sorted = |rows: &[Value]| {
        let mut rows: Vec<Vec<String>> = rows.iter().map(kept).collect();
        rows.sort();
        rows
    };
    let (before, after) = (sorted(&before), sorted(&after));
    for (before, after) in before.iter().zip(&after) {
        assert_eq!(before, after);
    }
    assert_eq!(before.len(), after.len());
    // Written once more it is the same file, but for what a table cannot say.
    let own = |text: &str| -> Vec<Vec<String>> {
        let more = [
            "when",
            "basis",
            "partner",
            "beneficiary",
            "by",
            "speaker",
            "reports",
            "fatalities_low",
            "fatalities_high",
        ];
        let rows = records(text).into_iter();
        let mut rows: Vec<Vec<String>> = rows
            .map(|mut row| {
                for key in more {
                    row.remove(key);
                }
                row.into_values().collect()
            })
            .collect();
        rows.sort();
        rows
    };
    let again = printed(&["list", "--format", "csv", &csv])?;
    assert_eq!(own(&again), own(&fs::read_to_string(&csv)?));
    Ok(())
}

#[test]
fn what_is_written_as_csv_opens_again_as_the_same_events() -> Outcome {
    let article = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/events/article.json");
    survives_csv(article, "again-article.csv")?;
    for format in ["jsonl", "csv", "native"] {
        let made = printed(&["generate", "600", "--format", format, "-o", "-"])?;
        let path = file(&format!("made-{format}"), made.as_bytes())?;
        survives_csv(&path, &format!("again-{format}.csv"))?;
    }
    Ok(())
}

/// A date, and an end that is not before it.
fn dates() -> impl Strategy<Value = (String, String)> {
    let day = |at: i64| {
        let (month, day) = (at / 28 + 1, at % 28 + 1);
        format!("2017-{month:02}-{day:02}")
    };
    let exact = prop::sample::select(vec!["", "T14:30Z", "T14:30:07Z", "T23:59+03:00"]);
    prop_oneof![
        Just((String::new(), String::new())),
        (0_i64..300).prop_map(move |at| (String::new(), day(at))),
        (0_i64..300).prop_map(move |at| (format!("{}/..", day(at)), String::new())),
        (0_i64..300, exact).prop_map(move |(at, exact)| (day(at) + exact, String::new())),
        (0_i64..300, 1_i64..30).prop_map(move |(at, len)| (day(at), day(at + len))),
        (1_u8..13).prop_map(|month| (format!("2016-{month:02}"), String::new())),
        (1900_u16..2100).prop_map(|year| (format!("{year}"), String::new())),
    ]
}

/// A row of a table: its summary, sentence, actor, date and end, position, and place.
type Drawn = (
    String,
    String,
    String,
    (String, String),
    Option<(f64, f64)>,
    &'static str,
);

fn rows() -> impl Strategy<Value = Vec<Drawn>> {
    // Letters and signs that mean something to CSV, to the loader, or to nobody; none of them a blank at an end.
    let words = || "[a-zé漢=+@\"',;|رقة][a-z ,;\"'|=\\\\]{0,12}[a-z.\"]";
    let places = vec![
        "",
        "Mosul",
        "Raqqa",
        "Aleppo",
        "Homs",
        "Nobody knows it",
        "Palmyra, Syria",
    ];
    let at = prop::option::of((-89.0_f64..89.0, -179.9_f64..179.9));
    let row = (
        words(),
        words(),
        words(),
        dates(),
        at,
        prop::sample::select(places),
    );
    prop::collection::vec(row, 1..12)
}

proptest! {
    // Each case runs the program five times.
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn any_rows_survive_csv(rows in rows()) {
        let lines: Vec<String> = rows
            .iter()
            .enumerate()
            .map(|(number, (summary, sentence, actor, (date, end), at, place))| {
                let mut row = serde_json::json!({
                    "id": format!("r{number}"), "type": "clash", "summary": summary, "sentence": sentence,
                    "actor": actor, "date": date, "end": end, "place": place,
                });
                if let Some((lat, lon)) = at {
                    row["lat"] = (*lat).into();
                    row["lon"] = (*lon).into();
                }
                row.to_string()
            })
            .collect();
        let path = file("any.jsonl", (lines.join("\n") + "\n").as_bytes()).unwrap();
        prop_assert_eq!(json(&[&path]).unwrap().len(), rows.len(), "none is set aside");
        survives_csv(&path, "any.csv").unwrap();
    }
}
