//! The formats that rows are written in. Every row goes onto the end of a buffer.

use std::fmt::Write as _;

use super::row::{BREAK, Kind, Row};

/// What a file is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// One JSON object a line
    Jsonl,
    /// Comma-separated, with a line of column names
    Csv,
    /// Tab-separated, with a line of column names
    Tsv,
    /// One JSON document in the program's own format
    Native,
}

impl Format {
    /// What the ending of a file's name says.
    pub fn of_ending(ending: &str) -> Option<Self> {
        match ending.to_ascii_lowercase().as_str() {
            "jsonl" | "ndjson" => Some(Self::Jsonl),
            "csv" => Some(Self::Csv),
            "tsv" | "tab" => Some(Self::Tsv),
            "json" => Some(Self::Native),
            _ => None,
        }
    }

    /// What stands before the first row.
    pub fn begin(self, out: &mut String) {
        match self {
            Self::Jsonl => {}
            Self::Csv => header(',', out),
            Self::Tsv => header('\t', out),
            Self::Native => out.push_str(
                "{\"format\":\"situation-events\",\"version\":1,\"title\":\"Synthetic events\",\
                \"note\":\"Made up by a program; nothing of this happened.\",\"events\":[",
            ),
        }
    }

    /// One row. `first` says that none stands before it.
    pub fn row(self, row: &Row, first: bool, out: &mut String) {
        match self {
            Self::Jsonl => json_line(row, out),
            Self::Csv => separated(row, ',', out),
            Self::Tsv => separated(row, '\t', out),
            Self::Native => {
                out.push_str(if first { "\n" } else { ",\n" });
                native(row, out);
            }
        }
    }

    /// What stands after the last row.
    pub fn end(self, out: &mut String) {
        if self == Self::Native {
            out.push_str("\n]}\n");
        }
    }
}

fn header(separator: char, out: &mut String) {
    for (number, (name, _, _)) in Row::default().columns().into_iter().enumerate() {
        if number > 0 {
            out.push(separator);
        }
        out.push_str(name);
    }
    out.push('\n');
}

/// What is not there is left out.
fn json_line(row: &Row, out: &mut String) {
    let mut open = '{';
    for (name, text, kind) in row.columns() {
        if row.broken && name == BREAK {
            out.push('\n');
            return;
        }
        if text.is_empty() {
            continue;
        }
        out.push(open);
        open = ',';
        key(name, out);
        match kind {
            Kind::Text => string(text, row.escaped, out),
            Kind::Number => number(text, out),
        }
    }
    out.push_str("}\n");
}

fn separated(row: &Row, separator: char, out: &mut String) {
    for (number, (name, text, _)) in row.columns().into_iter().enumerate() {
        if row.broken && name == BREAK {
            break;
        }
        if number > 0 {
            out.push(separator);
        }
        if text.contains([separator, '"', '\n', '\r']) {
            out.push('"');
            for (number, part) in text.split('"').enumerate() {
                out.push_str(if number > 0 { "\"\"" } else { "" });
                out.push_str(part);
            }
            out.push('"');
        } else {
            out.push_str(text);
        }
    }
    out.push('\n');
}

/// An event of the native format in its short forms.
fn native(row: &Row, out: &mut String) {
    let text = |name: &str, text: &str, out: &mut String| {
        if !text.is_empty() {
            out.push(',');
            key(name, out);
            string(text, row.escaped, out);
        }
    };
    out.push_str("{\"id\":");
    string(&row.id, row.escaped, out);
    text("type", &row.kind, out);
    text("summary", &row.summary, out);
    actors(row, out);
    places(row, out);
    if row.end.is_empty() {
        text("time", &row.date, out);
    } else {
        let _ = write!(
            out,
            ",\"time\":{{\"start\":\"{}\",\"end\":\"{}\",\"precision\":\"span\"}}",
            row.date, row.end
        );
    }
    if !row.fatalities.is_empty() {
        out.push_str(",\"fatalities\":{\"best\":");
        number(&row.fatalities, out);
        out.push('}');
    }
    if !row.tags.is_empty() {
        out.push_str(",\"tags\":[");
        for (number, tag) in row.tags.split(';').enumerate() {
            out.push_str(if number > 0 { "," } else { "" });
            string(tag, row.escaped, out);
        }
        out.push(']');
    }
    if row.broken {
        // Half an event would make the whole document unreadable: one field too many will do.
        out.push_str(",\"sentense\":\"\"");
    }
    text("sentence", &row.sentence, out);
    text("source", &row.source, out);
    text("url", &row.url, out);
    out.push('}');
}

fn actors(row: &Row, out: &mut String) {
    if row.actor.is_empty() && row.target.is_empty() {
        return;
    }
    out.push_str(",\"actors\":[");
    if !row.actor.is_empty() {
        string(&row.actor, row.escaped, out);
    }
    if !row.target.is_empty() {
        out.push_str(if row.actor.is_empty() { "" } else { "," });
        out.push_str("{\"name\":");
        string(&row.target, row.escaped, out);
        out.push_str(",\"role\":\"target\"}");
    }
    out.push(']');
}

fn places(row: &Row, out: &mut String) {
    if row.place.is_empty() && row.lat.is_empty() {
        return;
    }
    out.push_str(",\"places\":[");
    if row.known && row.lat.is_empty() {
        string(&row.place, row.escaped, out);
    } else {
        out.push_str("{\"name\":");
        string(&row.place, row.escaped, out);
        for (name, text) in [("lat", &row.lat), ("lon", &row.lon)] {
            if !text.is_empty() {
                out.push(',');
                key(name, out);
                number(text, out);
            }
        }
        out.push_str(",\"precision\":");
        string(&row.precision, row.escaped, out);
        out.push('}');
    }
    out.push(']');
}

fn key(name: &str, out: &mut String) {
    out.push('"');
    out.push_str(name);
    out.push_str("\":");
}

/// A number as it stands; what is none becomes a string.
fn number(text: &str, out: &mut String) {
    if text.starts_with(|first: char| first == '-' || first.is_ascii_digit()) {
        out.push_str(text);
    } else {
        string(text, false, out);
    }
}

/// A JSON string. `escaped` writes what need not be escaped so too, as writers do that trust nothing but ASCII.
fn string(text: &str, escaped: bool, out: &mut String) {
    out.push('"');
    let needs = |letter: char| {
        matches!(letter, '"' | '\\' | '\0'..='\u{1f}')
            || escaped && (letter == '/' || !letter.is_ascii())
    };
    let mut rest = text;
    while let Some(at) = rest.find(needs) {
        let (plain, from) = rest.split_at(at);
        out.push_str(plain);
        let mut letters = from.chars();
        match letters.next() {
            Some('\n') => out.push_str("\\n"),
            Some(letter @ ('"' | '\\' | '/')) => out.extend(['\\', letter]),
            Some(letter) => {
                for unit in letter.encode_utf16(&mut [0; 2]) {
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
            None => {}
        }
        rest = letters.as_str();
    }
    out.push_str(rest);
    out.push('"');
}
