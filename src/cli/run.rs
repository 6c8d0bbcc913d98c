//! `sitmap` itself: the map on the terminal, or a listing where there is none.

use std::io::{self, Write};

use super::open::Files;
use super::{FINE, Failure};
use crate::app::App;
use crate::app::layout::Size;
use crate::export::listing;
use crate::session::{self, environment};
use crate::ui::theme::{Colours, Theme};

/// What `sitmap` without a subcommand takes.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    files: Files,
    /// How many colours to use
    #[arg(long, value_enum, value_name = "HOW MANY", default_value_t)]
    colors: Depth,
    /// Draw with ASCII only
    #[arg(long)]
    ascii: bool,
    #[command(flatten)]
    cell: Cell,
    /// Listen to the mouse from the start; the terminal then selects no text with it
    #[arg(long)]
    mouse: bool,
}

/// How many colours there are, as the command line says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub(super) enum Depth {
    /// As many as the environment says the terminal shows
    #[default]
    Auto,
    /// The 256 of xterm
    #[value(name = "256")]
    Many,
    /// The sixteen of ANSI
    #[value(name = "16")]
    Sixteen,
    /// No colours: bold, underline and reverse only
    None,
}

impl Depth {
    /// What it comes to; `auto` stands for what is not said.
    pub(super) fn or(self, auto: Colours) -> Colours {
        match self {
            Self::Auto => auto,
            Self::Many => Colours::Many,
            Self::Sixteen => Colours::Sixteen,
            Self::None => Colours::None,
        }
    }
}

/// The shape of a cell.
#[derive(Debug, clap::Args)]
pub(super) struct Cell {
    /// Height of a cell of the terminal divided by its width
    #[arg(long, value_name = "RATIO", default_value_t = 2.0, value_parser = aspect)]
    pub(super) aspect: f32,
}

fn aspect(written: &str) -> Result<f32, String> {
    match written.parse::<f32>() {
        Ok(ratio) if (0.5..=5.0).contains(&ratio) => Ok(ratio),
        _ => Err("expected a number from 0.5 to 5".to_owned()),
    }
}

/// Shows the map until its person leaves it; where there is no screen, lists the events.
pub(super) fn run(args: &Args) -> Result<u8, Failure> {
    let opened = args.files.open()?;
    let message = opened.message();
    let app = |size| {
        let mut app = App::new(
            opened.world.clone(),
            opened.reader.clone(),
            size,
            args.cell.aspect,
        );
        app.view.mouse = args.mouse;
        app.view.message.clone_from(&message);
        app
    };
    if session::has_screen() {
        let theme = Theme {
            colours: args.colors.or(environment::colours()),
            ascii: args.ascii || environment::is_ascii(),
        };
        session::run(app(session::size()), theme).map_err(Failure::Terminal)?;
    } else {
        list(app(SOME_SIZE), &mut io::stdout().lock())?;
        if let Some(message) = message {
            // A complaint that cannot be heard changes nothing.
            drop(writeln!(
                io::stderr(),
                "sitmap: {}; sitmap check names them",
                message.trim_end_matches(": ! shows them").trim_end_matches(": ! shows it")
            ));
        }
    }
    Ok(FINE)
}

/// A listing has no size; a view has to have one.
const SOME_SIZE: Size = Size {
    columns: 80,
    rows: 24,
};

fn list(mut app: App, out: &mut dyn Write) -> Result<(), Failure> {
    let mut out = io::BufWriter::new(out);
    listing::each(&mut app, |lines| out.write_all(lines.as_bytes()))?;
    Ok(out.flush()?)
}
