//! The program without a screen, as a person runs it: `list`, `show`, `places`, `actors`, `timeline`. What it writes is
//! read back by somebody else's code where there is some, and by rules that are written out here where there is none.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use proptest::prelude::*;
use serde_json::Value;

type Outcome = Result<(), Box<dyn Error>>;

fn sitmap(args: &[&str]) -> std::io::Result<Output> {
    Command::new(env!("CARGO_BIN_EXE_sitmap"))
        .args(args)
        .env_remove("COLUMNS")
        .env_remove("NO_COLOR")
        .env("TERM", "xterm-256color")
        .env("LC_ALL", "C.UTF-8")
        .output()
}

fn printed(args: &[&str]) -> Result<String, Box<dyn Error>> {
    let output = sitmap(args)?;
    assert_eq!(output.status.code(), Some(0), "{args:?}: {output:?}");
    Ok(String::from_utf8(output.stdout)?)
}

fn file(name: &str, bytes: &[u8]) -> std::io::Result<String> {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, bytes)?;
    Ok(path.display().to_string())
}

fn json(args: &[&str]) -> Result<Vec<Value>, Box<dyn Error>> {
    let text = printed(&[&["list", "--format", "json"], args].concat())?;
    match serde_json::from_str(&text)? {
        Value::Array(rows) => Ok(rows),
        other => Err(format!("no array: {other}").into()),
    }
}

/// A file with one of everything that is awkward.
const AWKWARD: &str = r##"{
  "format": "situation-events", "version": 1,
  "documents": [{"id": "d1", "publisher": "A|B <i>", "url": "https://example.org/a b", "text": "They fought, \"hard\" | on *Monday*. Then they left."}],
  "actors": [{"id": "a1", "name": "First; Army", "kind": "rebel"}, {"id": "a2", "name": "=cmd()", "kind": "rebel"}],
  "events": [
    {"id": "all", "type": "clash", "summary": "=1+1, \"quoted\" | and *starred* <b>", "factuality": "negated",
     "actors": [{"actor": "a1", "role": "agent"}, {"actor": "a2", "role": "agent"}, {"actor": "a2", "role": "partner"}],
     "places": [{"place": "mosul", "precision": "settlement"}, {"place": "raqqa-province", "precision": "province"}],
     "time": {"start": "2017-03-05", "end": "2017-03-06", "precision": "days", "basis": "stated"},
     "fatalities": {"low": 2, "best": 3}, "tags": ["x;y", "z"],
     "reports": [{"doc": "d1", "sentence": 0, "trigger": {"at": [5, 11], "text": "fought"}, "marks": []}]},
    {"id": "line", "type": "advance", "summary": "along a line", "factuality": "happened", "actors": [],
     "places": [{"lat": 36.5, "lon": 43.5, "precision": "route", "geometry": {"type": "LineString", "coordinates": [[43, 36], [44, 37]]}}],
     "time": {"start": null, "end": "2017-03-06", "precision": "unknown"}, "reports": []},
    {"id": "area", "type": "blockade", "summary": "around an area", "factuality": "happened", "actors": [],
     "places": [{"lat": 36.5, "lon": 43.5, "precision": "area", "geometry": {"type": "Polygon", "coordinates":
       [[[43, 36], [43, 37], [44, 37], [44, 36], [43, 36]], [[43.4, 36.4], [43.6, 36.4], [43.6, 36.6], [43.4, 36.6], [43.4, 36.4]]]}}],
     "time": {"start": "2017-03-06", "end": null, "precision": "span"}, "reports": []},
    {"id": "both", "type": "clash", "summary": "a line and a point", "factuality": "happened", "actors": [],
     "places": [{"place": "mosul", "precision": "settlement"}, {"lat": 0.5, "lon": 179.5, "precision": "route", "geometry": {"type": "LineString", "coordinates": [[179, 0], [-179, 1]]}}],
     "time": {"start": "2017-03-06T14:30Z", "end": "2017-03-06T14:30Z", "precision": "minute"}, "reports": []},
    {"id": "nothing", "type": "threat", "summary": "nowhere, never", "factuality": "happened", "actors": [], "places": [],
     "time": {"start": null, "end": null, "precision": "unknown"}, "reports": []}
  ]
}"##;

fn awkward() -> std::io::Result<String> {
    file("awkward.json", AWKWARD.as_bytes())
}

