//! The engine that reads records on all cores.
//!
//! A file of records is handed out in blocks. Whoever takes a block finds where the first record in it begins, reads all that
//! begin in it, and says where the next one begins after it. Where a record begins can only be guessed from the middle of a
//! file (a line end may stand inside quotes), so that a block counts only if it begins where the one before it ended; one
//! that does not is read again from there. What is read never depends on how many workers there were.

use std::borrow::Cow;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::fault::Severity;
use super::objects::Keys;
use super::store::Store;
use super::watch::Watch;
use super::worker::{Shared, Worker, Yield};
use crate::model::events::RecordAt;
use crate::model::text::Text;

/// How much is looked at before a block: more than a character.
const LOOK_BACK: u64 = 4;

/// In what portions files are read, and by how many. What comes of it is the same whatever they are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Portions {
    /// Files of up to so many bytes are read by one worker, and documents among them as a whole.
    pub small: u64,
    /// How many read at a time what is larger.
    pub workers: usize,
    /// How much of a file is handed out at a time.
    pub block: usize,
    /// How much is read beyond it at first, so that the last record is whole.
    pub beyond: usize,
    /// A longer record is not one.
    pub longest: usize,
}

impl Default for Portions {
    fn default() -> Self {
        Self {
            small: 4 << 20,
            workers: std::thread::available_parallelism().map_or(1, usize::from),
            // Small enough to be still near the core that has read it.
            block: 512 << 10,
            beyond: 16 << 10,
            longest: 64 << 20,
        }
    }
}

/// What came of trying to read a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// It was read, or set aside; the next one begins here.
    Next(usize),
    /// It goes on behind what there is.
    Cut,
    /// There are no more; the list ends before this byte.
    End(usize),
    /// What comes is no list any more, as was said: nothing of it is read.
    Broken,
}

/// A piece of a file, as text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece<'p> {
    pub text: &'p str,
    /// Its first byte in the file.
    pub base: u64,
    /// The file ends with it.
    pub is_last: bool,
    /// Bytes of it that are no text, and were replaced; in order.
    pub spoilt: &'p [usize],
    /// There are no control characters in it but those that end lines.
    pub is_clean: bool,
}

impl Piece<'_> {
    /// The first byte of a record that is no text.
    fn spoilt_in(&self, start: usize, end: usize) -> Option<usize> {
        let at = self.spoilt.partition_point(|at| *at < start);
        self.spoilt.get(at).copied().filter(|at| *at < end)
    }

    /// Where the record stands that has this text at a byte of the piece; `None` for one that is not all text, which is then
    /// set aside.
    pub fn record(self, at: usize, text: &str, worker: &mut Worker<'_>) -> Option<RecordAt> {
        let record = RecordAt {
            source: worker.file,
            offset: self.offset(at),
            len: u32::try_from(text.len()).unwrap_or(u32::MAX),
        };
        let Some(spoilt) = self.spoilt_in(at, at + text.len()) else {
            return Some(record);
        };
        let (found, expected) = ("a byte that begins no character", "text in UTF-8");
        worker.fault(
            Severity::Error,
            self.offset(spoilt),
            ("", None),
            found,
            expected,
        );
        worker.set_aside(None, record.offset, record.len);
        None
    }

    /// Where a byte of it stands in the file.
    pub fn offset(&self, at: usize) -> u64 {
        self.base + at as u64
    }
}

/// A way in which records stand in a file.
pub(super) trait Rows: Sync {
    /// Where the first record begins in a piece, from a byte on, as far as can be told from there. The byte before
    /// `from` is in the piece.
    fn guess(&self, piece: Piece<'_>, from: usize) -> Option<usize>;

    /// Reads the record that begins at a byte of a piece.
    fn take(&self, piece: Piece<'_>, at: usize, worker: &mut Worker<'_>) -> Step;
}

/// Where the records of a file stand.
pub(super) struct Ground<'g> {
    pub store: &'g Store,
    /// Number of the file.
    pub file: u32,
    pub label: Text,
    /// Where the first record begins.
    pub first: u64,
    pub watch: &'g Watch,
    pub portions: Portions,
    /// No more than so many bytes are read.
    pub most: u64,
}

/// What the workers made of a file.
#[derive(Default)]
pub(super) struct Harvest {
    /// In the order of the file.
    pub yields: Vec<Yield>,
    /// Where a list was closed; `None` where the file just ends.
    pub closed: Option<u64>,
    /// Records were read that turned out to be none, or not in order, so that workers hold names that nobody has, and do
    /// not know which they met first.
    pub is_littered: bool,
}

/// What was read of one block.
struct Part {
    block: usize,
    /// Where its first record begins; `None` where none seems to begin in it.
    first: Option<u64>,
    /// Where the next record begins after it.
    next: u64,
    closed: Option<u64>,
    yielded: Yield,
}

