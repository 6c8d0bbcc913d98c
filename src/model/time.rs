//! Time: stamps, half-open stretches, and dates as people write them.
//!
//! People write whole days, both ends included; inside, every stretch is half-open [start, end) in UTC milliseconds. An
//! end that is not known is open, and the stretch then reaches without limit on that side.
//!
//! This room never asks what time it is now.

mod short;

use std::fmt::Write as _;

use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ToSpan as _};
use thiserror::Error;

use super::vocabulary::{TimeBasis, TimePrecision};

pub use short::short;

/// Milliseconds in an hour.
pub const HOUR_MS: i64 = 3_600_000;

/// Milliseconds in a day.
pub const DAY_MS: i64 = 24 * HOUR_MS;

/// A moment: milliseconds since 1970-01-01 00:00 UTC. Always within the years 0 to 9998: the calendar
/// library ends within 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Stamp(i64);

impl Stamp {
    /// The first moment: 0000-01-01.
    pub const MIN: Self = Self(-62_167_219_200_000);
    /// The first moment after: 9999-01-01.
    pub const MAX: Self = Self(253_370_764_800_000);

    /// A moment from milliseconds since 1970, pinned to the years 0 to 9998.
    pub fn from_ms(ms: i64) -> Self {
        Self(ms.clamp(Self::MIN.0, Self::MAX.0))
    }

    /// Milliseconds since 1970.
    pub const fn ms(self) -> i64 {
        self.0
    }

    /// The moment `ms` later (earlier where negative), pinned to the calendar.
    #[must_use]
    pub fn plus_ms(self, ms: i64) -> Self {
        Self::from_ms(self.0.saturating_add(ms))
    }

    /// Calendar date and clock in UTC.
    pub fn civil(self) -> DateTime {
        Timestamp::from_millisecond(self.0).map_or(DateTime::MAX, |at| Offset::UTC.to_datetime(at))
    }

    /// The moment at which a civil date and time begins in UTC.
    pub fn from_civil(at: DateTime) -> Self {
        TimeZone::UTC
            .to_timestamp(at)
            .map_or(Self::MAX, |stamp| Self::from_ms(stamp.as_millisecond()))
    }

    /// The start of the day that this moment lies in.
    #[must_use]
    pub fn floor_day(self) -> Self {
        Self::from_ms(self.0.div_euclid(DAY_MS) * DAY_MS)
    }
}

/// A half-open stretch of time; `None` is an open end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Stretch {
    /// First moment inside, or open towards the past.
    pub start: Option<Stamp>,
    /// First moment after, or open towards the future.
    pub end: Option<Stamp>,
}

impl Stretch {
    /// All of time: what a window is before anybody narrows it.
    pub const EVERYTHING: Self = Self {
        start: None,
        end: None,
    };

    /// A stretch with both ends.
    pub fn new(start: Stamp, end: Stamp) -> Self {
        Self {
            start: Some(start),
            end: Some(end),
        }
    }

    /// Whether both ends are open. For an event this means "undated".
    pub fn is_open(&self) -> bool {
        self.start.is_none() && self.end.is_none()
    }

    /// Whether two stretches share a moment. An open end overlaps everything on its side.
    pub fn overlaps(&self, other: &Self) -> bool {
        let begins_before = |a: &Self, b: &Self| match (a.start, b.end) {
            (Some(start), Some(end)) => start < end,
            _ => true,
        };
        begins_before(self, other) && begins_before(other, self)
    }
}

/// When an event happened, and how we know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// Within what stretch; with [`TimePrecision::Span`] it lasted all of it.
    pub stretch: Stretch,
    /// How exactly that is known.
    pub precision: TimePrecision,
    /// Why we hold it.
    pub basis: Option<TimeBasis>,
}

impl When {
    /// No date at all.
    pub const UNDATED: Self = Self {
        stretch: Stretch::EVERYTHING,
        precision: TimePrecision::Unknown,
        basis: None,
    };
}

