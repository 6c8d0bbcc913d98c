//! `sitmap show`: events in full, as the inspector shows them.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::Path;

use super::choose::Choose;
use super::near::Ids;
use super::open::{Files, Opened};
use super::paper::{FOUND_OR_NOT, Paper, say, say_faults};
use super::{FAULTS, FINE, Failure};
use crate::app::App;
use crate::app::layout::Size;
use crate::export::lines;
use crate::model::entry::EventIx;
use crate::model::filter::Filter;
use crate::model::text::Text;
use crate::scene::inspector::{self, Sheet};
use crate::scene::prose::{Ink, Line};

/// Print an event in full: sentence, who says so, when, where, and how well that is known
///
/// Words that are marked in the sentence stand in brackets where there are no colours.
#[derive(Debug, clap::Args)]
#[command(
    after_help = FOUND_OR_NOT,
    override_usage = "sitmap show [OPTIONS] <ID> [FILE]...\n       sitmap show [OPTIONS] --id <ID> [--id <ID>]... [FILE]...\n       sitmap show [OPTIONS] --filter <LINE> [FILE]..."
)]
pub(super) struct Args {
    /// The event's id; with --id or --filter, every word is a FILE
    #[arg(value_name = "ID", required_unless_present_any = ["ids", "filter"])]
    first: Option<OsString>,
    #[command(flatten)]
    files: Files,
    #[command(flatten)]
    choose: Choose,
    /// An event's id; may be given more than once
    #[arg(long = "id", value_name = "ID")]
    ids: Vec<String>,
    #[command(flatten)]
    paper: Paper,
}

/// Prints the events of the ids.
pub(super) fn run(mut args: Args, out: &mut dyn Write) -> Result<u8, Failure> {
    if let Some(first) = args.first.take() {
        if args.ids.is_empty() && args.choose.filter.is_none() {
            args.ids.push(first.to_string_lossy().into_owned());
        } else {
            args.files.events.insert(0, first.into());
        }
    }
    let opened = args.files.open()?;
    let filter = args.choose.filter(&opened)?;
    let mut events = Vec::new();
    let mut is_missing = false;
    for id in &args.ids {
        if let Some(event) = opened.find(id) {
            events.push(event);
        } else {
            is_missing = true;
            say(&missing(&opened, id, args.files.events.is_empty()));
        }
    }
    if args.choose.filter.is_some() {
        events.extend(opened.world.selected(&filter).iter());
        if events.is_empty() {
            say("nothing matched");
            is_missing = true;
        }
    }
    print(&opened, (&filter, &events), args.paper, out)?;
    say_faults(&opened);
    Ok(if is_missing { FAULTS } else { FINE })
}

/// Prints events in full, a blank line between them.
fn print(
    opened: &Opened,
    (filter, events): (&Filter, &[EventIx]),
    paper: Paper,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let size = Size {
        columns: 80,
        rows: 24,
    };
    let theme = paper.theme();
    let mut app = App::new(opened.world.clone(), opened.reader.clone(), size, 2.0);
    app.view.ascii_only = theme.ascii;
    app.view.filter = filter.clone();
    let sheet = Sheet {
        look: theme.look(),
        width: paper.width(),
        has_keys: false,
    };
    let mut out = io::BufWriter::new(out);
    for (number, event) in events.iter().enumerate() {
        app.shelf.fetch(&[*event]);
        let record = match app.shelf.get(*event) {
            Some(Ok(record)) => record.clone(),
            Some(Err(why)) => return Err(Failure::File(why.to_owned())),
            None => continue,
        };
        // What it is tied to is told by what that says.
        let mut wanted: Vec<EventIx> = record.links.iter().filter_map(|link| link.event).collect();
        wanted.push(*event);
        app.shelf.fetch(&wanted);
        let mut text = Vec::new();
        if number > 0 {
            text.push(Line::default());
        }
        text.push(Line::of(Ink::Strong, record.id.as_str()));
        text.extend(inspector::lines(&app, *event, &record, sheet));
        out.write_all(lines::of(&text, &theme).as_bytes())?;
    }
    Ok(out.flush()?)
}

/// What is said of an id that no event has.
fn missing(opened: &Opened, id: &str, is_bundled: bool) -> String {
    let mut words = format!("no event has the id \"{}\"", Text::clean(id));
    if is_bundled && Path::new(id).exists() {
        words += "; for an event of this file: sitmap show ID FILE";
        return words;
    }
    let ids = Ids::of(opened);
    let near = ids.nearest(id).into_iter();
    let near: Vec<String> = near.map(|id| format!("\"{id}\"")).collect();
    if !near.is_empty() {
        // Writing to a string cannot fail.
        let _ = write!(words, "; did you mean {}?", near.join(" or "));
    }
    words
}
