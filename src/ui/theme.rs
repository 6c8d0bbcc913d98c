//! What things look like: inks, tints and the ground, at three depths of colour and on two backdrops.
//!
//! Which colour that is stands in one table (`paint`). No meaning is in colour alone: marks have letters or brackets,
//! statuses have words, events have glyphs.
//!
//! Known to be imperfect: the backdrop is the terminal's own, and is believed to be what it is said to be.

mod paint;

use ratatui::style::{Color, Modifier, Style};

use crate::model::vocabulary::{EventType, Factuality, Slot};
use crate::scene::Look;
use crate::scene::ground::{Kind, LEAST_STREET, Stroke};
use crate::scene::labels::Naming;
use crate::scene::map::Tint;
use crate::scene::prose::Ink;
use paint::{
    BLUE, BRIGHT, GREEN, GREY, ORANGE, PALE, PURPLE, Paint, SIDES, SKY, VERMILION, YELLOW,
};

/// How many colours the terminal shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Colours {
    /// The 256 of xterm.
    Many,
    /// The sixteen of ANSI.
    Sixteen,
    /// None: bold, underline and reverse only.
    None,
}

/// What words stand on. It is the terminal's own: what is drawn is chosen to be read on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Backdrop {
    /// Black, or near to it.
    #[default]
    Dark,
    /// White, or near to it.
    Light,
}

/// What things look like on one screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// How many colours there are.
    pub colours: Colours,
    /// Only ASCII can be shown.
    pub ascii: bool,
    /// What it is shown on.
    pub backdrop: Backdrop,
}

impl Theme {
    /// What a scene has to know of the theme.
    pub fn look(&self) -> Look {
        Look {
            mono: self.colours == Colours::None,
            ascii: self.ascii,
        }
    }

    fn colour(self, paint: Paint) -> Option<Color> {
        let (many, sixteen) = paint.on(self.backdrop);
        match self.colours {
            Colours::Many => Some(Color::Indexed(many)),
            Colours::Sixteen => Some(sixteen),
            Colours::None => None,
        }
    }

    fn fg(self, paint: Paint) -> Style {
        self.colour(paint)
            .map_or(Style::new(), |colour| Style::new().fg(colour))
    }

    fn bg(self, paint: Paint) -> Style {
        self.colour(paint)
            .map_or(Style::new(), |colour| Style::new().bg(colour))
    }

    /// Dim text: grey where there are colours, else faint.
    fn dim(self) -> Style {
        if self.colours == Colours::None {
            Style::new().add_modifier(Modifier::DIM)
        } else {
            self.fg(GREY)
        }
    }

    /// Text.
    pub fn ink(self, ink: Ink) -> Style {
        let bold = Modifier::BOLD;
        let under = Modifier::UNDERLINED;
        match ink {
            Ink::Plain => Style::new(),
            Ink::Dim => self.dim(),
            Ink::Strong => Style::new().add_modifier(bold),
            Ink::Heading => self.fg(BRIGHT).add_modifier(bold),
            Ink::Emphasis => Style::new().add_modifier(under),
            Ink::Code => self.fg(GREEN),
            Ink::Key => self.fg(ORANGE).add_modifier(bold),
            Ink::Warn => self.fg(VERMILION).add_modifier(bold),
            Ink::Fault => self.fg(VERMILION).add_modifier(bold | under),
            Ink::Quote => self.fg(PALE),
            Ink::Trigger | Ink::Match => self.fg(YELLOW).add_modifier(bold | under),
            Ink::Mark(slot) => self.fg(slot_paint(slot)).add_modifier(under),
            Ink::Source => self.fg(PALE).add_modifier(Modifier::ITALIC | under),
            Ink::Chip => self.fg(ORANGE).add_modifier(Modifier::REVERSED),
            Ink::Tint(tint) => self.tint(tint),
            Ink::Sign(kind) => self.tint(Tint::Type(kind)),
        }
    }

    /// Events.
    pub fn tint(self, tint: Tint) -> Style {
        let paint = match tint {
            Tint::Type(kind) => type_paint(kind),
            // More sides than hues: the rest share one, and are told apart by name.
            Tint::Side(side) => SIDES.get(side).copied().unwrap_or(PALE),
            Tint::Status(status) => status_paint(status),
            Tint::Mixed => BRIGHT,
        };
        self.fg(paint).add_modifier(Modifier::BOLD)
    }

    /// Lines of the ground.
    pub fn stroke(self, stroke: &Stroke) -> Style {
        match stroke.kind {
            Kind::River if stroke.is_estimate => self.fg(paint::RIVER_ESTIMATE),
            Kind::River if stroke.is_broad => self.fg(SKY),
            Kind::River => self.fg(paint::RIVER),
            Kind::Coast => self.fg(paint::COAST),
            Kind::Border => self.fg(paint::BORDER),
            Kind::Governorate => self.fg(paint::GOVERNORATE),
            Kind::Street if stroke.rank >= LEAST_STREET => self.fg(paint::LESSER_STREET),
            Kind::Street if !stroke.is_estimate => self.fg(paint::STREET),
            Kind::Street => self.fg(paint::STREET_ESTIMATE),
            Kind::Road => self.fg(paint::ROAD),
            Kind::Bridge | Kind::Runway if stroke.is_estimate => self.fg(GREY),
            Kind::Bridge | Kind::Runway => self.fg(BRIGHT),
            _ => self.fg(GREY),
        }
    }

