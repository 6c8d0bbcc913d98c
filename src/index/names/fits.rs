//! Where a term lies in a whole lexicon: what [`Term::in_word`] and [`Term::in_text`] say of every word, without asking it
//! of every word.
//!
//! Letters are looked for in the one string that a lexicon is. For words that are only near, what is cheap to know rules
//! most of them out: how long a word is, how it begins to sound, which letters it lacks.

use super::query::{Fit, Reach, Term};
use super::skeleton::first_class;
use super::table::Table;
use crate::model::fold::{ARABIC_ARTICLE as ARTICLE, without_arabic_article};
use crate::model::lexicon::Lexicon;

/// How a term lies in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WordFit {
    /// The word's number.
    pub word: usize,
    pub fit: Fit,
    /// How many letters off it is.
    pub off: usize,
    /// Of another script, and known by its sound alone.
    pub loose: bool,
}

impl WordFit {
    fn of(term: &Term, lexicon: &Lexicon, word: usize, (fit, off): (Fit, usize)) -> Self {
        let other_script = lexicon.word(word).is_ascii() != term.letters.is_ascii();
        Self {
            word,
            fit,
            off,
            loose: other_script && fit == Fit::Alike,
        }
    }
}

/// The words that have the letters of a term, or are another name of what is called so.
pub(super) fn by_letters(term: &Term, lexicon: &Lexicon) -> Vec<WordFit> {
    let mut words = if term.is_looked_for_within() {
        lexicon.containing(&term.letters)
    } else {
        let after_article = format!("{ARTICLE}{}", term.letters);
        let begun = lexicon.beginning_with(&term.letters);
        begun
            .chain(lexicon.beginning_with(&after_article))
            .collect()
    };
    for name in term.other_names() {
        words.extend(lexicon.find(name));
        words.extend(lexicon.find(&format!("{ARTICLE}{name}")));
    }
    words.sort_unstable();
    words.dedup();
    let fit = |word: usize| {
        let fit = term.in_word(lexicon.word(word), Reach::Letters)?;
        Some(WordFit::of(term, lexicon, word, fit))
    };
    words.into_iter().filter_map(fit).collect()
}

/// The words of what events say that have no letters of a term in a row and are near to it, as far as a reach goes.
pub(super) fn near_in_text(term: &Term, lexicon: &Lexicon, reach: Reach) -> Vec<WordFit> {
    // Shorter ones are near to no word, and of another script none is.
    if reach == Reach::Letters || !term.is_telling() {
        return Vec::new();
    }
    let ascii = term.letters.is_ascii();
    let after_article = lexicon.beginning_with(ARTICLE);
    let as_long = |word: &usize| {
        !ascii
            || after_article.contains(word)
            || lexicon.length(*word).abs_diff(term.letters.len()) <= 1
    };
    let class = term.first_class();
    let near = |word: usize| {
        let text = lexicon.word(word);
        let bare = without_arabic_article(text);
        if bare.is_ascii() != ascii || first_class(bare) != class {
            return None;
        }
        let fit = term.in_text(text, reach);
        let fit = fit.filter(|(fit, _)| *fit > Fit::Within)?;
        Some(WordFit::of(term, lexicon, word, fit))
    };
    (0..lexicon.len())
        .filter(as_long)
        .filter_map(near)
        .collect()
}

/// The words of names, and what is known of each before anybody types.
pub(super) struct Spelt {
    /// The words, and the names that have each.
    pub words: Table,
    /// What each sounds like, and which word that is.
    sounds: Table,
    /// Which letters each has.
    letters: Vec<u64>,
}

impl Spelt {
    /// From words with the number of a name that has it.
    pub fn of(words: Vec<(&str, u32)>) -> Self {
        let words = Table::of(words);
        let all = 0..words.texts.len();
        let bare = |word: usize| without_arabic_article(words.texts.word(word));
        let sounds: Vec<String> = all
            .clone()
            .map(|word| super::skeleton::skeleton(bare(word)))
            .collect();
        let sounds = (0..)
            .zip(&sounds)
            .map(|(word, sound)| (sound.as_str(), word));
        Self {
            sounds: Table::of(sounds.collect()),
            letters: all.map(|word| letters(words.texts.word(word))).collect(),
            words,
        }
    }

