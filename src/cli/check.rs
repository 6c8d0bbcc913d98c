//! `sitmap check`: every fault of some files, and a count.

use std::fmt::{self, Display, Write as _};
use std::io::{self, Write};
use std::path::PathBuf;

use super::open::{Prepared, Renamed};
use super::{FAULTS, FINE, Failure};
use crate::gazetteer::Problem;
use crate::load::{LoadReport, Loaded, Severity, Watch};

/// Check files and name every fault in them
///
/// Prints one line a fault (file, line, column, what was found and what was expected) and a count. An event with a fault is
/// set aside when the file is opened; the others load. Warnings are things that look wrong and load anyway.
#[derive(Debug, clap::Args)]
#[command(after_help = "Exit codes:
  0  no faults (there may be warnings)
  1  faults found; with --strict, warnings count as faults
  2  a file cannot be read at all, or the command line makes no sense")]
pub(super) struct Args {
    /// Event files
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
}

/// Checks, prints, and says the exit code.
pub(super) fn run(args: &Args, out: &mut dyn Write) -> Result<u8, Failure> {
    let watch = Watch::default();
    let by = (args.gazetteer.as_slice(), args.map.as_slice());
    let mut prepared = Prepared::of(&args.files, None, by, &watch)?;
    let loaded = prepared.load(&watch)?;
    let Prepared {
        gazetteer,
        problems,
        mut report,
        ..
    } = prepared;
    let events = events_in_words(&loaded);
    report.append(loaded.report);
    let counted = Counted::of(&report, &problems, args.strict);
    let mut checked = Vec::new();
    if !args.files.is_empty() {
        checked.push(events);
    }
    if !args.gazetteer.is_empty() {
        checked.push(many(gazetteer.places().len(), "place"));
    }
    let summary = format!("{}; {counted}", checked.join(", "));
    match print(&report, &problems, &summary, out) {
        // Whoever reads has seen enough; the answer stays the same.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
        printed => printed?,
    }
    Ok(if counted.faults == 0 { FINE } else { FAULTS })
}

fn print(
    report: &LoadReport,
    problems: &[Problem],
    summary: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    let out = &mut io::BufWriter::new(out);
    for fault in &report.faults {
        writeln!(out, "{fault}")?;
    }
    for problem in problems {
        writeln!(out, "gazetteer: {problem}")?;
    }
    for note in &report.notes {
        writeln!(out, "{note}")?;
    }
    writeln!(out, "{summary}")?;
    out.flush()
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
struct Counted {
    faults: usize,
    warnings: usize,
    unverified: usize,
}

impl Counted {
    fn of(report: &LoadReport, problems: &[Problem], strict: bool) -> Self {
        let errors = report.count(Severity::Error) + problems.len();
        let warnings = report.count(Severity::Warning);
        Self {
            faults: if strict { errors + warnings } else { errors },
            warnings: if strict { 0 } else { warnings },
            unverified: report.unverified_spans,
        }
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