    /// Sea and lakes.
    pub fn water(self) -> Style {
        self.bg(paint::WATER)
    }

    /// Built-up land, in 256 colours: the sixteen have no grey dark enough to read on. From near it fills the map, and
    /// streets and names must stand out from it.
    pub fn urban(self, is_near: bool) -> Style {
        self.bg(if is_near {
            paint::URBAN_NEAR
        } else {
            paint::URBAN
        })
    }

    /// Names on the map.
    pub fn naming(self, naming: Naming, is_estimate: bool) -> Style {
        match naming {
            Naming::Street if is_estimate => self.dim(),
            Naming::Bridge if is_estimate => self.fg(GREY),
            Naming::Bridge => self.fg(PALE),
            Naming::Country => self.fg(GREY).add_modifier(Modifier::BOLD),
            Naming::Governorate => self.dim().add_modifier(Modifier::ITALIC),
            Naming::Town(true) => self.fg(PALE).add_modifier(Modifier::BOLD),
            Naming::Town(false) => self.fg(paint::LESSER_TOWN),
            Naming::Street => self.fg(paint::STREET_NAME),
            Naming::Water => self.fg(paint::WATER_NAME).add_modifier(Modifier::ITALIC),
            Naming::Area => self.fg(PALE).add_modifier(Modifier::ITALIC),
        }
    }

    /// The title of the pane that has the keys, and of the others.
    pub fn title(self, focused: bool) -> Style {
        if focused {
            self.fg(ORANGE).add_modifier(Modifier::BOLD)
        } else {
            self.dim()
        }
    }

    /// Lines between panes and around boxes.
    pub fn rule(self, focused: bool) -> Style {
        if focused {
            self.fg(ORANGE)
        } else {
            self.fg(paint::RULE)
        }
    }

    /// The row or cell that is picked.
    pub fn picked(self) -> Style {
        match self.colours {
            // The words keep their colours.
            Colours::Many => self.bg(paint::PICKED).add_modifier(Modifier::BOLD),
            Colours::Sixteen => self.fg(paint::ON_PICKED).patch(self.bg(paint::PICKED)),
            Colours::None => Style::new().add_modifier(Modifier::REVERSED),
        }
    }

    /// The selected event's cell on the map.
    pub fn selection(self) -> Style {
        let style = Style::new().add_modifier(Modifier::BOLD);
        if self.colours == Colours::None {
            return style.add_modifier(Modifier::REVERSED);
        }
        let written = self.fg(paint::ON_SELECTED);
        style.patch(written).patch(self.bg(paint::SELECTED))
    }

    /// An event that a briefing cites, in place of how it looks otherwise. Without colours, reverse is the selection's alone.
    pub fn lit(self, style: Style) -> Style {
        let style = style.add_modifier(Modifier::BOLD | Modifier::UNDERLINED);
        match self.colours {
            Colours::None => style,
            _ => style.add_modifier(Modifier::REVERSED),
        }
    }

    /// Where the next letter goes.
    pub fn cursor(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// Bars of the timeline, inside and outside the window.
    pub fn bar(self, inside: bool) -> Style {
        if inside {
            self.fg(paint::BAR)
        } else {
            self.fg(paint::BAR_OUTSIDE)
        }
    }

    /// What a filter leaves out, behind the bars of the timeline.
    pub fn behind(self) -> Style {
        match self.colours {
            Colours::None => self.dim(),
            _ => self.fg(paint::BEHIND),
        }
    }

    /// The ground of a bar of the timeline, where what a filter leaves out fills so many thirds of the rest of its cell.
    pub fn ground_behind(self, thirds: u64) -> Style {
        match (thirds, self.colours) {
            (0, _) | (1, Colours::Sixteen) => Style::new(),
            (1, _) => self.bg(paint::GROUND_BEHIND_LITTLE),
            (2, _) => self.bg(paint::GROUND_BEHIND_SOME),
            _ => self.bg(paint::GROUND_BEHIND_MUCH),
        }
    }
}

fn slot_paint(slot: Slot) -> Paint {
    match slot {
        Slot::Agent => SKY,
        Slot::Target => VERMILION,
        Slot::Partner | Slot::Beneficiary => BLUE,
        Slot::Place => GREEN,
        Slot::Time => PURPLE,
        Slot::Fatalities => ORANGE,
    }
}

fn type_paint(kind: EventType) -> Paint {
    use EventType as E;
    match kind {
        E::Clash | E::Attack | E::Violence => VERMILION,
        E::Airstrike | E::Shelling | E::Bombing => ORANGE,
        E::Seize | E::Advance | E::Withdraw | E::Transfer | E::Offensive => SKY,
        E::Deploy | E::Support | E::Blockade => GREEN,
        E::Pledge | E::Threat | E::Talks | E::Agreement => PURPLE,
        E::Detain | E::Displace | E::Protest => YELLOW,
        E::Other => PALE,
    }
}

fn status_paint(status: Factuality) -> Paint {
    match status {
        Factuality::Happened => BRIGHT,
        Factuality::Ongoing => GREEN,
        Factuality::Planned => SKY,
        Factuality::Conditional => PURPLE,
        Factuality::Negated => VERMILION,
        Factuality::Unknown => PALE,
    }
}
