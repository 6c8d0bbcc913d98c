//! Edits of a file that a person wrote, compared byte for byte.

mod any;

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

fn edited(source: &str, edit: &Edit) -> String {
    let edited = Briefing::parse(source).edited(edit);
    edited
        .unwrap_or_else(|why| panic!("{edit:?}: {why}\n{source}"))
        .source
        .to_string()
}

#[test]
fn the_file_of_the_tests_has_what_makes_editing_hard() {
    for source in variants() {
        let briefing = Briefing::parse(source);
        let expected = [
            "West Mosul",
            "The museum",
            "Raqqa and the dam",
            "",
            "Manbij",
        ];
        assert_eq!(titles(&briefing), expected);
        let views: Vec<bool> = briefing
            .steps
            .iter()
            .map(|step| step.view.is_some())
            .collect();
        assert_eq!(views, [true, false, true, false, false]);
    }
}

#[test]
fn a_new_step_is_put_behind_another_and_looks_like_its_neighbours() {
    let step = "The bridge\n<!-- view: region:mosul time:2017-03-05/2017-03-06 -->\n";
    for (after, put) in [
        (Some(0), format!("## {step}\n")),
        (Some(1), format!("## {step}\n")),
        (Some(2), format!("---\n\n## {step}\n")),
        (Some(3), format!("<!-- end_slide -->\n\n## {step}\n")),
        (Some(4), format!("----\n\n## {step}")),
    ] {
        for source in variants() {
            let after_edit = edited(
                &source,
                &Edit::Add {
                    after,
                    new: new("The bridge"),
                },
            );
            let (gone, come) = change(&source, &after_edit);
            assert_eq!(gone, "");
            let put = if source.contains("\r\n") {
                put.replace('\n', "\r\n")
            } else {
                put.clone()
            };
            // Where the same letters stand at both ends, which of them came cannot be told.
            let mut turned: Vec<char> = come.chars().filter(|c| !c.is_whitespace()).collect();
            let mut meant: Vec<char> = put.chars().filter(|c| !c.is_whitespace()).collect();
            turned.sort_unstable();
            meant.sort_unstable();
            assert_eq!(turned, meant, "{come:?}");
            assert!(after_edit.contains(&put), "{put:?} in {after_edit}");
        }
    }
}

#[test]
fn a_view_is_replaced_where_it_stands_or_put_under_the_heading() {
    let view = "region:raqqa text:a-->b";
    let (old, written) = (
        "time:2017-03-05/2017-03-07   region:mosul",
        "region:raqqa text:a--&gt;b",
    );
    for source in variants() {
        let all = |at: usize| {
            let edited = edited(&source, &Edit::View(at, view.to_owned()));
            assert_eq!(
                Briefing::parse(edited.as_str()).steps[at]
                    .view
                    .as_ref()
                    .unwrap()
                    .text,
                view
            );
            edited
        };
        assert_eq!(all(0), source.replacen(old, written, 1));
        let end = if source.contains('\r') { "\r\n" } else { "\n" };
        let line = format!("<!-- view: {written} -->{end}");
        for (at, before) in [
            (1, format!("=========={end}")),
            (3, format!("<!-- end_slide -->{end}{end}")),
            (4, format!("## Manbij{end}")),
        ] {
            assert_eq!(
                all(at),
                source.replacen(&before, &format!("{before}{line}"), 1),
                "{at}"
            );
        }
    }
}

#[test]
fn a_title_is_replaced_with_all_that_marks_it_and_nothing_else() {
    for source in variants() {
        let end = if source.contains('\r') { "\r\n" } else { "\n" };
        for (at, old, new) in [
            (0, format!("# West Mosul{end}"), format!("# New{end}")),
            (1, format!("The museum{end}==="), format!("New{end}===")),
            (
                2,
                "## Raqqa **and** the [dam](https://example.org/dam) ##".to_owned(),
                "## New ##".to_owned(),
            ),
            (
                3,
                "Words without".to_owned(),
                format!("## New{end}{end}Words without"),
            ),
            (4, format!("## Manbij{end}"), format!("## New{end}")),
        ] {
            assert_eq!(
                edited(&source, &Edit::Title(at, " New ".to_owned())),
                source.replacen(&old, &new, 1)
            );
        }
    }
}

#[test]
fn what_marks_a_heading_stays_and_its_words_go() {
    for (before, after) in [
        ("##\n", "## New\n"),
        ("## ##\n\nwords\n", "## New\n\nwords\n"),
        ("  #  A *b*  ##  \nwords\n", "  #  New  ##  \nwords\n"),
        ("# A#\r\n", "# New\r\n"),
        ("#\tA #b", "#\tNew"),
        (" A\n b \n===\nc\n", " New \n===\nc\n"),
        ("words\n", "## New\n\nwords\n"),
    ] {
        let edit = Edit::Title(0, "New".into());
        assert_eq!(edited(before, &edit), after);
    }
}

