//! Presenting a briefing: what stands on the screen of those who look on.

use std::fmt::Write as _;
use std::time::Duration;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::Modifier;
use sitmap::app::App;
use sitmap::app::action::{Action, Motion};
use sitmap::app::deck::Deck;
use sitmap::app::layout::{Area, Size};
use sitmap::app::line::event_of;
use sitmap::app::player::Clock;
use sitmap::model::briefing::{Block, Briefing, Kind, Run};
use sitmap::scene::lit::Numbers;
use sitmap::scene::map::MapScene;
use sitmap::scene::marks::Mark;
use sitmap::scene::step::overflow;
use sitmap::ui::theme::Colours;

use crate::harness::Screen;

const FIXTURE: &str = include_str!("../fixtures/briefing.md");
pub const BUNDLED: &str = include_str!("../../assets/briefings/article.md");
const SIZES: [(u16, u16); 4] = [(40, 12), (80, 24), (120, 40), (200, 60)];

pub fn deck(app: &App, source: &str) -> Deck {
    let by_id = |id: &str| event_of(&app.world, &app.shelf, id);
    Deck::read(&app.world, &by_id, Briefing::parse(source))
}

/// A briefing about the bundled events at its first step, five past two after twelve minutes.
pub fn present(mut screen: Screen, source: &str) -> Screen {
    let deck = deck(&screen.app, source);
    screen.app.present(deck, 0, false);
    screen.app.tell_time(Clock {
        elapsed: Duration::from_secs(12 * 60 + 5),
        now: "14:05".into(),
    });
    screen
}

fn fixture(columns: u16, rows: u16) -> Screen {
    present(Screen::bundled(columns, rows), FIXTURE)
}

