//! The time of an event: an object with inclusive ends, or a date string.

use super::fault::quoted;
use super::json::Node;
use super::object::Object;
use super::sink::Sink;
use crate::model::time::{DateError, Stretch, When, backwards, parse_date, parse_short};
use crate::model::vocabulary::TimePrecision;

const FIELDS: &[&str] = &["start", "end", "precision", "basis"];

/// Reads either form; `None` after a fault.
pub(super) fn read(node: Node<'_, '_>, sink: &mut Sink<'_>) -> Option<When> {
    if node.is_string() {
        let text = node.string(sink)?;
        return match parse_short(&text) {
            Ok(when) => Some(when),
            Err(error) => {
                wrong_date(&node, &text, &error, sink);
                None
            }
        };
    }
    if !node.is_object() {
        sink.mismatch(&node, "a date such as \"2017-03-05\" or an object");
        return None;
    }
    let object = Object::read(node, FIELDS, sink)?;
    let before = sink.errors();
    let start = end_of_stretch(&object, "start", sink).and_then(|day| day.start);
    let end = end_of_stretch(&object, "end", sink).and_then(|day| day.end);
    let precision = object
        .need("precision", sink)
        .and_then(|node| node.word(sink));
    let basis = object.word("basis", sink);
    let stretch = Stretch { start, end };
    if backwards(&stretch)
        && let (Some(start), Some(end)) = (object.get("start"), object.get("end"))
    {
        let expected = format!("an end that is not before the start {}", start.raw.get());
        sink.error(&end, end.raw.get(), &expected);
    }
    (sink.errors() == before).then_some(When {
        stretch,
        precision: precision.unwrap_or(TimePrecision::Unknown),
        basis,
    })
}

/// Reads a date field; `None` where it is absent or after a fault.
pub(super) fn date(node: &Node<'_, '_>, sink: &mut Sink<'_>) -> Option<Stretch> {
    if !node.is_string() {
        sink.mismatch(node, "a date such as \"2017-03-05\"");
        return None;
    }
    let text = node.string(sink)?;
    match parse_date(&text) {
        Ok((stretch, _)) => Some(stretch),
        Err(error) => {
            wrong_date(node, &text, &error, sink);
            None
        }
    }
}

/// Both ends have to be written; `null` is an open one.
fn end_of_stretch(
    object: &Object<'_, '_>,
    key: &'static str,
    sink: &mut Sink<'_>,
) -> Option<Stretch> {
    let Some(node) = object.any(key) else {
        object.missing(key, sink);
        return None;
    };
    if node.is_null() {
        return None;
    }
    date(&node, sink)
}

fn wrong_date(node: &Node<'_, '_>, text: &str, error: &DateError, sink: &mut Sink<'_>) {
    sink.error(node, &quoted(text), expected(error));
}

/// What ought to stand where a date is wrong.
pub(super) fn expected(error: &DateError) -> &'static str {
    match error {
        DateError::Shape => {
            "a date such as 2017-03-06, 2017-03, 2017 or 2017-03-06T14:30Z, or start/end of these"
        }
        DateError::Impossible(_) => "a date that the calendar has",
        DateError::OutOfRange(_) => "a date in the years 0 to 9998",
        DateError::Backwards => "an end that is not before the start",
    }
}
