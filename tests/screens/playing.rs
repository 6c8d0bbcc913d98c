//! Playing through time, the modes of the window, and lanes.

use std::collections::BTreeSet;
use std::sync::Arc;

use sitmap::app::timing::{Mode, Pace};
use sitmap::app::view::Glyphs;
use sitmap::app::world::World;
use sitmap::index::set::EventSet;
use sitmap::model::entry::EventIx;
use sitmap::model::time::{DAY_MS, HOUR_MS, Stamp, parse_short};

use crate::harness::{Screen, id_of};

fn ids(world: &World, set: &EventSet) -> BTreeSet<String> {
    set.iter().map(|event| id_of(world, event)).collect()
}

fn event(world: &World, id: &str) -> EventIx {
    world
        .dataset
        .events
        .find(id)
        .expect("an event of the bundled set")
}

/// The events whose time touches a day.
fn of_day(world: &World, day_ms: i64) -> BTreeSet<String> {
    let (start, end) = (Stamp::from_ms(day_ms), Stamp::from_ms(day_ms + DAY_MS));
    let events = &world.dataset.events;
    let touches = |event: &EventIx| {
        let stretch = events.stretch(*event);
        !stretch.is_open()
            && stretch.start.is_none_or(|at| at < end)
            && stretch.end.is_none_or(|at| at > start)
    };
    events
        .all()
        .filter(touches)
        .map(|event| id_of(world, event))
        .collect()
}

