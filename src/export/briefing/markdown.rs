//! A briefing as Markdown that reads well on a forge and in an editor: headings, maps as blocks of text, citations as footnotes.
//!
//! Nothing that a briefing or an event says is markup here, but for what the briefing itself means as such.
//!
//! Known to be imperfect: letters that are emphasised inside a word may show their asterisks.

mod inline;

use super::maps::Maps;
use super::nest::{Holder, Nest};
use super::passage::Passage;
use super::sources::{Part, Published, Source};
use super::{Handout, Leaf, signs};
use crate::app::layout::Size;
use crate::export::rows::markdown::{escaped, target};
use crate::export::text;
use crate::model::briefing::{Align, Block, Kind, Marker, Run, Table};

/// What fits a page of text.
const MAP: Size = Size {
    columns: 80,
    rows: 24,
};

/// A text on one line in which nothing is markup.
fn plain(text: &str) -> String {
    inline::inert(&escaped(text))
}

/// All of it.
pub(super) fn of(handout: &Handout<'_>, maps: &mut Maps<'_>) -> String {
    let mut out = format!("# {}\n", inline::at_start(&plain(&handout.title)));
    if let Some(byline) = handout.byline() {
        out += &format!("\n{}\n", inline::at_start(&plain(&byline)));
    }
    let mut told = vec![false; handout.sources.len()];
    for leaf in &handout.leaves {
        step(&mut out, handout, maps, leaf);
        for source in handout.sources_of(leaf.step) {
            // A footnote is defined once, however often it is cited.
            if let Some(told) = told.get_mut(source.number - 1)
                && !std::mem::replace(told, true)
            {
                out += &format!("\n{}\n", footnote(source));
            }
        }
    }
    end(&mut out, handout);
    out
}

fn step(out: &mut String, handout: &Handout<'_>, maps: &mut Maps<'_>, leaf: &Leaf<'_>) {
    *out += &format!("\n## {}. {}\n", leaf.number(), plain(&leaf.title));
    if leaf.has_map {
        let (size, theme) = (maps.size(MAP), maps.plain());
        let map = text::of(&maps.draw(leaf.at, size, &theme, true));
        *out += &format!("\n{}", fenced("", &map));
        let caption = maps.caption(leaf.at, size, &theme);
        *out += &format!("\n*{}*\\\n", inline::at_start(&plain(&caption.says)));
        *out += &format!("{}\n", inline::code(&caption.command()));
    }
    if let Some(passage) = &leaf.passage {
        *out += &excerpt(passage);
    }
    blocks(out, handout, &leaf.step.blocks);
    let notes = handout.notes_of(leaf.step);
    if !notes.is_empty() {
        *out += "\n**Notes**\n";
    }
    for words in notes {
        *out += &format!("\n> {}\n", inline::at_start(&plain(&words)));
    }
}

/// Lines as they are. `lead` stands before each of them.
fn fenced(lead: &str, lines: &str) -> String {
    let longest = lines.split(|letter| letter != '`').map(str::len).max();
    let fence = "`".repeat(longest.unwrap_or(0).max(2) + 1);
    let mut out = format!("{lead}{fence}text\n");
    for line in lines.lines() {
        out += format!("{lead}{line}").trim_end();
        out.push('\n');
    }
    out + lead + &fence + "\n"
}

fn excerpt(passage: &Passage) -> String {
    let mut out = format!("\n> {}\n>\n>", plain(&passage.title));
    for sentence in &passage.sentences {
        if sentence.has_gap {
            out += " \\[…\\]";
        }
        let text = plain(&sentence.text);
        out += &if sentence.is_cited {
            format!(" **{text}**")
        } else {
            format!(" {text}")
        };
    }
    out + "\n"
}

fn blocks(out: &mut String, handout: &Handout<'_>, blocks: &[Block]) {
    let mut nest = Nest::default();
    for block in blocks {
        let change = nest.enter(block);
        let kept = nest.holders().get(..change.kept).unwrap_or(&[]);
        if !block.tight {
            let blank = lead(kept, &[]);
            *out += blank.trim_end();
            out.push('\n');
        }
        let first = lead(kept, &change.opened);
        let rest = lead(nest.holders(), &[]);
        *out += &of_block(handout, &block.kind, &first, &rest);
    }
}

