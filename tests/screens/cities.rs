//! Cities from near: the river's bend, bridges, runways, streets, and the quarters with the events among them.

use ratatui::style::Color;
use sitmap::app::cells::{cell_of, cells};
use sitmap::app::view::Layer;
use sitmap::export;
use sitmap::model::camera::Camera;
use sitmap::model::geo::{LonLat, Merc};
use sitmap::ui::theme::Colours;

use crate::harness::Screen;

/// The background of water.
const WATER: Color = Color::Indexed(17);

/// A city as a person comes there: found by name, its first event left again, then zoomed into; 12 km across.
fn city(name: &str, columns: u16, rows: u16) -> Screen {
    city_across(name, columns, rows, 12.0)
}

/// Keys zoom by steps that begin at what fitted: the views of this file are brought to one scale.
fn city_across(name: &str, columns: u16, rows: u16, km: f64) -> Screen {
    let mut screen = Screen::bundled(columns, rows)
        .press("/")
        .type_in(name)
        .press("enter esc");
    let view = &mut screen.app.view;
    view.camera = Camera::spanning(view.camera.centre, km, view.viewport());
    screen
}

/// The width of the map in km.
fn across(screen: &Screen) -> f64 {
    let view = &screen.app.view;
    view.camera.span_km(view.viewport())
}

/// With some layers of the ground alone.
fn only(mut screen: Screen, kept: &[Layer]) -> Screen {
    for layer in Layer::ALL {
        if !kept.contains(&layer) {
            screen.app.view.layers = screen.app.view.layers.toggled(layer);
        }
    }
    screen
}

/// The text of the map alone, row by row.
fn map_rows(screen: &mut Screen) -> Vec<String> {
    let map = screen.app.layout().map.expect("the map is on the screen");
    let (skipped, width) = (usize::from(map.x), usize::from(map.width));
    let text = screen.text();
    let rows = text.lines().skip(usize::from(map.y) + 1);
    rows.take(usize::from(map.height) - 1)
        .map(|row| row.chars().skip(skipped).take(width).collect())
        .collect()
}

/// The cell of the screen where a position is.
#[track_caller]
fn at(screen: &Screen, lon: f64, lat: f64) -> (u16, u16) {
    let view = &screen.app.view;
    let map = screen.app.layout().map.expect("the map is on the screen");
    let merc = Merc::from_lonlat(LonLat { lon, lat });
    let (column, row) = cell_of(merc, &view.camera, view.viewport()).expect("it is on the map");
    (map.x + column, map.y + 1 + row)
}

fn is_line(symbol: &str) -> bool {
    symbol
        .chars()
        .all(|c| ('\u{2801}'..='\u{28ff}').contains(&c))
}

#[test]
fn mosul_shows_its_bridges_its_airport_and_the_quarters_with_the_events_among_them() {
    let mut mosul = city("mosul", 120, 40);
    mosul.must_show("Map ─ 12 km");
    for name in [
        "Third Bridge",
        "Fifth Bridge",
        "Old Bridge",
        "Hurriya Bridge",
        "Fourth Bridge",
        "Mosul airport",
        "Tigris",
        "Khosr",
        "Old City",
        "New Mosul",
        "Nabi Yunus",
        "17 Tammuz",
    ] {
        mosul.must_show(name);
    }
    // The quarters where something happened, beside its sign.
    mosul.must_show("▲ Al-Mansur");
    mosul.must_show("■ Al-Sumood");
    let buffer = mosul.buffer();
    // Each bridge is a light stroke over the water.
    for (lon, lat) in [
        (43.1155, 36.3621),
        (43.1384, 36.346),
        (43.1436, 36.3401),
        (43.1521, 36.3326),
    ] {
        let cell = &buffer[at(&mosul, lon, lat)];
        assert!(is_line(cell.symbol()), "{lon} {lat}: {cell:?}");
        assert_eq!((cell.fg, cell.bg), (Color::Indexed(255), WATER));
    }
    let (column, row) = at(&mosul, 43.145, 36.3105);
    let runway = (column - 1..=column + 1).any(|column| {
        let cell = &buffer[(column, row)];
        is_line(cell.symbol()) && cell.fg == Color::Indexed(255)
    });
    assert!(runway, "the runway of the airport:\n{}", mosul.text());
}

