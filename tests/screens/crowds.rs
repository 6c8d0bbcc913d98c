//! Many events at many places: what is counted as events come and go is what counting them one by one would say.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    reason = "a panic here fails the test, as it should, and the numbers are small"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use proptest::prelude::*;
use sitmap::app::action::{ACTIONS, Action};
use sitmap::app::cells::{cells, events_of, stand};
use sitmap::app::layout::Size;
use sitmap::app::view::Order;
use sitmap::app::world::World;
use sitmap::app::{App, shelf::Reader};
use sitmap::basemap::Basemap;
use sitmap::cli::open::Files;
use sitmap::export::{self, Cache};
use sitmap::model::dataset::Dataset;
use sitmap::model::documents::{Document, Documents};
use sitmap::model::entry::{ActorIx, DocIx, EventIx, NamedIx};
use sitmap::model::events::{EventRow, Events, Location, RecordAt};
use sitmap::model::geo::{LonLat, Merc};
use sitmap::model::time::{DAY_MS, Stamp, Stretch, When};
use sitmap::model::vocabulary::{EventType, Factuality, PlacePrecision, Role, TimePrecision};
use sitmap::ui::theme::{Backdrop, Colours, Theme};

/// Random numbers that follow from one.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(0x5851_f42d_4c95_7f2d)
            .wrapping_add(0x1405_7b7e_f767_814f);
        (self.0 >> 33) % n
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[usize::try_from(self.below(all.len() as u64)).unwrap()]
    }
}

fn when(dice: &mut Dice) -> When {
    let start = Stamp::from_ms(i64::try_from(17_100 + dice.below(200)).unwrap() * DAY_MS);
    let (days, precision) = dice.of(&[
        (1, TimePrecision::Day),
        (1, TimePrecision::Day),
        (1, TimePrecision::Day),
        (7, TimePrecision::Week),
        (20, TimePrecision::Span),
    ]);
    let mut stretch = Stretch::new(start, start.plus_ms(days * DAY_MS));
    if dice.below(12) == 0 {
        stretch.start = None;
    }
    if dice.below(12) == 0 {
        stretch.end = None;
    }
    When {
        stretch,
        precision,
        basis: None,
    }
}

fn location(dice: &mut Dice, named: usize) -> Location {
    let at = LonLat {
        lon: 38.0 + dice.below(60) as f64 / 10.0,
        lat: 34.0 + dice.below(30) as f64 / 10.0,
    };
    let named = usize::try_from(dice.below(named as u64)).unwrap();
    Location {
        named: Some(NamedIx::from_position(named)).filter(|_| dice.below(9) > 0),
        at: Some(Merc::from_lonlat(at)).filter(|_| dice.below(4) == 0),
        precision: dice.of(PlacePrecision::ALL),
        relation: None,
        shape: None,
    }
}

fn row(number: usize, dice: &mut Dice, named: usize) -> EventRow {
    let places = dice.of(&[0, 1, 1, 1, 1, 1, 1, 2, 3]);
    let actor = |dice: &mut Dice| ActorIx(u32::try_from(dice.below(12)).unwrap());
    EventRow {
        id: format!("x{number}").as_str().into(),
        kind: dice.of(EventType::ALL),
        factuality: dice.of(Factuality::ALL),
        when: when(dice),
        attribution: None,
        actors: vec![(actor(dice), Role::Agent), (actor(dice), Role::Target)],
        voices: vec![],
        speakers: vec![],
        locations: (0..places).map(|_| location(dice, named)).collect(),
        documents: vec![DocIx(u32::try_from(dice.below(5)).unwrap())],
        reports: 1,
        fatalities: None,
        tags: vec![],
        record: RecordAt {
            source: 0,
            offset: 0,
            len: 0,
        },
    }
}

/// A world of so many events, among the places and the actors of the bundled one.
fn world(seed: u64, count: usize) -> Arc<World> {
    let bundled = Files::default()
        .open()
        .expect("the bundled files open")
        .world;
    let mut dice = Dice(seed);
    let named = bundled.dataset.named.len();
    let document = |number: usize| Document {
        id: format!("d{number}").as_str().into(),
        title: None,
        publisher: Some(format!("P{}", number % 3).as_str().into()),
        via: Vec::new(),
        url: None,
        license: None,
        lang: None,
        published: None,
        published_inferred: false,
        note: None,
        text: None,
        sentences: Vec::new(),
    };
    let dataset = Dataset {
        documents: Documents::new((0..5).map(document).collect()),
        actors: bundled.dataset.actors.clone(),
        named: bundled.dataset.named.clone(),
        events: Events::from_rows(
            (0..count)
                .map(|number| row(number, &mut dice, named))
                .collect(),
        ),
        ..Dataset::default()
    };
    let gazetteer = (*bundled.gazetteer).clone();
    let basemap = Basemap::bundled().expect("the bundled map opens");
    Arc::new(World::new(dataset, gazetteer, basemap, Vec::new()))
}

