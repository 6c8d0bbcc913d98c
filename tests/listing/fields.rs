//! JSON and JSON lines: the fields, and what they say.

use serde_json::Value;

use crate::harness::{Outcome, awkward, json, printed};

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
