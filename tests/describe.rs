//! `sitmap describe` as a person runs it: whole texts, for ears as well as for eyes.

#![expect(
    clippy::unwrap_used,
    reason = "a panic here fails the test, as it should"
)]

use std::process::Command;

/// What is printed, and the code.
fn described(args: &[&str]) -> (String, i32) {
    let output = Command::new(env!("CARGO_BIN_EXE_sitmap"))
        .arg("describe")
        .args(args)
        .env_remove("COLUMNS")
        .output()
        .unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert_eq!(complaint, "", "{args:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    (text, output.status.code().unwrap())
}

#[test]
fn a_view_is_told_from_what_is_chosen_to_who_says_so() {
    let view = ["--view", "place:manbij select:e15"];
    let (text, code) = described(&view);
    assert_eq!(text, include_str!("described/manbij.txt"));
    assert_eq!(code, 0);
}

#[test]
fn what_is_near_a_place_on_some_days_is_told() {
    let line = "near:mosul,20 date:2017-03-05/2017-03-06 by:party,witness";
    let (text, code) = described(&["--filter", line]);
    assert_eq!(text, include_str!("described/mosul.txt"));
    assert_eq!(code, 0);
}

#[test]
fn long_lists_end_and_say_so() {
    let (text, _) = described(&[]);
    let (events, end) = text.trim_end().rsplit_once("\n\n").unwrap();
    assert_eq!(end, "And 5 more events; with --all they are told of too.");
    assert_eq!(events.matches("\n\n").count(), 20);
    let (all, _) = described(&["--all"]);
    assert!(all.starts_with(events), "{all}");
    assert_eq!(all.matches("\n\n").count(), 25);
}

#[test]
fn nothing_is_told_as_nothing() {
    let (text, code) = described(&["--filter", "place:basra"]);
    assert_eq!(
        text,
        "None of 25 events in Basra, at any time. The data set is “Mosul, Raqqa, Manbij,\nHoms: one article of 6 March 2017”.\n"
    );
    assert_eq!(code, 1);
}

#[test]
fn lines_are_as_short_as_asked_and_ascii_on_request() {
    let (text, _) = described(&["--all", "--width", "40", "--ascii"]);
    assert!(text.is_ascii() && !text.contains('?'), "{text}");
    for line in text.lines() {
        assert!(line.len() <= 40 && line == line.trim_end(), "{line}");
    }
    let signs = ['·', '×', '±', '→', '–', '|', '#', '“'];
    let (text, _) = described(&["--all", "--filter", "type:clash -status:negated"]);
    let told = text.split_once("\n\n").unwrap().1;
    assert!(!told.contains(signs), "{told}");
}

#[test]
fn what_is_selected_comes_first_though_nothing_else_is_chosen() {
    let (text, code) = described(&["--filter", "place:raqqa", "--view", "select:e01"]);
    let mut paragraphs = text.split("\n\n").skip(1);
    let first = paragraphs.next().unwrap();
    let begin = "Selected, though outside the filter or the window: On 6 March 2017: Iraqi forces";
    assert!(first.replace('\n', " ").starts_with(begin), "{first}");
    assert_eq!(code, 0);
    assert!(!text.contains("\n\nSelected: "));
}
