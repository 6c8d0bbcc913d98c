//! The map: ground, events, labels, scale and legend, in cells.
//!
//! A frame in which nothing changed that the map depends on has the last map. Whatever has to be counted anew for another is
//! counted before it is shown: a million events take some milliseconds, so that there is never a map that says "…" and
//! counts on, nor one of a sample.

use std::collections::HashSet;
use std::sync::Arc;

use foldhash::fast::FixedState;

use super::Cache;

use super::Look;
use super::doubt::{Hatch, Notice, hatches, notices};
use super::ground::Ground;
use super::labels::{Label, Occupancy, place_labels};
use super::legend::{Legend, Scale, scale};
use super::lit::{Lit, Numbers, light};
use super::marks::{Mark, marks};
use super::outlines::{Drawn, Outline, Shared, outlines, places, shared};
use super::prose;
use crate::app::cells::{Cell, radius_columns};
use crate::app::counts::Colour;
use crate::app::crowd::{Crowd, Loner, code};
use crate::app::unreal::Unreal;
use crate::app::view::{ColourBy, Glyphs, Layer, Layers, Pane, View};
use crate::app::world::World;
use crate::basemap::Basemap;
use crate::gazetteer::Gazetteer;
use crate::index::set::EventSet;
use crate::index::space::Site;
use crate::model::camera::{Camera, Viewport};
use crate::model::dataset::Dataset;
use crate::model::entry::EventIx;
use crate::model::vocabulary::{EventType, Factuality};

/// What an event's colour says; the theme knows the colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tint {
    /// The colour of a kind of event.
    Type(EventType),
    /// The colour of a side: its place among the sides, most events first.
    Side(usize),
    /// The colour of a status.
    Status(Factuality),
    /// Events of several colours, or of none.
    Mixed,
}

/// The map.
#[derive(Debug, Clone)]
pub struct MapScene {
    /// The cells that it fills.
    pub viewport: Viewport,
    /// Its title.
    pub title: prose::Line,
    /// What it shows, and what it does not.
    pub reach: Reach,
    /// What its lines are drawn with, where more than ASCII can be shown.
    pub glyphs: Glyphs,
    /// What lies under the events.
    pub ground: Arc<Ground>,
    /// Rings and routes.
    pub outlines: Vec<Outline>,
    /// Where events may lie of which nothing else on the map says so.
    pub hatches: Vec<Hatch>,
    /// How well places are known that are shown finer than that, the most telling words first.
    pub notices: Vec<Notice>,
    /// Cells with events, row by row.
    pub marks: Vec<Mark>,
    /// The numbers of the cited events of marks.
    pub numbers: Vec<Numbers>,
    /// Names, none over another.
    pub labels: Vec<Label>,
    /// The scale bar, where events leave room for it.
    pub scale: Option<Scale>,
    /// What colours and signs mean, in the corner with the fewest events.
    pub legend: Option<Legend>,
    /// The middle of the map, while it has the keys and no event is selected.
    pub crosshair: Option<(u16, u16)>,
}

/// All that a map depends on.
#[derive(Debug)]
struct Asked {
    dataset: Arc<Dataset>,
    gazetteer: Arc<Gazetteer>,
    basemap: Arc<Basemap>,
    /// The events on it, and those that would be if all had happened.
    events: [Arc<EventSet>; 2],
    seen: (Camera, Viewport, Layers, Glyphs),
    shown: (Look, ColourBy, Unreal, bool),
    selection: Option<EventIx>,
    lit: Vec<Lit>,
    has_crosshair: bool,
}

impl Asked {
    fn of(world: &World, view: &View, look: Look, lit: &[Lit]) -> Self {
        let viewport = view.viewport();
        Self {
            dataset: Arc::clone(&world.dataset),
            gazetteer: Arc::clone(&world.gazetteer),
            basemap: Arc::clone(&world.basemap),
            events: [world.mapped(view), world.in_window(view)],
            seen: (view.camera, viewport, view.layers, view.glyphs),
            shown: (look, view.colour_by, view.unreal, view.ascii_only),
            selection: view.selection,
            lit: lit.to_vec(),
            has_crosshair: has_crosshair(view),
        }
    }

    fn is(&self, other: &Self) -> bool {
        let [own, others] = [&self.events, &other.events];
        let same_events = own.iter().zip(others).all(|(a, b)| Arc::ptr_eq(a, b));
        same_events
            && Arc::ptr_eq(&self.dataset, &other.dataset)
            && Arc::ptr_eq(&self.gazetteer, &other.gazetteer)
            && Arc::ptr_eq(&self.basemap, &other.basemap)
            && (self.seen, self.shown) == (other.seen, other.shown)
            && (self.selection, self.has_crosshair) == (other.selection, other.has_crosshair)
            && self.lit == other.lit
    }
}

