//! Markdown in, lines out.

use std::fmt::Write as _;

use proptest::prelude::*;
use unicode_width::UnicodeWidthStr as _;

use super::*;
use crate::model::briefing::Briefing;
use crate::model::entry::EventIx;

const COLOUR: Look = Look {
    mono: false,
    ascii: false,
};

/// A briefing whose cited events are all there, but `e99`.
fn deck(source: &str) -> Deck {
    let briefing = Briefing::parse(source);
    let event = |at: usize, id: &str| (id != "e99").then(|| EventIx::from_position(at));
    let cited = briefing.cited.iter().enumerate();
    let cited = cited.map(|(at, cited)| event(at, &cited.id)).collect();
    Deck {
        briefing,
        cited,
        ..Deck::default()
    }
}

fn laid_out(deck: &Deck, width: usize, look: Look) -> Vec<Line> {
    let sheet = Sheet { deck, look, width };
    words(sheet, Shown::all(deck, 0))
}

/// The words of the only step, blanks at the ends of lines taken off.
fn read(source: &str, width: usize) -> Vec<String> {
    let lines = laid_out(&deck(source), width, COLOUR);
    let lines = lines.iter().map(Line::text);
    lines.map(|line| line.trim_end().to_owned()).collect()
}

/// The inks of a line's words.
fn inks(source: &str, look: Look) -> Vec<(Ink, String)> {
    let lines = laid_out(&deck(source), 70, look);
    let spans = lines.into_iter().flat_map(|line| line.spans);
    spans.map(|span| (span.ink, span.text)).collect()
}

#[test]
fn paragraphs_stand_apart_and_tight_lists_do_not() {
    let source = "# One\n\nTwo words and\nmore.\n\n- a first item\n- a second\n  - inside it\n\n12. numbered and long\n13. next\n";
    assert_eq!(
        read(source, 16),
        [
            "Two words and",
            "more.",
            "",
            "• a first item",
            "• a second",
            "  • inside it",
            "",
            "12. numbered and",
            "    long",
            "13. next",
        ]
    );
}

#[test]
fn what_goes_on_an_item_is_indented_like_it() {
    let source = "# One\n\n1. first\n\n   goes on\n\n2. second\n\nafter\n";
    let expected = ["1. first", "", "   goes on", "", "2. second", "", "after"];
    assert_eq!(read(source, 40), expected);
}

#[test]
fn quotes_have_a_bar_that_does_not_break() {
    let source = "# One\n\n> They said this and\n> more.\n>\n> > Another.\n\nAfter.\n";
    assert_eq!(
        read(source, 18),
        [
            "│ They said this",
            "│ and more.",
            "│",
            "│ │ Another.",
            "",
            "After.",
        ]
    );
    let quoted = inks("# One\n\n> so **loud** a word\n", COLOUR);
    assert!(quoted.contains(&(Ink::Quote, "so ".into())), "{quoted:?}");
    assert!(quoted.contains(&(Ink::Strong, "loud".into())), "{quoted:?}");
}

#[test]
fn a_citation_is_a_number_that_stays_with_its_word() {
    let source = "# One\n\nTook the courts [e06](event:e06). Then [seized the *bank*](event:e07) again [e06](event:e06).\n";
    assert_eq!(
        read(source, 70),
        ["Took the courts [1]. Then seized the bank [2] again [1]."]
    );
    // "courts [1]" goes to the next line as one.
    assert_eq!(read(source, 17)[..2], ["Took the", "courts [1]. Then"]);
    let all = inks("# One\n\nA [e99](event:e99) B [e01](event:e01)\n", COLOUR);
    assert!(all.contains(&(Ink::Warn, "[1]".into())), "{all:?}");
    assert!(all.contains(&(Ink::Key, "[2]".into())), "{all:?}");
}

#[test]
fn links_say_where_they_lead() {
    let source = "# One\n\nSee [the report](https://example.org/r) or <https://example.org/r>.\n";
    assert_eq!(
        read(source, 76),
        ["See the report (https://example.org/r) or https://example.org/r."]
    );
    let long = format!(
        "# One\n\n[x](https://example.org/{}/end.html)\n",
        "deep/".repeat(40)
    );
    let line = read(&long, 76).join("");
    assert!(line.starts_with("x (https://example.org/"), "{line}");
    assert!(line.contains('…') && line.ends_with("end.html)"), "{line}");
}

