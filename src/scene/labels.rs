//! Names on the map: each placed once, by priority, never over another and never over an event.

use super::ground::detail;
use super::map::{Glyph, Mark};
use crate::app::cells::cell_of;
use crate::app::view::{Layer, View};
use crate::app::world::World;
use crate::basemap::Kind;
use crate::index::space::Form;
use crate::model::camera::Viewport;
use crate::model::entry::PlaceIx;
use crate::model::geo::Merc;
use crate::model::vocabulary::PlaceKind;
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
    /// A quarter, a site, a bridge.
    Street,
    /// A river or a lake.
    Water,
    /// A province or a country that an event is known to, and no better: hatched.
    Hatched,
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
    /// The cell of the place itself, where a dot stands.
    pub dot: Option<(u16, u16)>,
}

/// Which cells are taken.
pub struct Occupancy {
    columns: u16,
    rows: u16,
    taken: Vec<bool>,
}

impl Occupancy {
    /// Nothing is taken.
    pub fn new(viewport: Viewport) -> Self {
        let cells = usize::from(viewport.columns) * usize::from(viewport.rows);
        Self {
            columns: viewport.columns,
            rows: viewport.rows,
            taken: vec![false; cells],
        }
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

    /// Takes the cells of a mark: its digits, and the brackets of the selected one.
    pub fn take_mark(&mut self, mark: &Mark) {
        let width = match mark.glyph {
            Glyph::Event(..) => 1,
            Glyph::Count(count) => u16::try_from(count.to_string().len()).unwrap_or(u16::MAX),
        };
        let bracket = u16::from(mark.selected);
        self.take_apart(
            mark.column.saturating_sub(bracket),
            mark.row,
            width + 2 * bracket,
        );
    }

    /// Takes a run of cells with one more on either side, so that nothing written later touches it.
    fn take_apart(&mut self, column: u16, row: u16, width: u16) {
        let before = u16::from(column > 0);
        self.take(column - before, row, width + before + 1);
    }

    /// Whether a run of cells is on the map and free.
    fn is_free(&self, column: i32, row: i32, width: u16) -> bool {
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

/// A name that wants a place.
struct Candidate<'a> {
    priority: i32,
    name: &'a str,
    at: Merc,
    naming: Naming,
}

/// Places the names of a view's map.
pub fn place_labels(
    world: &World,
    view: &View,
    viewport: Viewport,
    taken: &mut Occupancy,
) -> Vec<Label> {
    let mut candidates = hatched(world, view);
    candidates.extend(towns(world, view, viewport));
    candidates.extend(from_basemap(world, view, viewport));
    candidates.sort_by(|a, b| (a.priority, a.name).cmp(&(b.priority, b.name)));
    // A map with a name in every corner is read no faster than one without names.
    let most = usize::from(viewport.columns) * usize::from(viewport.rows) / 70 + 4;
    let mut labels: Vec<Label> = Vec::new();
    for candidate in candidates {
        if labels.len() >= most {
            break;
        }
        // Two entries for one place must not be written twice.
        let known = |label: &&Label| label.text.trim_matches('▒') == candidate.name;
        if labels.iter().any(|label| known(&label)) {
            continue;
        }
        labels.extend(try_place(&candidate, view, viewport, taken));
    }
    labels
}

fn try_place(
    candidate: &Candidate,
    view: &View,
    viewport: Viewport,
    taken: &mut Occupancy,
) -> Option<Label> {
    let (column, row) = cell_of(candidate.at, &view.camera, viewport)?;
    let text = match candidate.naming {
        Naming::Hatched => format!("▒{}▒", candidate.name),
        _ => super::prose::cut_text(candidate.name, 28).to_owned(),
    };
    let width = u16::try_from(text.width()).ok()?;
    let (x, y, wide) = (i32::from(column), i32::from(row), i32::from(width));
    let pointed = matches!(candidate.naming, Naming::Town(_) | Naming::Street);
    // A dot is not drawn over an event: the name beside it says enough.
    let dot = (pointed && !taken.is_taken(column, row)).then_some((column, row));
    let beside = [
        (x + 2, y),
        (x - wide - 1, y),
        (x + 1, y - 1),
        (x + 1, y + 1),
        (x - wide, y - 1),
        (x - wide, y + 1),
    ];
    let around = [
        (x - wide / 2, y),
        (x - wide / 2, y - 1),
        (x - wide / 2, y + 1),
        (x + 2, y),
        (x - wide - 1, y),
    ];
    let anchors: &[(i32, i32)] = match candidate.naming {
        Naming::Town(_) | Naming::Street | Naming::Hatched => &beside,
        _ => &around,
    };
    let (column, row) = *anchors
        .iter()
        .find(|(column, row)| taken.is_free(*column, *row, width))?;
    let (column, row) = (u16::try_from(column).ok()?, u16::try_from(row).ok()?);
    taken.take_apart(column, row, width);
    if let Some((column, row)) = dot {
        taken.take_apart(column, row, 1);
    }
    Some(Label {
        column,
        row,
        text,
        naming: candidate.naming,
        dot,
    })
}

/// Provinces and countries that events are known to, and no better.
fn hatched<'a>(world: &'a World, view: &View) -> Vec<Candidate<'a>> {
    let mapped = world.mapped(view);
    let sites = mapped
        .iter()
        .flat_map(|event| world.sites(event))
        .filter(|site| site.form == Form::Label);
    let named = sites.filter_map(|site| Some((site.at, world.gazetteer.place(site.place?)?)));
    named
        .map(|(at, place)| Candidate {
            priority: -10,
            name: &place.name,
            at,
            naming: Naming::Hatched,
        })
        .collect()
}

