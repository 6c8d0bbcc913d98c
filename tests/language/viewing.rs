//! What a line shows: whatever a person has come to see, its line leads there again.

use std::collections::HashSet;

use sitmap::app::App;
use sitmap::app::action::{ACTIONS, Action};
use sitmap::app::layout::Size;
use sitmap::app::line;
use sitmap::app::timing::Mode;
use sitmap::app::view::{Layer, View};
use sitmap::app::world::World;
use sitmap::model::camera::Camera;

use crate::ask::Asker;
use crate::obvious::Obvious;
use crate::worlds::{self, Asked, Random};

/// What a line says of a view, but for where map and axis are.
fn said(world: &World, view: &View) -> String {
    format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        view.filter,
        view.window,
        view.selection,
        view.timing.mode,
        view.timing.lanes,
        view.colour_by,
        view.order,
        view.unreal,
        layers(view),
        view.focus,
    ) + &format!(" {}", world.listed(view).count())
}

fn layers(view: &View) -> Vec<bool> {
    Layer::ALL
        .iter()
        .map(|layer| view.layers.shows(*layer))
        .collect()
}

/// Somebody who presses this and that.
fn wanders(world: &Asked, asker: &Asker<'_>, random: &mut Random) -> App {
    let (columns, rows) = *random.pick(&[(120, 40), (80, 24), (40, 12)]);
    let opened = &world.opened;
    let mut app = App::new(
        opened.world.clone(),
        opened.reader.clone(),
        Size { columns, rows },
        2.0,
    );
    let actions: Vec<Action> = ACTIONS.iter().map(|spec| spec.action).collect();
    if random.one_in(2) {
        let (text, _) = asker.line(random);
        app.go_to(&line::read(&app.world, &|_| None, &text));
    }
    for _ in 0..random.below(60) {
        let column = u16::try_from(random.below(usize::from(columns))).unwrap();
        let row = u16::try_from(random.below(usize::from(rows))).unwrap();
        let action = match random.below(20) {
            0 => Action::Click { column, row },
            1 => Action::Drag { column, row },
            2 => Action::Wheel {
                column,
                row,
                steps: 2,
            },
            3 => Action::Tick,
            4 => Action::Insert(*random.pick(&['r', 'a', 'm', 'o'])),
            _ => *random.pick(&actions),
        };
        app.act(action);
    }
    app
}

/// Whether two maps show the same but for less than a dot, at their edges too.
fn is_less_than_a_dot(a: Camera, b: Camera, columns: u16) -> bool {
    let scale = f64::from(a.units_per_column);
    let off = |a: u32, b: u32| f64::from(a.wrapping_sub(b).cast_signed()).abs() / scale;
    let wider = f64::from(columns) / 2.0 * off(a.units_per_column, b.units_per_column);
    // A cell is two dots wide.
    off(a.centre.x, b.centre.x) + wider < 0.5 && off(a.centre.y, b.centre.y) + wider < 0.5
}

#[test]
fn a_line_leads_to_the_view_that_it_is_of() {
    for asked in worlds::all() {
        let world = &*asked.opened.world;
        let obvious = Obvious::of(world);
        let asker = Asker::of(&obvious);
        let mut random = Random::of(99);
        let (mut different, mut stand) = (HashSet::new(), 0);
        for _ in 0..150 {
            let app = wanders(&asked, &asker, &mut random);
            let view = &app.view;
            let by_id = |id: &str| line::event_of(world, &app.shelf, id);
            let text = line::write(world, &app.shelf, view);
            let reading = line::read(world, &by_id, &text);
            assert_eq!(reading.faults, [], "{text}");
            let taken = line::take(world, view, &reading);
            assert!(view.timing.mode != Mode::Single || view.selection.is_some());
            assert_eq!(
                said(world, &taken),
                said(world, view),
                "{}: {text}",
                asked.name
            );
            let settled = line::settled(world, &app.shelf, view);
            assert_eq!(said(world, &settled), said(world, view), "{text}");
            assert_eq!(taken.camera, settled.camera, "{}: {text}", asked.name);
            assert_eq!(taken.axis, settled.axis, "{}: {text}", asked.name);
            let (from, columns) = (view.camera, view.size.columns);
            assert!(
                is_less_than_a_dot(from, settled.camera, columns),
                "{from:?} {:?} {text}",
                settled.camera
            );
            // Where the map is not held back by the edge of the Earth, it then stands.
            let second = line::write(world, &app.shelf, &settled);
            let is_held = view.camera.km_per_column() * f64::from(columns) > 5_000.0;
            assert!(
                is_held || second == text,
                "{}: {text} then {second}",
                asked.name
            );
            stand += usize::from(second == text);
            different.insert(text);
        }
        let lines = different.len();
        assert!(lines > 100 && stand > 120, "{lines} lines, {stand} stand");
    }
}
