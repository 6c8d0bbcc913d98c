//! The steps of a briefing that is presented: number, title, and in a few words what each shows.

use unicode_width::UnicodeWidthStr as _;

use super::super::chips;
use super::super::prose::{Ink, Line, column};
use super::{Boxed, typed};
use crate::app::App;
use crate::app::deck::Stop;
use crate::app::layout::Layout;
use crate::app::line::Setting;
use crate::app::player::Player;
use crate::app::view::Entry;
use crate::app::world::World;
use crate::model::briefing::Focus;
use crate::model::time::in_words;

/// Width of the box where there is room for it.
const WIDTH: u16 = 96;
/// From this width on, a title and what its step shows stand beside each other.
const ROOMY: usize = 56;
/// Titles get no more of that than so many columns.
const TITLES: usize = 44;

/// The line being typed and the steps that it finds.
pub(super) fn steps(app: &App, layout: &Layout, entry: &Entry) -> Boxed {
    let width = usize::from(layout.overlay(WIDTH, 3).width).saturating_sub(4);
    let player = app.player.as_ref();
    let mut lines = player.map_or_else(Vec::new, |player| rows(app, player, entry, width));
    if lines.is_empty() {
        lines.push(Line::of(Ink::Warn, "no step is called that"));
    }
    typed(layout, "Steps", ("go to ", &entry.text), WIDTH, lines)
}

fn rows(app: &App, player: &Player, entry: &Entry, width: usize) -> Vec<Line> {
    let steps = &player.deck.briefing.steps;
    let found = player.found(&entry.text);
    let title = |at: usize| steps.get(at).map_or("", |step| step.title.as_str());
    let digits = player.steps().to_string().len();
    let titles = found.iter().map(|at| title(*at).width()).max();
    let titles = titles.unwrap_or(0).min(TITLES);
    let row = |(row, at): (usize, &usize)| {
        let is_current = *at == player.at;
        let (sign, ink) = if is_current {
            ("▸", Ink::Strong)
        } else {
            (" ", Ink::Plain)
        };
        let number = format!("{sign}{:>digits$}  ", at + 1);
        let mut line = Line::of(Ink::Key, number);
        let (title, name) = match title(*at) {
            "" => (Ink::Dim, "no title"),
            title => (ink, title),
        };
        if width >= ROOMY {
            line.push(title, column(name, titles + 2));
            let stop = player.deck.stops.get(*at);
            let shown = stop.map_or_else(Vec::new, |stop| shown(&app.world, stop));
            line.push(Ink::Dim, shown.join(" · "));
        } else {
            line.push(title, name);
        }
        Line {
            picked: row == entry.picked,
            ..line.cut(width)
        }
    };
    found.iter().enumerate().map(row).collect()
}

/// What a step shows: where it is not map and words, which time, and which events.
fn shown(world: &World, stop: &Stop) -> Vec<String> {
    let mut parts = Vec::new();
    match stop.focus {
        Focus::Split => {}
        Focus::Map => parts.push("map alone".to_owned()),
        Focus::Text => parts.push("words alone".to_owned()),
        Focus::Document => parts.push("document".to_owned()),
    }
    let time = stop.reading.settings.iter().find_map(|one| match one {
        Setting::Window(stretch) => Some(in_words(stretch)),
        _ => None,
    });
    parts.extend(time);
    let clauses = stop.reading.filter.clauses().iter();
    parts.extend(clauses.map(|clause| chips::words(world, clause)));
    parts
}
