//! What a line shows: whatever a person has come to see, its line leads there again.

use sitmap::app::App;
use sitmap::app::action::{ACTIONS, Action};
use sitmap::app::layout::Size;
use sitmap::app::line;
use sitmap::app::timing::Mode;
use sitmap::app::view::View;
use sitmap::app::world::World;

use crate::ask::Asker;
use crate::obvious::Obvious;
use crate::worlds::{self, Asked, Random};

/// What a line says of a view, but for where map and axis are.
fn said(world: &World, view: &View) -> String {
    format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        view.filter, view.window, view.selection, view.timing.mode, view.timing.lanes,
        view.colour_by, view.order, view.unreal, layers(view), view.focus,
    ) + &format!(" {}", world.listed(view).count())
}

fn layers(view: &View) -> Vec<bool> {
    use sitmap::app::view::Layer;
    Layer::ALL.iter().map(|layer| view.layers.shows(*layer)).collect()
}

/// Somebody who presses this and that.
fn wanders(asked: &Asked, asker: &Asker<'_>, random: &mut Random) -> App {
    let size = *random.pick(&[(120, 40), (80, 24), (40, 12)]);
    let (columns, rows) = size;
    let opened = &asked.opened;
    let mut app = App::new(opened.world.clone(), opened.reader.clone(), Size { columns, rows }, 2.0);
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
            2 => Action::Wheel { column, row, steps: 2 },
            3 => Action::Tick,
            4 => Action::Insert(*random.pick(&['r', 'a', 'm', 'o'])),
            _ => *random.pick(&actions),
        };
        app.act(action);
    }
    app
}

#[test]
fn a_line_leads_to_the_view_that_it_is_of() {
    for asked in worlds::all() {
        let world = &*asked.opened.world;
        let obvious = Obvious::of(world);
        let asker = Asker::of(&obvious);
        let mut random = Random::of(99);
        let mut different = std::collections::HashSet::new();
        for _ in 0..150 {
            let app = wanders(&asked, &asker, &mut random);
            let view = &app.view;
            let by_id = |id: &str| line::event_of(world, &app.shelf, id);
            let text = line::write(world, &app.shelf, view);
            let reading = line::read(world, &by_id, &text);
            assert_eq!(reading.faults, [], "{text}");
            let taken = line::take(world, view, &reading);
            assert!(view.timing.mode != Mode::Single || view.selection.is_some());
            assert_eq!(said(world, &taken), said(world, view), "{}: {text}", asked.name);
            let settled = line::settled(world, &app.shelf, view);
            assert_eq!(said(world, &settled), said(world, view), "{text}");
            let second = line::write(world, &app.shelf, &settled);
            let taken = line::take(world, &settled, &line::read(world, &by_id, &second));
            assert_eq!(taken.camera, settled.camera, "{}: {text} then {second}", asked.name);
            assert_eq!(taken.axis, settled.axis, "{}: {text} then {second}", asked.name);
            different.insert(text);
        }
        assert!(different.len() > 100, "{} lines", different.len());
    }
}
