//! What is written well and would still fail in front of people: events that are cited and not shown, words that nobody sees,
//! and pauses with nothing to wait for. All of it is a warning.
//!
//! Known to be imperfect: a mark that lies beyond the edge of the step's map is not missed, since that depends on the screen.

use std::ops::Range;

use super::{Deck, Stop, is_answered, plain_view};
use crate::app::world::World;
use crate::model::briefing::{Cited, Fault, Focus, Step};
use crate::model::entry::EventIx;
use crate::model::text::Text;

/// Everything doubtful in the steps of a briefing.
pub(super) fn of(world: &World, deck: &Deck) -> Vec<Fault> {
    let steps = deck.briefing.steps.iter().zip(&deck.stops).enumerate();
    let mut doubts = Vec::new();
    for (at, (step, Stop { focus, reading })) in steps {
        doubts.extend(out_of_focus(step, *focus));
        doubts.extend(pause(step));
        if matches!(focus, Focus::Map | Focus::Split) && is_answered(world, reading) {
            doubts.extend(unseen(world, deck, at, step));
        }
    }
    doubts
}

/// Something is said that the focus does not show, or nothing that it could show.
fn out_of_focus(step: &Step, focus: Focus) -> Option<Fault> {
    let words = match focus {
        Focus::Map if !step.blocks.is_empty() => "the words of a step with focus map are not shown",
        Focus::Document if step.cites.is_empty() => {
            "no event is cited, so there is no document to show"
        }
        _ => return None,
    };
    Some(warning(step.focus_span.clone()?, "focus", words))
}

/// The first pause of a step that has nothing behind it.
fn pause(step: &Step) -> Option<Fault> {
    // Parts come in their order. A step may well show its map before it says a word.
    let mut next = 1;
    for block in &step.blocks {
        if block.part > next {
            break;
        }
        next = block.part + 1;
    }
    let span = step.pause_spans.get(next - 1)?;
    Some(warning(span.clone(), "pause", "nothing stands behind it"))
}

/// The events that a step cites and its map does not show, each where it is cited first. An event without a place is on no
/// map, and nobody looks for it there.
fn unseen(world: &World, deck: &Deck, at: usize, step: &Step) -> Vec<Fault> {
    if step.cites.is_empty() {
        return Vec::new();
    }
    let view = deck.view(world, &plain_view(world), at);
    let listed = world.listed(&view);
    if listed.is_empty() {
        // That is told already.
        return Vec::new();
    }
    let doubt = |cited: &usize| {
        let one = deck.briefing.cited.get(*cited)?;
        let event: EventIx = deck.cited.get(*cited).copied().flatten()?;
        world.sites(event).into_iter().next()?;
        let status = world.dataset.events.factuality(event);
        let why = if !listed.contains(event) {
            "but the step's view does not show it".to_owned()
        } else if !view.unreal.shows(status) {
            format!("but it is {status}: show:unreal puts it on the map")
        } else {
            return None;
        };
        let words = format!("event {} is cited, {why}", one.id);
        Some(warning(place(one, step)?, "event", &words))
    };
    step.cites.iter().filter_map(doubt).collect()
}

/// Where a step cites an event first.
fn place(cited: &Cited, step: &Step) -> Option<Range<usize>> {
    let first = cited
        .spans
        .partition_point(|span| span.start < step.span.start);
    let span = cited.spans.get(first)?;
    (span.start < step.span.end).then(|| span.clone())
}

fn warning(span: Range<usize>, of: &str, words: &str) -> Fault {
    Fault {
        is_warning: true,
        span,
        of: Text::clean(of),
        words: Text::clean(words),
        instead: None,
    }
}
