//! `sitmap check` as a person runs it: what it prints, and with what code it ends.

use std::fs;
use std::io;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures");
const ARTICLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/events/article.json");

fn check(args: &[&str]) -> io::Result<Output> {
    sitmap().arg("check").args(args).output()
}

fn sitmap() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sitmap"));
    command.current_dir(FIXTURES);
    command
}

fn stdout(output: &Output) -> Vec<String> {
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines().map(str::to_owned).collect()
}

/// What stands at a line and a column in characters, both from 1.
fn at(content: &str, line: &str, column: &str) -> String {
    let number = |text: &str| text.parse::<usize>().unwrap_or(0);
    let line = content.lines().nth(number(line) - 1).unwrap_or("");
    line.chars().skip(number(column) - 1).collect()
}

/// A file of its own for one test.
fn file(name: &str, bytes: &[u8]) -> io::Result<String> {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, bytes)?;
    Ok(path.display().to_string())
}

#[test]
fn ten_faults_are_ten_lines_each_at_its_place() -> io::Result<()> {
    let output = check(&["ten-faults.json"])?;
    let lines = stdout(&output);
    // What is said, and the text that stands where it points.
    let expected = [
        (
            "actors[1].parent: found a cycle: command → army → command, expected",
            r#""army"}"#,
        ),
        (
            "event e01: reports[0].trigger.text: found \"retook\", expected \"ok” th\", as the document has at [19, 25]; the span would fit counted in bytes",
            r#""retook"}"#,
        ),
        (
            "event e02: actors[0].actor: found \"amry\", expected the id of an actor in the file; did you mean \"army\"?",
            r#""amry""#,
        ),
        (
            "event e03: reports[0].doc: found \"d2\", expected the id of a document in the file; did you mean \"d1\"?",
            r#""d2""#,
        ),
        (
            "event e00: id: found the id \"e00\" a second time, expected ids that are unique; the first one is in line 12",
            r#""e00", "type": "seize", "summary": "id a"#,
        ),
        (
            "event e05: time: found \"2017-02-30\", expected a date that the calendar has",
            r#""2017-02-30""#,
        ),
        (
            "event e06: time.end: found \"2017-03-05\", expected an end that is not before the start \"2017-03-06\"",
            r#""2017-03-05""#,
        ),
        (
            "event e07: places[0].lat: found 143.1, expected a latitude from -90 to 90; lat and lon look swapped",
            "143.1",
        ),
        (
            "event e08: type: found \"sieze\", expected one of",
            r#""sieze""#,
        ),
        (
            "event e09: found the field \"colour\", expected only fields that the format knows",
            r#""colour": "#,
        ),
    ];
    assert_eq!(lines.len(), expected.len() + 1, "{lines:#?}");
    let content = fs::read_to_string(PathBuf::from(FIXTURES).join("ten-faults.json"))?;
    for (line, (said, there)) in lines.iter().zip(expected) {
        let parts: Vec<&str> = line.splitn(4, ':').collect();
        assert_eq!(parts[0], "ten-faults.json");
        assert!(parts[3].trim_start().starts_with(said), "{line}");
        assert!(
            at(&content, parts[1], parts[2]).starts_with(there),
            "{line}"
        );
    }
    assert_eq!(
        lines[10],
        "1 event (9 set aside), 1 report, 1 document; 10 faults"
    );
    assert_eq!(output.status.code(), Some(1));
    Ok(())
}

#[test]
fn the_article_is_clean() -> io::Result<()> {
    let output = check(&[ARTICLE])?;
    assert_eq!(
        stdout(&output),
        ["25 events, 30 reports, 1 document; 0 faults"]
    );
    assert_eq!(output.status.code(), Some(0));
    Ok(())
}

#[test]
fn what_cannot_be_read_is_one_line_and_code_2() -> io::Result<()> {
    let random: Vec<u8> = (0..4096_u32)
        .map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()[0])
        .collect();
    for (path, said) in [
        (file("empty.json", b"")?, "the file is empty"),
        (file("random.json", &random)?, "not UTF-8: byte "),
        (
            file("cut.json", b"{\"format\": \"situation-events\", ")?,
            "not JSON: ",
        ),
        (
            file("other.json", b"{\"type\": \"FeatureCollection\"}")?,
            "no format, but type \"FeatureCollection\"",
        ),
        (file("deep.json", &vec![b'['; 1 << 22])?, "not JSON: "),
        (FIXTURES.to_owned(), "a directory, not a file"),
        ("no-such-file.json".to_owned(), "no such file"),
    ] {
        let output = check(&[&path])?;
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{path}");
        assert_eq!(complaint.lines().count(), 1, "{complaint}");
        assert!(
            complaint.starts_with("sitmap: ") && complaint.contains(said),
            "{complaint}"
        );
        assert_eq!(stdout(&output), Vec::<String>::new());
    }
    Ok(())
}

