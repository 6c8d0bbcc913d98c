//! The map: what is recognised, what is counted, what is not drawn as having happened.

use ratatui::style::{Color, Modifier};
use sitmap::app::Effect;
use sitmap::app::cells::{cells, events_of};
use sitmap::model::entry::EventIx;
use sitmap::ui::theme::Colours;

use crate::harness::{Screen, id_of};

fn event(screen: &Screen, id: &str) -> EventIx {
    screen
        .app
        .world
        .dataset
        .events
        .find(id)
        .expect("the event is there")
}

/// The events on the map, each once.
fn on_map(screen: &Screen) -> Vec<EventIx> {
    let view = &screen.app.view;
    let mut events: Vec<EventIx> = Vec::new();
    for cell in cells(&screen.app.world, view, view.viewport()) {
        events.extend(events_of(&screen.app.world, view, &cell).iter());
    }
    events.sort_unstable();
    events.dedup();
    events
}

#[test]
fn a_stranger_recognises_the_rivers_and_the_towns() {
    let mut screen = Screen::bundled(200, 60);
    for name in [
        "Euphrates",
        "Tigris",
        "Mosul",
        "Raqqa",
        "Manbij",
        "Palmyra",
        "Deir Ezzor",
    ] {
        screen.must_show(name);
    }
    for (key, names) in [
        ("1", ["Mosul", "Tigris"]),
        ("2", ["Raqqa", "Euphrates"]),
        ("3", ["Manbij", "Euphrates"]),
    ] {
        let mut region = Screen::bundled(120, 40).press(key);
        for name in names {
            region.must_show(name);
        }
    }
    Screen::bundled(120, 40).press("4").must_show("Palmyra");
}

#[test]
fn every_event_with_a_place_is_on_the_first_map_but_what_did_not_happen() {
    let screen = Screen::bundled(120, 40);
    let seen = on_map(&screen);
    let missing: Vec<String> = screen
        .app
        .world
        .dataset
        .events
        .all()
        .filter(|event| !seen.contains(event))
        .map(|event| id_of(&screen.app.world, event))
        .collect();
    assert_eq!(missing.len(), 3, "{missing:?}");
    // Two have no place; Turkey's attack on Manbij is said not to happen.
    assert!(
        ["e14", "e15", "e16"]
            .iter()
            .all(|id| missing.iter().any(|missing| missing == id)),
        "{missing:?}"
    );
    let mut shown = screen.press("x");
    assert!(on_map(&shown).contains(&event(&shown, "e15")));
    shown.must_show("hollow");
}

#[test]
fn an_event_counts_once_in_a_cell_however_many_places_it_has_there() {
    let screen = Screen::bundled(120, 40).press("1");
    let view = &screen.app.view;
    let e06 = event(&screen, "e06");
    assert_eq!(screen.app.world.sites(e06).len(), 3);
    for cell in cells(&screen.app.world, view, view.viewport()) {
        let events = events_of(&screen.app.world, view, &cell);
        assert_eq!(events.count(), cell.total());
    }
}

#[test]
fn the_selected_event_is_found_without_colours() {
    let screen = Screen::bundled(120, 40).colours(Colours::None).press("1");
    let mut screen = screen.press("N N N N N N");
    let buffer = screen.buffer();
    let map = screen.app.layout().map.expect("the map is on the screen");
    let reversed: Vec<(u16, u16)> = (map.y + 1..map.y + map.height)
        .flat_map(|row| (map.x..map.x + map.width).map(move |column| (column, row)))
        .filter(|at| buffer[*at].modifier.contains(Modifier::REVERSED))
        .collect();
    let [(column, row)] = reversed[..] else {
        panic!("{reversed:?} in\n{}", screen.text())
    };
    // Other events stand on either side of it here, and below: it is pointed at from above.
    assert_eq!(buffer[(column, row - 1)].symbol(), "▾");
    let mut alone = Screen::bundled(120, 40)
        .colours(Colours::None)
        .press("N N N N");
    alone.must_show("[2]");
}

#[test]
fn being_selected_takes_no_sign_away() {
    let (mut crowded, mut kept) = (0, 0);
    for keys in ["", "1", "1 +", "2", "4"] {
        for colours in [Colours::Many, Colours::None] {
            let mut screen = Screen::bundled(120, 40).colours(colours).press(keys);
            for _ in 0..23 {
                screen = screen.press("n");
                let (map, area) = (screen.map(), screen.app.layout().map.unwrap());
                let (text, buffer) = (screen.text(), screen.buffer());
                let sign = |column: u16, row: u16| buffer[(area.x + column, row)].symbol();
                let selected = map.marks.iter().filter(|mark| mark.selected);
                for mark in selected.filter(|mark| mark.column > 0) {
                    let row = area.y + 1 + mark.row;
                    let end = mark.column + mark.width();
                    let beside = (sign(mark.column - 1, row), sign(end, row));
                    let (above, below) = (sign(mark.column, row - 1), sign(mark.column, row + 1));
                    let pointed = above == "▾" || below == "▴";
                    if let Some((before, behind)) = mark.hold.signs() {
                        let is_kept = beside.0 == before || beside.1 == behind;
                        assert!(is_kept && pointed, "{keys} {mark:?}\n{text}");
                        kept += 1;
                    } else if beside != ("[", "]") {
                        assert!(pointed, "{keys} {mark:?}\n{text}");
                        crowded += 1;
                    }
                }
            }
        }
    }
    assert!(crowded > 0 && kept > 20, "{crowded} {kept}");
    let mut province = Screen::bundled(120, 40).press("n n 2");
    province.must_show("▒■▒ Raqqa Province");
}

