//! What the search says beside what it finds: why, of what time, and what to do where nothing is found.

use sitmap::app::view::Overlay;

use crate::harness::Screen;
use crate::searching::groups;

#[test]
fn events_say_by_which_name_they_were_found() {
    let mut screen = Screen::bundled(120, 40).press("/").type_in("daesh");
    screen.must_show("“Daesh”");
    assert!(!screen.shows("“ISIS”"), "{}", screen.text());
    Screen::bundled(120, 40)
        .press("/")
        .type_in("داعش")
        .must_show("Events  20");
}

#[test]
fn dates_are_not_searched_and_that_is_said() {
    for query in ["March", "1 Nov", "2017", "2017-03-06"] {
        assert_eq!(groups(query), [], "{query}");
        let mut wide = Screen::bundled(120, 40).press("/").type_in(query);
        wide.must_show("nothing of that name; dates: use t and the timeline");
        let mut narrow = Screen::bundled(40, 12).press("/").type_in(query);
        narrow.must_show("nothing of that name; dates:");
        narrow.must_show("and the timeline");
    }
}

#[test]
fn where_nothing_is_found_something_near_is_named() {
    let mut screen = Screen::bundled(120, 40).press("/").type_in("Russland");
    screen.must_show("no place, actor or event of that name");
    screen.must_show("did you mean Russia?");
    let mut narrow = Screen::bundled(40, 12).press("/").type_in("qqqqqqq");
    narrow.must_show("no place, actor or event of that");
    narrow.must_show("name");
    assert!(!narrow.shows("did you mean"), "{}", narrow.text());
}

#[test]
fn a_window_that_leaves_out_what_was_filtered_says_so() {
    for (columns, rows) in [(40, 12), (80, 24), (120, 40)] {
        let mut screen = Screen::bundled(columns, rows)
            .press("t /")
            .type_in("syrian army")
            .press("enter");
        screen.must_show("6 events, none in this window");
        screen.must_show(if columns < 60 {
            " (a: all)"
        } else {
            ": a shows all of time"
        });
        let world = &screen.app.world;
        let extent = world.extent(&world.filtered(&screen.app.view));
        let mut fitted = screen.app.view.clone();
        fitted.fit(extent);
        assert_eq!(screen.app.view.camera, fitted.camera);
        let all = screen.press("a");
        assert_eq!(all.app.world.listed(&all.app.view).count(), 6);
    }
    let mut all = Screen::bundled(120, 40)
        .press("/")
        .type_in("syrian army")
        .press("enter");
    assert!(!all.shows("in this window"), "{}", all.text());
}

#[test]
fn counts_say_that_they_are_of_all_time_where_a_window_is_on() {
    let mut screen = Screen::bundled(120, 40).press("/").type_in("mosul");
    assert!(!screen.shows("events, in all of time"), "{}", screen.text());
    let mut screen = Screen::bundled(120, 40).press("t /").type_in("mosul");
    screen.must_show("events, in all of time");
    let mut screen = Screen::bundled(40, 12).press("t /").type_in("mosul");
    screen.must_show("events, all time");
}

#[test]
fn the_map_goes_back_when_the_last_filter_comes_off() {
    let first = Screen::bundled(120, 40);
    let before = first.app.view.camera;
    let both = first
        .press("/")
        .type_in("sdf")
        .press("enter /")
        .type_in("raqqa")
        .press("tab");
    let one = both.press("backspace");
    assert_ne!(one.app.view.camera, before);
    let none = one.press("backspace");
    assert_eq!(none.app.view.camera, before);
    // Who has moved the map since looks at something there.
    let moved = none.press("/").type_in("sdf").press("enter +");
    let there = moved.app.view.camera;
    let moved = moved.press("backspace");
    assert_eq!(moved.app.view.camera, there);
}

#[test]
fn what_is_only_near_is_called_similar() {
    let mut near = Screen::bundled(120, 40).press("/").type_in("turky");
    near.must_show("Actors  1 similar");
    near.must_show("Events  3 similar");
    let mut typed = Screen::bundled(120, 40).press("/").type_in("turkey");
    assert!(!typed.shows("similar"), "{}", typed.text());
    Screen::bundled(40, 12)
        .press("/")
        .type_in("turky")
        .must_show("Actors  1 similar");
}

#[test]
fn a_joiner_inside_a_word_is_part_of_it_and_elsewhere_shown() {
    let typed = |words: &str| {
        let screen = Screen::bundled(120, 40).press("/").type_in(words);
        let Some(Overlay::Search(search)) = screen.app.view.overlays.last() else {
            panic!("the box is open");
        };
        search.text.clone()
    };
    assert_eq!(typed("می\u{200c}خواهد"), "می\u{200c}خواهد");
    assert_eq!(typed("a\u{200d}b"), "a\u{fffd}b");
    assert_eq!(typed("\u{200c}رقة"), "\u{fffd}رقة");
}
