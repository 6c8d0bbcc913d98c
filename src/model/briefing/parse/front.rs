//! The front matter: where it stands, and what its keys say.
//!
//! It is found by hand, at the very start of the file only, so that a `---` further down stays what it is. Keys outside
//! `sitmap:` are left to whoever else reads the file; only title, author and date are taken from among them.

use std::ops::Range;

use super::faults::{Faults, nearest, quoted};
use super::yaml::{self, Node};
use super::{LONGEST_VIEW, too_long};
use crate::model::briefing::{Front, Said, Theme};
use crate::model::text::Text;

/// Nobody writes a longer one by hand.
const LONGEST: usize = 64 << 10;
const KEYS: [&str; 4] = ["data", "gazetteer", "theme", "view"];

/// Reads the front matter of a file whose first byte, after a byte order mark, is at `start`.
pub(super) fn read(source: &str, start: usize, faults: &mut Faults) -> Front {
    let rest = source.get(start..).unwrap_or("");
    let Some(inner) = fenced(rest) else {
        if let Some(first) = unfenced(rest) {
            let words =
                "the front matter has no end; expected a line of --- after its last key".to_owned();
            faults.error(start..start + first, "front matter", &words);
        }
        return Front {
            span: start..start,
            ..Front::default()
        };
    };
    let fence = rest.get(inner.end..).unwrap_or("");
    let fence = fence.find('\n').map_or(fence.len(), |end| end + 1);
    let mut front = Front {
        span: start..start + inner.end + fence,
        ..Front::default()
    };
    let text = rest.get(inner.clone()).unwrap_or("");
    let offset = start + inner.start;
    if text.len() > LONGEST {
        let words = format!("the front matter is longer than {} KiB", LONGEST >> 10);
        faults.error(start..start + 3, "front matter", &words);
        return front;
    }
    let (root, wrong) = yaml::read(text, offset);
    match root {
        Some(Node::Map(entries, _)) => take_all(&mut front, entries, faults),
        Some(node) if !node.is_blank() => {
            let words = "expected keys and values, such as \"title: West Mosul\"";
            faults.error(node.span(), "front matter", words);
        }
        _ => {}
    }
    if let Some((span, words)) = wrong {
        faults.error(span, "front matter", &words);
    }
    front
}

/// What stands between the fences, in bytes of the text.
fn fenced(text: &str) -> Option<Range<usize>> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next()?;
    if first.trim_end() != "---" {
        return None;
    }
    let start = first.len();
    let mut at = start;
    for line in lines {
        // A line of dashes with nothing under it begins a step.
        if at == start && line.trim().is_empty() {
            return None;
        }
        if matches!(line.trim_end(), "---" | "...") {
            return Some(start..at);
        }
        at += line.len();
    }
    None
}

/// How long the first line is, where it seems to be meant as the fence of a front matter.
fn unfenced(text: &str) -> Option<usize> {
    let mut lines = text.lines();
    let first = lines.next().filter(|line| line.trim_end() == "---")?;
    let (key, _) = lines.next()?.split_once(':')?;
    let is_key = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_lowercase());
    is_key.then_some(first.len())
}

type Entry = (String, Range<usize>, Node);

fn take_all(front: &mut Front, entries: Vec<Entry>, faults: &mut Faults) {
    for (name, place, node) in entries {
        match name.as_str() {
            "title" => text(&mut front.title, (&name, place), node, faults),
            "author" => text(&mut front.author, (&name, place), node, faults),
            "date" => text(&mut front.date, (&name, place), node, faults),
            "sitmap" => match node {
                Node::Map(entries, _) => ours(front, entries, faults),
                node if node.is_blank() => {}
                node => {
                    let words = "expected keys under it: data, gazetteer, theme, view";
                    faults.error(node.span(), "sitmap", words);
                }
            },
            // Keys of others are none of our business, but nobody else's look like this one.
            _ if matches!(node, Node::Map(..)) && nearest(&name, &["sitmap"]).is_some() => {
                let words = "this looks like our key, and is not read";
                faults.error_with(place, &name, words, Some("sitmap"));
            }
            _ => {}
        }
    }
}

fn text(
    field: &mut Option<Text>,
    (name, place): (&str, Range<usize>),
    node: Node,
    faults: &mut Faults,
) {
    if field.is_some() {
        faults.error(place, name, "this stands twice; the last one holds");
    }
    let words = match node {
        Node::Value(words, _) => words,
        // Papers have several authors.
        Node::List(items, _) => {
            let names = items.into_iter().filter_map(|item| match item {
                Node::Value(name, _) => Some(name),
                Node::List(..) | Node::Map(..) => None,
            });
            names.collect::<Vec<_>>().join(", ")
        }
        Node::Map(_, span) => {
            faults.error(span, name, "expected words");
            return;
        }
    };
    let words: Vec<&str> = words.split_whitespace().collect();
    *field = Some(Text::clean(&words.join(" "))).filter(|words| !words.is_empty());
}

fn ours(front: &mut Front, entries: Vec<Entry>, faults: &mut Faults) {
    let mut seen: Vec<String> = Vec::new();
    for (name, place, node) in entries {
        let of = format!("sitmap.{name}");
        if !KEYS.contains(&name.as_str()) {
            let words = format!(
                "there is no key {}; expected one of data, gazetteer, theme, view",
                quoted(&name)
            );
            faults.error_with(place, "sitmap", &words, nearest(&name, &KEYS));
            continue;
        }
        if seen.contains(&name) {
            faults.error(place, &of, "this stands twice; the last one holds");
        }
        match name.as_str() {
            "data" => front.data = files(node, &of, faults),
            "gazetteer" => front.gazetteers = files(node, &of, faults),
            "theme" => front.theme = theme(node, &of, faults),
            _ => front.view = view(node, &of, faults),
        }
        seen.push(name);
    }
}

fn files(node: Node, of: &str, faults: &mut Faults) -> Vec<Said> {
    let items = match node {
        Node::List(items, _) => items,
        node => vec![node],
    };
    let mut files = Vec::new();
    for item in items {
        match item {
            Node::Value(text, span) if !text.is_empty() => files.push(Said { text, span }),
            item => {
                let words = "expected the name of a file or a list of such names";
                faults.error(item.span(), of, words);
            }
        }
    }
    files
}

fn theme(node: Node, of: &str, faults: &mut Faults) -> Option<Theme> {
    match node {
        Node::Value(text, _) if text == "dark" => Some(Theme::Dark),
        Node::Value(text, _) if text == "light" => Some(Theme::Light),
        Node::Value(text, span) => {
            let words = format!("found {}, expected dark or light", quoted(&text));
            faults.error_with(span, of, &words, nearest(&text, &["dark", "light"]));
            None
        }
        node => {
            faults.error(node.span(), of, "expected dark or light");
            None
        }
    }
}

fn view(node: Node, of: &str, faults: &mut Faults) -> Option<Said> {
    match node {
        Node::Value(text, span) if text.len() > LONGEST_VIEW => {
            faults.error(span, of, &too_long());
            None
        }
        Node::Value(text, span) => Some(Said { text, span }).filter(|said| !said.text.is_empty()),
        node => {
            let words = "expected a line of the language; in quotes, where it begins with a sign";
            faults.error(node.span(), of, words);
            None
        }
    }
}
