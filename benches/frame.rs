//! What a frame and the questions behind it cost, at a thousand, a hundred thousand and a million events; with
//! `SITMAP_BENCH_10M=1` at ten million too.
//!
//! `SITMAP_BENCH_ONLY=N` takes one size; `SITMAP_BENCH_PARTS=1` prints what the parts of each frame take, without
//! criterion (`SITMAP_BENCH_PARTS=pan` of those alone whose name holds the word).
//!
//! A frame is all that happens from a key to the bytes on the line: the action, the scene, the cells, and what turns the
//! last screen into the next.
#![expect(
    clippy::expect_used,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "a bench may fail like a test, and its random numbers need no care"
)]

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use criterion::{BatchSize, BenchmarkId, Criterion, criterion_group, criterion_main};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use sitmap::app::App;
use sitmap::app::action::{Action, Motion, Way};
use sitmap::app::layout::Size;
use sitmap::app::view::{Order, Pane, View};
use sitmap::app::world::World;
use sitmap::basemap::Basemap;
use sitmap::export::{self, Cache};
use sitmap::gazetteer::Gazetteer;
use sitmap::index::facets::Dimension;
use sitmap::index::set::EventSet;
use sitmap::load::{Input, load_gazetteer};
use sitmap::model::dataset::{Dataset, NamedPlace};
use sitmap::model::documents::{Document, Documents};
use sitmap::model::entry::{Actor, ActorIx, DocIx, NamedIx, Place};
use sitmap::model::events::{EventRow, Events, Location, RecordAt};
use sitmap::model::filter::{Filter, Test};
use sitmap::model::geo::{LonLat, Merc};
use sitmap::model::query::Key;
use sitmap::model::time::{DAY_MS, Stamp, Stretch, When};
use sitmap::model::vocabulary::{ActorKind, EventType, Factuality, PlaceKind, Role, TimePrecision};
use sitmap::scene::{self, Scene};
use sitmap::session::frame::Shown;
use sitmap::ui::theme::{Backdrop, Colours, Theme};
use sitmap::ui::{self, DrawnMap};

const PLACES: usize = 5_000;
const ACTORS: usize = 2_000;
const DOCUMENTS: usize = 20_000;

/// Random numbers that are the same every time.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 to 1.
    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    fn below(&mut self, n: usize) -> usize {
        (self.share() * n as f64) as usize
    }

    /// Below `n`, the smaller the likelier, as words and towns are.
    fn zipf(&mut self, n: usize) -> usize {
        (((n as f64 + 1.0).powf(self.share())) as usize).clamp(1, n) - 1
    }
}

/// Where a place of the synthetic gazetteer lies.
fn position(dice: &mut Dice) -> LonLat {
    LonLat {
        lon: 30.0 + dice.share() * 20.0,
        lat: 28.0 + dice.share() * 12.0,
    }
}

fn places() -> Vec<Place> {
    let mut dice = Dice(7);
    let place = |number: usize| {
        let kind = match number % 20 {
            0..=13 => PlaceKind::Settlement,
            14 | 15 => PlaceKind::Neighbourhood,
            16 | 17 => PlaceKind::District,
            18 => PlaceKind::Area,
            _ => PlaceKind::Province,
        };
        Place {
            id: format!("p{number}").as_str().into(),
            name: format!("Place {number}").as_str().into(),
            alt: Vec::new(),
            kind,
            at: Some(position(&mut dice)),
            radius_km: None,
            accuracy_km: None,
            estimate: None,
            line: Vec::new(),
            bbox: None,
            parent: None,
            country: None,
            external: std::collections::BTreeMap::new(),
            source: None,
            note: None,
            rank: None,
            origin: None,
        }
    };
    (0..PLACES).map(place).collect()
}

