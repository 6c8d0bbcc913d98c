//! The briefing that is worked on: its steps, and what is typed for it.

use unicode_width::UnicodeWidthStr as _;

use super::super::Text;
use super::super::prose::{Ink, Line, column, count};
use super::{Boxed, narrow, typed};
use crate::app::App;
use crate::app::draft::Draft;
use crate::app::layout::Layout;
use crate::app::view::{Wanted, Writing};
use crate::model::briefing::Step;

/// Width of the boxes, their frame included.
const WIDTH: u16 = 100;
/// From this width on, a title and what its step shows stand beside each other.
const ROOMY: usize = 70;
/// Titles get no more of that than so many columns.
const TITLES: usize = 48;
/// The number of a step, and the blanks around it.
const NUMBER: usize = 6;

/// The steps, with more about the one that the cursor is on.
pub(super) fn panel(app: &App, layout: &Layout) -> Boxed {
    let Some(draft) = &app.draft else {
        return boxed(layout, Line::of(Ink::Heading, "Briefing"), Vec::new(), 0);
    };
    let width = inside(layout);
    let steps = &draft.briefing.steps;
    let titles = steps.iter().map(|step| title(step).width()).max();
    let titles = titles.unwrap_or(0).min(TITLES);
    let mut lines = Vec::new();
    let mut picked = 0;
    for (at, step) in steps.iter().enumerate() {
        let is_picked = at == draft.at;
        lines.push(Line {
            picked: is_picked,
            ..row(at, step, titles, width)
        });
        if is_picked {
            lines.extend(about(step, titles, width));
            picked = lines.len() - 1;
        }
    }
    if lines.is_empty() {
        let words = "no step yet: b adds what is seen";
        lines.extend(Line::of(Ink::Warn, words).wrap(width, 0));
    }
    if let Some(why) = draft.unsaved_for.as_ref().filter(|_| !draft.is_saved()) {
        let words = format!("not saved: {why}; s tries again");
        let told = Line::of(Ink::Warn, words).wrap(width, 0);
        picked += told.len();
        lines.splice(0..0, told);
    }
    boxed(layout, heading(draft), lines, picked)
}

fn heading(draft: &Draft) -> Line {
    let steps = count(draft.briefing.steps.len(), "step");
    let line = Line::of(Ink::Heading, draft.name.as_str()).and(Ink::Dim, format!(" · {steps} · "));
    match (draft.is_saved(), draft.known()) {
        (false, _) => line.and(Ink::Warn, "not saved"),
        (true, None) => line.and(Ink::Dim, "not written yet"),
        (true, Some(_)) => line.and(Ink::Dim, "saved"),
    }
}

fn title(step: &Step) -> &str {
    if step.title.is_empty() {
        "(no title)"
    } else {
        &step.title
    }
}

fn row(at: usize, step: &Step, titles: usize, width: usize) -> Line {
    let number = format!("{:>3}   ", at + 1);
    let ink = if step.title.is_empty() {
        Ink::Dim
    } else {
        Ink::Plain
    };
    let line = Line::of(Ink::Key, number);
    if width < ROOMY {
        return line.and(ink, title(step)).cut(width);
    }
    let name = Line::of(ink, title(step)).cut(titles).text();
    line.and(ink, column(&name, titles + 2))
        .and(Ink::Dim, view(step))
        .cut(width)
}

/// What a step shows, as it is written there; clean.
fn view(step: &Step) -> String {
    let said = step.view.as_ref().map(|said| said.text.as_str());
    let said = said.unwrap_or("(no view of its own)");
    crate::model::text::Text::clean(said).to_string()
}

