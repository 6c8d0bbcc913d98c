//! What a person typed, and how it lies in a name.
//!
//! A query is folded like the names are and split at blanks; each term is looked for by itself, so that the order of words
//! does not matter. How far one looks is the caller's to say: see [`Reach`].

use std::ops::Range;

use fuzzy_matcher::FuzzyMatcher as _;
use fuzzy_matcher::skim::SkimMatcherV2;
use strsim::osa_distance;

use super::skeleton::{first_class, skeleton};
use crate::model::fold::{Traced, bare, fold, without_arabic_article};

/// How a term lies in a name or a text, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// It is a word of it.
    Equal,
    /// It begins a word.
    Begins,
    /// It stands inside a word.
    Within,
    /// It sounds like a word, or is one letter away from a longer one.
    Alike,
    /// It is a letter or two away from a word.
    Typo,
    /// Its letters stand there in order.
    Fuzzy,
}

/// How far one looks for a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// As it is typed.
    Letters,
    /// Words too that sound like it, or have one letter wrong.
    Sound,
    /// Whatever it could be.
    Anything,
}

impl Reach {
    /// From near to far.
    pub const ALL: [Self; 3] = [Self::Letters, Self::Sound, Self::Anything];
}

/// Words that stand in every text: they say nothing where anything else is asked for.
const EMPTY: &[&str] = &[
    "the", "a", "an", "al", "el", "of", "in", "on", "at", "to", "and", "for", "by", "from", "with",
];
/// Shorter terms than this are not looked for inside words, by sound, or with letters wrong: they would be everywhere.
const LEAST_WITHIN: usize = 3;
const LEAST_ALIKE: usize = 4;
/// From as many letters on, two of them may be wrong in the words of an event.
const LONG: usize = 8;
/// More other names of what is meant are not looked for.
const MOST_ALSO: usize = 16;
const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
/// `fuzzy-matcher` gives about 16 a letter where letters stand together, and less the more they are scattered.
const LEAST_FUZZY_A_LETTER: i64 = 13;

/// One word of a query.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Term {
    /// As folded, without the Arabic article.
    pub letters: String,
    count: usize,
    /// What it sounds like.
    pub sound: String,
    /// Other names of one word of what is called so: who types Rakka means every Raqqa.
    also: Vec<String>,
}

/// A query, ready to be looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// All of it, folded.
    pub folded: String,
    /// Without articles.
    pub bare: String,
    /// Its words.
    pub terms: Vec<Term>,
    /// Its sound, written in one word; empty where that says too little.
    pub sound: String,
    /// Other names, of several words and without articles, of what is called as the query says: who types "der zor" means
    /// everything that has Deir ez-Zor in its name.
    also: Vec<String>,
}

impl Query {
    /// Folds and splits what was typed.
    pub fn new(typed: &str) -> Self {
        let folded = fold(typed);
        let bare = bare(typed);
        let all: Vec<&str> = bare.split_whitespace().collect();
        let telling = all.iter().filter(|word| !EMPTY.contains(word));
        let mut words: Vec<&str> = telling.copied().collect();
        if words.is_empty() {
            words = all;
        }
        let terms = words.into_iter().map(Term::new).collect();
        let sound = joined_sound(&bare);
        Self {
            folded,
            bare,
            terms,
            sound,
            also: Vec::new(),
        }
    }

    /// Counts another name of what is called so as the query itself, if it has several words; no more than a few, as each
    /// is looked for in every name.
    pub fn add_name(&mut self, bare: &str) {
        let known = bare == self.bare || self.also.iter().any(|name| name == bare);
        if !known && bare.contains(' ') && self.also.len() < MOST_ALSO {
            self.also.push(bare.to_owned());
        }
    }

    /// Other names, of several words, of what is called as the query says.
    pub(super) fn other_names(&self) -> impl Iterator<Item = &str> {
        self.also.iter().map(String::as_str)
    }

    /// Whether a name without articles has another name of what is meant as some of its words.
    pub fn means(&self, bare: &str) -> bool {
        self.also.iter().any(|name| has_words(bare, name).is_some())
    }