fn when(dice: &mut Dice) -> When {
    const FIRST: i64 = 14_610; // 2010-01-01
    let start = (FIRST + dice.below(6_000) as i64) * DAY_MS;
    let (days, precision) = match dice.below(1_000) {
        0..=2 => return When::UNDATED,
        3..=12 => (1 + dice.below(60) as i64, TimePrecision::Span),
        13..=22 => (7, TimePrecision::Week),
        23..=32 => (30, TimePrecision::Month),
        33 => (365, TimePrecision::Year),
        _ => (1, TimePrecision::Day),
    };
    let (start, end) = (Stamp::from_ms(start), Stamp::from_ms(start + days * DAY_MS));
    let mut stretch = Stretch::new(start, end);
    match dice.below(1_000) {
        0 => stretch.start = None,
        1 => stretch.end = None,
        _ => {}
    }
    When {
        stretch,
        precision,
        basis: None,
    }
}

/// So many events, as rows. The one place that says where the events of the benches come from.
fn rows(count: usize) -> Vec<EventRow> {
    let mut dice = Dice(11);
    let where_places = places();
    let row = |number: usize| {
        let named = dice.zipf(PLACES);
        let place = where_places.get(named).expect("there is such a place");
        let own = (dice.below(10) == 0).then(|| {
            let at = place.at.expect("it has a position");
            Merc::from_lonlat(LonLat {
                lon: at.lon + (dice.share() - 0.5) * 0.05,
                lat: at.lat + (dice.share() - 0.5) * 0.05,
            })
        });
        let location = Location {
            named: Some(NamedIx::from_position(named)),
            at: own,
            precision: place.kind.precision(),
            relation: None,
            shape: None,
        };
        let status = match dice.below(20) {
            0 => Factuality::Planned,
            1 => Factuality::Negated,
            2 => Factuality::Ongoing,
            _ => Factuality::Happened,
        };
        let kinds = EventType::ALL;
        EventRow {
            id: format!("e{number}").as_str().into(),
            kind: *kinds
                .get(dice.zipf(kinds.len()))
                .expect("there is such a kind"),
            factuality: status,
            when: when(&mut dice),
            attribution: None,
            actors: vec![
                (ActorIx::from_position(dice.zipf(ACTORS)), Role::Agent),
                (ActorIx::from_position(dice.zipf(ACTORS)), Role::Target),
            ],
            speakers: vec![],
            locations: match dice.below(1_000) {
                0..=2 => vec![],
                3 => vec![
                    location,
                    Location {
                        named: Some(NamedIx::from_position(dice.zipf(PLACES))),
                        at: None,
                        ..location
                    },
                ],
                _ => vec![location],
            },
            documents: vec![DocIx::from_position(dice.below(DOCUMENTS))],
            reports: 1 + u32::from(dice.below(5) == 0),
            fatalities: None,
            tags: vec![],
            record: RecordAt {
                source: 0,
                offset: 0,
                len: 0,
            },
        }
    };
    (0..count).map(row).collect()
}

fn document(number: usize) -> Document {
    Document {
        id: format!("d{number}").as_str().into(),
        title: None,
        publisher: Some(format!("Publisher {}", number % 200).as_str().into()),
        via: vec!["AFP".into()],
        url: None,
        license: None,
        lang: None,
        published: None,
        published_inferred: false,
        note: None,
        text: None,
        sentences: Vec::new(),
    }
}

fn actor(number: usize) -> Actor {
    Actor {
        id: format!("a{number}").as_str().into(),
        name: format!("Actor {number}").as_str().into(),
        aliases: Vec::new(),
        kind: ActorKind::Militia,
        parent: (number % 5 == 4).then(|| ActorIx::from_position(number / 5)),
        note: None,
    }
}

/// How much memory the process has. What its rows took has not all been given back by then.
fn resident_mib() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|line| line.trim().strip_suffix("kB")?.trim().parse::<usize>().ok());
    kib.unwrap_or(0) / 1024
}

