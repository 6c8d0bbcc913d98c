//! Lenses: what an actor or a place has to do with others. Keys in, screen out; and each count is what the list says of its
//! clauses.

#![expect(
    clippy::indexing_slicing,
    reason = "a panic here fails the test, as it should"
)]

use std::collections::BTreeSet;
use std::sync::Arc;

use proptest::prelude::*;
use sitmap::app::layout::Size;
use sitmap::app::lens::{Lens, Row, Target, Topic, What, narrowed};
use sitmap::app::line;
use sitmap::app::view::{Overlay, Pane, View};
use sitmap::app::world::World;
use sitmap::basemap::Basemap;
use sitmap::cli::open::Files;
use sitmap::index::here::Known;
use sitmap::index::names::Named;
use sitmap::index::pairs::{Part, Party, Tie};
use sitmap::model::dataset::Dataset;
use sitmap::model::entry::{ActorIx, EventIx, NamedIx, PlaceIx};
use sitmap::model::events::{EventRow, Events, Location, RecordAt};
use sitmap::model::filter::{Clause, Filter, Has, Test};
use sitmap::model::query::{Key, print};
use sitmap::model::time::{DAY_MS, Stamp, Stretch, When};
use sitmap::model::vocabulary::{
    EventType, Factuality, PlacePrecision, Role, SourceKind, TimePrecision,
};
use sitmap::ui::theme::Colours;

use crate::harness::{Screen, id_of};

/// An event of a made-up set: who in what role, who says so, where, and on which day of March.
type Made = (
    Vec<(u8, u8)>,
    Vec<u8>,
    Option<u8>,
    Vec<(u8, u8)>,
    Option<u8>,
);

fn made() -> impl Strategy<Value = Made> {
    let few = |n: usize| prop::collection::vec((any::<u8>(), any::<u8>()), 0..n);
    (
        few(5),
        prop::collection::vec(any::<u8>(), 0..3),
        prop::option::of(any::<u8>()),
        few(4),
        prop::option::weighted(0.9, 0..28_u8),
    )
}

fn pick<T: Copy>(all: &[T], at: u8) -> T {
    all[usize::from(at) % all.len()]
}

/// A world of some events, among the places and the actors of the bundled one.
fn world(made: &[Made]) -> World {
    let bundled = Files::default().open().expect("the bundled files open");
    let bundled = bundled.world;
    let actors: Vec<ActorIx> = (0..bundled.dataset.actors.len())
        .map(ActorIx::from_position)
        .collect();
    let named: Vec<NamedIx> = (0..bundled.dataset.named.len())
        .map(NamedIx::from_position)
        .collect();
    let row = |(number, made): (usize, &Made)| {
        let (who, speakers, voice, places, day) = made;
        let stretch = day.map_or(Stretch::EVERYTHING, |day| {
            let start = Stamp::from_ms((17_226 + i64::from(day)) * DAY_MS);
            Stretch::new(start, start.plus_ms(i64::from(day % 3 + 1) * DAY_MS))
        });
        let speakers: BTreeSet<ActorIx> = speakers.iter().map(|at| pick(&actors, *at)).collect();
        EventRow {
            id: format!("x{number}").as_str().into(),
            kind: pick(EventType::ALL, day.unwrap_or(3)),
            factuality: Factuality::Happened,
            when: When {
                stretch,
                precision: TimePrecision::Day,
                basis: None,
            },
            attribution: voice.map(|at| pick(SourceKind::ALL, at)),
            actors: who
                .iter()
                .map(|(actor, role)| (pick(&actors, *actor), pick(Role::ALL, *role)))
                .collect(),
            voices: vec![],
            speakers: speakers.into_iter().collect(),
            locations: places
                .iter()
                .map(|(place, precision)| Location {
                    named: Some(pick(&named, *place)),
                    at: None,
                    precision: pick(PlacePrecision::ALL, *precision),
                    relation: None,
                    shape: None,
                })
                .collect(),
            documents: vec![],
            reports: 1,
            fatalities: None,
            tags: vec![],
            record: RecordAt {
                source: 0,
                offset: 0,
                len: 0,
            },
        }
    };
    let dataset = Dataset {
        actors: bundled.dataset.actors.clone(),
        named: bundled.dataset.named.clone(),
        events: Events::from_rows(made.iter().enumerate().map(row).collect()),
        ..Dataset::default()
    };
    let gazetteer = (*bundled.gazetteer).clone();
    let basemap = Basemap::bundled().expect("the bundled map opens");
    World::new(dataset, gazetteer, basemap, Vec::new())
}

