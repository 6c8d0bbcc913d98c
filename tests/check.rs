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
            "event e00: found the id \"e00\" a second time",
            r#"{"id": "e00", "type": "seize", "summary": "id a"#,
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
        "1 event (9 set aside), 0 reports, 1 document; 10 faults"
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
            {"id":"a","type":"clash","summary":"s","links":[{"rel":"follows","to":"gone"}]}]}"#,
    )?;
    let output = check(&[&path])?;
    assert_eq!(output.status.code(), Some(0));
    let lines = stdout(&output);
    assert!(
        lines[0].contains(":2:83: warning: event a: links[0].to: found \"gone\""),
        "{lines:#?}"
    );
    assert_eq!(
        lines[1],
        "1 event, 0 reports, 0 documents; 0 faults, 1 warning"
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
            {"id":"a","type":"clash","summary":"s","places":[{"place":"mosull","precision":"site"}]},
            {"id":"b","type":"clash","summary":"s","places":[{"place":"my-hill","precision":"site"}]},
            {"id":"c","type":"clash","summary":"s","places":[{"place":"mosul","precision":"settlement"}]}]}"#,
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
        lines[12].contains("places.json:2:71: event a: places[0].place: found \"mosull\""),
        "{}",
        lines[12]
    );
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
