//! `sitmap check` of briefings as a person runs it: what is wrong, and at which line and column.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures");
const BUNDLED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/briefings/article.md");

/// A folder of its own for one test, with some files in it.
fn folder(name: &str, files: &[(&str, &str)]) -> io::Result<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
        .join("briefings")
        .join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    for (name, text) in files {
        fs::write(folder.join(name), text)?;
    }
    Ok(folder)
}

fn check(folder: &Path, args: &[&str]) -> io::Result<Output> {
    let mut sitmap = Command::new(env!("CARGO_BIN_EXE_sitmap"));
    sitmap.current_dir(folder).arg("check").args(args).output()
}

fn lines(output: &Output) -> Vec<String> {
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines().map(str::to_owned).collect()
}

/// Checks one briefing: what is printed, and the exit code.
fn checked(name: &str, briefing: &str, args: &[&str]) -> io::Result<(Vec<String>, Option<i32>)> {
    let folder = folder(name, &[("b.md", briefing)])?;
    let output = check(&folder, &[&["b.md"], args].concat())?;
    Ok((lines(&output), output.status.code()))
}

#[test]
fn the_bundled_briefing_is_clean_and_fits() -> io::Result<()> {
    let output = check(
        Path::new(FIXTURES),
        &[BUNDLED, "--size", "80x24", "--size", "120x40"],
    )?;
    let lines = lines(&output);
    assert_eq!(lines.len(), 1, "{lines:#?}");
    assert!(lines[0].ends_with(" citations; 0 faults"), "{lines:#?}");
    assert_eq!(output.status.code(), Some(0));
    Ok(())
}

#[test]
fn each_fault_is_a_line_at_its_place() -> io::Result<()> {
    let briefing = "---
title: Slips
sitmap:
  veiw: colour:type
---
# One
<!-- puase -->
<!-- view: region:mosull -->

Ö: troops [took](event:e01) it [e99](event:e99), [e1](event:e1).

# Two
<!-- focus: mpa -->
<!-- view: region:homs time:1999 -->
";
    let (lines, code) = checked("each", briefing, &[])?;
    let expected = [
        "b.md:4:3: sitmap: there is no key \"veiw\"; expected one of data, gazetteer, theme, view; did you mean view?",
        "b.md:7:6: comment: there is no command \"puase\"; did you mean pause?",
        "b.md:8:19: view: region: \"mosull\" is not known; did you mean region:mosul?",
        "b.md:10:44: event: no event has the id \"e99\"; did you mean ",
        "b.md:10:61: event: no event has the id \"e1\"; did you mean e01?",
        "b.md:13:13: focus: found \"mpa\", expected map, split, text or document; did you mean map?",
        "b.md:14:12: warning: view: none of the events chosen is in this time",
        "2 steps, 3 citations; 6 faults, 1 warning",
    ];
    assert_eq!(lines.len(), expected.len(), "{lines:#?}");
    for (line, expected) in lines.iter().zip(expected) {
        assert!(line.starts_with(expected), "{line}\n{expected}");
    }
    assert_eq!(code, Some(1));
    Ok(())
}

#[test]
fn data_that_is_not_there_is_told_at_its_name() -> io::Result<()> {
    for (name, data, column, said) in [
        ("missing", "nowhere.json", 9, "no such file"),
        (
            "outside",
            "../../../../../../etc/passwd",
            9,
            "outside the briefing's folder",
        ),
        ("rooted", "/etc/passwd", 9, "outside the briefing's folder"),
        ("second", "[b.md, \"nowhere.json\"]", 17, "no such file"),
        ("unread", "b.md", 9, "cannot be read: b.md:1:2: not JSON"),
    ] {
        let briefing =
            format!("---\nsitmap:\n  data: {data}\n---\n# One [e01](event:e01)\n<!-- puase -->\n");
        let (lines, code) = checked(name, &briefing, &[])?;
        assert!(
            lines[0].starts_with(&format!("b.md:3:{column}: sitmap.data: ")),
            "{lines:#?}"
        );
        assert!(lines[0].contains(said), "{lines:#?}");
        // The writing is checked all the same, and what cannot be known is not guessed at.
        assert!(lines[1].starts_with("b.md:6:6: comment: "), "{lines:#?}");
        assert!(lines[2].contains("are not checked"), "{lines:#?}");
        assert_eq!(lines[3], "1 step, 1 citation; 2 faults");
        assert_eq!(code, Some(1));
    }
    Ok(())
}