fn world(count: usize) -> World {
    let named = |number: usize| NamedPlace {
        text: format!("p{number}").as_str().into(),
        by_id: true,
        short: false,
    };
    let dataset = Dataset {
        documents: Documents::new((0..DOCUMENTS).map(document).collect()),
        actors: (0..ACTORS).map(actor).collect(),
        named: (0..PLACES).map(named).collect(),
        events: Events::from_rows(rows(count)),
        ..Dataset::default()
    };
    let (bundled, _) = load_gazetteer(&Input::bundled_gazetteer()).expect("the bundled file loads");
    let layers = vec![(places(), Vec::new()), (bundled.places, bundled.regions)];
    let (gazetteer, _) = Gazetteer::merge(layers);
    let basemap = Basemap::bundled().expect("the bundled map opens");
    let (began, before) = (Instant::now(), resident_mib());
    let world = World::new(dataset, gazetteer, basemap, Vec::new());
    eprintln!(
        "World::new at {count}: {:.1} ms, {before} MiB before and {} MiB after",
        began.elapsed().as_secs_f64() * 1e3,
        resident_mib()
    );
    world
}

/// A person at a large terminal.
struct Person {
    app: App,
    theme: Theme,
    cache: Cache,
    shown: Shown,
}

impl Person {
    fn new(world: &Arc<World>) -> Self {
        let size = Size {
            columns: 240,
            rows: 70,
        };
        let reader = Arc::new(|_| Err("no file".to_owned()));
        let app = App::new(Arc::clone(world), reader, size, 2.0);
        let mut person = Self {
            app,
            theme: Theme {
                colours: Colours::Many,
                ascii: false,
                backdrop: Backdrop::Dark,
            },
            cache: Cache::default(),
            shown: Shown::default(),
        };
        person.draw();
        person
    }

    /// Draws a frame; how many bytes that is.
    fn draw(&mut self) -> usize {
        let next = export::screen(&mut self.app, &self.theme, &mut self.cache);
        self.shown.turn_into(next).len()
    }

    fn press(&mut self, action: Action) -> usize {
        self.app.act(action);
        self.draw()
    }

    /// With a window of so many days in the middle of it all.
    fn with_window(mut self, days: i64) -> Self {
        let start = Stamp::from_ms(17_000 * DAY_MS);
        self.app.view.window = Stretch::new(start, start.plus_ms(days * DAY_MS));
        self.app.act(Action::Later);
        self.draw();
        self
    }
}

/// Everything that an actor and its units take part in.
fn by_actor(actor: ActorIx) -> Filter {
    Filter::of(Key::Actor, Test::Actor { actor, whole: true })
}

fn frames(c: &mut Criterion) {
    let mut sizes = vec![1_000, 100_000, 1_000_000];
    if std::env::var_os("SITMAP_BENCH_10M").is_some() {
        sizes.push(10_000_000);
    }
    if let Some(only) = std::env::var("SITMAP_BENCH_ONLY")
        .ok()
        .and_then(|n| n.parse().ok())
    {
        sizes = vec![only];
    }
    for size in sizes {
        let world = Arc::new(world(size));
        of_size(c, size, &world);
    }
}

/// How many frames say what the parts of one take.
fn turns() -> usize {
    let turns = std::env::var("SITMAP_BENCH_TURNS").ok();
    turns.and_then(|turns| turns.parse().ok()).unwrap_or(300)
}

/// How long this thread has been at work, in milliseconds: on a machine that others use too, the clock says little.
fn busy_ms() -> f64 {
    let spent = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let first = spent
        .split(' ')
        .next()
        .and_then(|ns| ns.parse::<f64>().ok());
    first.unwrap_or(0.0) / 1e6
}

