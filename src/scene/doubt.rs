//! How the map owns up to what it does not know: hatching where an event may lie and no ring can be seen to say so, and a
//! line of words where a place is shown finer than it is known.
//!
//! Known to be imperfect: a province is hatched as far as its box and the circle about its middle agree, as its border is
//! not at hand as an area.

use super::ground::Near;
use super::labels::Occupancy;
use super::map::{Sheet, Tint};
use super::outlines::{Drawn, shared};
use super::prose::{Ink, Line, count, distance, give_or_take, grouped};
use crate::app::cells::{cell_of, stand};
use crate::app::crowd::Crowd;
use crate::index::space::{Form, Site};
use crate::model::entry::Place;
use crate::model::geo::{Merc, MercBox, to_u32};
use unicode_width::UnicodeWidthStr as _;

/// A cell of hatching.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hatch {
    /// Column from the left edge of the map.
    pub column: u16,
    /// Row from the top edge of the map.
    pub row: u16,
    /// The colour of the events that may lie here.
    pub tint: Tint,
}

/// Words on the map that say how well a place is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// First column.
    pub column: u16,
    /// Row.
    pub row: u16,
    /// What it says, a blank on either side included.
    pub text: String,
}

/// From here on a radius is worth words and hatching, in columns.
const LEAST_COLUMNS: f64 = 2.0;
/// More places than this are not named.
const MOST_NAMES: usize = 3;
/// How many columns the lines of hatching are apart.
const APART: u16 = 6;

/// Where an event at a site may lie.
struct Reach {
    middle: Merc,
    units: f64,
    bbox: Option<MercBox>,
}

impl Reach {
    fn of(sheet: &Sheet, site: &Site) -> Self {
        let place = place_of(sheet, site).filter(|_| site.form == Form::Label);
        Self {
            middle: site.at,
            units: site.radius_km * site.at.units_per_km(),
            bbox: place
                .and_then(|place| place.bbox)
                .map(crate::model::geo::BBox::to_merc),
        }
    }

    fn holds(&self, at: Merc) -> bool {
        let dx = f64::from(at.x.wrapping_sub(self.middle.x).cast_signed());
        let dy = f64::from(at.y) - f64::from(self.middle.y);
        // Most of what is asked for is far away.
        if dx.abs() > self.units || dy.abs() > self.units {
            return false;
        }
        dx.hypot(dy) <= self.units && self.bbox.is_none_or(|bbox| bbox.contains(at))
    }

    /// Whether it is so far from the map that nothing of it can be on it.
    fn is_beyond(&self, sheet: &Sheet) -> bool {
        let (dx, dy) = sheet.view.camera.offset(self.middle);
        let column = f64::from(sheet.view.camera.units_per_column);
        let half_width = column * f64::from(sheet.viewport.columns) / 2.0;
        let half_height =
            sheet.view.camera.units_per_row(sheet.viewport) * f64::from(sheet.viewport.rows) / 2.0;
        let away = |offset: i64, half: f64| {
            // Half the Earth is 2³¹ units: nothing is lost.
            let offset = u32::try_from(offset.unsigned_abs()).unwrap_or(u32::MAX);
            f64::from(offset) > half + self.units
        };
        away(dx, half_width) || away(dy, half_height)
    }
}

fn place_of<'a>(sheet: &Sheet<'a>, site: &Site) -> Option<&'a Place> {
    sheet.world.gazetteer.place(site.place?)
}

/// The position under the middle of a cell of the map.
fn under(sheet: &Sheet, column: u16, row: u16) -> Merc {
    let middle = (f32::from(column) + 0.5, f32::from(row) + 0.5);
    sheet.view.camera.at_cell(middle, sheet.viewport)
}

/// Whether the whole map lies inside the ring of a site, so that nothing of the ring is seen.
fn is_all_inside(sheet: &Sheet, reach: &Reach) -> bool {
    let (right, bottom) = (
        sheet.viewport.columns.saturating_sub(1),
        sheet.viewport.rows.saturating_sub(1),
    );
    [(0, 0), (right, 0), (0, bottom), (right, bottom)]
        .into_iter()
        .all(|(column, row)| reach.holds(under(sheet, column, row)))
}

