//! Dates under an axis: round ones, as many as there is room for, none touching another.

use jiff::ToSpan as _;
use jiff::civil::DateTime;

use crate::index::time::Axis;
use crate::model::time::{DAY_MS, Stamp};

/// A date on the axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tick {
    /// Its column.
    pub column: usize,
    /// Its date, as short as the axis allows.
    pub name: String,
}

/// How far ticks can be apart, and how they are written.
#[derive(Clone, Copy)]
enum Unit {
    Hours(i64),
    Days(i64),
    Months(i64),
    Years(i64),
}

const UNITS: [Unit; 16] = [
    Unit::Hours(1),
    Unit::Hours(3),
    Unit::Hours(6),
    Unit::Hours(12),
    Unit::Days(1),
    Unit::Days(2),
    Unit::Days(7),
    Unit::Days(14),
    Unit::Months(1),
    Unit::Months(3),
    Unit::Months(6),
    Unit::Years(1),
    Unit::Years(2),
    Unit::Years(10),
    Unit::Years(100),
    COARSEST,
];

/// What is left where even centuries have no room.
const COARSEST: Unit = Unit::Years(1_000);

impl Unit {
    fn length_ms(self) -> i64 {
        match self {
            Self::Hours(n) => n * 3_600_000,
            Self::Days(n) => n * DAY_MS,
            Self::Months(n) => n * 30 * DAY_MS,
            Self::Years(n) => n * 365 * DAY_MS,
        }
    }

    /// The last tick at or before a moment.
    fn before(self, at: Stamp) -> DateTime {
        let civil = at.civil();
        let floor = |value: i16, step: i64| {
            value - i16::try_from(i64::from(value).rem_euclid(step)).unwrap_or(0)
        };
        match self {
            Self::Hours(_) | Self::Days(_) => {
                let step = self.length_ms();
                // Weeks begin on Monday: 5 January 1970 was one.
                let phase = if step % (7 * DAY_MS) == 0 {
                    4 * DAY_MS
                } else {
                    0
                };
                Stamp::from_ms((at.ms() - phase).div_euclid(step) * step + phase).civil()
            }
            Self::Months(n) => {
                let month = floor(i16::from(civil.month()) - 1, n) + 1;
                DateTime::new(
                    civil.year(),
                    i8::try_from(month).unwrap_or(1),
                    1,
                    0,
                    0,
                    0,
                    0,
                )
                .unwrap_or(civil)
            }
            Self::Years(n) => {
                DateTime::new(floor(civil.year(), n), 1, 1, 0, 0, 0, 0).unwrap_or(civil)
            }
        }
    }

    fn after(self, at: DateTime) -> Option<DateTime> {
        let step = match self {
            Self::Hours(n) => n.hours(),
            Self::Days(n) => n.days(),
            Self::Months(n) => n.months(),
            Self::Years(n) => n.years(),
        };
        at.checked_add(step).ok()
    }

    /// A tick's name; what is new since the last tick is said, what is the same is not.
    fn name(self, at: DateTime, before: Option<DateTime>) -> String {
        let new_year = before.is_none_or(|before| before.year() != at.year());
        let new_day = before.is_none_or(|before| before.date() != at.date());
        let format = match self {
            Self::Hours(_) if new_day => "%-d %b",
            Self::Hours(_) => "%H:%M",
            Self::Days(_) if new_year => "%-d %b %Y",
            Self::Days(_) => "%-d %b",
            Self::Months(_) if new_year => "%b %Y",
            Self::Months(_) => "%b",
            Self::Years(_) => "%Y",
        };
        at.strftime(format).to_string()
    }
}

/// Dates under the axis: the finest unit whose names have room.
pub(super) fn ticks(axis: &Axis, columns: usize) -> Vec<Tick> {
    let room = i64::try_from(columns / 13).unwrap_or(1).max(1);
    let unit = UNITS
        .into_iter()
        .find(|unit| axis.length_ms() / unit.length_ms() <= room)
        .unwrap_or(COARSEST);
    let mut ticks: Vec<Tick> = Vec::new();
    let mut before = None;
    let mut at = unit.before(axis.start);
    while Stamp::from_civil(at) < axis.end {
        if Stamp::from_civil(at) >= axis.start {
            let column = axis.bin(Stamp::from_civil(at), columns);
            let name = unit.name(at, before);
            // A sign stands before each name, and a blank between one name and the next sign.
            let free = ticks
                .last()
                .is_none_or(|last| last.column + last.name.len() + 2 <= column);
            if free && column + 1 + name.len() <= columns {
                ticks.push(Tick { column, name });
                before = Some(at);
            }
        }
        match unit.after(at) {
            Some(next) if next > at => at = next,
            _ => break,
        }
    }
    ticks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::time::parse_short;

    fn names(text: &str, columns: usize) -> Vec<String> {
        let stretch = parse_short(text).unwrap().stretch;
        let axis = Axis::new(stretch.start.unwrap(), stretch.end.unwrap());
        ticks(&axis, columns)
            .into_iter()
            .map(|tick| tick.name)
            .collect()
    }

    #[test]
    fn ticks_say_what_is_new() {
        assert_eq!(
            names("2016-10-31/2017-03-07", 80),
            ["Nov 2016", "Dec", "Jan 2017", "Feb", "Mar"]
        );
        assert_eq!(
            names("2017-03-05/2017-03-06", 80),
            ["5 Mar", "12:00", "6 Mar", "12:00"]
        );
        assert_eq!(
            names("2017-03-06", 60),
            ["6 Mar", "06:00", "12:00", "18:00"]
        );
        assert_eq!(names("1979/2017", 80), ["1980", "1990", "2000", "2010"]);
        assert_eq!(
            names("0001/9000", 120),
            [
                "1000", "2000", "3000", "4000", "5000", "6000", "7000", "8000"
            ]
        );
        assert!(!names("0001/9000", 40).is_empty());
    }

    #[test]
    fn no_tick_runs_into_another_or_over_the_edge() {
        for (text, columns) in [
            ("2016-10-31/2017-03-07", 37),
            ("2017-02-17/2017-03-09", 120),
            ("2017-02-17/2017-03-09", 13),
            ("1979/2017", 61),
            ("0001/9000", 20),
        ] {
            let stretch = parse_short(text).unwrap().stretch;
            let axis = Axis::new(stretch.start.unwrap(), stretch.end.unwrap());
            let ticks = ticks(&axis, columns);
            for pair in ticks.windows(2) {
                assert!(pair[0].column + 1 + pair[0].name.len() < pair[1].column);
            }
            let end = ticks
                .last()
                .map_or(0, |tick| tick.column + 1 + tick.name.len());
            assert!(end <= columns, "{text}: {end} in {columns}");
        }
    }
}
