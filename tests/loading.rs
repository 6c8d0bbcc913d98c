//! Large and odd files as a person gives them to `sitmap`: pipes, other columns, planted faults.

use std::error::Error;
use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

type Outcome = Result<(), Box<dyn Error>>;

fn sitmap(args: &[&str]) -> std::io::Result<Output> {
    Command::new(env!("CARGO_BIN_EXE_sitmap"))
        .args(args)
        .output()
}

fn file(name: &str, bytes: &[u8]) -> std::io::Result<String> {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, bytes)?;
    Ok(path.display().to_string())
}

fn lines(output: &Output) -> Vec<String> {
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines().map(str::to_owned).collect()
}

fn made(args: &[&str]) -> Result<String, Box<dyn Error>> {
    let output = sitmap(&[&["generate", "-o", "-"], args].concat())?;
    Ok(String::from_utf8(output.stdout)?)
}

#[test]
fn every_planted_fault_of_a_large_file_is_named_in_its_line() -> Outcome {
    let args = ["12000", "--format", "jsonl"];
    let fine = made(&args)?;
    let faulty = made(&[&args[..], &["--bad", "5"]].concat())?;
    assert!(faulty.len() > 4 << 20, "large enough for several workers");
    let path = file("planted.jsonl", faulty.as_bytes())?;
    let mut said = lines(&sitmap(&["check", &path])?);
    let last = said.pop().ok_or("a line")?;
    assert!(last.starts_with("11958 events (42 set aside), "), "{last}");
    assert!(last.ends_with("; 42 faults, 5 warnings"), "{last}");
    let line = |said: &String| said.strip_prefix(&path)?.split(':').nth(1)?.parse().ok();
    let named: Option<Vec<usize>> = said.iter().map(line).collect();
    let named = named.ok_or("a line each")?;
    assert_eq!(named.len(), 47);
    let rows = faulty.lines().zip(fine.lines()).zip(1_usize..);
    for ((row, _), number) in rows.filter(|((row, other), _)| row != other) {
        // What is planted and not named is none in a flat row: it has a sentence all the same.
        let lacks = |key: &str| !row.contains(&format!("\"{key}\":"));
        let is_fine = lacks("type") || lacks("summary") || row.contains("\"CLASH\"");
        assert_eq!(named.contains(&number), !is_fine, "{number}: {row}");
    }
    Ok(())
}

#[test]
fn a_large_file_is_the_same_in_every_format_and_through_a_pipe() -> Outcome {
    let mut counts = Vec::new();
    for (format, ending) in [
        ("jsonl", "jsonl"),
        ("csv", "csv"),
        ("tsv", "tsv"),
        ("native", "json"),
    ] {
        let text = made(&["9000", "--format", format])?;
        let path = file(&format!("large.{ending}"), text.as_bytes())?;
        let output = sitmap(&["check", &path])?;
        assert_eq!(output.status.code(), Some(0), "{format}");
        counts.push(lines(&output));
        let mut child = Command::new(env!("CARGO_BIN_EXE_sitmap"))
            .args(["check", "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut stdin = child.stdin.take().ok_or("a pipe")?;
        stdin.write_all(text.as_bytes())?;
        drop(stdin);
        counts.push(lines(&child.wait_with_output()?));
    }
    assert!(counts.iter().all(|said| *said == counts[0]), "{counts:#?}");
    Ok(())
}

#[cfg(unix)]
#[test]
fn a_named_pipe_is_read_like_a_file() -> Outcome {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("events.fifo");
    drop(fs::remove_file(&path));
    assert!(Command::new("mkfifo").arg(&path).status()?.success());
    let text = made(&["300", "--format", "csv"])?;
    let (from, to) = (path.display().to_string(), path.clone());
    let writer = std::thread::spawn(move || fs::write(to, text));
    let output = sitmap(&["check", &from])?;
    drop(writer.join());
    assert!(lines(&output)[0].starts_with("300 events, "));
    fs::remove_file(path)?;
    Ok(())
}

const OTHER: &str = "Y,X,When,What,Quote\n35.95,39.01,2017-03-05,clash,They fought near Raqqa.\n";

#[test]
fn columns_of_any_name_are_read_as_a_person_says() -> Outcome {
    let path = file("other.csv", OTHER.as_bytes())?;
    let map = [
        "--map",
        "lat=Y,lon=X,date=When,type=What",
        "--map",
        "sentence=Quote",
    ];
    let output = sitmap(&[&["check", &path], &map[..]].concat())?;
    assert_eq!(lines(&output), ["1 event, 1 report, 0 documents; 0 faults"]);
    assert_eq!(output.status.code(), Some(0));
    let output = sitmap(&[&["render", &path, "--size", "80x24"], &map[..]].concat())?;
    let shown = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(shown.contains("5 March 2017"), "{shown}");
    // Without a word on it there is no column that is known, and that is said once.
    let output = sitmap(&["check", &path])?;
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(complaint.lines().count(), 1, "{complaint}");
    assert!(
        complaint.contains("found the columns Y,X,When,What,Quote"),
        "{complaint}"
    );
    assert!(complaint.contains("--map FIELD=COLUMN"), "{complaint}");
    Ok(())
}

#[test]
fn a_header_alone_is_no_fault_and_nothing_at_all_is_one() -> Outcome {
    for header in [
        "id,date,sentence\n",
        "id;date;sentence",
        "\u{feff}id\tdate\tsentence\r\n",
    ] {
        let path = file("header.csv", header.as_bytes())?;
        let output = sitmap(&["check", &path])?;
        assert_eq!(
            lines(&output),
            ["0 events, 0 reports, 0 documents; 0 faults"]
        );
        assert_eq!(output.status.code(), Some(0));
    }
    let path = file("nothing.csv", b"")?;
    let output = sitmap(&["check", &path])?;
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("the file is empty"));
    Ok(())
}

#[test]
fn a_value_of_three_megabytes_is_a_value() -> Outcome {
    let long = "They fought. ".repeat(3 << 20 >> 3);
    let rows = format!(
        "id,date,sentence,source\na,2017-03-05,\"{long}\",AFP\nb,2017-03-06,\"so it\nwas\",AFP\nc,2017-03-07,{long}\n"
    );
    let path = file("long.csv", rows.as_bytes())?;
    let output = sitmap(&["check", &path])?;
    let said = lines(&output);
    assert_eq!(said.len(), 2, "{}", said.len());
    assert!(
        said[0].starts_with(&format!("{path}:5:1: found 3 values: ")),
        "{}",
        said[0].len()
    );
    assert!(said[0].len() < 1_000);
    assert_eq!(
        said[1],
        "2 events (1 set aside), 2 reports, 1 document; 1 fault"
    );
    Ok(())
}
