//! Lines of text with a meaning on each stretch, and wrapping them at a width.

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use super::map::Tint;
use crate::model::vocabulary::{EventType, Slot};

/// What a stretch of text means; the theme says what that looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ink {
    /// Text to read.
    Plain,
    /// Less important than what stands around it.
    Dim,
    /// More important than what stands around it.
    Strong,
    /// A heading.
    Heading,
    /// Said with emphasis.
    Emphasis,
    /// Letters that are shown as they are.
    Code,
    /// A key to press.
    Key,
    /// Something to be careful about.
    Warn,
    /// Words quoted from a source, outside every mark.
    Quote,
    /// The words that name the event itself.
    Trigger,
    /// The words that answer a question.
    Mark(Slot),
    /// The words that say who says so.
    Source,
    /// Letters that a query matched.
    Match,
    /// A part of a line that is wrong.
    Fault,
    /// A filter that is on.
    Chip,
    /// The colour of events.
    Tint(Tint),
    /// The sign of a kind of event, one cell wide, in place of the text.
    Sign(EventType),
}

/// A stretch of text with one meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// What it says; free of control characters.
    pub text: String,
    /// What it means.
    pub ink: Ink,
}

/// A line of text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// From left to right.
    pub spans: Vec<Span>,
    /// The row that the cursor is on.
    pub picked: bool,
}

impl Line {
    /// A line with one meaning.
    pub fn of(ink: Ink, text: impl Into<String>) -> Self {
        Self::default().and(ink, text)
    }

    /// The same line with more at its end.
    #[must_use]
    pub fn and(mut self, ink: Ink, text: impl Into<String>) -> Self {
        self.push(ink, text);
        self
    }

    /// The same line with another one at its end.
    #[must_use]
    pub fn and_line(mut self, other: Self) -> Self {
        self.spans.extend(other.spans);
        self
    }

    /// Adds to the end.
    pub fn push(&mut self, ink: Ink, text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            self.spans.push(Span { text, ink });
        }
    }

    /// Width in cells.
    pub fn width(&self) -> usize {
        self.spans.iter().map(|span| span.text.width()).sum()
    }

    /// All of its text.
    pub fn text(&self) -> String {
        self.spans.iter().map(|span| span.text.as_str()).collect()
    }

    /// The end of the line, as much as a width has room for.
    #[must_use]
    pub fn tail(mut self, width: usize) -> Self {
        while self.width() > width {
            let Some(first) = self.spans.first_mut() else {
                break;
            };
            let letter = first.text.graphemes(true).next().map_or(0, str::len);
            first.text.drain(..letter);
            if first.text.is_empty() {
                self.spans.remove(0);
            }
        }
        self
    }

    /// The line cut to a width; where something is lost, it ends in `…`.
    #[must_use]
    pub fn cut(self, width: usize) -> Self {
        if self.width() <= width {
            return self;
        }
        let mut left = width.saturating_sub(1);
        let mut cut = Self {
            spans: Vec::new(),
            picked: self.picked,
        };
        for span in self.spans {
            let kept = cut_text(&span.text, left);
            let whole = kept.len() == span.text.len();
            left -= kept.width().min(left);
            let ink = span.ink;
            cut.push(ink, kept);
            if !whole {
                if width > 0 {
                    cut.push(ink, "…");
                }
                break;
            }
        }
        cut
    }

    /// Breaks the line between words so that no part is wider than `width`; parts after the first are indented.
    pub fn wrap(&self, width: usize, indent: usize) -> Vec<Self> {
        let width = width.max(2);
        let indent = if indent + 8 > width { 0 } else { indent };
        let mut lines = vec![Self::default()];
        let mut used = 0;
        for word in self.words() {
            let word_width: usize = word.iter().map(|(_, text)| text.width()).sum();
            let bare_width = word_width - trailing_blanks(&word);
            let start = if lines.len() > 1 { indent } else { 0 };
            if used + bare_width > width && used > start {
                lines.push(Self::of(Ink::Plain, " ".repeat(indent)));
                used = indent;
            }
            for (ink, text) in word {
                for piece in pieces(text, width - indent) {
                    let piece_width = piece.trim_end().width();
                    if used + piece_width > width {
                        lines.push(Self::of(Ink::Plain, " ".repeat(indent)));
                        used = indent;
                    }
                    used += piece.width();
                    if let Some(line) = lines.last_mut() {
                        line.extend(ink, piece);
                    }
                }
            }
        }
        lines
    }

    /// Adds to the last span where the ink is the same.
    fn extend(&mut self, ink: Ink, text: &str) {
        match self.spans.last_mut() {
            Some(last) if last.ink == ink => last.text.push_str(text),
            _ => self.push(ink, text),
        }
    }

    /// Words with the blanks that follow them. Where the ink changes inside a word it stays one word.
    fn words(&self) -> Vec<Vec<(Ink, &str)>> {
        let mut words: Vec<Vec<(Ink, &str)>> = Vec::new();
        let mut ended = true;
        for span in &self.spans {
            for piece in span.text.split_inclusive(' ') {
                match words.last_mut() {
                    Some(word) if !ended => word.push((span.ink, piece)),
                    _ => words.push(vec![(span.ink, piece)]),
                }
                ended = piece.ends_with(' ');
            }
        }
        words
    }
}

