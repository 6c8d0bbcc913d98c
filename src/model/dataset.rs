//! What was loaded: columns, not objects.
//!
//! An event is an index into columns, sorted by time. Its text stays in the bytes of its file until somebody reads it: the
//! columns hold only what a map, a timeline and a filter ask for. A [`Dataset`] is immutable once it is built.

use std::fmt;
use std::sync::Arc;

use super::documents::Documents;
use super::entry::{Actor, ActorIx, Place};
use super::events::Events;
use super::geo::Merc;
use super::record::CharRange;
use super::table::Table;
use super::text::Text;

/// The part of a string that a range of characters covers; empty where it lies outside.
pub fn char_slice<'a>(text: &'a str, range: &CharRange) -> &'a str {
    let byte_at = |at: usize| {
        text.char_indices()
            .map(|(byte, _)| byte)
            .chain([text.len()])
            .nth(at)
    };
    let (Some(start), Some(end)) = (byte_at(range.start), byte_at(range.end)) else {
        return "";
    };
    text.get(start..end).unwrap_or("")
}

/// Why a part of a file cannot be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lost {
    /// The file is not what it was when it was loaded.
    Changed,
    /// The system refuses, or there is no such part.
    Unreadable,
}

/// A file's bytes, wherever they are kept.
pub trait Content: Send + Sync + fmt::Debug {
    /// How many bytes there are.
    fn len(&self) -> u64;

    /// A part of them.
    ///
    /// # Errors
    /// [`Lost`] where they are no longer there as they were.
    fn read(&self, offset: u64, len: usize) -> Result<Vec<u8>, Lost>;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A file that events came from, for reading records late.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// What people call it: its path, or "bundled".
    pub name: Text,
    /// Its content, as text in UTF-8.
    pub content: Arc<dyn Content>,
    /// How its rows are to be read; `None` where it is a document of the native format.
    pub table: Option<Arc<Table>>,
}

/// A place as events name it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct NamedPlace {
    /// The id or the name, as written.
    pub text: Text,
    /// Written as an id (`place`), not as a name.
    pub by_id: bool,
    /// Written as a bare string: an id or a name, and how precisely is the gazetteer's to say.
    pub short: bool,
}

/// A line or an area of an event's own.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// Lines or rings.
    pub parts: Vec<Vec<Merc>>,
    /// Rings that enclose an area, not lines.
    pub closed: bool,
}

impl Shape {
    /// Whether a position lies in the area that its rings enclose; what lies in a ring within a ring does not. Known to be
    /// imperfect: rings are taken to be less than half the Earth wide.
    pub fn holds(&self, at: Merc) -> bool {
        let from_here = |corner: Merc| {
            let dx = corner.x.wrapping_sub(at.x).cast_signed();
            (f64::from(dx), f64::from(corner.y) - f64::from(at.y))
        };
        // A line eastwards from within crosses the rings an odd number of times.
        let is_crossed = |pair: &[Merc]| {
            let [a, b] = pair else { return false };
            let ((ax, ay), (bx, by)) = (from_here(*a), from_here(*b));
            (ay > 0.0) != (by > 0.0) && ax + (bx - ax) * ay / (ay - by) > 0.0
        };
        let steps = self.parts.iter().flat_map(|ring| ring.windows(2));
        self.closed && steps.filter(|pair| is_crossed(pair)).count() % 2 == 1
    }
}

/// What was loaded.
#[derive(Debug, Clone, Default)]
pub struct Dataset {
    /// What the file says it is.
    pub title: Option<Text>,
    /// What the file says of itself.
    pub note: Option<Text>,
    /// The files.
    pub sources: Vec<SourceFile>,
    /// Documents, in order of loading.
    pub documents: Documents,
    /// Actors, in order of loading.
    pub actors: Vec<Actor>,
    /// Places that the files bring along for the gazetteer.
    pub places: Vec<Place>,
    /// Places as events name them, each once.
    pub named: Vec<NamedPlace>,
    /// What events are tagged with, each tag once, as written: what comes first in the files comes first.
    pub tags: Vec<Text>,
    /// Lines and areas of events' own.
    pub shapes: Vec<Shape>,
    /// The events.
    pub events: Events,
}

impl Dataset {
    /// An actor, then what it is a unit or member of, up to the topmost.
    pub fn lineage(&self, actor: ActorIx) -> impl Iterator<Item = ActorIx> + '_ {
        let parent = |actor: &ActorIx| self.actors.get(actor.at())?.parent;
        // Loading refuses cycles; the bound keeps a mistake there from hanging a screen here.
        std::iter::successors(Some(actor), parent).take(self.actors.len().max(1))
    }

    /// The actor that an actor belongs to in the end: itself, if it has no parent.
    pub fn topmost(&self, actor: ActorIx) -> ActorIx {
        self.lineage(actor).last().unwrap_or(actor)
    }

    /// Whether an actor is another one, or a unit or member of it.
    pub fn belongs_to(&self, actor: ActorIx, whole: ActorIx) -> bool {
        self.lineage(actor).any(|part| part == whole)
    }

    /// An actor's name; empty for one that is not there.
    pub fn actor_name(&self, actor: ActorIx) -> &str {
        self.actors
            .get(actor.at())
            .map_or("", |actor| actor.name.as_str())
    }

    /// How many reports all events have together.
    pub fn report_count(&self) -> u64 {
        self.events.report_count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_area_holds_what_lies_in_it_but_not_in_its_holes() {
        let ring = |half: u32, middle: u32| {
            let at = |dx: u32, y: u32| Merc {
                x: dx.wrapping_sub(half),
                y,
            };
            let (top, bottom) = (middle - half, middle + half);
            let corners = [(0, top), (2 * half, top), (2 * half, bottom), (0, bottom)];
            let around = corners.into_iter().chain([(0, top)]);
            around.map(|(dx, y)| at(dx, y)).collect()
        };
        // About 180° W, where positions wrap.
        let mut shape = Shape {
            parts: vec![ring(100, 5_000), ring(10, 5_000)],
            closed: true,
        };
        let at = |x: i32, y: u32| Merc {
            x: x.cast_unsigned(),
            y,
        };
        assert!(shape.holds(at(-50, 5_000)) && shape.holds(at(50, 4_950)));
        assert!(!shape.holds(at(3, 5_000)), "in the hole");
        assert!(!shape.holds(at(-150, 5_000)) && !shape.holds(at(50, 5_150)));
        shape.closed = false;
        assert!(!shape.holds(at(-50, 5_000)), "a line encloses nothing");
    }

    #[test]
    fn slices_count_characters() {
        assert_eq!(char_slice("Iraq’s elite", &(5..12)), "s elite");
        assert_eq!(char_slice("abc", &(2..9)), "");
        assert_eq!(char_slice("الرقة", &(2..5)), "رقة");
    }
}
