//! The lines on top and at the bottom while a briefing is presented.

use std::fmt::Write as _;

use super::listed::Listed;
use super::prose::{Ink, Line, count, grouped};
use super::step::Words;
use super::{Header, Look};
use crate::app::App;
use crate::app::action::Action;
use crate::app::keys::key_of;
use crate::app::notes::in_minutes;
use crate::app::player::{Clock, Player};
use crate::app::view::View;
use crate::app::world::World;
use crate::model::briefing::Focus;
use crate::model::time::in_words;

/// More steps than these have no dots.
const MOST_DOTS: usize = 20;
/// A narrower line has no room for words about keys.
const ROOMY: usize = 60;

/// The briefing's title, and what of the events is shown.
pub(super) fn header(app: &App, player: &Player, width: u16, listed: &mut Listed) -> Header {
    let (world, view, width) = (&*app.world, &app.view, usize::from(width));
    let focus = view.stage.as_ref().map(|stage| stage.focus);
    let mut parts = match focus {
        Some(Focus::Map | Focus::Split) => {
            listed.follow(world, view);
            shown(world, view, listed.events)
        }
        _ => Vec::new(),
    };
    let briefing = player.deck.briefing.front.title.as_ref();
    let name = briefing.or(world.dataset.title.as_ref());
    let name = Line::of(Ink::Heading, " ").and(Ink::Heading, name.map_or("sitmap", |it| it));
    let right = |parts: &[String]| match parts {
        [] => Line::default(),
        parts => Line::of(Ink::Dim, format!("{} ", parts.join(" · "))),
    };
    // The title gives way last: half of it says more than a count.
    while parts.len() > 1 && right(&parts).width() + name.width().min(width / 2) >= width {
        parts.pop();
    }
    let right = right(&parts).cut(width);
    let left = name.cut(width.saturating_sub(right.width() + 1));
    Header { left, right }
}

/// The window of time and how many events are in it.
fn shown(world: &World, view: &View, events: usize) -> Vec<String> {
    let time = world.shown_time(view);
    let time = if time.is_open() {
        "all of time".to_owned()
    } else {
        in_words(&time)
    };
    let all = world.dataset.events.len();
    let events = if events == all {
        count(events, "event")
    } else {
        format!("{} of {}", grouped(events), count(all, "event"))
    };
    vec![time, events]
}

/// The presenter's line: how far the briefing is, and what time it is.
pub(super) fn footer(
    app: &App,
    player: &Player,
    words: Option<&Words>,
    look: Look,
    width: u16,
) -> Line {
    let width = usize::from(width);
    let below = words.and_then(below);
    let said = said(app, player, look);
    let clocks = clocks(&player.clock);
    for (detail, clock) in Detail::ALL.iter().zip(&clocks) {
        let left = match &said {
            Some(said) => said.clone(),
            None => progress(app, player, below, *detail, look),
        };
        let gap = usize::from(!clock.spans.is_empty());
        if left.width() + clock.width() + gap <= width || *detail == Detail::Least {
            let left = left.cut(width.saturating_sub(clock.width() + gap));
            let blank = width.saturating_sub(left.width() + clock.width());
            return left
                .and(Ink::Plain, " ".repeat(blank))
                .and_line(clock.clone());
        }
    }
    Line::default()
}

/// What of a step has to be scrolled to. That only footnotes are below is told apart: nobody misses what is said for them.
fn below(words: &Words) -> Option<&'static str> {
    if words.words_below > 0 {
        Some("more ↓")
    } else {
        (words.text.below > 0).then_some("sources ↓")
    }
}

/// What takes the place of the progress: a message, or where the briefing ended last time.
fn said(app: &App, player: &Player, look: Look) -> Option<Line> {
    if let Some(message) = &app.view.message {
        return Some(Line::of(Ink::Strong, format!(" {message}")));
    }
    // Who has gone on to other steps has made up their mind.
    let left = player
        .left_at
        .filter(|left| *left != player.at && player.at == 0)?;
    let key = key_of(Action::GoOn, &app.view, look.ascii)?;
    let line = Line::of(
        Ink::Strong,
        format!(" last time it ended at step {}: ", left + 1),
    );
    Some(line.and(Ink::Key, key).and(Ink::Strong, " goes on there"))
}

