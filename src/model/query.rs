//! The one little language: a line of text that says what is chosen and what is seen.
//!
//! A line is terms with blanks between them. A term is a word to be found in what events say, or `key:value`; several values
//! with commas between them mean "or", terms side by side mean "and", and `-` before a term means "not". What has blanks, commas
//! or quotes in it stands in quotes: `place:"Tal Afar",raqqa -status:negated bridge`.
//!
//! Here is only the writing: what a value means is for who knows the events. Whatever is read and printed is read the same
//! again, so that a line can be copied, kept and sent.

mod keys;
mod parse;

use std::fmt::{self, Write as _};
use std::ops::Range;

pub use keys::{KEYS, Key, KeySpec};
pub use parse::{Piece, parse};

/// One term of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// It is the opposite that is meant.
    pub negated: bool,
    /// What its values are about; `None` for words to be found in what events say.
    pub key: Option<Key>,
    /// Any of these; never empty.
    pub values: Vec<Value>,
}

/// One value of a term.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Value {
    /// As meant: without quotes.
    pub text: String,
    /// A `+` stands behind it: what belongs to it is meant too.
    pub plus: bool,
}

/// What is wrong with a part of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where in the line, in bytes.
    pub span: Range<usize>,
    /// What was found and what was expected.
    pub words: String,
    /// What could stand there instead: a whole term.
    pub instead: Option<String>,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words)?;
        match &self.instead {
            Some(instead) => write!(f, "; did you mean {instead}?"),
            None => Ok(()),
        }
    }
}

impl Value {
    /// A value by its text alone.
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { text, plus: false }
    }

    /// Whether it has to stand in quotes to be read as it is.
    fn needs_quotes(&self, is_first: bool, is_word: bool) -> bool {
        let text = self.text.as_str();
        let breaks = |letter: char| letter.is_whitespace() || letter == ',' || letter.is_control();
        let is_key = || parse::key_before_colon(text).is_some();
        text.is_empty()
            || text.starts_with('"')
            || text.ends_with('+')
            || text.contains(breaks)
            || (is_word && is_first && (text.starts_with('-') || is_key()))
    }

    /// As it is written behind a key.
    pub fn written(&self) -> String {
        let mut out = String::new();
        let _ = self.print(self.needs_quotes(true, false), &mut out);
        out
    }

    fn print(&self, quoted: bool, out: &mut impl fmt::Write) -> fmt::Result {
        if quoted {
            out.write_char('"')?;
            for letter in self.text.chars() {
                match letter {
                    '"' | '\\' => write!(out, "\\{letter}")?,
                    '\n' => out.write_str("\\n")?,
                    '\r' => out.write_str("\\r")?,
                    '\t' => out.write_str("\\t")?,
                    letter => out.write_char(letter)?,
                }
            }
            out.write_char('"')?;
        } else {
            out.write_str(&self.text)?;
        }
        if self.plus {
            out.write_char('+')
        } else {
            Ok(())
        }
    }
}

impl Term {
    /// A term of a key.
    pub fn of(key: Key, values: Vec<Value>) -> Self {
        Self {
            negated: false,
            key: Some(key),
            values,
        }
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.negated {
            f.write_char('-')?;
        }
        if let Some(key) = self.key {
            write!(f, "{}:", key.name())?;
        }
        for (at, value) in self.values.iter().enumerate() {
            if at > 0 {
                f.write_char(',')?;
            }
            let quoted = value.needs_quotes(at == 0, self.key.is_none());
            value.print(quoted, f)?;
        }
        Ok(())
    }
}

/// Terms as one line.
pub fn print<'t>(terms: impl IntoIterator<Item = &'t Term>) -> String {
    let mut line = String::new();
    for term in terms {
        if !line.is_empty() {
            line.push(' ');
        }
        let _ = write!(line, "{term}");
    }
    line
}

#[cfg(test)]
mod tests;
