//! The bundled briefing, every step of it, at the two sizes that people present at most.

use sitmap::app::action::Action;
use sitmap::app::layout::Size;
use sitmap::model::briefing::Focus;
use sitmap::scene::step::overflow;

use crate::harness::Screen;
use crate::presenting::{BUNDLED, present};

const SIZES: [(u16, u16); 2] = [(80, 24), (120, 40)];

#[test]
fn nothing_is_wrong_in_it_and_its_words_fit() {
    for (columns, rows) in SIZES {
        let screen = present(Screen::bundled(columns, rows), BUNDLED);
        let player = screen.app.player.as_ref().unwrap();
        assert_eq!(player.deck.faults, []);
        assert!((8..=12).contains(&player.steps()));
        for step in 0..player.steps() {
            let left = overflow(
                &screen.app.world,
                &player.deck,
                step,
                Size { columns, rows },
            );
            assert_eq!(left, 0, "step {} at {columns}x{rows}", step + 1);
        }
    }
}

#[test]
fn every_step_shows_its_title_its_map_and_each_event_that_it_cites() {
    for (columns, rows) in SIZES {
        let mut screen = present(Screen::bundled(columns, rows), BUNDLED);
        let player = screen.app.player.clone().unwrap();
        for (at, step) in player.deck.briefing.steps.iter().enumerate() {
            screen.app.act(Action::GoToStep(at));
            for _ in 0..step.pauses {
                screen.app.act(Action::NextStep);
            }
            let text = screen.text();
            let about = format!("step {} at {columns}x{rows}:\n{text}", at + 1);
            assert!(text.contains(&*step.title), "{about}");
            for cited in &step.cites {
                assert!(text.contains(&format!("[{}]", cited + 1)), "{about}");
            }
            if matches!(step.focus, Some(Focus::Text | Focus::Document)) {
                continue;
            }
            let map = screen.map();
            let numbers: Vec<&str> = map.numbers.iter().map(|at| &*at.text).collect();
            assert_eq!(numbers.is_empty(), step.cites.is_empty(), "{about}");
        }
    }
}

#[test]
fn every_step_looks_as_it_was_looked_at() {
    for (columns, rows) in SIZES {
        let mut screen = present(Screen::bundled(columns, rows), BUNDLED);
        let mut all = String::new();
        loop {
            all += &screen.text();
            let before = screen.app.prompt();
            screen.app.act(Action::NextStep);
            if screen.app.prompt() == before {
                break;
            }
        }
        insta::assert_snapshot!(format!("briefing-{columns}x{rows}"), all);
    }
}
