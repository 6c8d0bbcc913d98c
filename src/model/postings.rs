//! Which events a word stands in.
//!
//! Only whole folded words are kept, each once for the whole data set, and for each the events that it stands in: four
//! bytes a word and event, so that the dozen distinct words of a summary cost about 50 bytes an event. What the words say
//! together stays in the file and is read when somebody looks.

use super::entry::EventIx;

/// The words of one event, as numbers into [`Dataset::words`](super::dataset::Dataset::words), each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RowWords {
    /// Of its summary, and those that name the event itself.
    pub summary: Vec<u32>,
    /// Of the sentences that report it, as far as those do not have them.
    pub quoted: Vec<u32>,
}

/// For each word, by its number, the events that it stands in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Postings {
    /// Where each word's events end in `events`.
    ends: Vec<u32>,
    events: Vec<EventIx>,
}

impl Postings {
    /// From the words of each event, in order of events. A word that an event has twice counts twice.
    pub fn of<'a>(rows: impl Iterator<Item = &'a [u32]> + Clone) -> Self {
        let mut ends: Vec<u32> = Vec::new();
        for word in rows.clone().flatten() {
            let at = *word as usize;
            if at >= ends.len() {
                ends.resize(at + 1, 0);
            }
            if let Some(count) = ends.get_mut(at) {
                *count += 1;
            }
        }
        // First how many, then where each begins; filling moves each to where it ends.
        let mut total = 0;
        for end in &mut ends {
            let count = *end;
            *end = total;
            total += count;
        }
        let mut events = vec![EventIx(0); total as usize];
        for (event, row) in rows.enumerate() {
            for word in row {
                let Some(end) = ends.get_mut(*word as usize) else {
                    continue;
                };
                if let Some(slot) = events.get_mut(*end as usize) {
                    *slot = EventIx::from_position(event);
                }
                *end += 1;
            }
        }
        Self { ends, events }
    }

    /// The events that a word stands in, in order of time.
    pub fn events(&self, word: usize) -> &[EventIx] {
        let end = |at: usize| self.ends.get(at).map(|end| *end as usize);
        let start = word.checked_sub(1).and_then(end).unwrap_or(0);
        let end = end(word).unwrap_or(start);
        self.events.get(start..end).unwrap_or(&[])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_has_its_events() {
        let rows: [&[u32]; 3] = [&[0, 2], &[], &[2, 1, 5]];
        let postings = Postings::of(rows.into_iter());
        let events = |word| postings.events(word).to_vec();
        assert_eq!(events(0), [EventIx(0)]);
        assert_eq!(events(1), [EventIx(2)]);
        assert_eq!(events(2), [EventIx(0), EventIx(2)]);
        assert_eq!(events(3), []);
        assert_eq!(events(5), [EventIx(2)]);
        assert_eq!(events(6), []);
        assert_eq!(Postings::default().events(0), []);
    }
}
