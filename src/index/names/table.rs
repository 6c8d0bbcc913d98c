//! Distinct texts, and whose each is: the words of names, names themselves, what they sound like.

use std::ops::Range;

use crate::model::lexicon::Lexicon;

/// Distinct texts in order, each with the numbers of those that have it.
#[derive(Default)]
pub(super) struct Table {
    pub texts: Lexicon,
    /// Where each text's owners end in `owners`.
    ends: Vec<u32>,
    owners: Vec<u32>,
}

impl Table {
    /// From texts with the number of one that has it.
    pub fn of(mut pairs: Vec<(&str, u32)>) -> Self {
        pairs.sort_unstable();
        pairs.dedup();
        let mut table = Self {
            owners: pairs.iter().map(|(_, owner)| *owner).collect(),
            ..Self::default()
        };
        let texts = pairs.chunk_by(|(one, _), (other, _)| one == other);
        let mut end = 0;
        for owners in texts.clone() {
            end += owners.len();
            table.ends.push(u32::try_from(end).unwrap_or(u32::MAX));
        }
        let texts = texts.filter_map(|owners| owners.first());
        table.texts = Lexicon::of(texts.map(|(text, _)| *text));
        table
    }

    /// Those that have one of some texts, in order of texts.
    pub fn owners(&self, texts: Range<usize>) -> impl Iterator<Item = usize> + '_ {
        let end = |at: usize| self.ends.get(at).map_or(0, |end| *end as usize);
        let start = texts.start.checked_sub(1).map_or(0, end);
        let end = texts.end.checked_sub(1).map_or(0, end).max(start);
        let owners = self.owners.get(start..end).unwrap_or(&[]);
        owners.iter().map(|owner| *owner as usize)
    }

    /// Those that have a text.
    pub fn owners_of(&self, text: &str) -> impl Iterator<Item = usize> + '_ {
        let at = self.texts.find(text);
        self.owners(at.map_or(0..0, |at| at..at + 1))
    }
}