/// How many blanks a word ends in: one at most, as words are split behind each.
fn trailing_blanks(word: &[(Ink, &str)]) -> usize {
    word.last()
        .map_or(0, |(_, text)| text.len() - text.trim_end_matches(' ').len())
}

/// A word in pieces no wider than `width`.
fn pieces(word: &str, width: usize) -> Vec<&str> {
    let width = width.max(2);
    let mut pieces = Vec::new();
    let mut rest = word;
    while rest.trim_end().width() > width {
        let head = cut_text(rest, width);
        if head.is_empty() {
            break;
        }
        let (head, tail) = rest.split_at(head.len());
        pieces.push(head);
        rest = tail;
    }
    pieces.push(rest);
    pieces
}

/// The beginning of a text that fits a width, cut between graphemes.
pub fn cut_text(text: &str, width: usize) -> &str {
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        used += grapheme.width();
        if used > width {
            return text.get(..at).unwrap_or("");
        }
    }
    text
}

/// A text in a column of exactly `width` cells: cut with `…`, or filled with blanks.
pub fn column(text: &str, width: usize) -> String {
    let mut cell = Line::of(Ink::Plain, text).cut(width).text();
    cell.push_str(&" ".repeat(width.saturating_sub(cell.width())));
    cell
}

/// A number with its noun: "1 event", "25 events".
pub fn count(number: usize, noun: &str) -> String {
    format!(
        "{} {noun}{}",
        grouped(number),
        if number == 1 { "" } else { "s" }
    )
}

/// A number with its thousands set apart by thin commas: "1,000,000".
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A distance as exactly as it is worth telling: "350 m", "1.6 km", "105 km".
pub fn distance(km: f64) -> String {
    if km < 1.0 {
        format!("{:.0} m", km * 1000.0)
    } else if km < 10.0 && km.fract() > 0.04 {
        format!("{km:.1} km")
    } else {
        format!("{km:.0} km")
    }
}

/// How far something may be off, as it is written where only ASCII can be shown or where all can.
pub fn give_or_take(km: f64, ascii: bool) -> String {
    format!("{}{}", if ascii { "+-" } else { "±" }, distance(km))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(lines: &[Line]) -> Vec<String> {
        lines.iter().map(Line::text).collect()
    }

    #[test]
    fn lines_break_between_words() {
        let line = Line::of(Ink::Plain, "Iraqi forces ")
            .and(Ink::Trigger, "advanced")
            .and(Ink::Plain, " in west Mosul");
        assert_eq!(
            texts(&line.wrap(14, 0)),
            ["Iraqi forces ", "advanced in ", "west Mosul"]
        );
        assert_eq!(
            texts(&Line::of(Ink::Plain, "label  two words here").wrap(16, 7)),
            ["label  two words ", "       here"]
        );
    }

    #[test]
    fn cutting_says_so() {
        assert_eq!(Line::of(Ink::Plain, "Mosul").cut(5).text(), "Mosul");
        assert_eq!(
            Line::of(Ink::Plain, "Mo")
                .and(Ink::Dim, "sul")
                .cut(4)
                .text(),
            "Mos…"
        );
        assert_eq!(Line::of(Ink::Plain, "Mosul").cut(0).text(), "");
        assert_eq!(column("الرقة", 8).width(), 8);
        assert_eq!(
            (count(1, "event"), count(1_234_567, "event")),
            ("1 event".into(), "1,234,567 events".into())
        );
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_asked(text in "[a-zé漢 ]{0,80}", width in 2usize..40, indent in 0usize..10) {
            for line in Line::of(Ink::Plain, text.clone()).wrap(width, indent) {
                prop_assert!(line.text().trim_end().width() <= width, "{:?}", line);
            }
            prop_assert!(Line::of(Ink::Plain, text).cut(width).width() <= width);
        }
    }
}
