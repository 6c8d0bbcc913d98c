//! The view that is written into a step.

use crate::app::deck::joined;
use crate::app::line::{self, ById};
use crate::app::shelf::Shelf;
use crate::app::update::taken_down;
use crate::app::view::{Pane, View};
use crate::app::world::World;
use crate::model::briefing::Said;
use crate::model::query::{Key, Piece, parse};

/// What is seen, as a step says it beside the view that holds for all of them; and whether that says more than is seen.
pub(super) fn for_step(
    world: &World,
    shelf: &Shelf,
    seen: &View,
    front: Option<&Said>,
) -> (String, bool) {
    // Which pane has the keys is nobody's business but the author's.
    let mut view = View {
        focus: Pane::Map,
        overlays: Vec::new(),
        ..seen.clone()
    };
    let line = taken_down(world, shelf, &mut view);
    let line = said_of_defaults(&line, front);
    let short = without_common(&line, front);
    let by_id = |id: &str| line::event_of(world, shelf, id);
    let says_more = !leads_there(world, &by_id, &view, &joined(front, &short));
    (short, says_more)
}

fn keys_of(pieces: &[Piece]) -> Vec<Option<Key>> {
    let terms = pieces.iter().filter_map(|piece| piece.term.as_ref().ok());
    terms.map(|term| term.key).collect()
}

/// A line that says by itself what it leaves to be as it opens, where the front matter has it otherwise.
fn said_of_defaults(line: &str, front: Option<&Said>) -> String {
    let pieces = parse(line);
    let own = keys_of(&pieces);
    let words = pieces
        .iter()
        .filter_map(|piece| line.get(piece.span.clone()));
    let mut words: Vec<&str> = words.filter(|word| *word != "focus:map").collect();
    for key in keys_of(&parse(front.map_or("", |said| &said.text))) {
        let default = match key {
            Some(Key::Mode) => "mode:window",
            Some(Key::Colour) => "colour:actor",
            Some(Key::Lanes) => "lanes:region",
            Some(Key::Sort) => "sort:time",
            _ => continue,
        };
        if !own.contains(&key) && !words.contains(&default) {
            words.push(default);
        }
    }
    if words.is_empty() {
        // As it opens: a step that says nothing at all would say that its author forgot it.
        return "mode:window".to_owned();
    }
    words.join(" ")
}

/// A line without what the front matter says of the same things in the same words; something always stays.
fn without_common(line: &str, front: Option<&Said>) -> String {
    let front = front.map_or("", |said| &*said.text);
    let (own, common) = (parse(line), parse(front));
    let of = |pieces: &[Piece], text: &str, key: Option<Key>| {
        let is_of = |piece: &&Piece| piece.term.as_ref().is_ok_and(|term| term.key == key);
        let mut words: Vec<String> = pieces
            .iter()
            .filter(is_of)
            .filter_map(|piece| text.get(piece.span.clone()))
            .map(str::to_owned)
            .collect();
        words.sort();
        words
    };
    let stays = |piece: &&Piece| {
        let key = piece.term.as_ref().ok().map(|term| term.key);
        key.is_none_or(|key| of(&own, line, key) != of(&common, front, key))
    };
    let words = own
        .iter()
        .filter(stays)
        .filter_map(|piece| line.get(piece.span.clone()));
    let words: Vec<&str> = words.collect();
    if words.is_empty() {
        line.to_owned()
    } else {
        words.join(" ")
    }
}

/// Whether a line leads to what is seen.
fn leads_there(world: &World, by_id: ById<'_>, view: &View, line: &str) -> bool {
    let there = line::take(world, view, &line::read(world, by_id, line));
    (there.camera, there.window, &there.filter) == (view.camera, view.window, &view.filter)
        && (there.timing.mode, there.selection, there.unreal)
            == (view.timing.mode, view.selection, view.unreal)
        && (there.colour_by, there.layers) == (view.colour_by, view.layers)
}