    /// The same without the other names of what is called so.
    #[must_use]
    pub fn as_typed(&self) -> Self {
        let mut typed = self.clone();
        typed.also.clear();
        for term in &mut typed.terms {
            term.also.clear();
        }
        typed
    }

    /// It reads like a date or a part of one: numbers and names of months.
    pub fn is_date(&self) -> bool {
        let number = |term: &Term| term.letters.chars().all(|letter| letter.is_ascii_digit());
        let month = |term: &Term| {
            let begins = |month: &&str| month.starts_with(&term.letters);
            term.count >= LEAST_WITHIN && MONTHS.iter().any(begins)
        };
        !self.is_empty() && self.terms.iter().all(|term| number(term) || month(term))
    }

    /// Nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The bytes of a name that the query's words stand in, in order, as they are shown: letters where they match, the whole
    /// word where it only sounds alike or is mistyped.
    pub fn marks(&self, name: &str, reach: Reach) -> Vec<Range<usize>> {
        let traced = Traced::of(name);
        // One word, and perhaps its article.
        let lone = traced.folded.split(' ').count() <= 2;
        let near = |term: &Term, word: &str| term.in_name(word, lone, reach);
        let mut parts = self.parts(&traced.folded, near);
        if parts.is_empty() && reach == Reach::Anything {
            let scattered = |term: &Term| term.letters_in(&traced.folded);
            parts.extend(self.terms.iter().flat_map(scattered));
        }
        written(&traced, parts)
    }

    /// The same for the words of an event, where only what is very near counts.
    pub fn marks_told(&self, text: &str, reach: Reach) -> Vec<Range<usize>> {
        let traced = Traced::of(text);
        let near = |term: &Term, word: &str| term.in_text(word, reach);
        let parts = self.parts(&traced.folded, near);
        written(&traced, parts)
    }

    /// Where a folded text has what the query means.
    fn parts(
        &self,
        folded: &str,
        near: impl Fn(&Term, &str) -> Option<(Fit, usize)>,
    ) -> Vec<Range<usize>> {
        let words = self.also.iter().filter_map(|name| has_words(folded, name));
        let terms = self.terms.iter();
        let terms = terms.flat_map(|term| term.places_in(folded, |word| near(term, word)));
        words.chain(terms).collect()
    }
}

/// Where a folded text has some words, beside each other.
fn has_words(text: &str, words: &str) -> Option<Range<usize>> {
    let mut found = text.match_indices(words);
    let (start, _) = found.find(|(start, _)| {
        let before = text.get(..*start).unwrap_or("");
        let after = text.get(start + words.len()..).unwrap_or("");
        (before.is_empty() || before.ends_with(' ')) && (after.is_empty() || after.starts_with(' '))
    })?;
    Some(start..start + words.len())
}

/// Parts of a folded text as they are written, in order and apart.
fn written(traced: &Traced, parts: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let parts = parts.into_iter();
    let mut marks: Vec<Range<usize>> = parts.filter_map(|part| traced.written(part)).collect();
    marks.sort_by_key(|range| (range.start, range.end));
    let mut apart: Vec<Range<usize>> = Vec::with_capacity(marks.len());
    for mark in marks {
        match apart.last_mut() {
            Some(last) if mark.start <= last.end => last.end = last.end.max(mark.end),
            _ => apart.push(mark),
        }
    }
    apart
}

/// The sound of a name as if it were one word, so that "derezzor" is Deir ez-Zor; empty where there is too little of it.
pub fn joined_sound(bare: &str) -> String {
    let joined: String = bare.split(' ').collect();
    let sound = skeleton(&joined);
    if sound.chars().count() < 3 {
        return String::new();
    }
    sound
}

impl Term {
    fn new(word: &str) -> Self {
        let letters = without_arabic_article(word);
        Self {
            letters: letters.to_owned(),
            count: letters.chars().count(),
            sound: skeleton(letters),
            also: Vec::new(),
        }
    }

    /// It is long enough to say something as the beginning of a word.
    pub fn is_telling(&self) -> bool {
        self.count >= LEAST_ALIKE
    }

    /// It is long enough to be looked for inside words.
    pub(super) fn is_looked_for_within(&self) -> bool {
        self.count >= LEAST_WITHIN
    }

