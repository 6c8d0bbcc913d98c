//! `sitmap` itself: the map on the terminal, or a listing where there is none.

use std::io::{self, Write};
use std::path::PathBuf;

use super::briefing::{Named, Source};
use super::choose::Look;
use super::open::{Files, Opened};
use super::paper::say_faults;
use super::{FINE, Failure, theme};
use crate::app::App;
use crate::app::layout::Size;
use crate::app::view::{Glyphs, View};
use crate::export::listing;
use crate::model::text::Text;
use crate::session::kept::Kept;
use crate::session::{self, Ended, Fresh, Rest, environment};
use crate::ui::theme::{Colours, Theme};

/// What `sitmap` without a subcommand takes.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    files: Files,
    /// Open with a briefing to work on: b adds what is seen to it, B shows its steps; one that is not there is begun
    ///
    /// Without FILEs it opens with those that the briefing names.
    #[arg(long, value_name = "BRIEFING")]
    briefing: Option<PathBuf>,
    #[command(flatten)]
    look: Look,
    /// Go on where these files were left last; of what they do not have any more, the rest
    #[arg(long, conflicts_with_all = ["view", "filter"])]
    resume: bool,
    /// How many colours to use
    #[arg(long, value_enum, value_name = "HOW MANY", default_value_t)]
    colors: Depth,
    /// Which background to choose colours for: the terminal's own
    #[arg(long, value_enum, value_name = "BACKGROUND", default_value_t)]
    theme: theme::Named,
    #[command(flatten)]
    drawing: Drawing,
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

/// What the map is drawn with.
#[derive(Debug, clap::Args)]
pub(super) struct Drawing {
    /// What to draw the lines of the map with; words are not touched by it
    #[arg(long, value_enum, value_name = "TABLE", default_value_t)]
    glyphs: Lines,
    /// Show ASCII only, map and words, whatever --glyphs says; a locale without UTF-8 means the same
    #[arg(long)]
    pub(super) ascii: bool,
}

/// What lines are drawn with, as the command line says it.
#[derive(Debug, Clone, Copy, Default, clap::ValueEnum)]
enum Lines {
    /// Fine lines of braille dots
    #[default]
    Braille,
    /// Fine lines without gaps, for fonts with the octants of Unicode 16
    Octant,
    /// Coarse lines of half blocks, for every font
    Half,
    /// Strokes of ASCII; --ascii does the same to words
    Ascii,
}

impl Drawing {
    /// Tells a view what its map is drawn with. `ascii` says that nothing else can be shown.
    pub(super) fn tell(&self, view: &mut View, ascii: bool) {
        view.glyphs = match self.glyphs {
            Lines::Braille => Glyphs::Braille,
            Lines::Octant => Glyphs::Octant,
            Lines::Half => Glyphs::Half,
            Lines::Ascii => Glyphs::Ascii,
        };
        view.ascii_only = ascii;
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
pub(super) fn run(mut args: Args) -> Result<u8, Failure> {
    let front = args.briefing()?;
    if !session::has_screen() {
        return listed(&args);
    }
    let theme = Theme {
        colours: args.colors.or(environment::colours()),
        ascii: args.drawing.ascii || environment::is_ascii(),
        backdrop: args.theme.backdrop(),
    };
    let (opened, is_whole) = if args.files.are_slow() {
        (first(&args.files)?, false)
    } else {
        (args.files.open()?, true)
    };
    let mut app = app(&args, &opened, session::size());
    args.drawing.tell(&mut app.view, theme.ascii);
    let mut kept = Kept::open(&args.files.events).with_gazetteers(&args.files.gazetteers);
    if args.resume {
        app.awaited = kept.last_view();
        if app.awaited.is_none() {
            app.view.message = Some(NOTHING_KEPT.to_owned());
        } else if is_whole {
            app.go_to_awaited();
        }
    } else if is_whole {
        args.look.take(&mut app, &opened)?;
    } else if args.look.is_said() {
        app.awaited = Some(args.look.line());
    }
    if let Some(front) = front.filter(|_| !(args.resume || args.look.is_said())) {
        app.awaited = Some(front);
        if is_whole {
            app.go_to_awaited();
        }
    }
    if let Some(path) = &args.briefing {
        let unreadable = |why: String| {
            let words = format!("{}: {why}", path.display());
            Failure::File(Text::clean(&words).to_string())
        };
        kept.work_on(path, &mut app).map_err(unreadable)?;
    }
    let rest = (!is_whole).then(|| rest(args.files));
    match session::run(app, theme, rest, kept, None) {
        Ok(()) => Ok(FINE),
        Err(Ended::Terminal(error)) => Err(Failure::Terminal(error)),
        Err(Ended::File(why)) => Err(Failure::File(why)),
    }
}

impl Args {
    /// Takes the files on that the briefing to work on names, where no others are named; the view that holds for all of it.
    fn briefing(&mut self) -> Result<Option<String>, Failure> {
        let Some(path) = self.briefing.as_deref().filter(|path| path.exists()) else {
            return Ok(None);
        };
        let source = Source::read(Some(path))?;
        let data = source.data(&Named {
            data: std::mem::take(&mut self.files.events),
            gazetteers: std::mem::take(&mut self.files.gazetteers),
        });
        if !data.faults.is_empty() {
            let told: Vec<String> = source.told(&data.faults).collect();
            return Err(Failure::File(told.join("\nsitmap: ")));
        }
        self.files.events = data.files.events;
        self.files.gazetteers = data.files.gazetteers;
        Ok(source.briefing.front.view.map(|said| said.text))
    }
}

/// Said where there is nothing to go on from.
const NOTHING_KEPT: &str = "these files were left as they open: there is nothing to go on from";

/// What to look at while the rest is read: the first part of the files, or nothing.
fn first(files: &Files) -> Result<Opened, Failure> {
    match files.open_first()? {
        Some(opened) => Ok(opened),
        None => Files::blank(),
    }
}

/// Reads all of the files.
fn rest(files: Files) -> Rest {
    Box::new(move |watch| {
        let opened = files.open_watched(watch).map_err(|why| why.to_string())?;
        Ok(Fresh {
            message: opened.message(),
            world: opened.world,
            reader: opened.reader,
        })
    })
}

fn app(args: &Args, opened: &Opened, size: Size) -> App {
    let (world, reader) = (opened.world.clone(), opened.reader.clone());
    let mut app = App::new(world, reader, size, args.cell.aspect);
    app.view.mouse = args.mouse;
    app.view.message = opened.message();
    app
}

/// Lists the events where there is no screen.
fn listed(args: &Args) -> Result<u8, Failure> {
    let opened = args.files.open()?;
    let mut app = app(args, &opened, SOME_SIZE);
    if args.resume {
        app.awaited = Kept::open(&args.files.events).last_view();
        app.go_to_awaited();
    } else {
        args.look.take(&mut app, &opened)?;
    }
    list(app, &mut io::stdout().lock())?;
    say_faults(&opened);
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
