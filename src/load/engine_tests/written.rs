//! Made-up files in every format, with all that may be odd about them.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::super::rows::Portions;

pub(super) const COLUMNS: &[&str] = &[
    "id",
    "date",
    "type",
    "summary",
    "actor",
    "target",
    "place",
    "lat",
    "lon",
    "precision",
    "sentence",
    "source",
    "url",
    "fatalities",
    "tags",
    "other",
];

pub(super) fn as_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

pub(super) fn lines_of(rows: &[Value], end: &str) -> String {
    let rows: Vec<String> = rows.iter().map(|row| format!("{row}{end}")).collect();
    rows.concat()
}

pub(super) fn list_of(rows: &[Value]) -> String {
    serde_json::to_string_pretty(rows).unwrap()
}

pub(super) fn table_of(rows: &[Value], separator: char, end: &str) -> String {
    let between = separator.to_string();
    let mut text = COLUMNS.join(&between) + end;
    for row in rows {
        let cell = |name: &&str| {
            let text = as_text(&row[*name]);
            if text.contains(['"', '\n', '\r', separator]) {
                format!("\"{}\"", text.replace('"', "\"\""))
            } else {
                text
            }
        };
        let cells: Vec<String> = COLUMNS.iter().map(cell).collect();
        text += &(cells.join(&between) + end);
    }
    text
}

pub(super) fn document_of(events: &[String], tail: &str) -> String {
    format!(
        "{{\"format\":\"situation-events\",\"version\":1,\"title\":\"“t”\",\n\"actors\":[{{\"id\":\"sdf\",\"name\":\"SDF\"}}],\n\"events\":[{}]{tail}}}",
        events.join(",\n")
    )
}

pub(super) fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("Forces took the village.".to_owned()),
        Just("}, {\"id\": \"x\"".to_owned()),
        Just("\"},\n{\"id\":\"e1\",\"date\":\"2017-03-05\"}".to_owned()),
        Just("first\nsecond, \"third\"\n".to_owned()),
        Just("e3,2017-03-05,clash,x,,,,,,,,,,,,\r\ne4,2017-03-05,clash,y,,,,,,,,,,,,".to_owned()),
        Just("back\\slash\\".to_owned()),
        Just("“الموصل” – د".to_owned()),
        Just("\u{1b}[0m".to_owned()),
        Just("NA".to_owned()),
        Just("  ".to_owned()),
        Just(String::new()),
        "[a-z\",;{}\\[\\]: ]{0,40}",
    ]
}

pub(super) fn one_of(words: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::sample::select(words).prop_map(str::to_owned)
}

/// Some are one once they are cleaned, or stand in one row twice.
const TAGS: &[&str] = &[
    "",
    "bridge",
    "dam; bridge",
    "bridge;dam;bridge",
    " ; ;",
    "Bridge",
    "x\u{202e}",
    "dam;x\u{202d};x\u{202e}",
    "سد",
];

/// A flat row; `n` is its number, to have an id of its own, if it is to have one.
pub(super) fn row() -> impl Strategy<Value = Value> {
    let texts = (words(), words(), words());
    let names = (
        one_of(&["SDF", "sdf", "YPG; Army", "IS", "“A”", "", "A;;B; C;d"]),
        one_of(&["", "IS", "civilians"]),
        one_of(&["Raqqa", "Nowhere", "my-hill", "", "“Kafr”"]),
    );
    let rest = (
        one_of(&[
            "2017-03-05",
            "2017-03",
            "",
            "2016-02-29",
            "2017-03-01/2017-04-02",
            "2017-13-01",
            "../2017-03-01",
        ]),
        one_of(&["clash", "attack", "Attack", "sieze", ""]),
        one_of(&["", "settlement", "vague"]),
        prop::option::of((-91.0..91.0_f64, -180.0..180.0_f64)),
        one_of(&["AFP", "ANHA", "", "“x”"]),
        prop::sample::select(vec![
            json!(null),
            json!(0),
            json!(3),
            json!("12"),
            json!("7.0"),
            json!(5_000_000_000_u64),
            json!("-1"),
        ]),
        one_of(TAGS),
    );
    (texts, names, rest, 0..9_u8).prop_map(|(texts, names, rest, kept)| {
        let mut row = Map::new();
        let mut put = |name: &str, value: Value| row.insert(name.to_owned(), value);
        put("id", json!("e"));
        put("date", json!(rest.0));
        put("type", json!(rest.1));
        put("summary", json!(texts.0));
        put("actor", json!(names.0));
        put("target", json!(names.1));
        put("place", json!(names.2));
        if let Some((lat, lon)) = rest.3 {
            put("lat", json!(lat));
            put("lon", json!(lon));
        }
        put("precision", json!(rest.2));
        put("sentence", json!(texts.1));
        put("source", json!(rest.4));
        put("fatalities", rest.5);
        put("tags", json!(rest.6));
        put("other", json!(texts.2));
        if kept == 0 {
            row.remove("summary");
        }
        Value::Object(row)
    })
}

