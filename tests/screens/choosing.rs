//! What there is, counted, and chosen from a panel.

use sitmap::app::facets::{Choice, facets};
use sitmap::index::facets::Dimension;
use sitmap::model::entry::EventIx;
use sitmap::model::filter::{Filter, Test};
use sitmap::model::query::Key;
use sitmap::model::vocabulary::EventType;

use crate::harness::{Screen, id_of};

fn of_type(kind: EventType) -> Filter {
    Filter::of(Key::Type, Test::Type(kind))
}

/// The events that the list shows.
fn listed(screen: &Screen) -> Vec<EventIx> {
    screen.app.world.listed(&screen.app.view).iter().collect()
}

/// All that the Syrian Observatory says, by what the records say.
fn said_by_the_observatory(screen: &Screen) -> Vec<String> {
    let world = &screen.app.world;
    let is_observatory = |actor| world.dataset.actor_name(actor).contains("Observatory");
    let said = |event: &EventIx| world.dataset.events.speakers(*event).any(is_observatory);
    let events = world.dataset.events.all().filter(said);
    events.map(|event| id_of(world, event)).collect()
}

#[test]
fn the_panel_leaves_map_list_and_timeline_in_sight_and_they_follow() {
    let mut screen = Screen::bundled(120, 40).press("F");
    screen.must_show("[ ] seize                           7 ━━━━━━");
    let camera = screen.app.view.camera;
    let mut screen = screen.press("space j space");
    assert_eq!(listed(&screen).len(), 11);
    screen.must_show("11 of 25 events");
    screen.must_show("─ Events ─ 11 of 25");
    screen.must_show("─ Timeline ─ all of time · 11 events");
    screen.must_show(" seize, clash × ");
    assert_eq!(screen.app.view.camera, camera, "the map stays where it is");
    // What was chosen does not make the others nothing, nor does it move them.
    screen.must_show("[x] seize                           7 ━━━━━━");
    screen.must_show("[x] clash                           4 ━━━━");
    screen.must_show("[ ] offensive                       4 ━━━━");
}

#[test]
fn other_dimensions_count_what_is_left() {
    let mut screen = Screen::bundled(120, 40).press("F space tab");
    screen.must_show("Type*  Actor  Place");
    screen.must_show("[ ] Islamic State                   7 ━━━━━━");
    let mut screen = screen.press("backtab");
    screen.must_show("[ ] clash                           4 ━━━━");
}

#[test]
fn what_is_chosen_stands_on_top_when_the_dimension_is_turned_to_even_with_nothing() {
    let mut screen = Screen::bundled(120, 40).press("F j j j space l h");
    screen.must_show("[x] attack                          2 ━━");
    let (_, chosen, _) = screen.cell("[x] attack");
    let (_, most, _) = screen.cell("[ ] seize");
    assert!(chosen < most);
    // Nobody sees anything of that kind in what is left of another dimension.
    let mut screen = Screen::bundled(120, 40);
    screen.app.view.filter = of_type(EventType::Protest);
    let mut screen = screen.press("F");
    screen.must_show("[x] protest                         0");
    screen.must_show("0 of 25 events");
    // It stays for as long as it can be chosen again.
    let mut screen = screen.press("space");
    screen.must_show("[ ] protest                         0");
    assert!(screen.app.view.filter.is_open());
}

#[test]
fn all_but_one_leaves_it_out_and_the_same_key_takes_it_in() {
    let screen = Screen::bundled(120, 40).press("F -");
    assert_eq!(listed(&screen).len(), 18);
    let mut screen = screen.press("j -");
    screen.must_show("[-] clash");
    screen.must_show(" not seize, clash × ");
    assert_eq!(listed(&screen).len(), 14);
    let screen = screen.press("- k space");
    assert!(
        screen.app.view.filter.is_open(),
        "{:?}",
        screen.app.view.filter
    );
}

#[test]
fn backspace_clears_one_dimension_and_leaves_the_others() {
    let screen = Screen::bundled(120, 40).press("F space j - l space backspace");
    let clauses = screen.app.view.filter.clauses();
    assert!(clauses.iter().all(|clause| clause.key == Some(Key::Type)));
    assert_eq!(clauses.len(), 2);
    assert!(screen.press("h backspace").app.view.filter.is_open());
}

