//! Running the program, and what the tests run it on.

use std::error::Error;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::Value;

pub type Outcome = Result<(), Box<dyn Error>>;

pub fn sitmap(args: &[&str]) -> std::io::Result<Output> {
    Command::new(env!("CARGO_BIN_EXE_sitmap"))
        .args(args)
        .env_remove("COLUMNS")
        .env_remove("NO_COLOR")
        .env("TERM", "xterm-256color")
        .env("LC_ALL", "C.UTF-8")
        .output()
}

pub fn printed(args: &[&str]) -> Result<String, Box<dyn Error>> {
    let output = sitmap(args)?;
    assert_eq!(output.status.code(), Some(0), "{args:?}: {output:?}");
    Ok(String::from_utf8(output.stdout)?)
}

pub fn file(name: &str, bytes: &[u8]) -> std::io::Result<String> {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    // Put in place whole: another test may be reading the one of the same name.
    let new = path.with_extension(format!("new{}", COUNT.fetch_add(1, Ordering::SeqCst)));
    fs::write(&new, bytes)?;
    fs::rename(&new, &path)?;
    Ok(path.display().to_string())
}

pub fn json(args: &[&str]) -> Result<Vec<Value>, Box<dyn Error>> {
    let text = printed(&[&["list", "--format", "json"], args].concat())?;
    match serde_json::from_str(&text)? {
        Value::Array(rows) => Ok(rows),
        other => Err(format!("no array: {other}").into()),
    }
}

/// A file with one of everything that is awkward.
pub const AWKWARD: &str = r#"{
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
}"#;

pub fn awkward() -> std::io::Result<String> {
    file("awkward.json", AWKWARD.as_bytes())
}
