//! The events of a document of the native format, one by one, as they stand in its list.

mod quick;

use serde_json::value::RawValue;

use super::event;
use super::fault::{Severity, quoted};
use super::input::without_position;
use super::json::Node;
use super::objects::{element, element_begin};
use super::rows::{Piece, Rows, Step};
use super::sink::Sink;
use super::worker::Worker;
use crate::model::events::RecordAt;

/// The list of events of a document.
pub(super) struct Listed {
    /// The key that each event begins with.
    pub first_key: String,
}

impl Rows for Listed {
    fn guess(&self, piece: Piece<'_>, from: usize) -> Option<usize> {
        element_begin(piece, from, &self.first_key)
    }

    fn take(&self, piece: Piece<'_>, at: usize, worker: &mut Worker<'_>) -> Step {
        let quick = |text, worker: &mut Worker<'_>| quick::read(text, &mut worker.keys);
        element(piece, at, worker, quick, |plain, (at, row), worker| {
            let Some(record) = piece.record(at, row, worker) else {
                return;
            };
            if plain.and_then(|plain| plain.take(record, worker)).is_none() {
                one(row, record.offset, worker);
            }
        })
    }
}

/// Reads one event from its text.
fn one(row: &str, offset: u64, worker: &mut Worker<'_>) {
    match serde_json::from_str::<&RawValue>(row) {
        Ok(raw) => {
            let base = usize::try_from(offset).unwrap_or(usize::MAX);
            let mut sink = Sink::within(worker.label.clone(), row, base);
            read(Node::alone(raw, "event"), &mut sink, worker);
            worker.hear(&mut sink);
        }
        Err(error) => {
            let within = super::position::offset_of(row, error.line(), error.column());
            let at = offset + within.min(row.len()) as u64;
            worker
                .fault(
                    Severity::Error,
                    at,
                    ("", None),
                    &quoted(row),
                    "an event in JSON",
                )
                .hint(&without_position(&error));
            worker.set_aside(None, offset, u32::try_from(row.len()).unwrap_or(u32::MAX));
        }
    }
}

/// Reads an event, and takes it where it has no fault.
pub(super) fn read<'a>(node: Node<'a, '_>, sink: &mut Sink<'_>, worker: &mut Worker<'_>) {
    let raw = node.raw.get();
    let offset = sink.offset(raw);
    let len = u32::try_from(raw.len());
    let context = worker.context();
    let mut known = None;
    let mut once = |id: &std::borrow::Cow<'a, str>, _: usize, _: &mut Sink<'_>| {
        known = Some(id.clone());
    };
    let mut event = event::read(node, Some(&context), &mut once, sink);
    if len.is_err() {
        sink.error(&node, "a record of more than 4 GB", "a shorter one");
        event = None;
    }
    let record = RecordAt {
        source: worker.file,
        offset: offset as u64,
        len: len.unwrap_or(0),
    };
    match event {
        Some(event) => worker.take(event, record),
        None => worker.set_aside(known.as_deref(), record.offset, record.len),
    }
}
