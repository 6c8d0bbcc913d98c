//! How far a load has come, for whoever waits for it, and the way to stop it.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// Shared between those who load and the one who waits.
#[derive(Debug, Default)]
pub struct Watch {
    total: AtomicU64,
    read: AtomicU64,
    events: AtomicU64,
    asked: AtomicBool,
    /// Whoever takes in a stream has stopped already: what came of it is still to be read.
    heard: AtomicBool,
}

/// How far a load has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Bytes read so far.
    pub read: u64,
    /// Bytes in all; 0 while that is not known.
    pub total: u64,
    /// Events taken so far.
    pub events: u64,
}

impl Watch {
    /// How far it has come.
    pub fn progress(&self) -> Progress {
        let get = |number: &AtomicU64| number.load(Ordering::Relaxed);
        Progress {
            read: get(&self.read),
            total: get(&self.total),
            events: get(&self.events),
        }
    }

    /// Asks for an end: what was read until then is kept.
    pub fn stop(&self) {
        self.asked.store(true, Ordering::Relaxed);
    }

    /// Whether an end was asked for.
    pub fn is_asked_to_stop(&self) -> bool {
        self.asked.load(Ordering::Relaxed)
    }

    /// Whether whoever asks has to stop now.
    pub(super) fn is_stopped(&self) -> bool {
        self.is_asked_to_stop() && !self.heard.load(Ordering::Relaxed)
    }

    /// A stream was stopped: what came of it is read to its end.
    pub(super) fn heard(&self) {
        self.heard.store(true, Ordering::Relaxed);
    }

    /// So many more bytes are to be read.
    pub(super) fn expect(&self, bytes: u64) {
        self.total.fetch_add(bytes, Ordering::Relaxed);
    }

    /// So many more bytes and events were read.
    pub(super) fn came(&self, bytes: u64, events: u64) {
        self.read.fetch_add(bytes, Ordering::Relaxed);
        self.events.fetch_add(events, Ordering::Relaxed);
    }
}
