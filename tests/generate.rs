//! `sitmap generate` as a person runs it: made-up events that are the same every time, and what their formats are.

use std::collections::HashSet;
use std::error::Error;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use jsonschema::Registry;
use serde_json::Value;

type Outcome = Result<(), Box<dyn Error>>;

const COLUMNS: &str = "id,date,end,type,summary,actor,target,place,lat,lon,precision,sentence,source,url,fatalities,tags";

fn sitmap(args: &[&str]) -> std::io::Result<Output> {
    Command::new(env!("CARGO_BIN_EXE_sitmap"))
        .args(args)
        .output()
}

/// What is generated, as text.
fn made(args: &[&str]) -> Result<String, Box<dyn Error>> {
    let output = sitmap(&[&["generate", "-o", "-"], args].concat())?;
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{complaint}");
    Ok(String::from_utf8(output.stdout)?)
}

fn in_folder(name: &str) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    path.display().to_string()
}

/// FNV-1a: enough to see that a byte has changed.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Rows of separated values, read letter by letter.
fn separated(text: &str, separator: char) -> Vec<Vec<String>> {
    let mut rows = vec![];
    let (mut row, mut field, mut quoted) = (vec![], String::new(), false);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                field.push('"');
            }
            '"' => quoted = !quoted,
            '\n' if !quoted => {
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            letter if letter == separator && !quoted => row.push(std::mem::take(&mut field)),
            letter => field.push(letter),
        }
    }
    assert!(field.is_empty() && row.is_empty() && !quoted, "the end");
    rows
}

/// The lines of a JSON lines file as rows of columns.
fn lines(text: &str) -> Result<Vec<Vec<String>>, Box<dyn Error>> {
    let mut rows = vec![];
    for line in text.lines() {
        let object: Value = serde_json::from_str(line)?;
        let column = |name: &str| match object.get(name) {
            None => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
        };
        rows.push(COLUMNS.split(',').map(column).collect());
        let fields = object.as_object().ok_or("an object")?;
        assert!(
            fields
                .keys()
                .all(|key| COLUMNS.split(',').any(|name| name == key)),
            "{line}"
        );
    }
    Ok(rows)
}

#[test]
fn the_same_call_makes_the_same_bytes_and_another_seed_others() -> Outcome {
    // The bundled gazetteer's places are part of it: whoever changes them on purpose, changes these.
    for (format, expected) in [
        ("jsonl", 0x0313_a64b_80dc_d22c),
        ("csv", 0x6197_8528_bb52_d1b6),
        ("tsv", 0xac12_4e9e_d186_c041),
        ("native", 0x2fdc_d49b_5654_cbad),
    ] {
        let text = made(&["2000", "--format", format])?;
        assert_eq!(hash(&text), expected, "{format}");
        assert_ne!(made(&["2000", "--format", format, "--seed", "2"])?, text);
    }
    Ok(())
}

#[test]
fn a_longer_file_begins_like_a_shorter_one() -> Outcome {
    let long = made(&["2000", "--format", "jsonl"])?;
    assert!(long.starts_with(&made(&["300", "--format", "jsonl"])?));
    Ok(())
}

#[test]
fn all_flat_formats_hold_the_same_rows() -> Outcome {
    let objects = lines(&made(&["5000", "--format", "jsonl"])?)?;
    assert_eq!(objects.len(), 5000);
    for (format, separator) in [("csv", ','), ("tsv", '\t')] {
        let mut rows = separated(&made(&["5000", "--format", format])?, separator);
        assert_eq!(rows.remove(0).join(","), COLUMNS);
        assert_eq!(rows.len(), 5000);
        for (row, object) in rows.iter().zip(&objects) {
            // A JSON number has lost the zeros at its end.
            for (column, (cell, value)) in row.iter().zip(object).enumerate() {
                let same = match column {
                    8 | 9 if !cell.is_empty() => {
                        cell.trim_end_matches('0') == value.trim_end_matches('0')
                    }
                    _ => cell == value,
                };
                assert!(same, "{row:?} {object:?}");
            }
        }
    }
    Ok(())
}

