//! Names on the map: each placed once, by priority, never over another and never over an event.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::Arc;

use super::cities::{Known, short};
use super::ground::{Ground, Kind};
use super::map::Sheet;
use super::marks::Mark;
use super::names;
use super::prose::{Ink, Line};
use crate::app::cells::cell_of;
use crate::app::crowd::Crowd;
use crate::app::view::Layers;
use crate::gazetteer::Gazetteer;
use crate::index::set::EventSet;
use crate::model::camera::{Camera, Viewport};
use crate::model::dataset::Dataset;
use crate::model::entry::PlaceIx;
use crate::model::geo::Merc;
use unicode_width::UnicodeWidthStr as _;

/// What a name belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Naming {
    /// A country.
    Country,
    /// A governorate.
    Governorate,
    /// A town; `true` where it stands in the first two ranks.
    Town(bool),
    /// A quarter or a site.
    Street,
    /// A bridge.
    Bridge,
    /// A river or a lake.
    Water,
    /// An area, a province or a country that events are known to, and no better.
    Area,
}

/// A name with its place on the map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// First column.
    pub column: u16,
    /// Row.
    pub row: u16,
    /// The name, in one run whatever its script.
    pub text: String,
    /// What it belongs to.
    pub naming: Naming,
    /// It was placed by reasoning.
    pub is_estimate: bool,
    /// The cell of the place itself, where a dot stands.
    pub dot: Option<(u16, u16)>,
}

/// How much a name had better not hide a street; rivers and bridges are worth more.
const STREET_WORTH: u8 = 1;

/// The last priority of places that events name; these stand close to their mark.
const LAST_OF_EVENTS: i32 = 3;
/// Names from this priority on are left out rather than written over two cells of a river or a bridge.
const LESSER: i32 = 8;
/// What two such cells and some street are worth.
const MOST_HIDDEN: u32 = 10;

/// Which cells are taken.
pub struct Occupancy {
    columns: u16,
    rows: u16,
    taken: Vec<bool>,
    /// How much a name had better not hide each cell.
    lines: Vec<u8>,
    /// First and last column of each mark, and its row.
    marks: Vec<(i32, i32, i32)>,
}

impl Occupancy {
    /// Nothing is taken.
    pub fn new(viewport: Viewport) -> Self {
        let cells = usize::from(viewport.columns) * usize::from(viewport.rows);
        Self {
            columns: viewport.columns,
            rows: viewport.rows,
            taken: vec![false; cells],
            lines: vec![0; cells],
            marks: Vec::new(),
        }
    }

    /// Keeps names off a city's river, bridges and runways, and rather off its streets, where there is another place.
    pub fn spare(&mut self, ground: &Ground) {
        // From afar a river is thinner than a cell, and a town's name had better stand in its usual place.
        let near = ground.strokes.iter().filter(|_| ground.is_near);
        for stroke in near.filter(|stroke| stroke.is_city) {
            let worth = match stroke.kind {
                Kind::River | Kind::Bridge | Kind::Runway => 4,
                _ => STREET_WORTH,
            };
            for (from, to) in stroke.line.iter().zip(stroke.line.iter().skip(1)) {
                for (column, row) in cells_between(*from, *to) {
                    if column < self.columns && row < self.rows {
                        let at = self.at(column, row);
                        if let Some(cell) = self.lines.get_mut(at) {
                            *cell = worth.max(*cell);
                        }
                    }
                }
            }
        }
    }

    /// How much of the lines to be spared a run of cells would hide, with one more on either side.
    fn hidden(&self, naming: Naming, column: i32, row: i32, width: u16) -> u32 {
        let Ok(row) = u16::try_from(row) else {
            return 0;
        };
        let cells = (column - 1..=column + i32::from(width)).filter_map(|c| u16::try_from(c).ok());
        cells
            .filter(|column| *column < self.columns)
            .filter_map(|column| self.lines.get(self.at(column, row)))
            // A bridge's name stands over the street that leads there rather than on the other side.
            .filter(|worth| **worth > STREET_WORTH || naming != Naming::Bridge)
            .map(|worth| u32::from(*worth))
            .sum()
    }

    fn at(&self, column: u16, row: u16) -> usize {
        usize::from(row) * usize::from(self.columns) + usize::from(column)
    }

