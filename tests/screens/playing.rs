//! Playing through time, the modes of the window, and lanes.

use std::collections::BTreeSet;
use std::sync::Arc;

use sitmap::app::timing::{Mode, Pace};
use sitmap::app::world::World;
use sitmap::index::set::EventSet;
use sitmap::model::entry::EventIx;
use sitmap::model::time::{DAY_MS, parse_short};

use crate::harness::Screen;

fn ids(world: &World, set: &EventSet) -> BTreeSet<String> {
    set.iter()
        .map(|event| world.dataset.events.id(event).to_owned())
        .collect()
}

fn event(world: &World, id: &str) -> EventIx {
    world
        .dataset
        .events
        .find(id)
        .expect("an event of the bundled set")
}

#[test]
fn from_november_to_march_each_event_appears_when_its_time_comes_and_none_before() {
    let mut screen = Screen::bundled(120, 40).press("x space");
    screen.must_show("▸ 1 November 2016");
    let world = Arc::clone(&screen.app.world);
    let events = &world.dataset.events;
    let (mut seen, mut days) = (EventSet::none(events.len()), 0);
    while screen.app.view.timing.playing {
        let window = screen.app.view.window;
        let (start, end) = (window.start.unwrap(), window.end.unwrap());
        assert_eq!(end.ms() - start.ms(), DAY_MS, "a day a step");
        let shown = world.mapped(&screen.app.view);
        for event in events.all() {
            // What is on the map is what happened, or may have, on that day.
            let stretch = events.stretch(event);
            let its_time = !stretch.is_open()
                && stretch.start.is_none_or(|at| at < end)
                && stretch.end.is_none_or(|at| at > start);
            assert_eq!(
                shown.contains(event),
                its_time,
                "{} on day {days}",
                events.id(event)
            );
            if shown.contains(event) {
                seen.insert(event);
            }
        }
        days += 1;
        assert!(days < 200, "it ends by itself");
        screen = screen.wait(1);
    }
    assert_eq!(days, 126, "1 November 2016 to 6 March 2017");
    screen.must_show("no event begins later than this");
    let never: Vec<&str> = events
        .all()
        .filter(|event| !seen.contains(*event))
        .map(|event| events.id(event))
        .collect();
    assert_eq!(never, ["e15"], "all but the one without a date");
    screen.must_show("no date");
    assert!(
        world
            .listed(&screen.app.view)
            .contains(event(&world, "e15"))
    );
}

#[test]
fn what_reaches_back_without_a_beginning_is_there_from_the_first_day_on() {
    let mut screen = Screen::bundled(120, 40).press("x space");
    let world = Arc::clone(&screen.app.world);
    let events = &world.dataset.events;
    let open: Vec<EventIx> = events
        .all()
        .filter(|event| events.stretch(*event).start.is_none() && !events.stretch(*event).is_open())
        .collect();
    assert!(open.len() >= 2, "{} reach back", open.len());
    while screen.app.view.timing.playing {
        let shown = world.mapped(&screen.app.view);
        assert!(open.iter().all(|event| shown.contains(*event)));
        screen = screen.wait(1);
    }
}

#[test]
fn until_then_gathers_and_forgets_nothing() {
    let mut screen = Screen::bundled(120, 40).press("u space");
    assert_eq!(screen.app.view.timing.mode, Mode::Until);
    let world = Arc::clone(&screen.app.world);
    let mut before = world.in_window(&screen.app.view);
    while screen.app.view.timing.playing {
        screen = screen.wait(1);
        let now = world.in_window(&screen.app.view);
        assert!(before.iter().all(|event| now.contains(event)));
        before = now;
    }
    assert_eq!(before.count(), 24, "all with a date");
    screen.must_show("until 6 March 2017");
    screen.must_show("until then");
}

#[test]
fn one_event_alone_is_on_map_list_and_counts_and_n_goes_on() {
    let mut screen = Screen::bundled(120, 40).press("n u u");
    let world = Arc::clone(&screen.app.world);
    for _ in 0..30 {
        let only = BTreeSet::from([world
            .dataset
            .events
            .id(screen.app.view.selection.unwrap())
            .to_owned()]);
        assert_eq!(ids(&world, &world.listed(&screen.app.view)), only);
        assert!(ids(&world, &world.mapped(&screen.app.view)).is_subset(&only));
        screen.must_show("1 of 25 events");
        screen = screen.press("n");
    }
    screen.must_show("that was the last event");
    let mut screen = screen.press("esc");
    assert_eq!(
        screen.app.view.timing.mode,
        Mode::Window,
        "nothing is selected any more"
    );
    screen.must_show("25 events · 30 reports");
}

