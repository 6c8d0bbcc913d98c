//! A screen to press keys on.
//!
//! `Screen::bundled(120, 40).press("n n /").text()` is what a person sees who opens the bundled events and presses these
//! keys. A key that means nothing where it is pressed is a mistake in the test, and said to be.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use ratatui::buffer::{Buffer, Cell};
use sitmap::app::layout::Size;
use sitmap::app::shelf::Reader;
use sitmap::app::view::Glyphs;
use sitmap::app::world::World;
use sitmap::app::{App, Effect, action::Action};
use sitmap::cli::open::Files;
use sitmap::export;
use sitmap::input::{self, key::Key};
use sitmap::load::read_record;
use sitmap::model::entry::EventIx;
use sitmap::scene::map::MapScene;
use sitmap::scene::{self, Scene};
use sitmap::ui::theme::{Backdrop, Colours, Theme};

/// The id of an event, as its record has it.
pub fn id_of(world: &World, event: EventIx) -> String {
    let record = read_record(&world.dataset, event).expect("a record that can be read");
    record.id.to_string()
}

/// A person's screen.
pub struct Screen {
    /// The program behind it.
    pub app: App,
    /// How it is drawn.
    pub theme: Theme,
    /// Everything that the outside was asked to do.
    pub effects: Vec<Effect>,
    cache: export::Cache,
}

type Opened = (Arc<World>, Reader);

/// Opened once for all tests of a run.
fn bundled() -> Opened {
    static OPENED: OnceLock<Opened> = OnceLock::new();
    let open = || {
        let opened = Files::default().open().expect("the bundled files open");
        (opened.world, opened.reader)
    };
    OPENED.get_or_init(open).clone()
}

impl Screen {
    /// The bundled events on a screen of a size, in 256 colours.
    pub fn bundled(columns: u16, rows: u16) -> Self {
        Self::of(bundled(), columns, rows)
    }

    /// A person's own event files, by their path from the repository's root.
    pub fn files(paths: &[&str], columns: u16, rows: u16) -> Self {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        let files = Files {
            events: paths.iter().map(|path| root.join(path)).collect(),
            gazetteers: Vec::new(),
            ..Files::default()
        };
        let opened = files.open().expect("the files open");
        let message = opened.message();
        let mut screen = Self::of((opened.world, opened.reader), columns, rows);
        screen.app.view.message = message;
        screen
    }

