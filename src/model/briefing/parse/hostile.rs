//! Files that are made to hurt: each is read, to its end or to a limit, in time that its length explains.
//!
//! Nothing here looks at a clock: what is quadratic does not come to an end within anybody's patience.

use proptest::prelude::*;

use super::steps::{MOST_STEPS, MOST_WORDS};
use super::*;
use crate::model::briefing::{Kind, Link, Run};

const MEGABYTE: usize = 1 << 20;

/// What holds for every briefing, whatever its file says.
fn read(source: &str) -> Briefing {
    let briefing = Briefing::parse(source);
    let start = briefing.front.span.start;
    assert_eq!(source[..start].trim_start_matches('\u{feff}'), "");
    let mut at = briefing.front.span.end;
    for step in &briefing.steps {
        assert_eq!(step.span.start, at, "steps follow upon each other");
        at = step.span.end;
        assert!(source.get(step.span.clone()).is_some());
        for place in step
            .title_span
            .iter()
            .chain(step.view.iter().map(|it| &it.span))
        {
            assert!(step.span.start <= place.start && place.end <= step.span.end);
            assert!(source.get(place.clone()).is_some(), "{place:?}");
        }
        assert!(step.cites.iter().all(|cited| *cited < briefing.cited.len()));
        for block in &step.blocks {
            assert!(block.part <= step.pauses && block.quoted <= 8 && block.depth <= 8);
            hold(&block.kind, briefing.cited.len());
        }
    }
    if briefing.steps.is_empty() {
        assert!(briefing.cited.is_empty());
    } else {
        assert_eq!(at, source.len(), "steps reach to the end of the file");
    }
    let faults = briefing.faults.iter().map(|fault| &fault.span);
    let cited = briefing.cited.iter().flat_map(|cited| &cited.spans);
    for span in faults.chain(cited) {
        assert!(source.get(span.clone()).is_some(), "{span:?}");
    }
    assert!(briefing.faults.is_sorted_by_key(|fault| fault.span.start));
    briefing
}

fn hold(kind: &Kind, cited: usize) {
    let hold = |runs: &[Run]| {
        for run in runs {
            assert_eq!(run.text.is_empty(), run.is_break);
            assert!(!matches!(run.link, Some(Link::Event(at)) if at >= cited));
        }
    };
    match kind {
        Kind::Heading(level, runs) => {
            assert!((1..=6).contains(level));
            hold(runs);
        }
        Kind::Words(runs) => hold(runs),
        Kind::Code(_) => {}
        Kind::Table(table) => {
            assert!(table.aligns.len() <= 12 && table.rows.len() <= 200);
            for row in table.rows.iter().chain([&table.head]) {
                assert_eq!(row.len(), table.aligns.len());
                for cell in row {
                    hold(cell);
                }
            }
        }
    }
}

/// Pieces that mean something to Markdown, to YAML, or to us.
const PIECES: &[&str] = &[
    "a",
    "é",
    "\n",
    "\n\n",
    "\r\n",
    " ",
    "    ",
    "\t",
    "#",
    "# ",
    "## B",
    "---",
    "---\n",
    "\n---\n\n",
    "===",
    "...",
    "<!--",
    "-->",
    "<!-- ",
    " -->",
    "pause",
    "view: ",
    "<!-- pause -->",
    "<!-- end_slide -->",
    "<!-- note: a\nb -->",
    "<!-- view: region:mosul -->",
    "<!-- focus: x -->",
    "> ",
    "- ",
    "1. ",
    "* ",
    "*",
    "**",
    "_",
    "`",
    "```",
    "[",
    "](",
    ")",
    "[a](event:e1)",
    "event:",
    "<event:e2>",
    "![a](b)",
    "| a | b |\n|--|--|\n",
    "|",
    "\\",
    "&amp;",
    "&#0;",
    "<b>",
    "</b>",
    "<div>",
    "<br>",
    "[a]: event:e3",
    "\u{feff}",
    "\u{1b}[2J",
    "\u{202e}",
    "title: ",
    "sitmap:\n",
    "  view: ",
    "  data: ",
    "\"",
    "'",
    ": ",
    "&x ",
    "*x",
    "[",
    "]",
    "{",
    "}",
    "~",
    "|\n",
    ">-\n",
];

proptest! {
    #[test]
    fn any_text_is_read(source in any::<String>()) {
        read(&source);
    }

    #[test]
    fn anything_that_markdown_is_made_of_is_read(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60)) {
        read(&pieces.concat());
    }

    #[test]
    fn any_front_matter_is_read(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
        read(&format!("---\n{}\n---\n# A\n", pieces.concat()));
    }
}

