//! The maps of a briefing: each drawn alone, at a size, in the looks that a format asks for, and told in words.
//!
//! Known to be imperfect: the command that opens a map names the files that the briefing does, whatever was shown instead.

use std::sync::Arc;

use ratatui::buffer::Buffer;

use super::Options;
use crate::app::App;
use crate::app::deck::Deck;
use crate::app::layout::Size;
use crate::app::line;
use crate::app::view::{Pane, Stage, View};
use crate::model::briefing::{Focus, Front, Said};
use crate::model::text::Text;
use crate::scene::legend::LegendRow;
use crate::scene::map::MapScene;
use crate::scene::step::{self, Shown};
use crate::scene::{self, describe};
use crate::ui::theme::{Colours, Theme};
use crate::ui::{self, DrawnMap};

/// What of a screen may stand around a map, in rows.
const AROUND: u16 = 24;

/// The maps of a briefing.
pub(super) struct Maps<'a> {
    app: &'a App,
    deck: &'a Deck,
    options: Options,
    cache: scene::Cache,
    drawn: DrawnMap,
}

/// A map in words.
pub(super) struct Caption {
    /// What it shows and what not.
    pub says: String,
    /// The line that opens it.
    pub line: String,
    /// The files that it opens, as the briefing names them.
    pub files: Vec<String>,
}

impl Caption {
    /// The command that opens the map, as a shell takes it.
    pub fn command(&self) -> String {
        let mut words = vec!["sitmap".to_owned()];
        if !self.line.is_empty() {
            words.push("--view".to_owned());
            words.push(quoted(&self.line));
        }
        words.extend(self.files.iter().cloned());
        words.join(" ")
    }
}

/// A text as one word of a shell's.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// The files that a briefing names, as words of a command line.
fn files(front: &Front) -> Vec<String> {
    let word = |said: &Said| {
        let name = Text::clean(&said.text);
        let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '/');
        if name.chars().all(is_plain) && !name.starts_with('-') {
            name.to_string()
        } else {
            // Whatever it begins with, it is no option.
            quoted(&format!("./{name}"))
        }
    };
    let gazetteers = front.gazetteers.iter();
    let gazetteers = gazetteers.map(|said| format!("--gazetteer {}", word(said)));
    gazetteers.chain(front.data.iter().map(word)).collect()
}

impl<'a> Maps<'a> {
    pub fn of(app: &'a App, deck: &'a Deck, options: Options) -> Self {
        Self {
            app,
            deck,
            options,
            cache: scene::Cache::default(),
            drawn: DrawnMap::default(),
        }
    }

    /// How large a map is where nobody says.
    pub fn size(&self, usual: Size) -> Size {
        self.options.map.unwrap_or(usual)
    }

    /// A theme in which signs alone tell what is what.
    pub fn plain(&self) -> Theme {
        Theme {
            colours: Colours::None,
            ascii: self.options.ascii,
            backdrop: self.options.backdrop.unwrap_or_default(),
        }
    }

    /// The map of a step as it is drawn; with a legend on it or without.
    pub fn draw(&mut self, step: usize, size: Size, theme: &Theme, has_legend: bool) -> Buffer {
        let view = self.view(step, size);
        let mut map = self.scene(step, &view, theme);
        if !has_legend {
            map = Arc::new(MapScene {
                legend: None,
                ..(*map).clone()
            });
        }
        ui::map_alone(&map, theme, &mut self.drawn)
    }

    /// What the colours and signs of a map mean.
    pub fn legend(&mut self, step: usize, size: Size, theme: &Theme) -> Vec<LegendRow> {
        let view = self.view(step, size);
        let map = self.scene(step, &view, theme);
        let legend = map.legend.as_ref();
        legend.map_or_else(Vec::new, |legend| legend.rows.clone())
    }

    /// A map in words.
    pub fn caption(&mut self, step: usize, size: Size, theme: &Theme) -> Caption {
        let view = self.view(step, size);
        let reach = self.scene(step, &view, theme).reach.clone();
        let world = &self.app.world;
        let has_colours = theme.colours != Colours::None;
        // On a screen as it opens, a line says no more than it has to.
        let screen = self.deck.view(world, &self.app.view, step);
        Caption {
            says: describe::under_map(world, &view, &reach, has_colours),
            line: line::write(world, &self.app.shelf, &screen),
            files: files(&self.deck.briefing.front),
        }
    }

    fn scene(&mut self, step: usize, view: &View, theme: &Theme) -> Arc<MapScene> {
        let lit = step::lit(self.deck, Shown::all(self.deck, step));
        scene::map_alone(&self.app.world, view, theme.look(), &lit, &mut self.cache)
    }

    /// The view of a step on a screen whose map has a size.
    fn view(&self, step: usize, map: Size) -> View {
        let world = &self.app.world;
        let stage = Stage {
            focus: Focus::Map,
            lit: self.deck.events_of(step).into(),
        };
        let like = View {
            stage: Some(stage),
            ascii_only: self.options.ascii,
            ..self.app.view.clone()
        };
        let fits = |view: &View| view.viewport().rows >= map.rows;
        let sizes = (map.rows..=map.rows.saturating_add(AROUND)).map(|rows| View {
            size: Size {
                columns: map.columns,
                rows,
            },
            ..like.clone()
        });
        let screen = sizes.into_iter().find(fits).unwrap_or(like);
        let view = self.deck.view(world, &screen, step);
        View {
            // Nobody points at the middle of a map on paper.
            focus: Pane::List,
            ..view
        }
    }
}
