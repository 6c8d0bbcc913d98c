//! `sitmap show`, `places` and `actors`.

use serde_json::Value;

use crate::harness::{Outcome, awkward, printed, sitmap};

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
