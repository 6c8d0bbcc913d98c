//! `sitmap list`: events as rows, for people, programs and reports.

use std::io::{self, Write};

use super::choose::Choose;
use super::open::{Files, Opened};
use super::paper::{FOUND_OR_NOT, Paper, say, say_faults};
use super::{FAULTS, FINE, Failure};
use crate::export::rows::{self, Failed};
use crate::model::entry::EventIx;
use crate::model::filter::Filter;

/// Print events as a table, or in a format for other programs and for reports
///
/// They come in order of time, those without a date last. To a pipe or a file no escape codes are written, and a reader that has
/// seen enough is no error.
#[derive(Debug, clap::Args)]
#[command(after_long_help = FIELDS, after_help = FOUND_OR_NOT)]
pub(super) struct Args {
    #[command(flatten)]
    files: Files,
    #[command(flatten)]
    choose: Choose,
    /// What to print
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// In CSV, put an apostrophe before texts that a spreadsheet would take for a formula (= + - @); they are then no
    /// longer exactly the data
    #[arg(long)]
    guard_formulas: bool,
    #[command(flatten)]
    paper: Paper,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Columns that fit the width, for people
    #[default]
    Table,
    /// One array of objects
    Json,
    /// An object a line
    Jsonl,
    /// Values separated by commas (RFC 4180), which sitmap reads again
    Csv,
    /// A feature collection (RFC 7946)
    Geojson,
    /// A list with the sentences, to paste into a report
    Markdown,
}

const FIELDS: &str = "Fields of json, jsonl and the properties of geojson, always all of them, null or [] where there is nothing:
  id type phase status summary    what it is, in the words of the native format
  start end                       first and last day, BOTH INCLUDED, or moments in UTC; null is an open end
  from before                     the same half-open: from <= t < before
  when basis                      how exactly the date is known (day, days, span, ...), and why it is held
  agents targets others           actors: {id, name, inferred}, others with their role
  place lat lon where radius_km   the first place; \"where\" is how exactly it is known: a province's middle is no point
  places                          all: {id, name, lat, lon, precision, relation, radius_km, position_of, inferred}
  region                          the region that it belongs to
  by speakers                     who says so in the first report (null: the document's own voice); the actors that do
  sources documents               publishers and ids of the documents, each once
  sentence url                    of the first report that has one
  reports                         all: {document, source, url, number, sentence, by, speaker, words}
  fatalities fatalities_low fatalities_high    null is not zero
  tags note condition background confidence review
  links                           {type, to, note}

csv has the columns that sitmap reads: id, date, end, type, summary, actor, target, place, lat, lon, precision, status,
sentence, source, url, fatalities, tags; then some that it does not read. Several in one value are separated by \"; \". A
date and an end are both included; \"2017-03-05/..\" is a date without an end. Of several places or sentences it has the
first. Lines end in a line feed.

In geojson an event without a position has the geometry null, one with several places a MultiPoint or a
GeometryCollection.

Exit codes:
  0  found
  1  nothing matched
  2  could not do it: a file cannot be read, or the command line makes no sense";

/// Prints the events.
pub(super) fn run(args: &Args, out: &mut dyn Write) -> Result<u8, Failure> {
    let opened = args.files.open()?;
    let filter = args.choose.filter(&opened)?;
    let events = opened.world.selected(&filter);
    print(args, &opened, (&filter, events.iter()), out)
}

/// Prints some events in the order in which they come.
fn print(
    args: &Args,
    opened: &Opened,
    (filter, events): (&Filter, impl Iterator<Item = EventIx>),
    out: &mut dyn Write,
) -> Result<u8, Failure> {
    let format = match args.format {
        Format::Table => rows::Format::Table {
            width: args.paper.width(),
            theme: args.paper.theme(),
        },
        Format::Json => rows::Format::Json,
        Format::Jsonl => rows::Format::JsonLines,
        Format::Csv => rows::Format::Csv {
            guarded: args.guard_formulas,
        },
        Format::Geojson => rows::Format::GeoJson,
        Format::Markdown => rows::Format::Markdown,
    };
    let mut out = io::BufWriter::new(out);
    let asked = rows::Asked {
        world: &opened.world,
        reader: &opened.reader,
        filter,
    };
    let count = rows::each(asked, events, format, &mut out)?;
    out.flush()?;
    say_faults(opened);
    if count == 0 {
        say("nothing matched");
        return Ok(FAULTS);
    }
    Ok(FINE)
}

impl From<Failed> for Failure {
    fn from(failed: Failed) -> Self {
        match failed {
            Failed::Record(why) => Self::File(why),
            Failed::Output(error) => Self::Output(error),
        }
    }
}
