//! Reading single values: words of closed sets, dates, counts, distances, positions.

use strsim::osa_distance;

use crate::app::timing::Mode;
use crate::app::unreal::Unreal;
use crate::app::view::{Layer, Layers, Pane};
use crate::model::filter::Test;
use crate::model::geo::LonLat;
use crate::model::query::Value;
use crate::model::time::{Stretch, parse_date, parse_short};
use crate::model::vocabulary::Factuality;

/// Why a value means nothing: in words, and what could stand in its place.
pub(super) struct Wrong(pub String, pub Option<String>);

impl Wrong {
    pub fn new(words: impl Into<String>) -> Self {
        Self(words.into(), None)
    }
}

pub(super) type Read<T> = Result<T, Wrong>;

/// The word of a mode.
pub(in crate::app::line) fn mode_name(mode: Mode) -> &'static str {
    match mode {
        Mode::Window => "window",
        Mode::Until => "cumulative",
        Mode::Single => "single",
    }
}

/// The word of a pane.
pub(in crate::app::line) fn pane_name(pane: Pane) -> &'static str {
    match pane {
        Pane::Map => "map",
        Pane::List => "list",
        Pane::Inspector => "inspector",
        Pane::Timeline => "timeline",
    }
}

/// The word of a layer: one word, where its name on screen has several.
pub(in crate::app::line) fn layer_name(layer: Layer) -> &'static str {
    match layer {
        Layer::Urban => "urban",
        Layer::Streets => "streets",
        other => other.name(),
    }
}

/// The word of all that did not happen.
pub(in crate::app::line) const UNREAL: &str = "unreal";

pub(super) fn shown(values: &[Value]) -> Read<Unreal> {
    let mut shown = Unreal::NONE;
    for value in values {
        if value.text == UNREAL {
            shown = Unreal::ALL;
        } else {
            shown = shown.with(word(&value.text, &Unreal::KINDS, Factuality::name)?);
        }
    }
    Ok(shown)
}

pub(super) fn layers(values: &[Value]) -> Read<Layers> {
    let mut layers = Layers::ALL;
    for value in values {
        let hidden = value.text.strip_prefix('-');
        let layer = word(hidden.unwrap_or(&value.text), &Layer::ALL, layer_name)?;
        if hidden.is_some() == layers.shows(layer) {
            layers = layers.toggled(layer);
        }
    }
    Ok(layers)
}

/// The value that a word names, whatever its case.
pub(super) fn word<T: Copy>(text: &str, all: &[T], name: impl Fn(T) -> &'static str) -> Read<T> {
    let lower = text.to_lowercase();
    let found = all.iter().find(|value| name(**value) == lower);
    found
        .copied()
        .ok_or_else(|| one_of(text, all.iter().map(|value| name(*value))))
}

/// What a word could be; the nearest one, if one is near.
pub(super) fn one_of<'n>(text: &str, names: impl Iterator<Item = &'n str> + Clone) -> Wrong {
    let all: Vec<&str> = names.clone().collect();
    let Wrong(_, instead) = nearest(text, "", names);
    // Where the right word is told, the others would only hide it.
    if instead.is_some() {
        return Wrong(format!("\"{text}\" is not known"), instead);
    }
    Wrong(
        format!("found \"{text}\", expected one of {}", all.join(", ")),
        instead,
    )
}

pub(super) fn nearest<'n>(
    text: &str,
    words: &str,
    names: impl Iterator<Item = &'n str> + Clone,
) -> Wrong {
    let lower = text.to_lowercase();
    let begins = names
        .clone()
        .find(|name| lower.len() > 1 && name.to_lowercase().starts_with(&lower));
    let holds = names
        .clone()
        .find(|name| lower.len() > 3 && name.to_lowercase().contains(&lower));
    let near = names
        .map(|name| (osa_distance(&lower, &name.to_lowercase()), name))
        .min();
    let most = (lower.chars().count() / 2).clamp(1, 3);
    let near = near
        .filter(|(distance, _)| *distance <= most)
        .map(|(_, name)| name);
    Wrong(
        format!("{words} \"{text}\""),
        begins.or(near).or(holds).map(str::to_owned),
    )
}

pub(super) fn date(text: &str) -> Read<Stretch> {
    let read = parse_date(text).map(|(stretch, _)| stretch);
    read.map_err(|why| Wrong::new(format!("found \"{text}\": {why}")))
}

pub(super) fn stretch(text: &str) -> Read<Stretch> {
    let read = parse_short(text).map(|when| when.stretch);
    read.map_err(|why| Wrong::new(format!("found \"{text}\": {why}")))
}

/// `>10`, `>=10`, `<3`, `<=3`, `5`, `1-5`.
pub(super) fn fatalities(text: &str) -> Read<Test> {
    let shape = || {
        Wrong::new(format!(
            "found \"{text}\", expected a count such as >10, <=3, 5 or 1-5"
        ))
    };
    let number = |text: &str| text.trim().parse::<u32>().map_err(|_| shape());
    let (least, most) = if let Some(text) = text.strip_prefix(">=") {
        (number(text)?, u32::MAX)
    } else if let Some(text) = text.strip_prefix('>') {
        (number(text)?.checked_add(1).ok_or_else(shape)?, u32::MAX)
    } else if let Some(text) = text.strip_prefix("<=") {
        (0, number(text)?)
    } else if let Some(text) = text.strip_prefix('<') {
        (0, number(text)?.checked_sub(1).ok_or_else(shape)?)
    } else if let Some((least, most)) = text.split_once('-') {
        (number(least)?, number(most)?)
    } else {
        (number(text)?, number(text)?)
    };
    if least > most {
        return Err(shape());
    }
    Ok(Test::Fatalities(least, most))
}

pub(super) fn number(text: &str) -> Option<f64> {
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

/// `20`, `20km`, `0.5 km`.
pub(super) fn kilometres(text: &str) -> Option<f64> {
    let number = number(text.trim_end_matches("km").trim_end())?;
    (0.0..=41_000.0).contains(&number).then_some(number)
}

pub(super) fn position(lat: f64, lon: f64) -> Read<LonLat> {
    LonLat::new(lon, lat).ok_or_else(|| {
        Wrong::new(format!(
            "{lat},{lon} is no position: latitude from -90 to 90 comes first, then longitude"
        ))
    })
}
