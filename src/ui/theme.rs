//! What things look like: one table of colours for inks, tints and the ground, at three depths of colour.
//!
//! The palette keeps to the eight hues that Okabe and Ito found safe for colour-blind readers, as near as 256 colours
//! come; no meaning is in colour alone (marks have letters or brackets, statuses have words, events have glyphs).
//!
//! Known to be imperfect: it is made for dark backgrounds, and the background is the terminal's own.

use ratatui::style::{Color, Modifier, Style};

use crate::model::vocabulary::{EventType, Factuality, Slot};
use crate::scene::Look;
use crate::scene::ground::{Kind, LEAST_STREET, Stroke};
use crate::scene::labels::Naming;
use crate::scene::map::Tint;
use crate::scene::prose::Ink;

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

/// A colour at both depths.
#[derive(Debug, Clone, Copy)]
struct Paint(u8, Color);

const GREY: Paint = Paint(245, Color::DarkGray);
const PALE: Paint = Paint(252, Color::Gray);
const ORANGE: Paint = Paint(214, Color::Yellow);
const SKY: Paint = Paint(75, Color::LightCyan);
const GREEN: Paint = Paint(79, Color::LightGreen);
const YELLOW: Paint = Paint(227, Color::LightYellow);
const VERMILION: Paint = Paint(209, Color::LightRed);
const PURPLE: Paint = Paint(176, Color::LightMagenta);
const BLUE: Paint = Paint(69, Color::LightBlue);
const WHITE: Paint = Paint(255, Color::White);

/// Sides, most events first.
const SIDES: [Paint; 8] = [ORANGE, SKY, GREEN, PURPLE, YELLOW, VERMILION, BLUE, PALE];

/// What things look like on one screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// How many colours there are.
    pub colours: Colours,
    /// Only ASCII can be shown.
    pub ascii: bool,
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
        match self.colours {
            Colours::Many => Some(Color::Indexed(paint.0)),
            Colours::Sixteen => Some(paint.1),
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
            Ink::Heading => self.fg(WHITE).add_modifier(bold),
            Ink::Key => self.fg(ORANGE).add_modifier(bold),
            Ink::Warn => self.fg(VERMILION).add_modifier(bold),
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
            Tint::Mixed => WHITE,
        };
        self.fg(paint).add_modifier(Modifier::BOLD)
    }

    /// Lines of the ground.
    pub fn stroke(self, stroke: &Stroke) -> Style {
        match stroke.kind {
            Kind::River if stroke.is_estimate => self.fg(Paint(61, Color::LightBlue)),
            Kind::River if stroke.is_broad => self.fg(SKY),
            Kind::River => self.fg(Paint(68, Color::LightBlue)),
            Kind::Coast => self.fg(Paint(67, Color::Cyan)),
            Kind::Border => self.fg(Paint(247, Color::Gray)),
            Kind::Governorate => self.fg(Paint(238, Color::DarkGray)),
            Kind::Street if stroke.rank >= LEAST_STREET => self.fg(Paint(240, Color::DarkGray)),
            Kind::Street if !stroke.is_estimate => self.fg(Paint(144, Color::Gray)),
            Kind::Street => self.fg(Paint(101, Color::DarkGray)),
            Kind::Road => self.fg(Paint(94, Color::DarkGray)),
            Kind::Bridge | Kind::Runway if stroke.is_estimate => self.fg(GREY),
            Kind::Bridge | Kind::Runway => self.fg(WHITE),
            _ => self.fg(GREY),
        }
    }

    /// Sea and lakes.
    pub fn water(self) -> Style {
        self.bg(Paint(17, Color::Blue))
    }

    /// Built-up land, in 256 colours: the sixteen have no grey dark enough to read on. From near it fills the map, and
    /// streets and names must stand out from it.
    pub fn urban(self, is_near: bool) -> Style {
        self.bg(Paint(if is_near { 234 } else { 236 }, Color::Black))
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
            Naming::Town(false) => self.fg(Paint(250, Color::Gray)),
            Naming::Street => self.fg(Paint(248, Color::Gray)),
            Naming::Water => self
                .fg(Paint(68, Color::LightBlue))
                .add_modifier(Modifier::ITALIC),
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
            self.fg(Paint(238, Color::DarkGray))
        }
    }

    /// The row or cell that is picked.
    pub fn picked(self) -> Style {
        match self.colours {
            Colours::Many => Style::new()
                .bg(Color::Indexed(238))
                .add_modifier(Modifier::BOLD),
            Colours::Sixteen => Style::new().fg(Color::Black).bg(Color::Gray),
            Colours::None => Style::new().add_modifier(Modifier::REVERSED),
        }
    }

    /// The selected event's cell on the map.
    pub fn selection(self) -> Style {
        let bold = Style::new().add_modifier(Modifier::BOLD);
        match self.colours {
            Colours::Many => bold.fg(Color::Indexed(16)).bg(Color::Indexed(226)),
            Colours::Sixteen => bold.fg(Color::Black).bg(Color::LightYellow),
            Colours::None => bold.add_modifier(Modifier::REVERSED),
        }
    }

    /// Where the next letter goes.
    pub fn cursor(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// Bars of the timeline, inside and outside the window.
    pub fn bar(self, inside: bool) -> Style {
        if inside {
            self.fg(Paint(67, Color::LightBlue))
        } else {
            self.fg(Paint(239, Color::DarkGray))
        }
    }

    /// What a filter leaves out, behind the bars of the timeline.
    pub fn behind(self) -> Style {
        match self.colours {
            Colours::None => self.dim(),
            _ => self.fg(Paint(242, Color::DarkGray)),
        }
    }

    /// The ground of a bar of the timeline, where what a filter leaves out fills so many thirds of the rest of its cell.
    pub fn ground_behind(self, thirds: u64) -> Style {
        match (thirds, self.colours) {
            (0, _) | (1, Colours::Sixteen) => Style::new(),
            (1, _) => self.bg(Paint(234, Color::Black)),
            (2, _) => self.bg(Paint(235, Color::DarkGray)),
            _ => self.bg(Paint(236, Color::DarkGray)),
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
        Factuality::Happened => WHITE,
        Factuality::Ongoing => GREEN,
        Factuality::Planned => SKY,
        Factuality::Conditional => PURPLE,
        Factuality::Negated => VERMILION,
        Factuality::Unknown => PALE,
    }
}