/// Why a text is not a date.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DateError {
    /// It does not look like one.
    #[error(
        "expected a date such as 2017-03-06, 2017-03, 2017, 2017-03-06T14:30Z, or start/end of these"
    )]
    Shape,
    /// It looks like one, but the calendar has no such day or the clock no such time.
    #[error("no such date: {0}")]
    Impossible(String),
    /// The calendar has it, but it lies beyond the years that a [`Stamp`] can hold.
    #[error("out of range: {0}, years 0 to 9998 can be held")]
    OutOfRange(String),
    /// The start lies after the end.
    #[error("end before start")]
    Backwards,
}

/// Reads one date of the short forms: the stretch that it covers, and how exact it is.
///
/// # Errors
/// [`DateError`] where the text is no date or no possible one.
pub fn parse_date(text: &str) -> Result<(Stretch, TimePrecision), DateError> {
    let digits =
        |part: &str, len: usize| part.len() == len && part.bytes().all(|b| b.is_ascii_digit());
    let mut parts = text.splitn(2, 'T');
    let (day, clock) = (parts.next().unwrap_or(""), parts.next());
    let fields: Vec<&str> = day.split('-').collect();
    let (year, month, date) = match (fields.as_slice(), clock) {
        ([y], None) if digits(y, 4) => (y, None, None),
        ([y, m], None) if digits(y, 4) && digits(m, 2) => (y, Some(m), None),
        ([y, m, d], _) if digits(y, 4) && digits(m, 2) && digits(d, 2) => (y, Some(m), Some(d)),
        _ => return Err(DateError::Shape),
    };
    let number = |part: Option<&&str>| {
        part.map_or(Ok(1), |p| p.parse::<i8>())
            .map_err(|_| DateError::Shape)
    };
    let impossible = || DateError::Impossible(super::text::Text::clean(text).to_string());
    let start = Date::new(
        year.parse().map_err(|_| DateError::Shape)?,
        number(month)?,
        number(date)?,
    )
    .map_err(|_| impossible())?;
    if Stamp::from_civil(start.at(0, 0, 0, 0)) >= Stamp::MAX {
        let text = super::text::Text::clean(text);
        return Err(DateError::OutOfRange(text.to_string()));
    }
    let (span, precision) = match (month, date, clock) {
        (_, _, Some(clock)) => return parse_moment(start, clock, &impossible),
        (_, Some(_), None) => (1.day(), TimePrecision::Day),
        (Some(_), None, None) => (1.month(), TimePrecision::Month),
        (None, None, None) => (1.year(), TimePrecision::Year),
    };
    let midnight = start.at(0, 0, 0, 0);
    let end = midnight
        .checked_add(span)
        .map_or(Stamp::MAX, Stamp::from_civil);
    Ok((Stretch::new(Stamp::from_civil(midnight), end), precision))
}

/// Reads the part of a date after `T`: `14:30`, `14:30:05`, with `Z` or an offset such as `+03:00`; UTC where absent.
fn parse_moment(
    day: Date,
    clock: &str,
    impossible: &dyn Fn() -> DateError,
) -> Result<(Stretch, TimePrecision), DateError> {
    let (clock, offset_s) = match clock.find(['Z', '+', '-']) {
        None => (clock, 0),
        Some(at) => {
            let (clock, zone) = clock.split_at(at);
            (
                clock,
                if zone == "Z" {
                    0
                } else {
                    parse_offset_s(zone)?
                },
            )
        }
    };
    let shape = clock.len() >= 5
        && clock.bytes().enumerate().all(|(i, b)| match i {
            2 | 5 => b == b':',
            8 => b == b'.',
            _ => b.is_ascii_digit(),
        });
    if !shape || matches!(clock.len(), 6 | 7 | 9) {
        return Err(DateError::Shape);
    }
    let time: jiff::civil::Time = clock.parse().map_err(|_| impossible())?;
    let start = Stamp::from_civil(day.to_datetime(time)).plus_ms(-offset_s * 1000);
    let length_ms = if clock.len() == 5 { 60_000 } else { 1_000 };
    Ok((
        Stretch::new(start, start.plus_ms(length_ms)),
        TimePrecision::Minute,
    ))
}

