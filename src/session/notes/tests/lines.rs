//! What the two ends say to each other, line by line.

use proptest::prelude::*;

use super::super::wire::{self, LONGEST, Lines, NotOurs, Said};
use super::prompt;
use crate::app::action::Action;
use crate::app::player::Prompt;
use crate::model::text::Text;

#[test]
fn what_is_said_is_heard() {
    let line = wire::of_prompt(&prompt(3));
    assert!(line.starts_with(r#"{"sitmap":1,"say":"prompt","#) && line.ends_with("}\n"));
    let said = wire::said(line.trim_end().as_bytes()).unwrap();
    assert_eq!(said, Said::Prompt(Box::new(prompt(3))));
    assert_eq!(wire::said(wire::full().as_bytes()).unwrap(), Said::Full);

    for (action, line) in [
        (Action::NextStep, r#"{"sitmap":1,"do":"next"}"#),
        (Action::PreviousStep, r#"{"sitmap":1,"do":"back"}"#),
        (Action::FirstStep, r#"{"sitmap":1,"do":"first"}"#),
        (Action::LastStep, r#"{"sitmap":1,"do":"last"}"#),
        (Action::Blank, r#"{"sitmap":1,"do":"blank"}"#),
        (Action::ReturnToStep, r#"{"sitmap":1,"do":"return"}"#),
        (Action::GoToStep(6), r#"{"sitmap":1,"do":"go","step":6}"#),
    ] {
        assert_eq!(wire::of_action(action).unwrap(), format!("{line}\n"));
        assert_eq!(wire::asked(line.as_bytes()).unwrap(), Some(action));
    }
    assert_eq!(wire::of_action(Action::Quit), None);
}

#[test]
fn other_versions_and_unknown_words_are_let_pass_and_told() {
    let strange = |line: &str| match wire::said(line.as_bytes()).unwrap() {
        Said::Strange(words) => words,
        other => panic!("{other:?}"),
    };
    assert_eq!(
        strange(r#"{"sitmap":2,"say":["prompt"]}"#),
        "the other sitmap speaks version 2; this one speaks 1"
    );
    let unknown = "the other sitmap says something that this one does not know";
    assert_eq!(strange(r#"{"sitmap":1,"say":"hello"}"#), unknown);
    assert_eq!(strange(r#"{"sitmap":1}"#), unknown);
    for line in [
        r#"{"sitmap":2,"do":"next"}"#,
        r#"{"sitmap":1,"do":"quit"}"#,
        r#"{"sitmap":1,"do":"go"}"#,
        r#"{"sitmap":1}"#,
    ] {
        assert_eq!(wire::asked(line.as_bytes()).unwrap(), None, "{line}");
    }
}

#[test]
fn what_is_no_message_is_a_fault() {
    for line in [
        "",
        "next",
        "{}",
        r#"{"do":"next"}"#,
        r#"{"sitmap":"1","do":"next"}"#,
        r#"{"sitmap":1,"do":7}"#,
        r#"{"sitmap":1,"do":"go","step":-1}"#,
        "\u{1b}[2J",
    ] {
        let fault = wire::asked(line.as_bytes()).unwrap_err();
        assert!(matches!(fault, NotOurs::Garbage), "{line}");
    }
    assert!(wire::said(br#"{"sitmap":1,"say":"prompt"}"#).is_err());
    assert!(wire::said(b"\xff\xfe").is_err());
    assert!(wire::said("[".repeat(100_000).as_bytes()).is_err());
}

#[test]
fn text_that_comes_in_is_cleaned_again() {
    let line = wire::of_prompt(&prompt(0)).replace("Step 0", r"\u001b[2J\u202e");
    let Said::Prompt(heard) = wire::said(line.as_bytes()).unwrap() else {
        panic!("{line}");
    };
    assert_eq!(heard.title.as_str(), "␛[2J\u{fffd}");
}

#[test]
fn lines_have_a_bound_and_half_of_one_says_nothing() {
    let mut lines = Lines::of(&b"one\n\ntwo\nthr"[..]);
    let mut next = || {
        let line = lines.next().unwrap();
        line.map(|line| String::from_utf8(line.to_vec()).unwrap())
    };
    let expected = [Some("one"), Some(""), Some("two"), None, None];
    assert_eq!(
        [next(), next(), next(), next(), next()],
        expected.map(|line| line.map(str::to_owned))
    );

    let mut longest = vec![b'x'; LONGEST];
    longest.push(b'\n');
    let mut lines = Lines::of(&longest[..]);
    assert_eq!(lines.next().unwrap().unwrap().len(), LONGEST);
    longest.insert(0, b'x');
    let mut lines = Lines::of(&longest[..]);
    assert!(matches!(lines.next(), Err(NotOurs::TooLong)));
}

#[test]
fn notes_that_are_too_long_are_cut_and_say_so() {
    let long = Prompt {
        title: Text::clean(&"t".repeat(10_000_000)),
        notes: vec![Text::clean(&"\"\\".repeat(2_000)); 3_000],
        ..prompt(0)
    };
    let line = wire::of_prompt(&long);
    assert!(line.len() <= LONGEST, "{}", line.len());
    let Said::Prompt(heard) = wire::said(line.as_bytes()).unwrap() else {
        panic!("it is a prompt");
    };
    assert!(heard.notes.len() > 10 && heard.notes[0] == long.notes[0]);
    assert!(heard.notes.last().unwrap().contains("there is more"));
    let empty = Prompt {
        notes: vec![Text::default(); 1_000_000],
        ..prompt(0)
    };
    assert!(wire::of_prompt(&empty).len() <= LONGEST);
}

proptest! {
    #[test]
    fn no_line_makes_either_end_fall(line in prop::collection::vec(any::<u8>(), 0..200), text in ".{0,60}") {
        let _ = wire::asked(&line);
        let _ = wire::said(&line);
        let message = format!("{{\"sitmap\":1,\"say\":{text:?},\"do\":{text:?}}}");
        let _ = wire::asked(message.as_bytes());
        let _ = wire::said(message.as_bytes());
    }
}
