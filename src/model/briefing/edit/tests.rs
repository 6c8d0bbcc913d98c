//! Edits of a file that a person wrote, compared byte for byte.

use proptest::prelude::*;

use super::*;

const RICH: &str = include_str!("../../../../tests/fixtures/rich-briefing.md");

/// The same file as other programs end its lines.
fn variants() -> [String; 3] {
    let crlf = RICH.replace('\n', "\r\n");
    [RICH.to_owned(), crlf, RICH.trim_end().to_owned()]
}

fn titles(briefing: &Briefing) -> Vec<String> {
    briefing
        .steps
        .iter()
        .map(|step| step.title.to_string())
        .collect()
}

fn new(title: &str) -> NewStep {
    NewStep {
        title: title.to_owned(),
        view: "region:mosul time:2017-03-05/2017-03-06".to_owned(),
        note: String::new(),
    }
}

/// What an edit took out of a file and what it put there.
fn change(before: &str, after: &str) -> (String, String) {
    let same = |(one, other): &(char, char)| one == other;
    let head: usize = before
        .chars()
        .zip(after.chars())
        .take_while(same)
        .map(|(letter, _)| letter.len_utf8())
        .sum();
    let (before, after) = (&before[head..], &after[head..]);
    let tail: usize = before
        .chars()
        .rev()
        .zip(after.chars().rev())
        .take_while(same)
        .map(|(letter, _)| letter.len_utf8())
        .sum();
    (
        before[..before.len() - tail].to_owned(),
        after[..after.len() - tail].to_owned(),
    )
}

#[test]
fn the_file_of_the_tests_has_what_makes_editing_hard() {
    let briefing = Briefing::parse(RICH);
    assert_eq!(titles(&briefing), [""; 0]);
}
