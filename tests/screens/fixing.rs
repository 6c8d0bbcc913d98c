//! Faults that were found and mended, each as the keys that showed it.

use sitmap::app::Effect;
use sitmap::app::layout::Layout;
use sitmap::app::view::{Overlay, Pane};
use sitmap::index::space::Form;
use sitmap::model::geo::Merc;

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

#[test]
fn the_key_of_a_box_closes_it_and_no_two_are_of_a_kind() {
    let screen = Screen::bundled(120, 40).press("? ?");
    assert!(screen.app.view.overlays.is_empty());
    let screen = screen.press("? v ? v");
    assert_eq!(screen.app.view.overlays.len(), 2);
}

#[test]
fn a_line_being_typed_leaves_keys_with_ctrl_to_the_program() {
    let screen = Screen::bundled(120, 40).press("/ m ctrl-z ctrl-l ctrl-c");
    assert_eq!(
        screen.effects,
        [Effect::Suspend, Effect::Redraw, Effect::Quit]
    );
}

#[test]
fn a_change_of_size_does_not_bring_back_what_was_left() {
    let screen = Screen::bundled(120, 40).press("1 n L L L L L L");
    let left = screen.app.view.camera.centre;
    let screen = screen.resize(100, 30);
    assert_eq!(screen.app.view.camera.centre, left);
}

#[test]
fn what_is_scrolled_to_its_end_moves_at_once() {
    let end = Screen::bundled(120, 40).press("n tab tab G").text();
    let up = Screen::bundled(120, 40).press("n tab tab G k").text();
    assert_ne!(end, up, "the inspector");
    let past = Screen::bundled(120, 40).press("n tab tab G j j j k").text();
    assert_eq!(past, up);
    let end = Screen::bundled(80, 24).press("? G").text();
    let up = Screen::bundled(80, 24).press("? G k").text();
    assert_ne!(end, up, "help");
    let open = || Screen::files(&["tests/fixtures/ten-faults.json"], 40, 12);
    let lines = open().press("! G").text();
    assert_ne!(lines, open().press("! G k").text(), "faults, which wrap");
    assert_eq!(lines, open().press("! G j j").text());
}

#[test]
fn the_wheel_moves_what_it_is_over() {
    let screen = Screen::bundled(120, 40).press("n");
    let layout = screen.app.layout();
    let camera = screen.app.view.camera;
    let list = layout.list.unwrap();
    let screen = screen.wheel(list.x + 2, list.y + 2, -1);
    assert_eq!(
        (screen.app.view.list_top, screen.app.view.camera),
        (3, camera)
    );
    let inspector = layout.inspector.unwrap();
    let screen = screen.wheel(inspector.x + 2, inspector.y + 2, -1);
    assert_eq!(screen.app.view.camera, camera);
    let screen = screen.press("v").wheel(5, 5, -1);
    assert_eq!(
        screen.app.view.overlays,
        [Overlay::Layers { picked: 1 }],
        "a box takes it wherever it turns"
    );
    let screen = screen.press("esc").wheel(5, 5, 1);
    assert!(screen.app.view.camera.units_per_column < camera.units_per_column);
}

#[test]
fn a_click_beside_a_box_closes_it() {
    let screen = Screen::bundled(120, 40).press("v");
    let screen = screen.click(60, 20);
    assert_eq!(screen.app.view.overlays.len(), 1, "inside");
    let screen = screen.click(1, 1);
    assert!(screen.app.view.overlays.is_empty());
    assert_eq!(screen.app.view.focus, Pane::Map);
}

#[test]
fn a_filter_shows_how_far_its_events_reach() {
    // The Democratic Forces seize a road of 140 km and a part of Raqqa Province: all of both is on the map.
    let screen = Screen::bundled(120, 40)
        .press("/")
        .type_in("syrian democratic forces")
        .press("enter");
    let (world, view) = (&screen.app.world, &screen.app.view);
    let viewport = view.viewport();
    let shown = view.camera.bounds(viewport);
    let mut lines = 0;
    for site in world
        .listed(view)
        .iter()
        .flat_map(|event| world.sites(event))
    {
        assert!(shown.contains(site.at));
        let place = site.place.and_then(|place| world.gazetteer.place(place));
        for at in place.map_or(&[][..], |place| &place.line) {
            lines += 1;
            assert!(shown.contains(Merc::from_lonlat(*at)), "{at:?}");
        }
        let columns =
            site.radius_km * site.at.units_per_km() / f64::from(view.camera.units_per_column);
        if site.form == Form::Label {
            assert!(columns * 2.0 <= f64::from(viewport.columns), "{columns}");
        }
    }
    assert!(lines > 0, "there is a road");
}
