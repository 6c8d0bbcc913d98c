//! `sitmap timeline`: counts that looking at each row confirms.

use std::process::Command;

use serde_json::Value;

use crate::harness::{Outcome, file, json, printed};

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
