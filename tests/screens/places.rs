//! What the gazetteer says of a place, and what the map says where it is shown finer than a place is known.

use ratatui::style::Modifier;
use sitmap::app::cells::{cell_of, cells, events_of};
use sitmap::app::view::{Glyphs, Overlay, Pane};
use sitmap::index::space::Form;
use sitmap::model::camera::Camera;
use sitmap::model::entry::EventIx;
use sitmap::model::geo::{Merc, to_u32};
use sitmap::scene::map::MapScene;
use sitmap::scene::marks::Hold;
use sitmap::ui::theme::Colours;

use crate::harness::{Screen, id_of};

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
fn what_is_known_of_a_place_stands_in_words_and_before_its_names() {
    let mut city = at_place(Screen::bundled(120, 40), "raqqa").press("tab tab o");
    let text = city.text();
    let at = |words: &str| {
        text.lines()
            .position(|row| row.contains(words))
            .unwrap_or_else(|| panic!("no “{words}” in\n{text}"))
    };
    assert!(at("│ known    to about") < at("│ names"), "{text}");
    assert!(at("│ events") < at("│ names"), "{text}");
    let route = at_place(Screen::bundled(120, 40), "deir ezzor road").press("tab tab o");
    let mut route = route;
    route.must_show("a route, drawn through ");
    route.must_show("on either side of the line");
    // Thirty spellings are there to be scrolled to.
    let mut mosul = Screen::bundled(120, 40)
        .press("/")
        .type_in("mosul")
        .press("ctrl-o");
    let text = mosul.text();
    let names = text.lines().skip_while(|row| !row.contains("│ names"));
    assert_eq!(
        names.take_while(|row| !row.contains('╰')).count(),
        3,
        "{text}"
    );
    let mut end = mosul.press("G");
    end.must_show("الموصل");
}

#[test]
fn a_place_that_is_searched_can_be_read_and_the_search_goes_on_behind() {
    let mut screen = Screen::bundled(120, 40)
        .press("/")
        .type_in("saudi")
        .press("ctrl-o");
    screen.must_show("─ Saudi Arabia ─");
    let screen = screen.press("esc");
    let top = screen.app.view.overlays.as_slice();
    assert!(matches!(top, [Overlay::Search(search)] if search.text == "saudi"));
    let mut actor = Screen::bundled(120, 40)
        .press("/")
        .type_in("counter-terrorism")
        .press("ctrl-o");
    actor.must_show("no place of the gazetteer is named here");
    // Gone to, it is what stands under the crosshair: whatever is nearer, and whatever was selected before.
    for (name, title) in [
        ("saudi", "─ Saudi Arabia ─"),
        ("third bridge", "─ Third Bridge"),
    ] {
        let mut there = at_place(Screen::bundled(120, 40).press("n"), name).press("o");
        there.must_show(title);
        let mut elsewhere = there.press("esc up up up up o");
        assert!(!elsewhere.shows(title), "{}", elsewhere.text());
    }
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
        // Names come last, as many as there are.
        screen.must_show("ببب");
        assert!(!screen.shows("Loud name 0"));
        let mut screen = screen.press("k k j");
        screen.must_show("ببب");
        let mut screen = screen.press("g");
        screen.must_show("site");
    }
}

/// The scene of the map as it is now.
fn map(screen: &Screen) -> MapScene {
    screen.map()
}

#[test]
fn at_every_zoom_there_is_a_sign_of_where_the_selected_event_may_lie() {
    let mut screen = Screen::bundled(120, 40);
    let world = screen.app.world.clone();
    let events: Vec<EventIx> = screen.app.world.mapped(&screen.app.view).iter().collect();
    let (mut hatched, mut ringed) = (0, 0);
    for (event, nearer) in events
        .iter()
        .flat_map(|event| (0..13).map(move |n| (event, n)))
    {
        for site in world.sites(*event) {
            let viewport = screen.app.view.viewport();
            // Beside its middle, well within its radius: from the whole Earth down to 2 km.
            let off = site.radius_km * 0.3 * site.at.units_per_km();
            let centre = Merc {
                x: site.at.x.wrapping_add(to_u32(off)),
                ..site.at
            };
            let km = 40_000.0 / 2.25_f64.powi(nearer);
            screen.app.view.camera = Camera::spanning(centre, km, viewport);
            screen.app.view.selection = Some(*event);
            let map = map(&screen);
            let marked = map.marks.iter().any(|mark| mark.selected);
            let outlined = map.outlines.iter().any(|outline| outline.selected);
            let told = map.notices.iter().any(|notice| {
                notice.text.contains("known to") || notice.text.contains("somewhere along")
            });
            let at = || format!("{km:.1} km at {}", id_of(&screen.app.world, *event));
            assert!(marked || outlined || !map.hatches.is_empty(), "{}", at());
            let columns = off / 0.3 / f64::from(screen.app.view.camera.units_per_column);
            assert_eq!(told, columns >= 2.0 || site.form == Form::Route, "{}", at());
            hatched += usize::from(!map.hatches.is_empty());
            ringed += usize::from(outlined);
        }
    }
    assert!(hatched > 25 && ringed > 25, "{hatched} {ringed}");
}

