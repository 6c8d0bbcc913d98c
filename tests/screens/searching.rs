//! Finding places and actors from the keyboard.

use sitmap::app::view::Overlay;
use sitmap::index::names::Kind::{Actors, Events, Places};
use sitmap::index::names::{Hit, Kind, Named, Thing};
use sitmap::model::query::Key;

use ratatui::style::{Color, Modifier};
use sitmap::ui::theme::Colours;

use crate::harness::{Screen, id_of};

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
    let heading = |row: &String| {
        let mut words = row.split_whitespace();
        ["Actors", "Places", "Events"].contains(&words.next().unwrap_or(""))
            && words
                .next()
                .is_some_and(|word| word.parse::<usize>().is_ok())
    };
    inside
        .filter(|row| !row.is_empty() && !heading(row))
        .collect()
}

/// What was found, by group: "Places: Raqqa | Raqqa Province".
pub fn groups(query: &str) -> Vec<(Kind, Vec<String>)> {
    let screen = Screen::bundled(120, 40);
    let world = &screen.app.world;
    let name = |hit: &Hit| match hit.thing {
        Thing::Named(Named::Place(place)) => {
            let place = world.gazetteer.place(place);
            place.map_or(String::new(), |place| place.name.to_string())
        }
        Thing::Named(Named::Actor(actor)) => world.dataset.actor_name(actor).to_owned(),
        Thing::Event(event) => id_of(world, event),
    };
    let found = world.find(query);
    let groups = found.groups.iter();
    groups
        .map(|group| (group.kind, group.hits.iter().map(name).collect()))
        .collect()
}

