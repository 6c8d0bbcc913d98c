//! Speaker notes on a screen of their own: which step is on, what is to be said, what comes next.
//!
//! Whoever reads this stands before people: the notes have all the room there is, everything else keeps its place, and what
//! the audience does not see as it should is said in words.

use super::Look;
use super::hints::Hint;
use super::presenting::dots;
use super::prose::{Ink, Line};
use crate::app::action::{Action as A, Motion};
use crate::app::keys::key_in;
use crate::app::layout::{Area, LEAST, Size};
use crate::app::notes::{Notes, in_minutes};
use crate::app::player::Prompt;
use crate::model::text::Text;

/// From so many rows on there is room for rules and blank lines.
const ROOMY: u16 = 18;
/// Longer lines are hard to come back to from looking up; in cells.
const WIDEST: usize = 96;
/// Blanks before what is read.
const MARGIN: usize = 2;

/// What is to be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The size of the screen.
    pub size: Size,
    /// The screen is too small for anything.
    pub too_small: bool,
    /// A line for each row, from the top.
    pub lines: Vec<Line>,
    /// What stands at the right end of the first row.
    pub right: Line,
    /// Where the notes stand.
    pub notes: Area,
    /// The first line of the notes that is shown, which is also how many are above it.
    pub above: usize,
    /// Lines of the notes below the last one that is shown.
    pub below: usize,
}

/// What is to be drawn of some notes.
pub fn page(notes: &Notes, look: Look) -> Page {
    let size = notes.size;
    let blank = Page {
        size,
        too_small: size.columns < LEAST.columns || size.rows < LEAST.rows,
        lines: Vec::new(),
        right: Line::of(Ink::Strong, format!("{} ", times(notes))),
        notes: Area::new(0, 0, size.columns, 0),
        above: 0,
        below: 0,
    };
    if blank.too_small {
        return blank;
    }
    match &notes.prompt {
        Some(prompt) => of_prompt(blank, notes, prompt, look),
        None => waiting(blank, notes, look),
    }
}

/// For how long, and what time it is.
fn times(notes: &Notes) -> String {
    let now = notes.clock.now.as_str();
    match notes.prompt {
        Some(_) => format!("{} · {now}", in_minutes(notes.clock.elapsed)),
        None => now.to_owned(),
    }
}

/// While nobody has presented yet.
fn waiting(mut page: Page, notes: &Notes, look: Look) -> Page {
    let width = usize::from(page.size.columns);
    let text = width.saturating_sub(2 * MARGIN).min(WIDEST);
    page.lines.push(Line::of(Ink::Heading, " sitmap notes "));
    let file = notes.file.as_ref();
    let what = file.map_or("the bundled briefing", Text::as_str);
    let command = match file {
        Some(file) => format!("sitmap present {file}"),
        None => "sitmap present".to_owned(),
    };
    for line in [
        Line::default(),
        Line::of(
            Ink::Strong,
            format!("Waiting for somebody to present {what}."),
        ),
        Line::default(),
        Line::of(Ink::Plain, "In another terminal:"),
        Line::of(Ink::Key, command),
        Line::default(),
        Line::of(Ink::Dim, "The notes come by themselves once it runs."),
    ] {
        page.lines.extend(line.wrap(text, 0).into_iter().map(inset));
    }
    let last = usize::from(page.size.rows).saturating_sub(1);
    page.lines.truncate(last);
    page.lines.resize(last, Line::default());
    page.lines.push(footer(notes, look, false));
    page
}