#[test]
fn json_is_one_array_with_the_same_fields_in_every_row_and_lines_say_the_same() -> Outcome {
    let awkward = awkward()?;
    for files in [&[][..], &[awkward.as_str()]] {
        let rows = json(files)?;
        let lines = printed(&[&["list", "--format", "jsonl"], files].concat())?;
        let lines: Vec<Value> = lines
            .lines()
            .map(serde_json::from_str)
            .collect::<Result<_, _>>()?;
        assert_eq!(rows, lines);
        let keys = |row: &Value| -> Vec<String> {
            row.as_object()
                .map_or(Vec::new(), |row| row.keys().cloned().collect())
        };
        assert!(keys(&rows[0]).len() > 30);
        assert!(rows.iter().all(|row| keys(row) == keys(&rows[0])));
    }
    Ok(())
}

#[test]
fn every_field_is_in_the_help() -> Outcome {
    let help = printed(&["list", "--help"])?;
    for key in json(&[])?[0].as_object().ok_or("an object")?.keys() {
        let is_word = |word: &str| word.trim_matches(',') == key;
        assert!(help.split_whitespace().any(is_word), "{key}");
    }
    Ok(())
}

#[test]
fn ends_are_included_where_people_read_and_half_open_where_programs_do() -> Outcome {
    let rows = json(&[&awkward()?])?;
    let row = |id: &str| rows.iter().find(|row| row["id"] == id).ok_or("a row");
    let all = row("all")?;
    assert_eq!(all["start"], "2017-03-05");
    assert_eq!(all["end"], "2017-03-06");
    assert_eq!(all["from"], "2017-03-05T00:00:00Z");
    assert_eq!(all["before"], "2017-03-07T00:00:00Z");
    assert_eq!(all["when"], "days");
    assert_eq!(row("line")?["start"], Value::Null);
    assert_eq!(row("area")?["end"], Value::Null);
    let minute = row("both")?;
    assert_eq!(minute["start"], "2017-03-06T14:30Z");
    assert_eq!(minute["end"], "2017-03-06T14:30Z");
    assert_eq!(minute["before"], "2017-03-06T14:31:00Z");
    assert_eq!(all["agents"][0]["name"], "First; Army");
    assert_eq!(all["others"][0]["role"], "partner");
    assert_eq!(all["where"], "settlement");
    assert_eq!(all["places"][1]["precision"], "province");
    assert_eq!(all["fatalities"], 3);
    assert_eq!(all["fatalities_low"], 2);
    assert_eq!(all["fatalities_high"], Value::Null);
    Ok(())
}

// CSV: read by the rules of RFC 4180, by code that is not the program's.

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
                more.iter().for_each(|key| drop(row.remove(*key)));
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

// GeoJSON: the rules of RFC 7946, written out.

fn is_position(at: &Value) -> bool {
    let Some([lon, lat]) = at.as_array().map(Vec::as_slice) else {
        return false;
    };
    let within = |degrees: &Value, most: f64| degrees.as_f64().is_some_and(|it| it.abs() <= most);
    within(lon, 180.0) && within(lat, 90.0)
}

fn all(values: &Value, least: usize, holds: impl Fn(&Value) -> bool) -> bool {
    values
        .as_array()
        .is_some_and(|values| values.len() >= least && values.iter().all(holds))
}

fn is_line(line: &Value) -> bool {
    all(line, 2, is_position)
}

fn area(ring: &Value) -> f64 {
    let ring: Vec<(f64, f64)> = ring
        .as_array()
        .into_iter()
        .flatten()
        .map(|at| (at[0].as_f64().unwrap_or(0.0), at[1].as_f64().unwrap_or(0.0)))
        .collect();
    ring.windows(2)
        .map(|step| step[0].0 * step[1].1 - step[1].0 * step[0].1)
        .sum()
}

/// Closed, of four positions at least, the first counter-clockwise and all others clockwise.
fn is_polygon(rings: &Value) -> bool {
    let Some(list) = rings.as_array() else {
        return false;
    };
    let closed = |ring: &Value| {
        all(ring, 4, is_position)
            && ring
                .as_array()
                .is_some_and(|ring| ring.first() == ring.last())
    };
    !list.is_empty()
        && list
            .iter()
            .enumerate()
            .all(|(at, ring)| closed(ring) && (area(ring) > 0.0) == (at == 0))
}

fn is_geometry(geometry: &Value) -> bool {
    let at = &geometry["coordinates"];
    match geometry["type"].as_str() {
        Some("Point") => is_position(at),
        Some("MultiPoint") => all(at, 2, is_position),
        Some("LineString") => is_line(at),
        Some("MultiLineString") => all(at, 2, is_line),
        Some("Polygon") => is_polygon(at),
        Some("MultiPolygon") => all(at, 2, is_polygon),
        // The RFC asks not to put one into another, and to have none of one part.
        Some("GeometryCollection") => all(&geometry["geometries"], 2, |inner| {
            inner["type"] != "GeometryCollection" && is_geometry(inner)
        }),
        _ => false,
    }
}