#[test]
fn from_november_to_march_each_event_appears_when_its_time_comes_and_none_before() {
    let mut screen = Screen::bundled(120, 40).press("x space");
    screen.must_show("▸ 1 November 2016");
    let world = Arc::clone(&screen.app.world);
    let (mut seen, mut days) = (BTreeSet::new(), Vec::new());
    while screen.app.view.timing.playing {
        let window = screen.app.view.window;
        let (start, end) = (window.start.unwrap().ms(), window.end.unwrap().ms());
        assert_eq!(end - start, DAY_MS, "a day a step");
        let shown = ids(&world, &world.mapped(&screen.app.view));
        assert_eq!(shown, of_day(&world, start), "on day {start}");
        // What was left out was as the day before.
        let before = days.last().map_or(start, |day| day + DAY_MS);
        for day in (before..start).step_by(usize::try_from(DAY_MS).unwrap()) {
            assert_eq!(of_day(&world, day), of_day(&world, before - DAY_MS));
        }
        seen.extend(shown);
        days.push(start);
        assert!(days.len() < 200, "it ends by itself");
        screen = screen.wait(1);
    }
    let dates = [days.first(), days.last()]
        .map(|day| Stamp::from_ms(*day.unwrap()).civil().date().to_string());
    assert_eq!(dates, ["2016-11-01", "2017-03-06"]);
    assert!(days.len() < 20, "days without a change are left out");
    screen.must_show("no event begins later than this");
    let all = world.dataset.events.all();
    let never: Vec<String> = all
        .map(|event| id_of(&world, event))
        .filter(|id| !seen.contains(id))
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
        let only = BTreeSet::from([id_of(&world, screen.app.view.selection.unwrap())]);
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
    let mut screen = Screen::bundled(120, 40).press("t n");
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
    // A day is cut by hours, down to one.
    let mut screen = screen;
    screen.must_show("start moves");
    let mut screen = screen.press(&"right ".repeat(24));
    screen.must_show("the window is as narrow as it gets");
    screen.must_show("21 February 2017 23:00");
    let screen = screen.press("tab tab .");
    let window = screen.app.view.window;
    let length = window.end.unwrap().ms() - window.start.unwrap().ms();
    assert_eq!(length, HOUR_MS, "let go with the pane: all of it moves");
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

#[test]
fn playing_ends_whatever_edge_is_held() {
    for edge in ["", "e", "e e"] {
        let keys = format!("t < < < tab tab tab {edge} space");
        let screen = Screen::bundled(120, 40).press(&keys).wait(2_000);
        assert!(!screen.app.view.timing.playing, "{edge}");
    }
    let mut ends = Screen::files(&["tests/fixtures/extremes.json"], 120, 40).press("space");
    for _ in 0..400 {
        ends = ends.wait(1);
    }
    assert!(
        !ends.app.view.timing.playing,
        "at the end of the calendar too"
    );
}

#[test]
fn one_event_alone_is_left_with_its_selection_and_its_window_stays() {
    // A filter that leaves the event out takes the mode along.
    let screen = Screen::bundled(120, 40).press("n u u /");
    let screen = screen.type_in("syrian army").press("enter");
    assert_eq!(screen.app.view.selection, None);
    assert_eq!(screen.app.view.timing.mode, Mode::Window);
    // Back from single events the window is where the selected one is.
    let screen = Screen::bundled(120, 40).press("t n u u n n n n n n n n u");
    let selected = screen.app.view.selection.expect("one is selected");
    assert!(screen.app.world.listed(&screen.app.view).contains(selected));
    // The mouse does not move a window that nobody sees.
    let screen = Screen::bundled(120, 40).press("M t n u u");
    let before = screen.app.view.window;
    let mut screen = screen.click(60, 34);
    assert_eq!(screen.app.view.window, before);
    screen.must_show("one event is shown, whatever the window");
}

#[test]
fn one_event_without_a_date_is_nowhere_on_the_axis() {
    let mut screen = Screen::bundled(120, 40).press("N u u");
    screen.must_show("no date · 1 event · one event");
    let row = screen.row(36);
    assert!(row.starts_with(" one event       no date"), "{row}");
}

#[test]
fn what_is_counted_in_a_window_adds_up() {
    let mut screen = Screen::bundled(120, 40).press("t");
    screen.must_show("8 of 25 events");
    screen.must_show("1 November 2016 · 2 events · 5 since an unknown time · 1 undated");
    screen.must_show(" Homs        0/6");
    screen.must_show(" Manbij        2");
}

#[test]
fn where_there_is_no_timeline_the_top_line_says_the_time() {
    let mut screen = Screen::bundled(40, 12).press("space");
    assert!(
        screen.row(0).starts_with(" ▸ 1 November 2016"),
        "{}",
        screen.row(0)
    );
    let mut still = screen.press("space");
    assert!(
        still.row(0).starts_with(" 1 November 2016"),
        "{}",
        still.row(0)
    );
    let mut narrow = Screen::bundled(80, 24).press("t");
    let row = narrow.row(14);
    assert!(
        row.contains('┣') || row.contains('┃'),
        "the window among the dates: {row}"
    );
}

#[test]
fn time_begins_at_the_selected_event() {
    let screen = Screen::bundled(120, 40).press("n n n n n t");
    let events = &screen.app.world.dataset.events;
    let selected = screen.app.view.selection.expect("one is selected");
    assert_eq!(
        Some(events.moment(selected).unwrap()),
        screen.app.view.window.start
    );
    let screen = Screen::bundled(120, 40).press("n n n n n space");
    assert_eq!(screen.app.view.selection, Some(selected));
}

#[test]
fn lanes_modes_and_playing_are_the_same_in_every_glyph_and_plain_in_ascii() {
    // From the title of the timeline down: what stands above is the map.
    let below = |screen: &mut Screen| {
        let text = screen.text();
        let rows = text.lines().skip_while(|row| !row.contains(" Timeline "));
        rows.map(str::to_owned).collect::<Vec<_>>()
    };
    for (columns, rows) in [(80, 24), (120, 40)] {
        for keys in [
            "space",
            "u space",
            "u u space",
            "tab tab tab s space",
            "tab tab tab t - -",
        ] {
            let open = || Screen::bundled(columns, rows);
            let mut braille = open().press(keys);
            let mut half = open().glyphs(Glyphs::Half).press(keys);
            let mut ascii = open().ascii().press(keys);
            for step in 0..30 {
                assert!(below(&mut braille).len() > 3, "{keys}");
                assert_eq!(below(&mut braille), below(&mut half), "{keys}, step {step}");
                let text = ascii.text();
                assert!(
                    text.bytes().all(|byte| byte <= 0x7e),
                    "{keys}, step {step}\n{text}"
                );
                assert_eq!(ascii.app.view.window, braille.app.view.window, "{keys}");
                (braille, half, ascii) = (braille.wait(1), half.wait(1), ascii.wait(1));
            }
        }
    }
}