fn of_prompt(mut page: Page, notes: &Notes, prompt: &Prompt, look: Look) -> Page {
    let width = usize::from(page.size.columns);
    let text = width.saturating_sub(2 * MARGIN).min(WIDEST);
    let is_roomy = page.size.rows >= ROOMY;
    let rule = || is_roomy.then(|| Line::of(Ink::Dim, "─".repeat(width)));

    let room = width.saturating_sub(page.right.width() + 2);
    let briefing = match prompt.briefing.as_str() {
        "" => "sitmap notes",
        title => title,
    };
    page.lines
        .push(Line::of(Ink::Dim, format!(" {briefing}")).cut(room));
    page.lines.extend(is_roomy.then(Line::default));
    page.lines.push(heading(prompt, width));
    if is_roomy && (1..=text).contains(&prompt.steps) {
        let at = prompt.at.min(prompt.steps - 1);
        page.lines.push(inset(dots(at, prompt.steps, look)));
    }
    page.lines.extend(rule());

    let mut foot: Vec<Line> = rule().into_iter().collect();
    let state = state(notes, prompt, look).wrap(text, 0);
    // A line that comes and goes would move the notes under whoever reads them.
    let is_kept = is_roomy && state.iter().all(|line| line.width() == 0);
    if is_kept {
        foot.push(Line::default());
    } else {
        let some = state.into_iter().filter(|line| line.width() > 0);
        foot.extend(some.take(2).map(inset));
    }
    foot.push(inset(next(prompt).cut(text)));

    let rows = usize::from(page.size.rows);
    let top = page.lines.len();
    let shown = rows.saturating_sub(top + foot.len() + 1);
    let said = said(prompt, text, notes.is_here);
    page.above = notes.top.min(said.len().saturating_sub(shown));
    page.below = said.len().saturating_sub(page.above + shown);
    page.notes = Area {
        y: u16::try_from(top).unwrap_or(0),
        height: u16::try_from(shown).unwrap_or(0),
        ..page.notes
    };
    let lines = said.into_iter().skip(page.above).take(shown);
    page.lines.extend(lines.map(inset));
    page.lines.resize(top + shown, Line::default());
    page.lines.extend(foot);
    let scrolls = page.above > 0 || page.below > 0;
    page.lines.push(footer(notes, look, scrolls));
    page
}

/// The number of the step and what it is called; how much of it is shown, where it has pauses.
fn heading(prompt: &Prompt, width: usize) -> Line {
    let number = format!(" {}/{}  ", prompt.at.saturating_add(1), prompt.steps);
    let title = match prompt.title.as_str() {
        "" => "(no title)",
        title => title,
    };
    let part = match prompt.pauses {
        0 => String::new(),
        more => {
            let (part, parts) = (prompt.part.saturating_add(1), more.saturating_add(1));
            format!("  part {part} of {parts} ")
        }
    };
    let part = Line::of(Ink::Strong, part);
    let line = Line::of(Ink::Key, number).and(Ink::Heading, title);
    let line = line.cut(width.saturating_sub(part.width()));
    let gap = width.saturating_sub(line.width() + part.width());
    line.and(Ink::Plain, " ".repeat(gap)).and_line(part)
}

/// What is to be said, wrapped.
fn said(prompt: &Prompt, width: usize, is_here: bool) -> Vec<Line> {
    let is_empty = prompt.notes.iter().all(|line| line.trim().is_empty());
    if is_empty {
        return vec![Line::of(Ink::Dim, "This step has no notes.")];
    }
    let ink = if is_here { Ink::Plain } else { Ink::Dim };
    let lines = paragraphs(&prompt.notes).into_iter();
    lines
        .flat_map(|line| {
            let indent = item(&line).unwrap_or(0);
            Line::of(ink, line).wrap(width, indent)
        })
        .collect()
}

/// Notes as they are to be wrapped: where a line of the file ends was for whoever wrote it. Empty lines and items of lists
/// stay apart.
fn paragraphs(notes: &[Text]) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    for line in notes {
        let line = line.trim_end();
        let goes_on = !line.is_empty() && item(line).is_none();
        match paragraphs.last_mut() {
            Some(last) if goes_on && !last.is_empty() => {
                last.push(' ');
                last.push_str(line.trim_start());
            }
            _ => paragraphs.push(line.to_owned()),
        }
    }
    paragraphs
}

/// Where the words of an item begin, in cells; `None` for a line that is none.
fn item(line: &str) -> Option<usize> {
    let bare = line.trim_start();
    let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
    let words = bare.get(digits..)?;
    let is_item = match digits {
        0 => ["- ", "* ", "+ "]
            .iter()
            .any(|sign| words.starts_with(sign)),
        _ => [". ", ") "].iter().any(|sign| words.starts_with(sign)),
    };
    is_item.then_some(line.len() - bare.len() + digits + 2)
}