/// Words of the screen with line breaks and indents taken out.
fn running(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn lit(map: &MapScene) -> Vec<&Mark> {
    map.marks.iter().filter(|mark| mark.lit).collect()
}

/// The cell of the screen where a mark stands.
fn cell_of(screen: &mut Screen, mark: &Mark) -> Cell {
    let area = screen.app.layout().map.expect("the map is on the screen");
    let at = (area.x + mark.column, area.y + 1 + mark.row);
    screen.buffer()[at].clone()
}

#[test]
fn the_words_stand_below_the_map_or_beside_it() {
    let mut small = fixture(80, 24);
    let (column, row, _) = small.cell("Troops retook");
    assert!(column < 4 && row > 12, "{column} {row}");
    small.must_show("Ground taken");
    let (column, row, _) = fixture(120, 40).cell("Troops retook");
    assert!(column > 60 && row < 4, "{column} {row}");
    let mut least = fixture(40, 12);
    least.must_show("Ground taken");
    least.must_show("Troops retook");
}

#[test]
fn words_have_looks_with_colours_and_without() {
    for colours in [Colours::Many, Colours::Sixteen, Colours::None] {
        let mut screen = fixture(80, 24).colours(colours);
        let (.., plain) = screen.cell("Troops");
        let (.., strong) = screen.cell("among them");
        let (.., emphasis) = screen.cell("courts [2]");
        assert!(
            !plain
                .modifier
                .intersects(Modifier::BOLD | Modifier::UNDERLINED)
        );
        assert!(strong.modifier.contains(Modifier::BOLD));
        assert!(emphasis.modifier.contains(Modifier::UNDERLINED));
    }
}

#[test]
fn a_footnote_says_what_a_citation_rests_on() {
    let text = running(&fixture(90, 70).text());
    for words in [
        "buildings [1], among them the courts [2].",
        "[1] “In Iraq, security forces retook a series of government buildings",
        "according to Joint Operations Command, party to the fighting",
        "it is dated 5–6 March 2017 (inferred)",
        "via AFP",
    ] {
        assert!(text.contains(words), "no “{words}” in {text}");
    }
    // The document is told once.
    assert_eq!(text.matches("via AFP").count(), 1, "{text}");
    assert!(text.contains("the same document"), "{text}");
}

#[test]
fn a_pause_holds_words_footnotes_and_marks_back() {
    let mut screen = fixture(120, 40);
    screen.must_show("part 1 of 2");
    assert!(!screen.shows("Al-Mansur was attacked"));
    assert!(!screen.shows("[3] "));
    assert_eq!(lit(&screen.map()).len(), 2);
    let mut screen = screen.press("right");
    screen.must_show("part 2 of 2");
    screen.must_show("• Al-Mansur was attacked [4]");
    screen.must_show("[3] “");
    assert_eq!(lit(&screen.map()).len(), 4);
}

#[test]
fn two_events_of_one_sentence_share_its_quotation() {
    let text = running(&fixture(90, 70).press("right").text());
    assert!(
        text.contains("[4] “attacked” in the sentence of [3] —"),
        "{text}"
    );
    assert_eq!(text.matches("premier Special Forces unit").count(), 1);
}

#[test]
fn cited_events_stand_out_on_the_map() {
    for colours in [Colours::Many, Colours::Sixteen, Colours::None] {
        let mut screen = fixture(120, 40).colours(colours).press("right");
        let map = screen.map();
        for mark in &map.marks {
            let cell = cell_of(&mut screen, mark);
            let is_lit = cell
                .modifier
                .contains(Modifier::UNDERLINED | Modifier::BOLD);
            assert_eq!(is_lit, mark.lit, "{mark:?} {cell:?}");
            if mark.lit {
                let reversed = cell.modifier.contains(Modifier::REVERSED);
                assert_eq!(reversed, colours != Colours::None, "{cell:?}");
            }
        }
        for number in ["[1]", "[2]", "[3]", "[4]"] {
            let on_map = map.numbers.iter().any(|numbers| numbers.text == number);
            assert!(on_map, "{number}: {:?}", map.numbers);
        }
    }
    let mut ascii = fixture(80, 24).ascii();
    ascii.must_show("S[2]");
    let mut away = fixture(120, 40).press("j +");
    assert!(lit(&away.map()).is_empty() && away.map().numbers.is_empty());
    away.must_show("away from step 1");
}

/// Cells of the map with a sign beside or above a mark.
fn signs_of(screen: &mut Screen) -> Vec<(u16, u16, String)> {
    let area = screen.app.layout().map.expect("the map is on the screen");
    let map = screen.map();
    let picked = map.marks.iter().find(|mark| mark.selected);
    let mut cells = Vec::new();
    for mark in &map.marks {
        let end = mark.column + mark.width();
        cells.extend([(mark.column.wrapping_sub(1), mark.row), (end, mark.row)]);
    }
    if let Some(mark) = picked {
        cells.extend([mark.row.wrapping_sub(1), mark.row + 1].map(|row| (mark.column, row)));
    }
    let (buffer, viewport) = (screen.buffer(), map.viewport);
    let on_map = |cell: &(u16, u16)| cell.0 < viewport.columns && cell.1 < viewport.rows;
    cells.retain(on_map);
    let symbol = |(column, row): (u16, u16)| {
        let symbol = buffer[(area.x + column, area.y + 1 + row)].symbol();
        (column, row, symbol.to_owned())
    };
    let mut signs: Vec<_> = cells.into_iter().map(symbol).collect();
    signs.retain(|(.., symbol)| "()~▒[]▾▴".contains(symbol.as_str()));
    signs
}

#[test]
fn numbers_hide_no_sign_of_a_place_and_none_of_the_selected_event() {
    let cited: String = (1..=25).fold(String::new(), |mut line, number| {
        let _ = write!(line, " [e{number:02}](event:e{number:02})");
        line
    });
    for (columns, rows) in SIZES {
        for number in 1..=25 {
            for view in ["map:36,40.5,900km", "region:mosul", "region:homs"] {
                let view = format!("<!-- view: {view} show:unreal select:e{number:02} -->");
                let bare = format!("# One\n\n{view}\n\nWords.\n");
                let mut bare = present(Screen::bundled(columns, rows), &bare);
                let before = signs_of(&mut bare);
                let full = format!("# One\n\n{view}\n\nWords.{cited}\n");
                let mut full = present(Screen::bundled(columns, rows), &full);
                let after = signs_of(&mut full);
                for sign in before {
                    let view = format!("{view} at {columns}x{rows}: {sign:?}");
                    assert!(after.contains(&sign), "{view}\n{}", full.text());
                }
            }
        }
    }
}

#[test]
fn numbers_hide_no_event_and_no_other_number() {
    for (columns, rows) in SIZES {
        let mut screen = present(Screen::bundled(columns, rows), BUNDLED);
        for step in 0..10 {
            screen.app.act(Action::GoToStep(step));
            for _ in 0..2 {
                if screen.app.layout().map.is_none() {
                    break;
                }
                let map = screen.map();
                let cells = |numbers: &Numbers| {
                    let width = u16::try_from(numbers.text.chars().count()).unwrap();
                    let row = numbers.row;
                    (numbers.column..numbers.column + width).map(move |column| (column, row))
                };
                let mut all: Vec<(u16, u16)> = map.numbers.iter().flat_map(cells).collect();
                for (column, row) in &all {
                    assert!(*column < map.viewport.columns && *row < map.viewport.rows);
                    assert!(!map.marks.iter().any(|mark| mark.claims(*column, *row)));
                }
                let number = all.len();
                all.sort_unstable();
                all.dedup();
                assert_eq!(all.len(), number, "step {step} at {columns}x{rows}");
                screen.app.act(Action::NextStep);
            }
        }
    }
}

#[test]
fn the_presenters_line_says_how_far_it_is() {
    let mut screen = fixture(80, 24);
    screen.must_show("●○○○ step 1 of 4 · part 1 of 2");
    screen.must_show("12 min · 14:05");
    let mut screen = screen.press("end");
    screen.must_show("●●●● step 4 of 4");
    // What there is to say stands beside the time.
    let mut screen = screen.press("n");
    screen.must_show("this is the last step");
    screen.must_show("14:05");
    fixture(80, 24).ascii().must_show("#... step 1 of 4");
    fixture(40, 12).must_show("1/4 · part 1 of 2 · sources ↓");
    let many = "# Step\n\nWords.\n\n".repeat(40);
    let mut many = present(Screen::bundled(80, 24), &many);
    many.must_show(" step 1 of 40");
    assert!(!many.shows("●○"));
}

#[test]
fn where_it_ended_last_time_is_offered() {
    let mut screen = fixture(80, 24);
    screen.app.player.as_mut().unwrap().left_at = Some(2);
    screen.must_show("last time it ended at step 3: c goes on there");
    let mut screen = screen.press("c");
    screen.must_show("step 3 of 4");
    assert!(!screen.shows("last time"));
}

#[test]
fn the_header_says_what_is_shown() {
    let mut screen = fixture(120, 40);
    assert_eq!(
        running(&screen.row(0)),
        "What stands where 5–7 March 2017 · 9 of 25 events"
    );
    // A box over a step changes nothing about that.
    assert_eq!(
        running(&screen.press("?").row(0)),
        "What stands where 5–7 March 2017 · 9 of 25 events"
    );
}

#[test]
fn a_step_of_the_map_alone_has_its_title_above_it() {
    let mut screen = fixture(80, 24).press("right right");
    let (_, row, _) = screen.cell("The map alone");
    assert_eq!(row, 1);
    assert!(!screen.shows("These words are not"));
    assert!(screen.app.layout().map.is_some_and(|map| map.height > 14));
    assert!(!lit(&screen.map()).is_empty());
}

#[test]
fn what_does_not_fit_is_scrolled_to() {
    let mut screen = fixture(80, 24).press("right right right");
    screen.must_show("First line of all.");
    screen.must_show("sources ↓");
    let (column, row, _) = screen.cell("▾");
    assert_eq!((column, row), (79, 22));
    assert!(!screen.shows("▴"));
    let top = |screen: &Screen| screen.app.player.as_ref().unwrap().top;
    for _ in 0..60 {
        screen = screen.press("down");
    }
    screen.must_show("Last line of all");
    screen.must_show("▴");
    assert!(!screen.shows("▾") && !screen.shows("more ↓") && !screen.shows("sources ↓"));
    // The next key moves it, however often one went on past the end.
    let last = top(&screen);
    let screen = screen.press("up");
    assert_eq!(top(&screen), last - 1);
}

#[test]
fn footnotes_that_are_cut_are_told_apart_from_words() {
    let mut screen = fixture(80, 18).press("right right right");
    // The words first, then what they rest on, then nothing.
    let mut said = Vec::new();
    for _ in 0..60 {
        let last = screen.shows("Last line of all");
        let more = screen.shows("more ↓");
        let sources = screen.shows("sources ↓");
        assert!(!(more && sources));
        assert!(!more || !last, "no word is below the last of them");
        said.push((more, sources));
        screen = screen.press("down");
    }
    said.dedup();
    assert_eq!(said, [(true, false), (false, true), (false, false)]);
    let mut noted = present(
        Screen::bundled(80, 24),
        "# One\n\nTaken [e04](event:e04).\n",
    );
    noted.must_show("step 1 of 1 · sources ↓");
}

#[test]
fn what_does_not_fit_is_counted_as_it_is_scrolled() {
    // Without citations there are no footnotes, and what is below is what does not fit.
    let source = "\n\nSome words that fill a line or two of a narrow screen.".repeat(9);
    let title =
        "A title that is rather long, so that it stands among the lines where the screen is narrow";
    for focus in ["split", "text", "document", "map"] {
        let source =
            format!("# {title}\n\n<!-- focus: {focus} -->{source}\n\n<!-- pause -->\n\nThe end.\n");
        for (columns, rows) in SIZES.into_iter().chain([(61, 20), (100, 26)]) {
            let mut screen = present(Screen::bundled(columns, rows), &source).press("right");
            let size = Size { columns, rows };
            let deck = deck(&screen.app, &source);
            let over = overflow(&screen.app.world, &deck, 0, size);
            // The pause has brought its words into sight.
            for _ in 0..over {
                screen = screen.press("up");
            }
            for _ in 0..over {
                screen.must_show("more ↓");
                screen = screen.press("down");
            }
            assert!(!screen.shows("more ↓"), "{focus} at {columns}x{rows}");
            assert_eq!(screen.shows("The end."), focus != "map");
        }
    }
}

/// The words of a pane's rows, top first.
fn rows_of(screen: &mut Screen, area: Area) -> Vec<String> {
    let buffer = screen.buffer();
    let row = |row: u16| {
        let columns = area.x..area.x + area.width;
        columns.map(|at| buffer[(at, row)].symbol()).collect()
    };
    (area.y..area.y + area.height).map(row).collect()
}

/// Everything that a step's words say, a word each.
fn words_of(blocks: &[Block]) -> Vec<String> {
    let runs = |block: &Block| -> Vec<Run> {
        match &block.kind {
            Kind::Heading(_, runs) | Kind::Words(runs) => runs.clone(),
            Kind::Code(_) => Vec::new(),
            Kind::Table(table) => table.rows.iter().flatten().flatten().cloned().collect(),
        }
    };
    let runs: Vec<Run> = blocks.iter().flat_map(runs).collect();
    let said = runs.iter().filter(|run| run.link.is_none());
    let words = said.flat_map(|run| run.text.split_whitespace().map(str::to_owned));
    words.collect()
}

#[test]
fn every_word_and_footnote_of_the_bundled_briefing_can_be_read() {
    for (columns, rows) in SIZES {
        let mut screen = present(Screen::bundled(columns, rows), BUNDLED);
        let deck = deck(&screen.app, BUNDLED);
        for (at, step) in deck.briefing.steps.iter().enumerate() {
            screen.app.act(Action::GoToStep(at));
            for _ in 0..step.pauses {
                screen.app.act(Action::NextStep);
            }
            // A pause brings its words into sight: those before it are above.
            screen.text();
            for _ in 0..100 {
                screen.app.act(Action::Rows(Motion::Up));
            }
            let area = screen.app.layout().words.unwrap();
            let mut read = String::new();
            let mut before = None;
            // A page at a time, and a row of the last one again.
            while before != screen.app.player.as_ref().map(|player| player.top) {
                before = screen.app.player.as_ref().map(|player| player.top);
                for row in rows_of(&mut screen, area).iter().skip(1) {
                    read.push_str(row.trim_end_matches(['▾', '▴']));
                    read.push(' ');
                }
                for _ in 2..area.height {
                    screen = screen.press("down");
                }
            }
            let read = running(&read);
            for word in words_of(&step.blocks) {
                assert!(read.contains(&word), "no “{word}” in {read}");
            }
            for cited in &step.cites {
                let footnote = format!("[{}] ", cited + 1);
                assert!(read.contains(&footnote), "no {footnote} in {read}");
            }
        }
    }
}

#[test]
fn away_from_the_script_every_screen_says_so_and_the_step_comes_back_as_it_was() {
    for (columns, rows) in SIZES {
        let mut screen = fixture(columns, rows).press("right");
        let before = screen.buffer();
        for keys in ["+", "+ tab", "+ tab tab", "+ tab tab tab", "enter", "/"] {
            screen = screen.press(keys);
            let last = screen.row(usize::from(rows) - 1);
            assert!(last.starts_with(" away from step 1"), "{keys}: {last}");
            // What is typed into a box is no key of the script.
            screen = if keys == "/" {
                screen.press("esc esc")
            } else {
                assert!(last.contains("R returns"), "{keys}: {last}");
                screen.press("R")
            };
            assert!(screen.buffer() == before, "{keys}:\n{}", screen.text());
        }
    }
}

#[test]
fn blank_is_blank() {
    for (columns, rows) in SIZES {
        let mut screen = fixture(columns, rows);
        let before = screen.buffer();
        let mut screen = screen.press("b");
        assert_eq!(screen.buffer(), Buffer::empty(before.area));
        assert_eq!(screen.press("b").buffer(), before);
    }
}

#[test]
fn the_document_stands_at_the_sentence_that_is_cited() {
    for (columns, rows) in [(80, 24), (120, 40), (40, 12)] {
        let mut screen = fixture(columns, rows).press("end");
        assert!(screen.app.layout().document.is_some());
        let document = screen.app.layout().document.unwrap();
        let rows = rows_of(&mut screen, document);
        let at = rows.iter().position(|row| row.contains("  8  AFP"));
        let at = at.unwrap_or_else(|| panic!("{}", screen.text()));
        let at = document.y + u16::try_from(at).unwrap();
        let cell = &screen.buffer()[(document.x + 7, at)];
        assert!(cell.modifier.contains(Modifier::BOLD), "{cell:?}");
        let all = rows.concat();
        assert!(running(&all).contains("over the city. [7]"), "{all}");
    }
    let text = running(&fixture(120, 40).press("end").text());
    assert!(text.contains("[8] e99: no event has this id"), "{text}");
}

#[test]
fn steps_are_chosen_from_a_list() {
    let mut screen = fixture(120, 40).press("right right g");
    screen.must_show("▸2  The map alone");
    screen.must_show("map alone · Homs region");
    screen.must_show("5–7 March 2017");
    let mut screen = screen.type_in("saw");
    assert!(!screen.shows("▸2"));
    screen.must_show("4  Who saw it");
    screen.press("enter").must_show("step 4 of 4");
    let many: Vec<String> = (1..=200)
        .map(|number| format!("# Number {number}\n\nx\n\n"))
        .collect();
    let many = many.concat();
    for (columns, rows) in SIZES {
        let mut many = present(Screen::bundled(columns, rows), &many);
        many.app.act(Action::GoToStep(149));
        many.press("g").must_show("▸150  Number 150");
    }
}

#[test]
fn nobody_sees_what_the_presenter_reads() {
    let notes = Briefing::parse(BUNDLED).steps;
    for source in [FIXTURE, BUNDLED] {
        let mut screen = present(Screen::bundled(200, 100), source);
        for _ in 0..14 {
            let text = running(&screen.text());
            assert!(!text.contains("Wombat"));
            for note in notes.iter().flat_map(|step| &step.notes) {
                assert!(note.is_empty() || !text.contains(note.as_str()), "{note}");
            }
            screen = screen.press("right");
        }
    }
}