/// The last map, and what it was asked for.
#[derive(Debug, Default)]
pub(super) struct Last(Option<(Asked, Arc<MapScene>)>);

/// The map of a view, with cited events standing out: the last one, where nothing has changed that it depends on.
pub(super) fn of(
    world: &World,
    view: &View,
    look: Look,
    lit: &[Lit],
    cache: &mut Cache,
) -> Arc<MapScene> {
    let asked = Asked::of(world, view, look, lit);
    if let Some((known, map)) = &cache.map.0
        && known.is(&asked)
    {
        return Arc::clone(map);
    }
    let map = Arc::new(MapScene::build(world, view, look, lit, cache));
    cache.map = Last(Some((asked, Arc::clone(&map))));
    map
}

/// Whether the middle of the map is marked: while it has the keys and no event is selected.
fn has_crosshair(view: &View) -> bool {
    let is_alone = view.overlays.is_empty() && view.selection.is_none();
    // An audience has no use for it.
    view.focus == Pane::Map && is_alone && view.stage.is_none()
}

impl MapScene {
    /// Builds the map of a view.
    fn build(world: &World, view: &View, look: Look, lit: &[Lit], cache: &mut Cache) -> Self {
        let sheet = Sheet::of(world, view);
        let viewport = sheet.viewport;
        let ground = cache
            .ground
            .get(&world.basemap, &view.camera, viewport, view.layers);
        // Without colours only the signs tell events apart, and they say the type.
        let by = if look.mono {
            ColourBy::Type
        } else {
            view.colour_by
        };
        let tints = Tints { world, by };
        cache.crowd.follow(world, view, by);
        let cells = cache.crowd.cells(world, view, viewport);
        let crowd = &cache.crowd;
        let mut marks = marks(&sheet, &cells, &tints);
        let mut taken = Occupancy::new(viewport);
        let numbers = light(&sheet, &cells, lit, &mut marks, &mut taken);
        for mark in &marks {
            taken.take_mark(mark);
        }
        let scale = scale(view, viewport, &mut taken);
        let legend = view
            .layers
            .shows(Layer::Legend)
            .then(|| Legend::build(&tints, (crowd, &cells), &marks, scale.as_ref(), viewport));
        let legend = legend.flatten();
        if let Some(area) = legend.as_ref().map(|legend| legend.area) {
            for row in area.y..area.y + area.height {
                taken.take(area.x, row, area.width);
            }
        }
        let mut drawn = places(&sheet, &mut cache.courses, crowd, &tints);
        let outlines = outlines(&sheet, &mut cache.courses, &mut drawn);
        let notices = notices(&sheet, crowd, &drawn, &mut taken);
        taken.spare(&ground);
        let labels = place_labels(&sheet, crowd, &mut cache.names, &mut taken);
        let crosshair = has_crosshair(view).then_some((viewport.columns / 2, viewport.rows / 2));
        let reach = Reach::of(&sheet, crowd, &cells, &drawn);
        Self {
            viewport,
            title: title(view, &reach, crowd.coloured_by()),
            reach,
            glyphs: view.glyphs,
            ground,
            outlines,
            hatches: hatches(&sheet, &drawn),
            notices,
            marks,
            numbers,
            labels,
            scale,
            legend,
            crosshair,
        }
    }
}

/// What a map is drawn of, and at what scale.
pub(super) struct Sheet<'a> {
    pub world: &'a World,
    pub view: &'a View,
    pub viewport: Viewport,
    pub km_per_column: f64,
}

impl<'a> Sheet<'a> {
    fn of(world: &'a World, view: &'a View) -> Self {
        let viewport = view.viewport();
        let km_per_column = view.camera.km_per_column();
        Self {
            world,
            view,
            viewport,
            km_per_column,
        }
    }

    /// How many columns the radius of a site is.
    pub fn radius_columns(&self, site: &Site) -> f64 {
        radius_columns(site, &self.view.camera)
    }
}

/// Which tint events have.
pub(super) struct Tints<'a> {
    pub world: &'a World,
    pub by: ColourBy,
}

