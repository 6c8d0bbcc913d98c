//! Words as they are written in a briefing so that they are read back as they were meant.

use crate::model::text::Text;

/// Words of one line: clean, and with single blanks between them.
pub(super) fn one_line(words: &str) -> Text {
    let clean = Text::clean(words);
    let words: Vec<&str> = clean.split_whitespace().collect();
    Text::clean(&words.join(" "))
}

/// The lines of a note: clean, without blanks around them, and with single empty lines between paragraphs. A bar alone on the
/// first one is how others begin a note, and says nothing.
pub(super) fn lines(note: &str) -> Vec<Text> {
    let mut lines: Vec<Text> = Vec::new();
    for line in note.lines() {
        let line = Text::clean(Text::clean(line).trim());
        let repeats = lines.last().is_none_or(|last| last.is_empty());
        let is_bar = lines.is_empty() && *line == *"|";
        if !(is_bar || line.is_empty() && repeats) {
            lines.push(line);
        }
    }
    lines.pop_if(|last| last.is_empty());
    lines
}

/// Words of one line as Markdown that says just them, wherever a line of it begins.
pub(super) fn in_markdown(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let closing = words.trim_end_matches('#').len();
    let (mut before, mut letters) = (None, words.char_indices().peekable());
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map(|(_, next)| *next);
        let in_word = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
        let is_sign = match letter {
            '\\' | '`' | '*' | '[' | ']' | '<' | '~' => true,
            '_' => !(in_word(before) && in_word(next)),
            '&' => next.is_some_and(|next| next.is_alphanumeric() || next == '#'),
            // Signs that close a heading.
            '#' => at == 0 || at >= closing,
            // What begins a list, a quote, a line, a table.
            '-' | '+' | '=' | '>' | '|' => at == 0,
            '.' | ')' => digits > 0 && at == digits,
            _ => false,
        };
        if is_sign {
            out.push('\\');
        }
        out.push(letter);
        before = Some(letter);
    }
    out
}

/// Words as they stand in a comment, which they must not end.
pub fn in_comment(words: &str) -> String {
    words.replace("--&", "--&amp;").replace("-->", "--&gt;")
}

/// What stands in a comment, as it was meant.
pub(super) fn from_comment(written: &str) -> String {
    if !written.contains("--&") {
        return written.to_owned();
    }
    written.replace("--&gt;", "-->").replace("--&amp;", "--&")
}

/// A value of the front matter.
pub(super) fn in_yaml(words: &str) -> String {
    let plain =
        |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '.' | '/' | '-' | ' ');
    let is_word = words.starts_with(char::is_alphabetic) && words.chars().all(plain);
    let means_more = ["true", "false", "null", "yes", "no", "on", "off"];
    if is_word && !means_more.contains(&words.to_lowercase().as_str()) {
        return words.to_owned();
    }
    let escaped = words.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{escaped}\"")
}
