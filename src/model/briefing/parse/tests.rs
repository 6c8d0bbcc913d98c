//! What is read, and where what is wrong stands.

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

fn blocks(source: &str) -> Vec<String> {
    let briefing = Briefing::parse(source);
    let steps = briefing.steps.iter();
    steps
        .flat_map(|step| step.blocks.iter().map(block))
        .collect()
}

/// What is wrong: the text that is pointed at, and what is said of it.
fn faults(source: &str) -> Vec<String> {
    let briefing = Briefing::parse(source);
    let faults = briefing.faults.iter();
    faults
        .map(|fault| {
            let warning = if fault.is_warning { "warning " } else { "" };
            let instead = fault.instead.as_deref().map(|it| format!(" → {it}"));
            format!(
                "{:?} {warning}{}: {}{}",
                &source[fault.span.clone()],
                fault.of,
                fault.words,
                instead.unwrap_or_default()
            )
        })
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