    /// The bundled events with a person's own gazetteer, by its path from the repository's root.
    pub fn gazetteer(path: &str, columns: u16, rows: u16) -> Self {
        let files = Files {
            events: Vec::new(),
            gazetteers: vec![PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)],
            ..Files::default()
        };
        let opened = files.open().expect("the files open");
        Self::of((opened.world, opened.reader), columns, rows)
    }

    fn of((world, reader): Opened, columns: u16, rows: u16) -> Self {
        Self {
            app: App::new(world, reader, Size { columns, rows }, 2.0),
            theme: Theme {
                colours: Colours::Many,
                ascii: false,
                backdrop: Backdrop::Dark,
            },
            effects: Vec::new(),
            cache: export::Cache::default(),
        }
    }

    /// With so many colours.
    pub fn colours(mut self, colours: Colours) -> Self {
        self.theme.colours = colours;
        self
    }

    /// On a terminal of that background.
    pub fn on(mut self, backdrop: Backdrop) -> Self {
        self.theme.backdrop = backdrop;
        self
    }

    /// Where nothing but ASCII can be shown.
    pub fn ascii(mut self) -> Self {
        self.theme.ascii = true;
        self.app.view.ascii_only = true;
        self
    }

    /// With lines drawn so.
    pub fn glyphs(mut self, glyphs: Glyphs) -> Self {
        self.app.view.glyphs = glyphs;
        self
    }

    /// Presses keys, as `input::key` writes them, with blanks between them.
    pub fn press(mut self, keys: &str) -> Self {
        for written in keys.split_whitespace() {
            let key = Key::parse(written).unwrap_or_else(|| panic!("{written} is no key"));
            let action = input::action(&self.app.view, key)
                .unwrap_or_else(|| panic!("{written} means nothing here:\n{}", self.text()));
            self.effects.extend(self.app.act(action));
            // A person sees what each key does before pressing the next.
            self.buffer();
        }
        self
    }

    /// Types words, letter by letter, into whatever takes them.
    pub fn type_in(mut self, words: &str) -> Self {
        for letter in words.chars() {
            self.effects.extend(self.app.act(Action::Insert(letter)));
        }
        self
    }

    /// Clicks a cell of the screen.
    pub fn click(mut self, column: u16, row: u16) -> Self {
        self.effects
            .extend(self.app.act(Action::Click { column, row }));
        self.buffer();
        self
    }

    /// Turns the wheel over a cell of the screen, up where positive.
    pub fn wheel(mut self, column: u16, row: u16, steps: i8) -> Self {
        let wheel = Action::Wheel { column, row, steps };
        self.effects.extend(self.app.act(wheel));
        self.buffer();
        self
    }

    /// Presses the mouse's button on a cell of the screen, moves over others and lets go on the last.
    pub fn drag(mut self, path: &[(u16, u16)]) -> Self {
        for (at, (column, row)) in path.iter().copied().enumerate() {
            let action = match at {
                0 => Action::Click { column, row },
                _ => Action::Drag { column, row },
            };
            self.effects.extend(self.app.act(action));
            self.buffer();
        }
        self.effects.extend(self.app.act(Action::Drop));
        self
    }

    /// Lets as much time pass as so many steps of playing take.
    pub fn wait(mut self, steps: usize) -> Self {
        for _ in 0..steps {
            if self.app.view.next_tick().is_some() {
                self.effects.extend(self.app.act(Action::Tick));
                self.buffer();
            }
        }
        self
    }

    /// Gives the screen another size.
    pub fn resize(mut self, columns: u16, rows: u16) -> Self {
        let size = Size { columns, rows };
        self.effects.extend(self.app.act(Action::Resize(size)));
        self
    }

    /// What the map is drawn from.
    pub fn map(&self) -> MapScene {
        let mut cache = scene::Cache::default();
        let scene = Scene::build(&self.app, self.theme.look(), &mut cache);
        std::sync::Arc::unwrap_or_clone(scene.map.expect("the map is on the screen"))
    }

    /// The cells.
    pub fn buffer(&mut self) -> Buffer {
        export::screen(&mut self.app, &self.theme, &mut self.cache)
    }

    /// What stands on the screen, a line for each row.
    pub fn text(&mut self) -> String {
        export::text::of(&self.buffer())
    }

    /// One row's text, from 0.
    pub fn row(&mut self, row: usize) -> String {
        self.text().lines().nth(row).unwrap_or("").to_owned()
    }

    /// Whether some words stand on the screen, in one row.
    pub fn shows(&mut self, words: &str) -> bool {
        self.text().contains(words)
    }

    /// Says that some words have to stand on the screen, in one row.
    #[track_caller]
    pub fn must_show(&mut self, words: &str) {
        let text = self.text();
        assert!(text.contains(words), "no “{words}” in:\n{text}");
    }

    /// The first cell of the first place where some words stand, with its column and row.
    #[track_caller]
    pub fn cell(&mut self, words: &str) -> (u16, u16, Cell) {
        let buffer = self.buffer();
        for row in 0..buffer.area.height {
            for column in 0..buffer.area.width {
                let rest: String = (column..buffer.area.width)
                    .map(|column| buffer[(column, row)].symbol())
                    .collect();
                if rest.starts_with(words) {
                    return (column, row, buffer[(column, row)].clone());
                }
            }
        }
        panic!("no “{words}” in:\n{}", export::text::of(&buffer));
    }
}