    /// Takes a run of cells, as far as they are on the map.
    pub fn take(&mut self, column: u16, row: u16, width: u16) {
        if row < self.rows {
            for column in column..column.saturating_add(width).min(self.columns) {
                let at = self.at(column, row);
                if let Some(cell) = self.taken.get_mut(at) {
                    *cell = true;
                }
            }
        }
    }

    /// Takes the cells of a mark and of the signs around it.
    pub fn take_mark(&mut self, mark: &Mark) {
        let sign = u16::from(mark.signs().is_some());
        self.take_apart(
            mark.column.saturating_sub(sign),
            mark.row,
            mark.width() + 2 * sign,
        );
        let (first, row) = (i32::from(mark.column), i32::from(mark.row));
        let last = first + i32::from(mark.width()) - 1;
        self.marks.push((first, last, row));
        if mark.selected {
            // Pointers stand here where there is no room for brackets.
            self.take(mark.column, mark.row.saturating_sub(1), 1);
            self.take(mark.column, mark.row + 1, 1);
        }
    }

    /// Takes a run of cells with one more on either side, so that nothing written later touches it.
    fn take_apart(&mut self, column: u16, row: u16, width: u16) {
        let before = u16::from(column > 0);
        self.take(column - before, row, width + before + 1);
    }

    /// Whether a name at a run of cells would seem to belong to an event that is not at its own place.
    fn misleads(&self, (x, y): (i32, i32), (column, row): (i32, i32), width: u16) -> bool {
        let end = column + i32::from(width) - 1;
        self.marks.iter().any(|(first, last, at)| {
            let beside = *at == row && (end + 3 > *first && column < *last + 3);
            beside && !(*at == y && (*first..=*last).contains(&x))
        })
    }

    /// Whether another blank is left on either side of a run of cells: two names in one row read as one.
    fn is_clear(&self, (column, row): (i32, i32), width: u16) -> bool {
        let Ok(row) = u16::try_from(row) else {
            return false;
        };
        let sides = [column - 1, column + i32::from(width)];
        let mut on_map = sides
            .into_iter()
            .filter_map(|column| u16::try_from(column).ok());
        on_map.all(|column| column >= self.columns || !self.is_taken(column, row))
    }

    /// Whether a run of cells is on the map.
    pub(super) fn holds(&self, column: u16, row: u16, width: u16) -> bool {
        column.saturating_add(width) <= self.columns && row < self.rows
    }

    /// Whether a run of cells is on the map and free.
    pub(super) fn is_free(&self, column: i32, row: i32, width: u16) -> bool {
        let (Ok(first), Ok(row)) = (u16::try_from(column), u16::try_from(row)) else {
            return false;
        };
        let end = first.saturating_add(width);
        end <= self.columns
            && row < self.rows
            && (first..end).all(|column| !self.is_taken(column, row))
    }

    fn is_taken(&self, column: u16, row: u16) -> bool {
        self.taken
            .get(self.at(column, row))
            .copied()
            .unwrap_or(true)
    }
}

/// The cells along a segment, at steps of half a row at most; some come twice.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "lines are clipped to a cell around the map; what is left or above of it saturates or is off the map"
)]
fn cells_between(from: (f32, f32), to: (f32, f32)) -> impl Iterator<Item = (u16, u16)> {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let steps = (dx.abs().max(dy.abs()) * 2.0).ceil().clamp(1.0, 4000.0) as u16;
    (0..=steps)
        .map(move |step| f32::from(step) / f32::from(steps))
        .map(move |part| (dx.mul_add(part, from.0), dy.mul_add(part, from.1)))
        .filter(|(column, row)| *column >= 0.0 && *row >= 0.0)
        .map(|(column, row)| (column as u16, row as u16))
}

/// A name, so that it can be kept.
#[derive(Debug)]
pub(super) enum Name {
    /// That of a place of the gazetteer.
    Of(PlaceIx),
    /// One of the base map.
    Given(String),
}

/// A name that wants a place.
#[derive(Debug)]
pub(super) struct Candidate {
    /// Lower goes first.
    pub priority: i32,
    /// The place of its name among all names of the gazetteer; see [`World::name_order`](crate::app::world::World::name_order).
    pub order: u32,
    pub name: Name,
    pub at: Merc,
    pub naming: Naming,
    /// How far the name reaches, in columns, where a name beside it would mislead; `None` for points.
    pub reach: Option<f64>,
    /// What the base map knows of it.
    pub known: Option<Known>,
}