/// An object in one line with values of every kind.
pub(super) fn object() -> impl Strategy<Value = String> {
    let keys = prop::sample::select(vec![
        "id",
        "date",
        "type",
        "summary",
        "actor",
        "place",
        "lat",
        "lon",
        "sentence",
        "source",
        "fatalities",
        "tags",
        "x",
        "st\\u0061tus",
    ]);
    let values = prop::sample::select(vec![
        "\"clash\"",
        "\"2017-03-05\"",
        "\"Raqqa\"",
        "\"\"",
        "\" a \"",
        "\"a\\tb\"",
        "1",
        "-0",
        "0.50",
        "1e1",
        "00",
        "1.",
        "-",
        "+1",
        "null",
        "true",
        "nul",
        "[\"a\",\"b\"]",
        "[1]",
        "{}",
        "{\"a\":\"}\"}",
        "\"“q”\"",
        "12345678901234567890",
        "\"NA\"",
        "\"a\u{1}b\"",
    ]);
    let blank = prop::sample::select(vec!["", "", " ", "\t"]);
    prop::collection::vec((keys, values, blank), 0..9).prop_map(|fields| {
        let field = |(key, value, blank): &(&str, &str, &str)| {
            format!("{blank}\"{key}\"{blank}:{blank}{value}{blank}")
        };
        let fields: Vec<String> = fields.iter().map(field).collect();
        format!("{{\"id\":\"e\",{}}}", fields.join(","))
    })
}

/// Rows with ids, of which some may be the same or missing.
pub(super) fn rows(all_own: bool) -> impl Strategy<Value = Vec<Value>> {
    prop::collection::vec((row(), 0..12_usize), 1..14).prop_map(move |rows| {
        let numbered = rows.into_iter().enumerate();
        numbered
            .map(|(number, (mut row, dice))| {
                match dice {
                    0 if !all_own => row["id"] = json!("twice"),
                    1 if !all_own => row["id"] = json!(null),
                    _ => row["id"] = json!(format!("e{number}")),
                }
                row
            })
            .collect()
    })
}

pub(super) fn portions() -> impl Strategy<Value = Portions> {
    (1..5_usize, 20..900_usize, 1..300_usize).prop_map(|(workers, block, beyond)| Portions {
        small: 0,
        workers,
        block,
        beyond,
        longest: 1 << 20,
    })
}

/// Some bytes replaced, taken out or put in.
pub(super) fn edits() -> impl Strategy<Value = Vec<(prop::sample::Index, u8, usize)>> {
    let byte = prop_oneof![
        prop::sample::select(b"\"\\{}[],:\n\r; x0\x00\x1f\xff\xe2\x80".to_vec()),
        any::<u8>()
    ];
    prop::collection::vec((any::<prop::sample::Index>(), byte, 0..4_usize), 0..5)
}

pub(super) fn edited(text: String, edits: &[(prop::sample::Index, u8, usize)]) -> Vec<u8> {
    let mut bytes = text.into_bytes();
    for (at, byte, cut) in edits {
        let at = at.index(bytes.len());
        let end = (at + cut).min(bytes.len());
        bytes.splice(at..end, [*byte]);
    }
    bytes
}

/// What an event may say at its end.
const REST: &[&str] = &[
    "",
    r#","fatalities":{"low":1,"best":2}"#,
    r#","fatalities":{"low":3,"best":2}"#,
    r#","fatalities":{"best":-0}"#,
    r#","fatalities":{"best":1e2}"#,
    r#","fatalities":{"best":007}"#,
    r#","tags":["a","b"]"#,
    r#","tags":["b","a","b"]"#,
    r#","tags":[]"#,
    r#","tags":[""," ","\u000b","c"]"#,
    ",\"tags\":[\"x\u{202e}\",\"x\u{202d}\",\"\u{85}\"]",
    r#","tags":["c\u0007","c\u0007"],"fatalities":{"high":9}"#,
    r#","fatalities":{"low":4,"high":9}"#,
    r#","fatalities":{"low":0,"best":5000000000}"#,
    r#","fatalities":{"by":{"IS":3}}"#,
    r#","fatalities":null,"tags":null"#,
    r#","tags":[1]"#,
    r#","note":"n""#,
    r#","source":"AFP""#,
    r#","source":"AFP","url":"https://x""#,
    r#","source":"""#,
    r#","id":"again""#,
    r#","type":"clash""#,
    r#","colour":1"#,
    r#","tim\u0065":"2017-03-06""#,
    r#","links":[{"rel":"follows","to":"e1"}]"#,
    r#","factuality":"planned""#,
    r#","fatalities":{"best":18446744073709551616}"#,
    r#","fatalities":{}"#,
    r#","url":null"#,
    r#","start":"2017-03-05""#,
    r#","reports":[{"doc":"d"}]"#,
    r#","fatalities":{"best":1.0}"#,
];

