//! The lines on top and at the bottom, and the words that both share with other panes.

use super::prose::{Ink, Line, count};
use super::{Header, Look};
use crate::app::action::Action;
use crate::app::keys::key_of;
use crate::app::view::{Overlay, Pane, View};
use crate::app::world::World;
use crate::model::vocabulary::SourceKind;

/// Who says so, in a word or two.
pub fn said_by(kind: Option<SourceKind>) -> &'static str {
    kind.map_or("own voice", SourceKind::name)
}

/// What was loaded and what it is narrowed to; what the count counts.
pub fn header(world: &World, view: &View, width: u16) -> Header {
    let width = usize::from(width);
    let dataset = &world.dataset;
    let mut left = Line::of(Ink::Heading, " sitmap ");
    for chip in chips(world, view) {
        left.push(Ink::Plain, " ");
        left.push(Ink::Chip, format!(" {chip} "));
    }
    let listed = world.listed(view);
    let shown = listed.count();
    let events = if shown == dataset.events.len() {
        count(shown, "event")
    } else {
        format!(
            "{} of {}",
            super::prose::grouped(shown),
            count(dataset.events.len(), "event")
        )
    };
    let reports: usize = listed
        .iter()
        .map(|event| dataset.events.reports(event) as usize)
        .sum();
    let mut publishers: Vec<&str> = dataset
        .documents
        .iter()
        .filter_map(|d| d.publisher.as_deref())
        .collect();
    publishers.sort_unstable();
    publishers.dedup();
    let mut via: Vec<&str> = dataset
        .documents
        .iter()
        .flat_map(|d| d.via.iter().map(super::super::model::text::Text::as_str))
        .collect();
    via.sort_unstable();
    via.dedup();
    let mut parts = vec![
        events,
        count(reports, "report"),
        count(dataset.documents.len(), "document"),
    ];
    parts.push(match via.as_slice() {
        [] => count(publishers.len(), "publisher"),
        [one] => format!("{}, via {one}", count(publishers.len(), "publisher")),
        more => format!(
            "{}, via {} sources",
            count(publishers.len(), "publisher"),
            more.len()
        ),
    });
    if !world.faults.is_empty() {
        parts.insert(1, format!("{} (!)", count(world.faults.len(), "fault")));
    }
    // On a narrow screen the least telling parts go first.
    while parts.len() > 1 && left.width() + parts.join(" · ").chars().count() + 2 > width {
        parts.pop();
    }
    let right = Line::of(Ink::Dim, format!("{} ", parts.join(" · ")));
    let room = width.saturating_sub(left.width() + right.width() + 2);
    if let Some(title) = &dataset.title
        && room > 12
    {
        left.push(Ink::Plain, " ");
        left.push(
            Ink::Plain,
            Line::of(Ink::Plain, title.as_str()).cut(room).text(),
        );
    }
    Header {
        left: left.cut(width),
        right,
    }
}

/// What the events are narrowed to, a chip each.
fn chips(world: &World, view: &View) -> Vec<String> {
    let actor = view
        .filter
        .actor
        .map(|actor| format!("{} ×", world.dataset.actor_name(actor)));
    let place = view
        .filter
        .place
        .and_then(|place| world.gazetteer.place(place));
    let place = place.map(|place| format!("in {} ×", place.name));
    actor.into_iter().chain(place).collect()
}

/// The keys that matter most where the view is, or what there is to say.
pub fn footer(view: &View, look: Look, width: u16) -> Line {
    let width = usize::from(width);
    if let Some(message) = &view.message {
        return Line::of(Ink::Strong, format!(" {message}")).cut(width);
    }
    let mut line = Line::default();
    for (actions, what) in hints(view) {
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

type Hint = (&'static [Action], &'static str);

fn hints(view: &View) -> Vec<Hint> {
    use crate::app::action::{Motion, Way};
    use Action as A;
    const MOVE: Hint = (&[A::Rows(Motion::Up), A::Rows(Motion::Down)], "move");
    const CLOSE: Hint = (&[A::Back], "close");
    match view.overlays.last() {
        Some(Overlay::Search(_)) => vec![
            (&[A::Open], "go there"),
            (&[A::FilterToHit], "filter to it"),
            MOVE,
            CLOSE,
        ],
        Some(Overlay::Palette(_)) => vec![(&[A::Open], "run"), MOVE, CLOSE],
        Some(Overlay::Layers { .. }) => vec![(&[A::Open], "switch"), MOVE, CLOSE],
        Some(Overlay::Document { .. }) => vec![(&[A::Open], "the sentence's events"), MOVE, CLOSE],
        Some(Overlay::Stack { .. }) => vec![(&[A::Open], "read it"), MOVE, CLOSE],
        Some(Overlay::Help { .. } | Overlay::Faults { .. }) => vec![MOVE, CLOSE],
        None => {
            let here: Hint = match view.focus {
                Pane::Map => (
                    &[
                        A::Pan(Way::West),
                        A::Pan(Way::South),
                        A::Pan(Way::North),
                        A::Pan(Way::East),
                    ],
                    "move",
                ),
                Pane::Timeline => (&[A::Earlier, A::Later], "time"),
                Pane::List | Pane::Inspector => MOVE,
            };
            let special: Hint = match view.focus {
                Pane::Map => (&[A::ZoomIn, A::ZoomOut], "zoom"),
                Pane::Timeline => (&[A::Widen, A::Narrow], "widen, narrow"),
                Pane::List => (&[A::NextOrder], "sort"),
                Pane::Inspector => (&[A::ToggleContext], "context"),
            };
            vec![
                (&[A::Help], "keys"),
                (&[A::NextEvent, A::PreviousEvent], "next, previous"),
                (&[A::Search], "find"),
                (&[A::NextPane], "pane"),
                here,
                special,
                (&[A::Region(1), A::Everything], "regions, all"),
                (&[A::NextTime], "next time"),
                (&[A::Document], "document"),
                (&[A::Quit], "quit"),
            ]
        }
    }
}
