//! `sitmap language`: how lines are written that choose events and say how they are seen.

use std::io::Write;

use super::{FINE, Failure};
use crate::model::query::{KEYS, KeySpec};

/// Print the language of --filter, --view and the search box
#[derive(Debug, clap::Args)]
#[command(after_help = "Exit codes:
  0  fine
  2  the output cannot be written")]
pub(super) struct Args {}

const RULES: &str = "A line is terms with blanks between them; an event has to pass each of them. Several values with commas between them
mean \"or\", and - before a term means \"not\". What has blanks or commas in it stands in quotes. A word without a key is
looked for in summaries and sentences, by its beginning; a date names a day, a month, a year or a moment.

  place:\"Tal Afar\",raqqa -status:negated from:2017-03-01 bridge

Names are ids, names or other names, in Latin or Arabic letters; one that is not known is taken for the only one that is
near, which is said.
";

/// Prints rules and keys.
pub(super) fn run(_: &Args, out: &mut dyn Write) -> Result<u8, Failure> {
    out.write_all(described().as_bytes())?;
    out.flush()?;
    Ok(FINE)
}

/// The language in words: its rules, then a line a key.
pub(super) fn described() -> String {
    let (views, filters): (Vec<&KeySpec>, Vec<_>) = KEYS.iter().partition(|spec| spec.is_view);
    let table = |title: &str, specs: &[&KeySpec]| {
        let rows = specs.iter().map(|spec| {
            let shape = format!("{}:{}", spec.name, spec.takes);
            format!("  {shape:<46}{}\n", spec.help)
        });
        format!("\n{title}\n{}", rows.collect::<String>())
    };
    format!(
        "{RULES}{}{}",
        table("Which events:", &filters),
        table("How they are seen (--view only):", &views)
    )
}
