//! What is copied: a citation that can be pasted as it is, shown in full where it is asked for or cannot be copied.

use sitmap::app::Effect;
use sitmap::app::citation::citation;
use sitmap::app::view::Overlay;

use crate::harness::Screen;

/// What was asked to be copied, the last first.
fn copied(screen: &Screen) -> Vec<String> {
    let texts = screen
        .effects
        .iter()
        .rev()
        .filter_map(|effect| match effect {
            Effect::Copy(text) => Some(text.to_string()),
            _ => None,
        });
    texts.collect()
}

#[test]
fn a_citation_says_what_who_says_so_and_where_it_stands() {
    let screen = Screen::bundled(120, 40).press("n n n n n n n n Y");
    assert_eq!(
        copied(&screen),
        [
            "“Iraq’s elite Rapid Response Division and federal police forces recaptured the Nineveh police headquarters, \
             the courts complex and the water, electricity and sewage directorates.” According to Joint Operations Command, \
             party to the fighting (named in an earlier sentence). “Anti-IS Assaults Gain Ground in Iraq, Syria”, \
             Financial Tribune (Tehran), via AFP, 6 March 2017 (day inferred). \
             https://financialtribune.com/articles/international/60968/anti-is-assaults-gain-ground-in-iraq-syria \
             [event e06 in bundled]"
        ]
    );
}

#[test]
fn every_citation_quotes_a_sentence_of_its_event_and_is_one_clean_line() {
    let mut screen = Screen::bundled(120, 40);
    for number in 1..=25 {
        screen = screen.press("n Y");
        let event = screen.app.view.selection.expect("an event is selected");
        let record = screen.app.shelf.record(event).expect("it is at hand");
        let cited = copied(&screen).swap_remove(0);
        assert_eq!(copied(&screen).len(), number);
        assert!(cited.contains(&*record.reports[0].quote), "{cited}");
        assert!(cited.contains(&format!("[event {} ", record.id)), "{cited}");
        let more = record.reports.len() > 1;
        assert_eq!(cited.contains(" more report"), more, "{cited}");
        assert!(!cited.contains(char::is_control) && !cited.contains("  "));
    }
}

#[test]
fn what_a_file_does_not_say_is_not_made_up() {
    // Rows without a sentence, a title or an attribution.
    let mut screen = Screen::files(&["tests/fixtures/rows.csv"], 120, 40);
    for _ in 0..screen.app.world.dataset.events.len() {
        screen = screen.press("n Y");
        let event = screen.app.view.selection.expect("an event is selected");
        let record = screen
            .app
            .shelf
            .record(event)
            .expect("it is at hand")
            .clone();
        let cited = copied(&screen).swap_remove(0);
        match record.reports.first() {
            None => assert!(cited.contains("No report of it is in the file."), "{cited}"),
            Some(report) if report.quote.is_empty() => {
                assert!(
                    cited.contains("the sentence itself is not at hand"),
                    "{cited}"
                );
                assert!(!cited.contains('“'), "{cited}");
            }
            Some(report) => assert!(cited.starts_with(&format!("“{}”", report.quote.trim()))),
        }
    }
}

#[test]
fn what_was_copied_is_shown_when_asked_for_twice_in_a_row_only() {
    let mut screen = Screen::bundled(80, 24).press("n Y");
    screen.must_show("citation of e18 sent to the clipboard; Y again shows it");
    assert!(screen.app.view.overlays.is_empty());
    let mut screen = screen.press("Y");
    screen.must_show("Sent to the clipboard");
    screen.must_show("[event e18 in bundled]");
    let mut screen = screen.press("Y");
    assert!(screen.app.view.overlays.is_empty(), "{}", screen.text());
    // Something else in between: it is copied anew.
    let screen = screen.press("Y z Y");
    assert!(screen.app.view.overlays.is_empty());
    assert_eq!(copied(&screen).len(), 4);
}

#[test]
fn without_a_clipboard_the_text_is_there_to_be_copied_by_hand() {
    for (columns, rows) in [(40, 12), (80, 24), (120, 40)] {
        let mut screen = Screen::bundled(columns, rows).press("n Y");
        let Some(Effect::Copy(text)) = screen.effects.pop() else {
            panic!("something is to be copied");
        };
        screen.app.not_copied(&text);
        screen.must_show("To be copied by hand");
        assert!(!screen.shows("sent to the clipboard"));
        // All of it can be read, however small the screen.
        let mut seen = screen.text();
        for _ in 0..30 {
            screen = screen.press("down");
            seen.push_str(&screen.text());
        }
        for word in text.split(' ').filter(|word| word.len() < 20) {
            assert!(seen.contains(word), "{word} is not in\n{seen}");
        }
        let screen = screen.press("esc");
        assert!(screen.app.view.overlays.is_empty());
    }
}

#[test]
fn with_nothing_selected_nothing_is_copied() {
    let mut screen = Screen::bundled(80, 24).press("Y");
    screen.must_show("nothing is selected that could be cited");
    assert!(copied(&screen).is_empty());
}

#[test]
fn in_a_list_over_the_map_the_row_is_cited() {
    let screen = Screen::bundled(80, 24).press("n n n n n n n n o down Y");
    let Some(Overlay::Stack { events, picked }) = screen.app.view.overlays.last() else {
        panic!("the stack is open");
    };
    let event = events.nth(*picked).expect("a row");
    assert_ne!(Some(event), screen.app.view.selection);
    let cited = citation(
        &screen.app.world,
        &screen.app.shelf,
        &screen.app.view.filter,
        event,
    )
    .expect("it is at hand");
    assert_eq!(copied(&screen), [cited.as_str()]);
}