fn view_of(world: &World) -> View {
    let size = Size {
        columns: 120,
        rows: 40,
    };
    View::first(world, size, 2.0)
}

fn rows(lens: &Lens) -> impl Iterator<Item = &Row> {
    lens.sections.iter().flat_map(|section| &section.rows)
}

/// How many events the list shows once the filter asks for some clauses more.
fn listed(world: &World, view: &View, clauses: &[Clause]) -> usize {
    let filter = narrowed(&view.filter, clauses);
    let view = View {
        filter,
        ..view.clone()
    };
    world.listed(&view).count()
}

fn actors(world: &World) -> impl Iterator<Item = ActorIx> + use<> {
    (0..world.dataset.actors.len()).map(ActorIx::from_position)
}

fn party(world: &World, actor: ActorIx) -> Party {
    let whole = world.has_members(actor);
    Party { actor, whole }
}

/// Everybody who can stand in a row of a lens on an actor: the topmost of others, and each for itself of its own whole.
fn others(world: &World, own: ActorIx) -> Vec<Party> {
    let dataset = &world.dataset;
    let others = actors(world).filter(|other| !dataset.belongs_to(*other, own));
    let others = others.filter_map(|actor| {
        if dataset.topmost(actor) == dataset.topmost(own) {
            let whole = false;
            Some(Party { actor, whole })
        } else {
            (dataset.topmost(actor) == actor).then(|| party(world, actor))
        }
    });
    others.collect()
}

/// The clauses of every row that a lens on an actor could have but those of places.
fn possible(world: &World, actor: ActorIx) -> Vec<Vec<Clause>> {
    let own = party(world, actor);
    let anywhere = |clause| vec![own.clause(Key::Actor), clause];
    let mut all: Vec<Vec<Clause>> = Part::ALL.map(|part| vec![part.clause(own)]).to_vec();
    for other in others(world, actor) {
        all.extend(Tie::ALL.map(|tie| tie.clauses(own, other)));
    }
    let kinds = SourceKind::ALL.iter().copied().map(Some).chain([None]);
    all.extend(kinds.map(|kind| anywhere(Clause::of(Key::By, Test::Voice(kind)))));
    for actor in actors(world) {
        let whole = false;
        all.push(anywhere(Party { actor, whole }.clause(Key::By)));
    }
    all
}

/// The places that events of a set name.
fn named_in(world: &World, events: impl Iterator<Item = EventIx>) -> BTreeSet<PlaceIx> {
    let locations = events.flat_map(|event| world.dataset.events.locations(event));
    let named = locations.filter_map(|location| location.named);
    named
        .filter_map(|named| world.resolution(named)?.place)
        .collect()
}