fn features(args: &[&str]) -> Result<Vec<Value>, Box<dyn Error>> {
    let text = printed(&[&["list", "--format", "geojson"], args].concat())?;
    let collection: Value = serde_json::from_str(&text)?;
    assert_eq!(collection["type"], "FeatureCollection");
    let features = collection["features"].as_array().ok_or("features")?;
    for feature in features {
        assert_eq!(feature["type"], "Feature");
        let geometry = feature.get("geometry").ok_or("a geometry, be it null")?;
        assert!(geometry.is_null() || is_geometry(geometry), "{geometry}");
        assert_eq!(feature["id"], feature["properties"]["id"]);
        assert_eq!(
            geometry.is_null(),
            feature["properties"]["lat"].is_null(),
            "{feature}"
        );
    }
    Ok(features.clone())
}

#[test]
fn geojson_keeps_the_rules_of_its_rfc() -> Outcome {
    assert_eq!(features(&[])?.len(), 25);
    let made = printed(&["generate", "300", "--format", "native", "-o", "-"])?;
    features(&[&file("made-geo.json", made.as_bytes())?])?;
    let features = features(&[&awkward()?])?;
    let kind = |id: &str| {
        let feature = features.iter().find(|feature| feature["id"] == id);
        feature.map(|feature| feature["geometry"]["type"].clone())
    };
    assert_eq!(kind("all"), Some("MultiPoint".into()));
    assert_eq!(kind("line"), Some("LineString".into()));
    assert_eq!(kind("area"), Some("Polygon".into()));
    assert_eq!(kind("both"), Some("GeometryCollection".into()));
    assert_eq!(kind("nothing"), Some(Value::Null));
    let province = features.iter().find(|feature| feature["id"] == "all");
    let province = &province.ok_or("a feature")?["properties"]["places"][1];
    assert_eq!(province["precision"], "province");
    assert!(province["radius_km"].as_f64().is_some_and(|km| km > 10.0));
    let hole = features.iter().find(|feature| feature["id"] == "area");
    let rings = &hole.ok_or("a feature")?["geometry"]["coordinates"];
    assert_eq!(rings.as_array().map(Vec::len), Some(2), "its hole");
    Ok(())
}

#[test]
fn markdown_shows_the_data_and_is_not_shaped_by_it() -> Outcome {
    let text = printed(&["list", "--format", "markdown", &awkward()?])?;
    assert!(
        text.contains("- **5–6 March 2017**, Mosul; Raqqa Province (known to the province): "),
        "{text}"
    );
    assert!(
        text.contains("\\*starred\\* \\<b\\> (clash, **negated**)"),
        "{text}"
    );
    assert!(text.contains("\n  > “They fought, \"hard\" \\| on \\*Monday\\*.” — [A\\|B \\<i\\>](<https://example.org/a%20b>)\n"), "{text}");
    assert_eq!(
        text.lines().filter(|line| line.starts_with("- ")).count(),
        5
    );
    Ok(())
}

#[test]
fn a_table_fits_its_width_and_says_what_did_not_happen() -> Outcome {
    for width in ["20", "40", "60", "80", "120", "200"] {
        let text = printed(&["list", "--width", width, "--ascii"])?;
        let most: usize = width.parse()?;
        assert!(text.lines().all(|line| line.len() <= most), "{text}");
        assert_eq!(text.lines().count(), 26);
        assert!(text.starts_with("id "));
    }
    let text = printed(&["list", "--width", "120"])?;
    assert!(text.contains("negated: Turkish attack on Manbij"), "{text}");
    Ok(())
}

#[test]
fn escape_codes_go_to_terminals_and_to_who_asks_for_them() -> Outcome {
    let commands = [
        &["list"][..],
        &["show", "e12"],
        &["places", "raqqa"],
        &["actors", "sdf"],
        &["timeline"],
    ];
    for command in commands {
        for (color, expected) in [
            (None, false),
            (Some("always"), true),
            (Some("never"), false),
        ] {
            let color = color.map_or(Vec::new(), |color| vec!["--color", color]);
            let text = printed(&[command, &color].concat())?;
            assert_eq!(text.contains('\x1b'), expected, "{command:?} {color:?}");
        }
    }
    for format in ["json", "jsonl", "csv", "geojson", "markdown"] {
        let text = printed(&["list", "--format", format, "--color", "always"])?;
        assert!(!text.contains('\x1b'), "{format}");
    }
    Ok(())
}

