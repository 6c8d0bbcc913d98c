//! What time it is where somebody presents.

use std::time::Duration;

use jiff::Zoned;

/// The time of the day, on the clock of the machine and in its own zone: `14:05`.
pub fn time_of_day() -> String {
    Zoned::now().strftime("%H:%M").to_string()
}

/// How long it takes until the time of the day is another: never nothing, and a minute at most.
pub fn until_next_minute() -> Duration {
    let now = Zoned::now();
    let gone = i64::from(now.second()) * 1_000 + i64::from(now.millisecond());
    // A little later, so that whoever wakes then does not read the minute that ends.
    let left = 60_000_i64.saturating_sub(gone).saturating_add(5);
    Duration::from_millis(u64::try_from(left.clamp(5, 60_000)).unwrap_or(60_000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_of_the_day_is_hours_and_minutes() {
        let said = time_of_day();
        let (hours, minutes) = said.split_once(':').unwrap();
        assert!(hours.len() == 2 && hours.parse::<u8>().unwrap() < 24);
        assert!(minutes.len() == 2 && minutes.parse::<u8>().unwrap() < 60);
        let left = until_next_minute();
        assert!(left > Duration::ZERO && left <= Duration::from_secs(60));
    }
}
