//! Reading a line: it is cut into pieces, each of which is a term or says what is wrong with it.

use std::ops::Range;

use strsim::osa_distance;

use super::{Fault, KEYS, Key, Term, Value};

/// A part of a line between blanks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands in the line, in bytes.
    pub span: Range<usize>,
    /// Where its values stand.
    pub values: Vec<Range<usize>>,
    /// Its key, whatever else is wrong with it.
    pub key: Option<Key>,
    /// What it says.
    pub term: Result<Term, Fault>,
}

/// Cuts a line into its pieces, in order. Never fails: what cannot be read says so in its piece.
pub fn parse(line: &str) -> Vec<Piece> {
    let mut reader = Reader { line, at: 0 };
    let mut pieces = Vec::new();
    loop {
        reader.skip(char::is_whitespace);
        if reader.peek().is_none() {
            return pieces;
        }
        pieces.push(reader.piece());
    }
}

/// The word that stands before a colon, where it could be a key.
pub(super) fn key_before_colon(text: &str) -> Option<&str> {
    let (name, _) = text.split_once(':')?;
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase());
    is_name.then_some(name)
}

struct Reader<'l> {
    line: &'l str,
    at: usize,
}

impl<'l> Reader<'l> {
    fn rest(&self) -> &'l str {
        self.line.get(self.at..).unwrap_or("")
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn take(&mut self) -> Option<char> {
        let letter = self.peek()?;
        self.at += letter.len_utf8();
        Some(letter)
    }

    fn take_if(&mut self, wanted: char) -> bool {
        let is_there = self.peek() == Some(wanted);
        if is_there {
            self.take();
        }
        is_there
    }

    fn skip(&mut self, goes_on: impl Fn(char) -> bool) {
        while self.peek().is_some_and(&goes_on) {
            self.take();
        }
    }

    /// A term, from its first letter to the blank after it.
    fn piece(&mut self) -> Piece {
        let start = self.at;
        let stands_alone = self.rest().chars().nth(1).is_none_or(char::is_whitespace);
        let negated = self.peek() == Some('-') && !stands_alone && self.take_if('-');
        let mut fault = None;
        let mut key = None;
        if let Some(name) = key_before_colon(self.rest()) {
            self.at += name.len() + 1;
            key = Key::from_name(name);
            if key.is_none() {
                fault = Some(unknown(name, start..self.at));
            }
        }
        let mut values = Vec::new();
        let mut spans = Vec::new();
        loop {
            let from = self.at;
            match self.value() {
                Ok(value) => values.push(value),
                Err(wrong) => fault = fault.or(Some(wrong)),
            }
            spans.push(from..self.at);
            if !self.take_if(',') {
                break;
            }
        }
        let span = start..self.at;
        let is_blank = values.iter().any(|value| value.text.is_empty());
        if fault.is_none() && is_blank {
            fault = Some(blank(key, span.clone()));
        }
        if let Some(fault) = fault.as_mut().filter(|fault| fault.instead.is_some()) {
            // What is right of the term stays.
            let rest = self.line.get(fault.span.end..span.end).unwrap_or("");
            fault.instead = fault
                .instead
                .take()
                .map(|name| format!("{}{name}:{rest}", if negated { "-" } else { "" }));
        }
        let term = Term {
            negated,
            key,
            values,
        };
        Piece {
            span,
            values: spans,
            key,
            term: fault.map_or(Ok(term), Err),
        }
    }

    fn value(&mut self) -> Result<Value, Fault> {
        if self.peek() == Some('"') {
            return self.quoted();
        }
        let start = self.at;
        self.skip(|letter| !letter.is_whitespace() && letter != ',');
        let text = self.line.get(start..self.at).unwrap_or("");
        let bare = text.strip_suffix('+').filter(|bare| !bare.is_empty());
        Ok(Value {
            text: bare.unwrap_or(text).to_owned(),
            plus: bare.is_some(),
        })
    }

    fn quoted(&mut self) -> Result<Value, Fault> {
        let start = self.at;
        self.take();
        let mut text = String::new();
        loop {
            match self.take() {
                Some('"') => break,
                Some('\\') => match self.take() {
                    Some('n') => text.push('\n'),
                    Some('r') => text.push('\r'),
                    Some('t') => text.push('\t'),
                    Some(letter) => text.push(letter),
                    None => {}
                },
                Some(letter) => text.push(letter),
                None => return Err(self.fault(start, "the quote has no end")),
            }
        }
        let plus = self.take_if('+');
        let behind = self.at;
        self.skip(|letter| !letter.is_whitespace() && letter != ',');
        if self.at > behind {
            return Err(self.fault(
                start,
                "a quote ends with its value: a blank or a comma comes next",
            ));
        }
        Ok(Value { text, plus })
    }

    fn fault(&self, from: usize, words: &str) -> Fault {
        Fault {
            span: from..self.at,
            words: words.to_owned(),
            instead: None,
        }
    }
}

/// What is said of a name that is no key. What could be meant is a name only, until the rest of the term is known.
fn unknown(name: &str, span: Range<usize>) -> Fault {
    let near = KEYS
        .iter()
        .map(|spec| (osa_distance(name, spec.name), spec.name));
    let begins = KEYS
        .iter()
        .find(|spec| name.len() > 1 && spec.name.starts_with(name));
    let near = near
        .min()
        .filter(|(distance, _)| *distance <= if name.len() < 4 { 1 } else { 2 });
    let instead = begins.map(|spec| spec.name).or(near.map(|(_, name)| name));
    Fault {
        span,
        words: format!("there is no key \"{name}:\""),
        instead: instead.map(str::to_owned),
    }
}

fn blank(key: Option<Key>, span: Range<usize>) -> Fault {
    let takes = key.and_then(Key::spec).map_or("a word", |spec| spec.takes);
    Fault {
        span,
        words: format!("nothing stands here; expected {takes}"),
        instead: None,
    }
}
