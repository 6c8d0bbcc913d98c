//! A step of a briefing on the screen, as far as it changes what is drawn where.

use std::sync::Arc;

use crate::model::briefing::Focus;
use crate::model::entry::EventIx;

/// What is drawn of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// What it shows.
    pub focus: Focus,
    /// The events that it cites, in its order: they stand out on the map.
    pub lit: Arc<[EventIx]>,
}
