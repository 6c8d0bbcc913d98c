//! The cities' layers lie where they should, and a river that two layers hold is one line.

use super::tests::{MOSUL, RAQQA, at, count, everywhere, is_inside, map};
use super::*;
use crate::model::geo::LonLat;

/// Two positions this near to each other are one, in metres.
const SAME_M: f64 = 5.0;

fn metres(a: Merc, b: Merc) -> f64 {
    let (dx, dy) = (
        f64::from(a.x) - f64::from(b.x),
        f64::from(a.y) - f64::from(b.y),
    );
    dx.hypot(dy) / a.units_per_km() * 1000.0
}

/// The lines of a river within the region.
fn lines<'a>(map: &'a Basemap, name: &str) -> Vec<Feature<'a>> {
    map.features(Kind::River, Detail::Region, &everywhere())
        .filter(|river| river.name == name && river.tier != Tier::WorldOutside)
        .collect()
}

fn ends(line: &Feature) -> [Merc; 2] {
    [line.points[0], line.points[line.points.len() - 1]]
}

/// The points of lines joined end to end, the way that leads on from the northernmost end; and how many lines they were.
fn joined(lines: &[Feature]) -> (Vec<Merc>, usize) {
    let first = lines
        .iter()
        .min_by_key(|line| ends(line).map(|end| end.y).into_iter().min())
        .unwrap();
    let mut left: Vec<&Feature> = lines
        .iter()
        .filter(|line| line.points != first.points)
        .collect();
    let mut chain = first.points.to_vec();
    if chain[0].y > chain[chain.len() - 1].y {
        chain.reverse();
    }
    loop {
        let end = chain[chain.len() - 1];
        let next = left
            .iter()
            .position(|line| ends(line).iter().any(|at| metres(*at, end) < SAME_M));
        let Some(next) = next else {
            return (chain, lines.len() - left.len());
        };
        let line = left.remove(next);
        let mut points = line.points.to_vec();
        if metres(points[0], end) > SAME_M {
            points.reverse();
        }
        chain.extend(&points[1..]);
    }
}

#[test]
fn a_river_leads_from_the_region_through_its_cities_and_on() {
    let map = map();
    for (name, north, south, cities) in [("Tigris", 38.4, 31.1, 4), ("Euphrates", 39.4, 31.5, 2)] {
        let lines = lines(&map, name);
        let (chain, used) = joined(&lines);
        let (from, to) = (
            chain[0].to_lonlat().lat,
            chain[chain.len() - 1].to_lonlat().lat,
        );
        assert!(from > north && to < south, "{name}: from {from} to {to}");
        let of_city = lines.iter().filter(|line| line.tier == Tier::City).count();
        assert_eq!(of_city, cities, "{name}");
        assert!(used > cities, "{name}: {used} of {} lines", lines.len());
    }
    let orontes = lines(&map, "Orontes");
    assert_eq!(
        (orontes.len(), joined(&orontes).1),
        (3, 3),
        "before Homs, through it, and on"
    );
}

/// How far a position is from a line, in metres.
fn beside(line: &Feature, at: Merc) -> f64 {
    let scale = at.units_per_km() / 1000.0;
    let from = |point: &Merc| {
        (
            (f64::from(point.x) - f64::from(at.x)) / scale,
            (f64::from(point.y) - f64::from(at.y)) / scale,
        )
    };
    let to_segment = |pair: &[Merc]| {
        let ((ax, ay), (bx, by)) = (from(&pair[0]), from(&pair[1]));
        let (dx, dy) = (bx - ax, by - ay);
        let along = (-(ax * dx + ay * dy) / (dx * dx + dy * dy).max(1e-9)).clamp(0.0, 1.0);
        (ax + along * dx).hypot(ay + along * dy)
    };
    line.points
        .windows(2)
        .map(to_segment)
        .fold(f64::INFINITY, f64::min)
}