#[test]
fn the_events_play_one_by_one_and_then_stand_still() {
    let screen = Screen::bundled(80, 24).press("u u space");
    let mut screen = screen.wait(100);
    assert!(!screen.app.view.timing.playing);
    screen.must_show("that was the last event");
}

#[test]
fn playing_changes_its_pace_waits_for_boxes_and_stops_with_esc() {
    let screen = Screen::bundled(120, 40).press("space p");
    assert_eq!(screen.app.view.timing.pace, Pace::Fast);
    let mut screen = screen;
    screen.must_show("3 steps a second");
    let before = screen.app.view.window;
    let screen = screen.press("?").wait(3);
    assert_eq!(
        screen.app.view.window, before,
        "time waits while help is read"
    );
    let mut screen = screen.press("esc").wait(1);
    assert_ne!(screen.app.view.window, before);
    screen.must_show("▸");
    let screen = screen.press("esc");
    assert!(!screen.app.view.timing.playing);
    assert!(screen.app.view.next_tick().is_none());
    let screen = screen.press("space space");
    assert!(!screen.app.view.timing.playing, "space starts and stops");
}

#[test]
fn the_selection_follows_the_window_and_the_window_the_selection() {
    let screen = Screen::bundled(120, 40).press("n t");
    let world = Arc::clone(&screen.app.world);
    let mut screen = screen;
    for _ in 0..12 {
        screen = screen.press("t");
        let selected = screen.app.view.selection.expect("one is selected");
        assert!(world.listed(&screen.app.view).contains(selected));
    }
    // Back at the first day, n leaves it for the next with events once all of it has been seen.
    let mut screen = screen.press("a t n");
    let first = screen.app.view.window;
    for _ in 0..12 {
        screen = screen.press("n");
        let selected = screen.app.view.selection.expect("one is selected");
        assert!(world.listed(&screen.app.view).contains(selected));
    }
    assert_ne!(screen.app.view.window, first, "the window came along");
    for _ in 0..30 {
        screen = screen.press("N");
        let selected = screen.app.view.selection.expect("one is selected");
        assert!(world.listed(&screen.app.view).contains(selected));
    }
}

#[test]
fn an_event_found_elsewhere_brings_the_window_along() {
    let screen = Screen::bundled(120, 40).press("t");
    let world = Arc::clone(&screen.app.world);
    let before = screen.app.view.window;
    // The sentence that the document opens at tells of March, in several events.
    let screen = screen.press("d enter enter");
    assert!(screen.app.view.overlays.is_empty());
    assert_ne!(screen.app.view.window, before);
    let selected = screen.app.view.selection.expect("an event of the sentence");
    assert!(world.listed(&screen.app.view).contains(selected));
}

#[test]
fn one_edge_of_the_window_moves_where_it_is_held() {
    let day = |text: &str| parse_short(text).unwrap().stretch;
    let screen = Screen::bundled(120, 40).press("t t tab tab tab");
    assert_eq!(screen.app.view.window, day("2017-02-19"));
    let screen = screen.press("e e right right");
    assert_eq!(screen.app.view.window, day("2017-02-19/2017-02-21"));
    let screen = screen.press("e e right");
    assert_eq!(screen.app.view.window, day("2017-02-20/2017-02-21"));
    let mut screen = screen.press("right right");
    screen.must_show("the window is as narrow as it gets");
    assert_eq!(screen.app.view.window, day("2017-02-21"));
    let screen = screen.press("tab tab .");
    assert_eq!(
        screen.app.view.window,
        day("2017-02-22"),
        "let go with the pane"
    );
}

