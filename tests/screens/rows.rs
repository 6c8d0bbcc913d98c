//! A flat row leads to its sentence like any other event.

use crate::harness::Screen;

fn rows() -> Screen {
    Screen::files(&["tests/fixtures/rows.csv"], 80, 24)
}

#[test]
fn a_row_shows_its_sentence_who_says_so_when_and_where() {
    let mut screen = rows().press("n");
    for words in [
        "They fought near the bridge, a monitor said.",
        "ANHA",
        "https://example.org/1",
        "5 March 2017",
        "Raqqa",
    ] {
        screen.must_show(words);
    }
    // One that names nobody shows what it has, and is taken for no other.
    let mut screen = screen.press("n");
    screen.must_show("A shell fell on a house.");
    screen.must_show("6 March 2017");
    assert!(!screen.shows("ANHA"), "{}", screen.text());
    assert!(!screen.shows("https://example.org/1"), "{}", screen.text());
}

#[test]
fn a_row_is_shown_as_it_stands_with_the_columns_that_nobody_knows() {
    let mut screen = rows().press("n r");
    for words in [
        "weather: rain",
        "summary: Fighting near the bridge",
        "lat: 35.95",
    ] {
        screen.must_show(words);
    }
}
