//! The article loads whole; broken copies of it load as far as they go.

use super::*;
use crate::model::time::in_words;
use crate::model::vocabulary::Factuality;
use proptest::prelude::*;

const ARTICLE: &str = include_str!("../../assets/events/article.json");
const TEXT: &str = include_str!("../../assets/events/article.txt");

fn article() -> Input {
    Input::from_memory("article.json", ARTICLE.as_bytes(), &[("article.txt", TEXT)])
}

fn load_text(text: &str) -> Loaded {
    let input = Input::from_memory("t.json", text.as_bytes(), &[("article.txt", TEXT)]);
    load(&[input], Known::everything()).unwrap()
}

fn events(body: &str) -> Loaded {
    load_text(&format!(
        r#"{{"format":"situation-events","version":1,"events":[{body}]}}"#
    ))
}

fn lines(loaded: &Loaded) -> Vec<String> {
    loaded.report.faults.iter().map(Fault::to_string).collect()
}

#[test]
fn the_article_loads_without_a_fault() {
    let loaded = load(&[article()], Known::everything()).unwrap();
    assert_eq!(lines(&loaded), Vec::<String>::new());
    let dataset = &loaded.dataset;
    assert_eq!((loaded.report.loaded, loaded.report.set_aside), (25, 0));
    assert_eq!(
        (
            dataset.events.len(),
            dataset.documents.len(),
            dataset.report_count()
        ),
        (25, 1, 30)
    );
    for event in dataset.events.all() {
        let record = read_record(dataset, event).unwrap();
        assert_eq!(dataset.events.find(&record.id), Some(event));
        assert_eq!(record.actors.len(), dataset.events.actors(event).count());
        for report in &record.reports {
            let document = dataset.documents.get(report.doc.unwrap()).unwrap();
            assert!(!report.quote.is_empty());
            for mark in report.marks.iter().chain(&report.trigger) {
                assert_eq!(document.slice(&mark.range), mark.text.as_str());
                assert!(mark.elsewhere.is_some() || report.quote.contains(mark.text.as_str()));
            }
        }
    }
}

#[test]
fn short_forms_make_whole_events() {
    let loaded = events(
        r#"{"id":"a","type":"clash","summary":"s","time":"2017-03-05/2017-03-06","actors":["SDF",{"name":"sdf","role":"target"}],
            "places":["Raqqa"],"sentence":"They fought\u001b in “Raqqa”.","source":"AFP","url":"https://x"},
           {"id":"b","type":"clash","summary":"s","sentence":"Again.","source":"AFP","url":"https://x"},
           {"id":"c","type":"clash","summary":"s","sentence":"There."}"#,
    );
    assert_eq!(lines(&loaded), Vec::<String>::new());
    let dataset = &loaded.dataset;
    assert_eq!((dataset.documents.len(), dataset.actors.len()), (1, 1));
    let event = dataset.events.find("a").unwrap();
    assert_eq!(in_words(&dataset.events.stretch(event)), "5–6 March 2017");
    let named = dataset
        .events
        .locations(event)
        .next()
        .unwrap()
        .named
        .unwrap();
    assert!(dataset.named[named.at()].short);
    let record = read_record(dataset, event).unwrap();
    assert_eq!(record.reports[0].quote.as_str(), "They fought␛ in “Raqqa”.");
    assert_eq!(
        record.reports[0].doc,
        dataset.events.documents(event).next()
    );
    assert_eq!(dataset.actor_name(record.actors[1].actor), "SDF");
    // As the schema has it: what is told without a word on it is told as having happened.
    assert_eq!(dataset.events.factuality(event), Factuality::Happened);
    let undated = dataset.events.find("c").unwrap();
    assert!(dataset.events.stretch(undated).is_open());
    assert_eq!(dataset.events.reports(undated), 1);
}

