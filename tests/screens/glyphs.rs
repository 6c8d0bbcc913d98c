//! The map in each table of glyphs: the same names, marks and lines in the same cells; and ASCII down to the last cell
//! where nothing else can be shown.

use std::collections::HashSet;

use ratatui::buffer::Buffer;
use sitmap::app::layout::Area;
use sitmap::app::view::{Glyphs, Layer, Layers};
use sitmap::ui::theme::Colours;

use crate::harness::Screen;

/// Keys to four views: all there is, a region, a city from near, an event.
const VIEWS: [&str; 4] = ["", "1", "/ r a q q a enter + +", "n n n"];
const SIZES: [(u16, u16); 2] = [(80, 24), (120, 40)];

fn is_line(symbol: &str) -> bool {
    symbol.chars().all(|glyph| {
        matches!(glyph, '\u{2800}'..='\u{28ff}' | '\u{2580}'..='\u{2590}' | '\u{2596}'..='\u{259f}')
            || matches!(glyph, '\u{1cd00}'..='\u{1cde5}' | '\u{1cea0}'..='\u{1ceab}')
            || matches!(glyph, '\u{1fb82}' | '\u{1fb85}' | '\u{1fbe6}' | '\u{1fbe7}')
    })
}

fn cells(area: Area) -> impl Iterator<Item = (u16, u16)> {
    (area.y..area.y + area.height)
        .flat_map(move |row| (area.x..area.x + area.width).map(move |column| (column, row)))
}

/// The cells of the map with lines.
fn lines(buffer: &Buffer, map: Area) -> HashSet<(u16, u16)> {
    cells(map)
        .filter(|at| is_line(buffer[*at].symbol()))
        .collect()
}

fn drawn(glyphs: Glyphs, keys: &str, (columns, rows): (u16, u16)) -> (Buffer, Area) {
    let mut screen = Screen::bundled(columns, rows).glyphs(glyphs).press(keys);
    let map = screen.app.layout().map.expect("the map is on the screen");
    (screen.buffer(), map.below_first_row())
}

#[test]
fn names_marks_and_all_other_panes_are_the_same_whatever_draws_the_lines() {
    for (keys, size) in VIEWS.iter().flat_map(|keys| SIZES.map(|size| (keys, size))) {
        let (braille, map) = drawn(Glyphs::Braille, keys, size);
        for glyphs in [Glyphs::Octant, Glyphs::Half, Glyphs::Ascii] {
            let (other, _) = drawn(glyphs, keys, size);
            for at in cells(Area::new(0, 0, size.0, size.1)) {
                let (old, new) = (&braille[at], &other[at]);
                let ground =
                    map.contains(at.0, at.1) && (old.symbol() == " " || is_line(old.symbol()));
                if !ground {
                    assert_eq!(old, new, "{glyphs:?} {keys} at {at:?} of {size:?}");
                }
            }
        }
    }
}

#[test]
fn octants_are_where_braille_is_and_half_blocks_no_more_than_a_cell_beside() {
    for (keys, size) in VIEWS.iter().flat_map(|keys| SIZES.map(|size| (keys, size))) {
        let (buffer, map) = drawn(Glyphs::Braille, keys, size);
        let braille = lines(&buffer, map);
        assert!(braille.len() > 60, "{keys} {size:?}");
        let (buffer, _) = drawn(Glyphs::Octant, keys, size);
        let octants = lines(&buffer, map);
        assert!(
            octants.is_subset(&braille),
            "octants where no line is: {keys}"
        );
        for at in braille.difference(&octants) {
            // A gap beside a mark; a dot of a ring, or hatching between two of them.
            assert!(matches!(buffer[*at].symbol(), " " | "·" | "╱"), "at {at:?}");
        }
        let (buffer, _) = drawn(Glyphs::Half, keys, size);
        let mut halves = lines(&buffer, map);
        let near = |one: &HashSet<(u16, u16)>, (column, row): (u16, u16)| {
            one.iter()
                .any(|(x, y)| x.abs_diff(column) <= 1 && y.abs_diff(row) <= 1)
        };
        for at in &halves {
            assert!(near(&braille, *at), "a line of its own at {at:?}: {keys}");
        }
        // Rings are dots of text here; dashes fall elsewhere, and blanks around marks hide a little.
        halves.extend(cells(map).filter(|at| buffer[*at].symbol() == "·"));
        let missed = braille.iter().filter(|at| !near(&halves, **at)).count();
        assert!(missed * 8 < braille.len(), "{missed} of {}", braille.len());
    }
}

