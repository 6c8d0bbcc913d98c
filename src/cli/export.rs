//! `sitmap export`: a briefing to be handed out.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::briefing::{Named, Source, not_put};
use super::paper::say;
use super::render::size;
use super::{FAULTS, FINE, Failure, theme};
use crate::app::App;
use crate::app::deck::Deck;
use crate::app::layout::{LEAST, Size};
use crate::export::briefing::{self, Options};
use crate::model::text::Text;
use crate::session::whole::{may_put, put};

/// Write a briefing as Markdown, as a page, as text or as a picture, to hand it out
///
/// Every step with its map, its words, and the source sentences of what it cites; at the end what all of it rests on and how sure that is.
/// What stands in the briefing's notes is left out. Without a briefing the bundled one is written.
#[derive(Debug, clap::Args)]
#[command(after_help = "Exit codes:
  0  written
  1  written, but something is wrong in the briefing: sitmap check says what
  2  could not do it: a file cannot be read or written, there is one already, or the command line makes no sense")]
pub(super) struct Args {
    /// The briefing: a Markdown file
    #[arg(value_name = "BRIEFING")]
    briefing: Option<PathBuf>,
    /// The file to write; its ending says the format: .md, .html, .txt or .svg. May be given more than once; - is standard output
    #[arg(short, long, value_name = "FILE", required = true)]
    output: Vec<PathBuf>,
    /// The format of what goes to standard output, and of files whose ending says none
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Write the presenter's notes too
    #[arg(long)]
    notes: bool,
    /// Write over files that are there
    #[arg(long)]
    force: bool,
    /// Only this step, by its number
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    step: Option<u32>,
    /// Columns and rows of the maps; by default what fits the format
    #[arg(long, value_name = "COLUMNSxROWS", value_parser = map_size)]
    size: Option<Size>,
    /// Draw maps and write text in ASCII only
    #[arg(long)]
    ascii: bool,
    /// Which background to choose colours for; by default a page follows its reader's browser, a picture the briefing
    #[arg(long, value_enum, value_name = "BACKGROUND")]
    theme: Option<theme::Named>,
    #[command(flatten)]
    named: Named,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Markdown, as forges show it
    Markdown,
    /// A page that stands for itself, for a browser or a printer
    Html,
    /// Plain text, 80 columns wide
    Text,
    /// A picture
    Svg,
}

/// No map is larger than this, in columns or rows.
const LARGEST_MAP: u16 = 400;

fn map_size(written: &str) -> Result<Size, String> {
    let fits = |size: &Size| {
        (LEAST.columns..=LARGEST_MAP).contains(&size.columns)
            && (LEAST.rows..=LARGEST_MAP).contains(&size.rows)
    };
    let size = size(written).ok().filter(fits);
    size.ok_or_else(|| {
        format!(
            "expected a size like 100x30, from {}x{} to {LARGEST_MAP}x{LARGEST_MAP}",
            LEAST.columns, LEAST.rows
        )
    })
}

impl Format {
    fn of_ending(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        Some(match ending.as_str() {
            "md" | "markdown" => Self::Markdown,
            "html" | "htm" | "xhtml" => Self::Html,
            "txt" | "text" => Self::Text,
            "svg" => Self::Svg,
            _ => return None,
        })
    }

    fn of_export(self) -> briefing::Format {
        match self {
            Self::Markdown => briefing::Format::Markdown,
            Self::Html => briefing::Format::Html,
            Self::Text => briefing::Format::Text,
            Self::Svg => briefing::Format::Svg,
        }
    }
}

/// No screen is asked for; a view has to have one.
const SOME_SIZE: Size = Size {
    columns: 100,
    rows: 40,
};

/// Writes the briefing, to every file that is named or to none that is in the way.
pub(super) fn run(args: &Args, out: &mut dyn Write) -> Result<u8, Failure> {
    let targets = args.targets()?;
    let source = Source::read(args.briefing.as_deref())?;
    let (opened, deck) = source.open(&args.named)?;
    let options = args.options(&source, &deck)?;
    let mut app = App::new(opened.world.clone(), opened.reader.clone(), SOME_SIZE, 2.0);
    for (path, format) in targets {
        let written = briefing::of(&mut app, &deck, format.of_export(), options);
        if is_stream(path) {
            out.write_all(written.as_bytes())?;
            out.flush()?;
        } else {
            put(path, written.as_bytes(), args.force).map_err(|why| not_put(path, &why))?;
        }
    }
    let faults: Vec<String> = source.told(&deck.faults).collect();
    for fault in &faults {
        say(fault);
    }
    let is_wrong = deck.faults.iter().any(|fault| !fault.is_warning);
    Ok(if is_wrong { FAULTS } else { FINE })
}

fn is_stream(path: &Path) -> bool {
    path == Path::new("-")
}

fn shown(path: &Path) -> Text {
    Text::clean(&path.display().to_string())
}

impl Args {
    /// Where what is written goes, and as what.
    fn targets(&self) -> Result<Vec<(&Path, Format)>, Failure> {
        let mut targets: Vec<(&Path, Format)> = Vec::new();
        for path in &self.output {
            let format = Format::of_ending(path).or(self.format);
            let Some(format) = format else {
                return Err(Failure::File(if is_stream(path) {
                    "-o -: --format says what to print: markdown, html, text or svg".to_owned()
                } else {
                    format!(
                        "{}: its name says no format, expected .md, .html, .txt or .svg; --format says one",
                        shown(path)
                    )
                }));
            };
            if targets.iter().any(|(other, _)| *other == path) {
                return Err(Failure::File(format!("{}: named twice", shown(path))));
            }
            if !is_stream(path) {
                may_put(path, self.force).map_err(|why| not_put(path, &why))?;
            }
            targets.push((path, format));
        }
        Ok(targets)
    }

    fn options(&self, source: &Source, deck: &Deck) -> Result<Options, Failure> {
        let step = match self.step {
            None => None,
            Some(number) => {
                let at = usize::try_from(number).unwrap_or(usize::MAX) - 1;
                let all = deck.stops.len();
                if at >= all {
                    let name = source.name();
                    return Err(Failure::File(format!(
                        "--step {number}: {name} has {all} steps"
                    )));
                }
                Some(at)
            }
        };
        Ok(Options {
            notes: self.notes,
            step,
            map: self.size,
            ascii: self.ascii,
            backdrop: self.theme.map(theme::Named::backdrop),
        })
    }
}