#[test]
fn a_source_is_a_declared_document_where_it_names_one() {
    let loaded = load_text(
        r#"{"format":"situation-events","version":1,
          "documents":[{"id":"d1","title":"Raqqa falls","publisher":"AFP","url":"https://x"}],
          "events":[{"id":"a","type":"clash","summary":"s","sentence":"x","source":"Raqqa falls"},
                    {"id":"b","type":"clash","summary":"s","sentence":"x","source":"AFP","url":"https://x"},
                    {"id":"c","type":"clash","summary":"s","sentence":"x","source":"AFP","url":"https://y"},
                    {"id":"d","type":"clash","summary":"s","sentence":"x","source":"AFP"}]}"#,
    );
    let dataset = &loaded.dataset;
    let of = |id: &str| {
        let event = dataset.events.find(id).unwrap();
        let doc = dataset.events.documents(event).next().unwrap();
        let described = dataset.documents.get(doc).map(|it| it.id.as_str());
        let record = read_record(dataset, event).unwrap();
        let url = record.reports[0].url.clone();
        (
            doc.at(),
            described,
            dataset.documents.label(doc).unwrap().as_str(),
            url,
        )
    };
    // Told apart by publisher and address; the address comes with the record.
    let (x, y) = (Some("https://x".into()), Some("https://y".into()));
    assert_eq!(of("a"), (0, Some("d1"), "AFP", None));
    assert_eq!(of("b"), (0, Some("d1"), "AFP", x));
    assert_eq!(of("c"), (1, None, "AFP", y));
    assert_eq!(of("d"), (2, None, "AFP", None));
    assert_eq!(dataset.documents.len(), 3);
}

#[test]
fn every_fault_of_an_event_is_named_at_its_place() {
    let loaded = events(
        "\n{\"colour\":1,\"id\":\"a\",\"type\":\"clsah\",\"summary\":7,\n \"time\":{\"start\":\"2017-02-30\",\"end\":null,\"precision\":\"day\"},
  \"places\":[{\"lat\":136.3,\"lon\":43.1,\"precision\":\"site\"},{\"lat\":\"36\",\"lon\":1e999,\"precision\":\"site\"}],\"confidence\":2}",
    );
    let lines = lines(&loaded);
    let expected = [
        "t.json:2:1: warning: event a: found no report, expected reports or a sentence: nothing says so",
        "t.json:2:2: event a: found the field \"colour\", expected only fields that the format knows",
        "t.json:2:29: event a: type: found \"clsah\", expected one of clash, attack,",
        "t.json:2:47: event a: summary: found 7, expected a text",
        "t.json:3:18: event a: time.start: found \"2017-02-30\", expected a date that the calendar has",
        "t.json:4:20: event a: places[0].lat: found 136.3, expected a latitude from -90 to 90; lat and lon look swapped",
        "t.json:4:64: event a: places[1].lat: found \"36\", expected a number",
        "t.json:4:75: event a: places[1].lon: found 1e999, expected a number",
        "t.json:4:115: event a: confidence: found 2, expected a number from 0 to 1",
    ];
    assert_eq!(lines.len(), expected.len(), "{lines:#?}");
    for (line, expected) in lines.iter().zip(expected) {
        assert!(line.starts_with(expected), "{line}\n{expected}");
    }
    assert_eq!((loaded.report.loaded, loaded.report.set_aside), (0, 1));
}

#[test]
fn what_is_no_event_file_is_one_error() {
    let error = |bytes: &[u8]| {
        let input = Input::from_memory("f", bytes, &[]);
        load(&[input], Known::everything()).unwrap_err().to_string()
    };
    for (bytes, said) in [
        (&b""[..], "f: the file is empty"),
        (b" \n ", "f: the file is empty"),
        (b"\xef\xbb\xbf", "f: the file is empty"),
        (
            b"{\n\"a\": \"\xff\"}",
            "f: not UTF-8: byte 8 (line 2) begins no character",
        ),
        (b"{\n \"a\" 1}", "f:2:6: not JSON: expected `:`"),
        (
            b"[1]",
            "f: not a situation-events file: found a list, expected format \"situation-events\", version 1",
        ),
        (
            br#"{"type":"FeatureCollection","features":[]}"#,
            "f: not a situation-events file: found no format, but type \"FeatureCollection\", expected format \"situation-events\", version 1",
        ),
        (
            br#"{"format":"situation-events","version":2}"#,
            "f: not a situation-events file: found format \"situation-events\", version 2, expected format \"situation-events\", version 1",
        ),
    ] {
        assert_eq!(error(bytes), said);
    }
    assert!(error(&vec![b'['; 1 << 20]).contains("not JSON"));
    let deep = ["[".repeat(1 << 20), "]".repeat(1 << 20)].concat();
    assert!(error(deep.as_bytes()).contains("found a list"));
}