#[test]
fn enter_takes_one_value_alone_and_closes() {
    let screen = Screen::bundled(80, 24).press("F space j - j enter");
    assert!(screen.app.view.overlays.is_empty());
    let offensives = of_type(EventType::Offensive);
    assert_eq!(screen.app.view.filter, offensives);
}

#[test]
fn an_event_that_is_left_out_is_not_looked_at_any_more() {
    let screen = Screen::bundled(120, 40).press("n");
    assert!(screen.app.view.selection.is_some());
    let screen = screen.press("F space");
    assert_eq!(screen.app.view.selection, None, "it was an offensive");
}

#[test]
fn typing_finds_a_value_in_whatever_dimension_has_it() {
    let mut screen = Screen::bundled(80, 24).press("F /").type_in("nineveh");
    screen.must_show("/ nineveh");
    screen.must_show("[ ] Nineveh");
    let screen = screen.press("tab esc");
    assert_eq!(
        screen.app.view.overlays.len(),
        1,
        "Esc ends the typing first"
    );
    let clause = screen.app.view.filter.clauses().first().expect("a clause");
    assert_eq!(clause.key, Some(Key::Place));
    // By another name, and in another script.
    let mut screen = Screen::bundled(80, 24).press("F /").type_in("داعش");
    screen.must_show("[ ] Islamic State");
    let mut screen = Screen::bundled(80, 24).press("F /").type_in("qqqq");
    screen.must_show("nothing of this name");
    let screen = screen.press("enter");
    assert_eq!(
        screen.app.view.overlays.len(),
        1,
        "there is nothing to take"
    );
}

#[test]
fn all_that_the_observatory_said_is_four_keys_and_its_name_away() {
    let said = said_by_the_observatory(&Screen::bundled(80, 24));
    assert!(!said.is_empty());
    let ids = |screen: &Screen| -> Vec<String> {
        let events = listed(screen).into_iter();
        events
            .map(|event| id_of(&screen.app.world, event))
            .collect()
    };
    let searched = Screen::bundled(80, 24)
        .press("/")
        .type_in("observatory")
        .press("enter");
    assert_eq!(ids(&searched), said);
    let chosen = Screen::bundled(80, 24)
        .press("F /")
        .type_in("observatory")
        .press("enter");
    assert_eq!(ids(&chosen), said);
    assert!(chosen.app.view.overlays.is_empty());
}

#[test]
fn small_screens_show_one_dimension_and_which() {
    let mut screen = Screen::bundled(40, 12).press("F");
    screen.must_show("Type  Actor  Place  Region");
    screen.must_show("[ ] seize");
    let mut screen = screen.press("h");
    screen.must_show("‹");
    screen.must_show("Source");
    screen.must_show("[ ] Financial Tribune");
    let mut screen = screen.press("h");
    screen.must_show("‹ ");
    screen.must_show("Dated to");
    screen.must_show("[ ] day");
}

#[test]
fn ascii_says_the_same() {
    let mut screen = Screen::bundled(80, 24).ascii().press("F space");
    screen.must_show("[x] seize");
    screen.must_show("------");
    assert!(screen.text().is_ascii());
}

#[test]
fn rows_scroll_with_the_cursor() {
    let mut screen = Screen::bundled(40, 12).press("F l G");
    screen.must_show("▴");
    assert!(!screen.shows("Islamic State"));
    let first = screen.press("g").text();
    assert_eq!(first, Screen::bundled(40, 12).press("F l").text());
}

#[test]
fn regions_count_what_lies_elsewhere_and_the_document_speaks_for_itself() {
    let screen = Screen::bundled(120, 40);
    let (world, view) = (&screen.app.world, &screen.app.view);
    let regions = facets(world, view, Dimension::Region);
    let all: usize = regions.iter().map(|facet| facet.count).sum();
    assert_eq!(all, world.dataset.events.len());
    let is_open = |facet: &sitmap::app::facets::Facet| facet.choice == Choice::Open;
    assert!(regions.iter().all(is_open));
    let mut screen = screen.press("F h h h h h");
    screen.must_show("Said by");
    screen.must_show("[ ] the document itself");
}
