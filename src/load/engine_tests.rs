//! What is read does not depend on the portions in which it is read, on who reads it, or on how it is written.

mod telling;
mod written;

use std::collections::HashSet;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::model::entry::EventIx;
use crate::model::record::Fatalities;
use crate::model::text::Text;
use telling::*;
use written::*;

/// All at once, by one, each event with care.
const WHOLE: Portions = Portions {
    small: u64::MAX,
    workers: 1,
    block: 1 << 30,
    beyond: 1 << 20,
    longest: 64 << 20,
};
/// The same, but events one by one.
const ONE_BY_ONE: Portions = Portions { small: 0, ..WHOLE };

fn load_in(inputs: &[Input], portions: Portions) -> Result<Loaded, Unreadable> {
    let known = Known {
        id: &|id| id.starts_with("my-"),
        name: &|name| name == "Raqqa",
        near: &|_| Vec::new(),
    };
    let watch = Watch::default();
    let limits = Limits {
        portions,
        ..Limits::of(&watch)
    };
    load_some(inputs, known, limits)
}

fn input(name: &str, bytes: &[u8]) -> Input {
    Input::from_memory(name, bytes, &[])
}

fn loaded(bytes: &[u8], portions: Portions) -> Loaded {
    load_in(&[input("f.csv", bytes)], portions).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rows_are_read_alike_in_whatever_portions(rows in rows(false), how in 0..4, edits in edits(), portions in portions()) {
        let text = match how {
            0 => lines_of(&rows, "\n"),
            1 => list_of(&rows),
            2 => table_of(&rows, ',', "\n"),
            _ => table_of(&rows, '\t', "\r\n"),
        };
        let input = [input("f.csv", &edited(text, &edits))];
        let expected = all_of(load_in(&input, ONE_BY_ONE));
        prop_assert_eq!(all_of(load_in(&input, portions)), expected);
    }

    #[test]
    fn events_are_read_alike_in_whatever_portions(events in prop::collection::vec(native(), 1..12), tail in tails(), edits in edits(), portions in portions()) {
        let input = [input("f.json", &edited(document_of(&events, tail), &edits))];
        let expected = all_of(load_in(&input, ONE_BY_ONE));
        prop_assert_eq!(all_of(load_in(&input, portions)), expected);
    }

    #[test]
    fn events_one_by_one_are_what_they_are_in_a_whole(events in prop::collection::vec(native(), 1..8), tail in tails(), portions in portions()) {
        let input = [input("f.json", document_of(&events, tail).as_bytes())];
        let whole = load_in(&input, WHOLE);
        prop_assume!(whole.is_ok());
        let expected = without_numbers(all_of(whole));
        prop_assert_eq!(without_numbers(all_of(load_in(&input, portions))), expected);
    }

    #[test]
    fn rows_say_the_same_however_they_are_written(rows in rows(true)) {
        let expected = said(&loaded(lines_of(&rows, "\n").as_bytes(), WHOLE));
        for text in [
            lines_of(&rows, "\r\n"),
            format!("\u{feff}{}", lines_of(&rows, "\n")),
            list_of(&rows),
            Value::Array(rows.clone()).to_string(),
            table_of(&rows, ',', "\n"),
            table_of(&rows, '\t', "\r\n"),
            table_of(&rows, ';', "\n"),
            format!("\u{feff}{}", table_of(&rows, ',', "\n")),
        ] {
            prop_assert_eq!(&said(&loaded(text.as_bytes(), WHOLE)), &expected);
        }
    }

    #[test]
    fn two_files_are_read_alike_in_whatever_portions(rows in rows(false), events in prop::collection::vec(native(), 1..6), portions in portions()) {
        let inputs = [
            input("a.jsonl", lines_of(&rows, "\n").as_bytes()),
            input("b.json", document_of(&events, "").as_bytes()),
            input("c.csv", table_of(&rows, ',', "\n").as_bytes()),
        ];
        let whole = load_in(&inputs, WHOLE);
        prop_assume!(whole.is_ok());
        let found = all_of(load_in(&inputs, portions));
        prop_assert_eq!(without_numbers(found), without_numbers(all_of(whole)));
    }

    #[test]
    fn an_object_in_one_pass_is_what_it_is_with_care(rows in prop::collection::vec(object(), 1..5), edits in edits()) {
        // What is escaped is read with care.
        let with_care = |row: &String| Some(format!("{},\"\\u0078\":0}}", row.strip_suffix('}')?));
        let rows: Vec<String> = rows
            .into_iter()
            .filter_map(|row| String::from_utf8(edited(row, &edits)).ok())
            .filter(|row| row.starts_with('{') && !row.contains(['\n', '\r']))
            .collect();
        let slow: Option<Vec<String>> = rows.iter().map(with_care).collect();
        prop_assume!(!rows.is_empty() && slow.is_some());
        let begin = r#"{"id":"first","date":"2017-03-05","type":"clash"}"#;
        let text = |rows: &[String]| format!("{begin}\n{}\n", rows.join("\n"));
        let quick = loaded(text(&rows).as_bytes(), WHOLE);
        let slow = loaded(text(&slow.unwrap()).as_bytes(), WHOLE);
        prop_assert_eq!(said_without_offsets(&quick), said_without_offsets(&slow));
        prop_assert_eq!(faults(&quick).len(), faults(&slow).len());
    }

    #[test]
    fn a_row_in_one_pass_is_what_it_is_with_care(rows in rows(true), edits in edits()) {
        let text = table_of(&rows, ',', "\n");
        let (header, rows) = text.split_once('\n').unwrap();
        let rows = edited(rows.to_owned(), &edits);
        let rows = String::from_utf8_lossy(&rows).replace('"', "'");
        // What has a quotation mark inside is read with care.
        let with = |last: &str| {
            let rows = rows.lines().map(|row| format!("{row},{last}\n"));
            format!("{header},last\n{}", rows.collect::<String>())
        };
        let quick = loaded(with("x").as_bytes(), WHOLE);
        let slow = loaded(with("\"\"\"\"").as_bytes(), WHOLE);
        prop_assert_eq!(said_without_offsets(&quick), said_without_offsets(&slow));
        prop_assert_eq!(faults(&quick).len(), faults(&slow).len());
    }

    #[test]
    fn whatever_bytes_there_are_nothing_panics(start in prop::sample::select(vec!["", "id,date,sentence\n", "[", "{\"id\":\"a\",\"date\":\"2017\"}\n", "{\"format\":\"situation-events\",\"version\":1,\"events\":["]), bytes in prop::collection::vec(prop_oneof![prop::sample::select(b"\"\\{}[],:\n\r ;ab1".to_vec()), any::<u8>()], 0..200), portions in portions()) {
        let whole = [start.as_bytes(), &bytes].concat();
        let input = [input("f", &whole)];
        let found = all_of(load_in(&input, portions));
        prop_assert_eq!(found, all_of(load_in(&input, ONE_BY_ONE)));
    }
}