#[test]
fn each_table_draws_with_its_own_glyphs_alone() {
    for keys in VIEWS {
        for (glyphs, first) in [
            (Glyphs::Braille, '\u{2801}'..='\u{28ff}'),
            (Glyphs::Half, '▀'..='█'),
        ] {
            let (buffer, map) = drawn(glyphs, keys, (120, 40));
            for at in lines(&buffer, map) {
                let glyph = buffer[at].symbol().chars().next().unwrap();
                assert!(first.contains(&glyph), "{glyphs:?}: {glyph}");
            }
        }
        let (buffer, map) = drawn(Glyphs::Ascii, keys, (120, 40));
        assert!(lines(&buffer, map).is_empty(), "{keys}");
        let strokes = cells(map).filter(|at| "|-/\\_.'#".contains(buffer[*at].symbol()));
        assert!(strokes.count() > 60, "{keys}");
    }
}

#[test]
fn a_key_turns_through_the_tables_and_says_which() {
    let mut screen = Screen::bundled(120, 40);
    for (said, glyphs) in [
        ("the map is drawn in octants", Glyphs::Octant),
        ("the map is drawn in half blocks", Glyphs::Half),
        ("the map is drawn in ASCII", Glyphs::Ascii),
        ("the map is drawn in braille", Glyphs::Braille),
    ] {
        screen = screen.press("g");
        screen.must_show(said);
        assert_eq!(screen.app.view.glyphs, glyphs);
    }
    // Elsewhere it is still the key to the first row.
    let screen = screen.press("tab g");
    assert_eq!(screen.app.view.glyphs, Glyphs::Braille);
    let mut plain = Screen::bundled(120, 40).ascii().press("g");
    plain.must_show("only ASCII can be shown here");
    assert_eq!(plain.app.view.glyphs, Glyphs::Braille);
}

#[test]
fn a_map_in_ascii_leaves_words_as_they_are() {
    let mut screen = Screen::bundled(120, 40).glyphs(Glyphs::Ascii);
    screen.must_show("─ Map ─");
    screen.must_show("1 Nov 2016…");
}

#[test]
fn no_block_touches_a_mark() {
    for glyphs in [Glyphs::Octant, Glyphs::Half] {
        for keys in ["", "1", "2", "1 + +"] {
            let mut screen = Screen::bundled(120, 40).glyphs(glyphs).press(keys);
            let map = screen.app.layout().map.unwrap().below_first_row();
            let buffer = screen.buffer();
            let view = &screen.app.view;
            for cell in sitmap::app::cells::cells(&screen.app.world, view, view.viewport()) {
                let end = cell.column + cell.width();
                for column in cell.column.checked_sub(1).into_iter().chain([end]) {
                    if column < map.width {
                        let beside = buffer[(map.x + column, map.y + cell.row)].symbol();
                        assert!(!is_line(beside), "{glyphs:?} {keys} {cell:?}: {beside}");
                    }
                }
            }
        }
    }
}

#[test]
fn no_dot_of_a_ring_is_a_block_that_could_be_an_event() {
    for glyphs in [Glyphs::Octant, Glyphs::Half] {
        for keys in ["1 + +", "1 N N N N N N z + + +"] {
            let mut screen = Screen::bundled(120, 40).glyphs(glyphs).press(keys);
            // With nothing under them; no event here has a course.
            let layers = Layer::ALL.iter().copied();
            screen.app.view.layers = layers.fold(Layers::ALL, Layers::toggled);
            let map = screen.app.layout().map.unwrap().below_first_row();
            let buffer = screen.buffer();
            assert_eq!(lines(&buffer, map), HashSet::new(), "{glyphs:?} {keys}");
            let dots = cells(map).filter(|at| buffer[*at].symbol() == "·");
            assert!(dots.count() > 20, "{glyphs:?} {keys}");
        }
    }
}