#[test]
fn a_count_says_how_many_of_it_are_not_said_to_have_happened() {
    let mut plain = Screen::bundled(120, 40).press("3 - -");
    plain.must_show(" 2 ");
    assert!(!plain.shows("2+1"));
    let mut with_denied = plain.press("x");
    with_denied.must_show("2+1");
    let mut help = with_denied.press("? G");
    help.must_show("2+1             two are said to have happened, one is not (x)");
    // Nor is it another number for a terminal of few signs.
    Screen::bundled(120, 40)
        .ascii()
        .press("3 - - x")
        .must_show("2+1");
}

#[test]
fn a_cell_with_several_events_opens_as_a_list() {
    // The advance in west Mosul shares its cell with others.
    let mut screen = Screen::bundled(120, 40)
        .press("/")
        .type_in("west mosul")
        .press("enter o");
    screen.must_show("events here");
    screen.must_show("Operation to recapture west Mos");
    let closed = screen.press("q");
    assert!(
        closed.app.view.overlays.is_empty() && !closed.effects.contains(&Effect::Quit),
        "q closes a box, not the program"
    );
}

#[test]
fn what_is_known_to_a_province_is_hatched() {
    let mut screen = Screen::bundled(120, 40);
    screen.must_show("Raqqa Province");
    screen.must_show("▒▼▒ Syria");
}

#[test]
fn every_layer_can_be_switched_off() {
    // At this place and size all layers have something to show but streets: those are tried in a city.
    for (row, name) in [
        "water",
        "coasts",
        "borders",
        "governorates",
        "rivers",
        "roads",
        "built-up",
        "towns",
    ]
    .iter()
    .enumerate()
    {
        let mut screen = Screen::bundled(160, 50)
            .press("/")
            .type_in("latakia")
            .press("enter - - - - -");
        let before = screen.buffer();
        let mut screen = screen.press("v");
        for _ in 0..row {
            screen = screen.press("down");
        }
        let mut screen = screen.press("enter");
        screen.must_show(&format!("[ ] {name}"));
        let mut screen = screen.press("esc");
        assert_ne!(screen.buffer(), before, "{name} makes a difference");
    }
}

#[test]
fn colours_say_type_actor_or_status_and_the_legend_says_which() {
    let mut screen = Screen::bundled(120, 40);
    screen.must_show("● Iraqi security forces");
    let mut screen = screen.press("c");
    screen.must_show("● happened");
    let mut screen = screen.press("c");
    screen.must_show("■ seize");
    assert!(matches!(screen.cell("■ seize").2.fg, Color::Indexed(_)));
}

#[test]
fn the_world_can_be_seen_whole_and_the_ground_from_near() {
    let mut far = Screen::bundled(120, 40);
    for _ in 0..40 {
        far = far.press("-");
    }
    far.must_show("Russia");
    let mut near = Screen::bundled(120, 40).press("1");
    for _ in 0..40 {
        near = near.press("+");
    }
    near.must_show("─ Map ─ 2.0 km");
    for _ in 0..300 {
        far = far.press("shift-left");
    }
    assert!(!far.text().is_empty(), "the Earth is round");
}

#[test]
fn the_scale_gives_way_to_events() {
    let (mut elsewhere, mut seen) = (0, 0);
    for (columns, rows) in [(40, 12), (80, 24), (120, 40)] {
        for keys in ["", "1", "2", "3", "4", "1 +", "1 + +", "- -", "- - - - -"] {
            for pan in [
                "",
                "up",
                "up up up",
                "right right up up",
                "K H",
                "up up up up up",
            ] {
                let mut screen = Screen::bundled(columns, rows).press(keys).press(pan);
                let map = screen.map();
                let text = screen.text();
                let Some(scale) = &map.scale else { continue };
                let bar = (scale.column..scale.column + scale.width()).map(|at| (at, scale.row));
                for (column, row) in bar {
                    let mark = map.marks.iter().find(|mark| mark.claims(column, row));
                    assert_eq!(mark, None, "{keys} {pan}\n{text}");
                }
                assert!(text.contains(&scale.name), "{keys} {pan}\n{text}");
                seen += 1;
                elsewhere += usize::from((scale.column, scale.row) != (0, map.viewport.rows - 1));
            }
        }
    }
    assert!(elsewhere > 0 && seen > 100, "{elsewhere} of {seen}");
}