/// Reads all records of a file.
///
/// # Errors
/// What the system says where the file cannot be read.
pub(super) fn read<'n>(
    rows: &dyn Rows,
    ground: &Ground<'_>,
    workers: &mut Vec<Worker<'n>>,
    shared: &Shared<'n>,
) -> io::Result<Harvest> {
    while workers.len() < ground.portions.workers.max(1) {
        workers.push(Worker::new(shared));
    }
    let (next, failed) = (AtomicUsize::new(0), Mutex::new(None));
    let blocks = blocks(ground);
    let parts: Mutex<Vec<Part>> = Mutex::new(Vec::with_capacity(blocks));
    std::thread::scope(|scope| {
        for (number, worker) in workers
            .iter_mut()
            .enumerate()
            .take(ground.portions.workers.max(1))
        {
            let (next, failed, parts) = (&next, &failed, &parts);
            let mut work = move || {
                let mut buffer = Vec::new();
                loop {
                    let block = next.fetch_add(1, Ordering::Relaxed);
                    if block >= blocks || ground.watch.is_stopped() {
                        return;
                    }
                    match part(rows, ground, block, None, worker, &mut buffer) {
                        Ok(mut part) => {
                            part.yielded.worker = number;
                            // Whatever a list's end is followed by, nothing behind it counts.
                            if part.closed.is_some() {
                                next.fetch_max(blocks, Ordering::Relaxed);
                            }
                            lock(parts).push(part);
                        }
                        Err(error) => {
                            *lock(failed) = Some(error);
                            next.fetch_max(blocks, Ordering::Relaxed);
                        }
                    }
                }
            };
            if ground.portions.workers <= 1 {
                work();
            } else {
                scope.spawn(work);
            }
        }
    });
    if let Some(error) = lock(&failed).take() {
        return Err(error);
    }
    let mut parts = parts.into_inner().unwrap_or_else(PoisonError::into_inner);
    parts.sort_by_key(|part| part.block);
    chain(rows, ground, parts, workers)
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn blocks(ground: &Ground<'_>) -> usize {
    let len = ground
        .store
        .len()
        .saturating_sub(ground.first)
        .min(ground.most);
    usize::try_from(len.div_ceil(ground.portions.block as u64)).unwrap_or(usize::MAX)
}

/// Keeps what begins where the block before it ended, and reads the rest again.
fn chain(
    rows: &dyn Rows,
    ground: &Ground<'_>,
    parts: Vec<Part>,
    workers: &mut [Worker<'_>],
) -> io::Result<Harvest> {
    let mut harvest = Harvest::default();
    let mut parts = parts.into_iter().peekable();
    let mut begin = ground.first;
    for block in 0..blocks(ground) {
        let read = parts.next_if(|part| part.block == block);
        let end = ground.first + (block as u64 + 1) * ground.portions.block as u64;
        // A record that is longer than the block covers it.
        if begin >= end {
            harvest.is_littered |= read.is_some_and(|part| part.first.is_some());
            continue;
        }
        let part = match read {
            Some(part) if part.first == Some(begin) => part,
            read => {
                // Where loading was stopped, what was not read is left.
                if read.is_none() && ground.watch.is_stopped() {
                    break;
                }
                harvest.is_littered = true;
                let Some(worker) = workers.first_mut() else {
                    break;
                };
                part(rows, ground, block, Some(begin), worker, &mut Vec::new())?
            }
        };
        begin = part.next;
        harvest.yields.push(part.yielded);
        if let Some(closed) = part.closed {
            harvest.closed = Some(closed.min(ground.store.len()));
            break;
        }
    }
    // What others took for records behind the end counts for nothing.
    harvest.is_littered |= parts.any(|part| part.first.is_some());
    Ok(harvest)
}

/// Reads the records that begin in one block: from a known place on, or from where one seems to begin.
fn part(
    rows: &dyn Rows,
    ground: &Ground<'_>,
    block: usize,
    known: Option<u64>,
    worker: &mut Worker<'_>,
    buffer: &mut Vec<u8>,
) -> io::Result<Part> {
    if worker.file != ground.file {
        // The same key may mean something else there.
        worker.keys = Keys::default();
    }
    worker.file = ground.file;
    worker.label.clone_from(&ground.label);
    let portions = ground.portions;
    let start = ground.first + block as u64 * portions.block as u64;
    let end = start + portions.block as u64;
    let mut part = Part {
        block,
        first: known.or((block == 0).then_some(start)),
        next: start,
        closed: None,
        yielded: Yield::default(),
    };
    // What stands before tells whether a line begins here; a character may go on from there.
    let mut base = part.first.unwrap_or(start.saturating_sub(LOOK_BACK));
    let mut beyond = portions.beyond;
    let mut at = part.first;
    loop {
        let wanted = usize::try_from(end.saturating_sub(base)).unwrap_or(0) + beyond;
        let bytes = ground.store.part(base, wanted, buffer)?;
        let is_last = base + bytes.len() as u64 >= ground.store.len();
        let torn = if at.is_none() { torn(bytes) } else { 0 };
        base += torn as u64;
        let mut spoilt = Vec::new();
        let text = text_of(bytes.get(torn..).unwrap_or(&[]), is_last, &mut spoilt);
        let piece = Piece {
            text: &text,
            base,
            is_last,
            spoilt: &spoilt,
            is_clean: is_clean(&text),
        };
        let within = |at: u64| usize::try_from(at.saturating_sub(base)).unwrap_or(usize::MAX);
        let here = match at {
            Some(at) => Some(within(at)),
            None => rows.guess(piece, within(start)),
        };
        let Some(here) = here.filter(|here| at.is_some() || piece.offset(*here) < end) else {
            break;
        };
        part.first = part.first.or(Some(piece.offset(here)));
        if !take_all(rows, piece, (here, end), &mut part, worker) {
            break;
        }
        // The record that goes on behind the piece is read again, with more behind it if it is the first one.
        beyond = if base == part.next {
            beyond * 4
        } else {
            portions.beyond
        };
        at = Some(part.next);
        base = part.next;
        if beyond > portions.longest {
            too_long(ground, &mut part, worker);
            break;
        }
    }
    part.yielded = worker.hand_over();
    let events = part.yielded.taken() as u64;
    let read = part
        .next
        .min(ground.store.len())
        .saturating_sub(part.first.unwrap_or(part.next));
    ground.watch.came(read, events);
    Ok(part)
}

/// Takes the records of a piece that begin before `end`. Whether one goes on behind the piece: `part.next` is where it begins.
fn take_all(
    rows: &dyn Rows,
    piece: Piece<'_>,
    (mut here, end): (usize, u64),
    part: &mut Part,
    worker: &mut Worker<'_>,
) -> bool {
    loop {
        part.next = piece.offset(here);
        if part.next >= end || (piece.is_last && here >= piece.text.len()) {
            return false;
        }
        match rows.take(piece, here, worker) {
            Step::Next(next) => here = next,
            Step::End(closed) => {
                part.closed = Some(piece.offset(closed));
                return false;
            }
            Step::Broken => {
                part.closed = Some(u64::MAX);
                return false;
            }
            Step::Cut => return !piece.is_last,
        }
    }
}

/// How many bytes at the beginning go on with a character that began before.
fn torn(bytes: &[u8]) -> usize {
    let goes_on = |byte: &&u8| matches!(byte, 0x80..=0xbf);
    bytes.iter().take(3).take_while(goes_on).count()
}

/// The bytes as text. A character that is cut off at the end belongs to what comes.
fn text_of<'b>(bytes: &'b [u8], is_last: bool, spoilt: &mut Vec<usize>) -> Cow<'b, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(error) if error.error_len().is_none() && !is_last => {
            let whole = bytes.get(..error.valid_up_to()).unwrap_or(&[]);
            Cow::Borrowed(std::str::from_utf8(whole).unwrap_or(""))
        }
        Err(_) => Cow::Owned(without_spoilt(bytes, is_last, spoilt)),
    }
}

