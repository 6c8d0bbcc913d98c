//! What the screen looks like, at every size and depth of colour.

use ratatui::style::{Color, Modifier};
use sitmap::app::cells::{cells, events_of};
use sitmap::app::layout::Layout;
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
        (200, 60),
        (400, 100),
    ] {
        let mut screen = Screen::bundled(columns, rows).press("n");
        let buffer = screen.buffer();
        assert_eq!((buffer.area.width, buffer.area.height), (columns, rows));
        if (columns, rows) == (39, 12) {
            screen.must_show("sitmap needs 40 columns");
        } else if columns >= 40 && rows >= 12 {
            assert!(!screen.shows("sitmap needs"), "{columns}x{rows}");
            let panes: &[&str] = match (columns, rows) {
                (100.., 26..) => &["Map ─", "Events ─", "Inspector ─", "Timeline ─"],
                (60.., 20..) => &["Map ─", "Inspector ─", "Timeline ─"],
                _ => &["Map ─"],
            };
            for pane in panes {
                assert!(
                    screen.shows(pane),
                    "{pane} at {columns}x{rows}:\n{}",
                    screen.text()
                );
            }
        }
    }
}

#[test]
fn a_change_of_size_keeps_the_selection_in_sight() {
    let mut screen = Screen::bundled(120, 40).press("n n n 1");
    let event = screen.app.view.selection.expect("one is selected");
    for (columns, rows) in [(80, 24), (40, 12), (200, 60), (60, 20), (120, 40)] {
        screen = screen.resize(columns, rows);
        let view = &screen.app.view;
        assert_eq!(view.selection, Some(event));
        let on_map = cells(&screen.app.world, view, view.viewport())
            .iter()
            .any(|cell| events_of(&screen.app.world, view, cell).contains(event));
        assert!(on_map, "{columns}x{rows}");
        let page = screen
            .app
            .world
            .page(&screen.app.world.listed(view), view.order);
        let row = page.iter().position(|other| *other == event).unwrap();
        let visible = view.list_top..view.list_top + Layout::list_rows(view);
        assert!(
            visible.contains(&row),
            "{columns}x{rows}: {row} {visible:?}"
        );
    }
    screen.must_show("3 of 25");
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
