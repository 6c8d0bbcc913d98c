//! A lens on an actor or a place: who it is, and counted rows under headings; wide, in two columns.
//!
//! Only the rows that are visible are written: a place may have as many events as there are.

mod rows;

use std::ops::Range;

use super::super::Text;
use super::super::inspector::labelled;
use super::super::prose::{Ink, Line, count};
use super::{Boxed, Column, narrow};
use crate::app::App;
use crate::app::layout::{Area, Layout};
use crate::app::lens::{Lens, Section, Topic};
use crate::index::names::Named;
use crate::model::entry::ActorIx;
use crate::model::text::Text as Clean;
use crate::model::time::Stretch;
use rows::Rows;

/// Width of the box, its frame included, in two columns and in one.
const WIDE: u16 = 124;
const NARROW: u16 = 84;
/// From this width of the screen on there are two.
const ROOMY: u16 = 100;
/// More lines of other names than this say little.
const NAME_LINES: usize = 2;
/// Between the columns: two blanks and a line.
const GAP: u16 = 3;

/// The box with one of several.
pub(super) fn boxed(app: &App, layout: &Layout, over: &[Named], at: usize, picked: usize) -> Boxed {
    let Some(of) = over.get(at).copied() else {
        return super::plain(layout, "Lens", Vec::new(), 0, NARROW);
    };
    let lens = app.world.lens(&app.view, of);
    let picked = picked.min(lens.len().saturating_sub(1));
    let roomy = layout.screen.width >= ROOMY;
    let most = if roomy { WIDE } else { NARROW };
    // Two columns of the box are its frame, two are blank.
    let width = layout.overlay(most, 1).width.saturating_sub(4);
    let mut head = match of {
        Named::Actor(actor) => about_actor(app, actor, usize::from(width)),
        Named::Place(_) => about_place(app, of, usize::from(width)),
    };
    head.extend(nothing(&lens, usize::from(width)));
    if !lens.is_empty() && !head.is_empty() {
        head.push(Line::default());
    }
    // The frame wants a blank on either side of it.
    let title = title(app, &lens, at, over.len()).cut(usize::from(width).saturating_sub(2));
    let panel = Panel {
        app,
        lens: &lens,
        picked,
        layout,
    };
    if roomy {
        panel.beside(title, head, most)
    } else {
        panel.below(title, &head, most)
    }
}

fn title(app: &App, lens: &Lens, at: usize, of: usize) -> Line {
    let world = &*app.world;
    let (name, noun) = match lens.of {
        Named::Actor(actor) => (world.dataset.actor_name(actor), "actor"),
        Named::Place(place) => {
            let place = world.gazetteer.place(place);
            (place.map_or("", |place| place.name.as_str()), "place")
        }
    };
    let mut more = vec![count(lens.events.count(), "event")];
    let is_all = world.shown_time(&app.view) == Stretch::EVERYTHING;
    if !is_all {
        more.push("in this window".to_owned());
    }
    if of > 1 {
        more.push(format!("{noun} {} of {of}", at + 1));
    }
    Line::of(Ink::Heading, name).and(Ink::Dim, format!(" · {}", more.join(" · ")))
}

/// What an actor is, what else it is called, and its units.
fn about_actor(app: &App, actor: ActorIx, width: usize) -> Vec<Line> {
    let dataset = &app.world.dataset;
    let Some(entry) = dataset.actors.get(actor.at()) else {
        return Vec::new();
    };
    let mut is = Line::of(Ink::Strong, entry.kind.label());
    let wholes: Vec<&str> = dataset
        .lineage(actor)
        .skip(1)
        .map(|whole| dataset.actor_name(whole))
        .collect();
    if !wholes.is_empty() {
        let word = if entry.kind.label().is_empty() {
            "of "
        } else {
            " of "
        };
        is.push(Ink::Plain, format!("{word}{}", wholes.join(", ")));
    }
    let mut lines = Vec::new();
    let mut say = |label: &str, line: Line| {
        if line.width() > 0 {
            lines.extend(labelled(label, line, width).into_iter().take(NAME_LINES));
        }
    };
    say("is", is);
    let names: Vec<&str> = entry.aliases.iter().map(Clean::as_str).collect();
    say("names", Line::of(Ink::Dim, names.join(", ")));
    let units = dataset.actors.iter();
    let units = units.filter(|other| other.parent == Some(actor));
    let units: Vec<&str> = units.map(|unit| unit.name.as_str()).collect();
    say("units", Line::of(Ink::Plain, units.join(", ")));
    lines
}

/// What a place is, and what it lies in.
fn about_place(app: &App, of: Named, width: usize) -> Vec<Line> {
    let Named::Place(place) = of else {
        return Vec::new();
    };
    let world = &*app.world;
    let Some(entry) = world.gazetteer.place(place) else {
        return Vec::new();
    };
    labelled("is", crate::scene::entry::kind(world, place, entry), width)
}

/// What is said where there is no row.
fn nothing(lens: &Lens, width: usize) -> Vec<Line> {
    if lens.is_empty() {
        Line::of(Ink::Warn, "no report in what the list shows").wrap(width, 0)
    } else {
        Vec::new()
    }
}

