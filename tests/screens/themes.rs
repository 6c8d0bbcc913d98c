//! Both themes can be read: contrast by the rule of the web (WCAG 2), hues as colour-blind eyes see them.

use ratatui::style::{Color, Modifier, Style};
use sitmap::export::picture::colour::{Pair, Rgb, rgb};
use sitmap::model::vocabulary::{EventType, Factuality, Slot};
use sitmap::scene::ground::{Kind, LEAST_STREET, Stroke};
use sitmap::scene::labels::Naming;
use sitmap::scene::map::Tint;
use sitmap::scene::prose::Ink;
use sitmap::ui::theme::{Backdrop, Colours, Theme};

use crate::harness::Screen;

const BOTH: [Backdrop; 2] = [Backdrop::Dark, Backdrop::Light];

fn theme(backdrop: Backdrop, colours: Colours) -> Theme {
    Theme {
        colours,
        ascii: false,
        backdrop,
    }
}

/// Parts of light, from 0 to 1.
fn light(Rgb(red, green, blue): Rgb) -> [f64; 3] {
    [red, green, blue].map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    })
}

fn luminance(colour: Rgb) -> f64 {
    let [red, green, blue] = light(colour);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// From 1 to 21.
fn contrast(one: Rgb, other: Rgb) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// What a terminal's own colours are taken to be: black and white.
fn extremes(backdrop: Backdrop) -> (Rgb, Rgb) {
    let (black, white) = (Rgb(0, 0, 0), Rgb(255, 255, 255));
    match backdrop {
        Backdrop::Dark => (white, black),
        Backdrop::Light => (black, white),
    }
}

/// What is written in a style against what is behind it.
fn contrast_of(style: Style, backdrop: Backdrop) -> f64 {
    let (fg, bg) = extremes(backdrop);
    let of = |colour: Option<Color>, own| colour.and_then(rgb).unwrap_or(own);
    contrast(of(style.fg, fg), of(style.bg, bg))
}

fn tints() -> Vec<Tint> {
    let types = EventType::ALL.iter().map(|kind| Tint::Type(*kind));
    let states = Factuality::ALL.iter().map(|state| Tint::Status(*state));
    let sides = (0..9).map(Tint::Side);
    types
        .chain(states)
        .chain(sides)
        .chain([Tint::Mixed])
        .collect()
}

/// Every style that running words are written in.
fn inks(theme: Theme) -> Vec<(String, Style)> {
    let inks = [
        Ink::Plain,
        Ink::Dim,
        Ink::Strong,
        Ink::Heading,
        Ink::Key,
        Ink::Warn,
        Ink::Quote,
        Ink::Trigger,
        Ink::Source,
        Ink::Match,
        Ink::Chip,
    ];
    let marks = Slot::ALL.iter().map(|slot| Ink::Mark(*slot));
    let tinted = tints().into_iter().map(Ink::Tint);
    let inks = inks.into_iter().chain(marks).chain(tinted);
    inks.map(|ink| (format!("{ink:?}"), theme.ink(ink)))
        .collect()
}

/// Every style that words are written in.
fn words(theme: Theme) -> Vec<(String, Style)> {
    let mut styles = inks(theme);
    for naming in [
        Naming::Country,
        Naming::Governorate,
        Naming::Town(true),
        Naming::Town(false),
        Naming::Street,
        Naming::Bridge,
        Naming::Water,
        Naming::Area,
    ] {
        for estimate in [false, true] {
            let name = format!("{naming:?} {estimate}");
            styles.push((name, theme.naming(naming, estimate)));
        }
    }
    for (name, style) in [
        ("title", theme.title(false)),
        ("title that has the keys", theme.title(true)),
        ("selection", theme.selection()),
        ("picked", theme.picked()),
    ] {
        styles.push((name.to_owned(), style));
    }
    styles
}

/// Every line of the ground, and whether it means something or only gives the ground a grain.
fn lines(theme: Theme) -> Vec<(String, Style, bool)> {
    let mut styles = Vec::new();
    for kind in [
        Kind::Coast,
        Kind::Border,
        Kind::Governorate,
        Kind::River,
        Kind::Road,
        Kind::Street,
        Kind::Bridge,
        Kind::Runway,
    ] {
        for (rank, is_broad, is_estimate) in [
            (0, false, false),
            (0, false, true),
            (0, true, false),
            (LEAST_STREET, false, false),
        ] {
            let stroke = Stroke {
                kind,
                rank,
                is_city: true,
                is_broad,
                is_estimate,
                line: Vec::new(),
            };
            let is_grain = kind == Kind::Governorate || kind == Kind::Street && rank > 0;
            let name = format!("{kind:?} {rank} {is_broad} {is_estimate}");
            styles.push((name, theme.stroke(&stroke), !is_grain));
        }
    }
    styles.push(("bar".to_owned(), theme.bar(true), true));
    styles.push(("bar outside".to_owned(), theme.bar(false), false));
    styles.push(("rule".to_owned(), theme.rule(false), false));
    styles.push(("rule with the keys".to_owned(), theme.rule(true), true));
    styles
}

#[test]
fn words_and_lines_stand_out_from_black_and_from_white() {
    for backdrop in BOTH {
        let theme = theme(backdrop, Colours::Many);
        for (name, style) in words(theme) {
            let found = contrast_of(style, backdrop);
            assert!(found >= 4.5, "{backdrop:?} {name}: {found:.2}");
        }
        for (name, style, matters) in lines(theme) {
            let found = contrast_of(style, backdrop);
            let least = if matters { 3.0 } else { 2.0 };
            assert!(found >= least, "{backdrop:?} {name}: {found:.2}");
        }
    }
}

/// Which colours the sixteen are is for each terminal to say; as xterm has them, its blue on black and grey on white are the
/// faintest.
#[test]
fn the_sixteen_can_be_read_on_both_backdrops() {
    for backdrop in BOTH {
        let theme = theme(backdrop, Colours::Sixteen);
        let lines = lines(theme)
            .into_iter()
            .map(|(name, style, _)| (name, style));
        for (name, style) in words(theme).into_iter().chain(lines) {
            let found = contrast_of(style, backdrop);
            assert!(found >= 3.99, "{backdrop:?} {name}: {found:.2}");
            let colours = [style.fg, style.bg].into_iter().flatten();
            for colour in colours {
                assert!(!matches!(colour, Color::Indexed(_)), "{name}: {colour:?}");
            }
        }
    }
}

/// What lies behind cells is calm: next to the backdrop, and letters on it can still be read.
#[test]
fn fills_are_nearer_to_the_backdrop_than_to_what_is_written_on_them() {
    for backdrop in BOTH {
        let theme = theme(backdrop, Colours::Many);
        let (_, ground) = extremes(backdrop);
        for (fill, words) in [
            (theme.water(), words(theme)),
            (theme.urban(false), words(theme)),
            (theme.urban(true), words(theme)),
            // No name of the map stands in a list.
            (theme.picked(), inks(theme)),
        ] {
            let fill = fill.bg.and_then(rgb).expect("a fill has a colour");
            assert!(contrast(fill, ground) < 2.2, "{backdrop:?} {fill}");
            for (name, style) in words {
                let Some(fg) = style.fg.and_then(rgb).filter(|_| style.bg.is_none()) else {
                    continue;
                };
                let found = contrast(fg, fill);
                // Dim words on a row that is picked, in the dark theme.
                assert!(found >= 2.8, "{backdrop:?} {name} on {fill}: {found:.2}");
            }
        }
    }
}

#[test]
fn every_letter_of_whole_screens_can_be_read() {
    for keys in ["n n n n n n n n", "- - -", "1", "n ?", "/", "n x", "0 + +"] {
        for backdrop in BOTH {
            let mut screen = Screen::bundled(120, 40).on(backdrop).press(keys);
            for cell in &screen.buffer().content {
                let is_letter = cell.symbol().chars().any(char::is_alphanumeric);
                if !is_letter || cell.modifier.contains(Modifier::HIDDEN) {
                    continue;
                }
                let Pair { fg, bg } = Pair::of(cell, backdrop);
                let found = contrast(fg, bg);
                assert!(found >= 2.8, "{backdrop:?} {keys}: {cell:?}: {found:.2}");
            }
        }
    }
}

/// How eyes that lack one kind of cone, or none, see parts of light (Machado, Oliveira and Fernandes, 2009).
const EYES: [(&str, [[f64; 3]; 3]); 4] = [
    ("all", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "no red",
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
    ),
    (
        "no green",
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
    ),
    (
        "no blue",
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ),
];

/// CIE L*a*b* of parts of light: distances in it are about as large as they look.
fn lab(seen: [f64; 3]) -> [f64; 3] {
    let [red, green, blue] = seen.map(|part| part.clamp(0.0, 1.0));
    let root = |part: f64| {
        if part > 0.008_856 {
            part.cbrt()
        } else {
            7.787 * part + 16.0 / 116.0
        }
    };
    let x = root((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505);
    let y = root(0.2126 * red + 0.7152 * green + 0.0722 * blue);
    let z = root((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089);
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

#[test]
fn sides_are_told_apart_by_colour_blind_eyes() {
    for backdrop in BOTH {
        let theme = theme(backdrop, Colours::Many);
        let sides = (0..8).map(|side| theme.tint(Tint::Side(side)).fg.and_then(rgb));
        let sides: Vec<Rgb> = sides.map(|side| side.expect("a colour")).collect();
        for (eyes, matrix) in EYES {
            let seen = |colour: Rgb| {
                let parts = light(colour);
                lab(matrix.map(|row| row.iter().zip(parts).map(|(by, part)| by * part).sum()))
            };
            for (at, one) in sides.iter().enumerate() {
                for other in &sides[..at] {
                    let pairs = seen(*one).into_iter().zip(seen(*other));
                    let apart = pairs.map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt();
                    // A difference of 2 is just seen side by side.
                    assert!(
                        apart > 9.0,
                        "{backdrop:?}, eyes with {eyes}: {one} and {other} are {apart:.1} apart"
                    );
                }
            }
        }
    }
}