/// Each query, and what a person means by it: first or second in its group.
const MEANT: &[(&str, Kind, &str)] = &[
    ("sumood", Places, "Al-Sumood"),
    ("somoud", Places, "Al-Sumood"),
    ("samoud", Places, "Al-Sumood"),
    ("الصمود", Places, "Al-Sumood"),
    ("صمود", Places, "Al-Sumood"),
    ("sumud", Places, "Al-Sumood"),
    ("al soumoud", Places, "Al-Sumood"),
    ("der zor", Places, "Deir Ezzor"),
    ("dayr az zawr", Places, "Deir Ezzor"),
    ("دير الزور", Places, "Deir Ezzor"),
    ("ديرالزور", Places, "Deir Ezzor"),
    ("deir ez-zor", Places, "Deir Ezzor"),
    ("Deir Ezzor", Places, "Deir Ezzor"),
    ("derezzor", Places, "Deir Ezzor"),
    ("deirezzour", Places, "Deir Ezzor"),
    ("manbidj", Places, "Manbij"),
    ("membij", Places, "Manbij"),
    ("manbij", Places, "Manbij"),
    ("mambidsch", Places, "Manbij"),
    ("منبج", Places, "Manbij"),
    ("manbji", Places, "Manbij"),
    ("tadmor", Places, "Palmyra"),
    ("tadmur", Places, "Palmyra"),
    ("tudmur", Places, "Palmyra"),
    ("palmyra", Places, "Palmyra"),
    ("palmira", Places, "Palmyra"),
    ("raqqa", Places, "Raqqa"),
    ("RAQQA", Places, "Raqqa"),
    ("rakka", Places, "Raqqa"),
    ("ar raqqah", Places, "Raqqa"),
    ("الرقة", Places, "Raqqa"),
    ("الرقه", Places, "Raqqa"),
    ("raqa", Places, "Raqqa"),
    ("raqqqa", Places, "Raqqa"),
    ("raqqa", Events, "e18"),
    ("rakka", Events, "e18"),
    ("mosul", Places, "Mosul"),
    ("mûsil", Places, "Mosul"),
    ("mawsil", Places, "Mosul"),
    ("الموصل", Places, "Mosul"),
    ("moussel", Places, "Mosul"),
    ("mosull", Places, "Mosul"),
    ("mousul", Places, "Mosul"),
    ("west mosul", Places, "west Mosul"),
    ("halab", Places, "Aleppo"),
    ("hims", Places, "Homs"),
    ("homs", Places, "Homs"),
    ("east homs", Places, "eastern Homs"),
    ("iraq", Places, "Iraq"),
    ("syria", Places, "Syria"),
    ("euphrates", Places, "Euphrates"),
    ("bab", Places, "Al-Bab"),
    ("al bab", Places, "Al-Bab"),
    ("الباب", Places, "Al-Bab"),
    ("tal afar", Places, "Tal Afar"),
    ("telafer", Places, "Tal Afar"),
    ("tall aafar", Places, "Tal Afar"),
    ("qayyarah", Places, "Qayyarah"),
    ("gayara", Places, "Qayyarah"),
    ("gayyara", Places, "Qayyarah"),
    ("hawija", Places, "Hawija"),
    ("hawiqa", Places, "Hawiqa"),
    ("hawijja", Places, "Hawija"),
    ("hawjia", Places, "Hawija"),
    ("sumod", Places, "Al-Sumood"),
    ("russian", Actors, "Russia"),
    ("kamishli", Places, "Qamishli"),
    ("القامشلي", Places, "Qamishli"),
    ("shingal", Places, "Sinjar"),
    ("erbil", Places, "Erbil"),
    ("dijla", Places, "Tigris"),
    ("ain al arab", Places, "Kobani"),
    ("fifth bridge", Places, "Fifth Bridge"),
    ("bridge fifth", Places, "Fifth Bridge"),
    ("bridge mosul fifth", Places, "Fifth Bridge"),
    ("joc", Actors, "Joint Operations Command"),
    ("kurds", Actors, "People’s Protection Units"),
    ("the kurds", Actors, "People’s Protection Units"),
    ("YPG", Actors, "People’s Protection Units"),
    ("sdf", Actors, "Syrian Democratic Forces"),
    ("alliance", Actors, "Syrian Democratic Forces"),
    ("the alliance", Actors, "Syrian Democratic Forces"),
    ("isis", Actors, "Islamic State"),
    ("daesh", Actors, "Islamic State"),
    ("pentagon", Actors, "US Department of Defense"),
    ("coalition", Actors, "US-led coalition against IS"),
    ("observatory", Actors, "Syrian Observatory for Human Rights"),
    (
        "syrian observatory",
        Actors,
        "Syrian Observatory for Human Rights",
    ),
    ("observatry", Actors, "Syrian Observatory for Human Rights"),
    ("special forces", Actors, "Counter-Terrorism Service"),
    ("counter terrorism", Actors, "Counter-Terrorism Service"),
    ("terorism", Actors, "Counter-Terrorism Service"),
    ("yıldırım", Actors, "Binali Yildirim"),
    ("special forces", Events, "e07"),
    ("seized", Events, "e19"),
    ("black smoke", Events, "e11"),
    ("offensive raqqa", Events, "e18"),
    ("raqqa offensive sdf", Events, "e18"),
    ("airstrikes homs", Events, "e20"),
    ("palmyra", Events, "e25"),
    ("jazal", Events, "e23"),
    ("clash manbij", Events, "e13"),
    ("الصمود", Events, "e07"),
    ("clashes", Events, "e11"),
    ("der zor", Events, "e12"),
    ("dier ezzor", Events, "e12"),
    ("usa", Actors, "United States"),
    ("us", Actors, "United States"),
    ("america", Actors, "United States"),
    ("الولايات المتحدة", Actors, "United States"),
    ("داعش", Actors, "Islamic State"),
    ("الدولة الإسلامية", Actors, "Islamic State"),
    ("اسلامية", Actors, "Islamic State"),
    ("أنقرة", Actors, "Turkey"),
    ("تركيا", Actors, "Turkey"),
    ("روسيا", Actors, "Russia"),
    ("kremlin", Actors, "Russia"),
    ("قسد", Actors, "Syrian Democratic Forces"),
    ("الجيش السوري", Actors, "Syrian Army"),
    ("syrain army", Actors, "Syrian Army"),
    ("turky", Actors, "Turkey"),
];