#[test]
fn what_the_command_line_names_may_lie_anywhere() -> io::Result<()> {
    let article = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/events/article.json");
    let briefing = "---\nsitmap:\n  data: nowhere.json\n---\n# One [e01](event:e01)\n";
    let (lines, code) = checked("named", briefing, &["--data", article])?;
    assert_eq!(lines, ["1 step, 1 citation; 0 faults"]);
    assert_eq!(code, Some(0));
    Ok(())
}

#[test]
fn faults_of_the_data_are_counted_and_those_of_files_beside_it_are_told() -> io::Result<()> {
    let faulty = fs::read_to_string(Path::new(FIXTURES).join("ten-faults.json"))?;
    let briefing = "---\nsitmap:\n  data: own.json\n---\n# One\n";
    let folder = folder(
        "counted",
        &[("own.json", &faulty), ("B.Markdown", briefing)],
    )?;
    let output = check(&folder, &["B.Markdown"])?;
    assert_eq!(
        lines(&output),
        [
            "B.Markdown:3:9: warning: sitmap.data: 10 things are wrong in it: sitmap check own.json names them",
            "1 step, 0 citations; 0 faults, 1 warning"
        ]
    );
    assert_eq!(output.status.code(), Some(0));
    let strict = check(&folder, &["B.Markdown", "--strict"])?;
    assert_eq!(strict.status.code(), Some(1));
    let both = lines(&check(&folder, &["own.json", "B.Markdown"])?);
    assert_eq!(both.len(), 12);
    assert_eq!(
        both[11],
        "1 event (9 set aside), 1 report, 1 document, 1 step, 0 citations; 10 faults, 1 warning"
    );
    Ok(())
}

#[test]
fn words_that_do_not_fit_are_told_at_their_heading() -> io::Result<()> {
    let long = "Words.\n\n".repeat(12);
    let briefing = format!(
        "# Short\n\nwords\n\n##   Long\n\n{long}<!-- pause -->\n\n{long}\n---\n\n{long}{long}"
    );
    let (lines, code) = checked("fits", &briefing, &["--size", "80x24", "--size", "120x40"])?;
    let told: Vec<&str> = lines.iter().map(String::as_str).collect();
    let [long_80, long_120, last_80, last_120, count] = told[..] else {
        panic!("{lines:#?}");
    };
    for (line, begins, size) in [
        (long_80, "b.md:5:6: warning: step 2: ", "80x24"),
        (long_120, "b.md:5:6: warning: step 2: ", "120x40"),
        (last_80, "b.md:58:1: warning: step 3: ", "80x24"),
        (last_120, "b.md:58:1: warning: step 3: ", "120x40"),
    ] {
        assert!(line.starts_with(begins), "{lines:#?}");
        assert!(
            line.ends_with(&format!(" lines do not fit at {size}")),
            "{lines:#?}"
        );
    }
    assert_eq!(count, "3 steps, 0 citations; 0 faults, 4 warnings");
    assert_eq!(code, Some(0));
    let (_, code) = checked("fits", &briefing, &["--size", "80x24", "--strict"])?;
    assert_eq!(code, Some(1));
    let (_, code) = checked("fits", &briefing, &["--size", "30x10"])?;
    assert_eq!(code, Some(2));
    Ok(())
}

