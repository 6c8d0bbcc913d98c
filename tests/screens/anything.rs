//! Whatever is pressed, clicked and dragged, in whatever order and at whatever size: the program draws on.

use proptest::prelude::*;
use sitmap::app::action::{ACTIONS, Action};
use sitmap::app::layout::Size;
use sitmap::app::timing::Mode;

use crate::harness::Screen;

fn anything() -> impl Strategy<Value = Action> {
    let tabled: Vec<Action> = ACTIONS.iter().map(|spec| spec.action).collect();
    let cell = || (0..130_u16, 0..45_u16);
    prop_oneof![
        12 => proptest::sample::select(tabled),
        2 => any::<char>().prop_map(Action::Insert),
        2 => Just(Action::Tick),
        2 => cell().prop_map(|(column, row)| Action::Click { column, row }),
        2 => cell().prop_map(|(column, row)| Action::Drag { column, row }),
        1 => (cell(), -3..4_i8).prop_map(|((column, row), steps)| Action::Wheel { column, row, steps }),
        1 => (1..140_u16, 1..50_u16).prop_map(|(columns, rows)| Action::Resize(Size { columns, rows })),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn nothing_stops_the_program(
        (columns, rows) in prop_oneof![Just((120, 40)), Just((80, 24)), Just((40, 12))],
        actions in proptest::collection::vec(anything(), 1..80),
        own in any::<bool>(),
    ) {
        let mut screen = if own {
            Screen::files(&["tests/fixtures/extremes.json"], columns, rows)
        } else {
            Screen::bundled(columns, rows)
        };
        for action in actions {
            screen.app.act(action);
            let area = screen.buffer().area;
            let size = screen.app.view.size;
            prop_assert_eq!((area.width, area.height), (size.columns, size.rows));
            let view = &screen.app.view;
            let (start, end) = (view.window.start, view.window.end);
            prop_assert!(start.is_none() == end.is_none() && (start.is_none() || start < end));
            prop_assert!(view.timing.mode != Mode::Single || view.selection.is_some());
        }
    }
}
