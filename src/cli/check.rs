//! `sitmap check`: every fault of some files, and a count.

mod briefing;

use std::fmt::{self, Display, Write as _};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use self::briefing::{Against, Checked};
use super::briefing::Source;
use super::open::{Prepared, Renamed};
use super::render::size;
use super::{FAULTS, FINE, Failure};
use crate::app::layout::{LEAST, Size};
use crate::gazetteer::Problem;
use crate::load::{LoadReport, Loaded, Severity, Watch};

/// Check files and name every fault in them
///
/// Prints one line a fault (file, line, column, what was found and what was expected) and a count. An event with a fault is
/// set aside when the file is opened; the others load. Warnings are things that look wrong and load anyway.
///
/// A file whose name ends in .md is a briefing: its commands, its views and the events that it cites are held against the data
/// that it names; faults of that data are counted only.
#[derive(Debug, clap::Args)]
#[command(after_help = "Exit codes:
  0  no faults (there may be warnings)
  1  faults found; with --strict, warnings count as faults
  2  a file cannot be read at all, or the command line makes no sense")]
pub(super) struct Args {
    /// Event files and briefings
    #[arg(value_name = "FILE", required_unless_present = "gazetteer")]
    files: Vec<PathBuf>,
    /// Count warnings as faults
    #[arg(long)]
    strict: bool,
    /// A gazetteer to look places up in before the bundled one; may be given more than once
    #[arg(long, value_name = "FILE")]
    gazetteer: Vec<PathBuf>,
    /// What a field of flat rows is called in the files: lat=Y,lon=X,date=When
    #[arg(long, value_name = "FIELD=COLUMN", value_delimiter = ',')]
    map: Vec<Renamed>,
    /// An event file to hold briefings against instead of those that they name; may be given more than once, and lie anywhere
    #[arg(long, value_name = "FILE")]
    data: Vec<PathBuf>,
    /// Warn where the words of a briefing's step do not fit a screen of this size, such as 80x24; may be given more than once
    #[arg(long, value_name = "SIZE", value_parser = screen)]
    size: Vec<Size>,
}

/// The size of a screen that a briefing can be shown on.
fn screen(written: &str) -> Result<Size, String> {
    let size = size(written)?;
    if size.columns < LEAST.columns || size.rows < LEAST.rows {
        let Size { columns, rows } = LEAST;
        return Err(format!("sitmap needs at least {columns}x{rows}"));
    }
    Ok(size)
}

/// A file that is a briefing by its name.
fn is_briefing(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|it| {
        ["md", "markdown"]
            .iter()
            .any(|md| it.eq_ignore_ascii_case(md))
    })
}

/// Checks, prints, and says the exit code.
pub(super) fn run(args: &Args, out: &mut dyn Write) -> Result<u8, Failure> {
    let (briefings, files): (Vec<_>, Vec<_>) = args
        .files
        .iter()
        .cloned()
        .partition(|path| is_briefing(path));
    let sources = briefings.iter().map(|path| Source::read(Some(path)));
    let sources: Vec<Source> = sources.collect::<Result<_, _>>()?;
    let mut found = Found::default();
    if !files.is_empty() || !args.gazetteer.is_empty() {
        found.files(&files, args)?;
    }
    let against = Against {
        data: &args.data,
        gazetteers: &args.gazetteer,
        map: &args.map,
        sizes: &args.size,
    };
    for source in sources {
        let checked = briefing::check(source, against)?;
        found.briefing(checked, args.strict);
    }
    match found.print(out) {
        // Whoever reads has seen enough; the answer stays the same.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
        printed => printed?,
    }
    Ok(if found.counted.faults == 0 {
        FINE
    } else {
        FAULTS
    })
}

/// What is printed in the end.
#[derive(Default)]
struct Found {
    /// A line each.
    lines: Vec<String>,
    /// What was looked at, counted.
    checked: Vec<String>,
    counted: Counted,
}

impl Found {
    /// Checks event files and gazetteers.
    fn files(&mut self, files: &[PathBuf], args: &Args) -> Result<(), Failure> {
        let watch = Watch::default();
        let by = (args.gazetteer.as_slice(), args.map.as_slice());
        let mut prepared = Prepared::of(files, None, by, &watch)?;
        let loaded = prepared.load(&watch)?;
        let Prepared {
            gazetteer,
            problems,
            mut report,
            ..
        } = prepared;
        if !files.is_empty() {
            self.checked.push(events_in_words(&loaded));
        }
        if !args.gazetteer.is_empty() {
            let places = gazetteer.places().len();
            self.checked.push(many(places, "place"));
        }
        report.append(loaded.report);
        self.counted.add(&report, &problems, args.strict);
        let faults = report.faults.iter().map(ToString::to_string);
        self.lines.extend(faults);
        let problems = problems.iter();
        self.lines
            .extend(problems.map(|problem| format!("gazetteer: {problem}")));
        self.lines
            .extend(report.notes.iter().map(ToString::to_string));
        Ok(())
    }

    /// Takes what was found in a briefing.
    fn briefing(&mut self, checked: Checked, strict: bool) {
        let warnings = checked.warnings;
        self.counted.faults += checked.faults + if strict { warnings } else { 0 };
        self.counted.warnings += if strict { 0 } else { warnings };
        let steps = many(checked.steps, "step");
        let citations = many(checked.citations, "citation");
        self.checked.push(format!("{steps}, {citations}"));
        self.lines.extend(checked.lines);
    }

    fn print(&self, out: &mut dyn Write) -> io::Result<()> {
        let out = &mut io::BufWriter::new(out);
        for line in &self.lines {
            writeln!(out, "{line}")?;
        }
        writeln!(out, "{}; {}", self.checked.join(", "), self.counted)?;
        out.flush()
    }
}

fn events_in_words(loaded: &Loaded) -> String {
    let dataset = &loaded.dataset;
    let mut events = many(dataset.events.len(), "event");
    if loaded.report.set_aside > 0 {
        let _ = write!(events, " ({} set aside)", loaded.report.set_aside);
    }
    let reports = usize::try_from(dataset.report_count()).unwrap_or(usize::MAX);
    let reports = many(reports, "report");
    let documents = many(dataset.documents.len(), "document");
    format!("{events}, {reports}, {documents}")
}

/// What was found, counted.
#[derive(Default)]
struct Counted {
    faults: usize,
    warnings: usize,
    unverified: usize,
}

impl Counted {
    fn add(&mut self, report: &LoadReport, problems: &[Problem], strict: bool) {
        let errors = report.count(Severity::Error) + problems.len();
        let warnings = report.count(Severity::Warning);
        self.faults += errors + if strict { warnings } else { 0 };
        self.warnings += if strict { 0 } else { warnings };
        self.unverified += report.unverified_spans;
    }
}

impl Display for Counted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&many(self.faults, "fault"))?;
        if self.warnings > 0 {
            write!(f, ", {}", many(self.warnings, "warning"))?;
        }
        if self.unverified > 0 {
            write!(f, ", {} not checked", many(self.unverified, "span"))?;
        }
        Ok(())
    }
}

fn many(count: usize, what: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {what}{plural}")
}
