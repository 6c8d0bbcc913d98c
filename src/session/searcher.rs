//! Who searches while the loop draws on: one thread that answers the newest question, and one that reads the sentences of a
//! large data set when it is already on the screen.
//!
//! Known to be imperfect: a search that is under way when the box is closed runs to its end; that is some milliseconds.

use std::io;
use std::num::NonZero;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use super::wires::{Word, spawn};
use crate::app::line;
use crate::app::world::World;
use crate::app::{Answer, Question};
use crate::index::names::{Found, Watch};
use crate::load::read_words;
use crate::model::words::Pace;

/// Among so many events everything is found between a key and its frame.
const FEW: usize = 20_000;
/// How far reading gets before that is said again, in percent.
const STEP: usize = 5;

/// Whether a search in a world is worth a thread.
pub(super) fn is_needed(world: &World) -> bool {
    world.dataset.events.len() > FEW
}

/// The thread that searches.
#[derive(Debug)]
pub(super) struct Searcher {
    questions: Sender<(Arc<World>, Question)>,
    /// The number of the newest question: a search for any other is given up.
    newest: Arc<AtomicU64>,
}

impl Searcher {
    /// Starts it; what the first search in a world needs is made ready at once.
    pub(super) fn start(world: Arc<World>, tell: Sender<Word>) -> io::Result<Self> {
        let (questions, asked) = channel();
        let newest = Arc::new(AtomicU64::new(0));
        let known = Arc::clone(&newest);
        spawn("search", move || {
            world.warm_search();
            drop(world);
            answer_all(&asked, &known, &tell);
        })?;
        Ok(Self { questions, newest })
    }

    /// Asks; what was asked before is not wanted any more. Says whether anybody is there to answer.
    pub(super) fn ask(&self, world: &Arc<World>, question: Question) -> bool {
        self.newest.store(question.number, Ordering::Relaxed);
        self.questions.send((Arc::clone(world), question)).is_ok()
    }
}

/// Answers until nobody asks any more.
fn answer_all(asked: &Receiver<(Arc<World>, Question)>, newest: &AtomicU64, tell: &Sender<Word>) {
    while let Ok((world, question)) = asked.recv() {
        let number = question.number;
        let is_stale = || newest.load(Ordering::Relaxed) != number;
        if is_stale() {
            continue;
        }
        if question.is_line {
            if let Some(offered) =
                line::complete(&world, &question.text, &question.beside, &is_stale)
            {
                drop(tell.send(Word::Offered(number, offered)));
            }
            continue;
        }
        let say = |found: Found| drop(tell.send(Word::Found(Answer { number, found })));
        let mut watch = Watch {
            is_stale: &is_stale,
            first: &mut |found| say(found),
        };
        if let Some(found) = world.find_while(&question.text, &mut watch) {
            say(found);
        }
    }
}

/// Sentences being read. Dropped, they are read no further.
#[derive(Debug)]
pub(super) struct Reading(Arc<AtomicBool>);

impl Drop for Reading {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Reads the words of a world's sentences and hands them to it.
pub(super) fn read_sentences(world: Arc<World>, tell: Sender<Word>) -> io::Result<Reading> {
    let stop = Arc::new(AtomicBool::new(false));
    let reading = Reading(Arc::clone(&stop));
    spawn("sentences", move || {
        let events = world.dataset.events.len().max(1);
        let read = AtomicUsize::new(0);
        let steps = |read: usize| read * 100 / events / STEP;
        let go_on = |more: usize| {
            let before = read.fetch_add(more, Ordering::Relaxed);
            let percent = u8::try_from(steps(before + more) * STEP).unwrap_or(100);
            let heard =
                steps(before) == steps(before + more) || tell.send(Word::Read(percent)).is_ok();
            heard && !stop.load(Ordering::Relaxed)
        };
        let pace = Pace {
            // One is left to draw.
            threads: thread::available_parallelism()
                .map_or(1, |all| NonZero::get(all) - 1)
                .max(1),
            go_on: &go_on,
        };
        if let Some(words) = read_words(&world.dataset, pace) {
            world.know_words(words);
            drop(tell.send(Word::AllRead));
        }
    })?;
    Ok(reading)
}
