//! Stretches of time as people write them, so that they are read the same again.

use super::{DAY_MS, Stamp, Stretch, parse_date};

/// A stretch in the short form that reads as exactly this stretch: one date where that is enough, else two with `/`.
pub fn short(stretch: &Stretch) -> String {
    let (start, end) = (stretch.start.map(short_start), stretch.end.map(short_end));
    if let (Some(start), Some(end)) = (&start, &end) {
        // Of two dates the shorter ones may say it alone: the month, the year.
        let parts = [4, 7, start.len()].map(|length| start.get(..length));
        let says_it = |part: &&str| parse_date(part).is_ok_and(|(read, _)| read == *stretch);
        if let Some(part) = parts.into_iter().flatten().find(says_it) {
            return part.to_owned();
        }
        return format!("{start}/{end}");
    }
    let open = || "..".to_owned();
    format!(
        "{}/{}",
        start.unwrap_or_else(open),
        end.unwrap_or_else(open)
    )
}

/// The date or the moment that begins so.
fn short_start(at: Stamp) -> String {
    written_to(at, unit_of(at))
}

/// The last date or moment of a stretch that ends so: a date lasts a day, what is written to the minute a minute, and to the
/// second a second.
fn short_end(end: Stamp) -> String {
    let unit = unit_of(end);
    written_to(end.plus_ms(-unit), unit)
}

/// To what a moment has to be written: the day, the minute or the second.
fn unit_of(at: Stamp) -> i64 {
    match at.ms().rem_euclid(DAY_MS) {
        0 => DAY_MS,
        within if within % 60_000 == 0 => 60_000,
        _ => 1_000,
    }
}

/// A moment written to the day, the minute, or the second and what it has of one.
fn written_to(at: Stamp, unit: i64) -> String {
    let civil = at.civil();
    let day = civil.strftime("%Y-%m-%d");
    match (unit, at.ms().rem_euclid(1_000)) {
        (DAY_MS, _) => day.to_string(),
        (60_000, _) => format!("{day}T{}Z", civil.strftime("%H:%M")),
        (_, 0) => format!("{day}T{}Z", civil.strftime("%H:%M:%S")),
        (_, ms) => format!("{day}T{}.{ms:03}Z", civil.strftime("%H:%M:%S")),
    }
}