#[test]
fn strict_makes_faults_of_warnings() -> io::Result<()> {
    let path = file(
        "warning.json",
        br#"{"format":"situation-events","version":1,"events":[
            {"id":"a","type":"clash","summary":"s","sentence":"x","links":[{"rel":"follows","to":"gone"}]}]}"#,
    )?;
    let output = check(&[&path])?;
    assert_eq!(output.status.code(), Some(0));
    let lines = stdout(&output);
    assert!(
        lines[0].contains(":2:98: warning: event a: links[0].to: found \"gone\""),
        "{lines:#?}"
    );
    assert_eq!(
        lines[1],
        "1 event, 1 report, 0 documents; 0 faults, 1 warning"
    );
    let output = check(&["--strict", &path])?;
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output)[1].ends_with("; 1 fault"));
    Ok(())
}

#[test]
fn faults_of_several_files_come_in_one_run() -> io::Result<()> {
    let events = file(
        "places.json",
        br#"{"format":"situation-events","version":1,"events":[
            {"id":"a","type":"clash","summary":"s","sentence":"x","places":[{"place":"mosull","precision":"site"}]},
            {"id":"b","type":"clash","summary":"s","sentence":"x","places":[{"place":"my-hill","precision":"site"}]},
            {"id":"c","type":"clash","summary":"s","sentence":"x","places":[{"place":"mosul","precision":"settlement"}]}]}"#,
    )?;
    let gazetteer = file(
        "hills.json",
        br#"{"format":"situation-gazetteer","version":1,"places":[
            {"id":"my-hill","name":"My hill","kind":"site","lat":36.3,"lon":43.1,"source":"own"},
            {"id":"bad","name":"Bad","kind":"hill","lat":91,"lon":43.1,"source":"own"}]}"#,
    )?;
    let output = check(&["ten-faults.json", &events, "--gazetteer", &gazetteer])?;
    let lines = stdout(&output);
    assert_eq!(lines.len(), 14, "{lines:#?}");
    assert!(
        lines[0].contains("hills.json:3:45: places[1].kind: found \"hill\""),
        "{}",
        lines[0]
    );
    assert!(
        lines[1].contains("hills.json:3:58: places[1].lat: found 91"),
        "{}",
        lines[1]
    );
    assert!(
        lines[12].contains("places.json:2:86: event a: places[0].place: found \"mosull\""),
        "{}",
        lines[12]
    );
    Ok(())
}

#[test]
fn how_well_a_position_is_known_is_a_distance_and_a_yes_or_no() -> io::Result<()> {
    let gazetteer = file(
        "doubts.json",
        br#"{"format":"situation-gazetteer","version":1,"places":[
            {"id":"good","name":"Good","kind":"site","lat":36.3,"lon":43.1,"source":"own","accuracy_km":0.4,"estimate":true},
            {"id":"less","name":"Less","kind":"site","lat":36.3,"lon":43.1,"source":"own","accuracy_km":-1},
            {"id":"word","name":"Word","kind":"site","lat":36.3,"lon":43.1,"source":"own","estimate":"yes"}]}"#,
    )?;
    let output = check(&["--gazetteer", &gazetteer])?;
    let lines = stdout(&output);
    let expected = [
        "places[1].accuracy_km: found -1, expected a distance of 0 km or more",
        "places[2].estimate: found \"yes\", expected true or false",
    ];
    assert_eq!(lines.len(), expected.len() + 1, "{lines:#?}");
    for (line, expected) in lines.iter().zip(expected) {
        assert!(line.contains(expected), "{line}");
    }
    Ok(())
}

/// Checks one file of these declarations and events, and compares what is said, and what stands where it points.
fn faults_of(name: &str, content: &str, expected: &[(&str, &str)]) -> io::Result<()> {
    let path = file(name, content.as_bytes())?;
    let output = check(&[&path])?;
    let lines = stdout(&output);
    assert_eq!(lines.len(), expected.len() + 1, "{lines:#?}");
    for (line, (said, there)) in lines.iter().zip(expected) {
        let line = line.strip_prefix(&path).unwrap_or(line);
        let mut parts = line.splitn(4, ':').skip(1).map(str::trim_start);
        let mut part = || parts.next().unwrap_or("");
        let stands = at(content, part(), part());
        assert!(part().starts_with(said), "{line}\n{said}");
        assert!(stands.starts_with(there), "{line}\n{stands}");
    }
    Ok(())
}

