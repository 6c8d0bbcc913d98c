//! What a view shows, in so few words that they can be its name.

use unicode_width::UnicodeWidthStr as _;

use super::cells::stand;
use super::facets;
use super::line::filter_terms;
use super::memory::LONGEST_NAME;
use super::update::gone_to;
use super::view::View;
use super::world::World;
use crate::model::entry::EventIx;
use crate::model::filter::{Clause, Test};
use crate::model::query::{Key, print};
use crate::model::text::Text;
use crate::model::time::{Stamp, Stretch, in_words};

/// A region is what is seen as long as the map is no more than so many times as large.
const WIDER: f64 = 2.0;
/// A title names no more than so many things that the events are narrowed to.
const MOST_CHOSEN: usize = 2;

/// Which events, where and when; what is said by none of them is left out.
pub fn title(world: &World, view: &View) -> Text {
    let mut parts = Vec::new();
    if !view.filter.is_open() {
        parts.push(print(&filter_terms(world, &view.filter)));
    }
    let says_where = |clause: &Clause| {
        let key = clause.key;
        !clause.negated && matches!(key, Some(Key::Place | Key::Region | Key::Near))
    };
    if !view.filter.clauses().iter().any(says_where) {
        parts.extend(whereabouts(world, view));
    }
    let shown = world.shown_time(view);
    if !shown.is_open() {
        parts.push(in_words(&shown));
    }
    if parts.is_empty() {
        return Text::clean("everything");
    }
    // What comes last goes first where it is too much for a name.
    while parts.len() > 1 && parts.join(", ").width() > LONGEST_NAME {
        parts.pop();
    }
    name(&parts.join(", "))
}

/// What a view shows, as the title of a step: where or of whom, when, and how many events are listed. Where the map alone says
/// where, it says as well how many of them stand on it.
pub fn of_step(world: &World, view: &View) -> Text {
    let mut parts: Vec<String> = chosen(world, view);
    let whereabouts = whereabouts(world, view).filter(|_| parts.is_empty());
    let listed = world.listed(view).count();
    let on_map = whereabouts.as_ref().map(|_| seen(world, view));
    parts.extend(whereabouts);
    let shown = world.shown_time(view);
    if !shown.is_open() {
        let words = in_words(&shown);
        parts.push(without_year(world, &shown).unwrap_or(words));
    }
    let count = match (listed, on_map) {
        (more, Some(some)) if some != more => format!("{some} of {more} events"),
        (1, _) => "1 event".to_owned(),
        (more, _) => format!("{more} events"),
    };
    if parts.is_empty() {
        return Text::clean(&format!("All of it: {count}"));
    }
    Text::clean(&format!("{}: {count}", parts.join(", ")))
}

/// What the events are narrowed to, by the names of it; what no name says is left out.
fn chosen(world: &World, view: &View) -> Vec<String> {
    let clauses = view
        .filter
        .clauses()
        .iter()
        .filter(|clause| !clause.negated);
    let name = |test: &Test| match test {
        // Whether its units are counted is more than a title has to say.
        Test::Actor { actor, .. } => world.dataset.actor_name(*actor).to_owned(),
        test => facets::name(world, test),
    };
    let names = clauses.map(|clause| {
        let names: Vec<String> = clause.any.iter().map(name).collect();
        names.join(", ")
    });
    names
        .filter(|name| !name.is_empty())
        .take(MOST_CHOSEN)
        .collect()
}

/// A stretch of whole days without its year, where nobody takes it for another one: all happened within two years, and it lies
/// in the last of them.
fn without_year(world: &World, shown: &Stretch) -> Option<String> {
    let axis = world.whole_axis()?;
    let year = |at: Stamp| at.civil().year();
    let (first, last) = (year(axis.start), year(axis.end.plus_ms(-1)));
    let (start, end) = (shown.start?, shown.end?.plus_ms(-1));
    let is_last = last - first <= 1 && (year(start), year(end)) == (last, last);
    let words = in_words(shown);
    let short = words.strip_suffix(&format!(" {last}"))?;
    is_last.then(|| short.to_owned())
}

/// How many events stand on the map.
fn seen(world: &World, view: &View) -> usize {
    let viewport = view.viewport();
    let stands = |event: &EventIx| {
        let sites = world.sites(*event);
        sites
            .iter()
            .any(|site| stand(world, site, view, viewport).is_some())
    };
    world.mapped(view).iter().filter(stands).count()
}

/// A text as a name: clean, without blanks around it, and not too long.
pub fn name(text: &str) -> Text {
    let short: String = text.trim().chars().take(LONGEST_NAME).collect();
    Text::clean(short.trim())
}

/// The place that was gone to, as long as it is in the middle of the map; else the region that is about all of it.
fn whereabouts(world: &World, view: &View) -> Option<String> {
    if let Some(place) = gone_to(view).and_then(|place| world.gazetteer.place(place)) {
        return Some(place.name.to_string());
    }
    let viewport = view.viewport();
    let across = f64::from(view.camera.units_per_column) * f64::from(viewport.columns);
    let down = view.camera.units_per_row(viewport) * f64::from(viewport.rows);
    let areas = world
        .regions()
        .iter()
        .map(|region| (region.bbox.to_merc(), &region.name));
    let near = areas.filter(|(area, _)| {
        let height = f64::from(area.south.saturating_sub(area.north));
        // The map of a region is as wide or as high as that, and a bit more.
        let is_near = across <= f64::from(area.width) * WIDER || down <= height * WIDER;
        is_near && area.contains(view.camera.centre)
    });
    // Of several the smallest.
    let (_, name) = near.min_by_key(|(area, _)| area.width)?;
    Some(name.to_string())
}
