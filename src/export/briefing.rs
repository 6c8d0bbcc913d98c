//! A briefing to be handed out: every step with its map, its words and what they rest on, as a text that stands for itself.
//!
//! What is written is a function of the world, the briefing and the options. What the presenter reads alone is left out, unless
//! it is asked for. At the end stand what the signs on the maps mean and what all of it rests on, so that whoever has the
//! paper needs nothing else.

mod html;
mod lines;
mod maps;
mod markdown;
mod nest;
mod passage;
mod signs;
mod sources;
mod svg;
mod text;

use crate::app::App;
use crate::app::deck::Deck;
use crate::app::layout::Size;
use crate::app::line::Setting;
use crate::model::briefing::{Focus, Link, Run, Step};
use crate::model::entry::EventIx;
use crate::scene::describe::statement::Statement;
use crate::ui::theme::Backdrop;
use maps::Maps;
use passage::Passage;
use sources::Source;

/// What a briefing can be handed out as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Markdown, as forges show it.
    Markdown,
    /// A page for a browser or a printer.
    Html,
    /// Plain text.
    Text,
    /// A picture.
    Svg,
}

/// How a briefing is handed out.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// What the presenter reads is handed out too.
    pub notes: bool,
    /// Only the step of this number, from 0.
    pub step: Option<usize>,
    /// Columns and rows of the maps; by default what fits the format.
    pub map: Option<Size>,
    /// Only ASCII is written, where the format lets text be chosen.
    pub ascii: bool,
    /// What it stands on; by default what the briefing says, or what its reader asks for where a format knows that.
    pub backdrop: Option<Backdrop>,
}

/// A briefing in a format. Records that are not at hand are read.
pub fn of(app: &mut App, deck: &Deck, format: Format, options: Options) -> String {
    let settings = deck.stops.iter().flat_map(|stop| &stop.reading.settings);
    let selected = settings.filter_map(|setting| match setting {
        Setting::Select(event) => Some(*event),
        _ => None,
    });
    let wanted: Vec<EventIx> = deck
        .cited
        .iter()
        .copied()
        .flatten()
        .chain(selected)
        .collect();
    app.shelf.fetch(&wanted);
    let handout = Handout::of(app, deck, options);
    let mut maps = Maps::of(app, deck, options);
    match format {
        Format::Markdown => markdown::of(&handout, &mut maps),
        Format::Html => html::of(&handout, &mut maps),
        Format::Text => text::of(&handout, &mut maps),
        Format::Svg => svg::of(&handout, &mut maps),
    }
}

/// What is handed out, but for the maps.
struct Handout<'a> {
    deck: &'a Deck,
    app: &'a App,
    options: Options,
    /// Of the whole briefing.
    title: String,
    leaves: Vec<Leaf<'a>>,
    /// What each cited event rests on, in the order of their numbers.
    sources: Vec<Source>,
    statement: Statement,
}

/// A step.
struct Leaf<'a> {
    /// Its place, from 0.
    at: usize,
    step: &'a Step,
    /// Never empty.
    title: String,
    has_map: bool,
    /// What it shows of a document.
    passage: Option<Passage>,
}

impl Leaf<'_> {
    /// As people count.
    fn number(&self) -> usize {
        self.at + 1
    }
}

impl<'a> Handout<'a> {
    fn of(app: &'a App, deck: &'a Deck, options: Options) -> Self {
        let cited: Vec<EventIx> = deck.cited.iter().copied().flatten().collect();
        let steps = deck.briefing.steps.iter().zip(&deck.stops).enumerate();
        let steps = steps.filter(|(at, _)| options.step.is_none_or(|only| only == *at));
        let leaves = steps.map(|(at, (step, stop))| Leaf {
            at,
            step,
            title: if step.title.trim().is_empty() {
                format!("Step {}", at + 1)
            } else {
                step.title.to_string()
            },
            has_map: stop.focus != Focus::Text,
            passage: (stop.focus == Focus::Document)
                .then(|| Passage::of(app, &deck.events_of(at)))
                .flatten(),
        });
        let front = &deck.briefing.front;
        let title = front.title.as_ref().map(ToString::to_string);
        Self {
            deck,
            app,
            options,
            title: title.unwrap_or_else(|| "Briefing".to_owned()),
            leaves: leaves.collect(),
            sources: sources::of(app, deck),
            statement: Statement::of(&app.world, &cited),
        }
    }

    /// Who made it and when, as far as that is said.
    fn byline(&self) -> Option<String> {
        let front = &self.deck.briefing.front;
        let parts: Vec<&str> = [&front.author, &front.date]
            .into_iter()
            .flatten()
            .map(|text| text.trim())
            .filter(|text| !text.is_empty())
            .collect();
        (!parts.is_empty()).then(|| parts.join(" · "))
    }

    /// The sources of a step, by their numbers.
    fn sources_of(&self, step: &Step) -> impl Iterator<Item = &Source> {
        let mut cites = step.cites.clone();
        cites.sort_unstable();
        cites.into_iter().filter_map(|at| self.sources.get(at))
    }

    /// Paragraphs of what the presenter reads, where that is handed out.
    fn notes_of(&self, step: &'a Step) -> Vec<String> {
        if !self.options.notes {
            return Vec::new();
        }
        let paragraphs = step.notes.split(|line| line.trim().is_empty());
        let paragraphs = paragraphs.map(|lines| {
            let lines: Vec<&str> = lines.iter().map(|line| line.trim()).collect();
            lines.join(" ")
        });
        paragraphs.filter(|words| !words.is_empty()).collect()
    }

    /// The number that stands behind a link to an event, and whether the link's words are no more than the event's id.
    fn cited(&self, runs: &[Run]) -> Option<(usize, bool)> {
        let Some(Link::Event(at)) = runs.first()?.link else {
            return None;
        };
        let words: String = runs.iter().map(|run| run.text.as_str()).collect();
        let cited = self.deck.briefing.cited.get(at)?;
        Some((at + 1, *cited.id == *words.trim()))
    }
}

/// Runs by what they lead to: what leads to the same place is one link, whatever its words look like.
fn by_link(runs: &[Run]) -> impl Iterator<Item = &[Run]> {
    runs.chunk_by(|a, b| a.link.is_some() && a.link == b.link)
}

/// Whether an address is one that may be followed: of the web, or of somebody's mail.
fn is_followed(address: &str) -> bool {
    let schemes = ["https://", "http://", "mailto:"];
    schemes.iter().any(|scheme| {
        let begin = address.get(..scheme.len());
        begin.is_some_and(|begin| begin.eq_ignore_ascii_case(scheme))
    })
}
