//! Lines that events draw on the map: rings of what is not known better, courses of routes, shapes of their own.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use foldhash::fast::FixedState;

use super::clip::{Line, Unwrapped, clip};
use super::doubt::{may_lie_here, may_need_words};
use super::map::{Sheet, Tint, Tints};
use crate::app::cells::stand;
use crate::app::counts::Colour;
use crate::app::crowd::Crowd;
use crate::app::world::World;
use crate::index::space::{Form, Site};
use crate::model::camera::{Camera, Viewport};
use crate::model::dataset::Dataset;
use crate::model::entry::EventIx;
use crate::model::geo::{Merc, WORLD_UNITS, to_u32};

/// A ring, a route or an outline of an event.
#[derive(Debug, Clone, PartialEq)]
pub struct Outline {
    /// Its course, clipped to the map.
    pub line: Arc<Line>,
    /// In what colour.
    pub tint: Tint,
    /// It belongs to the selected event.
    pub selected: bool,
    /// It is a known course, not the ring of what is not known.
    pub exact: bool,
}

/// What makes two outlines one: position, radius, and the event's own shape if it has one.
pub(super) type Shared = (Merc, u64, Option<u32>);

/// What a site shares with others that are drawn as one with it.
pub(super) fn shared(site: &Site) -> Shared {
    (site.at, site.radius_km.to_bits(), site.shape)
}

/// A place of events that is drawn once, however many of them share it.
pub(super) struct Drawn {
    /// The most exact of its sites: a place is worth as much as that of its best placed event.
    pub site: Site,
    /// The colour of its events.
    pub colour: Colour,
    pub tint: Tint,
    /// How many events stand here and nowhere else.
    pub crowd: usize,
    /// The selected event is among them.
    pub selected: bool,
    /// What is kept of how it lies to the map.
    pub lies: Lies,
}

/// How a place lies to a map.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Lies {
    /// Something of its ring or its course is seen.
    pub seen: bool,
    /// How many columns its radius is.
    pub columns: f64,
    /// Where its mark stands.
    pub stand: Option<(u16, u16)>,
    /// Its events may lie on the map though their mark is not there.
    pub may_be_here: bool,
}

/// The places of the events on a map of which it has to say more than that their mark stands there, each once, in an order:
/// where two outlines share a cell the later one gives the colour, and a screen is the same every time. Coordinates of an
/// event's own are exact: they need no outline.
pub(super) fn places(
    sheet: &Sheet,
    kept: &mut Courses,
    crowd: &Crowd,
    tints: &Tints,
) -> Vec<Drawn> {
    kept.follow(sheet);
    let world = sheet.world;
    let mut drawn: Vec<Drawn> = Vec::new();
    for number in &kept.telling {
        let here = crowd.spots().slot(*number as usize);
        let site = (here.total > 0).then(|| site_of(world, *number)).flatten();
        if let Some(site) = site {
            add(&mut drawn, site, here.colour(), here.total as usize);
        }
    }
    let mut others: BTreeMap<Shared, Drawn> = BTreeMap::new();
    for loner in crowd.loners() {
        let colour = Colour::One(loner.one.code);
        let sites = loner.sites.iter();
        for site in sites.filter(|site| kept.tells.contains(&shared(site))) {
            let known = others.entry(shared(site));
            let known = known.or_insert_with(|| one_of(*site, Colour::None, 0));
            known.colour = known.colour.with(colour);
            if site.form < known.site.form {
                known.site = *site;
            }
        }
    }
    if !others.is_empty() {
        drawn.extend(others.into_values());
        drawn.sort_by(|a, b| {
            let order = shared(&a.site).cmp(&shared(&b.site));
            order.then(a.site.form.cmp(&b.site.form))
        });
        let apart = std::mem::take(&mut drawn);
        for other in apart {
            add(&mut drawn, other.site, other.colour, other.crowd);
        }
    }
    let selection = sheet
        .view
        .selection
        .filter(|event| crowd.set().contains(*event));
    let selected = selection.map(|event| world.sites(event));
    let selected: Vec<Shared> = selected
        .iter()
        .flat_map(|sites| sites.iter().map(shared))
        .collect();
    for place in &mut drawn {
        place.tint = tints.of_colour(place.colour);
        place.selected = selected.contains(&shared(&place.site));
    }
    drawn
}

