//! The words of a step on a page.

use std::fmt::Write as _;

use super::{link, ref_id, text};
use crate::export::briefing::nest::{Change, Holder, Nest};
use crate::export::briefing::{Handout, Leaf, by_link, is_followed};
use crate::model::briefing::{Align, Block, Kind, Link, Marker, Run, Table};

/// The words of a step. `refs` gathers the numbers of what is cited, each time.
pub(super) fn of(handout: &Handout<'_>, leaf: &Leaf<'_>, refs: &mut Vec<usize>) -> String {
    let mut page = Page {
        handout,
        leaf,
        refs,
        out: String::new(),
    };
    let blocks = &leaf.step.blocks;
    let mut nest = Nest::default();
    for (at, block) in blocks.iter().enumerate() {
        let change = nest.enter(block);
        page.turn(&change, is_tight(blocks, at));
        page.block(&block.kind);
    }
    page.close(&nest.leave());
    page.out
}

/// Whether the list that begins with a block is a tight one: what stands in it next says so.
fn is_tight(blocks: &[Block], at: usize) -> bool {
    let depth = blocks.get(at).map_or(0, |block| block.depth);
    let rest = blocks.get(at + 1..).unwrap_or(&[]);
    let next = rest.iter().find(|block| block.depth <= depth);
    next.is_none_or(|next| next.depth < depth || next.tight)
}

/// Words being written.
struct Page<'a, 'h> {
    handout: &'a Handout<'h>,
    leaf: &'a Leaf<'h>,
    refs: &'a mut Vec<usize>,
    out: String,
}

fn is_bullet(holder: Holder) -> Option<bool> {
    match holder {
        Holder::Quote => None,
        Holder::Item(marker) => Some(marker == Marker::Bullet),
    }
}

impl Page<'_, '_> {
    /// Closes and opens what a block changes around it.
    fn turn(&mut self, change: &Change, is_tight: bool) {
        let ends = change.closed.split_first();
        let begins = change.opened.split_first();
        match (ends, begins) {
            // Another item of the same list.
            (Some((end, closed)), Some((begin, opened)))
                if is_bullet(*end).is_some() && is_bullet(*end) == is_bullet(*begin) =>
            {
                self.close(closed);
                self.out.push_str("</li>\n");
                self.item(*begin);
                self.open(opened, is_tight);
            }
            _ => {
                self.close(&change.closed);
                self.open(&change.opened, is_tight);
            }
        }
    }

    fn open(&mut self, holders: &[Holder], is_tight: bool) {
        for holder in holders {
            let class = if is_tight { " class=\"tight\"" } else { "" };
            match holder {
                Holder::Quote => self.out.push_str("<blockquote>\n"),
                Holder::Item(Marker::Bullet) => {
                    let _ = writeln!(self.out, "<ul{class}>");
                    self.item(*holder);
                }
                Holder::Item(Marker::Number(_)) => {
                    let _ = writeln!(self.out, "<ol{class}>");
                    self.item(*holder);
                }
            }
        }
    }

    fn item(&mut self, holder: Holder) {
        let _ = match holder {
            Holder::Item(Marker::Number(number)) => write!(self.out, "<li value=\"{number}\">"),
            _ => write!(self.out, "<li>"),
        };
    }

    /// Closes holders, the innermost first.
    fn close(&mut self, holders: &[Holder]) {
        for holder in holders.iter().rev() {
            self.out.push_str(match holder {
                Holder::Quote => "</blockquote>\n",
                Holder::Item(Marker::Bullet) => "</li>\n</ul>\n",
                Holder::Item(Marker::Number(_)) => "</li>\n</ol>\n",
            });
        }
    }

    fn block(&mut self, kind: &Kind) {
        match kind {
            Kind::Heading(level, runs) => {
                // Those above are the briefing's and the steps'.
                let level = level.clamp(&3, &6);
                let words = self.words(runs);
                let _ = writeln!(self.out, "<h{level} dir=\"auto\">{words}</h{level}>");
            }
            Kind::Words(runs) => {
                let words = self.words(runs);
                let _ = writeln!(self.out, "<p dir=\"auto\">{words}</p>");
            }
            Kind::Code(lines) => {
                let lines: Vec<String> = lines.iter().map(|line| text(line)).collect();
                let _ = writeln!(self.out, "<pre><code>{}</code></pre>", lines.join("\n"));
            }
            Kind::Table(table) => self.table(table),
        }
    }

    fn table(&mut self, table: &Table) {
        self.out
            .push_str("<div class=\"scroll\"><table>\n<thead>\n");
        self.row(&table.head, &table.aligns, "th scope=\"col\"");
        self.out.push_str("</thead>\n<tbody>\n");
        for cells in &table.rows {
            self.row(cells, &table.aligns, "td");
        }
        self.out.push_str("</tbody>\n</table></div>\n");
    }

    fn row(&mut self, cells: &[Vec<Run>], aligns: &[Align], tag: &str) {
        self.out.push_str("<tr>");
        for (at, cell) in cells.iter().enumerate() {
            let class = match aligns.get(at) {
                Some(Align::Centre) => " class=\"c\"",
                Some(Align::Right) => " class=\"r\"",
                _ => "",
            };
            let words = self.words(cell);
            let end = tag.get(..2).unwrap_or(tag);
            let _ = write!(self.out, "<{tag}{class}>{words}</{end}>");
        }
        self.out.push_str("</tr>\n");
    }

    fn words(&mut self, runs: &[Run]) -> String {
        let mut out = String::new();
        for runs in by_link(runs) {
            match runs.first().and_then(|run| run.link.as_ref()) {
                None => out += &styled(runs),
                Some(Link::Event(_)) => self.citation(&mut out, runs),
                Some(Link::Elsewhere(address)) => out += &elsewhere(runs, address),
            }
        }
        out
    }

    fn citation(&mut self, out: &mut String, runs: &[Run]) {
        let Some((number, is_id)) = self.handout.cited(runs) else {
            return;
        };
        if is_id {
            // A number stands right behind the word that it is about.
            out.truncate(out.trim_end_matches(' ').len());
        } else {
            *out += &styled(runs);
        }
        self.refs.push(number);
        let nth = self.refs.iter().filter(|one| **one == number).count();
        let id = ref_id(self.leaf, number, nth);
        let _ = write!(
            out,
            "<sup class=\"ref\"><a id=\"{id}\" href=\"#s{}-n{number}\" aria-label=\"Source {number}\">{number}</a></sup>",
            self.leaf.number()
        );
    }
}

/// A link that leads out of the briefing: one that can be followed, else its address in words.
fn elsewhere(runs: &[Run], address: &str) -> String {
    let words = styled(runs);
    if is_followed(address) {
        return link(address, &words);
    }
    let said: String = runs.iter().map(|run| run.text.as_str()).collect();
    if said.trim() == address {
        words
    } else {
        format!("{words} ({})", text(address))
    }
}

/// Runs with what they look like.
fn styled(runs: &[Run]) -> String {
    let mut out = String::new();
    for run in runs {
        if run.is_break {
            out.push_str("<br/>");
            continue;
        }
        let mut words = text(&run.text);
        for (is_so, tag) in [
            (run.code, "code"),
            (run.emphasis, "em"),
            (run.strong, "strong"),
        ] {
            if is_so {
                words = format!("<{tag}>{words}</{tag}>");
            }
        }
        out += &words;
    }
    out
}