impl Tints<'_> {
    /// That of events together.
    pub fn of_colour(&self, colour: Colour) -> Tint {
        match colour {
            Colour::One(code) => decoded(self.by, code),
            Colour::None | Colour::Several => Tint::Mixed,
        }
    }

    /// The name of the actor whose colour a side is.
    pub fn side_name(&self, side: usize) -> &str {
        let sides = self.world.sides();
        sides
            .get(side)
            .map_or("", |actor| self.world.dataset.actor_name(*actor))
    }
}

/// Which tint an event has.
pub fn tint_of(world: &World, by: ColourBy, event: EventIx) -> Tint {
    decoded(by, code(world, by, event))
}

/// The tint of a colour's number.
pub(super) fn decoded(by: ColourBy, code: u32) -> Tint {
    let at = code as usize;
    let tint = match by {
        ColourBy::Type => EventType::ALL.get(at).map(|kind| Tint::Type(*kind)),
        ColourBy::Status => Factuality::ALL.get(at).map(|status| Tint::Status(*status)),
        ColourBy::Actor => at.checked_sub(1).map(Tint::Side),
    };
    tint.unwrap_or(Tint::Mixed)
}

/// How many events with a place have no mark on the map and are not among those that may lie there all the same.
fn off_the_map(sheet: &Sheet, crowd: &Crowd, cells: &[Cell], drawn: &[Drawn]) -> usize {
    let world = sheet.world;
    let rings: HashSet<Shared, FixedState> = drawn
        .iter()
        .filter(|drawn| drawn.lies.may_be_here)
        .map(|drawn| shared(&drawn.site))
        .collect();
    let ringed = |site: &Site| rings.contains(&shared(site));
    let mut off = 0;
    for (number, slot) in crowd.spots().filled() {
        let spot = world.space().spots().get(number);
        let site = spot.and_then(|spot| spot.site(EventIx(0), None, None));
        // Those with coordinates of their own are counted in their cells; all others are off, and none is ringed.
        let is_off = site.is_none_or(|site| crowd.stand_of(number).is_none() && !ringed(&site));
        off += if is_off { slot.total as usize } else { 0 };
    }
    let own = crowd.own().filled();
    off -= own
        .map(|(_, slot)| slot.total as usize)
        .sum::<usize>()
        .min(off);
    let shown: HashSet<u32, FixedState> = cells
        .iter()
        .flat_map(Cell::loners)
        .map(|one| one.event)
        .collect();
    let is_off = |loner: &&Loner| {
        let sites = &loner.sites;
        let shown = shown.contains(&loner.one.event);
        !sites.is_empty() && !shown && !sites.iter().any(ringed)
    };
    off + crowd.loners().iter().filter(is_off).count()
}

/// How far a map reaches, and what is not on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// How far it is from one side to the other, with its unit.
    pub across: String,
    /// How many events have a place, and no mark on the map nor a ring that is seen.
    pub off: usize,
    /// How many have no place.
    pub placeless: usize,
    /// How many are not said to have happened, drawn or not.
    pub unreal: usize,
    /// How many of these are not drawn.
    pub hidden: usize,
}

impl Reach {
    fn of(sheet: &Sheet, crowd: &Crowd, cells: &[Cell], drawn: &[Drawn]) -> Self {
        let (world, view) = (sheet.world, sheet.view);
        let km = view.camera.span_km(sheet.viewport);
        let across = if km < 10.0 {
            format!("{km:.1} km")
        } else {
            format!("{km:.0} km")
        };
        // The undated stay in the list whatever the window is; they are not what the map hides.
        let inside = world.in_window(view);
        Self {
            across,
            off: off_the_map(sheet, crowd, cells, drawn),
            placeless: crowd.set().shared(world.space().placeless()),
            unreal: inside.shared(world.unreal()),
            hidden: inside.count() - crowd.set().count(),
        }
    }
}

/// How far the map reaches, and what is not on it: what a reader must not miss comes first.
fn title(view: &View, reach: &Reach, by: ColourBy) -> prose::Line {
    let (unreal, unreal_words) = if view.unreal == Unreal::ALL {
        (reach.unreal, "hollow (x)")
    } else {
        (reach.hidden, "hidden (x)")
    };
    let mut line = prose::Line::of(prose::Ink::Dim, reach.across.as_str());
    for (number, what) in [
        (reach.off, "off the map"),
        (reach.placeless, "without a place"),
        (unreal, unreal_words),
    ] {
        if number > 0 {
            line.push(
                prose::Ink::Dim,
                format!(" · {} {what}", prose::grouped(number)),
            );
        }
    }
    line.and(prose::Ink::Dim, format!(" · by {}", by.name()))
}
