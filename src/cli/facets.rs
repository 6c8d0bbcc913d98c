//! `sitmap facets`: what there is, counted, for people and programs.

use std::io::{self, Write};

use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr as _;

use super::choose::Choose;
use super::open::{Files, Opened};
use super::paper::{Format, Paper, say, say_faults};
use super::{FAULTS, FINE, Failure};
use crate::app::App;
use crate::app::facets::{self, Choice, Facet};
use crate::app::layout::Size;
use crate::app::line::filter_terms;
use crate::export::lines;
use crate::index::facets::Dimension;
use crate::model::filter::Filter;
use crate::model::query::print;
use crate::scene::prose::{Ink, Line, column, grouped};

/// Count what there is: by type, actor, place, region, who says so, status, precision and source
///
/// A count says how many events the value finds as a term of --filter, together with what --filter says of everything else:
/// of the values of one key, choosing one does not make the others nothing.
#[derive(Debug, clap::Args)]
#[command(after_help = FIELDS)]
pub(super) struct Args {
    #[command(flatten)]
    files: Files,
    #[command(flatten)]
    choose: Choose,
    /// What to count by; all of it, if nothing is said
    #[arg(long, value_enum, value_name = "KEY", value_delimiter = ',')]
    by: Vec<What>,
    /// What to print
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    paper: Paper,
}

/// What is counted by, as keys of the language say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum What {
    /// Kinds of events
    Type,
    /// Who takes part or says so, units and members too
    Actor,
    /// Where, with what lies in it
    Place,
    /// Regions
    Region,
    /// Who says so: kinds of sources, and those who are named
    By,
    /// Whether it happened
    Status,
    /// How exactly the place is known
    Where,
    /// How exactly the time is known
    When,
    /// Publishers and documents
    Source,
}

impl What {
    fn dimension(self) -> Dimension {
        match self {
            Self::Type => Dimension::Type,
            Self::Actor => Dimension::Actor,
            Self::Place => Dimension::Place,
            Self::Region => Dimension::Region,
            Self::By => Dimension::By,
            Self::Status => Dimension::Status,
            Self::Where => Dimension::Where,
            Self::When => Dimension::When,
            Self::Source => Dimension::Source,
        }
    }
}

const FIELDS: &str =
    "Fields of json and jsonl, an object for each value, those of most events first:
  by       the key
  term     the value as a term of --filter
  name     the value as people know it
  count    how many events
  choice   what --filter makes of it: \"chosen\", \"left-out\" or null

Exit codes:
  0  found
  1  nothing matched
  2  could not do it: a file cannot be read, or the command line makes no sense";

/// Prints the counts.
pub(super) fn run(args: &Args, out: &mut dyn Write) -> Result<u8, Failure> {
    let opened = args.files.open()?;
    let filter = args.choose.filter(&opened)?;
    let is_empty = opened.world.selected(&filter).is_empty();
    let size = Size {
        columns: 80,
        rows: 24,
    };
    let mut app = App::new(opened.world.clone(), opened.reader.clone(), size, 2.0);
    app.view.filter = filter;
    let asked: Vec<Dimension> = args.by.iter().map(|what| what.dimension()).collect();
    let is_asked = |dimension: &Dimension| asked.is_empty() || asked.contains(dimension);
    let counted = Dimension::ALL.into_iter().filter(is_asked);
    let counted = counted.map(|by| (by, facets::facets(&app.world, &app.view, by)));
    let mut out = io::BufWriter::new(out);
    match args.format {
        Format::Table => {
            for (number, (by, values)) in counted.enumerate() {
                if number > 0 {
                    writeln!(out)?;
                }
                let table = table(&opened, by, &values, args.paper.width());
                out.write_all(lines::of(&table, &args.paper.theme()).as_bytes())?;
            }
        }
        Format::Json | Format::Jsonl => {
            let objects = counted.flat_map(|(by, values)| {
                let object = |value: &Facet| object(&opened, by, value);
                values.iter().map(object).collect::<Vec<_>>()
            });
            write_objects(objects, args.format == Format::Json, &mut out)?;
        }
    }
    out.flush()?;
    say_faults(&opened);
    if is_empty {
        say("nothing matched");
        return Ok(FAULTS);
    }
    Ok(FINE)
}

/// The longest bar.
const BAR: usize = 20;

/// The values of one key, a row each.
fn table(opened: &Opened, by: Dimension, values: &[Facet], width: usize) -> Vec<Line> {
    let heading = Line::of(Ink::Heading, by.name());
    let mut table = vec![heading.and(Ink::Dim, format!("  {}:", by.key().name()))];
    if values.is_empty() {
        table.push(Line::of(Ink::Dim, "  no event"));
    }
    let most = values.iter().map(|value| value.count).max().unwrap_or(0);
    let digits = grouped(most).len();
    let names: Vec<String> = values
        .iter()
        .map(|value| facets::name(&opened.world, &value.test))
        .collect();
    // The sign, the count, and a blank before the name and before the bar.
    let room = width.saturating_sub(digits + 6 + BAR).max(8);
    let widest = names.iter().map(|name| name.width()).max().unwrap_or(0);
    let room = room.min(widest);
    for (value, name) in values.iter().zip(&names) {
        let sign = match value.choice {
            Choice::Open => "  ",
            Choice::Chosen => "x ",
            Choice::LeftOut => "- ",
        };
        let count = format!("  {:>digits$} ", grouped(value.count));
        let bar = (value.count * BAR).div_ceil(most.max(1));
        let row = Line::of(Ink::Key, sign)
            .and(Ink::Plain, column(name, room))
            .and(Ink::Plain, count)
            .and(Ink::Dim, "━".repeat(bar));
        table.push(row.cut(width));
    }
    table
}

fn object(opened: &Opened, by: Dimension, value: &Facet) -> Value {
    let filter = Filter::of(by.key(), value.test.clone());
    let choice = match value.choice {
        Choice::Open => None,
        Choice::Chosen => Some("chosen"),
        Choice::LeftOut => Some("left-out"),
    };
    json!({
        "by": by.key().name(),
        "term": print(&filter_terms(&opened.world, &filter)),
        "name": facets::name(&opened.world, &value.test),
        "count": value.count,
        "choice": choice,
    })
}

/// Writes objects, a line each; as one array, if so.
fn write_objects(
    objects: impl Iterator<Item = Value>,
    is_array: bool,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut is_first = true;
    for object in objects {
        match (is_array, is_first) {
            (true, true) => write!(out, "[\n{object}")?,
            (true, false) => write!(out, ",\n{object}")?,
            (false, _) => writeln!(out, "{object}")?,
        }
        is_first = false;
    }
    match (is_array, is_first) {
        (true, true) => writeln!(out, "[]"),
        (true, false) => writeln!(out, "\n]"),
        (false, _) => Ok(()),
    }
}
