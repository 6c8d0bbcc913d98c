//! What a person narrows the events to.

use super::entry::{ActorIx, PlaceIx};

/// A filter: what it leaves open it does not narrow.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    /// Only events in which this actor, or a unit or member of it, takes part or says so.
    pub actor: Option<ActorIx>,
    /// Only events in this place, or in a place inside it.
    pub place: Option<PlaceIx>,
}

impl Filter {
    /// Whether it lets everything through.
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }
}
