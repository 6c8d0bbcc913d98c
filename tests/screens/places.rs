//! What the gazetteer says of a place, and what the map says where it is shown finer than a place is known.

use sitmap::app::view::{Overlay, Pane};

use crate::harness::Screen;

const OWN: &str = "tests/fixtures/own-places.json";

fn at_place(screen: Screen, name: &str) -> Screen {
    screen.press("/").type_in(name).press("enter")
}

fn at_event(screen: Screen, id: &str) -> Screen {
    let event = screen.app.world.dataset.events.find(id);
    let mut screen = screen.press("n");
    while screen.app.view.selection != event {
        screen = screen.press("n");
    }
    screen
}

#[test]
fn an_estimate_is_said_to_be_one_where_one_asks() {
    let mut screen = at_place(Screen::bundled(120, 40), "mosul dam").press("o");
    screen.must_show("─ Mosul Dam ─");
    screen.must_show("site in Nineveh, Iraq");
    screen.must_show("سد الموصل");
    screen.must_show("36.6303° N, 42.8231° E");
    screen.must_show("an estimate: the point was placed by reasoning, ±600 m");
    screen.must_show("about 1.9 km around the point");
    screen.must_show("general knowledge (Wikipedia figure");
    screen.must_show("bundled gazetteer, id mosul-dam");
    screen.must_show("none here");
    let mut cited = at_place(Screen::bundled(120, 40), "third bridge").press("o");
    cited.must_show("a published point, ±150 m");
}

#[test]
fn the_same_key_closes_the_entry_and_enter_goes_there() {
    let screen = at_place(Screen::bundled(120, 40), "mosul dam").press("o o");
    assert!(screen.app.view.overlays.is_empty());
    let before = screen.app.view.camera;
    let screen = screen.press("0 o").press("esc");
    assert_ne!(screen.app.view.camera, before);
    let screen = at_event(Screen::bundled(120, 40), "e13").press("tab tab o enter");
    assert!(screen.app.view.overlays.is_empty());
    assert_eq!(screen.app.view.focus, Pane::Map);
    let manbij = screen.app.world.gazetteer.find("manbij").unwrap();
    let there = screen.app.world.gazetteer.whereabouts(manbij).unwrap().at;
    assert_eq!(screen.app.view.camera.centre.x.abs_diff(there.x) >> 12, 0);
}

#[test]
fn the_inspector_opens_the_places_of_its_event_one_after_the_other() {
    let mut screen = at_event(Screen::bundled(120, 40), "e06").press("tab tab o");
    screen.must_show("place 1 of 3");
    screen.must_show("o next place");
    let mut screen = screen.press("o");
    screen.must_show("place 2 of 3");
    let mut screen = screen.press("o");
    screen.must_show("place 3 of 3");
    assert!(!screen.shows("o next place"));
    let screen = screen.press("o");
    assert!(screen.app.view.overlays.is_empty());
}

#[test]
fn in_a_stack_it_is_the_place_of_the_row_and_back_leads_to_the_stack() {
    let screen = Screen::bundled(120, 40).press("1");
    let mut screen = at_place(screen, "west mosul").press("o");
    screen.must_show("events here");
    let mut screen = screen.press("o");
    screen.must_show("area in Mosul, Nineveh, Iraq");
    let screen = screen.press("esc");
    assert!(matches!(
        screen.app.view.overlays.as_slice(),
        [Overlay::Stack { .. }]
    ));
}

#[test]
fn on_the_map_the_selected_event_is_the_cursor() {
    // Alone in its cell: its place. In company: the company.
    let mut shared = at_event(Screen::bundled(120, 40), "e03").press("o");
    shared.must_show("events here");
    let mut alone = at_event(Screen::bundled(120, 40), "e06").press("o");
    assert!(
        matches!(alone.app.view.overlays.last(), Some(Overlay::Place { .. })),
        "{}",
        alone.text()
    );
}

#[test]
fn where_nothing_is_it_is_said() {
    let mut screen = at_place(Screen::bundled(120, 40), "baghdad");
    for _ in 0..12 {
        screen = screen.press("+");
    }
    let mut screen = screen.press("shift-up shift-up shift-up o");
    screen.must_show("no event and no place under the crosshair");
    let mut screen = Screen::bundled(120, 40).press("tab o");
    screen.must_show("no place of the gazetteer is named here");
}

#[test]
fn what_an_entry_does_not_say_is_left_out() {
    let mut screen = at_place(Screen::gazetteer(OWN, 120, 40), "barewell").press("o");
    screen.must_show("─ Barewell ─");
    screen.must_show("not said; the map takes 3 km around the point");
    screen.must_show("own-places.json, id bare");
    let text = screen.text();
    let entry: Vec<&str> = text
        .lines()
        .skip_while(|row| !row.contains("─ Barewell ─"))
        .take_while(|row| !row.contains('╰'))
        .collect();
    for label in ["known", "note", "ids", "names", "an estimate"] {
        let inside = format!("│ {label}");
        assert!(!entry.iter().any(|row| row.contains(&inside)), "{label}");
    }
}

#[test]
fn a_long_and_hostile_entry_wraps_and_scrolls_to_its_end() {
    for (columns, rows) in [(40, 12), (80, 24), (120, 40)] {
        let screen = at_place(Screen::gazetteer(OWN, columns, rows), "loudwell");
        let mut screen = screen.press("o");
        screen.must_show("Loudwell");
        let text = screen.text();
        let hostile = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!text.contains(hostile), "{text}");
        let mut screen = screen.press("G");
        screen.must_show("none here");
        let mut screen = screen.press("k k j");
        screen.must_show("last ");
        let mut screen = screen.press("g");
        screen.must_show("site");
    }
}