fn app(world: &Arc<World>, columns: u16, rows: u16) -> App {
    let reader: Reader = Arc::new(|_| Err("no file".to_owned()));
    App::new(Arc::clone(world), reader, Size { columns, rows }, 2.0)
}

/// What can happen, without those that change nothing that is counted.
fn anything() -> impl Strategy<Value = Action> {
    let tabled: Vec<Action> = ACTIONS.iter().map(|spec| spec.action).collect();
    prop_oneof![
        9 => proptest::sample::select(tabled),
        1 => (0..130_u16, 0..45_u16).prop_map(|(column, row)| Action::Click { column, row }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_is_kept_changes_nothing_on_the_screen(
        seed in any::<u64>(), count in 0..600_usize, actions in proptest::collection::vec(anything(), 1..40),
    ) {
        let world = world(seed, count);
        let mut app = app(&world, 120, 40);
        let theme = Theme { colours: Colours::Many, ascii: false, backdrop: Backdrop::Dark };
        let mut kept = Cache::default();
        for action in actions {
            app.act(action);
            let anew = export::screen(&mut app, &theme, &mut Cache::default());
            let went_on = export::screen(&mut app, &theme, &mut kept);
            prop_assert!(anew == went_on, "after {action:?}");
        }
    }

    #[test]
    fn cells_hold_what_stands_in_them(
        seed in any::<u64>(), count in 0..600_usize, actions in proptest::collection::vec(anything(), 0..12),
    ) {
        let world = world(seed, count);
        let mut app = app(&world, 120, 40);
        for action in actions {
            app.act(action);
        }
        let (view, viewport) = (&app.view, app.view.viewport());
        let mut slow: BTreeMap<(u16, u16), BTreeSet<EventIx>> = BTreeMap::new();
        for event in world.mapped(view).iter() {
            for site in world.sites(event) {
                if let Some((column, row)) = stand(&world, &site, view, viewport) {
                    slow.entry((row, column)).or_default().insert(event);
                }
            }
        }
        for cell in cells(&world, view, viewport) {
            let parts = cell.parts().filter_map(|part| slow.remove(&(cell.row, part.column)));
            let expected: BTreeSet<EventIx> = parts.flatten().collect();
            let found: BTreeSet<EventIx> = events_of(&world, view, &cell).iter().collect();
            prop_assert_eq!(&found, &expected);
            prop_assert_eq!(cell.total(), expected.len());
            let unreal = |event: &&EventIx| world.dataset.events.factuality(**event).is_unreal();
            prop_assert_eq!(cell.tally().unreal, expected.iter().filter(unreal).count());
            prop_assert_eq!(cell.selected, view.selection.is_some_and(|event| expected.contains(&event)));
        }
        prop_assert!(slow.is_empty(), "{slow:?} stand in no cell");
    }

    #[test]
    fn rows_are_the_sorted_events(seed in any::<u64>(), count in 0..300_usize, first in 0..300_usize) {
        let world = world(seed, count);
        let app = app(&world, 120, 40);
        let set = world.listed(&app.view);
        for order in Order::ALL {
            let mut slow: Vec<EventIx> = set.iter().collect();
            let name = |event: &EventIx| match order {
                Order::Time => String::new(),
                Order::Place => world.place_name(*event).to_lowercase(),
                Order::Actor => world.first_agent(*event).map_or("", |actor| world.dataset.actor_name(actor)).to_lowercase(),
            };
            slow.sort_by_key(|event| (name(event).is_empty(), name(event), *event));
            let rows = world.rows(&set, order);
            prop_assert_eq!(rows.some(0, usize::MAX), slow.clone());
            prop_assert_eq!(rows.some(first, 7), slow.iter().copied().skip(first).take(7).collect::<Vec<_>>());
            for (at, event) in slow.iter().enumerate().step_by(13) {
                prop_assert_eq!(world.row_of(&rows, order, *event), Some(at));
                prop_assert_eq!(rows.get(at), Some(*event));
            }
        }
    }
}
