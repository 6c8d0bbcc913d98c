//! `sitmap generate`: made-up events, as many as one likes, to measure and to try the program with.
//!
//! The same number, seed and format give the same bytes on every machine, as long as the bundled gazetteer is the same:
//! its places come first. Rows are made one after the other and never held, and a longer file begins with the rows of a
//! shorter one. Nothing of it is true, and no sentence is anybody else's.
//!
//! Hidden from `--help`: it is a tool for those who work on the program.

mod author;
mod calendar;
mod fault;
mod format;
mod lexicon;
mod phrases;
mod random;
mod row;
mod stage;

use std::fs::File;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::{FINE, Failure};
use crate::model::text::Text;
use author::Author;
use fault::Faults;
use format::Format;

/// So many bytes are written at once.
const AT_ONCE: usize = 1 << 20;

/// Make up events for trying and measuring
///
/// Writes flat rows (JSON lines, CSV, TSV) or a document of the native format. The same number, seed and format give the
/// same bytes.
#[derive(Debug, clap::Args)]
#[command(after_help = "Exit codes:
  0  written
  2  it cannot be written, there is such a file already, or the command line makes no sense")]
pub(super) struct Args {
    /// How many events
    #[arg(value_name = "N")]
    events: u64,
    /// Another seed, other events
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The format; without it, what the ending of the file's name says
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// The file to write; - is standard output
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Write over a file that is there
    #[arg(long)]
    force: bool,
    /// Make so many of every thousand rows faulty
    #[arg(long, value_name = "PER_MILLE", default_value_t = 0, value_parser = clap::value_parser!(u64).range(..=fault::MOST))]
    bad: u64,
}

/// Why a file cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum Unwritable {
    /// Somebody may want to keep it.
    #[error("{file}: there is such a file already; --force writes over it")]
    Exists {
        /// The file, as the person named it.
        file: Text,
    },
    /// Nothing says what to write.
    #[error(
        "{file}: its name says no format, expected .jsonl, .csv, .tsv or .json; --format says one"
    )]
    NoFormat {
        /// The file, as the person named it.
        file: Text,
    },
    /// The system refuses.
    #[error("{file}: cannot be written: {source}")]
    Io {
        /// The file, as the person named it.
        file: Text,
        /// What the system says.
        source: io::Error,
    },
}

/// Writes what is asked for.
pub(super) fn run(args: &Args) -> Result<u8, Failure> {
    let file = || Text::clean(&args.output.display().to_string());
    let ending = args.output.extension().and_then(|ending| ending.to_str());
    let format = args.format.or_else(|| Format::of_ending(ending?));
    let format = format.ok_or_else(|| Unwritable::NoFormat { file: file() })?;
    if args.output == Path::new("-") {
        write(args, format, &mut io::stdout().lock())?;
        return Ok(FINE);
    }
    let mut out = create(&args.output, args.force).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => Unwritable::Exists { file: file() },
        _ => unwritable(file(), error),
    })?;
    match write(args, format, &mut out) {
        Err(Failure::Output(error)) => Err(unwritable(file(), error).into()),
        written => written.map(|()| FINE),
    }
}

fn unwritable(file: Text, source: io::Error) -> Unwritable {
    Unwritable::Io { file, source }
}

fn create(path: &Path, force: bool) -> io::Result<File> {
    if force {
        File::create(path)
    } else {
        File::create_new(path)
    }
}

fn write(args: &Args, format: Format, out: &mut dyn Write) -> Result<(), Failure> {
    let author = Author::of(args.seed)?;
    let faults = Faults {
        per_mille: args.bad,
        seed: args.seed,
    };
    let mut buffer = String::with_capacity(AT_ONCE + AT_ONCE / 8);
    format.begin(&mut buffer);
    author.write(args.events, |number, row| {
        faults.plant(number, row);
        format.row(row, number == 0, &mut buffer);
        if buffer.len() >= AT_ONCE {
            out.write_all(buffer.as_bytes())?;
            buffer.clear();
        }
        io::Result::Ok(())
    })?;
    format.end(&mut buffer);
    out.write_all(buffer.as_bytes())?;
    Ok(out.flush()?)
}