fn flat(id: &str, sentence: &str) -> Value {
    json!({"id": id, "date": "2017-03-05", "type": "clash", "actor": id, "sentence": sentence})
}

fn some_rows(count: usize) -> Vec<Value> {
    (0..count)
        .map(|number| flat(&format!("e{number}"), &"It happened. ".repeat(number % 7)))
        .collect()
}

fn faults(loaded: &Loaded) -> Vec<String> {
    loaded.report.faults.iter().map(Fault::to_string).collect()
}

const SMALL_BLOCKS: Portions = Portions {
    small: 0,
    workers: 3,
    block: 200,
    beyond: 50,
    longest: 1 << 20,
};

#[test]
fn packed_files_hold_what_they_held() {
    let rows = some_rows(40);
    let text = lines_of(&rows, "\n");
    let expected = said(&loaded(text.as_bytes(), WHOLE));
    let (first, second) = text.as_bytes().split_at(text.len() / 3);
    let gzip = |bytes: &[u8]| {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    };
    let zstd = |bytes: &[u8]| {
        let level = ruzstd::encoding::CompressionLevel::Fastest;
        ruzstd::encoding::compress_to_vec(bytes, level)
    };
    let wide = |begin: &[u8], bytes: fn(u16) -> [u8; 2]| {
        let units = text.encode_utf16().flat_map(bytes);
        begin.iter().copied().chain(units).collect()
    };
    let packed: [Vec<u8>; 7] = [
        gzip(text.as_bytes()),
        [gzip(first), gzip(second)].concat(),
        zstd(text.as_bytes()),
        [zstd(first), zstd(second)].concat(),
        wide(b"\xff\xfe", u16::to_le_bytes),
        wide(b"\xfe\xff", u16::to_be_bytes),
        text.clone().into_bytes(),
    ];
    let folder = std::env::temp_dir();
    let watch = Watch::default();
    let opening = Opening {
        scratch: &folder,
        watch: &watch,
    };
    for (number, bytes) in packed.iter().enumerate() {
        let input = Input::stream("-", Cursor::new(bytes), opening).unwrap();
        let loaded = load_in(&[input], WHOLE).unwrap();
        assert_eq!(said(&loaded), expected, "{number}");
        let path = folder.join(format!("sitmap-packed-{}-{number}", std::process::id()));
        std::fs::write(&path, bytes).unwrap();
        let loaded = load_in(&[Input::open(&path, opening).unwrap()], SMALL_BLOCKS).unwrap();
        std::fs::remove_file(&path).unwrap();
        assert_eq!(said(&loaded), expected, "{number}");
    }
    // What breaks off is an error, not less than there was.
    for packed in packed.iter().take(4) {
        let cut = packed.get(..packed.len() - 9).unwrap();
        assert!(Input::stream("-", Cursor::new(cut), opening).is_err());
    }
}

