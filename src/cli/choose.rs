//! Which events, and how they are seen: lines of the little language on the command line.

use std::sync::Arc;

use unicode_width::UnicodeWidthStr as _;

use super::Failure;
use super::open::Opened;
use super::paper::say;
use crate::app::App;
use crate::app::line::{self, Reading};
use crate::index::set::EventSet;
use crate::model::filter::Filter;
use crate::model::query::{Fault, Key, parse};
use crate::model::text::Text;

/// Which events are chosen.
#[derive(Debug, Clone, Default, clap::Args)]
pub(super) struct Choose {
    /// Only these events: a line such as 'actor:sdf -status:negated from:2017-03-01 bridge' (sitmap language tells all)
    #[arg(long, value_name = "LINE", allow_hyphen_values = true)]
    pub filter: Option<String>,
}

/// How they are seen, too.
#[derive(Debug, Clone, Default, clap::Args)]
pub(super) struct Look {
    #[command(flatten)]
    pub choose: Choose,
    /// Open exactly there: a line such as 'place:mosul time:2017-03-05/2017-03-06 select:e12', as the key y copies it
    #[arg(long, value_name = "LINE", allow_hyphen_values = true)]
    pub view: Option<String>,
}

impl Choose {
    /// The events that are chosen. Reads the sentences, where the line asks for words.
    ///
    /// # Errors
    /// Where the line cannot be read.
    pub fn filter(&self, opened: &Opened) -> Result<Filter, Failure> {
        let Some(line) = &self.filter else {
            return Ok(Filter::default());
        };
        Ok(read(opened, "--filter", line, true)?.filter)
    }

    /// The events that are chosen, in order of time.
    ///
    /// # Errors
    /// As [`Choose::filter`].
    pub fn events(&self, opened: &Opened) -> Result<Arc<EventSet>, Failure> {
        let filter = self.filter(opened)?;
        Ok(opened.world.selected(&filter))
    }
}

impl Look {
    /// Whether anything is said.
    pub fn is_said(&self) -> bool {
        self.view.is_some() || self.choose.filter.is_some()
    }

    /// Both lines as one: the filter comes first.
    pub fn line(&self) -> String {
        let lines = [&self.choose.filter, &self.view];
        let lines: Vec<&str> = lines.into_iter().flatten().map(String::as_str).collect();
        lines.join(" ")
    }

    /// Shows what is said.
    ///
    /// # Errors
    /// Where a line cannot be read.
    pub fn take(&self, app: &mut App, opened: &Opened) -> Result<(), Failure> {
        if !self.is_said() {
            return Ok(());
        }
        let mut both = Reading::default();
        let lines = [
            ("--filter", &self.choose.filter, true),
            ("--view", &self.view, false),
        ];
        for (option, line, only_filter) in lines {
            let Some(line) = line else { continue };
            let reading = read(opened, option, line, only_filter)?;
            let clauses = reading.filter.clauses().iter().cloned();
            both.filter = clauses.fold(both.filter, |filter, clause| filter.and(clause));
            both.settings.extend(reading.settings);
        }
        app.go_to(&both);
        Ok(())
    }
}

/// What a line says; names that were taken for others are told on standard error.
fn read(opened: &Opened, option: &str, line: &str, only_filter: bool) -> Result<Reading, Failure> {
    let mut reading = line::read(&opened.world, &|id| opened.find(id), line);
    if only_filter {
        reading.faults.extend(view_terms(line));
    }
    if !reading.faults.is_empty() {
        let said = reading.faults.iter().map(|fault| told(option, line, fault));
        return Err(Failure::Line(said.collect::<Vec<_>>().join("\nsitmap: ")));
    }
    if reading.filter.asks_for_words() {
        opened.read_words();
    }
    for note in &reading.notes {
        say(&format!("{option}: {note}"));
    }
    Ok(reading)
}

/// What is wrong with a filter that says how things are seen.
fn view_terms(line: &str) -> Vec<Fault> {
    let pieces = parse(line).into_iter();
    let faults = pieces.filter_map(|piece| {
        let key = piece.term.ok()?.key.filter(|key: &Key| key.is_view())?;
        Some(Fault {
            span: piece.span,
            words: format!(
                "{}: says how events are seen, not which; it belongs to --view",
                key.name()
            ),
            instead: None,
        })
    });
    faults.collect()
}

/// A longer line than this is not shown again.
const LONGEST: usize = 400;

/// A fault under the line that has it.
fn told(option: &str, line: &str, fault: &Fault) -> String {
    // One cell a character, so that the marks stand under it.
    let clean = |text: &str| -> String {
        let one_line = text
            .chars()
            .map(|letter| if letter.is_control() { ' ' } else { letter });
        Text::clean(&one_line.collect::<String>()).to_string()
    };
    let before = clean(line.get(..fault.span.start).unwrap_or("")).width();
    let wrong = clean(line.get(fault.span.clone()).unwrap_or(""))
        .width()
        .max(1);
    let marks = format!("{}{}", " ".repeat(before), "^".repeat(wrong));
    if line.len() > LONGEST {
        return format!("{option}: {}", clean(&fault.to_string()));
    }
    format!(
        "{option}: {}\n  {}\n  {marks}",
        clean(&fault.to_string()),
        clean(line)
    )
}
