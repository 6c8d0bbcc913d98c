//! The words of events' summaries and reports, on their way into an index: folded, and each kept once.

use std::collections::{HashMap, HashSet};

use super::event::RawEvent;
use super::names::Names;
use super::report::RawReport;
use crate::model::documents::Document;
use crate::model::entry::DocIx;
use crate::model::fold::fold;
use crate::model::postings::RowWords;

/// A longer word than this is not one that a person types.
const LONGEST_WORD: usize = 64;

/// All words so far.
#[derive(Default)]
pub(super) struct Wording {
    numbers: HashMap<Box<str>, u32>,
    /// The words of each listed sentence of the documents that were reported from.
    sentences: HashMap<DocIx, Vec<Vec<u32>>>,
}

impl Wording {
    /// The words of one event.
    pub fn of(&mut self, event: &RawEvent<'_>, names: &Names<'_>) -> RowWords {
        let mut summary = self.numbers_of(&event.summary);
        for trigger in event
            .reports
            .iter()
            .filter_map(|report| report.trigger.as_ref())
        {
            summary.extend(self.numbers_of(&trigger.text));
        }
        summary.sort_unstable();
        summary.dedup();
        let mut quoted = Vec::new();
        if let Some(sentence) = &event.sentence {
            quoted.extend(self.numbers_of(sentence));
        }
        for report in &event.reports {
            self.add_report(report, names, &mut quoted);
        }
        let mut seen: HashSet<u32> = summary.iter().copied().collect();
        quoted.retain(|word| seen.insert(*word));
        RowWords { summary, quoted }
    }

    /// Every word, by its number.
    pub fn into_words(self) -> Vec<Box<str>> {
        let mut words: Vec<(u32, Box<str>)> = self
            .numbers
            .into_iter()
            .map(|(word, number)| (number, word))
            .collect();
        words.sort_unstable();
        words.into_iter().map(|(_, word)| word).collect()
    }

    fn add_report(&mut self, report: &RawReport<'_>, names: &Names<'_>, words: &mut Vec<u32>) {
        for mark in &report.marks {
            words.extend(self.numbers_of(&mark.text));
        }
        let doc = names.document(&report.doc);
        let document = doc.and_then(|doc| Some((doc, names.documents.get(doc.at())?)));
        if let (Some((doc, document)), Some(sentence)) = (document, report.sentence) {
            if !self.sentences.contains_key(&doc) {
                let sentences = self.sentences_of(document);
                self.sentences.insert(doc, sentences);
            }
            let said = self.sentences.get(&doc).and_then(|all| all.get(sentence));
            words.extend(said.into_iter().flatten());
        }
    }

    /// Each sentence for itself; the text is counted through once, however long it is.
    fn sentences_of(&mut self, document: &Document) -> Vec<Vec<u32>> {
        let text = document.text.as_deref().unwrap_or("");
        let ends = text.char_indices().map(|(byte, _)| byte);
        let bytes: Vec<usize> = ends.chain([text.len()]).collect();
        let slice = |start: usize, end: usize| text.get(*bytes.get(start)?..*bytes.get(end)?);
        let sentences = document.sentences.iter();
        sentences
            .map(|range| self.numbers_of(slice(range.start, range.end).unwrap_or("")))
            .collect()
    }

    fn numbers_of(&mut self, text: &str) -> Vec<u32> {
        let folded = fold(text);
        let mut seen = HashSet::new();
        folded
            .split(' ')
            .filter(|word| !word.is_empty() && word.len() <= LONGEST_WORD)
            .map(|word| self.number_of(word))
            .filter(|word| seen.insert(*word))
            .collect()
    }

    fn number_of(&mut self, word: &str) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
        self.numbers.insert(word.into(), number);
        number
    }
}
