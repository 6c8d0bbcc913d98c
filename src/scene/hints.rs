//! Which keys the footer names where the person is: those that matter most, the most telling first.

use crate::app::App;
use crate::app::action::{Action as A, Motion, Way};
use crate::app::draft::Draft;
use crate::app::lens::Target;
use crate::app::view::{Overlay, Pane, Search, View, Wanted, Writing};
use crate::app::world::World;
use crate::index::names::{Named, Thing};

/// Actions, and what they do together in a word.
pub(super) type Hint = (&'static [A], &'static str);

const MOVE: Hint = (&[A::Rows(Motion::Up), A::Rows(Motion::Down)], "move");
const PLACE: Hint = (&[A::PlaceEntry], "its place");
const CLOSE: Hint = (&[A::Back], "close");

/// The keys of whatever is on top.
pub(super) fn hints(app: &App) -> Vec<Hint> {
    let (world, view) = (&*app.world, &app.view);
    match view.overlays.last() {
        Some(Overlay::Search(search)) => of_search(search),
        Some(Overlay::Palette(_)) => vec![(&[A::Open], "run"), MOVE, CLOSE],
        Some(Overlay::Facets(panel)) if panel.narrow.is_some() => vec![
            (&[A::Open], "only this"),
            (&[A::FilterToHit], "choose"),
            MOVE,
            (&[A::Back], "stop typing"),
        ],
        Some(Overlay::Facets(_)) => vec![
            (&[A::ToggleValue], "choose"),
            (&[A::NextDimension], "turn"),
            (&[A::NarrowValues], "find"),
            (&[A::Open], "only this"),
            (&[A::LeaveOutValue], "all but this"),
            CLOSE,
            (&[A::ClearDimension], "choose none"),
            MOVE,
        ],
        Some(Overlay::Steps(_)) => vec![(&[A::Open], "go there"), MOVE, CLOSE],
        Some(Overlay::Naming(_)) => vec![(&[A::Open], "keep it"), CLOSE],
        Some(Overlay::Marks(_)) => vec![
            (&[A::Open], "go there"),
            (&[A::Forget], "forget it"),
            MOVE,
            CLOSE,
        ],
        Some(Overlay::Briefing) => of_briefing(app.draft.as_ref()),
        Some(Overlay::Writing(writing)) => of_writing(writing),
        Some(Overlay::Lens { over, at, picked }) => of_lens(world, view, over, *at, *picked),
        Some(Overlay::Layers { .. }) => vec![(&[A::Open], "switch"), MOVE, CLOSE],
        Some(Overlay::Document { .. }) => vec![(&[A::Open], "the sentence's events"), MOVE, CLOSE],
        Some(Overlay::Stack { .. }) => vec![(&[A::Open], "read it"), PLACE, MOVE, CLOSE],
        Some(Overlay::Place { places, at, .. }) => {
            let mut hints = vec![(&[A::Open][..], "go there"), MOVE, CLOSE];
            if at + 1 < places.len() {
                hints.insert(1, (&[A::PlaceEntry], "next place"));
            }
            hints
        }
        Some(Overlay::Help { .. } | Overlay::Faults { .. } | Overlay::Copied { .. }) => {
            vec![MOVE, CLOSE]
        }
        None => of_panes(view),
    }
}

/// The keys of the search box, by what its cursor is on.
fn of_search(search: &Search) -> Vec<Hint> {
    if search.is_line() {
        return vec![
            (&[A::Open], "take it on"),
            (&[A::FilterToHit], "complete"),
            (&[A::OlderQuery], "earlier ones"),
            MOVE,
            CLOSE,
        ];
    }
    match search.picked() {
        Some(Thing::Named(Named::Place(_))) => vec![
            (&[A::Open], "go there"),
            (&[A::FilterToHit], "only its events"),
            (&[A::PlaceEntry], "its entry"),
            MOVE,
            CLOSE,
        ],
        Some(Thing::Named(Named::Actor(_))) => {
            vec![(&[A::Open], "only its events"), MOVE, CLOSE]
        }
        Some(Thing::Event(_)) => vec![(&[A::Open], "select it"), MOVE, CLOSE],
        None => vec![MOVE, CLOSE],
    }
}