/// The hatched cells of a map: all that the selected event asks for, then of the others the smallest first, in a quarter
/// of the map at most.
pub(super) fn hatches(sheet: &Sheet, drawn: &[Drawn]) -> Vec<Hatch> {
    let lattice = lattice(sheet);
    let (mut hatches, mut others) = (Vec::new(), Vec::new());
    for drawn in drawn {
        let cells = hatched(sheet, drawn, &lattice);
        if drawn.selected {
            hatches.extend(cells);
        } else if !cells.is_empty() {
            others.push(cells);
        }
    }
    others.sort_by_key(Vec::len);
    let mut left = lattice.len() / 4;
    for cells in others {
        if cells.len() > left {
            break;
        }
        left -= cells.len();
        hatches.extend(cells);
    }
    hatches
}

/// The cells that one place asks to be hatched: a province or a country, and the inside of a ring that cannot be seen.
fn hatched(sheet: &Sheet, drawn: &Drawn, lattice: &[(u16, u16, Merc)]) -> Vec<Hatch> {
    let site = &drawn.site;
    if site.shape.is_some() || drawn.lies.columns < LEAST_COLUMNS {
        return Vec::new();
    }
    if site.form != Form::Label && !drawn.selected {
        return Vec::new();
    }
    let reach = Reach::of(sheet, site);
    let hidden_ring = drawn.selected && !follows_line(sheet, site) && is_all_inside(sheet, &reach);
    if reach.is_beyond(sheet) || (site.form != Form::Label && !hidden_ring) {
        return Vec::new();
    }
    let inside = lattice.iter().filter(|(.., at)| reach.holds(*at));
    inside
        .map(|&(column, row, _)| Hatch {
            column,
            row,
            tint: drawn.tint,
        })
        .collect()
}

/// The cells that may be hatched, with the position under each.
fn lattice(sheet: &Sheet) -> Vec<(u16, u16, Merc)> {
    (0..sheet.viewport.rows)
        .flat_map(|row| {
            // One column to the left in each row: the strokes run together.
            let first = APART - 1 - row % APART;
            (first..sheet.viewport.columns)
                .step_by(usize::from(APART))
                .map(move |column| (column, row, under(sheet, column, row)))
        })
        .collect()
}

fn follows_line(sheet: &Sheet, site: &Site) -> bool {
    site.form == Form::Route && place_of(sheet, site).is_some_and(|place| place.line.len() > 1)
}

/// What there is to say of how well the places on a map are known, each in a free row of it; takes the cells. The words of
/// one thing stand before those of what is around it: in one row where both fit, the latter shortened before it gets a row
/// of its own.
pub(super) fn notices(
    sheet: &Sheet,
    crowd: &Crowd,
    drawn: &[Drawn],
    taken: &mut Occupancy,
) -> Vec<Notice> {
    let own = of_selection(sheet, drawn)
        .or_else(|| under_crosshair(sheet, drawn))
        .or_else(|| in_view(sheet, drawn));
    let (own, around) = match (own, around(sheet, crowd, drawn)) {
        (None, None) => return Vec::new(),
        (Some(words), None) => return place_first(sheet, taken, &[words]),
        (None, Some(around)) => return place_first(sheet, taken, &around.versions(None)),
        (Some(own), Some(around)) => (own, around),
    };
    let in_one = place_first(sheet, taken, &around.versions(Some(&own)));
    if !in_one.is_empty() {
        return in_one;
    }
    let mut notices = place_first(sheet, taken, &[own]);
    notices.extend(place_first(sheet, taken, &around.versions(None)));
    notices
}

/// The first of some versions of what to say that there is room for. The last one is cut where even that is too long, unless
/// there are others to fall back to.
fn place_first(sheet: &Sheet, taken: &mut Occupancy, versions: &[String]) -> Vec<Notice> {
    let room = usize::from(sheet.viewport.columns.saturating_sub(2));
    let only = versions.len() == 1;
    let fitting = versions
        .iter()
        .filter(|words| only || words.width() <= room)
        .find_map(|words| place(sheet, taken, words));
    fitting.into_iter().collect()
}

