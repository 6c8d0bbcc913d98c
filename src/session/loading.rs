//! Files that are read while somebody already looks at what there is of them: one thread reads, and says when more is there.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use super::wires::{Word, spawn};
use crate::app::coming::Coming;
use crate::app::shelf::Reader;
use crate::app::world::World;
use crate::load::Watch;

/// What was read shows how far it has come after so long, and then again and again: often enough to be seen to move, and
/// seldom enough for a thin line.
pub(super) const PACE: Duration = Duration::from_millis(250);

/// A world that takes the place of another.
pub struct Fresh {
    /// What there is now.
    pub world: Arc<World>,
    /// How its records are read.
    pub reader: Reader,
    /// What to say first.
    pub message: Option<String>,
}

/// Reads the rest of what was begun, watched; says why where it cannot.
pub type Rest = Box<dyn FnOnce(&Watch) -> Result<Fresh, String> + Send>;

/// What is still being read.
pub(super) struct Loading {
    watch: Arc<Watch>,
    began: Instant,
}

impl Loading {
    /// Has the rest read by a thread.
    pub fn start(rest: Rest, tell: Sender<Word>) -> io::Result<Self> {
        let watch = Arc::new(Watch::default());
        let watched = Arc::clone(&watch);
        spawn("load", move || {
            let word = match rest(&watched) {
                Ok(fresh) => Word::Loaded(Box::new(fresh)),
                Err(why) => Word::NotLoaded(why),
            };
            drop(tell.send(word));
        })?;
        Ok(Self {
            watch,
            began: Instant::now(),
        })
    }

    /// How far it has come.
    pub fn coming(&self) -> Coming {
        let progress = self.watch.progress();
        Coming {
            read: progress.read,
            total: progress.total,
            events: progress.events,
            elapsed: self.began.elapsed(),
            stops: self.watch.is_asked_to_stop(),
        }
    }

    /// Asks for an end: what was read until then is kept.
    pub fn stop(&self) {
        self.watch.stop();
    }
}

impl Drop for Loading {
    fn drop(&mut self) {
        self.watch.stop();
    }
}
