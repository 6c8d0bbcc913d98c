//! How a view goes through time: what the window lets through, what the lanes are, what is held, and at what pace it plays.

use std::time::Duration;

use crate::model::time::Stamp;

/// What of the events the window lets through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Mode {
    /// What touches the window.
    #[default]
    Window,
    /// Everything up to the window's end.
    Until,
    /// The selected event alone.
    Single,
}

impl Mode {
    /// In the order of the key.
    pub const ALL: [Self; 3] = [Self::Window, Self::Until, Self::Single];

    /// Its name on screen.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Window => "window",
            Self::Until => "until then",
            Self::Single => "one event",
        }
    }

    /// What it does, said when it is chosen.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Window => "window: what touches it is shown",
            Self::Until => "until then: everything up to the window's end is shown",
            Self::Single => "one event: only the selected one is shown",
        }
    }
}

/// What the lanes of the timeline are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum LanesBy {
    /// A lane a region, and one for elsewhere.
    #[default]
    Region,
    /// A lane a kind of event.
    Type,
    /// A lane a side: the topmost actor of the first agent.
    Actor,
}

impl LanesBy {
    /// In the order of the key.
    pub const ALL: [Self; 3] = [Self::Region, Self::Type, Self::Actor];

    /// Its name on screen.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Region => "region",
            Self::Type => "type",
            Self::Actor => "actor",
        }
    }
}

/// What of the window moves when it is moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Grip {
    /// All of it.
    #[default]
    Whole,
    /// Its first moment.
    Start,
    /// Its end.
    End,
}

impl Grip {
    /// In the order of the key.
    pub const ALL: [Self; 3] = [Self::Whole, Self::Start, Self::End];

    /// What moves, in words.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Whole => "window moves",
            Self::Start => "start moves",
            Self::End => "end moves",
        }
    }

    /// What is held, said when it is taken.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Whole => "the whole window moves",
            Self::Start => "only the window's start moves",
            Self::End => "only the window's end moves",
        }
    }
}

/// How fast time plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Pace {
    /// For talking over it.
    Slow,
    /// For following it.
    #[default]
    Steady,
    /// For looking for something.
    Fast,
    /// For an overview.
    Fastest,
}

impl Pace {
    /// In the order of the key.
    pub const ALL: [Self; 4] = [Self::Slow, Self::Steady, Self::Fast, Self::Fastest];

    /// From one step to the next.
    pub const fn interval(self) -> Duration {
        Duration::from_millis(match self {
            Self::Slow => 3_000,
            Self::Steady => 1_000,
            Self::Fast => 333,
            Self::Fastest => 100,
        })
    }

    /// Its name on screen.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Slow => "a step in 3 s",
            Self::Steady => "a step a second",
            Self::Fast => "3 steps a second",
            Self::Fastest => "10 steps a second",
        }
    }
}

/// What the mouse drags over the timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drag {
    /// One edge of the window, or all of it from where it was taken hold of.
    Window(Grip, Stamp),
    /// A new window, from where it begins.
    Draw(Stamp),
    /// The axis, by its place in the overview.
    Axis,
}

/// How a view goes through time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Timing {
    /// What of the events the window lets through.
    pub mode: Mode,
    /// What the lanes are.
    pub lanes: LanesBy,
    /// What of the window moves.
    pub grip: Grip,
    /// How fast it plays.
    pub pace: Pace,
    /// It plays.
    pub playing: bool,
    /// What the mouse holds.
    pub drag: Option<Drag>,
}
