//! What is read.

use super::*;
use crate::model::briefing::{Block, Focus, Kind, Link, Marker, Run, Theme};

const WHOLE: &str = "---
title: West Mosul and the road to Deir Ezzor
author: [Ann, Bob]
date: 2017-03-07
layout: post
sitmap:
  data: article.json
  gazetteer:
    - places.json
    - \"more places.json\"
  theme: dark
  view: mode:until colour:type
---

# The courts
<!-- view: region:mosul time:2017-03-05/2017-03-07 -->
<!-- focus: split -->
Words, *emphasis*, **strong**, `code`: troops took [the courts](event:e12), again [e12](event:e12)
and [e3](event:e3).

<!-- pause -->

- more
- [a page](https://example.org)
  1. deep

<!-- note: for the presenter,
     several lines

     and a paragraph -->

---

## Second

> said
> so

<!-- end_slide -->

words without a heading
";

fn plain(runs: &[Run]) -> String {
    let words = runs.iter();
    words
        .map(|run| if run.is_break { "\n" } else { &*run.text })
        .collect()
}

fn block(block: &Block) -> String {
    let marker = match block.marker {
        Some(Marker::Bullet) => "* ".to_owned(),
        Some(Marker::Number(number)) => format!("{number}. "),
        None => String::new(),
    };
    let words = match &block.kind {
        Kind::Heading(level, runs) => format!("h{level} {}", plain(runs)),
        Kind::Words(runs) => plain(runs),
        Kind::Code(lines) => {
            let lines: Vec<&str> = lines.iter().map(|line| &**line).collect();
            format!("code {}", lines.join("|"))
        }
        Kind::Table(table) => {
            let row = |row: &Vec<Vec<Run>>| {
                let cells: Vec<String> = row.iter().map(|cell| plain(cell)).collect();
                cells.join("|")
            };
            let rows: Vec<String> = std::iter::once(&table.head)
                .chain(&table.rows)
                .map(row)
                .collect();
            format!("table {}", rows.join("; "))
        }
    };
    let quoted = ">".repeat(block.quoted.into());
    let depth = "  ".repeat(block.depth.into());
    let tight = if block.tight { "" } else { "/" };
    format!("{}{tight}{quoted}{depth}{marker}{words}", block.part)
}

pub(super) fn blocks(source: &str) -> Vec<String> {
    let briefing = Briefing::parse(source);
    let steps = briefing.steps.iter();
    steps
        .flat_map(|step| step.blocks.iter().map(block))
        .collect()
}

#[test]
fn a_whole_briefing() {
    let briefing = Briefing::parse(WHOLE);
    assert_eq!(briefing.faults, []);
    let front = &briefing.front;
    assert_eq!(
        front.title.as_deref(),
        Some("West Mosul and the road to Deir Ezzor")
    );
    assert_eq!(front.author.as_deref(), Some("Ann, Bob"));
    assert_eq!(front.date.as_deref(), Some("2017-03-07"));
    assert_eq!(front.theme, Some(Theme::Dark));
    for said in front
        .data
        .iter()
        .chain(&front.gazetteers)
        .chain(&front.view)
    {
        assert_eq!(WHOLE[said.span.clone()], said.text);
    }
    let files: Vec<&str> = front.gazetteers.iter().map(|it| &*it.text).collect();
    assert_eq!(files, ["places.json", "more places.json"]);
    let titles: Vec<&str> = briefing.steps.iter().map(|step| &*step.title).collect();
    assert_eq!(titles, ["The courts", "Second", ""]);
    let first = &briefing.steps[0];
    assert_eq!(first.focus, Some(Focus::Split));
    let view = first.view.as_ref().unwrap();
    assert_eq!(view.text, "region:mosul time:2017-03-05/2017-03-07");
    assert_eq!(WHOLE[view.span.clone()], view.text);
    assert_eq!(
        first.notes.iter().map(|note| &**note).collect::<Vec<_>>(),
        ["for the presenter,", "several lines", "", "and a paragraph"]
    );
    assert_eq!(
        blocks(WHOLE),
        [
            "0/Words, emphasis, strong, code: troops took the courts, again e12 and e3.",
            "1/  * more",
            "1  * a page",
            "1    1. deep",
            "0/>said so",
            "0/words without a heading",
        ]
    );
    assert_eq!((first.pauses, &*first.cites), (1, &[0, 1][..]));
    let cited: Vec<_> = briefing
        .cited
        .iter()
        .map(|it| (&*it.id, it.spans.len()))
        .collect();
    assert_eq!(cited, [("e12", 2), ("e3", 1)]);
    for cited in &briefing.cited {
        for span in &cited.spans {
            assert_eq!(WHOLE[span.clone()], *cited.id);
        }
    }
    let spans: Vec<&str> = briefing
        .steps
        .iter()
        .map(|step| &WHOLE[step.span.clone()])
        .collect();
    assert!(spans[0].starts_with("\n# The courts"));
    assert!(spans[1].starts_with("---\n\n## Second"));
    assert!(spans[2].starts_with("<!-- end_slide -->"));
}

#[test]
fn where_steps_begin() {
    let titles = |source: &str| {
        let briefing = Briefing::parse(source);
        let steps = briefing.steps.iter();
        let titles: Vec<String> = steps
            .map(|step| {
                let start = source[step.span.clone()].lines().next().unwrap_or("");
                format!("{}@{start}", step.title)
            })
            .collect();
        titles.join(" ")
    };
    for (source, expected) in [
        ("", ""),
        ("\n \n", ""),
        ("words", "@words"),
        ("# A\n## B\n### C\n", "A@# A B@## B"),
        ("  # A\n\n# B", "A@  # A B@# B"),
        ("# A\n\n---\n\n# B", "A@# A B@---"),
        ("# A\n\n---\n<!-- view: all -->\n\n# B", "A@# A B@---"),
        ("# A\n\n---\n\nwords\n\n# B", "A@# A @--- B@# B"),
        ("# A\n\n---\n\n---\n\n# B\n\n---\n", "A@# A B@---"),
        ("---\n\n# A\n\n---\n\n# B", "A@--- B@---"),
        (
            "# A\n\n<!-- end_slide -->\n\n# B\n\n<!-- end_slide -->\n",
            "A@# A B@<!-- end_slide -->",
        ),
        (
            "# A\nwords <!-- end_slide --> more",
            "A@# A @<!-- end_slide --> more",
        ),
        ("<!-- view: all -->\n# A", "A@<!-- view: all -->"),
        ("#\n\n# B", "@# B@# B"),
        ("> # A\n\n- # B\n", "@> # A"),
        ("A\n===\n\nB\nC\n---\n", "A@A B C@B"),
        (
            "# *A* `b` <!-- focus: map --> [e1](event:e1) [took](event:e2)",
            "A b [1] took [2]@# *A* `b` <!-- focus: map --> [e1](event:e1) [took](event:e2)",
        ),
        ("\u{feff}# A", "A@# A"),
        ("# A\r\n\r\n---\r\n\r\n## B\r\n", "A@# A B@---"),
    ] {
        assert_eq!(titles(source), expected, "{source:?}");
    }
}

#[test]
fn what_blocks_there_are() {
    for (source, expected) in [
        ("a\nb  \nc\\\nd", &["0/a b\nc\nd"][..]),
        ("a <!-- aside --> b<!-- x: -->", &["0/a b"]),
        ("a<br>b<BR/>c", &["0/a\nb\nc"]),
        ("- a\n- b\n\n  c\n", &["0/  * a", "0  * b", "0/  c"]),
        ("- a\n\n- b", &["0/  * a", "0/  * b"]),
        (
            "words:\n- a\n<!-- pause -->\n- b",
            &["0/words:", "0  * a", "1  * b"],
        ),
        ("- a\n\n<!-- pause -->\n- b", &["0/  * a", "1/  * b"]),
        ("3. a\n4. b\n   - c", &["0/  3. a", "0  4. b", "0    * c"]),
        ("-\n- - a", &["0/  * ", "0  * ", "0    * a"]),
        ("> a\n>\n> - b\n> - c\n\n> > d", &["0/>a", "0/>  * b", ">"]),
        (
            "a <!-- pause --> b *c <!-- pause --> d*",
            &["0/a", "1/b c", "2/d"],
        ),
        ("```rust +exec\n\tfn\n\n  x\n```", &["0/code     fn||  x"]),
        ("    a\n\n    b", &["0/code a||b"]),
        (
            "| a | b |\n|---|--:|\n| *c* |\n| d | e | f |",
            &["0/table a|b; c|; d|e"],
        ),
        ("### A *b*\nc", &["0/h3 A b", "0/c"]),
        ("![alt *text*](x.png) b", &["0/alt text b"]),
        (
            "[](event:e1) <event:e2> <https://a.b>",
            &["0/e1 event:e2 https://a.b"],
        ),
        ("a &amp; b \\* &#27;[2J", &["0/a & b * ␛[2J"]),
        ("~~a~~ [ ] b[^1]", &["0/~~a~~ [ ] b[^1]"]),
        ("***\n\na", &["0/a"]),
    ] {
        let told = blocks(source);
        let told: Vec<&str> = told.iter().map(String::as_str).collect();
        if expected.last() == Some(&">") {
            assert_eq!(told[..2], expected[..2], "{source:?}");
            assert_eq!(told[2..], ["0>  * c", "0/>>d"], "{source:?}");
        } else {
            assert_eq!(told, expected, "{source:?}");
        }
    }
}

#[test]
fn runs_look_as_they_are_written() {
    let briefing = Briefing::parse("*a **b*** `c` [d *e*](event:e1)[f](event:e1) [g](/h)");
    let Kind::Words(runs) = &briefing.steps[0].blocks[0].kind else {
        panic!("words are words");
    };
    let told: Vec<String> = runs
        .iter()
        .map(|run| {
            let link = match &run.link {
                Some(Link::Event(cited)) => format!("({cited})"),
                Some(Link::Elsewhere(address)) => format!("({address})"),
                None => String::new(),
            };
            let looks = [(run.emphasis, "*"), (run.strong, "**"), (run.code, "`")];
            let looks: String = looks.iter().filter(|it| it.0).map(|it| it.1).collect();
            format!("{looks}{}{link}", run.text)
        })
        .collect();
    assert_eq!(
        told,
        [
            "*a ", "***b", " ", "`c", " ", "d (0)", "*e(0)", "f(0)", " ", "g(/h)"
        ]
    );
    assert_eq!(briefing.cited[0].spans.len(), 2);
    assert_eq!(briefing.steps[0].cites, [0]);
}