#[test]
fn a_note_stands_under_the_heading_and_its_view() {
    for source in variants() {
        let end = if source.contains('\r') { "\r\n" } else { "\n" };
        let view = format!("<!-- view: region:raqqa -->{end}");
        let note = format!("<!-- note:{end}one--&gt;{end}{end}two{end}-->{end}");
        let after = edited(&source, &Edit::Note(2, "one-->\n\n\n two ".to_owned()));
        let expected = source.replace(&format!("##{end}{view}"), &format!("##{end}{view}{note}"));
        assert_eq!(after, expected);
        let notes = &Briefing::parse(after).steps[2].notes;
        assert_eq!(
            notes.iter().map(Text::as_str).collect::<Vec<_>>(),
            ["one-->", "", "two"]
        );
    }
}

#[test]
fn a_step_that_is_taken_out_takes_its_own_bytes_along() {
    for source in variants() {
        let briefing = Briefing::parse(source.as_str());
        for at in 0..5 {
            let after = edited(&source, &Edit::Delete(at));
            let span = briefing.steps[at].span.clone();
            let (head, tail) = (&source[..span.start], &source[span.end..]);
            let between = &after[head.len()..after.len() - tail.len()];
            assert!(after.starts_with(head) && after.ends_with(tail));
            // What others are told at the head of the file is about all of it.
            let stays = if at == 0 {
                "<!-- TODO: ask Basra desk about the bridge -->"
            } else {
                ""
            };
            assert_eq!(between.trim(), stays);
            let mut expected = titles(&briefing);
            expected.remove(at);
            assert_eq!(titles(&Briefing::parse(after)), expected);
        }
    }
}

#[test]
fn a_step_that_was_taken_out_is_put_back_as_it_was() {
    for source in variants() {
        let before = Briefing::parse(source.as_str());
        for at in 0..before.steps.len() {
            let without = edited(&source, &Edit::Delete(at));
            // Somebody else writes something before it, behind it, or nothing.
            for (old, new) in [("as agreed", "as said"), ("Last words", "Words"), ("", "")] {
                let theirs = without.replacen(old, new, 1);
                let expected = if without.contains(old) {
                    source.replacen(old, new, 1)
                } else {
                    source.clone()
                };
                let back = Briefing::parse(theirs).with_back(&before, at);
                let Back::Put(back, place) = back else {
                    panic!("step {at} is not put back: {back:?}");
                };
                assert_eq!(place, at);
                let says = back.text(back.steps[at].span.clone()).trim();
                let said = before.taken_out(at, &before.steps[at]).trim();
                assert!(says.ends_with(said), "{says}");
                // An empty line that was needed in its place stays.
                let squeezed = |text: &str| {
                    let lines = text.lines().filter(|line| !line.trim().is_empty());
                    lines.collect::<Vec<_>>().join("\n")
                };
                assert_eq!(squeezed(&back.source), squeezed(&expected), "step {at}");
                let again = back.with_back(&before, at);
                assert_eq!(again, Back::There, "it is not put there twice");
            }
        }
    }
}

#[test]
fn a_step_without_a_heading_is_put_back_as_one() {
    let plain = "Words alone\n\n# A\n\n---\n\nMore words\n";
    let before = Briefing::parse(plain);
    for (at, theirs, expected, place) in [
        (0, "# A\n", "Words alone\n\n# A\n", 0),
        (0, "Other words\n", "Words alone\n\n---\n\nOther words\n", 0),
        (0, "", "Words alone\n\n", 0),
        (2, "# B\nb", "# B\nb\n\n---\n\nMore words\n", 1),
        (2, "# A\na\n# B\n", "# A\na\n\n---\n\nMore words\n# B\n", 1),
        // Nothing can be put behind a comment that does not end: before it there is room.
        (1, "<!-- never ends", "", 9),
    ] {
        match Briefing::parse(theirs).with_back(&before, at) {
            Back::Put(back, at) => assert_eq!((&*back.source, at), (expected, place)),
            other => assert_eq!((other, place), (Back::Nowhere, 9), "{theirs}"),
        }
    }
    // Of two that say the same, both come back.
    let twice = Briefing::parse("# A\n\n# A\n\n");
    for (theirs, is_there) in [("# A\n", false), ("# A\n# A\n", true)] {
        let back = Briefing::parse(theirs).with_back(&twice, 1);
        assert_eq!(back == Back::There, is_there, "{theirs}");
    }
}

#[test]
fn steps_change_places_and_their_separators_stay() {
    for source in variants() {
        let briefing = Briefing::parse(source.as_str());
        for at in 1..5 {
            let after = edited(&source, &Edit::Up(at));
            let mut expected = titles(&briefing);
            expected.swap(at - 1, at);
            assert_eq!(
                titles(&Briefing::parse(after.as_str())),
                expected,
                "{after}"
            );
            let words = |text: &str| {
                let mut words: Vec<String> = text
                    .lines()
                    .map(str::to_owned)
                    .filter(|line| !line.is_empty())
                    .collect();
                words.sort();
                words
            };
            assert_eq!(words(&after), words(&source));
            // And back again.
            assert_eq!(edited(&after, &Edit::Up(at)), source, "{at}");
        }
    }
}