#[test]
fn an_id_that_another_file_has_is_named_with_its_line() {
    let (mut one, two) = (some_rows(30), vec![flat("e7", "x"), flat("own", "y")]);
    one.push(flat("e3", "again"));
    let inputs = [
        input("one.jsonl", lines_of(&one, "\n").as_bytes()),
        input("two.csv", table_of(&two, ',', "\n").as_bytes()),
    ];
    let loaded = load_in(&inputs, SMALL_BLOCKS).unwrap();
    let found = [
        "one.jsonl:31:40: event e3: id: found the id \"e3\" a second time, expected ids that are unique; the first one is in line 4",
        "two.csv:2:1: event e7: id: found the id \"e7\" a second time, expected ids that are unique; the first one is in one.jsonl, line 8",
    ];
    assert_eq!(faults(&loaded), found);
    assert_eq!((loaded.report.loaded, loaded.report.set_aside), (31, 2));
}

#[test]
fn a_byte_that_is_no_text_costs_its_row_and_no_other() {
    let rows = some_rows(30);
    let document: Vec<String> = (0..30)
        .map(|n| format!("{{\"id\":\"e{n}\",\"type\":\"clash\",\"summary\":\"s\",\"sentence\":\"It happened.\"}}"))
        .collect();
    for (text, line) in [
        (lines_of(&rows, "\n"), 21),
        (table_of(&rows, ',', "\n"), 22),
        (Value::Array(rows).to_string(), 1),
        (document_of(&document, ""), 23),
    ] {
        let id = text.find("e20").unwrap();
        let at = id + text.get(id..).unwrap().find("happened").unwrap();
        let mut bytes = text.into_bytes();
        bytes[at] = 0xff;
        let loaded = loaded(&bytes, SMALL_BLOCKS);
        let found = faults(&loaded);
        assert_eq!(found.len(), 1, "{found:#?}");
        assert!(
            found[0].starts_with(&format!("f.csv:{line}:")),
            "{}",
            found[0]
        );
        assert!(
            found[0].ends_with("found a byte that begins no character, expected text in UTF-8")
        );
        assert_eq!((loaded.report.loaded, loaded.report.set_aside), (29, 1));
    }
}

#[test]
fn a_record_that_has_no_end_is_named_and_ends_the_reading() {
    let mut rows = some_rows(20);
    rows[12] = flat("long", &"x".repeat(10_000));
    let portions = Portions {
        longest: 4_000,
        ..SMALL_BLOCKS
    };
    for (text, line) in [
        (lines_of(&rows, "\n"), 13),
        (list_of(&rows), 86),
        (table_of(&rows, ',', "\n"), 14),
    ] {
        let loaded = loaded(text.as_bytes(), portions);
        let found = faults(&loaded);
        assert_eq!(found.len(), 1, "{found:#?}");
        assert!(
            found[0].starts_with(&format!("f.csv:{line}:")),
            "{}",
            found[0]
        );
        assert!(found[0].contains("found a record of more than 64 MB"));
        assert_eq!((loaded.report.loaded, loaded.report.set_aside), (12, 1));
    }
    // One that is no longer than that is longer than many blocks.
    let text = table_of(&rows, ',', "\n");
    assert_eq!(loaded(text.as_bytes(), SMALL_BLOCKS).report.loaded, 20);
}

