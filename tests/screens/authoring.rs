//! Working on a briefing: what is seen becomes a step, and the panel changes what there is. Keys in, screen and text out.

use sitmap::app::Effect;
use sitmap::app::draft::Draft;
use sitmap::app::view::Overlay;
use sitmap::model::briefing::Briefing;
use sitmap::model::text::Text;

use crate::harness::Screen;

const RICH: &str = include_str!("../fixtures/rich-briefing.md");

/// The bundled events, and a briefing that is worked on.
fn working_on(source: &str, columns: u16, rows: u16) -> Screen {
    let mut screen = Screen::bundled(columns, rows);
    let draft = Draft::open(Text::clean("rich.md"), source);
    screen.app.work_on(draft, None);
    screen
}

/// Does what a session does with what it is asked for, where every file can be written and none was there.
fn carried_out(mut screen: Screen) -> Screen {
    for effect in std::mem::take(&mut screen.effects) {
        match effect {
            Effect::OpenBriefing { name, adds } => {
                let draft = Draft::begin(name, Briefing::begun("New", &[], &[]));
                screen.app.work_on(draft, Some(adds));
            }
            Effect::SaveBriefing => screen.app.draft_is_saved(),
            other => screen.effects.push(other),
        }
    }
    screen
}

fn press(screen: Screen, keys: &str) -> Screen {
    keys.split_whitespace()
        .fold(screen, |screen, key| carried_out(screen.press(key)))
}

/// The text that is worked on.
fn source(screen: &Screen) -> &str {
    &screen
        .app
        .draft
        .as_ref()
        .expect("a briefing is worked on")
        .briefing
        .source
}

/// What a change took out of the rich file and what it put there.
fn change(after: &str) -> (&str, &str) {
    let same = RICH.bytes().zip(after.bytes());
    let head = same.take_while(|(one, other)| one == other).count();
    let rest = RICH[head..].bytes().rev().zip(after[head..].bytes().rev());
    let tail = rest.take_while(|(one, other)| one == other).count();
    (
        &RICH[head..RICH.len() - tail],
        &after[head..after.len() - tail],
    )
}

#[test]
fn the_first_step_asks_for_a_file_and_says_what_it_is_called() {
    let mut screen = Screen::bundled(80, 24).press("b");
    screen.must_show("─ Briefing ─");
    screen.must_show("Enter takes the briefing briefing.md");
    screen = screen.type_in("west.md");
    screen.must_show("Enter takes the briefing west.md");
    assert_eq!(screen.effects, [], "nothing happens before Enter");
    screen = screen.press("enter");
    let name = Text::clean("west.md");
    assert_eq!(screen.effects, [Effect::OpenBriefing { name, adds: true }]);
    screen = carried_out(screen);
    screen.must_show("─ New step ─");
    // As many as the line on top says.
    screen.must_show("25 events");
    screen.must_show("Enter adds “All of it: 25 events”");
    screen = press(screen, "enter");
    screen.must_show("added as step 1; B shows them all");
    assert!(screen.app.view.overlays.is_empty());
    assert!(
        source(&screen).ends_with("---\n\n## All of it: 25 events\n<!-- view: mode:window -->\n"),
        "{}",
        source(&screen)
    );
}

#[test]
fn the_title_says_where_when_and_how_many() {
    for (keys, line, title) in [
        // The map says where: as many stand on it, of those that are listed.
        ("1", "", "Mosul: 10 of 25 events"),
        (
            "",
            "region:mosul time:2017-03-05/2017-03-06",
            "Mosul, 5–6 March: 9 events",
        ),
        (
            "",
            "region:raqqa time:2017-03-06",
            "Raqqa, 6 March: 2 events",
        ),
        (
            "",
            "region:mosul time:2016-11-01/2017-03-06",
            "Mosul, 1 November 2016 – 6 March 2017: 10 events",
        ),
        (
            "",
            "actor:sdf time:2016-11",
            "Syrian Democratic Forces, November 2016: 4 events",
        ),
    ] {
        let mut screen = working_on("# A\n", 120, 40);
        let reading = screen.app.read_line(line);
        assert_eq!(reading.faults, []);
        screen.app.go_to(&reading);
        screen = press(screen, keys);
        screen = press(screen, "b");
        screen.must_show(&format!("Enter adds “{title}” to rich.md"));
    }
}

