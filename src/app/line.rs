//! A view as one line of text: reading it, taking it on, and writing it.
//!
//! The same line stands in `--view`, in links and in what is copied; `--filter` and the search box take its first half. A
//! line is all that is said: what it leaves out is as it is when the program opens.
//!
//! Known to be imperfect: how far list and inspector are scrolled, open boxes and a playing clock are not in it.

mod complete;
mod names;
mod take;
mod values;
mod write;

use super::layout::Size;
use super::shelf::Shelf;
use super::timing::{LanesBy, Mode};
use super::unreal::Unreal;
use super::view::{ColourBy, Layers, Order, Pane, View};
use super::world::World;
use crate::model::entry::EventIx;
use crate::model::filter::{Clause, Filter};
use crate::model::geo::{LonLat, MercBox};
use crate::model::query::{Fault, parse};
use crate::model::time::Stretch;

pub use complete::{Offer, Offered, complete, is_line, joined, keys_for};
pub use take::{adjust, home, take};
pub use write::{filter_terms, settled, write};

/// How things are seen, as one term says it.
#[derive(Debug, Clone, PartialEq)]
pub enum Setting {
    /// The map around a position, so many km across; as it is when a filter opens, where no number is said.
    Around(LonLat, f64),
    /// The map around an area, and how many km across, where that is said.
    Area(MercBox, Option<f64>),
    /// The window of time.
    Window(Stretch),
    /// What the timeline shows.
    Axis(Stretch),
    /// What the window lets through.
    Mode(Mode),
    /// The event looked at.
    Select(EventIx),
    /// What colours say.
    Colour(ColourBy),
    /// What lanes are.
    Lanes(LanesBy),
    /// The order of the list.
    Sort(Order),
    /// What did not happen, on the map too.
    Show(Unreal),
    /// What is drawn under the events.
    Layers(Layers),
    /// The pane with the keys.
    Focus(Pane),
}

/// What a line says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// Which events are chosen.
    pub filter: Filter,
    /// How they are seen.
    pub settings: Vec<Setting>,
    /// What is wrong with it; a term that is wrong chooses nothing and sets nothing.
    pub faults: Vec<Fault>,
    /// Names that were taken for others, in words.
    pub notes: Vec<String>,
}

/// Finds an event by its id.
pub type ById<'a> = &'a dyn Fn(&str) -> Option<EventIx>;

/// Reads a line.
pub fn read(world: &World, by_id: ById<'_>, line: &str) -> Reading {
    let mut reading = Reading::default();
    let mut clauses: Vec<Clause> = Vec::new();
    for piece in parse(line) {
        let mut reader = values::Reader {
            world,
            by_id,
            notes: Vec::new(),
        };
        match piece
            .term
            .clone()
            .and_then(|term| reader.term(&piece, &term))
        {
            Ok(values::Meant::Clause(clause)) if clauses.contains(&clause) => {}
            Ok(values::Meant::Clause(clause)) => clauses.push(clause),
            Ok(values::Meant::Setting(setting)) => reading.settings.push(setting),
            Err(fault) => reading.faults.push(fault),
        }
        reading.notes.append(&mut reader.notes);
    }
    reading.filter = Filter::new(clauses);
    reading
}

/// The event of an id, its record read to be sure.
pub fn event_of(world: &World, shelf: &Shelf, id: &str) -> Option<EventIx> {
    let is_it = |event: &EventIx| shelf.look_up(*event).is_ok_and(|record| *record.id == *id);
    world.dataset.events.may_be(id).find(is_it)
}

/// A view of a size with nothing chosen, drawn as another one is.
pub fn blank_like(world: &World, view: &View, size: Size) -> View {
    let mut blank = View::first(world, size, view.aspect);
    blank.glyphs = view.glyphs;
    blank.ascii_only = view.ascii_only;
    blank.mouse = view.mouse;
    if view.stage.is_some() {
        // The map has other cells.
        blank.stage.clone_from(&view.stage);
        blank.fit(world.bounds());
    }
    blank
}
