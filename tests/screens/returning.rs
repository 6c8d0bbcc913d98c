//! Coming back to what was seen: a view copied as a line, the views behind and ahead, views under a name, queries of before.

use proptest::prelude::*;
use sitmap::app::Effect;
use sitmap::app::action::{ACTIONS, Action};
use sitmap::app::layout::Size;
use sitmap::app::memory::{Bookmark, Keep, Memory};
use sitmap::app::view::{Overlay, Reading};
use sitmap::export;
use sitmap::model::text::Text;

use crate::harness::Screen;

/// The line that was copied last.
fn copied(screen: &Screen) -> String {
    let texts = screen.effects.iter().rev();
    let mut texts = texts.filter_map(|effect| match effect {
        Effect::Copy(text) => Some(text.to_string()),
        _ => None,
    });
    texts.next().expect("something was copied")
}

/// What was asked to be kept.
fn kept(screen: &Screen) -> Vec<Keep> {
    let kept = screen.effects.iter().filter_map(|effect| match effect {
        Effect::Keep(keep) => Some(keep.clone()),
        _ => None,
    });
    kept.collect()
}

/// A screen as it is but for what no line says: messages, how far list and inspector are scrolled, what plays and what is held.
fn bare(mut screen: Screen) -> Screen {
    let view = &mut screen.app.view;
    view.message = None;
    view.list_top = 0;
    view.reading = Reading::default();
    view.timing.playing = false;
    view.timing.drag = None;
    view.timing.grip = sitmap::app::timing::Grip::default();
    view.timing.pace = sitmap::app::timing::Pace::default();
    view.glyphs = sitmap::app::view::Glyphs::default();
    view.mouse = false;
    // What the list shows from its top on is read.
    screen.app.act(Action::Drop);
    screen
}

/// Opens a screen with a line, as `--view` does.
fn opened(mut screen: Screen, line: &str) -> Screen {
    let reading = screen.app.read_line(line);
    assert_eq!(reading.faults, [], "{line}");
    screen.app.go_to(&reading);
    screen
}