fn one_of(site: Site, colour: Colour, crowd: usize) -> Drawn {
    Drawn {
        site,
        colour,
        tint: Tint::Mixed,
        crowd,
        selected: false,
        lies: Lies::default(),
    }
}

/// Adds events to the last place if it is theirs, else as another place.
fn add(drawn: &mut Vec<Drawn>, site: Site, colour: Colour, crowd: usize) {
    match drawn
        .last_mut()
        .filter(|last| shared(&last.site) == shared(&site))
    {
        Some(last) => {
            last.colour = last.colour.with(colour);
            last.crowd += crowd;
        }
        None => drawn.push(one_of(site, colour, crowd)),
    }
}

/// The outlines of the events on a map, those of the selected event last, over all others. Each place learns how it lies to
/// the map.
pub(super) fn outlines(sheet: &Sheet, kept: &mut Courses, drawn: &mut [Drawn]) -> Vec<Outline> {
    let mut outlines: Vec<Outline> = Vec::new();
    for drawn in drawn {
        let site = &drawn.site;
        let (drawing, lies) = kept.drawing(sheet, site);
        drawn.lies = *lies;
        outlines.extend(drawing.iter().map(|line| Outline {
            line: Arc::clone(line),
            tint: drawn.tint,
            selected: drawn.selected,
            exact: site.form == Form::Route || site.shape.is_some(),
        }));
    }
    outlines.sort_by_key(|outline| outline.selected);
    outlines
}

/// The site of the events of a spot, by its number.
fn site_of(world: &World, number: u32) -> Option<Site> {
    let spot = world.space().spots().get(number as usize)?;
    spot.site(EventIx(0), None, None)
}

/// The lines of a place, and how it lies to the map.
type Drawing = (Vec<Arc<Line>>, Lies);

/// The courses and rings of a map, kept while it shows the same part of the Earth.
#[derive(Debug, Default)]
pub(super) struct Courses {
    of: Option<(Arc<Dataset>, Camera, Viewport)>,
    /// The lines of each place that was drawn, and how it lies to the map.
    lines: HashMap<(Shared, Form), Drawing, FixedState>,
    /// What is more than a mark: it has lines, or is coarser than the map, or may lie on it though it stands beyond.
    tells: HashSet<Shared, FixedState>,
    /// The numbers of these spots, as they are drawn.
    telling: Vec<u32>,
}

impl Courses {
    fn follow(&mut self, sheet: &Sheet) {
        let world = sheet.world;
        let (dataset, camera) = (&world.dataset, sheet.view.camera);
        let is_same = self.of.as_ref().is_some_and(|(of, known, viewport)| {
            Arc::ptr_eq(of, dataset) && (*known, *viewport) == (camera, sheet.viewport)
        });
        if is_same {
            return;
        }
        self.of = Some((Arc::clone(dataset), camera, sheet.viewport));
        self.lines.clear();
        self.tells.clear();
        let spots = world.space().drawn();
        let of_spots = spots.iter().filter_map(|number| site_of(world, *number));
        let loners = world.space().apart().iter();
        for site in of_spots.chain(loners.flat_map(|event| world.sites(event))) {
            let (outlines, lies) = self.drawing(sheet, &site);
            if !outlines.is_empty()
                || lies.may_be_here
                || may_need_words(sheet, &site, lies.columns)
            {
                self.tells.insert(shared(&site));
            }
        }
        let tells = |number: &u32| {
            let site = site_of(world, *number);
            site.is_some_and(|site| self.tells.contains(&shared(&site)))
        };
        self.telling = spots.iter().copied().filter(tells).collect();
    }

    fn drawing(&mut self, sheet: &Sheet, site: &Site) -> &Drawing {
        let known = self.lines.entry((shared(site), site.form));
        known.or_insert_with(|| drawing(sheet, site))
    }
}