/// What stands before a line inside some holders, and inside others that begin with it.
fn lead(kept: &[Holder], opened: &[Holder]) -> String {
    let marker = |marker: &Marker| match marker {
        Marker::Bullet => "- ".to_owned(),
        Marker::Number(number) => format!("{number}. "),
    };
    let kept = kept.iter().map(|holder| match holder {
        Holder::Quote => "> ".to_owned(),
        Holder::Item(item) => " ".repeat(marker(item).len()),
    });
    let opened = opened.iter().map(|holder| match holder {
        Holder::Quote => "> ".to_owned(),
        Holder::Item(item) => marker(item),
    });
    kept.chain(opened).collect()
}

fn of_block(handout: &Handout<'_>, kind: &Kind, first: &str, rest: &str) -> String {
    let words = |runs: &[Run]| inline::of(handout, runs, &format!("\\\n{rest}"));
    match kind {
        Kind::Heading(level, runs) => {
            // Those above are the briefing's and the steps'.
            let hashes = "#".repeat(usize::from(*level).clamp(3, 6));
            format!("{first}{hashes} {}\n", inline::of(handout, runs, " "))
        }
        Kind::Words(runs) => format!("{first}{}\n", inline::at_start(&words(runs))),
        Kind::Code(lines) => {
            let lines: String = lines.iter().map(|line| format!("{line}\n")).collect();
            let block = fenced(rest, &lines);
            format!("{first}{}", block.get(rest.len()..).unwrap_or(&block))
        }
        Kind::Table(it) => table(handout, it, first, rest),
    }
}

fn table(handout: &Handout<'_>, table: &Table, first: &str, rest: &str) -> String {
    let row = |cells: &[Vec<Run>]| {
        let cells: Vec<String> = cells
            .iter()
            .map(|cell| inline::of(handout, cell, " "))
            .collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let rule = table.aligns.iter().map(|align| match align {
        Align::Left => "---",
        Align::Centre => ":-:",
        Align::Right => "--:",
    });
    let rule: Vec<&str> = rule.collect();
    let mut out = format!(
        "{first}{}{rest}| {} |\n",
        row(&table.head),
        rule.join(" | ")
    );
    for cells in &table.rows {
        out += rest;
        out += &row(cells);
    }
    out
}

fn footnote(source: &Source) -> String {
    let parts = source.parts.iter().map(|part| match part {
        // Forges show footnotes one by one.
        Part::Published(document) => published(document),
        Part::Fault(words) => format!("**{}**", plain(words)),
        Part::Quote(words) | Part::Words(words) | Part::Facts(words) => plain(words),
    });
    let parts: Vec<String> = parts.collect();
    format!("[^{}]: {}", source.number, parts.join(" "))
}

/// A document, as a link where its address can be followed.
fn published(document: &Published) -> String {
    let words = plain(&document.words);
    let Some(url) = &document.url else {
        return words;
    };
    match target(url) {
        Some(target) => format!("[{words}]({target})"),
        None => format!("{words} {}", plain(url)),
    }
}

/// An address that can be followed, where it is one of the web.
fn address(url: &str) -> String {
    match target(url) {
        Some(target) => format!("[{}]({target})", plain(url)),
        None => plain(url),
    }
}

/// What all of it rests on, and what the signs mean.
fn end(out: &mut String, handout: &Handout<'_>) {
    let statement = &handout.statement;
    *out += "\n## What this rests on\n\n";
    *out += &inline::at_start(&plain(&statement.extent.join(" ")));
    out.push('\n');
    if !statement.documents.is_empty() {
        out.push('\n');
    }
    for document in &statement.documents {
        let url = document.url.as_ref().map(|url| address(url));
        *out += &format!("- {} {}", plain(&document.words), url.unwrap_or_default());
        *out = out.trim_end().to_owned() + "\n";
    }
    if let Some(more) = statement.more() {
        *out += &format!("- {}\n", plain(&more));
    }
    if !statement.doubts.is_empty() {
        *out += "\n## How sure it is\n\n";
    }
    for doubt in &statement.doubts {
        *out += &format!("- {}\n", inline::at_start(&plain(doubt)));
    }
    if handout.leaves.iter().any(|leaf| leaf.has_map) {
        *out += "\n## Signs on the maps\n\n| | |\n| --- | --- |\n";
        for sign in signs::of(handout, handout.options.ascii) {
            let (sign, meaning) = (plain(&sign.sign), plain(sign.meaning));
            *out += &format!("| {sign} | {meaning} |\n");
        }
        *out += &format!("\n{}\n", plain(&signs::SAID.join(" ")));
    }
}