#[test]
fn a_megabyte_of_anything_is_read() {
    for piece in PIECES {
        read(&piece.repeat(MEGABYTE / piece.len()));
    }
    for piece in [
        "[a](<b",
        "[a][b]",
        "*a_ ",
        "**a *b ",
        "<a b='",
        "[a]: b\n",
        "- a\n\n",
        "a  \n",
        "<!-- unknown -->\n",
        "``a` ",
    ] {
        read(&piece.repeat(MEGABYTE / piece.len()));
    }
}

#[test]
fn limits_are_told_once_and_nothing_before_them_is_lost() {
    let many = "# A\n\nwords\n\n".repeat(10_000);
    let briefing = read(&many);
    assert_eq!(briefing.steps.len(), MOST_STEPS);
    assert_eq!(briefing.faults.len(), 1);
    let (line, _) = briefing.line_and_column(briefing.faults[0].span.start);
    assert_eq!(line, MOST_STEPS * 4 + 1);

    let long = format!("# A\n\n{}\n\n# B\n", "words ".repeat(10 * MEGABYTE / 6));
    let briefing = read(&long);
    assert_eq!(briefing.steps[1].title.as_str(), "B");
    assert_eq!(briefing.faults.len(), 1);
    let long = format!("# A\n\n{}", "words\n\n".repeat(MEGABYTE));
    let briefing = read(&long);
    assert_eq!(briefing.steps[0].blocks.len(), MOST_WORDS / 6);
    assert_eq!(briefing.faults.len(), 1);

    let pauses = read(&"<!-- pause -->\n".repeat(1_000_000));
    assert_eq!(
        (pauses.steps[0].pauses, pauses.faults.len()),
        (1_000_000, 0)
    );

    let wide = format!(
        "{}\n{}\n{}",
        "|a".repeat(40),
        "|-".repeat(40),
        "|b|c\n".repeat(500)
    );
    assert_eq!(read(&wide).faults.len(), 2);

    let wrong = read(&"<!-- wrong -->\n".repeat(100_000));
    assert_eq!(wrong.faults.len(), 1_001);
    let last = wrong.faults.last().map(|fault| fault.words.as_str());
    assert_eq!(last, Some("99000 more things are wrong from here on"));
}

#[test]
fn what_is_nested_deep_is_flat_and_then_left_out() {
    let deep = format!("# A\n\n{}a\n\n# B\n", "> ".repeat(100));
    let briefing = read(&deep);
    assert_eq!(briefing.steps[0].blocks[0].quoted, 8);
    assert_eq!(briefing.steps[1].title.as_str(), "B");
    for piece in [">", "> ", "- ", "1. ", "* - "] {
        let deep = format!(
            "# A\n\nb\n\n{}a\n{}",
            piece.repeat(100_000),
            "c\n".repeat(MEGABYTE)
        );
        let briefing = read(&deep);
        assert_eq!(briefing.steps.len(), 1);
        assert_eq!(
            briefing.line_and_column(briefing.faults[0].span.start),
            (5, 1)
        );
        assert!(!briefing.faults[0].is_warning);
    }
}

#[test]
fn a_front_matter_cannot_stand_for_more_than_it_is() {
    for piece in [
        "[", "{", "- ", "? ", "a:\n ", "!", "&a ", "\"", "a: b\n", "%", "- - ", "{a: ",
    ] {
        read(&format!(
            "---\n{}\n---\n# A\n",
            piece.repeat(65_000 / piece.len())
        ));
    }
    let long = format!("---\n{}---\n# A\n", "a: b\n".repeat(MEGABYTE));
    let briefing = read(&long);
    assert_eq!(briefing.steps.len(), 1);
    assert_eq!(briefing.faults.len(), 1);
}

#[test]
fn nothing_is_kept_more_often_than_the_file_says_it() {
    // Each run of a link keeps its address.
    let link = format!(
        "# A\n\n[{}](/{})",
        "a*b*".repeat(30_000),
        "u".repeat(4 * MEGABYTE)
    );
    let briefing = read(&link);
    assert_eq!(
        (briefing.steps[0].blocks.len(), briefing.faults.len()),
        (0, 1)
    );
    // Each step reads the view of the front matter.
    let view = "type:x ".repeat(1_000);
    let views = format!("---\nsitmap:\n  view: {view}\n---\n# A\n<!-- view: {view} -->\n");
    let briefing = read(&views);
    assert_eq!(
        (&briefing.front.view, &briefing.steps[0].view),
        (&None, &None)
    );
    assert_eq!(briefing.faults.len(), 2);
    let cites = (0..10_001).map(|at| format!("[a](event:e{at})\n"));
    let cites: Vec<String> = cites.collect();
    let cites = cites.concat();
    let briefing = read(&cites);
    assert_eq!((briefing.cited.len(), briefing.faults.len()), (10_000, 1));
}