#[test]
fn what_would_fail_in_front_of_people_is_a_warning() -> io::Result<()> {
    let briefing = "# Elsewhere
<!-- view: region:homs -->

Troops took [it](event:e01); again [it](event:e01), [e23](event:e23).

# Ruled out
<!-- view: map:36.6,38.2,260km -->

No attack [e14](event:e14) [e15](event:e15).

# Shown
<!-- view: map:36.6,38.2,260km show:unreal -->

No attack [e14](event:e14) [e15](event:e15).

# Read only
<!-- view: region:homs -->
<!-- focus: text -->

Words alone [e01](event:e01).

# A map
<!-- focus: map -->

Nobody reads this.

# A document
<!-- focus: document -->

Which one?

# The map first, and then words
<!-- pause -->

Words.

# At the end

Words.

<!-- pause -->

# Twice

Words.

<!-- pause -->
<!-- pause -->

More.

# As it should be

Words.

<!-- pause -->

- More.
";
    let (lines, code) = checked("doubts", briefing, &[])?;
    let expected = [
        "b.md:4:24: warning: event: event e01 is cited, but the step's view does not show it",
        "b.md:9:",
        "b.md:23:13: warning: focus: the words of a step with focus map are not shown",
        "b.md:28:13: warning: focus: no event is cited, so there is no document to show",
        "b.md:41:6: warning: pause: nothing stands behind it",
        "b.md:47:6: warning: pause: nothing stands behind it",
        "10 steps, 8 citations; 0 faults, 6 warnings",
    ];
    assert_eq!(lines.len(), expected.len(), "{lines:#?}");
    for (line, expected) in lines.iter().zip(expected) {
        assert!(line.starts_with(expected), "{line}\n{expected}");
    }
    assert_eq!(code, Some(0));
    Ok(())
}

#[test]
fn hostile_briefings_come_to_an_end_and_nothing_unclean_is_printed() -> io::Result<()> {
    let controls = "# \u{1b}[2J\u{202e}A\n\n[\u{9b}31m](event:\u{1b}x) [b](event:\u{202e})\n<!-- view: region:\u{1b}[2J -->\n<!-- \u{7}: x -->\n<!-- x\u{1b}: -->\n";
    let (lines, code) = checked("controls", controls, &[])?;
    assert!(lines.len() > 1, "{lines:#?}");
    let printed = lines.concat();
    assert!(
        !printed
            .chars()
            .any(|letter| letter.is_control() || letter == '\u{202e}')
    );
    assert_eq!(code, Some(1));

    let steps = "# A\n<!-- view: region:mosul -->\n[e01](event:e01)\n\n".repeat(10_000);
    let (lines, _) = checked("steps", &steps, &["--size", "80x24"])?;
    assert_eq!(
        lines,
        [
            "b.md:8001:1: step: a briefing has at most 2000 steps; this is where reading ends",
            "2000 steps, 2000 citations; 1 fault"
        ]
    );

    let deep = format!(
        "# A\n\n{}a\n{}",
        "> ".repeat(100_000),
        "b\n".repeat(1_000_000)
    );
    let (lines, _) = checked("deep", &deep, &[])?;
    assert!(lines[0].starts_with("b.md:3:1: depth: "), "{lines:#?}");

    let large = "words ".repeat(10 << 20);
    let folder = folder("large", &[("b.md", &large)])?;
    let output = check(&folder, &["b.md"])?;
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "sitmap: b.md: larger than 8 MiB: that is no briefing\n"
    );
    assert_eq!(output.status.code(), Some(2));
    Ok(())
}

#[test]
fn a_briefing_without_a_step_cannot_be_presented() -> io::Result<()> {
    let (lines, code) = checked("nothing", "\n", &[])?;
    assert!(
        lines[0].starts_with("b.md:1:1: briefing: no step in it"),
        "{lines:#?}"
    );
    assert_eq!(code, Some(1));
    Ok(())
}
