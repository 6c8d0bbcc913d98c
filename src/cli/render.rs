//! `sitmap render`: a screen without a terminal.

use std::io::Write;
use std::str::FromStr;

use super::choose::Look;
use super::open::{Files, Opened};
use super::run::{Cell, Depth, Drawing};
use super::{FINE, Failure, theme};
use crate::app::action::Action;
use crate::app::layout::Size;
use crate::app::{App, Effect};
use crate::export::{self, Cache, ansi, html, svg, text};
use crate::input;
use crate::input::key::Key;
use crate::ui::theme::{Backdrop, Colours, Theme};

/// No screen has more rows or columns.
const LARGEST: u16 = 1_000;

/// Print a screen without a terminal: the first one, or the one that some keys lead to
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Keys are written with blanks between them: \"/ r a q q a enter n\", \"ctrl-l\", \"shift-left\".

Exit codes:
  0  fine
  2  a file cannot be read at all, or the command line makes no sense"
)]
pub(super) struct Args {
    #[command(flatten)]
    files: Files,
    #[command(flatten)]
    look: Look,
    /// Columns and rows of the screen
    #[arg(long, value_name = "COLUMNSxROWS", default_value = "120x40", value_parser = size)]
    size: Size,
    /// What to print
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// How many colours to use; by default 256, and none for text
    #[arg(long, value_enum, value_name = "HOW MANY", default_value_t)]
    colors: Depth,
    /// Which background to choose colours for; by default dark, and for HTML whatever its reader's browser asks for
    #[arg(long, value_enum, value_name = "BACKGROUND")]
    theme: Option<theme::Named>,
    #[command(flatten)]
    drawing: Drawing,
    #[command(flatten)]
    cell: Cell,
    /// Keys to press first, with blanks between them
    #[arg(
        long,
        default_value = "",
        hide_default_value = true,
        allow_hyphen_values = true
    )]
    keys: Keys,
}

#[derive(Debug, Clone, Copy, Default, clap::ValueEnum)]
enum Format {
    /// Plain text
    #[default]
    Text,
    /// Text with the sequences that say how it looks
    Ansi,
    /// A picture
    Svg,
    /// A page that stands for itself, for a browser
    Html,
}

/// A size as it is written: `120x40`.
pub(super) fn size(written: &str) -> Result<Size, String> {
    let number = |part: &str| part.parse().ok().filter(|n| (1..=LARGEST).contains(n));
    written
        .split_once('x')
        .and_then(|(columns, rows)| {
            Some(Size {
                columns: number(columns)?,
                rows: number(rows)?,
            })
        })
        .ok_or_else(|| format!("expected a size like 120x40, of at most {LARGEST}x{LARGEST}"))
}

/// Keys as they are written, with blanks between them.
#[derive(Debug, Clone)]
struct Keys(Vec<Key>);

impl FromStr for Keys {
    type Err = String;

    fn from_str(written: &str) -> Result<Self, String> {
        let keys = written
            .split_whitespace()
            .map(|word| Key::parse(word).ok_or_else(|| format!("\"{word}\" is no key")));
        keys.collect::<Result<_, _>>().map(Self)
    }
}

/// Presses the keys and prints what is then on the screen.
pub(super) fn run(args: &Args, out: &mut dyn Write) -> Result<u8, Failure> {
    let opened = args.files.open()?;
    let mut app = App::new(
        opened.world.clone(),
        opened.reader.clone(),
        args.size,
        args.cell.aspect,
    );
    app.view.message = opened.message();
    args.drawing.tell(&mut app.view, args.drawing.ascii);
    args.look.take(&mut app, &opened)?;
    press(&mut app, &args.keys, args.theme(), &opened);
    out.write_all(args.printed(&mut app).as_bytes())?;
    out.flush()?;
    Ok(FINE)
}

/// Presses keys until one of them leaves.
fn press(app: &mut App, keys: &Keys, theme: Theme, opened: &Opened) {
    let mut cache = Cache::default();
    for key in &keys.0 {
        let action = input::action(&app.view, *key);
        if action == Some(Action::Search) {
            opened.read_words();
        }
        let effects = action.map(|action| app.act(action)).unwrap_or_default();
        if effects.contains(&Effect::Quit) {
            break;
        }
        // Where a text ends only shows when it is drawn.
        if matches!(action, Some(Action::Rows(_))) {
            export::screen(app, &theme, &mut cache);
        }
    }
}

impl Args {
    /// What the screen looks like; a page whose theme is not said has another face beside this one.
    fn theme(&self) -> Theme {
        Theme {
            colours: self.colors.or(match self.format {
                Format::Text => Colours::None,
                Format::Ansi | Format::Svg | Format::Html => Colours::Many,
            }),
            ascii: self.drawing.ascii,
            backdrop: self.theme.unwrap_or_default().backdrop(),
        }
    }

    /// The screen in the format that is asked for.
    fn printed(&self, app: &mut App) -> String {
        let theme = self.theme();
        let screen = export::screen(app, &theme, &mut Cache::default());
        match self.format {
            Format::Text => text::of(&screen),
            Format::Ansi => ansi::of(&screen),
            Format::Svg => svg::of(&screen, theme.backdrop),
            Format::Html if self.theme.is_some() => html::of(&[(theme.backdrop, &screen)]),
            Format::Html => {
                let backdrop = Backdrop::Light;
                let light = Theme { backdrop, ..theme };
                let other = export::screen(app, &light, &mut Cache::default());
                html::of(&[(theme.backdrop, &screen), (backdrop, &other)])
            }
        }
    }
}
