//! Finding places and actors from the keyboard.

use sitmap::app::view::Overlay;

use crate::harness::Screen;

/// The rows that a query finds, without the frame.
fn found(query: &str) -> Vec<String> {
    let mut screen = Screen::bundled(120, 40).press("/").type_in(query);
    let (left, top, _) = screen.cell("╭─ Find");
    let buffer = screen.buffer();
    let row = |y: u16| -> String {
        (left + 1..left + 75)
            .map(|x| buffer[(x, y)].symbol())
            .collect()
    };
    let rows = (top + 2..buffer.area.height).map(row);
    let inside = rows
        .take_while(|row| !row.starts_with('─'))
        .map(|row| row.trim().to_owned());
    inside
        .filter(|row| !row.is_empty() && !["Actors", "Places"].contains(&row.as_str()))
        .collect()
}

#[test]
fn what_a_person_types_finds_what_they_mean_first() {
    for (query, first) in [
        ("rakka", "Raqqa"),
        ("الرقة", "Raqqa"),
        ("joc", "Joint Operations Command"),
        ("kurds", "People’s Protection Units"),
        ("sumud", "Al-Sumood"),
        ("RAQQA", "Raqqa"),
        ("deir ezzor", "Deir Ezzor"),
        ("mûsil", "Mosul"),
    ] {
        let rows = found(query);
        assert!(
            rows.first().is_some_and(|row| row.starts_with(first)),
            "{query}: {rows:?}"
        );
    }
}

#[test]
fn nonsense_finds_nothing_and_says_so() {
    let mut screen = Screen::bundled(120, 40).press("/").type_in("qqqqqqq");
    screen.must_show("no place and no actor of that name");
    assert!(
        found("")
            .iter()
            .all(|row| row.contains("a place or an actor"))
    );
}

#[test]
fn enter_goes_to_a_place() {
    let before = Screen::bundled(120, 40);
    let camera = before.app.view.camera;
    let after = before.press("/").type_in("palmyra").press("enter");
    assert!(after.app.view.overlays.is_empty());
    let at = after.app.view.camera.centre.to_lonlat();
    assert!(
        (at.lon - 38.28).abs() < 0.1 && (at.lat - 34.56).abs() < 0.1,
        "{at:?}"
    );
    assert!(
        after.app.view.camera.units_per_column < camera.units_per_column,
        "nearer than before"
    );
    assert!(
        after.app.view.filter.is_open(),
        "going somewhere hides nothing"
    );
}

#[test]
fn an_actor_narrows_the_events_and_a_chip_says_so() {
    let mut screen = Screen::bundled(120, 40)
        .press("/")
        .type_in("joc")
        .press("enter");
    screen.must_show("Joint Operations Command ×");
    screen.must_show("5 of 25");
    let mut screen = screen.press("backspace");
    screen.must_show("25 of 25");
    let mut units = screen.press("/").type_in("iraqi security").press("enter");
    units.must_show("Counter-Terrorism Service att");
    let mut place = units
        .press("backspace /")
        .type_in("homs province")
        .press("tab");
    place.must_show("in Homs Province ×");
    place.must_show("6 of 25");
}

#[test]
fn enter_goes_to_the_best_hit_whatever_group_it_is_in() {
    for (query, lon, lat) in [("iraq", 43.5, 33.2), ("syria", 38.5, 35.0)] {
        let screen = Screen::bundled(120, 40)
            .press("/")
            .type_in(query)
            .press("enter");
        assert!(screen.app.view.filter.is_open(), "{query} is a place");
        let at = screen.app.view.camera.centre.to_lonlat();
        assert!(
            (at.lon - lon).abs() < 1.5 && (at.lat - lat).abs() < 1.5,
            "{query}: {at:?}"
        );
    }
    let rows = found("iraq");
    assert!(rows[0].starts_with("Iraq  "), "{rows:?}");
}

#[test]
fn what_is_pasted_into_a_line_is_cleaned() {
    let screen = Screen::bundled(120, 40)
        .press("/")
        .type_in("mo\u{202e}sul\u{7}\u{200b}");
    let Some(Overlay::Search(entry)) = screen.app.view.overlays.last() else {
        panic!("the search is open")
    };
    assert!(
        !entry.text.contains(['\u{202e}', '\u{7}', '\u{200b}']),
        "{:?}",
        entry.text
    );
}

#[test]
fn what_has_events_comes_before_what_has_none() {
    let rows = found("mosul");
    assert!(rows[0].starts_with("Mosul "), "{rows:?}");
    assert!(rows[1].starts_with("west Mosul"), "{rows:?}");
    let at = |name: &str| rows.iter().position(|row| row.starts_with(name));
    assert!(at("west Mosul") < at("Mosul Dam"), "{rows:?}");
    assert!(at("Mosul Dam") < at("east Mosul"), "{rows:?}");
}
