//! The table of colours: one row a use, and in each what it is on a dark backdrop and on a light one.
//!
//! Both columns keep to the eight hues that Okabe and Ito found safe for colour-blind readers, as near as 256 colours come.
//! On white they are darkened until words can be read; yellow cannot be dark and stay yellow, so plum stands in for it.
//!
//! Known to be imperfect: of the sixteen, only five are dark enough for white, so that there some hues are one.

use ratatui::style::Color;

use super::Backdrop;

/// A colour at both depths: of the 256, and of the sixteen.
type Depths = (u8, Color);

/// A colour on both backdrops.
#[derive(Debug, Clone, Copy)]
pub(super) struct Paint {
    dark: Depths,
    light: Depths,
}

impl Paint {
    /// What it is on a backdrop.
    pub(super) fn on(self, backdrop: Backdrop) -> Depths {
        match backdrop {
            Backdrop::Dark => self.dark,
            Backdrop::Light => self.light,
        }
    }
}

const fn paint(dark: Depths, light: Depths) -> Paint {
    Paint { dark, light }
}

// Hues, and what has none.
pub(super) const ORANGE: Paint = paint((214, Color::Yellow), (130, Color::Red));
pub(super) const SKY: Paint = paint((75, Color::LightCyan), (25, Color::Blue));
pub(super) const GREEN: Paint = paint((79, Color::LightGreen), (29, Color::LightBlue));
pub(super) const YELLOW: Paint = paint((227, Color::LightYellow), (53, Color::Black));
pub(super) const VERMILION: Paint = paint((209, Color::LightRed), (124, Color::Red));
pub(super) const PURPLE: Paint = paint((176, Color::LightMagenta), (127, Color::Magenta));
pub(super) const BLUE: Paint = paint((69, Color::LightBlue), (18, Color::LightBlue));
pub(super) const PALE: Paint = paint((252, Color::Gray), (238, Color::Black));
pub(super) const GREY: Paint = paint((245, Color::DarkGray), (241, Color::DarkGray));
/// What stands out most from the backdrop.
pub(super) const BRIGHT: Paint = paint((255, Color::White), (16, Color::Black));

// Lines of the ground. Those that only give it a grain are fainter than what words need.
pub(super) const RIVER: Paint = paint((68, Color::LightBlue), (32, Color::Blue));
pub(super) const RIVER_ESTIMATE: Paint = paint((61, Color::LightBlue), (68, Color::LightBlue));
pub(super) const COAST: Paint = paint((67, Color::Cyan), (31, Color::Blue));
pub(super) const BORDER: Paint = paint((247, Color::Gray), (242, Color::Black));
pub(super) const GOVERNORATE: Paint = paint((238, Color::DarkGray), (249, Color::DarkGray));
pub(super) const STREET: Paint = paint((144, Color::Gray), (58, Color::Black));
pub(super) const STREET_ESTIMATE: Paint = paint((101, Color::DarkGray), (101, Color::DarkGray));
pub(super) const LESSER_STREET: Paint = paint((240, Color::DarkGray), (246, Color::DarkGray));
pub(super) const ROAD: Paint = paint((94, Color::DarkGray), (137, Color::DarkGray));

// Names on the map.
pub(super) const LESSER_TOWN: Paint = paint((250, Color::Gray), (239, Color::Black));
pub(super) const STREET_NAME: Paint = paint((248, Color::Gray), (240, Color::Black));
pub(super) const WATER_NAME: Paint = paint((68, Color::LightBlue), (25, Color::Blue));

// What lies behind cells: near to the backdrop, so that everything can be read on it. The sixteen have no blue that is
// light and calm: there, water on a light backdrop is grey.
pub(super) const WATER: Paint = paint((17, Color::Blue), (189, Color::Gray));
pub(super) const URBAN: Paint = paint((236, Color::Black), (254, Color::White));
pub(super) const URBAN_NEAR: Paint = paint((234, Color::Black), (255, Color::White));
pub(super) const PICKED: Paint = paint((238, Color::Gray), (253, Color::Blue));
pub(super) const SELECTED: Paint = paint((226, Color::LightYellow), (16, Color::Black));

// What is written on the last two.
pub(super) const ON_PICKED: Paint = paint((255, Color::Black), (16, Color::White));
pub(super) const ON_SELECTED: Paint = paint((16, Color::Black), (226, Color::LightYellow));

// The rest of the screen.
pub(super) const RULE: Paint = paint((238, Color::DarkGray), (249, Color::DarkGray));
pub(super) const BAR: Paint = paint((67, Color::LightBlue), (67, Color::LightBlue));
pub(super) const BAR_OUTSIDE: Paint = paint((239, Color::DarkGray), (248, Color::DarkGray));

/// Sides, most events first.
pub(super) const SIDES: [Paint; 8] = [ORANGE, SKY, GREEN, PURPLE, YELLOW, VERMILION, BLUE, PALE];

// What a filter leaves out, behind the bars of the timeline, and the ground of a bar that shares its cell with that.
pub(super) const BEHIND: Paint = paint((242, Color::DarkGray), (246, Color::DarkGray));
pub(super) const GROUND_BEHIND_LITTLE: Paint = paint((234, Color::Black), (255, Color::White));
pub(super) const GROUND_BEHIND_SOME: Paint = paint((235, Color::DarkGray), (254, Color::Gray));
pub(super) const GROUND_BEHIND_MUCH: Paint = paint((236, Color::DarkGray), (253, Color::Gray));