/// Puts words into the first free row: at its left or right edge, else anywhere in it.
fn place(sheet: &Sheet, taken: &mut Occupancy, words: &str) -> Option<Notice> {
    let (columns, rows) = (sheet.viewport.columns, sheet.viewport.rows);
    let room = usize::from(columns.saturating_sub(2));
    let text = format!(" {} ", Line::of(Ink::Plain, words).cut(room).text());
    let width = u16::try_from(text.width()).ok()?;
    let right = columns.saturating_sub(width);
    let edges = (0..rows).flat_map(|row| [(0, row), (right, row)]);
    let anywhere = (0..rows).flat_map(|row| (1..right).map(move |column| (column, row)));
    let (column, row) = edges
        .chain(anywhere)
        .find(|(column, row)| taken.is_free(i32::from(*column), i32::from(*row), width))?;
    taken.take(column, row, width);
    Some(Notice { column, row, text })
}

/// Of the selected event, if it is on the map: of its place nearest to the middle.
fn of_selection(sheet: &Sheet, drawn: &[Drawn]) -> Option<String> {
    let event = sheet.view.selection?;
    let mapped = sheet.world.mapped(sheet.view).contains(event);
    let sites = sheet.world.sites(event);
    let seen = sites.iter().filter(|site| {
        let is_ringed = |drawn: &&Drawn| drawn.selected && shared(&drawn.site) == shared(site);
        let ring = drawn.iter().find(is_ringed);
        stand(sheet.world, site, sheet.view, sheet.viewport).is_some()
            || ring.is_some_and(|drawn| drawn.lies.may_be_here)
    });
    let site = seen.min_by_key(|site| from_middle(sheet, site))?;
    if mapped { finer(sheet, site) } else { None }
}

/// Of what is under the crosshair.
fn under_crosshair(sheet: &Sheet, drawn: &[Drawn]) -> Option<String> {
    if sheet.view.selection.is_some() {
        return None;
    }
    let middle = (sheet.viewport.columns / 2, sheet.viewport.rows / 2);
    let near = drawn.iter().filter(|drawn| {
        let cell = drawn.lies.stand;
        cell.is_some_and(|(column, row)| row == middle.1 && column.abs_diff(middle.0) <= 2)
    });
    let sites = near.map(|drawn| &drawn.site);
    sites
        .filter_map(|site| Some((from_middle(sheet, site), finer(sheet, site)?)))
        .min()
        .map(|(_, words)| words)
}

/// Of all marks in view, where nothing is selected: how far off the worst of them may be, from where streets are drawn and a
/// mark seems to stand at one of them. From afar rings say it. A province says so itself with sign and name, until the map
/// is within it.
fn in_view(sheet: &Sheet, drawn: &[Drawn]) -> Option<String> {
    if sheet.view.selection.is_some() || sheet.km_per_column >= Near::CITY {
        return None;
    }
    let half = f64::from(sheet.viewport.columns) / 2.0;
    let least = |site: &Site| match site.form {
        Form::Label => half,
        Form::Area | Form::Point | Form::Route => LEAST_COLUMNS,
    };
    let finer = drawn
        .iter()
        .filter(|drawn| drawn.lies.columns >= least(&drawn.site))
        .map(|drawn| &drawn.site)
        .filter(|site| !follows_line(sheet, site))
        .filter(|site| cell_of(site.at, &sheet.view.camera, sheet.viewport).is_some());
    let worst = finer.map(|site| site.radius_km).max_by(f64::total_cmp)?;
    Some(format!("marks may be off by up to {}", distance(worst)))
}

/// Whether events of a place may lie on the map though their mark is not there: a ring of it is seen, or holds the middle
/// of the map.
pub(super) fn may_lie_here(sheet: &Sheet, site: &Site, seen: bool) -> bool {
    site.radius_km > 0.0
        && site.shape.is_none()
        && cell_of(site.at, &sheet.view.camera, sheet.viewport).is_none()
        && !follows_line(sheet, site)
        && (seen || holds_middle(sheet, site))
}

/// Whether a place of such a radius in columns is hatched, or has words about how well it is known, if there is reason to.
pub(super) fn may_need_words(sheet: &Sheet, site: &Site, columns: f64) -> bool {
    columns >= LEAST_COLUMNS || follows_line(sheet, site)
}

