//! Writing a view as a line: as short as it can be and still lead there.

use super::values::{ELSEWHERE, OWN, UNREAL, layer_name, mode_name, pane_name};
use super::{Reading, Setting, take};
use crate::app::shelf::Shelf;
use crate::app::timing::{LanesBy, Mode};
use crate::app::unreal::Unreal;
use crate::app::view::{ColourBy, Layer, Layers, Order, Pane, View};
use crate::app::world::World;
use crate::index::time::Axis;
use crate::model::camera::{Camera, Viewport};
use crate::model::entry::{ActorIx, EventIx};
use crate::model::filter::{Clause, Filter, Test};
use crate::model::geo::{LonLat, Merc};
use crate::model::query::{Key, Term, Value, print};
use crate::model::time::{DAY_MS, Stamp, Stretch, short};

/// With so many digits behind the point a degree is exact to a tenth of a millimetre, finer than positions are.
const MOST_DIGITS: usize = 9;

/// A filter as terms, in the order of its clauses.
pub fn filter_terms(world: &World, filter: &Filter) -> Vec<Term> {
    filter
        .clauses()
        .iter()
        .map(|clause| clause_term(world, clause))
        .collect()
}

/// A view as a line. The id of the selected event is told by its record, which is at hand.
pub fn write(world: &World, shelf: &Shelf, view: &View) -> String {
    let selected = view
        .selection
        .and_then(|event| Some((event, shelf.record(event)?)));
    let (settings, mut terms) = chosen(view, selected.map(|(event, record)| (event, &*record.id)));
    let reading = Reading {
        filter: view.filter.clone(),
        settings,
        ..Reading::default()
    };
    // Where map and axis are without being told.
    let untold = take(world, view, &reading);
    if view.camera != untold.camera {
        terms.push(map(view.camera, view.viewport()));
    }
    if let Some(axis) = view.axis.filter(|_| view.axis != untold.axis) {
        terms.push(term(Key::Axis, short(&rounded(&axis))));
    }
    terms.extend(style(view));
    print(filter_terms(world, &view.filter).iter().chain(&terms))
}

fn term(key: Key, value: impl Into<String>) -> Term {
    Term::of(key, vec![Value::new(value)])
}

/// The time that is shown, and the event that is looked at.
fn chosen(view: &View, selected: Option<(EventIx, &str)>) -> (Vec<Setting>, Vec<Term>) {
    let (mut settings, mut terms) = (Vec::new(), Vec::new());
    if !view.window.is_open() {
        settings.push(Setting::Window(view.window));
        terms.push(term(Key::Time, short(&view.window)));
    }
    let mode = view.timing.mode;
    // One event alone is nothing without the event.
    if mode != Mode::default() && (mode != Mode::Single || selected.is_some()) {
        settings.push(Setting::Mode(mode));
        terms.push(term(Key::Mode, mode_name(mode)));
    }
    if let Some((event, id)) = selected {
        settings.push(Setting::Select(event));
        terms.push(term(Key::Select, id));
    }
    (settings, terms)
}

/// How it looks.
fn style(view: &View) -> Vec<Term> {
    let mut terms = Vec::new();
    if view.colour_by != ColourBy::Actor {
        terms.push(term(Key::Colour, view.colour_by.name()));
    }
    if view.timing.lanes != LanesBy::default() {
        terms.push(term(Key::Lanes, view.timing.lanes.name()));
    }
    if view.order != Order::Time {
        terms.push(term(Key::Sort, view.order.name()));
    }
    if view.focus != Pane::Map {
        terms.push(term(Key::Focus, pane_name(view.focus)));
    }
    terms.extend(shown(view.unreal));
    terms.extend(layers(view.layers));
    terms
}

/// An axis to the second, and to the minute where nobody sees the difference.
fn rounded(axis: &Axis) -> Stretch {
    let unit = if axis.length_ms() > 10 * DAY_MS {
        60_000
    } else {
        1_000
    };
    let round = |at: Stamp| Stamp::from_ms((at.ms() + unit / 2).div_euclid(unit) * unit);
    Stretch::new(round(axis.start), round(axis.end))
}

/// The view that its own line leads to: the same but for less than a dot of the map, so that what is copied is what is seen.
pub fn settled(world: &World, shelf: &Shelf, view: &View) -> View {
    let line = write(world, shelf, view);
    let reading = super::read(world, &|_| view.selection, &line);
    let taken = take(world, view, &reading);
    View {
        camera: taken.camera,
        axis: taken.axis,
        ..view.clone()
    }
}

fn clause_term(world: &World, clause: &Clause) -> Term {
    let values = clause
        .any
        .iter()
        .flat_map(|test| values(world, clause.key, test));
    Term {
        negated: clause.negated,
        key: clause.key,
        values: values.collect(),
    }
}

