//! Behind the bars of a filter stand all events, faint: what it leaves out can be seen, and nothing jumps.

use ratatui::style::Color;
use sitmap::app::lanes::{NamedLane, Timeline};
use sitmap::app::timing::LanesBy;
use sitmap::app::view::{Glyphs, View};
use sitmap::index::set::EventSet;
use sitmap::model::filter::{Filter, Test};
use sitmap::model::query::Key;
use sitmap::ui::theme::Colours;

use crate::harness::Screen;

const DOTS: [char; 4] = ['⣀', '⣤', '⣶', '⣿'];

/// The rows of the timeline below its title.
fn timeline(screen: &mut Screen) -> Vec<String> {
    let text = screen.text();
    let below = text.lines().skip_while(|line| !line.contains("Timeline"));
    let rows = below
        .skip(1)
        .take_while(|line| !line.starts_with(" ?") && !line.contains("Inspector"));
    rows.map(str::to_owned).collect()
}

/// The row of a lane.
#[track_caller]
fn lane(screen: &mut Screen, name: &str) -> String {
    let rows = timeline(screen);
    let row = rows
        .iter()
        .rfind(|row| row.starts_with(&format!(" {name}")));
    row.unwrap_or_else(|| panic!("no lane {name}: {rows:#?}"))
        .clone()
}

fn names(screen: &mut Screen) -> Vec<String> {
    let rows = timeline(screen).into_iter();
    rows.map(|row| row.chars().take(11).collect()).collect()
}

fn has_dots(rows: &[String]) -> bool {
    rows.iter().any(|row| row.contains(DOTS))
}

#[test]
fn a_filter_moves_no_lane_and_what_it_leaves_out_is_dots() {
    let mut screen = Screen::bundled(120, 40);
    let (before, lanes) = (timeline(&mut screen), names(&mut screen));
    assert!(!has_dots(&before), "nothing is filtered: {before:#?}");
    let mut screen = screen.press("/ s d f enter");
    assert_eq!(names(&mut screen), lanes);
    let homs = lane(&mut screen, "Homs");
    assert!(homs.contains(" 0 ") && homs.ends_with('⣶'), "{homs}");
    let raqqa = lane(&mut screen, "Raqqa");
    assert!(
        raqqa.ends_with("▂▂") && !raqqa.contains(DOTS),
        "nothing of it is left out: {raqqa}"
    );
    screen.must_show("the filter leaves none");
    let mut screen = screen.press("backspace");
    assert_eq!(timeline(&mut screen), before);
}

#[test]
fn where_a_bar_and_dots_end_in_one_cell_the_ground_tells_of_them() {
    for (columns, rows) in [(120, 40), (80, 24)] {
        let mut screen = Screen::bundled(columns, rows).press("/ s d f enter");
        let row = screen
            .text()
            .lines()
            .position(|line| line.contains("Timeline"));
        let row = u16::try_from(row.expect("the pane") + 1).expect("a row");
        let buffer = screen.buffer();
        let day = (0..columns).rfind(|column| buffer[(*column, row)].symbol() != " ");
        let cell = &buffer[(day.expect("a bar"), row)];
        assert!(
            !DOTS.iter().any(|dots| cell.symbol().contains(*dots)),
            "the filter's own in front"
        );
        assert_ne!(
            cell.bg,
            Color::Reset,
            "ten are behind it at {columns}×{rows}"
        );
    }
}

#[test]
fn without_colours_dots_show_through() {
    for (columns, rows) in [(120, 40), (80, 24)] {
        let plain = Screen::bundled(columns, rows).press("/ s d f enter");
        let mut plain = plain.colours(Colours::None);
        let row = timeline(&mut plain).first().cloned().expect("a lane");
        assert!(row.contains(DOTS), "{row}");
        let bars = row.chars().filter(|sign| "━▂▃▄".contains(*sign)).count();
        let dots = row.chars().filter(|sign| DOTS.contains(sign)).count();
        assert!(bars > 2 * dots, "the filter's own in front: {row}");
    }
    let mut coarse = Screen::bundled(120, 40)
        .press("/ s d f enter")
        .glyphs(Glyphs::Half);
    let homs = lane(&mut coarse, "Homs");
    assert!(homs.ends_with(",;;;;;;;;;;;;;"), "{homs}");
    let mut ascii = Screen::bundled(120, 40).ascii().press("/ s d f enter");
    assert_eq!(lane(&mut ascii, "Homs"), homs);
}

#[test]
fn what_a_filter_leaves_has_a_lane_of_its_own_before_others() {
    let mut screen = Screen::bundled(120, 40).press("tab tab tab s");
    assert!(
        !names(&mut screen)
            .iter()
            .any(|name| name.starts_with(" support"))
    );
    let mut screen = screen.press("/ s d f enter");
    assert!(lane(&mut screen, "support").contains(" 1 "));
    assert!(lane(&mut screen, "6 others").contains(" 0 "));
}

/// How many of some events each lane holds, on the axis and off it, must add up.
fn adds_up(lanes: &[NamedLane], set: &EventSet) {
    let count: usize = lanes.iter().map(|named| named.lane.events).sum();
    assert_eq!(count, set.count());
}

#[test]
fn lanes_that_are_kept_are_those_that_are_made_anew() {
    let screen = Screen::bundled(120, 40);
    let world = &screen.app.world;
    let axis = world.home_axis().expect("there are dates");
    let open = screen.app.view.clone();
    let mut views: Vec<View> = vec![open.clone()];
    for actor in world.sides().iter().take(6) {
        let mut view = open.clone();
        view.filter = Filter::of(
            Key::Actor,
            Test::Actor {
                actor: *actor,
                whole: true,
            },
        );
        views.extend([view, open.clone()]);
    }
    let mut kept = Timeline::default();
    for by in LanesBy::ALL {
        for most in [1, 3, 6, 40] {
            for view in &views {
                let mut view = view.clone();
                view.timing.lanes = by;
                let lanes = kept.lanes(world, &view, (&axis, 90), most);
                assert_eq!(
                    lanes,
                    Timeline::default().lanes(world, &view, (&axis, 90), most)
                );
                adds_up(&lanes, &world.filtered(&view));
                let all = Timeline::default().lanes(world, &open, (&axis, 90), 1);
                let mut sums = vec![0; 90];
                for named in &lanes {
                    let lane = named.unfiltered.as_ref().unwrap_or(&named.lane);
                    let columns = lane.moments.iter().zip(&lane.spans).zip(&lane.within);
                    for (sum, ((a, b), c)) in sums.iter_mut().zip(columns) {
                        *sum += a + b + c;
                    }
                }
                let one = &all[0].lane;
                let columns = one.moments.iter().zip(&one.spans).zip(&one.within);
                let whole: Vec<u32> = columns.map(|((a, b), c)| a + b + c).collect();
                assert_eq!(sums, whole, "all events, whatever the filter");
            }
        }
    }
}
