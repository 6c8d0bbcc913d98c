//! Words and signs where only ASCII can be shown: none of them says something else than it does elsewhere.

use crate::harness::Screen;

fn ascii(keys: &str) -> Screen {
    Screen::bundled(120, 40).ascii().press(keys)
}

#[test]
fn open_dates_have_two_dots_as_in_files() {
    let mut list = ascii("");
    list.must_show("1 Nov 2016.. ");
    assert!(!list.shows("2016~"), "{}", list.text());
    let mut end = ascii("tab G");
    end.must_show("..6 Mar 2017 ");
    assert!(!end.shows("~6 Mar"), "{}", end.text());
    let mut found = ascii("/").type_in("offensive");
    found.must_show("1 Nov 2016.. ");
}

#[test]
fn how_far_something_is_off_is_not_about_that_far() {
    let mut notice = ascii("/").type_in("mosul").press("enter");
    notice.must_show("known to +-");
    let mut inspector = Screen::bundled(120, 60).ascii().press("n n n");
    inspector.must_show(", +-4 km");
    let mut entry = ascii("/").type_in("deir ez-zor air base").press("enter o");
    entry.must_show(", +-100 m");
}

#[test]
fn what_is_cut_ends_in_a_dot() {
    let cut = ascii("").text();
    let row = cut.lines().find(|row| row.contains("1 Nov 2016.."));
    assert!(
        row.is_some_and(|row| row.trim_end().ends_with(" .")),
        "{cut}"
    );
}

#[test]
fn help_shows_the_signs_that_are_drawn() {
    let mut help = Screen::bundled(120, 40)
        .ascii()
        .press("? pagedown pagedown pagedown");
    help.must_show("..6 Mar  ");
    help.must_show("6 Mar..  ");
    help.must_show("~3~");
    assert!(!help.shows("~6 Mar"), "{}", help.text());
}

/// `~` is left for what lies along a line, and for water.
#[test]
fn no_words_have_a_tilde() {
    for keys in ["", "tab G", "n n n", "tab tab", "t", "1", "4"] {
        let text = ascii(keys).text();
        for row in text.lines() {
            for (at, _) in row.match_indices('~') {
                let before = row[..at].trim_end_matches(|c: char| c.is_ascii_alphanumeric());
                let after = row[at + 1..].trim_start_matches(|c: char| c.is_ascii_alphanumeric());
                // The other side of a mark on a line.
                let mark = before.ends_with('~') || after.starts_with('~');
                assert!(mark, "{keys}: {row}");
            }
        }
    }
}