/// What no record is as long as: it is named, and nothing behind it is read.
fn too_long(ground: &Ground<'_>, part: &mut Part, worker: &mut Worker<'_>) {
    worker.fault(
        Severity::Error,
        part.next,
        ("", None),
        "a record of more than 64 MB",
        "a shorter one; what comes after it is not read",
    );
    worker.set_aside(None, part.next, 0);
    part.next = ground.store.len();
    part.closed = Some(part.next);
}

fn is_clean(text: &str) -> bool {
    // All of it, not until the first: the compiler then looks at many bytes at a time.
    let is_wrong = |byte: u8| byte < 0x20 && byte != b'\n';
    !text
        .bytes()
        .fold(false, |wrong, byte| wrong | is_wrong(byte))
}

/// The bytes with those that are no text replaced one for one, and where these are.
fn without_spoilt(bytes: &[u8], is_last: bool, spoilt: &mut Vec<usize>) -> String {
    let mut cleaned = bytes.to_vec();
    let mut done = 0;
    loop {
        let rest = cleaned.get(done..).unwrap_or(&[]);
        let Err(error) = std::str::from_utf8(rest) else {
            break;
        };
        let first = done + error.valid_up_to();
        let len = match error.error_len() {
            Some(len) => len,
            None if is_last => cleaned.len() - first,
            None => {
                cleaned.truncate(first);
                break;
            }
        };
        for at in first..first + len {
            if let Some(byte) = cleaned.get_mut(at) {
                *byte = b'?';
            }
            spoilt.push(at);
        }
        done = first + len;
    }
    String::from_utf8(cleaned).unwrap_or_default()
}