/// What is not as it should be, in the order of how much that matters.
fn state(notes: &Notes, prompt: &Prompt, look: Look) -> Line {
    let key = |action| key_in(&notes.contexts(), action, look.ascii).unwrap_or_default();
    if let Some(message) = &notes.message {
        return Line::of(Ink::Warn, message.as_str());
    }
    if !notes.is_here {
        return Line::of(Ink::Warn, "The presentation is gone: ")
            .and(Ink::Plain, "waiting until it is back.");
    }
    let (what, then, action) = if prompt.blank {
        (
            "Blank: the audience sees nothing. ",
            " shows the step.",
            A::Blank,
        )
    } else if prompt.away {
        (
            "Away from the script: ",
            " returns to the step.",
            A::ReturnToStep,
        )
    } else {
        return Line::default();
    };
    let line = Line::of(Ink::Warn, what);
    line.and(Ink::Key, key(action)).and(Ink::Plain, then)
}

/// What comes next.
fn next(prompt: &Prompt) -> Line {
    let line = Line::of(Ink::Dim, "next  ");
    let line = if prompt.part < prompt.pauses {
        let (part, parts) = (
            prompt.part.saturating_add(2),
            prompt.pauses.saturating_add(1),
        );
        line.and(Ink::Strong, format!("part {part} of {parts}"))
            .and(Ink::Dim, ", then ")
    } else {
        line
    };
    match prompt.next.as_deref() {
        Some("") => line.and(Ink::Strong, "a step without a title"),
        Some(title) => line.and(Ink::Strong, title),
        None => line.and(Ink::Plain, "the end: this is the last step"),
    }
}

/// What there is to say where nothing else says it; the number that is being typed; the keys that matter most.
fn footer(notes: &Notes, look: Look, scrolls: bool) -> Line {
    let width = usize::from(notes.size.columns);
    if let (Some(message), None) = (&notes.message, &notes.prompt) {
        return Line::of(Ink::Warn, format!(" {message}")).cut(width);
    }
    let (mut line, hints) = match &notes.typed {
        Some(typed) => (
            Line::of(Ink::Strong, " go to step ")
                .and(Ink::Key, typed.as_str())
                .and(Ink::Chip, " ")
                .and(Ink::Plain, " "),
            vec![(&[A::Open][..], "go"), (&[A::Back], "close")],
        ),
        None => (Line::default(), hints(notes, scrolls)),
    };
    let contexts = notes.contexts();
    for (actions, what) in hints {
        let keys = actions.iter();
        let keys = keys.filter_map(|action| key_in(&contexts, *action, look.ascii));
        let keys: Vec<String> = keys.collect();
        let hint = Line::of(Ink::Key, format!(" {}", keys.join(" ")));
        let hint = hint.and(Ink::Dim, format!(" {what} "));
        if line.width() + hint.width() <= width {
            line.spans.extend(hint.spans);
        }
    }
    line
}

/// The keys of the notes, those first that are needed in a hurry.
fn hints(notes: &Notes, scrolls: bool) -> Vec<Hint> {
    let Some(prompt) = notes.prompt.as_ref().filter(|_| notes.is_here) else {
        return vec![(&[A::Quit], "quit")];
    };
    let mut hints: Vec<Hint> = vec![(&[A::NextStep], "next"), (&[A::PreviousStep], "back")];
    if prompt.away {
        hints.push((&[A::ReturnToStep], "return"));
    }
    hints.push((&[A::Blank], if prompt.blank { "show" } else { "blank" }));
    hints.push((&[A::Quit], "quit"));
    if scrolls {
        hints.push((&[A::Rows(Motion::Up), A::Rows(Motion::Down)], "scroll"));
    }
    hints.push((&[A::Steps], "go to"));
    hints.push((&[A::FirstStep, A::LastStep], "first, last"));
    hints
}

/// A line with a margin before it.
fn inset(line: Line) -> Line {
    Line::of(Ink::Plain, " ".repeat(MARGIN)).and_line(line)
}