fn keys() -> impl Strategy<Value = Action> {
    let outside = |action: &Action| {
        matches!(
            action,
            Action::Quit | Action::Suspend | Action::CopyView | Action::CopyCitation
        )
    };
    let tabled = ACTIONS.iter().map(|spec| spec.action);
    let tabled: Vec<Action> = tabled.filter(|action| !outside(action)).collect();
    prop_oneof![
        10 => proptest::sample::select(tabled),
        2 => proptest::sample::select(vec!['m', 'r', 'a', 's', 'i', 'ط']).prop_map(Action::Insert),
        1 => Just(Action::Tick),
        2 => (0..120_u16, 0..40_u16).prop_map(|(column, row)| Action::Click { column, row }),
        1 => (0..120_u16, 0..40_u16).prop_map(|(column, row)| Action::Drag { column, row }),
        1 => (0..120_u16, 0..40_u16, -3..4_i8)
            .prop_map(|(column, row, steps)| Action::Wheel { column, row, steps }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_copied_line_opens_exactly_there(
        (columns, rows) in prop_oneof![Just((120, 40)), Just((80, 24))],
        actions in proptest::collection::vec(keys(), 0..50),
        own in any::<bool>(),
    ) {
        let new = || if own {
            Screen::files(&["tests/fixtures/extremes.json"], columns, rows)
        } else {
            Screen::bundled(columns, rows)
        };
        let mut screen = new();
        for action in actions {
            screen.app.act(action);
        }
        screen.app.view.overlays.clear();
        screen.app.view.copied = None;
        let effects = screen.app.act(Action::CopyView);
        screen.effects.extend(effects);
        let line = copied(&screen);
        // Asked for again at once, it is the same line, and the box shows it.
        let effects = screen.app.act(Action::CopyView);
        screen.effects.extend(effects);
        prop_assert_eq!(copied(&screen), line.clone());
        let shown = matches!(screen.app.view.overlays.pop(), Some(Overlay::Copied { .. }));
        prop_assert!(shown, "{}", line);
        let (mut here, mut there) = (bare(screen), bare(opened(new(), &line)));
        let (is, should_be) = (there.buffer(), here.buffer());
        prop_assert!(
            is == should_be,
            "{}\n{}\n{}", line, export::text::of(&is), export::text::of(&should_be)
        );
    }
}

#[test]
fn the_line_of_a_view_is_copied_and_shown_when_asked_for_twice() {
    let mut screen = Screen::bundled(80, 24).press("2 n y");
    screen.must_show("this view sent to the clipboard; y again shows it");
    let line = copied(&screen);
    assert!(
        line.contains("map:") && line.contains("select:e18"),
        "{line}"
    );
    let mut screen = screen.press("y");
    screen.must_show("Sent to the clipboard");
    screen.must_show("select:e18");
    // Its key closes it, whatever it shows.
    let screen = screen.press("y");
    assert!(screen.app.view.overlays.is_empty());
}

#[test]
fn the_first_view_has_a_line_too() {
    let screen = Screen::bundled(80, 24).press("y");
    let line = copied(&screen);
    assert!(!line.is_empty());
    assert_eq!(
        bare(opened(Screen::bundled(80, 24), &line)).text(),
        bare(screen).text()
    );
}

#[test]
fn back_comes_to_where_one_went_away_from_and_forth_to_where_that_led() {
    let mut screen = Screen::bundled(120, 40).press("2 left left n");
    screen.app.view.message = None;
    let (camera, selection) = (screen.app.view.camera, screen.app.view.selection);
    let mut screen = screen.press("3 [");
    screen.must_show("view 2 of 3");
    // What was done since the step is not lost.
    assert_eq!(
        (screen.app.view.camera, screen.app.view.selection),
        (camera, selection)
    );
    let mut screen = screen.press("[");
    screen.must_show("view 1 of 3");
    assert_eq!(bare(Screen::bundled(120, 40)).text(), {
        screen.app.view.message = None;
        screen.text()
    });
    let mut screen = screen.press("[");
    screen.must_show("there is no view before this one");
    let mut screen = screen.press("right ] ]");
    screen.must_show("view 3 of 3");
    let mut screen = screen.press("]");
    screen.must_show("there is no view after this one");
    // A step from the middle cuts off what lay ahead.
    let mut screen = screen.press("[ 1 ]");
    screen.must_show("there is no view after this one");
    let mut screen = screen.press("[");
    screen.must_show("view 2 of 3");
}

#[test]
fn what_is_a_step_and_what_is_not() {
    let steps = |keys: &str, typed: &str, then: &str| {
        let screen = Screen::bundled(120, 40).press(keys).type_in(typed);
        let mut screen = screen.press(then).press("[");
        screen.shows("view 1 of 2")
    };
    for (keys, typed, then) in [
        ("1", "", ""),
        ("+ + 0", "", ""),
        ("/", "raqqa", "enter"),
        ("/", "raqqa", "tab"),
        ("/", "police", "enter"),
        ("t a", "", ""),
        (":", "region-2", "enter"),
        ("n n n n n n n n o down", "", "enter"),
    ] {
        assert!(steps(keys, typed, then), "{keys} {typed} {then}");
    }
    for keys in [
        "n n N", "left + -", "t . >", "tab tab", "s c", "x u", "? esc", "/ esc", ": esc",
    ] {
        let Some(mut screen) = pressed(keys) else {
            continue;
        };
        assert!(!screen.shows("view 1"), "{keys}");
    }
    // Taking the filter off is a step like putting it on.
    let screen = Screen::bundled(120, 40)
        .press("/")
        .type_in("raqqa")
        .press("tab backspace");
    screen.press("[").must_show("view 2 of 3");
}

/// A screen on which keys were pressed and `[` after them; keys that mean nothing on the map are passed over.
fn pressed(keys: &str) -> Option<Screen> {
    let mut screen = Screen::bundled(120, 40);
    for key in keys.split(' ') {
        let read = sitmap::input::key::Key::parse(key)?;
        if let Some(action) = sitmap::input::action(&screen.app.view, read) {
            screen.app.act(action);
        }
    }
    Some(screen.press("["))
}

#[test]
fn a_view_of_another_size_comes_back_at_the_size_of_now() {
    let screen = Screen::bundled(120, 40)
        .press("2 3")
        .resize(80, 24)
        .press("[");
    let view = &screen.app.view;
    assert_eq!(
        view.size,
        Size {
            columns: 80,
            rows: 24
        }
    );
    let fresh = Screen::bundled(120, 40).press("2").resize(80, 24);
    assert_eq!(view.camera, fresh.app.view.camera);
}

#[test]
fn going_back_and_forth_is_bounded() {
    let mut screen = Screen::bundled(80, 24);
    for _ in 0..80 {
        screen = screen.press("1 2");
    }
    screen.press("[").must_show("view 100 of 101");
}

#[test]
fn a_view_is_kept_under_a_name_and_gone_back_to() {
    let mut screen = Screen::bundled(120, 40)
        .press("/")
        .type_in("raqqa")
        .press("enter m");
    screen.must_show("Enter keeps this view as “Raqqa”");
    let screen = screen.type_in("the  bridge").press("enter");
    let camera = screen.app.view.camera;
    let [Keep::Mark(mark)] = &kept(&screen)[..] else {
        panic!("{:?}", kept(&screen));
    };
    assert_eq!(&*mark.name, "the  bridge");
    let mut screen = screen.press("0 '");
    screen.must_show("the  bridge");
    screen.must_show(&mark.line.chars().take(40).collect::<String>());
    let mut screen = screen.type_in("bri").press("enter");
    assert_eq!(screen.app.view.camera, camera);
    assert!(screen.app.view.overlays.is_empty());
    screen.must_show("the  bridge");
    // It is a step.
    screen.press("[").must_show("view 3 of 4");
}

#[test]
fn keeping_a_view_is_no_step_and_its_name_says_each_thing_once() {
    let mut screen = Screen::bundled(80, 24)
        .press("/")
        .type_in("raqqa")
        .press("tab m");
    screen.must_show("as “place:raqqa”");
    screen.press("enter [").must_show("view 1 of 2");
}

#[test]
fn a_name_that_is_taken_is_said_to_be_before_and_after() {
    let screen = Screen::bundled(80, 24)
        .press("2 m")
        .type_in("here")
        .press("enter");
    let mut screen = screen.press("3 m").type_in("here");
    screen.must_show("in place of the view that has this name");
    let mut screen = screen.press("enter");
    screen.must_show("kept as “here”, in place of what it was");
    assert_eq!(screen.app.memory().bookmarks().len(), 1);
}

#[test]
fn a_bookmark_is_forgotten_when_asked_for_twice_in_a_row() {
    let mut screen = Screen::bundled(80, 24);
    for name in ["one", "two"] {
        screen = screen.press("m").type_in(name).press("enter");
    }
    let mut screen = screen.press("' down delete");
    screen.must_show("forget “two”?");
    let screen = screen.press("up delete down delete");
    assert_eq!(screen.app.memory().bookmarks().len(), 2);
    let mut screen = screen.press("delete");
    screen.must_show("“two” is forgotten");
    assert_eq!(
        kept(&screen).last(),
        Some(&Keep::Forget(Text::clean("two")))
    );
    let mut screen = screen.press("ctrl-x ctrl-x");
    screen.must_show("none yet");
}

#[test]
fn of_a_bookmark_of_other_data_what_can_be_read_is_taken_and_the_rest_said() {
    let mut screen = Screen::bundled(120, 40);
    let mark = Bookmark {
        name: Text::clean("elsewhere"),
        line: Text::clean("place:raqqa actor:nobody-of-that-name time:2017-03-05 select:x-999"),
    };
    screen.app.remember(Memory::of(Vec::new(), vec![mark]));
    let mut screen = screen.press("' enter");
    screen.must_show("elsewhere, but for 2 terms: actor:");
    assert_eq!(screen.app.view.filter.clauses().len(), 1);
    assert!(screen.app.view.selection.is_none());
}

#[test]
fn a_name_from_anywhere_is_clean_and_short() {
    let screen = Screen::bundled(80, 24).press("m");
    let screen = screen.type_in(&"\u{202e}a\u{7}".repeat(60)).press("enter");
    let [Keep::Mark(mark)] = &kept(&screen)[..] else {
        panic!("{:?}", kept(&screen));
    };
    assert!(mark.name.chars().count() <= 60);
    assert!(!mark.name.contains(['\u{202e}', '\u{7}']));
}

#[test]
fn what_a_view_is_called_fits_every_screen() {
    for (columns, rows) in [(40, 12), (80, 24), (120, 40)] {
        let mut screen = Screen::bundled(columns, rows).press("2 t m");
        screen.must_show("Bookmark");
        screen.must_show("keep it");
        let mut screen = screen.press("enter '");
        screen.must_show("Bookmarks");
        screen.must_show("Raqqa, 1 November 2016");
    }
}

#[test]
fn what_was_looked_for_comes_back_into_the_box() {
    let mut screen = Screen::bundled(120, 40);
    for query in ["raqqa", "mosul", "turkey"] {
        screen = screen.press("/").type_in(query).press("enter");
    }
    let asked = ["raqqa", "mosul", "turkey"].map(Text::clean);
    assert_eq!(screen.app.take_queries(), asked);
    assert_eq!(screen.app.take_queries(), []);
    // From an empty line up, and further up; enter acts on what stands there.
    let mut screen = screen.press("/ up up");
    screen.must_show("/ mosul");
    let mut screen = screen.press("enter");
    assert_eq!(screen.app.take_queries(), [Text::clean("mosul")]);
    // Of those that hold what is typed.
    let mut screen = screen.press("/").type_in("r").press("ctrl-r ctrl-r");
    screen.must_show("/ raqqa");
    let mut screen = screen.press("ctrl-r");
    screen.must_show("nothing older was looked for");
    screen.must_show("/ raqqa");
}

#[test]
fn a_query_that_led_nowhere_is_not_remembered() {
    let screen = Screen::bundled(80, 24)
        .press("/")
        .type_in("qqqqqqqq")
        .press("enter esc");
    let mut screen = screen.press("/").type_in("raqqa").press("esc /");
    assert_eq!(screen.app.take_queries(), []);
    // And the cursor moves as it always did.
    screen = screen.press("down up");
    assert_eq!(
        screen.app.view.search().and_then(|search| search.picked),
        Some(0)
    );
    screen
        .press("ctrl-r")
        .must_show("nothing was looked for before");
}
