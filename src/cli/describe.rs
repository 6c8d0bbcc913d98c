//! `sitmap describe`: a view in prose, for who hears it, mails it, or has a terminal that shows letters only.

use std::io::{self, Write};

use super::choose::Look;
use super::open::Files;
use super::paper::{FOUND_OR_NOT, Paper, say_faults};
use super::{FAULTS, FINE, Failure};
use crate::app::App;
use crate::app::layout::Size;
use crate::export::lines;
use crate::scene::describe;
use crate::scene::prose::{Ink, Line, count};

/// Tell a view in prose: what is chosen, how sure it is, and each event in a sentence
///
/// For screen readers, mail and dumb terminals: short lines, no tables and no signs. The events come in the view's order, the
/// selected one first.
#[derive(Debug, clap::Args)]
#[command(after_help = FOUND_OR_NOT)]
pub(super) struct Args {
    #[command(flatten)]
    files: Files,
    #[command(flatten)]
    look: Look,
    /// Tell of every event, however many there are
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    paper: Paper,
}

/// So many events are told of, where not all are asked for.
const MOST: usize = 20;
/// So many records are at hand at a time.
const AT_ONCE: usize = 500;
/// Prose has no size; a view has to have one.
const SOME_SIZE: Size = Size {
    columns: 80,
    rows: 24,
};

/// Tells the view.
pub(super) fn run(args: &Args, out: &mut dyn Write) -> Result<u8, Failure> {
    let opened = args.files.open()?;
    let mut app = App::new(opened.world.clone(), opened.reader.clone(), SOME_SIZE, 2.0);
    args.look.take(&mut app, &opened)?;
    let mut out = io::BufWriter::new(out);
    tell(args, &mut app, &mut out)?;
    out.flush()?;
    say_faults(&opened);
    let found = !app.world.listed(&app.view).is_empty();
    Ok(if found { FINE } else { FAULTS })
}

fn tell(args: &Args, app: &mut App, out: &mut dyn Write) -> Result<(), Failure> {
    let (theme, width) = (args.paper.theme(), args.paper.reading_width());
    let paragraph = |text: &str| lines::of(&Line::of(Ink::Plain, text).wrap(width, 0), &theme);
    let world = app.world.clone();
    let said = describe::overview(&world, &app.view);
    out.write_all(paragraph(&said).as_bytes())?;
    let mut events = describe::events(&world, &app.view);
    let all = events.len();
    if !args.all {
        events.truncate(MOST);
    }
    for some in events.chunks(AT_ONCE) {
        app.shelf.fetch(some);
        for event in some {
            let said = describe::event(&world, &app.shelf, &app.view, *event);
            write!(out, "\n{}", paragraph(&said))?;
        }
    }
    if all > events.len() {
        let left = count(all - events.len(), "more event");
        let said = format!("And {left}; with --all they are told of too.");
        write!(out, "\n{}", paragraph(&said))?;
    }
    Ok(())
}
