//! `sitmap man`: the manual as one page, made of the command line, the key table and the exit codes.
//!
//! Everything that stands elsewhere is taken from there; only what the environment does, and what is kept, is told here.

use std::io::{self, Write};

use clap::Command;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::{EXIT_CODES, FINE, Failure, told};
use crate::app::action::Context;
use crate::scene::overlay::key_rows;

/// Print the manual page, for man to read
#[derive(Debug, clap::Args)]
#[command(after_help = "To read it:
  once      sitmap man | man -l -
  with man  sitmap man > ~/.local/share/man/man1/sitmap.1; man sitmap

Exit codes:
  0  fine
  2  nobody takes the output, or the command line makes no sense")]
pub(super) struct Args {}

/// What the environment changes.
const ENVIRONMENT: &[(&str, &str)] = &[
    (
        "TERM, COLORTERM",
        "How many colours the terminal shows; --colors says otherwise.",
    ),
    (
        "NO_COLOR",
        "Set to anything: no colours, only bold, underline and reverse.",
    ),
    (
        "LC_ALL, LC_CTYPE, LANG",
        "The first that is set: where it names no UTF-8, only ASCII is shown.",
    ),
    (
        "TMUX, STY",
        "Inside tmux or GNU screen, what is copied is handed on through them.",
    ),
    (
        "XDG_STATE_HOME, HOME",
        "Where things are kept: see FILES. Without both, nothing is kept once sitmap is left.",
    ),
    (
        "TMPDIR",
        "Where input goes that is too large for memory, until sitmap is left.",
    ),
];

/// What is kept from one day to the next, and where.
const FILES: &[(&str, &str)] = &[
    (
        "$XDG_STATE_HOME/sitmap, or ~/.local/state/sitmap",
        "The folder of all that is kept, readable by its owner alone. It is made once there is something to keep. The files in it \
         are plain text, a line each, and may be read, mended and removed; what of one cannot be read is set aside, never lost. \
         Nothing is ever written into the data.",
    ),
    (
        "bookmarks",
        "Views that have names: the name, a tab, and the line that leads there.",
    ),
    ("queries", "What was looked for, the newest last."),
    (
        "views",
        "For the event files that were looked at, by their paths, the line of the view that they were left with; --resume goes on there.",
    ),
];

/// Prints the page.
pub(super) fn run(_: &Args, out: &mut dyn Write) -> Result<u8, Failure> {
    out.write_all(&page()?)?;
    out.flush()?;
    Ok(FINE)
}

fn page() -> io::Result<Vec<u8>> {
    let mut command = told();
    command.build();
    let commands: Vec<Command> = command
        .get_subcommands()
        .filter(|command| command.get_name() != "help")
        .cloned()
        .collect();
    let usages: Vec<String> = std::iter::once(&command)
        .chain(&commands)
        .map(usage)
        .collect();
    let man = Man::new(command.override_usage(usages.join("\n")))
        // A blank, as nothing at all would move what stands behind it.
        .date(" ")
        .source(concat!("sitmap ", env!("CARGO_PKG_VERSION")))
        .manual("User Commands");
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    section("COMMANDS").to_writer(&mut page)?;
    for command in commands {
        subcommand(command, &mut page)?;
    }
    keys().to_writer(&mut page)?;
    let mut rest = section("LANGUAGE");
    notes(&mut rest, &super::language::described());
    rest.control("SH", ["ENVIRONMENT"]);
    for (name, what) in ENVIRONMENT {
        entry(&mut rest, name, what);
    }
    rest.control("SH", ["FILES"]);
    for (name, what) in FILES {
        entry(&mut rest, name, what);
    }
    rest.control("SH", ["EXIT STATUS"]);
    notes(&mut rest, EXIT_CODES.trim_start_matches("Exit codes:"));
    rest.to_writer(&mut page)?;
    Ok(page)
}

fn usage(command: &Command) -> String {
    let usage = command.clone().render_usage().to_string();
    usage.trim_start_matches("Usage:").trim().to_owned()
}

/// A command: how it is called, what it does, what it takes, and what else its help says.
fn subcommand(command: Command, page: &mut Vec<u8>) -> io::Result<()> {
    let mut roff = Roff::new();
    let name = format!("sitmap {}", command.get_name());
    roff.control("SS", [name.as_str()]);
    roff.text([roman(
        command
            .get_about()
            .map_or(String::new(), ToString::to_string),
    )]);
    roff.to_writer(page)?;
    let after = command.get_after_help().map(ToString::to_string);
    let mut options = Vec::new();
    Man::new(command.disable_help_flag(true)).render_options_section(&mut options)?;
    // Under its own heading, not under one of the page.
    let options = String::from_utf8_lossy(&options).into_owned();
    let (_, options) = options.split_once(".SH OPTIONS\n").unwrap_or_default();
    page.extend_from_slice(options.as_bytes());
    let mut roff = Roff::new();
    roff.control("PP", []);
    notes(&mut roff, &after.unwrap_or_default());
    roff.to_writer(page)
}

/// Lines of help: indented ones are a word and what it means, the others stand as they are.
fn notes(roff: &mut Roff, lines: &str) {
    for line in lines.lines() {
        let entry_of = line
            .strip_prefix("  ")
            .and_then(|line| line.split_once("  "));
        match entry_of {
            Some((word, meaning)) => entry(roff, word, meaning.trim()),
            None if line.trim().is_empty() => roff.control("PP", []).text([]),
            None => roff.text([roman(line)]),
        };
    }
}

fn keys() -> Roff {
    let mut roff = section("KEYS");
    for context in Context::ALL {
        roff.control("SS", [context.name()]);
        for (keys, help) in key_rows(context, true) {
            entry(&mut roff, &keys, &help);
        }
    }
    roff
}

fn section(name: &str) -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", [name]);
    roff
}

fn entry<'a>(roff: &'a mut Roff, word: &str, meaning: &str) -> &'a mut Roff {
    roff.control("TP", [])
        .text([bold(word)])
        .text([roman(meaning)])
}