#[test]
fn title_and_note_are_typed_and_stand_in_the_file_with_the_view() {
    let mut screen = working_on(RICH, 80, 24);
    let reading = screen
        .app
        .read_line("region:mosul time:2017-03-05/2017-03-06");
    screen.app.go_to(&reading);
    screen = press(screen, "b").type_in("The *new* bridge");
    screen = press(screen, "tab").type_in("Wait --> here");
    screen.must_show("note Wait --> here");
    screen.must_show("Enter adds “The *new* bridge”");
    screen = press(screen, "tab");
    screen.must_show("title The *new* bridge");
    screen.must_show("note: Wait --> here");
    screen = press(screen, "enter");
    let (gone, come) = change(source(&screen));
    assert_eq!(gone, "");
    // What holds for all steps is mode and colours: these are as they open.
    let view = "region:mosul time:2017-03-05/2017-03-06";
    assert!(
        come.starts_with("\n----\n\n## The \\*new\\* bridge\n<!-- view: "),
        "{come}"
    );
    assert!(
        come.contains(view) && come.contains("mode:window") && come.contains("colour:actor"),
        "{come}"
    );
    assert!(
        come.ends_with("-->\n<!-- note: Wait --&gt; here -->\n"),
        "{come}"
    );
    let step = screen
        .app
        .draft
        .as_ref()
        .unwrap()
        .briefing
        .steps
        .last()
        .unwrap()
        .clone();
    assert_eq!(
        (step.title.as_str(), step.notes[0].as_str()),
        ("The *new* bridge", "Wait --> here")
    );
}

#[test]
fn what_the_front_matter_says_is_not_said_again() {
    let front = "---\nsitmap:\n  view: mode:cumulative colour:type\n---\n# A\n";
    let mut screen = working_on(front, 80, 24);
    let reading = screen
        .app
        .read_line("region:raqqa mode:cumulative colour:status");
    screen.app.go_to(&reading);
    screen = press(screen, "b enter");
    assert!(
        source(&screen).ends_with("<!-- view: region:raqqa colour:status -->\n"),
        "{}",
        source(&screen)
    );
}

#[test]
fn a_step_that_was_added_leads_back_to_what_was_seen() {
    let screen = press(working_on(RICH, 120, 40), "2 n n t b enter");
    let seen = screen.app.view.clone();
    let mut screen = press(screen, "0 a esc B enter");
    screen.must_show("step 6, “");
    assert!(screen.app.view.overlays.is_empty());
    assert_eq!(screen.app.view.window, seen.window);
    assert_eq!(screen.app.view.selection, seen.selection);
    assert_eq!(screen.app.view.timing.mode, seen.timing.mode);
    let (is, was) = (screen.app.view.camera, seen.camera);
    assert!((is.km_per_column() / was.km_per_column() - 1.0).abs() < 0.01);
    // And where somebody was before is one key away.
    let before = press(screen, "[").app.view.window;
    assert!(before.is_open());
}

#[test]
fn every_key_of_the_panel_changes_what_it_says_and_nothing_else() {
    let to = |at: usize| format!("B g {}", "j ".repeat(at));
    let line = "region:mosul time:2017-03-05/2017-03-06";
    let view = "region:mosul time:2017-03-05/2017-03-06 mode:window colour:actor";
    for (at, keys, typed, gone, come) in [
        (1, "r ctrl-u", "A # title", "The museum", "A # title"),
        (
            2,
            "r ctrl-u",
            "New",
            "Raqqa **and** the [dam](https://example.org/dam)",
            "New",
        ),
        (2, "v", "", "region:raqqa", view),
        (2, "n", "Now", "", "<!-- note: Now -->\n"),
        (
            3,
            "x",
            "",
            "<!-- end_slide -->\n\nWords without a heading,\twith a tab.\n\n",
            // Right under the words above it the line of dashes would make a heading of them.
            "\n",
        ),
    ] {
        let mut screen = working_on(RICH, 80, 24);
        let reading = screen.app.read_line(line);
        screen.app.go_to(&reading);
        screen = press(press(screen, &to(at)), keys).type_in(typed);
        if !typed.is_empty() {
            screen = press(screen, "enter");
        }
        let expected = RICH.replacen(gone, come, 1);
        if gone.is_empty() {
            let above = "##\n<!-- view: region:raqqa -->\n";
            let expected = RICH.replace(above, &format!("{above}{come}"));
            assert_eq!(source(&screen), expected, "{keys}");
        } else if gone == "region:raqqa" {
            // The first one stands in a block of code.
            let expected = RICH.replace(
                "##\n<!-- view: region:raqqa",
                &format!("##\n<!-- view: {view}"),
            );
            assert_eq!(source(&screen), expected, "{keys}");
        } else {
            assert_eq!(source(&screen), expected, "{keys}");
        }
        // The panel stays, and everything is taken back to the byte.
        assert!(
            matches!(screen.app.view.overlays.last(), Some(Overlay::Briefing)),
            "{keys}"
        );
        let after = source(&screen).to_owned();
        screen = press(screen, "u");
        screen.must_show("taken back: ");
        assert_eq!(source(&screen), RICH, "{keys}");
        screen = press(screen, "U");
        assert_eq!(source(&screen), after, "{keys}");
    }
}

