//! What lies over the panes: boxes with a title, a line being typed, and rows.

use super::map::tint_of;
use super::prose::{Ink, Line, column, count};
use super::{Look, Text, document, entry, list};
use crate::app::App;
use crate::app::action::{ACTIONS, Action, Context, Spec};
use crate::app::keys::{contexts, shown};
use crate::app::layout::{Area, Layout};
use crate::app::update::{commands, hits};
use crate::app::view::{Entry, Layer, Overlay, View};
use crate::index::names::{Hit, Named};
use crate::model::entry::{DocIx, EventIx};
use crate::model::vocabulary::EventType;

/// A box over the panes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Boxed {
    /// Where it stands, its frame included.
    pub area: Area,
    /// What is being typed.
    pub prompt: Option<(&'static str, String)>,
    /// Its text; the rows inside the frame and below the line being typed.
    pub text: Text,
    /// Rows with a glyph, where the box lists events; they stand in place of the text's lines.
    pub rows: Vec<list::Row>,
}

/// Builds every box, the topmost last.
pub fn build(app: &App, look: Look, layout: &Layout) -> Vec<Boxed> {
    let overlays = &app.view.overlays;
    overlays
        .iter()
        .enumerate()
        .map(|(level, overlay)| one(app, look, layout, overlay, level))
        .collect()
}

fn one(app: &App, look: Look, layout: &Layout, overlay: &Overlay, level: usize) -> Boxed {
    match overlay {
        Overlay::Help { top } => {
            let below = level
                .checked_sub(1)
                .and_then(|under| app.view.overlays.get(under));
            // Two columns of the box are its frame, two are blank.
            let width = usize::from(layout.overlay(80, 1).width).saturating_sub(4);
            plain(layout, "Keys", help(app, below, look, width), *top, 80)
        }
        Overlay::Faults { top } => {
            let width = usize::from(layout.screen.width.saturating_sub(6)).min(110);
            let lines = app
                .world
                .faults
                .iter()
                .map(|fault| Line::of(Ink::Plain, fault));
            let lines = lines.flat_map(|line| line.wrap(width, 2)).collect();
            plain(layout, "What loading found wrong", lines, *top, 114)
        }
        Overlay::Search(entry) => search(app, layout, entry),
        Overlay::Palette(entry) => palette(look, layout, entry),
        Overlay::Layers { picked } => layers(app, layout, *picked),
        Overlay::Stack { events, picked } => stack(app, layout, events, *picked),
        Overlay::Place { places, at, top } => entry::boxed(app, layout, places, *at, *top),
        Overlay::Document { doc, sentence } => whole_document(app, look, layout, *doc, *sentence),
    }
}

fn layers(app: &App, layout: &Layout, picked: usize) -> Boxed {
    let row = |(at, layer): (usize, &Layer)| {
        let sign = if app.view.layers.shows(*layer) {
            "[x] "
        } else {
            "[ ] "
        };
        let line = Line::of(Ink::Key, sign).and(Ink::Plain, layer.name());
        Line {
            picked: at == picked,
            ..line
        }
    };
    plain(
        layout,
        "Layers",
        Layer::ALL.iter().enumerate().map(row).collect(),
        0,
        36,
    )
}

fn stack(app: &App, layout: &Layout, events: &[EventIx], picked: usize) -> Boxed {
    let area = layout.overlay(90, narrow(events.len()).saturating_add(2));
    let width = usize::from(area.width).saturating_sub(2);
    let visible = usize::from(area.height).saturating_sub(2).max(1);
    let top = (picked + 1).saturating_sub(visible);
    let sides = app.world.sides();
    let row = |(at, event): (usize, &EventIx)| list::Row {
        selected: at == picked,
        ..list::row(
            app,
            *event,
            width,
            tint_of(&app.world, app.view.colour_by, sides, *event),
        )
    };
    let rows = events
        .iter()
        .enumerate()
        .skip(top)
        .take(visible)
        .map(row)
        .collect();
    let title = Line::of(
        Ink::Heading,
        format!("{} here", count(events.len(), "event")),
    );
    let below = events.len().saturating_sub(top + visible);
    let text = Text {
        title,
        lines: Vec::new(),
        above: top,
        below,
    };
    Boxed {
        area,
        prompt: None,
        text,
        rows,
    }
}

