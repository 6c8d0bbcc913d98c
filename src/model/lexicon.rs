//! Distinct words, sorted, in one string: what a search walks through when a key is pressed.
//!
//! One string and not a table of strings: looking for letters inside two hundred thousand words is then one pass over two
//! megabytes, and what begins with some letters stands side by side.

use std::ops::Range;

use memchr::memmem::Finder;

/// Ends each word; no word has it, so that no search finds something across two words.
const END: char = '\n';

/// Distinct words in the order of their bytes, each known by its number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lexicon {
    text: String,
    /// Where each word ends in the text, its `END` included.
    ends: Vec<u32>,
}

impl Lexicon {
    /// From words that are sorted, distinct, and of one line each. What does not fit into 4 GB of text is left out.
    pub fn of<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        let mut lexicon = Self::default();
        for word in words {
            let Ok(end) = u32::try_from(lexicon.text.len() + word.len() + END.len_utf8()) else {
                break;
            };
            lexicon.text.push_str(word);
            lexicon.text.push(END);
            lexicon.ends.push(end);
        }
        lexicon.text.shrink_to_fit();
        lexicon.ends.shrink_to_fit();
        lexicon
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// There are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// How many bytes it takes.
    pub fn bytes(&self) -> usize {
        self.text.len() + self.ends.len() * size_of::<u32>()
    }

    /// A word by its number; empty for one that is not there.
    pub fn word(&self, at: usize) -> &str {
        self.text.get(self.range(at)).unwrap_or("")
    }

    /// How many bytes a word has.
    pub fn length(&self, at: usize) -> usize {
        self.range(at).len()
    }

    /// The number of a word.
    pub fn find(&self, word: &str) -> Option<usize> {
        let at = self.first_from(word);
        (at < self.len() && self.word(at) == word).then_some(at)
    }

    /// The words that begin with some letters.
    pub fn beginning_with(&self, letters: &str) -> Range<usize> {
        let first = self.first_from(letters);
        let end = self.partition(|word| word < letters || word.starts_with(letters));
        first..end.max(first)
    }

    /// The words that have some letters in them, in order, each once.
    pub fn containing(&self, letters: &str) -> Vec<usize> {
        let finder = Finder::new(letters);
        let bytes = self.text.as_bytes();
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(hit) = bytes.get(from..).and_then(|rest| finder.find(rest)) {
            let byte = from + hit;
            let known = found.last().map_or(0, |last| last + 1);
            let ends = self.ends.get(known..).unwrap_or(&[]);
            let at = known + ends.partition_point(|end| *end as usize <= byte);
            if at >= self.len() {
                break;
            }
            found.push(at);
            // What else the word has does not matter.
            from = self.ends.get(at).map_or(bytes.len(), |end| *end as usize);
        }
        found
    }

    /// The first word that is not before another.
    fn first_from(&self, word: &str) -> usize {
        self.partition(|other| other < word)
    }

    /// How many words come before the first that `is_before` is false for.
    fn partition(&self, is_before: impl Fn(&str) -> bool) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            if is_before(self.word(middle)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    fn range(&self, at: usize) -> Range<usize> {
        let end = |at: usize| self.ends.get(at).map_or(0, |end| *end as usize);
        let start = at.checked_sub(1).map_or(0, end);
        let end = end(at).saturating_sub(END.len_utf8());
        start..end.max(start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn finds_what_looking_at_each_word_finds(
            words in prop::collection::btree_set("[abرق]{1,4}", 0..40),
            letters in "[abرق]{1,3}",
        ) {
            let words: BTreeSet<String> = words;
            let lexicon = Lexicon::of(words.iter().map(String::as_str));
            let all: Vec<&str> = words.iter().map(String::as_str).collect();
            let that = |holds: &dyn Fn(&str) -> bool| -> Vec<usize> {
                (0..all.len()).filter(|at| holds(all[*at])).collect()
            };
            prop_assert_eq!(lexicon.len(), all.len());
            for (at, word) in all.iter().enumerate() {
                prop_assert_eq!(lexicon.word(at), *word);
                prop_assert_eq!(lexicon.length(at), word.len());
                prop_assert_eq!(lexicon.find(word), Some(at));
            }
            let begun: Vec<usize> = lexicon.beginning_with(&letters).collect();
            prop_assert_eq!(begun, that(&|word| word.starts_with(&letters)));
            prop_assert_eq!(lexicon.containing(&letters), that(&|word| word.contains(&letters)));
            prop_assert_eq!(lexicon.find(&letters).is_some(), words.contains(&letters));
            prop_assert_eq!(lexicon.word(all.len()), "");
        }
    }
}