#[test]
fn the_mouse_draws_moves_and_stretches_the_window() {
    let day = |text: &str| parse_short(text).unwrap().stretch;
    // From the column where the name of a day stands to that of another.
    let mut screen = Screen::bundled(120, 40).press("M");
    let (from, row, _) = screen.cell("╵20 Feb 2017");
    let (to, _, _) = screen.cell("╵27 Feb");
    let screen = screen.drag(&[(from, row), (from + 9, row), (to, row)]);
    assert_eq!(screen.app.view.window, day("2017-02-20/2017-02-26"));
    let clicked = Screen::bundled(120, 40).press("M").click(to + 3, row);
    assert_eq!(
        clicked.app.view.window,
        day("2017-02-27"),
        "a click shows its day"
    );
    let screen = screen.drag(&[(from + 10, row), (from + 10 + (to - from), row)]);
    assert_eq!(
        screen.app.view.window,
        day("2017-02-27/2017-03-05"),
        "held in its middle"
    );
    let mut screen = screen;
    let (start, bracket, _) = screen.cell("┣");
    let screen = screen.drag(&[(start, bracket), (from, bracket)]);
    assert_eq!(
        screen.app.view.window,
        day("2017-02-20/2017-03-05"),
        "held at its start"
    );
    let mut screen = screen;
    let (axis, overview, _) = screen.cell("[");
    let before = screen.app.view.axis;
    let screen = screen.drag(&[(axis, overview), (axis - 20, overview)]);
    assert!(screen.app.view.axis.unwrap().start < before.unwrap().start);
    assert_eq!(
        screen.app.view.window,
        day("2017-02-20/2017-03-05"),
        "only the axis moves"
    );
    let nearer = screen.wheel(60, row, 1);
    assert_eq!(
        nearer.app.view.axis.unwrap().length_ms() * 2,
        before.unwrap().length_ms()
    );
}

#[test]
fn lanes_are_regions_types_or_actors_and_hold_every_event_once() {
    for (size, keys) in [
        ((120, 40), "tab tab tab"),
        ((80, 24), "tab tab tab"),
        ((200, 60), "tab tab tab"),
        ((40, 12), "tab tab tab"),
    ] {
        let mut screen = Screen::bundled(size.0, size.1).press(keys);
        for by in ["by region", "by type", "by actor"] {
            if size.0 > 40 {
                screen.must_show(by);
            }
            let text = screen.text();
            let top = text
                .lines()
                .position(|line| line.contains("Timeline"))
                .expect("the pane");
            let count = |line: &str| {
                let name: String = line
                    .chars()
                    .take(if size.0 < 70 { 12 } else { 17 })
                    .collect();
                name.split_whitespace()
                    .last()
                    .and_then(|word| word.parse::<usize>().ok())
            };
            let lanes = text
                .lines()
                .skip(top + 1)
                .take_while(|line| !line.starts_with(" window"));
            let counted: usize = lanes.filter_map(count).sum();
            assert_eq!(counted, 25, "{by} at {size:?}:\n{text}");
            screen.must_show("no date");
            screen = screen.press("s");
        }
    }
}

#[test]
fn a_lane_shows_days_by_height_what_lasts_as_a_line_and_what_reaches_back() {
    let mut screen = Screen::bundled(120, 40);
    let text = screen.text();
    let lane = |name: &str| {
        text.lines()
            .find(|line| line.starts_with(&format!(" {name}")))
            .expect("a lane")
            .to_owned()
    };
    assert!(
        lane("Mosul").ends_with('▇'),
        "many on 6 March: {}",
        lane("Mosul")
    );
    assert!(
        lane("Raqqa").contains("‹━━━━"),
        "since November: {}",
        lane("Raqqa")
    );
    assert!(
        lane("Homs").contains("╌╌╌╌"),
        "some time within: {}",
        lane("Homs")
    );
    // On an axis of months the same few days are a column each.
    let mut screen = screen.press("tab tab tab home");
    screen.must_show("╵Nov 2016");
    screen.must_show("╵Feb");
    let mut near = screen.press("home - + + + + + +");
    near.must_show(":00");
    let mut far = near.press("home - - - - - - - -");
    far.must_show("╵2020");
}

#[test]
fn the_axis_zooms_to_the_window_and_the_overview_says_where_that_is() {
    let mut screen = Screen::bundled(120, 40).press("t tab tab tab z");
    let axis = screen.app.view.axis.unwrap();
    assert_eq!(axis.length_ms(), DAY_MS * 3 / 2);
    let last = screen.row(38);
    assert!(last.contains("2016–2017"), "{last}");
    let (open, close) = (last.find('[').unwrap(), last.find(']').unwrap_or(0));
    assert!(
        close <= open + 1,
        "a day in four months is a column: {last}"
    );
}
