//! Bookmarks: keeping what is seen under a name, and going back to it.

use super::copy::taken_down;
use crate::app::Effect;
use crate::app::action::Action;
use crate::app::keys::key_of;
use crate::app::line;
use crate::app::memory::{Bookmark, Keep};
use crate::app::shelf::Shelf;
use crate::app::title::title;
use crate::app::view::{Marks, Naming, Overlay, View};
use crate::app::world::World;

/// Asks for a name.
pub fn name(world: &World, view: &mut View) {
    let offered = title(world, view);
    view.overlays.push(Overlay::Naming(Naming {
        offered,
        ..Naming::default()
    }));
}

/// Keeps what is seen under the name that was typed, or under the one that was offered.
pub fn keep(world: &World, shelf: &Shelf, view: &mut View, naming: &Naming) -> Vec<Effect> {
    view.overlays.pop();
    let name = naming.name();
    let replaced = if naming.replaces() {
        ", in place of what it was"
    } else {
        ""
    };
    let key = key_of(Action::Marks, view, view.ascii_only);
    let key = key.map_or(String::new(), |key| format!(": {key} goes there"));
    view.message = Some(format!("kept as “{name}”{replaced}{key}"));
    let line = taken_down(world, shelf, view);
    vec![Effect::Keep(Keep::Mark(Bookmark { name, line }))]
}

/// Goes to what is picked. What its line says that this data does not have is left out, and the first of it said.
pub fn go_to(world: &World, shelf: &Shelf, view: &mut View, open: &Marks) {
    let Some(mark) = open.picked() else {
        view.message = Some("there is no such bookmark".into());
        return;
    };
    let by_id = |id: &str| line::event_of(world, shelf, id);
    let reading = line::read(world, &by_id, &mark.line);
    *view = line::take(world, view, &reading);
    view.message = Some(match reading.faults.as_slice() {
        [] => mark.name.to_string(),
        [fault] => format!("{}, but for this: {fault}", mark.name),
        [fault, more @ ..] => {
            format!("{}, but for {} terms: {fault} …", mark.name, more.len() + 1)
        }
    });
}

/// Forgets what is picked, once it is asked for a second time.
pub fn forget(view: &mut View) -> Vec<Effect> {
    let Some(Overlay::Marks(open)) = view.overlays.last_mut() else {
        return Vec::new();
    };
    let Some(name) = open.picked().map(|mark| mark.name.clone()) else {
        return Vec::new();
    };
    if open.doomed.as_ref() == Some(&name) {
        open.doomed = None;
        view.message = Some(format!("“{name}” is forgotten"));
        vec![Effect::Keep(Keep::Forget(name))]
    } else {
        open.doomed = Some(name.clone());
        let key = key_of(Action::Forget, view, view.ascii_only).unwrap_or_default();
        view.message = Some(format!("{key} again forgets “{name}”"));
        Vec::new()
    }
}

/// What was to be forgotten is not, unless that is the next thing asked for.
pub fn spare(view: &mut View, action: Action) {
    let goes_on = matches!(action, Action::Forget | Action::Resize(_) | Action::Tick);
    if let Some(Overlay::Marks(open)) = view.overlays.last_mut().filter(|_| !goes_on) {
        open.doomed = None;
    }
}