/// What Enter goes to: the first hit of the first group, and its group.
const FIRST: &[(&str, Kind, &str)] = &[
    ("dier ezzor", Places, "Deir Ezzor"),
    ("der zor", Places, "Deir Ezzor"),
    ("usa", Actors, "United States"),
    ("us", Actors, "United States"),
    ("turkey", Actors, "Turkey"),
    ("turky", Actors, "Turkey"),
    ("داعش", Actors, "Islamic State"),
    ("اسلامية", Actors, "Islamic State"),
    ("الولايات المتحدة", Actors, "United States"),
    ("syrain army", Actors, "Syrian Army"),
    ("kremlin", Actors, "Russia"),
    ("raqqa", Places, "Raqqa"),
    ("syria", Places, "Syria"),
];

#[test]
fn enter_goes_to_what_was_meant() {
    for (query, kind, meant) in FIRST {
        let groups = groups(query);
        let first = groups.first().map(|(kind, names)| (*kind, &names[0]));
        assert_eq!(first, Some((*kind, &(*meant).to_owned())), "{query}");
    }
}

#[test]
fn another_spelling_of_a_town_finds_all_that_is_named_after_it() {
    for query in ["der zor", "dier ezzor", "دير الزور", "deir ezzor"] {
        let groups = groups(query);
        let (_, places) = &groups[0];
        let after = [
            "Raqqa–Deir Ezzor road",
            "Deir Ezzor Province",
            "Deir ez-Zor air base",
        ];
        for name in after {
            assert!(
                places.iter().any(|place| place == name),
                "{query}: {places:?}"
            );
        }
        assert!(!places.iter().any(|place| place == "Izra"), "{places:?}");
        assert_eq!(groups[1], (Events, vec!["e12".to_owned()]), "{query}");
    }
}

#[test]
fn words_of_events_have_to_be_near() {
    let events = |query| {
        let groups = groups(query);
        let events = groups.into_iter().find(|(kind, _)| *kind == Events);
        events.map_or(Vec::new(), |(_, events)| events)
    };
    // طريق, a road, has the consonants of Turkey; غرب, west, those of Qarraba; "remain" is two letters from Kremlin.
    assert_eq!(events("turky"), events("turkey"));
    assert!(!events("turky").contains(&"e12".to_owned()));
    assert_eq!(events("qarraba"), [""; 0]);
    assert_eq!(events("kremlyn"), ["e15"]);
    assert_eq!(events("airstirke"), ["e20", "e17"]);
}