/// An event of the native format: plain most of the time, as programs write it, with whatever else now and then.
pub(super) fn native() -> impl Strategy<Value = String> {
    let plain = |texts: &'static [&'static str]| prop::sample::select(texts);
    let actors = plain(&[
        r#"["SDF","IS"]"#,
        r#"[{"name":"IS","role":"target"},{"actor":"sdf","role":"agent"}]"#,
        "[]",
        r#"["a","b","c","d","e"]"#,
        r#"[{"actor":"nobody","role":"agent"}]"#,
        r#"[{"role":"agent"}]"#,
        "null",
        "{}",
        r#"[{"actor":"late","role":"agent"}]"#,
        r#"[{"name":"IS"}]"#,
        r#"["sdf",""]"#,
        r#"[{"name":"IS","role":"agent","inferred":true}]"#,
        r#"[{"name":"IS","role":"agent","role":"target"}]"#,
        r#"[{"name":"","role":"agent"}]"#,
        "[1]",
    ]);
    let places = plain(&[
        r#"["Raqqa"]"#,
        r#"["my-hill"]"#,
        r#"["Nowhere"]"#,
        "[]",
        r#"[{"place":"my-hill","precision":"site"}]"#,
        r#"[{"place":"your-hill","precision":"site"}]"#,
        r#"[{"name":"Raqqa","lat":35.9,"lon":39,"precision":"settlement"}]"#,
        r#"[{"lat":86.5,"lon":39.0,"precision":"site"}]"#,
        r#"[{"lat":95,"lon":39.0,"precision":"site"}]"#,
        r#"[{"lat":3.59e1,"lon":-0,"precision":"site"}]"#,
        r#"[{"lat":00,"lon":1,"precision":"site"}]"#,
        r#"[{"lat":1,"precision":"site"}]"#,
        r#"[{"name":"Nowhere","lat":1,"lon":1,"precision":"site"}]"#,
        r#"[{"name":"Nowhere","precision":"site"}]"#,
        r#"[{"name":"Raqqa"}]"#,
        r#"["Raqqa","Raqqa"]"#,
        r#"[""]"#,
        r#"[" Raqqa"]"#,
        r#"[{"place":"my-hill","lat":1,"lon":1,"precision":"site"}]"#,
        r#"[{"name":"Raqqa","precision":"unknown"}]"#,
        r#"[{"place":"late-hill","precision":"site"}]"#,
        r#"["Late hill"]"#,
        r#"[{"name":"","precision":"site"}]"#,
    ]);
    let times = plain(&[
        r#""2017-03-05""#,
        r#"{"start":"2017-03-05","end":"2017-03-07","precision":"day"}"#,
        r#""2017-02-30""#,
        r#""2017-03""#,
        r#"{"start":"2017-03-07","end":"2017-03-05","precision":"day"}"#,
        r#"{"start":"2017-03-05","end":null,"precision":"day"}"#,
        r#"{"start":"2017-03-05","end":"2017-03-05","precision":"month"}"#,
        r#"{"end":"2017-03-05","precision":"day"}"#,
        "null",
        "5",
        r#"{"start":"2017-03-05","end":"2017-03-06"}"#,
        r#""2017-03-05T10:00Z""#,
        r#""""#,
        r#"{"start":"2017-03-01","end":"2017-03-31","precision":"unknown"}"#,
    ]);
    let rest = plain(REST);
    let kinds = plain(&["clash", "seize", "attack", "sieze"]);
    ((kinds, words(), words()), (actors, places, times, rest), (0..9_usize, 0..5_u8)).prop_map(
        |((kind, summary, sentence), (actors, places, times, rest), (id, blanks))| {
            let id = if id == 8 { "-x".to_owned() } else { format!("e{id}") };
            let (summary, sentence) = (json!(summary), json!(sentence));
            let text = format!(
                r#"{{"id":"{id}","type":"{kind}","summary":{summary},"actors":{actors},"places":{places},"time":{times},"sentence":{sentence}{rest}}}"#
            );
            match blanks {
                0 => text.replace("\":", "\" :\t"),
                1 => text.replace(",\"", " ,\n \""),
                _ => text,
            }
        },
    )
}

pub(super) fn tails() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "",
        "\n",
        r#","note":"n""#,
        r#", "actors":[]"#,
        r#","places":[{"id":"late-hill","name":"Late hill","kind":"site","lat":1,"lon":1,"source":"own"}]"#,
        r#","documents":[{"id":"d","title":"T","text":"x"},
 {"id":"d2","title":"},{\"id\":\"e1\","}]"#,
    ])
}