/// What the parts of the box are made from.
struct Panel<'a> {
    app: &'a App,
    lens: &'a Lens,
    picked: usize,
    layout: &'a Layout,
}

/// Some sections one below the other, with the number of their first row.
struct Part<'a> {
    sections: Vec<(usize, &'a Section)>,
}

impl Part<'_> {
    /// How many lines: a heading for each section, its rows, and a blank between two.
    fn len(&self) -> usize {
        let lines: usize = self.sections.iter().map(|(_, one)| one.len + 2).sum();
        lines.saturating_sub(1)
    }

    /// The line that a row stands in.
    fn line_of(&self, row: usize) -> Option<usize> {
        let mut line = 0;
        for (start, section) in &self.sections {
            if (*start..start + section.len).contains(&row) {
                return Some(line + 1 + row - start);
            }
            line += section.len + 2;
        }
        None
    }
}

impl Panel<'_> {
    /// Everything in one column, which scrolls as a whole.
    fn below(&self, title: Line, head: &[Line], most: u16) -> Boxed {
        let part = Part {
            sections: self.lens.starts().collect(),
        };
        let total = head.len() + part.len();
        let area = self.layout.overlay(most, narrow(total).saturating_add(2));
        let width = usize::from(area.width).saturating_sub(4);
        let visible = usize::from(area.height).saturating_sub(2);
        let at = part
            .line_of(self.picked)
            .map_or(0, |line| head.len() + line);
        let top = top_of(at, self.picked == 0, visible, total);
        let mut lines: Vec<Line> = head.iter().skip(top).take(visible).cloned().collect();
        let first = top.saturating_sub(head.len());
        lines.extend(self.lines(&part, first..first + visible - lines.len(), width));
        let (above, below) = (top, total.saturating_sub(top + visible));
        Boxed {
            area,
            prompt: None,
            text: Text {
                title,
                lines,
                above,
                below,
            },
            rows: Vec::new(),
            columns: Vec::new(),
        }
    }

    /// What it has to do with others on the left, what happened where and when on the right.
    fn beside(&self, title: Line, head: Vec<Line>, most: u16) -> Boxed {
        let is_last = |topic| matches!(topic, Topic::Stays | Topic::Events);
        let starts = self.lens.starts();
        let (right, left): (Vec<_>, Vec<_>) = starts.partition(|(_, one)| is_last(one.topic));
        let parts = [left, right].map(|sections| Part { sections });
        let longest = parts.iter().map(Part::len).max().unwrap_or(0);
        let rows = narrow(head.len() + longest);
        let area = self.layout.overlay(most, rows.saturating_add(2));
        let inside = Area {
            x: area.x + 2,
            y: area.y + 1 + narrow(head.len()),
            width: area.width.saturating_sub(4),
            height: area.height.saturating_sub(2 + narrow(head.len())),
        };
        // Events are sentences, and need more room than names.
        let share = match self.lens.of {
            Named::Actor(_) => inside.width / 2,
            Named::Place(_) => inside.width * 9 / 20,
        };
        let left = Area {
            width: share.saturating_sub(GAP - 1),
            ..inside
        };
        let right = Area {
            x: left.x + left.width + GAP,
            width: inside.width.saturating_sub(left.width + GAP),
            ..inside
        };
        let columns = parts.iter().zip([left, right]);
        let columns = columns.map(|(part, area)| self.column(part, area));
        Boxed {
            area,
            prompt: None,
            columns: columns.collect(),
            text: Text {
                title,
                lines: head,
                above: 0,
                below: 0,
            },
            rows: Vec::new(),
        }
    }

    fn column(&self, part: &Part<'_>, area: Area) -> Column {
        let (visible, total) = (usize::from(area.height), part.len());
        let at = part.line_of(self.picked).unwrap_or(0);
        let top = top_of(at, false, visible, total);
        let lines = self.lines(part, top..top + visible, usize::from(area.width));
        Column {
            area,
            text: Text {
                title: Line::default(),
                lines,
                above: top,
                below: total.saturating_sub(top + visible),
            },
        }
    }

    /// Some of a part's lines.
    fn lines(&self, part: &Part<'_>, some: Range<usize>, width: usize) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut first = 0;
        for (start, section) in &part.sections {
            let end = first + section.len + 2;
            let rows = Rows::of(self.app, self.lens, section, width);
            if some.contains(&first) {
                lines.push(rows.heading());
            }
            let from = some.start.saturating_sub(first + 1).min(section.len);
            let to = some.end.saturating_sub(first + 1).min(section.len);
            for (row, mut line) in (start + from..).zip(rows.lines(from..to.max(from))) {
                line.picked = row == self.picked;
                lines.push(line);
            }
            if some.contains(&(end - 1)) && end <= part.len() {
                lines.push(Line::default());
            }
            first = end;
        }
        lines
    }
}

/// The first line shown so that a line is in sight, and what stands below it as far as there is room.
fn top_of(at: usize, is_first: bool, visible: usize, total: usize) -> usize {
    // What stands before the first row is read first.
    if is_first && at < visible {
        return 0;
    }
    let top = (at + 2).saturating_sub(visible);
    top.min(total.saturating_sub(visible))
}
