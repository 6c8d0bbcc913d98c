//! What of the events that did not happen is on the map: nothing, until somebody asks for it.

use crate::model::vocabulary::Factuality;

/// Which kinds of what is not said to have happened are on the map too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Unreal(u8);

impl Unreal {
    /// The kinds there are.
    pub const KINDS: [Factuality; 3] = [
        Factuality::Planned,
        Factuality::Conditional,
        Factuality::Negated,
    ];
    /// None of them.
    pub const NONE: Self = Self(0);
    /// All of them.
    pub const ALL: Self = Self(u8::MAX);

    /// Whether events of a status are on the map: what is not unreal always is.
    pub const fn shows(self, status: Factuality) -> bool {
        !status.is_unreal() || self.0 >> (status as u8) & 1 == 1
    }

    /// The same with one kind more; `ALL` once all are there.
    #[must_use]
    pub fn with(self, status: Factuality) -> Self {
        let more = Self(self.0 | 1 << (status as u8));
        if Self::KINDS.iter().all(|kind| more.shows(*kind)) {
            Self::ALL
        } else {
            more
        }
    }
}
