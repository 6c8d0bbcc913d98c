//! `--theme`: which backdrop colours are chosen for.

use crate::ui::theme::Backdrop;

/// A theme, as the command line says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub(super) enum Named {
    /// For a dark background
    #[default]
    Dark,
    /// For a light background
    Light,
}

impl Named {
    /// What it is made to be read on.
    pub(super) fn backdrop(self) -> Backdrop {
        match self {
            Self::Dark => Backdrop::Dark,
            Self::Light => Backdrop::Light,
        }
    }
}
