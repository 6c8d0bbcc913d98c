//! The words that events are told with, and which events each stands in.
//!
//! Only whole folded words are kept, each once for the whole data set, and for each the events that it stands in. What the
//! words say together stays in the file and is read when somebody looks. It takes as many bytes as there are different
//! words in an event, and a fifth more: some 25 an event of a summary and a sentence. So it is a value of its own, made when
//! the events are already on the screen, and a search does without until it is there.

use std::collections::HashMap;
use std::ops::Range;
use std::thread;

use super::entry::EventIx;
use super::fold::fold_into;
use super::lexicon::Lexicon;
use super::postings::{List, Making, Postings};

/// A longer word than this is not one that a person types.
const LONGEST_WORD: usize = 64;
/// So many events are read before one says how far one is and asks whether to go on.
const BREATH: usize = 2_048;
/// For fewer events than this another thread is not worth its while.
const LEAST_PART: usize = 10_000;

/// All words, and where each stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    lexicon: Lexicon,
    told: Postings,
    quoted: Postings,
}

/// How much is done at a time.
#[derive(Clone, Copy)]
pub struct Pace<'a> {
    /// How many threads read.
    pub threads: usize,
    /// Told how many more events were read; says whether to go on. Called by all threads.
    pub go_on: &'a (dyn Fn(usize) -> bool + Sync),
}

impl Words {
    /// Reads so many events. Each thread makes itself a reader, which hands over what an event says. `None` where it was
    /// told to stop.
    pub fn read<R: FnMut(EventIx, &mut Row)>(
        events: usize,
        reader: impl Fn() -> R + Sync,
        pace: Pace<'_>,
    ) -> Option<Self> {
        let parts = pace.threads.min(events / LEAST_PART).max(1);
        let size = events.div_ceil(parts);
        let read = |part: usize| {
            let stretch = part * size..((part + 1) * size).min(events);
            Part::read(stretch, reader(), pace)
        };
        let read = &read;
        let parts: Option<Vec<Part>> = thread::scope(|scope| {
            let rest: Vec<_> = (1..parts)
                .map(|part| scope.spawn(move || read(part)))
                .collect();
            let first = read(0);
            let rest = rest.into_iter().map(|part| part.join().ok().flatten());
            std::iter::once(first).chain(rest).collect()
        });
        Some(Self::joined(parts?, events))
    }

    fn joined(parts: Vec<Part>, events: usize) -> Self {
        let mut all: Vec<&str> = parts
            .iter()
            .flat_map(|part| part.numbers.keys())
            .map(|word| &**word)
            .collect();
        all.sort_unstable();
        all.dedup();
        let lexicon = Lexicon::of(all.into_iter());
        let words = lexicon.len();
        let mut told = Vec::with_capacity(parts.len());
        let mut quoted = Vec::with_capacity(parts.len());
        for part in parts {
            let mut numbers = vec![usize::MAX; part.numbers.len()];
            for (word, own) in &part.numbers {
                if let (Some(number), Some(slot)) =
                    (lexicon.find(word), numbers.get_mut(*own as usize))
                {
                    *slot = number;
                }
            }
            told.push((part.told, numbers.clone()));
            quoted.push((part.quoted, numbers));
        }
        // One after the other, so that what was made of the first is gone before the second is joined.
        let told = Postings::joined(&std::mem::take(&mut told), words, events);
        let quoted = Postings::joined(&quoted, words, events);
        Self {
            lexicon,
            told,
            quoted,
        }
    }

    /// The words, by their numbers.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// The events whose summary or trigger has a word.
    pub fn told_with(&self, word: usize) -> List<'_> {
        self.told.list(word)
    }

    /// The events that a sentence with a word reports, where summary and trigger do not have it.
    pub fn quoted_with(&self, word: usize) -> List<'_> {
        self.quoted.list(word)
    }

    /// How many bytes they take.
    pub fn bytes(&self) -> usize {
        self.lexicon.bytes() + self.told.bytes() + self.quoted.bytes()
    }
}

/// The words of a stretch of events.
#[derive(Default)]
struct Part {
    numbers: HashMap<Box<str>, u32, foldhash::fast::FixedState>,
    told: Making,
    quoted: Making,
}

impl Part {
    /// `None` where it was told to stop.
    fn read(
        events: Range<usize>,
        mut reader: impl FnMut(EventIx, &mut Row),
        pace: Pace<'_>,
    ) -> Option<Self> {
        let mut row = Row::default();
        let mut part = Self::default();
        let mut waiting = 0;
        for at in events {
            let event = EventIx::from_position(at);
            row.begin();
            reader(event, &mut row);
            row.end();
            for word in &row.told {
                part.told.push(*word as usize, event);
            }
            for word in &row.quoted {
                part.quoted.push(*word as usize, event);
            }
            waiting += 1;
            if waiting == BREATH && !(pace.go_on)(std::mem::take(&mut waiting)) {
                return None;
            }
        }
        part.numbers = row.numbers;
        (pace.go_on)(waiting).then_some(part)
    }
}

