//! Where keys go, and how they are shown: what help, footer and keymap agree on.
//!
//! Keys are only words here, as the table of actions writes them; `input` knows what a key is.

use super::action::{ACTIONS, Action, Context};
use super::view::{Overlay, Pane, View};

/// Where keys are looked up in a view: the nearest meaning first.
pub fn contexts(view: &View) -> Vec<Context> {
    let mut contexts = without_briefing(view);
    if view.overlays.is_empty() && view.stage.is_some() {
        contexts.insert(0, Context::Presenting);
    } else if view.overlays.is_empty() && view.away {
        contexts.insert(0, Context::Away);
    } else if view.away && contexts != [Context::Typing] {
        // What lies over the panes has its own keys.
        contexts.push(Context::Away);
    }
    contexts
}

fn without_briefing(view: &View) -> Vec<Context> {
    match (view.overlays.last(), view.focus) {
        (
            Some(
                Overlay::Search(_)
                | Overlay::Palette(_)
                | Overlay::Naming(_)
                | Overlay::Marks(_)
                | Overlay::Writing(_)
                | Overlay::Steps(_),
            ),
            _,
        ) => vec![Context::Typing],
        (Some(Overlay::Facets(panel)), _) if panel.narrow.is_some() => vec![Context::Typing],
        (Some(Overlay::Facets(_)), _) => vec![
            Context::Facets,
            Context::Over,
            Context::Rows,
            Context::Everywhere,
        ],
        (Some(Overlay::Briefing), _) => vec![
            Context::Briefing,
            Context::Over,
            Context::Rows,
            Context::Everywhere,
        ],
        (Some(_), _) => vec![Context::Over, Context::Rows, Context::Everywhere],
        (None, Pane::List | Pane::Inspector) => {
            vec![Context::In(view.focus), Context::Rows, Context::Everywhere]
        }
        (None, pane) => vec![Context::In(pane), Context::Everywhere],
    }
}

/// The first key of an action where a view is, as people read it.
pub fn key_of(action: Action, view: &View, ascii: bool) -> Option<String> {
    key_in(&contexts(view), action, ascii)
}

/// The first key of an action in the first of some contexts that has one, as people read it.
pub fn key_in(contexts: &[Context], action: Action, ascii: bool) -> Option<String> {
    let bound = |context: &Context| {
        let mut here = ACTIONS.iter().filter(|spec| spec.context == *context);
        here.find(|spec| spec.action == action)
    };
    let spec = contexts.iter().find_map(bound)?;
    // An arrow that has to be spelt out is longer than its vi key.
    let shortest = || spec.keys.iter().min_by_key(|key| key.len());
    let key = if ascii { shortest() } else { spec.keys.first() };
    key.map(|key| shown(key, ascii))
}

/// A key as it is shown to people: arrows as arrows, the rest as on a keyboard.
pub fn shown(written: &str, ascii: bool) -> String {
    let plain = match written {
        "left" if !ascii => "←",
        "right" if !ascii => "→",
        "up" if !ascii => "↑",
        "down" if !ascii => "↓",
        "shift-left" if !ascii => "⇧←",
        "shift-right" if !ascii => "⇧→",
        "shift-up" if !ascii => "⇧↑",
        "shift-down" if !ascii => "⇧↓",
        "enter" => "Enter",
        "esc" => "Esc",
        "tab" => "Tab",
        "backtab" => "Shift-Tab",
        "backspace" => "Backspace",
        "delete" => "Delete",
        "space" => "Space",
        "home" => "Home",
        "end" => "End",
        "pageup" => "PgUp",
        "pagedown" => "PgDn",
        other => other,
    };
    match plain.strip_prefix("ctrl-") {
        Some(letter) => format!("Ctrl-{}", letter.to_uppercase()),
        None => plain.to_owned(),
    }
}