#[test]
fn what_would_glue_together_does_not() {
    for (source, edit, expected) in [
        // A line of dashes at the very start opens no front matter.
        (
            "# A\n\n---\nwords: x\n\n---\n# C\n",
            Edit::Delete(0),
            "\n---\nwords: x\n\n---\n# C\n",
        ),
        // Nor does it make a heading of the words above it.
        (
            "# A\nwords\n# B\n\n---\nC\n",
            Edit::Delete(1),
            "# A\nwords\n\n---\nC\n",
        ),
        (
            "# A\nwords\n# B\n\nC\n=\n",
            Edit::Delete(1),
            "# A\nwords\n\nC\n=\n",
        ),
        // No end of line at the end of the file.
        (
            "# A\nwords",
            Edit::Add {
                after: Some(0),
                new: NewStep {
                    title: "B".into(),
                    ..NewStep::default()
                },
            },
            "# A\nwords\n\n## B\n",
        ),
        (
            "",
            Edit::Add {
                after: None,
                new: new("B"),
            },
            "## B\n<!-- view: region:mosul time:2017-03-05/2017-03-06 -->\n",
        ),
        ("# A\n\na\n\n# B\nb", Edit::Up(1), "# B\nb\n\n# A\n\na"),
        // The first step has no heading: it needs a line before it.
        ("words\n\n# B\n", Edit::Up(1), "# B\n\n---\n\nwords\n"),
        (
            "# A\n\n---\n\nwords\n\n# C\n",
            Edit::Up(2),
            "# A\n\n# C\n\n---\n\nwords\n",
        ),
        (
            "##\n\nwords\n",
            Edit::Title(0, "A".into()),
            "## A\n\nwords\n",
        ),
        ("# A #\n", Edit::Title(0, "C #".into()), "# C \\# #\n"),
        ("A\nB\n=\n", Edit::Title(0, "1. C".into()), "1\\. C\n=\n"),
    ] {
        assert_eq!(edited(source, &edit), expected);
    }
}

#[test]
fn an_edit_that_would_change_something_else_is_refused() {
    for source in ["# A\n\n```\nnever ends\n", "# A\n\n<!-- never ends\n"] {
        let edit = Edit::Add {
            after: Some(0),
            new: new("B"),
        };
        assert_eq!(
            Briefing::parse(source).edited(&edit),
            Err(Refused::Unclear),
            "{source}"
        );
    }
    let briefing = Briefing::parse(RICH);
    for edit in [
        Edit::Delete(5),
        Edit::Up(0),
        Edit::Up(5),
        Edit::View(9, "x".into()),
    ] {
        assert_eq!(briefing.edited(&edit), Err(Refused::Gone), "{edit:?}");
    }
    assert_eq!(
        briefing.edited(&Edit::Title(0, " \n".into())),
        Err(Refused::Empty)
    );
}

#[test]
fn an_edit_finds_its_step_in_a_file_that_was_changed_meanwhile() {
    let from = Briefing::parse("# A\na\n# B\nb\n# C\nc\n");
    // One more at the start, and other words in B.
    let to = Briefing::parse("# New\n\n# A\na\n# B\nother\n# C\nc\n");
    for (edit, carried) in [
        (Edit::Delete(0), Some(Edit::Delete(1))),
        (Edit::Delete(1), None),
        (Edit::Title(1, "x".into()), Some(Edit::Title(2, "x".into()))),
        (Edit::Up(2), Some(Edit::Up(3))),
        (
            Edit::Add {
                after: Some(2),
                new: new("D"),
            },
            Some(Edit::Add {
                after: Some(3),
                new: new("D"),
            }),
        ),
    ] {
        assert_eq!(to.carried(&from, &edit), carried, "{edit:?}");
    }
    let gone = Briefing::parse("# X\n");
    assert_eq!(gone.carried(&from, &Edit::View(0, "x".into())), None);
    let add = Edit::Add {
        after: Some(2),
        new: new("D"),
    };
    assert_eq!(
        gone.carried(&from, &add),
        Some(Edit::Add {
            after: Some(0),
            new: new("D")
        })
    );
}

#[test]
fn a_file_that_is_begun_says_what_it_is_about() {
    let data = ["a b.json".to_owned(), "it's: \"x\".json".to_owned()];
    let source = Briefing::begun("West Mosul: the road", &data, &["p.json".to_owned()]);
    let briefing = Briefing::parse(source);
    assert_eq!(briefing.faults, []);
    assert_eq!(
        briefing.front.title.as_deref(),
        Some("West Mosul: the road")
    );
    let files: Vec<&str> = briefing
        .front
        .data
        .iter()
        .map(|said| said.text.as_str())
        .collect();
    assert_eq!(files, data);
    assert_eq!(briefing.front.gazetteers[0].text, "p.json");
    assert_eq!(
        &*Briefing::parse(Briefing::begun("yes", &[], &[])).source,
        "---\ntitle: \"yes\"\n---\n"
    );
}