#[test]
fn a_quotation_mark_that_nothing_closes_is_one_fault() {
    let mut text = table_of(&some_rows(30), ',', "\n");
    text = text.replacen("e9,", "\"e9,", 1);
    let loaded = loaded(text.as_bytes(), SMALL_BLOCKS);
    let found = faults(&loaded);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].starts_with("f.csv:11:1: found "), "{}", found[0]);
    assert_eq!(loaded.report.loaded, 9);
}

#[test]
fn what_a_document_declares_behind_its_events_counts() {
    let event = |n: usize| {
        format!(
            "{{\"id\":\"e{n}\",\"type\":\"clash\",\"summary\":\"s\",\"sentence\":\"x\",\"actors\":[{{\"actor\":\"late\",\"role\":\"agent\"}},\"A{}\"]}}",
            n % 5
        )
    };
    let events: Vec<String> = (0..40).map(event).collect();
    // So much behind them, looking like events, that whole blocks lie in it.
    let documents: Vec<String> = (0..30)
        .map(|n| format!("{{\"id\":\"d{n}\",\"title\":\"T\",\"publisher\":\"P{n}\"}}"))
        .collect();
    let tail = format!(
        ",\"actors\":[{{\"id\":\"late\",\"name\":\"Late\"}}],\"documents\":[{}]",
        documents.join(",")
    );
    let text = document_of(&events, &tail);
    let text = text.replacen("\"actors\":[{\"id\":\"sdf\",\"name\":\"SDF\"}],", "", 1);
    let input = [input("f.json", text.as_bytes())];
    let found = all_of(load_in(&input, SMALL_BLOCKS));
    assert_eq!(found, all_of(load_in(&input, WHOLE)));
    assert!(found[0].starts_with("40 0 "), "{}", found[0]);
}

#[test]
fn a_document_that_breaks_off_is_an_error_or_a_fault() {
    let event = |n: usize| {
        format!("{{\"id\":\"e{n}\",\"type\":\"clash\",\"summary\":\"s\",\"sentence\":\"x\"}}")
    };
    let events: Vec<String> = (0..12).map(event).collect();
    let text = document_of(&events, ",\"note\":\"n\"");
    for end in 0..text.len() {
        let cut = text.as_bytes().get(..end).unwrap();
        if let Ok(loaded) = load_in(&[input("f.json", cut)], SMALL_BLOCKS) {
            assert!(loaded.report.count(Severity::Error) > 0, "{end}");
        }
    }
    let broken = text.replacen("\"e5\"", "\"e5", 1);
    let loaded = load_in(&[input("f.json", broken.as_bytes())], SMALL_BLOCKS).unwrap();
    assert!(!faults(&loaded).is_empty());
    assert!(loaded.report.loaded >= 5);
}

#[cfg(unix)]
#[test]
fn a_file_that_is_not_what_it_was_says_so_and_one_that_was_replaced_is_read() {
    let rows: Vec<Value> = (0..5)
        .map(|n| flat(&format!("e{n}"), &"x".repeat(1 << 20)))
        .collect();
    let path = std::env::temp_dir().join(format!("sitmap-changing-{}", std::process::id()));
    let (folder, watch) = (std::env::temp_dir(), Watch::default());
    let opening = Opening {
        scratch: &folder,
        watch: &watch,
    };
    let text = lines_of(&rows, "\n");
    let open = || {
        std::fs::write(&path, &text).unwrap();
        let input = Input::open(&path, opening).unwrap();
        assert!(input.store.in_memory().is_none());
        load_in(&[input], Portions::default()).unwrap().dataset
    };
    let read = |dataset: &Dataset| read_record(dataset, dataset.events.find("e3").unwrap());
    let label = Text::clean(&path.display().to_string());
    let dataset = open();
    assert_eq!(read(&dataset).unwrap().id.as_str(), "e3");
    std::fs::write(&path, text.get(..5 << 20).unwrap()).unwrap();
    assert_eq!(read(&dataset), Err(RecordError::Changed(label.clone())));
    let dataset = open();
    let mut file = std::fs::OpenOptions::new()
        .append(true)
        .open(&path)
        .unwrap();
    file.write_all(b"\n").unwrap();
    assert_eq!(read(&dataset), Err(RecordError::Changed(label)));
    let dataset = open();
    std::fs::rename(&path, path.with_extension("old")).unwrap();
    std::fs::write(&path, "something else").unwrap();
    assert!(read(&dataset).is_ok());
    std::fs::remove_file(&path).unwrap();
    std::fs::remove_file(path.with_extension("old")).unwrap();
    assert!(read(&dataset).is_ok());
}
