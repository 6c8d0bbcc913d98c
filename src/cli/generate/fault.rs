//! Rows that are wrong on purpose, so that what a loader says of them can be tried.

use std::fmt::Write as _;

use super::author::ID;
use super::random::Random;
use super::row::Row;

/// The most rows of a thousand that can be faulty, so that no two follow each other.
pub(super) const MOST: u64 = 500;

/// Which rows are made faulty: so many of every thousand, evenly spread.
#[derive(Debug, Clone, Copy)]
pub(super) struct Faults {
    pub per_mille: u64,
    pub seed: u64,
}

/// Rows whose faults are drawn from one stream of their own.
const STREAM: u64 = 1 << 62;

impl Faults {
    /// Makes a row faulty, if its turn has come.
    pub fn plant(&self, number: u64, row: &mut Row) {
        let turn = (number + 1).wrapping_mul(self.per_mille) % 1000;
        if turn >= self.per_mille {
            return;
        }
        let mut random = Random::of(self.seed, STREAM + number);
        match random.below(12) {
            0 => set(
                &mut row.kind,
                random.word(&["battel", "Air strike", "CLASH", "unrest"]),
            ),
            1 => row.kind.clear(),
            2 => {
                set(
                    &mut row.date,
                    random.word(&["2017-02-30", "2019-13-01", "2021-06-31"]),
                );
                row.end.clear();
            }
            3 => {
                set(
                    &mut row.date,
                    random.word(&["yesterday", "06/03/2017", "17-3-6"]),
                );
                row.end.clear();
            }
            4 => {
                set(&mut row.date, "2020-05-05");
                set(&mut row.end, "2020-05-01");
            }
            5 => {
                set(&mut row.lat, random.word(&["95.1000", "-123.0000"]));
                set(&mut row.lon, "43.1000");
                precise(row);
            }
            6 => {
                set(&mut row.lat, "36.3000");
                set(&mut row.lon, random.word(&["431.0000", "east"]));
                precise(row);
            }
            7 => {
                set(&mut row.place, "Nobody's Place");
                set(&mut row.lat, "36.3000");
                set(&mut row.lon, "43.1000");
                set(&mut row.precision, random.word(&["exact", "town"]));
            }
            8 => row.broken = true,
            9 if number > 0 => {
                // The row before has this id, and is not faulty itself.
                row.id.clear();
                let _ = write!(row.id, "{ID}{}", number - 1);
            }
            10 => row.summary.clear(),
            _ => set(&mut row.fatalities, random.word(&["-3", "many"])),
        }
    }
}

fn set(text: &mut String, to: &str) {
    text.clear();
    text.push_str(to);
}

/// A row without a place has no precision either: without one, the position would not be the only fault.
fn precise(row: &mut Row) {
    if row.place.is_empty() {
        row.place.push_str("Nobody's Place");
    }
    if row.precision.is_empty() {
        row.precision.push_str("settlement");
    }
}