#[test]
fn emphasis_and_code_show_without_colours() {
    let mono = Look {
        mono: true,
        ..COLOUR
    };
    let source = "# One\n\nan *early* and `plain` word\n";
    assert!(inks(source, COLOUR).contains(&(Ink::Code, "plain".into())));
    let all = inks(source, mono);
    assert!(all.contains(&(Ink::Code, "`plain`".into())), "{all:?}");
    assert!(all.contains(&(Ink::Emphasis, "early".into())), "{all:?}");
    let code = "# One\n\n```\na very long line of code\n```\n";
    assert_eq!(read(code, 12), ["  a very lo…"]);
}

const TABLE: &str = "# One\n\n| Place | Who says so | Dead |\n|---|---|--:|\n| Palmyra | the report itself, in its own voice | 12 |\n| Jazal | nobody | 3 |\n";

#[test]
fn a_table_stands_in_columns_as_long_as_it_fits() {
    assert_eq!(
        read(TABLE, 60),
        [
            "Place    Who says so                          Dead",
            "───────  ───────────────────────────────────  ────",
            "Palmyra  the report itself, in its own voice    12",
            "Jazal    nobody                                  3",
        ]
    );
    assert_eq!(
        read(TABLE, 30),
        [
            "Place    Who says so      Dead",
            "───────  ───────────────  ────",
            "Palmyra  the report         12",
            "         itself, in its",
            "         own voice",
            "Jazal    nobody              3",
        ]
    );
}

#[test]
fn a_table_that_cannot_fit_is_told_value_by_value() {
    assert_eq!(
        read(TABLE, 20),
        [
            "Place: Palmyra",
            "Who says so: the",
            "  report itself, in",
            "  its own voice",
            "Dead: 12",
            "",
            "Place: Jazal",
            "Who says so: nobody",
            "Dead: 3",
        ]
    );
}

#[test]
fn a_table_without_names_of_columns_has_no_head() {
    let source = "# One\n\n| | |\n|---|---|\n| Palmyra | taken |\n";
    assert_eq!(read(source, 40), ["Palmyra  taken"]);
}

#[test]
fn what_comes_after_a_pause_is_not_there_before() {
    let deck = deck(
        "# One\n\nFirst [e01](event:e01).\n\n<!-- pause -->\n\nSecond [e02](event:e02).\n\n<!-- note: nobody reads this -->\n",
    );
    let sheet = Sheet {
        deck: &deck,
        look: COLOUR,
        width: 40,
    };
    let text = |part| -> String {
        let lines = words(sheet, Shown { step: 0, part });
        lines.iter().map(Line::text).collect()
    };
    assert_eq!(text(0), "First [1].");
    assert!(text(1).contains("Second [2]."));
    assert!(!text(1).contains("nobody"));
    let numbers = |part| -> Vec<usize> {
        let lit = lit(&deck, Shown { step: 0, part });
        lit.iter().map(|lit| lit.number).collect()
    };
    assert_eq!((numbers(0), numbers(1)), (vec![1], vec![1, 2]));
}

#[test]
fn deep_lists_leave_room_for_words() {
    let mut source = "# One\n\n".to_owned();
    for depth in 0..8 {
        let _ = writeln!(source, "{}- item of depth {depth}", "  ".repeat(depth));
    }
    for line in read(&source, 24) {
        let words = line.trim_start().chars().count();
        assert!(line.chars().count() - words <= 8, "{line:?}");
    }
}

proptest! {
    #[test]
    fn no_line_is_wider_than_asked(
        words in "([-*>|#`a-z0-9 \\[\\]().\n漢]|event:e1|\\]\\(event:|\n\n|\\| ){0,80}",
        width in 20usize..80,
    ) {
        let deck = deck(&format!("# One\n\n{words}\n\n| a | b |\n|--|--|\n| {} | x |\n", words.replace('\n', " ")));
        for step in 0..deck.briefing.steps.len() {
            let sheet = Sheet { deck: &deck, look: COLOUR, width };
            let all = super::words(sheet, Shown::all(&deck, step));
            for line in title(sheet, step).into_iter().chain(all) {
                prop_assert!(line.text().trim_end().width() <= width, "{:?}", line.text());
            }
        }
    }
}