#[test]
fn steps_are_moved_and_the_cursor_goes_with_them() {
    let mut screen = press(working_on(RICH, 80, 24), "B g j J");
    screen.must_show("this is step 3 now");
    let titles = |screen: &Screen| {
        let steps = screen.app.draft.as_ref().unwrap().briefing.steps.clone();
        steps
            .iter()
            .map(|step| step.title.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        titles(&screen),
        [
            "West Mosul",
            "Raqqa and the dam",
            "The museum",
            "",
            "Manbij"
        ]
    );
    screen = press(screen, "K");
    assert_eq!(source(&screen), RICH);
    screen = press(screen, "g K");
    screen.must_show("this is the first step");
    screen = press(screen, "G J");
    screen.must_show("this is the last step");
    assert_eq!(source(&screen), RICH);
}

#[test]
fn the_panel_says_what_is_saved_and_what_a_step_shows() {
    for (columns, rows) in [(120, 40), (80, 24), (40, 12)] {
        let mut screen = press(working_on(RICH, columns, rows), "B g");
        screen.must_show("─ rich.md · 5 steps · saved ─");
        screen.must_show("1   West Mosul");
        screen.must_show("2017-03-05/2017-03-07");
        if rows > 12 {
            screen.must_show("1 event cited · focus: split");
            screen.must_show("note: say it slowly");
            screen.must_show("4   (no title)");
        }
        // The last step is on the screen where the cursor is.
        screen = press(screen, "G");
        screen.must_show("5   Manbij");
    }
    // The keys that change most are said, and only those that can do something.
    let footer = |screen: &mut Screen| screen.text().lines().last().unwrap().to_owned();
    let mut screen = press(working_on(RICH, 80, 24), "B g");
    let keys = " Enter go there  K J move  x delete  u undo  Esc close  b add  v view  r title";
    assert_eq!(footer(&mut screen).trim_end(), keys);
    let mut screen = press(working_on("", 80, 24), "B");
    let keys = " b add what is seen  Esc close";
    assert_eq!(footer(&mut screen).trim_end(), keys);
    let mut screen = press(working_on(RICH, 80, 24).ascii(), "B g");
    screen.must_show("rich.md");
    assert!(screen.text().is_ascii(), "{}", screen.text());
    screen = press(screen, "b");
    assert!(screen.text().is_ascii(), "{}", screen.text());
}

#[test]
fn what_is_not_saved_is_said_and_asked_about_once() {
    let mut screen = working_on(RICH, 80, 24).press("B x");
    assert_eq!(screen.effects, [Effect::SaveBriefing]);
    screen.app.draft_is_not_saved("the disk is full");
    screen.must_show("rich.md is not saved: the disk is full");
    screen.must_show("─ rich.md · 4 steps · not saved ─");
    screen.must_show("not saved: the disk is full; s tries again");
    screen = screen.press("esc q");
    assert!(!screen.effects.contains(&Effect::Quit));
    screen.app.draft_is_not_saved("the disk is full");
    screen.must_show("q again leaves it");
    // Something else in between, and it is asked anew.
    screen = screen.press("j q");
    assert!(!screen.effects.contains(&Effect::Quit));
    screen = screen.press("q");
    assert!(screen.effects.contains(&Effect::Quit));
    // Where it is saved nobody is asked.
    let screen = press(working_on(RICH, 80, 24), "B x esc").press("q");
    assert_eq!(screen.effects, [Effect::Quit]);
}

#[test]
fn what_somebody_else_wrote_meanwhile_is_taken_over() {
    let mut screen = working_on(RICH, 80, 24).press("B g r ctrl-u");
    screen = screen.type_in("East Mosul").press("enter");
    let theirs = RICH.replace("say it slowly", "say it twice");
    assert!(
        screen.app.draft_was_changed(&theirs),
        "there is something to write"
    );
    screen.must_show("rich.md was changed elsewhere: read again, and this change made to it");
    assert_eq!(
        source(&screen),
        theirs.replace("\n# West Mosul\n", "\n# East Mosul\n")
    );
    screen.app.draft_is_saved();
    // What was deleted there is not changed here.
    screen = screen.press("g r").type_in("!").press("enter");
    let theirs = "# Something else\n";
    assert!(!screen.app.draft_was_changed(theirs));
    screen.must_show("read again; this change is not in it");
    assert_eq!(source(&screen), theirs);
}

#[test]
fn a_step_that_was_deleted_is_brought_back_into_what_somebody_else_wrote() {
    let deleted = |screen: &Screen| source(screen).to_owned();
    // The file is found changed when it is to be written, or before.
    for is_seen_before in [false, true] {
        let mut screen = press(working_on(RICH, 80, 24), "B g j x");
        screen.must_show("“The museum” is deleted; u brings it back");
        let theirs = deleted(&screen).replace("say it slowly", "say it twice");
        if is_seen_before {
            assert!(!screen.app.draft_was_changed(&theirs));
            screen = screen.press("u");
            screen.must_show("taken back: deleting a step");
        } else {
            screen = screen.press("u");
            assert!(screen.app.draft_was_changed(&theirs), "it is to be written");
            screen.must_show("changed elsewhere: read again, and this change made to it");
        }
        assert_eq!(
            source(&screen),
            RICH.replace("say it slowly", "say it twice")
        );
        screen.must_show("2   The museum");
        screen.app.draft_is_saved();
        screen = screen.press("U");
        assert_eq!(source(&screen), theirs);
    }
    // What else was done before stays, and that is said.
    let mut screen = press(working_on(RICH, 80, 24), "B g r").type_in("!");
    screen = press(screen, "enter");
    let theirs = source(&screen).replace("say it slowly", "say it twice");
    assert!(!screen.app.draft_was_changed(&theirs));
    screen = screen.press("u");
    screen.must_show("what was done before the file was changed elsewhere cannot be taken back");
    assert_eq!(source(&screen), theirs);
}

#[test]
fn without_a_briefing_the_panel_asks_for_one_and_esc_leaves_everything_as_it_was() {
    let mut screen = Screen::bundled(80, 24).press("B");
    screen.must_show("Enter opens the briefing briefing.md");
    screen = screen.press("esc : ").type_in("delete-step").press("enter");
    screen.must_show("no briefing is worked on");
    assert!(screen.app.draft.is_none() && screen.effects.is_empty());
    let mut screen = press(Screen::bundled(80, 24).press("B"), "enter");
    screen.must_show("─ briefing.md · 0 steps · not written yet ─");
    screen.must_show("no step yet: b adds what is seen");
    screen = press(screen, "r x v enter");
    screen.must_show("there is no step yet: b adds what is seen");
}

#[test]
fn a_title_cannot_be_nothing_and_a_hostile_one_is_harmless() {
    let mut screen = press(working_on(RICH, 80, 24), "B g n enter");
    screen.must_show("it has to say something");
    assert_eq!(source(&screen), RICH);
    screen = press(screen, "r ctrl-u").type_in("--> \u{1b}[2J <!-- pause --> \u{202e}#");
    screen = press(screen, "enter");
    let step = screen.app.draft.as_ref().unwrap().briefing.steps[0].clone();
    assert_eq!(step.title.as_str(), "--> ␛[2J <!-- pause --> \u{fffd}#");
    assert_eq!(step.pauses, 0);
    assert!(!source(&screen).contains('\u{1b}'));
}
