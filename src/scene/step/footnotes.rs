//! What each cited event rests on: its source sentence, who says so and when, in words that are no surer than the record.

use super::{Evidence, Sheet, Shown, WIDEST, step_of};
use crate::app::citation::voice;
use crate::app::deck::Deck;
use crate::app::told;
use crate::app::world::World;
use crate::model::briefing::{Block, Kind, Link, Run};
use crate::model::dataset::char_slice;
use crate::model::entry::{DocIx, EventIx};
use crate::model::filter::Filter;
use crate::model::record::{Record, Report};
use crate::model::text::Text;
use crate::model::time::in_words;
use crate::model::vocabulary::{Factuality, TimeBasis};
use crate::scene::prose::{Ink, Line, cut_text};

/// The rule between words and footnotes.
const RULE: usize = 12;
/// A longer sentence than this is cut, in cells.
const LONGEST_QUOTE: usize = 1_000;

/// The footnotes of the events that the shown parts cite, by their numbers.
pub(super) fn lines(sheet: Sheet<'_>, evidence: Evidence<'_>, shown: Shown) -> Vec<Line> {
    let cited = cited(sheet.deck, shown);
    if cited.is_empty() {
        return Vec::new();
    }
    let width = sheet.width.clamp(2, WIDEST);
    let mut out = vec![Line::of(Ink::Dim, "─".repeat(RULE.min(width)))];
    let stop = sheet.deck.stops.get(shown.step);
    let asked = stop.map_or_else(Filter::default, |stop| stop.reading.filter.clone());
    let mut notes = Notes {
        evidence,
        asked: &asked,
        told: Vec::new(),
        named: None,
    };
    for at in cited {
        let mut line = Line::of(Ink::Key, format!("[{}] ", at + 1));
        let indent = line.width();
        let event = sheet.deck.cited.get(at).copied().flatten();
        let note = match (event, sheet.deck.briefing.cited.get(at)) {
            (Some(event), _) => notes.of(at, event),
            (None, Some(missing)) => {
                Line::of(Ink::Warn, format!("{}: no event has this id", missing.id))
            }
            (None, None) => continue,
        };
        line = line.and_line(note);
        out.extend(line.wrap(width, indent));
    }
    out
}

/// The events that the shown parts cite, each once, by number.
pub(super) fn cited(deck: &Deck, shown: Shown) -> Vec<usize> {
    let step = step_of(deck, shown.step);
    let blocks = step.map_or(&[][..], |step| &step.blocks).iter();
    let blocks = blocks.filter(|block| block.part <= shown.part);
    let mut cited: Vec<usize> = blocks.flat_map(runs).filter_map(event_of).collect();
    cited.sort_unstable();
    cited.dedup();
    cited
}

fn event_of(run: &Run) -> Option<usize> {
    match run.link {
        Some(Link::Event(at)) => Some(at),
        _ => None,
    }
}

/// All runs of a block.
fn runs(block: &Block) -> Vec<&Run> {
    match &block.kind {
        Kind::Heading(_, runs) | Kind::Words(runs) => runs.iter().collect(),
        Kind::Code(_) => Vec::new(),
        Kind::Table(table) => {
            let cells = std::iter::once(&table.head).chain(&table.rows).flatten();
            cells.flatten().collect()
        }
    }
}

/// Footnotes being written: a sentence that stands in one is not told again in the next.
struct Notes<'a> {
    evidence: Evidence<'a>,
    /// What the step asks for: of several reports the one that this looks for is cited.
    asked: &'a Filter,
    /// Each sentence that was told, by its document and number, and the number of its footnote.
    told: Vec<(DocIx, usize, usize)>,
    /// The document that the last one named.
    named: Option<DocIx>,
}

