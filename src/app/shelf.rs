//! The records that are at hand: read before drawing, never while.

use std::collections::HashMap;
use std::sync::Arc;

use crate::model::entry::EventIx;
use crate::model::record::Record;

/// How a record is read; the session gives it.
pub type Reader = Arc<dyn Fn(EventIx) -> Result<Record, String> + Send + Sync>;

/// More records than this are not kept: about ten screens of a list.
const MOST: usize = 2_000;

/// The records at hand, and how to get another.
#[derive(Clone)]
pub struct Shelf {
    reader: Reader,
    records: HashMap<EventIx, Result<Arc<Record>, String>>,
}

impl Shelf {
    /// An empty shelf that is filled by a reader.
    pub fn new(reader: Reader) -> Self {
        Self {
            reader,
            records: HashMap::new(),
        }
    }

    /// A record, if it is at hand; `Some(Err(why))` where it could not be read.
    pub fn get(&self, event: EventIx) -> Option<Result<&Arc<Record>, &str>> {
        self.records
            .get(&event)
            .map(|record| record.as_ref().map_err(String::as_str))
    }

    /// A record, at hand or read now, without keeping it. Not for drawing.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn look_up(&self, event: EventIx) -> Result<Arc<Record>, String> {
        match self.records.get(&event) {
            Some(known) => known.clone(),
            None => (self.reader)(event).map(Arc::new),
        }
    }

    /// A record that is at hand and could be read.
    pub fn record(&self, event: EventIx) -> Option<&Arc<Record>> {
        self.get(event)?.ok()
    }

    /// Reads the records that are wanted and not yet at hand.
    pub fn fetch(&mut self, wanted: &[EventIx]) {
        if self.records.len() + wanted.len() > MOST {
            self.records.retain(|event, _| wanted.contains(event));
        }
        for event in wanted {
            if !self.records.contains_key(event) {
                self.records
                    .insert(*event, (self.reader)(*event).map(Arc::new));
            }
        }
    }
}
