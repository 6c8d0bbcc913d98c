//! The window of time: map, list and counts obey it.

use sitmap::app::view::Order;
use sitmap::model::time::Stamp;

use crate::harness::Screen;

#[test]
fn the_window_steps_widens_and_opens_again() {
    let mut screen = Screen::bundled(120, 40);
    screen.must_show("all of time · 25 events");
    let mut first = screen.press("t");
    first.must_show("1 November 2016");
    // Five are open towards the past, two begin in November; the undated one stays in the list.
    first.must_show("8 of 25");
    let mut next = first.press("t");
    next.must_show("19 February 2017");
    let mut wide = next.press(">");
    wide.must_show("18–19 February 2017");
    let mut later = wide.press(".");
    later.must_show("20–21 February 2017");
    let mut all = later.press("a");
    all.must_show("all of time · 25 events");
    let mut narrow = all.press("t < <");
    narrow.must_show("UTC");
}

#[test]
fn an_empty_window_says_no_reports_and_never_calm() {
    // A filter without undated events, which would stay in the list.
    let joc = Screen::bundled(120, 40)
        .press("/")
        .type_in("joc")
        .press("enter");
    let mut screen = joc.press("T t t t t t t t t t");
    screen.must_show("no event later than this");
    let mut after = screen.press(". . . .");
    after.must_show("no reports in this window");
    assert!(!after.text().contains("calm"));
}

#[test]
fn the_undated_stay_in_the_list_and_leave_the_map() {
    let screen = Screen::bundled(120, 40).press("x");
    let e15 = screen.app.world.dataset.events.find("e15").unwrap();
    let world = std::sync::Arc::clone(&screen.app.world);
    assert!(world.listed(&screen.app.view).contains(e15));
    assert!(world.mapped(&screen.app.view).contains(e15));
    let mut screen = screen.press("t");
    assert!(world.listed(&screen.app.view).contains(e15));
    assert!(!world.mapped(&screen.app.view).contains(e15));
    screen.must_show("no date");
}

#[test]
fn the_first_event_is_the_one_that_begins_first() {
    let screen = Screen::bundled(120, 40).press("n");
    let events = &screen.app.world.dataset.events;
    let first = screen.app.view.selection.expect("one is selected");
    let day = events.moment(first).expect("it has a date").civil().date();
    assert_eq!(day.to_string(), "2016-11-01");
    let ends: Vec<bool> = screen
        .app
        .world
        .page(&screen.app.world.listed(&screen.app.view), Order::Time)
        .into_iter()
        .map(|event| screen.app.world.dataset.events.moment(event).is_none())
        .collect();
    assert!(ends.is_sorted(), "the undated come last");
}

#[test]
fn the_first_axis_is_where_events_are_dense_and_a_returns_to_it() {
    let screen = Screen::bundled(120, 40);
    let home = screen.app.view.axis.unwrap();
    let date = |stamp: Stamp| stamp.civil().date().to_string();
    assert_eq!(
        (date(home.start), date(home.end)),
        ("2017-02-18".into(), "2017-03-08".into())
    );
    let mut screen = screen.press("t");
    assert_ne!(screen.app.view.axis, Some(home), "it follows the window");
    screen = screen.press("a");
    assert_eq!(screen.app.view.axis, Some(home));
    let screen = screen.press("tab tab tab + + - H L shift-left -");
    assert_ne!(screen.app.view.axis, Some(home));
    assert!(screen.app.view.window.is_open(), "only the axis moves");
    let screen = screen.press("home");
    assert_eq!(screen.app.view.axis, Some(home));
    let screen = screen.press("home");
    assert_eq!(screen.app.view.axis, screen.app.world.whole_axis());
}

#[test]
fn stepping_through_time_meets_every_event() {
    for keys in ["t", "t < < t", "t > > t", "t < < <"] {
        let mut screen = Screen::bundled(120, 40).press(keys).press("a t");
        let world = std::sync::Arc::clone(&screen.app.world);
        let mut met = (*world.in_window(&screen.app.view)).clone();
        for _ in 0..60 {
            screen = screen.press("t");
            let now = world.in_window(&screen.app.view);
            assert!(!now.is_empty(), "a window with events");
            for event in now.iter() {
                met.insert(event);
            }
        }
        let dated = world.dataset.events.len() - 1;
        assert_eq!(met.count(), dated, "{keys}");
    }
}