#[test]
fn hostile_values_are_faults() {
    let deep = ["[".repeat(1 << 18), "]".repeat(1 << 18)].concat();
    for body in [
        r#"{"id":"\ud800","type":"clash","summary":"s"}"#.to_owned(),
        r#"{"\ud800":1}"#.to_owned(),
        format!(r#"{{"id":"a","type":"clash","summary":"s","places":[{{"lat":1,"lon":1,"precision":"site","geometry":{{"type":"Polygon","coordinates":{deep}}}}}]}}"#),
        format!(r#"{{"id":"a","type":"clash","summary":"s","origin":{deep}}}"#),
        deep.clone(),
        "null".to_owned(),
        r#"{"id":"a","type":"clash","summary":"s","reports":[{"doc":"d","sentence":-1,"marks":[{"slot":"place","at":[9,1],"text":"x"}]}]}"#.to_owned(),
    ] {
        let loaded = events(&body);
        assert_eq!((loaded.report.loaded, loaded.report.set_aside), (0, 1));
        assert!(!lines(&loaded).is_empty());
    }
}

#[test]
fn a_cycle_of_parents_is_one_fault_and_its_events_stay() {
    let loaded = load_text(
        r#"{"format":"situation-events","version":1,
          "actors":[{"id":"a","name":"A","parent":"b"},{"id":"b","name":"B","parent":"c"},{"id":"c","name":"C","parent":"a"},
                    {"id":"d","name":"D","parent":"aa"}],
          "events":[{"id":"e","type":"clash","summary":"s","sentence":"x","actors":[{"actor":"a","role":"agent"}],"links":[{"rel":"follows","to":"x"}]}]}"#,
    );
    let lines = lines(&loaded);
    assert_eq!(lines.len(), 3, "{lines:#?}");
    assert!(
        lines[0].contains("actors[2].parent: found a cycle: c → a → b → c, expected"),
        "{}",
        lines[0]
    );
    assert!(
        lines[1].contains("found \"aa\", expected the id of an actor; did you mean \"a\"?"),
        "{}",
        lines[1]
    );
    assert!(
        lines[2].contains("warning: event e: links[0].to: found \"x\""),
        "{}",
        lines[2]
    );
    assert_eq!(loaded.report.loaded, 1);
}

#[test]
fn a_text_that_is_not_at_hand_is_nobodys_fault() {
    let input = Input::from_memory("a.json", ARTICLE.as_bytes(), &[]);
    let loaded = load(&[input], Known::everything()).unwrap();
    assert_eq!(lines(&loaded), Vec::<String>::new());
    assert!(loaded.report.unverified_spans > 100);
    assert_eq!(loaded.report.notes.len(), 1);
    let event = loaded.dataset.events.find("e01").unwrap();
    assert_eq!(
        read_record(&loaded.dataset, event).unwrap().reports[0]
            .quote
            .as_str(),
        ""
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn mutated_copies_never_panic(edits in prop::collection::vec((0..ARTICLE.len(), any::<u8>(), 0usize..12), 1..6)) {
        let mut bytes = ARTICLE.as_bytes().to_vec();
        for (at, byte, cut) in edits {
            let at = at.min(bytes.len() - 1);
            let end = (at + cut).min(bytes.len());
            bytes.splice(at..end, [byte, b'"'].into_iter().take(cut % 3));
        }
        let input = Input::from_memory("m", &bytes, &[("article.txt", TEXT)]);
        if let Ok(loaded) = load(&[input], Known::everything()) {
            let report = &loaded.report;
            prop_assert!(report.faults.iter().all(|fault| fault.line > 0 && fault.column > 0));
            prop_assert!(report.set_aside == 0 || report.count(Severity::Error) > 0);
            for event in loaded.dataset.events.all() {
                prop_assert!(read_record(&loaded.dataset, event).is_ok());
            }
        }
    }

    #[test]
    fn digits_changed_in_place_never_panic(at in 0..ARTICLE.len(), digits in "[0-9e.\\-]{1,4}") {
        let mut bytes = ARTICLE.as_bytes().to_vec();
        if let Some(digit) = bytes.iter().skip(at).position(u8::is_ascii_digit) {
            bytes.splice(at + digit..=at + digit, digits.bytes());
        }
        let input = Input::from_memory("m", &bytes, &[("article.txt", TEXT)]);
        let _ = load(&[input], Known::everything()).map(|loaded| lines(&loaded));
    }
}