fn whole_document(app: &App, look: Look, layout: &Layout, doc: DocIx, sentence: usize) -> Boxed {
    let area = layout.overlay(96, layout.screen.height);
    let width = usize::from(area.width).saturating_sub(4).max(10);
    let rows = usize::from(area.height).saturating_sub(2);
    let (lines, picked) = document::lines(app, doc, sentence, look, width);
    // The picked sentence with what stands before it; its end in any case.
    let top = picked
        .start
        .saturating_sub(rows / 3)
        .max(picked.end.saturating_sub(rows));
    let name = app.world.document(doc).map_or("", |document| {
        document.title.as_ref().unwrap_or_else(|| document.label())
    });
    let text = Text::cut(Line::of(Ink::Heading, name), lines, top, rows);
    Boxed {
        area,
        prompt: None,
        text,
        rows: Vec::new(),
    }
}

/// A box with nothing but lines, as high as they need.
fn plain(layout: &Layout, title: &str, lines: Vec<Line>, top: usize, width: u16) -> Boxed {
    let area = layout.overlay(width, narrow(lines.len()).saturating_add(2));
    let rows = usize::from(area.height).saturating_sub(2);
    let picked = lines.iter().position(|line| line.picked).unwrap_or(0);
    let top = top.max((picked + 1).saturating_sub(rows));
    Boxed {
        area,
        prompt: None,
        text: Text::cut(Line::of(Ink::Heading, title), lines, top, rows),
        rows: Vec::new(),
    }
}

/// A box with a line being typed and the rows that it finds.
fn typed(
    layout: &Layout,
    title: &str,
    sign: &'static str,
    entry: &Entry,
    lines: Vec<Line>,
) -> Boxed {
    // Low enough to see the map behind it, yet not jumping about while few rows are found.
    let most = (layout.screen.height * 3 / 4).max(10);
    let height = narrow(lines.len()).saturating_add(3).clamp(10, most);
    let area = Area {
        y: layout.screen.height / 8,
        ..layout.overlay(76, height)
    };
    let rows = usize::from(area.height).saturating_sub(3);
    let picked = lines.iter().position(|line| line.picked).unwrap_or(0);
    let top = (picked + 2).saturating_sub(rows);
    let text = Text::cut(Line::of(Ink::Heading, title), lines, top, rows);
    Boxed {
        area,
        prompt: Some((sign, entry.text.clone())),
        text,
        rows: Vec::new(),
    }
}

fn search(app: &App, layout: &Layout, entry: &Entry) -> Boxed {
    let width = usize::from(layout.overlay(76, 3).width).saturating_sub(4);
    let hits = hits(&app.world, &entry.text);
    let mut lines = Vec::new();
    let mut group = None;
    for (at, hit) in hits.iter().enumerate() {
        let heading = match hit.named {
            Named::Actor(_) => "Actors",
            Named::Place(_) => "Places",
        };
        if group != Some(heading) {
            group = Some(heading);
            lines.push(Line::of(Ink::Dim, heading));
        }
        let mut line = hit_line(app, hit, width);
        line.picked = at == entry.picked;
        lines.push(line);
    }
    if lines.is_empty() && entry.text.trim().is_empty() {
        lines.push(Line::of(
            Ink::Dim,
            "a place or an actor, in Latin or Arabic letters",
        ));
    } else if lines.is_empty() {
        lines.push(Line::of(Ink::Warn, "no place and no actor of that name"));
    }
    typed(layout, "Find", "/ ", entry, lines)
}

