//! Faults that were found and mended, each as the keys that showed it.

use sitmap::app::layout::Layout;
use sitmap::app::view::{Overlay, Pane};

use crate::harness::Screen;

#[test]
fn the_camera_does_not_depend_on_which_pane_has_the_keys() {
    for (columns, rows) in [(80, 24), (40, 12)] {
        let plain = Screen::bundled(columns, rows).press("0");
        for keys in ["tab 0 backtab", "tab tab 0", "tab + -"] {
            let through = Screen::bundled(columns, rows).press(keys);
            let (a, b) = (plain.app.view.camera, through.app.view.camera);
            assert_eq!(a.centre, b.centre, "{columns}x{rows}: {keys}");
            let ratio = f64::from(a.units_per_column) / f64::from(b.units_per_column);
            assert!((ratio - 1.0).abs() < 1e-6, "{columns}x{rows}: {keys}");
        }
    }
}

#[test]
fn a_list_that_comes_on_screen_is_full_and_shows_the_selection() {
    let screen = Screen::bundled(80, 24).press("N tab");
    let view = &screen.app.view;
    assert_eq!(view.focus, Pane::List);
    let rows = Layout::list_rows(view);
    assert!(rows > 5);
    let total = screen.app.world.listed(view).count();
    assert_eq!(
        view.list_top,
        total - rows,
        "the last event stands in the last row"
    );
}
