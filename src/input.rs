//! Keys: our own type for them, how they are written, and what they mean where.
//!
//! Nothing here knows a terminal library; the session turns its events into [`key::Key`]s.

pub mod key;

use crate::app::action::{ACTIONS, Action, Context};
use crate::app::keys::contexts;
use crate::app::view::View;
use key::{Code, Key, Name};

/// What a key means in a view, if anything. A line being typed takes every key but those with Ctrl.
pub fn action(view: &View, key: Key) -> Option<Action> {
    action_in(contexts(view), key)
}

/// What a key means where keys are looked up in some contexts, the nearest first.
pub fn action_in(mut contexts: Vec<Context>, key: Key) -> Option<Action> {
    let typing = contexts == [Context::Typing];
    if typing && key.ctrl {
        contexts.push(Context::Everywhere);
    }
    let bound = contexts.iter().find_map(|context| {
        let mut here = ACTIONS.iter().filter(|spec| spec.context == *context);
        here.find(|spec| {
            spec.keys
                .iter()
                .any(|written| Key::parse(written) == Some(key))
        })
        .map(|spec| spec.action)
    });
    match (bound, key.code) {
        (None, Code::Letter(letter)) if typing && !key.ctrl && !key.alt => {
            Some(Action::Insert(letter))
        }
        (None, Code::Named(Name::Space)) if typing => Some(Action::Insert(' ')),
        _ => bound,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    #[test]
    fn every_key_in_the_table_can_be_read_and_means_one_thing_in_its_context() {
        let mut seen: HashMap<(Context, Key), Action> = HashMap::new();
        for spec in ACTIONS {
            for written in spec.keys {
                let key = Key::parse(written).unwrap_or_else(|| panic!("{written} is no key"));
                assert_eq!(key.to_string(), *written, "written one way only");
                let before = seen.insert((spec.context, key), spec.action);
                assert_eq!(
                    before, None,
                    "{written} means two things in {:?}",
                    spec.context
                );
            }
        }
    }
}
