//! From packed bytes to layers. The format is described in `assets/basemap/README.md`.
//!
//! Never panics: what the bytes say is held against what they are by [`Reader`], and refused with a place and a number.

use std::ops::Range;

use thiserror::Error;

use super::Basemap;
use super::layers::{Entry, Kind, Tier};
use super::reader::{Reader, to_usize};
use crate::model::geo::{LonLat, Merc, MercBox};

/// How a packed base map begins.
pub(super) const MAGIC: [u8; 8] = *b"SITMAPBM";
/// The version of the format that this reader reads.
pub(super) const VERSION: u16 = 2;
/// Bytes before the payload: magic, version, length, checksum.
pub(super) const HEADER: usize = 8 + 2 + 4 + 8;
/// Added to the rank of an estimate; the seven bits below are the rank.
const ESTIMATE: u8 = 0x80;
/// More decimal digits than this would not fit what coordinates are kept in.
const MOST_DIGITS: u8 = 6;

/// Why bytes are no base map that this program can read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Damaged {
    /// The bytes begin otherwise.
    #[error("not a base map: it begins with {found:?}, expected \"SITMAPBM\"")]
    Magic {
        /// The first bytes, at most eight, as text.
        found: String,
    },
    /// Another version of the format.
    #[error("base map of format version {found}, expected {VERSION}")]
    Version {
        /// The version found.
        found: u16,
    },
    /// Bytes are missing, or there are too many.
    #[error("base map holds {found} bytes after its header, expected {expected}")]
    Length {
        /// Bytes after the header.
        found: usize,
        /// What the header says.
        expected: usize,
    },
    /// Some byte is not what it was when the map was packed.
    #[error("base map's checksum is {found:016x}, expected {expected:016x}")]
    Checksum {
        /// Checksum of the bytes after the header.
        found: u64,
        /// What the header says.
        expected: u64,
    },
    /// The bytes end where something should follow.
    #[error("base map ends at byte {offset}, where {expected} should follow")]
    Truncated {
        /// Bytes from the start.
        offset: usize,
        /// What should have followed.
        expected: &'static str,
    },
    /// A number that means nothing here.
    #[error("base map, before byte {offset}: found {what} {found}")]
    Invalid {
        /// Bytes from the start, just after the fault.
        offset: usize,
        /// What the number stands for.
        what: &'static str,
        /// The number.
        found: i64,
    },
}

/// Reads a whole packed map.
pub(super) fn decode(bytes: &[u8]) -> Result<Basemap, Damaged> {
    check_header(bytes)?;
    let mut reader = Reader { bytes, at: HEADER };
    let mut map = Basemap {
        names: reader.names()?,
        // A point takes two bytes at least, most of them a little more.
        points: Vec::with_capacity(bytes.len() / 3),
        entries: Vec::new(),
    };
    for _ in 0..reader.count(4, "number of sections")? {
        section(&mut reader, &mut map)?;
    }
    if reader.at != bytes.len() {
        return Err(reader.invalid("unread bytes", bytes.len() - reader.at));
    }
    map.entries.sort_by_key(|entry| (entry.kind, entry.tier));
    Ok(map)
}

fn check_header(bytes: &[u8]) -> Result<(), Damaged> {
    if !bytes.starts_with(&MAGIC) {
        let start = bytes.get(..MAGIC.len()).unwrap_or(bytes);
        let found = String::from_utf8_lossy(start).into_owned();
        return Err(Damaged::Magic { found });
    }
    let mut reader = Reader {
        bytes,
        at: MAGIC.len(),
    };
    let version = u16::from_le_bytes(reader.array("a version")?);
    if version != VERSION {
        return Err(Damaged::Version { found: version });
    }
    let expected = to_usize(u32::from_le_bytes(reader.array("a length")?));
    let checksum = u64::from_le_bytes(reader.array("a checksum")?);
    let payload = bytes.get(HEADER..).unwrap_or_default();
    if payload.len() != expected {
        return Err(Damaged::Length {
            found: payload.len(),
            expected,
        });
    }
    let found = fnv1a(payload);
    if found != checksum {
        return Err(Damaged::Checksum {
            found,
            expected: checksum,
        });
    }
    Ok(())
}

