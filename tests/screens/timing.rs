//! The window of time: map, list and counts obey it.

use crate::harness::Screen;

#[test]
fn the_window_steps_widens_and_opens_again() {
    let mut screen = Screen::bundled(120, 40);
    screen.must_show("all of time · 25 events");
    let mut first = screen.press("t");
    first.must_show("1 November 2016");
    // Five are open towards the past, two begin in November; the undated one is not in any window.
    first.must_show("7 of 25");
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
    let mut screen = Screen::bundled(120, 40).press("T t t t t t t t t t");
    screen.must_show("no event later than this");
    let mut after = screen.press(". . . .");
    after.must_show("no reports in this window");
    assert!(!after.text().contains("calm"));
}

#[test]
fn the_undated_are_there_only_in_all_of_time() {
    let id = |screen: &Screen| screen.app.world.dataset.events.find("e15").unwrap();
    let screen = Screen::bundled(120, 40);
    assert!(
        screen
            .app
            .world
            .listed(&screen.app.view)
            .contains(id(&screen))
    );
    let screen = screen.press("t");
    assert!(
        !screen
            .app
            .world
            .listed(&screen.app.view)
            .contains(id(&screen))
    );
}