#[test]
fn the_other_cities_show_what_they_are_known_by() {
    for (name, shown) in [
        (
            "raqqa",
            &[
                "Euphrates",
                "Old Bridge",
                "New Bridge",
                "Division 17 base",
                "Naim roundabout",
                "Mishlab",
            ][..],
        ),
        (
            "deir ezzor",
            &[
                "Euphrates",
                "Suspension bridge",
                "Siyasiyah bridge",
                "Hawiqa",
                "Junaynah",
            ],
        ),
        ("manbij", &["Manbij", "Mankubah", "Nawaja"]),
        (
            "homs",
            &["Homs", "Orontes", "Al-Waer", "Baba Amr", "Clock square"],
        ),
        ("palmyra", &["Palmyra", "Palmyra ruins", "Palmyra airport"]),
    ] {
        let mut screen = city(name, 120, 40);
        for words in shown {
            screen.must_show(words);
        }
        let streets = only(city(name, 120, 40), &[Layer::Streets]).buffer();
        let drawn = streets.content.iter().filter(|cell| {
            is_line(cell.symbol()) && [101, 144].map(Color::Indexed).contains(&cell.fg)
        });
        assert!(drawn.count() > 20, "streets of {name}:\n{}", screen.text());
    }
}

#[test]
fn a_quarter_is_named_once_and_no_name_hides_an_event() {
    for name in ["mosul", "raqqa", "deir ezzor", "homs"] {
        let mut screen = city(name, 120, 40);
        let text = map_rows(&mut screen).join("\n");
        let gazetteer = &screen.app.world.gazetteer;
        for place in gazetteer.places() {
            let plain = place.name.split(" (").next().unwrap_or("");
            // "Mosul" stands in "Mosul airport" too, "Raqqa" in "Raqqa Province".
            if plain.contains(' ') {
                assert!(text.matches(plain).count() <= 1, "{plain} twice:\n{text}");
            }
        }
        let (view, buffer) = (&screen.app.view, screen.app.layout());
        let map = buffer.map.expect("the map is on the screen");
        let marks = cells(&screen.app.world, view, view.viewport());
        let drawn = screen.buffer();
        for mark in marks {
            let symbol = drawn[(map.x + mark.column, map.y + 1 + mark.row)].symbol();
            assert!(
                !symbol.chars().all(char::is_alphabetic) && symbol != " ",
                "{symbol} hides an event:\n{text}"
            );
        }
    }
}

#[test]
fn the_river_is_one_line() {
    // The region's line of the Tigris runs 1.1 km, or six columns, east of its bed here.
    let mut mosul = only(city("mosul", 120, 40), &[Layer::Rivers]);
    let buffer = mosul.buffer();
    let of_river = |at: (u16, u16)| {
        let cell = &buffer[at];
        is_line(cell.symbol()) && [61, 75].map(Color::Indexed).contains(&cell.fg)
    };
    let (column, from) = at(&mosul, 43.1575, 36.329);
    let mut wet = 0;
    for row in from..from + 12 {
        let river: Vec<u16> = (column - 8..column + 14)
            .filter(|column| of_river((*column, row)))
            .collect();
        if let (Some(first), Some(last)) = (river.first(), river.last()) {
            assert!(
                last - first < 5,
                "two rivers in row {row}:\n{}",
                mosul.text()
            );
            wet += 1;
        }
    }
    assert!(wet >= 8, "{}", mosul.text());
}

/// How many of the cells along the Tigris hold a line: in its surveyed reach, and in the reach below that is an estimate.
fn tigris(screen: &mut Screen) -> [(usize, usize); 2] {
    let reaches = [
        [(43.1205, 36.3582), (43.1487, 36.3345)],
        [(43.1637, 36.321), (43.1715, 36.295)],
    ];
    reaches.map(|[from, to]| {
        let buffer = screen.buffer();
        let (first, last) = (at(screen, from.0, from.1), at(screen, to.0, to.1));
        let rows = first.1 + 1..last.1;
        let (low, high) = (first.0.min(last.0) - 2, first.0.max(last.0) + 2);
        let filled = |row: &u16| {
            let dots = (low..=high).map(|column| dots(buffer[(column, *row)].symbol()));
            dots.sum::<usize>() >= 8
        };
        (rows.clone().filter(filled).count(), rows.len())
    })
}

/// The dots of a cell of braille.
fn dots(symbol: &str) -> usize {
    let c = symbol.chars().next().map_or(0, u32::from);
    (c.checked_sub(0x2800).filter(|bits| *bits < 256)).map_or(0, |bits| bits.count_ones() as usize)
}