/// How much of the progress there is room for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Detail {
    /// Dots, words, and keys at the beginning.
    Most,
    /// Dots and words.
    Dots,
    /// Words.
    Words,
    /// Numbers, and the time of the day alone.
    Least,
}

impl Detail {
    const ALL: [Self; 4] = [Self::Most, Self::Dots, Self::Words, Self::Least];
}

/// Dots, the step, its parts, and that there is more to read.
fn progress(app: &App, player: &Player, below: Option<&str>, detail: Detail, look: Look) -> Line {
    let (at, steps) = (player.at + 1, player.steps());
    let pauses = player.pauses(player.at);
    let mut line = Line::of(Ink::Plain, " ");
    if matches!(detail, Detail::Most | Detail::Dots) && steps <= MOST_DOTS {
        line = line.and_line(dots(player.at, steps, look));
        line.push(Ink::Plain, " ");
    }
    let is_least = detail == Detail::Least;
    line.push(
        Ink::Strong,
        if is_least {
            format!("{at}/{steps}")
        } else {
            format!("step {at} of {steps}")
        },
    );
    if pauses > 0 {
        let (part, parts) = (player.part + 1, pauses + 1);
        line.push(Ink::Dim, " · ");
        line.push(Ink::Plain, format!("part {part} of {parts}"));
    }
    if let Some(below) = below {
        line.push(Ink::Dim, " · ");
        line.push(Ink::Key, below);
    }
    // Who begins is told the keys that matter; later they are only in the way.
    if detail == Detail::Most && player.at == 0 && player.part == 0 {
        for (action, what) in [
            (Action::NextStep, "next"),
            (Action::Steps, "steps"),
            (Action::Help, "keys"),
        ] {
            if let Some(key) = key_of(action, &app.view, look.ascii) {
                line.push(Ink::Key, format!("  {key}"));
                line.push(Ink::Dim, format!(" {what}"));
            }
        }
    }
    line
}

/// A dot for each step, the one that is on another colour; `at` is from 0.
pub(super) fn dots(at: usize, steps: usize, look: Look) -> Line {
    let (full, empty) = if look.ascii {
        ("#", ".")
    } else {
        ("●", "○")
    };
    Line::of(Ink::Plain, full.repeat(at))
        .and(Ink::Key, full)
        .and(Ink::Dim, empty.repeat(steps.saturating_sub(at + 1)))
}

/// The clocks at the right for each [`Detail`]; none where nobody says what time it is.
fn clocks(clock: &Clock) -> [Line; 4] {
    if clock.now.is_empty() {
        return [(); 4].map(|()| Line::default());
    }
    let elapsed = in_minutes(clock.elapsed);
    let long =
        Line::of(Ink::Dim, format!("{elapsed} · ")).and(Ink::Plain, format!("{} ", clock.now));
    let short = Line::of(Ink::Plain, format!("{} ", clock.now));
    [long.clone(), long.clone(), long, short]
}

/// What the line at the bottom begins with while whoever presents is away from the script.
pub(super) fn away(app: &App, look: Look, width: u16) -> Line {
    let Some(player) = app.player.as_ref().filter(|player| player.is_away()) else {
        return Line::default();
    };
    let mut words = format!(" away from step {} ", player.at + 1);
    if let Some(key) = key_of(Action::ReturnToStep, &app.view, look.ascii) {
        let _ = write!(words, "· {key} returns ");
    }
    let line = Line::of(Ink::Warn, words);
    // Words of the program need room beside it.
    if usize::from(width) < ROOMY && app.view.message.is_some() {
        return Line::of(Ink::Warn, " away ");
    }
    line
}
