//! How what a command prints for people looks: its width, its colours, its letters.

use std::io::{self, IsTerminal as _, Write as _};

use super::open::Opened;
use super::theme;
use crate::session::{self, environment};
use crate::ui::theme::{Colours, Theme};

/// The codes of commands that look for something.
pub(super) const FOUND_OR_NOT: &str = "Exit codes:
  0  found
  1  nothing matched
  2  could not do it: a file cannot be read, or the command line makes no sense";

/// How wide lines are where nobody says.
const USUAL_WIDTH: usize = 80;

/// What rows are printed as, where they are not events.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// Columns that fit the width, for people
    #[default]
    Table,
    /// One array of objects
    Json,
    /// An object a line
    Jsonl,
}

/// How what is printed looks.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(super) struct Paper {
    /// Whether to use colours
    #[arg(long, value_enum, value_name = "WHEN", default_value_t)]
    color: Colour,
    /// Which background the colours are for
    #[arg(long, value_enum, default_value_t)]
    theme: theme::Named,
    /// How many columns a line may have; by default those of the terminal, else $COLUMNS, else 80
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(20..=1_000))]
    width: Option<u16>,
    /// Print ASCII only; on a terminal, a locale without UTF-8 means the same
    #[arg(long)]
    ascii: bool,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, Default, clap::ValueEnum)]
enum Colour {
    /// On a terminal, unless the environment says `NO_COLOR`
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl Paper {
    /// How many columns a line may have.
    pub fn width(self) -> usize {
        let terminal = io::stdout().is_terminal().then(|| session::size().columns);
        let said = self.width.or(terminal).map(usize::from);
        said.or(environment::columns()).unwrap_or(USUAL_WIDTH)
    }

    /// How many columns a line of prose may have: where nobody says, no more than are easily read.
    pub fn reading_width(self) -> usize {
        let said = self.width.map(usize::from);
        said.unwrap_or_else(|| self.width().min(USUAL_WIDTH))
    }

    /// What it looks like. What goes to a file or a pipe keeps all its letters, whatever the locale.
    pub fn theme(self) -> Theme {
        let is_terminal = io::stdout().is_terminal() && !environment::is_dumb();
        let colours = match (self.color, environment::colours()) {
            (Colour::Never, _) => Colours::None,
            (Colour::Auto, _) if !is_terminal => Colours::None,
            // Every terminal that has colours has the sixteen.
            (Colour::Always, Colours::None) => Colours::Sixteen,
            (Colour::Auto | Colour::Always, colours) => colours,
        };
        Theme {
            colours,
            backdrop: self.theme.backdrop(),
            ascii: self.ascii || (io::stdout().is_terminal() && environment::is_ascii()),
        }
    }

    /// Whether what is drawn with signs is drawn in ASCII: so it is wherever the locale asks for it.
    pub fn is_ascii(self) -> bool {
        self.ascii || environment::is_ascii()
    }
}

/// Says on standard error what a person should know and a program need not.
pub(super) fn say(words: &str) {
    // A complaint that cannot be heard changes nothing.
    drop(writeln!(io::stderr(), "sitmap: {words}"));
}

/// Says that loading found things wrong, if it did.
pub(super) fn say_faults(opened: &Opened) {
    if let Some(message) = opened.message() {
        let message = message
            .trim_end_matches(": ! shows them")
            .trim_end_matches(": ! shows it");
        say(&format!("{message}; sitmap check names them"));
    }
}