/// How long each part of a frame takes on average, in milliseconds of this thread: the action, the scene, the cells, the bytes.
fn parts(size: usize, name: &str, mut person: Person, actions: &[Action]) {
    let mut times: Vec<[f64; 4]> = Vec::new();
    let (mut scenes, mut ground) = (scene::Cache::default(), DrawnMap::default());
    for action in actions.iter().cycle().take(turns()) {
        let began = busy_ms();
        person.app.act(*action);
        let acted = busy_ms();
        let scene = Scene::build(&person.app, person.theme.look(), &mut scenes);
        let built = busy_ms();
        let mut next = Buffer::empty(Rect::new(0, 0, 240, 70));
        ui::draw(&scene, &person.theme, &mut next, &mut ground);
        let drawn = busy_ms();
        black_box(person.shown.turn_into(next).len());
        let sent = busy_ms();
        times.push([acted - began, built - acted, drawn - built, sent - drawn]);
    }
    let times = times.split_off(8);
    // The system counts in ticks of some milliseconds: only the mean of many says anything.
    let part = |at: usize| {
        let all = times.iter().filter_map(|parts| parts.get(at));
        format!("{:.2}", all.sum::<f64>() / times.len() as f64)
    };
    let [act, build, draw, send] = [0, 1, 2, 3].map(part);
    eprintln!(
        "{size:>9} {name:28} action {act:>6}  scene {build:>6}  cells {draw:>6}  bytes {send:>6}"
    );
}

#[expect(
    clippy::too_many_lines,
    reason = "a list of what is measured, one after the other"
)]
fn of_size(c: &mut Criterion, size: usize, world: &Arc<World>) {
    let bench =
        |c: &mut Criterion, name: &str, person: &mut dyn FnMut() -> Person, actions: &[Action]| {
            let mut group = c.benchmark_group(name);
            group
                .sample_size(10)
                .warm_up_time(Duration::from_millis(200));
            group.measurement_time(Duration::from_millis(800));
            if let Ok(wanted) = std::env::var("SITMAP_BENCH_PARTS") {
                if wanted == "1" || name.contains(&wanted) {
                    parts(size, name, person(), actions);
                }
                return;
            }
            group.bench_function(BenchmarkId::from_parameter(size), |b| {
                let mut person = person();
                let mut turn = actions.iter().cycle();
                b.iter(|| black_box(person.press(*turn.next().expect("there is an action"))));
            });
            group.finish();
        };
    let first = || Person::new(world);
    {
        let mut group = c.benchmark_group("first frame");
        group
            .sample_size(10)
            .warm_up_time(Duration::from_millis(200));
        group.measurement_time(Duration::from_millis(800));
        group.bench_function(BenchmarkId::from_parameter(size), |b| {
            b.iter(|| black_box(first()));
        });
        group.finish();
    }
    bench(c, "the same frame again", &mut || first(), &[Action::Drop]);
    bench(
        c,
        "pan",
        &mut || first(),
        &[Action::Pan(Way::West), Action::Pan(Way::East)],
    );
    bench(
        c,
        "zoom",
        &mut || first(),
        &[
            Action::ZoomIn,
            Action::ZoomIn,
            Action::ZoomOut,
            Action::ZoomOut,
        ],
    );
    bench(
        c,
        "slide 1 day",
        &mut || first().with_window(1),
        &[Action::Later],
    );
    bench(
        c,
        "slide 30 days",
        &mut || first().with_window(30),
        &[
            Action::Later,
            Action::Later,
            Action::Earlier,
            Action::Earlier,
        ],
    );
    let mut drawn_out = || {
        let mut person = first().with_window(1_000);
        person.press(Action::NextGrip);
        person.press(Action::NextGrip);
        person
    };
    bench(
        c,
        "stretch 1,000 days",
        &mut drawn_out,
        &[Action::Later, Action::Earlier],
    );
    bench(
        c,
        "all of time and a window",
        &mut || first(),
        &[Action::NextTime, Action::AllTime],
    );
    bench(c, "colours", &mut || first(), &[Action::NextColours]);
    bench(c, "lanes", &mut || first(), &[Action::NextLanes]);
    bench(
        c,
        "axis",
        &mut || first(),
        &[Action::AxisLater, Action::AxisEarlier],
    );
    let mut filtered = || {
        let mut person = first();
        person.app.view.filter = world
            .sides()
            .first()
            .copied()
            .map(by_actor)
            .unwrap_or_default();
        person.draw();
        person
    };
    bench(
        c,
        "axis with a filter",
        &mut filtered,
        &[Action::AxisLater, Action::AxisEarlier],
    );
    bench(c, "unreal", &mut || first(), &[Action::ToggleUnreal]);
    bench(c, "next event", &mut || first(), &[Action::NextEvent]);
    bench(c, "open the stack", &mut || first(), &[Action::OpenStack]);
    let listed = |order: Order| {
        move || {
            let mut person = first();
            person.app.view.order = order;
            person.app.view.focus = Pane::List;
            person
        }
    };
    let turns = [Action::Rows(Motion::PageDown)];
    bench(c, "page down by time", &mut listed(Order::Time), &turns);
    bench(c, "page down by place", &mut listed(Order::Place), &turns);
    let ends = [Action::Rows(Motion::Last), Action::Rows(Motion::First)];
    bench(
        c,
        "to the list's ends by time",
        &mut listed(Order::Time),
        &ends,
    );
    bench(
        c,
        "to the list's ends by actor",
        &mut listed(Order::Actor),
        &ends,
    );
    filters(c, size, world);
}

