//! What goes wrong in front of people unless it was tried before: long steps, notes that drive, edits meanwhile.

use std::fmt::Write as _;

use sitmap::app::Effect;
use sitmap::app::action::{Action, Context};
use sitmap::scene::overlay::key_rows;

use crate::harness::Screen;
use crate::presenting::{BUNDLED, deck, present};

fn bundled(columns: u16, rows: u16) -> Screen {
    present(Screen::bundled(columns, rows), BUNDLED)
}

#[test]
fn what_a_pause_held_back_is_on_the_screen_with_the_key() {
    let mut source = "# Many\n\nFirst of all [e12](event:e12).\n".to_owned();
    for number in 1..=14 {
        let _ = write!(source, "\n<!-- pause -->\n\n- point number {number}\n");
    }
    for (columns, rows) in [(80, 24), (40, 12), (120, 40)] {
        let mut screen = present(Screen::bundled(columns, rows), &source);
        for number in 1..=14 {
            screen = screen.press("right");
            screen.must_show(&format!("point number {number}"));
        }
        let mut screen = screen.press("left left left");
        screen.must_show("point number 11");
        assert!(!screen.shows("point number 12"));
    }
}

#[test]
fn whoever_drives_from_afar_skips_nothing_while_the_screen_is_away() {
    let mut screen = bundled(80, 24);
    screen.app.act(Action::GoToStep(2));
    let mut screen = screen.press("+");
    screen.must_show("away from step 3");
    screen.app.act(Action::NextStep);
    screen.must_show("step 3 of 10 · part 2 of 2");
    let mut screen = screen.press("+");
    screen.app.act(Action::PreviousStep);
    screen.must_show("step 3 of 10 · part 1 of 2");
}

#[test]
fn an_edit_meanwhile_shows_nothing_that_was_hidden_and_closes_nothing() {
    let mut screen = bundled(80, 24).press("right b");
    let changed = BUNDLED.replace("Bad weather slowed it", "Rain slowed it");
    let anew = deck(&screen.app, &changed);
    screen.app.present_anew(anew);
    assert_eq!(screen.text().trim(), "", "it stays blank");
    let mut screen = screen.press("b");
    screen.must_show("Rain slowed it");
    let mut screen = screen.press("g");
    let anew = deck(&screen.app, BUNDLED);
    screen.app.present_anew(anew);
    screen.must_show("Where to go from here");
    let mut screen = screen.press("esc");
    screen.must_show("Bad weather slowed it");
}

#[test]
fn the_keys_of_a_presenter_mean_the_same_away_from_the_script() {
    let mut screen = bundled(80, 24).press("right + g");
    screen.must_show("Where to go from here");
    let mut screen = screen.press("esc b");
    assert_eq!(screen.text().trim(), "");
    let mut screen = screen.press("b");
    screen.must_show("step 2 of 10");
}

#[test]
fn a_citation_is_copied_without_leaving_the_script() {
    let mut screen = bundled(80, 24).press("right");
    let before = screen.app.view.clone();
    let effects = screen.app.act(Action::CopyCitation);
    assert!(matches!(effects.as_slice(), [Effect::Copy(text)] if text.contains("February 19")));
    screen.must_show("citation of e09 sent to the clipboard");
    assert_eq!(screen.app.view.stage, before.stage);
    assert_eq!(screen.app.view.selection, None);
}

/// The bundled briefing with a map that glides.
fn gliding() -> Screen {
    let mut screen = bundled(80, 24);
    let source = deck(&screen.app, BUNDLED);
    screen.app.present(source, 0, true);
    screen
}

#[test]
fn the_map_and_the_window_glide_to_the_step_and_end_where_it_is() {
    let still = bundled(80, 24).press("right").app.view;
    let mut screen = gliding();
    let first = screen.app.view.clone();
    assert_eq!(
        screen.app.next_tick(),
        None,
        "the first step is there at once"
    );
    screen.app.act(Action::NextStep);
    let mut seen = vec![(screen.app.view.camera, screen.app.view.window)];
    while screen.app.next_tick().is_some() {
        screen.app.act(Action::Tick);
        seen.push((screen.app.view.camera, screen.app.view.window));
        assert!(seen.len() < 50, "it ends");
    }
    assert_eq!(seen.first().unwrap().0, first.camera);
    assert_eq!(screen.app.view.camera, still.camera);
    assert_eq!(screen.app.view.window, still.window);
    seen.dedup();
    assert!(seen.len() > 5, "over some frames: {}", seen.len());
    // On its way the window shows whole days, as both its ends do.
    screen.must_show("19 February – 6 March 2017");
}

#[test]
fn a_key_or_a_line_that_cannot_follow_ends_a_flight_where_it_leads() {
    let still = bundled(80, 24).press("right").app.view;
    let mut screen = gliding();
    screen.app.act(Action::NextStep);
    screen.app.act(Action::Tick);
    assert_ne!(screen.app.view.camera, still.camera);
    screen.app.land();
    assert_eq!(screen.app.view.camera, still.camera);
    assert_eq!(screen.app.next_tick(), None);
    screen.app.act(Action::PreviousStep);
    screen.app.act(Action::Tick);
    // Whoever leaves the script in the middle of a flight comes back to the step and not to a point on the way.
    let mut screen = screen.press("+ R");
    screen.must_show("step 1 of 10");
    assert_eq!(screen.app.view, bundled(80, 24).app.view);
}

#[test]
fn keys_and_what_they_do_are_set_apart_in_help() {
    for (columns, rows) in [(80, 24), (40, 12)] {
        for ascii in [false, true] {
            let screen = bundled(columns, rows);
            let mut screen = if ascii { screen.ascii() } else { screen }.press("?");
            let mut seen = String::new();
            for _ in 0..200 {
                seen.push_str(&screen.text());
                screen = screen.press("down");
            }
            for context in [Context::Presenting, Context::Everywhere] {
                for (keys, help) in key_rows(context, ascii) {
                    let first = help.split_whitespace().next().unwrap_or("");
                    let after = seen.match_indices(&keys).map(|(at, _)| {
                        let rest = &seen[at + keys.len()..];
                        (rest.starts_with(' '), rest.trim_start())
                    });
                    let mut told = after.filter(|(_, rest)| rest.starts_with(first));
                    let is_apart = told.next().is_some_and(|(is_apart, _)| is_apart);
                    assert!(is_apart, "{keys} {help} at {columns}x{rows}");
                }
            }
        }
    }
}

#[test]
fn what_is_said_of_faults_has_room_beside_the_time() {
    let mut screen = bundled(80, 24);
    for source in [
        "# One [e99](event:e99)\n",
        "# One [e98](event:e98) [x](event:x)\n",
    ] {
        let anew = deck(&screen.app, source);
        screen.app.present_anew(anew);
        screen.must_show("the briefing was read again; sitmap check says what is wrong in it ");
        screen.must_show("14:05");
    }
}
