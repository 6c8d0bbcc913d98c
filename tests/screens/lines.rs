//! Lines of the language, typed into the box and given on the command line.

use sitmap::app::line;
use sitmap::model::query::Key;

use crate::harness::Screen;

/// The number on top: how many of the events are chosen.
fn chosen(screen: &mut Screen) -> String {
    let row = screen.row(0);
    let at = row.find(" of 25").unwrap_or_else(|| panic!("{row}"));
    row[..at].rsplit(' ').next().unwrap_or("").to_owned()
}

#[test]
fn a_line_is_completed_counted_and_taken_on() {
    for (columns, rows) in [(40, 12), (80, 24), (120, 40)] {
        let mut screen = Screen::bundled(columns, rows).press("/").type_in("type:cl");
        screen.must_show("clash");
        screen.must_show("25 events so far");
        let mut screen = screen.press("tab");
        screen.must_show("type:clash");
        screen.must_show("4 events");
        let mut screen = screen.press("enter");
        assert_eq!(chosen(&mut screen), "4");
        screen.must_show("clash ×");
        // What is said later of the same thing takes the place of what was said before; of another it stands beside it.
        let screen = screen.press("/").type_in("type:seize,clash place:raqqa");
        let mut screen = screen.press("enter");
        let keys: Vec<_> = screen
            .app
            .view
            .filter
            .clauses()
            .iter()
            .map(|clause| clause.key)
            .collect();
        assert_eq!(keys, [Some(Key::Type), Some(Key::Place)]);
        assert_eq!(chosen(&mut screen), "2");
    }
}

#[test]
fn keys_are_offered_below_what_a_word_finds() {
    let mut screen = Screen::bundled(80, 24).press("/").type_in("act");
    screen.must_show("Sugar factory");
    screen.must_show("takes part or says so");
    let mut screen = screen.press("down enter").type_in("sdf").press("enter");
    screen.must_show("Syrian Democratic Forces itself ×");
}

#[test]
fn what_is_wrong_is_underlined_and_does_nothing_until_it_is_mended() {
    use ratatui::style::Modifier;
    let mut screen = Screen::bundled(80, 24)
        .press("/")
        .type_in("plcae:raqqa -status:negated");
    screen.must_show("there is no key \"plcae:\"; did you mean place:raqqa?");
    let (x, y, _) = screen.cell("plcae:");
    let buffer = screen.buffer();
    let underlined = |x: u16| buffer[(x, y)].modifier.contains(Modifier::UNDERLINED);
    assert!((x..x + 6).all(underlined), "the key is wrong");
    assert!(!(x + 6..x + 20).any(underlined), "the rest is not");
    let mut screen = screen.press("enter");
    assert!(screen.app.view.filter.is_open());
    screen.must_show("there is no key");
    let mut screen = screen.press("tab");
    screen.must_show("/ place:raqqa -status:negated");
    let mut screen = screen.press("enter");
    assert_eq!(chosen(&mut screen), "3");
}

#[test]
fn a_filter_is_mended_where_it_stands() {
    let screen = Screen::bundled(120, 40)
        .press("/")
        .type_in("type:clash")
        .press("enter");
    let camera = Screen::bundled(120, 40).app.view.camera;
    let mut screen = screen.press("E");
    screen.must_show("/ type:clash ");
    let screen = screen.press("ctrl-u").type_in("\"west mosul\"");
    let mut screen = screen.press("enter");
    screen.must_show("“west mosul” ×");
    assert_eq!(
        screen.app.view.filter.clauses().len(),
        1,
        "in place of what was there"
    );
    let mut screen = screen.press("E ctrl-u enter");
    assert!(
        screen.app.view.filter.is_open(),
        "an empty line takes it off"
    );
    assert_eq!(
        screen.app.view.camera, camera,
        "and the map is where it was"
    );
    screen.must_show("25 events");
}

#[test]
fn a_line_says_all_that_is_seen() {
    let text = "actor:sdf time:2017-03-01/2017-03-06 mode:cumulative select:e12 map:35.9,39.2,200km colour:status \
                lanes:actor sort:place show:unreal layers:-roads focus:list";
    let mut screen = Screen::bundled(120, 40)
        .press("/")
        .type_in(text)
        .press("enter");
    let app = &screen.app;
    let written = line::write(&app.world, &app.shelf, &app.view);
    for part in [
        "actor:sdf",
        "time:2017-03-01/2017-03-06",
        "mode:cumulative",
        "select:e12",
        "map:35.9",
        "colour:status",
    ] {
        assert!(written.contains(part), "{written}");
    }
    for part in [
        "lanes:actor",
        "sort:place",
        "show:unreal",
        "layers:-roads",
        "focus:list",
    ] {
        assert!(written.contains(part), "{written}");
    }
    screen.must_show("by status");
    screen.must_show("200 km");
}

#[test]
fn all_that_the_observatory_said_is_found_in_four_keys_and_its_name() {
    // A new user: nothing is kept, and the screen is small.
    let screen = Screen::bundled(80, 24).press("/").type_in("observatory");
    let mut screen = screen.press("enter");
    let found = chosen(&mut screen);
    let line = Screen::bundled(80, 24).press("/").type_in("by:observatory");
    let mut line = line.press("enter");
    assert_eq!(
        found,
        chosen(&mut line),
        "what it takes part in is what it says"
    );
    assert_ne!(found, "0");
}

#[test]
fn who_looks_for_what_somebody_said_reads_that() {
    // The Observatory's sentence is the third report of the event.
    let screen = Screen::bundled(120, 40)
        .press("/")
        .type_in("by:observatory");
    let mut screen = screen.press("enter n");
    screen.must_show("said by  Syrian Observatory");
    let screen = screen.press("Y");
    let app = &screen.app;
    let event = app.view.selection.expect("an event is selected");
    let cited = sitmap::app::citation::citation(&app.world, &app.shelf, &app.view.filter, event);
    let cited = cited.expect("its record is at hand");
    assert!(cited.contains("According to Syrian Observatory"), "{cited}");
}

#[test]
fn a_line_counts_beside_what_is_chosen_already() {
    let screen = Screen::bundled(80, 24)
        .press("/")
        .type_in("actor:sdf")
        .press("enter");
    let mut screen = screen.press("/").type_in("type:clash");
    screen.must_show("1 event in all of time");
    let mut screen = screen.press("enter");
    assert_eq!(chosen(&mut screen), "1");
}

#[test]
fn a_guess_is_offered_and_not_taken_and_a_bare_date_is_told_its_key() {
    let mut screen = Screen::bundled(80, 24).press("/").type_in("actor:sfd");
    assert!(!screen.shows("taken for"), "{}", screen.text());
    let mut screen = Screen::bundled(80, 24).press("E").type_in("2017-03-05");
    screen.must_show("did you mean date:2017-03-05?");
}

#[test]
fn a_bare_word_of_the_filter_chooses_by_what_is_said() {
    let mut screen = Screen::bundled(80, 24).press("E").type_in("advanced");
    screen.must_show("in all of time; Enter takes it on");
    let mut screen = screen.press("enter");
    screen.must_show("“advanced” ×");
}
