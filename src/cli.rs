//! What the command line asks for, one file a subcommand.
//!
//! The only room that knows every other. Results go to standard output, complaints to standard error.

mod briefing;
mod check;
mod choose;
mod completions;
mod describe;
mod export;
mod facets;
mod generate;
pub mod keys;
mod language;
mod list;
mod man;
mod names;
mod near;
mod new_briefing;
pub mod open;
mod paper;
mod present;
mod render;
mod run;
mod show;
mod theme;
mod timeline;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{CommandFactory as _, Parser, Subcommand};

use crate::index::names::Kind;

/// Everything is fine.
pub const FINE: u8 = 0;
/// Faults were found, or nothing matched.
pub const FAULTS: u8 = 1;
/// It could not be done.
pub const FAILED: u8 = 2;

const EXIT_CODES: &str = "Exit codes:
  0  fine
  1  faults found, or nothing matched
  2  could not do it: a file cannot be read, or the command line makes no sense";

/// A situation map in a terminal: events, the sentences behind them, and the map under them.
#[derive(Debug, Parser)]
#[command(
    name = "sitmap",
    version,
    about,
    after_help = EXIT_CODES,
    args_conflicts_with_subcommands = true
)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    run: run::Args,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Find actors by name, in Latin or Arabic letters, misspelt or not
    ///
    /// Prints what the search box finds, likeliest first, sixty at most.
    Actors(names::Args),
    Check(check::Args),
    Completions(completions::Args),
    Describe(describe::Args),
    Export(export::Args),
    Facets(facets::Args),
    #[command(hide = true)]
    Generate(generate::Args),
    Keys(keys::Args),
    Language(language::Args),
    List(list::Args),
    Man(man::Args),
    NewBriefing(new_briefing::Args),
    /// Find places by name, in Latin or Arabic letters, misspelt or not
    ///
    /// Prints what the search box finds, likeliest first, sixty at most.
    Places(names::Args),
    Present(present::Args),
    Render(render::Args),
    Show(show::Args),
    Timeline(timeline::Args),
}

/// The command line as it is told to people and shells: without what is there for measuring only.
fn told() -> clap::Command {
    let all = Cli::command();
    let commands = all.get_subcommands().filter(|it| !it.is_hide_set());
    let mut told = clap::Command::new("sitmap")
        .version(env!("CARGO_PKG_VERSION"))
        .args(all.get_arguments().cloned())
        .subcommands(commands.cloned())
        .args_conflicts_with_subcommands(true);
    if let Some(about) = all.get_about() {
        told = told.about(about.clone());
    }
    told
}

/// Does what the command line says.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let out = || io::stdout().lock();
    let done = match cli.command {
        Some(Command::Actors(args)) => names::run(&args, Kind::Actors, &mut out()),
        Some(Command::Check(args)) => check::run(&args, &mut out()),
        Some(Command::Completions(args)) => completions::run(&args, &mut out()),
        Some(Command::Describe(args)) => describe::run(&args, &mut out()),
        Some(Command::Export(args)) => export::run(&args, &mut out()),
        Some(Command::Facets(args)) => facets::run(&args, &mut out()),
        Some(Command::Generate(args)) => generate::run(&args),
        Some(Command::Keys(args)) => keys::run(&args, &mut out()),
        Some(Command::Language(args)) => language::run(&args, &mut out()),
        Some(Command::List(args)) => list::run(&args, &mut out()),
        Some(Command::Man(args)) => man::run(&args, &mut out()),
        Some(Command::NewBriefing(args)) => new_briefing::run(&args, &mut out()),
        Some(Command::Places(args)) => names::run(&args, Kind::Places, &mut out()),
        Some(Command::Present(args)) => present::run(&args),
        Some(Command::Render(args)) => render::run(&args, &mut out()),
        Some(Command::Show(args)) => show::run(args, &mut out()),
        Some(Command::Timeline(args)) => timeline::run(&args, &mut out()),
        None => run::run(cli.run),
    };
    ExitCode::from(match done {
        Ok(code) => code,
        // Whoever reads has seen enough.
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => FINE,
        Err(failure) => {
            // Nobody is left to tell where standard error is closed too.
            let _ = writeln!(io::stderr(), "sitmap: {failure}");
            FAILED
        }
    })
}

/// Why a command could not be carried out.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// A file cannot be read.
    #[error("{0}")]
    Unreadable(#[from] crate::load::Unreadable),
    /// The program was built with a damaged map.
    #[error("the bundled base map is damaged: {0}")]
    Basemap(#[from] crate::basemap::Damaged),
    /// The terminal cannot be used.
    #[error("the terminal cannot be used: {0}")]
    Terminal(#[source] io::Error),
    /// What was shown cannot be read to its end.
    #[error("{0}")]
    File(String),
    /// A file cannot be written.
    #[error("{}", .0)]
    Unwritable(#[from] generate::Unwritable),
    /// A line of the language makes no sense.
    #[error("{0}")]
    Line(String),
    /// Nobody takes the output.
    #[error("cannot write: {0}")]
    Output(#[from] io::Error),
}
