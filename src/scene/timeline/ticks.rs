//! Dates under an axis: round ones, as many as there is room for, none touching another.

use jiff::ToSpan as _;
use jiff::civil::DateTime;

use crate::index::time::Axis;
use crate::model::time::{DAY_MS, HOUR_MS, Stamp};

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

const UNITS: [Unit; 22] = [
    Unit::Hours(1),
    Unit::Hours(2),
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
    Unit::Years(5),
    Unit::Years(10),
    Unit::Years(20),
    Unit::Years(50),
    Unit::Years(100),
    Unit::Years(200),
    Unit::Years(500),
    COARSEST,
];

/// What is left where even centuries have no room.
const COARSEST: Unit = Unit::Years(1_000);

impl Unit {
    fn length_ms(self) -> i64 {
        match self {
            Self::Hours(n) => n * HOUR_MS,
            Self::Days(n) => n * DAY_MS,
            Self::Months(n) => n * 30 * DAY_MS,
            Self::Years(n) => n * 365 * DAY_MS,
        }
    }

    /// How many columns a name of this unit and what stands around it want; the longer names of a new day or year are
    /// few, and push out one after them at most.
    fn room(self) -> i64 {
        match self {
            Self::Hours(_) | Self::Months(_) => 11,
            Self::Days(_) => 12,
            Self::Years(_) => 9,
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
        let midnight = at.hour() == 0 && at.minute() == 0;
        let format = match self {
            Self::Hours(_) if new_year && midnight => "%-d %b %Y",
            Self::Hours(_) if new_year => "%-d %b %Y %H:%M",
            Self::Hours(_) if new_day && midnight => "%-d %b",
            Self::Hours(_) if new_day => "%-d %b %H:%M",
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
    let columns_ms = axis.length_ms() / i64::try_from(columns.max(1)).unwrap_or(1);
    let unit = UNITS
        .into_iter()
        .find(|unit| columns_ms.saturating_mul(unit.room()) <= unit.length_ms())
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
            ["5 Mar 2017", "12:00", "6 Mar", "12:00"]
        );
        assert_eq!(
            names("2017-03-06", 60),
            ["6 Mar 2017", "06:00", "12:00", "18:00"]
        );
        assert_eq!(
            names("2017-03-05T12:00Z/2017-03-06T12:00Z", 60),
            ["5 Mar 2017 12:00", "6 Mar", "06:00"],
            "a day's name alone is its beginning"
        );
        assert_eq!(
            names("1979/2017", 80),
            [
                "1980", "1985", "1990", "1995", "2000", "2005", "2010", "2015"
            ]
        );
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
            ("1988/2005", 120),
            ("1600/2017", 70),
            ("2017-03-05T12:00Z/2017-03-06T12:00Z", 100),
            ("2017-03-05T13:00Z/2017-03-05T19:00Z", 60),
            ("0001/9000", 20),
        ] {
            let stretch = parse_short(text).unwrap().stretch;
            let axis = Axis::new(stretch.start.unwrap(), stretch.end.unwrap());
            let ticks = ticks(&axis, columns);
            for pair in ticks.windows(2) {
                assert!(pair[0].column + 1 + pair[0].name.len() < pair[1].column);
            }
            assert!(columns < 60 || ticks.len() >= 3, "{text}: {ticks:?}");
            let end = ticks
                .last()
                .map_or(0, |tick| tick.column + 1 + tick.name.len());
            assert!(end <= columns, "{text}: {end} in {columns}");
        }
    }
}