fn drawing(sheet: &Sheet, site: &Site) -> Drawing {
    let (columns, rows) = (
        f32::from(sheet.viewport.columns),
        f32::from(sheet.viewport.rows),
    );
    // Lines are clipped to a frame a little wider than the map.
    let on_map =
        |(column, row): &(f32, f32)| (0.0..columns).contains(column) && (0.0..rows).contains(row);
    let lines = lines(sheet, site);
    let mut at = Lies {
        seen: lines.iter().any(|line| line.iter().any(on_map)),
        columns: sheet.radius_columns(site),
        stand: stand(sheet.world, site, sheet.view, sheet.viewport),
        may_be_here: false,
    };
    at.may_be_here = may_lie_here(sheet, site, at.seen);
    (lines, at)
}

/// The lines of one place, clipped to the map.
fn lines(sheet: &Sheet, site: &Site) -> Vec<Arc<Line>> {
    let mut lines = Vec::new();
    for course in courses(sheet, site) {
        let course = Unwrapped::new(&course, &sheet.view.camera);
        let copies = course.copies(&sheet.view.camera, sheet.viewport);
        lines.extend(
            copies
                .flat_map(|line| clip(&line, sheet.viewport))
                .map(Arc::new),
        );
    }
    lines
}

/// A ring this small on screen says no more than the cell it would stand in.
const LEAST_RING_COLUMNS: f64 = 1.2;
/// From here on the spread of a settlement or a quarter is worth a ring too.
const LEAST_POINT_RING_COLUMNS: f64 = 4.0;
/// How many straight parts a ring has.
const RING_PARTS: u32 = 72;

fn courses(sheet: &Sheet, site: &Site) -> Vec<Vec<Merc>> {
    let courses = sheet.world.courses(site);
    if !courses.is_empty() {
        return courses;
    }
    match site.form {
        Form::Point => ring(sheet, site, LEAST_POINT_RING_COLUMNS),
        Form::Area | Form::Route => ring(sheet, site, LEAST_RING_COLUMNS),
        Form::Label => Vec::new(),
    }
}

/// Whether a ring of a radius in columns is so far from the map, on either side, that nothing of it can be on it. Rings that
/// may be seen around the Earth are not.
fn is_beyond(sheet: &Sheet, site: &Site, columns: f64) -> bool {
    let unit = f64::from(sheet.view.camera.units_per_column);
    if unit * f64::from(sheet.viewport.columns) * 2.0 > WORLD_UNITS {
        return false;
    }
    let (dx, dy) = sheet.view.camera.offset(site.at);
    let away = |offset: i64, half: f64| {
        // Half the Earth is 2³¹ units: nothing is lost.
        let offset = u32::try_from(offset.unsigned_abs()).unwrap_or(u32::MAX);
        f64::from(offset) / unit > half + columns + 3.0
    };
    let rows = f64::from(sheet.viewport.rows) * f64::from(sheet.viewport.aspect);
    away(dx, f64::from(sheet.viewport.columns) / 2.0) || away(dy, rows / 2.0)
}

/// A circle of the site's radius; none where it would be smaller than `least` columns, or larger than the map can show.
fn ring(sheet: &Sheet, site: &Site, least: f64) -> Vec<Vec<Merc>> {
    let units = site.radius_km * site.at.units_per_km();
    let columns = sheet.radius_columns(site);
    let most = f64::from(sheet.viewport.columns) * 2.0;
    if is_beyond(sheet, site, columns) {
        return Vec::new();
    }
    if columns < least || columns > most || units > f64::from(1u32 << 30) {
        return Vec::new();
    }
    let point = |part: u32| {
        let angle = std::f64::consts::TAU * f64::from(part) / f64::from(RING_PARTS);
        let (dx, dy) = (units * angle.cos(), units * angle.sin());
        let across = to_u32(dx.abs());
        let x = if dx < 0.0 {
            site.at.x.wrapping_sub(across)
        } else {
            site.at.x.wrapping_add(across)
        };
        Merc {
            x,
            y: to_u32(f64::from(site.at.y) + dy),
        }
    };
    vec![(0..=RING_PARTS).map(point).collect()]
}