/// A hit: its name, the name that matched where it is another, what it is, and how many events it has.
fn hit_line(app: &App, hit: &Hit, width: usize) -> Line {
    let world = &*app.world;
    let (name, what) = match hit.named {
        Named::Actor(actor) => {
            let kind = world
                .dataset
                .actors
                .get(actor.at())
                .map_or("", |actor| actor.kind.label());
            (world.dataset.actor_name(actor).to_owned(), kind.to_owned())
        }
        Named::Place(place) => {
            let entry = world.gazetteer.place(place);
            let parent = world
                .gazetteer
                .parent(place)
                .and_then(|parent| world.gazetteer.place(parent));
            let kind = entry.map_or("", |entry| entry.kind.name());
            let within = parent.map_or(String::new(), |parent| format!(" in {}", parent.name));
            (
                entry.map_or(String::new(), |entry| entry.name.to_string()),
                format!("{kind}{within}"),
            )
        }
    };
    let events = match world.events_of(hit.named) {
        0 => String::new(),
        n => count(n, "event"),
    };
    let mut line = Line::of(Ink::Plain, format!("  {name}"));
    if hit.name != name {
        line.push(Ink::Match, format!("  “{}”", hit.name));
    }
    line.push(Ink::Dim, format!("  {what}"));
    let mut line = line.cut(width.saturating_sub(events.len() + 1));
    let gap = width.saturating_sub(line.width() + events.len());
    line.push(Ink::Plain, " ".repeat(gap));
    line.push(Ink::Strong, events);
    line
}

fn palette(look: Look, layout: &Layout, entry: &Entry) -> Boxed {
    let width = usize::from(layout.overlay(76, 3).width).saturating_sub(4);
    let row = |(at, spec): (usize, &&Spec)| {
        let keys: Vec<String> = spec.keys.iter().map(|key| shown(key, look.ascii)).collect();
        let mut line =
            Line::of(Ink::Plain, column(spec.name, 17)).and(Ink::Key, column(&keys.join(" "), 12));
        line.push(Ink::Dim, spec.help);
        Line {
            picked: at == entry.picked,
            ..line.cut(width)
        }
    };
    let mut lines: Vec<Line> = commands(&entry.text).iter().enumerate().map(row).collect();
    if lines.is_empty() {
        lines.push(Line::of(Ink::Warn, "no such command"));
    }
    typed(layout, "Commands", ": ", entry, lines)
}

/// The keys of where the person is, those that work everywhere, and what the signs on the map mean.
fn help(app: &App, below: Option<&Overlay>, look: Look, width: usize) -> Vec<Line> {
    let contexts = match below {
        Some(Overlay::Search(_) | Overlay::Palette(_)) => vec![Context::Typing],
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
            let line = Line::of(Ink::Key, column(&keys, KEYS)).and(Ink::Plain, help);
            lines.extend(line.wrap(width, KEYS));
        }
        lines.push(Line::default());
    }
    lines.extend(signs(width));
    lines
}

/// Width of the keys in help.
const KEYS: usize = 16;

/// What the signs on the map and in the list mean.
fn signs(width: usize) -> Vec<Line> {
    let mut lines = vec![Line::of(Ink::Heading, "Signs")];
    let mut kinds = Line::default();
    for kind in EventType::ALL {
        // The sign itself is put in by the theme; a letter holds its place.
        kinds.push(Ink::Sign(*kind), "?");
        kinds.push(Ink::Plain, format!("\u{a0}{}  ", kind.name()));
    }
    lines.extend(kinds.wrap(width, 0));
    for (sign, meaning) in [
        ("3", "so many events in one cell: Enter or o lists them"),
        ("(3)", "somewhere in an area; its ring shows how far"),
        ("~3~", "somewhere along a line"),
        ("▒3▒", "somewhere in a province or a country"),
        ("╱  ╱  ╱", "an event may lie anywhere here"),
        ("[3]", "the selected event"),
        ("…6 Mar", "until then, from an unknown day"),
        ("6 Mar…", "from then on, or for longer"),
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

/// The rows of the key table for one context: keys as people read them, and what they do. The nine regions are one row.
pub fn key_rows(context: Context, ascii: bool) -> Vec<(String, String)> {
    let mut rows = Vec::new();
    for spec in ACTIONS.iter().filter(|spec| spec.context == context) {
        match spec.action {
            Action::Region(1) => rows.push(("1 … 9".to_owned(), "go to a region".to_owned())),
            Action::Region(_) => {}
            _ => {
                let keys: Vec<String> = spec.keys.iter().map(|key| shown(key, ascii)).collect();
                rows.push((keys.join(" "), spec.help.to_owned()));
            }
        }
    }
    rows
}

fn narrow(value: usize) -> u16 {
    u16::try_from(value).unwrap_or(u16::MAX)
}