fn events(body: &str) -> String {
    format!(r#"{{"format":"situation-events","version":1,"events":[{body}]}}"#)
}

#[test]
fn names_without_a_place_are_warnings_with_the_nearest() -> io::Result<()> {
    let content = r#"{"format":"situation-events","version":1,
        "places":[{"id":"hill","name":"Old Hill","kind":"site","lat":36.3,"lon":43.1,"source":"own"}],
        "events":[
        {"id":"a","type":"clash","summary":"s","sentence":"x","places":["Nowhereville"]},
        {"id":"b","type":"clash","summary":"s","sentence":"x","places":["Mosul",{"name":"Raqqqa","precision":"settlement"}]},
        {"id":"c","type":"clash","summary":"s","sentence":"x","places":["old hill","hill","Raqqa, Syria","الرقة"]},
        {"id":"d","type":"clash","summary":"s","sentence":"x","places":[{"name":"Trench","lat":36,"lon":43,"precision":"site"}]}]}"#;
    let expected = [
        (
            "warning: event a: places[0]: found \"Nowhereville\", expected the name of a place in the file or the gazetteer: the event has no position",
            "\"Nowhereville\"]",
        ),
        (
            "warning: event b: places[1].name: found \"Raqqqa\", expected the name of a place in the file or the gazetteer: the event has no position; did you mean \"Raqqa\"",
            "\"Raqqqa\",",
        ),
    ];
    faults_of("names.json", content, &expected)?;
    let path = file("names-strict.json", content.as_bytes())?;
    let output = check(&["--strict", &path])?;
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output)[2].starts_with("4 events, "));
    Ok(())
}

#[test]
fn what_says_nothing_is_named() -> io::Result<()> {
    let content = r#"{"format":"situation-events","version":1,
        "places":[{"id":"p1","name":"P","kind":"hill","lat":36.3,"lon":43.1,"source":"own"}],
        "events":[
        {"id":"a","type":"clash","summary":" ","sentence":"x"},
        {"id":"b","type":"clash","summary":"s","sentence":""},
        {"id":"c","type":"clash","summary":"s"},
        {"id":"d","type":"clash","summary":"s","sentence":"x","places":[{"place":"p1","precision":"site"}]}]}"#;
    let expected = [
        ("places[0].kind: found \"hill\"", "\"hill\""),
        (
            "event a: summary: found \" \", expected a text that is not blank",
            "\" \",",
        ),
        (
            "event b: sentence: found \"\", expected a text that is not blank",
            "\"\"}",
        ),
        (
            "warning: event c: found no report, expected reports or a sentence: nothing says so",
            "{\"id\":\"c\"",
        ),
        (
            "warning: event d: places[0].place: found \"p1\", which was set aside for its own faults, expected a place without faults: the event has no position",
            "\"p1\",",
        ),
    ];
    faults_of("silence.json", content, &expected)
}

#[test]
fn no_fault_hides_another() -> io::Result<()> {
    let content = events(
        r#"
        {"id":"a","type":"clash","summary":"s","sentence":"x","time":"2017-02-30","places":["Nowhereville",{"place":"gone-place","precision":"site"}]},
        {"id":"b","type":"clsh","summary":"s","sentence":"x"},
        {"id":"b","type":"clash","summary":"s","sentence":"x"},
        {"id":"c","type":"clash","summary":"s","sentence":"x"},
        {"id":"c","type":"clash","summary":"s","sentence":"x","confidence":2}"#,
    );
    let expected = [
        ("event a: time: found \"2017-02-30\"", "\"2017-02-30\""),
        (
            "warning: event a: places[0]: found \"Nowhereville\"",
            "\"Nowhereville\"",
        ),
        (
            "event a: places[1].place: found \"gone-place\"",
            "\"gone-place\"",
        ),
        ("event b: type: found \"clsh\"", "\"clsh\""),
        (
            "event b: id: found the id \"b\" a second time, expected ids that are unique; the first one is in line 3",
            "\"b\",\"type\":\"clash\"",
        ),
        (
            "event c: id: found the id \"c\" a second time, expected ids that are unique; the first one is in line 5",
            "\"c\",",
        ),
        (
            "event c: confidence: found 2, expected a number from 0 to 1",
            "2}",
        ),
    ];
    faults_of("hidden.json", &content, &expected)
}

#[test]
fn a_repeated_id_of_another_file_says_which() -> io::Result<()> {
    let event = "\n{\"id\":\"a\",\"type\":\"clash\",\"summary\":\"s\",\"sentence\":\"x\"}";
    let one = file("one.json", events(event).as_bytes())?;
    let two = file("two.json", events(event).as_bytes())?;
    let lines = stdout(&check(&[&one, &two])?);
    assert!(
        lines[0].starts_with(&format!("{two}:2:7: event a: id: "))
            && lines[0].ends_with(&format!("; the first one is in {one}, line 2")),
        "{lines:#?}"
    );
    Ok(())
}