#[test]
fn what_real_files_are_like_is_in_it() -> Outcome {
    let text = made(&["20000", "--format", "jsonl"])?;
    let csv = made(&["20000", "--format", "csv"])?;
    for (part, what) in [
        ("\\\"", "quotes in JSON"),
        ("\\u06", "Arabic letters, escaped"),
        ("\\/", "slashes, escaped"),
        ("الم", "Arabic letters"),
        ("/..\"", "an open end"),
    ] {
        assert!(text.contains(part), "{what}");
    }
    let rows = lines(&text)?;
    let some = |holds: fn(&[String]) -> bool| rows.iter().filter(|row| holds(row)).count();
    assert!(csv.contains("\"\""), "quotes in CSV");
    assert!(
        (20..200).contains(&some(|row| row[11].contains('\n'))),
        "lines within sentences"
    );
    assert!(
        (30..100).contains(&some(|row| row[1].is_empty())),
        "no date"
    );
    assert!(
        (60..150).contains(&some(|row| row[7].is_empty())),
        "no place"
    );
    assert!(
        some(|row| matches!(row[1].len(), 10 | 17) && row[2].is_empty()) > 19_300,
        "days and moments"
    );
    assert!(
        (100..400).contains(&some(|row| !row[2].is_empty())),
        "spans"
    );
    let different = |column: usize| {
        rows.iter()
            .map(|row| &row[column])
            .collect::<HashSet<_>>()
            .len()
    };
    assert_eq!(different(0), 20_000, "ids");
    assert_eq!(different(3), 22, "types");
    assert!(different(5) > 1200 && different(7) > 3000, "actors, places");
    assert!((3_500..4_500).contains(&different(13)), "documents");
    Ok(())
}

#[test]
fn the_native_document_obeys_its_schema_and_loads_without_a_word() -> Outcome {
    let schema: Value = serde_json::from_str(include_str!("../assets/schema/events.schema.json"))?;
    let other: Value =
        serde_json::from_str(include_str!("../assets/schema/gazetteer.schema.json"))?;
    let registry = Registry::new()
        .add("situation-gazetteer-1", other)?
        .prepare()?;
    let validator = jsonschema::options()
        .with_registry(&registry)
        .build(&schema)?;
    let document: Value = serde_json::from_str(&made(&["3000", "--format", "native"])?)?;
    let faults: Vec<String> = validator
        .iter_errors(&document)
        .map(|fault| format!("{}: {fault}", fault.instance_path()))
        .collect();
    assert_eq!(faults, [""; 0]);
    let path = in_folder("generated.json");
    assert_eq!(
        sitmap(&["generate", "3000", "-o", &path, "--force"])?
            .status
            .code(),
        Some(0)
    );
    let checked = sitmap(&["check", &path])?;
    let said = String::from_utf8_lossy(&checked.stdout);
    assert!(said.starts_with("3000 events, 3000 reports, "), "{said}");
    assert!(said.ends_with("; 0 faults\n"), "{said}");
    Ok(())
}

#[test]
fn as_many_rows_are_faulty_as_are_asked_for() -> Outcome {
    let path = in_folder("faulty.json");
    let args = ["generate", "2000", "-o", &path, "--force", "--bad", "30"];
    assert_eq!(sitmap(&args)?.status.code(), Some(0));
    let checked = sitmap(&["check", &path])?;
    let said = String::from_utf8_lossy(&checked.stdout);
    let last = said.lines().last().ok_or("a line")?;
    assert!(last.starts_with("1940 events (60 set aside), "), "{last}");
    assert!(last.ends_with("; 60 faults"), "{last}");
    let faulty = made(&["2000", "--format", "jsonl", "--bad", "30"])?;
    let fine = made(&["2000", "--format", "jsonl"])?;
    let changed = faulty.lines().zip(fine.lines()).filter(|(a, b)| a != b);
    assert_eq!(changed.count(), 60);
    assert!(lines(&faulty).is_err(), "some lines break off");
    Ok(())
}

#[test]
fn a_file_that_is_there_stays_unless_forced() -> Outcome {
    let path = in_folder("kept.csv");
    fs::write(&path, "mine")?;
    let output = sitmap(&["generate", "3", "-o", &path])?;
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        format!("sitmap: {path}: there is such a file already; --force writes over it\n")
    );
    assert_eq!(fs::read_to_string(&path)?, "mine");
    assert_eq!(
        sitmap(&["generate", "3", "-o", &path, "--force"])?
            .status
            .code(),
        Some(0)
    );
    assert!(fs::read_to_string(&path)?.starts_with(COLUMNS));
    Ok(())
}

#[test]
fn what_cannot_be_written_is_one_line_and_code_2() -> Outcome {
    for (path, said) in [
        (
            in_folder("events.xlsx"),
            "its name says no format, expected .jsonl",
        ),
        ("-".to_owned(), "its name says no format"),
        (
            in_folder("no-such-folder/events.csv"),
            "cannot be written: ",
        ),
    ] {
        let output = sitmap(&["generate", "3", "-o", &path])?;
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{complaint}");
        assert_eq!(complaint.lines().count(), 1, "{complaint}");
        assert!(
            complaint.starts_with("sitmap: ") && complaint.contains(said),
            "{complaint}"
        );
    }
    Ok(())
}

#[test]
fn no_events_are_an_empty_file_of_the_format() -> Outcome {
    assert_eq!(made(&["0", "--format", "jsonl"])?, "");
    assert_eq!(made(&["0", "--format", "csv"])?, format!("{COLUMNS}\n"));
    let document: Value = serde_json::from_str(&made(&["0", "--format", "native"])?)?;
    assert_eq!(document["events"], serde_json::json!([]));
    Ok(())
}
