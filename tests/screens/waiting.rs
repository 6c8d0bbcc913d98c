//! A search that is answered later than the key is pressed.

use sitmap::app::view::{Overlay, Search};
use sitmap::app::{Answer, Effect, Question};
use sitmap::index::names::{Found, Kind, Watch};

use crate::harness::Screen;

/// A search box that somebody else answers.
fn asked(typed: &str) -> Screen {
    let mut screen = Screen::bundled(120, 40);
    screen.app.search_outside();
    screen.press("/").type_in(typed)
}

fn question(screen: &Screen) -> Question {
    screen.app.question().expect("something is looked for")
}

/// A part of the answer, if there is one, and the whole.
fn found(screen: &Screen, text: &str) -> (Option<Found>, Found) {
    let mut part = None;
    let mut watch = Watch {
        is_stale: &|| false,
        first: &mut |found| part = Some(found),
    };
    let whole = screen.app.world.find_while(text, &mut watch);
    (part, whole.expect("nobody lost interest"))
}

fn answer(screen: &mut Screen, question: &Question) {
    let (_, found) = found(screen, &question.text);
    let number = question.number;
    screen.app.answer(Answer { number, found });
}

fn search(screen: &Screen) -> &Search {
    let Some(Overlay::Search(search)) = screen.app.view.overlays.last() else {
        panic!("the search is open")
    };
    search
}

#[test]
fn until_the_answer_comes_the_box_has_what_it_had_and_no_count() {
    let mut screen = asked("m");
    assert!(screen.effects.contains(&Effect::Search));
    screen.must_show("Actors  …");
    screen.must_show("Iraqi security forces");
    let first = question(&screen);
    answer(&mut screen, &first);
    assert_eq!(screen.app.question(), None);
    assert!(!screen.shows("Places  …"));
    let shown = screen.text();
    let mut screen = screen.type_in("osul");
    screen.must_show("Places  …");
    let last = question(&screen);
    assert_eq!(last.text, "mosul");
    answer(&mut screen, &last);
    screen.must_show("Places  8 of 13");
    screen.must_show("Events  11");
    assert_ne!(screen.text(), shown);
    // The same as if it had been found at once.
    let mut at_once = Screen::bundled(120, 40).press("/").type_in("mosul");
    assert_eq!(screen.text(), at_once.text());
}

#[test]
fn an_answer_to_what_is_not_asked_any_more_changes_nothing() {
    let screen = asked("raqqa");
    let raqqa = question(&screen);
    let mut screen = screen.press("ctrl-u").type_in("homs");
    let before = screen.text();
    answer(&mut screen, &raqqa);
    assert_eq!(screen.text(), before);
    let homs = question(&screen);
    // Nobody asks any more: neither in an empty line nor in a closed box, nor in the next one.
    let mut screen = screen.press("ctrl-u");
    let suggested = screen.text();
    answer(&mut screen, &homs);
    assert_eq!(screen.text(), suggested);
    let mut screen = screen.press("esc");
    answer(&mut screen, &homs);
    let mut screen = screen.press("/");
    answer(&mut screen, &homs);
    assert_eq!(screen.text(), suggested);
}

#[test]
fn enter_never_goes_to_a_row_that_was_not_typed() {
    let mut screen = asked("raqqa").press("enter tab");
    assert_eq!(screen.app.view.overlays.len(), 1);
    let asked = question(&screen);
    answer(&mut screen, &asked);
    let mut screen = screen.press("enter");
    screen.must_show("Raqqa: ");
    assert_eq!(screen.app.view.overlays.len(), 0);
}

#[test]
fn names_come_before_the_events_are_counted() {
    let mut screen = asked("mosul");
    let asked = question(&screen);
    let (part, whole) = found(&screen, "mosul");
    let part = part.expect("names of that");
    let number = asked.number;
    screen.app.answer(Answer {
        number,
        found: part,
    });
    screen.must_show("Places  8 of 13");
    screen.must_show("Events  …");
    assert!(
        search(&screen)
            .found
            .groups
            .iter()
            .all(|group| group.kind != Kind::Events)
    );
    assert!(screen.app.question().is_some(), "more is to come");
    screen.app.answer(Answer {
        number,
        found: whole,
    });
    screen.must_show("Events  11");
    assert_eq!(search(&screen).picked, Some(0));
}

#[test]
fn sentences_that_are_still_read_are_told_of_and_then_searched() {
    let mut screen = asked("mosul");
    screen.app.reading = Some(40);
    let asked = question(&screen);
    answer(&mut screen, &asked);
    screen.must_show("still reading the sentences: 40 %");
    // Whoever has moved on stays where they are.
    let mut screen = screen.press("down down");
    let picked = search(&screen).picked();
    screen.app.reading = None;
    assert_eq!(screen.app.know_more(), [Effect::Search]);
    assert!(!screen.shows("still reading"));
    screen.must_show("Places  8 of 13");
    let again = question(&screen);
    assert_eq!(again.text, "mosul");
    let (part, whole) = found(&screen, "mosul");
    let number = again.number;
    for found in part.into_iter().chain([whole]) {
        screen.app.answer(Answer { number, found });
        assert_eq!(search(&screen).picked(), picked);
    }
    assert_eq!(screen.app.question(), None);
}