/// What one event says, word by word.
#[derive(Default)]
pub struct Row {
    numbers: HashMap<Box<str>, u32, foldhash::fast::FixedState>,
    folded: String,
    told: Vec<u32>,
    quoted: Vec<u32>,
}

impl Row {
    /// Takes in a text that tells of the event itself: its summary, the words that name it.
    pub fn tell(&mut self, text: &str) {
        let Self {
            numbers,
            folded,
            told,
            ..
        } = self;
        add(text, numbers, folded, told);
    }

    /// Takes in a text that the event is taken from: a sentence, marked words of it.
    pub fn quote(&mut self, text: &str) {
        let Self {
            numbers,
            folded,
            quoted,
            ..
        } = self;
        add(text, numbers, folded, quoted);
    }

    fn begin(&mut self) {
        self.told.clear();
        self.quoted.clear();
    }

    /// Each word once, and none in the sentences that the summary has.
    fn end(&mut self) {
        self.told.sort_unstable();
        self.told.dedup();
        self.quoted.sort_unstable();
        self.quoted.dedup();
        self.quoted
            .retain(|word| self.told.binary_search(word).is_err());
    }
}

fn add(
    text: &str,
    numbers: &mut HashMap<Box<str>, u32, foldhash::fast::FixedState>,
    folded: &mut String,
    into: &mut Vec<u32>,
) {
    fold_into(text, folded);
    let words = folded.split(' ');
    for word in words.filter(|word| !word.is_empty() && word.len() <= LONGEST_WORD) {
        if let Some(number) = numbers.get(word) {
            into.push(*number);
            continue;
        }
        let number = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
        numbers.insert(word.into(), number);
        into.push(number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::fold::fold;
    use proptest::prelude::*;
    use std::collections::BTreeSet;
    use std::sync::atomic::{AtomicUsize, Ordering};

    fn read(rows: &[(String, String)]) -> Words {
        let reader = || {
            |event: EventIx, row: &mut Row| {
                let (told, quoted) = &rows[event.at()];
                row.tell(told);
                row.quote(quoted);
            }
        };
        let pace = Pace {
            threads: 3,
            go_on: &|_| true,
        };
        Words::read(rows.len(), reader, pace).unwrap()
    }

    fn words(text: &str) -> BTreeSet<String> {
        let folded = fold(text);
        let words = folded.split(' ').filter(|word| !word.is_empty());
        words.map(str::to_owned).collect()
    }

    proptest! {
        #[test]
        fn every_word_leads_to_its_events(
            rows in prop::collection::vec(("[abA' رق-]{0,8}", "[abA' رق-]{0,8}"), 0..30),
        ) {
            let made = read(&rows);
            let all: BTreeSet<String> = rows.iter().flat_map(|(told, quoted)| words(told).into_iter().chain(words(quoted))).collect();
            let lexicon = made.lexicon();
            let known: BTreeSet<String> = (0..lexicon.len()).map(|at| lexicon.word(at).to_owned()).collect();
            prop_assert_eq!(&known, &all);
            for (number, word) in all.iter().enumerate() {
                let that = |holds: &dyn Fn(&(String, String)) -> bool| -> Vec<EventIx> {
                    (0..rows.len()).filter(|at| holds(&rows[*at])).map(EventIx::from_position).collect()
                };
                let told = that(&|(told, _)| words(told).contains(word));
                let quoted = that(&|(told, quoted)| words(quoted).contains(word) && !words(told).contains(word));
                prop_assert_eq!(made.told_with(number).events(), told);
                prop_assert_eq!(made.quoted_with(number).events(), quoted);
            }
        }
    }

    #[test]
    fn several_threads_find_what_one_finds() {
        let rows: Vec<(String, String)> = (0..45_000)
            .map(|at| (format!("w{} x", at % 97), format!("q{at} x y{}", at % 3)))
            .collect();
        let reader = || {
            |event: EventIx, row: &mut Row| {
                row.tell(&rows[event.at()].0);
                row.quote(&rows[event.at()].1);
            }
        };
        let done = AtomicUsize::new(0);
        let by = |threads| {
            let go_on = |more| done.fetch_add(more, Ordering::Relaxed) < usize::MAX;
            Words::read(
                rows.len(),
                reader,
                Pace {
                    threads,
                    go_on: &go_on,
                },
            )
            .unwrap()
        };
        assert_eq!(by(1), by(4));
        assert_eq!(done.into_inner(), 2 * rows.len());
        let stopped = Words::read(
            rows.len(),
            reader,
            Pace {
                threads: 2,
                go_on: &|_| false,
            },
        );
        assert_eq!(stopped, None);
    }
}
