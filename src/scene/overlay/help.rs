//! Keys and signs: what help and README say of them.

use super::super::Look;
use super::super::prose::{Ink, Line, column};
use crate::app::App;
use crate::app::action::{ACTIONS, Action, Context};
use crate::app::keys::{contexts, shown};
use crate::app::view::{Overlay, View};
use crate::model::vocabulary::EventType;

/// The keys of where the person is, those that work everywhere, and what the signs on the map mean.
pub(super) fn help(app: &App, below: Option<&Overlay>, look: Look, width: usize) -> Vec<Line> {
    let contexts = match below {
        Some(
            Overlay::Search(_)
            | Overlay::Palette(_)
            | Overlay::Naming(_)
            | Overlay::Marks(_)
            | Overlay::Writing(_),
        ) => vec![Context::Typing],
        Some(Overlay::Briefing) => vec![Context::Briefing, Context::Over, Context::Rows],
        Some(Overlay::Facets(_)) => vec![Context::Facets, Context::Over, Context::Rows],
        Some(_) => vec![Context::Over, Context::Rows],
        None => contexts(&View {
            overlays: Vec::new(),
            ..app.view.clone()
        }),
    };
    let mut lines = Vec::new();
    for context in contexts {
        lines.push(Line::of(Ink::Heading, context.name()));
        for (keys, help) in key_rows(context, look.ascii) {
            // Long ones take what they need of the words' room.
            let width_of_keys = Line::of(Ink::Key, &keys).width().max(KEYS - 1);
            let keys = column(&keys, width_of_keys + 1);
            let line = Line::of(Ink::Key, keys).and(Ink::Plain, help);
            lines.extend(line.wrap(width, KEYS));
        }
        lines.push(Line::default());
    }
    lines.extend(signs(look.ascii, width));
    lines.push(Line::default());
    lines.extend(signs_of_time(width));
    lines
}

/// Width of the keys in help.
const KEYS: usize = 16;

/// What the signs on the map and in the list mean.
fn signs(ascii: bool, width: usize) -> Vec<Line> {
    let mut lines = vec![Line::of(Ink::Heading, "Signs")];
    let mut kinds = Line::default();
    for kind in EventType::ALL {
        // The sign itself is put in by the theme; a letter holds its place.
        kinds.push(Ink::Sign(*kind), "?");
        kinds.push(Ink::Plain, format!("\u{a0}{}  ", kind.name()));
    }
    lines.extend(kinds.wrap(width, 0));
    let (until, since) = if ascii {
        ("..6 Mar", "6 Mar..")
    } else {
        ("…6 Mar", "6 Mar…")
    };
    for (sign, meaning) in [
        ("3", "so many events in one cell: Enter or o lists them"),
        ("2+1", "two are said to have happened, one is not (x)"),
        ("(3)", "somewhere in an area; its ring shows how far"),
        ("~3~", "somewhere along a line"),
        ("▒3▒", "somewhere in a province or a country"),
        ("╱  ╱  ╱", "an event may lie anywhere here"),
        ("[3]", "the selected event"),
        (
            "▾▴",
            "above and below it, where its place is not exact or brackets have no room",
        ),
        (until, "until then, from an unknown day"),
        (since, "from then on, or for longer"),
    ] {
        let line = Line::of(Ink::Strong, column(sign, KEYS)).and(Ink::Plain, meaning);
        lines.extend(line.wrap(width, KEYS));
    }
    lines.push(Line::of(
        Ink::Dim,
        "hollow or struck: not said to have happened",
    ));
    lines
}

/// What the signs on the timeline mean.
fn signs_of_time(width: usize) -> Vec<Line> {
    let mut lines = vec![Line::of(Ink::Heading, "Signs of the timeline")];
    for (sign, meaning) in [
        ("▂▄█", "events of a day, the more the higher"),
        ("⣀⣤⣿", "behind them: all events, where a filter is on"),
        ("━━━", "it lasted all the while; ═══ two of these"),
        ("╌╌╌", "it happened at some time within"),
        ("░▒▓", "more than two that last or lie somewhere within"),
        ("‹ ›", "goes on beyond what the axis shows"),
        ("┣──┫", "the window: what map, list and counts show"),
        ("2/10", "so many of the lane are in the window"),
        ("[▂▃█]", "where the axis lies in all that is known"),
    ] {
        let line = Line::of(Ink::Strong, column(sign, KEYS)).and(Ink::Plain, meaning);
        lines.extend(line.wrap(width, KEYS));
    }
    lines
}

/// The rows of the key table for one context: keys as people read them, and what they do. The nine regions are one row.
pub fn key_rows(context: Context, ascii: bool) -> Vec<(String, String)> {
    let mut rows = Vec::new();
    for spec in ACTIONS.iter().filter(|spec| spec.context == context) {
        match spec.action {
            Action::Region(1) => {
                let keys = if ascii { "1 .. 9" } else { "1 … 9" };
                rows.push((keys.to_owned(), "go to a region".to_owned()));
            }
            Action::Region(_) => {}
            _ => {
                let keys: Vec<String> = spec.keys.iter().map(|key| shown(key, ascii)).collect();
                rows.push((keys.join(" "), spec.help.to_owned()));
            }
        }
    }
    rows
}
