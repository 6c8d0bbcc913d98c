//! `sitmap present`: a briefing on the terminal, step by step.

use std::path::PathBuf;

use super::briefing::{Named, Source, text};
use super::run::{Cell, Depth, Drawing};
use super::{FINE, Failure, theme};
use crate::app::App;
use crate::model::briefing::{Briefing, Theme as Made};
use crate::model::text::Text;
use crate::session::kept::Kept;
use crate::session::presenting::{Script, Watched};
use crate::session::{self, Ended, environment, notes};
use crate::ui::theme::{Backdrop, Theme};

/// Present a briefing: a text that moves the map, step by step
///
/// Goes through the steps with → and ←; whatever else the viewer can do leaves the script, and R returns to the step as it was. ? shows the
/// keys. Without a briefing the bundled one is shown.
#[derive(Debug, clap::Args)]
#[command(after_help = "Exit codes:
  0  fine
  2  the briefing or its data cannot be read, or there is no terminal")]
pub(super) struct Args {
    /// The briefing: a Markdown file
    #[arg(value_name = "BRIEFING")]
    briefing: Option<PathBuf>,
    /// The step to begin at: its number, or words of its title
    #[arg(long, value_name = "STEP")]
    at: Option<String>,
    /// Whether the map glides from step to step; by default it does, but over SSH it jumps
    #[arg(long, value_enum, value_name = "HOW MUCH")]
    motion: Option<Motion>,
    /// Show the speaker notes of a presentation that runs in another terminal, and drive it from here
    ///
    /// Shows the step that is on, its notes, what comes next and the time; the keys that go through the steps work here too. Either side may
    /// start first, end, and start again. The audience never sees the notes.
    #[arg(long, conflicts_with_all = ["at", "motion", "watch", "data", "gazetteers"])]
    notes: bool,
    /// Read the briefing again whenever its file changes; the step stays
    #[arg(long)]
    watch: bool,
    #[command(flatten)]
    named: Named,
    /// How many colours to use
    #[arg(long, value_enum, value_name = "HOW MANY", default_value_t)]
    colors: Depth,
    /// Which background to choose colours for; by default the one that the briefing is made for
    #[arg(long, value_enum, value_name = "BACKGROUND")]
    theme: Option<theme::Named>,
    #[command(flatten)]
    drawing: Drawing,
    #[command(flatten)]
    cell: Cell,
}

/// How much moves by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Motion {
    /// The map jumps
    None,
    /// The map and the time window glide, as long as the line can follow
    Some,
}

/// Presents until its person leaves it.
pub(super) fn run(args: &Args) -> Result<u8, Failure> {
    let source = Source::read(args.briefing.as_deref())?;
    if !session::has_screen() {
        let words = "there is no terminal to present on; sitmap export prints a briefing";
        return Err(Failure::File(words.to_owned()));
    }
    if args.notes {
        let theme = args.theme(&source.briefing);
        return left(notes::show(args.briefing.as_deref(), theme));
    }
    let (opened, deck) = source.open(&args.named)?;
    if deck.stops.is_empty() {
        let words = format!(
            "{}: no step in it: a step begins at a heading (# or ##) or at a line of ---",
            source.name()
        );
        return Err(Failure::File(words));
    }
    let theme = args.theme(&deck.briefing);
    let files = args.named.opened_of(&deck.briefing.front);
    let (world, reader) = (opened.world.clone(), opened.reader.clone());
    let mut app = App::new(world, reader, session::size(), args.cell.aspect);
    args.drawing.tell(&mut app.view, theme.ascii);
    let faults = deck.faults.len();
    let motion = args.motion.unwrap_or(if environment::is_remote() {
        Motion::None
    } else {
        Motion::Some
    });
    app.present(deck, 0, motion == Motion::Some);
    let kept = Kept::of_briefing(args.briefing.as_deref());
    match &args.at {
        Some(at) => begin_at(at, &mut app)?,
        None => app.offer(kept.last_step()),
    }
    if faults > 0 {
        let words = "something is wrong in this briefing: \"sitmap check\" says what and where";
        app.view.message.get_or_insert_with(|| words.to_owned());
    }
    let watched = args.briefing.clone().filter(|_| args.watch);
    let script = Script {
        files,
        watched: watched.map(|path| Watched {
            read: Box::new({
                let path = path.clone();
                move || text(&path)
            }),
            path,
        }),
        notes: notes::name(args.briefing.as_deref()),
    };
    left(session::run(app, theme, None, kept, Some(script)))
}

/// What the way it ended comes to.
fn left(ended: Result<(), Ended>) -> Result<u8, Failure> {
    match ended {
        Ok(()) => Ok(FINE),
        Err(Ended::Terminal(error)) => Err(Failure::Terminal(error)),
        Err(Ended::File(why)) => Err(Failure::File(why)),
    }
}

impl Args {
    fn theme(&self, briefing: &Briefing) -> Theme {
        let made = match briefing.front.theme {
            Some(Made::Light) => Backdrop::Light,
            Some(Made::Dark) | None => Backdrop::Dark,
        };
        Theme {
            colours: self.colors.or(environment::colours()),
            ascii: self.drawing.ascii || environment::is_ascii(),
            backdrop: self.theme.map_or(made, theme::Named::backdrop),
        }
    }
}

/// Goes to the step that a number or some words say.
fn begin_at(at: &str, app: &mut App) -> Result<(), Failure> {
    let found = app.player.as_ref().map(|player| player.found(at));
    let found = found.unwrap_or_default();
    match found.as_slice() {
        [first, rest @ ..] => {
            app.begin_at(*first);
            if !rest.is_empty() {
                let words = format!("--at {at}: the first of {} such steps", found.len());
                app.view.message = Some(Text::clean(&words).to_string());
            }
            Ok(())
        }
        [] => Err(Failure::File(format!(
            "--at {at}: no step has this number or title"
        ))),
    }
}
