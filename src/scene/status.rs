//! The lines on top and at the bottom, and the words that both share with other panes.

use unicode_width::UnicodeWidthStr as _;

use super::chips::chips;
use super::hints::hints;
use super::listed::Listed;
use super::prose::{Ink, Line, count, grouped};
use super::{Header, Look, presenting};
use crate::app::App;
use crate::app::action::Action;
use crate::app::coming::Coming;
use crate::app::keys::key_of;
use crate::app::layout::Layout;
use crate::app::view::View;
use crate::app::world::World;
use crate::model::time::in_words;
use crate::model::vocabulary::SourceKind;

/// Who says so, in a word or two.
pub fn said_by(kind: Option<SourceKind>) -> &'static str {
    kind.map_or("own voice", SourceKind::name)
}

/// What was loaded and what it is narrowed to; what the count counts.
pub(super) fn header(world: &World, view: &View, width: u16, listed: &mut Listed) -> Header {
    listed.follow(world, view);
    let width = usize::from(width);
    let names = chips(world, view);
    let sign = sign(world, view);
    let mut left = chip_line(&names, &sign, width);
    // What takes the last one off; said where there is room for words.
    let key = key_of(Action::ClearFilter, view, true);
    if let Some(key) = key.filter(|_| width >= 60 && !names.is_empty()) {
        left.push(Ink::Dim, format!(" {key}"));
    }
    let mut parts = counts(world, listed);
    // On a narrow screen the least telling parts go first, and beside chips the noun.
    let line = |parts: &[String]| Line::of(Ink::Dim, format!("{} ", parts.join(" · ")));
    while parts.len() > 1 && left.width() + line(&parts).width() >= width {
        parts.pop();
    }
    let mut right = line(&parts);
    if left.width() + right.width() >= width && !names.is_empty() {
        let said = parts.concat();
        right = line(&[said
            .trim_end_matches(char::is_alphabetic)
            .trim_end()
            .to_owned()]);
        left = chip_line(&names, "", width.saturating_sub(right.width() + 1));
    }
    let room = width.saturating_sub(right.width() + 1);
    let spare = room.saturating_sub(left.width() + 1);
    if let Some(title) = &world.dataset.title
        && spare > 12
    {
        let title = Line::of(Ink::Plain, title.as_str()).cut(spare);
        left.push(Ink::Plain, format!(" {}", title.text()));
    }
    let left = left.cut(room);
    Header { left, right }
}

/// The program's name; the time that is shown, where that is not all of it and no timeline says so.
fn sign(world: &World, view: &View) -> String {
    let shown = world.shown_time(view);
    if Layout::of(view).timeline.is_some() || shown.is_open() {
        return " sitmap ".to_owned();
    }
    let playing = if view.timing.playing { "▸ " } else { "" };
    format!(" {playing}{} ", in_words(&shown))
}

/// What a chip has around its name: a blank before it, and inside it blanks and the sign.
const CHIP: usize = 5;

/// The chips beside each other; where they have to share a width, names are cut, so that each keeps its `×`.
fn chip_line(names: &[String], sign: &str, width: usize) -> Line {
    let mut line = Line::of(Ink::Heading, sign);
    // A short name leaves its share to the others.
    let mut left = width;
    let mut waiting = names.len();
    let mut widths: Vec<(usize, usize)> =
        names.iter().map(|name| name.width()).enumerate().collect();
    widths.sort_by_key(|(_, width)| *width);
    let mut rooms = vec![0; names.len()];
    for (at, wanted) in widths {
        let room = (left / waiting.max(1)).min(wanted + CHIP);
        left -= room;
        waiting -= 1;
        if let Some(slot) = rooms.get_mut(at) {
            *slot = room.saturating_sub(CHIP);
        }
    }
    for (name, room) in names.iter().zip(rooms) {
        let name = Line::of(Ink::Plain, name.as_str()).cut(room);
        line.push(Ink::Plain, " ");
        line.push(Ink::Chip, format!(" {} × ", name.text()));
    }
    line
}