impl Notes<'_> {
    fn of(&mut self, at: usize, event: EventIx) -> Line {
        let Evidence { world, shelf } = self.evidence;
        let record = match shelf.get(event) {
            Some(Ok(record)) => record,
            Some(Err(why)) => {
                return Line::of(Ink::Warn, format!("the record could not be read: {why}"));
            }
            None => return Line::of(Ink::Dim, "reading…"),
        };
        let reports = told::reports(world, self.asked, record);
        let mut line = Line::default();
        if let Some(report) = reports.first() {
            let told = report.doc.zip(report.sentence).and_then(|(doc, sentence)| {
                let same = |told: &&(DocIx, usize, usize)| (told.0, told.1) == (doc, sentence);
                let told = self.told.iter().find(same).map(|told| told.2);
                self.told.push((doc, sentence, told.unwrap_or(at)));
                told
            });
            match told {
                Some(number) => again(&mut line, report, number),
                None => quote(&mut line, record, report),
            }
            if told.is_none() {
                let document = self.document(report);
                line.push(Ink::Dim, format!(" — {document}; "));
            }
            line.push(Ink::Dim, voice(world, report));
        } else {
            line.push(Ink::Plain, record.summary.as_str());
            line.push(Ink::Warn, " — no report of it is in the file");
        }
        line.push(Ink::Dim, "; ");
        line = line.and_line(when(record));
        status(&mut line, record);
        line
    }

    /// The document of a report, told once for all footnotes in a row that have it.
    fn document(&mut self, report: &Report) -> String {
        let before = std::mem::replace(&mut self.named, report.doc);
        match report.doc {
            None => "no document is named".to_owned(),
            Some(_) if before == report.doc => "the same document".to_owned(),
            Some(doc) => document(self.evidence.world, doc),
        }
    }
}

/// The document: its publisher or name, and whom it credits.
fn document(world: &World, doc: DocIx) -> String {
    let label = world.dataset.documents.label(doc);
    let mut words = label.map_or_else(|| "a document without a name".to_owned(), Text::to_string);
    if let Some(document) = world.document(doc) {
        if !document.via.is_empty() {
            let via: Vec<&str> = document.via.iter().map(Text::as_str).collect();
            words = format!("{words}, via {}", via.join(", "));
        }
        if let Some(published) = &document.published {
            let how = if document.published_inferred {
                " (day inferred)"
            } else {
                ""
            };
            words = format!("{words}, {}{how}", in_words(published));
        }
    }
    words
}

/// The source sentence with the words that name the event; where it is not at hand, the summary, as what it is.
fn quote(line: &mut Line, record: &Record, report: &Report) {
    let quote = report.quote.as_str();
    if quote.trim().is_empty() {
        line.push(Ink::Plain, record.summary.as_str());
        line.push(Ink::Warn, " (a summary: the sentence is not at hand)");
        return;
    }
    let shown = cut_text(quote, LONGEST_QUOTE);
    line.push(Ink::Quote, "“");
    let trigger = report.trigger.as_ref().and_then(|mark| {
        let start = mark.range.start.checked_sub(report.range.start)?;
        let end = mark.range.end.checked_sub(report.range.start)?;
        (start < end && end <= shown.chars().count()).then_some(start..end)
    });
    match trigger {
        Some(range) => {
            let end = shown.chars().count();
            line.push(Ink::Quote, char_slice(shown, &(0..range.start)));
            line.push(Ink::Trigger, char_slice(shown, &range));
            line.push(Ink::Quote, char_slice(shown, &(range.end..end)));
        }
        None => line.push(Ink::Quote, shown),
    }
    line.push(
        Ink::Quote,
        if shown.len() < quote.len() {
            "…”"
        } else {
            "”"
        },
    );
}

/// Which words of a sentence that another footnote tells.
fn again(line: &mut Line, report: &Report, number: usize) {
    if let Some(trigger) = &report.trigger {
        line.push(Ink::Quote, "“");
        line.push(Ink::Trigger, trigger.text.as_str());
        line.push(Ink::Quote, "” ");
    }
    line.push(Ink::Dim, "in the sentence of ");
    line.push(Ink::Key, format!("[{}]", number + 1));
    line.push(Ink::Dim, " — ");
}

/// When it was, as far as anybody knows.
fn when(record: &Record) -> Line {
    let stretch = &record.when.stretch;
    if stretch.start.is_none() && stretch.end.is_none() {
        return Line::of(Ink::Warn, "no date given");
    }
    let how = match record.when.basis {
        Some(TimeBasis::Inferred) => " (inferred)",
        Some(TimeBasis::Context) => " (from the context)",
        _ => "",
    };
    Line::of(Ink::Dim, format!("it is dated {}{how}", in_words(stretch)))
}

/// That it did not happen, or not for certain.
fn status(line: &mut Line, record: &Record) {
    let words = match record.factuality {
        Factuality::Happened => return,
        Factuality::Ongoing => return line.push(Ink::Dim, "; going on"),
        Factuality::Planned => "; planned, not said to have happened".to_owned(),
        Factuality::Conditional => match &record.condition {
            Some(condition) => format!("; only on a condition: {condition}"),
            None => "; only on a condition".to_owned(),
        },
        Factuality::Negated => "; said not to have happened".to_owned(),
        Factuality::Unknown => "; whether it happened is not known".to_owned(),
    };
    line.push(Ink::Warn, words);
}