/// The keys of a briefing that is worked on, with those that change most on a screen of 80 columns too.
fn of_briefing(draft: Option<&Draft>) -> Vec<Hint> {
    let undo: Hint = (&[A::Undo], "undo");
    if draft.is_none_or(|draft| draft.briefing.steps.is_empty()) {
        let mut hints: Vec<Hint> = vec![(&[A::AddStep], "add what is seen"), CLOSE];
        hints.extend(draft.filter(|draft| draft.has_past()).map(|_| undo));
        return hints;
    }
    vec![
        (&[A::Open], "go there"),
        (&[A::StepUp, A::StepDown], "move"),
        (&[A::DeleteStep], "delete"),
        undo,
        CLOSE,
        (&[A::AddStep], "add"),
        (&[A::ReplaceView], "view"),
        (&[A::Retitle], "title"),
        (&[A::AddNote], "note"),
    ]
}

/// The keys of a box that something is typed into for a briefing.
fn of_writing(writing: &Writing) -> Vec<Hint> {
    match writing.wanted {
        Wanted::File(_) => vec![(&[A::Open], "take this file"), CLOSE],
        Wanted::Step(_) if writing.in_note => vec![
            (&[A::Open], "add it"),
            (&[A::FilterToHit], "the title"),
            CLOSE,
        ],
        Wanted::Step(_) => vec![(&[A::Open], "add it"), (&[A::FilterToHit], "a note"), CLOSE],
        Wanted::Title(_) => vec![
            (&[A::Open], "call it so"),
            (&[A::DeleteAll], "empty"),
            CLOSE,
        ],
        Wanted::Note(_) => vec![(&[A::Open], "add it"), CLOSE],
    }
}

/// The keys of a lens. What it narrowed stays narrowed when it closes, so that the key that takes that off is said, on the
/// narrowest screen too.
fn of_lens(world: &World, view: &View, over: &[Named], at: usize, picked: usize) -> Vec<Hint> {
    let of = over.get(at).map(|of| world.lens(view, *of));
    let target = of.as_ref().and_then(|lens| lens.get(picked));
    let enter = match target {
        Some(Target::Event(_)) => "read it",
        _ => "narrow",
    };
    let mut hints: Vec<Hint> = vec![(&[A::Open], enter), CLOSE];
    if !view.filter.is_open() {
        let words = if view.size.columns < 60 {
            "off"
        } else {
            "last filter off"
        };
        hints.push((&[A::ClearFilter], words));
    }
    let is_last = at + 1 >= over.len();
    match over.first() {
        Some(Named::Actor(_)) if !is_last => hints.push((&[A::ActorLens], "next actor")),
        Some(Named::Place(_)) if !is_last => hints.push((&[A::PlaceLens], "next place")),
        _ => {}
    }
    hints.push((&[A::NextPane], "section"));
    hints.push(MOVE);
    hints
}

/// The keys of a pane, and those that work in all of them.
fn of_panes(view: &View) -> Vec<Hint> {
    let focus = view.focus;
    let play: Hint = if view.timing.playing {
        (&[A::Play], "stop")
    } else {
        (&[A::Play], "play")
    };
    let here: Hint = match focus {
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
    let special: Hint = match focus {
        Pane::Map => (&[A::ZoomIn, A::ZoomOut], "zoom"),
        Pane::Timeline => (&[A::Widen, A::Narrow], "widen, narrow"),
        Pane::List => (&[A::NextOrder], "sort"),
        Pane::Inspector => (&[A::ToggleContext], "context"),
    };
    let time: &[Hint] = match focus {
        _ if view.timing.playing => &[play, (&[A::NextPace], "pace"), (&[A::NextMode], "until")],
        Pane::Timeline => &[
            play,
            (&[A::NextMode], "until"),
            (&[A::NextLanes], "lanes"),
            (&[A::AxisIn, A::AxisOut], "zoom"),
            (&[A::NextGrip], "edge"),
        ],
        _ => &[(&[A::NextTime], "next time"), play],
    };
    let first: [Hint; 6] = [
        (&[A::Help], "keys"),
        (&[A::NextEvent, A::PreviousEvent], "next, previous"),
        (&[A::Search], "find"),
        (&[A::NextPane], "pane"),
        here,
        special,
    ];
    let last: [Hint; 3] = [
        (&[A::Region(1), A::Everything], "regions, all"),
        (&[A::Document], "document"),
        (&[A::Quit], "quit"),
    ];
    first.iter().chain(time).chain(&last).copied().collect()
}
