//! What is drawn under the events, and can be left out.

/// A kind of thing under the events that can be switched off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Layer {
    /// Seas and lakes.
    Water,
    /// Coasts.
    Coast,
    /// Borders of countries.
    Borders,
    /// Borders of governorates.
    Governorates,
    /// Rivers.
    Rivers,
    /// Roads.
    Roads,
    /// Built-up land.
    Urban,
    /// Towns and their names.
    Towns,
    /// Streets and runways; quarters, sites and bridges with their names.
    Streets,
    /// What the colours and glyphs mean.
    Legend,
}

impl Layer {
    /// In the order of the menu.
    pub const ALL: [Self; 10] = [
        Self::Water,
        Self::Coast,
        Self::Borders,
        Self::Governorates,
        Self::Rivers,
        Self::Roads,
        Self::Urban,
        Self::Towns,
        Self::Streets,
        Self::Legend,
    ];

    /// Its name on screen.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Water => "water",
            Self::Coast => "coasts",
            Self::Borders => "borders",
            Self::Governorates => "governorates",
            Self::Rivers => "rivers",
            Self::Roads => "roads",
            Self::Urban => "built-up land",
            Self::Towns => "towns",
            Self::Streets => "streets, quarters, sites",
            Self::Legend => "legend",
        }
    }
}

/// Which layers are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Layers(u16);

impl Layers {
    /// All of them.
    pub const ALL: Self = Self(u16::MAX);

    /// Whether a layer is shown.
    pub const fn shows(self, layer: Layer) -> bool {
        self.0 >> (layer as u8) & 1 == 1
    }

    /// The same with one layer switched.
    #[must_use]
    pub const fn toggled(self, layer: Layer) -> Self {
        Self(self.0 ^ (1 << (layer as u8)))
    }
}
