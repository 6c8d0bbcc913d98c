//! Speaker notes on a screen of their own: prompts and keys in, screen out.

use std::time::Duration;

use sitmap::app::action::Action;
use sitmap::app::layout::Size;
use sitmap::app::notes::{Deed, Notes};
use sitmap::app::player::{Clock, Prompt};
use sitmap::export;
use sitmap::input::{self, key::Key};
use sitmap::model::text::Text;
use sitmap::scene::notes::page;
use sitmap::ui::notes::draw;
use sitmap::ui::theme::{Backdrop, Colours, Theme};

/// Somebody's screen with notes.
struct Screen {
    notes: Notes,
    theme: Theme,
    deeds: Vec<Deed>,
}

impl Screen {
    /// While nobody presents.
    fn waiting(columns: u16, rows: u16) -> Self {
        let mut notes = Notes::new(Some(Text::clean("talk.md")), Size { columns, rows });
        notes.clock = Clock {
            elapsed: Duration::from_secs(12 * 60 + 59),
            now: Text::clean("14:05"),
        };
        Self {
            notes,
            theme: Theme {
                colours: Colours::Many,
                ascii: false,
                backdrop: Backdrop::Dark,
            },
            deeds: Vec::new(),
        }
    }

    fn of(prompt: Prompt, columns: u16, rows: u16) -> Self {
        let mut screen = Self::waiting(columns, rows);
        screen.notes.hear(prompt);
        screen
    }

    /// Presses keys, written as in the table.
    #[track_caller]
    fn press(mut self, keys: &str) -> Self {
        for written in keys.split_whitespace() {
            let key = Key::parse(written).expect("a key");
            let action = input::action_in(self.notes.contexts(), key);
            let deed = self.notes.act(action.expect("a key with a meaning"));
            self.deeds.extend(deed);
            self.text();
        }
        self
    }

    fn text(&mut self) -> String {
        let page = page(&self.notes, self.theme.look());
        self.notes.drawn(page.above, usize::from(page.notes.height));
        export::text::of(&draw(&page, &self.theme))
    }

    #[track_caller]
    fn must_show(&mut self, words: &str) {
        let text = self.text();
        assert!(text.contains(words), "no “{words}” in:\n{text}");
    }
}

fn lines(said: &[&str]) -> Vec<Text> {
    said.iter().map(|line| Text::clean(line)).collect()
}

/// In the middle of a talk.
fn prompt() -> Prompt {
    Prompt {
        briefing: Text::clean("West Mosul and the road to Deir Ezzor"),
        at: 2,
        steps: 9,
        part: 0,
        pauses: 1,
        title: Text::clean("The courts are taken"),
        notes: lines(&[
            "The courts matter: trials were held there. Do not say that the airport has fallen, as nothing in the article says so.",
            "",
            "- the bridge is disabled, and not destroyed; there are four others, and a pontoon bridge that came later",
            "- no figures of civilians",
        ]),
        next: Some(Text::clean("The road from Palmyra")),
        ..Prompt::default()
    }
}

#[test]
fn what_is_on_what_is_to_be_said_and_what_comes() {
    for (columns, rows) in [(40, 12), (80, 24), (120, 40)] {
        let text = Screen::of(prompt(), columns, rows).text();
        insta::assert_snapshot!(format!("notes-{columns}x{rows}"), text);
    }
}

#[test]
fn lines_of_the_file_are_wrapped_anew_and_lists_stay_lists() {
    let mut written = prompt();
    written.notes = lines(&[
        "One report, one publisher. What it does not tell",
        "is not on the map,",
        "",
        "and that is",
        "all.",
        "1. first",
        "   and more of it",
        "- second",
        "2017 is no item",
    ]);
    let text = Screen::of(written, 80, 24).text();
    let shown: Vec<&str> = text.lines().skip(5).take(6).collect();
    let expected = [
        "  One report, one publisher. What it does not tell is not on the map,",
        "",
        "  and that is all.",
        "  1. first and more of it",
        "  - second 2017 is no item",
        "",
    ];
    assert_eq!(shown, expected);
}

#[test]
fn long_notes_scroll_and_say_so() {
    let mut screen = Screen::of(prompt(), 40, 12);
    assert!(!screen.text().contains("no figures"));
    screen = screen.press("down down down down down down down down down");
    screen.must_show("no figures of civilians");
    let text = screen.text();
    assert!(text.contains('▴') && !text.contains('▾'), "{text}");
    // Not past the end: the first key back moves it.
    let end = text.clone();
    assert_ne!(screen.press("up").text(), end);

    let mut screen = Screen::of(prompt(), 40, 12).press("ctrl-d");
    let moved = screen.text();
    assert!(moved.contains('▴'), "{moved}");
    // A pause that passes leaves the eye where it is; another step begins at its beginning.
    screen.notes.hear(Prompt {
        part: 1,
        ..prompt()
    });
    assert!(screen.text().contains('▴'));
    screen.notes.hear(Prompt { at: 3, ..prompt() });
    assert!(!screen.text().contains('▴'));
}