/// The values of one test: most have one.
fn values(world: &World, key: Option<Key>, test: &Test) -> Vec<Value> {
    let value = match test {
        Test::Actor { actor, whole } => {
            return vec![Value {
                plus: *whole,
                ..Value::new(actor_id(world, *actor))
            }];
        }
        Test::Near { at, metres, place } => {
            return near(*at, *metres, place.and_then(|place| world.place_id(place)));
        }
        Test::Place(place) => world.place_id(*place).unwrap_or("").to_owned(),
        Test::Region(region) => {
            let region = region.and_then(|region| world.regions().get(region));
            region.map_or(ELSEWHERE, |region| &region.id).to_owned()
        }
        Test::Type(kind) => kind.name().to_owned(),
        Test::Status(status) => status.name().to_owned(),
        Test::Voice(kind) => kind.map_or(OWN, |kind| kind.name()).to_owned(),
        Test::Publisher(name) => name.to_string(),
        Test::Document(doc) => {
            let document = world.document(*doc);
            document.map_or(String::new(), |document| document.id.to_string())
        }
        Test::Where(precision) => precision.name().to_owned(),
        Test::When(precision) => precision.name().to_owned(),
        Test::Within(stretch) => {
            let written = short(stretch);
            match key {
                Some(Key::From) => written.trim_end_matches("/..").to_owned(),
                Some(Key::To) => written.trim_start_matches("../").to_owned(),
                _ => written,
            }
        }
        Test::Has(has) => has.name().to_owned(),
        Test::Tag(tag) => world
            .dataset
            .tags
            .get(tag.at())
            .map_or(String::new(), ToString::to_string),
        Test::Fatalities(least, u32::MAX) => format!(">={least}"),
        Test::Fatalities(least, most) if least == most => least.to_string(),
        Test::Fatalities(0, most) => format!("<={most}"),
        Test::Fatalities(least, most) => format!("{least}-{most}"),
        Test::Words(words) => words.to_string(),
    };
    vec![Value::new(value)]
}

fn actor_id(world: &World, actor: ActorIx) -> String {
    world.actor_id(actor).unwrap_or("").to_owned()
}

fn near(at: Merc, metres: u32, id: Option<&str>) -> Vec<Value> {
    let km = Value::new((f64::from(metres) / 1_000.0).to_string());
    if let Some(id) = id {
        return vec![Value::new(id), km];
    }
    let [lat, lon] = in_degrees(at).map(Value::new);
    vec![lat, lon, km]
}

/// Latitude and longitude in as few digits as lead to the same position.
fn in_degrees(at: Merc) -> [String; 2] {
    let LonLat { lon, lat } = at.to_lonlat();
    let written = |digits: usize| [lat, lon].map(|value| format!("{value:.digits$}"));
    let leads_there = |written: &[String; 2]| {
        let [lat, lon] = written.each_ref().map(|text| text.parse().ok());
        let read = lat.zip(lon).and_then(|(lat, lon)| LonLat::new(lon, lat));
        read.is_some_and(|read| Merc::from_lonlat(read) == at)
    };
    let exact = (0..MOST_DIGITS).map(written).find(leads_there);
    exact.unwrap_or_else(|| written(MOST_DIGITS))
}

/// The map by its middle and its width, in as few digits as lead to the same place but for a fiftieth of a cell.
fn map(camera: Camera, viewport: Viewport) -> Term {
    let LonLat { lon, lat } = camera.centre.to_lonlat();
    let km = camera.span_km(viewport);
    let a_cell = camera.km_per_column();
    let degrees = (0..8).find(|digits| 111.0 * 0.5 * 10_f64.powi(-digits) < a_cell / 50.0);
    let digits = usize::try_from(degrees.unwrap_or(8)).unwrap_or(8);
    // Half of the map's columns lie on either side of its middle.
    let kilometres = (0..6).find(|digits| 0.5 * 10_f64.powi(-digits) < a_cell / 25.0);
    let km_digits = usize::try_from(kilometres.unwrap_or(6)).unwrap_or(6);
    let values = [
        format!("{lat:.digits$}"),
        format!("{lon:.digits$}"),
        format!("{km:.km_digits$}km"),
    ];
    Term::of(Key::Map, values.into_iter().map(Value::new).collect())
}

fn shown(unreal: Unreal) -> Option<Term> {
    if unreal == Unreal::NONE {
        return None;
    }
    if unreal == Unreal::ALL {
        return Some(Term::of(Key::Show, vec![Value::new(UNREAL)]));
    }
    let kinds = Unreal::KINDS.iter().filter(|kind| unreal.shows(**kind));
    let kinds = kinds.map(|kind| Value::new(kind.name()));
    Some(Term::of(Key::Show, kinds.collect()))
}

fn layers(layers: Layers) -> Option<Term> {
    let hidden = Layer::ALL.iter().filter(|layer| !layers.shows(**layer));
    let hidden: Vec<Value> = hidden
        .map(|layer| Value::new(format!("-{}", layer_name(*layer))))
        .collect();
    (!hidden.is_empty()).then(|| Term::of(Key::Layers, hidden))
}
