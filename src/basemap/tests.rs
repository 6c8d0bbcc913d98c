//! The bundled map is right where people will look.

use super::*;
use crate::model::geo::{BBox, LonLat};

const DETAILS: [Detail; 3] = [Detail::Overview, Detail::World, Detail::Region];
pub(super) const RAQQA: LonLat = at(39.0079, 35.9528);
const DEIR_EZ_ZOR: LonLat = at(40.1408, 35.3359);
pub(super) const MOSUL: LonLat = at(43.1189, 36.335);
const HOMS: LonLat = at(36.7256, 34.724);

pub(super) const fn at(lon: f64, lat: f64) -> LonLat {
    LonLat { lon, lat }
}

pub(super) fn map() -> Basemap {
    Basemap::bundled().unwrap()
}

pub(super) fn everywhere() -> MercBox {
    MercBox {
        west: 0,
        width: u32::MAX,
        north: 0,
        south: u32::MAX,
    }
}

fn around(at: LonLat) -> MercBox {
    BBox::new([at.lon - 0.5, at.lat - 0.5, at.lon + 0.5, at.lat + 0.5])
        .unwrap()
        .to_merc()
}

pub(super) fn count(map: &Basemap, kind: Kind, detail: Detail) -> usize {
    map.features(kind, detail, &everywhere()).count()
}

/// Even-odd, over all rings of the kind.
pub(super) fn is_inside(map: &Basemap, kind: Kind, detail: Detail, at: LonLat) -> bool {
    let p = Merc::from_lonlat(at);
    let (px, py) = (f64::from(p.x), f64::from(p.y));
    let mut inside = false;
    for ring in map.features(kind, detail, &everywhere()) {
        for pair in ring.points.windows(2) {
            let (ax, ay) = (f64::from(pair[0].x), f64::from(pair[0].y));
            let (bx, by) = (f64::from(pair[1].x), f64::from(pair[1].y));
            if (ay > py) != (by > py) && px < ax + (py - ay) / (by - ay) * (bx - ax) {
                inside = !inside;
            }
        }
    }
    inside
}

/// Distance in km from a place to the nearest segment of the lines of that name.
fn km_to(map: &Basemap, name: &str, detail: Detail, at: LonLat) -> f64 {
    let p = Merc::from_lonlat(at);
    let mut nearest = f64::INFINITY;
    for line in map.features(Kind::River, detail, &around(at)) {
        if line.name != name {
            continue;
        }
        for pair in line.points.windows(2) {
            let (dx, dy) = (from(pair[0].x, pair[1].x), from(pair[0].y, pair[1].y));
            let (px, py) = (from(pair[0].x, p.x), from(pair[0].y, p.y));
            let along =
                ((px * dx + py * dy) / (dx * dx + dy * dy).max(f64::MIN_POSITIVE)).clamp(0.0, 1.0);
            nearest = nearest.min((px - along * dx).hypot(py - along * dy));
        }
    }
    nearest / p.units_per_km()
}

fn from(a: u32, b: u32) -> f64 {
    f64::from(b) - f64::from(a)
}

#[test]
fn every_layer_is_there() {
    let map = map();
    for (kind, detail, least, most) in [
        (Kind::Land, Detail::Overview, 120, 400),
        (Kind::Land, Detail::World, 1_000, 3_000),
        (Kind::Coast, Detail::World, 1_000, 4_000),
        (Kind::Border, Detail::World, 200, 600),
        (Kind::Governorate, Detail::Region, 150, 400),
        (Kind::River, Detail::Overview, 10, 20),
        (Kind::River, Detail::Region, 300, 900),
        (Kind::Lake, Detail::Region, 300, 700),
        (Kind::Urban, Detail::Region, 1_000, 3_000),
        // 27, cut where cities have streets of their own.
        (Kind::Road, Detail::Region, 50, 60),
        (Kind::Town, Detail::Overview, 5_000, 6_000),
        (Kind::Country, Detail::World, 190, 240),
    ] {
        let found = count(&map, kind, detail);
        assert!(
            (least..=most).contains(&found),
            "{found} of {kind:?} in {detail:?}"
        );
    }
    assert_eq!(
        count(&map, Kind::Road, Detail::World),
        0,
        "roads are for the region only"
    );
}

#[test]
fn rivers_pass_their_towns() {
    let map = map();
    for (river, town) in [
        ("Euphrates", RAQQA),
        ("Euphrates", DEIR_EZ_ZOR),
        ("Tigris", MOSUL),
    ] {
        let km = km_to(&map, river, Detail::Region, town);
        assert!(km < 3.0, "{river} passes {town:?} at {km} km");
    }
}