#[test]
fn what_the_audience_does_not_see_as_it_should_is_said_in_words() {
    for (columns, rows) in [(40, 12), (80, 24), (120, 40)] {
        let flat = |screen: &mut Screen| {
            let text = screen.text();
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let mut blank = prompt();
        blank.blank = true;
        let text = flat(&mut Screen::of(blank, columns, rows));
        assert!(
            text.contains("Blank: the audience sees nothing. b shows the step."),
            "{text}"
        );
        let mut away = prompt();
        away.away = true;
        let text = flat(&mut Screen::of(away, columns, rows));
        assert!(
            text.contains("Away from the script: R returns to the step."),
            "{text}"
        );
        let mut gone = Screen::of(prompt(), columns, rows);
        gone.notes.lose();
        let text = flat(&mut gone);
        assert!(
            text.contains("The presentation is gone: waiting until it is back."),
            "{text}"
        );
        assert!(text.contains("The courts matter"), "its notes stay: {text}");
        let gone = gone.press("right n space home g enter b");
        assert_eq!(gone.deeds, [], "there is nobody to ask");
    }
}

#[test]
fn keys_ask_whoever_presents() {
    let keys = "right space pagedown n left pageup N home end b R";
    let screen = Screen::of(prompt(), 80, 24).press(keys);
    let (next, back) = (Deed::Ask(Action::NextStep), Deed::Ask(Action::PreviousStep));
    let mut asked = [vec![next; 4], vec![back; 3]].concat();
    asked.extend([Action::FirstStep, Action::LastStep].map(Deed::Ask));
    asked.extend([Action::Blank, Action::ReturnToStep].map(Deed::Ask));
    assert_eq!(screen.deeds, asked);
    let screen = screen.press("q ctrl-c ctrl-l ctrl-z");
    let own = [Deed::Quit, Deed::Quit, Deed::Redraw, Deed::Suspend];
    assert_eq!(screen.deeds[11..], own);
}

#[test]
fn a_step_is_gone_to_by_its_number() {
    let mut screen = Screen::of(prompt(), 40, 12).press("g 1 x 2");
    screen.must_show(" go to step 12   Enter go  Esc close");
    let screen = screen.press("backspace backspace 7 enter");
    assert_eq!(screen.deeds, [Deed::Ask(Action::GoToStep(6))]);
    for keys in ["g esc", "g enter", "g 5 ctrl-u enter"] {
        let screen = Screen::of(prompt(), 80, 24).press(keys);
        assert_eq!(
            (screen.deeds.len(), screen.notes.typed),
            (0, None),
            "{keys}"
        );
    }
    for number in ["0", "1 0", "9 9 9 9 9 9 9 9 9 9"] {
        let mut screen = Screen::of(prompt(), 80, 24).press(&format!("g {number} enter"));
        assert_eq!(screen.deeds, []);
        screen.must_show("there is no step ");
        screen.must_show(": they go to 9");
    }
}

#[test]
fn whoever_waits_knows_for_what() {
    for (columns, rows) in [(40, 12), (80, 24)] {
        let mut screen = Screen::waiting(columns, rows);
        screen.must_show("Waiting for somebody to present");
        screen.must_show("sitmap present talk.md");
        screen.must_show(" q quit");
        screen.notes.message = Some("no notes: /run is open to other users".to_owned());
        screen.must_show("is open to other users");
    }
    let mut bundled = Screen::waiting(80, 24);
    bundled.notes.file = None;
    bundled.must_show("Waiting for somebody to present the bundled briefing.");
    Screen::waiting(30, 8).must_show("sitmap needs");
}

#[test]
fn no_prompt_breaks_the_screen() {
    let odd = Prompt {
        at: usize::MAX,
        steps: usize::MAX,
        part: usize::MAX,
        pauses: usize::MAX,
        title: Text::clean(&"水".repeat(500)),
        notes: lines(&["", "x".repeat(3_000).as_str(), "水水 水水", "الرقة"]),
        elapsed: Duration::from_secs(u64::MAX),
        ..Prompt::default()
    };
    for (columns, rows) in [(40, 12), (41, 13), (80, 24), (200, 60)] {
        for prompt in [odd.clone(), Prompt::default()] {
            let mut screen = Screen::of(prompt, columns, rows);
            let text = screen.text();
            assert_eq!(text.lines().count(), usize::from(rows));
            let last = text.lines().last().unwrap_or_default();
            assert!(last.contains("q quit"), "{text}");
        }
    }
    Screen::of(Prompt::default(), 80, 24).must_show("(no title)");
    Screen::of(Prompt::default(), 80, 24).must_show("This step has no notes.");
}

#[test]
fn without_colours_and_in_ascii_it_says_the_same() {
    let mut away = prompt();
    away.away = true;
    let mut screen = Screen::of(away, 80, 24);
    for colours in [Colours::Many, Colours::Sixteen, Colours::None] {
        screen.theme.colours = colours;
        screen.must_show("Away from the script: R returns to the step.");
    }
    screen.theme.ascii = true;
    let text = screen.text();
    assert!(text.is_ascii(), "{text}");
    screen.must_show("  ###......");
    screen.must_show(" n next  N back  R return  b blank  q quit");
}
