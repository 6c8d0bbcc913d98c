//! Edits with any words, and of any file.

use proptest::prelude::*;

use super::*;

/// Words that mean something to Markdown, to comments, or to terminals.
fn any_words() -> impl Strategy<Value = String> {
    let signs = [
        "-->",
        "--",
        "<!--",
        "--&gt;",
        "&amp;",
        "#",
        "##",
        "`",
        "```",
        "*",
        "**",
        "_",
        "[",
        "](x)",
        "[e1](event:e1)",
        "|",
        "\\",
        "\n",
        "\r\n",
        "\n\n",
        " ",
        "\t",
        "<b>",
        "<br>",
        "&lt;",
        "~~",
        "!",
        "1.",
        "1)",
        "- ",
        "+ ",
        "> ",
        "===",
        "---",
        "\u{1b}[2J",
        "\u{202e}",
        "\u{200d}",
        "a",
        "snake_case",
        "word",
        "{#id}",
        "http://x.org",
        "ق",
        "\u{feff}",
        "note:",
        "end_slide",
        "view: x",
    ];
    let sign = prop_oneof![
        proptest::sample::select(signs.to_vec()).prop_map(str::to_owned),
        any::<char>().prop_map(String::from)
    ];
    proptest::collection::vec(sign, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn what_was_meant_is_read_back(title in any_words(), view in any_words(), note in any_words(), at in 0..5_usize, variant in 0..3_usize) {
        let source = &variants()[variant];
        let before = Briefing::parse(source.as_str());
        let add = Edit::Add { after: Some(at), new: NewStep { title: title.clone(), view: view.clone(), note: note.clone() } };
        match before.edited(&add) {
            Err(why) => prop_assert!(why == Refused::Empty && one_line(&title).is_empty(), "{:?}: {}", add, why),
            Ok(after) => {
                let (gone, _) = change(source, &after.source);
                prop_assert_eq!(gone, "");
                let step = &after.steps[at + 1];
                prop_assert_eq!(&step.title, &one_line(&title));
                prop_assert_eq!(step.view.as_ref().map_or("", |said| &said.text), &*one_line(&view));
                prop_assert_eq!(&step.notes, &lines(&note));
                prop_assert_eq!(after.steps.len(), 6);
            }
        }
        for edit in [Edit::Title(at, title.clone()), Edit::View(at, view), Edit::Note(at, note)] {
            match before.edited(&edit) {
                Err(Refused::Empty) => {}
                // A note that stands above its heading comes before what is put under that.
                Err(Refused::Unclear) if at == 4 && matches!(edit, Edit::Note(..)) => {}
                Err(why) => prop_assert!(false, "{:?}: {}", edit, why),
                Ok(after) => {
                    let titles = titles(&after);
                    for (other, title) in super::titles(&before).iter().enumerate().filter(|(other, _)| *other != at) {
                        prop_assert_eq!(&titles[other], title);
                    }
                }
            }
        }
    }

    #[test]
    fn any_file_takes_any_edit_or_refuses_it(pieces in proptest::collection::vec(any_words(), 0..12), edits in proptest::collection::vec((0..6_usize, 0..6_usize), 1..6)) {
        let mut briefing = Briefing::parse(pieces.join("\n"));
        for (what, at) in edits {
            let edit = match what {
                0 => Edit::Add { after: at.checked_sub(1), new: new("A") },
                1 => Edit::View(at, "region:raqqa".into()),
                2 => Edit::Title(at, "B".into()),
                3 => Edit::Note(at, "C".into()),
                4 => Edit::Delete(at),
                _ => Edit::Up(at),
            };
            if let Ok(next) = briefing.edited(&edit) {
                prop_assert!(next.steps.len().abs_diff(briefing.steps.len()) <= 1);
                briefing = next;
            }
        }
    }
}
