//! Merging, naming and placing, on a few places around Raqqa.

use std::collections::BTreeMap;

use super::*;
use crate::model::dataset::NamedPlace;
use crate::model::geo::BBox;
use crate::model::vocabulary::PlaceKind;

fn place(id: &str, names: &[&str], kind: PlaceKind, parent: Option<&str>) -> Place {
    Place {
        id: id.into(),
        name: names[0].into(),
        alt: names[1..].iter().map(|name| (*name).into()).collect(),
        kind,
        at: None,
        radius_km: None,
        accuracy_km: None,
        estimate: None,
        line: Vec::new(),
        bbox: None,
        parent: parent.map(Text::from),
        country: None,
        external: BTreeMap::new(),
        source: None,
        note: None,
        rank: None,
        origin: None,
    }
}

fn at(mut place: Place, lon: f64, lat: f64) -> Place {
    place.at = LonLat::new(lon, lat);
    place
}

fn known_as(mut place: Place, geonames: &str) -> Place {
    place.external.insert("geonames".into(), geonames.into());
    place
}

fn bundled() -> Vec<Place> {
    let city = place(
        "raqqa",
        &["Raqqa", "Rakka", "Ar Raqqah", "الرقة"],
        PlaceKind::Settlement,
        Some("raqqa-province"),
    );
    vec![
        at(
            place("syria", &["Syria"], PlaceKind::Country, None),
            38.5,
            35.0,
        ),
        at(
            place(
                "raqqa-province",
                &["Raqqa Province", "Raqqa"],
                PlaceKind::Province,
                Some("syria"),
            ),
            38.9,
            36.0,
        ),
        known_as(at(city, 39.0079, 35.9528), "172955"),
        place(
            "clock-square",
            &["Clock Square"],
            PlaceKind::Site,
            Some("raqqa"),
        ),
        at(
            place(
                "mansour-baghdad",
                &["al-Mansour"],
                PlaceKind::Neighbourhood,
                None,
            ),
            44.35,
            33.31,
        ),
        at(
            place(
                "mansour-mosul",
                &["Al-Mansur", "al-Mansour"],
                PlaceKind::Neighbourhood,
                None,
            ),
            43.113,
            36.323,
        ),
    ]
}

fn gazetteer(first: Vec<Place>) -> (Gazetteer, Vec<Problem>) {
    let region = |id: &str, bbox, places: &[&str]| Region {
        id: id.into(),
        name: id.into(),
        bbox: BBox::new(bbox).unwrap(),
        places: places.iter().map(|id| (*id).into()).collect(),
    };
    let regions = vec![
        region("wide", [37.0, 34.0, 41.0, 37.0], &[]),
        region("raqqa", [38.0, 35.0, 40.0, 36.5], &["raqqa-province"]),
    ];
    Gazetteer::merge(vec![(first, vec![]), (bundled(), regions)])
}

fn id(gazetteer: &Gazetteer, place: PlaceIx) -> &str {
    &gazetteer.place(place).unwrap().id
}

fn named(text: &str, by_id: bool, short: bool) -> NamedPlace {
    NamedPlace {
        text: text.into(),
        by_id,
        short,
    }
}

#[test]
fn a_users_entry_wins_and_keeps_the_other_ones_names() {
    let mine = known_as(
        at(
            place(
                "my-raqqa",
                &["Capital"],
                PlaceKind::Settlement,
                Some("syria"),
            ),
            39.1,
            35.9,
        ),
        "172955",
    );
    let (gazetteer, problems) = gazetteer(vec![mine]);
    assert_eq!(problems, []);
    let raqqa = gazetteer.find("raqqa").unwrap();
    assert_eq!(id(&gazetteer, raqqa), "my-raqqa");
    assert_eq!(
        gazetteer.by_name("الرقة")[0],
        Match {
            place: raqqa,
            how: How::Alias
        }
    );
    assert_eq!(gazetteer.parent(raqqa), gazetteer.find("syria"));
    assert_eq!(gazetteer.places().len(), bundled().len());
}

