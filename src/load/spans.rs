//! Spans of a document's text: counted in Unicode scalar values, checked on the text as it came.

use std::borrow::Cow;
use std::sync::OnceLock;

use super::fault::excerpt;
use crate::model::record::CharRange;

/// How far around a wrong span its words are looked for, in bytes.
const NEIGHBOURHOOD: usize = 4000;

/// A document's text with an index from characters to bytes.
pub(super) struct Spans<'a> {
    text: Cow<'a, str>,
    /// First byte of every character, and the text's length; `None` where every character is one byte.
    bytes: Option<Vec<u32>>,
    /// First byte of every UTF-16 unit; only a fault needs it.
    utf16: OnceLock<Vec<u32>>,
}

/// Why a span is wrong.
pub(super) struct WrongSpan {
    /// The beginning of what stands there; `None` outside the text.
    pub found: Option<String>,
    pub hint: Option<String>,
}

impl<'a> Spans<'a> {
    pub fn new(text: Cow<'a, str>) -> Self {
        let bytes = (!text.is_ascii()).then(|| {
            let starts = text.char_indices().map(|(byte, _)| byte);
            starts.chain([text.len()]).map(short).collect()
        });
        Self {
            text,
            bytes,
            utf16: OnceLock::new(),
        }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many characters the text has.
    pub fn len(&self) -> usize {
        let chars = self.bytes.as_ref().map(|bytes| bytes.len() - 1);
        chars.unwrap_or(self.text.len())
    }

    fn byte(&self, at: usize) -> Option<usize> {
        match &self.bytes {
            Some(bytes) => bytes.get(at).map(|byte| *byte as usize),
            None => (at <= self.text.len()).then_some(at),
        }
    }

    fn slice(&self, range: &CharRange) -> Option<&str> {
        self.text
            .get(self.byte(range.start)?..self.byte(range.end)?)
    }

    /// Whether a span's words stand where it says.
    pub fn check(&self, range: &CharRange, words: &str) -> Result<(), WrongSpan> {
        let found = self.slice(range);
        if found == Some(words) {
            return Ok(());
        }
        Err(WrongSpan {
            found: found.map(excerpt),
            hint: self.hint(range, words),
        })
    }

    fn hint(&self, range: &CharRange, words: &str) -> Option<String> {
        if self.text.get(range.clone()) == Some(words) {
            return Some("the span would fit counted in bytes".into());
        }
        if self.utf16_slice(range) == Some(words) {
            return Some("the span would fit counted in UTF-16 units".into());
        }
        let start = self.found_near(range, words)?;
        let end = start + words.chars().count();
        Some(format!("these words stand at [{start}, {end}]"))
    }

    fn utf16_slice(&self, range: &CharRange) -> Option<&str> {
        let units = self.utf16.get_or_init(|| {
            let twice = |(byte, c): (usize, char)| std::iter::repeat_n(short(byte), c.len_utf16());
            let starts = self.text.char_indices().flat_map(twice);
            starts.chain([short(self.text.len())]).collect()
        });
        let byte = |at: usize| units.get(at).map(|byte| *byte as usize);
        self.text.get(byte(range.start)?..byte(range.end)?)
    }

    /// The character at which the words begin nearest to where they should.
    fn found_near(&self, range: &CharRange, words: &str) -> Option<usize> {
        let middle = self.byte(range.start).unwrap_or(self.text.len());
        let near = |byte: usize| {
            let mut byte = byte.min(self.text.len());
            while !self.text.is_char_boundary(byte) {
                byte -= 1;
            }
            byte
        };
        let from = near(middle.saturating_sub(NEIGHBOURHOOD));
        let to = near(middle.saturating_add(NEIGHBOURHOOD));
        let window = self.text.get(from..to)?;
        let matches = window.match_indices(words).map(|(byte, _)| from + byte);
        let byte = matches.min_by_key(|byte| byte.abs_diff(middle))?;
        Some(match &self.bytes {
            Some(bytes) => bytes.partition_point(|start| (*start as usize) < byte),
            None => byte,
        })
    }
}

/// Texts are at most 4 GB long: a longer one does not get this far.
fn short(byte: usize) -> u32 {
    u32::try_from(byte).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hint(range: CharRange, words: &str) -> Option<String> {
        let spans = Spans::new("Iraq’s 🦅 elite force".into());
        spans
            .check(&range, words)
            .err()
            .and_then(|wrong| wrong.hint)
    }

    #[test]
    fn a_wrong_span_says_which_unit_would_fit() {
        assert_eq!(hint(9..14, "elite"), None);
        let fits = |unit: &str| Some(format!("the span would fit counted in {unit}"));
        assert_eq!(hint(14..19, "elite"), fits("bytes"));
        assert_eq!(hint(10..15, "elite"), fits("UTF-16 units"));
        assert_eq!(
            hint(0..5, "elite"),
            Some("these words stand at [9, 14]".into())
        );
        assert_eq!(hint(5..9, "absent"), None);
        assert_eq!(
            hint(900..usize::MAX, "force"),
            Some("these words stand at [15, 20]".into())
        );
    }
}
