//! What the base map knows of the quarters, sites and bridges that the gazetteer names.
//!
//! Two rooms hold a city. The gazetteer holds its quarters, sites and bridges as places: they can be found, events
//! happen there, a person's own file may rename them; so the gazetteer alone writes their names, each once. The base map
//! holds them as they lie: here it says of a place with the same name nearby what it is, how much it is worth at a
//! scale, and whether it was placed by reasoning. A place that it does not know stands as the gazetteer ranks it.

use super::ground::{Near, detail};
use super::map::Sheet;
use crate::basemap::Kind;
use crate::model::geo::Merc;

/// Two points of one name this near to each other are one place.
const SAME_KM: f64 = 1.0;

/// What the base map knows of a place in a city.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Known {
    /// A bridge, a site or a quarter.
    pub kind: Kind,
    /// How minor it is, on the kind's own scale.
    pub rank: u8,
    /// It was placed by reasoning.
    pub is_estimate: bool,
}

/// The points and bridges of the base map that a map shows.
pub(super) struct Cities<'a> {
    known: Vec<(&'a str, Merc, Known)>,
}

impl<'a> Cities<'a> {
    /// Those in view; none where the map is too far for them.
    pub fn of(sheet: &Sheet<'a>) -> Self {
        let mut known = Vec::new();
        if sheet.km_per_column > Near::CITY {
            return Self { known };
        }
        let bounds = sheet.view.camera.bounds(sheet.viewport);
        let detail = detail(&sheet.view.camera);
        for kind in [Kind::Bridge, Kind::Site, Kind::Quarter] {
            let features = sheet.world.basemap.features(kind, detail, &bounds);
            known.extend(features.map(|feature| {
                let what = Known {
                    kind,
                    rank: feature.rank,
                    is_estimate: feature.is_estimate,
                };
                (feature.name, feature.bounds.centre(), what)
            }));
        }
        Self { known }
    }

    /// What is known of a place by its name and where it is.
    pub fn find(&self, name: &str, at: Merc) -> Option<Known> {
        let near = |other: Merc| {
            let across = other.x.wrapping_sub(at.x).cast_signed().unsigned_abs();
            let down = other.y.abs_diff(at.y);
            f64::from(across).hypot(f64::from(down)) < SAME_KM * at.units_per_km()
        };
        let mut found = self.known.iter();
        found
            .find(|(other, place, _)| *other == name && near(*place))
            .map(|(_, _, known)| *known)
    }
}

impl Known {
    /// How soon its name is written, lower first; `None` where the scale has no room for it.
    pub fn priority(self, km_per_column: f64) -> Option<i32> {
        let (priority, farthest) = match (self.kind, self.rank) {
            (Kind::Site, 0) => (4, Near::CITY),
            (Kind::Bridge, _) => (5, 0.35),
            (Kind::Quarter, rank @ 0..=1) => (8 + i32::from(rank), 0.55),
            (Kind::Quarter, rank) | (Kind::Site, rank @ 1..=2) => (8 + i32::from(rank), 0.3),
            (_, rank @ ..=3) => (8 + i32::from(rank), 0.22),
            (_, rank) => (10 + i32::from(rank), 0.14),
        };
        (km_per_column <= farthest).then_some(priority)
    }
}

/// A name without what stands in brackets: on a crowded map the gazetteer's "Hurriya (Freedom) Bridge" is "Hurriya Bridge".
pub(super) fn short(name: &str) -> String {
    let mut depth = 0_usize;
    let plain: String = name
        .chars()
        .filter(|c| {
            depth += usize::from(*c == '(');
            let outside = depth == 0;
            depth -= usize::from(*c == ')' && depth > 0);
            outside
        })
        .collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn brackets_are_left_out() {
        assert_eq!(short("Hurriya (Freedom) Bridge"), "Hurriya Bridge");
        assert_eq!(short("Old City (Rafiqa)"), "Old City");
        assert_eq!(short("Dawasa"), "Dawasa");
        assert_eq!(short("Odd) (one"), "Odd)");
    }
}