/// Every row says what the list says of its clauses, and every row that there could be and that is not says nothing.
fn must_agree(world: &World, view: &View, lens: &Lens, possible: &[Vec<Clause>]) {
    for row in rows(lens) {
        assert!(row.count > 0, "{row:?}");
        assert_eq!(row.count, listed(world, view, &row.clauses), "{row:?}");
    }
    for clauses in possible {
        let stands = rows(lens).any(|row| row.clauses == *clauses);
        let count = listed(world, view, clauses);
        assert_eq!(stands, count > 0, "{clauses:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn each_count_of_an_actor_is_what_the_list_says_of_its_clauses(
        made in prop::collection::vec(made(), 0..40), narrow in any::<u8>(), from in 0..28_i64,
    ) {
        let world = world(&made);
        let mut view = view_of(&world);
        let start = Stamp::from_ms((17_226 + from) * DAY_MS);
        view.window = pick(&[Stretch::EVERYTHING, Stretch::new(start, start.plus_ms(9 * DAY_MS))], narrow);
        if narrow % 3 == 0 {
            view.filter = Filter::of(Key::Has, Test::Has(Has::Place));
        }
        for actor in actors(&world) {
            let lens = world.lens(&view, Named::Actor(actor));
            must_agree(&world, &view, &lens, &possible(&world, actor));
            let stays: Vec<PlaceIx> = rows(&lens).filter_map(|row| match &row.what {
                What::Stay(stay) => Some(stay.place),
                _ => None,
            }).collect();
            let places: BTreeSet<PlaceIx> = stays.iter().copied().collect();
            prop_assert_eq!(places, named_in(&world, lens.events.iter()));
            // In order of the first event there, and no part of the axis has more events than there are.
            let there = |place: &PlaceIx| {
                let place = world.selected(&Filter::of(Key::Place, Test::Place(*place)));
                (*lens.events).clone().and(&place)
            };
            prop_assert!(stays.iter().map(|place| there(place).first()).is_sorted());
            for row in rows(&lens) {
                if let (What::Stay(stay), Some(axis)) = (&row.what, &view.axis) {
                    let bars = world.histogram(&there(&stay.place), axis, stay.bars.len());
                    prop_assert_eq!(&stay.bars, &bars);
                }
            }
        }
    }

    #[test]
    fn each_count_of_a_place_is_what_the_list_says_of_its_clauses(
        made in prop::collection::vec(made(), 0..40),
    ) {
        let world = world(&made);
        let view = view_of(&world);
        for place in named_in(&world, world.dataset.events.all()) {
            let lens = world.lens(&view, Named::Place(place));
            let there = |clause| vec![Clause::of(Key::Place, Test::Place(place)), clause];
            let tops = actors(&world).filter(|actor| world.dataset.topmost(*actor) == *actor);
            let mut possible: Vec<Vec<Clause>> = tops.flat_map(|actor| {
                let party = party(&world, actor);
                [Part::Agent, Part::Target].map(|part| there(part.clause(party)))
            }).collect();
            possible.extend(EventType::ALL.iter().map(|kind| there(Clause::of(Key::Type, Test::Type(*kind)))));
            possible.extend(Known::ALL.map(|known| there(known.clause())));
            must_agree(&world, &view, &lens, &possible);
            for row in rows(&lens) {
                if let What::Presence(party, ends) = &row.what {
                    let role = row.clauses[1].key;
                    let role = if role == Some(Key::Agent) { Role::Agent } else { Role::Target };
                    let events = &world.dataset.events;
                    let is_there = |event: &EventIx| {
                        let mut actors = events.actors(*event);
                        !events.stretch(*event).is_open()
                            && actors.any(|(actor, of)| of == role && world.dataset.topmost(actor) == party.actor)
                    };
                    let all: Vec<EventIx> = lens.events.iter().filter(is_there).collect();
                    let (first, last) = (all.first().copied(), all.last().copied());
                    prop_assert_eq!(*ends, first.zip(last));
                }
            }
            // The rows behind all others are the events.
            let before = lens.len() - lens.events.count();
            for (at, event) in lens.events.iter().enumerate() {
                prop_assert_eq!(lens.get(before + at), Some(Target::Event(event)));
            }
            prop_assert_eq!(lens.get(lens.len()), None);
        }
    }
}

/// A screen with an event selected.
fn at_event(screen: Screen, id: &str) -> Screen {
    let event = screen.app.world.dataset.events.find(id);
    let mut screen = screen.press("n");
    while screen.app.view.selection != event {
        screen = screen.press("n");
    }
    screen
}

fn found(screen: Screen, name: &str) -> Screen {
    screen.press("/").type_in(name).press("ctrl-a")
}

/// What the filter asks for, as it is written.
fn asked(screen: &Screen) -> String {
    print(&line::filter_terms(
        &screen.app.world,
        &screen.app.view.filter,
    ))
}

fn lens(screen: &Screen) -> (Arc<Lens>, usize) {
    let Some(Overlay::Lens { over, at, picked }) = screen.app.view.overlays.last() else {
        panic!("no lens is open");
    };
    let lens = screen.app.world.lens(&screen.app.view, over[*at]);
    (lens, *picked)
}

/// Moves the cursor to a row.
fn at_row(mut screen: Screen, holds: impl Fn(Target<'_>) -> bool) -> Screen {
    screen = screen.press("g");
    loop {
        let (lens, picked) = lens(&screen);
        if lens.get(picked).is_some_and(&holds) {
            return screen;
        }
        assert!(picked + 1 < lens.len(), "no such row:\n{}", screen.text());
        screen = screen.press("j");
    }
}

#[test]
fn the_actors_of_an_event_are_looked_at_one_after_the_other() {
    let mut screen = at_event(Screen::bundled(120, 40), "e12").press("A");
    screen.must_show("─ Syrian Democratic Forces · 6 events · actor 1 of 2 ");
    screen.must_show("units    People’s Protection Units");
    screen.must_show("A next actor");
    assert_eq!(asked(&screen), "actor:sdf+");
    let mut screen = screen.press("A");
    screen.must_show("─ Islamic State · ");
    screen.must_show("actor 2 of 2");
    assert_eq!(asked(&screen), "actor:is");
    let screen = screen.press("A");
    assert!(screen.app.view.overlays.is_empty());
    assert_eq!(asked(&screen), "actor:is", "what it narrowed stays");
}

#[test]
fn who_fights_each_other_does_not_act_together() {
    let mut screen = found(Screen::bundled(120, 40), "ypg");
    screen.must_show("─ People’s Protection Units · 1 event ");
    let (lens, _) = lens(&screen);
    let topics: Vec<Topic> = lens.sections.iter().map(|section| section.topic).collect();
    assert!(topics.contains(&Topic::Against) && topics.contains(&Topic::Under));
    assert!(!topics.contains(&Topic::With), "{}", screen.text());
}

#[test]
fn a_row_narrows_to_what_it_counts_and_a_key_takes_it_off() {
    let screen = found(Screen::bundled(120, 40), "syrian democratic");
    let against = |target: Target<'_>| matches!(target, Target::Row(row) if matches!(row.what, What::Tie(Tie::Against, _)));
    let screen = at_row(screen, against);
    let (before, picked) = lens(&screen);
    let Some(Target::Row(row)) = before.get(picked) else {
        panic!("a row is picked");
    };
    let count = row.count;
    let mut screen = screen.press("enter");
    assert_eq!(asked(&screen), "agent:sdf+ target:is");
    let listed = screen.app.world.listed(&screen.app.view).count();
    assert_eq!(listed, count);
    screen.must_show("Syrian Democratic Forces acts ×");
    screen.must_show("against Islamic State ×");
    let (after, picked) = lens(&screen);
    assert!(after.get(picked).is_some_and(against), "the cursor stays");
    assert_eq!(after.events.count(), count);
    let mut screen = screen.press("enter");
    screen.must_show("the filter asks for this already");
    let screen = screen.press("backspace");
    assert_eq!(asked(&screen), "agent:sdf+");
    let screen = screen.press("esc");
    assert!(screen.app.view.overlays.is_empty());
    assert_eq!(asked(&screen), "agent:sdf+");
}

#[test]
fn a_place_of_an_actor_narrows_to_it() {
    let screen = found(Screen::bundled(80, 24), "counter-terrorism");
    let stay = |target: Target<'_>| matches!(target, Target::Row(row) if matches!(row.what, What::Stay(_)));
    let screen = at_row(screen, stay).press("enter");
    assert_eq!(asked(&screen), "actor:iraq-cts place:al-sumood");
    let mut screen = screen.press("esc");
    screen.must_show("in Al-Sumood ×");
}

#[test]
fn what_happened_somewhere_stands_in_order_and_is_read_with_enter() {
    let mut screen = found(Screen::bundled(120, 40), "manbij");
    screen.must_show("─ Manbij · ");
    screen.must_show("is       settlement in ");
    screen.must_show("who acts");
    // The first and the last of what has a date.
    let mut mosul = found(Screen::bundled(120, 40), "mosul");
    mosul.must_show("  Islamic State             19 Feb–6 Mar 2017  10 ");
    screen.must_show("negated: Turkish attack");
    assert_eq!(asked(&screen), "place:manbij");
    let is_event = |target: Target<'_>| matches!(target, Target::Event(_));
    let mut screen = at_row(screen, is_event);
    screen.must_show("Enter read it");
    let (lens, _) = lens(&screen);
    let first = lens.events.first().unwrap();
    let screen = screen.press("enter");
    assert!(screen.app.view.overlays.is_empty());
    assert_eq!(screen.app.view.focus, Pane::Inspector);
    let selected = screen.app.view.selection.unwrap();
    assert_eq!(
        id_of(&screen.app.world, selected),
        id_of(&screen.app.world, first)
    );
}

#[test]
fn a_lens_on_a_place_opens_from_its_entry_an_event_and_the_filter() {
    let mut entry = Screen::bundled(120, 40)
        .press("/")
        .type_in("raqqa")
        .press("ctrl-o P");
    entry.must_show("─ Raqqa · ");
    let mut event = at_event(Screen::bundled(120, 40), "e06").press("P");
    event.must_show("place 1 of 3");
    event = event.press("P");
    event.must_show("place 2 of 3");
    let filtered = Screen::bundled(120, 40)
        .press("/")
        .type_in("palmyra")
        .press("tab");
    let mut filtered = filtered.press("tab tab P");
    filtered.must_show("─ Palmyra · ");
    let mut actor = Screen::bundled(120, 40)
        .press("/")
        .type_in("russia")
        .press("enter A");
    actor.must_show("─ Russia · ");
}

#[test]
fn where_nobody_is_meant_it_is_said() {
    let mut screen = Screen::bundled(120, 40).press("A");
    screen.must_show("no actor is meant here");
    let mut screen = Screen::bundled(120, 40).press("tab P");
    screen.must_show("no place of the gazetteer is meant here");
    let mut screen = found(Screen::bundled(120, 40), "baghdad");
    screen.must_show("no report in what the list shows");
    let mut screen = screen.press("j G tab enter");
    screen.must_show("─ Baghdad · 0 events");
}

#[test]
fn sections_follow_each_other_and_the_counts_follow_the_window() {
    let screen = found(Screen::bundled(120, 40), "islamic state");
    let (all, first) = lens(&screen);
    assert_eq!(first, 0);
    let starts: Vec<usize> = all.starts().map(|(start, _)| start).collect();
    let mut screen = screen;
    for start in starts.iter().skip(1) {
        screen = screen.press("tab");
        assert_eq!(lens(&screen).1, *start);
    }
    screen = screen.press("tab");
    assert_eq!(lens(&screen).1, 0);
    screen = screen.press("backtab");
    assert_eq!(lens(&screen).1, *starts.last().unwrap());
    let mut later = screen.press("t");
    later.must_show("in this window");
    let (some, _) = lens(&later);
    assert!(some.events.count() < all.events.count());
}

#[test]
fn every_screen_has_room_and_shows_the_row_that_is_picked() {
    for (columns, rows) in [(40, 12), (80, 24), (120, 40), (120, 12), (200, 60)] {
        for name in ["islamic state", "mosul"] {
            let mut screen = found(Screen::bundled(columns, rows).colours(Colours::Many), name);
            let count = lens(&screen).0.len();
            screen.must_show("Enter narrow");
            screen.must_show("Backspace ");
            for at in 0..count {
                let buffer = screen.buffer();
                let picked = screen.theme.picked();
                let rows = (0..buffer.area.height).filter(|row| {
                    let cells = (0..buffer.area.width).map(|column| &buffer[(column, *row)]);
                    let inside = cells.skip(2).take(usize::from(columns) - 4);
                    inside.filter(|cell| Some(cell.bg) == picked.bg).count() > 10
                });
                assert_eq!(rows.count(), 1, "row {at}:\n{}", screen.text());
                if at + 1 < count {
                    screen = screen.press("j");
                }
            }
        }
    }
}

#[test]
fn where_only_ascii_can_be_shown_all_of_it_is() {
    for (columns, rows) in [(40, 12), (80, 24), (120, 40)] {
        for name in ["islamic state", "mosul"] {
            let mut screen = found(Screen::bundled(columns, rows).ascii(), name);
            assert!(screen.text().is_ascii());
            let mut end = screen.press("G");
            assert!(end.text().is_ascii());
        }
    }
}

#[test]
fn what_lies_off_the_axis_is_said_to() {
    let screen = found(Screen::bundled(120, 40), "iraqi security").press("esc");
    let screen = screen.press("tab tab tab");
    let screen = screen.press("L L L L L L L L L L");
    let mut screen = screen.press("A");
    screen.must_show("‹ earlier");
}
