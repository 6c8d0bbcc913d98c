//! A flat row leads to its sentence like any other event.

use crate::harness::Screen;

fn rows() -> Screen {
    Screen::files(&["tests/fixtures/rows.csv"], 80, 24)
}

#[test]
fn a_row_shows_its_sentence_who_says_so_when_and_where() {
    let mut screen = rows().press("tab tab n");
    screen.must_show("They fought near the bridge, a monitor said.");
    screen.must_show("ANHA");
    screen.must_show("https://example.org/1");
    let mut below = screen.press("j j j j j j");
    below.must_show("5 March 2017");
    below.must_show("Raqqa");
    // One that names nobody shows what it has, and is taken for no other.
    let mut screen = below.press("n");
    screen.must_show("A shell fell on a house.");
    assert!(!screen.shows("ANHA"), "{}", screen.text());
    assert!(!screen.shows("https://example.org/1"), "{}", screen.text());
    screen.press("j j j j j j").must_show("6 March 2017");
}

#[test]
fn a_row_is_shown_as_it_stands_with_the_columns_that_nobody_knows() {
    let mut screen = rows().press("tab tab n r");
    let mut seen = String::new();
    for _ in 0..30 {
        seen += &screen.text();
        screen = screen.press("j");
    }
    for words in [
        "weather: rain",
        "summary: Fighting near the bridge",
        "lat: 35.95",
    ] {
        assert!(seen.contains(words), "{words} in\n{seen}");
    }
}
