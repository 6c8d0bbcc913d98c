//! `sitmap keys`: the table of actions as Markdown, for people and for the README.

use std::fmt::Write as _;
use std::io::Write;

use super::{FINE, Failure};
use crate::app::action::Context;
use crate::scene::overlay::key_rows;

/// Print all keys as a Markdown table
#[derive(Debug, clap::Args)]
#[command(after_help = "Exit codes:
  0  fine
  2  nobody takes the output, or the command line makes no sense")]
pub(super) struct Args {}

/// Prints the table.
pub(super) fn run(_: &Args, out: &mut dyn Write) -> Result<u8, Failure> {
    out.write_all(markdown().as_bytes())?;
    out.flush()?;
    Ok(FINE)
}

/// One table, with a row of its own for the name of each context, so that the columns line up from end to end.
pub fn markdown() -> String {
    let mut table = String::from("| key | what it does |\n| --- | --- |\n");
    for context in Context::ALL {
        // Writing to a string cannot fail.
        let _ = writeln!(table, "| **{}** | |", context.name());
        for (keys, help) in key_rows(context, false) {
            let keys: Vec<String> = keys.split(' ').map(code).collect();
            let _ = writeln!(table, "| {} | {} |", keys.join(" "), escaped(&help));
        }
    }
    table
}

/// A key as code; the dots between the first and the last of a row of keys stay dots.
fn code(key: &str) -> String {
    if key == "…" {
        return key.to_owned();
    }
    format!("`{}`", escaped(key))
}

/// A bar would end the cell, within code too.
fn escaped(text: &str) -> String {
    text.replace('|', "\\|")
}
