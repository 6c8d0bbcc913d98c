//! Every event leads to its source sentence, with its words picked out.

use ratatui::style::Modifier;
use sitmap::model::record::Record;
use sitmap::ui::theme::Colours;

use crate::harness::Screen;

/// Words of the screen with line breaks, frames and indents taken out.
fn running(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn selected(screen: &Screen) -> Record {
    let event = screen.app.view.selection.expect("an event is selected");
    (**screen
        .app
        .shelf
        .record(event)
        .expect("its record is at hand"))
    .clone()
}

#[test]
fn every_event_is_reached_and_shows_its_sentence() {
    let mut seen = Vec::new();
    // The inspector alone, wide enough that no sentence is wrapped into another pane.
    let mut screen = Screen::bundled(59, 90).press("tab tab");
    for number in 1..=25 {
        screen = screen.press("n");
        let record = selected(&screen);
        screen.must_show(&format!("{number} of 25"));
        let text = running(&screen.text());
        assert!(!record.reports.is_empty(), "{} has a report", record.id);
        for report in &record.reports {
            assert!(!report.quote.is_empty(), "{} has a sentence", record.id);
            assert!(
                text.contains(&running(&report.quote)),
                "{}: “{}” in\n{text}",
                record.id,
                report.quote
            );
        }
        seen.push(record.id);
    }
    screen.press("n").must_show("that was the last event");
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 25);
}

#[test]
fn without_colours_every_mark_stands_in_brackets() {
    let mut screen = Screen::bundled(59, 110)
        .colours(Colours::None)
        .press("tab tab");
    for _ in 0..25 {
        screen = screen.press("n");
        let record = selected(&screen);
        let text = running(&screen.text());
        for report in &record.reports {
            let trigger = report.trigger.as_ref().expect("every report has a trigger");
            assert!(
                text.contains(&format!("[what: {}", running(&trigger.text))),
                "{}:\n{text}",
                record.id
            );
            for mark in report.marks.iter().filter(|mark| mark.elsewhere.is_none()) {
                let first = mark.text.split(' ').next().unwrap();
                assert!(
                    text.contains(&format!(": {first}")),
                    "{}: {}\n{text}",
                    record.id,
                    mark.text
                );
            }
        }
    }
}

#[test]
fn with_colours_trigger_and_marks_differ_in_style() {
    let mut screen = Screen::bundled(120, 40).press("n n n n n n n n");
    let trigger = screen.cell("recaptured").2;
    let agent = screen.cell("Iraq’s elite").2;
    let outside = screen.cell("“Iraq’s").2;
    assert!(
        trigger
            .modifier
            .contains(Modifier::BOLD | Modifier::UNDERLINED)
    );
    assert!(agent.modifier.contains(Modifier::UNDERLINED) && agent.fg != trigger.fg);
    assert!(!outside.modifier.contains(Modifier::UNDERLINED));
}

#[test]
fn the_inspector_says_who_says_so_when_and_where_and_how_it_knows() {
    let text = |screen: &mut Screen| running(&screen.text());
    // e04: said by a party; e05: dated by "on Sunday".
    let mut screen = Screen::bundled(59, 90).press("tab tab n n n n n n n");
    let e04 = text(&mut screen);
    assert!(
        e04.contains("said by Joint Operations Command, party to the fighting"),
        "{e04}"
    );
    assert!(
        e04.contains("in west Mosul, Mosul, Nineveh, Iraq · known to the area, ±4 km"),
        "{e04}"
    );
    assert!(
        e04.contains("part of e01 Iraqi forces advance in west Mosul"),
        "{e04}"
    );
    let mut screen = screen.press("N");
    let e05 = text(&mut screen);
    assert!(
        e05.contains("“on Sunday” → 5 March 2017 · to the day · relative to Monday 6 March 2017"),
        "{e05}"
    );
    assert!(e05.contains("Also in 1 report"), "{e05}");
}

#[test]
fn context_record_and_document_are_one_key_away() {
    let screen = Screen::bundled(120, 60).press("tab tab n n n n n n n n");
    let before = "said the Joint Operations Command.";
    let mut screen = screen.press("w");
    assert!(
        running(&screen.text()).contains("Rapid Response Division"),
        "{}",
        screen.text()
    );
    let mut with_record = screen.press("r");
    with_record.must_show("\"id\": \"e06\"");
    let mut document = with_record.press("r d");
    document.must_show("Anti-IS Assaults Gain Ground in Iraq, Syria");
    document.must_show("↳ 1 event: e06");
    document.must_show(before.split(' ').next().unwrap());
    // The sentence after it has two events: they are listed, and Enter reads one.
    let mut stack = document.press("down enter");
    stack.must_show("2 events here");
    let jumped = stack.press("down enter");
    assert_eq!(&*selected(&jumped).id, "e08");
    assert!(jumped.app.view.overlays.is_empty());
}

#[test]
fn a_document_without_listed_sentences_is_read_in_one_piece() {
    let mut screen = Screen::files(&["tests/fixtures/one-piece.json"], 120, 40).press("n");
    screen.must_show("“Shells fell on the mill.”");
    screen
        .press("d")
        .must_show("Shells fell on the mill. Nobody was hurt.");
}