/// What is listed: events, reports, documents, publishers; and what loading found wrong.
fn counts(world: &World, listed: &Listed) -> Vec<String> {
    let (shown, all) = (listed.events, world.dataset.events.len());
    let mut parts = vec![if shown == all {
        count(shown, "event")
    } else {
        format!("{} of {}", grouped(shown), count(all, "event"))
    }];
    if world.is_part {
        parts.push("a part of the file".to_owned());
    }
    if world.faults.count > 0 {
        parts.push(format!("{} wrong (!)", grouped(world.faults.count)));
    }
    parts.push(count(listed.reports, "report"));
    parts.push(count(listed.documents(), "document"));
    let publishers = count(listed.publishers(), "publisher");
    parts.push(match listed.via() {
        (0, _) => publishers,
        (1, one) => format!("{publishers}, via {one}"),
        (more, _) => format!("{publishers}, via {more} sources"),
    });
    parts
}

/// How far a file has come, what matters most first; and whether some of it is on the screen.
fn coming_words(coming: &Coming, is_some_shown: bool) -> Line {
    if coming.stops {
        return Line::of(Ink::Strong, " stopping…");
    }
    let number = |number: u64| grouped(usize::try_from(number).unwrap_or(usize::MAX));
    if coming.percent() == Some(100) {
        let words = format!(" putting {} events in order", number(coming.events));
        return Line::of(Ink::Strong, words);
    }
    let percent = match coming.percent() {
        Some(percent) => Some(format!(" {percent} %")),
        // How much a pipe holds nobody knows.
        None => (coming.read > 0).then(|| format!(" · {} MB", number(coming.read / 1_000_000))),
    };
    let mut line = Line::of(
        Ink::Strong,
        format!(" reading{}", percent.unwrap_or_default()),
    );
    let mut parts = vec!["Esc stops".to_owned()];
    if coming.events > 0 {
        let shown = if is_some_shown {
            ", the first are shown"
        } else {
            ""
        };
        parts.push(format!("{} events so far{shown}", number(coming.events)));
    }
    if let Some(left) = coming.left().filter(|left| left.as_secs() > 0) {
        parts.push(format!("{} s left", number(left.as_secs())));
    }
    if let Some(pace) = coming.pace().filter(|pace| *pace > 0) {
        parts.push(format!("{} a second", number(pace)));
    }
    for part in parts {
        line.push(Ink::Dim, format!(" · {part}"));
    }
    line
}

/// What there is to say; the selected event, where there is no room for the inspector; else the keys that matter most. Away
/// from the script of a briefing it begins with that.
pub fn footer(app: &App, look: Look, layout: &Layout) -> Line {
    let away = presenting::away(app, look, layout.footer.width);
    let width = usize::from(layout.footer.width).saturating_sub(away.width());
    away.and_line(without_briefing(app, look, layout, width))
}

fn without_briefing(app: &App, look: Look, layout: &Layout, width: usize) -> Line {
    let view = &app.view;
    if let Some(coming) = &app.coming {
        let is_some = !app.world.dataset.events.is_empty();
        return coming_words(coming, is_some).cut(width);
    }
    if let Some(message) = &view.message {
        return Line::of(Ink::Strong, format!(" {message}")).cut(width);
    }
    let hidden = layout.inspector.is_none() && view.overlays.is_empty();
    if let Some(record) = view
        .selection
        .and_then(|event| app.shelf.record(event))
        .filter(|_| hidden)
    {
        let line = Line::of(Ink::Strong, format!(" {} ", record.id));
        return line.and(Ink::Plain, record.summary.as_str()).cut(width);
    }
    let mut line = Line::default();
    for (actions, what) in hints(app) {
        let keys: Vec<String> = actions
            .iter()
            .filter_map(|action| key_of(*action, view, look.ascii))
            .collect();
        let hint = Line::of(
            Ink::Key,
            format!(" {}", keys.join(if keys.len() > 2 { "" } else { " " })),
        );
        let hint = hint.and(Ink::Dim, format!(" {what} "));
        if line.width() + hint.width() <= width {
            line.spans.extend(hint.spans);
        }
    }
    line
}
