//! Whole screens, text and styles, as they were looked at and found right.
//!
//! What differs is shown by the snapshot tool; `cargo insta review` or `INSTA_UPDATE=always cargo test --test screens`
//! takes a new look, after somebody has looked at it.

use sitmap::export;
use sitmap::ui::theme::Colours;

use crate::harness::Screen;

/// At an event with several places, an attribution that is carried over, and an inferred target.
fn at_e06(columns: u16, rows: u16) -> Screen {
    let mut screen = Screen::bundled(columns, rows);
    let event = screen
        .app
        .world
        .dataset
        .events
        .find("e06")
        .expect("it is there");
    while screen.app.view.selection != Some(event) {
        screen = screen.press("n");
    }
    screen
}

#[test]
fn the_first_screen() {
    for (columns, rows) in [(40, 12), (80, 24), (120, 40), (200, 60)] {
        let text = Screen::bundled(columns, rows).text();
        insta::assert_snapshot!(format!("first-{columns}x{rows}"), text);
    }
}

#[test]
fn an_event_with_its_styles() {
    for (columns, rows) in [(40, 12), (80, 24), (120, 40)] {
        let mut screen = at_e06(columns, rows);
        insta::assert_snapshot!(
            format!("e06-{columns}x{rows}-256"),
            export::ansi::of(&screen.buffer())
        );
    }
    let mut sixteen = at_e06(80, 24).colours(Colours::Sixteen);
    insta::assert_snapshot!("e06-80x24-16", export::ansi::of(&sixteen.buffer()));
}

#[test]
fn an_event_without_colours() {
    for (columns, rows) in [(80, 24), (120, 40)] {
        let mut screen = at_e06(columns, rows).colours(Colours::None);
        insta::assert_snapshot!(
            format!("e06-{columns}x{rows}-mono"),
            export::ansi::of(&screen.buffer())
        );
    }
}

#[test]
fn an_event_in_ascii() {
    let mut screen = at_e06(80, 24).colours(Colours::None).ascii();
    let text = screen.text();
    assert!(text.is_ascii(), "{text}");
    insta::assert_snapshot!("e06-80x24-ascii", text);
}

#[test]
fn the_four_regions() {
    for key in ["1", "2", "3", "4"] {
        let mut screen = Screen::bundled(120, 40).press(key);
        insta::assert_snapshot!(format!("region-{key}-120x40"), screen.text());
    }
}

#[test]
fn the_search_box() {
    for (columns, rows) in [(40, 12), (80, 24), (120, 40)] {
        let screen = Screen::bundled(columns, rows).press("/");
        insta::assert_snapshot!(
            format!("search-{columns}x{rows}"),
            screen.type_in("rakka").text()
        );
    }
    let screen = Screen::bundled(80, 24).colours(Colours::None).press("/");
    let mut screen = screen.type_in("special forces");
    insta::assert_snapshot!("search-80x24-mono", export::ansi::of(&screen.buffer()));
}
