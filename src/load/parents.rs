//! Parents of actors and places, once every file has said what there is.

use super::fault::Fault;
use super::sink::Sink;
use crate::model::forest::cut_cycles;
use crate::model::text::Text;

/// A parent that may turn out not to be there, or to lead in a circle.
pub(super) struct Doubt {
    /// Position of the child among its like.
    pub child: usize,
    pub parent: Text,
    pub file: usize,
    /// The fault that this is, should there be no such parent.
    pub fault: Fault,
}

/// The parent of each child. `known` finds a parent among the children's like; `elsewhere` says whether it is at home
/// somewhere else, where nothing here can lead back to it.
pub(super) fn settle(
    ids: &[Text],
    known: impl Fn(&str) -> Option<usize>,
    elsewhere: impl Fn(&str) -> bool,
    doubts: &mut Vec<Doubt>,
    sinks: &mut [Sink<'_>],
) -> Vec<Option<usize>> {
    let mut ties = vec![None; ids.len()];
    let mut faults: Vec<Option<(usize, Fault)>> = ids.iter().map(|_| None).collect();
    for doubt in doubts.drain(..) {
        let Doubt {
            child,
            parent,
            file,
            mut fault,
        } = doubt;
        if let (Some(at), Some(tie), Some(slot)) =
            (known(&parent), ties.get_mut(child), faults.get_mut(child))
        {
            *tie = Some(at);
            *slot = Some((file, fault));
        } else if let (false, Some(sink)) = (elsewhere(&parent), sinks.get_mut(file)) {
            if let Some(hint) = sink.suggest(&parent, ids.iter().map(Text::as_str)) {
                fault.hint(&hint);
            }
            sink.adopt(fault);
        }
    }
    for (child, parent) in cut_cycles(&mut ties) {
        let Some((file, mut fault)) = faults.get_mut(child).and_then(Option::take) else {
            continue;
        };
        fault.found = Text::clean(&circle(child, parent, &ties, ids));
        fault.expected = Text::clean("a parent that does not lead back here");
        fault.hint("this parent is left out");
        if let Some(sink) = sinks.get_mut(file) {
            sink.adopt(fault);
        }
    }
    ties
}

/// The way from a child over its parents back to itself.
fn circle(child: usize, parent: usize, ties: &[Option<usize>], ids: &[Text]) -> String {
    const MOST: usize = 8;
    let up = |at: &usize| ties.get(*at).copied().flatten();
    let name = |at: usize| ids.get(at).map_or("", Text::as_str);
    let mut way = String::from(name(child));
    for (step, at) in std::iter::successors(Some(parent), up).enumerate() {
        way = if step < MOST {
            format!("{way} → {}", name(at))
        } else {
            format!("{way} → …")
        };
        if at == child || step >= MOST {
            break;
        }
    }
    format!("a cycle: {way}")
}