#[test]
fn what_a_person_means_is_first_or_second_in_its_group() {
    let mut missed = Vec::new();
    for (query, kind, meant) in MEANT {
        let groups = groups(query);
        let group = groups.iter().find(|(of, _)| of == kind);
        let found = group.map_or(&[][..], |(_, names)| names);
        if !found.iter().take(2).any(|name| name == meant) {
            missed.push(format!("{query}: {meant} not in {groups:?}"));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn nonsense_finds_nothing_and_says_so() {
    let mut screen = Screen::bundled(120, 40).press("/").type_in("qqqqqqq");
    screen.must_show("no place, actor or event of that name");
    for query in [
        "",
        "   ",
        "erdogan",
        "xyzzy",
        "airstrike raqqa palmyra",
        "?!",
    ] {
        assert_eq!(groups(query), [], "{query}");
    }
}

#[test]
fn a_short_query_does_not_flood() {
    for (query, most) in [("hama", 4), ("airport", 2), ("manbji", 5)] {
        let found: usize = groups(query).iter().map(|(_, names)| names.len()).sum();
        assert!(found <= most, "{query}: {:?}", groups(query));
    }
    assert_eq!(
        groups("bridge mosul")[0].1.len(),
        5,
        "every bridge of Mosul"
    );
}

#[test]
fn groups_say_how_many_they_have_and_of_how_many() {
    let mut screen = Screen::bundled(120, 40).press("/").type_in("mosul");
    screen.must_show("Places  8 of 13");
    screen.must_show("Events  11");
    let mut screen = Screen::bundled(120, 40).press("/").type_in("sdf");
    screen.must_show("Actors  1");
    screen.must_show("“SDF”");
}

#[test]
fn letters_that_match_stand_out_without_colour() {
    for colours in [Colours::Many, Colours::Sixteen, Colours::None] {
        let mut screen = Screen::bundled(120, 40)
            .colours(colours)
            .press("/")
            .type_in("rak");
        let (x, y, _) = screen.cell("“Raka”");
        let buffer = screen.buffer();
        let underlined = |x| buffer[(x, y)].modifier.contains(Modifier::UNDERLINED);
        let letters: Vec<bool> = (x..x + 6).map(underlined).collect();
        assert_eq!(letters, [false, true, true, true, false, false]);
    }
}

#[test]
fn an_empty_line_suggests_and_enter_does_nothing() {
    let mut screen = Screen::bundled(120, 40).press("/");
    screen.must_show("Places  6 of 22, most events first");
    screen.must_show("Iraqi security forces");
    let mut screen = screen.press("enter");
    screen.must_show("type a name, or move to a row");
    assert_eq!(screen.app.view.overlays.len(), 1);
    let mut screen = screen.press("down enter");
    screen.must_show("Islamic State ×");
}

/// The background of the row that the cursor is on.
const PICKED: Color = Color::Indexed(238);

#[test]
fn the_picked_row_is_always_on_screen() {
    for (columns, rows) in [(40, 12), (80, 24), (120, 40)] {
        let mut screen = Screen::bundled(columns, rows).press("/").type_in("mosul");
        for at in 0..25 {
            let view = &screen.app.view;
            let Some(Overlay::Search(search)) = view.overlays.last() else {
                panic!("the search is open")
            };
            let last = search.found.len() - 1;
            assert_eq!(search.picked, Some(at.min(last)));
            let buffer = screen.buffer();
            let lit = |y: u16| {
                (0..columns)
                    .filter(|x| buffer[(*x, y)].bg == PICKED)
                    .count()
            };
            let rows_lit = (0..rows).filter(|y| lit(*y) > 20).count();
            assert_eq!(rows_lit, 1, "at {at} of {columns}x{rows}");
            screen = screen.press("down");
        }
    }
}

#[test]
fn enter_on_a_place_brings_the_list_there() {
    let mut screen = Screen::bundled(120, 40)
        .press("/")
        .type_in("manbij")
        .press("enter");
    screen.must_show("Manbij: 3 events, the first one selected");
    let world = &screen.app.world;
    let event = screen.app.view.selection.expect("one is selected");
    assert_eq!(world.place_name(event), "Manbij");
    let mut screen = screen.press("esc esc /").type_in("tikrit").press("enter");
    screen.must_show("Tikrit: no report");
    assert_eq!(screen.app.view.selection, None);
}

#[test]
fn enter_on_an_event_selects_it() {
    let mut screen = Screen::bundled(120, 40)
        .press("/")
        .type_in("black smoke")
        .press("enter");
    let world = &screen.app.world;
    assert_eq!(screen.app.view.selection, world.dataset.events.find("e11"));
    assert!(screen.app.view.filter.is_open());
    screen.must_show("clouds of black");
}

#[test]
fn filters_stand_together_and_come_off_one_by_one() {
    for (columns, rows) in [(40, 12), (80, 24), (120, 40)] {
        let screen = Screen::bundled(columns, rows).press("/").type_in("sdf");
        let screen = screen.press("enter /").type_in("raqqa");
        let screen = screen.press("tab");
        let keys = screen.app.view.filter.clauses().iter();
        let keys: Vec<_> = keys.map(|clause| clause.key).collect();
        assert_eq!(keys, [Some(Key::Actor), Some(Key::Place)]);
        let mut both = screen;
        assert!(
            both.row(0).contains(" in Raqqa × ") && both.row(0).matches('×').count() == 2,
            "{}",
            both.row(0)
        );
        let mut one = both.press("backspace");
        assert!(one.row(0).contains('×'), "{}", one.row(0));
        assert!(!one.row(0).contains("in Raqqa"), "{}", one.row(0));
        let mut none = one.press("backspace");
        assert!(!none.row(0).contains('×'), "{}", none.row(0));
        none.press("backspace").must_show("there is no filter");
    }
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
    let groups = groups("mosul");
    let (kind, names) = &groups[0];
    assert_eq!(*kind, Places);
    assert_eq!(names[..2], ["Mosul", "west Mosul"]);
    let at = |name: &str| names.iter().position(|other| other == name).expect(name);
    assert!(at("west Mosul") < at("Mosul Dam"), "{names:?}");
    assert!(at("Mosul Dam") < at("east Mosul"), "{names:?}");
}