impl Candidate {
    /// The name.
    pub fn text<'a>(&'a self, gazetteer: &'a Gazetteer) -> &'a str {
        match &self.name {
            Name::Of(place) => gazetteer.place(*place).map_or("", |place| &place.name),
            Name::Given(name) => name,
        }
    }
}

/// Which of two names goes first. They are only compared where their places among all names are the same.
fn sooner(a: &Candidate, b: &Candidate, gazetteer: &Gazetteer) -> Ordering {
    let order = (a.priority, a.order).cmp(&(b.priority, b.order));
    order.then_with(|| a.text(gazetteer).cmp(b.text(gazetteer)))
}

/// Places the names of a map.
pub(super) fn place_labels(
    sheet: &Sheet,
    crowd: &Crowd,
    names: &mut NamesCache,
    taken: &mut Occupancy,
) -> Vec<Label> {
    names.follow(sheet, crowd);
    let gazetteer = &*sheet.world.gazetteer;
    let candidates = names.sorted(gazetteer);
    // A map with a name in every corner is read no faster than one without names.
    let most = usize::from(sheet.viewport.columns) * usize::from(sheet.viewport.rows) / 70 + 4;
    let mut placed: Vec<(&str, u16, u16)> = Vec::new();
    let mut labels: Vec<Label> = Vec::new();
    for candidate in candidates {
        if labels.len() >= most {
            break;
        }
        let Some((column, row)) = cell_of(candidate.at, &sheet.view.camera, sheet.viewport) else {
            continue;
        };
        let text = candidate.text(gazetteer);
        // Two entries for one place must not be written twice; two places of one name may.
        let same = |(name, x, y): &(&str, u16, u16)| {
            x.abs_diff(column) < 14 && y.abs_diff(row) < 6 && *name == text
        };
        // Of quarters and sites that share a cell one is named: the others cannot be told from it there.
        let crowded = candidate.naming == Naming::Street
            && placed.iter().any(|(_, x, y)| (*x, *y) == (column, row));
        if crowded || placed.iter().any(same) {
            continue;
        }
        if let Some(label) = try_place((candidate, text), (column, row), taken) {
            placed.push((text, column, row));
            labels.push(label);
        }
    }
    labels
}

/// A longer name than this is cut.
const LONGEST: usize = 28;

/// What names depend on.
type Of = (Arc<Gazetteer>, Arc<Dataset>, Camera, Viewport, Layers);

/// The names that a map would like to show, kept while it shows the same part of the Earth, those of events also while it
/// shows the same events.
#[derive(Debug, Default)]
pub(super) struct NamesCache {
    of: Option<Of>,
    /// Those of events at spots, then those of the ground, as they go, each with its spot.
    candidates: Vec<(Option<u32>, Candidate)>,
    set: Option<Arc<EventSet>>,
    /// The spots that say how a place of events is written.
    chosen: Vec<bool>,
    /// The names that events say themselves how to write.
    others: Vec<Candidate>,
}

impl NamesCache {
    fn follow(&mut self, sheet: &Sheet, crowd: &Crowd) {
        let (world, view) = (sheet.world, sheet.view);
        let is_same = self.of.as_ref().is_some_and(|of| {
            let (gazetteer, dataset, camera, viewport, layers) = of;
            Arc::ptr_eq(gazetteer, &world.gazetteer)
                && Arc::ptr_eq(dataset, &world.dataset)
                && (camera, viewport, layers) == (&view.camera, &sheet.viewport, &view.layers)
        });
        if !is_same {
            self.of = Some((
                Arc::clone(&world.gazetteer),
                Arc::clone(&world.dataset),
                view.camera,
                sheet.viewport,
                view.layers,
            ));
            self.candidates = names::all(sheet);
            self.candidates
                .sort_by(|(_, a), (_, b)| sooner(a, b, &world.gazetteer));
        }
        let same_events = |set: &Arc<EventSet>| Arc::ptr_eq(set, crowd.set());
        if !is_same || !self.set.as_ref().is_some_and(same_events) {
            (self.chosen, self.others) = names::of_events(sheet, crowd);
            self.set = Some(Arc::clone(crowd.set()));
        }
    }