    /// The words that have no letters of a term in a row and are near to it, however far.
    pub fn near(&self, term: &Term) -> Vec<WordFit> {
        let mut near: Vec<usize> = self.sounds.owners_of(&term.sound).collect();
        if let Some(most) = term.most_off() {
            let own = letters(&term.letters);
            // A letter that the word lacks is one that is wrong.
            let lacks = |has: &u64| (own & !has).count_ones() as usize;
            let words = self.letters.iter().enumerate();
            let words = words.filter(|(_, has)| lacks(has) <= most);
            near.extend(words.map(|(word, _)| word));
        }
        near.sort_unstable();
        near.dedup();
        let texts = &self.words.texts;
        let fit = |word: usize| {
            let fit = term.in_word(texts.word(word), Reach::Anything);
            let fit = fit.filter(|(fit, _)| *fit > Fit::Within)?;
            Some(WordFit::of(term, texts, word, fit))
        };
        near.into_iter().filter_map(fit).collect()
    }
}

/// Which letters a text has, a bit each; some letters share one, so that it may seem to have more than it has.
pub(super) fn letters(text: &str) -> u64 {
    let bits = text.chars().filter(|letter| *letter != ' ');
    bits.fold(0, |all, letter| all | 1 << (u32::from(letter) % 64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    use super::super::query::Query;

    fn word() -> impl Strategy<Value = String> {
        prop_oneof![
            6 => "[abdhikmrs]{1,9}",
            2 => "(ال)?[ابرقمصكدش]{1,5}",
            1 => "ال[ab]{1,4}",
            1 => "[aقm]{1,4}",
            4 => prop::sample::select(vec!["mosul", "mosull", "mousul", "musil", "hospital", "hospitals", "hospitel", "raqqa", "rakka", "رقه", "الرقه", "رقا", "deir", "forces", "froces"]).prop_map(str::to_owned),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn finds_what_asking_every_word_finds(
            words in prop::collection::btree_set(word(), 1..40),
            typed in word(),
            also in prop::option::of(word()),
        ) {
            let words: BTreeSet<String> = words;
            let mut query = Query::new(&typed);
            let Some(term) = query.terms.first_mut() else { return Ok(()) };
            if let Some(also) = &also {
                term.add_name(also);
            }
            let spelt = Spelt::of(words.iter().map(|word| (word.as_str(), 0)).collect());
            let lexicon = &spelt.words.texts;
            let short = |fits: Vec<WordFit>| -> Vec<(usize, Fit, usize)> {
                fits.into_iter().map(|fit| (fit.word, fit.fit, fit.off)).collect()
            };
            let asked = |ask: &dyn Fn(&str) -> Option<(Fit, usize)>| -> Vec<(usize, Fit, usize)> {
                let all = words.iter().enumerate();
                all.filter_map(|(at, word)| ask(word).map(|(fit, off)| (at, fit, off))).collect()
            };
            let letters = asked(&|word| term.in_word(word, Reach::Letters));
            prop_assert_eq!(short(by_letters(term, lexicon)), letters.clone());
            for reach in Reach::ALL {
                prop_assert_eq!(asked(&|word| term.in_text(word, reach).filter(|(fit, _)| *fit <= Fit::Within)), letters.clone());
                let near = asked(&|word| term.in_text(word, reach).filter(|(fit, _)| *fit > Fit::Within));
                prop_assert_eq!(short(near_in_text(term, lexicon, reach)), near);
            }
            let near = asked(&|word| term.in_word(word, Reach::Anything).filter(|(fit, _)| *fit > Fit::Within));
            prop_assert_eq!(short(spelt.near(term)), near.clone());
            // What sounds alike is what anything finds, without what is mistyped.
            let sound = asked(&|word| term.in_word(word, Reach::Sound).filter(|(fit, _)| *fit > Fit::Within));
            let alike: Vec<_> = near.into_iter().filter(|(_, fit, _)| *fit == Fit::Alike).collect();
            prop_assert_eq!(sound, alike);
        }
    }
}
