//! The lines on top and at the bottom, and the words that both share with other panes.

use super::prose::{Ink, Line, count, grouped};
use super::{Header, Look};
use crate::app::App;
use crate::app::action::Action;
use crate::app::keys::key_of;
use crate::app::layout::Layout;
use crate::app::view::{Overlay, Pane, View};
use crate::app::world::World;
use crate::model::dataset::Document;
use crate::model::entry::DocIx;
use crate::model::text::Text;
use crate::model::vocabulary::SourceKind;

/// Who says so, in a word or two.
pub fn said_by(kind: Option<SourceKind>) -> &'static str {
    kind.map_or("own voice", SourceKind::name)
}

/// What was loaded and what it is narrowed to; what the count counts.
pub fn header(world: &World, view: &View, width: u16) -> Header {
    let width = usize::from(width);
    let mut left = Line::of(Ink::Heading, " sitmap ");
    for chip in chips(world, view) {
        left.push(Ink::Plain, " ");
        left.push(Ink::Chip, format!(" {chip} "));
    }
    let mut parts = counts(world, view);
    // On a narrow screen the least telling parts go first.
    let right = loop {
        let right = Line::of(Ink::Dim, format!("{} ", parts.join(" · ")));
        if parts.len() <= 1 || left.width() + right.width() < width {
            break right;
        }
        parts.pop();
    };
    let room = width.saturating_sub(left.width() + right.width() + 2);
    if let Some(title) = &world.dataset.title
        && room > 12
    {
        left.push(Ink::Plain, " ");
        left.push(
            Ink::Plain,
            Line::of(Ink::Plain, title.as_str()).cut(room).text(),
        );
    }
    let left = left.cut(width.saturating_sub(right.width() + 1));
    Header { left, right }
}

/// What is listed: events, reports, documents, publishers; and what loading found wrong.
fn counts(world: &World, view: &View) -> Vec<String> {
    let dataset = &world.dataset;
    let listed = world.listed(view);
    let (shown, all) = (listed.count(), dataset.events.len());
    let mut documents: Vec<DocIx> = listed
        .iter()
        .flat_map(|event| dataset.events.documents(event))
        .copied()
        .collect();
    documents.sort_unstable();
    documents.dedup();
    let documents: Vec<&Document> = documents
        .iter()
        .filter_map(|doc| world.document(*doc))
        .collect();
    let reports = listed
        .iter()
        .map(|event| dataset.events.reports(event) as usize)
        .sum();
    let publishers = distinct(
        documents
            .iter()
            .filter_map(|document| document.publisher.as_deref()),
    );
    let via = distinct(
        documents
            .iter()
            .flat_map(|document| document.via.iter().map(Text::as_str)),
    );
    let mut parts = vec![if shown == all {
        count(shown, "event")
    } else {
        format!("{} of {}", grouped(shown), count(all, "event"))
    }];
    if !world.faults.is_empty() {
        parts.push(format!("{} wrong (!)", grouped(world.faults.len())));
    }
    parts.push(count(reports, "report"));
    parts.push(count(documents.len(), "document"));
    let publishers = count(publishers.len(), "publisher");
    parts.push(match via.as_slice() {
        [] => publishers,
        [one] => format!("{publishers}, via {one}"),
        more => format!("{publishers}, via {} sources", more.len()),
    });
    parts
}

fn distinct<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut names: Vec<&str> = names.collect();
    names.sort_unstable();
    names.dedup();
    names
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

/// What there is to say; the selected event, where there is no room for the inspector; else the keys that matter most.
pub fn footer(app: &App, look: Look, layout: &Layout) -> Line {
    let (view, width) = (&app.view, usize::from(layout.footer.width));
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
    const PLACE: Hint = (&[A::PlaceEntry], "its place");
    match view.overlays.last() {
        Some(Overlay::Search(_)) => vec![
            (&[A::Open], "to the place, or only this actor"),
            (&[A::FilterToHit], "only this"),
            MOVE,
            CLOSE,
        ],
        Some(Overlay::Palette(_)) => vec![(&[A::Open], "run"), MOVE, CLOSE],
        Some(Overlay::Layers { .. }) => vec![(&[A::Open], "switch"), MOVE, CLOSE],
        Some(Overlay::Document { .. }) => vec![(&[A::Open], "the sentence's events"), MOVE, CLOSE],
        Some(Overlay::Stack { .. }) => {
            vec![(&[A::Open], "read it"), PLACE, MOVE, CLOSE]
        }
        Some(Overlay::Place { places, at, .. }) => {
            let mut hints = vec![(&[A::Open][..], "go there"), MOVE, CLOSE];
            if at + 1 < places.len() {
                hints.insert(1, (&[A::PlaceEntry], "next place"));
            }
            hints
        }
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