/// Of the events that may lie here though their marks stand beyond the map; the selected one speaks for itself.
fn around(sheet: &Sheet, crowd: &Crowd, drawn: &[Drawn]) -> Option<Around> {
    let selection = sheet.view.selection;
    let selected = selection.filter(|event| crowd.set().contains(*event));
    let alone = selected.filter(|event| !sheet.world.space().apart().contains(*event));
    let mut hidden: Vec<(&Site, usize)> = drawn
        .iter()
        .filter(|drawn| drawn.lies.may_be_here)
        .map(|drawn| {
            let own = usize::from(drawn.selected && alone.is_some());
            (&drawn.site, drawn.crowd.saturating_sub(own))
        })
        .collect();
    if hidden.is_empty() {
        return None;
    }
    let mut events = hidden.iter().map(|(_, at_it)| at_it).sum();
    let loners = crowd.loners().iter();
    for loner in loners.filter(|loner| selection != Some(loner.event())) {
        let sites = &loner.sites;
        let mut counts = false;
        for (known, at_it) in &mut hidden {
            let here = sites.iter().any(|site| shared(site) == shared(known));
            *at_it += usize::from(here);
            counts |= here;
        }
        events += usize::from(counts);
    }
    hidden.retain(|(_, at_it)| *at_it > 0);
    let sites = hidden.into_iter().map(|(site, _)| site).collect();
    (events > 0).then(|| Around {
        events,
        names: named(sheet, sites),
    })
}

/// Events that may lie where the map is, though their marks stand beyond it.
struct Around {
    events: usize,
    /// The names of their places.
    names: String,
}

impl Around {
    /// What to say of them, the longest first; `behind` what is said of something else.
    fn versions(&self, behind: Option<&str>) -> Vec<String> {
        let events = count(self.events, "event");
        let before = behind.map_or(String::new(), |own| format!("{own} · "));
        let shortest = if behind.is_some() { "+" } else { "" };
        vec![
            format!("{before}{events} may lie here: {}", self.names),
            format!("{before}{events} may lie here"),
            format!("{before}{shortest}{} may lie here", grouped(self.events)),
        ]
    }
}

/// The names of some places, the smallest first, as many as are worth reading.
fn named(sheet: &Sheet, mut sites: Vec<&Site>) -> String {
    sites.sort_by(|a, b| a.radius_km.total_cmp(&b.radius_km));
    let mut names: Vec<&str> = sites
        .into_iter()
        .filter_map(|site| Some(place_of(sheet, site)?.name.as_str()))
        .collect();
    names.dedup();
    let more = match names.len().saturating_sub(MOST_NAMES) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    names.truncate(MOST_NAMES);
    format!("{}{more}", names.join(", "))
}

fn holds_middle(sheet: &Sheet, site: &Site) -> bool {
    // Most are far away, whatever their box.
    let away = i64::from(to_u32(site.radius_km * site.at.units_per_km())).saturating_add(1);
    let (dx, dy) = sheet.view.camera.offset(site.at);
    if dx.abs() > away || dy.abs() > away {
        return false;
    }
    Reach::of(sheet, site).holds(sheet.view.camera.centre)
}

fn from_middle(sheet: &Sheet, site: &Site) -> u64 {
    let (dx, dy) = sheet.view.camera.offset(site.at);
    dx.unsigned_abs().max(dy.unsigned_abs())
}

/// How well a place is known, where the map is finer than that.
fn finer(sheet: &Sheet, site: &Site) -> Option<String> {
    let is_finer = sheet.radius_columns(site) >= LEAST_COLUMNS;
    let off = distance(site.radius_km);
    let either = give_or_take(site.radius_km, sheet.view.ascii_only);
    let name = place_of(sheet, site).map_or("place", |place| &place.name);
    // Along a line a mark may be wrong at any scale.
    if !is_finer && !follows_line(sheet, site) {
        return None;
    }
    Some(match site.form {
        Form::Label => format!("{name}: known to the {} only, {either}", site.precision),
        Form::Route if is_finer && follows_line(sheet, site) => {
            format!("{name}: somewhere along it, the line {either}")
        }
        Form::Route if follows_line(sheet, site) => format!("{name}: somewhere along it"),
        Form::Route => format!("{name}: somewhere along it, within {off}"),
        Form::Area | Form::Point => format!("{name}: known to {either}"),
    })
}
