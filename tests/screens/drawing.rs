//! What the screen looks like, at every size and depth of colour.

use ratatui::style::{Color, Modifier};
use sitmap::ui::theme::Colours;

use crate::harness::Screen;

#[test]
fn every_size_draws_and_a_small_one_says_what_it_needs() {
    for (columns, rows) in [
        (1, 1),
        (7, 3),
        (39, 12),
        (40, 11),
        (40, 12),
        (60, 20),
        (80, 24),
        (100, 26),
        (100, 30),
        (120, 40),
        (400, 100),
    ] {
        let mut screen = Screen::bundled(columns, rows).press("n");
        let buffer = screen.buffer();
        assert_eq!((buffer.area.width, buffer.area.height), (columns, rows));
        if (columns, rows) == (39, 12) {
            screen.must_show("sitmap needs 40 columns");
        } else if columns >= 40 && rows >= 12 {
            assert!(!screen.shows("sitmap needs"), "{columns}x{rows}");
        }
    }
}

#[test]
fn a_change_of_size_keeps_the_selection_in_sight() {
    let mut screen = Screen::bundled(120, 40).press("n n");
    for (columns, rows) in [(80, 24), (40, 12), (30, 5), (200, 60), (120, 40)] {
        screen = screen.resize(columns, rows);
        assert!(screen.app.view.selection.is_some());
    }
    screen.must_show("2 of 25");
}

#[test]
fn without_colours_nothing_is_coloured() {
    let mut screen = Screen::bundled(120, 40).colours(Colours::None).press("n");
    for cell in &screen.buffer().content {
        assert_eq!((cell.fg, cell.bg), (Color::Reset, Color::Reset), "{cell:?}");
    }
}

#[test]
fn sixteen_colours_are_the_sixteen() {
    let mut screen = Screen::bundled(120, 40)
        .colours(Colours::Sixteen)
        .press("n");
    for cell in &screen.buffer().content {
        for colour in [cell.fg, cell.bg] {
            let beyond = matches!(colour, Color::Indexed(_) | Color::Rgb(..));
            assert!(!beyond, "{cell:?}");
        }
    }
}

#[test]
fn the_pane_with_the_keys_has_a_title_that_stands_out() {
    let mut screen = Screen::bundled(120, 40);
    let (_, _, map) = screen.cell("Map");
    assert!(map.modifier.contains(Modifier::BOLD));
    let (_, _, list) = screen.cell("Events ");
    assert!(!list.modifier.contains(Modifier::BOLD));
    let (_, _, list) = screen.press("tab").cell("Events ");
    assert!(list.modifier.contains(Modifier::BOLD));
}