/// The FNV-1a checksum, 64 bits.
pub(super) fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Reads one section: the features of one kind and tier.
fn section(reader: &mut Reader, map: &mut Basemap) -> Result<(), Damaged> {
    let kind = reader.one_of(&Kind::ALL, "kind")?;
    let tier = reader.one_of(&Tier::ALL, "tier")?;
    let digits = reader.byte("a number of digits")?;
    if kind == Kind::Coast || digits > MOST_DIGITS {
        return Err(reader.invalid("digits or kind", usize::from(digits)));
    }
    if kind.is_of_city() && tier != Tier::City {
        return Err(reader.invalid("tier of a city's kind", tier as usize));
    }
    let count = reader.count(5, "number of features")?;
    map.entries.reserve(count);
    let mut pen = Pen::new(digits);
    for _ in 0..count {
        feature(reader, map, &mut pen, (kind, tier))?;
    }
    Ok(())
}

/// Reads one feature, and with a ring of land its stretches of coast.
fn feature(
    reader: &mut Reader,
    map: &mut Basemap,
    pen: &mut Pen,
    (kind, tier): (Kind, Tier),
) -> Result<(), Damaged> {
    let name = to_usize(reader.varint()?);
    if name >= map.names.len() {
        return Err(reader.invalid("name", name));
    }
    let byte = reader.byte("a rank")?;
    let (rank, is_estimate) = (byte & !ESTIMATE, byte & ESTIMATE != 0);
    let count = reader.count(2, "number of points")?;
    let fits = if kind.is_filled() {
        count >= 3
    } else if kind.is_point() {
        count == 1
    } else {
        count >= 2
    };
    if !fits {
        return Err(reader.invalid("number of points", count));
    }
    let start = map.points.len();
    for _ in 0..count {
        map.points.push(pen.next(reader)?);
    }
    if kind.is_filled() {
        let first = map.points.get(start).copied();
        map.points.extend(first);
    }
    let points = start..map.points.len();
    let entry = |kind, points: Range<usize>| {
        let bounds = MercBox::around(map.points.get(points.clone())?.iter().copied())?;
        Some(Entry {
            kind,
            tier,
            name,
            rank,
            is_estimate,
            bounds,
            points,
        })
    };
    map.entries.extend(entry(kind, points.clone()));
    if kind == Kind::Land {
        let runs = reader.runs(points)?;
        let coasts: Vec<Entry> = runs
            .into_iter()
            .filter_map(|run| entry(Kind::Coast, run))
            .collect();
        map.entries.extend(coasts);
    }
    Ok(())
}

/// Where the last point was; points are kept as steps from one to the next.
struct Pen {
    lon: i64,
    lat: i64,
    per_degree: i64,
}

impl Pen {
    fn new(digits: u8) -> Self {
        Self {
            lon: 0,
            lat: 0,
            per_degree: 10_i64.pow(u32::from(digits)),
        }
    }

    /// Takes one step and projects where it leads.
    fn next(&mut self, reader: &mut Reader) -> Result<Merc, Damaged> {
        self.lon += reader.zigzag()?;
        self.lat += reader.zigzag()?;
        let lon = reader.within(self.lon, 180 * self.per_degree, "longitude")?;
        let lat = reader.within(self.lat, 90 * self.per_degree, "latitude")?;
        let per_degree = whole(self.per_degree);
        let mut point = Merc::from_lonlat(LonLat {
            lon: whole(lon) / per_degree,
            lat: whole(lat) / per_degree,
        });
        // 180° E is where a ring ends, not where it begins again.
        if self.lon == 180 * self.per_degree {
            point.x = u32::MAX;
        }
        Ok(point)
    }
}

/// A coordinate in whole units as a number to project.
#[expect(
    clippy::cast_precision_loss,
    reason = "held within ±180 million, far below 2^52"
)]
fn whole(value: i64) -> f64 {
    value as f64
}
