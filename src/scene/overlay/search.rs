//! The search box: what a query finds, in groups.

use super::super::prose::{Ink, Line, count};
use super::{Boxed, typed};
use crate::app::App;
use crate::app::layout::Layout;
use crate::app::update::hits;
use crate::app::view::Entry;
use crate::index::names::{Hit, Named};

/// The line being typed and what it finds.
pub(super) fn search(app: &App, layout: &Layout, entry: &Entry) -> Boxed {
    let width = usize::from(layout.overlay(76, 3).width).saturating_sub(4);
    let hits = hits(&app.world, &entry.text);
    let mut lines = Vec::new();
    let mut group = None;
    for (at, hit) in hits.iter().enumerate() {
        let heading = match hit.named {
            Named::Actor(_) => "Actors",
            Named::Place(_) => "Places",
        };
        if group != Some(heading) {
            group = Some(heading);
            lines.push(Line::of(Ink::Dim, heading));
        }
        let mut line = hit_line(app, hit, width);
        line.picked = at == entry.picked;
        lines.push(line);
    }
    if lines.is_empty() && entry.text.trim().is_empty() {
        lines.push(Line::of(
            Ink::Dim,
            "a place or an actor, in Latin or Arabic letters",
        ));
    } else if lines.is_empty() {
        lines.push(Line::of(Ink::Warn, "no place and no actor of that name"));
    }
    typed(layout, "Find", "/ ", entry, lines)
}

/// A hit: its name, the name that matched where it is another, what it is, and how many events it has.
fn hit_line(app: &App, hit: &Hit, width: usize) -> Line {
    let world = &*app.world;
    let (name, what) = match hit.named {
        Named::Actor(actor) => {
            let kind = world
                .dataset
                .actors
                .get(actor.at())
                .map_or("", |actor| actor.kind.label());
            (world.dataset.actor_name(actor).to_owned(), kind.to_owned())
        }
        Named::Place(place) => {
            let entry = world.gazetteer.place(place);
            let parent = world
                .gazetteer
                .parent(place)
                .and_then(|parent| world.gazetteer.place(parent));
            let kind = entry.map_or("", |entry| entry.kind.name());
            let within = parent.map_or(String::new(), |parent| format!(" in {}", parent.name));
            (
                entry.map_or(String::new(), |entry| entry.name.to_string()),
                format!("{kind}{within}"),
            )
        }
    };
    let events = match world.events_of(hit.named) {
        0 => String::new(),
        n => count(n, "event"),
    };
    let mut line = Line::of(Ink::Plain, format!("  {name}"));
    if hit.name != name {
        line.push(Ink::Match, format!("  “{}”", hit.name));
    }
    line.push(Ink::Dim, format!("  {what}"));
    let mut line = line.cut(width.saturating_sub(events.len() + 1));
    let gap = width.saturating_sub(line.width() + events.len());
    line.push(Ink::Plain, " ".repeat(gap));
    line.push(Ink::Strong, events);
    line
}