#[test]
fn beside_a_citys_river_runs_no_second_one() {
    let map = map();
    for name in ["Tigris", "Euphrates", "Orontes"] {
        let lines = lines(&map, name);
        let (city, region): (Vec<&Feature>, Vec<&Feature>) =
            lines.iter().partition(|line| line.tier == Tier::City);
        // The pieces of a city are one course; where its two ends are the region's lines lead on.
        let courses: Vec<Merc> = city.iter().flat_map(|line| ends(line)).collect();
        let joints: Vec<Merc> = courses
            .into_iter()
            .filter(|end| region.iter().any(|line| beside(line, *end) < SAME_M))
            .collect();
        assert!(joints.len() >= 2, "{name}: {joints:?}");
        for at in city.iter().flat_map(|line| line.points) {
            let to_joint = joints
                .iter()
                .map(|joint| metres(*joint, *at))
                .fold(f64::INFINITY, f64::min);
            let nearest = region
                .iter()
                .map(|line| beside(line, *at))
                .fold(f64::INFINITY, f64::min);
            // What leads away from a joint is as far off as the joint, but for a bend.
            let least = (to_joint * 0.5).min(2_000.0);
            assert!(
                nearest + SAME_M >= least,
                "{name} again at {nearest} m from {:?}, {to_joint} m from where it joins",
                at.to_lonlat()
            );
        }
    }
}

#[test]
fn a_lake_of_two_layers_is_one() {
    let map = map();
    for detail in [Detail::World, Detail::Region] {
        assert!(
            is_inside(&map, Kind::Lake, detail, at(36.5728, 34.6434)),
            "{detail:?}"
        );
        let lakes = map.features(Kind::Lake, detail, &everywhere());
        assert_eq!(lakes.filter(|lake| lake.name == "Lake Qattinah").count(), 1);
    }
}

#[test]
fn cities_are_there_from_near_alone() {
    let map = map();
    for (kind, expected) in [
        (Kind::Street, 30),
        (Kind::Runway, 9),
        // Ten of the layer, and the crest of the dam at Tabqa.
        (Kind::Bridge, 11),
        // The layer's 55 but for one that is an event.
        (Kind::Site, 54),
        (Kind::Quarter, 79),
    ] {
        assert_eq!(count(&map, kind, Detail::Region), expected, "{kind:?}");
        assert_eq!(count(&map, kind, Detail::World), 0, "{kind:?}");
    }
}

#[test]
fn bridges_cross_their_river() {
    let map = map();
    for bridge in map.features(Kind::Bridge, Detail::Region, &everywhere()) {
        if bridge.name == "Tabqa Dam" {
            continue;
        }
        let middle = bridge.bounds.centre();
        let river = map
            .features(Kind::River, Detail::Region, &everywhere())
            .filter(|river| river.tier == Tier::City)
            .flat_map(|river| river.points)
            .map(|at| metres(*at, middle))
            .fold(f64::INFINITY, f64::min);
        assert!(river < 900.0, "{} is {river} m from the river", bridge.name);
        let long = metres(bridge.points[0], bridge.points[1]);
        assert!(
            (200.0..1_500.0).contains(&long),
            "{} is {long} m long",
            bridge.name
        );
    }
}

#[test]
fn estimates_are_told_from_surveys() {
    let map = map();
    let of = |kind, name: &str| {
        let mut found = map.features(kind, Detail::Region, &everywhere());
        found
            .find(|feature| feature.name == name)
            .unwrap()
            .is_estimate
    };
    assert!(!of(Kind::Bridge, "Old Bridge") && of(Kind::Bridge, "New Bridge (Rashid)"));
    assert!(!of(Kind::Runway, "Runway Mosul airport 15/33"));
    assert!(of(Kind::Quarter, "Al-Mansur") && !of(Kind::Quarter, "New Mosul (Mosul al-Jadida)"));
    assert!(of(Kind::River, "Khosr") && of(Kind::Lake, "Lake Qattinah"));
    let tigris = lines(&map, "Tigris");
    let estimates = tigris.iter().filter(|line| line.is_estimate).count();
    assert_eq!(
        estimates, 3,
        "surveyed between the Third and the Fourth Bridge, and off the city"
    );
    let roads = map.features(Kind::Road, Detail::Region, &everywhere());
    assert!(roads.into_iter().all(|road| road.is_estimate));
}

#[test]
fn roads_between_towns_are_cut_where_a_city_knows_better() {
    let map = map();
    for (city, repeated) in [(MOSUL, true), (RAQQA, true), (at(42.3, 33.25), false)] {
        let LonLat { lon, lat } = city;
        let near = crate::model::geo::BBox::new([lon - 0.01, lat - 0.01, lon + 0.01, lat + 0.01]);
        let roads = map.features(Kind::Road, Detail::Region, &near.unwrap().to_merc());
        let ranks: Vec<u8> = roads.map(|road| road.rank).collect();
        let kept = ranks.iter().filter(|rank| **rank < REPEATED_ROAD).count();
        assert_eq!(kept == 0, repeated, "{city:?}: {ranks:?}");
    }
}