#[test]
fn land_is_land_and_sea_is_sea_at_every_level() {
    let map = map();
    let paris = at(2.35, 48.85);
    let vladivostok_inland = at(132.5, 44.0);
    let pole = at(0.0, -84.9);
    for detail in DETAILS {
        for land in [RAQQA, HOMS, MOSUL, paris, vladivostok_inland, pole] {
            assert!(
                is_inside(&map, Kind::Land, detail, land),
                "{land:?} {detail:?}"
            );
        }
        let mediterranean = at(34.2, 34.5);
        let caspian = at(50.5, 41.5);
        for sea in [
            mediterranean,
            caspian,
            at(-150.0, 10.0),
            at(179.99, 0.0),
            at(0.0, 84.9),
        ] {
            assert!(
                !is_inside(&map, Kind::Land, detail, sea),
                "{sea:?} {detail:?}"
            );
        }
    }
}

#[test]
fn there_is_no_gap_where_the_land_was_cut() {
    let map = map();
    // On both sides of the region's box, of a cell's edge, and of both.
    for detail in DETAILS {
        for (lon, lat) in [
            (49.0, 35.0),
            (42.0, 31.0),
            (42.0, 39.5),
            (60.0, 50.0),
            (30.0, 28.0),
            (100.0, 60.0),
            (49.0, 31.2),
        ] {
            for (d_lon, d_lat) in [(1e-5, 1e-5), (-1e-5, 1e-5), (1e-5, -1e-5), (-1e-5, -1e-5)] {
                let place = at(lon + d_lon, lat + d_lat);
                assert!(
                    is_inside(&map, Kind::Land, detail, place),
                    "{place:?} {detail:?}"
                );
            }
        }
    }
}

#[test]
fn the_reservoirs_are_filled() {
    let map = map();
    for detail in [Detail::World, Detail::Region] {
        for (name, place) in [
            ("Lake Assad", at(38.09, 36.057)),
            ("Mosul Dam Lake", at(42.82, 36.68)),
        ] {
            assert!(
                is_inside(&map, Kind::Lake, detail, place),
                "{name} {detail:?}"
            );
            let mut named = map
                .features(Kind::Lake, detail, &around(place))
                .filter(|lake| lake.name == name);
            assert!(named.next().is_some(), "{name} {detail:?}");
        }
    }
}

#[test]
fn no_segment_jumps_around_the_earth_and_every_ring_is_closed() {
    let map = map();
    for kind in Kind::ALL {
        for detail in DETAILS {
            for feature in map.features(kind, detail, &everywhere()) {
                let points = feature.points;
                let jump = points
                    .windows(2)
                    .any(|pair| pair[0].x.abs_diff(pair[1].x) > 1 << 29);
                assert!(!jump, "{kind:?} {:?} {:?}", feature.name, feature.bounds);
                assert!(!kind.is_filled() || points.first() == points.last());
                assert_eq!(kind.is_point(), points.len() == 1);
            }
        }
    }
}

#[test]
fn a_coast_never_follows_a_cut() {
    let map = map();
    let cuts = [-180.0, -120.0, 0.0, 30.0, 34.0, 49.0, 60.0, 90.0].map(|lon| {
        if lon < -179.0 {
            0
        } else {
            Merc::from_lonlat(at(lon, 0.0)).x
        }
    });
    for detail in DETAILS {
        for coast in map.features(Kind::Coast, detail, &everywhere()) {
            for pair in coast.points.windows(2) {
                let along = pair[0].x == pair[1].x && cuts.contains(&pair[0].x);
                assert!(!along, "{:?}", pair[0].to_lonlat());
            }
        }
    }
}

#[test]
fn names_kept_or_got_back_their_letters() {
    let map = map();
    let towns: Vec<&str> = map
        .features(Kind::Town, Detail::World, &everywhere())
        .map(|town| town.name)
        .collect();
    for name in [
        "São Paulo",
        "Şanlıurfa",
        "Düsseldorf",
        "Łódź",
        "Gaziantep",
        "Beirut",
        "Antakya",
    ] {
        assert!(towns.contains(&name), "{name}");
    }
    assert!(!towns.contains(&"Mosul") && !towns.contains(&"Raqqa"));
    assert!(
        map.names
            .iter()
            .all(|name| !name.contains(['?', '\u{fffd}']))
    );
}

#[test]
fn only_what_touches_the_view_is_handed_out() {
    let map = map();
    let view = around(MOSUL);
    let found: Vec<_> = map
        .features(Kind::River, Detail::Region, &view)
        .map(|river| river.name)
        .collect();
    assert!(
        found.contains(&"Tigris") && !found.contains(&"Orontes"),
        "{found:?}"
    );
    assert_eq!(
        Basemap::empty()
            .features(Kind::Land, Detail::World, &everywhere())
            .count(),
        0
    );
}
