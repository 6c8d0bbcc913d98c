//! `sitmap places` and `sitmap actors`: what the search finds of a name, with all candidates in order.

use std::fmt::Write as _;
use std::io::{self, Write};

use serde::Serialize;
use unicode_width::UnicodeWidthStr as _;

use super::open::{Files, Opened};
use super::paper::{FOUND_OR_NOT, Format, Paper, say, say_faults};
use super::{FAULTS, FINE, Failure};
use crate::app::world::World;
use crate::export::lines;
use crate::index::names::{Found, Hit, Kind, Named, Thing, Tier};
use crate::model::entry::{ActorIx, PlaceIx};
use crate::model::vocabulary::ActorKind;
use crate::scene::prose::{Ink, Line, column, count, grouped};

/// What `sitmap places` and `sitmap actors` take.
#[derive(Debug, clap::Args)]
#[command(after_help = FOUND_OR_NOT)]
pub(super) struct Args {
    /// What it is called
    #[arg(value_name = "NAME")]
    name: String,
    #[command(flatten)]
    files: Files,
    /// What to print
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    paper: Paper,
}

/// One that was found. The fields are what other programs see.
#[derive(Debug, Serialize)]
struct Row<'r> {
    id: &'r str,
    name: &'r str,
    /// What kind of place or actor.
    kind: &'static str,
    /// What it lies in, or what it is a unit or member of, the nearest first.
    within: Vec<&'r str>,
    /// The name that was found, where it is another.
    alias: Option<&'r str>,
    /// In what way it was found.
    found: &'static str,
    /// How many events it has, with what belongs to it.
    events: usize,
    lat: Option<f64>,
    lon: Option<f64>,
}

/// A narrower table has names, counts and ids only.
const NARROW: usize = 60;
/// Between two columns.
const GAP: usize = 2;

/// Prints what is called so.
pub(super) fn run(args: &Args, kind: Kind, out: &mut dyn Write) -> Result<u8, Failure> {
    let opened = args.files.open()?;
    let world = &*opened.world;
    let found = world.find(&args.name);
    let group = found.groups.iter().find(|group| group.kind == kind);
    let hits = group.map_or(&[][..], |group| &group.hits);
    let rows: Vec<Row<'_>> = hits.iter().filter_map(|hit| row(world, hit)).collect();
    let mut out = io::BufWriter::new(out);
    match args.format {
        Format::Table if rows.is_empty() => {}
        Format::Table => {
            let table = table(&rows, args.paper.width());
            let theme = args.paper.theme();
            out.write_all(lines::of(&table, &theme).as_bytes())?;
        }
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &rows).map_err(io::Error::from)?;
            writeln!(out)?;
        }
        Format::Jsonl => {
            for row in &rows {
                serde_json::to_writer(&mut out, row).map_err(io::Error::from)?;
                writeln!(out)?;
            }
        }
    }
    out.flush()?;
    say_faults(&opened);
    let Some(group) = group.filter(|_| !rows.is_empty()) else {
        say(&nothing(&found, kind, &opened));
        return Ok(FAULTS);
    };
    if group.total > rows.len() {
        say(&format!(
            "the likeliest {} of {}",
            grouped(rows.len()),
            grouped(group.total)
        ));
    }
    Ok(FINE)
}

fn row<'r>(world: &'r World, hit: &'r Hit) -> Option<Row<'r>> {
    let Thing::Named(named) = hit.thing else {
        return None;
    };
    let events = world.events_of(named);
    let row = match named {
        Named::Place(place) => of_place(world, place)?,
        Named::Actor(actor) => of_actor(world, actor)?,
    };
    Some(Row {
        alias: Some(hit.name.as_str()).filter(|name| !name.is_empty() && *name != row.name),
        found: how(hit.tier),
        events,
        ..row
    })
}

fn of_place(world: &World, place: PlaceIx) -> Option<Row<'_>> {
    let entry = world.gazetteer.place(place)?;
    let outer = world.gazetteer.ancestry(place).skip(1);
    let outer = outer.filter_map(|outer| world.gazetteer.place(outer));
    // Of one that stands where its parent does, the position is not known.
    let at = world.whereabouts(place).filter(|at| at.of == place);
    Some(Row {
        id: &entry.id,
        name: &entry.name,
        kind: entry.kind.name(),
        within: outer.map(|outer| outer.name.as_str()).collect(),
        alias: None,
        found: "",
        events: 0,
        lat: at.map(|at| at.lonlat.lat),
        lon: at.map(|at| at.lonlat.lon),
    })
}