#[test]
fn the_map_says_how_well_a_place_is_known_that_it_shows_finer() {
    // From far away a cell is coarser than the doubt.
    let far = at_event(Screen::bundled(120, 40), "e07");
    assert_eq!(map(&far).notices, []);
    let mut near = far.press("z + + + + + + + + +");
    near.must_show(" Al-Sumood: known to ±1.6 km ");
    let mut province = at_event(Screen::bundled(120, 40), "e19").press("z + +");
    province.must_show(" Raqqa Province: known to the province only, ±75 km ");
    let mut route = at_event(Screen::bundled(120, 40), "e12");
    route.must_show(" Raqqa–Deir Ezzor road: somewhere along it ");
    // Where its mark has left the map and its line has not.
    let mut along = route.press("z + + + + + + shift-right right down down");
    let road = along.app.world.sites(along.app.view.selection.unwrap())[0];
    let viewport = along.app.view.viewport();
    assert_eq!(cell_of(road.at, &along.app.view.camera, viewport), None);
    along.must_show("somewhere along it, the line ±3 km");
    // Nothing selected, and marks of what may lie here beyond the map.
    let mut inside = Screen::bundled(120, 40).press("1");
    inside.must_show(" · 1 event may lie here: Iraq ");
    // What is under the crosshair speaks first.
    let mut crossed = at_place(Screen::bundled(120, 40), "al-sumood");
    crossed.must_show(" Al-Sumood: known to ±1.6 km · 1 event may lie here: Iraq ");
}

#[test]
fn what_may_lie_here_is_said_however_little_room_there_is() {
    for (columns, rows) in [(40, 12), (80, 24), (120, 40)] {
        for name in ["raqqa", "palmyra", "al-sumood", "homs"] {
            let mut screen = at_place(Screen::bundled(columns, rows), name);
            for nearer in 0..6 {
                let shown = screen.shows("may lie here");
                assert!(shown, "{name} {nearer}\n{}", screen.text());
                screen = screen.press("+");
            }
        }
    }
    let mut short = at_place(Screen::bundled(120, 40), "raqqa").press("+ +");
    short.must_show("Raqqa: known to ±3 km · ");
    // A place of a long name leaves no room in its row.
    let mut narrow = at_event(Screen::bundled(80, 24), "e19").press("z + + + +");
    narrow.must_show("known to the province only");
    narrow.must_show("may lie here");
}

#[test]
fn with_nothing_selected_the_worst_of_what_is_in_view_is_told() {
    let mut screen = Screen::bundled(120, 40).press("1 + + + +");
    screen.must_show(" marks may be off by up to 8 km · 1 event may lie here: Iraq ");
    // From afar a cell is coarser than that, and a province says so itself.
    for keys in ["", "1 - - -", "2 - -"] {
        let mut screen = Screen::bundled(120, 40).press(keys);
        assert!(!screen.shows("may be off"), "{keys}\n{}", screen.text());
    }
    // Of a selected event alone.
    let mut selected = at_event(Screen::bundled(120, 40), "e07").press("z + + + + + + + + +");
    assert!(!selected.shows("marks may be off"));
    // The crosshair is on it then; beside it, of all.
    let mut beside = selected.press("esc left");
    beside.must_show("may be off by up to");
}

#[test]
fn a_line_on_the_map_has_a_mark_on_it_and_its_event_counts_as_being_there() {
    let road = at_place(Screen::bundled(120, 40), "deir ezzor road").press("+ +");
    let mut along = road.press("L J right right");
    let seen = along.map();
    let mark = seen.marks.iter().find(|mark| mark.selected);
    let mark = mark.expect("its mark is on the line");
    assert_eq!(mark.hold, Hold::Route);
    let (x, y) = (f32::from(mark.column) + 0.5, f32::from(mark.row) + 0.5);
    let passes = |step: &[(f32, f32)]| {
        let ((from_x, from_y), (to_x, to_y)) = (step[0], step[1]);
        let (dx, dy) = (to_x - from_x, to_y - from_y);
        let along = ((x - from_x) * dx + (y - from_y) * dy) / dx.hypot(dy).powi(2);
        let (off_x, off_y) = (from_x + along * dx - x, from_y + along * dy - y);
        (0.0..=1.0).contains(&along) && off_x.hypot(off_y) < 1.5
    };
    let mut courses = seen.outlines.iter().filter(|outline| outline.exact);
    assert!(courses.any(|course| course.line.windows(2).any(passes)));
    along.must_show("~■~");
    along.must_show("somewhere along it, the line ±3 km");
    // The mark can be opened, and what is selected stays where it is.
    let mut open = along.press("o");
    open.must_show("Deir Ezzor road");
    let away = open.press("esc K K K K K K");
    assert!(away.map().marks.iter().all(|mark| !mark.selected));
    assert!(away.map().outlines.iter().all(|outline| !outline.exact));
}