#[test]
fn dates_and_fields_say_what_would_do() -> io::Result<()> {
    let content = events(
        r#"
        {"id":"a","type":"clash","summary":"s","sentence":"x","time":20170305},
        {"id":"b","type":"clash","summary":"s","sentence":"x","time":"9999-12-31"},
        {"id":"c","type":"clash","summary":"s","sentence":"x","sumary":"s"},
        {"id":"d","type":"clash","summary":"s","sentence":"x","fatalities":{"colour":1}},
        {"type":"clash","summary":"s","sentence":"x"}"#,
    );
    let expected = [
        (
            "event a: time: found 20170305, expected a date such as \"2017-03-05\" or an object",
            "20170305}",
        ),
        (
            "event b: time: found \"9999-12-31\", expected a date in the years 0 to 9998",
            "\"9999-12-31\"}",
        ),
        (
            "event c: found the field \"sumary\", expected only fields that the format knows; did you mean \"summary\"?",
            "\"sumary\"",
        ),
        (
            "event d: fatalities: found the field \"colour\", expected one of low, best, high, by",
            "\"colour\"",
        ),
        (
            "events[4]: found no field \"id\", expected a field \"id\"",
            "{\"type\"",
        ),
    ];
    faults_of("forms.json", &content, &expected)
}

#[test]
fn every_file_that_cannot_be_read_is_named() -> io::Result<()> {
    let cut = file("cut-short.json", b"{\"format\": ")?;
    let output = check(&["gone-1.json", &cut, "ten-faults.json", "gone-2.json"])?;
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(complaint.lines().count(), 3, "{complaint}");
    for said in [
        "sitmap: gone-1.json: no such file\n",
        "\ngone-2.json: no such file\n",
        "cut-short.json:1:",
    ] {
        assert!(complaint.contains(said), "{complaint}");
    }
    Ok(())
}

#[test]
fn the_articles_events_stay_in_their_regions() -> Result<(), Box<dyn std::error::Error>> {
    let world = sitmap::cli::open::Files::default().open()?.world;
    let region = |number: usize| {
        let event = world.dataset.events.find(&format!("e{number:02}"));
        let region = event.and_then(|event| world.region_of(event));
        let region = region.and_then(|at| world.regions().get(at));
        region.map_or("-", |region| region.id.as_str())
    };
    let regions: Vec<&str> = (1..=25).map(region).collect();
    let expected = "mosul mosul manbij mosul mosul mosul mosul mosul mosul mosul mosul raqqa manbij - manbij - - \
        raqqa raqqa homs homs homs homs homs homs";
    assert_eq!(regions.join(" "), expected);
    Ok(())
}

#[test]
fn a_reader_that_leaves_is_no_error() -> io::Result<()> {
    let mut child = sitmap()
        .args(["check", "ten-faults.json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    drop(child.stdout.take());
    let output = child.wait_with_output()?;
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(1));
    Ok(())
}

#[test]
fn texts_are_read_from_the_files_own_folder_only() -> io::Result<()> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("texts");
    fs::create_dir_all(folder.join("inner"))?;
    fs::write(folder.join("inner/own.txt"), "They fought.")?;
    fs::write(folder.join("secret.txt"), "They fought.")?;
    #[cfg(unix)]
    {
        let _ = fs::remove_file(folder.join("inner/link.txt"));
        std::os::unix::fs::symlink("../secret.txt", folder.join("inner/link.txt"))?;
    }
    for (name, ending) in [
        ("own.txt", "; 0 faults"),
        ("gone.txt", "; 0 faults, 1 span not checked"),
        ("../secret.txt", "; 1 fault, 1 span not checked"),
        ("/etc/hostname", "; 1 fault, 1 span not checked"),
        #[cfg(unix)]
        ("link.txt", "; 1 fault, 1 span not checked"),
    ] {
        let path = folder.join("inner/events.json");
        let content = format!(
            r#"{{"format":"situation-events","version":1,"documents":[{{"id":"d","text_file":"{name}"}}],"events":[
            {{"id":"a","type":"clash","summary":"s","reports":[{{"doc":"d","trigger":{{"at":[5,11],"text":"fought"}}}}]}}]}}"#
        );
        fs::write(&path, content)?;
        let output = check(&[&path.display().to_string()])?;
        let lines = stdout(&output);
        assert!(
            lines.last().is_some_and(|line| line.ends_with(ending)),
            "{name}: {lines:#?}"
        );
    }
    Ok(())
}

#[test]
fn help_tells_the_exit_codes() -> io::Result<()> {
    for args in [&["--help"][..], &["check", "--help"]] {
        let help = stdout(&sitmap().args(args).output()?).join("\n");
        assert!(
            help.contains("Exit codes:") && help.contains("  2  "),
            "{help}"
        );
    }
    Ok(())
}