/// More about the step that the cursor is on: all that it shows, where its row does not say that, and what else is in it.
fn about(step: &Step, titles: usize, width: usize) -> Vec<Line> {
    let indent = " ".repeat(NUMBER);
    let mut lines = Vec::new();
    let fits = NUMBER + titles + 2 + view(step).width() <= width;
    if !fits || width < ROOMY {
        lines.extend(Line::of(Ink::Dim, format!("{indent}{}", view(step))).wrap(width, NUMBER));
    }
    let mut parts = Vec::new();
    if !step.cites.is_empty() {
        parts.push(count(step.cites.len(), "event") + " cited");
    }
    if step.pauses > 0 {
        parts.push(count(step.pauses, "pause"));
    }
    if let Some(focus) = step.focus {
        parts.push(format!("focus: {}", focus.name()));
    }
    if !parts.is_empty() {
        lines.push(Line::of(Ink::Dim, format!("{indent}{}", parts.join(" · "))).cut(width));
    }
    for note in step.notes.iter().take(1) {
        let note = Line::of(Ink::Dim, format!("{indent}note: ")).and(Ink::Plain, note.as_str());
        lines.push(note.cut(width));
    }
    lines
}

/// A box as high as its lines need, with one of them on screen.
fn boxed(layout: &Layout, heading: Line, lines: Vec<Line>, shown: usize) -> Boxed {
    let area = layout.overlay(WIDTH, narrow(lines.len().max(6)).saturating_add(2));
    let rows = usize::from(area.height).saturating_sub(2);
    let top = (shown + 1).saturating_sub(rows);
    Boxed {
        area,
        prompt: None,
        text: Text::cut(heading, lines, top, rows),
        rows: Vec::new(),
        columns: Vec::new(),
    }
}

/// A line being typed, and what Enter does with it.
pub(super) fn writing(app: &App, layout: &Layout, writing: &Writing) -> Boxed {
    let width = inside(layout);
    let name = app.draft.as_ref().map_or("", |draft| draft.name.as_str());
    let said = writing.said();
    let quoted = |words: &str| Line::of(Ink::Dim, words).and(Ink::Strong, format!("“{said}”"));
    let or = |words: &str| writing.text.is_empty().then(|| Line::of(Ink::Dim, words));
    let (title, sign, lines) = match &writing.wanted {
        Wanted::File(adds) => {
            let what = if *adds {
                "Enter takes the briefing "
            } else {
                "Enter opens the briefing "
            };
            let lines = vec![
                Some(Line::of(Ink::Dim, what).and(Ink::Strong, said.as_str())),
                or("or type the name of another file; one that is not there is begun"),
            ];
            ("Briefing", "file ", lines)
        }
        Wanted::Step(line) => {
            let after = app.draft.as_ref().and_then(Draft::last_before_new);
            let place = after.map_or(format!(" to {name}"), |after| {
                format!(" to {name}, after step {}", after + 1)
            });
            let note = (!writing.note.is_empty() && !writing.in_note)
                .then(|| Line::of(Ink::Dim, "note: ").and(Ink::Plain, writing.note.as_str()));
            let shows = Line::of(Ink::Dim, format!("shows {line}"));
            let lines = vec![
                Some(quoted("Enter adds ").and(Ink::Dim, place)),
                or("or type another title").filter(|_| !writing.in_note),
                note,
                Some(shows),
            ];
            let sign = if writing.in_note { "note " } else { "title " };
            ("New step", sign, lines)
        }
        Wanted::Title(step) => {
            let lines = vec![Some(quoted(&format!("Enter calls step {} ", step + 1)))];
            ("Title", "title ", lines)
        }
        Wanted::Note(step) => {
            let words = format!(
                "Enter adds this note to step {}; its presenter reads it, the audience does not",
                step + 1
            );
            ("Note", "note ", vec![Some(Line::of(Ink::Dim, words))])
        }
    };
    let lines = lines.into_iter().flatten();
    let lines = lines.flat_map(|line| line.wrap(width, 2)).collect();
    let text = if writing.in_note {
        &writing.note
    } else {
        &writing.text
    };
    typed(layout, title, (sign, text), WIDTH, lines)
}

/// Two columns of the box are its frame, two are blank.
fn inside(layout: &Layout) -> usize {
    usize::from(layout.overlay(WIDTH, 3).width).saturating_sub(4)
}
