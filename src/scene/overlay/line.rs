//! The search box while a line of the language is typed in it: what is wrong with it, what it leaves, and how it could go on.

use super::super::prose::{Ink, Line, count, grouped};
use super::{Boxed, typed};
use crate::app::layout::Layout;
use crate::app::line::Offer;
use crate::app::view::{Search, Waits};

/// What is offered gets at least so many columns for what it is.
const LEAST_HELP: usize = 12;
/// Width of the column of counts.
const COUNT: usize = 10;

/// The line being typed, with what is wrong underlined, and what could stand at its end.
pub(super) fn line(layout: &Layout, search: &Search, width: u16) -> Boxed {
    let inside = usize::from(layout.overlay(width, 3).width).saturating_sub(4);
    let mut lines = said(search, inside);
    if !search.offered.offers.is_empty() {
        lines.push(Line::of(Ink::Heading, heading(search)));
        lines.extend(offers(search, inside));
    }
    let title = if search.replaces { "Filter" } else { "Find" };
    let mut boxed = typed(layout, title, ("/ ", &search.text), width, lines);
    if let Some((_, text)) = &mut boxed.prompt {
        *text = underlined(search);
    }
    boxed
}

/// What is being typed, with what is wrong with it underlined.
fn underlined(search: &Search) -> Line {
    let text = search.text.as_str();
    let mut faults: Vec<_> = search
        .offered
        .faults
        .iter()
        .map(|fault| fault.span.clone())
        .collect();
    faults.sort_by_key(|span| span.start);
    let mut line = Line::default();
    let mut at = 0;
    for span in faults.into_iter().filter(|span| span.end <= text.len()) {
        line.push(Ink::Strong, text.get(at..span.start).unwrap_or(""));
        line.push(
            Ink::Fault,
            text.get(span.start.max(at)..span.end).unwrap_or(""),
        );
        at = span.end.max(at);
    }
    line.push(Ink::Strong, text.get(at..).unwrap_or(""));
    line
}

/// How many events it leaves, what is wrong, and what was taken for something else.
fn said(search: &Search, width: usize) -> Vec<Line> {
    let offered = &search.offered;
    if search.waits == Waits::ForAnswer {
        return vec![Line::of(Ink::Dim, "…")];
    }
    let events = count(offered.events, "event");
    // What is still being typed is not wrong yet, as long as it can go on.
    let goes_on = |end: usize| {
        end == search.text.len()
            && offered
                .offers
                .iter()
                .any(|offer| offer.line.starts_with(&search.text))
    };
    let mut lines = Vec::new();
    match offered.faults.as_slice() {
        [] if offered.events == 0 => lines.push(Line::of(Ink::Warn, "it leaves no event")),
        [] => {
            let line =
                Line::of(Ink::Strong, events).and(Ink::Dim, " in all of time; Enter takes it on");
            lines.push(line);
        }
        [only] if goes_on(only.span.end) => {
            lines.push(Line::of(Ink::Dim, format!("{events} so far")));
        }
        [first, ..] => lines.extend(Line::of(Ink::Warn, first.to_string()).wrap(width, 2)),
    }
    for note in &offered.notes {
        lines.extend(Line::of(Ink::Dim, note.as_str()).wrap(width, 2));
    }
    if let Some(takes) = offered.takes.filter(|_| offered.offers.is_empty()) {
        lines.extend(Line::of(Ink::Dim, format!("it takes {takes}")).wrap(width, 2));
    }
    lines
}

fn heading(search: &Search) -> String {
    let mut offers = search.offered.offers.iter();
    let keys = offers.all(|offer| offer.name.ends_with(':'));
    let what = if keys { "Keys" } else { "Values" };
    format!("{what}, Tab completes")
}

/// A row for each of what is offered: what, what it is, how many events.
pub(super) fn offers(search: &Search, width: usize) -> Vec<Line> {
    let offers = &search.offered.offers;
    let first = search.found.len();
    let widest = offers
        .iter()
        .map(|offer| Line::of(Ink::Plain, offer.name.as_str()).width())
        .max();
    let names = widest
        .unwrap_or(0)
        .min(width.saturating_sub(COUNT + LEAST_HELP));
    let rows = (first..).zip(offers);
    rows.map(|(at, offer)| Line {
        picked: search.picked == Some(at),
        ..row(offer, names, width)
    })
    .collect()
}

fn row(offer: &Offer, names: usize, width: usize) -> Line {
    let events = match offer.events {
        None => String::new(),
        Some(0) => "·".to_owned(),
        Some(events) => grouped(events),
    };
    let line =
        Line::of(Ink::Plain, "  ").and_line(Line::of(Ink::Plain, offer.name.as_str()).cut(names));
    let gap = (names + 4).saturating_sub(line.width());
    let line = line
        .and(Ink::Plain, " ".repeat(gap))
        .and(Ink::Dim, offer.help.as_str());
    let room = width.saturating_sub(events.len() + 1);
    let line = line.cut(room);
    let gap = width.saturating_sub(line.width() + Line::of(Ink::Plain, events.as_str()).width());
    line.and(Ink::Plain, " ".repeat(gap))
        .and(Ink::Strong, events)
}