#[test]
fn the_crosshair_is_a_cross_on_every_ground() {
    for glyphs in Glyphs::ALL {
        let mut screen = Screen::bundled(120, 40).glyphs(glyphs);
        for _ in 0..12 {
            screen = screen.press("right");
            let map = screen.app.layout().map.unwrap().below_first_row();
            let at = (map.x + map.width / 2, map.y + map.height / 2);
            let cross = screen.buffer()[at].clone();
            let over = cross.modifier.contains(ratatui::style::Modifier::REVERSED);
            assert!(cross.symbol() == "+" || over, "{glyphs:?}: {cross:?}");
            assert!(!is_line(cross.symbol()), "{glyphs:?}: {cross:?}");
        }
    }
}

/// Keys to every pane and every box, and what to type in them.
const EVERYWHERE: [(&str, &str, &str); 23] = [
    ("", "", ""),
    ("1", "", ""),
    ("2 x c", "", ""),
    ("4 - - -", "", ""),
    ("- - - - - - - -", "", ""),
    ("tab", "", ""),
    ("n tab tab", "", ""),
    ("n n tab tab r", "", ""),
    ("n n n tab tab w G", "", ""),
    ("tab tab tab", "", ""),
    ("t . <", "", ""),
    ("?", "", ""),
    ("? G", "", ""),
    ("v", "", ""),
    (":", "", ""),
    ("d", "", ""),
    ("/", "الموصل", ""),
    ("/", "west mosul", "enter o"),
    ("/", "الرقة", "tab"),
    ("/", "mosul dam", "enter o"),
    ("n n tab tab o", "", ""),
    ("n n z + + + + +", "", ""),
    ("N N", "", ""),
];

#[test]
fn where_only_ascii_can_be_shown_there_is_nothing_else() {
    for (columns, rows) in [(40, 12), (80, 24), (120, 40)] {
        for colours in [Colours::Many, Colours::Sixteen, Colours::None] {
            for (keys, words, then) in EVERYWHERE {
                let mut screen = Screen::bundled(columns, rows)
                    .ascii()
                    .colours(colours)
                    .press(keys)
                    .type_in(words)
                    .press(then);
                for (at, cell) in screen.buffer().content.iter().enumerate() {
                    let plain = cell
                        .symbol()
                        .bytes()
                        .all(|byte| (b' '..=b'~').contains(&byte));
                    assert!(plain, "{:?} at {at} after {keys} {words}", cell.symbol());
                }
            }
        }
    }
}

#[test]
fn hostile_places_and_faults_are_ascii_too() {
    for (columns, rows) in [(40, 12), (80, 24), (120, 40)] {
        let loud = Screen::gazetteer("tests/fixtures/own-places.json", columns, rows)
            .ascii()
            .press("/")
            .type_in("loudwell")
            .press("enter o");
        let faults = Screen::files(&["tests/fixtures/ten-faults.json"], columns, rows);
        for mut screen in [loud, faults.ascii().press("!")] {
            let text = screen.text();
            assert!(text.is_ascii(), "{text}");
        }
    }
}

/// What the program itself prints for a screen.
fn printed(options: &[&str]) -> String {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_sitmap"))
        .args(["render", "--size", "100x30", "--keys", "1"])
        .args(options)
        .output()
        .expect("the program runs");
    assert!(output.status.success(), "{options:?}");
    String::from_utf8(output.stdout).expect("it prints text")
}

#[test]
fn the_command_line_says_what_to_draw_with() {
    assert_eq!(printed(&[]), printed(&["--glyphs", "braille"]));
    assert!(printed(&["--glyphs", "octant"]).contains(['\u{1cd04}', '\u{1cd80}']));
    assert!(printed(&["--glyphs", "half"]).contains('▀'));
    let ascii = printed(&["--glyphs", "ascii"]);
    assert!(!ascii.contains(|c: char| ('\u{2800}'..='\u{28ff}').contains(&c)));
    assert!(ascii.contains("─ Map ─"));
    let all = printed(&["--glyphs", "octant", "--ascii"]);
    assert!(all.is_ascii(), "{all}");
    assert_eq!(all, printed(&["--ascii"]));
}