#[test]
fn a_ring_is_told_of_whose_middle_is_off_the_map() {
    // Every event is somewhere: on the map, perhaps on it, off it, without a place, or not said to have happened.
    for keys in [
        "1",
        "1 +",
        "1 + + + +",
        "1 + + L",
        "1 + + + J",
        "2 + +",
        "2 + + + H",
        "4 + +",
    ] {
        let screen = Screen::bundled(120, 40).press(keys);
        let map = screen.map();
        let numbers = |text: &str, what: &str| -> usize {
            let before = text
                .split(what)
                .next()
                .filter(|before| before.len() < text.len());
            let number = before.and_then(|before| before.rsplit(' ').next());
            number.and_then(|number| number.parse().ok()).unwrap_or(0)
        };
        let view = &screen.app.view;
        let marks = cells(&screen.app.world, view, view.viewport());
        let mut marked: Vec<EventIx> = Vec::new();
        for cell in marks {
            marked.extend(events_of(&screen.app.world, view, &cell).iter());
        }
        marked.sort_unstable();
        marked.dedup();
        let title = map.title.text();
        let told: usize = [" off the map", " without a place", " hidden"]
            .iter()
            .map(|what| numbers(&title, what))
            .sum();
        let told_around: usize = map
            .notices
            .iter()
            .map(|notice| {
                numbers(
                    &notice.text.replace("events", "event"),
                    " event may lie here",
                )
            })
            .sum();
        // Some that may lie here have another place on the map.
        let all = marked.len() + told + told_around;
        assert!(all == 25, "{keys}: {all} of 25, {title} {:?}", map.notices);
    }
}

#[test]
fn words_about_places_hide_no_event_and_no_name() {
    for (columns, rows) in [(40, 12), (80, 24), (120, 40)] {
        for keys in [
            "",
            "1",
            "2",
            "3",
            "4",
            "n n",
            "n n + + +",
            "N N - -",
            "n n n z + + + +",
        ] {
            let screen = Screen::bundled(columns, rows).press(keys);
            let map = map(&screen);
            for notice in &map.notices {
                let end = notice.column + u16::try_from(notice.text.chars().count()).unwrap();
                assert!(end <= map.viewport.columns && notice.row < map.viewport.rows);
                let clear = |column: u16, row: u16, width: u16| {
                    row != notice.row || column + width <= notice.column || column >= end
                };
                for mark in &map.marks {
                    assert!(
                        clear(mark.column, mark.row, mark.width()),
                        "{keys} {mark:?}"
                    );
                }
                for label in &map.labels {
                    let width = u16::try_from(label.text.chars().count()).unwrap();
                    assert!(clear(label.column, label.row, width), "{keys} {label:?}");
                }
            }
        }
    }
}

#[test]
fn hatching_fills_a_map_only_for_the_selected_event() {
    for keys in ["", "1", "2", "3", "4", "2 -", "2 + + +", "4 - -", "- - -"] {
        let screen = Screen::bundled(120, 40).press(keys);
        let map = map(&screen);
        let cells = usize::from(map.viewport.columns) * usize::from(map.viewport.rows);
        // A sixth of the cells of what is hatched.
        assert!(map.hatches.len() * 6 * 7 / 2 < cells, "{keys}");
    }
    let country = at_event(Screen::bundled(120, 40), "e17");
    assert!(map(&country).hatches.len() > 100);
    // Names, marks and lines stand over it.
    let mut country = country;
    country.must_show("▒▼▒ Syria");
    country.must_show("Deir Ezzor");
    let plain = country.ascii().colours(Colours::None).text();
    assert!(plain.contains(';') && plain.is_ascii(), "{plain}");
}

#[test]
fn hatching_leaves_no_trace_on_what_stands_over_it() {
    for glyphs in Glyphs::ALL {
        let mut screen = at_event(Screen::bundled(120, 40).glyphs(glyphs), "e19").press("z + + +");
        let map = screen.app.layout().map.expect("the map is on the screen");
        let buffer = screen.buffer();
        let mut strokes = 0;
        for row in map.y + 1..map.y + map.height {
            for column in map.x..map.x + map.width {
                let cell = &buffer[(column, row)];
                let faint = cell.modifier.contains(Modifier::DIM);
                // A blank beside a name shows no ink.
                assert!(!faint || matches!(cell.symbol(), "╱" | " "), "{cell:?}");
                strokes += usize::from(cell.symbol() == "╱");
            }
        }
        assert!(strokes > 50, "{glyphs:?}: {strokes}");
    }
}

#[test]
fn a_province_is_hatched_from_far_and_from_near() {
    let mut screen = at_event(Screen::bundled(120, 40), "e19").press("z");
    for _ in 0..4 {
        assert!(!map(&screen).hatches.is_empty());
        screen = screen.press("-");
    }
    let mut screen = screen.press("z");
    for _ in 0..16 {
        screen = screen.press("+");
        assert!(!map(&screen).hatches.is_empty(), "{}", screen.text());
    }
}
