//! Dates as people write them: whole days, both ends included; moments where days do not say it.
//!
//! What is written here, [`parse_short`](crate::model::time::parse_short) reads as the same stretch.

use crate::model::time::{DAY_MS, Stamp, Stretch, When, parse_date};
use crate::model::vocabulary::TimePrecision;

const SECOND_MS: i64 = 1_000;
const MINUTE_MS: i64 = 60 * SECOND_MS;

/// The first day of a stretch that begins at a moment, or that moment.
pub(super) fn first(start: Stamp) -> String {
    if start.ms().rem_euclid(DAY_MS) == 0 {
        day(start)
    } else {
        moment(start)
    }
}

/// The last day of a stretch that ends before a moment, or the last minute or second of it.
pub(super) fn last(end: Stamp) -> String {
    if end.ms().rem_euclid(DAY_MS) == 0 {
        day(end.plus_ms(-DAY_MS))
    } else if end.ms().rem_euclid(MINUTE_MS) == 0 {
        moment(end.plus_ms(-MINUTE_MS))
    } else {
        // Written as a minute it would cover one.
        exact(end.plus_ms(-SECOND_MS))
    }
}

/// A moment to the second, as RFC 3339 has it.
pub(super) fn exact(at: Stamp) -> String {
    let time = at.civil().time();
    let rest = at.ms().rem_euclid(SECOND_MS);
    let rest = if rest == 0 {
        String::new()
    } else {
        format!(".{rest:03}")
    };
    format!(
        "{}T{:02}:{:02}:{:02}{rest}Z",
        day(at),
        time.hour(),
        time.minute(),
        time.second()
    )
}

/// A date and an end as tables have them: one date where it says both stretch and precision.
pub(super) fn columns(when: &When) -> (String, String) {
    match (when.stretch.start, when.stretch.end) {
        (None, None) => (String::new(), String::new()),
        (None, Some(end)) => (String::new(), last(end)),
        (Some(start), None) => (format!("{}/..", first(start)), String::new()),
        (Some(start), Some(end)) => match one(start, end, when.precision) {
            Some(date) => (date, String::new()),
            None => (first(start), last(end)),
        },
    }
}

/// A date that covers a stretch and is as exact.
fn one(start: Stamp, end: Stamp, precision: TimePrecision) -> Option<String> {
    let date = start.civil().date();
    let written = match precision {
        TimePrecision::Year => format!("{:04}", date.year()),
        TimePrecision::Month => format!("{:04}-{:02}", date.year(), date.month()),
        TimePrecision::Minute if end.ms() - start.ms() == MINUTE_MS => moment(start),
        TimePrecision::Minute => exact(start),
        _ => day(start),
    };
    let covers = parse_date(&written).ok();
    covers
        .is_some_and(|(covered, _)| covered == Stretch::new(start, end))
        .then_some(written)
}

fn day(at: Stamp) -> String {
    let date = at.civil().date();
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

/// As short as it can be without leaving anything out.
fn moment(at: Stamp) -> String {
    if at.ms().rem_euclid(MINUTE_MS) != 0 {
        return exact(at);
    }
    let time = at.civil().time();
    format!("{}T{:02}:{:02}Z", day(at), time.hour(), time.minute())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::time::parse_short;
    use proptest::prelude::*;

    /// What a loader makes of a date and an end.
    fn read(date: &str, end: &str) -> When {
        let text = match (date, end) {
            ("", "") => return When::UNDATED,
            ("", end) => format!("../{end}"),
            (date, "") => date.to_owned(),
            (date, end) if date == end => date.to_owned(),
            (date, end) => format!("{date}/{end}"),
        };
        parse_short(&text).unwrap_or_else(|why| panic!("{text}: {why}"))
    }

    fn stretches() -> impl Strategy<Value = Stretch> {
        let unit = prop::sample::select(vec![1, 1_000, 60_000, 3_600_000, DAY_MS]);
        let end = || prop::option::weighted(0.8, -700_000_i64..700_000);
        (end(), end(), unit).prop_filter_map("backwards", |(start, end, unit)| {
            let at = |n: i64| Stamp::from_ms(n * unit);
            let stretch = Stretch {
                start: start.map(at),
                end: end.map(at),
            };
            (!crate::model::time::backwards(&stretch)).then_some(stretch)
        })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_as_the_same_stretch(
            stretch in stretches(),
            precision in prop::sample::select(TimePrecision::ALL.to_vec()),
        ) {
            let when = When { stretch, precision, basis: None };
            let (date, end) = columns(&when);
            prop_assert_eq!(read(&date, &end).stretch, stretch, "{} {}", date, end);
        }

        #[test]
        fn a_date_that_was_read_is_written_as_it_was(year in 0_i16..9999, month in 1_i8..13, day in 1_i8..29) {
            for text in [
                format!("{year:04}"),
                format!("{year:04}-{month:02}"),
                format!("{year:04}-{month:02}-{day:02}"),
                format!("{year:04}-{month:02}-{day:02}T14:30Z"),
                format!("{year:04}-{month:02}-{day:02}T14:30:07Z"),
            ] {
                let when = parse_short(&text).unwrap();
                prop_assert_eq!(columns(&when), (text, String::new()));
            }
        }
    }
}
