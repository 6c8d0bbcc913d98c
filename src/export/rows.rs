//! Events as rows for other programs and for reports: a table, JSON, JSON lines, CSV, `GeoJSON`, Markdown.
//!
//! Rows are written as their records are read, some hundreds at a time: a million events take no more memory than five
//! hundred. What is written is what the data says; a text that passed the door is written as it is, and each format quotes
//! it by its own rules.
//!
//! # The fields
//!
//! JSON, JSON lines and the properties of `GeoJSON` have these, in this order, always all of them, `null` or an empty list
//! where there is nothing to say. They are added to, never renamed.
//!
//! | field | what it says |
//! | --- | --- |
//! | `id`, `type`, `phase`, `status`, `summary` | what it is, in the words of the native format |
//! | `start`, `end` | first and last day as people write them, **both included** (`2017-03-05`), or moments in UTC (`2017-03-05T14:30Z`); `null` is an open end |
//! | `from`, `before` | the same, half-open and to the second: `from` ≤ t < `before` |
//! | `when` | how exactly the date is known: `day`, `days` (on some of them), `span` (all of that time), … |
//! | `basis` | why that date is held |
//! | `agents`, `targets` | actors, `{id, name, inferred}` |
//! | `others` | the same with their `role` |
//! | `place`, `lat`, `lon`, `where`, `radius_km` | name and position of the first place; how exactly it is known; how far the name reaches (0 where the event has coordinates of its own) |
//! | `places` | all of them, `{id, name, lat, lon, precision, relation, radius_km, position_of, inferred}`; `position_of` is the id of the place around it whose position stands in for one that is not known |
//! | `region` | the region that it belongs to; `null` is elsewhere |
//! | `by` | who says so in the first report: `monitor`, `official`, …; `null` is the document's own voice |
//! | `speakers` | the actors that say so |
//! | `sources`, `documents` | publishers and ids of the documents that report it, each once |
//! | `sentence`, `url` | of the first report that has one |
//! | `reports` | all of them, `{document, source, url, number, sentence, by, speaker, words}`; `number` counts sentences from 1 |
//! | `fatalities`, `fatalities_low`, `fatalities_high` | how many died; `null` is not zero |
//! | `tags`, `note`, `condition`, `background`, `confidence`, `review` | as in the record |
//! | `links` | ties to other events, `{type, to, note}` |
//!
//! CSV has the fields that the program reads from tables, under the same names, then some that it does not read. Positions
//! are written with their precision: a province's middle is no point, and says so.
//!
//! Known to be imperfect: a row of CSV has one place and one sentence, the first; a date there keeps its stretch, not how
//! exactly it is known within it (that is in the column `when`, which is not read back), and a position becomes the event's
//! own.

mod csv;
mod dates;
mod geojson;
mod json;
pub(super) mod markdown;
mod places;
mod rings;
mod row;
mod table;

use std::io::{self, Write};

use thiserror::Error;

use crate::app::shelf::Reader;
use crate::app::told;
use crate::app::world::World;
use crate::model::entry::EventIx;
use crate::model::filter::Filter;
use crate::model::record::Record;
use crate::ui::theme::Theme;

/// So many records are at hand at a time.
const AT_ONCE: usize = 500;

/// What rows are written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Aligned columns under a header, for people.
    Table {
        /// No line is wider, in cells.
        width: usize,
        /// What it looks like.
        theme: Theme,
    },
    /// One array.
    Json,
    /// An object a line.
    JsonLines,
    /// Values with commas between them under a header, quoted as RFC 4180 says; lines end in a line feed.
    Csv {
        /// An apostrophe stands before each text that a spreadsheet would take for a formula.
        guarded: bool,
    },
    /// A feature collection (RFC 7946).
    GeoJson,
    /// A list to paste into a report.
    Markdown,
}

/// Why not all rows were written.
#[derive(Debug, Error)]
pub enum Failed {
    /// A record cannot be read any more.
    #[error("{0}")]
    Record(String),
    /// Nobody takes them.
    #[error("cannot write: {0}")]
    Output(#[from] io::Error),
}

/// One way of writing rows.
trait Writer {
    /// What stands before the first.
    fn begin(&mut self, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// Some rows.
    fn some(&mut self, rows: &[(EventIx, Record)], out: &mut dyn Write) -> io::Result<()>;

    /// What stands behind the last.
    fn end(&mut self, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

/// Whose events are written, and what of them was asked for.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// What there is.
    pub world: &'a World,
    /// How its records are read.
    pub reader: &'a Reader,
    /// What they were chosen by: of several reports, those that it asks for by who says so come first.
    pub filter: &'a Filter,
}

/// Writes events as rows, in the order in which they come; how many there were. Without any, what is written is still a
/// whole file of its format.
///
/// # Errors
/// [`Failed`] where a record cannot be read or a row cannot be written; what came before is written.
pub fn each(
    asked: Asked<'_>,
    events: impl Iterator<Item = EventIx>,
    format: Format,
    out: &mut dyn Write,
) -> Result<usize, Failed> {
    let Asked {
        world,
        reader,
        filter,
    } = asked;
    let mut writer: Box<dyn Writer + '_> = match format {
        Format::Table { width, theme } => Box::new(table::Table::new(world, width, theme)),
        Format::Json => Box::new(json::Json::array(world)),
        Format::JsonLines => Box::new(json::Json::lines(world)),
        Format::Csv { guarded } => Box::new(csv::Csv::new(world, guarded)),
        Format::GeoJson => Box::new(geojson::GeoJson::new(world)),
        Format::Markdown => Box::new(markdown::Markdown { world }),
    };
    writer.begin(out)?;
    let mut count = 0;
    let mut some = Vec::with_capacity(AT_ONCE);
    for event in events {
        let mut record = reader(event).map_err(Failed::Record)?;
        told::put_in_order(world, filter, &mut record);
        some.push((event, record));
        count += 1;
        if some.len() == AT_ONCE {
            writer.some(&some, out)?;
            some.clear();
        }
    }
    writer.some(&some, out)?;
    writer.end(out)?;
    Ok(count)
}
