//! Copying: what goes to the clipboard, and showing it.

use super::overlay::picked_events;
use crate::app::Effect;
use crate::app::action::Action;
use crate::app::citation::citation;
use crate::app::keys::key_of;
use crate::app::line;
use crate::app::shelf::Shelf;
use crate::app::view::{Overlay, View};
use crate::app::world::World;
use crate::model::query::{Key, Term, Value, print};
use crate::model::text::Text;

/// A line that is still another one after so many rounds leads to what is seen all the same.
const MOST_ROUNDS: usize = 5;

/// Copies the view that is under all boxes as a line; asked for twice in a row, shows it as well, and then closes it.
pub fn copy_view(world: &World, shelf: &Shelf, view: &mut View) -> Vec<Effect> {
    if close(view) {
        return Vec::new();
    }
    let line = taken_down(world, shelf, view);
    copy(view, line, "this view", Action::CopyView)
}

/// The view as a line. It moves by less than can be seen, so that the line leads to exactly what is on the screen.
pub fn taken_down(world: &World, shelf: &Shelf, view: &mut View) -> Text {
    let mut line = line::write(world, shelf, view);
    // At the edge of the Earth a map that is moved by its rounding is moved back a bit: the line of that is another one.
    for _ in 0..MOST_ROUNDS {
        let before = line;
        *view = line::settled(world, shelf, view);
        line = line::write(world, shelf, view);
        if line == before {
            break;
        }
    }
    *view = line::settled(world, shelf, view);
    if line.is_empty() {
        // As it opens by itself. Nothing at all would be no line, and take what is on the clipboard away.
        let first = Term::of(Key::Focus, vec![Value::new("map")]);
        line = print([&first]);
    }
    Text::clean(&line)
}

/// Copies the citation of the event that the cursor is on; asked for twice in a row, shows it as well, and then closes it.
pub fn copy_citation(world: &World, shelf: &Shelf, view: &mut View) -> Vec<Effect> {
    if close(view) {
        return Vec::new();
    }
    let picked = picked_events(world, shelf, view).first().copied();
    let Some(event) = picked.or(view.selection) else {
        view.message = Some("nothing is selected that could be cited".into());
        return Vec::new();
    };
    match citation(world, shelf, &view.filter, event) {
        Ok(text) => {
            let id = shelf
                .record(event)
                .map_or("it", |record| record.id.as_str());
            let what = format!("citation of {id}");
            copy(view, text, &what, Action::CopyCitation)
        }
        Err(why) => {
            view.message = Some(why);
            Vec::new()
        }
    }
}

/// Closes the topmost box, if it shows what was copied.
fn close(view: &mut View) -> bool {
    let closed = view
        .overlays
        .pop_if(|top| matches!(top, Overlay::Copied { .. }))
        .is_some();
    if closed {
        view.copied = None;
    }
    closed
}

/// Copies a text. Whether it arrives nobody knows: what is said is that it was sent.
fn copy(view: &mut View, text: Text, what: &str, action: Action) -> Vec<Effect> {
    if view.copied.as_ref() == Some(&text) {
        show(view, text.clone(), false);
    } else {
        let key = key_of(action, view, view.ascii_only);
        let again = key.map_or(String::new(), |key| format!("; {key} again shows it"));
        view.message = Some(format!("{what} sent to the clipboard{again}"));
        view.copied = Some(text.clone());
    }
    vec![Effect::Copy(text)]
}

/// Shows a text that was copied, or that has to be by hand.
pub fn show(view: &mut View, text: Text, by_hand: bool) {
    view.message = None;
    view.overlays
        .retain(|overlay| !matches!(overlay, Overlay::Copied { .. }));
    let top = 0;
    view.overlays.push(Overlay::Copied { text, by_hand, top });
}
