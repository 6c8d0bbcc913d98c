//! Damaged bytes are refused, or make a map that can be read; they never panic.

use proptest::prelude::*;

use super::decode::{HEADER, fnv1a};
use super::tests::everywhere;
use super::*;

#[test]
fn what_is_wrong_with_the_bytes_is_said() {
    let said = |bytes: &[u8]| Basemap::decode(bytes).unwrap_err().to_string();
    assert_eq!(
        said(b"\x89PNG...."),
        "not a base map: it begins with \"\u{fffd}PNG....\", expected \"SITMAPBM\""
    );
    let mut old = BUNDLED.to_vec();
    old[8] = 7;
    assert_eq!(said(&old), "base map of format version 7, expected 2");
    assert!(said(&BUNDLED[..1000]).starts_with("base map holds 978 bytes after its header"));
    let mut flipped = BUNDLED.to_vec();
    flipped[5000] ^= 4;
    assert!(said(&flipped).starts_with("base map's checksum is"));
}

/// The small map `payload` says, with a header that is right.
fn sealed(payload: &[u8]) -> Vec<u8> {
    let mut bytes = BUNDLED[..10].to_vec();
    bytes.extend(u32::try_from(payload.len()).unwrap().to_le_bytes());
    bytes.extend(fnv1a(payload).to_le_bytes());
    bytes.extend(payload);
    bytes
}

/// One name, one ring of land with a coast, one river and one town.
const SMALL: [u8; 47] = [
    1, 3, b'A', b'b', b'c', 3, // names, sections
    0, 0, 2, 1, 0, 0, 4, 0, 0, 200, 1, 0, 0, 200, 1, 199, 1, 0, 1, 0, 3, // land
    4, 3, 4, 1, 1, 3, 2, 8, 8, 2, 2, // river
    8, 5, 3, 1, 1, 2, 1, 8, 8, // town
];

#[test]
fn a_small_map_means_what_the_format_says() {
    let map = Basemap::decode(&sealed(&SMALL)).unwrap();
    let land: Vec<_> = map
        .features(Kind::Land, Detail::Overview, &everywhere())
        .collect();
    assert_eq!(land[0].points.len(), 5);
    let corner = land[0].points[2].to_lonlat();
    assert!(
        (corner.lon - 1.0).abs() < 1e-6 && (corner.lat - 1.0).abs() < 1e-6,
        "{corner:?}"
    );
    let coast = map
        .features(Kind::Coast, Detail::Overview, &everywhere())
        .next()
        .unwrap();
    assert_eq!(coast.points, &land[0].points[..3]);
    let town = map
        .features(Kind::Town, Detail::Region, &everywhere())
        .next()
        .unwrap();
    assert_eq!((town.name, town.rank), ("Abc", 2));
}

#[test]
fn an_estimate_is_a_bit_beside_the_rank() {
    let mut payload = SMALL;
    let section = payload.windows(3).position(|bytes| bytes == [4, 3, 4]);
    // Kind, tier, digits, one feature with a name; then its rank.
    let rank = section.unwrap() + 5;
    let river = |payload: &[u8]| {
        let map = Basemap::decode(&sealed(payload)).unwrap();
        let view = everywhere();
        let mut rivers = map.features(Kind::River, Detail::Region, &view);
        rivers.next().map(|river| (river.rank, river.is_estimate))
    };
    let surveyed = river(&payload).unwrap();
    assert!(!surveyed.1);
    payload[rank] |= 0x80;
    assert_eq!(river(&payload), Some((surveyed.0, true)));
}

#[test]
fn streets_are_a_citys_alone() {
    let mut payload = SMALL;
    // The river's section becomes one of streets, of the region's tier.
    let section = payload.windows(3).position(|bytes| bytes == [4, 3, 4]);
    payload[section.unwrap()] = 11;
    let refused = Basemap::decode(&sealed(&payload)).unwrap_err().to_string();
    assert!(refused.contains("tier of a city's kind 3"), "{refused}");
}

#[test]
fn bytes_cut_off_anywhere_are_refused() {
    let small = sealed(&SMALL);
    for length in 0..small.len() {
        assert!(Basemap::decode(&small[..length]).is_err(), "{length}");
    }
    for length in 0..SMALL.len() {
        assert!(
            Basemap::decode(&sealed(&SMALL[..length])).is_err(),
            "{length}"
        );
    }
    for length in (0..BUNDLED.len())
        .step_by(997)
        .chain(BUNDLED.len() - 40..BUNDLED.len())
    {
        assert!(Basemap::decode(&BUNDLED[..length]).is_err(), "{length}");
    }
}

#[test]
fn a_lying_count_makes_no_room() {
    for lie in [
        &[0xff, 0xff, 0xff, 0xff, 0x0f][..],
        &[0, 0xff, 0xff, 0xff, 0xff, 0x0f],
        &[0, 1, 4, 3, 4, 1, 0, 0, 0xff, 0xff, 0xff, 0xff, 0x0f],
    ] {
        assert!(matches!(
            Basemap::decode(&sealed(lie)),
            Err(Damaged::Invalid { .. })
        ));
    }
}

/// Every feature of a map that was accepted can be read.
fn is_whole(map: &Basemap) -> bool {
    map.entries
        .iter()
        .all(|entry| map.feature(entry).is_some_and(|f| !f.points.is_empty()))
}

proptest! {
    #[test]
    fn any_bytes_are_refused_or_make_a_whole_map(payload in proptest::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(map) = Basemap::decode(&sealed(&payload)) {
            prop_assert!(is_whole(&map));
        }
        prop_assert!(Basemap::decode(&payload).is_err());
    }

    #[test]
    fn flipped_bytes_of_a_small_map_are_refused_or_make_a_whole_map(
        flips in proptest::collection::vec((0..SMALL.len(), 1_u8..), 1..6),
    ) {
        let mut payload = SMALL;
        for (index, mask) in flips {
            payload[index] ^= mask;
        }
        if let Ok(map) = Basemap::decode(&sealed(&payload)) {
            prop_assert!(is_whole(&map));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn flipped_bytes_of_the_bundled_map_are_refused(
        index in 0..BUNDLED.len(), mask in 1_u8..,
    ) {
        let mut bytes = BUNDLED.to_vec();
        bytes[index] ^= mask;
        prop_assert!(Basemap::decode(&bytes).is_err());
        if index >= HEADER && let Ok(map) = Basemap::decode(&sealed(&bytes[HEADER..])) {
            prop_assert!(is_whole(&map));
        }
    }
}
