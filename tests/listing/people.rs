//! What people read, escape codes, exit codes, and pipes.

use std::io::Write as _;
use std::process::{Command, Stdio};

use crate::harness::{Outcome, awkward, file, printed, sitmap};

#[test]
fn markdown_shows_the_data_and_is_not_shaped_by_it() -> Outcome {
    let text = printed(&["list", "--format", "markdown", &awkward()?])?;
    assert!(
        text.contains("- **5–6 March 2017**, Mosul; Raqqa Province (known to the province): "),
        "{text}"
    );
    assert!(
        text.contains("\\*starred\\* \\<b\\> (clash, **negated**)"),
        "{text}"
    );
    assert!(text.contains("\n  > “They fought, \"hard\" \\| on \\*Monday\\*.” — [A\\|B \\<i\\>](<https://example.org/a%20b>)\n"), "{text}");
    assert_eq!(
        text.lines().filter(|line| line.starts_with("- ")).count(),
        5
    );
    Ok(())
}

#[test]
fn a_table_fits_its_width_and_says_what_did_not_happen() -> Outcome {
    for width in ["20", "40", "60", "80", "120", "200"] {
        let text = printed(&["list", "--width", width, "--ascii"])?;
        let most: usize = width.parse()?;
        assert!(text.lines().all(|line| line.len() <= most), "{text}");
        assert_eq!(text.lines().count(), 26);
        assert!(text.starts_with("id "));
    }
    let text = printed(&["list", "--width", "120"])?;
    assert!(text.contains("negated: Turkish attack on Manbij"), "{text}");
    Ok(())
}

#[test]
fn escape_codes_go_to_terminals_and_to_who_asks_for_them() -> Outcome {
    let commands = [
        &["list"][..],
        &["show", "e12"],
        &["places", "raqqa"],
        &["actors", "sdf"],
        &["timeline"],
    ];
    for command in commands {
        for (color, expected) in [
            (None, false),
            (Some("always"), true),
            (Some("never"), false),
        ] {
            let color = color.map_or(Vec::new(), |color| vec!["--color", color]);
            let text = printed(&[command, &color].concat())?;
            assert_eq!(text.contains('\x1b'), expected, "{command:?} {color:?}");
        }
    }
    for format in ["json", "jsonl", "csv", "geojson", "markdown"] {
        let text = printed(&["list", "--format", format, "--color", "always"])?;
        assert!(!text.contains('\x1b'), "{format}");
    }
    Ok(())
}

#[test]
fn nothing_found_is_code_1_and_still_a_whole_file() -> Outcome {
    let empty = file("none.csv", b"id,date,sentence\n")?;
    for (format, expected) in [
        ("table", ""),
        ("json", "[]\n"),
        ("jsonl", ""),
        (
            "geojson",
            "{\"type\":\"FeatureCollection\",\"features\":[]}\n",
        ),
        ("markdown", ""),
    ] {
        let output = sitmap(&["list", "--format", format, &empty])?;
        assert_eq!(output.status.code(), Some(1), "{format}");
        assert_eq!(String::from_utf8(output.stdout)?, expected);
        assert_eq!(
            String::from_utf8(output.stderr)?,
            "sitmap: nothing matched\n"
        );
    }
    let output = sitmap(&["list", "--format", "csv", &empty])?;
    assert!(String::from_utf8(output.stdout)?.starts_with("id,date,end,type,summary,"));
    for args in [
        &["timeline", &empty][..],
        &["show", "x", &empty],
        &["actors", "x", &empty],
        &["places", "qqqqqq", &empty],
    ] {
        let output = sitmap(args)?;
        assert_eq!(output.status.code(), Some(1), "{args:?}");
        assert_eq!(output.stdout, b"", "{args:?}");
        assert_eq!(
            String::from_utf8(output.stderr)?.lines().count(),
            1,
            "{args:?}"
        );
    }
    for command in [
        &["list", "no-such-file"][..],
        &["show", "e01", "no-such-file"],
        &["timeline", "no-such-file"],
        &["list", "--format", "xml"],
        &["show"],
    ] {
        assert_eq!(sitmap(command)?.status.code(), Some(2), "{command:?}");
    }
    Ok(())
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error_and_standard_input_is_a_file() -> Outcome {
    let made = printed(&["generate", "5000", "--format", "csv", "-o", "-"])?;
    for format in ["table", "json", "csv", "geojson", "markdown"] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_sitmap"))
            .args(["list", "-", "--format", format])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        drop(child.stdout.take());
        let mut stdin = child.stdin.take().ok_or("a pipe")?;
        stdin.write_all(made.as_bytes())?;
        drop(stdin);
        let output = child.wait_with_output()?;
        assert_eq!(output.status.code(), Some(0), "{format}");
        assert_eq!(String::from_utf8(output.stderr)?, "", "{format}");
    }
    Ok(())
}