    /// The names of the events and the ground, as they go.
    fn sorted(&self, gazetteer: &Gazetteer) -> Vec<&Candidate> {
        let chosen = |spot: u32| self.chosen.get(spot as usize).copied().unwrap_or(false);
        let known = self.candidates.iter();
        let known = known.filter(|(spot, _)| spot.is_none_or(chosen));
        let known = known.map(|(_, candidate)| candidate);
        let mut sorted: Vec<&Candidate> = self.others.iter().chain(known).collect();
        if !self.others.is_empty() {
            sorted.sort_by(|a, b| sooner(a, b, gazetteer));
        }
        sorted
    }
}

fn try_place(
    (candidate, text): (&Candidate, &str),
    (column, row): (u16, u16),
    taken: &mut Occupancy,
) -> Option<Label> {
    let name = match candidate.known {
        Some(_) => Cow::Owned(short(text)),
        None => Cow::Borrowed(text),
    };
    let name = if name.width() > LONGEST {
        Cow::Owned(Line::of(Ink::Plain, name).cut(LONGEST).text())
    } else {
        name
    };
    let width = u16::try_from(name.width()).ok()?;
    // A country's name over its neighbour is worse than none.
    if candidate
        .reach
        .is_some_and(|reach| reach * 2.2 < f64::from(width))
    {
        return None;
    }
    let pointed = matches!(candidate.naming, Naming::Town(_) | Naming::Street);
    // A dot is not drawn over an event: the name beside it says enough.
    let dot = (pointed && !taken.is_taken(column, row)).then_some((column, row));
    let here = (i32::from(column), i32::from(row));
    let of_event = candidate.priority <= LAST_OF_EVENTS;
    let (first, row) = anchors(
        candidate.naming,
        i32::from(column),
        i32::from(row),
        i32::from(width),
    )
    .into_iter()
    .filter(|(column, row)| taken.is_free(*column, *row, width))
    .filter(|at| candidate.known.is_none() || !taken.misleads(here, *at, width))
    .filter(|at| candidate.known.is_none() || of_event || taken.is_clear(*at, width))
    .min_by_key(|(column, row)| taken.hidden(candidate.naming, *column, *row, width))?;
    let hidden = taken.hidden(candidate.naming, first, row, width);
    if candidate.priority >= LESSER && hidden > MOST_HIDDEN {
        return None;
    }
    let (first, row) = (u16::try_from(first).ok()?, u16::try_from(row).ok()?);
    taken.take_apart(first, row, width);
    if let Some((column, row)) = dot {
        taken.take_apart(column, row, 1);
    }
    Some(Label {
        column: first,
        row,
        text: name.into_owned(),
        naming: candidate.naming,
        is_estimate: candidate.known.is_some_and(|known| known.is_estimate),
        dot,
    })
}

/// Where a name may begin, the best place first: beside a point, over the middle of everything else.
fn anchors(naming: Naming, x: i32, y: i32, width: i32) -> Vec<(i32, i32)> {
    match naming {
        Naming::Town(_) | Naming::Street => vec![
            (x + 2, y),
            (x - width - 1, y),
            (x + 1, y - 1),
            (x + 1, y + 1),
            (x - width, y - 1),
            (x - width, y + 1),
        ],
        // The bridge itself stands in its place.
        Naming::Bridge => vec![
            (x + 4, y),
            (x + 3, y),
            (x - width - 3, y),
            (x - width - 2, y),
            (x + 2, y - 1),
            (x + 2, y + 1),
            (x - width - 1, y - 1),
            (x - width - 1, y + 1),
            (x + 2, y - 2),
            (x + 2, y + 2),
        ],
        Naming::Area => vec![
            (x + 3, y),
            (x - width - 2, y),
            (x - width / 2, y - 1),
            (x - width / 2, y + 1),
        ],
        Naming::Country | Naming::Governorate | Naming::Water => {
            vec![
                (x - width / 2, y),
                (x - width / 2, y - 1),
                (x - width / 2, y + 1),
                (x + 2, y),
                (x - width - 1, y),
            ]
        }
    }
}
