//! Chance that comes out the same on every machine: whole numbers only, no clock, no library's table.
//!
//! The generator is `SplitMix64`: one addition and two multiplications a draw. Good enough to make up events, of no use
//! for secrets. Known to be imperfect: a draw below `n` favours some numbers by one in 2³²⁄n.

/// A row of numbers that look like chance, decided by where it starts.
#[derive(Debug, Clone)]
pub(super) struct Random(u64);

impl Random {
    /// The row of one purpose (`stream`) under one seed.
    pub fn of(seed: u64, stream: u64) -> Self {
        Self(mixed(seed ^ mixed(stream.wrapping_add(1))))
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mixed(self.0)
    }

    fn half(&mut self) -> u32 {
        low_half(self.bits() >> 32)
    }

    /// A number from 0 to `n` − 1; 0 where `n` is 0.
    pub fn below(&mut self, n: u32) -> u32 {
        low_half((u64::from(self.half()) * u64::from(n)) >> 32)
    }

    /// A number from `from` to `to`, both included.
    pub fn between(&mut self, from: i32, to: i32) -> i32 {
        let width = to.abs_diff(from).saturating_add(1);
        from.saturating_add_unsigned(self.below(width))
    }

    /// Yes in so many of a thousand cases.
    pub fn chance(&mut self, per_mille: u32) -> bool {
        self.below(1000) < per_mille
    }

    /// A position in a table of so many entries; 0 where it is empty.
    pub fn position(&mut self, len: usize) -> usize {
        at(self.below(u32::try_from(len).unwrap_or(u32::MAX)))
    }

    /// One of some words; nothing where there are none.
    pub fn word<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words.get(self.position(words.len())).copied().unwrap_or("")
    }
}

/// A number of 32 bits as an index.
pub(super) fn at(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn low_half(bits: u64) -> u32 {
    u32::try_from(bits & u64::from(u32::MAX)).unwrap_or(0)
}

/// Spreads every bit of a number over all others.
pub(super) fn mixed(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

/// Draws positions of a table, each as often as its weight says, in the same time however long the table is.
///
/// Walker's alias method: every position gets an equal share of the draws, and gives what it has too much of to one other.
#[derive(Debug)]
pub(super) struct Odds(Vec<Share>);

#[derive(Debug, Clone, Copy)]
struct Share {
    /// Draws below this, of 2³², are the position's own.
    own: u32,
    /// Whose the others are.
    other: usize,
}

impl Odds {
    /// Weights below 2³², not all of them 0.
    pub fn of(weights: &[u64]) -> Self {
        let len = u64::try_from(weights.len()).unwrap_or(u64::MAX).max(1);
        let mean = weights.iter().sum::<u64>().max(1);
        // Scaled so that an equal share is `mean`.
        let mut rest: Vec<u64> = weights
            .iter()
            .map(|weight| weight.saturating_mul(len))
            .collect();
        let whole = |other| Share {
            own: u32::MAX,
            other,
        };
        let mut shares: Vec<Share> = (0..weights.len()).map(whole).collect();
        let is_poor = |rest: &[u64], i: &usize| rest.get(*i).is_some_and(|rest| *rest < mean);
        let (mut poor, mut rich): (Vec<usize>, Vec<usize>) =
            (0..weights.len()).partition(|i| is_poor(&rest, i));
        while let (Some(taker), Some(giver)) = (poor.pop(), rich.last().copied()) {
            let has = rest.get(taker).copied().unwrap_or(0);
            if let Some(share) = shares.get_mut(taker) {
                let own = u128::from(has) * (1 << 32) / u128::from(mean);
                share.own = u32::try_from(own).unwrap_or(u32::MAX);
                share.other = giver;
            }
            if let Some(left) = rest.get_mut(giver) {
                *left = left.saturating_sub(mean - has);
            }
            if is_poor(&rest, &giver) {
                rich.pop();
                poor.push(giver);
            }
        }
        Self(shares)
    }

    /// A table in which the entry of rank r comes up in proportion to 1 / (r + `flat`): the first few lead, the rest trails.
    pub fn zipf(len: usize, flat: u64) -> Self {
        let weights: Vec<u64> = (0_u64..)
            .take(len)
            .map(|rank| (1 << 31) / (rank + flat.max(1)))
            .collect();
        Self::of(&weights)
    }

    /// A position; 0 where the table is empty.
    pub fn draw(&self, random: &mut Random) -> usize {
        let position = random.position(self.0.len());
        match self.0.get(position) {
            Some(share) if random.half() >= share.own => share.other,
            _ => position,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odds_come_out_as_weighed() {
        let weights = [1, 0, 7, 2];
        let odds = Odds::of(&weights);
        let mut random = Random::of(1, 0);
        let mut drawn = [0_u64; 4];
        for _ in 0..100_000 {
            drawn[odds.draw(&mut random)] += 1;
        }
        for (weight, drawn) in weights.iter().zip(drawn) {
            assert!(
                drawn.abs_diff(weight * 10_000) < 700,
                "{weight} of 10: {drawn}"
            );
        }
        assert_eq!(drawn[1], 0);
    }

    #[test]
    fn numbers_stay_in_their_bounds_and_reach_them() {
        let mut random = Random::of(2, 0);
        let drawn: Vec<i32> = (0..1000).map(|_| random.between(-3, 3)).collect();
        assert_eq!(drawn.iter().min(), Some(&-3));
        assert_eq!(drawn.iter().max(), Some(&3));
        assert_eq!(random.below(0), 0);
        assert_eq!(random.word(&[]), "");
    }
}