/// The least important rank of the gazetteer's places that a scale has room for.
fn most_rank(km_per_column: f64) -> u8 {
    match km_per_column {
        km if km > 40.0 => 0,
        km if km > 14.0 => 1,
        km if km > 7.0 => 3,
        km if km > 4.0 => 5,
        km if km > 2.0 => 7,
        km if km > 0.9 => 8,
        km if km > 0.4 => 9,
        _ => u8::MAX,
    }
}

fn towns<'a>(world: &'a World, view: &View, viewport: Viewport) -> Vec<Candidate<'a>> {
    let km_per_column = view.camera.span_km(viewport) / f64::from(viewport.columns.max(1));
    let most = most_rank(km_per_column);
    let bounds = view.camera.bounds(viewport);
    let mut candidates = Vec::new();
    for (at, place) in world.gazetteer.places().iter().enumerate() {
        let (layer, naming) = match place.kind {
            PlaceKind::Settlement => (
                Layer::Towns,
                Naming::Town(place.rank.is_some_and(|rank| rank <= 1)),
            ),
            PlaceKind::Neighbourhood | PlaceKind::Site => (Layer::Streets, Naming::Street),
            PlaceKind::Province if km_per_column < 7.0 => {
                (Layer::Governorates, Naming::Governorate)
            }
            _ => continue,
        };
        let rank = match place.kind {
            PlaceKind::Province => 4,
            PlaceKind::Settlement => place.rank.unwrap_or(9),
            _ => place.rank.unwrap_or(20).max(10),
        };
        let Some(found) = world.gazetteer.whereabouts(PlaceIx::from_position(at)) else {
            continue;
        };
        // A place that borrows its parent's position has none to stand at.
        let own = found.of == PlaceIx::from_position(at);
        if rank <= most && own && view.layers.shows(layer) && bounds.contains(found.at) {
            candidates.push(Candidate {
                priority: i32::from(rank),
                name: &place.name,
                at: found.at,
                naming,
            });
        }
    }
    candidates
}

fn from_basemap<'a>(world: &'a World, view: &View, viewport: Viewport) -> Vec<Candidate<'a>> {
    let bounds = view.camera.bounds(viewport);
    let detail = detail(&view.camera, viewport);
    let km_per_column = view.camera.span_km(viewport) / f64::from(viewport.columns.max(1));
    let mut candidates = Vec::new();
    let mut add = |kind: Kind, most: u8, naming: Naming, first: i32| {
        for feature in world
            .basemap
            .features(kind, detail, &bounds)
            .filter(|f| f.rank <= most && !f.name.is_empty())
        {
            let seen: Vec<&Merc> = feature
                .points
                .iter()
                .filter(|at| bounds.contains(**at))
                .collect();
            // A river is named where it runs through the middle of what is seen of it.
            if let Some(at) = seen.get(seen.len() / 2) {
                candidates.push(Candidate {
                    priority: first + i32::from(feature.rank),
                    name: feature.name,
                    at: **at,
                    naming,
                });
            }
        }
    };
    if view.layers.shows(Layer::Borders) && km_per_column > 2.5 {
        let most = if km_per_column > 40.0 { 3 } else { u8::MAX };
        add(
            Kind::Country,
            most,
            Naming::Country,
            if km_per_column > 14.0 { -5 } else { 2 },
        );
    }
    if view.layers.shows(Layer::Towns) {
        add(Kind::Town, most_rank(km_per_column), Naming::Town(false), 1);
    }
    if view.layers.shows(Layer::Rivers) && km_per_column < 14.0 {
        add(
            Kind::River,
            if km_per_column > 4.0 { 5 } else { u8::MAX },
            Naming::Water,
            1,
        );
    }
    if view.layers.shows(Layer::Water) && km_per_column < 4.0 {
        add(Kind::Lake, u8::MAX, Naming::Water, 3);
    }
    candidates
}
