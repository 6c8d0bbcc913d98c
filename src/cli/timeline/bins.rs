//! Events counted by day, week, month or year.
//!
//! Bins are numbered; only where a count changes is something kept, so that an event of a thousand years costs two steps.

use std::collections::BTreeMap;

use crate::model::time::{DAY_MS, Stamp, Stretch};

/// How long a bin is. Weeks begin on Monday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum By {
    /// A row a day
    Day,
    /// A row a week, from Monday on
    Week,
    /// A row a month
    Month,
    /// A row a year
    Year,
}

/// Days between two Mondays.
const WEEK: i64 = 7;
/// 1970-01-01 was a Thursday.
const SINCE_MONDAY: i64 = 3;
/// As many days as are worth a row each; then a row a week, then a row a month.
const MOST_DAYS: i64 = 45;
const MOST_DAYS_BY_WEEK: i64 = 400;
const MOST_DAYS_BY_MONTH: i64 = 6 * 366;

impl By {
    /// The finest that does not make too many rows of the time between two moments.
    pub fn fitting(first: Stamp, last: Stamp) -> Self {
        let days = (last.ms() - first.ms()) / DAY_MS;
        if days <= MOST_DAYS {
            Self::Day
        } else if days <= MOST_DAYS_BY_WEEK {
            Self::Week
        } else if days <= MOST_DAYS_BY_MONTH {
            Self::Month
        } else {
            Self::Year
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    /// The number of the bin that a moment lies in.
    pub fn bin(self, at: Stamp) -> i64 {
        let days = at.ms().div_euclid(DAY_MS);
        let date = at.civil().date();
        match self {
            Self::Day => days,
            Self::Week => (days + SINCE_MONDAY).div_euclid(WEEK),
            Self::Month => i64::from(date.year()) * 12 + i64::from(date.month()) - 1,
            Self::Year => i64::from(date.year()),
        }
    }

    /// What a bin is called: its first day, its month or its year.
    pub fn label(self, bin: i64) -> String {
        let days = match self {
            Self::Day => bin,
            Self::Week => bin * WEEK - SINCE_MONDAY,
            Self::Month => {
                return format!("{:04}-{:02}", bin.div_euclid(12), bin.rem_euclid(12) + 1);
            }
            Self::Year => return format!("{bin:04}"),
        };
        let date = Stamp::from_ms(days * DAY_MS).civil().date();
        format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
    }
}

/// How many events of each lane fall into each bin, and how many are not simply in one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Bins {
    /// By how much the counts of the lanes change where a bin begins.
    steps: BTreeMap<i64, BTreeMap<usize, i64>>,
    /// Without a date.
    pub undated: usize,
    /// With one end unknown: they stand at the other.
    pub open: usize,
    /// In more bins than one.
    pub long: usize,
}

/// Bins that follow each other and count the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    /// The first.
    pub bin: i64,
    /// How many.
    pub len: i64,
    /// How many events of each lane, those of none left out.
    pub counts: BTreeMap<usize, i64>,
}

impl Bins {
    /// Counts an event of a lane.
    pub fn add(&mut self, by: By, stretch: &Stretch, lane: usize) {
        let last = stretch.end.map(|end| by.bin(end.plus_ms(-1)));
        let first = stretch.start.map(|start| by.bin(start));
        let (first, last) = match (first, last) {
            (None, None) => {
                self.undated += 1;
                return;
            }
            (Some(first), Some(last)) => (first, last.max(first)),
            (Some(one), None) | (None, Some(one)) => {
                self.open += 1;
                (one, one)
            }
        };
        self.long += usize::from(last > first);
        for (bin, step) in [(first, 1), (last + 1, -1)] {
            let lanes = self.steps.entry(bin).or_default();
            *lanes.entry(lane).or_default() += step;
        }
    }

    /// All bins from the first with an event to the last.
    pub fn runs(&self) -> Vec<Run> {
        let mut counts: BTreeMap<usize, i64> = BTreeMap::new();
        let ends = self.steps.keys().skip(1);
        let steps = self.steps.iter().zip(ends);
        steps
            .map(|((bin, steps), end)| {
                for (lane, step) in steps {
                    *counts.entry(*lane).or_default() += step;
                }
                counts.retain(|_, count| *count != 0);
                Run {
                    bin: *bin,
                    len: end - bin,
                    counts: counts.clone(),
                }
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::time::parse_short;
    use proptest::prelude::*;

    const ALL: [By; 4] = [By::Day, By::Week, By::Month, By::Year];

    #[test]
    fn a_bin_is_called_after_its_first_day() {
        let at = parse_short("2017-03-08").unwrap().stretch.start.unwrap();
        let labels = ALL.map(|by| by.label(by.bin(at)));
        assert_eq!(labels, ["2017-03-08", "2017-03-06", "2017-03", "2017"]);
    }

    proptest! {
        #[test]
        fn runs_count_what_looking_at_each_bin_counts(
            events in prop::collection::vec((0_usize..3, prop::option::of(0_i64..90), prop::option::of(0_i64..90)), 1..20),
            by in prop::sample::select(ALL.to_vec()),
        ) {
            let day = |day: i64| Stamp::from_ms(day * DAY_MS);
            let stretches: Vec<(usize, Stretch)> = events
                .into_iter()
                .map(|(lane, start, len)| {
                    let end = len.map(|len| day(start.unwrap_or(5) + len + 1));
                    (lane, Stretch { start: start.map(day), end })
                })
                .collect();
            let mut bins = Bins::default();
            for (lane, stretch) in &stretches {
                bins.add(by, stretch, *lane);
            }
            let mut expected = 0;
            for run in bins.runs() {
                prop_assert!(run.len > 0);
                for bin in run.bin..run.bin + run.len {
                    for lane in 0..3 {
                        let here = stretches.iter().filter(|(own, stretch)| {
                            let first = stretch.start.map(|at| by.bin(at));
                            let last = stretch.end.map(|at| by.bin(at.plus_ms(-1)));
                            let (Some(first), Some(last)) = (first.or(last), last.or(first)) else {
                                return false;
                            };
                            *own == lane && first <= bin && bin <= last
                        });
                        let count = i64::try_from(here.count()).unwrap();
                        prop_assert_eq!(run.counts.get(&lane).copied().unwrap_or(0), count);
                        expected += count;
                    }
                }
            }
            let dated = stretches.len() - bins.undated;
            prop_assert!(expected >= i64::try_from(dated).unwrap(), "each is counted");
        }
    }
}