fn of_actor(world: &World, actor: ActorIx) -> Option<Row<'_>> {
    let entry = world.dataset.actors.get(actor.at())?;
    let whole = world.dataset.lineage(actor).skip(1);
    Some(Row {
        id: &entry.id,
        name: &entry.name,
        kind: entry.kind.name(),
        within: whole.map(|whole| world.dataset.actor_name(whole)).collect(),
        alias: None,
        found: "",
        events: 0,
        lat: None,
        lon: None,
    })
}

/// In what way something was found, as other programs see it.
fn how(tier: Tier) -> &'static str {
    match tier {
        Tier::Whole => "name",
        Tier::Eventful | Tier::Beginning => "beginning",
        Tier::Word => "word",
        Tier::Around => "around",
        Tier::Within => "within",
        Tier::Alike => "sound",
        Tier::Typo => "typo",
        Tier::Fuzzy => "letters",
    }
}

/// The same, and by what name, in words.
fn why(row: &Row<'_>) -> String {
    let how = match row.found {
        "name" => "by its name",
        "beginning" => "begins so",
        "word" => "a word of it",
        "around" => "around it",
        "within" => "inside a word",
        "sound" => "sounds alike",
        "typo" => "nearly so",
        _ => "similar",
    };
    row.alias
        .map_or(how.to_owned(), |alias| format!("“{alias}”"))
}

fn table(rows: &[Row<'_>], width: usize) -> Vec<Line> {
    let texts: Vec<[String; 5]> = rows
        .iter()
        .map(|row| {
            // The nearest tells candidates apart; programs get them all.
            let kind = ActorKind::from_name(row.kind).map_or(row.kind, ActorKind::label);
            let is = match (kind, row.within.first()) {
                (kind, None) => kind.to_owned(),
                ("", Some(within)) => format!("of {within}"),
                (kind, Some(within)) => format!("{kind}, {within}"),
            };
            let name = row.name.to_owned();
            [name, why(row), is, grouped(row.events), row.id.to_owned()]
        })
        .collect();
    let header = ["name", "found", "what and where", "events", "id"].map(str::to_owned);
    let widest = |at: usize| {
        let cells = std::iter::once(&header).chain(&texts);
        let cells = cells.filter_map(|row| row.get(at));
        cells.map(|cell| cell.width()).max().unwrap_or(0)
    };
    // Counts and ids stand whole; the others share what is left.
    let room = width.saturating_sub(widest(3) + widest(4) + 4 * GAP);
    // Where there is no room for more, names tell.
    let (names, whys) = if width < NARROW {
        (room + 2 * GAP, 0)
    } else {
        (room * 2 / 5, room / 4)
    };
    let name = widest(0).min(names.max(8));
    let found = widest(1).min(whys);
    let is = widest(2).min(room.saturating_sub(name + found).max(8));
    let line = |cells: &[String; 5], ink: Ink| {
        let [label, why, what, events, id] = cells;
        let events = format!(
            "{}{events}",
            " ".repeat(widest(3).saturating_sub(events.width()))
        );
        let gap = " ".repeat(GAP);
        let mut line = Line::of(ink, column(label, name)).and(Ink::Plain, gap.as_str());
        for (ink, text, width) in [(Ink::Dim, why, found), (Ink::Plain, what, is)] {
            if found > 0 {
                line.push(ink, column(text, width));
                line.push(Ink::Plain, gap.as_str());
            }
        }
        line.and(ink, events)
            .and(Ink::Plain, gap.as_str())
            .and(Ink::Dim, id.as_str())
    };
    let header = line(&header, Ink::Strong);
    let lines = texts.iter().map(|cells| line(cells, Ink::Plain));
    std::iter::once(header)
        .chain(lines)
        .map(|line| line.cut(width))
        .collect()
}

/// What is said where nothing of a kind is called so.
fn nothing(found: &Found, kind: Kind, opened: &Opened) -> String {
    let (noun, other, command) = match kind {
        Kind::Actors => ("actor", Kind::Places, "places"),
        _ => ("place", Kind::Actors, "actors"),
    };
    if kind == Kind::Actors && opened.world.dataset.actors.is_empty() {
        return "no actor is named in what was loaded".to_owned();
    }
    let mut words = format!("no {noun} of that name");
    let others = found.groups.iter().find(|group| group.kind == other);
    match (others, &found.near) {
        (Some(group), _) if !group.is_similar() => {
            let what = if other == Kind::Places {
                "place"
            } else {
                "actor"
            };
            let are = if group.total == 1 { "is" } else { "are" };
            let many = count(group.total, what);
            let _ = write!(words, "; {many} {are}: see sitmap {command}");
        }
        (_, Some(near)) => {
            let _ = write!(words, "; did you mean \"{near}\"?");
        }
        (_, None) => {}
    }
    words
}