/// Reads `+03:00` or `-04:30` as seconds east of UTC.
fn parse_offset_s(zone: &str) -> Result<i64, DateError> {
    let (sign, rest) = zone.split_at_checked(1).ok_or(DateError::Shape)?;
    let (hours, minutes) = rest.split_once(':').ok_or(DateError::Shape)?;
    let number = |part: &str, most: i64| match part.parse::<i64>() {
        Ok(n) if part.len() == 2 && (0..=most).contains(&n) => Ok(n),
        _ => Err(DateError::Shape),
    };
    let seconds = number(hours, 23)? * 3600 + number(minutes, 59)? * 60;
    Ok(if sign == "-" { -seconds } else { seconds })
}

/// Reads the short form of a time: one date, or `start/end` with both ends included; `..` is an open end.
///
/// # Errors
/// [`DateError`] where a part is no date, or the end lies before the start.
pub fn parse_short(text: &str) -> Result<When, DateError> {
    let Some((from, to)) = text.split_once('/') else {
        let (stretch, precision) = parse_date(text)?;
        return Ok(When {
            stretch,
            precision,
            basis: None,
        });
    };
    let start = if from == ".." {
        None
    } else {
        parse_date(from)?.0.start
    };
    let end = if to == ".." {
        None
    } else {
        parse_date(to)?.0.end
    };
    let stretch = Stretch { start, end };
    if backwards(&stretch) {
        return Err(DateError::Backwards);
    }
    // Two dates say that it happened at some time between, as a range in a source does.
    let precision = if stretch.start.is_some() && stretch.end.is_some() {
        TimePrecision::Days
    } else if stretch.is_open() {
        TimePrecision::Unknown
    } else {
        TimePrecision::Span
    };
    Ok(When {
        stretch,
        precision,
        basis: None,
    })
}

/// Whether a stretch ends before it begins.
pub fn backwards(stretch: &Stretch) -> bool {
    matches!((stretch.start, stretch.end), (Some(start), Some(end)) if end <= start)
}

/// A day as people read it: "6 March 2017".
pub fn long_day(at: Stamp) -> String {
    at.civil().strftime("%-d %B %Y").to_string()
}

/// A stretch in words, both ends included as people write them: "5–6 March 2017", "before 7 March 2017", "no date".
pub fn in_words(stretch: &Stretch) -> String {
    let last = |end: Stamp| end.plus_ms(-1);
    match (stretch.start, stretch.end) {
        (None, None) => "no date".into(),
        (Some(start), None) => format!("from {} on", moment(start)),
        (None, Some(end)) => format!("until {}", moment_end(end)),
        (Some(start), Some(end)) if is_midnight(start) && is_midnight(end) => {
            days_in_words(start, last(end))
        }
        (Some(start), Some(end)) if start.floor_day() == last(end).floor_day() => {
            let mut words = start.civil().strftime("%-d %B %Y %H:%M").to_string();
            if end.ms() - start.ms() > 60_000 {
                let _ = write!(words, "–{}", end.civil().strftime("%H:%M"));
            }
            words + " UTC"
        }
        (Some(start), Some(end)) => format!("{} – {}", moment(start), moment_end(end)),
    }
}

/// Whole days from the day of `first` to the day of `last`, with what they share said once.
fn days_in_words(first: Stamp, last: Stamp) -> String {
    let (a, b) = (first.civil().date(), last.civil().date());
    if a == b {
        return long_day(first);
    }
    let whole_months = a.day() == 1 && b == b.last_of_month();
    match (a.year() == b.year(), a.month() == b.month()) {
        (true, true) if whole_months => b.strftime("%B %Y").to_string(),
        (true, false) if whole_months && a.month() == 1 && b.month() == 12 => {
            b.strftime("%Y").to_string()
        }
        (true, true) => format!("{}–{}", a.day(), long_day(last)),
        (true, false) => format!("{} – {}", a.strftime("%-d %B"), long_day(last)),
        _ => format!("{} – {}", long_day(first), long_day(last)),
    }
}

fn is_midnight(at: Stamp) -> bool {
    at.ms().rem_euclid(DAY_MS) == 0
}

fn moment(at: Stamp) -> String {
    if is_midnight(at) {
        long_day(at)
    } else {
        at.civil().strftime("%-d %B %Y %H:%M UTC").to_string()
    }
}

