//! `sitmap new-briefing`: a first draft of a briefing, from the data.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::briefing::not_put;
use super::choose::Choose;
use super::open::Files;
use super::paper::say_faults;
use super::{FAULTS, FINE, Failure};
use crate::app::App;
use crate::app::layout::Size;
use crate::app::line::Reading;
use crate::export::draft::{self, By};
use crate::model::briefing::Briefing;
use crate::model::text::Text;
use crate::session::whole;

/// Draft a briefing from the data: an overview, then region by region or day by day
///
/// Every statement cites its event and says who says so; what is uncertain is worded so. Go on with it in an editor, or in the viewer
/// with sitmap --briefing.
#[derive(Debug, clap::Args)]
#[command(after_help = "Exit codes:
  0  fine
  1  no event is chosen
  2  a file cannot be read or written, or the command line makes no sense")]
pub(super) struct Args {
    #[command(flatten)]
    files: Files,
    #[command(flatten)]
    choose: Choose,
    /// The file to write; standard output without it
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// What the steps are about; by default regions, where the events lie in several
    #[arg(long, value_enum, value_name = "WHAT")]
    by: Option<About>,
    /// Write over an existing file
    #[arg(long)]
    force: bool,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum About {
    /// A region each
    Region,
    /// A day each; a month or a year, where there are many
    Day,
}

/// Writes the draft.
pub(super) fn run(args: &Args, out: &mut dyn Write) -> Result<u8, Failure> {
    if let Some(path) = &args.output {
        whole::may_put(path, args.force).map_err(|why| not_put(path, &why))?;
    }
    let opened = args.files.open()?;
    let filter = args.choose.filter(&opened)?;
    let size = Size {
        columns: 80,
        rows: 24,
    };
    let mut app = App::new(opened.world.clone(), opened.reader.clone(), size, 2.0);
    app.go_to(&Reading {
        filter,
        ..Reading::default()
    });
    say_faults(&opened);
    if app.world.listed(&app.view).is_empty() {
        return Ok(FAULTS);
    }
    let by = args.by.map(|about| match about {
        About::Region => By::Region,
        About::Day => By::Day,
    });
    let front = Briefing::begun(
        &draft::title(&app),
        &args.named(&args.files.events)?,
        &args.named(&args.files.gazetteers)?,
    );
    let text = draft::draft(&mut app, &front, by);
    match &args.output {
        Some(path) => {
            whole::put(path, text.as_bytes(), args.force).map_err(|why| not_put(path, &why))?;
        }
        None => out.write_all(text.as_bytes())?,
    }
    Ok(FINE)
}

impl Args {
    /// Files as the briefing names them: relative to its folder. One that lies elsewhere cannot be named there.
    fn named(&self, files: &[PathBuf]) -> Result<Vec<String>, Failure> {
        let folder = self.output.as_deref().and_then(Path::parent);
        let folder = folder.filter(|folder| !folder.as_os_str().is_empty());
        let home = std::fs::canonicalize(folder.unwrap_or(Path::new(".")));
        let mut named = Vec::new();
        for file in files {
            let inside = std::fs::canonicalize(file).ok().zip(home.as_ref().ok());
            let inside =
                inside.and_then(|(file, home)| Some(file.strip_prefix(home).ok()?.to_owned()));
            let Some(path) = inside.as_ref().and_then(|path| path.to_str()) else {
                let words = format!(
                    "{}: not below the briefing's folder, so that the briefing cannot name it; write the briefing beside the data",
                    file.display()
                );
                return Err(Failure::File(Text::clean(&words).to_string()));
            };
            named.push(path.to_owned());
        }
        Ok(named)
    }
}
