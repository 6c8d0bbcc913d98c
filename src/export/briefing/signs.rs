//! What the signs on the maps mean, for who has no help to open.

use std::collections::BTreeSet;

use super::Handout;
use crate::app::world::World;
use crate::model::vocabulary::EventType;
use crate::ui::{self, glyphs};

/// A sign and what it means.
pub(super) struct Sign {
    pub sign: String,
    pub meaning: &'static str,
}

/// Signs of what stands around events and under them.
const AROUND: [(&str, &str); 9] = [
    ("3", "so many events in one place"),
    ("2+1", "two are said to have happened, one is not"),
    ("(3)", "somewhere in an area; its ring shows how far"),
    ("~3~", "somewhere along a line"),
    ("▒3▒", "somewhere in a province or a country"),
    ("╱ ╱", "an event may lie anywhere here"),
    ("■[3]", "an event, and the number of its source"),
    ("[■]", "the event that is picked out"),
    ("±", "how far a place may be off"),
];

/// The signs of the kinds of events that the data holds, and those that say how well places are known.
pub(super) fn of(handout: &Handout<'_>, ascii: bool) -> Vec<Sign> {
    let kinds = kinds(&handout.app.world).into_iter().map(|kind| Sign {
        sign: glyphs::event(kind, false, ascii).to_owned(),
        meaning: kind.name(),
    });
    let seized = glyphs::event(EventType::Seize, false, ascii);
    let around = AROUND.iter().map(|(sign, meaning)| {
        let sign = sign.replace('■', seized);
        Sign {
            sign: if ascii { ui::ascii_text(&sign) } else { sign },
            meaning,
        }
    });
    kinds.chain(around).collect()
}

/// What no sign says.
pub(super) const SAID: [&str; 2] = [
    "Hollow or struck: not said to have happened.",
    "An empty map means that nothing is reported, not that nothing happened.",
];

fn kinds(world: &World) -> BTreeSet<EventType> {
    let events = &world.dataset.events;
    events.all().map(|event| events.kind(event)).collect()
}