#[test]
fn nothing_found_is_code_1_and_still_a_whole_file() -> Outcome {
    let empty = file("none.csv", b"id,date,sentence\n")?;
    for (format, expected) in [
        ("table", ""),
        ("json", "[]\n"),
        ("jsonl", ""),
        (
            "geojson",
            "{\"type\":\"FeatureCollection\",\"features\":[]}\n",
        ),
        ("markdown", ""),
    ] {
        let output = sitmap(&["list", "--format", format, &empty])?;
        assert_eq!(output.status.code(), Some(1), "{format}");
        assert_eq!(String::from_utf8(output.stdout)?, expected);
        assert_eq!(
            String::from_utf8(output.stderr)?,
            "sitmap: nothing matched\n"
        );
    }
    let output = sitmap(&["list", "--format", "csv", &empty])?;
    assert!(String::from_utf8(output.stdout)?.starts_with("id,date,end,type,summary,"));
    for args in [
        &["timeline", &empty][..],
        &["show", "x", &empty],
        &["actors", "x", &empty],
        &["places", "qqqqqq", &empty],
    ] {
        let output = sitmap(args)?;
        assert_eq!(output.status.code(), Some(1), "{args:?}");
        assert_eq!(output.stdout, b"", "{args:?}");
        assert_eq!(
            String::from_utf8(output.stderr)?.lines().count(),
            1,
            "{args:?}"
        );
    }
    for command in [
        &["list", "no-such-file"][..],
        &["show", "e01", "no-such-file"],
        &["timeline", "no-such-file"],
        &["list", "--format", "xml"],
        &["show"],
    ] {
        assert_eq!(sitmap(command)?.status.code(), Some(2), "{command:?}");
    }
    Ok(())
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error_and_standard_input_is_a_file() -> Outcome {
    let made = printed(&["generate", "5000", "--format", "csv", "-o", "-"])?;
    for format in ["table", "json", "csv", "geojson", "markdown"] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_sitmap"))
            .args(["list", "-", "--format", format])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        drop(child.stdout.take());
        let mut stdin = child.stdin.take().ok_or("a pipe")?;
        stdin.write_all(made.as_bytes())?;
        drop(stdin);
        let output = child.wait_with_output()?;
        assert_eq!(output.status.code(), Some(0), "{format}");
        assert_eq!(String::from_utf8(output.stderr)?, "", "{format}");
    }
    Ok(())
}

#[test]
fn an_event_in_full_says_what_the_inspector_says_and_names_no_keys() -> Outcome {
    let text = printed(&["show", "e12"])?;
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.starts_with("e12\n"));
    assert!(
        flat.contains("[who: fighters in neighboring Syria]") || flat.contains("[what: seized]"),
        "{text}"
    );
    for said in [
        "said by",
        "when",
        "where",
        "Also in 2 reports",
        "record",
        "part of",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(
        !flat.contains("shows it)") && !flat.contains("reads it)"),
        "{text}"
    );
    let narrow = printed(&["show", "e12", "--width", "40"])?;
    assert!(
        narrow.lines().all(|line| line.chars().count() <= 40),
        "{narrow}"
    );
    let negated = printed(&["show", "e15"])?;
    assert!(
        negated.contains("not on the map") && !negated.contains("(x"),
        "{negated}"
    );
    Ok(())
}

#[test]
fn ids_are_given_first_or_by_name_and_files_after_them() -> Outcome {
    let awkward = awkward()?;
    assert!(printed(&["show", "all", &awkward])?.starts_with("all\n"));
    let two = printed(&["show", "--id", "line", "--id", "all", &awkward])?;
    assert!(
        two.starts_with("line\n") && two.contains("\n\nall\n"),
        "{two}"
    );
    let output = sitmap(&["show", "--id", "e01", "--id", "x01"])?;
    assert_eq!(output.status.code(), Some(1), "one of them is missing");
    assert!(
        String::from_utf8(output.stdout)?.starts_with("e01\n"),
        "the other is shown"
    );
    for (args, said) in [
        (
            &["show", "e1"][..],
            "sitmap: no event has the id \"e1\"; did you mean \"e1",
        ),
        (&["show", "zzz"], "sitmap: no event has the id \"zzz\"\n"),
        (
            &["show", &awkward],
            "for an event of this file: sitmap show ID FILE\n",
        ),
    ] {
        let output = sitmap(args)?;
        assert_eq!(output.status.code(), Some(1));
        let complaint = String::from_utf8(output.stderr)?;
        assert!(complaint.contains(said), "{complaint}");
    }
    Ok(())
}

