//! The days that events fall on: 2010 to the middle of 2026, growing over the years, with offensives in between on whose
//! days ten times the usual happens, most of it in one place.

use jiff::civil::{Date, date};
use jiff::{ToSpan as _, civil::Weekday};

use super::random::{Odds, Random};

const FIRST: Date = date(2010, 1, 1);
const LAST: Date = date(2026, 6, 30);
/// How many offensives there are.
const OFFENSIVES: u32 = 48;
/// How much more happens on a day of an offensive.
const BURST: u64 = 10;

/// One day.
#[derive(Debug)]
pub(super) struct Day {
    /// As the formats write it: `2017-03-06`.
    pub text: String,
    /// "Monday".
    pub weekday: &'static str,
    /// Where an offensive goes on, as a position in the table of places.
    pub front: Option<usize>,
}

/// All days, and how often each comes up.
#[derive(Debug)]
pub(super) struct Calendar {
    days: Vec<Day>,
    odds: Odds,
}

impl Calendar {
    /// `fronts` says how many of the first places an offensive may be about.
    pub fn make(random: &mut Random, fronts: usize) -> Self {
        let mut days = Vec::new();
        let mut weights = Vec::new();
        for day in FIRST.series(1.day()).take_while(|day| *day <= LAST) {
            let years = u64::try_from(day.year() - FIRST.year()).unwrap_or(0);
            // Quiet Fridays, and years that are unlike each other.
            let weekly = if day.weekday() == Weekday::Friday {
                8
            } else {
                10
            };
            let yearly = 20 + 6 * years + u64::from(random.below(20));
            weights.push(weekly * yearly);
            days.push(Day {
                text: day.to_string(),
                weekday: weekday(day.weekday()),
                front: None,
            });
        }
        for _ in 0..OFFENSIVES {
            let (from, front) = (random.position(days.len()), random.position(fronts));
            let length = 5 + random.position(35);
            let here = days.iter_mut().zip(&mut weights).skip(from).take(length);
            for (day, weight) in here.filter(|(day, _)| day.front.is_none()) {
                day.front = Some(front);
                *weight *= BURST;
            }
        }
        Self {
            odds: Odds::of(&weights),
            days,
        }
    }

    /// The position of a day.
    pub fn draw(&self, random: &mut Random) -> usize {
        self.odds.draw(random)
    }

    /// A day; what lies after the last one is the last.
    pub fn day(&self, position: usize) -> Option<&Day> {
        self.days.get(position).or_else(|| self.days.last())
    }
}

fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}
