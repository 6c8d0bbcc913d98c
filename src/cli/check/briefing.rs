//! A briefing held against the data that it is about, and against the screens that it is to be shown on.

use std::fmt::Write as _;
use std::path::PathBuf;

use super::many;
use crate::app::deck::Deck;
use crate::app::layout::Size;
use crate::cli::Failure;
use crate::cli::briefing::{Named, Source};
use crate::cli::near::Ids;
use crate::cli::open::{Files, Opened, Renamed};
use crate::model::briefing::{Fault, Said};
use crate::model::text::Text;
use crate::scene::step::overflow;

/// What a briefing is held against.
#[derive(Clone, Copy)]
pub(super) struct Against<'a> {
    /// Event files instead of those that it names.
    pub data: &'a [PathBuf],
    /// Gazetteers instead of those that it names.
    pub gazetteers: &'a [PathBuf],
    /// What fields of flat rows are called.
    pub map: &'a [Renamed],
    /// The screens that it is to be shown on.
    pub sizes: &'a [Size],
}

/// What was found in a briefing.
pub(super) struct Checked {
    /// Each fault and warning.
    pub lines: Vec<String>,
    pub faults: usize,
    pub warnings: usize,
    pub steps: usize,
    pub citations: usize,
}

/// Checks a briefing.
///
/// # Errors
/// Where what the command line names instead of its data cannot be read.
pub(super) fn check(mut source: Source, against: Against<'_>) -> Result<Checked, Failure> {
    let (opened, data_faults) = open(&source, against)?;
    let is_whole = opened.is_some();
    let opened = match opened {
        Some(opened) => opened,
        // Steps can be measured without it.
        None => Files::blank()?,
    };
    opened.read_words();
    let by_id = |id: &str| opened.find(id);
    let mut deck = Deck::read(&opened.world, &by_id, std::mem::take(&mut source.briefing));
    if is_whole {
        let ids = Ids::of(&opened);
        deck.suggest(&|id| ids.likeliest(id).cloned());
    }
    let mut faults = if is_whole {
        std::mem::take(&mut deck.faults)
    } else {
        deck.briefing.faults.clone()
    };
    faults.extend(data_faults);
    for size in against.sizes {
        faults.extend((0..deck.stops.len()).filter_map(|step| cut(&opened, &deck, step, *size)));
    }
    if deck.stops.is_empty() {
        let words = "no step in it: a step begins at a heading (# or ##) or at a line of ---";
        faults.push(fault(0, "briefing", words));
    }
    faults.sort_by_key(|fault| fault.span.start);
    let cited = deck.briefing.cited.iter();
    let citations = cited.map(|cited| cited.spans.len()).sum();
    source.briefing = deck.briefing;
    let warnings = faults.iter().filter(|fault| fault.is_warning).count();
    let mut lines: Vec<String> = source.told(&faults).collect();
    if !is_whole {
        let name = source.name();
        lines.push(format!(
            "{name}: views and citations are not checked until the data can be read"
        ));
    }
    Ok(Checked {
        lines,
        faults: faults.len() - warnings,
        warnings,
        steps: deck.stops.len(),
        citations,
    })
}

/// The data of a briefing, and what is wrong with it; `None` where not all of it can be read: what is cited may be in the rest.
fn open(source: &Source, against: Against<'_>) -> Result<(Option<Opened>, Vec<Fault>), Failure> {
    let named = Named {
        data: against.data.to_vec(),
        gazetteers: against.gazetteers.to_vec(),
    };
    let mut data = source.data(&named);
    data.files.map = against.map.to_vec();
    if !data.faults.is_empty() {
        return Ok((None, data.faults));
    }
    let front = &source.briefing.front;
    let mut all = front.data.iter().chain(&front.gazetteers);
    let own = all.clone().next();
    match (data.files.open(), own) {
        (Ok(opened), _) => {
            let told = wrong_inside(&opened, &data.files);
            let at = own.map_or(front.span.start, |said| said.span.start);
            let told = told.map(|words| Fault {
                is_warning: true,
                ..fault(at, "sitmap.data", &words)
            });
            Ok((Some(opened), told.into_iter().collect()))
        }
        (Err(Failure::Unreadable(why)), Some(own)) if against.data.is_empty() => {
            let why = why.to_string();
            let is_named = |said: &&Said| why.contains(&said.text);
            let at = all.find(is_named).unwrap_or(own).span.start;
            let words = format!("cannot be read: {why}");
            Ok((None, vec![fault(at, "sitmap.data", &words)]))
        }
        (Err(why), _) => Err(why),
    }
}

/// How much is wrong in the data itself, and who says what.
fn wrong_inside(opened: &Opened, files: &Files) -> Option<String> {
    let count = Some(opened.world.faults.count).filter(|count| *count > 0)?;
    let is = if count == 1 { "is" } else { "are" };
    let mut words = format!("{} {is} wrong in it: sitmap check", many(count, "thing"));
    for gazetteer in &files.gazetteers {
        // Writing to a string cannot fail.
        let _ = write!(words, " --gazetteer {}", gazetteer.display());
    }
    for file in &files.events {
        let _ = write!(words, " {}", file.display());
    }
    words.push_str(" names them");
    Some(words)
}

/// What of a step's words is not on a screen of a size.
fn cut(opened: &Opened, deck: &Deck, step: usize, size: Size) -> Option<Fault> {
    let lines = overflow(&opened.world, deck, step, size);
    let said = deck.briefing.steps.get(step).filter(|_| lines > 0)?;
    // Without a heading it begins at its first line that says something.
    let raw = deck.briefing.source.get(said.span.clone()).unwrap_or("");
    let first = said.span.start + (raw.len() - raw.trim_start().len());
    let at = said.title_span.as_ref().map_or(first, |span| span.start);
    let fit = if lines == 1 { "does" } else { "do" };
    let Size { columns, rows } = size;
    let words = format!("{} {fit} not fit at {columns}x{rows}", many(lines, "line"));
    Some(Fault {
        is_warning: true,
        ..fault(at, &format!("step {}", step + 1), &words)
    })
}

fn fault(at: usize, of: &str, words: &str) -> Fault {
    Fault {
        is_warning: false,
        span: at..at,
        of: Text::clean(of),
        words: Text::clean(words),
        instead: None,
    }
}
