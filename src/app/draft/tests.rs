//! What was done, what is taken back, and what becomes of it in a file that somebody else has changed.

use proptest::prelude::*;

use super::*;
use crate::model::briefing::NewStep;

const SOURCE: &str = "# A\na\n\n# B\nb\n\n# C\nc\n";

fn draft() -> Draft {
    Draft::open(Text::clean("x.md"), SOURCE)
}

fn add(after: usize, title: &str) -> Edit {
    Edit::Add {
        after: Some(after),
        new: NewStep {
            title: title.to_owned(),
            ..NewStep::default()
        },
    }
}

fn titles(draft: &Draft) -> String {
    let titles = draft.briefing.steps.iter().map(|step| step.title.as_str());
    titles.collect::<Vec<_>>().join(" ")
}

#[test]
fn the_cursor_goes_along_with_what_is_done() {
    let mut draft = draft();
    assert_eq!(draft.at, 2);
    for (edit, steps, at) in [
        (add(2, "D"), "A B C D", 3),
        (add(0, "E"), "A E B C D", 1),
        (Edit::Up(1), "E A B C D", 0),
        (Edit::Delete(4), "E A B C", 3),
        (Edit::Title(1, "F".into()), "E F B C", 1),
    ] {
        draft.edit(edit).unwrap();
        assert_eq!((titles(&draft).as_str(), draft.at), (steps, at));
    }
}

#[test]
fn what_is_written_is_known_whichever_way_it_was_come_to() {
    let mut draft = draft();
    assert!(draft.is_saved());
    draft.edit(add(2, "D")).unwrap();
    assert!(!draft.is_saved());
    draft.turn(true);
    assert!(draft.is_saved(), "as it was");
    draft.turn(false);
    draft.saved();
    assert!(draft.is_saved());
    draft.turn(true);
    assert!(!draft.is_saved());
    // What was written cannot be come back to any more.
    draft.edit(add(2, "E")).unwrap();
    assert!(!draft.is_saved());
    draft.turn(true);
    assert!(!draft.is_saved());
    assert!(draft.turn(true).is_none(), "nothing more was done");
}

#[test]
fn what_is_not_written_yet_is_done_to_what_somebody_else_wrote() {
    let theirs = "# New\n\n# A\nother words\n\n# B\nb\n\n# C\nc\n";
    for (edits, steps, met) in [
        (vec![], "New A B C", Met::Read),
        (vec![add(1, "D")], "New A B D C", Met::Carried),
        (
            vec![add(2, "D"), Edit::Title(3, "E".into())],
            "New A B C E",
            Met::Carried,
        ),
        (vec![Edit::Up(2)], "New A C B", Met::Carried),
        (vec![Edit::Title(0, "F".into())], "New F B C", Met::Carried),
        // It is not the step that was to go.
        (
            vec![Edit::Delete(0), Edit::Delete(0)],
            "New A C",
            Met::Dropped,
        ),
    ] {
        let mut draft = draft();
        let saved = add(2, "saved");
        draft.edit(saved).unwrap();
        draft.turn(true);
        for edit in edits.clone() {
            draft.edit(edit).unwrap();
        }
        assert_eq!(draft.meet(theirs), met, "{edits:?}");
        assert_eq!(titles(&draft), steps, "{edits:?}");
        assert_eq!(draft.is_saved(), met == Met::Read);
        assert!(draft.briefing.source.contains("other words"));
        assert_eq!(draft.known().map(|known| &**known), Some(theirs));
    }
}

#[test]
fn what_was_taken_back_stays_as_somebody_else_has_it() {
    let mut draft = draft();
    draft.edit(add(2, "D")).unwrap();
    draft.saved();
    draft.turn(true);
    assert_eq!(draft.meet("# A\n\n# D\n"), Met::Dropped);
    assert_eq!(titles(&draft), "A D");
    assert!(draft.is_saved() && draft.turn(true).is_none());
}