fn filters(c: &mut Criterion, size: usize, world: &Arc<World>) {
    let mut group = c.benchmark_group("filter");
    group
        .sample_size(10)
        .warm_up_time(Duration::from_millis(200));
    group.measurement_time(Duration::from_millis(800));
    for (what, of) in [("actor", true), ("place", false)] {
        group.bench_function(BenchmarkId::new(what, size), |b| {
            let mut person = Person::new(world);
            let mut next = 0;
            b.iter(|| {
                next = (next + 1) % 12;
                let actor = world.sides().get(next).copied();
                let place = world.busiest_places().get(next).copied();
                let view = &mut person.app.view;
                let actor = actor.filter(|_| of).map(by_actor);
                let place = place.filter(|_| !of);
                let place = place.map(|place| Filter::of(Key::Place, Test::Place(place)));
                view.filter = actor.or(place).unwrap_or_default();
                black_box(person.press(Action::Drop))
            });
        });
    }
    group.finish();
    counts(c, size, world);
    let mut group = c.benchmark_group("histogram of 240 bins");
    let axis = world.home_axis().expect("there are dates");
    let mut view = Person::new(world).app.view;
    let all = world.filtered(&view);
    view.filter = world
        .sides()
        .first()
        .copied()
        .map(by_actor)
        .unwrap_or_default();
    let filtered = world.filtered(&view);
    let half = EventSet::that(all.len(), |event| event.at() % 2 == 0);
    for (what, set) in [("all", &*all), ("filtered", &*filtered), ("half", &half)] {
        group.bench_function(BenchmarkId::new(what, size), |b| {
            b.iter(|| black_box(world.histogram_by_type(set, &axis, 240)));
        });
    }
    group.finish();
}

/// What the facets panel counts, of what it has not counted before: the window is another one each time.
fn counts(c: &mut Criterion, size: usize, world: &Arc<World>) {
    let mut group = c.benchmark_group("facets");
    group
        .sample_size(10)
        .warm_up_time(Duration::from_millis(200));
    group.measurement_time(Duration::from_millis(800));
    let start = Stamp::from_ms(0);
    let mut turn = 0;
    let mut fresh = |view: &mut View| {
        turn += 1;
        view.window = Stretch::new(start, start.plus_ms(40_000 * DAY_MS + turn));
        // What the list shows is known before anybody counts.
        black_box(world.listed(view));
    };
    for dimension in Dimension::ALL {
        group.bench_function(BenchmarkId::new(dimension.name(), size), |b| {
            let mut view = Person::new(world).app.view;
            b.iter_batched(
                || {
                    fresh(&mut view);
                    view.clone()
                },
                |view| black_box(world.counted(&view, dimension)),
                BatchSize::PerIteration,
            );
        });
    }
    group.bench_function(BenchmarkId::new("all", size), |b| {
        let mut view = Person::new(world).app.view;
        b.iter_batched(
            || {
                fresh(&mut view);
                view.clone()
            },
            |view| Dimension::ALL.map(|dimension| black_box(world.counted(&view, dimension)).len()),
            BatchSize::PerIteration,
        );
    });
    group.finish();
}

criterion_group!(benches, frames);
criterion_main!(benches);