    /// How many letters may be wrong; `None` where none may.
    pub(super) fn most_off(&self) -> Option<usize> {
        match self.count {
            0..=3 => None,
            4..=6 => Some(1),
            _ => Some(2),
        }
    }

    /// How it begins to sound.
    pub(super) fn first_class(&self) -> Option<char> {
        self.sound.chars().next()
    }

    /// The other names of one word of what is called so.
    pub(super) fn other_names(&self) -> impl Iterator<Item = &str> {
        self.also.iter().map(String::as_str)
    }

    /// Counts another name as the term itself. One of two letters is not taken: "IS" is a word of every other sentence.
    pub fn add_name(&mut self, bare: &str) {
        let known = bare == self.letters || self.also.iter().any(|name| name == bare);
        if !known && !bare.contains(' ') && bare.chars().count() >= LEAST_WITHIN {
            self.also.push(bare.to_owned());
        }
    }

    /// How the term lies in one folded word, and how far off it is in letters; the nearest that the reach allows.
    pub fn in_word(&self, word: &str, reach: Reach) -> Option<(Fit, usize)> {
        let bare = without_arabic_article(word);
        let term = self.letters.as_str();
        if bare == term || word == term {
            return Some((Fit::Equal, 0));
        }
        if bare.starts_with(term) || word.starts_with(term) {
            return Some((Fit::Begins, 0));
        }
        if self.also.iter().any(|name| name == bare) {
            return Some((Fit::Begins, 1));
        }
        if self.count >= LEAST_WITHIN && word.contains(term) {
            return Some((Fit::Within, 0));
        }
        if reach == Reach::Letters {
            return None;
        }
        if let Some(off) = self.sounds_like(bare) {
            return Some((Fit::Alike, off));
        }
        match self.off(bare)? {
            // One letter of a longer word is as near as the same sound.
            1 if self.count > LEAST_ALIKE => Some((Fit::Alike, 1)),
            off => (reach == Reach::Anything).then_some((Fit::Typo, off)),
        }
    }

    /// How the term lies in a folded name. Between two scripts only the sound can be compared, and that says too little
    /// of one word among others (طريق, road, sounds like Turkey): it counts in a `lone` name, of one word.
    pub fn in_name(&self, name: &str, lone: bool, reach: Reach) -> Option<(Fit, usize)> {
        let words = name.split(' ').filter_map(|word| {
            let other_script = word.is_ascii() != self.letters.is_ascii();
            let (fit, off) = self.in_word(word, reach)?;
            let loose = other_script && fit == Fit::Alike;
            (lone || !loose).then_some((fit, off))
        });
        words.min()
    }

    /// How the term lies in one folded word of what is told. There are many such words, so that those that are only near
    /// have to be nearer than in a name: of one script, the same first sound, as long but for a letter, and little off.
    pub fn in_text(&self, word: &str, reach: Reach) -> Option<(Fit, usize)> {
        let (fit, off) = self.in_word(word, reach)?;
        if fit <= Fit::Within {
            return Some((fit, off));
        }
        let bare = without_arabic_article(word);
        let most = if self.count < LONG { 1 } else { 2 };
        let near = bare.is_ascii() == self.letters.is_ascii()
            && off <= most
            && bare.chars().count().abs_diff(self.count) <= 1
            && first_class(bare) == self.first_class();
        near.then_some((fit, off))
    }

    /// How well its letters stand in a name in order, if they do.
    pub fn scattered(&self, name: &str, matcher: &SkimMatcherV2) -> Option<i64> {
        let letters = i64::try_from(self.count).unwrap_or(i64::MAX);
        let score = matcher.fuzzy_match(name, &self.letters)?;
        let enough = self.count >= LEAST_WITHIN && score >= letters * LEAST_FUZZY_A_LETTER;
        enough.then_some(score)
    }