#[test]
fn names_are_found_with_all_candidates_in_order() -> Outcome {
    let text = printed(&["places", "raqqa", "--format", "json"])?;
    let Value::Array(rows) = serde_json::from_str(&text)? else {
        return Err("no array".into());
    };
    assert_eq!(rows[0]["id"], "raqqa");
    assert_eq!(rows[0]["found"], "name");
    assert!(rows.len() > 1 && rows.iter().any(|row| row["id"] == "raqqa-province"));
    let lines = printed(&["places", "raqqa", "--format", "jsonl"])?;
    let lines: Vec<Value> = lines
        .lines()
        .map(serde_json::from_str)
        .collect::<Result<_, _>>()?;
    assert_eq!(lines, rows);
    let table = printed(&["places", "الرقة"])?;
    assert!(
        table
            .lines()
            .nth(1)
            .is_some_and(|line| line.starts_with("Raqqa ") && line.ends_with(" raqqa")),
        "{table}"
    );
    let similar = printed(&["places", "moosul"])?;
    assert!(similar.contains(" mosul"), "{similar}");
    let actor = printed(&["actors", "daesh", "--format", "jsonl"])?;
    let actor: Value = serde_json::from_str(actor.lines().next().ok_or("a line")?)?;
    assert_eq!(actor["id"], "is");
    assert!(actor["events"].as_u64().is_some_and(|events| events > 10));
    let output = sitmap(&["actors", "mosul"])?;
    assert_eq!(output.status.code(), Some(1));
    let complaint = String::from_utf8(output.stderr)?;
    assert!(
        complaint.contains("no actor of that name") && complaint.contains("sitmap places"),
        "{complaint}"
    );
    Ok(())
}

/// The label and the count of each row.
fn bars(text: &str) -> Vec<(String, usize)> {
    let rows = text.lines().skip(1).take_while(|line| !line.is_empty());
    rows.filter_map(|row| {
        let mut words = row.split_whitespace();
        let (label, count) = (words.next()?, words.next()?);
        let count = if count == "." || count == "·" {
            0
        } else {
            count.parse().ok()?
        };
        label.starts_with('2').then(|| (label.to_owned(), count))
    })
    .collect()
}

#[test]
fn a_timeline_counts_what_the_rows_of_a_list_say() -> Outcome {
    let rows = json(&[])?;
    for (by, len) in [("day", 10), ("month", 7), ("year", 4)] {
        let text = printed(&["timeline", "--by", by])?;
        let bars = bars(&text);
        assert!(!bars.is_empty());
        for (label, count) in bars {
            let touches = |row: &&Value| {
                let (start, end) = (row["start"].as_str(), row["end"].as_str());
                let (Some(first), Some(last)) = (start.or(end), end.or(start)) else {
                    return false;
                };
                first[..len] <= *label && *label <= last[..len]
            };
            assert_eq!(
                rows.iter().filter(touches).count(),
                count,
                "{label}: {text}"
            );
        }
        assert!(
            text.contains("25 events · 1 without a date, in no row"),
            "{text}"
        );
    }
    Ok(())
}

#[test]
fn a_timeline_says_where_nothing_is_reported_and_fits_its_width() -> Outcome {
    let rows = "id,date,end,type\na,2015-01-05,,clash\nb,2016-03-01,2016-04-02,talks\nc,2016-03-09,,clash\n";
    let path = file("gaps.csv", rows.as_bytes())?;
    let text = printed(&["timeline", "--by", "month", "--lanes", "type", &path])?;
    let expected = [
        "month",
        "2015-01",
        "… 13 months without reports",
        "2016-03",
        "2016-04",
    ];
    let lines: Vec<&str> = text.lines().take_while(|line| !line.is_empty()).collect();
    assert_eq!(lines.len(), expected.len(), "{text}");
    for (line, expected) in lines.iter().zip(expected) {
        assert!(line.starts_with(expected), "{text}");
    }
    let words = |line: &str| {
        line.split_whitespace()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(words(lines[0]), ["month", "events", "clash", "talks"]);
    assert_eq!(words(lines[3])[..4], ["2016-03", "2", "1", "1"]);
    assert_eq!(words(lines[4])[..4], ["2016-04", "1", "·", "1"]);
    for lanes in ["region", "type", "actor"] {
        let text = printed(&["timeline", "--lanes", lanes, "--width", "60"])?;
        assert!(
            text.lines().all(|line| line.chars().count() <= 60),
            "{text}"
        );
    }
    let output = Command::new(env!("CARGO_BIN_EXE_sitmap"))
        .args(["timeline", &path])
        .env("LC_ALL", "C")
        .output()?;
    assert!(output.stdout.is_ascii());
    assert!(String::from_utf8(output.stdout)?.contains('#'));
    Ok(())
}