#[test]
fn names_find_places_and_keep_their_rivals() {
    let (gazetteer, _) = gazetteer(vec![]);
    let best = |name: &str| {
        gazetteer
            .by_name(name)
            .first()
            .map(|found| (id(&gazetteer, found.place), found.how))
    };
    assert_eq!(best("Raqqa"), Some(("raqqa", How::Name)));
    assert_eq!(best("Rakka"), Some(("raqqa", How::Alias)));
    assert_eq!(best("RAQQAH"), Some(("raqqa", How::Folded)));
    assert_eq!(best("الرقه"), Some(("raqqa", How::Folded)));
    assert_eq!(best("Atlantis"), None);
    let answers = gazetteer.resolve(&[
        named("Raqqa", false, true),
        named("raqqa", true, false),
        named("Raqqa Province", true, false),
        named("al-Mansour", false, false),
        named("Raqqa, Syria", false, false),
        named("Raqqa, Iraq", false, false),
    ]);
    let told: Vec<_> = answers
        .iter()
        .map(|answer| {
            (
                answer.place.map(|place| id(&gazetteer, place)),
                answer.matched,
                answer.rivals.len(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (Some("raqqa"), How::Name, 1),
            (Some("raqqa"), How::Id, 1),
            (None, How::Nothing, 0),
            (Some("mansour-mosul"), How::Alias, 1),
            (Some("raqqa"), How::Name, 1),
            (None, How::Nothing, 0),
        ]
    );
    assert_eq!(answers[0].precision, Some(PlacePrecision::Settlement));
    assert_eq!(answers[1].precision, None);
}

#[test]
fn a_place_without_a_position_stands_at_its_parents() {
    let (gazetteer, _) = gazetteer(vec![]);
    let square = gazetteer.find("clock-square").unwrap();
    let raqqa = gazetteer.find("raqqa").unwrap();
    let there = gazetteer.whereabouts(square).unwrap();
    assert_eq!(there.of, raqqa);
    assert!((there.lonlat.lon - 39.0079).abs() < 1e-9);
    assert!(gazetteer.lies_in(square, gazetteer.find("syria").unwrap()));
    assert_eq!(gazetteer.ancestry(square).count(), 4);
}

#[test]
fn a_region_holds_what_it_lists_before_what_lies_in_its_box() {
    let (gazetteer, _) = gazetteer(vec![]);
    let find = |id| gazetteer.find(id);
    assert_eq!(gazetteer.region_of(find("clock-square"), None), Some(1));
    assert_eq!(
        gazetteer.region_of(find("syria"), None),
        None,
        "a country's middle is nowhere"
    );
    let palmyra = Merc::from_lonlat(LonLat::new(38.284, 34.5624).unwrap());
    assert_eq!(gazetteer.region_of(None, Some(palmyra)), Some(0));
    assert_eq!(gazetteer.region_of(find("mansour-baghdad"), None), None);
}

#[test]
fn circles_and_unknown_parents_are_problems() {
    let (gazetteer, problems) = gazetteer(vec![
        place("a", &["A"], PlaceKind::Area, Some("b")),
        place("b", &["B"], PlaceKind::Area, Some("a")),
        place("c", &["C"], PlaceKind::Area, Some("nowhere")),
        place("d", &["D"], PlaceKind::Area, Some("d")),
    ]);
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 3, "{told:#?}");
    assert!(
        told.iter()
            .any(|line| line.starts_with("place b: parent: found \"a\"")),
        "{told:#?}"
    );
    assert_eq!(gazetteer.whereabouts(gazetteer.find("a").unwrap()), None);
}

#[test]
fn a_long_list_of_commas_is_no_place_and_costs_nothing() {
    let gazetteer = Gazetteer::default();
    let named = |text: String| NamedPlace {
        text: text.as_str().into(),
        by_id: false,
        short: true,
    };
    let hostile = [named("a,".repeat(30_000)), named(",".repeat(199))];
    assert!(
        gazetteer
            .resolve(&hostile)
            .iter()
            .all(|found| found.place.is_none())
    );
}