#[test]
fn an_estimate_is_lighter_than_what_was_surveyed_with_colours_and_without() {
    for colours in [Colours::Many, Colours::Sixteen, Colours::None] {
        let mut screen = only(city("mosul", 120, 40), &[Layer::Rivers]).colours(colours);
        let [(surveyed, of_surveyed), (estimate, of_estimate)] = tigris(&mut screen);
        assert_eq!(
            surveyed,
            of_surveyed,
            "{colours:?}: no gap\n{}",
            screen.text()
        );
        assert!(
            estimate < of_estimate,
            "{colours:?}: broken\n{}",
            screen.text()
        );
        assert!(
            estimate * 3 > of_estimate,
            "{colours:?}: still a river\n{}",
            screen.text()
        );
    }
    for (colours, light, water) in [
        (Colours::Many, Color::Indexed(61), WATER),
        (Colours::Sixteen, Color::LightBlue, Color::Blue),
    ] {
        let mut screen = only(city("mosul", 120, 40), &[Layer::Rivers]).colours(colours);
        let buffer = screen.buffer();
        let surveyed = &buffer[at(&screen, 43.1327, 36.3505)];
        assert_eq!(surveyed.bg, water);
        assert_ne!(surveyed.fg, light);
        let (low, high) = (at(&screen, 43.1637, 36.321), at(&screen, 43.1715, 36.295));
        let mut cells = (low.1..=high.1)
            .flat_map(|row| (low.0 - 1..=high.0 + 1).map(move |column| (column, row)));
        assert!(cells.any(|at| buffer[at].fg == light));
    }
    // Positions too: a quarter placed by reasoning has a hollow dot.
    let mut mosul = city("mosul", 120, 40);
    mosul.must_show("◦ Tayaran");
    mosul.must_show("· Mamun");
}

#[test]
fn roads_between_towns_stop_where_the_citys_own_streets_begin() {
    let near = only(city("mosul", 120, 40), &[Layer::Roads]);
    let mut near = near;
    let drawn = map_rows(&mut near)
        .concat()
        .chars()
        .any(|c| is_line(&c.to_string()));
    // The rings of events are no roads, and are drawn in the colours of events.
    let buffer = near.buffer();
    let roads = buffer
        .content
        .iter()
        .filter(|cell| is_line(cell.symbol()) && cell.fg == Color::Indexed(94));
    assert_eq!(roads.count(), 0, "{drawn}\n{}", near.text());
    let mut far = Screen::bundled(120, 40)
        .press("/")
        .type_in("mosul")
        .press("enter");
    assert!(across(&far) > 60.0);
    let buffer = far.buffer();
    let (column, row) = at(&far, 43.1189, 36.335);
    let beside = (column - 3..=column + 3)
        .flat_map(|column| (row - 2..=row + 2).map(move |row| (column, row)));
    let roads = beside.filter(|at| buffer[*at].fg == Color::Indexed(94));
    assert!(roads.count() > 2, "{}", far.text());
}

#[test]
fn more_is_shown_the_nearer_one_is() {
    let mosul = |km| city_across("mosul", 120, 40, km);
    let mut far = mosul(76.0);
    assert!(!far.shows("Khosr") && !far.shows("Bridge") && !far.shows("airport"));
    let mut nearer = mosul(38.0);
    nearer.must_show("Mosul airport");
    assert!(!nearer.shows("Great Mosque"), "{}", nearer.text());
    let mut near = mosul(6.7);
    near.must_show("Great Mosque of al-Nuri");
    assert!(!near.shows("Clock Church"));
    mosul(3.4).must_show("Clock Church");
    let mut off = only(city("mosul", 120, 40), &[Layer::Towns, Layer::Rivers]);
    assert!(
        !off.shows("Bridge") && !off.shows("Mosul airport"),
        "{}",
        off.text()
    );
}

#[test]
fn whole_screens_of_cities() {
    let mut mosul = city("mosul", 120, 40);
    insta::assert_snapshot!("mosul-120x40", export::ansi::of(&mosul.buffer()));
    let mut raqqa = city("raqqa", 80, 24).press("down down down down");
    insta::assert_snapshot!("raqqa-80x24", export::ansi::of(&raqqa.buffer()));
    let mut plain = city("mosul", 80, 24).colours(Colours::None);
    plain.theme.ascii = true;
    plain.app.view.ascii_only = true;
    insta::assert_snapshot!("mosul-80x24-ascii", plain.text());
}

#[test]
fn a_lake_whose_shore_was_sketched_is_not_drawn_like_one_that_was_surveyed() {
    let wet = |screen: &mut Screen| {
        let buffer = screen.buffer();
        let width = usize::from(buffer.area.width);
        let cells: Vec<bool> = buffer.content.iter().map(|cell| cell.bg == WATER).collect();
        let beside = cells
            .chunks(width)
            .flat_map(|row| row.windows(2))
            .filter(|pair| pair == &[true, true]);
        (beside.count(), cells.iter().filter(|wet| **wet).count())
    };
    let mut sketched = Screen::bundled(120, 40)
        .press("/")
        .type_in("qattinah dam")
        .press("enter - -");
    let (beside, all) = wet(&mut sketched);
    assert!(
        all > 30 && beside == 0,
        "{beside} of {all}:\n{}",
        sketched.text()
    );
    let mut surveyed = Screen::bundled(120, 40)
        .press("/")
        .type_in("tabqa dam")
        .press("enter");
    let (beside, all) = wet(&mut surveyed);
    assert!(
        beside * 4 > all * 3,
        "{beside} of {all}:\n{}",
        surveyed.text()
    );
}
