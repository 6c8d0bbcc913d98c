//! Markdown to paste into a report: an item an event, with the sentence that says so as a quote under it.
//!
//! A list and not a table: a sentence has no room in a cell. What could be markup in the data is escaped, and only
//! addresses of the web become links.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::Writer;
use super::row::{Row, Told};
use crate::app::world::World;
use crate::model::entry::EventIx;
use crate::model::record::Record;
use crate::model::time::in_words;
use crate::model::vocabulary::{Factuality, PlacePrecision};

pub(super) struct Markdown<'w> {
    pub world: &'w World,
}

impl Markdown<'_> {
    fn item(&self, event: EventIx, record: &Record) -> String {
        let row = Row::of(self.world, event, record, false);
        let mut out = format!("- **{}**", escaped(&in_words(&record.when.stretch)));
        if row.places.is_empty() {
            out.push_str(", no place");
        } else {
            let places: Vec<String> = row.places.iter().map(place).collect();
            let _ = write!(out, ", {}", places.join("; "));
        }
        let _ = write!(out, ": {} ({}", escaped(row.summary), row.kind);
        if record.factuality != Factuality::Happened {
            let _ = write!(out, ", **{}**", record.factuality);
        }
        out.push_str(")\n");
        for told in &row.reports {
            // A blank line, or two quotes would be one.
            let sentence = match told.sentence {
                Some(sentence) => format!("“{}”", escaped(sentence)),
                None => "(the text of the document is not at hand)".to_owned(),
            };
            let _ = writeln!(out, "\n  > {sentence} — {}", who_says_so(told));
        }
        if row.reports.is_empty() {
            out.push_str("\n  (no report of it is in the file)\n");
        }
        out.push('\n');
        out
    }
}

/// A place, and how exactly it is known where that is not a point.
fn place(place: &super::places::Where<'_>) -> String {
    let name = match (place.name, place.position()) {
        (Some(name), _) => escaped(name),
        (None, Some(at)) => format!("{:.4}, {:.4}", at.lat, at.lon),
        (None, None) => "no place".to_owned(),
    };
    let precision = PlacePrecision::from_name(place.precision);
    match precision.filter(|precision| !precision.is_point()) {
        Some(PlacePrecision::Unknown) => format!("{name} (how exactly is not known)"),
        Some(precision) => format!("{name} (known to the {precision})"),
        None => name,
    }
}

fn who_says_so(told: &Told<'_>) -> String {
    let published = told.source.map(|source| match told.url.and_then(target) {
        Some(target) => format!("[{}]({target})", escaped(source)),
        None => escaped(source),
    });
    let link = || Some(format!("[link]({})", target(told.url?)?));
    let published = published.or_else(link);
    let voice = told.speaker.or(told.words).map(escaped);
    let voice = voice.or(told.by.map(str::to_owned));
    match (voice, published) {
        (Some(voice), Some(published)) => format!("{voice}, in {published}"),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => "nobody is named".to_owned(),
    }
}

/// An address as the target of a link; `None` for what is none of the web.
pub(in crate::export) fn target(url: &str) -> Option<String> {
    let is_web = ["https://", "http://"].iter().any(|scheme| {
        let begin = url.get(..scheme.len());
        begin.is_some_and(|begin| begin.eq_ignore_ascii_case(scheme))
    });
    let mut target = String::from("<");
    for letter in url.chars() {
        match letter {
            '<' | '>' | '\\' | '"' | '`' | '|' => {
                let _ = write!(target, "%{:02X}", u32::from(letter));
            }
            letter if letter.is_whitespace() => target.push_str("%20"),
            letter => target.push(letter),
        }
    }
    target.push('>');
    is_web.then_some(target)
}

/// A text in which nothing is markup, on one line.
pub(in crate::export) fn escaped(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    escaped_between(&words.join(" "))
}

/// The same with its blanks as they are: a part of a line.
pub(in crate::export) fn escaped_between(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        let is_markup = matches!(
            letter,
            '\\' | '`'
                | '*'
                | '_'
                | '{'
                | '}'
                | '['
                | ']'
                | '<'
                | '>'
                | '#'
                | '|'
                | '~'
                | '&'
                | '$'
                | '!'
        );
        if is_markup {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

impl Writer for Markdown<'_> {
    fn some(&mut self, rows: &[(EventIx, Record)], out: &mut dyn Write) -> io::Result<()> {
        for (event, record) in rows {
            out.write_all(self.item(*event, record).as_bytes())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_the_data_is_markup() {
        assert_eq!(
            escaped("a | b **c** <img src=x> [d](e) _f_"),
            "a \\| b \\*\\*c\\*\\* \\<img src=x\\> \\[d\\](e) \\_f\\_"
        );
        assert_eq!(target("javascript:alert(1)"), None);
        assert_eq!(
            target("https://a.b/c d>)").as_deref(),
            Some("<https://a.b/c%20d%3E)>")
        );
        assert_eq!(target("https://ü").as_deref(), Some("<https://ü>"));
    }
}