fn moment_end(at: Stamp) -> String {
    if is_midnight(at) {
        long_day(at.plus_ms(-1))
    } else {
        moment(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> String {
        match parse_short(text) {
            Ok(when) => in_words(&when.stretch),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn short_forms_cover_what_people_mean() {
        for (text, said) in [
            ("2017", "2017"),
            ("2017-03", "March 2017"),
            ("2017-03-06", "6 March 2017"),
            ("2017-03-05/2017-03-06", "5–6 March 2017"),
            ("2017-02-27/2017-03-05", "27 February – 5 March 2017"),
            ("2016-11-01/2017-03-06", "1 November 2016 – 6 March 2017"),
            ("2017-03-06T14:30Z", "6 March 2017 14:30 UTC"),
            ("2017-03-06T14:30+03:00", "6 March 2017 11:30 UTC"),
            ("2017-03-06T14:30:05", "6 March 2017 14:30 UTC"),
            ("../2017-03-06", "until 6 March 2017"),
            ("2017-03-06/..", "from 6 March 2017 on"),
            ("../..", "no date"),
            ("9998", "9998"),
            (
                "9999-12-31",
                "out of range: 9999-12-31, years 0 to 9998 can be held",
            ),
            (
                "9999-12-31T12:00Z",
                "out of range: 9999-12-31T12:00Z, years 0 to 9998 can be held",
            ),
            ("9999-02-30", "no such date: 9999-02-30"),
        ] {
            assert_eq!(words(text), said, "{text}");
        }
    }

    #[test]
    fn what_is_no_date_says_why() {
        assert_eq!(
            parse_short("2017-02-30"),
            Err(DateError::Impossible("2017-02-30".into()))
        );
        assert_eq!(
            parse_short("2017-03-06T25:00Z"),
            Err(DateError::Impossible("2017-03-06T25:00Z".into()))
        );
        assert_eq!(
            parse_short("2017-03-06/2017-03-05"),
            Err(DateError::Backwards)
        );
        for text in [
            "",
            "yesterday",
            "06/03/2017",
            "2017-3-6",
            "2017-03-06T",
            "2017-03-06Tnoon",
            "2017-03-06T1:30",
        ] {
            assert_eq!(parse_short(text), Err(DateError::Shape), "{text}");
        }
    }

    #[test]
    fn open_ends_overlap_everything_on_their_side() {
        let stretch = |text| parse_short(text).unwrap().stretch;
        assert!(stretch("../2017-03-06").overlaps(&stretch("1999")));
        assert!(!stretch("../2017-03-06").overlaps(&stretch("2017-03-07")));
        assert!(
            !stretch("2017-03-05").overlaps(&stretch("2017-03-06")),
            "half-open: neighbours do not overlap"
        );
    }

    #[test]
    fn a_second_is_not_written_as_its_minute() {
        let stretch = Stretch::new(Stamp::from_ms(0), Stamp::from_ms(61_000));
        let written = short(&stretch);
        assert_eq!(written, "1970-01-01/1970-01-01T00:01:00Z");
        assert_eq!(parse_short(&written).map(|when| when.stretch), Ok(stretch));
    }

    proptest! {
        #[test]
        fn parsing_never_panics(text in "[0-9TZ:./+-]{0,24}") {
            let _ = parse_short(&text).map(|when| in_words(&when.stretch));
        }

        #[test]
        fn a_stretch_reads_as_it_is_written(
            start in -2_000_000_000_i64..4_000_000_000, length in 1..4_000_000_i64, unit in 0..5_usize, open in 0..4_u8,
        ) {
            // From milliseconds to days.
            let unit_ms = [1, 1_000, 60_000, HOUR_MS, DAY_MS][unit];
            let start = start * 1_000 / unit_ms * unit_ms;
            let (first, last) = (Stamp::from_ms(start), Stamp::from_ms(start + length * unit_ms));
            let stretch = Stretch { start: (open != 1).then_some(first), end: (open != 2).then_some(last) };
            let written = short(&stretch);
            prop_assert_eq!(parse_short(&written).map(|when| when.stretch), Ok(stretch), "{}", written);
        }

        #[test]
        fn any_number_is_a_moment(ms in any::<i64>()) {
            let at = Stamp::from_ms(ms);
            prop_assert!(!long_day(at).is_empty());
            prop_assert_eq!(Stamp::from_civil(at.civil()), at);
        }
    }
}
