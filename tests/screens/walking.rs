//! Getting around: events, search, panes, and out again.

use sitmap::app::Effect;

use crate::harness::Screen;

#[test]
fn the_first_screen_says_what_there_is() {
    let mut screen = Screen::bundled(120, 40);
    assert!(screen.row(0).contains("25 events · 30 reports"));
    screen.must_show("Mosul");
    screen.must_show("? keys");
}

#[test]
fn next_event_selects_one_and_shows_its_sentence() {
    let mut screen = Screen::bundled(120, 40).press("n");
    screen.must_show("1 of 25");
    let first = screen.text();
    let mut screen = screen.press("n");
    screen.must_show("2 of 25");
    let mut back = screen.press("N");
    assert_eq!(back.text(), first, "back is where it was");
}

#[test]
fn a_place_is_found_by_another_spelling() {
    let mut screen = Screen::bundled(120, 40).press("/").type_in("rakka");
    screen.must_show("Raqqa");
    let screen = screen.press("enter");
    assert!(screen.app.view.overlays.is_empty());
    let at = screen.app.view.camera.centre.to_lonlat();
    assert!(
        (at.lon - 39.01).abs() < 0.1 && (at.lat - 35.95).abs() < 0.1,
        "{at:?}"
    );
}

#[test]
fn esc_leads_out_of_everything_and_never_out_of_the_program() {
    let mut screen = Screen::bundled(120, 40);
    let first = screen.text();
    let mut screen = screen.press("n tab ? esc / x esc");
    for _ in 0..9 {
        screen = screen.press("esc");
    }
    assert!(!screen.effects.contains(&Effect::Quit));
    assert!(screen.app.view.overlays.is_empty());
    // Map and timeline went where the selected event was: 0 and a lead back.
    let mut screen = screen.press("0 a");
    assert_eq!(screen.text(), first);
}

#[test]
fn leaving_stopping_and_redrawing_are_asked_of_the_outside() {
    let screen = Screen::bundled(120, 40).press("ctrl-l ctrl-z M q");
    assert_eq!(
        screen.effects,
        [
            Effect::Redraw,
            Effect::Suspend,
            Effect::Mouse(true),
            Effect::Quit
        ]
    );
}

#[test]
fn faults_are_announced_and_listed() {
    let mut screen = Screen::files(&["tests/fixtures/ten-faults.json"], 120, 40);
    screen.must_show("things wrong: ! shows them");
    screen.press("!").must_show("expected");
}