    /// How many letters off a word is that sounds like it. Of two scripts only the sound can be compared.
    fn sounds_like(&self, word: &str) -> Option<usize> {
        let one_script = word.is_ascii() == self.letters.is_ascii();
        let length = self.sound.chars().count();
        let least = if one_script { 2 } else { 3 };
        if length < least || (one_script && self.count < LEAST_ALIKE) {
            return None;
        }
        // Cheap first: most words differ in how they begin.
        if skeleton(word) != self.sound {
            return None;
        }
        if !one_script {
            return Some(2);
        }
        let off = osa_distance(word, &self.letters);
        let longest = self.count.max(word.chars().count());
        let most = if length == 2 { 2 } else { longest.div_ceil(2) };
        (off <= most).then_some(off)
    }

    /// How many letters a word is off, if few enough: it, or as much of it as was typed so far.
    fn off(&self, word: &str) -> Option<usize> {
        let most = self.most_off()?;
        let count = word.chars().count();
        if count.abs_diff(self.count) <= most {
            let off = osa_distance(word, &self.letters);
            if off <= most {
                return Some(off);
            }
        }
        if self.count < 5 || count <= self.count {
            return None;
        }
        let begun: String = word.chars().take(self.count).collect();
        (osa_distance(&begun, &self.letters) <= 1).then_some(2)
    }

    /// Where the term stands in a folded text: the beginnings of words, else inside words, else words that are near.
    fn places_in(
        &self,
        folded: &str,
        near: impl Fn(&str) -> Option<(Fit, usize)>,
    ) -> Vec<Range<usize>> {
        let mut best = None;
        let mut found: Vec<Range<usize>> = Vec::new();
        let mut start = 0;
        for word in folded.split(' ') {
            let end = start + word.len();
            if let Some((fit, _)) = near(word) {
                let part = match word.find(&self.letters) {
                    Some(at) if fit <= Fit::Within => start + at..start + at + self.letters.len(),
                    _ => start..end,
                };
                // A whole word and the beginning of one are as good.
                let rank = fit.max(Fit::Begins);
                if best.is_none_or(|best| rank < best) {
                    best = Some(rank);
                    found.clear();
                }
                if best == Some(rank) {
                    found.push(part);
                }
            }
            start = end + 1;
        }
        found
    }

    fn letters_in(&self, folded: &str) -> Vec<Range<usize>> {
        let matcher = SkimMatcherV2::default();
        if self.scattered(folded, &matcher).is_none() {
            return Vec::new();
        }
        let Some((_, letters)) = matcher.fuzzy_indices(folded, &self.letters) else {
            return Vec::new();
        };
        let places = folded.char_indices().enumerate();
        places
            .filter(|(number, _)| letters.contains(number))
            .map(|(_, (byte, letter))| byte..byte + letter.len_utf8())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(query: &str, text: &str, reach: Reach) -> Vec<String> {
        let marks = Query::new(query).marks(text, reach);
        marks
            .into_iter()
            .map(|range| text[range].to_owned())
            .collect()
    }

    #[test]
    fn exactly_the_letters_that_match_are_marked() {
        let near = Reach::Letters;
        assert_eq!(marked("zor dei", "Deir ez-Zor", near), ["Dei", "Zor"]);
        assert_eq!(marked("الرقة", "محافظة الرَّقّة", near), ["رَّقّة"]);
        assert_eq!(marked("musil", "Mûsil", near), ["Mûsil"]);
        assert_eq!(marked("rak", "Iraqi forces; Al-Rakka", near), ["Rak"]);
        assert_eq!(marked("stras", "Königsstraße", near), ["straß"]);
        assert_eq!(marked("mosul", "Raqqa", near), [""; 0]);
        assert_eq!(marked("", "Raqqa", near), [""; 0]);
    }

    #[test]
    fn words_that_are_only_near_are_marked_whole() {
        assert_eq!(marked("moussel", "in Mosul", Reach::Sound), ["Mosul"]);
        assert_eq!(marked("hawiqa", "Al Hawija", Reach::Sound), ["Hawija"]);
        assert_eq!(
            marked("hxspitzl", "a hospital", Reach::Anything),
            ["hospital"]
        );
        assert_eq!(marked("hxspitzl", "a hospital", Reach::Sound), [""; 0]);
        assert_eq!(marked("hawiqa", "Al Hawija", Reach::Letters), [""; 0]);
    }
}