#[test]
fn steps_that_were_taken_out_come_back_into_what_somebody_else_wrote() {
    let mut draft = draft();
    for edit in [Edit::Title(2, "Z".into()), Edit::Delete(1), Edit::Delete(0)] {
        draft.edit(edit).unwrap();
    }
    draft.saved();
    // It is seen at once, and then once more.
    for theirs in ["# Z\nother\n", "# Z\nother words\n"] {
        assert_eq!(draft.meet(theirs), Met::Read);
        assert!(draft.is_saved() && draft.has_given_up());
        assert_eq!(&*draft.briefing.source, theirs);
    }
    assert_eq!(draft.turn(true), Some(Edit::Delete(0)));
    assert_eq!(&*draft.briefing.source, "# A\na\n\n# Z\nother words\n");
    assert!(!draft.is_saved());
    draft.turn(true);
    let all = "# A\na\n\n# B\nb\n\n# Z\nother words\n";
    assert_eq!(&*draft.briefing.source, all);
    assert!(draft.turn(true).is_none(), "the title stays");
    while draft.turn(false).is_some() {}
    assert_eq!(&*draft.briefing.source, "# Z\nother words\n");
    assert!(draft.is_saved());
}

#[test]
fn a_step_that_is_put_back_is_put_into_a_file_that_is_found_changed_only_then() {
    let mut draft = draft();
    for step in [2, 1, 0] {
        draft.edit(Edit::Delete(step)).unwrap();
        if step == 1 {
            draft.edit(add(0, "N")).unwrap();
        }
    }
    draft.saved();
    draft.turn(true);
    draft.turn(true);
    assert_eq!(titles(&draft), "A");
    // Adding a step is not taken back in theirs; taking steps out is, now and later.
    assert_eq!(draft.meet("# N\n\n# O\n"), Met::Dropped);
    assert_eq!((titles(&draft).as_str(), draft.at), ("A N O", 0));
    assert!(!draft.is_saved());
    draft.turn(true);
    assert_eq!(titles(&draft), "A B N O");
    draft.turn(true);
    assert_eq!(titles(&draft), "A B C N O");
    while draft.turn(false).is_some() {}
    assert_eq!(&*draft.briefing.source, "# N\n\n# O\n");
    assert!(draft.is_saved());
    // What somebody else has put back is not put there twice.
    let mut draft = super::tests::draft();
    draft.edit(Edit::Delete(1)).unwrap();
    draft.saved();
    draft.turn(true);
    assert_eq!(draft.meet(SOURCE.replace("c\n", "d\n")), Met::Carried);
    assert_eq!(titles(&draft), "A B C");
    assert!(draft.is_saved());
}

#[test]
fn the_oldest_changes_are_forgotten_and_the_rest_can_be_taken_back() {
    let mut draft = draft();
    for number in 0..MOST + 5 {
        draft.edit(Edit::Title(0, format!("T{number}"))).unwrap();
    }
    draft.saved();
    while draft.turn(true).is_some() {}
    assert_eq!(titles(&draft), "T4 B C");
    while draft.turn(false).is_some() {}
    assert!(draft.is_saved());
}

proptest! {
    #[test]
    fn all_is_taken_back_to_the_byte_and_done_again(edits in proptest::collection::vec((0..5_usize, 0..4_usize), 0..12)) {
        let mut draft = draft();
        let mut sources = vec![draft.briefing.source.to_string()];
        for (what, at) in edits {
            let edit = match what {
                0 => add(at, "X"),
                1 => Edit::Delete(at),
                2 => Edit::Up(at),
                3 => Edit::Title(at, "Y".to_owned()),
                _ => Edit::View(at, "region:raqqa".to_owned()),
            };
            if draft.edit(edit).is_ok() {
                sources.push(draft.briefing.source.to_string());
            }
        }
        for source in sources.iter().rev().skip(1) {
            prop_assert!(draft.turn(true).is_some());
            prop_assert_eq!(&*draft.briefing.source, source);
        }
        prop_assert!(draft.turn(true).is_none());
        for source in sources.iter().skip(1) {
            prop_assert!(draft.turn(false).is_some());
            prop_assert_eq!(&*draft.briefing.source, source);
        }
        prop_assert!(draft.turn(false).is_none());
    }
}
